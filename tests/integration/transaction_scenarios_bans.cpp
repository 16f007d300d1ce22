// SPDX-License-Identifier: GPL-3.0-or-later
// What is banned, where fail2ban has no database to make it again from.
#include "integration/transaction_scenarios.h"

using namespace Qt::StringLiterals;

namespace transactions {
namespace {

const QByteArray otherAction = "[web]\naction = noop\n";

QString addressesOf(Server &s, const QString &jail)
{
    QStringList all = s.bans(jail).split(u' ', Qt::SkipEmptyParts);
    all.sort();
    return all.join(u' ');
}

QString ban(Server &s, const QString &jail, const QStringList &addresses)
{
    NEED(s.daemon.client(QStringList { u"set"_s, jail, u"banip"_s } + addresses).exitCode == 0);
    return {};
}

/// Two addresses in each of three jails, and a third one in web.
QString guarding(Server &s, const QString &database = u"None"_s)
{
    s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = %1\n"_s.arg(database));
    NEED(s.daemon.restart());
    for (const QString &jail : { u"web"_s, u"big"_s, u"sshd"_s }) {
        if (const QString wrong = ban(s, jail, { u"192.0.2.7"_s, u"2001:db8::7"_s }); !wrong.isEmpty())
            return wrong;
    }
    return ban(s, u"web"_s, { u"198.51.100.0/24"_s });
}

QStringList again(const QString &key)
{
    QStringList all;
    for (const QString &jail : Server::oldJails())
        all << key + u'=' + jail;
    return all;
}

QString armedEdit(Server &s, const QString &seconds, const QStringList &more, const QByteArray &bytes = otherAction,
    const QString &restart = u"1"_s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file }, QStringList { u"restart="_s + restart } + more).code == 0);
    NEED(s.call(u"arm"_s, { seconds }).code == 0);
    NEED(s.write(file, bytes).code == 0);
    return {};
}

QString unbanned(Server &s, const QString &jail, const QString &address)
{
    NEED(s.daemon.client({ u"set"_s, jail, u"unbanip"_s, address }).exitCode == 0);
    return {};
}

const QString two = u"192.0.2.7 2001:db8::7"_s;
const QString three = u"192.0.2.7 198.51.100.0/24 2001:db8::7"_s;

/// Those of the other jails.
QString othersWrong(Server &s)
{
    NEED(addressesOf(s, u"big"_s) == two);
    NEED(addressesOf(s, u"sshd"_s) == two);
    NEED(s.jails() == Server::oldJails());
    return {};
}

} // namespace

QString bansOfEdit(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = armedEdit(s, u"40"_s, again(u"reban"_s) + again(u"rebannew"_s)); !wrong.isEmpty())
        return wrong;
    // Lifted since the begin: it is not taken from there.
    if (const QString wrong = unbanned(s, u"web"_s, u"192.0.2.7"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.actions(u"web"_s) == u"noop"_s);
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7"_s);
    NEED(s.call(u"confirm"_s).code == 0);
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(s.isClean());
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7"_s);
    return othersWrong(s);
}

