"""A tiny valid GGUF held as editable parts, for make_malformed.py. Standard library only; knows nothing of what is wrong."""
import copy
import random
import struct

U8, I8, U16, I16, U32, I32, F32, BOOL, STR, ARR, U64, I64, F64 = range(13)
PACK = {U8: "B", I8: "b", U16: "H", I16: "h", U32: "I", I32: "i", F32: "f", BOOL: "?", U64: "Q", I64: "q", F64: "d"}
TENSOR_TYPES = {"F32": (0, 1, 4), "F16": (1, 1, 2), "Q4_0": (2, 32, 18), "Q8_0": (8, 32, 34), "Q4_K": (12, 256, 144)}
D, FF, HEADS, KV_HEADS, LAYERS = 64, 128, 4, 2, 2


def u32(n):
    return struct.pack("<I", n & 0xffffffff)


def u64(n):
    return struct.pack("<Q", n & 0xffffffffffffffff)


def text(s):
    b = s if isinstance(s, bytes) else s.encode()
    return u64(len(b)) + b


def scalar(type_, v):
    return text(v) if type_ == STR else struct.pack("<" + PACK[type_], v)


def array(elem, values):
    return u32(elem) + u64(len(values)) + b"".join(scalar(elem, v) for v in values)


class Tensor:
    """dims innermost first, as in the file. Fields set to other than None replace what would be computed."""

    def __init__(self, name, type_, dims, data):
        self.name, self.dims, self.data = name, dims, data
        self.type, self.offset, self.n_dims = TENSOR_TYPES[type_][0], None, None


class Gguf:
    """key -> (type, payload bytes), and tensors. to_bytes() writes it, lies included."""

    def __init__(self):
        self.magic, self.version, self.n_kv, self.n_tensors = b"GGUF", u32(3), None, None
        self.kv, self.tensors, self.align, self.marks = [], [], 32, {}

    def copy(self):
        return copy.deepcopy(self)

    def set(self, key, type_, value):
        """value: Python value, list [elem, values] for arrays, or bytes to be written as they are."""
        if not isinstance(value, bytes):
            value = array(*value) if type_ == ARR else scalar(type_, value)
        self.kv = [kv for kv in self.kv if kv[0] != key] + [(key, type_, value)]
        return self

    def drop(self, key):
        assert any(kv[0] == key for kv in self.kv), key
        self.kv = [kv for kv in self.kv if kv[0] != key]
        return self

    def tensor(self, name):
        return next(t for t in self.tensors if t.name == name)

    def to_bytes(self):
        out = bytearray(self.magic + self.version)
        mark = lambda name: self.marks.__setitem__(name, len(out))
        out += u64(len(self.tensors) if self.n_tensors is None else self.n_tensors)
        out += u64(len(self.kv) if self.n_kv is None else self.n_kv)
        for key, type_, payload in self.kv:
            mark(f"kv {key}")
            out += (key if isinstance(key, bytes) else text(key)) + u32(type_) + payload
        offset, blobs = 0, []
        for t in self.tensors:
            mark(f"tensor {t.name[:20]}")
            out += text(t.name) + u32(len(t.dims) if t.n_dims is None else t.n_dims) + b"".join(u64(d) for d in t.dims)
            out += u32(t.type) + u64(offset if t.offset is None else t.offset)
            blobs.append(t.data)
            offset += len(t.data) + -len(t.data) % self.align
        mark("data")
        out += bytes(-len(out) % self.align)
        for b in blobs:
            out += b + bytes(-len(b) % self.align)
        return bytes(out)


def byte_chars():
    keep = [*range(33, 127), *range(161, 173), *range(174, 256)]
    table = {b: chr(b) for b in keep}
    for b in range(256):
        if b not in table:
            table[b] = chr(256 + len(table) - len(keep))
    return [table[b] for b in range(256)]


