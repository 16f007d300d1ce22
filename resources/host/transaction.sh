#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The server's side of a change to fail2ban's configuration. POSIX shell (dash, busybox, bash) and what both coreutils and
# busybox have. Nothing is installed: "begin" gets this text on standard input, and a copy of it lives with the change.
#
#   sh -c 'script=$(cat); eval "$script"' sh begin FOLDER KEY=VALUE...    (this text on standard input)
#   sh FOLDER/transaction.sh VERB FOLDER ARGUMENTS...
#
# FOLDER (its last part is the id) holds everything that taking the change back needs. It is gone when the change is over.
#   param, jails, jails.before, jails.absent, actions/, files/N/{path,old,oldsum,ours}   what was, and how the daemon is reached
#   deadline         seconds since boot (/proc/uptime: no clock can be set over it) at which the change is taken back
#   decision         "confirmed" or "rolledback". Made by link(2): there is one winner, and its name is in it at once
#   step.PID         a step that changes something. It sets this flag first and looks for the decision then; a rollback decides
#                    first and looks for flags then. So one always sees the other, and no step acts after a decision.
#   performer.N      who carries the rollback out; where that process died, N + 1 may
#   outcome          how it ended
# Beside each file that is changed lies a whole copy of its old bytes: taking back is a rename and needs no room on the disk.
#
# One change at a time per daemon: lock.HASH beside FOLDER, a link to FOLDER/owner, so that it names its owner at once, too.
# The dead-man is this script's "watch", started by "begin" already: a change that is never armed clears itself away.
# "arm" adds a systemd timer where there is systemd (a session's processes may be ended with it), and a boot hook, since
# neither survives a reboot, which a written file does.
#
# Verbs: begin arm armed extend write apply confirm disarm rollback status list cleanup; inner ones: watch, boot.
# Each may be repeated. Each answers one line "bangui 1 VERB WORD KEY=VALUE...", values with other than plain characters as
# hex:DIGITS ("list": a line per change and one at the end). Exit codes: 0 done, 2 wrong arguments, 3 the other side has
# decided, 4 somebody else's change is open, 5 a file is not what it was, 6 no such change, 7 disk, 8 fail2ban refused,
# 9 not armed, 10 taken back, but not as it was.
# shellcheck disable=SC2015,SC2086,SC2317
set -u
umask 077
PATH=/usr/sbin:/usr/bin:/sbin:/bin:/usr/local/sbin:/usr/local/bin:/run/current-system/sw/bin
LC_ALL=C
export PATH LC_ALL
unset IFS CDPATH ENV BASH_ENV
cd / || exit 2
NL='
'

# --- words and numbers ---

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

nap() { sleep 0.1 2>/dev/null || sleep 1; }

is_number() {
    case $1 in '' | *[!0-9]* | ?????????*) return 1 ;; esac
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
    rm -f "$1.$$" "$T/spare"
    { printf '%s\n' "$2" >"$1.$$" && mv -f "$1.$$" "$1"; } 2>/dev/null
}

first_line() { # FILE; sets LINE, empty where there is none
    LINE=
    { IFS= read -r LINE <"$1"; } 2>/dev/null || :
}

# --- the daemon ---

bounded() { # SECONDS PROGRAM...: killed then; its output is in $T/out.PID
    timeout -s KILL "$@" >"$T/out.$$" 2>&1 </dev/null
}

# Over the socket. All that the client would look up in fail2ban.conf is given: no broken file keeps it from it.
ask() {
    bounded "$P_patience" "$P_client" -s "$P_socket" -p "$P_pidfile" --loglevel INFO --logtarget STDERR --syslogsocket auto "$@"
}

# With the configuration.
order() { # SECONDS WORDS...
    seconds=$1
    shift
    bounded "$seconds" "$P_client" -c "$P_config" -s "$P_socket" -p "$P_pidfile" "$@"
}

