#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The verb "canary": an address that nobody has is banned, looked for in the firewall, and let go. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

# What the daemon says of it; sets HELD: yes, no, gone (no such jail), or unknown.
find_held() { # JAIL ADDRESS
    HELD=unknown
    if ask get "$1" banned "$2"; then
        if grep -qx 1 "$T/out.$$"; then HELD=yes; elif grep -qx 0 "$T/out.$$"; then HELD=no; fi
    elif grep -q 'does not exist' "$T/out.$$"; then
        HELD=gone
    fi
}

# Also for a step that was ended in between: whoever takes back or clears away does this. False: it may be there still.
lift_canary() {
    first_line "$T/canary"
    [ -n "$LINE" ] || return 0
    lifted=${LINE%% *} lifted_in=${LINE#* }
    is_awake || return 1
    tries=0
    while [ $tries -lt 3 ]; do
        ask set "$lifted_in" unbanip "$lifted"
        find_held "$lifted_in" "$lifted"
        case $HELD in
            no | gone)
                # A daemon writes a ban into its database a little later; what is there comes back with its next start.
                [ $HELD = gone ] || ask set "$lifted_in" unbanip "$lifted"
                rm -f "$T/canary" "$STORE/canary"
                return 0
                ;;
        esac
        tries=$((tries + 1))
        nap
    done
    return 1
}

# For a rollback: notes what it leaves. A daemon that does not run holds nobody.
lift_for_good() {
    lift_canary && return 0
    note "the test ban of $lifted in $lifted_in could not be lifted"
    case $DAEMON in none | later) return 0 ;; esac
    return 1
}

# Sets SEEN and LOOKED, names with commas: which of the rule sets here have the address, and which could be read at all.
look_for() { # ADDRESS
    SEEN='' LOOKED=''
    pattern=$(printf %s "$1" | sed 's/\./[.]/g')
    while read -r rules program words; do
        command -v "$program" >/dev/null || continue
        found=$({
            timeout -s KILL 10 $program $words 2>/dev/null </dev/null
            printf '\nrc=%s\n' $?
        } | grep -E "(^|[^0-9.])$pattern([^0-9.]|\$)|^rc=[0-9]+\$" | tail -n 2)
        case $found in *'rc=0') ;; *) continue ;; esac
        LOOKED=$LOOKED$rules,
        [ "$found" = 'rc=0' ] || SEEN=$SEEN$rules,
    done <<END
nftables nft list ruleset
iptables iptables-save
ipset ipset list
END
}

is_documented() { # ADDRESS, of the networks for examples (RFC 5737)
    case ${1%.*} in 192.0.2 | 198.51.100 | 203.0.113) ;; *) return 1 ;; esac
    number=${1##*.}
    is_number "$number" && [ ${#number} -le 3 ] && [ "$number" -ge 1 ] && [ "$number" -le 254 ]
}

verb_canary() { # JAIL ADDRESS
    need
    [ $# = 2 ] && grep -qxF -e "$1" "$T/jails" || refuse 2 jail jail "${1-}"
    is_documented "$2" || refuse 2 address address "$2"
    enter
    find_held "$1" "$2"
    case $HELD in
        no) ;;
        yes) leave 5 banned address "$2" ;;
        *) leave 8 refused output "$(tail -c 1000 "$T/out.$$" 2>/dev/null | tr -d '\000')" ;;
    esac
    # Known before it is there.
    put "$T/canary" "$2 $1" || leave 7 full
    [ ! -d "$STORE" ] || put "$STORE/canary" "$2 $1" || leave 7 full
    trap lift_canary EXIT
    trap 'exit 1' HUP INT TERM PIPE
    fence
    # It answers when all actions were run.
    rc=0
    ask set "$1" banip "$2" || rc=$?
    said=$(tail -c 1000 "$T/out.$$" 2>/dev/null | tr -d '\000')
    tries=0
    while [ $rc = 0 ]; do
        find_held "$1" "$2"
        [ $HELD = no ] && [ $tries -lt 10 ] || break
        tries=$((tries + 1))
        nap
    done
    listed=$HELD
    [ $rc != 0 ] || look_for "$2"
    remains=0
    lift_canary || remains=1
    trap - EXIT
    fence # whoever has decided lifts what remains
    [ $rc = 0 ] || leave 8 refused rc $rc remains $remains output "$said"
    [ "$remains" = 0 ] || leave 8 remains address "$2"
    [ "$listed" = yes ] || leave 8 refused rc 0 remains 0 output "not among the bans of $1"
    seen=$SEEN looked=$LOOKED stays=
    if [ -n "$seen" ]; then
        look_for "$2"
        stays=$SEEN
    fi
    leave 0 ok address "$2" seen "$seen" looked "$looked" stays "$stays"
}
