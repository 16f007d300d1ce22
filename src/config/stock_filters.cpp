// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/stock_filters.h"

#include <QSet>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace config {

bool isStockFilter(const QString &path)
{
    static const QStringList list = QString::fromLatin1(
        "3proxy apache-auth apache-badbots apache-botsearch apache-common apache-fakegooglebot "
        "apache-modsecurity apache-nohome apache-noscript apache-overflows apache-pass apache-shellshock "
        "assp asterisk bitwarden botsearch-common centreon common counter-strike courier-auth "
        "courier-smtp cyrus-imap dante directadmin domino-smtp dovecot dropbear drupal-auth "
        "ejabberd-auth exim exim-common exim-spam freeswitch froxlor-auth gitlab grafana groupoffice "
        "gssftpd guacamole haproxy-http-auth horde kerio lighttpd-auth mongodb-auth monit monitorix "
        "mssql-auth murmur mysqld-auth nagios named-refused nginx-bad-request nginx-botsearch "
        "nginx-error-common nginx-forbidden nginx-http-auth nginx-limit-req nsd openhab openwebmail "
        "oracleims pam-generic perdition php-url-fopen phpmyadmin-syslog portsentry postfix proftpd "
        "pure-ftpd qmail recidive roundcube-auth routeros-auth scanlogd screensharingd selinux-common "
        "selinux-ssh sendmail-auth sendmail-reject sieve slapd softethervpn sogo-auth solid-pop3d squid "
        "squirrelmail sshd stunnel suhosin tine20 traefik-auth uwimap-auth vsftpd webmin-auth wuftpd "
        "xinetd-fail znc-adminlog zoneminder ")
                                        .split(u' ', Qt::SkipEmptyParts);
    static const QSet<QString> names(list.cbegin(), list.cend());
    return path.endsWith(".conf"_L1) && path.section(u'/', -2, -2) == "filter.d"_L1
        && names.contains(path.section(u'/', -1).chopped(5));
}

} // namespace config
