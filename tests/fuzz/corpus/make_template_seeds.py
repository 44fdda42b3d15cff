"""Seeds for the template fuzzer: the snippets of the language goldens that render, a few to a file, and the small chat
templates that stand in tests/golden.   python3 make_template_seeds.py"""

import json
import pathlib

here = pathlib.Path(__file__).parent
golden = here.parent.parent / "golden"
out = here / "template"
out.mkdir(exist_ok=True)
snippets = [s for s, output in json.loads((golden / "jinja" / "language.json").read_text(encoding="utf-8"))["snippets"] if output is not None]
snippets = [s for s in snippets if "{% block" not in s and "{#" not in s.rstrip()[-4:]]
for i in range(0, len(snippets), 12):
    (out / f"language_{i // 12:02}.jinja").write_text("\n".join(snippets[i : i + 12]), encoding="utf-8")
for path in (golden / "chat_templates" / "templates").glob("*.jinja"):
    if path.stat().st_size < 4000:
        (out / path.name).write_bytes(path.read_bytes())
(out / "block.jinja").write_text("{% block b scoped %}{{ n }}{% endblock %}{{ self.b() }}")
(out / "context.jinja").write_bytes(
    "{% for m in messages %}{{ m.role }}: {{ m.content|trim }}\n{% endfor %}{{ tools|tojson(indent=2) }}".encode()
    + b'\0{"messages": [{"role": "user", "content": " hi "}], "tools": {"a": [1, 2.5, null, true, "\\u00e9"]}}'
)
