#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What takes a change back at a boot in the middle of it. A part, see words.sh.
# shellcheck disable=SC2015,SC2034,SC2086,SC2153,SC2154,SC2317

reads_cron_d() { # that of busybox does not
    for cron in cron crond; do
        program=$(command -v $cron) && program=$(readlink -f "$program") || continue
        case ${program##*/} in busybox*) return 1 ;; esac
    done
}

set_hook() {
    HOOK=none
    [ "$P_boot" = auto ] && [ "$(id -u)" = 0 ] || return 0
    unit=fail2ban.service
    case $MANAGER in systemd:*) unit=${MANAGER#*:} ;; esac
    if [ -d "$P_root/run/systemd/system" ] && [ -d "$P_root/etc/systemd/system" ]; then
        kind=systemd file=$P_root/etc/systemd/system/bangui-boot-$ID.service
    elif [ -d "$P_root/run/openrc" ] && [ -d "$P_root/etc/local.d" ] && ls "$P_root"/etc/runlevels/*/local >/dev/null 2>&1; then
        kind=openrc file=$P_root/etc/local.d/bangui-$ID.start
    elif [ -d "$P_root/etc/cron.d" ] && cat /proc/[0-9]*/comm 2>/dev/null | grep -qxE 'crond?' && reads_cron_d; then
        kind=cron file=$P_root/etc/cron.d/bangui-$ID
    else
        return 0
    fi
    keep=${STORE%/*}
    mkdir -p "$keep" && chmod 700 "$keep" && [ ! -L "$keep" ] || return 0
    rm -rf "$STORE"
    cp -a "$T" "$STORE" && rm -f "$STORE"/watch.* "$STORE"/step.* && rm -rf "$STORE/spare" || return 0
    rm -rf "$STORE/bans" # those of a daemon without a database end with the machine
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
    # At a boot this is the only folder: somebody else's bytes in it are kept.
    [ "$T" = "$STORE" ] && [ "${FOREIGN-0}" != 0 ] || rm -rf "$STORE"
    rmdir "${STORE%/*}" 2>/dev/null
    sync
}
