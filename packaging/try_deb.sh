#!/usr/bin/env bash
# try_deb.sh FILE.deb [DEBIAN_ROOT]: installs the package in a bare Debian 12 (made by debootstrap, or DEBIAN_ROOT, which is left
# as it was found), asks the home something, purges it and compares the lists of files. Needs root, debootstrap and the
# network. A package of a foreign architecture is unpacked and its program is run by qemu-user; its scripts are not run.
set -euo pipefail
deb=$(realpath "${1:?usage: try_deb.sh FILE.deb [DEBIAN_ROOT]}") given=${2:-}
skip() { echo "skipped: $*"; exit 77; }
fail() { echo "FAILED: $*"; exit 1; }
question='거실 불 꺼줘' expected='거실 조명을 껐어요.'

work=$(mktemp -d)
trap 'rm -rf --one-file-system "$work"' EXIT
arch=$(dpkg-deb -f "$deb" Architecture)
if [[ $arch != "$(dpkg --print-architecture)" ]]; then
  command -v qemu-aarch64 >/dev/null || skip "$arch needs qemu-user"
  dpkg-deb -x "$deb" "$work/root"
  [[ -z $(dpkg-deb -f "$deb" Depends) ]] || fail "a static program, yet it depends on something"
  [[ $(qemu-aarch64 "$work/root/usr/bin/ondol" home ask "$question") == "$expected" ]] || fail 'home ask'
  echo "ok: $arch unpacked, home ask answers under qemu-user; not run: its scripts"
  exit 0
fi

((EUID == 0)) || skip 'not root'
root=${given:-$work/root}
if [[ -z $given ]]; then
  command -v debootstrap >/dev/null || skip 'no debootstrap'
  debootstrap --variant=minbase bookworm "$root" http://deb.debian.org/debian >"$work/log" 2>&1 ||
    { tail -n 3 "$work/log"; skip 'debootstrap failed; is there a network?'; }
fi
inside() { chroot "$root" env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"; }
quietly() { "$@" >"$work/log" 2>&1 || { tail -n 20 "$work/log"; fail "$*"; }; }

# What the package depends on comes first, so that what is left behind is the package's own.
mapfile -t depends < <(dpkg-deb -f "$deb" Depends | sed 's/ *([^)]*)//g; s/, */\n/g')
cp /etc/resolv.conf "$root/etc/resolv.conf" 2>/dev/null || true
quietly inside apt-get update
quietly inside apt-get install --yes --no-install-recommends "${depends[@]}"
list() { (cd "$root" && find . -xdev \( -path ./proc -o -path ./sys -o -path ./dev -o -path ./tmp -o -path ./var/lib/dpkg \
  -o -path ./var/lib/apt -o -path ./var/cache -o -path ./var/log \) -prune -o -print | sort); }
list >"$work/before"
cp "$deb" "$root/tmp/ondol.deb"
quietly inside dpkg -i /tmp/ondol.deb
[[ $(inside ondol home ask "$question") == "$expected" ]] || fail 'home ask'
# As `systemctl enable` leaves it.
mkdir -p "$root/etc/systemd/system/sockets.target.wants"
ln -s /lib/systemd/system/ondol-home.socket "$root/etc/systemd/system/sockets.target.wants/"
quietly inside dpkg --purge ondol
rm "$root/tmp/ondol.deb"
list >"$work/after"
diff "$work/before" "$work/after" | grep -v 'etc/systemd/system/sockets.target.wants$' | grep '^[<>]' && fail 'these files differ after the purge'
[[ -z $(inside dpkg-query -W ondol 2>/dev/null) ]] || fail 'dpkg still knows it'
echo "ok: $arch installed in Debian $(cat "$root/etc/debian_version"), home ask answers, purged, nothing left behind"
