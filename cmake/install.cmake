# cmake --install: the program with its shell completions, and the library as find_package(ondol) and pkg-config
# find it: all rooms below the command line in one static libondol.a, with the public headers only.
include(CMakePackageConfigHelpers)

set(objects "")
set(rooms "${ONDOL_ROOMS}")
while(rooms)
  list(POP_FRONT rooms room deps)
  if(NOT room STREQUAL "cli" AND TARGET ondol_${room})
    list(APPEND objects $<TARGET_OBJECTS:ondol_${room}>)
  endif()
endwhile()
# Objects that a room took in from elsewhere are not among its own.
get_property(kernel_targets TARGET ondol_kernels PROPERTY ONDOL_KERNEL_TARGETS)
foreach(target ${kernel_targets})
  list(APPEND objects $<TARGET_OBJECTS:${target}>)
endforeach()

add_library(ondol_library STATIC ${objects})
set_target_properties(ondol_library PROPERTIES OUTPUT_NAME ondol EXPORT_NAME ondol LINKER_LANGUAGE CXX)
target_include_directories(ondol_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
target_compile_features(ondol_library INTERFACE cxx_std_20)
target_link_libraries(ondol_library INTERFACE Threads::Threads)

install(TARGETS ondol_library EXPORT ondolTargets ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/include/ondol DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/ondol)
install(EXPORT ondolTargets NAMESPACE ondol:: DESTINATION ${package_dir})
configure_package_config_file(${PROJECT_SOURCE_DIR}/cmake/ondolConfig.cmake.in
  ${PROJECT_BINARY_DIR}/generated/ondolConfig.cmake INSTALL_DESTINATION ${package_dir})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/ondolConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/generated/ondolConfig.cmake
              ${PROJECT_BINARY_DIR}/generated/ondolConfigVersion.cmake DESTINATION ${package_dir})
# Relative to the file itself, so that the installed tree can be moved.
file(RELATIVE_PATH ondol_pc_to_prefix /prefix/${CMAKE_INSTALL_LIBDIR}/pkgconfig /prefix)
configure_file(${PROJECT_SOURCE_DIR}/cmake/ondol.pc.in ${PROJECT_BINARY_DIR}/generated/ondol.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/generated/ondol.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(TARGETS ondol RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE ${PROJECT_SOURCE_DIR}/NOTICE ${PROJECT_SOURCE_DIR}/README.md ${PROJECT_SOURCE_DIR}/README.ko.md
  DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)

function(ondol_install_completion shell file destination)
  set(script ${PROJECT_BINARY_DIR}/generated/completions/${file})
  add_custom_command(TARGET ondol POST_BUILD
    COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/generated/completions
    COMMAND ondol completion ${shell} > ${script} VERBATIM)
  install(FILES ${script} DESTINATION ${CMAKE_INSTALL_DATADIR}/${destination} COMPONENT program)
endfunction()
ondol_install_completion(bash ondol bash-completion/completions)
ondol_install_completion(zsh _ondol zsh/site-functions)
ondol_install_completion(fish ondol.fish fish/vendor_completions.d)
include(${PROJECT_SOURCE_DIR}/packaging/deb.cmake)
