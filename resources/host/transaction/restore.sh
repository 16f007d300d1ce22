#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Taking back: the files, then the daemon, step by step harder. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

restore_files() {
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        # What nobody has written for this change is not ours to take back; "ours" is noted before a file is replaced.
        clear_pens
        [ -s "$folder/ours" ] || continue
        sum_of "$REAL"
        if [ "$SUM" != "$OLDSUM" ]; then
            rm -f "$T/settled"
            if ! grep -qxF -e "$SUM" "$folder/ours"; then
                if [ "$SUM" = absent ]; then
                    note "file $REAL had been removed by somebody else"
                else
                    put "$folder/foreign.sum" "$SUM"
                    cp -a "$REAL" "$folder/foreign" 2>/dev/null || ln "$REAL" "$STAGE.foreign"
                fi
            fi
            if [ "$OLDSUM" = absent ]; then
                rm -f "$REAL"
            else
                # Whoever owns the folder can put something else in place of it, but not every time.
                for attempt in 1 2 3 4 5 6 7 8; do
                    sum_of "$STAGE.old"
                    if [ "$SUM" = "$OLDSUM" ]; then
                        mv -f "$STAGE.old" "$REAL"
                    else
                        rm -f "$STAGE.old"
                        put_old "$folder" "$REAL"
                    fi
                    sum_of "$REAL"
                    [ "$SUM" != "$OLDSUM" ] || break
                done
            fi
            flush "$REAL" "${REAL%/*}"
        fi
        sum_of "$REAL"
        if [ "$SUM" != "$OLDSUM" ]; then
            note "file $REAL could not be restored"
            BYTES=bad
        fi
    done
}

note() { NOTES="$NOTES$1;"; }

# Whether the daemon answers and has every jail that it had, and none that is new; sets MISSING and PRESENT.
is_as_before() {
    MISSING='' PRESENT=0
    jails_now "$T/jails.now" || return 1
    while IFS= read -r jail; do
        if grep -qxF -e "$jail" "$T/jails.now"; then
            PRESENT=$((PRESENT + 1))
        else
            MISSING="$MISSING$jail,"
        fi
    done <"$T/jails.before"
    [ -z "$MISSING" ] || return 1
    while IFS= read -r jail; do
        ! grep -qxF -e "$jail" "$T/jails.now" || return 1
    done <"$T/jails.absent"
    number=0
    while IFS= read -r jail; do
        number=$((number + 1))
        [ -e "$T/actions/$number" ] || continue
        ask get "$jail" actions && cmp -s "$T/out.$$" "$T/actions/$number" || return 1
    done <"$T/jails"
}

# What the daemon tells of a jail and its actions, in one run of its client; false where that is not to be had.
settings_of() { # JAIL FILE-WITH-ITS-ACTIONS FILE
    quote "$1"
    about=$QUOTED
    {
        for word in maxretry findtime bantime maxlines usedns ignoreself ignoreip ignorecommand failregex ignoreregex datepattern \
            journalmatch logencoding; do
            echo "get $about $word"
        done
        sed -n '$p' "$2" | tr ',' '\n' | sed 's/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d' | while IFS= read -r action; do
            quote "$action"
            for word in actionstart actionstop actioncheck actionban actionunban; do
                echo "get $about action $QUOTED $word"
            done
        done
        echo exit
    } | timeout -s KILL "$P_patience" "$P_client" -s "$P_socket" -p "$P_pidfile" --loglevel INFO --logtarget STDERR --syslogsocket auto \
        -i >"$3" 2>/dev/null && grep -q '^fail2ban> ' "$3"
}

# Of the jails in REFUSED.
have_old_settings() {
    number=0
    while IFS= read -r jail; do
        number=$((number + 1))
        case ,$REFUSED in *",$jail,"*) ;; *) continue ;; esac
        [ -e "$T/settings/$number" ] && settings_of "$jail" "$T/actions/$number" "$T/out.settings" &&
            cmp -s "$T/out.settings" "$T/settings/$number" || return 1
    done <"$T/jails"
}

# Sets REFUSED: the jails that run with what they had, whatever the files say now; a broken file of somebody else is enough.
reload_touched() { # OPTIONS...
    REFUSED=
    while IFS= read -r jail <&3; do
        ! grep -qxF -e "$jail" "$T/jails.absent" || continue
        hears && order $((6 * P_patience)) reload "$@" --if-exists "$jail" || REFUSED="$REFUSED$jail,"
    done 3<"$T/jails"
}

