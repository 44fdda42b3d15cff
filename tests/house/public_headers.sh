#!/usr/bin/env bash
# Each public header compiles alone, and names no third-party header or type. ondol.h is C.
# CXX and CC name the compilers.
source "$(dirname "$0")/common.sh"
cxx=${CXX:-g++} cc=${CC:-gcc}

for header in include/ondol/*.h; do
  name=${header#include/}
  while read -r path; do
    # The C++ standard library's headers have no suffix; of C's, those that a C header needs.
    [[ $path =~ ^[a-z_]+$ || $path =~ ^std(int|def|bool)\.h$ ]] || fail "$header: includes <$path>"
  done < <(system_includes "$header")
  if grep -nE '\b(nlohmann|CLI|fmt|spdlog|testing)::' "$header"; then
    fail "$header: names a third-party type"
  fi
  if [[ $name == ondol/ondol.h ]]; then
    printf '#include "%s"\n#include "%s"\n' "$name" "$name" |
      "$cc" -std=c11 -pedantic -Wall -Wextra -Werror -Wstrict-prototypes -fsyntax-only -Iinclude -x c - ||
      fail "$header: does not compile alone as C"
  fi
  printf '#include "%s"\n#include "%s"\n' "$name" "$name" |
    "$cxx" -std=c++20 -Wall -Wextra -Werror -fsyntax-only -Iinclude -x c++ - ||
    fail "$header: does not compile alone as C++"
done
finish "$(ls include/ondol | wc -l) public headers"
