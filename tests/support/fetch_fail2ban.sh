#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# fetch_fail2ban.sh [--only VERSION] [DEST]
#
# Unpacks fail2ban's Debian packages below DEST (default: build/fail2ban of this repository) without installing them, since
# an installed one would switch on a firewall service on the workstation:
#   DEST/1.0.2   Debian 12's package        DEST/1.1.0   Debian 13's package
# A version runs as  PYTHONPATH=DEST/V/usr/lib/python3/dist-packages /usr/bin/python3 DEST/V/usr/bin/fail2ban-client
# Quick when they are there already; several at once wait for each other. Needs apt and python3, but not root: a version
# that the machine's own release does not offer comes through a private source list made from the machine's own mirror.
set -eu

only=
case ${1:-} in
    --only) only=$2; shift 2 ;;
    -h|--help) sed -n 3,10p "$0"; exit 0 ;;
esac
here=$(cd "$(dirname "$0")" && pwd)
dest=${1:-$here/../../build/fail2ban}
mkdir -p "$dest"
dest=$(cd "$dest" && pwd)
log=$dest/fetch.log
python=/usr/bin/python3

fail() {
    echo "fetch_fail2ban: $*" >&2
    [ ! -s "$log" ] || { echo "The last lines of $log:" >&2; tail -n 15 "$log" >&2; }
    exit 1
}

# The version that an unpacked package reports of itself, or nothing.
reported() {
    PYTHONDONTWRITEBYTECODE=1 PYTHONPATH="$1/usr/lib/python3/dist-packages" \
        "$python" "$1/usr/bin/fail2ban-client" -V 2>>"$log" || true
}

is_there() {
    [ -f "$dest/$1/.complete" ] && [ -f "$dest/$1/usr/bin/fail2ban-client" ]
}

wanted=
for version in 1.0.2 1.1.0; do
    if [ -z "$only" ] || [ "$only" = "$version" ]; then
        is_there "$version" || wanted="$wanted $version"
    fi
done
[ -n "$wanted" ] || exit 0

command -v apt-get >/dev/null || fail "this needs apt-get: fail2ban comes from Debian's packages."
[ -x "$python" ] || fail "this needs python3 (apt-get install python3)."

exec 9>"$dest/.lock"
flock 9
: >"$log"

# Where this machine gets Debian itself from: an address that ends in /debian, else the first one that names it.
mirror() {
    sources >"$dest/.sources"
    { grep '/debian/*$' "$dest/.sources" || grep debian "$dest/.sources" | grep -v security || true; } | head -n 1
}

sources() {
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$file" ] || awk '
            function stanza_ends() { if (uris != "" && debian) print uris; uris = ""; debian = 0 }
            /^#/ { next }
            /^[[:space:]]*$/ { stanza_ends(); next }
            tolower($1) == "uris:" { uris = $2 }
            tolower($1) == "components:" { for (i = 2; i <= NF; i++) if ($i == "main") debian = 1 }
            END { stanza_ends() }' "$file"
    done
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -f "$file" ] || sed -n 's/^deb[[:space:]]\{1,\}\(\[[^]]*\][[:space:]]*\)\{0,1\}\([^[:space:]]*\)[[:space:]].*/\2/p' "$file"
    done
}

# apt with lists and cache of its own for one release: the machine's own state is neither read nor changed.
private_apt() {
    suite=$1; shift
    apt-get -o APT::Sandbox::User="$(id -un)" -o APT::Get::List-Cleanup=false \
        -o Dir::Etc::sourcelist="$dest/.apt/$suite.list" -o Dir::Etc::sourceparts=/dev/null \
        -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
        -o Dir::State="$dest/.apt/state-$suite" -o Dir::State::lists="$dest/.apt/lists-$suite" \
        -o Dir::State::status="$dest/.apt/status" -o Dir::Cache="$dest/.apt/cache-$suite" \
        -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false \
        -o Acquire::Retries=3 -o Debug::NoLocking=1 "$@" >>"$log" 2>&1
}

download_private() {
    uri=$(mirror)
    [ -n "$uri" ] || fail "found no Debian mirror in /etc/apt/sources.list or sources.list.d."
    keyring=/usr/share/keyrings/debian-archive-keyring.gpg
    [ -f "$keyring" ] || fail "this needs the package debian-archive-keyring."
    mkdir -p "$dest/.apt/state-$1" "$dest/.apt/lists-$1/partial" "$dest/.apt/cache-$1/archives/partial"
    : >"$dest/.apt/status"
    echo "deb [signed-by=$keyring] $uri $1 main" >"$dest/.apt/$1.list"
    private_apt "$1" update || fail "could not read the package list of Debian $1."
    private_apt "$1" download fail2ban || fail "could not download fail2ban of Debian $1."
    rm -rf "$dest/.apt/lists-$1" "$dest/.apt/cache-$1" "$dest/.apt/state-$1"
}

fetch() {
    version=$1 suite=$2
    rm -rf "$dest/.new"
    mkdir -p "$dest/.new/deb" "$dest/.new/root"
    cd "$dest/.new/deb"
    candidate=$(apt-cache policy fail2ban 2>/dev/null | sed -n 's/^ *Candidate: *//p')
    case $candidate in
        "$version"-*)
            apt-get -o APT::Sandbox::User="$(id -un)" download fail2ban >>"$log" 2>&1 || download_private "$suite" ;;
        *) download_private "$suite" ;;
    esac
    set -- fail2ban_"$version"-*.deb
    [ -f "$1" ] || fail "the package that came is not fail2ban $version."
    dpkg -x "$1" "$dest/.new/root"
    cd "$dest"
    said=$(reported "$dest/.new/root")
    [ "$said" = "$version" ] || fail "fail2ban $version was unpacked but calls itself '$said'."
    rm -rf "${dest:?}/$version"
    mv "$dest/.new/root" "$dest/$version"
    # As the package does when it is installed: else every start of it compiles what it imports.
    "$python" -m compileall -q "$dest/$version/usr/lib/python3/dist-packages/fail2ban" >>"$log" 2>&1 || true
    : >"$dest/$version/.complete"
    rm -rf "$dest/.new"
}

for version in $wanted; do
    is_there "$version" && continue
    case $version in
        1.0.2) fetch 1.0.2 bookworm ;;
        1.1.0) fetch 1.1.0 trixie ;;
    esac
done
rm -rf "$dest/.apt" "$dest/.sources"
