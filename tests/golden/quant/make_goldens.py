#!/usr/bin/env python3
"""Goldens of the block types, by the `gguf` Python package (pip install gguf numpy).

dequant_TYPE.bin   512 elements as blocks of random bytes (scales replaced by finite ones), then the 512 floats
                   that gguf.quants.dequantize makes of them
quant_input.f32    512 floats: bell-shaped rows of several sizes, zeros, ties, one outlier, a constant block
quant_TYPE.bin     what gguf.quants.quantize makes of them, where it can

Usage: make_goldens.py   (writes beside itself)
"""
import pathlib

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

HERE = pathlib.Path(__file__).parent
N = 512
TYPES = "F32 F16 BF16 Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 Q2_K Q3_K Q4_K Q5_K Q6_K IQ4_NL IQ4_XS".split()
# Byte offsets of the f16 fields of a block.
HALVES = {"Q8_0": [0], "Q4_0": [0], "Q4_1": [0, 2], "Q5_0": [0], "Q5_1": [0, 2], "Q2_K": [80, 82], "Q3_K": [108],
          "Q4_K": [0, 2], "Q5_K": [0, 2], "Q6_K": [208], "IQ4_NL": [0], "IQ4_XS": [0]}


def random_blocks(name, rng):
    elems, size = gguf.GGML_QUANT_SIZES[Type[name]]
    if name == "F32":
        return (rng.standard_normal(N) * 10.0 ** rng.integers(-20, 20, N)).astype(np.float32).view(np.uint8)
    blocks = rng.integers(0, 256, (N // elems, size), dtype=np.uint8)
    for at in HALVES.get(name, []):
        scale = (rng.standard_normal(len(blocks)) * 10.0 ** rng.integers(-7, 2, len(blocks))).astype(np.float16)
        blocks[:, at:at + 2] = scale.view(np.uint8).reshape(-1, 2)
    blocks = blocks.reshape(-1)
    if name in ("F16", "BF16"):  # NaN payloads are nobody's contract
        halves = blocks.view(np.uint16)
        exponent = 0x7C00 if name == "F16" else 0x7F80
        halves[(halves & exponent) == exponent] = exponent  # infinity
    return blocks


def quant_input(rng):
    x = rng.standard_normal((16, 32)) * np.geomspace(1e-4, 1e3, 16)[:, None]
    x[3] = 0.0
    x[4, 5] = 40.0 * np.abs(x[4]).max()
    x[5] = 0.75
    x[6] = np.arange(32) - 16.0       # whole and half codes: ties
    x[7] = (np.arange(32) - 15.5) / 8
    x[8] = np.abs(x[8])
    x[9] = -np.abs(x[9])
    x[10] *= 1e-9                     # scales below the smallest f16
    return x.astype(np.float32).reshape(-1)


def main():
    rng = np.random.default_rng(20250101)
    for name in TYPES:
        blocks = random_blocks(name, rng)
        floats = gguf.quants.dequantize(blocks.reshape(1, -1), Type[name]).astype(np.float32)
        assert floats.size == N, name
        (HERE / f"dequant_{name}.bin").write_bytes(blocks.tobytes() + floats.tobytes())
    x = quant_input(rng)
    (HERE / "quant_input.f32").write_bytes(x.tobytes())
    for name in TYPES:
        try:
            blocks = gguf.quants.quantize(x.reshape(1, -1), Type[name])
        except NotImplementedError:
            continue
        if name != "F32":
            (HERE / f"quant_{name}.bin").write_bytes(np.ascontiguousarray(blocks).tobytes())


main()
