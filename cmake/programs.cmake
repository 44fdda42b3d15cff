# The ondol program, the tests that are not of one room, the fuzz targets.
if(ONDOL_CLI AND EXISTS ${PROJECT_SOURCE_DIR}/src/cli/main.cpp AND TARGET ondol_cli)
  # The commit is looked up at every build, and only version.cpp is compiled again when it changed.
  set(ondol_commit_file ${PROJECT_BINARY_DIR}/generated/ondol_commit.inc)
  add_custom_target(ondol_commit
    COMMAND ${CMAKE_COMMAND} -DSOURCE=${PROJECT_SOURCE_DIR} -DOUT=${ondol_commit_file}
            -P ${PROJECT_SOURCE_DIR}/cmake/commit.cmake
    BYPRODUCTS ${ondol_commit_file} COMMENT "Looking up the commit")
  add_executable(ondol ${PROJECT_SOURCE_DIR}/src/cli/main.cpp)
  add_dependencies(ondol ondol_commit)
  target_include_directories(ondol PRIVATE ${PROJECT_BINARY_DIR}/generated)
  target_link_libraries(ondol PRIVATE ondol_cli ondol_warnings)
  if(NOT ONDOL_SANITIZE)
    # Starting the program is part of the first token's delay: 1.25 ms of CPU instead of 1.8 for `ondol --version`.
    target_link_options(ondol PRIVATE -static-libstdc++ -static-libgcc)
  endif()
  include(${PROJECT_SOURCE_DIR}/cmake/install.cmake OPTIONAL)
endif()

foreach(folder house cli fuzz)
  if(EXISTS ${PROJECT_SOURCE_DIR}/tests/${folder}/suite.cmake)
    include(${PROJECT_SOURCE_DIR}/tests/${folder}/suite.cmake)
  endif()
endforeach()

add_subdirectory(${PROJECT_SOURCE_DIR}/bench EXCLUDE_FROM_ALL)
