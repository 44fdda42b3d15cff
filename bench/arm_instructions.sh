#!/usr/bin/env bash
# Instructions that the AArch64 program executes on a core without dot products (Cortex-A53's class), on one with them
# (Cortex-A55's) and on one with matrix products (Cortex-A510's), counted by a plugin of qemu-user (bench/arm_instructions.c): an
# utterance of the home, and with a model one token written and one token of a prompt. Differences of two lengths, so the start
# cancels. Needs qemu-user, gcc and the cross build of bench/arm_work.cpp: ./dev arm64 build arm_work
# Usage: bench/arm_instructions.sh [MODEL.gguf ...]
#
# For each it prints the instructions, how many are vector arithmetic, how many 128-bit registers are loaded or stored, and the cycles
# of an in-order core that these must take. Of Cortex-A53 and A55 it is known that a 128-bit load takes two cycles with nothing beside
# and that one vector instruction starts in a cycle, beside which one other may (ncnn's developer guide, "arm a53 a55 dual issue";
# onnxruntime pull request 10754). So: fewest = 2 wide + vector, or half of vector and rest together where that is more; most =
# 2 wide + vector + rest. Waiting for memory or for a result is in neither.
set -euo pipefail
cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.."
program=${ARM_WORK:-build/arm64/bench/arm_work}
[[ -x $program ]] || { echo "$program: no such program; ./dev arm64 build arm_work makes it" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
gcc -O2 -fPIC -shared -fvisibility=hidden bench/arm_instructions.c -o "$work/counter.so"

# cortex-a76 for its dot products, max for its matrix products: qemu 7.2 has neither Cortex-A55 nor A510
cpus=${ARM_CPUS:-cortex-a53 cortex-a76 max}

count() { # count CPU NAME ARGS...: the program's counts into $work/NAME; its input is ours
  qemu-aarch64 -cpu "$1" -plugin "$work/counter.so,out=$work/$2" "$program" "${@:3}" >/dev/null
}
report() { # report WHAT LONG SHORT N: the difference of two counts over N
  paste -d' ' "$work/$2" "$work/$3" | awk -v what="$1" -v n="$4" '{
    all = ($1 - $5) / n; vector = ($2 - $6) / n; wide = ($3 - $7) / n; rest = ($4 - $8) / n
    half = (vector + rest) / 2; fewest = 2 * wide + (vector > half ? vector : half); most = 2 * wide + vector + rest
    printf "%-44s %9.3f M instructions, %9.3f M vector, %8.3f M wide: %9.3f to %9.3f M cycles, IPC %.2f to %.2f\n",
      what, all / 1e6, vector / 1e6, wide / 1e6, fewest / 1e6, most / 1e6, all / most, all / fewest }'
}
utterances='거실 불 좀 꺼줘
turn on the desk lamp and set it to a third
에어컨 스물네 도로 맞추고 안방 커튼 닫아줘
is any window open
우유랑 계란 장보기 목록에 추가해줘'

for cpu in $cpus; do
  printf '\n%s\n' "$cpu"
  count "$cpu" idle homes/family_flat.json </dev/null
  for _ in 1 2 3 4 5; do printf '%s\n' "$utterances"; done | count "$cpu" busy homes/family_flat.json
  report 'an utterance (25 of them, mean)' busy idle 25
  for model in "$@"; do
    basename "$model"
    count "$cpu" write1 "$model" 4 1
    count "$cpu" write9 "$model" 4 9
    report '  a token written, the 5th to 12th' write9 write1 8
    count "$cpu" prompt24 "$model" 24 1
    count "$cpu" prompt56 "$model" 56 1
    report '  a token of the prompt, the 25th to 56th' prompt56 prompt24 32
  done
done
