#!/usr/bin/env bash
# make_system_trees.sh SRC OUT: unpacks the recorded machines of tests/fit/sysfs (its README.md has the format) into
# OUT/NAME, for ONDOL_SYSTEM_ROOT.
set -euo pipefail
src=${1:?usage: make_system_trees.sh SRC OUT} out=${2:?}
for tree in "$src"/tests/fit/sysfs/*.tree; do
  folder=$out/$(basename "$tree" .tree)
  rm -rf "$folder"
  mkdir -p "$folder"
  file=''
  while IFS= read -r line; do
    path=$folder${line:3}
    case ${line:0:3} in
      '!! ') mkdir -p "$path" ;;
      '== ' | '=x ')
        mkdir -p "${path%/*}"
        file=$path
        : >"$file"
        [[ ${line:0:3} != '=x ' ]] || chmod +x "$file"
        ;;
      *) printf '%s\n' "$line" >>"$file" ;;
    esac
  done <"$tree"
done
