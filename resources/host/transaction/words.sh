#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The server's side of a change to fail2ban's configuration: words, daemon, state, bans, restore, hook, begin, steps, rescue,
# canary and watch.sh, sent as one text in that order. POSIX shell (dash, busybox, bash) and what both coreutils and busybox
# have. Nothing is installed: "begin" gets this text on standard input, and a copy of it lives with the change.
#
#   sh -c 'script=$(cat); eval "$script"' sh begin FOLDER KEY=VALUE...    (this text on standard input)
#   sh FOLDER/transaction.sh VERB FOLDER ARGUMENTS...
#
# FOLDER (its last part is the id) holds everything that taking the change back needs. It is gone when the change is over.
#   param, jails, jails.before, jails.absent, actions/, settings/, files/N/{path,old,oldsum,ours}   what was, and how the daemon is reached
#   reban, reban.new, bans/  where fail2ban has no database: the bans that it lifts, to be set again (bans.sh)
#   deadline         seconds since boot (/proc/uptime: no clock can be set over it) at which the change is taken back
#   decision         "confirmed" or "rolledback". Made by link(2): there is one winner, and its name is in it at once
#   step.PID         a step that changes something. It sets this flag first and looks for the decision then; a rollback decides
#                    first and looks for flags then. So one always sees the other, and no step acts after a decision.
#   canary           "ADDRESS JAIL" while that is banned to see whether it is: whoever ends the change lifts it
#   performer.N      who carries the rollback out; where that process died, N + 1 may
#   outcome          how it ended
# Beside each file that is changed lies a whole copy of its old bytes: taking back is a rename and needs no room on the disk.
#
# One change at a time per daemon: lock.HASH beside FOLDER, a link to FOLDER/owner, so that it names its owner at once, too.
# The dead-man is this script's "watch", started by "begin" already: a change that is never armed clears itself away.
# "arm" adds a systemd timer where there is systemd (a session's processes may be ended with it), and a boot hook, since
# neither survives a reboot, which a written file does.
#
# Verbs: begin arm armed extend write apply canary restart revive confirm disarm rollback status list cleanup; before there is a FOLDER: place and
# find, with the daemon's socket in its stead; inner ones: watch, asking, sweep, boot.
# Each may be repeated. Each answers one line "bangui 1 VERB WORD KEY=VALUE...", values with other than plain characters as
# hex:DIGITS ("list": a line per change and one at the end). Exit codes: 0 done, 2 wrong arguments, 3 the other side has
# decided, 4 somebody else's change is open, 5 a file is not what it was, 6 no such change, 7 disk, 8 fail2ban refused,
# 9 not armed, 10 taken back, but not as it was.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317
set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:/run/current-system/sw/bin:/command
LC_ALL=C
export PATH LC_ALL
unset IFS CDPATH ENV BASH_ENV
cd / || exit 2
NL='
'

encode() {
    case $1 in
        '' | hex:* | *[!A-Za-z0-9._/:,@+-]*) ENCODED=hex:$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n') ;;
        *) ENCODED=$1 ;;
    esac
}

