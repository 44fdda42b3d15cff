#!/usr/bin/env python3
"""Quality of every quantised type on one model: perplexity, KL divergence from the unquantised model, size.

usage: bench/quant_table.py ONDOL MODEL.gguf TEXT [--chunks 8] [--ctx 512] [--work DIR] [--types Q8_0,Q4_K_M,…]

MODEL is first dequantised to F32: that file is the baseline. Each type is made from it by `ondol quantize` and scored
by `ondol eval perplexity --against BASELINE`. Prints a Markdown table; "tensors" says which types they really got.
"""
import argparse
import collections
import json
import os
import platform
import subprocess
import sys
import tempfile

TYPES = (
    "F16,BF16,Q8_0,Q6_K,Q5_K_M,Q5_K_S,Q5_1,Q5_0,Q4_K_M,Q4_K_S,Q4_1,Q4_0,IQ4_NL,IQ4_XS,Q3_K_L,Q3_K_M,Q3_K_S,Q2_K"
)


def run(*command):
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        sys.exit(f"{' '.join(command)}: {result.stderr.strip()}")
    return result.stdout


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("ondol")
    parser.add_argument("model")
    parser.add_argument("text")
    parser.add_argument("--chunks", default="8")
    parser.add_argument("--ctx", default="512")
    parser.add_argument("--types", default=TYPES)
    parser.add_argument("--work")
    args = parser.parse_args()

    with tempfile.TemporaryDirectory(dir=args.work) as work:
        base = os.path.join(work, "base.gguf")
        run(args.ondol, "quantize", args.model, base, "--type", "F32")
        score = ["--ctx", args.ctx, "--chunks", args.chunks, "--json"]
        reference = json.loads(run(args.ondol, "eval", "perplexity", base, args.text, *score))
        print(f"machine: {platform.machine()}, {os.cpu_count()} CPUs, {run(args.ondol, '--version').splitlines()[0]}")
        print(f"command: bench/quant_table.py ONDOL {os.path.basename(args.model)} {os.path.basename(args.text)} --ctx {args.ctx} --chunks {args.chunks}")
        print(f"baseline: {os.path.basename(args.model)} dequantised to F32, perplexity {reference['perplexity']:.4f} over {reference['tokens']} tokens\n")
        print("| type | MiB | bits/weight | perplexity | against F32 | KL mean (nats) | same first choice | tensors |")
        print("|---|---|---|---|---|---|---|---|")
        for name in args.types.split(","):
            path = os.path.join(work, name + ".gguf")
            run(args.ondol, "quantize", base, path, "--type", name)
            result = json.loads(run(args.ondol, "eval", "perplexity", path, args.text, "--against", base, *score))
            tensors = json.loads(run(args.ondol, "inspect", path, "--json"))["tensors"]
            got = collections.Counter(t["type"] for t in tensors if len(t["shape"]) > 1)
            n_weights = sum(dims(t) for t in tensors)
            against = result["against"]
            print(
                f"| {name} | {os.path.getsize(path) / 2**20:.1f} | {os.path.getsize(path) * 8 / n_weights:.2f} "
                f"| {result['perplexity']:.4f} | {100 * (result['perplexity'] / reference['perplexity'] - 1):+.2f} % "
                f"| {against['kl_mean']:.6f} | {100 * against['same_top']:.2f} % "
                f"| {', '.join(f'{n} {t}' for t, n in got.most_common())} |",
                flush=True,
            )
            os.remove(path)


def dims(tensor):
    n = 1
    for d in tensor["shape"]:
        n *= d
    return n


main()