jails_now() { # FILE
    ask status && grep -q 'Jail list:' "$T/out.$$" || return 1
    sed -n 's/.*Jail list:[[:space:]]*//p' "$T/out.$$" | tr ',' '\n' | sed 's/^[[:space:]]*//;s/[[:space:]]*$//;/^$/d' >"$1"
}

# Sets PID and START of the daemon.
find_daemon() {
    PID=
    for source in "$P_pidfile" "$T/daemon"; do
        first_line "$source"
        PID=${LINE%% *}
        if is_number "$PID" && start_of "$PID" && tr '\0' ' ' <"/proc/$PID/cmdline" 2>/dev/null | grep -q fail2ban; then
            return 0
        fi
    done
    PID=
    return 1
}

find_manager() { # of the daemon PID
    MANAGER=argv
    unit=$(sed -n 's,.*/\([^/]*\.service\)$,\1,p' "/proc/$PID/cgroup" 2>/dev/null | head -n 1)
    case $unit in
        *fail2ban*) [ ! -d "$P_root/run/systemd/system" ] || MANAGER=systemd:$unit ;;
    esac
    [ "$MANAGER" = argv ] || return 0
    if [ -e "$P_root/run/openrc/started/fail2ban" ]; then
        MANAGER=openrc
    elif [ -d "$P_root/etc/service/fail2ban" ] && command -v sv >/dev/null; then
        MANAGER=runit
    elif [ -d "$P_root/run/service/fail2ban" ] && command -v s6-svc >/dev/null; then
        MANAGER=s6
    elif command -v supervisorctl >/dev/null && timeout -s KILL 5 supervisorctl status fail2ban >/dev/null 2>&1; then
        MANAGER=supervisor
    elif [ -x "$P_root/etc/init.d/fail2ban" ] && command -v service >/dev/null && [ "$P_socket" = /var/run/fail2ban/fail2ban.sock ]; then
        MANAGER=sysv
    fi
}

start_daemon() {
    umask 022
    if [ -n "$P_start" ]; then
        bounded 60 /bin/sh -c "$P_start"
    else
        case $MANAGER in
            systemd:*)
                bounded 10 systemctl reset-failed "${MANAGER#*:}"
                bounded 60 systemctl restart "${MANAGER#*:}"
                ;;
            openrc)
                bounded 10 rc-service fail2ban zap
                bounded 60 rc-service fail2ban start
                ;;
            runit) bounded 60 sv restart fail2ban ;;
            s6) bounded 60 s6-svc -r "$P_root/run/service/fail2ban" ;;
            supervisor) bounded 60 supervisorctl restart fail2ban ;;
            sysv) bounded 60 service fail2ban restart ;;
            *)
                if tr '\0' '\n' <"$T/argv" 2>/dev/null | grep -qxE -e '-x?fx?|--foreground'; then
                    # shellcheck disable=SC2016 # for the inner shell
                    xargs -0 sh -c 'setsid "$@" </dev/null >/dev/null 2>&1 &' sh <"$T/argv"
                else
                    order 60 -x start
                fi
                ;;
        esac
    fi
    umask 077
    now
    until=$((NOW + 10 + 2 * P_patience))
    while ! ask ping; do
        now
        [ "$NOW" -lt "$until" ] || return 1
        nap
    done
}

wait_for_end() { # SECONDS; of the process PID began
    now
    until=$((NOW + $1))
    while start_of "$PID" && [ "$START" = "$began" ]; do
        now
        [ "$NOW" -lt "$until" ] || return 1
        nap
    done
}

stop_daemon() { # ANSWERS
    if ! find_daemon; then
        rm -f "$P_socket"
        return 0
    fi
    began=$START
    [ "$PID" != 1 ] || return 1 # its end is the container's, and ours
    if [ "$1" = yes ]; then
        ask stop
        wait_for_end "$P_patience" && return 0
    fi
    case $MANAGER in systemd:*) bounded 10 systemctl kill -s KILL "${MANAGER#*:}" ;; esac
    kill -9 "$PID" 2>/dev/null
    wait_for_end 10 || return 1
    # A manager may have started the next one already.
    ask ping || rm -f "$P_socket"
}

# --- the transaction's own state ---

