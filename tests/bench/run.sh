#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# tests/bench/run.sh [NAME...]: builds the benchmarks as a user gets BanGUI (release) and runs them one by one on an otherwise idle
# machine. Each prints JSON and text with ratios against something measured in the same run.
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
cd "$root"
[ -d build/fail2ban ] || tests/support/fetch_fail2ban.sh build/fail2ban
programs=${*:-"bench_decode bench_config bench_config_page bench_client bench_bans_model bench_startup bench_probe bench_fleet bench_tunnel"}
cmake --preset bench >/dev/null
targets=$programs
case $programs in *bench_startup*) targets="$programs bare_window first_paint" ;; esac
# shellcheck disable=SC2086 # a list of names
ninja -C build/bench $targets >/dev/null
for name in $programs; do
    printf '== %s\n' "$name"
    "build/bench/bin/$name"
done
