#!/usr/bin/env bash
# Every include in src/ goes along an arrow of cmake/rooms.cmake, and the arrows have no cycle.
source "$(dirname "$0")/common.sh"

# The table's rows: NAME "DEP DEP".
declare -A allowed
rooms=()
while read -r room deps; do
  allowed[$room]=" $room base ${deps//\"/} "
  for dep in ${deps//\"/}; do
    [[ " ${rooms[*]} " == *" $dep "* ]] || fail "cmake/rooms.cmake: $room may include $dep, which is no earlier row"
  done
  rooms+=("$room")
done < <(sed -nE '/^set\(ONDOL_ROOMS/,/^\)/{s/^[[:space:]]+([a-z]+)[[:space:]]+("[^"]*").*/\1 \2/p}' cmake/rooms.cmake)
((${#rooms[@]} > 3)) || fail "cmake/rooms.cmake: expected a table of rooms, found ${#rooms[@]} rows"

n=0
while read -r file; do
  room=${file#src/}
  room=${room%%/*}
  if [[ -z ${allowed[$room]:-} ]]; then
    fail "$file: the room $room has no row in cmake/rooms.cmake"
    continue
  fi
  while read -r path; do
    n=$((n + 1))
    target=${path%%/*}
    case $path in
      ondol/*) [[ -e include/$path ]] || fail "$file: no public header $path" ;;
      ondol_commit.inc) ;; # generated
      *..* | [!a-z]*) fail "$file: include \"$path\" by room/file" ;;
      */*)
        [[ ${allowed[$room]} == *" $target "* ]] || fail "$file: the room $room may not include $path"
        [[ -e src/$path ]] || fail "$file: no such file $path"
        ;;
      *) fail "$file: include \"$path\" by room/file" ;;
    esac
  done < <(quoted_includes "$file")
done < <(find src -type f \( -name '*.h' -o -name '*.cpp' -o -name '*.inc' \) | sort)
((n > 50)) || fail "only $n includes found: the test itself is broken"

for file in include/ondol/*.h; do
  while read -r path; do
    [[ $path == ondol/* ]] || fail "$file: a public header includes only public headers, not $path"
  done < <(quoted_includes "$file")
done
finish "$n includes of ${#rooms[@]} rooms go one way"
