#!/usr/bin/env bash
# make_models.sh ONDOL SRC DIR: converts the committed tiny checkpoints into DIR, for the command-line tests.
set -euo pipefail
ondol=$1 src=$2 dir=$3
rm -rf "$dir"
mkdir -p "$dir"
for name in smollm2 gemma3; do
  "$ondol" convert "$src/tests/golden/models/$name" "$dir/$name.gguf"
done
head -c 3000 "$dir/smollm2.gguf" >"$dir/truncated.gguf"
