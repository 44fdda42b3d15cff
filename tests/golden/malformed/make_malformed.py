#!/usr/bin/env python3
"""Some 1100 malformed GGUF models, each with a name that says what is wrong, made from two tiny valid ones.

    make_malformed.py DIR      writes DIR/*.gguf and DIR/index.json: [{"file", "expect": "refuse"|"any"|"run", "chat": bool}]

"refuse": running the model must end in one line and exit status 1. "any": it may also run (what is wrong may never be
read). Nothing may crash, hang or take much memory. check_malformed.py runs a program over them. Standard library only.
"""
import json
import os
import random
import struct
import sys
from pathlib import Path

sys.dont_write_bytecode = True
import malformed_text
from tiny_gguf import (ARR, BOOL, D, F32, F64, FF, I8, I32, I64, LAYERS, STR, TENSOR_TYPES, U8, U32, U64, bpe, spm, text, u32,
                       u64)

NAN, INF = float("nan"), float("inf")
BIG = {"2e31": 1 << 31, "2e32less1": (1 << 32) - 1, "2e32": 1 << 32, "2e61": 1 << 61, "2e63": 1 << 63, "2e64less1": (1 << 64) - 1}
NEEDED = ("block_count", "embedding_length", "feed_forward_length", "attention.head_count", "attention.layer_norm_rms_epsilon")


class Corpus:
    def __init__(self, folder):
        self.folder, self.index = Path(folder), []
        self.folder.mkdir(parents=True, exist_ok=True)

    def note(self, name, expect="refuse", chat=False):
        file = f"{name}.gguf"
        assert all(c.isalnum() or c in "-_." for c in file) and file not in [e["file"] for e in self.index], file
        self.index.append({"file": file, "expect": expect, "chat": chat})
        return self.folder / file

    def add(self, name, model, expect="refuse", chat=False):
        self.note(name, expect, chat).write_bytes(model if isinstance(model, bytes) else model.to_bytes())

    def change(self, name, edit, expect="refuse", base=bpe, chat=False):
        """edit(g) changes a fresh valid model in place."""
        g = base()
        edit(g)
        self.add(name, g, expect, chat)


def valid(c):
    c.add("valid-bpe", bpe(), "run")
    c.add("valid-spm", spm(), "run")
    c.add("valid-bpe-chat", bpe(), "run", chat=True)
    c.add("trailing-bytes-after-the-data", bpe().to_bytes() + b"x" * 1000, "any")


def truncated(c):
    g = bpe()
    whole = g.to_bytes()
    for n in (*range(0, 25, 2), 23):
        c.add(f"truncated-in-header-at-{n}", whole[:n])
    for name, at in sorted(g.marks.items(), key=lambda m: m[1]):
        label = name.replace(" ", "-").replace("_", "-")
        c.add(f"truncated-before-{label}", whole[:at])
        if not name.startswith("data"):
            c.add(f"truncated-inside-{label}", whole[:at + 13])
    data, end = g.marks["data"], len(whole)
    for part in (0.01, 0.25, 0.5, 0.9):
        c.add(f"truncated-in-data-at-{part}", whole[:int(data + (end - data) * part)])
    used = end - (-len(g.tensors[-1].data) % g.align)
    c.add("truncated-by-one-byte-of-the-last-tensor", whole[:used - 1])
    tokens = g.marks["kv tokenizer.ggml.tokens"]
    for n in (30, 36, 44, 500, 2000):
        c.add(f"truncated-in-token-array-at-{n}", whole[:tokens + n])


