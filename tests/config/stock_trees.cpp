// SPDX-License-Identifier: GPL-3.0-or-later
#include "tree_generator.h"
#include "tree_sheet.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace config_trees {
namespace {

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QStringList stockJails(const GeneratedTree &tree)
{
    QStringList names;
    for (const QByteArray &line : tree.files.value(u"jail.conf"_s).split('\n')) {
        const QString name = QString::fromUtf8(line.trimmed());
        if (name.startsWith(u'[') && name.endsWith(u']') && name != "[INCLUDES]"_L1 && name != "[DEFAULT]"_L1)
            names += name.sliced(1, name.size() - 2);
    }
    return names;
}

} // namespace

GeneratedTree copied(const QString &folder, const QString &name)
{
    GeneratedTree tree { name, {}, {}, {}, {} };
    for (const QString &part : { u"filter.d"_s, u"action.d"_s })
        tree.links.insert(part, folder + u'/' + part);
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();) {
        const QString path = it.next();
        tree.files.insert(path.mid(folder.size() + 1), read(path));
    }
    return tree;
}

GeneratedTree everyJail(const QString &stock)
{
    GeneratedTree tree = copied(stock, u"every stock jail"_s);
    QByteArray all;
    for (const QString &jail : stockJails(tree))
        all += "[" + jail.toUtf8() + "]\nenabled = true\n";
    tree.files.insert(u"jail.d/zz-all.local"_s, all);
    return tree;
}

GeneratedTree variedStock(const QString &stock, quint32 seed)
{
    GeneratedTree tree = copied(stock, u"stock, seed %1"_s.arg(seed));
    Dice dice(seed);
    const QStringList jails = stockJails(tree);
    QStringList actions
        = QDir(stock + u"/action.d"_s).entryList({ u"*.conf"_s }, QDir::Files).replaceInStrings(u".conf"_s, QString());
    const QStringList filters
        = QDir(stock + u"/filter.d"_s).entryList({ u"*.conf"_s }, QDir::Files).replaceInStrings(u".conf"_s, QString());
    Sheet sheet(dice);
    sheet.section(u"DEFAULT"_s);
    if (dice.percent(50))
        sheet.option(u"banaction"_s,
            dice.of<QString>(
                { u"nftables-multiport"_s, u"ufw"_s, u"firewallcmd-ipset"_s, u"iptables-ipset-proto6"_s }));
    if (dice.percent(50))
        sheet.option(u"action"_s,
            dice.of<QString>({ u"%(action_mw)s"_s, u"%(action_mwl)s"_s, u"%(action_xarf)s"_s,
                u"%(action_)s\n%(action_blocklist_de)s"_s }));
    sheet.option(u"blocklist_de_apikey"_s, u"abc"_s);
    QStringList done;
    for (int i = 0; i < 12; ++i) {
        const QString &jail = dice.of(jails);
        if (done.contains(jail))
            continue;
        done += jail;
        sheet.section(jail);
        sheet.option(u"enabled"_s, dice.of(truths));
        if (dice.percent(30))
            sheet.option(u"action"_s, dice.of(actions) + u"[name=%(__name__)s, port=\"%(port)s\", type=allports]"_s);
        if (dice.percent(20))
            sheet.option(u"filter"_s, dice.of(filters) + u"[mode=aggressive, logtype=journal]"_s);
        if (dice.percent(20))
            sheet.option(u"mode"_s, u"aggressive"_s);
        if (dice.percent(30))
            sheet.option(u"backend"_s, dice.of<QString>({ u"systemd"_s, u"%(sshd_backend)s"_s }));
        if (dice.percent(20))
            sheet.option(u"logpath"_s, u"%(known/logpath)s\n/var/log/other*.log tail"_s);
    }
    tree.files.insert(u"jail.local"_s, sheet.bytes());
    return tree;
}

config::ConfigTree plant(const GeneratedTree &tree, const QString &folder)
{
    config::ConfigTree planted;
    planted.folder = folder;
    QDir().mkpath(folder);
    const auto write = [](const QString &path, const QByteArray &bytes) {
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s: %s", qPrintable(path), qPrintable(file.errorString()));
    };
    for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
        const QString path = folder + u'/' + it.key();
        QByteArray bytes = it.value();
        bytes.replace("@FOLDER@", folder.toUtf8());
        if (!tree.links.contains(it.key().section(u'/', 0, 0)))
            write(path, bytes);
        planted.files.insert(path, bytes);
    }
    for (auto it = tree.links.begin(); it != tree.links.end(); ++it) {
        if (!QFile::link(it.value(), folder + u'/' + it.key()))
            qFatal("cannot link %s", qPrintable(it.key()));
    }
    for (const QString &path : logsBelow(tree, folder))
        write(path, {});
    for (const QString &path : tree.folders)
        QDir().mkpath(folder + u'/' + path);
    return planted;
}

QStringList logsBelow(const GeneratedTree &tree, const QString &folder)
{
    QStringList paths;
    for (const QString &log : tree.logs)
        paths += folder + u'/' + log;
    return paths;
}

} // namespace config_trees
