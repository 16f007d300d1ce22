#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The verb "begin": everything that taking back will need. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

tell_lock() { # whose it is; ends
    first_line "$LOCK"
    other=$LINE
    T=${FOLDER%/*}/$other
    set -- locked id "$other"
    if load; then
        remaining
        decision
        stale=1
        ! lives "$T/watch.detached" || stale=0
        ! armed_now || stale=0
        first_line "$T/jails"
        set -- "$@" owner "$P_owner" jail "$LINE" age $((NOW - P_since)) remaining "$REMAINING" decision "$DECISION" stale $stale
    fi
    refuse 4 "$@"
}

is_plain() { # no newline and no other control character
    case $1 in *[[:cntrl:]]*) return 1 ;; esac
}

# Others may write into this folder, or own it: what is there is not ours.
is_private() {
    [ -d "$1" ] || return 1
    case $(ls -ldn "$1/.") in
        d???????w*) return 1 ;;
    esac
}

is_base_ours() {
    [ -d "$BASE" ] && [ ! -L "$BASE" ] && [ -O "$BASE" ] && is_private "${BASE%/*}" || return 1
    case $(ls -ldn "$BASE") in
        d????w* | d???????w*) return 1 ;;
    esac
}

make_base() {
    [ -d "$BASE" ] || mkdir "$BASE" 2>/dev/null
    is_base_ours || return 1
    # To be gone through, so that whoever knows the name of a lock sees that it is there; what is in it is nobody's.
    # Whoever has made it: a copy for a check may have been first.
    [ "$(id -u)" != 0 ] || chmod 711 "$BASE" 2>/dev/null || :
}

# Whoever clears NEW away where this is killed stands ready, in a session of its own, before there is a NEW; and never for a
# folder that is not ours.
start_sweeper() {
    ! is_number "${SWEEPER%% *}" || return 0
    if [ -e "$BASE" ] || [ -L "$BASE" ]; then
        is_base_ours || return 1
    else
        is_private "${BASE%/*}" || return 1
    fi
    start_of $$
    MAKER="$$ $START"
    # shellcheck disable=SC2016 # the other one's words
    SWEEPER=$({
        printf '%s\n' "$script" |
            setsid /bin/sh -c 'script=$(cat); eval "$script"' sh sweep "$NEW" $$ "$START" "$FOLDER" \
                2>/dev/null 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    })
    is_number "${SWEEPER%% *}"
}

# At the end of "begin", also where a signal asks for it (bash). A folder that has its name and no watcher yet is left to
# the sweeper: nobody else would clear it away.
end_sweeper() {
    is_number "${SWEEPER%% *}" || return 0
    [ ! -d "$FOLDER" ] || lives "$FOLDER/watch.detached" || return 0
    rm -rf "$NEW"
    rmdir "$BASE" 2>/dev/null
    ! start_of "${SWEEPER%% *}" || [ "$START" != "${SWEEPER#* }" ] || kill -9 "${SWEEPER%% *}" 2>/dev/null
}

# A lock is given back before its folder goes: one without is of a folder that somebody else has removed.
free_lock() {
    first_line "$LOCK"
    [ -n "$LINE" ] && [ ! -d "$BASE/$LINE" ] || return 0
    gone=$LINE
    mv "$LOCK" "$LOCK.$$" 2>/dev/null || return 0
    first_line "$LOCK.$$"
    [ "$LINE" = "$gone" ] || ln "$LOCK.$$" "$LOCK" # another's, made in this instant
    rm -f "$LOCK.$$"
}

snapshot_file() { # NUMBER
    first_line "$T/files/$1/path"
    path=$LINE
    case $path in /*) ;; *) refuse 2 path path "$path" ;; esac
    folder=$(cd -P "${path%/*}/" 2>/dev/null && pwd -P) || refuse 2 nofolder path "$path"
    REAL=${folder%/}/${path##*/}
    if [ -L "$REAL" ]; then
        REAL=$(readlink -f "$REAL") || refuse 2 path path "$path"
        folder=${REAL%/*}
    fi
    is_plain "$REAL" && [ -n "${path##*/}" ] && [ ${#REAL} -le 900 ] || refuse 2 path path "$path"
    name=${REAL##*/}
    [ $((${#name} + ${#ID})) -le 230 ] || refuse 2 path path "$path"
    is_private "$folder" || refuse 2 public path "$path"
    put "$T/files/$1/name" "$path"
    put "$T/files/$1/path" "$REAL"
    sum_of "$REAL"
    put "$T/files/$1/oldsum" "$SUM"
    mark "$T/files/$1/ours" || refuse 7 full path "$path"
    [ "$SUM" != absent ] || return 0
    [ -f "$REAL" ] || refuse 2 path path "$path"
    want=$SUM
    cp -a "$REAL" "$T/files/$1/old" 2>/dev/null || refuse 7 full path "$path"
    sum_of "$T/files/$1/old"
    [ "$SUM" = "$want" ] || refuse 7 full path "$path"
}

verb_begin() {
    FOLDER=$1
    ID=${FOLDER##*/}
    BASE=${FOLDER%/*}
    shift
    case $FOLDER in /*/?*) ;; *) refuse 2 folder ;; esac
    case $ID in *[!A-Za-z0-9_-]* | -* | '') refuse 2 folder ;; esac
    is_plain "$BASE" && [ ${#ID} -le 64 ] || refuse 2 folder
    case $BASE/ in */../*) refuse 2 folder ;; esac # what it leads through may go
    for tool in timeout setsid sha256sum od cmp ln; do
        command -v $tool >/dev/null || refuse 2 missing tool $tool
    done
    timeout -s KILL 5 true || refuse 2 missing tool timeout # of an old busybox: it wants "-t 5"
    tries=0
    SWEEPER=none
    trap end_sweeper EXIT
    NEW=$BASE/.$ID.$$.new
    T=$NEW
    while :; do
        # Another one's end takes the empty folder away, perhaps just now.
        made=folder
        if start_sweeper && make_base; then
            made=full
            rm -rf "$T"
            ! mkdir "$T" 2>/dev/null || break
        fi
        tries=$((tries + 1))
        if [ $tries -ge 5 ]; then
            [ $made = full ] || refuse 2 folder
            refuse 7 full
        fi
        nap
    done
    # shellcheck disable=SC2154 # this text, see the top
    printf '%s\n' "$script" >"$T/transaction.sh" || refuse 7 full
    mkdir "$T/files" "$T/actions" "$T/settings"
    for list in param jails reban reban.new; do
        mark "$T/$list" || refuse 7 full
    done
    count=0
    for word in "$@"; do
        is_plain "$word" || refuse 2 argument argument "$word"
        value=${word#*=}
        case $word in
            jail=-* | jail= | jail=all) refuse 2 jail jail "$value" ;;
            jail=*) printf '%s\n' "$value" >>"$T/jails" ;;
            reban=*) printf '%s\n' "$value" >>"$T/reban" ;;
            rebannew=*) printf '%s\n' "$value" >>"$T/reban.new" ;;
            file=*)
                count=$((count + 1))
                mkdir "$T/files/$count" && put "$T/files/$count/path" "$value" || refuse 7 full
                ;;
            patience=0) refuse 2 argument argument "$word" ;;
            patience=* | grace=* | linger=* | restart=*)
                is_number "$value" || refuse 2 argument argument "$word"
                printf '%s\n' "$word" >>"$T/param"
                ;;
            boot=auto | boot=none | owner=* | start=*) printf '%s\n' "$word" >>"$T/param" ;;
            shell=/* | socket=/* | pidfile=/* | config=/* | client=/* | root=/*) printf '%s\n' "$word" >>"$T/param" ;;
            client=[!-]*) # by its name
                program=$(command -v "$value") || refuse 2 missing tool "$value"
                printf 'client=%s\n' "$program" >>"$T/param"
                ;;
            *) refuse 2 argument argument "$word" ;;
        esac
    done
    now
    this_boot
    load
    ID=${FOLDER##*/} STORE=$P_root/var/lib/bangui/${FOLDER##*/}
    [ -n "$P_socket" ] && [ -n "$P_config" ] && [ -n "$P_client" ] || refuse 2 argument argument socket,config,client
    LOCK=$(printf %s "$(cd -P "${P_socket%/*}/" 2>/dev/null && pwd -P)/${P_socket##*/}" | sha256sum)
    LOCK=$BASE/lock.$(printf %.16s "$LOCK")
    [ -n "$P_pidfile" ] || P_pidfile=/var/run/fail2ban/fail2ban.pid
    printf '%s\n' "pidfile=$P_pidfile" "since=$NOW" "bootid=$BOOT" "lock=$LOCK" "folder=$FOLDER" >>"$T/param"
    free_lock
    if [ -e "$LOCK" ]; then
        first_line "$LOCK"
        [ "$LINE" = "$ID" ] && [ -d "$FOLDER" ] || tell_lock
        first_line "$FOLDER/begun"
        [ -n "$LINE" ] || refuse 9 unfinished
        printf '%s\n' "$LINE"
        return 0
    fi
    [ ! -e "$FOLDER" ] || refuse 2 folder
    for other in "$BASE"/.*.new; do # of a begin that was ended together with its sweeper, by a control group
        maker=${other%.new}
        maker=${maker##*.}
        ! is_number "$maker" || [ -d "/proc/$maker" ] || rm -rf "$other"
    done
    make_spare && put "$T/owner" "$ID" && put "$T/maker" "$MAKER" || refuse 7 full
    number=0
    while [ $number -lt $count ]; do
        number=$((number + 1))
        snapshot_file $number
    done
    # The daemon as it is
    DAEMON=none
    ! find_daemon || { DAEMON="$PID $START" && find_manager && cp "/proc/$PID/cmdline" "$T/argv" && cp "/proc/$PID/environ" "$T/environ"; }
    put "$T/daemon" "$DAEMON"
    put "$T/manager" "$MANAGER"
    for word in restored foreign failed; do # for a time without room
        put "$T/outcome.$word" "$word" || refuse 7 full
    done
    put "$T/want.rolledback" "rolledback timer" || refuse 7 full
    mark "$T/jails.absent" && mark "$T/jails.before" || refuse 7 full
    ANSWERS=0
    if jails_now "$T/jails.before"; then
        ANSWERS=1
        number=0
        while IFS= read -r jail <&3; do
            number=$((number + 1))
            if ! grep -qxF -e "$jail" "$T/jails.before"; then
                printf '%s\n' "$jail" >>"$T/jails.absent"
            elif ask get "$jail" actions; then
                cp "$T/out.$$" "$T/actions/$number"
                settings_of "$jail" "$T/actions/$number" "$T/settings/$number" || rm -f "$T/settings/$number"
            fi
        done 3<"$T/jails"
        begin_bans || refuse 7 full
        hears || ANSWERS=0 # since when, nobody knows: what was asked for last may not be kept
    fi
    rm -f "$T/out.$$"
    now
    put "$T/deadline" $((NOW + P_grace)) || refuse 7 full
    # From here on it clears itself away, whoever dies.
    mv "$T" "$FOLDER" || refuse 7 full
    if [ -d "$FOLDER/${NEW##*/}" ]; then # another "begin" of the same change was faster
        rm -rf "${FOLDER:?}/${NEW##*/}"
        refuse 2 folder
    fi
    T=$FOLDER
    start_watch || {
        remove_all
        refuse 9 unarmed
    }
    if ! ln "$T/owner" "$LOCK" 2>/dev/null; then
        P_lock=
        remove_all
        tell_lock
    fi
    P_lock=$LOCK
    find_other_lock "${LOCK##*/}"
    if [ -n "$OTHER" ]; then
        first_line "$OTHER"
        other=$LINE
        remove_all
        refuse 4 locked id "$other" owner "another user of this server" decision '' stale 0
    fi
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        [ "$OLDSUM" != absent ] || continue
        if ! put_old "$folder" "$STAGE.old"; then
            remove_all
            refuse 7 full path "$REAL"
        fi
    done
    absent=$(tr '\n' ',' <"$T/jails.absent")
    said=$(answer ok id "$ID" daemon "$DAEMON" answers $ANSWERS manager "$MANAGER" absent "$absent" jails "$(tr '\n' ',' <"$T/jails.before")")
    put "$T/begun" "$said"
    printf '%s\n' "$said"
}
