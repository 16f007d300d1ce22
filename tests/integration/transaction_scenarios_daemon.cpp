// SPDX-License-Identifier: GPL-3.0-or-later
// What fail2ban does under a change (fact sheet 8.2).
#include "integration/transaction_scenarios.h"

#include <QDateTime>

#include <csignal>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transactions {

namespace {

/// The set of actions was replaced: a plain reload loses them, before and after (fact sheet 8.2.1).
QString actionsReplaced(Server &s, const QString &restart)
{
    NEED(s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.9"_s }).exitCode == 0);
    const QString before = s.actions(u"web"_s);
    NEED(before == u"dummy, dummy2"_s);
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file }, { u"restart="_s + restart }).code == 0);
    NEED(s.call(u"arm"_s, { u"8"_s }).code == 0);
    NEED(s.write(file, "[web]\naction = noop\n").code == 0);
    s.call(u"apply"_s);
    NEED(s.isClean());
    NEED(s.actions(u"web"_s) == before);
    NEED(s.jails() == Server::oldJails());
    NEED(waitUntil(30'000, [&s] { return s.bans(u"web"_s) == u"192.0.2.9"_s; }));
    return {};
}

/// What the process has used of the processor.
double processorSeconds(qint64 pid)
{
    const QByteArrayList words
        = bytesOf(u"/proc/%1/stat"_s.arg(pid)).split(')').constLast().trimmed().split(' '); // from the third one on
    return (words.value(11).toDouble() + words.value(12).toDouble()) / double(::sysconf(_SC_CLK_TCK));
}

} // namespace

QString actionsRestarted(Server &s)
{
    return actionsReplaced(s, u"1"_s);
}

QString actionsLost(Server &s)
{
    return actionsReplaced(s, u"0"_s);
}

