#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# installer/run.sh [bangui arguments]
#
# Builds BanGUI and starts it, for example:  ./installer/run.sh --demo
# On Debian 12 or newer it offers to install the Debian packages that it needs (installer/packages.txt); elsewhere it says what
# is missing. Without a display it runs the demo in a virtual one, saves a picture of the window and prints its path.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=installer/functions.sh
. "$root/installer/functions.sh"

case ${1:-} in
    --help-run) sed -n 3,7p "$0"; exit 0 ;;
esac

headless=
if [ -z "${DISPLAY:-}" ] && [ -z "${WAYLAND_DISPLAY:-}" ] && [ -z "${QT_QPA_PLATFORM:-}" ]; then
    headless=1
fi
for argument in "$@"; do
    case $argument in --version|-v|--help|-h) headless= ;; esac
done

demo=$headless
for argument in "$@"; do
    [ "$argument" != --demo ] || demo=1
done

# --- what is needed -------------------------------------------------------------------------------------------------------

# found NAME VERSION WANTED: one line of the list for other systems; sets lacking.
found() {
    if [ -z "$2" ]; then
        say "  missing   $1 ($3)"; lacking=1
    elif ! at_least "${3%% *}" "$2"; then
        say "  too old   $1 $2 ($3)"; lacking=1
    else
        say "  found     $1 $2"
    fi
}

# header NAME VERSION: VERSION where the compiler finds this header (which version it is, the build says); else nothing.
header() {
    if printf '#if !__has_include(<%s>)\n#error\n#endif\n' "$1" | c++ -std=c++20 -fsyntax-only -x c++ - 2>/dev/null; then
        echo "$2"
    fi
}

check_other_system() {
    lacking=
    say "This is not Debian 12 or newer, so nothing can be installed for you. BanGUI needs:"
    found "CMake" "$(cmake --version 2>/dev/null | sed -n '1s/[^0-9]*\([0-9.]*\).*/\1/p')" "3.25 or newer"
    found "Ninja" "$(ninja --version 2>/dev/null || true)" "1.10 or newer"
    found "a C++20 compiler" "$(c++ -dumpfullversion -dumpversion 2>/dev/null || true)" "11 or newer: GCC 11 or Clang 14"
    qt=$( { qmake6 -query QT_VERSION || qtpaths6 --qt-version || qmake-qt6 -query QT_VERSION || pkg-config --modversion Qt6Core; } 2>/dev/null | head -n 1) || true
    found "Qt 6: Core, Network, Sql with SQLite, DBus, Widgets, Svg, LinguistTools" "$qt" "6.4 or newer, with its development files"
    found "tl-expected" "$(header tl/expected.hpp 1.0)" "1.0 or newer: header tl/expected.hpp"
    found "QtKeychain for Qt 6" "$(header qt6keychain/keychain.h 0.13)" "0.13 or newer: header qt6keychain/keychain.h"
    found "yaml-cpp" "$(header yaml-cpp/yaml.h 0.6)" "0.6 or newer: header yaml-cpp/yaml.h"
    if [ -n "$demo" ]; then
        found "Python for the demo" "$(python3 -c 'import platform; print(platform.python_version())' 2>/dev/null || true)" "3.9 or newer"
        if command -v fail2ban-server >/dev/null; then f2b=$(fail2ban-server -V 2>/dev/null || echo 0.11); else f2b=; fi
        found "fail2ban for the demo" "$f2b" "0.11 or newer; it need not run"
        if [ -n "$headless" ]; then
            for tool in Xvfb import; do
                if command -v "$tool" >/dev/null; then v=1; else v=; fi
                found "$tool" "$v" "1 or newer: to run without a display"
            done
        fi
    fi
    [ -z "$lacking" ] || stop "Install what is missing and start this again. Nothing was changed."
}

if is_debian_like; then
    sections="run build demo"
    [ -z "$headless" ] || sections="$sections picture"
    # shellcheck disable=SC2086 # several sections
    install_packages $sections
else
    check_other_system
fi

# --- a fail2ban for the demo, unpacked and never installed ----------------------------------------------------------------

package=$root/build/fail2ban-demo
download_fail2ban() {
    rm -rf "$package.new"
    mkdir -p "$package.new/deb" "$package.new/root"
    (cd "$package.new/deb" && apt-get -o APT::Sandbox::User="$(id -un)" download fail2ban) >"$package.log" 2>&1 || return 1
    dpkg -x "$package.new/deb/"fail2ban_*.deb "$package.new/root" && rm -rf "$package" && mv "$package.new/root" "$package" &&
        rm -rf "$package.new"
}
if [ ! -f "$package/usr/bin/fail2ban-server" ] && is_debian_like; then
    mkdir -p "$root/build"
    download_fail2ban || { as_root apt-get update >/dev/null 2>&1 </dev/null && download_fail2ban; } ||
        { [ -z "$demo" ] || command -v fail2ban-server >/dev/null ||
            stop "The demo's fail2ban could not be downloaded: $(tail -n 1 "$package.log")"; }
