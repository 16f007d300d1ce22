#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# installer/check.sh BUILD
#
# Checks what the package carries (desktop file, AppStream metainfo, manual pages), then makes the deb of that build folder
# and checks it with lintian (whose errors fail), its dependencies and its contents.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=installer/functions.sh
. "$root/installer/functions.sh"
[ $# -ge 1 ] || { sed -n 3,6p "$0"; exit 2; }
build=$(cd "$1" && pwd)
id=org.bangui.BanGUI
cd "$root/installer"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for tool in desktop-file-validate appstreamcli man lintian dpkg-deb; do
    command -v "$tool" >/dev/null || stop "$tool is missing; tests/run.sh installs it (packages.txt, [package])."
done

desktop-file-validate $id.desktop
appstreamcli validate --no-net $id.metainfo.xml
for page in man/*.1; do
    complaints=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=100 man --warnings -l "$page" 2>&1 >/dev/null)
    [ -z "$complaints" ] || stop "$page: $complaints"
done
version=$(sed -n 's/^project(BanGUI VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")
grep -q "<release version=\"$version\"" $id.metainfo.xml || stop "The metainfo has no release $version."
for page in man/*.1; do
    grep -q "\"BanGUI $version\"" "$page" || stop "$page is not about version $version."
done
for program in bangui bangui-cli; do
    [ -x "$build/bin/$program" ] || stop "$build/bin/$program is not built."
    QT_QPA_PLATFORM=offscreen timeout 30 "$build/bin/$program" --help >"$work/help" || stop "$program --help failed."
    sed 's/\\-/-/g' "man/$program.1" >"$work/man"
    grep -oE -- '(^|[ ,|[])--[a-z][a-z-]*' "$work/help" | grep -oE -- '--[a-z-]+' | sort -u | while read -r option; do
        grep -q -- "$option" "$work/man" || stop "man/$program.1 does not tell of $option."
    done
done
echo "desktop file, metainfo and manual pages: good"

(cd "$build" && cpack -G DEB -B "$work") >"$work/cpack.log" 2>&1 || { cat "$work/cpack.log" >&2; stop "cpack failed."; }
deb=$(echo "$work"/bangui_*.deb)
[ -f "$deb" ] || stop "cpack made no package."

lintian --allow-root --fail-on error --tag-display-limit 0 "$deb" || stop "lintian found errors."
field() { dpkg-deb -f "$deb" "$1"; }
for package in $(section_packages run); do
    field Depends | grep -qw -- "$package" || stop "The deb does not depend on $package."
done
field Depends | grep -qw fail2ban && stop "The deb may only suggest fail2ban."
field Recommends | grep -qw fail2ban && stop "The deb may only suggest fail2ban."
field Suggests | grep -qw fail2ban || stop "The deb does not suggest fail2ban."
dpkg-deb --fsys-tarfile "$deb" | tar -t >"$work/files"
for file in bin/bangui bin/bangui-cli share/applications/$id.desktop share/metainfo/$id.metainfo.xml \
    share/icons/hicolor/scalable/apps/$id.svg share/man/man1/bangui.1.gz share/man/man1/bangui-cli.1.gz \
    share/bangui/demo/bangui_demo.py share/doc/bangui/copyright share/doc/bangui/changelog.Debian.gz; do
    grep -qx "./usr/$file" "$work/files" || stop "The deb lacks /usr/$file."
done
echo "$(basename "$deb"): good"
[ -z "${BANGUI_KEEP_DEB:-}" ] || cp "$deb" "$BANGUI_KEEP_DEB"