load() {
    ID=${T##*/}
    P_owner='' P_socket='' P_pidfile='' P_config='' P_client='' P_start='' P_root='' P_shell=/bin/sh P_boot=none P_bootid=''
    P_restart=0 P_patience=20 P_grace=20 P_linger=8 P_since=0 P_lock=''
    [ -r "$T/param" ] || return 1
    while IFS= read -r line; do
        value=${line#*=}
        case $line in
            owner=*) P_owner=$value ;;
            socket=*) P_socket=$value ;;
            pidfile=*) P_pidfile=$value ;;
            config=*) P_config=$value ;;
            client=*) P_client=$value ;;
            start=*) P_start=$value ;;
            root=*) P_root=$value ;;
            shell=*) P_shell=$value ;;
            boot=*) P_boot=$value ;;
            bootid=*) P_bootid=$value ;;
            restart=*) P_restart=$value ;;
            patience=*) P_patience=$value ;;
            grace=*) P_grace=$value ;;
            linger=*) P_linger=$value ;;
            since=*) P_since=$value ;;
            lock=*) P_lock=$value ;;
        esac
    done <"$T/param"
    [ -z "$P_root" ] || PATH=$P_root/bin:$PATH
    first_line "$T/manager"
    MANAGER=${LINE:-argv}
    STORE=$P_root/var/lib/bangui/$ID
}

need() {
    load || refuse 6 none
}

this_boot() { first_line /proc/sys/kernel/random/boot_id && BOOT=$LINE; }

remaining() { # sets REMAINING and NOW; 0 where the time is over, or of another boot
    now
    this_boot
    first_line "$T/deadline"
    is_number "$LINE" && [ "$BOOT" = "$P_bootid" ] || LINE=0
    REMAINING=$((LINE - NOW))
    [ "$REMAINING" -gt 0 ] || REMAINING=0
}

decision() { # sets DECISION and DECIDER
    DECIDER=
    first_line "$T/decision"
    DECISION=${LINE%% *}
    [ -z "$LINE" ] || DECIDER=${LINE#* }
}

decide() { # WORD BY
    put "$T/want.$$" "$1 $2"
    ln "$T/want.$$" "$T/decision" 2>/dev/null
    decided=$?
    rm -f "$T/want.$$"
    flush "$T/decision"
    return $decided
}

armed_now() {
    first_line "$T/armed"
    WAY=$LINE
    case $WAY in
        systemd) systemctl is-active --quiet "bangui-$ID.timer" || systemctl is-active --quiet "bangui-$ID.service" ;;
        detached) lives "$T/watch.detached" ;;
        *) return 1 ;;
    esac
}

enter() {
    start_of $$
    printf '%s %s\n' $$ "$START" >"$T/step.$$" 2>/dev/null || refuse 7 full
    decision
    [ -z "$DECISION" ] || leave 3 decided decision "$DECISION" by "$DECIDER"
    remaining
    [ "$REMAINING" -gt 0 ] || leave 3 expired
    armed_now || leave 9 unarmed
}

leave() { # CODE WORD [KEY VALUE]...
    rm -f "$T/step.$$" "$T/child.$$" "$T/out.$$"
    refuse "$@"
}

# After a decision: until no step is under way any more. One that does not end is ended.
await_steps() {
    waited=0
    while :; do
        busy=
        for flag in "$T"/step.*; do
            [ -e "$flag" ] || continue
            if ! lives "$flag"; then
                end_child "${flag##*.}"
                rm -f "$flag"
                continue
            fi
            busy=yes
            [ "$waited" -lt 10 ] || kill -9 "$PID" 2>/dev/null
        done
        [ -n "$busy" ] || return 0
        waited=$((waited + 1))
        nap
    done
}

end_child() { # the fail2ban-client of the step that was this PID
    if lives "$T/child.$1"; then
        kill -9 -"$PID" 2>/dev/null
        kill -9 "$PID" 2>/dev/null
    fi
    rm -f "$T/child.$1"
}