settle() {
    # A performer before this one has done all of it, but for bans that were not to be had in its time.
    if [ -e "$T/settled" ] && is_as_before; then
        DAEMON=reloaded
        return 0
    fi
    ANSWERS=no
    ! is_awake || ANSWERS=yes
    if [ $ANSWERS = yes ]; then
        DAEMON=reloaded
        keep_bans "$T/jails" || note "bans could not be read"
        while IFS= read -r jail <&3; do
            ask stop "$jail"
        done 3<"$T/jails.absent"
        if [ "$P_restart" = 1 ]; then reload_touched --restart; else reload_touched; fi
        if is_as_before; then
            [ -n "$REFUSED" ] || return 0
            if have_old_settings; then # it had never taken the new ones
                note "reload refused for $REFUSED the settings are the old ones"
                return 0
            fi
            reload_touched # one that was only slow
            [ -n "$REFUSED" ] || ! is_as_before || return 0
        fi
        # Actions that a reload has lost come back with a restart of the jail only.
        if [ -z "$MISSING" ] && [ "$P_restart" != 1 ]; then
            reload_touched --restart
            [ -n "$REFUSED" ] || ! is_as_before || return 0
        fi
        # Those that are gone come back one by one: a reload of all may lose those that are there (a bad regex in any).
        if [ -n "$MISSING" ]; then
            note "brought back $MISSING"
            keep_bans /dev/null
            while IFS= read -r jail <&3; do
                grep -qxF -e "$jail" "$T/jails.now" || { hears && order $((6 * P_patience)) reload --if-exists "$jail"; }
            done 3<"$T/jails.before"
            [ -n "$REFUSED" ] || ! is_as_before || return 0
        fi
        [ -z "$REFUSED" ] || note "reload refused for $REFUSED they run with the changed settings"
        if ! put "$T/room" room; then # its answers cannot be kept, hence nothing is known
            note "no room to look at it"
            return 1
        fi
        # A start reads the same files: what still guards something is not put at risk.
        if [ "$PRESENT" != 0 ]; then
            note "not restarted, it guards $PRESENT jails"
            return 1
        fi
    fi
    first_line "$T/daemon"
    if [ "$LINE" = none ] && [ $ANSWERS = no ] && [ ! -s "$T/jails.before" ]; then
        DAEMON=none
        return 0
    fi
    # What does not start with these files is not stopped, either.
    if find_daemon && ! order $((2 * P_patience)) -t; then
        note "not restarted, its configuration has errors"
        return 1
    fi
    DAEMON=restarted
    [ $ANSWERS = no ] || keep_bans "$T/jails.before" || note "bans could not be read"
    lift_all_bans
    if ! stop_daemon $ANSWERS; then # a second one beside it would be worse
        note "could not be stopped"
        return 1
    fi
    start_daemon || note "did not answer after the start"
    now
    until=$((NOW + 10 + P_patience)) # it answers before it has started all of them
    while ! is_as_before; do
        now
        [ "$NOW" -lt "$until" ] || return 1
        nap
    done
}

# Whether somebody has ended it. One that is about to go has its process still, and refuses at once; one that is only busy,
# or frozen, does not answer.
has_gone() {
    if ! find_daemon; then
        ! ask ping
        return
    fi
    question 2 ping
    case $? in 0 | 137) return 1 ;; esac
    looks=0
    while find_daemon; do
        [ $looks -lt 40 ] || return 1
        looks=$((looks + 1))
        nap
    done
}

