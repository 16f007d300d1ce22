#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The dead-man, and the last line, which starts it all. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

take_back() { # BY
    tries=0
    while [ $tries -lt 3 ]; do
        claim || return 0
        perform
        [ "$RESULT" = failed ] || return 0
        tries=$((tries + 1))
        sleep 3
        until put "$T/room" room || [ ! -e "$T/param" ]; do sleep 1; done
    done
}

# Whether it answers is asked before the time is over, too, since a change may have frozen it. One asker at a time; what is
# not answered is asked again, and "asked" has the second since when it is owed.
keep_asking() {
    now
    [ $((NOW - asked)) -ge 4 ] && [ -e "$T/written" ] && ! lives "$T/asker" || return 0
    asked=$NOW
    detach asking "$T"
}

verb_asking() {
    trap '' HUP INT QUIT TERM PIPE
    load || exit 6
    STEP=yes # what it starts is written down, so that it can be ended with it
    start_of $$
    put "$T/asker" "$$ $START" || exit 7
    first_line "$T/asked"
    now
    [ -n "$LINE" ] || put "$T/asked" "$NOW"
    ! ask ping || rm -f "$T/asked"
    rm -f "$T/child.$$" "$T/out.$$" "$T/asker"
}

verb_watch() { # WAY
    trap '' HUP INT QUIT TERM PIPE
    load || exit 6
    start_of $$
    put "$T/claim.$$" "$$ $START"
    put "$T/watch.$1" "$$ $START"
    confirmed_for=0
    asked=0
    while [ -e "$T/param" ]; do
        decision
        first_line "$T/outcome"
        if [ -n "$LINE" ]; then
            # Somebody may still want to read it, and may just be ending the daemon that was looked at.
            case $LINE in
                restored)
                    [ "$1" = detached ] || ! lives "$T/watch.detached" || exit 0
                    sleep "$P_linger"
                    bring_back
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
                    [ "$1" != detached ] || keep_asking
                    sleep 1
                elif [ "$REMAINING" -gt 0 ]; then
                    nap
                else
                    mark "$T/expiring.$1"
                    remaining
                    [ "$REMAINING" -gt 0 ] || decide rolledback timer || nap
                    rm -f "$T/expiring.$1"
                fi
                ;;
        esac
    done
}

# PID START is who makes the folder or removes it: where that one is killed, this clears it away. With FOLDER, of "begin":
# the name that it gets; until it has a watcher, nobody else would.
verb_sweep() { # PID START [FOLDER]
    trap '' HUP INT QUIT TERM PIPE
    start_of $$
    seen=no
    if [ -d "$T" ]; then
        seen=yes
        put "$T/sweeper" "$$ $START"
    fi
    echo "$$ $START"
    exec </dev/null >/dev/null
    named=${3-}
    while start_of "$1" && [ "$START" = "$2" ]; do
        if [ -d "$T" ]; then
            seen=yes
        elif [ $seen = yes ] && [ -n "$named" ]; then
            ! lives "$named/watch.detached" || return 0
        fi
        nap
    done
    remove_folder
    tries=0
    while [ -n "$named" ] && [ ! -e "$named/begun" ] && ! lives "$named/watch.detached"; do
        first_line "$named/maker"
        [ "$LINE" = "$1 $2" ] || break
        tries=$((tries + 1))
        if [ $tries -gt 20 ]; then # none is on its way any more
            T=$named
            load && remove_all
            return 0
        fi
        nap
    done
    rmdir "${T%/*}" 2>/dev/null
}

# At a boot with the change still open. Its folder is gone with the old /run.
verb_boot() {
    load || exit 6
    this_boot
    # The same boot: a container or the services alone were started anew. What is in /run may have outlasted that.
    if [ "$BOOT" = "$P_bootid" ] && [ -f "$P_folder/param" ] && [ -O "$P_folder" ]; then
        T=$P_folder
        load
        armed_now || lives "$T/watch.detached" || start_watch
        exit 0
    fi
    first_line "$T/hook"
    [ "$LINE" != systemd ] || BOOTING=yes
    mark "$T/written"
    decide rolledback boot
    claim || exit 0
    perform
    answer "$RESULT" daemon "$DAEMON"
}

main() {
    BOOTING=no
    STEP=no
    VERB=${1-}
    case $VERB in
        begin | arm | armed | extend | write | apply | canary | confirm | disarm | rollback | status | list | cleanup | place | find | restart | revive | asking | watch | sweep | boot) ;;
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
