#!/usr/bin/env bash
# What a home model reaches: held-out generated utterances (if retrain.sh made them), Home Assistant's dev cases and the unseen
# homes of tests/home/unseen. Usage: models/home/evaluate.sh [MODEL]; without one, the built-in model.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

ondol=build/ondol
shared=${ONDOL_SHARED:-../shared}/data
model=()
(($#)) && model=(--model "$1")
for language in en ko; do
  held_out=out/home-data/dev-$language.jsonl
  [[ -e $held_out ]] && echo "held-out templates and words, $language:" && $ondol eval frames "$held_out" "${model[@]}" | head -n 1
  if [[ -e $shared/ha_intents ]]; then
    echo "Home Assistant's dev cases, $language:"
    $ondol eval home "$shared/ha_intents/${language}_dev.cases.jsonl" --expect "$shared/ha_intents/${language}_dev.expected.jsonl" \
      "${model[@]}" | grep -E '^accuracy|^latency'
  fi
  echo "unseen homes, $language:"
  $ondol eval home "tests/home/unseen/$language.cases.jsonl" --expect "tests/home/unseen/$language.expected.jsonl" "${model[@]}" |
    grep -E '^accuracy|^latency|^  (simple|command|question|policy|outside) '
done