def header(c):
    for name, magic in (("zero", b"\0\0\0\0"), ("GGML", b"GGML"), ("ggjt", b"tjgg"), ("reversed", b"FUGG"), ("lower", b"gguf"),
                        ("zip", b"PK\3\4"), ("safetensors", struct.pack("<Q", 64)[:4])):
        c.change(f"magic-{name}", lambda g: setattr(g, "magic", magic))
    for v in (0, 1, 4, 99, 0x03000000, 0x00030000, 0xffffffff):
        c.change(f"version-{v:x}", lambda g: setattr(g, "version", u32(v)))
    c.change("version-2-is-read", lambda g: setattr(g, "version", u32(2)), "any")
    for field in ("n_tensors", "n_kv"):
        real = len(bpe().tensors) if field == "n_tensors" else len(bpe().kv)
        for name, n in (("zero", 0), ("one", 1), ("one-less", real - 1), ("one-more", real + 1), ("2e20", 1 << 20), *BIG.items()):
            expect = "any" if (field, name) == ("n_kv", "one-less") else "refuse"
            c.change(f"header-{field}-{name}".replace("_", "-"), lambda g: setattr(g, field, n), expect)
    for name, n in BIG.items():
        c.change(f"header-both-counts-{name}", lambda g: (setattr(g, "n_kv", n), setattr(g, "n_tensors", n)))
    c.add("file-empty", b"")
    c.add("file-one-byte", b"G")
    c.add("file-only-zeros", bytes(4096))
    c.add("file-only-ff", b"\xff" * 4096)
    c.add("file-is-text", b"this is not a model\n" * 50)
    c.add("file-is-json", b'{"architectures": ["LlamaForCausalLM"]}\n')
    c.add("file-is-safetensors", struct.pack("<Q", 2) + b"{}" + bytes(64))
    c.add("file-twice-the-header", bpe().to_bytes()[:24] * 2)


def strings_and_arrays(c):
    for name, n in (("past-end", 1 << 20), *BIG.items()):
        c.change(f"key-length-{name}", lambda g: g.kv.insert(2, (u64(n) + b"abc", U32, u32(1))))
        c.change(f"string-length-{name}", lambda g: g.set("general.extra", STR, u64(n) + b"abc"))
        c.change(f"tensor-name-length-{name}", lambda g: raw_name(g, u64(n)))
        for elem in (U8, F32, STR, U64):
            c.change(f"array-of-type{elem}-count-{name}", lambda g: g.set("general.extra", ARR, u32(elem) + u64(n)))
    for n in (1 << 62, (1 << 62) + 1, 1 << 60):
        c.change(f"array-u64-count-times-size-wraps-{n:x}", lambda g: g.set("general.extra", ARR, u32(U64) + u64(n) + bytes(64)))
    c.change("array-string-length-wraps", lambda g: g.set("general.extra", ARR, u32(STR) + u64(2) + u64((1 << 64) - 8) + u64(4)))
    c.change("key-empty", lambda g: g.kv.insert(1, ("", U32, u32(1))))
    c.change("key-of-70000-bytes", lambda g: g.kv.insert(1, ("k" * 70000, U32, u32(1))), "any")
    c.change("key-with-nul", lambda g: g.kv.insert(1, ("a\0b", U32, u32(1))), "any")
    c.change("key-invalid-utf8", lambda g: g.kv.insert(1, (text(b"\xff\xfe\xc0"), U32, u32(1))), "any")
    for key in ("general.architecture", "llama.block_count", "tokenizer.ggml.tokens", "general.alignment"):
        c.change(f"key-duplicate-{key.replace('_', '-')}", lambda g: g.kv.append(next(kv for kv in g.kv if kv[0] == key)))
    for t in (13, 14, 255, 0x7fffffff, 0xffffffff):
        c.change(f"value-type-{t:x}", lambda g: g.kv.insert(1, ("general.extra", t, bytes(16))))
        c.change(f"array-element-type-{t:x}", lambda g: g.set("general.extra", ARR, u32(t) + u64(2) + bytes(16)))
    c.change("array-nested", lambda g: g.set("general.extra", ARR, u32(ARR) + u64(1) + u32(U32) + u64(1) + u32(1)))
    deep = b"".join(u32(ARR) + u64(1) for _ in range(100000)) + u32(U8) + u64(0)
    c.change("array-nested-100000-deep", lambda g: g.set("general.extra", ARR, deep))
    c.change("array-nested-count-2e61", lambda g: g.set("general.extra", ARR, u32(ARR) + u64(1 << 61)))
    c.change("bool-is-2", lambda g: g.set("tokenizer.ggml.add_bos_token", BOOL, b"\2"), "any")
    c.change("string-of-newlines-and-escapes", lambda g: g.set("general.architecture", STR, "\n\x1b[31mred\nllama\r\n\0" * 3))
    c.change("architecture-of-1MB", lambda g: g.set("general.architecture", STR, "l" * (1 << 20)))


def raw_name(g, length):
    """Replaces the length of the third tensor's name."""
    whole = g.to_bytes()
    at = g.marks["tensor " + g.tensors[2].name[:20]]
    g.to_bytes = lambda: whole[:at] + length + whole[at + 8:]


