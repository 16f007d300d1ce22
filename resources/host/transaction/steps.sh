#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The verbs from "arm" to "cleanup". A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317
quote() { # for a shell; sets QUOTED
    QUOTED=\'$(printf %s "$1" | sed "s/'/'\\\\''/g")\'
}

start_watch() {
    rm -f "$T/watch.detached"
    if ends_with_login; then
        # By a daemon that is in no session, at once; the deadline is the watcher's. No time of day is in it.
        quote "$T"
        command -v at >/dev/null || return 1
        printf '%s\n' "exec $P_shell $QUOTED/transaction.sh watch $QUOTED detached </dev/null >/dev/null 2>&1" |
            timeout -s KILL 10 at now >"$T/at" 2>&1 || return 1
        put "$T/by" at
    else
        detach watch "$T" detached
    fi
    tries=0
    while ! lives "$T/watch.detached"; do
        tries=$((tries + 1))
        [ $tries -lt 150 ] || { forget_job && return 1; }
        nap
    done
}

forget_job() { # of an at whose daemon does not run
    [ ! -e "$T/at" ] || timeout -s KILL 10 atrm "$(sed -n 's/^job \([0-9]*\) at .*/\1/p' "$T/at")" >/dev/null 2>&1 </dev/null
    return 0
}

