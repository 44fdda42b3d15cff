"""Writes unicode.json: hashes (64-bit FNV-1a) of what str's methods say of every character that may be assigned.

Run with the Python that made src/text/jinja/unicode_data.cpp:   python3 make_unicode_goldens.py
"""

import json
import pathlib
import sys
import unicodedata

METHODS = ["upper", "lower", "title", "capitalize", "swapcase", "isalnum", "isalpha", "isdecimal", "isdigit",
           "isidentifier", "islower", "isnumeric", "isprintable", "isspace", "istitle", "isupper"]
# Up to plane 3, and the tags of plane 14; beyond them nothing is assigned but private use.
CHARS = [chr(cp) for r in (range(0xD800), range(0xE000, 0x40000), range(0xE0000, 0xE0200), range(0x10FFF0, 0x110000)) for cp in r]


def fnv1a64(data):
    h = 0xCBF29CE484222325
    for byte in data:
        h = ((h ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return f"{h:016x}"


def shown(result):
    return result if isinstance(result, str) else "01"[result]


hashes = {m: fnv1a64("".join(shown(getattr(c, m)()) for c in CHARS).encode()) for m in METHODS}
hashes["repr"] = fnv1a64("".join(map(repr, CHARS)).encode())
golden = {"python": sys.version.split()[0], "unicode": unicodedata.unidata_version, "hashes": hashes}
(pathlib.Path(__file__).parent / "unicode.json").write_text(json.dumps(golden, indent=1) + "\n")
