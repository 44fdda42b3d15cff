#!/usr/bin/env python3
"""Writes the seeds of the gguf and safetensors fuzz targets beside itself (needs numpy and PyPI's gguf)."""
import json, pathlib, struct
import numpy as np
import gguf

HERE = pathlib.Path(__file__).parent


def tiny_model(path, arch, endianess=gguf.GGUFEndian.LITTLE):
    """Small enough to mutate, whole enough to be bound and tokenised."""
    d, ff, vocab = 8, 8, 8
    w = gguf.GGUFWriter(path, arch, endianess=endianess)
    w.add_block_count(1), w.add_context_length(16), w.add_embedding_length(d), w.add_feed_forward_length(ff)
    w.add_head_count(2), w.add_head_count_kv(1), w.add_layer_norm_rms_eps(1e-5), w.add_rope_freq_base(1e4)
    w.add_tokenizer_model("llama"), w.add_tokenizer_pre("default")
    w.add_token_list(["<unk>", "<s>", "</s>", "<0x41>", "▁a", "a", "b", "ab"])
    w.add_token_scores([0, 0, 0, 0, -1, -2, -3, -4])
    w.add_token_types([2, 3, 3, 6, 1, 1, 1, 1])
    w.add_bos_token_id(1), w.add_eos_token_id(2)
    rng = np.random.default_rng(1)
    matrix = lambda rows, cols: rng.standard_normal((rows, cols)).astype(np.float16)
    ones = np.ones(d, np.float32)
    w.add_tensor("token_embd.weight", matrix(vocab, d))
    w.add_tensor("output_norm.weight", ones)
    for name, rows, cols in (("attn_q", d, d), ("attn_k", d // 2, d), ("attn_v", d // 2, d), ("attn_output", d, d),
                             ("ffn_gate", ff, d), ("ffn_up", ff, d), ("ffn_down", d, ff)):
        w.add_tensor(f"blk.0.{name}.weight", matrix(rows, cols))
    w.add_tensor("blk.0.attn_norm.weight", ones)
    w.add_tensor("blk.0.ffn_norm.weight", ones)
    if arch == "qwen3":
        w.add_tensor("blk.0.attn_q_norm.weight", ones[:4])
        w.add_tensor("blk.0.attn_k_norm.weight", ones[:4])
    w.write_header_to_file(), w.write_kv_data_to_file(), w.write_tensors_to_file(), w.close()


def safetensors(path, header, data):
    text = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def main():
    g, s = HERE / "gguf", HERE / "safetensors"
    tiny_model(g / "llama.gguf", "llama")
    tiny_model(g / "qwen3.gguf", "qwen3")
    tiny_model(g / "big_endian.gguf", "llama", gguf.GGUFEndian.BIG)
    (g / "types.gguf").write_bytes((HERE.parents[1] / "golden/format/gguf_py.gguf").read_bytes())
    v2 = bytearray((g / "types.gguf").read_bytes())
    v2[4] = 2
    (g / "version2.gguf").write_bytes(v2)
    entry = lambda dtype, shape, begin, end: {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}
    safetensors(s / "floats.safetensors", {"__metadata__": {"format": "pt"}, "a": entry("F32", [2, 2], 0, 16),
                "b": entry("BF16", [3], 16, 22), "c": entry("F16", [1], 22, 24), "d": entry("F64", [], 24, 32)}, bytes(range(32)))
    safetensors(s / "integers.safetensors", {"i": entry("I64", [1], 0, 8), "j": entry("U8", [3], 8, 11),
                "k": entry("BOOL", [0, 5], 11, 11)}, bytes(11))
    safetensors(s / "empty.safetensors", {}, b"")


if __name__ == "__main__":
    main()
