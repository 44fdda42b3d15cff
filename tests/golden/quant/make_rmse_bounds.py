#!/usr/bin/env python3
"""rmse_bounds.txt: how well llama.cpp's reference quantisers do on fixed synthetic rows – what ours must not exceed.

Line: TYPE ROWS plain weighted   relative RMSE, plain and with errors weighted by |x|.
The rows are those of tests/kernels/quantize_test.cpp (splitmix64, seed 42), made again here.

Usage: make_rmse_bounds.py LIBRARY   where LIBRARY is ggml-quants.c built as a shared object (quantize_row_*_ref)
"""
import ctypes
import pathlib
import sys

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type

N_ROWS, N_COLS = 32, 1024
TYPES = "Q8_0 Q4_0 Q4_1 Q5_0 Q5_1 Q2_K Q3_K Q4_K Q5_K Q6_K IQ4_NL IQ4_XS".split()


def splitmix(seed, n):
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return z ^ (z >> np.uint64(31))


def normals(seed, n):
    uniform = (splitmix(seed, 3 * n).view(np.int64) >> 40).astype(np.float32) * np.float32(2.0**-23)
    a = uniform.reshape(n, 3)
    return (a[:, 0] + a[:, 1]) + a[:, 2]


def rows(kind):
    x = normals(42, N_ROWS * N_COLS)
    if kind == "heavy":
        x = x * x * x
    if kind == "shifted":
        x = x + np.float32(2.0)
    return np.ascontiguousarray(x.reshape(N_ROWS, N_COLS), np.float32)


def main():
    library = ctypes.CDLL(sys.argv[1])
    lines = []
    for name in TYPES:
        elems, size = gguf.GGML_QUANT_SIZES[Type[name]]
        symbol = name.lower() if name.startswith("IQ") else name.replace("Q", "q")
        function = getattr(library, f"quantize_row_{symbol}_ref")
        for kind in ("normal", "heavy", "shifted"):
            x = rows(kind)
            out = np.zeros((N_ROWS, N_COLS // elems * size), np.uint8)
            function(ctypes.c_void_p(x.ctypes.data), ctypes.c_void_p(out.ctypes.data), ctypes.c_int64(x.size))
            miss = gguf.quants.dequantize(out, Type[name]).reshape(x.shape).astype(np.float64) - x
            weight = np.abs(x).astype(np.float64)
            plain = np.sqrt((miss**2).sum() / (x.astype(np.float64)**2).sum())
            weighted = np.sqrt((weight * miss**2).sum() / (weight**3).sum())
            lines.append(f"{name} {kind} {plain:.6f} {weighted:.6f}\n")
    (pathlib.Path(__file__).parent / "rmse_bounds.txt").write_text("".join(lines))


main()
