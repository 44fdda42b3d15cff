#!/usr/bin/env bash
# The sources are as clang-format 14 (Debian 12's) leaves them; skipped where it is not installed: versions differ.
source "$(dirname "$0")/common.sh"

if ! clang-format --version 2>/dev/null | grep -q 'version 14\.'; then
  echo 'skipped: clang-format 14 is not installed'
  exit 77
fi
mapfile -t files < <(find src include tests bench examples -name '*.h' -o -name '*.cpp' -o -name '*.inc' -o -name '*.c')
((${#files[@]} > 100)) || fail "only ${#files[@]} sources found: the test itself is broken"
clang-format --dry-run --Werror "${files[@]}" || fail 'some files are not formatted: ./dev fmt'
finish "${#files[@]} files are formatted"