def alignment(c):
    for v in (0, 1, 3, 7, 33, 48, 1 << 20, 1 << 30, (1 << 31) - 1, 1 << 31, (1 << 32) - 1):
        c.change(f"alignment-{v}", lambda g: g.set("general.alignment", U32, v), "refuse")
    for name, t, v in (("string", STR, "32"), ("f32", F32, 32.0), ("bool", BOOL, True), ("array", ARR, [U32, [32]])):
        c.change(f"alignment-type-{name}", lambda g: g.set("general.alignment", t, v))
    c.change("alignment-type-u64", lambda g: g.set("general.alignment", U64, 32), "any")
    c.change("alignment-1024-but-packed-at-32", lambda g: g.set("general.alignment", U32, 1024))


def hyperparameters(c):
    key = lambda k: "llama." + k
    label = lambda k: k.replace("_", "-").replace("attention.", "").replace("layer-norm-rms-", "rms-")
    for k in NEEDED:
        c.change(f"missing-{label(k)}", lambda g: g.drop(key(k)))
        for name, t, v in (("string", STR, "4"), ("array-u32", ARR, [U32, [4, 4, 4]]), ("bool", BOOL, True),
                           ("array-string", ARR, [STR, ["4"]]), ("array-empty", ARR, [U32, []])):
            c.change(f"type-{label(k)}-is-{name}", lambda g: g.set(key(k), t, v))
    for k in NEEDED[:4]:
        for name, t, v in (("f32", F32, 4.0), ("f32-nan", F32, NAN), ("i32-negative", I32, -1), ("i64-min", I64, -(1 << 63)),
                           ("u64-2e40", U64, 1 << 40), ("u64-max", U64, (1 << 64) - 1), ("i8-negative", I8, -2)):
            c.change(f"type-{label(k)}-is-{name}", lambda g: g.set(key(k), t, v))
        for v in (0, 1 << 20, (1 << 31) - 1, 1 << 31, (1 << 32) - 1):
            c.change(f"value-{label(k)}-{v}", lambda g: g.set(key(k), U32, v))
    for k in ("attention.head_count_kv", "rope.dimension_count", "context_length"):
        for name, t, v in (("string", STR, "4"), ("f32", F32, 4.0), ("i32-negative", I32, -4), ("array-string", ARR, [STR, ["4"]])):
            c.change(f"type-{label(k)}-is-{name}", lambda g: g.set(key(k), t, v))
        for v in (0, (1 << 31), (1 << 32) - 1):
            c.change(f"value-{label(k)}-{v}", lambda g: g.set(key(k), U32, v), "any" if k == "context_length" and v else "refuse")
    for k, values in (("block_count", (1, LAYERS + 1, 1000)), ("embedding_length", (32, 63, 128)), ("feed_forward_length", (64, 127)),
                      ("attention.head_count", (3, 5, 8, 64, 128)), ("attention.head_count_kv", (1, 3, 4, 8)),
                      ("rope.dimension_count", (1, 15, 17, 64, 1000))):
        for v in values:
            c.change(f"value-{label(k)}-{v}", lambda g: g.set(key(k), U32, v), "any" if (k, v) == ("block_count", 1) else "refuse")
    for k, v in (("attention.key_length", (0, 15, 32, 1 << 31)), ("attention.value_length", (0, 15, 32, 1 << 31))):
        for n in v:
            c.change(f"value-{label(k)}-{n}", lambda g: g.set(key(k), U32, n))
    for k in ("attention.layer_norm_rms_epsilon", "rope.freq_base"):
        for name, v in (("zero", 0.0), ("negative", -1.0), ("nan", NAN), ("inf", INF), ("minus-inf", -INF)):
            c.change(f"value-{label(k)}-{name}", lambda g: g.set(key(k), F32, v))
        c.change(f"value-{label(k)}-f64-1e300", lambda g: g.set(key(k), F64, 1e300))
        c.change(f"value-{label(k)}-denormal", lambda g: g.set(key(k), F32, 1e-44), "any")
    c.change("type-freq-base-is-string", lambda g: g.set("llama.rope.freq_base", STR, "10000"))
    per_layer(c)
    scaling(c)
    for arch in ("", "lama", "llama\0", "LLAMA", "bert", "clip", "gpt2", "../../etc"):
        name = arch.replace("\0", "-nul").replace("/", "-") or "empty"
        c.change(f"architecture-{name}-unknown", lambda g: g.set("general.architecture", STR, arch))
    c.change("architecture-missing", lambda g: g.drop("general.architecture"))
    c.change("architecture-type-u32", lambda g: g.set("general.architecture", U32, 5))
    c.change("architecture-type-array", lambda g: g.set("general.architecture", ARR, [STR, ["llama"]]))
    for arch in ("qwen2", "qwen3", "gemma3", "phi3", "gemma2", "granite", "olmo2", "smollm3", "exaone"):
        c.change(f"architecture-{arch}-with-llama-keys-and-tensors", lambda g: g.set("general.architecture", STR, arch))
        c.change(f"architecture-{arch}-with-llama-tensors", lambda g: renamed(g, arch), "any")


