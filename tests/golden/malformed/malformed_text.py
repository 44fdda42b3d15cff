"""The malformed vocabularies and chat templates of make_malformed.py."""
from tiny_gguf import ARR, BOOL, F32, I32, STR, U32, U64, bpe, byte_chars, spm, u32, u64

T = "tokenizer.ggml."
NAN, INF = float("nan"), float("inf")


def tokens_of(base):
    if base is spm:
        return ["<s>", "</s>", "<unk>", *[f"<0x{b:02X}>" for b in range(256)], "▁", "h", "i", "hi", "▁hi"]
    return ["<s>", "</s>", "<unk>", *byte_chars(), "th", "he", "the", "in", "Ġa"]


def with_token(c, name, base, i, value, expect="refuse"):
    raw = tokens_of(base)
    raw[i] = value
    c.change(name, lambda g: g.set(T + "tokens", ARR, [STR, raw]), expect, base)


def tokenizers(c):
    for base, tag in ((bpe, "bpe"), (spm, "spm")):
        n = len(tokens_of(base))
        for key in ("bos", "eos", "unknown", "padding", "eot", "eom", "fim_pre"):
            for label, t, v in (("n-vocab", U32, n), ("2e31", U32, 1 << 31), ("2e32less1", U32, (1 << 32) - 1), ("minus-2", I32, -2)):
                c.change(f"token-id-{key.replace('_', '-')}-{label}-{tag}", lambda g: g.set(f"{T}{key}_token_id", t, v),
                         "any" if key == "fim_pre" else "refuse", base)
            c.change(f"token-id-{key.replace('_', '-')}-string-{tag}", lambda g: g.set(f"{T}{key}_token_id", STR, "1"),
                     "any" if key == "fim_pre" else "refuse", base)
        c.change(f"tokens-missing-{tag}", lambda g: g.drop(T + "tokens"), base=base)
        c.change(f"tokens-empty-array-{tag}", lambda g: g.set(T + "tokens", ARR, [STR, []]), base=base)
        c.change(f"tokens-one-less-{tag}", lambda g: g.set(T + "tokens", ARR, [STR, tokens_of(base)[:-1]]), "any", base)
        c.change(f"tokens-one-more-{tag}", lambda g: g.set(T + "tokens", ARR, [STR, tokens_of(base) + ["extra"]]), base=base)
        c.change(f"tokens-array-of-i32-{tag}", lambda g: g.set(T + "tokens", ARR, [I32, [1] * n]), base=base)
        c.change(f"tokens-array-of-f32-{tag}", lambda g: g.set(T + "tokens", ARR, [F32, [1.0] * n]), base=base)
        c.change(f"tokens-is-a-string-{tag}", lambda g: g.set(T + "tokens", STR, "abc"), base=base)
        c.change(f"tokens-all-the-same-{tag}", lambda g: g.set(T + "tokens", ARR, [STR, ["x"] * n]), "any", base)
        c.change(f"tokens-all-empty-{tag}", lambda g: g.set(T + "tokens", ARR, [STR, [""] * n]), "any", base)
        with_token(c, f"token-empty-{tag}", base, 100, "", "any")
        with_token(c, f"token-of-1MB-{tag}", base, n - 1, "h" * (1 << 20), "any")
        with_token(c, f"token-invalid-utf8-{tag}", base, n - 1, b"\xff\xc0\x80", "any")
        with_token(c, f"token-nul-{tag}", base, n - 1, "\0", "any")
        with_token(c, f"token-duplicate-{tag}", base, n - 1, tokens_of(base)[5], "any")
        for v in (0, 7, 255, -1, 1 << 30):
            c.change(f"token-type-{v}-{tag}", lambda g: g.set(T + "token_type", ARR, [I32, [3, 3, 2] + [v] * (n - 3)]), "any" if v == 0 else "refuse", base)
        c.change(f"token-type-array-short-{tag}", lambda g: g.set(T + "token_type", ARR, [I32, [1] * 3]), base=base)
        c.change(f"token-type-array-of-f32-{tag}", lambda g: g.set(T + "token_type", ARR, [F32, [1.0] * n]), base=base)
        c.change(f"token-type-array-of-strings-{tag}", lambda g: g.set(T + "token_type", ARR, [STR, ["1"] * n]), base=base)
        for v in ("", "bert", "rwkv", "GPT2", "none", "x" * 100000):
            c.change(f"tokenizer-model-{v[:9] or 'empty'}-{tag}", lambda g: g.set(T + "model", STR, v), base=base)
        c.change(f"tokenizer-model-missing-{tag}", lambda g: g.drop(T + "model"), base=base)
        c.change(f"tokenizer-model-type-u32-{tag}", lambda g: g.set(T + "model", U32, 1), base=base)
        c.change(f"add-bos-type-string-{tag}", lambda g: g.set(T + "add_bos_token", STR, "yes"), base=base)
        c.change(f"add-bos-without-bos-{tag}", lambda g: g.drop(T + "bos_token_id"), "any", base)
    bpe_only(c)
    spm_only(c)