answer() { # WORD [KEY VALUE]...
    line="bangui 1 $VERB $1"
    shift
    while [ $# -ge 2 ]; do
        encode "$2"
        line="$line $1=$ENCODED"
        shift 2
    done
    printf '%s\n' "$line"
}

refuse() { # CODE WORD [KEY VALUE]...
    code=$1
    shift
    answer "$@"
    exit "$code"
}

now() {
    read -r NOW rest </proc/uptime
    NOW=${NOW%%.*}
}

# Sets APART, which nobody can know before it is used: where a folder belongs to another user, a name that he can guess is
# a link of his.
name_apart() { APART=$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n'); }

# A folder of our own in that of REAL, and into it: what is made in there nobody else can replace. Needed since a copy made
# under a name is written to under that name: busybox 1.35's "cp -a" sets owner and mode by it, after it has been written.
# Whoever owns REAL's folder can move ours away, or have us enter another one instead, which is seen then. 1: no room; 5: that.
enter_pen() {
    name_apart
    PEN=$STAGE.$APART.d
    mkdir "$PEN" 2>/dev/null || return 1
    if cd -P "$PEN" 2>/dev/null && [ "$(readlink /proc/self/cwd)" = "$PEN" ] && [ -O . ] && [ -z "$(ls -A)" ] &&
        chmod u+rwx,go-rwx . && [ -z "$(ls -A)" ]; then # an access list of the folder is its, too, until here
        return 0
    fi
    cd /
    clear_pen "$PEN"
    return 5
}

leave_pen() {
    rm -f ./bangui-copy
    cd /
    clear_pen "$PEN"
}

# Under a name that may be another's: hence no "rm -r".
clear_pen() {
    rm -f "$1/bangui-copy"
    rmdir "$1" 2>/dev/null
}

clear_pens() {
    for pen in "$STAGE".*.d; do
        [ ! -d "$pen" ] || clear_pen "$pen"
    done
}

# The old file of FOLDER, whole, with owner, mode, label and access list, in the place of TO.
put_old() ( # FOLDER TO
    enter_pen || exit 1
    trap leave_pen EXIT
    cp -a "$1/old" bangui-copy 2>/dev/null && cmp -s "$1/old" bangui-copy || exit 1
    flush bangui-copy
    [ ! -L "$2" ] || rm -f "$2" # to a folder it would lead into that
    mv -f bangui-copy "$2"
)

nap() { sleep 0.1 2>/dev/null || sleep 1; }

is_number() { # an uptime has nine digits after three years
    case $1 in '' | *[!0-9]* | ?????????????* | 0?*) return 1 ;; esac
}

# Sets START, which tells two processes of one pid apart; false where it is gone or a zombie.
start_of() {
    START=
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    stat=${stat##*) }
    set -- $stat
    [ $# -ge 20 ] || return 1
    case $1 in Z | X | x) return 1 ;; esac
    shift 19
    START=$1
}

# FILE holds "PID START" of a process that lives; sets PID.
lives() {
    PID=0
    began=
    { read -r PID began <"$1"; } 2>/dev/null || return 1
    is_number "$PID" && start_of "$PID" && [ "$START" = "$began" ]
}

sum_of() { # sets SUM
    if [ -e "$1" ] || [ -L "$1" ]; then
        SUM=$(sha256sum <"$1" 2>/dev/null) || SUM=unreadable
        SUM=${SUM%% *}
    else
        SUM=absent
    fi
}

flush() {
    for flushed in "$@"; do
        [ ! -e "$flushed" ] || sync "$flushed" 2>/dev/null || sync
    done
}

put() { # FILE TEXT: whole or not at all
    { printf '%s\n' "$2" >"$1.$$" && mv -f "$1.$$" "$1"; } 2>/dev/null && return 0
    rm -rf "$1.$$" "$T/spare"
    { printf '%s\n' "$2" >"$1.$$" && mv -f "$1.$$" "$1"; } 2>/dev/null
}

# An empty FILE. Not ": >FILE": where that cannot be made, POSIX has the shell end there, "||" or not, since ":" is a special
# built-in; a watcher would be gone just when it is needed.
mark() { # FILE
    { true >"$1"; } 2>/dev/null && return 0
    rm -rf "$T/spare"
    { true >"$1"; } 2>/dev/null
}

# Room for what is written where there is none any more: bytes, and files, since a disk has a number of these (tmpfs counts a
# link as one, too).
make_spare() {
    mkdir "$T/spare" && head -c 65536 /dev/zero >"$T/spare/room" || return 1
    for spare in 1 2 3 4 5 6 7 8 9 10 11 12; do
        mark "$T/spare/$spare" || return 1
    done
}

first_line() { # FILE; sets LINE, empty where there is none
    LINE=
    { IFS= read -r LINE <"$1"; } 2>/dev/null || :
}
