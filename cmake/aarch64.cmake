# Toolchain: AArch64 Linux from an x86-64 Debian, run under qemu-user. Programs are static, so that they need no
# arm64 loader here and nothing on the device. GoogleTest is built from Debian's sources.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_EXE_LINKER_FLAGS_INIT "-static")

# The header-only libraries of this machine, as a prefix of their own, without the C library's headers that lie
# beside them. Links where the compiler looks, copies where CMake works out the prefix from the file's place.
get_filename_component(ondol_headers ${CMAKE_CURRENT_LIST_DIR}/../build/arm64-headers ABSOLUTE)
file(MAKE_DIRECTORY ${ondol_headers}/include ${ondol_headers}/share/cmake)
foreach(library CLI nlohmann toml++)
  if(EXISTS /usr/include/${library})
    file(CREATE_LINK /usr/include/${library} ${ondol_headers}/include/${library} SYMBOLIC)
  endif()
endforeach()
foreach(package CLI11 nlohmann_json)
  if(EXISTS /usr/share/cmake/${package})
    file(COPY /usr/share/cmake/${package} DESTINATION ${ondol_headers}/share/cmake)
  endif()
endforeach()
set(CMAKE_CXX_FLAGS_INIT "-isystem ${ondol_headers}/include")

set(CMAKE_FIND_ROOT_PATH ${ondol_headers} /usr/aarch64-linux-gnu)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig)  # pkg-config reads none of the above

set(ONDOL_GTEST_SOURCE /usr/src/googletest CACHE PATH "GoogleTest's sources, built with the tests")
set(INSTALL_GTEST OFF CACHE BOOL "")
find_program(ondol_qemu NAMES qemu-aarch64 qemu-aarch64-static)
if(ondol_qemu)
  set(CMAKE_CROSSCOMPILING_EMULATOR ${ondol_qemu})
endif()
