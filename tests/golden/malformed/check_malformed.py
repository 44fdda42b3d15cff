#!/usr/bin/env python3
"""Runs a program over the models of make_malformed.py and reports whatever is not a clean refusal.

    check_malformed.py PROGRAM DIR [--only PART] [--timeout 10] [--max-mb 300] [--jobs 2] [--json OUT]

For each file: PROGRAM inspect FILE, and PROGRAM run FILE -p hi -n 2 (with --chat for the templates). Reported: death by
signal, no end within --timeout seconds of processor time (or, asleep, 30 times as long), an exit status other than 0 or
1, a refusal that is not exactly one printable line on stderr, too much memory, and a model that should have been refused
and ran, or the reverse. Exit 1 if there is any.
"""
import argparse
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


def start(argv, out, err, timeout, data_limit):
    def limits():
        # Processor time: on a busy machine the clock says nothing about the program.
        resource.setrlimit(resource.RLIMIT_CPU, (timeout, timeout + 5))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if data_limit:
            resource.setrlimit(resource.RLIMIT_DATA, (data_limit, data_limit))
    return subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=out, stderr=err, preexec_fn=limits, start_new_session=True)


def run(argv, timeout, data_limit):
    """-> status (negative: signal, None: killed by us), seconds, MB, stderr"""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.monotonic()
        p = start(argv, out, err, timeout, data_limit)
        status = None
        while True:
            pid, raw, usage = os.wait4(p.pid, os.WNOHANG)
            if pid:
                status = os.waitstatus_to_exitcode(raw)
                break
            if time.monotonic() - began > 30 * timeout:
                os.kill(p.pid, 9)
                _, _, usage = os.wait4(p.pid, 0)
                break
            time.sleep(0.003)
        p.returncode = 0  # already reaped
        if status == -signal.SIGXCPU:
            status = None
        err.seek(0)
        return status, time.monotonic() - began, usage.ru_maxrss / 1024, err.read(1 << 20)


def faults(case, verb, status, mb, err, a):
    if status is None:
        return [f"no end within {a.timeout} s"]
    out = []
    if status < 0:
        out.append(f"signal {-status}")
    elif status not in (0, 1):
        out.append(f"exit {status}")
    if status == 1:
        lines = [l for l in err.split(b"\n") if l]
        if len(lines) != 1:
            out.append(f"{len(lines)} lines on stderr")
        elif len(lines[0]) > 600:
            out.append(f"an error line of {len(lines[0])} bytes")
        if any(b < 32 and b != 10 for b in err):
            out.append("control characters on stderr")
    if mb > a.max_mb:
        out.append(f"{mb:.0f} MB")
    if verb == "run" and case["expect"] == "refuse" and status == 0:
        out.append("ran, and should have been refused")
    if case["expect"] == "run" and status == 1:
        out.append("refused, and is valid")
    return out


def check(case, a):
    path = str(a.dir / case["file"])
    found = []
    for verb, argv in (("inspect", ["inspect", path]), ("run", ["run", path, "-p", "hi", "-n", "2"] + ["--chat"] * case["chat"])):
        status, seconds, mb, err = run([a.program, *argv], a.timeout, a.data_gb << 30)
        for f in faults(case, verb, status, mb, err, a):
            found.append({"file": case["file"], "verb": verb, "fault": f, "status": status, "s": round(seconds, 2), "mb": round(mb, 1),
                          "stderr": err[:300].decode("utf-8", "backslashreplace")})
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("program")
    ap.add_argument("dir", type=Path)
    ap.add_argument("--only", default="")
    ap.add_argument("--timeout", type=int, default=10, help="seconds of processor time")
    ap.add_argument("--max-mb", type=float, default=300)
    ap.add_argument("--data-gb", type=int, default=4, help="RLIMIT_DATA; 0 for none (sanitizers need none)")
    ap.add_argument("--jobs", type=int, default=2)
    ap.add_argument("--json")
    a = ap.parse_args()
    cases = [c for c in json.loads((a.dir / "index.json").read_text()) if a.only in c["file"]]
    with ThreadPoolExecutor(a.jobs) as pool:
        found = [f for fs in pool.map(lambda c: check(c, a), cases) for f in fs]
    for f in found:
        print(f"{f['file']}: {f['verb']}: {f['fault']} ({f['s']} s, {f['mb']} MB) {f['stderr'].strip()[:160]!r}")
    if a.json:
        Path(a.json).write_text(json.dumps(found, indent=1) + "\n")
    print(f"{len(cases)} models, {len(found)} faults")
    return bool(found) or not cases


if __name__ == "__main__":
    sys.exit(main())
