#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/fuzz/run.sh [seconds]
#
# Builds the fuzz preset (clang, AddressSanitizer, UBSan) and attacks the decoder, with the recorded conversations as its
# corpus, the reader of logs, with lines of every kind, and the reader and editor of configuration files, with fail2ban's
# own, side by side: the decoder for so many seconds (60), the other two for a sixth of them. Ends with 0 when nothing was
# found; 0 seconds: builds them only; a finding is left in build/fuzz/findings and ends with 1.
# For a long run:  tests/fuzz/run.sh 28800   (what it learns is kept in build/fuzz and used by the next run)
set -eu

seconds=${1:-60}
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${BANGUI_FUZZ_BUILD:-$root/build/fuzz}
cd "$root"

mkdir -p "$build"
cmake --preset fuzz -B "$build" >"$build/configure.log" 2>&1 || { tail -n 20 "$build/configure.log" >&2; exit 2; }
cmake --build "$build" --target fuzz_decoder fuzz_log fuzz_config >"$build/build.log" 2>&1 || { grep -E 'error|FAILED' "$build/build.log" >&2; exit 2; }

[ "$seconds" -gt 0 ] || exit 0

/usr/bin/python3 -I tests/fuzz/make_corpus.py "$build/seeds" "$build/seeds_log" "$build/seeds_config"
mkdir -p "$build/corpus" "$build/corpus_log" "$build/corpus_config" "$build/findings"
rm -f "$build"/findings/*
export ASAN_OPTIONS=detect_leaks=1:allocator_may_return_null=1 UBSAN_OPTIONS=print_stacktrace=1

# attack PROGRAM CORPUS SEEDS SECONDS
attack() {
    if "$build/bin/$1" -max_total_time="$4" -timeout=10 -rss_limit_mb=2048 -max_len=65536 -print_final_stats=1 \
        -artifact_prefix="$build/findings/$1-" "$build/$2" "$build/$3" >"$build/$1.log" 2>&1; then
        grep -E '^stat::number_of_executed_units|^stat::average_exec_per_sec' "$build/$1.log" || true
        echo "$1: nothing found in $4 s"
    else
        tail -n 60 "$build/$1.log" >&2
        echo "$1: FOUND something: $(ls "$build/findings")" >&2
        return 1
    fi
}

found=0
attack fuzz_decoder corpus seeds "$seconds" &
decoder=$!
attack fuzz_config corpus_config seeds_config $((seconds / 6 + 1)) &
config=$!
attack fuzz_log corpus_log seeds_log $((seconds / 6 + 1)) || found=1
wait "$decoder" || found=1
wait "$config" || found=1
exit $found
