# nlohmann-json is headers only. libyaml reads home files that are YAML; without it (the static AArch64 build) they
# are refused.
find_package(PkgConfig)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(LIBYAML IMPORTED_TARGET yaml-0.1)
endif()
if(LIBYAML_FOUND)
  target_link_libraries(ondol_home PRIVATE PkgConfig::LIBYAML)
  target_compile_definitions(ondol_home PRIVATE ONDOL_HAVE_LIBYAML=1)
endif()
# The home that comes with the program, as text in it.
set(ondol_demo_home ${PROJECT_SOURCE_DIR}/homes/family_flat.json)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${ondol_demo_home})
file(READ ${ondol_demo_home} ondol_demo_home_text)
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/demo_home.cpp CONTENT
  "// From homes/family_flat.json.\nextern const char* const kOndolDemoHome;\nconst char* const kOndolDemoHome = R\"__home__(@ondol_demo_home_text@)__home__\";\n" @ONLY)
target_sources(ondol_home PRIVATE ${PROJECT_BINARY_DIR}/generated/demo_home.cpp)
# The model that comes with the program, where it has been made.
set(ondol_home_model ${PROJECT_SOURCE_DIR}/models/home/ondol-home.gguf)
if(EXISTS ${ondol_home_model})
  set_property(SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/src/home/built_in_model.cpp APPEND PROPERTY COMPILE_DEFINITIONS
    ONDOL_HOME_MODEL="${ondol_home_model}")
  set_property(SOURCE ${CMAKE_CURRENT_SOURCE_DIR}/src/home/built_in_model.cpp APPEND PROPERTY OBJECT_DEPENDS
    ${ondol_home_model})
endif()