def renamed(g, arch):
    g.kv = [(k.replace("llama.", arch + "."), t, v) for k, t, v in g.kv]
    g.set("general.architecture", STR, arch)


def per_layer(c):
    for name, values in (("too-short", [2]), ("too-long", [2] * 9), ("with-zero", [2, 0]), ("uneven", [2, 4]), ("with-3", [3, 3])):
        c.change(f"head-count-kv-array-{name}", lambda g: g.set("llama.attention.head_count_kv", ARR, [U32, values]),
                 "any" if name == "too-long" else "refuse")
    c.change("head-count-array-negative", lambda g: g.set("llama.attention.head_count", ARR, [I32, [-4] * LAYERS]))
    c.change("feed-forward-array-2e31", lambda g: g.set("llama.feed_forward_length", ARR, [U32, [1 << 31] * LAYERS]))


def scaling(c):
    for name, t, v in (("unknown", STR, "quadratic"), ("empty", STR, ""), ("u32", U32, 1)):
        c.change(f"rope-scaling-type-{name}", lambda g: g.set("llama.rope.scaling.type", t, v), "any")
    for name, v in (("zero", 0.0), ("negative", -2.0), ("nan", NAN), ("inf", INF)):
        c.change(f"rope-scaling-factor-{name}", lambda g: g.set("llama.rope.scaling.type", STR, "linear").set(
            "llama.rope.scaling.factor", F32, v), "any" if name == "zero" else "refuse")
    for name, v in (("zero", 0.0), ("negative", -1.0), ("nan", NAN), ("inf", INF)):
        c.change(f"rope-freqs-tensor-{name}", lambda g: add_tensor(g, "rope_freqs.weight", "F32", [8], struct.pack("<8f", *[v] * 8)))
    for n in (0, 1, 7, 9, 64):
        c.change(f"rope-freqs-tensor-of-{n}", lambda g: add_tensor(g, "rope_freqs.weight", "F32", [n], struct.pack(f"<{n}f", *[1.0] * n)))
    for k in ("rope.scaling.attn_factor", "logit_scale", "attention.scale"):
        c.change(f"value-{k.replace('_', '-')}-nan", lambda g: g.set("llama." + k, F32, NAN), "any")
    c.change("value-sliding-window-2e32less1", lambda g: g.set("llama.attention.sliding_window", U32, (1 << 32) - 1), "any")


def add_tensor(g, name, type_, dims, data):
    t = g.tensors[0].__class__(name, type_, dims, data)
    g.tensors.append(t)
    return t


def tensors(c):
    names = [t.name for t in bpe().tensors]
    for n in names:
        label = n.replace(".weight", "").replace("_", "-")
        tied = n == "output.weight"  # absent means tied to the embedding
        c.change(f"tensor-missing-{label}", lambda g: g.tensors.remove(g.tensor(n)), "any" if tied else "refuse")
        if n.startswith("blk.1."):
            continue
        c.change(f"tensor-shape-{label}-last-dim-doubled", lambda g: reshape(g.tensor(n), -1, 2))
        c.change(f"tensor-shape-{label}-first-dim-doubled", lambda g: reshape(g.tensor(n), 0, 2))
        c.change(f"tensor-shape-{label}-last-dim-halved", lambda g: reshape(g.tensor(n), -1, 0.5))
        c.change(f"tensor-shape-{label}-extra-dim", lambda g: extra_dim(g.tensor(n)))
    c.change("tensor-shape-ffn-gate-transposed", lambda g: g.tensor("blk.0.ffn_gate.weight").dims.reverse())
    c.change("tensor-shape-ffn-gate-flat", lambda g: setattr(g.tensor("blk.0.ffn_gate.weight"), "dims", [D * FF]))
    c.change("tensor-unknown-extra", lambda g: add_tensor(g, "blk.7.nonsense", "F32", [4], bytes(16)), "any")
    c.change("tensor-name-empty", lambda g: add_tensor(g, "", "F32", [4], bytes(16)))
    c.change("tensor-name-of-70000-bytes", lambda g: add_tensor(g, "n" * 70000, "F32", [4], bytes(16)), "any")
    for n in ("token_embd.weight", "blk.1.attn_q.weight", "output_norm.weight"):
        c.change(f"tensor-duplicate-{n.replace('_', '-')}", lambda g: g.tensors.append(g.tensor(n)))
    tensor_dims(c)
    tensor_types(c)
    tensor_offsets(c)


