#!/usr/bin/env python3
"""The table of docs/fit.md: eight devices by eight tasks, each verdict with its reason in a line.

    bench/fit_table.py build/ondol            writes it into the page
    bench/fit_table.py build/ondol --check    fails where the page says something else
"""
import json
import os
import pathlib
import platform
import subprocess
import sys

DEVICES = ["smart-speaker", "smart-speaker-1gb", "set-top-box-4gb", "raspberry-pi-4", "raspberry-pi-5",
           "home-robot-16gb", "mini-pc-n100", "laptop"]
TASKS = ["home-commands", "timers-and-lists", "faq", "summarise", "chat-ko", "robot-planning", "complex-reasoning",
         "code"]
PAGE = pathlib.Path(__file__).resolve().parent.parent / "docs" / "fit.md"
BEGIN = "<!-- made by bench/fit_table.py -->\n"


def size(n):
    return f"{n / 1e9:.1f} GB" if n >= 1e9 else f"{n / 1e6:.0f} MB"


def time(ms):
    return f"{ms:.0f} ms" if ms < 1000 else f"{ms / 1000:.1f} s"


def row(ondol, device, task):
    done = subprocess.run([ondol, "fit", "--device", device, "--task", task, "--json"], capture_output=True, check=True)
    answer = json.loads(done.stdout)
    first = next((c for c in answer["candidates"] if "predicted" in c), None)
    verdict = answer["verdict"]
    if verdict["class"] == "none":
        return f"| `{device}` | none | nearest is {first['model']} in {first['quant']}: {first['rejected_because']} |\n"
    p = first["predicted"]
    speed = "the whole answer" if first["model"] == "home" else f"{p['generate_tok_s']:.1f} tok/s"
    return (f"| `{device}` | **{verdict['class']}** | {first['model']} in {first['quant']}: {size(p['peak_rss_bytes'])}, "
            f"first word after {time(p['ttft_ms'])}, then {speed} |\n")


def main():
    ondol, check = sys.argv[1], "--check" in sys.argv[2:]
    if check and (os.environ.get("ONDOL_EMULATED") or platform.machine() != "x86_64"):
        print("skipped: fit_table: the page is an x86 program's; memory for scratch is planned as the kernels of the machine that plans take it")
        sys.exit(77)
    table = ""
    for task in TASKS:
        table += f"\n### `{task}`\n\n| device | verdict | why |\n|---|---|---|\n"
        table += "".join(row(ondol, device, task) for device in DEVICES)
    page = PAGE.read_text()
    head = page[: page.index(BEGIN) + len(BEGIN)]
    if not check:
        PAGE.write_text(head + table)
    elif page != head + table:
        sys.exit("docs/fit.md: the table is not what fit says now; run bench/fit_table.py build/ondol")


main()
