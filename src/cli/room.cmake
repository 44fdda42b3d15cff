# CLI11 and nlohmann-json are headers only. libedit gives `chat` line editing and history; without it (the static
# AArch64 build) chat reads plain lines.
find_package(PkgConfig)
if(PKG_CONFIG_FOUND)
  pkg_check_modules(LIBEDIT IMPORTED_TARGET libedit)
endif()
if(LIBEDIT_FOUND)
  target_link_libraries(ondol_cli PRIVATE PkgConfig::LIBEDIT)
  target_compile_definitions(ondol_cli PRIVATE ONDOL_HAVE_LIBEDIT=1)
endif()
