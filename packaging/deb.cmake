# The Debian package: cpack -G DEB in a build folder. The program links only what cc gives every Debian 12, or nothing at all
# in the static cross build; the library for developers stays out, `cmake --install` has it.
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME ondol)
set(CPACK_PACKAGE_VENDOR Ondol)
set(CPACK_PACKAGE_CONTACT "The Ondol authors <ondol@localhost>")
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "small language models on the home's own devices")
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "Ondol reads what is said to a home, in Korean and English, with a model that
is built into the program; it runs other small models from GGUF files, says
which model suits a device and a task, and trains models of its own.
.
Nothing leaves the device. The service answers on a local socket once that
is enabled: systemctl enable --now ondol-home.socket")
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS curl)  # `ondol pull` fetches with it (docs/decisions/0015)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
  OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
if(CMAKE_CROSSCOMPILING)
  # Static: nothing to depend on. dpkg-shlibdeps would look for libraries of this machine.
  set(CPACK_DEBIAN_PACKAGE_ARCHITECTURE arm64)
else()
  set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_COMPONENTS_ALL program)
set(maintainer ${PROJECT_SOURCE_DIR}/packaging/debian)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${maintainer}/postinst ${maintainer}/prerm ${maintainer}/postrm)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

install(FILES ${PROJECT_SOURCE_DIR}/packaging/debian/ondol-home.socket
              ${PROJECT_SOURCE_DIR}/packaging/debian/ondol-home@.service
  DESTINATION lib/systemd/system COMPONENT program)
install(FILES ${PROJECT_SOURCE_DIR}/packaging/debian/copyright DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
find_program(ONDOL_GZIP gzip)
if(ONDOL_GZIP)
  # Policy 12.7: the upstream changelog and Debian's, compressed.
  set(changelogs "")
  foreach(pair CHANGELOG.md=changelog.gz packaging/debian/changelog=changelog.Debian.gz)
    string(REGEX MATCH "(.*)=(.*)" _ ${pair})
    set(from ${PROJECT_SOURCE_DIR}/${CMAKE_MATCH_1})
    set(to ${PROJECT_BINARY_DIR}/generated/${CMAKE_MATCH_2})
    add_custom_command(OUTPUT ${to} COMMAND sh -c "'${ONDOL_GZIP}' -9nc '${from}' > '${to}'" DEPENDS ${from} VERBATIM)
    list(APPEND changelogs ${to})
  endforeach()
  add_custom_target(ondol_changelog ALL DEPENDS ${changelogs})
  install(FILES ${changelogs} DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT program)
endif()
include(CPack)