# Only after claim(). Leaves the outcome.
perform() {
    now
    begun=$NOW
    rm -rf "$T/spare" # room for what is written from here on
    RESULT=restored FOREIGN=0 DAEMON=untouched BYTES=good NOTES='' MISSING=''
    await_steps
    lift_canary # while its jail is there: what the database keeps of it is gone, too
    restore_files
    for folder in "$T"/files/*; do # also those that a performer before us has kept
        [ -d "$folder" ] || continue
        file_of "$folder"
        { [ ! -e "$folder/foreign.sum" ] && [ ! -e "$folder/foreign" ] && [ ! -e "$STAGE.foreign" ]; } || FOREIGN=$((FOREIGN + 1))
    done
    first_line "$T/daemon"
    before=$LINE
    if [ "$BOOTING" = yes ] && ! find_daemon; then
        DAEMON=later
    # Also where we have not reloaded: somebody else may have, with our bytes in place.
    elif [ -e "$T/applying" ] || [ -e "$T/written" ] || { [ "$before" != none ] && has_gone; }; then
        # One that was only busy while nothing was written is left alone: a ping that is not answered in time is no crash.
        settle || RESULT=failed
        bring_bans_back
    fi
    # It may have been ended since the look at its jails: that was still within the change.
    if [ "$RESULT" = restored ] && [ "$BOOTING" != yes ] && [ "$before" != none ] && has_gone; then
        settle || RESULT=failed
        bring_bans_back
    fi
    lift_for_good || RESULT=failed
    # Once more: a step that was ended may have had its last word in the kernel.
    BYTES=good
    restore_files
    [ $BYTES = good ] || RESULT=failed
    [ "$RESULT" != restored ] || [ "$FOREIGN" = 0 ] || RESULT=foreign
    now
    put "$T/outcome" "$RESULT$NL""daemon=$DAEMON$NL""foreign=$FOREIGN$NL""missing=$MISSING$NL""seconds=$((NOW - begun))$NL""notes=$NOTES" ||
        mv -f "$T/outcome.$RESULT" "$T/outcome"
    flush "$T/outcome"
    ! command -v logger >/dev/null || timeout -s KILL 5 logger -t bangui "change $ID of $P_owner taken back: $RESULT, daemon $DAEMON $NOTES" 2>/dev/null
    [ "$RESULT" = failed ] || release
    [ $BYTES != good ] || drop_hook
}

# Some seconds later: a daemon that was ended while its change was taken back. Its files are no business of ours any more,
# nor is it where the next change has begun, or another watcher is at it.
bring_back() {
    first_line "$T/daemon"
    [ "$LINE" != none ] && [ -n "$P_lock" ] && has_gone && ln "$T/owner" "$P_lock" 2>/dev/null || return 0
    RESULT=restored BYTES=good NOTES='' MISSING=''
    settle
    bring_bans_back
}

tell_outcome() {
    first_line "$T/outcome"
    result=$LINE
    set -- "$result"
    {
        IFS= read -r line
        while IFS= read -r line; do
            set -- "$@" "${line%%=*}" "${line#*=}"
        done
    } <"$T/outcome"
    answer "$@"
}

release() {
    if [ -n "$P_lock" ]; then
        first_line "$P_lock"
        [ "$LINE" != "$ID" ] || rm -f "$P_lock"
    fi
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        rm -f "$STAGE.old"
        clear_pens
    done
}

end_watchers() {
    if lives "$T/asker"; then
        asker=$PID
        kill -9 "$asker" 2>/dev/null
        end_child "$asker"
    fi
    if [ -e "$T/unit" ]; then
        bounded 10 systemctl stop "bangui-$ID.timer"
        lives "$T/watch.systemd" && [ "$PID" = $$ ] || bounded 10 systemctl stop "bangui-$ID.service"
    fi
    for flag in "$T"/watch.*; do
        if lives "$flag" && [ "$PID" != $$ ]; then
            kill -9 -"$PID" 2>/dev/null || kill -9 "$PID" 2>/dev/null
            wait_for_end 2
        fi
    done
}

# Again where something was put into it meanwhile: it would stay for good.
remove_folder() {
    tries=0
    until rm -rf "$T" 2>/dev/null || [ $tries -ge 20 ]; do
        tries=$((tries + 1))
        nap
    done
}

remove_all() {
    lift_canary
    drop_hook
    release
    for folder in "$T"/files/*; do # where there was no room for it elsewhere
        [ -d "$folder" ] || continue
        file_of "$folder"
        rm -f "$STAGE.foreign"
    done
    # A verb may be ended in here with its link: then there is no watcher any more who would clear away the rest.
    sweeper=
    if [ "$VERB" != watch ]; then
        rm -f "$T/sweeper"
        start_of $$
        detach sweep "$T" $$ "$START"
        tries=0
        until lives "$T/sweeper" || [ $tries -ge 20 ]; do
            tries=$((tries + 1))
            nap
        done
        sweeper=$PID
    fi
    end_watchers
    remove_folder
    rmdir "${T%/*}" 2>/dev/null
    [ "${sweeper:-0}" = 0 ] || kill -9 "$sweeper" 2>/dev/null
    return 0
}