QString bansTakenBack(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = armedEdit(s, u"30"_s, again(u"reban"_s) + again(u"rebannew"_s)); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(addressesOf(s, u"web"_s) == three);
    // Lifted by somebody, banned by somebody, while the change is open.
    if (const QString wrong = unbanned(s, u"web"_s, u"192.0.2.7"_s); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = ban(s, u"web"_s, { u"203.0.113.9"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.isClean(90'000)); // by the timer
    NEED(s.actions(u"web"_s) == u"dummy, dummy2"_s);
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7 203.0.113.9"_s);
    // The old actions have made them.
    NEED(s.daemon.actionLines().count(u"ban web 203.0.113.9"_s) == 2);
    return othersWrong(s);
}

QString bansOfEnd(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    if (const QString wrong
        = armedEdit(s, u"40"_s, again(u"reban"_s) + again(u"rebannew"_s), "[web]\nenabled = false\n", u"0"_s);
        !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(!s.jails().contains(u"web"_s));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    NEED(addressesOf(s, u"web"_s) == three);
    return othersWrong(s);
}

/// Where an action would report them anew they stay lifted: by the new actions, or by the old ones.
QString bansReported(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = armedEdit(s, u"40"_s, again(u"reban"_s)); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(addressesOf(s, u"web"_s).isEmpty());
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    NEED(addressesOf(s, u"web"_s) == three);
    if (const QString wrong = armedEdit(s, u"40"_s, again(u"rebannew"_s)); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(addressesOf(s, u"web"_s) == three);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("notes").contains("3 of web"_L1));
    NEED(s.isClean());
    NEED(addressesOf(s, u"web"_s).isEmpty());
    return othersWrong(s);
}

/// With their daemon all bans are gone, of every jail. What has ended meanwhile is over.
QString bansOfKilled(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    NEED(s.daemon.client({ u"set"_s, u"sshd"_s, u"bantime"_s, u"20"_s }).exitCode == 0); // from when they were banned
    if (const QString wrong = armedEdit(s, u"60"_s, again(u"reban"_s) + again(u"rebannew"_s)); !wrong.isEmpty())
        return wrong;
    if (const QString wrong = unbanned(s, u"web"_s, u"192.0.2.7"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    s.daemon.kill();
    QThread::msleep(20'000);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.isClean());
    NEED(s.jails() == Server::oldJails());
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7"_s);
    NEED(addressesOf(s, u"big"_s) == two);
    NEED(addressesOf(s, u"sshd"_s).isEmpty());
    return {};
}

/// It freezes while the begin reads its bans: nothing is begun whose rollback would have to do without them.
QString bansOfFrozen(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    const QString client = s.daemon.folder() + u"/client-that-freezes"_s;
    NEED(makeClient(s, client, u"--with-time"_s, u"kill -STOP \"$(cat '%1')\""_s.arg(s.daemon.pidFile()), u":"_s));
    NEED(setFlag(client));
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin(
              { u"web"_s }, { file }, again(u"reban"_s) + again(u"rebannew"_s) + QStringList { u"client="_s + client })
             .code
        == 0);
    NEED(!QFile::exists(client + u".flag"_s));
    NEED(s.last.value("answers") == u"0"_s);
    s.daemon.thaw();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"untouched"_s);
    NEED(s.isClean());
    return {};
}

/// A database in memory: fail2ban makes them again where a jail is restarted, and has none where it has died.
QString bansInMemory(Server &s)
{
    if (const QString wrong = guarding(s, u":memory:"_s); !wrong.isEmpty())
        return wrong;
    QThread::msleep(1500); // it writes a ban down after it has answered
    if (const QString wrong = armedEdit(s, u"60"_s, again(u"reban"_s) + again(u"rebannew"_s)); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(waitUntil(30'000, [&s] { return addressesOf(s, u"web"_s) == three; }));
    NEED(bytesOf(s.daemon.logPath()).count("[web] Ban 192.0.2.7") == 1); // the other one is "Restore Ban"
    s.daemon.kill();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    NEED(addressesOf(s, u"web"_s) == three);
    return othersWrong(s);
}

/// The time is over while they are being set again: whoever takes it back sets all of them.
QString bansInterrupted(Server &s)
{
    s.daemon.writeConfig(u"action.d/slow.conf"_s, u"[Definition]\nactionban = sleep 0.4\nactionunban =\n"_s);
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    QStringList many;
    for (int i = 1; i <= 60; ++i)
        many << u"203.0.113.%1"_s.arg(i);
    if (const QString wrong = ban(s, u"web"_s, many); !wrong.isEmpty())
        return wrong;
    const QString before = addressesOf(s, u"web"_s);
    NEED(before.split(u' ').size() == 63);
    if (const QString wrong = armedEdit(s, u"12"_s, again(u"reban"_s) + again(u"rebannew"_s), "[web]\naction = slow\n");
        !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code != 0); // it would take 25 s
    NEED(s.isClean(60'000));
    NEED(s.actions(u"web"_s) == u"dummy, dummy2"_s);
    NEED(addressesOf(s, u"web"_s) == before);
    return othersWrong(s);
}

/// More than one command line holds.
QString bansOfMany(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    for (int block = 0; block < 10; ++block) {
        QStringList many;
        for (int i = 0; i < 200; ++i)
            many << u"2001:db8:ffff:ffff:ffff:ffff:%1:%2"_s.arg(block + 1, 0, 16).arg(i + 1, 0, 16);
        if (const QString wrong = ban(s, u"big"_s, many); !wrong.isEmpty())
            return wrong;
    }
    const QString before = addressesOf(s, u"big"_s);
    NEED(before.split(u' ').size() == 2002);
    const QString file = s.path(u"jail.d/zz-bangui-big.local"_s);
    NEED(s.begin({ u"big"_s }, { file }, QStringList { u"restart=1"_s } + again(u"reban"_s) + again(u"rebannew"_s)).code
        == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[big]\nfindtime = 700\n").code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(addressesOf(s, u"big"_s) == before);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    NEED(addressesOf(s, u"big"_s) == before);
    return {};
}

/// A rescue that restarts a jail, and one that restarts a daemon which still answers.
QString bansOfRescue(Server &s)
{
    if (const QString wrong = guarding(s); !wrong.isEmpty())
        return wrong;
    const QStringList more = again(u"reban"_s) + again(u"rebannew"_s);
    NEED(s.begin({}, {}, more).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    if (const QString wrong = unbanned(s, u"web"_s, u"192.0.2.7"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"revive"_s, { u"!web"_s }).code == 0);
    NEED(s.last.value("unset").isEmpty());
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7"_s);
    const qint64 pid = s.daemonPid();
    NEED(s.call(u"restart"_s).code == 0);
    NEED(s.daemonPid() != pid);
    NEED(s.last.value("unset").isEmpty() && s.last.value("lifted").isEmpty());
    NEED(addressesOf(s, u"web"_s) == u"198.51.100.0/24 2001:db8::7"_s);
    NEED(s.call(u"confirm"_s).code == 0);
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(s.isClean());
    return othersWrong(s);
}

} // namespace transactions