def weights(type_, dims, rng, norm=False):
    n = 1
    for d in dims:
        n *= d
    if norm:
        return struct.pack(f"<{n}f", *[1 + 0.1 * rng.gauss(0, 1) for _ in range(n)])
    if type_ == "F32":
        return struct.pack(f"<{n}f", *[0.2 * rng.gauss(0, 1) for _ in range(n)])
    if type_ == "F16":
        return struct.pack(f"<{n}e", *[0.15 * rng.gauss(0, 1) for _ in range(n)])
    _, block, size = TENSOR_TYPES[type_]
    out = b""
    for _ in range(n // block):  # a small positive f16 scale, then random quants
        out += struct.pack("<e", {"Q4_0": 0.03, "Q8_0": 0.002}[type_]) + rng.randbytes(size - 2)
    return out


def common(tokens, types):
    g = Gguf()
    g.set("general.architecture", STR, "llama").set("general.name", STR, "tiny").set("general.alignment", U32, 32)
    for key, v in (("block_count", LAYERS), ("context_length", 128), ("embedding_length", D), ("feed_forward_length", FF),
                   ("attention.head_count", HEADS), ("attention.head_count_kv", KV_HEADS), ("rope.dimension_count", D // HEADS),
                   ("vocab_size", len(tokens))):
        g.set("llama." + key, U32, v)
    g.set("llama.rope.freq_base", F32, 10000.0).set("llama.attention.layer_norm_rms_epsilon", F32, 1e-5)
    g.set("tokenizer.ggml.tokens", ARR, [STR, tokens]).set("tokenizer.ggml.token_type", ARR, [I32, types])
    for key, v in (("bos", 0), ("eos", 1), ("unknown", 2), ("padding", 1)):
        g.set(f"tokenizer.ggml.{key}_token_id", U32, v)
    g.set("tokenizer.ggml.add_bos_token", BOOL, True)
    g.set("tokenizer.chat_template", STR, "{% for m in messages %}{{ m.role }}: {{ m.content }}\n{% endfor %}assistant:")
    rng, kv = random.Random(7), D // HEADS * KV_HEADS
    add = lambda name, type_, dims, **k: g.tensors.append(Tensor(name, type_, list(dims), weights(type_, dims, rng, **k)))
    add("token_embd.weight", "F32", (D, len(tokens)))
    for i in range(LAYERS):
        b = f"blk.{i}."
        for name, type_, dims in (("attn_q", "Q4_0", (D, D)), ("attn_k", "Q8_0", (D, kv)), ("attn_v", "F16", (D, kv)),
                                  ("attn_output", "Q4_0", (D, D)), ("ffn_gate", "Q4_0", (D, FF)), ("ffn_up", "F16", (D, FF)),
                                  ("ffn_down", "Q8_0", (FF, D))):
            add(b + name + ".weight", type_, dims)
        add(b + "attn_norm.weight", "F32", (D,), norm=True)
        add(b + "ffn_norm.weight", "F32", (D,), norm=True)
    add("output_norm.weight", "F32", (D,), norm=True)
    add("output.weight", "Q8_0", (D, len(tokens)))
    return g


def bpe():
    """Byte-level BPE vocabulary."""
    merges = ["t h", "h e", "th e", "i n", "Ġ a"]
    tokens = ["<s>", "</s>", "<unk>", *byte_chars(), *[m.replace(" ", "") for m in merges]]
    g = common(tokens, [3, 3, 2] + [1] * (len(tokens) - 3))
    return g.set("tokenizer.ggml.model", STR, "gpt2").set("tokenizer.ggml.pre", STR, "gpt-2").set(
        "tokenizer.ggml.merges", ARR, [STR, merges])


def spm():
    """SentencePiece vocabulary with byte fallback."""
    tokens = ["<s>", "</s>", "<unk>", *[f"<0x{b:02X}>" for b in range(256)], "▁", "h", "i", "hi", "▁hi"]
    g = common(tokens, [3, 3, 2] + [6] * 256 + [1] * 5)
    return g.set("tokenizer.ggml.model", STR, "llama").set("tokenizer.ggml.pre", STR, "default").set(
        "tokenizer.ggml.scores", ARR, [F32, [0.0] * 259 + [-1.0, -2.0, -3.0, -4.0, -5.0]])