verb_arm() {
    is_number "${1-}" || refuse 2 argument
    need
    decision
    [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    if ! armed_now; then
        first_line "$T/by"
        way=${LINE:-detached}
        if [ -d "$P_root/run/systemd/system" ] && [ "$(id -u)" = 0 ] && command -v systemd-run >/dev/null; then
            # It reads the deadline when it is woken: that may have been moved. A daemon that it has to start by itself
            # stays when it ends.
            mark "$T/unit" || refuse 7 full # from here on there may be one
            ! bounded 20 systemd-run --quiet --collect --unit="bangui-$ID" --on-active="$1" --timer-property=AccuracySec=1s \
                --property=KillMode=process \
                $P_shell "$T/transaction.sh" watch "$T" systemd || way=systemd
            [ $way = systemd ] || ! timer_runs || way=systemd # of an arm that was killed
        fi
        lives "$T/watch.detached" || start_watch || [ $way = systemd ] || refuse 9 unarmed
        patience=$(($1 * 3 / 4))
        [ $patience -ge 6 ] || patience=6
        put "$T/patience" $patience || refuse 7 full
        set_hook
        put "$T/armed" $way || refuse 7 full
        put "$T/hook" "$HOOK"
    fi
    extend_to "$1"
    armed_now || refuse 9 unarmed
    first_line "$T/hook"
    answer ok way "$WAY" remaining "$REMAINING" boot "$LINE"
}

is_expiring() { # for one of the watchers
    for mark in "$T"/expiring.*; do
        [ ! -e "$mark" ] || return 0
    done
    return 1
}

# A watcher that finds the time over says so first and then looks once more; here the time moves first and then we look.
extend_to() {
    remaining
    if [ ! -e "$T/armed.once" ] || { [ "$1" -gt "$REMAINING" ] && [ "$REMAINING" -gt 0 ]; }; then
        put "$T/deadline" $((NOW + $1)) || refuse 7 full
    fi
    mark "$T/armed.once" || refuse 7 full
    tries=0
    while is_expiring && [ ! -e "$T/decision" ] && [ $tries -lt 30 ]; do
        nap
        tries=$((tries + 1))
    done
    decision
    [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    remaining
}

verb_extend() {
    is_number "${1-}" || refuse 2 argument
    need
    armed_now || refuse 9 unarmed
    extend_to "$1"
    answer ok remaining "$REMAINING"
}

verb_armed() {
    need
    decision
    remaining
    [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    armed_now || refuse 9 unarmed
    first_line "$T/hook"
    answer ok way "$WAY" remaining "$REMAINING" boot "$LINE"
}

verb_write() { # PATH OLD-SHA256|absent|any NEW-SHA256|absent [MODE]
    need
    [ $# -ge 3 ] || refuse 2 argument
    path=$1 expected=$2 new=$3 mode=${4-644}
    case $mode in *[!0-7]* | '' | ?????*) refuse 2 argument ;; esac
    found=
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        first_line "$folder/name"
        [ "$LINE" != "$path" ] || { found=$folder && break; }
    done
    [ -n "$found" ] || refuse 2 path path "$path"
    file_of "$found"
    # Staged before the fence, in the same folder: the step itself is a rename.
    if [ "$new" != absent ]; then
        decision
        [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
        enter_pen
        case $? in 0) ;; 5) refuse 5 replaced path "$PEN" ;; *) refuse 7 full ;; esac
        trap leave_pen EXIT
        # A copy of the old one keeps its owner, mode, label and access list.
        fresh=1
        if [ -e "$REAL" ]; then
            fresh=
            cp -a "$REAL" bangui-copy 2>/dev/null || refuse 7 full
            [ -f bangui-copy ] && [ ! -L bangui-copy ] || refuse 5 replaced path "$REAL"
        fi
        { cat >bangui-copy; } 2>/dev/null || refuse 7 full
        [ -z "$fresh" ] || chmod "$mode" bangui-copy 2>/dev/null || refuse 7 full
        sum_of bangui-copy
        [ "$SUM" = "$new" ] || refuse 2 incomplete sum "$SUM"
        flush bangui-copy
    fi
    enter
    sum_of "$REAL"
    [ "$SUM" != "$new" ] || [ "$new" = "$OLDSUM" ] || leave 0 ok sum "$SUM"
    [ "$expected" = any ] || [ "$SUM" = "$expected" ] || leave 5 changed sum "$SUM"
    # Known as ours before it is there: also on the next boot.
    printf '%s\n' "$new" >>"$found/ours" || leave 7 full
    if [ -d "$STORE" ]; then
        cp "$found/ours" "$STORE/files/${found##*/}/ours" && mark "$STORE/written" || leave 7 full
        flush "$STORE/files/${found##*/}/ours"
    fi
    mark "$T/written" || leave 7 full
    if [ "$new" = absent ]; then
        rm -f "$REAL"
    else
        mv -f bangui-copy "$REAL"
    fi || leave 7 full
    flush "${REAL%/*}"
    sum_of "$REAL"
    leave 0 ok sum "$SUM"
}

verb_apply() { # [SECONDS]
    need
    seconds=${1-60}
    is_number "$seconds" && [ "$seconds" != 0 ] || refuse 2 argument # 0 would be without an end
    enter
    keep_bans "$T/jails" || {
        [ ! -e "$T/bans/full" ] || leave 7 full
        leave 8 refused rc 1 output "the bans that stand could not be read"
    }
    mark "$T/applying" || leave 7 full
    [ ! -d "$STORE" ] || mark "$STORE/applying"
    rc=0
    set --
    [ "$P_restart" != 1 ] || set -- --restart
    while IFS= read -r jail <&3 && [ $rc = 0 ]; do
        fence
        order "$seconds" reload "$@" --if-exists "$jail"
        rc=$?
    done 3<"$T/jails"
    output=$(tail -c 2000 "$T/out.$$" 2>/dev/null | tr -d '\000')
    [ $rc = 0 ] || leave 8 refused rc $rc output "$output"
    set_bans_in "$seconds" || leave 8 refused rc 0 output "bans that could not be set again in time: $UNSET"
    leave 0 ok rc 0 output "$output"
}

verb_confirm() {
    need
    decide confirmed "${1-}"
    decision
    [ "$DECISION" = confirmed ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    await_steps
    # A reboot from now on keeps the change; only then is it said.
    drop_hook
    answer ok
}

verb_disarm() {
    if ! load; then
        answer ok
        return 0
    fi
    decision
    first_line "$T/outcome"
    if [ "$DECISION" = confirmed ] || { [ -n "$LINE" ] && [ "$LINE" != failed ]; }; then
        remove_all
        answer ok
    else
        refuse 3 open decision "$DECISION"
    fi
}

verb_rollback() { # [BY]
    need
    decide rolledback "${1-}"
    decision
    [ "$DECISION" = rolledback ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    now
    until=$((NOW + 240 + 12 * P_patience))
    while :; do
        if claim; then
            perform
            break
        fi
        [ -d "$T" ] || refuse 6 none
        first_line "$T/outcome"
        [ -z "$LINE" ] || break
        now
        [ "$NOW" -lt "$until" ] || refuse 10 running
        nap
    done
    said=$(tell_outcome)
    case $said in
        *' rollback restored '*) lives "$T/watch.detached" || remove_all ;; # else it does, and looks once more before
        *) end_watchers ;;
    esac
    printf '%s\n' "$said"
    case $said in *' rollback restored '* | *' rollback foreign '*) ;; *) exit 10 ;; esac
}

