#!/usr/bin/env bash
# Makes the home model's data, trains it by recipes/home.toml and evaluates it: out/home.gguf. Copied to models/home/ondol-home.gguf it takes the
# place of the model that the next build puts into the program. Run ./dev build first; needs ../shared/data or
# $ONDOL_SHARED.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.."

ondol=build/ondol
shared=${ONDOL_SHARED:-../shared}/data
data=out/home-data
mkdir -p "$data"
for need in "$shared/ha_intents" "$shared/massive/en-US.train.jsonl" "$shared/clinc150/train_val.json" \
  "$shared/chatbot_ko/ChatbotData.csv"; do
  [[ -e $need ]] || { echo "retrain: $need is missing" >&2; exit 1; }
done

$ondol home generate --language ko --part train --seed 41 --count 600000 --out $data/ko.jsonl
$ondol home generate --language en --part train --seed 43 --count 700000 --out $data/en.jsonl
$ondol home generate --language ko --part dev --seed 3 --count 1500 --out $data/dev-ko.jsonl
$ondol home generate --language en --part dev --seed 3 --count 1500 --out $data/dev-en.jsonl
cat $data/dev-ko.jsonl $data/dev-en.jsonl >$data/dev.jsonl
$ondol home import ha "$shared/ha_intents" --language en --seed 1 --count 50000 --out $data/ha-en.jsonl
$ondol home import ha "$shared/ha_intents" --language ko --seed 1 --count 40000 --out $data/ha-ko.jsonl
$ondol home import massive "$shared/massive/en-US.train.jsonl" --language en --seed 1 --count 20000 --out $data/massive-1.jsonl
cp $data/massive-1.jsonl $data/massive-2.jsonl
$ondol home import clinc "$shared/clinc150/train_val.json" --language en --seed 1 --count 20000 --out $data/clinc.jsonl
$ondol home import chatbot-ko "$shared/chatbot_ko/ChatbotData.csv" --language ko --seed 1 --count 20000 \
  --out $data/chatbot-ko.jsonl

$ondol train recipes/home.toml "$@"
models/home/evaluate.sh out/home.gguf
