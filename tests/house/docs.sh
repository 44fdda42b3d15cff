#!/usr/bin/env bash
# The documents keep up with the tree: every folder of src/ stands in docs/architecture.md; every path that a page
# names in backticks exists (NAME, ROOM, ISA and the like stand for any), except in docs/formats, which quotes other
# projects; links between pages lead somewhere; decision records are numbered once.
source "$(dirname "$0")/common.sh"

while read -r folder; do
  grep -qF "\`$folder\`" docs/architecture.md || fail "docs/architecture.md: no line for \`$folder\`"
done < <(find src -mindepth 1 -type d -not -path 'src/kernels/target/*' | sort)

for page in quant-type architecture instruction-set command device model task; do
  [[ -s docs/howto/$page.md ]] || fail "docs/howto/$page.md is missing"
done

n=0
check_paths() { # check_paths FILE: words in backticks that begin with a folder of ours
  local word glob
  while read -r word; do
    glob=$(sed -E 's/\b[A-Z][A-Z_]+\b/*/g; s/_[A-Z]{2,}\b/_*/g' <<<"$word")
    n=$((n + 1))
    compgen -G "$glob" >/dev/null || fail "$1: names $word, which does not exist"
  done < <(grep -oE '`(src|include|tests|docs|cmake|bench|packaging|examples|\.ci)/[^` ]*`' "$1" | tr -d '`' | sort -u)
}
for file in README.md README.ko.md CONTRIBUTING.md docs/*.md docs/howto/*.md; do
  [[ ! -e $file ]] || check_paths "$file"
done
((n > 20)) || fail "only $n paths found in the documents: the test itself is broken"

# Links between pages.
while IFS=: read -r file link; do
  target=${link#*](}
  target=${target%%[)#]*}
  [[ -z $target || $target == http* || -e $(dirname "$file")/$target ]] || fail "$file: broken link to $target"
done < <(grep -oHE '\]\([^)]+\)' README.md README.ko.md CONTRIBUTING.md CHANGELOG.md docs/*.md docs/*/*.md)

duplicates=$(ls docs/decisions | sed -nE 's/^([0-9]{4})-.*\.md$/\1/p' | sort | uniq -d)
[[ -z $duplicates ]] || fail "docs/decisions: numbers used twice: $duplicates"
finish "$n paths in the documents"
