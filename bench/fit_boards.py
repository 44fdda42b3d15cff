#!/usr/bin/env python3
"""What fit predicts beside what others measured on real boards, with llama.cpp and Ollama.

    bench/fit_boards.py build/ondol

Another engine is faster or slower by a factor; that factor is taken from one board, the Raspberry Pi 5 with Llama 3.2 3B, and
the error on all the others is printed, whatever it is. No profile is tuned to these figures.
"""
import json
import subprocess
import sys
import tempfile

AI = "https://github.com/geerlingguy/ai-benchmarks"
# device, model, type, tokens a second, what was measured, where
MEASURED = [
    ("raspberry-pi-5", "llama-3.2-3b", "Q4_K_M", 4.61, "Pi 5 8 GB", AI + "/issues/1"),
    ("raspberry-pi-5", "qwen2.5-14b", "Q4_K_M", 1.20, "Pi 5 16 GB, DeepSeek R1 14b", AI + "/issues/7"),
    ("raspberry-pi-4", "llama-3.2-3b", "Q4_K_M", 1.60, "Pi 400 (the Pi 4's processor)", AI),
    ("mini-pc-n100", "llama-3.2-3b", "Q4_K_M", 9.06, "N150, a little faster than N100", AI + "/issues/12"),
    ("mini-pc-n100", "qwen2.5-14b", "Q4_K_M", 2.13, "N150, DeepSeek R1 14b", AI + "/issues/12"),
    ("laptop", "llama-3.2-3b", "Q4_K_M", 23.81, "Framework 13, Ryzen AI 5 340", AI + "/issues/33"),
    ("laptop", "qwen2.5-14b", "Q4_K_M", 5.83, "Framework 13, DeepSeek R1 14b", AI + "/issues/33"),
    ("raspberry-pi-zero-2w", "smollm2-360m", "Q4_K_M", 2.6, "Pi Zero 2 W, SmolLM 360M of the same shape", "https://llm-inference.com"),
]
TASK = """
title = "A short answer"
languages = ["en"]
offline = true
[[needs]]
ability = "anything"
why = "speed only"
any = [{ benchmark = "MMLU", at_least = 0 }]
[load]
prompt_tokens = 32
shared_prompt_tokens = 0
answer_tokens = 200
context_tokens = 512
sessions = 1
requests_per_day = 1
[limits]
max_ttft_ms = 10000000
min_generate_tok_s = 0.01
max_energy_wh_per_day = 1000000
"""


def main():
    ondol = sys.argv[1]
    predicted = {}
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as task:
        task.write(TASK)
        task.flush()
        for device in {row[0] for row in MEASURED}:
            done = subprocess.run([ondol, "fit", "--device", device, "--task", task.name, "--any-licence", "--json"],
                                  capture_output=True, check=True)
            for c in json.loads(done.stdout)["candidates"]:
                if "predicted" in c:
                    predicted[device, c["model"], c["quant"]] = c["predicted"]["generate_tok_s"]
    device, model, quant, tok_s, _, _ = MEASURED[0]
    factor = tok_s / predicted[device, model, quant]
    print(f"Factor of the other engine, from the first row: {factor:.2f}\n")
    print("| board | model, type | measured, tok/s | fit for Ondol | times the factor | error |\n|---|---|---|---|---|---|")
    for device, model, quant, tok_s, what, source in MEASURED:
        ours = predicted[device, model, quant]
        error = ours * factor / tok_s - 1
        print(f"| {what} ([source]({source})) | {model}, {quant} | {tok_s:.2f} | {ours:.2f} | {ours * factor:.2f} | {error:+.0%} |")


main()
