#!/usr/bin/env bash
# try_deb.sh FILE.deb [DEBIAN_ROOT]: installs the package in a bare Debian 12 of its architecture (made by debootstrap, or
# DEBIAN_ROOT, which is left as it was found), asks the home something, purges it and compares the lists of files. Needs root,
# debootstrap and the network; for arm64 elsewhere also qemu-user-static, with which that Debian's programs run (packaging/foreign.sh).
set -euo pipefail
here=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")
deb=$(realpath "${1:?usage: try_deb.sh FILE.deb [DEBIAN_ROOT]}") given=${2:-}
skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*"; exit 1; }
question='거실 불 꺼줘' expected='거실 조명을 껐어요.'
mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}

((EUID == 0)) || skip 'not root'
work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
arch=$(dpkg-deb -f "$deb" Architecture)
by=() apart=() two_stages=()
if [[ $arch != all && $arch != "$(dpkg --print-architecture)" ]]; then
  [[ $arch == arm64 ]] || skip "nothing here runs $arch"
  command -v qemu-aarch64-static >/dev/null || skip 'no qemu-user-static'
  by=("$here/foreign.sh") apart=(--apart) two_stages=(--foreign)
  "${by[@]}" --apart true || skip 'no namespaces for it'
fi

root=${given:-$work/root}
inside() { "${by[@]}" chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "$*"; }; }
if [[ -z $given ]]; then
  command -v debootstrap >/dev/null || skip 'no debootstrap'
  debootstrap --arch="$arch" "${two_stages[@]}" --variant=minbase bookworm "$root" "$mirror" >"$work/log" 2>&1 ||
    { tail -n 3 "$work/log"; skip 'debootstrap failed; is there a network?'; }
  if ((${#two_stages[@]})); then
    # A user namespace makes no device nodes; debootstrap knows that of lxc.
    quietly "${by[@]}" "${apart[@]}" chroot "$root" env container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin /debootstrap/debootstrap --second-stage
    echo "deb $mirror bookworm main" >"$root/etc/apt/sources.list"
  fi
fi

# What the package depends on comes first, so that what is left behind is the package's own.
mapfile -t depends < <(dpkg-deb -f "$deb" Depends | sed 's/ *([^)]*)//g; s/, */\n/g')
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
cp "$deb" "$root/tmp/ondol.deb"
quietly inside apt-get update
quietly inside apt-get install --simulate --install-recommends /tmp/ondol.deb
grep -q '^Inst ondol ' "$work/log" || fail 'apt would not install it'
quietly inside apt-get install --yes --no-install-recommends "${depends[@]}"
list() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./var/lib/dpkg \
  -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort); }
list >"$work/before"
quietly inside dpkg -i /tmp/ondol.deb
[[ $(inside ondol home ask "$question") == "$expected" ]] || fail 'home ask'
# Its data is in the program.
[[ $(inside ondol fit --device raspberry-pi-5 --task home-commands) == *"verdict  sLM: home, Q8_0"* ]] || fail fit
# As `systemctl enable` leaves it.
mkdir -p "$root/etc/systemd/system/sockets.target.wants"
ln -s /lib/systemd/system/ondol-home.socket "$root/etc/systemd/system/sockets.target.wants/"
quietly inside dpkg --purge ondol
rm "$root/tmp/ondol.deb"
list >"$work/after"
diff "$work/before" "$work/after" | grep -v 'etc/systemd/system/sockets.target.wants$' | grep '^[<>]' && fail 'these files differ after the purge'
[[ -z $(inside dpkg-query -W ondol 2>/dev/null) ]] || fail 'dpkg still knows it'
echo "ok: $arch installed in Debian $(cat "$root/etc/debian_version")${by[0]:+ under qemu-user}, home ask and fit answer, purged, nothing left behind"
