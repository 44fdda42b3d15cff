#!/usr/bin/env python3
"""How far fit's predictions are from what the engine does on this machine.

    bench/fit_accuracy.py build/ondol [--small] [--only MODEL] [--json OUT]

For each shape and type, five rounds of: a short probe, a prediction from it, and `ondol fit --verify` on random weights.
Shared machines change their speed by themselves within seconds, so probe and engine take turns, and the median of the
predictions is held against the median of the runs. Nothing is calibrated: --no-calibration, and a home folder of its own.
Prints each figure's error and how far the runs differ by themselves; an error within the runs' own spread says nothing of
the prediction, so those beyond both are counted too. --small is for tests: three small shapes, quick probes; it fails where
memory is off by more than 5 %, and says nothing of times, which a busy machine moves as it likes.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile

CASES = [
    ("stories15m", "Q8_0"), ("stories42m", "Q4_0"), ("stories110m", "Q8_0"), ("smollm2-135m", "Q4_0"),
    ("smollm2-135m", "Q8_0"), ("gemma-3-270m", "Q8_0"), ("smollm2-360m", "Q4_K_M"), ("qwen2.5-0.5b", "Q8_0"),
    ("qwen3-0.6b", "Q5_K_M"), ("gemma-3-1b", "Q4_K_M"), ("llama-3.2-1b", "Q4_0"), ("smollm2-1.7b", "Q4_K_M"),
    ("qwen3-1.7b", "Q6_K"), ("llama-3.2-3b", "Q4_K_M"), ("qwen3-4b", "Q4_0"), ("mistral-7b-v0.3", "Q4_K_M"),
    ("llama-3.1-8b", "Q4_K_M"),
]
ROUNDS = 5
SMALL = [("stories15m", "Q8_0"), ("smollm2-135m", "Q4_0"), ("smollm2-135m", "Q8_0")]
FIGURES = ["memory", "answer", "prompt", "first token", "load"]
# of the issue: median and worst error in percent
GOALS = {"memory": (2, 5), "answer": (10, 20), "prompt": (12, 25), "first token": (12, 25)}
TASK = """
title = "A short answer to a page"
languages = ["en"]
offline = true
[[needs]]
ability = "anything"
why = "speed only"
any = [{ benchmark = "MMLU", at_least = 0 }]
[load]
prompt_tokens = 192
shared_prompt_tokens = 64
answer_tokens = 32
context_tokens = 256
sessions = 1
requests_per_day = 1
[limits]
max_ttft_ms = 10000000
min_generate_tok_s = 0.01
max_energy_wh_per_day = 1000000
"""


def run(ondol, env, *words):
    done = subprocess.run([ondol, *words], env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit("fit_accuracy: ondol " + " ".join(words) + ": " + done.stderr.strip())
    return done.stdout


def cpu():
    with open("/proc/cpuinfo") as info:
        names = [line.split(":", 1)[1].strip() for line in info if line.startswith("model name")]
    return names[0] if names else platform.machine()


def measure(ondol, env, task, model, quant, seconds, rounds):
    """{figure: (median predicted, median measured, spread of the runs in percent)}"""
    predicted, runs = {}, {}
    for _ in range(rounds):
        run(ondol, env, "probe", "--seconds", str(seconds), "--json")
        text = run(ondol, env, "fit", "--device", "this", "--task", task, "--any-licence", "--no-calibration", "--verify",
                   "--verify-model", model, "--verify-quant", quant, "--verify-runs", "1" if rounds > 1 else "5", "--json")
        for name, figure in json.loads(text)["verify"]["figures"].items():
            if name in FIGURES:
                predicted.setdefault(name, []).append(figure["predicted"])
                runs.setdefault(name, []).extend(figure["runs"])
    out = {}
    for name in FIGURES:
        middle = statistics.median(runs[name])
        out[name] = {"predicted": predicted[name], "runs": runs[name],
                     "error_percent": (statistics.median(predicted[name]) / middle - 1) * 100,
                     "spread_percent": (max(runs[name]) - min(runs[name])) / middle * 100}
    return out


def main():
    options = argparse.ArgumentParser()
    options.add_argument("ondol")
    options.add_argument("--small", action="store_true")
    options.add_argument("--only", help="this model of the list")
    options.add_argument("--probe-seconds", type=int, default=8)
    options.add_argument("--json", help="write what was measured there")
    options = options.parse_args()
    if os.environ.get("ONDOL_EMULATED"):
        print("skipped: fit_accuracy: the peak of memory is qemu's, not the program's")
        sys.exit(77)
    ondol = os.path.abspath(options.ondol)
    cases = SMALL if options.small else [case for case in CASES if options.only in (None, case[0])]
    seconds, rounds = (1, 1) if options.small else (options.probe_seconds, ROUNDS)
    rows = []
    print(f"machine: {cpu()}, {os.cpu_count()} CPUs, Linux {platform.release()}, load {os.getloadavg()[0]:.1f}")
    print(f"command: {' '.join(sys.argv)}\n")
    print("Error of the prediction in percent, in brackets how far the runs differ by themselves.\n")
    print("| model, type | " + " | ".join(FIGURES) + " |")
    print("|---" * (len(FIGURES) + 1) + "|", flush=True)
    with tempfile.TemporaryDirectory(dir=os.environ.get("ONDOL_HOME")) as home:
        env = {**os.environ, "ONDOL_HOME": home}
        task = os.path.join(home, "task.toml")
        with open(task, "w") as file:
            file.write(TASK)
        for model, quant in cases:
            figures = measure(ondol, env, task, model, quant, seconds, rounds)
            rows.append({"model": model, "quant": quant, "figures": figures})
            cells = [f"{figures[name]['error_percent']:+.1f} ({figures[name]['spread_percent']:.0f})" for name in FIGURES]
            print(f"| {model}, {quant} | " + " | ".join(cells) + " |", flush=True)
            left = [name for name in os.listdir(home) if name.startswith(".verify")]
            if left:
                sys.exit(f"fit_accuracy: left behind: {left}")
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1)
    print("\n| figure | median error | worst | goal: median, worst | median of the runs' own spread | beyond goal and spread |")
    print("|---" * 6 + "|")
    for name in FIGURES:
        cells = [row["figures"][name] for row in rows]
        errors = [abs(cell["error_percent"]) for cell in cells]
        own = statistics.median(cell["spread_percent"] for cell in cells)
        goal, beyond = "none", "–"
        if name in GOALS:
            goal = "{} %, {} %".format(*GOALS[name])
            beyond = sum(abs(cell["error_percent"]) > max(GOALS[name][1], cell["spread_percent"]) for cell in cells)
        print(f"| {name} | {statistics.median(errors):.1f} % | {max(errors):.1f} % | {goal} | {own:.0f} % | {beyond} |")
    if options.small:
        worst = max(abs(row["figures"]["memory"]["error_percent"]) for row in rows)
        if worst > GOALS["memory"][1]:
            sys.exit(f"fit_accuracy: memory is off by {worst:.1f} %")


if __name__ == "__main__":
    main()
