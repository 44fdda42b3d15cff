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

# A model with intents and tags: some of the vocabulary's last tokens take their names.
cp -r "$src/tests/golden/models/smollm2" "$dir/intent_hf"
id=265
for label in '<sep>' '<cls>' '<tag:O>' '<tag:B-place>' '<tag:I-place>' '<tag:B-time>' '<tag:I-time>' \
  '<intent:light_on>' '<intent:alarm_set>'; do
  sed -i -E "s/\"[^\"]*\": ?$id([,}])/\"$label\": $id\1/" "$dir/intent_hf/tokenizer.json"
  id=$((id + 1))
done
"$ondol" convert "$dir/intent_hf" "$dir/intent.gguf"
