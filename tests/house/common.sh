# Shared by the house tests: they read the sources, not the program. Sourced; runs in the source directory.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

n_failed=0
fail() {
  printf '%s\n' "$*"
  n_failed=$((n_failed + 1))
}
finish() {
  if ((n_failed)); then
    echo "FAILED: $n_failed"
    exit 1
  fi
  echo "ok: $1"
}
# quoted_includes FILE / system_includes FILE: "LINE PATH" for each include.
quoted_includes() { sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*"([^"]+)".*/\1/p' "$1"; }
system_includes() { sed -nE 's/^[[:space:]]*#[[:space:]]*include[[:space:]]*<([^>]+)>.*/\1/p' "$1"; }
