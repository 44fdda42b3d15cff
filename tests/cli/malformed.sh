#!/usr/bin/env bash
# malformed.sh ONDOL SRC [OPTIONS of check_malformed.py]: some 1,100 malformed models, made in an empty folder, through
# `inspect` and `run`; any signal, hang, large allocation or unclear refusal fails. Needs python3 and nothing else.
set -euo pipefail
ondol=$1 src=$2
shift 2
if ! command -v python3 >/dev/null; then
  echo 'skipped: python3 is not installed'
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 "$src/tests/golden/malformed/make_malformed.py" "$work"
python3 "$src/tests/golden/malformed/check_malformed.py" "$ondol" "$work" "$@"
