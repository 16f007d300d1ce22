#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What lies in the folder of a change, the fence of its steps, and the decision. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

# Where changes of this user lie; sets PLACES, a line each, the best first.
# Root's are in /run: nobody else may write there, and the boot hook keeps what has to outlast it. The daemon's own user
# has no such folder. The one of the socket is mostly a unit's RuntimeDirectory, and /run/user/UID is the session's:
# systemd removes the first with the daemon and the second with the last login, just when the snapshot is needed. So it
# is a folder of his on a disk: beside a socket that is not below /run, else in his home (of the account: a variable
# differs from login to login, and then nobody finds the change again), else where the daemon has its data. Never one
# that others may write into. Homes are shared between machines; what lives in there is a machine's own.
find_places() { # SOCKET
    PLACES=
    if [ "$(id -u)" = 0 ]; then
        PLACES=/run/bangui
        return 0
    fi
    user=$(id -un 2>/dev/null)
    home=
    case $user in
        '' | *[!A-Za-z0-9._-]* | -*) ;;
        *) eval "home=~$user" ;;
    esac
    find_users_places "$1"
}

find_users_places() { # SOCKET; of whose home is "home"
    PLACES=
    beside=$(cd -P "${1%/*}/" 2>/dev/null && pwd -P) || beside=
    case $beside in
        '' | / | /run | /run/* | /var/run | /var/run/*) ;;
        *) PLACES=$beside/.bangui$NL ;;
    esac
    machine=$(uname -n)
    case $machine in *[!A-Za-z0-9._-]* | .* | '') machine=here ;; esac
    case $home in
        /run/* | /var/run/*) ;;
        /?*) PLACES=$PLACES$home/.bangui-$machine$NL ;;
    esac
    PLACES=$PLACES/var/lib/fail2ban/.bangui
}

# Root and the daemon's own user have different places, and one daemon. Sets OTHER, the lock of the other of the two:
# its name alone says that. Each has his own lock before he looks for this one, so that one of them sees it.
find_other_lock() { # NAME of the lock
    OTHER=
    if [ "$(id -u)" != 0 ]; then
        [ ! -e "$P_root/run/bangui/$1" ] || OTHER=$P_root/run/bangui/$1
        return 0
    fi
    there=$P_socket
    [ -e "$there" ] || there=${P_socket%/*}/
    # shellcheck disable=SC2046
    set -- "$1" $(ls -ldn "$there" 2>/dev/null)
    [ $# -ge 4 ] && [ "$4" != 0 ] || return 0
    home=$(sed -n "s/^[^:]*:[^:]*:$4:[^:]*:[^:]*:\([^:]*\):.*/\1/p" /etc/passwd | head -n 1)
    find_users_places "$P_socket"
    while IFS= read -r base; do
        first_line "$base/$1"
        # Given back before its folder goes; else it is of one that was removed.
        case $LINE in */* | '') continue ;; esac
        [ ! -d "$base/$LINE" ] || OTHER=$base/$1
    done <<END
$PLACES
END
}

# Sets BASE: the first of them that is there or can be made.
find_place() { # SOCKET
    find_places "$1"
    while IFS= read -r BASE; do
        make_base && return 0
    done <<END
$PLACES
END
    return 1
}

load() {
    ID=${T##*/}
    P_owner='' P_socket='' P_pidfile='' P_config='' P_client='' P_start='' P_root='' P_shell=/bin/sh P_boot=none P_bootid=''
    P_restart=0 P_patience=20 P_grace=20 P_linger=4 P_since=0 P_lock='' P_folder=''
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
            folder=*) P_folder=$value ;;
        esac
    done <"$T/param"
    # Who wants it back within so many seconds does not wait for longer than these for one answer.
    first_line "$T/patience"
    [ -z "$LINE" ] || [ "$LINE" -ge "$P_patience" ] || P_patience=$LINE
    [ -z "$P_root" ] || PATH=$P_root/bin:$PATH
    first_line "$T/manager"
    MANAGER=${LINE:-argv}
    STORE=$P_root/var/lib/bangui/$ID
}

# A process of its own that holds nothing of ours: no session, no file, no channel of an ssh that waits for its end.
detach() { # VERB ARGUMENTS...
    # "busybox sh" is two words. Nobody's child: what ends a login may end all that descends from it.
    (setsid $P_shell "$T/transaction.sh" "$@" </dev/null >/dev/null 2>&1 3>&- 4>&- 5>&- 6>&- 7>&- 8>&- 9>&- &)
}

# logind ends what a login has started with it, also what is detached. Root has systemd's own timer for that.
ends_with_login() {
    [ "$(id -u)" != 0 ] && [ -d "$P_root/run/systemd/system" ] || return 1
    grep -q '/session-[^/]*\.scope' "$P_root/proc/self/cgroup" 2>/dev/null || return 1
    said=$(timeout -s KILL 10 busctl get-property org.freedesktop.login1 /org/freedesktop/login1 \
        org.freedesktop.login1.Manager KillUserProcesses 2>/dev/null </dev/null)
    [ "$said" != 'b false' ]
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
    if put "$T/want.$$" "$1 $2" || [ "$1" != rolledback ]; then
        ln "$T/want.$$" "$T/decision" 2>/dev/null
    else # no room: this one was made in time
        ln "$T/want.rolledback" "$T/decision" 2>/dev/null
    fi
    decided=$?
    rm -f "$T/want.$$"
    flush "$T/decision"
    return $decided
}

timer_runs() { # a bus that hangs is no timer
    timeout -s KILL 10 systemctl is-active --quiet "bangui-$ID.timer" </dev/null >/dev/null 2>&1 ||
        timeout -s KILL 10 systemctl is-active --quiet "bangui-$ID.service" </dev/null >/dev/null 2>&1
}

armed_now() {
    first_line "$T/armed"
    WAY=$LINE
    case $WAY in
        systemd) timer_runs ;;
        detached | at) lives "$T/watch.detached" ;;
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
    STEP=yes
}

# Once more before what cannot be called back: a step may have waited long since it was let in.
fence() {
    [ "$STEP" = yes ] || return 0
    decision
    [ -z "$DECISION" ] || leave 3 late decision "$DECISION" by "$DECIDER"
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
        [ -n "$busy" ] && [ "$waited" -lt 100 ] || return 0 # what a hung disk holds cannot be ended
        waited=$((waited + 1))
        nap
    done
}

end_child() { # the program of the step that was this PID
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
    first_line "$T/claim.$$" # a watcher's is there from its start: there may be no room now
    [ "$LINE" = "$$ $START" ] || put "$T/claim.$$" "$$ $START"
    ln "$T/claim.$$" "$T/performer.$turn" 2>/dev/null
}

# Sets REAL, STAGE and OLDSUM of files/N.
file_of() {
    first_line "$1/path"
    REAL=$LINE
    STAGE=${REAL%/*}/.${REAL##*/}.bangui-$ID
    first_line "$1/oldsum"
    OLDSUM=$LINE
}
