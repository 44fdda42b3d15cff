target_compile_definitions(ondol_runtime PRIVATE ONDOL_VERSION="${PROJECT_VERSION}")
