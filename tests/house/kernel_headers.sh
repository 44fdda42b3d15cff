#!/usr/bin/env bash
# Files compiled with instruction-set flags include no C++ standard header, not even through another header:
# an inline function of one, compiled there, can become the whole program's copy and crash an older CPU.
source "$(dirname "$0")/common.sh"

# <math.h> and <stdlib.h> are missing on purpose: libstdc++ wraps them around <cmath> and <cstdlib>.
harmless='^(std(int|def|bool)|string|limits|float|[a-z0-9]*intrin|arm_neon|arm_fp16|arm_bf16|arm_acle)\.h$'

declare -A seen
scan() { # scan FILE CHAIN
  local file=$1 chain=$2 path
  [[ -z ${seen[$file]:-} ]] || return 0
  seen[$file]=1
  while read -r path; do
    [[ $path =~ $harmless ]] || fail "$chain: includes <$path>"
  done < <(system_includes "$file")
  while read -r path; do
    if [[ -e src/$path ]]; then
      scan "src/$path" "$chain → $path"
    elif [[ -e include/$path ]]; then
      scan "include/$path" "$chain → $path"
    else
      fail "$chain: no such file $path"
    fi
  done < <(quoted_includes "$file")
}
n=0
while read -r file; do
  n=$((n + 1))
  seen=()
  scan "$file" "$file"
done < <(find src/kernels/target -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.inc' \) | sort)
finish "$n files of kernel targets"