def bpe_only(c):
    merges = lambda name, values, expect="refuse": c.change(f"merges-{name}", lambda g: g.set(T + "merges", ARR, [STR, values]), expect)
    merges("without-space", ["th"])
    merges("empty-string", [""])
    merges("only-space", [" "])
    merges("left-empty", [" h"])
    merges("right-empty", ["t "])
    merges("two-spaces", ["t h e"], "any")
    merges("unknown-parts", ["zzz yyy"], "any")
    merges("result-unknown", ["z q"], "any")
    merges("duplicate", ["t h"] * 1000, "any")
    merges("of-1MB", ["t" * (1 << 20) + " h"], "any")
    merges("invalid-utf8", [b"\xff \xfe"], "any")
    merges("none", [], "any")
    c.change("merges-missing", lambda g: g.drop(T + "merges"), "any")
    c.change("merges-array-of-i32", lambda g: g.set(T + "merges", ARR, [I32, [1, 2, 3]]))
    c.change("merges-is-a-string", lambda g: g.set(T + "merges", STR, "t h"))
    for v in ("", "no-such-pre", "\n"):
        c.change(f"tokenizer-pre-{v.strip() or 'empty' + str(len(v))}", lambda g: g.set(T + "pre", STR, v), "any")
    c.change("tokenizer-pre-type-u32", lambda g: g.set(T + "pre", U32, 1))
    raw = tokens_of(bpe)
    raw[3:259] = [f"zz{i}" for i in range(256)]
    c.change("vocabulary-without-single-bytes-bpe", lambda g: g.set(T + "tokens", ARR, [STR, raw]), "any")
    c.change("scores-given-for-bpe-short", lambda g: g.set(T + "scores", ARR, [F32, [0.0]]), "any")


def spm_only(c):
    for name, piece in (("minus-1", "<0x-1>"), ("100", "<0x100>"), ("ZZ", "<0xZZ>"), ("nothing", "<0x>"), ("one-digit", "<0xA>"),
                        ("open", "<0x41"), ("spaces", "<0x 4>"), ("plus", "<0x+4>"), ("empty", ""), ("word", "byte"),
                        ("huge", "<0x" + "F" * 100000 + ">"), ("same-twice", "<0x42>")):
        with_token(c, f"byte-token-{name}", spm, 3 + 0x41, piece, "any" if name == "same-twice" else "refuse")
    raw = tokens_of(spm)
    raw[3:259] = [f"zz{i}" for i in range(256)]
    c.change("vocabulary-without-byte-tokens-spm", lambda g: g.set(T + "tokens", ARR, [STR, raw]), "any", spm)
    n = len(tokens_of(spm))
    for name, v in (("nan", NAN), ("inf", INF), ("minus-inf", -INF), ("1e38", 1e38)):
        c.change(f"scores-all-{name}", lambda g: g.set(T + "scores", ARR, [F32, [v] * n]), "refuse" if name == "nan" else "any", spm)
    c.change("scores-short", lambda g: g.set(T + "scores", ARR, [F32, [0.0] * 3]), base=spm)
    c.change("scores-empty", lambda g: g.set(T + "scores", ARR, [F32, []]), "any", spm)
    c.change("scores-array-of-strings", lambda g: g.set(T + "scores", ARR, [STR, ["0"] * n]), base=spm)
    c.change("scores-array-of-i32", lambda g: g.set(T + "scores", ARR, [I32, [0] * n]), "any", spm)
    c.change("scores-missing", lambda g: g.drop(T + "scores"), "any", spm)
    c.change("scores-count-2e61", lambda g: g.set(T + "scores", ARR, u32(F32) + u64(1 << 61)), base=spm)


