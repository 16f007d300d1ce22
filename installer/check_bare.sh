#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# installer/check_bare.sh DEB
#
# Installs the package in a minimal Debian of this machine's release that holds nothing else, and starts both programs there:
# what shlibdeps and packages.txt forget is found here. Needs root and debootstrap. BANGUI_BARE_CACHE keeps the minimal
# system from one run to the next (default: /var/tmp/bangui-bare-RELEASE).
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=installer/functions.sh
. "$root/installer/functions.sh"
if [ $# -ne 1 ] || [ ! -f "$1" ]; then sed -n 3,7p "$0"; exit 2; fi
[ "$(id -u)" = 0 ] || stop "This needs root, for debootstrap and chroot."
command -v debootstrap >/dev/null || stop "This needs debootstrap."
# shellcheck disable=SC1091
. /etc/os-release
release=${VERSION_CODENAME:?}
cache=${BANGUI_BARE_CACHE:-/var/tmp/bangui-bare-$release}

if [ ! -e "$cache.done" ]; then
    rm -rf "$cache"
    mirror=$(awk '/^URIs:/ {print $2; exit} /^deb / {print $2; exit}' /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null)
    debootstrap --variant=minbase "$release" "$cache" "$mirror" >"$cache.log" 2>&1 || { tail "$cache.log" >&2; stop "debootstrap failed."; }
    : >"$cache.done"
fi

bare=$(mktemp -d /var/tmp/bangui-bare.XXXXXX)
leave() {
    umount -l "$bare/dev" "$bare/proc" 2>/dev/null || true
    rm -rf --one-file-system "$bare"
}
trap leave EXIT
trap 'exit 130' INT TERM HUP
cp -a "$cache/." "$bare/"
cp -a /etc/apt/. "$bare/etc/apt/"
cp /etc/resolv.conf /etc/hosts "$bare/etc/"
cp "$1" "$bare/bangui.deb"
mount --bind /proc "$bare/proc"
mount --bind /dev "$bare/dev"
inside() {
    env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive QT_QPA_PLATFORM=offscreen \
        http_proxy="${http_proxy:-}" https_proxy="${https_proxy:-}" chroot "$bare" "$@"
}
{ inside apt-get update && inside apt-get install -y --no-install-recommends /bangui.deb; } >"$bare.log" 2>&1 ||
    { tail -n 30 "$bare.log" >&2; stop "The package could not be installed: $bare.log"; }
rm -f "$bare.log"

version=$(dpkg-deb -f "$1" Version)
for program in bangui bangui-cli; do
    said=$(inside timeout 30 $program --version 2>&1) || stop "$program does not start: $said"
    case $said in *"${version%-*}"*) ;; *) stop "$program --version says: $said" ;; esac
    inside timeout 30 $program --help >/dev/null || stop "$program --help failed."
done
# The plugins by name: Qt would only warn, and show no icon and open no store.
for plugin in platforms/libqxcb.so imageformats/libqsvg.so iconengines/libqsvgicon.so sqldrivers/libqsqlite.so; do
    found=$(find "$bare/usr/lib" -path "*/qt6/plugins/$plugin")
    [ -n "$found" ] || stop "Qt's plugin $plugin is not there."
    missing=$(inside ldd "${found#"$bare"}" | grep 'not found') && stop "$plugin lacks $missing"
done
# The command line reaches for a server and says so in its own words and exit code.
code=0
inside timeout 30 bangui-cli status --socket /nonexistent.sock --data /tmp/data --json >"$bare/out" 2>&1 || code=$?
[ "$code" = 3 ] || { cat "$bare/out" >&2; stop "bangui-cli status on no socket ended with $code instead of 3."; }
# And the window opens, for as long as it is asked to.
code=0
inside timeout 10 bangui --data /tmp/window >"$bare/out" 2>&1 || code=$?
[ "$code" = 124 ] || [ "$code" = 0 ] || { cat "$bare/out" >&2; stop "bangui ended with $code."; }
echo "$(basename "$1"): installs and starts on a bare $PRETTY_NAME"
