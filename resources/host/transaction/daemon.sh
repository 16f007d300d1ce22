#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The daemon: asking it, ending it, starting it. A part of the text that words.sh describes.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

bounded() { # SECONDS PROGRAM...: killed then; its output is in $T/out.PID
    if [ "$STEP" = no ]; then
        timeout -s KILL "$@" >"$T/out.$$" 2>&1 </dev/null
        return
    fi
    # A group of its own: whom a rollback ends that finds this step hanging, with all that it has begun.
    setsid timeout -s KILL "$@" >"$T/out.$$" 2>&1 </dev/null 3<&- &
    child=$!
    kept=$START
    start_of $child && printf '%s %s\n' $child "$START" >"$T/child.$$"
    START=$kept
    wait $child
}

# Over the socket. All that the client would look up in fail2ban.conf is given: no broken file keeps it from it.
question() { # SECONDS WORDS...; 137: no answer in that time
    limit=$1
    shift
    bounded "$limit" "$P_client" -s "$P_socket" -p "$P_pidfile" --loglevel INFO --logtarget STDERR --syslogsocket auto "$@"
}

# How long the daemon owes an answer, by those who asked before us: what was silent for long is not waited for once more.
find_silence() { # sets SILENT, seconds
    SILENT=0
    since=
    { read -r since <"$T/asked"; } 2>/dev/null || :
    now
    ! is_number "$since" || SILENT=$((NOW - since))
}

# Where it has been silent for all of our patience, whether it is so still: it may be frozen since any question.
hears() {
    find_silence
    [ "$SILENT" -ge "$P_patience" ] || return 0
    question 2 ping
    heard=$?
    [ $heard = 137 ] || rm -f "$T/asked"
    return $heard
}

ask() {
    hears || return
    since=$NOW
    question "$P_patience" "$@"
    heard=$?
    [ $heard != 137 ] || [ -s "$T/asked" ] || printf '%s\n' "$since" 2>/dev/null >"$T/asked"
    return $heard
}