claim() {
    first_line "$T/outcome"
    case $LINE in '' | failed) ;; *) return 1 ;; esac
    turn=1
    while [ -e "$T/performer.$turn" ]; do
        ! lives "$T/performer.$turn" || { [ "$LINE" = failed ] && [ "$PID" = $$ ]; } || return 1
        turn=$((turn + 1))
    done
    start_of $$
    put "$T/claim.$$" "$$ $START"
    ln "$T/claim.$$" "$T/performer.$turn" 2>/dev/null
    claimed=$?
    rm -f "$T/claim.$$"
    return $claimed
}

# Sets REAL, STAGE and OLDSUM of files/N.
file_of() {
    first_line "$1/path"
    REAL=$LINE
    STAGE=${REAL%/*}/.${REAL##*/}.bangui-$ID
    first_line "$1/oldsum"
    OLDSUM=$LINE
}

# --- taking back ---

restore_files() {
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        sum_of "$REAL"
        if [ "$SUM" != "$OLDSUM" ]; then
            if ! grep -qxF -e "$SUM" "$folder/ours" 2>/dev/null && [ "$SUM" != absent ]; then
                FOREIGN=$((FOREIGN + 1))
                put "$folder/foreign.sum" "$SUM"
                cp -a "$REAL" "$folder/foreign" 2>/dev/null || ln "$REAL" "$STAGE.foreign"
            fi
            if [ "$OLDSUM" = absent ]; then
                rm -f "$REAL"
            else
                sum_of "$STAGE.old"
                [ "$SUM" = "$OLDSUM" ] || cp -a "$folder/old" "$STAGE.old"
                mv -f "$STAGE.old" "$REAL"
            fi
            flush "$REAL" "${REAL%/*}"
        fi
        rm -f "$STAGE.new"
        sum_of "$REAL"
        if [ "$SUM" != "$OLDSUM" ]; then
            note "file $REAL could not be restored"
            BYTES=bad
        fi
    done
}

note() { NOTES="$NOTES$1;"; }

