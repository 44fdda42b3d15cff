#!/usr/bin/env bash
# in_memory.sh MIB COMMAND...: the command in a memory control group (version 1 or 2) of MIB, below this process' own.
# What grows beyond it the kernel kills: exit status 137. Files that the command reads count from the first byte: their
# cache is dropped before. Without a command: exit status 0 where this machine allows such groups, else 77 and the reason.
set -uo pipefail
mib=${1:?usage: in_memory.sh MIB COMMAND...}
shift
skip() { echo "skipped: no memory control group can be made here: $*" >&2; exit 77; }

path=$(sed -n 's/^[0-9]*:\([^:]*,\)\?memory\(,[^:]*\)\?:\(.*\)/\3/p' /proc/self/cgroup)
if [[ -n $path ]]; then
  parent=/sys/fs/cgroup/memory$path limit=memory.limit_in_bytes
else
  parent=/sys/fs/cgroup$(sed -n 's/^0:://p' /proc/self/cgroup) limit=memory.max
fi
[[ -d $parent ]] || skip "$parent is not there"
group=$parent/ondol_test_$$
mkdir "$group" 2>/dev/null || skip "$parent is not writable"
trap 'rmdir "$group"' EXIT
[[ -e $group/$limit ]] || skip "$parent does not hand the memory controller on"
echo $((mib << 20)) >"$group/$limit" || skip "$limit is not writable"
[[ ! -e $group/memory.swap.max ]] || echo 0 >"$group/memory.swap.max"
(($#)) || exit 0
for file in "$@"; do
  [[ ! -f $file ]] || dd if="$file" iflag=nocache count=0 status=none
done
(
  echo "$BASHPID" >"$group/cgroup.procs" || exit 77
  exec "$@"
)
