"""Renders chat templates over conversations.py with transformers' apply_chat_template, and writes

  expected.json   outputs for the templates in templates/ (licences: README.md)
  hashes.json     64-bit FNV-1a of the outputs for every template in a folder given as argument: enough to test
                  against templates that this repository may not carry

    python3 make_goldens.py [FOLDER_WITH_JINJA_FILES]

An output is null where Python raises. With add_generation_prompt an output that only adds to the one without is
written as {"+": addition}.
"""

import datetime
import json
import pathlib
import sys

import jinja2
import transformers
import transformers.utils.chat_template_utils as utils
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

from conversations import CONVERSATIONS

NOW = datetime.datetime(2025, 7, 5, 9, 30, 5)
BOS, EOS = "<bos>", "<eos>"


class FixedDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


def fnv1a64(data: bytes) -> str:
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


def render(tokenizer, source, conversation, add_generation_prompt):
    try:
        return tokenizer.apply_chat_template(
            conversation["messages"],
            tools=conversation.get("tools"),
            documents=conversation.get("documents"),
            chat_template=source,
            add_generation_prompt=add_generation_prompt,
            tokenize=False,
            **conversation.get("kwargs", {}),
        )
    except Exception:  # whatever Python raises, the interpreter must report
        return None


def render_all(tokenizer, source):
    return {name: [render(tokenizer, source, c, False), render(tokenizer, source, c, True)] for name, c in CONVERSATIONS.items()}


def compact(pair):
    plain, prompted = pair
    if plain is not None and prompted is not None and prompted.startswith(plain):
        return [plain, {"+": prompted[len(plain):]}]
    return pair


def write(path, head, key, entries):
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}" for name, value in entries)
    path.write_text(json.dumps(head, ensure_ascii=False)[:-1] + f',\n"{key}": {{\n' + lines + "\n}}\n", encoding="utf-8")


def main():
    utils.datetime = FixedDatetime
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=Tokenizer(models.BPE()), bos_token=BOS, eos_token=EOS)
    here = pathlib.Path(__file__).parent
    head = {"jinja2": jinja2.__version__, "transformers": transformers.__version__, "bos_token": BOS, "eos_token": EOS,
            "now_unix_s": int(NOW.replace(tzinfo=datetime.timezone.utc).timestamp())}

    entries = []
    for path in sorted((here / "templates").glob("*.jinja")):
        outputs = render_all(tokenizer, path.read_bytes().decode("utf-8"))
        entries.append((path.name, {name: compact(pair) for name, pair in outputs.items()}))
    write(here / "expected.json", {**head, "conversations": CONVERSATIONS}, "templates", entries)

    if len(sys.argv) > 1:
        hashes = {}
        raised = total = 0
        for path in sorted(pathlib.Path(sys.argv[1]).glob("*.jinja")):
            source = path.read_bytes()
            outputs = render_all(tokenizer, source.decode("utf-8"))
            total += 2 * len(outputs)
            raised += sum(o is None for pair in outputs.values() for o in pair)
            hashes[fnv1a64(source)] = {"file": path.name, "outputs": {name: [o if o is None else fnv1a64(o.encode()) for o in pair] for name, pair in outputs.items()}}
        write(here / "hashes.json", head, "templates", sorted(hashes.items()))
        print(f"{len(hashes)} different templates, {total} renders, {raised} raise")


main()
