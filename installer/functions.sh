# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# What installer/run.sh and tests/run.sh share; read with "." after `root` is set to the repository.
: "${root:?}"

say() { echo "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

# section_packages SECTION...: the packages of packages.txt, one a line.
section_packages() {
    for section in "$@"; do
        awk -v wanted="[$section]" '
            { sub(/#.*/, ""); gsub(/[[:space:]]/, "") }
            /^\[/ { inside = ($0 == wanted); next }
            inside && $0 != ""' "$root/installer/packages.txt"
    done | sort -u
}

# missing_packages SECTION...: those that are not installed, in one line.
missing_packages() {
    section_packages "$@" | while read -r package; do
        dpkg-query -W -f='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || echo "$package"
    done | tr '\n' ' '
}

# How to become root for apt-get: nothing, sudo, or not at all (1).
as_root() {
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    elif [ -t 0 ] && command -v sudo >/dev/null; then
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    else
        return 1
    fi
}

# install_packages SECTION...: installs what is missing; asks once where somebody can answer.
install_packages() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    say "These Debian packages are needed and not installed:"
    say "  $missing"
    if [ -t 0 ] && [ -z "${CI:-}" ]; then
        printf 'Install them now with apt-get? [Y/n] ' >&2
        read -r answer || answer=n
        case $answer in
            ''|[yYjJ]*) ;;
            *) stop "Nothing was installed. When you want to: apt-get install --no-install-recommends $missing" ;;
        esac
    fi
    log=$(mktemp)
    # Somebody else's source that cannot be read is no reason to give up: whether the packages come is what counts.
    as_root apt-get update >"$log" 2>&1 </dev/null || true
    # shellcheck disable=SC2086 # one word for each package
    if as_root apt-get install -y --no-install-recommends $missing >>"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    stop "They could not be installed. As root: apt-get update && apt-get install --no-install-recommends $missing"
}

# Debian 12 or newer, or a relative of it that has all packages under the same names.
is_debian_like() {
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null && [ -r "${BANGUI_OS_RELEASE:-/etc/os-release}" ] || return 1
    (
        # shellcheck disable=SC1090,SC1091
        . "${BANGUI_OS_RELEASE:-/etc/os-release}"
        case ${ID:-} in
            debian) [ "${VERSION_ID:-99}" -ge 12 ] ;;
            *) case " ${ID_LIKE:-} " in *" debian "*|*" ubuntu "*) true ;; *) false ;; esac ;;
        esac
    )
}

# at_least WANTED FOUND: compares versions of digits and dots.
at_least() {
    [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]
}