DEEP = 100_000
# name -> template, for those that must be refused
TEMPLATES = {
    "loop-of-1e9": "{% for i in range(1000000000) %}x{% endfor %}",
    "loop-of-1e18": "{% for i in range(10**18) %}{% endfor %}",
    "loop-silent-nested": "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
    "loop-five-deep": "".join(f"{{% for v{i} in range(1000) %}}" for i in range(5)) + "{% endfor %}" * 5,
    "range-as-list": "{{ range(1000000000) | list | length }}",
    "range-step-zero": "{% for i in range(0, 10, 0) %}x{% endfor %}",
    "range-huge-bounds": "{{ range(-9223372036854775808, 9223372036854775807) | list }}",
    "macro-calls-itself": "{% macro f(x) %}{{ f(x) }}{% endmacro %}{{ f(1) }}",
    "macros-call-each-other": "{% macro f() %}{{ g() }}{% endmacro %}{% macro g() %}{{ f() }}{% endmacro %}{{ f() }}",
    "macro-doubles": "{% macro f(n) %}{% if n %}{{ f(n-1) }}{{ f(n-1) }}{% endif %}{% endmacro %}{{ f(60) }}",
    "loop-calls-itself": "{% for m in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}",
    "string-times-1e9": "{{ 'a' * 1000000000 }}",
    "string-times-2e62": "{{ 'ab' * 4611686018427387904 }}",
    "list-times-1e9": "{{ ([1] * 1000000000) | length }}",
    "doubling-string": "{% set ns = namespace(s='a') %}{% for i in range(64) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}{{ ns.s | length }}",
    "doubling-list": "{% set ns = namespace(s=[1]) %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}{{ ns.s | length }}",
    "doubling-nested-list": "{% set ns = namespace(s=[1]) %}{% for i in range(64) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s | tojson }}",
    "replace-grows": "{% set ns = namespace(s='a') %}{% for i in range(40) %}{% set ns.s = ns.s | replace('a', 'aaaa') %}{% endfor %}{{ ns.s }}",
    "join-grows": "{{ range(100000) | list | join('x' * 100000) }}",
    "power-of-power": "{{ 10 ** 10 ** 10 }}",
    "power-1000000": "{{ 2 ** 1000000 }}",
    "divide-by-zero": "{{ 1 / 0 }}",
    "floor-divide-by-zero": "{{ 1 // 0 }}",
    "modulo-zero": "{{ 1 % 0 }}",
    "min-divided-by-minus-1": "{{ (-9223372036854775807 - 1) // -1 }}{{ 1 // 0 }}",
    "min-modulo-minus-1": "{{ (-9223372036854775807 - 1) % -1 }}{{ 1 % 0 }}",
    "indent-1e9": "{{ 'a\nb' | indent(1000000000) }}",
    "center-1e9": "{{ 'a' | center(1000000000) }}",
    "ljust-1e9": "{{ 'a'.ljust(1000000000) }}",
    "zfill-1e9": "{{ 'a'.zfill(1000000000) }}",
    "tojson-indent-1e9": "{{ messages | tojson(indent=1000000000) }}",
    "format-width-1e9": "{{ '%1000000000d' % 1 }}",
    "format-filter-width": "{{ '%1000000000s' | format('x') }}",
    "format-missing-argument": "{{ '%s %s' % ('a',) }}",
    "slice-step-zero": "{{ 'abc'[::0] }}",
    "raise-exception": "{{ raise_exception('no such role') }}",
    "raise-exception-of-1MB": "{{ raise_exception('x' * 1000000) }}",
    "raise-exception-with-newlines": "{{ raise_exception('one\ntwo\nthree\x1b[31m') }}",
    "unknown-filter": "{{ 1 | no_such_filter }}",
    "unknown-test": "{{ 1 is no_such_test }}",
    "unknown-function": "{{ no_such_function() }}",
    "unknown-tag": "{% no_such_tag %}",
    "attribute-of-undefined": "{{ nobody.name.first }}",
    "call-a-number": "{{ 1() }}",
    "add-string-and-number": "{{ 'a' + 1 }}",
    "compare-string-and-number": "{{ 'a' < 1 }}",
    "iterate-a-number": "{% for i in 5 %}{% endfor %}",
    "unpack-too-few": "{% for a, b in [[1]] %}{% endfor %}",
    "unclosed-expression": "{{ messages",
    "unclosed-block": "{% for m in messages %}x",
    "unclosed-comment": "{# never ends",
    "unclosed-string": "{{ 'abc }}",
    "unclosed-raw": "{% raw %}{{ x",
    "stray-endfor": "{% endfor %}",
    "else-without-if": "{% else %}",
    "endif-for-for": "{% for m in messages %}{% endif %}",
    "empty-expression": "{{ }}",
    "empty-block": "{% %}",
    "include-a-file": "{% include '/etc/passwd' %}",
    "import-a-file": "{% import '/etc/passwd' as p %}{{ p }}",
    "extends-a-file": "{% extends '/etc/passwd' %}",
    "class-of-a-string": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "globals-of-a-macro": "{% macro f() %}{% endmacro %}{{ f.__globals__['os'].system('true') }}",
    "append-while-looping": "{% set l = [1] %}{% for x in l %}{% set _ = l.append(x) %}{% endfor %}",
    "list-in-itself": "{% set l = [] %}{% set _ = l.append(l) %}{{ l | tojson }}",
    "namespace-in-itself": "{% set n = namespace() %}{% set n.n = n %}{{ n | tojson }}",
    "deep-attributes": "{{ messages" + ".a" * DEEP + " }}",
    "deep-subscripts": "{{ messages" + "[0]" * DEEP + " }}",
    "deep-calls": "{{ range" + "()" * DEEP + " }}",
}
# these may run: only time, memory and the exit status count
HARMLESS = {
    "batch-of-zero": "{{ [1,2,3] | batch(0) | list }}",
    "deep-parentheses": "{{ " + "(" * DEEP + "1" + ")" * DEEP + " }}",
    "deep-brackets": "{{ " + "[" * DEEP + "]" * DEEP + " }}",
    "deep-braces": "{{ " + "{'a':" * DEEP + "1" + "}" * DEEP + " }}",
    "deep-not": "{{ " + "not " * DEEP + "1 }}",
    "deep-minus": "{{ " + "-" * DEEP + "1 }}",
    "deep-if": "{% if 1 %}" * DEEP + "{% endif %}" * DEEP,
    "deep-for": "{% for a in [1] %}" * DEEP + "{% endfor %}" * DEEP,
    "deep-power": "{{ " + "1**" * DEEP + "1 }}",
    "deep-ternary": "{{ " + "1 if 0 else " * DEEP + "1 }}",
    "deep-list-built-in-loop": "{% set n = namespace(l=[]) %}{% for i in range(200000) %}{% set n.l = [n.l] %}{% endfor %}{{ n.l | tojson }}",
    "empty": "", "only-spaces": "   \n ", "only-text": "hello", "nul": "a\0b{{ 1 }}", "long-text": "x" * 5_000_000,
    "million-expressions": "{{ 1 }}" * 1_000_000, "long-chain-of-plus": "{{ " + "1+" * DEEP + "1 }}",
    "long-chain-of-tilde": "{{ " + "'a'~" * DEEP + "'b' }}", "long-chain-of-filters": "{{ 'a'" + "|trim" * DEEP + " }}",
    "long-chain-of-and": "{{ " + "1 and " * DEEP + "1 }}", "long-elif": "{% if 0 %}" + "{% elif 0 %}" * DEEP + "{% endif %}",
    "long-comparison": "{{ " + "1 < " * DEEP + "2 }}", "long-list": "{{ [" + "1," * 1_000_000 + "1] | length }}",
    "long-name": "{{ " + "a" * 1_000_000 + " }}", "long-number": "{{ " + "9" * 100_000 + " }}", "float-huge": "{{ 1e400 }}",
    "special-tokens-in-text": "<s></s><unk>{{ messages[0].content }}", "split-by-empty": "{{ 'abc'.split('') }}",
    "many-sets": "".join(f"{{% set v{i} = {i} %}}" for i in range(50_000)), "sort-mixed": "{{ ['a', 1, none] | sort }}",
    "index-2e63": "{{ messages[9223372036854775808] }}", "slice-huge": "{{ 'abc'[-9223372036854775808:9223372036854775807] }}",
    "replace-empty-1e5": "{{ ('a' * 100000) | replace('', 'b' * 10) | length }}", "strftime": "{{ strftime_now('%' * 1000) }}",
    "unicode-names": "{{ 거실 }}", "unicode-strings": "{{ '거실' | upper }}{{ '\\ud800' }}", "line-statements": "# for x in y\n",
    "unknown-escapes": "{{ '\\x\\u12\\N{DASH}' }}", "loop-controls-outside": "{% break %}", "assign-to-loop": "{% set loop = 1 %}{{ loop }}",
}


def templates(c):
    put = lambda g, v: g.set("tokenizer.chat_template", STR, v)
    for name, source in TEMPLATES.items():
        c.change(f"template-{name}", lambda g: put(g, source), "refuse", chat=True)
    for name, source in HARMLESS.items():
        c.change(f"template-{name}", lambda g: put(g, source), "any", chat=True)
    c.change("template-invalid-utf8", lambda g: put(g, b"\xff\xfe{{ messages[0].content }}\xc0"), "any", chat=True)
    c.change("template-missing", lambda g: g.drop("tokenizer.chat_template"), "any", chat=True)
    for name, t, v in (("u32", U32, 5), ("array-of-strings", ARR, [STR, ["a", "b"]]), ("bool", BOOL, True), ("u64", U64, 1)):
        c.change(f"template-type-{name}", lambda g: g.set("tokenizer.chat_template", t, v), "any", chat=True)
    c.change("template-string-length-2e63", lambda g: g.set("tokenizer.chat_template", STR, u64(1 << 63) + b"x"), chat=True)
    c.change("template-named-broken", lambda g: g.set("tokenizer.chat_template.tool_use", STR, "{{"), "any", chat=True)
