#!/usr/bin/env bash
# Instructions that one utterance costs, reading and acting together, in the home that comes with the program: what 25 utterances
# cost under callgrind, less what the start costs. So slower processors can be estimated. Needs valgrind and ./dev build.
# Usage: bench/home_instructions.sh [TARGET ...]: instruction sets, as ONDOL_TARGET takes them (avx2 scalar)
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."

utterances='거실 불 좀 꺼줘
turn on the desk lamp and set it to a third
에어컨 스물네 도로 맞추고 안방 커튼 닫아줘
is any window open
우유랑 계란 장보기 목록에 추가해줘'

count() { # prints the instructions of a session over standard input
  ONDOL_TARGET=$1 valgrind --tool=callgrind --callgrind-out-file=/dev/null build/ondol chat 2>&1 >/dev/null |
    sed -n 's/.*Collected : //p'
}

for target in "${@:-avx2}"; do
  idle=$(count "$target" </dev/null)
  busy=$(for _ in 1 2 3 4 5; do printf '%s\n' "$utterances"; done | count "$target")
  printf '%s: %d instructions an utterance (25 of them, mean); %d to start\n' "$target" $(((busy - idle) / 25)) "$idle"
done
