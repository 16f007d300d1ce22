#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The scripts of the first minute: clean by shellcheck, honest on a system that is not Debian, right about packages.
set -eu

root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong() { echo "test_scripts: $*" >&2; exit 1; }

cd "$root"
git ls-files -c -o --exclude-standard '*.sh' .ci/run | while read -r script; do
    [ ! -f "$script" ] || shellcheck -x "$script" || wrong "shellcheck finds fault with $script"
    [ ! -f "$script" ] || [ "$script" = installer/functions.sh ] || [ -x "$script" ] || wrong "$script is not executable"
done

# packages.txt: every section is there, every package exists in this Debian, and the demo never asks for fail2ban itself.
# shellcheck source=installer/functions.sh
. "$root/installer/functions.sh"
for section in run recommended suggested build demo picture test package; do
    [ -n "$(section_packages $section)" ] || wrong "packages.txt has nothing in [$section]"
done
[ "$(section_packages suggested)" = fail2ban ] || wrong "fail2ban has to be suggested, and alone"
section_packages run recommended build demo picture test package | grep -qx fail2ban && wrong "fail2ban would be installed"
[ -z "$(section_packages nosuch)" ] || wrong "an unknown section has packages"
section_packages build | grep -q '[# |]' && wrong "comments get into the package list"
at_least 3.25 3.25.1 || wrong "3.25.1 is not at least 3.25"
at_least 3.25 3.9 && wrong "3.9 is at least 3.25"

# Another system: a list of what is missing, exit code 1, nothing built.
mkdir "$work/bin"
for tool in sh dirname id sed sort head cat mktemp grep awk tr; do
    ln -s "$(command -v $tool)" "$work/bin/$tool"
done
printf 'ID=fedora\nVERSION_ID=40\n' >"$work/os-release"
code=0
said=$(env -i PATH="$work/bin" BANGUI_OS_RELEASE="$work/os-release" DISPLAY=:0 "$work/bin/sh" "$root/installer/run.sh" --demo 2>&1 </dev/null) || code=$?
[ "$code" = 1 ] || wrong "run.sh ended with $code on another system: $said"
for word in 'missing   CMake' 'missing   Ninja' 'missing   a C++20 compiler' 'missing   Qt 6' 'missing   tl-expected' \
    'missing   QtKeychain' 'missing   yaml-cpp' \
    'missing   Python' 'missing   fail2ban' 'Nothing was changed'; do
    case $said in *"$word"*) ;; *) wrong "run.sh does not say '$word': $said" ;; esac
done

# What is there but too old is told apart from what is not.
printf '#!/bin/sh\necho "cmake version 3.18.4"\n' >"$work/bin/cmake"
chmod +x "$work/bin/cmake"
said=$(env -i PATH="$work/bin" BANGUI_OS_RELEASE="$work/os-release" DISPLAY=:0 "$work/bin/sh" "$root/installer/run.sh" 2>&1 </dev/null) || true
case $said in *"too old   CMake 3.18.4"*) ;; *) wrong "an old CMake is not named: $said" ;; esac
case $said in *Python*) wrong "without --demo there is no need for Python" ;; esac

# Without root, sudo or a terminal: the command to give, and nothing installed.
printf '#!/bin/sh\nexit 1\n' | tee "$work/bin/dpkg-query" "$work/bin/apt-get" >"$work/bin/sudo"
printf '#!/bin/sh\necho 1000\n' >"$work/new-id"
rm "$work/bin/id" && mv "$work/new-id" "$work/bin/id"
chmod +x "$work/bin/"*
printf 'ID=debian\nVERSION_ID=12\n' >"$work/os-release"
code=0
ln -s "$(command -v env)" "$work/bin/env"; ln -s "$(command -v tail)" "$work/bin/tail"; ln -s "$(command -v rm)" "$work/bin/rm"
said=$(env -i PATH="$work/bin" BANGUI_OS_RELEASE="$work/os-release" DISPLAY=:0 "$work/bin/sh" "$root/installer/run.sh" 2>&1 </dev/null) || code=$?
[ "$code" = 1 ] || wrong "run.sh ended with $code where it cannot install: $said"
case $said in *"As root: apt-get update && apt-get install --no-install-recommends"*qt6-base-dev*) ;; *) wrong "no command is given: $said" ;; esac
echo "scripts: good"
