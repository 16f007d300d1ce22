// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"

#include <QTest>

/// A configuration of two jails, small enough that a test sees all of it.
namespace small_tree {

using namespace Qt::StringLiterals;
using config::Configuration;
using config::ProblemKind;

inline const auto c_folder = u"/etc/fail2ban"_s;

inline config::ConfigTree tree(const QMap<QString, QByteArray> &files)
{
    config::ConfigTree tree { c_folder, {}, {} };
    for (auto it = files.begin(); it != files.end(); ++it)
        tree.files.insert(tree.path(it.key()), it.value());
    return tree;
}

inline QMap<QString, QByteArray> baseFiles()
{
    return {
        { u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\nlogtarget = /var/log/f.log\ndbpurgeage = 1d\n" },
        { u"jail.conf"_s,
            "[DEFAULT]\n"
            "bantime = 10m\n"
            "maxretry = 5\n"
            "banaction = block\n"
            "action = %(banaction)s[port=\"%(port)s\"]\n"
            "port = 0:65535\n"
            "[sshd]\n"
            "port = ssh\n"
            "filter = sshd[mode=normal]\n"
            "logpath = /var/log/auth.log\n"
            "[web]\n"
            "filter = web\n"
            "logpath = /var/log/web*.log tail\n" },
        { u"jail.local"_s, "[DEFAULT]\nmaxretry = 4\n[sshd]\nenabled = true\nmaxretry = 3\n" },
        { u"jail.d/zz.local"_s, "[sshd]\n# mine\nmaxretry = 2\n" },
        { u"filter.d/common.conf"_s, "[DEFAULT]\n_daemon = x\n__prefix = ^%(_daemon)s:\n" },
        { u"filter.d/sshd.conf"_s,
            "[INCLUDES]\nbefore = common.conf\n"
            "[Definition]\n_daemon = sshd\n"
            "failregex = %(__prefix)s <re-<mode>> from <HOST>\n"
            "re-normal = bad\nre-hard = worse\n"
            "maxlines = 1\n"
            "[Init]\nmode = hard\n" },
        { u"filter.d/web.conf"_s, "[Definition]\nfailregex = ^<HOST> no\n            ^<HOST> never\n" },
        { u"action.d/common.conf"_s, "[Init]\nchain = INPUT\n" },
        { u"action.d/block.conf"_s,
            "[INCLUDES]\nbefore = common.conf\n"
            "[Definition]\nactionban = block <ip> <port> <chain>\nnorestored = 1\n"
            "[Init]\nport = any\n" },
    };
}

inline Configuration read(const QMap<QString, QByteArray> &files, const Configuration::Machine &machine = {})
{
    return Configuration::read(tree(files), machine);
}

/// The base, with one file more or changed.
inline Configuration readWith(const QString &path, const QByteArray &bytes, const Configuration::Machine &machine = {})
{
    QMap<QString, QByteArray> files = baseFiles();
    files.insert(path, bytes);
    return read(files, machine);
}

inline config::Origin at(const QString &path, int line, const QString &section)
{
    return { c_folder + u'/' + path, line, section };
}

inline QList<ProblemKind> kinds(const QList<config::Problem> &problems)
{
    QList<ProblemKind> all;
    for (const config::Problem &problem : problems)
        all.append(problem.kind);
    return all;
}

} // namespace small_tree
