"""Renders the snippets in snippets.py as transformers would and writes language.json.

    python3 make_language_goldens.py        (needs transformers and jinja2; the versions are recorded in the file)

An entry is [template, output] or [template, null] where Python raises; the shared context stands beside them.
"""

import datetime
import json
import pathlib

import jinja2
import transformers
import transformers.utils.chat_template_utils as utils

from snippets import CONTEXT, SNIPPETS

NOW = datetime.datetime(2025, 7, 5, 9, 30, 5)


class FixedDatetime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return NOW


def render(source):
    try:
        return utils._compile_jinja_template(source).render(**CONTEXT)
    except Exception:  # whatever Python raises, the interpreter must report
        return None


def main():
    utils.datetime = FixedDatetime
    seen = set()
    entries = []
    for group, snippets in SNIPPETS.items():
        for source in snippets:
            assert source not in seen, source
            seen.add(source)
            output = render(source)
            assert output is None or " at 0x" not in output, source
            entries.append([source, output])
    here = pathlib.Path(__file__).parent
    head = {"jinja2": jinja2.__version__, "transformers": transformers.__version__,
            "now_unix_s": int(NOW.replace(tzinfo=datetime.timezone.utc).timestamp()), "context": CONTEXT}
    lines = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    text = json.dumps(head, ensure_ascii=False)[:-1] + ',\n"snippets": [\n' + lines + "\n]}\n"
    (here / "language.json").write_text(text, encoding="utf-8")
    raised = sum(1 for _, output in entries if output is None)
    print(f"{len(entries)} snippets, {raised} of them raise")


main()
