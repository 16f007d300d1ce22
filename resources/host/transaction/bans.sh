#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The bans of a daemon that has no database to make them again from. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317
#
# A jail that is restarted, or ends, lifts its bans, and so does a daemon that dies. With a database fail2ban makes them
# again by itself; without one they are kept here and set again:
#   bans/N         of line N of jails.before: the process whose bans they are, then "END TAB ADDRESS" lines
#   bans/N.lifted  from just before what lifts them until all of them stand again
#   bans/memory    its database is in its memory: a restarted jail has its bans from there, a new process has not
# They are taken at the begin, for the case that the daemon dies, and again immediately before each reload and restart.
# Which of them count:
#   - the newest list of the same process, alone: what somebody has lifted since an older one stays lifted;
#   - where N.lifted is there still, or the process is another, what is missing from the newest one was not lifted by
#     anybody but by us, or with the process: then both lists count. What was lifted by hand and what ended with the
#     process cannot be told apart there, and comes back.
# A ban whose time was over meanwhile is not set again. One that is set again is a new one: for the whole ban time of its
# jail, since nobody can tell fail2ban what is left of it, and an action that does not report restored bans ("norestored")
# would report it once more. So only jails without such actions are in these two lists:
#   reban          by their actions as they were before the change: those that a rollback brings back
#   reban.new      by their actions with the change
TAB='	'

list_bans() { # JAIL FILE
    ask get "$1" banip --with-time || return 1
    sed -n "s/^\(.*\) $TAB.* = \([0-9-]* [0-9:]*\)\$/\2$TAB\1/p" "$T/out.$$" >"$2"
}

# The daemon as it is now, in a word; none, where it cannot be told.
name_process() { # sets PROCESS
    PROCESS=none
    ! find_daemon || PROCESS="$PID $START"
}

# At the begin, with jails.before.
begin_bans() {
    [ -s "$T/reban" ] || [ -s "$T/reban.new" ] || return 0
    ask get dbfile || return 0
    kind=
    ! grep -q 'Database currently disabled' "$T/out.$$" || kind=none
    ! grep -qxF -e '`- :memory:' "$T/out.$$" || kind=memory
    [ -n "$kind" ] || return 0
    mkdir "$T/bans" || return 1
    [ $kind = none ] || mark "$T/bans/memory" || return 1
    now
    until=$((NOW + P_patience))
    name_process
    number=0
    while IFS= read -r jail <&5; do
        number=$((number + 1))
        now
        # One that is not reached any more has its list before its reload.
        [ "$NOW" -lt "$until" ] || return 0
        keep_bans_of $number "$jail" || {
            [ ! -e "$T/bans/full" ] || return 1
            # Before 0.11 it does not tell them so. One that is only slow is asked again.
            ! grep -qE 'Invalid command|--with-time' "$T/out.$$" || {
                rm -rf "$T/bans"
                return 0
            }
        }
    done 5<"$T/jails.before"
}

is_kept() { # JAIL: in one of the two lists
    grep -qxF -e "$1" "$T/reban" "$T/reban.new"
}

keep_bans_of() { # NUMBER JAIL; PROCESS is set
    is_kept "$2" || return 0
    list_bans "$2" "$T/bans/new.$$" || return 1
    first_line "$T/bans/$1"
    older=/dev/null
    [ -z "$LINE" ] || { [ "$LINE" = "$PROCESS" ] && [ ! -e "$T/bans/$1.lifted" ]; } || older=$T/bans/$1
    { printf '%s\n' "$PROCESS" && cat "$T/bans/new.$$" && sed 1d "$older"; } >"$T/bans/whole.$$" &&
        mv -f "$T/bans/whole.$$" "$T/bans/$1" || {
        rm -f "$T/bans/whole.$$" "$T/bans/new.$$"
        mark "$T/bans/full"
        return 1
    }
    rm -f "$T/bans/new.$$" "$T/bans/full"
}

# Immediately before the jails of that FILE are reloaded, or ended: false where the bans of one that runs cannot be kept.
keep_bans() { # FILE
    [ -d "$T/bans" ] || return 0
    jails_now "$T/jails.now" || {
        lift_all_bans
        return 1
    }
    name_process
    number=0 unkept=0
    while IFS= read -r jail <&5; do
        number=$((number + 1))
        # Of one that does not run, or whose daemon was another, they are gone already.
        first_line "$T/bans/$number"
        if [ -n "$LINE" ] && { [ "$LINE" != "$PROCESS" ] || ! grep -qxF -e "$jail" "$T/jails.now"; }; then
            [ -e "$T/bans/memory" ] && [ "$LINE" = "$PROCESS" ] || mark "$T/bans/$number.lifted"
        fi
        grep -qxF -e "$jail" "$1" && grep -qxF -e "$jail" "$T/jails.now" || continue
        keep_bans_of $number "$jail" || unkept=1
        # From here on they may be lifted.
        [ -e "$T/bans/memory" ] || ! is_kept "$jail" || mark "$T/bans/$number.lifted" || unkept=1
    done 5<"$T/jails.before"
    return $unkept
}

# The daemon is about to end, or has ended: with it the bans of all.
lift_all_bans() {
    [ -d "$T/bans" ] || return 0
    for list in "$T"/bans/*; do
        case ${list##*/} in *[!0-9]*) ;; *) mark "$list.lifted" ;; esac
    done
}

