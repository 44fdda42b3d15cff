#!/usr/bin/env bash
# foreign.sh [--apart] COMMAND...: runs the command where AArch64 programs start by themselves, through qemu-user. The kernel's
# binfmt_misc in a user namespace of its own does it (Linux 6.7), so the machine stays as it is; where it starts them anyway, the
# command simply runs. --apart: always in namespaces, also of processes and network, so that a chroot may mount /proc and /sys (root
# only). Exit status 77 and the reason where it cannot be.
set -euo pipefail
apart=()
if [[ ${1:-} == --apart ]]; then
  apart=(--pid --net --ipc --fork --kill-child)
  shift
fi
(($#)) || { echo 'usage: foreign.sh [--apart] COMMAND...' >&2; exit 2; }
skip() { echo "skipped: AArch64 programs cannot be started here: $*" >&2; exit 77; }

known=$(grep -lsx enabled /proc/sys/fs/binfmt_misc/* 2>/dev/null | xargs -r grep -ls aarch64 || true)
if ((!${#apart[@]})) && [[ $(uname -m) == aarch64 || -n $known ]]; then
  exec "$@"
fi
# The static one works in a chroot as well.
qemu=$(command -v qemu-aarch64-static || command -v qemu-aarch64) || skip 'qemu-user is not installed'
zeros='\x00\x00\x00\x00\x00\x00\x00\x00' ones='\xff\xff\xff\xff\xff\xff\xff\xff'
# Any ELF file of 64 bits for machine 183: bytes 0 to 6 as they are, the ABI and padding whatever they are, type 2 or 3.
row=":ondol-aarch64:M::\x7fELF\x02\x01\x01$zeros\x00\x02\x00\xb7\x00:\xff\xff\xff\xff\xff\xff\xff${zeros}\x00\xfe${ones:0:12}:$qemu:F"

# Inside: the row, then the command, for others than root as themselves again.
inside='
  read -r _ <&9 && exec 9<&- || exit 77
  row=$1 uid=$2 gid=$3
  shift 3
  mount -t binfmt_misc none /proc/sys/fs/binfmt_misc && printf %s "$row" >/proc/sys/fs/binfmt_misc/register ||
    { echo "skipped: AArch64 programs cannot be started here: no binfmt_misc for user namespaces (Linux 6.7)" >&2; exit 77; }
  ((uid == 0)) || exec unshare --user --map-user="$uid" --map-group="$gid" "$@"
  exec "$@"'
if ((EUID != 0)); then
  ((!${#apart[@]})) || skip 'only root can do it apart'
  unshare --user true 2>/dev/null || skip 'user namespaces are forbidden'
  exec unshare --user --map-root-user --mount bash -c "$inside" foreign "$row" "$UID" "$(id -g)" "$@" 9<<<go
fi
# Root keeps everybody's numbers, which only a process outside can arrange.
gate=$(mktemp -u)
mkfifo "$gate"
exec 9<>"$gate"
rm "$gate"
unshare --user --mount "${apart[@]}" bash -c "$inside" foreign "$row" 0 0 "$@" <&0 &
child=$!
trap 'kill "$child" 2>/dev/null' INT TERM
for _ in {1..100}; do
  [[ $(readlink "/proc/$child/ns/user") == "$(readlink /proc/self/ns/user)" ]] || break
  sleep 0.02
done
for map in uid_map gid_map; do
  echo '0 0 4294967295' >"/proc/$child/$map" || skip 'user namespaces are forbidden'
done
echo go >&9
status=0
wait "$child" || status=$?
exit "$status"