# Whether the daemon answers and has every jail that it had, and none that is new; sets MISSING.
is_as_before() {
    MISSING=
    jails_now "$T/jails.now" || return 1
    while IFS= read -r jail; do
        grep -qxF -e "$jail" "$T/jails.now" || MISSING="$MISSING$jail,"
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

reload_touched() { # OPTIONS...
    while IFS= read -r jail <&3; do
        ! grep -qxF -e "$jail" "$T/jails.absent" || continue
        order $((2 * P_patience)) reload "$@" --if-exists "$jail"
    done 3<"$T/jails"
}

settle() {
    ANSWERS=no
    ! ask ping || ANSWERS=yes
    if [ $ANSWERS = yes ]; then
        DAEMON=reloaded
        while IFS= read -r jail <&3; do
            ask stop "$jail"
        done 3<"$T/jails.absent"
        if [ "$P_restart" = 1 ]; then reload_touched --restart; else reload_touched; fi
        is_as_before && return 0
        # Actions that a reload has lost come back with a restart of the jail only.
        if [ -z "$MISSING" ] && [ "$P_restart" != 1 ]; then
            reload_touched --restart
            is_as_before && return 0
        fi
        note "reloading the jail was not enough"
        ! order $((2 * P_patience)) reload || note "reloaded all"
        is_as_before && return 0
    fi
    first_line "$T/daemon"
    if [ "$LINE" = none ] && [ $ANSWERS = no ]; then
        DAEMON=none
        return 0
    fi
    # What does not start with these files is not stopped: half of the jails are more than none.
    if find_daemon && ! order $((2 * P_patience)) -t; then
        note "not restarted, its configuration has errors"
        return 1
    fi
    DAEMON=restarted
    ! ask ping || ANSWERS=yes
    stop_daemon $ANSWERS || note "could not be stopped"
    start_daemon || note "did not answer after the start"
    now
    until=$((NOW + 5))
    while ! is_as_before; do
        now
        [ "$NOW" -lt "$until" ] || return 1
        nap
    done
}

# Only after claim(). Leaves the outcome.
perform() {
    now
    begun=$NOW
    rm -f "$T/spare" # room for what is written from here on
    RESULT=restored FOREIGN=0 DAEMON=untouched BYTES=good NOTES='' MISSING=''
    await_steps
    restore_files
    first_line "$T/daemon"
    before=$LINE
    after=none
    ! find_daemon || after="$PID $START"
    if [ "$BOOTING" = yes ] && [ "$after" = none ]; then
        DAEMON=later
    elif [ -e "$T/applying" ] || { [ -e "$T/written" ] && [ "$after" != "$before" ]; }; then
        settle || RESULT=failed
    fi
    # Once more: a step that was ended may have had its last word in the kernel.
    restore_files
    [ $BYTES = good ] || RESULT=failed
    [ "$RESULT" != restored ] || [ "$FOREIGN" = 0 ] || RESULT=foreign
    now
    put "$T/outcome" "$RESULT$NL""daemon=$DAEMON$NL""foreign=$FOREIGN$NL""missing=$MISSING$NL""seconds=$((NOW - begun))$NL""notes=$NOTES"
    flush "$T/outcome"
    ! command -v logger >/dev/null || logger -t bangui "change $ID of $P_owner taken back: $RESULT, daemon $DAEMON $NOTES" 2>/dev/null
    [ $BYTES != good ] || drop_hook
    [ "$RESULT" = failed ] || release
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
        rm -f "$STAGE.old" "$STAGE.new"
    done
}

end_watchers() {
    first_line "$T/armed"
    if [ "$LINE" = systemd ]; then
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

remove_all() {
    drop_hook
    release
    end_watchers
    rm -rf "$T"
    rmdir "${T%/*}" 2>/dev/null
    return 0
}

# --- the boot hook ---

set_hook() {
    HOOK=none
    [ "$P_boot" = auto ] && [ "$(id -u)" = 0 ] || return 0
    unit=fail2ban.service
    case $MANAGER in systemd:*) unit=${MANAGER#*:} ;; esac
    if [ -d "$P_root/run/systemd/system" ] && [ -d "$P_root/etc/systemd/system" ]; then
        kind=systemd file=$P_root/etc/systemd/system/bangui-boot-$ID.service
    elif [ -d "$P_root/run/openrc" ] && [ -d "$P_root/etc/local.d" ]; then
        kind=openrc file=$P_root/etc/local.d/bangui-$ID.start
    elif [ -d "$P_root/etc/cron.d" ] && cat /proc/[0-9]*/comm 2>/dev/null | grep -qxE 'crond?|busybox'; then
        kind=cron file=$P_root/etc/cron.d/bangui-$ID
    else
        return 0
    fi
    keep=${STORE%/*}
    mkdir -p "$keep" && chmod 700 "$keep" && [ ! -L "$keep" ] || return 0
    rm -rf "$STORE"
    cp -a "$T" "$STORE" && rm -f "$STORE"/watch.* "$STORE"/step.* "$STORE/spare" || return 0
    run="$P_shell $STORE/transaction.sh boot $STORE"
    case $kind in
        systemd)
            printf '%s\n' "[Unit]" "Description=Take back a change of fail2ban that nobody has confirmed" "Before=$unit" \
                "[Service]" "Type=oneshot" "ExecStart=$run" "[Install]" "WantedBy=multi-user.target" >"$file" || return 0
            mkdir -p "$P_root/etc/systemd/system/multi-user.target.wants"
            ln -sf "../${file##*/}" "$P_root/etc/systemd/system/multi-user.target.wants/${file##*/}" || return 0
            ;;
        openrc) printf '%s\n' "#!/bin/sh" "$run" >"$file" && chmod 700 "$file" || return 0 ;;
        cron) printf '%s\n' "@reboot root $run" >"$file" && chmod 600 "$file" || return 0 ;;
    esac
    put "$STORE/hook" "$kind"
    sync
    HOOK=$kind
}

drop_hook() {
    [ -d "$STORE" ] || return 0
    rm -f "$P_root/etc/systemd/system/multi-user.target.wants/bangui-boot-$ID.service" \
        "$P_root/etc/systemd/system/bangui-boot-$ID.service" "$P_root/etc/local.d/bangui-$ID.start" "$P_root/etc/cron.d/bangui-$ID"
    rm -rf "$STORE"
    rmdir "${STORE%/*}" 2>/dev/null
    sync
}

# --- verbs ---

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

make_base() {
    [ -d "$BASE" ] || mkdir "$BASE" 2>/dev/null
    [ -d "$BASE" ] && [ ! -L "$BASE" ] && [ -O "$BASE" ] && is_private "${BASE%/*}" || return 1
    case $(ls -ldn "$BASE") in
        d????w* | d???????w*) return 1 ;;
    esac
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
    : >"$T/files/$1/ours"
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
    for tool in timeout setsid sha256sum od cmp ln; do
        command -v $tool >/dev/null || refuse 2 missing tool $tool
    done
    tries=0
    T=$BASE/.$ID.new
    while :; do
        make_base || refuse 2 folder
        rm -rf "$T"
        ! mkdir "$T" 2>/dev/null || break
        tries=$((tries + 1))
        [ $tries -lt 3 ] || refuse 7 full
    done
    NEW=$T
    trap 'rm -rf "$NEW"; rmdir "$BASE" 2>/dev/null' EXIT
    mkdir "$T/files" "$T/actions"
    : >"$T/param"
    : >"$T/jails"
    count=0
    for word in "$@"; do
        is_plain "$word" || refuse 2 argument argument "$word"
        value=${word#*=}
        case $word in
            jail=-* | jail= | jail=all) refuse 2 jail jail "$value" ;;
            jail=*) printf '%s\n' "$value" >>"$T/jails" ;;
            file=*)
                count=$((count + 1))
                mkdir "$T/files/$count" && put "$T/files/$count/path" "$value" || refuse 7 full
                ;;
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
    LOCK=$(printf %s "$P_socket" | sha256sum)
    LOCK=$BASE/lock.$(printf %.16s "$LOCK")
    [ -n "$P_pidfile" ] || P_pidfile=/var/run/fail2ban/fail2ban.pid
    printf '%s\n' "pidfile=$P_pidfile" "since=$NOW" "bootid=$BOOT" "lock=$LOCK" >>"$T/param"
    if [ -e "$LOCK" ]; then
        first_line "$LOCK"
        [ "$LINE" = "$ID" ] && [ -d "$FOLDER" ] || tell_lock
        T=$FOLDER
        need
        verb_status
        return 0
    fi
    [ ! -e "$FOLDER" ] || refuse 2 folder
    # shellcheck disable=SC2154 # this text, see the top
    printf '%s\n' "$script" >"$T/transaction.sh" && head -c 65536 /dev/zero >"$T/spare" && put "$T/owner" "$ID" || refuse 7 full
    number=0
    while [ $number -lt $count ]; do
        number=$((number + 1))
        snapshot_file $number
    done
    # The daemon as it is
    DAEMON=none
    ! find_daemon || { DAEMON="$PID $START" && find_manager && cp "/proc/$PID/cmdline" "$T/argv"; }
    put "$T/daemon" "$DAEMON"
    put "$T/manager" "$MANAGER"
    : >"$T/jails.absent"
    : >"$T/jails.before"
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
            fi
        done 3<"$T/jails"
    fi
    rm -f "$T/out.$$"
    now
    put "$T/deadline" $((NOW + P_grace)) || refuse 7 full
    # From here on it clears itself away, whoever dies.
    mv "$T" "$FOLDER" || refuse 7 full
    trap - EXIT
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
    for folder in "$T"/files/*; do
        [ -d "$folder" ] || continue
        file_of "$folder"
        [ "$OLDSUM" != absent ] || continue
        if ! cp -a "$folder/old" "$STAGE.old" 2>/dev/null || ! cmp -s "$folder/old" "$STAGE.old"; then
            remove_all
            refuse 7 full path "$REAL"
        fi
        flush "$STAGE.old"
    done
    absent=$(tr '\n' ',' <"$T/jails.absent")
    answer ok id "$ID" daemon "$DAEMON" answers $ANSWERS manager "$MANAGER" absent "$absent" jails "$(tr '\n' ',' <"$T/jails.before")"
}

start_watch() {
    rm -f "$T/watch.detached"
    setsid $P_shell "$T/transaction.sh" watch "$T" detached </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &
    tries=0
    while ! lives "$T/watch.detached"; do
        tries=$((tries + 1))
        [ $tries -lt 50 ] || return 1
        nap
    done
}

verb_arm() {
    is_number "${1-}" || refuse 2 argument
    need
    decision
    [ -z "$DECISION" ] || refuse 3 decided decision "$DECISION" by "$DECIDER"
    if ! armed_now; then
        way=detached
        if [ -d "$P_root/run/systemd/system" ] && [ "$(id -u)" = 0 ] && command -v systemd-run >/dev/null; then
            # Never later than its deadline, which it reads when it is woken: it may have been moved.
            ! bounded 20 systemd-run --quiet --collect --unit="bangui-$ID" --on-active="$1" --timer-property=AccuracySec=1s \
                $P_shell "$T/transaction.sh" watch "$T" systemd || way=systemd
        fi
        lives "$T/watch.detached" || start_watch || [ $way = systemd ] || refuse 9 unarmed
        set_hook
        put "$T/armed" $way || refuse 7 full
        put "$T/hook" "$HOOK"
    fi
    extend_to "$1"
    armed_now || refuse 9 unarmed
    first_line "$T/hook"
    answer ok way "$WAY" remaining "$REMAINING" boot "$LINE"
}

# A watcher that finds the time over says so first and then looks once more; here the time moves first and then we look.
extend_to() {
    remaining
    if [ ! -e "$T/armed.once" ] || { [ "$1" -gt "$REMAINING" ] && [ "$REMAINING" -gt 0 ]; }; then
        put "$T/deadline" $((NOW + $1)) || refuse 7 full
    fi
    : >"$T/armed.once"
    tries=0
    while [ -e "$T/expiring" ] && [ ! -e "$T/decision" ] && [ $tries -lt 30 ]; do
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
        STAGED=$STAGE.new
        trap 'rm -f "$STAGED"' EXIT
        rm -f "$STAGED"
        # A copy of the old one keeps its owner, mode, label and access list.
        if [ -e "$REAL" ]; then
            cp -a "$REAL" "$STAGED" 2>/dev/null && cat >"$STAGED" || refuse 7 full
        else
            { : >"$STAGED" && chmod "$mode" "$STAGED" && cat >"$STAGED"; } 2>/dev/null || refuse 7 full
        fi
        sum_of "$STAGED"
        [ "$SUM" = "$new" ] || refuse 2 incomplete sum "$SUM"
        flush "$STAGED"
    fi
    enter
    sum_of "$REAL"
    [ "$SUM" != "$new" ] || [ "$new" = "$OLDSUM" ] || leave 0 ok sum "$SUM"
    [ "$expected" = any ] || [ "$SUM" = "$expected" ] || leave 5 changed sum "$SUM"
    # Known as ours before it is there: also on the next boot.
    printf '%s\n' "$new" >>"$found/ours" || leave 7 full
    if [ -d "$STORE" ]; then
        cp "$found/ours" "$STORE/files/${found##*/}/ours" && : >"$STORE/written" || leave 7 full
        flush "$STORE/files/${found##*/}/ours"
    fi
    : >"$T/written" || leave 7 full
    if [ "$new" = absent ]; then
        rm -f "$REAL"
    else
        mv -f "$STAGED" "$REAL"
    fi || leave 7 full
    flush "${REAL%/*}"
    sum_of "$REAL"
    leave 0 ok sum "$SUM"
}