# Sets again what is missing of N, within the time; sets LEFT to how many are missing then.
set_bans_of() { # NUMBER JAIL UNTIL
    LEFT=$(sed 1d "$T/bans/$1" | grep -c .)
    [ "$LEFT" != 0 ] || return 0
    chunk=20 passes=0
    while :; do
        until list_bans "$2" "$T/bans/has.$$"; do # it may be busy with those that it was told
            now
            [ "$NOW" -lt "$3" ] || return 1
            fence
            nap
        done
        # As the daemon tells the time.
        zone=
        ! find_daemon || zone=$(tr '\0' '\n' <"/proc/$PID/environ" 2>/dev/null | sed -n 's/^TZ=//p' | head -n 1)
        stamp=$([ -z "$zone" ] || export TZ="$zone"; date '+%Y-%m-%d %H:%M:%S')
        # In the order of their ends, from the time that it is now; then those that it has not.
        { printf '\n%s\n' "$stamp$TAB" && sed 1d "$T/bans/$1"; } | sort | sed "1,/^$stamp$TAB\$/d;s/^[^$TAB]*$TAB//" | sort -u >"$T/bans/owed.$$"
        sed "s/^[^$TAB]*$TAB//" "$T/bans/has.$$" | sort -u >"$T/bans/had.$$"
        sort "$T/bans/had.$$" "$T/bans/had.$$" "$T/bans/owed.$$" | uniq -u >"$T/bans/owed.new.$$" || return 1
        left_before=$LEFT
        LEFT=$(grep -c . "$T/bans/owed.new.$$")
        [ "$LEFT" != 0 ] || return 0
        now
        [ "$NOW" -lt "$3" ] || return 1
        # Told twice without any effect: no daemon that would do it.
        if [ $passes = 0 ] || [ "$LEFT" -lt "$left_before" ]; then passes=1; else passes=$((passes + 1)); fi
        [ $passes -le 2 ] || return 1
        while [ -s "$T/bans/owed.new.$$" ]; do
            now
            [ "$NOW" -lt "$3" ] || break
            begun_at=$NOW
            head -n $chunk "$T/bans/owed.new.$$" >"$T/bans/chunk.$$"
            set_chunk "$2"
            sed "1,${chunk}d" "$T/bans/owed.new.$$" >"$T/bans/owed.$$" && mv -f "$T/bans/owed.$$" "$T/bans/owed.new.$$" || return 1
            # Each of them runs its actions before the next, and the daemon answers nobody meanwhile.
            now
            if [ $((NOW - begun_at)) -le 1 ]; then
                [ $chunk -ge 320 ] || chunk=$((chunk * 2))
            elif [ $chunk -gt 5 ]; then
                chunk=$((chunk / 2))
            fi
        done
    done
}

set_chunk() { # JAIL
    banned=$1
    set --
    while IFS= read -r address <&6; do
        set -- "$@" "$address"
    done 6<"$T/bans/chunk.$$"
    fence
    ask set "$banned" banip "$@"
}

# After what has lifted them: true where all of them stand again that may. Sets UNSET, what is still missing, and LOST,
# what an action forbids, both "3 of web,".
set_bans() { # LIST of jails that may, UNTIL
    UNSET='' LOST=''
    [ -d "$T/bans" ] || return 0
    unset_any=0
    jails_now "$T/jails.now" || unset_any=1
    number=0
    while IFS= read -r jail <&5; do
        number=$((number + 1))
        [ -e "$T/bans/$number" ] && [ -e "$T/bans/$number.lifted" ] || continue
        # One that has ended is taken back before they are asked for.
        grep -qxF -e "$jail" "$T/jails.now" || continue
        if ! grep -qxF -e "$jail" "$1"; then
            LEFT=$(sed 1d "$T/bans/$number" | grep -c .)
            [ "$LEFT" = 0 ] || LOST="$LOST$LEFT of $jail,"
        elif set_bans_of $number "$jail" "$2"; then
            rm -f "$T/bans/$number.lifted"
        else
            unset_any=1
            UNSET="$UNSET$LEFT of $jail,"
        fi
    done 5<"$T/jails.before"
    rm -f "$T"/bans/*."$$"
    return $unset_any
}

# Of a step: within so many seconds, and before its time is over.
set_bans_in() { # SECONDS
    UNSET='' LOST=''
    [ -d "$T/bans" ] || return 0
    remaining
    most=$((REMAINING - 8))
    [ $most -le "$1" ] || most=$1
    [ $most -ge 5 ] || most=5
    set_bans "$T/reban.new" $((NOW + most))
}

# Of a rollback, whose jails are the old ones again.
bring_bans_back() {
    [ -d "$T/bans" ] && [ "$DAEMON" != none ] || return 0
    now
    set_bans "$T/reban" $((NOW + 200)) || {
        note "bans not set again: $UNSET"
        [ "$RESULT$BYTES" != restoredgood ] || mark "$T/settled"
        RESULT=failed
    }
    [ -z "$LOST" ] || note "bans lifted, since an action would report them anew: $LOST"
}

await_jails() { # a daemon that was started answers before they all run
    [ -d "$T/bans" ] || return 0
    now
    until=$((NOW + 10 + P_patience))
    while :; do
        waits=1
        if jails_now "$T/jails.now"; then
            waits=
            number=0
            while IFS= read -r jail <&5; do
                number=$((number + 1))
                [ ! -e "$T/bans/$number.lifted" ] || grep -qxF -e "$jail" "$T/jails.now" || waits=1
            done 5<"$T/jails.before"
        fi
        now
        [ -n "$waits" ] && [ "$NOW" -lt "$until" ] || return 0
        fence
        nap
    done
}