/// A regex that runs without end stops the whole daemon, SIGTERM and all (fact sheet 8.2.3).
QString runaway(Server &s)
{
    if (const QString wrong
        = activateOff(s, u"90"_s, {}, "[off]\nenabled = true\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n");
        !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    const double before = processorSeconds(s.daemonPid());
    s.daemon.appendLine(u"off"_s,
        QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss "_s)
            + u"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa !"_s);
    // It has come to that line: looking at its logs takes it some milliseconds a second.
    NEED(waitUntil(60'000, [&] { return processorSeconds(s.daemonPid()) > before + 2; }));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

QString daemonKilled(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode == 0);
    if (const QString wrong = activateOff(s, u"30"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.awaitWrittenDown(u"big"_s, u"192.0.2.7"_s));
    s.daemon.kill();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.isClean());
    NEED(s.jails() == Server::oldJails());
    NEED(waitUntil(30'000, [&s] { return s.bans(u"big"_s) == u"192.0.2.7"_s; }));
    return {};
}

QString daemonKilledAlone(Server &s)
{
    if (const QString wrong = activateOff(s, u"15"_s); !wrong.isEmpty())
        return wrong;
    s.call(u"apply"_s);
    s.daemon.kill();
    NEED(s.isClean(40'000));
    NEED(s.jails() == Server::oldJails());
    NEED(!QFile::exists(s.path(u"jail.d/zz-bangui-off.local"_s)));
    return {};
}

/// Somebody ends the daemon before anything is written, and it is taken back while it still has its process.
QString daemonLeaves(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(::kill(pid_t(s.daemonPid()), SIGTERM) == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

bool makeClient(const Server &s, const QString &path, const QString &word, const QString &first, const QString &then)
{
    QFile program(path);
    const QString text
        = u"#!/bin/sh\nfor word; do :; done\nhit=no\n[ \"$word\" != %1 ] || ! rm '%2.flag' 2>/dev/null || hit=yes\n"
          u"[ $hit = no ] || %3\n'%4' \"$@\"\ncode=$?\n[ $hit = no ] || %5\nexit $code\n"_s.arg(
              word, path, first, s.daemon.clientProgram(), then);
    return program.open(QIODevice::WriteOnly) && program.write(text.toUtf8()) > 0
        && program.setPermissions(QFile::ReadOwner | QFile::ExeOwner);
}

bool setFlag(const QString &path)
{
    QFile flag(path + u".flag"_s);
    return flag.open(QIODevice::WriteOnly);
}

/// Somebody ends the daemon when the rollback has just seen that all of its jails are there.
QString daemonEndedAfterLook(Server &s)
{
    const QString client = s.daemon.folder() + u"/client-that-ends"_s;
    NEED(makeClient(s, client, u"status"_s, u":"_s, u"kill -TERM \"$(cat '%1')\""_s.arg(s.daemon.pidFile())));
    if (const QString wrong = activateOff(s, u"60"_s, { u"client="_s + client }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(setFlag(client));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(!QFile::exists(client + u".flag"_s));
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

/// Somebody ends the daemon when it has just been told that all is as it was; or his own change comes first.
QString daemonEndedAfterRollback(Server &s)
{
    if (const QString wrong = activateOff(s, u"30"_s, { u"linger=2"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    s.daemon.kill();
    NEED(waitUntil(30'000, [&s] { return s.jails() == Server::oldJails(); }));
    NEED(s.isClean());

    if (const QString wrong = activateOff(s, u"30"_s, { u"linger=2"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"rollback"_s).code == 0);
    const QString first = s.id;
    s.id = u"next"_s;
    NEED(s.begin({ u"off"_s }, { s.path(u"jail.d/zz-bangui-off.local"_s) }).code
        == 0); // while the first one still looks
    NEED(::kill(pid_t(s.daemonPid()), SIGKILL) == 0);
    NEED(waitUntil(30'000, [&s, &first] { return !QDir(s.base() + u'/' + first).exists(); }));
    NEED(s.jails().isEmpty()); // whoever has begun decides about it
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

/// It freezes when the rollback has just seen that it answers: that is not waited for at each of its questions.
QString frozenInRollback(Server &s)
{
    const QString client = s.daemon.folder() + u"/client-that-freezes"_s;
    NEED(makeClient(s, client, u"off"_s, u"kill -STOP \"$(cat '%1')\""_s.arg(s.daemon.pidFile()), u":"_s));
    if (const QString wrong = activateOff(s, u"60"_s, { u"client="_s + client, u"patience=12"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(setFlag(client));
    QElapsedTimer timer;
    timer.start();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(!QFile::exists(client + u".flag"_s));
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(timer.elapsed() < 45'000); // with all of its patience each time, some 80 s
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

QString daemonFrozen(Server &s)
{
    if (const QString wrong = activateOff(s, u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    const qint64 pid = s.daemonPid();
    s.daemon.freeze();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.daemonPid() != pid);
    // It is a child of this test: dead, but not yet waited for.
    NEED(QString::fromLatin1(bytesOf(u"/proc/%1/stat"_s.arg(pid))).section(u')', -1).trimmed().startsWith(u'Z'));
    NEED(s.isClean());
    return {};
}

/// The apply hangs in a frozen daemon while the time runs out: the rollback does not wait for it.
QString frozenDuringApply(Server &s)
{
    if (const QString wrong = activateOff(s, u"10"_s); !wrong.isEmpty())
        return wrong;
    s.daemon.freeze();
    QElapsedTimer timer;
    timer.start();
    NEED(s.call(u"apply"_s, { u"60"_s }).code != 0);
    NEED(timer.elapsed() < 30'000);
    NEED(s.isClean(40'000));
    NEED(s.jails() == Server::oldJails());
    return {};
}

/// Frozen long before the time is over: whoever takes it back then does not wait for its answer all over again.
QString silentBefore(Server &s)
{
    if (const QString wrong = activateOff(s, u"40"_s, { u"patience=30"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    s.daemon.freeze();
    NEED(waitUntil(60'000, [&s] { return QFile::exists(s.folder() + u"/decision"_s); }));
    NEED(waitUntil(29'000, [&s] { return s.jails() == Server::oldJails(); }));
    NEED(s.isClean(40'000));
    return {};
}

/// Another file is broken meanwhile: no reload works, the new jail still ends (fact sheet 8.2.2).
QString brokenElsewhere(Server &s)
{
    if (const QString wrong = activateOff(s, u"40"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.jails().contains(u"off"_s));
    const qint64 pid = s.daemonPid();
    s.daemon.writeConfig(u"jail.d/broken.local"_s, u"[web\nenabled\n"_s);
    s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition\nx\n"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    QFile::remove(s.path(u"fail2ban.local"_s));
    NEED(s.jails() == Server::oldJails());
    NEED(s.daemonPid() == pid);
    return {};
}

/// A jail is edited and somebody breaks another file: the reload that would take the new settings back is refused. That
/// is told, and holds until it is done.
QString refusedReload(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    const auto maxretry = [&s] { return s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed(); };
    const QString before = maxretry();
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 77\n").code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(maxretry() == u"77"_s);
    const qint64 pid = s.daemonPid();
    s.daemon.writeConfig(u"jail.d/broken.local"_s, u"[web\nenabled\n"_s);
    NEED(s.call(u"rollback"_s).code == 10);
    NEED(s.last.word == u"failed"_s);
    NEED(s.last.value("notes").contains(u"reload refused for web"_s));
    NEED(!QFile::exists(file));
    NEED(maxretry() == u"77"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.call(u"status"_s).value("outcome") == u"failed"_s);
    QFile::remove(s.path(u"jail.d/broken.local"_s));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(maxretry() == before);
    NEED(s.daemonPid() == pid);
    NEED(s.isClean());
    return {};
}

/// Somebody has broken another file before the change is loaded: neither reload is taken, and all is as it was.
QString refusedBefore(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 77\n").code == 0);
    s.daemon.writeConfig(u"jail.d/broken.local"_s, u"[web\nenabled\n"_s);
    NEED(s.call(u"apply"_s).code == 8);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(s.last.value("notes").contains(u"the settings are the old ones"_s));
    NEED(!QFile::exists(file));
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() != u"77"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.isClean());
    return {};
}

/// A bad regex and somebody's full reload: every other jail is gone, and comes back.
QString allLost(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode == 0);
    if (const QString wrong = activateOff(s, u"40"_s, {}, "[off]\nenabled = true\nfailregex = ^(<HOST>\n");
        !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 8);
    NEED(s.daemon.client({ u"reload"_s }).exitCode != 0);
    NEED(!s.jails().contains(u"web"_s));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(waitUntil(30'000, [&s] { return s.bans(u"big"_s) == u"192.0.2.7"_s; }));
    NEED(s.isClean());
    return {};
}

} // namespace transactions
