#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The steps of a rescue: of a daemon that no reload can help. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

# Of a daemon that does not run. Only the usual socket's is a service's.
find_idle_manager() {
    MANAGER=argv
    PID=none
    case $P_socket in
        /var/run/fail2ban/fail2ban.sock | /run/fail2ban/fail2ban.sock) ;;
        *) return 0 ;;
    esac
    if [ -d "$P_root/run/systemd/system" ] && timeout -s KILL 10 systemctl cat fail2ban.service >/dev/null 2>&1; then
        MANAGER=systemd:fail2ban.service
    elif [ -d "$P_root/run/openrc" ] && [ -x "$P_root/etc/init.d/fail2ban" ] && command -v rc-service >/dev/null; then
        MANAGER=openrc
    else
        find_manager
    fi
}

# Where a command starts it, its exit code counts: a daemon that was half-started answers, and guards nothing.
start_anew() {
    if [ -z "$P_start" ]; then
        [ "$MANAGER" = argv ] && ! tr '\0' '\n' <"$T/argv" 2>/dev/null | grep -qxE -e '-x?fx?|--foreground' || {
            start_daemon && return 0
            # As it was started it needs what its process had about it, and no one shows that.
            [ "$MANAGER" = argv ] && ! is_bound || return 1
        }
    fi
    fence
    umask 022
    if [ -n "$P_start" ]; then bounded 60 /bin/sh -c "$P_start"; else order 60 -x start; fi || {
        said=$(tail -c 1500 "$T/out.$$" 2>/dev/null | tr -d '\000')
        fence
        ask stop
        umask 077
        return 1
    }
    umask 077
    now
    until=$((NOW + 10 + 2 * P_patience))
    while ! ask ping; do
        now
        [ "$NOW" -lt "$until" ] || return 1
        nap
    done
}

# Asked, then told, then killed; its socket goes, and it is started with what is written now. What nobody can tell
# from another's daemon is left alone.
verb_restart() {
    need
    enter
    now
    restart_until=$((NOW + 200))
    ! find_surely || [ "$PID" != 1 ] || leave 2 init
    mark "$T/applying" || leave 7 full
    [ ! -d "$STORE" ] || mark "$STORE/applying"
    how=started
    if find_surely; then
        began=$START
        ANSWERS=no
        how=ended
        if ask ping; then
            ANSWERS=yes
            keep_bans "$T/jails.before" || : # else those of the begin
        else
            fence
            kill -TERM "$PID" 2>/dev/null
            wait_for_end 3 || how=killed
        fi
        lift_all_bans
        stop_daemon $ANSWERS || leave 8 refused output "process $PID does not end"
    elif [ -n "$UNSURE" ]; then
        leave 8 unsure process "$UNSURE" output "process $UNSURE of the pid file $P_pidfile does not hold the socket $P_socket: whose it is cannot be told"
    else
        ! ask ping || leave 5 runs
        ! is_bound || leave 8 unsure output "a process that the pid file $P_pidfile does not name holds the socket $P_socket"
        find_idle_manager
        put "$T/manager" "$MANAGER" || leave 7 full
        lift_all_bans
        stop_daemon no
    fi
    said=
    if ! start_anew; then
        case $MANAGER in
            systemd:*) said=$(timeout -s KILL 10 journalctl -u "${MANAGER#*:}" -n 15 --no-pager -o cat 2>/dev/null | tail -c 1500 | tr -d '\000') ;;
        esac
        leave 8 refused manager "$MANAGER" output "$said"
    fi
    await_jails
    # What cannot be set again has been lifted by the old daemon's end: no reason to end this one, too.
    now
    set_bans_in $((restart_until - NOW))
    leave 0 ok manager "$MANAGER" how "$how" unset "$UNSET" lifted "$LOST"
}

# +JAIL: reload it; !JAIL: with --restart; -JAIL: stop it. One that fails keeps no other from coming back.
verb_revive() {
    need
    enter
    mark "$T/revived" || leave 7 full
    for word in "$@"; do
        printf '%s\n' "${word#?}" >>"$T/revived"
    done
    keep_bans "$T/revived" || leave 8 refused output "the bans that stand could not be read"
    mark "$T/applying" || leave 7 full
    [ ! -d "$STORE" ] || mark "$STORE/applying"
    failed='' said=''
    for word in "$@"; do
        jail=${word#?}
        case $jail in '' | -* | all) leave 2 jail jail "$jail" ;; esac
        fence
        case $word in
            -*)
                ask stop "$jail"
                continue
                ;;
            !*) order 60 reload --restart --if-exists "$jail" ;;
            *) order 60 reload --if-exists "$jail" ;;
        esac || {
            failed="$failed$jail,"
            said=$said$(tail -c 500 "$T/out.$$" 2>/dev/null | tr -d '\000')
            fence
            # What a reload that failed leaves is half-made.
            grep -qxF -e "$jail" "$T/jails.before" || ask stop "$jail"
        }
    done
    set_bans_in 60
    leave 0 ok failed "$failed" output "$said" unset "$UNSET" lifted "$LOST"
}
