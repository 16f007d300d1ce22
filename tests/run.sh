#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/run.sh [ctest arguments]
#
# Installs what the tests need (Debian packages of installer/packages.txt, only where some are missing), builds everything under
# AddressSanitizer and UBSan with warnings as errors and assertions on, runs all tests, and the fuzzers for 20 s. With
# arguments: the tests that they choose, built as a developer builds, without sanitizers, for example  tests/run.sh -R wire
# Ends with ctest's own summary; a failure in any stage is a failure of the whole.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=installer/functions.sh
. "$root/installer/functions.sh"
case ${1:-} in -h|--help) sed -n 3,8p "$0"; exit 0 ;; esac
cd "$root"
mkdir -p build
# So that another clone of the same sources finds what this one has compiled.
export CCACHE_BASEDIR="$root" CCACHE_NOHASHDIR=1
exec </dev/null

begin=$(date +%s)
failed=

stage() {
    now=$(($(date +%s) - begin))
    printf '\n== %02d:%02d  %s\n' $((now / 60)) $((now % 60)) "$*"
}

failure() {
    failed="$failed
   $1"
    say "FAILED: $1"
}

# quietly LOG COMMAND...: shows the end of the log only when the command fails.
quietly() {
    log=$1; shift
    "$@" >"$log" 2>&1 || { grep -E 'error|FAILED|CMake Error' "$log" | head -n 40 >&2; tail -n 30 "$log" >&2; return 1; }
}

if is_debian_like; then
    stage "packages"
    install_packages run build demo test package
else
    say "This is not Debian 12 or newer: the tests use what is installed."
fi

stage "fail2ban 1.0.2 and 1.1.0, unpacked and not installed"
tests/support/fetch_fail2ban.sh build/fail2ban

# Tests wait more than they compute: the jobs are more than the processors.
jobs=$((2 * $(nproc 2>/dev/null || echo 2) + 1))
[ "$jobs" -le 6 ] || jobs=6

if [ $# -gt 0 ]; then
    stage "build for developers: warnings are errors, assertions on"
    quietly build/dev.log cmake --preset dev || stop "CMake could not configure preset dev: build/dev.log"
    quietly build/dev-build.log cmake --build --preset dev || stop "Preset dev does not build: build/dev-build.log"
    stage "tests"
    exec ctest --test-dir build/dev -j "$jobs" --output-on-failure --no-tests=error "$@"
fi

stage "build with sanitizers: warnings are errors, assertions on"
quietly build/asan.log cmake --preset asan || stop "CMake could not configure preset asan: build/asan.log"
quietly build/asan-build.log cmake --build --preset asan || stop "Preset asan does not build: build/asan-build.log"

stage "all tests, and meanwhile the fuzzers, built and run for 20 s"
quietly build/fuzz.log nice -n 10 tests/fuzz/run.sh 20 &
fuzzing=$!
trap 'kill "$fuzzing" 2>/dev/null' INT TERM EXIT
code=0
ctest --test-dir build/asan -j "$jobs" --output-on-failure --no-tests=error >build/asan-test.log 2>&1 || code=$?
wait "$fuzzing" || failure "fuzzing: build/fuzz.log"
trap - INT TERM EXIT
tail -n 3 build/fuzz.log | sed 's/^/   /'

stage "all tests, as they went"
[ -z "$failed" ] || { say "Failed besides:$failed"; code=1; }
cat build/asan-test.log
exit "$code"