# The question that decides over a daemon: once more in any case, somebody may have started it just now.
is_awake() {
    find_silence
    left=$((P_patience - SILENT))
    [ $left -ge 2 ] || left=2
    question $left ping || return
    rm -f "$T/asked"
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

is_our_socket() { # PATH, as somebody calls it: a folder may have two names, and be gone
    [ "$1" != "$P_socket" ] || return 0
    case $1 in
        /var/run/*) [ "${1#/var}" != "$P_socket" ] || return 0 ;;
        /run/*) [ "/var$1" != "$P_socket" ] || return 0 ;;
        /*) ;;
        *) return 1 ;;
    esac
    [ ! -L "$P_socket" ] || [ "$(readlink -f "$P_socket")" != "$1" ] || return 0
    [ "${1##*/}" = "${P_socket##*/}" ] || return 1
    there=$(cd -P "${1%/*}/" 2>/dev/null && pwd -P) && [ "$there" = "$(cd -P "${P_socket%/*}/" 2>/dev/null && pwd -P)" ]
}

# Sets HOLDS: ours, another (it listens elsewhere), none, or unknown where nobody may look.
find_held_socket() { # PID
    HOLDS=unknown
    listing=$(LC_ALL=C ls -l "/proc/$1/fd/" 2>/dev/null)
    whole=$?
    case $listing in *' -> '*) ;; *) return 0 ;; esac
    inodes=" $(printf '%s\n' "$listing" | sed -n 's/.* -> socket:\[\([0-9]*\)\]$/\1/p' | tr '\n' ' ')"
    # Of its own network, as it names them.
    held=unknown
    while read -r u1 u2 u3 u4 u5 u6 inode bound; do
        [ $held != unknown ] || held=none
        [ -n "$bound" ] || continue
        case $inodes in *" $inode "*) ;; *) continue ;; esac
        ! is_our_socket "$bound" || { HOLDS=ours && return 0; }
        [ "$u4" != 00010000 ] || held=another
    done 2>/dev/null <"/proc/$1/net/unix"
    # Not all was seen: some of it was closed just then.
    [ $whole != 0 ] || HOLDS=$held
}

# Sets NAMES: ours, another or none, by its command line.
find_named_socket() { # PID
    NAMES=none
    named=no
    while IFS= read -r argument; do
        case $named$argument in
            yes*) ;;
            no-s | no--socket)
                named=yes
                continue
                ;;
            no--socket=*) argument=${argument#*=} ;;
            no-s/*) argument=${argument#-s} ;;
            *) continue ;;
        esac
        named=no
        NAMES=another
        ! is_our_socket "$argument" || NAMES=ours
    done <<END
$(tr '\0' '\n' <"/proc/$1/cmdline" 2>/dev/null)
END
}

# Whether the fail2ban PID is the one of our socket; 2: nobody can tell. Several may run here, and a pid file may name
# that of another: it is copied with the configuration, or the usual one, or left over.
is_ours() { # PID
    find_held_socket "$1"
    [ "$HOLDS" != ours ] || return 0
    find_named_socket "$1"
    case $HOLDS$NAMES in
        *another) return 1 ;;
        unknownours) return 0 ;;
        unknownnone) ! is_our_socket /var/run/fail2ban/fail2ban.sock || return 0 ;;
        anothernone) return 1 ;;
    esac
    return 2 # it has just begun, or comes to its end and has closed its socket
}

# Sets PID and START of the daemon; else UNSURE: of a process that may be it, which is nobody's to end.
find_daemon() {
    UNSURE=
    for source in "$P_pidfile" "$T/daemon"; do
        first_line "$source"
        PID=${LINE%% *}
        is_number "$PID" && start_of "$PID" || continue
        # What was noted says when it began, too.
        [ "${LINE#* }" = "$PID" ] || [ "${LINE#* }" = "$START" ] || continue
        # Itself, or Python with it: not whoever reads its log.
        tr '\0' '\n' <"/proc/$PID/cmdline" 2>/dev/null | head -n 4 | grep -qE '(^|/)\.?fail2ban-(server|client)(-[a-z0-9.]+)?$' || continue
        # It had our socket when it was noted, also where it has closed it since.
        [ "$source" = "$P_pidfile" ] || ! this_boot || [ "$BOOT" != "$P_bootid" ] || return 0
        is_ours "$PID"
        case $? in
            0) return 0 ;;
            2) UNSURE=$PID ;;
        esac
    done
    PID=
    return 1
}

find_surely() { # one that has just begun has its socket soon
    looks=0
    until find_daemon; do
        [ -n "$UNSURE" ] && [ $looks -lt 20 ] || return 1
        looks=$((looks + 1))
        nap
    done
}

find_s6() { # its service, as images name it ("svc-fail2ban"); sets LINE
    command -v s6-svc >/dev/null || return 1
    for service in "$P_root"/run/service/*fail2ban* "$P_root"/run/s6/services/*fail2ban* "$P_root"/run/s6-rc/servicedirs/*fail2ban*; do
        case $service in *-log | *-log/* | *log-fail2ban*) continue ;; esac
        [ -d "$service/supervise" ] && LINE=$service && return 0
    done
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
    elif find_s6; then
        MANAGER=s6:$LINE
    elif command -v supervisorctl >/dev/null && timeout -s KILL 5 supervisorctl status fail2ban >/dev/null 2>&1; then
        MANAGER=supervisor
    elif [ -x "$P_root/etc/init.d/fail2ban" ] && command -v service >/dev/null && [ "$P_socket" = /var/run/fail2ban/fail2ban.sock ]; then
        MANAGER=sysv
    fi
}

start_daemon() {
    fence
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
            s6:*) bounded 60 s6-svc -u "${MANAGER#*:}" ;; # it has begun a new one already where it is to be up
            supervisor) bounded 60 supervisorctl restart fail2ban ;;
            sysv) bounded 60 service fail2ban restart ;;
            *)
                # Somebody whom we do not know may start it: a second one would take the first one's socket away.
                now
                until=$((NOW + 4))
                while [ "$NOW" -lt "$until" ]; do
                    { ! ask ping && ! is_bound; } || break
                    nap
                    now
                done
                fence
                if ask ping || is_bound; then
                    :
                elif tr '\0' '\n' <"$T/argv" 2>/dev/null | grep -qxE -e '-x?fx?|--foreground'; then
                    # With its own environment: where its modules are may stand there only.
                    # shellcheck disable=SC2016 # for the inner shell
                    cat "$T/environ" "$T/argv" 2>/dev/null | xargs -0 sh -c 'setsid env -i "$@" </dev/null >/dev/null 2>&1 &' sh
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

is_bound() { # somebody has that socket, also where it does not answer yet
    # shellcheck disable=SC2034
    while read -r u1 u2 u3 u4 u5 u6 inode bound; do
        ! is_our_socket "$bound" || return 0
    done 2>/dev/null </proc/net/unix
    return 1
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
    if ! find_surely; then
        [ -z "$UNSURE" ] || return 1
        fence
        if [ "$1" != no ]; then
            ask stop
            now
            until=$((NOW + P_patience))
            while is_bound; do
                now
                [ "$NOW" -lt "$until" ] || return 1
                nap
            done
        fi
        ! ask ping || return 1
        # Somebody has it whom nobody knows: a second one would take it away. Else it is new, and another manager's.
        is_bound || {
            rm -f "$P_socket"
            return 0
        }
        find_surely
        return
    fi
    began=$START
    [ "$PID" != 1 ] || return 1 # its end is the container's, and ours
    fence
    if [ "$1" = yes ] && hears; then
        ask stop
        wait_for_end "$P_patience" && return 0
    fi
    fence
    case $MANAGER in systemd:*) bounded 10 systemctl kill -s KILL "${MANAGER#*:}" ;; esac
    kill -9 "$PID" 2>/dev/null
    wait_for_end 10 || return 1
    # A manager may have started the next one already.
    ask ping || is_bound || rm -f "$P_socket"
}