verb_apply() { # [SECONDS]
    need
    seconds=${1-60}
    is_number "$seconds" || refuse 2 argument
    enter
    : >"$T/applying" || leave 7 full
    [ ! -d "$STORE" ] || : >"$STORE/applying"
    rc=0
    set --
    [ "$P_restart" != 1 ] || set -- --restart
    while IFS= read -r jail <&3 && [ $rc = 0 ]; do
        timeout -s KILL "$seconds" "$P_client" -c "$P_config" -s "$P_socket" -p "$P_pidfile" reload "$@" --if-exists "$jail" \
            >"$T/out.$$" 2>&1 </dev/null 3<&- &
        child=$!
        # Whom a rollback ends that finds this step hanging.
        start_of $child && printf '%s %s\n' $child "$START" >"$T/child.$$"
        wait $child
        rc=$?
    done 3<"$T/jails"
    output=$(tail -c 2000 "$T/out.$$" 2>/dev/null | tr -d '\000')
    [ $rc = 0 ] || leave 8 refused rc $rc output "$output"
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
    until=$((NOW + 90 + 8 * P_patience))
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
        *' rollback restored '*) remove_all ;;
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
    answer ok id "$ID" owner "$P_owner" jail "$(tr '\n' ',' <"$T/jails")" age $((NOW - P_since)) remaining "$REMAINING" \
        way "$way" armed "$alive" stale $stale decision "${DECISION:-none}" by "$DECIDER" outcome "$outcome" applied $applied files "$states"
}

