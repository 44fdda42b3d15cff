#!/usr/bin/env python3
"""on_terminal.py COMMAND [PROMPT ANSWER]...: runs a shell command on a terminal of its own and answers what it asks.

Waits for each PROMPT to be shown, then types ANSWER and enter ("^C" and "^D" are those keys). Prints all that the terminal showed
and ends as the command did; 9 where nothing more comes for 60 seconds. The terminal is dumb, or of the kind $ON_TERMINAL.
"""
import os
import pty
import select
import sys
import termios
import time

KEYS = {"^C": b"\x03", "^D": b"\x04"}


def await_line_editing(terminal):
    """Until the program has the terminal give it single keys, or 2 seconds: before that, the terminal itself takes ^D."""
    for _ in range(40):
        if not termios.tcgetattr(terminal)[3] & termios.ICANON:
            return
        time.sleep(0.05)


def main():
    command, rest = sys.argv[1], sys.argv[2:]
    answers = list(zip(rest[::2], rest[1::2]))
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ["TERM"] = os.environ.get("ON_TERMINAL", "dumb")
        os.execvp("bash", ["bash", "-c", command])
    shown, seen, deadline = b"", 0, time.monotonic() + 60
    while True:
        if answers and (at := shown.find(answers[0][0].encode(), seen)) >= 0:
            seen = at + len(answers[0][0])
            answer = answers.pop(0)[1]
            key = KEYS.get(answer)
            if key:
                await_line_editing(terminal)
            os.write(terminal, key or answer.encode() + b"\n")
            deadline = time.monotonic() + 60
        if not select.select([terminal], [], [], 1)[0]:
            if time.monotonic() < deadline:
                continue
            print(shown.decode(errors="replace"))
            sys.exit(9)
        try:
            more = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            more = b""
        if not more:
            break
        shown += more
    print(shown.decode(errors="replace").replace("\r", ""))
    status = os.waitpid(pid, 0)[1]
    sys.exit(os.waitstatus_to_exitcode(status) if not os.WIFSIGNALED(status) else 128 + os.WTERMSIG(status))


main()