def extra_dim(t):
    t.dims.append(2)
    t.data *= 2


def reshape(t, i, factor):
    t.dims[i] = int(t.dims[i] * factor)
    t.data = t.data * 2 if factor == 2 else t.data[:len(t.data) // 2]


def tensor_dims(c):
    q, e = "blk.0.attn_q.weight", "token_embd.weight"
    for n in (q, e):
        label = n.replace(".weight", "").replace("_", "-")
        for i in (0, 1):
            for name, v in (("zero", 0), ("minus-1", (1 << 64) - 1), ("one", 1), ("2e40", 1 << 40), *BIG.items()):
                c.change(f"tensor-dim{i}-{label}-{name}", lambda g: g.tensor(n).dims.__setitem__(i, v))
        for v in (0, 5, 9, 64, 1 << 16, (1 << 32) - 1):
            c.change(f"tensor-n-dims-{label}-{v}", lambda g: setattr(g.tensor(n), "n_dims", v))
    for name, dims in (("2e32-times-2e32", [1 << 32, 1 << 32]), ("2e31-times-2e33-plus", [1 << 31, (1 << 33) + 1]),
                       ("four-of-2e16", [1 << 16] * 4), ("four-of-2e31", [1 << 31] * 4), ("wraps-to-64", [64, 1, 1 << 58, 64])):
        c.change(f"tensor-dim-product-{name}", lambda g: setattr(g.tensor(q), "dims", dims))
    c.change("tensor-bytes-wrap-to-small", lambda g: setattr(g.tensor(e), "dims", [1 << 31, 1 << 31]))


def tensor_types(c):
    for t in (4, 5, 16, 31, 36, 37, 38, 39, 40, 41, 42, 63, 255, 1 << 16, (1 << 31), (1 << 32) - 1):
        c.change(f"tensor-type-{t}-in-attn-q", lambda g: setattr(g.tensor("blk.0.attn_q.weight"), "type", t))
    for name, t in (("i8", 24), ("i16", 25), ("i32", 26), ("i64", 27), ("f64", 28)):
        c.change(f"tensor-type-{name}-in-attn-norm", lambda g: setattr(g.tensor("blk.0.attn_norm.weight"), "type", t))
    c.change("tensor-type-q4_0-in-attn-norm", lambda g: setattr(g.tensor("blk.0.attn_norm.weight"), "type", 2), "any")
    for type_, (code, block, size) in TENSOR_TYPES.items():
        if block > 1:
            for cols in (1, block - 1, block + 1, block // 2):
                c.change(f"tensor-block-{type_}-row-of-{cols}".replace("_", "-").lower(), lambda g: (
                    setattr(g.tensor("blk.0.attn_q.weight"), "type", code), g.tensor("blk.0.attn_q.weight").dims.__setitem__(0, cols)))
    c.change("tensor-block-q4-k-row-of-64", lambda g: setattr(g.tensor("blk.0.attn_q.weight"), "type", 12))


def tensor_offsets(c):
    whole = bpe()
    size = sum(len(t.data) + -len(t.data) % 32 for t in whole.tensors)
    for name, off in (("unaligned-1", 1), ("unaligned-31", 31), ("at-end", size), ("past-end", size + 32), ("last-32-bytes", size - 32),
                      ("2e40", 1 << 40), ("wraps", (1 << 64) - 32), *BIG.items()):
        for n in ("blk.0.attn_q.weight", "output.weight"):
            c.change(f"tensor-offset-{n.replace('.weight', '').replace('_', '-')}-{name}", lambda g: setattr(g.tensor(n), "offset", off))
    c.change("tensor-offset-all-zero", lambda g: [setattr(t, "offset", 0) for t in g.tensors], "any")
    c.change("tensor-offset-overlaps-embedding", lambda g: setattr(g.tensor("output.weight"), "offset", 32), "any")


def weight_values(c):
    for name, v in (("nan", NAN), ("inf", INF), ("minus-inf", -INF), ("1e38", 1e38)):
        bits = struct.pack("<f", v)
        half = struct.pack("<e", v) if v != 1e38 else struct.pack("<e", 65504.0)
        expect = "any"  # a NaN in a row nobody asks for may go unseen; what is seen must be refused
        for n in ("token_embd.weight", "blk.0.attn_norm.weight", "output_norm.weight"):
            c.change(f"weights-{n.replace('.weight', '').replace('_', '-')}-all-{name}",
                     lambda g: setattr(g.tensor(n), "data", bits * (len(g.tensor(n).data) // 4)), "refuse" if v != 1e38 else expect)
        c.change(f"weights-attn-v-all-{name}", lambda g: setattr(g.tensor("blk.0.attn_v.weight"), "data",
                 half * (len(g.tensor("blk.0.attn_v.weight").data) // 2)), "refuse" if v != 1e38 else expect)
        for n, step in (("blk.0.attn_q.weight", 18), ("blk.1.ffn_down.weight", 34), ("output.weight", 34)):
            c.change(f"weights-{n.replace('.weight', '').replace('_', '-')}-scales-{name}", lambda g: scales(g.tensor(n), step, half), expect)
        c.change(f"weights-one-{name}-in-embedding", lambda g: setattr(g.tensor("token_embd.weight"), "data",
                 bits + g.tensor("token_embd.weight").data[4:]), expect)
    c.change("weights-all-zero", lambda g: [setattr(t, "data", bytes(len(t.data))) for t in g.tensors], "any")


def scales(t, step, half):
    t.data = b"".join(half + t.data[i + 2:i + step] for i in range(0, len(t.data), step))


def random_damage(c):
    g = bpe()
    whole = g.to_bytes()
    head = g.marks["data"]
    for seed in range(60):
        rng = random.Random(seed)
        b = bytearray(whole)
        for _ in range(1 + seed % 8):
            b[rng.randrange(4, head)] ^= 1 << rng.randrange(8)
        c.add(f"random-{1 + seed % 8}-bits-flipped-{seed:02}", bytes(b), "any")
    for seed in range(30):
        rng = random.Random(1000 + seed)
        at, n = rng.randrange(24, head), rng.choice((1, 4, 8, 100))
        c.add(f"random-bytes-cut-out-{seed:02}", whole[:at] + whole[at + n:], "any")
        c.add(f"random-8-bytes-ff-{seed:02}", whole[:at] + b"\xff" * 8 + whole[at + 8:], "any")


def special_files(c):
    c.note("is-a-directory").mkdir(exist_ok=True)
    fifo = c.note("is-a-fifo")
    if not fifo.exists():
        os.mkfifo(fifo)
    for name, target in (("dangling-link", "nowhere"), ("link-to-itself", "link-to-itself.gguf"), ("link-to-dev-null", "/dev/null"),
                         ("link-to-dev-zero", "/dev/zero"), ("link-to-dev-tty", "/dev/tty"), ("link-to-proc-mem", "/proc/self/mem")):
        link = c.note(f"is-a-{name}")
        link.unlink(missing_ok=True)
        link.symlink_to(target)
    c.note("is-not-there")
    g = bpe()
    e = g.tensor("token_embd.weight")
    e.dims[1], e.data = 1 << 25, b""  # 8 GB that exist, as a hole
    g.tensors.remove(e)
    g.tensors.append(e)
    path = c.note("tensor-of-8GB-in-a-sparse-file")
    path.write_bytes(g.to_bytes())
    os.truncate(path, path.stat().st_size + (8 << 30))


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    c = Corpus(sys.argv[1])
    for part in (valid, truncated, header, strings_and_arrays, alignment, hyperparameters, tensors, weight_values, random_damage,
                 special_files, malformed_text.tokenizers, malformed_text.templates):
        part(c)
    (c.folder / "index.json").write_text(json.dumps(c.index, indent=0) + "\n")
    print(f"{len(c.index)} models in {c.folder}")


if __name__ == "__main__":
    main()
