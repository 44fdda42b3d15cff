#!/usr/bin/env bash
# install.sh BUILD_DIR SRC MODELS: installs into an empty folder, builds examples/minimal with find_package and a C program
# with pkg-config from there alone, and runs both and the installed program.
set -euo pipefail
build=$1 src=$2 models=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
static=()  # an emulated machine has no libraries of its own
[[ -z ${ONDOL_EMULATED:-} ]] || static=(-static)
quietly() { "$@" >"$work/log" 2>&1 || { cat "$work/log"; echo "FAILED: $*"; exit 1; }; }

quietly cmake --install "$build" --prefix "$prefix"
"$prefix/bin/ondol" --version | grep -q '^ondol '
for file in share/bash-completion/completions/ondol share/zsh/site-functions/_ondol \
  share/fish/vendor_completions.d/ondol.fish share/doc/ondol/LICENSE; do
  [[ -s $prefix/$file ]] || { echo "FAILED: $file is not installed"; exit 1; }
done

quietly cmake -S "$src/examples/minimal" -B "$work/minimal" -DCMAKE_PREFIX_PATH="$prefix" -DCMAKE_BUILD_TYPE=Release \
  ${static[0]:+-DCMAKE_EXE_LINKER_FLAGS=-static}
quietly cmake --build "$work/minimal"
"$work/minimal/minimal" "$models/smollm2.gguf" "the 12" >"$work/answer"
"$prefix/bin/ondol" run "$models/smollm2.gguf" -p "the 12" -n 32 --temp 0 >"$work/expected"
cmp "$work/answer" "$work/expected"
(($(wc -l <"$src/examples/minimal/main.cpp") <= 24))

cat >"$work/version.c" <<'C'
#include <stdio.h>
#include <string.h>
#include "ondol/ondol.h"
int main(int argc, char** argv) {
  ondol_engine* engine = 0;
  ondol_model* model = 0;
  if (argc != 2 || ondol_engine_create(1, &engine) != ONDOL_OK) return 1;
  if (ondol_model_load(engine, argv[1], 0, &model) != ONDOL_OK) return puts(ondol_last_error()), 1;
  printf("%s %d\n", ondol_version(), (int)ondol_model_n_vocab(model));
  ondol_model_free(model);
  ondol_engine_free(engine);
  return 0;
}
C
flags=$(PKG_CONFIG_PATH=$(dirname "$(find "$prefix" -name ondol.pc)") pkg-config --cflags --libs --static ondol)
read -ra flags <<<"$flags"
quietly "${CC:-gcc}" -std=c11 "$work/version.c" "${static[@]}" "${flags[@]}" -o "$work/version"
"$work/version" "$models/smollm2.gguf" | grep -q ' 288$'
echo "ok: program, library, CMake package, pkg-config file"
