#!/usr/bin/env python3
"""Lines of text for tokens_per_line, from the data beside the working tree.

usage: bench/train/utterances.py SHARED OUT_DIR

ko_train, ko_dev: questions and answers of chatbot_ko (every tenth pair is dev, its question only); en_train, en_dev:
MASSIVE's own parts; home_ko, home_en: the commands of ha_intents' dev cases.
"""
import csv
import json
import pathlib
import sys

if len(sys.argv) != 3:
    sys.exit(__doc__)
data, out = pathlib.Path(sys.argv[1]) / "data", pathlib.Path(sys.argv[2])
out.mkdir(parents=True, exist_ok=True)


def write(name, lines):
    (out / name).write_text("".join(line + "\n" for line in lines))


def field(path, key):
    return [json.loads(line)[key] for line in open(data / path)]


with open(data / "chatbot_ko/ChatbotData.csv") as file:
    pairs = list(csv.DictReader(file))
write("ko_train", [p[k] for i, p in enumerate(pairs) if i % 10 for k in "QA"])
write("ko_dev", [p["Q"] for i, p in enumerate(pairs) if i % 10 == 0])
for part in ("train", "dev"):
    write(f"en_{part}", field(f"massive/en-US.{part}.jsonl", "utt"))
for language in ("ko", "en"):
    write(f"home_{language}", field(f"ha_intents/{language}_dev.cases.jsonl", "text"))