fi
if [ -f "$package/usr/bin/fail2ban-server" ]; then
    export BANGUI_DEMO_FAIL2BAN="$package"
fi

# --- build ----------------------------------------------------------------------------------------------------------------

cd "$root"
log=$root/build/release.log
mkdir -p build
say "Building BanGUI in build/release (the first time takes some minutes)."
if [ -t 2 ]; then
    { cmake --preset release >"$log" 2>&1 || { tail -n 30 "$log" >&2; stop "CMake could not configure the build: $log"; }; }
    cmake --build --preset release >&2 || stop "The build failed; the messages are above."
else
    { cmake --preset release && cmake --build --preset release; } >"$log" 2>&1 ||
        { tail -n 30 "$log" >&2; stop "The build failed: $log"; }
fi
bangui=$root/build/release/bin/bangui
[ -x "$bangui" ] || stop "The build made no $bangui."

# --- start ----------------------------------------------------------------------------------------------------------------

[ -n "$headless" ] || exec "$bangui" "$@"

say "There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): running the demo in a virtual one."
picture=${BANGUI_PICTURE:-$root/build/bangui-demo.png}
work=$(mktemp -d /tmp/bangui-run-XXXXXX)
xvfb='' app=''

# end PID SECONDS: asks, waits, insists.
end() {
    [ -n "$1" ] || return 0
    kill "$1" 2>/dev/null || return 0
    waited=0
    while kill -0 "$1" 2>/dev/null && [ "$waited" -lt "$(($2 * 10))" ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    kill -KILL "$1" 2>/dev/null || true
    wait "$1" 2>/dev/null || true
}
finish() {
    code=$?
    trap - EXIT INT TERM HUP
    end "$app" 6
    end "$xvfb" 3
    # The demo removes its own folder within 5 s of the window's end.
    waited=0
    while [ -n "$(ls -d "$work"/bangui-demo-* 2>/dev/null)" ] && [ "$waited" -lt 60 ]; do
        sleep 0.1
        waited=$((waited + 1))
    done
    [ "$waited" -lt 60 ] || say "The demo left something behind; removing it."
    rm -rf "$work" || true
    exit "$code"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

mkfifo "$work/display"
Xvfb -displayfd 3 -screen 0 "${BANGUI_SCREEN:-1440x900}x24" -nolisten tcp 3<>"$work/display" >"$work/xvfb.log" 2>&1 &
xvfb=$!
number=$(timeout 20 head -n 1 <"$work/display") || true
[ -n "$number" ] || { cat "$work/xvfb.log" >&2; stop "The virtual display did not start."; }

mkdir -m 700 "$work/run" "$work/home"
env -u WAYLAND_DISPLAY DISPLAY=":$number" QT_QPA_PLATFORM=xcb TMPDIR="$work" XDG_RUNTIME_DIR="$work/run" HOME="$work/home" \
    "$bangui" --demo >"$work/bangui.log" 2>&1 3>&- &
app=$!

# Live means: the demo's server has bans, and the window has had two looks at them.
has_bans() {
    for action_log in "$work"/bangui-demo-*/log/actions.log; do
        grep -qs '^ban ' "$action_log" && return 0
    done
    return 1
}
seconds=0
until has_bans; do
    kill -0 "$app" 2>/dev/null || { cat "$work/bangui.log" >&2; stop "BanGUI ended before its window was live."; }
    [ "$seconds" -lt 60 ] || { cat "$work/bangui.log" >&2; stop "The demo had no bans within 60 s."; }
    sleep 1
    seconds=$((seconds + 1))
done
sleep "${BANGUI_PICTURE_DELAY:-10}"
kill -0 "$app" 2>/dev/null || { cat "$work/bangui.log" >&2; stop "BanGUI ended before its picture was taken."; }
import -display ":$number" -window root "$work/picture.png" || stop "The picture could not be taken."
# No window manager runs there: what is left and right of the window is plain black.
convert "$work/picture.png" -trim +repage "$picture" 2>/dev/null || cp "$work/picture.png" "$picture"
colours=$(identify -format '%k' "$picture" 2>/dev/null || echo 0)
[ "$colours" -gt 16 ] || stop "The window stayed blank; see $picture."
say "A picture of the live window is in:"
echo "$picture"