verb_status() {
    decision
    remaining
    way=none alive=0 outcome=none states=
    ! armed_now || alive=1
    [ -z "$WAY" ] || way=$WAY
    first_line "$T/outcome"
    [ -z "$LINE" ] || outcome=$LINE
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        sum_of "$REAL"
        if [ "$SUM" = "$OLDSUM" ]; then state=old
        elif grep -qxF -e "$SUM" "$folder/ours"; then state=new
        else state=foreign; fi
        states="$states$state,"
    done
    stale=0
    [ "$alive" = 1 ] || lives "$T/watch.detached" || stale=1
    applied=0
    [ ! -e "$T/applying" ] || applied=1
    first_line "$T/daemon"
    answer ok id "$ID" folder "$T" owner "$P_owner" jail "$(tr '\n' ',' <"$T/jails")" age $((NOW - P_since)) remaining "$REMAINING" \
        way "$way" armed "$alive" stale $stale decision "${DECISION:-none}" by "$DECIDER" outcome "$outcome" applied $applied files "$states" \
        daemon "$LINE" before "$(tr '\n' ',' <"$T/jails.before")" clock "$(date +%s)"
}

list_below() { # BASE
    for T in "$1"/*; do
        [ -f "$T/param" ] && [ -O "$T" ] && load || continue
        count=$((count + 1))
        verb_status
    done
}

verb_list() { # BASE
    BASE=$T
    count=0
    [ -d "$BASE" ] || {
        answer end count 0
        return 0
    }
    [ ! -L "$BASE" ] && [ -O "$BASE" ] || refuse 2 folder
    list_below "$BASE"
    answer end count $count
}

# Instead of the folder: the daemon's socket.
verb_place() {
    find_place "$T" || refuse 2 folder
    rmdir "$BASE" 2>/dev/null # "begin" makes it
    answer ok base "$BASE"
}

verb_find() {
    count=0
    find_places "$T"
    while IFS= read -r BASE <&3; do
        [ -d "$BASE" ] && [ ! -L "$BASE" ] && [ -O "$BASE" ] || continue
        list_below "$BASE"
    done 3<<END
$PLACES
END
    # Another user's daemon: what root has begun for it is root's to see, and no answer is not "none".
    # Of the daemon's own user's, too: of that the lock's name tells.
    hidden=0
    if [ "$(id -u)" != 0 ] && [ -d /run/bangui ]; then
        LOCK=$(printf %s "$(cd -P "${T%/*}/" 2>/dev/null && pwd -P)/${T##*/}" | sha256sum) # as "begin" has it
        [ -O "$T" ] && [ -x /run/bangui ] && [ ! -e "/run/bangui/lock.$(printf %.16s "$LOCK")" ] || hidden=1
    fi
    answer end count $count hidden $hidden
}

verb_cleanup() {
    need
    decision
    first_line "$T/outcome"
    [ "$DECISION" = confirmed ] || [ -n "$LINE" ] || refuse 3 open decision "$DECISION"
    [ "$LINE" != failed ] || [ "${1-}" = failed ] || refuse 3 failed
    remove_all
    answer ok
}