verb_list() { # BASE
    BASE=$T
    count=0
    for T in "$BASE"/*; do
        [ -f "$T/param" ] && [ -O "$T" ] && load || continue
        count=$((count + 1))
        verb_status
    done
    answer end count $count
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

# --- the dead-man ---

take_back() { # BY
    tries=0
    while [ $tries -lt 3 ]; do
        claim || return 0
        perform
        [ "$RESULT" = failed ] || return 0
        tries=$((tries + 1))
        sleep 3
    done
}

verb_watch() { # WAY
    trap '' HUP INT QUIT TERM PIPE
    load || exit 6
    start_of $$
    put "$T/watch.$1" "$$ $START"
    confirmed_for=0
    while [ -e "$T/param" ]; do
        decision
        first_line "$T/outcome"
        if [ -n "$LINE" ]; then
            # Somebody may still want to read it.
            case $LINE in
                restored)
                    sleep "$P_linger"
                    remove_all
                    ;;
            esac
            exit 0
        fi
        case $DECISION in
            confirmed)
                # Whoever has confirmed clears away; where it died, this does.
                [ $confirmed_for -lt 4 ] || remove_all
                confirmed_for=$((confirmed_for + 1))
                sleep 1
                ;;
            rolledback)
                take_back
                sleep 1
                ;;
            *)
                remaining
                if [ "$REMAINING" -gt 2 ]; then
                    sleep 1
                elif [ "$REMAINING" -gt 0 ]; then
                    nap
                else
                    : >"$T/expiring"
                    remaining
                    [ "$REMAINING" -gt 0 ] || decide rolledback timer
                    rm -f "$T/expiring"
                fi
                ;;
        esac
    done
}

# At a boot with the change still open. Its folder is gone with the old /run.
verb_boot() {
    load || exit 6
    this_boot
    [ "$BOOT" != "$P_bootid" ] || exit 0
    first_line "$T/hook"
    [ "$LINE" != systemd ] || BOOTING=yes
    : >"$T/written"
    decide rolledback boot
    claim || exit 0
    perform
    answer "$RESULT" daemon "$DAEMON"
}

main() {
    BOOTING=no
    VERB=${1-}
    case $VERB in
        begin | arm | armed | extend | write | apply | confirm | disarm | rollback | status | list | cleanup | watch | boot) ;;
        *)
            VERB=none
            refuse 2 verb
            ;;
    esac
    T=${2-}
    case $T in /?*) ;; *) refuse 2 folder ;; esac
    if [ "$VERB" = begin ]; then
        shift
    else
        shift 2
        [ "$VERB" != status ] || need
    fi
    "verb_$VERB" "$@"
}

main "$@"
exit 0
