// SPDX-License-Identifier: GPL-3.0-or-later
// The steps of a rescue: whom they end, and when they do nothing any more.
#include "integration/transaction_scenarios.h"

#include <QScopeGuard>

using namespace Qt::StringLiterals;

namespace transactions {
namespace {

bool answers(const TestFail2ban &daemon)
{
    return daemon.client({ u"ping"_s }).exitCode == 0;
}

/// The step is decided against while its program is in the middle of something: that is never done.
QString decidedMeanwhile(Server &s, const QString &verb, const QStringList &words, const QStringList &more)
{
    const QString begun = s.daemon.folder() + u"/begun"_s;
    const QString acted = s.daemon.folder() + u"/acted"_s;
    NEED(s.begin({}, {}, more).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    QProcess step;
    QStringList command = s.words(verb, words, s.folder());
    step.start(command.takeFirst(), command);
    const auto ended = qScopeGuard([&step] {
        step.kill();
        step.waitForFinished();
    });
    NEED(waitUntil(30'000, [&begun] { return QFile::exists(begun); }));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(!QFile::exists(acted));
    NEED(s.isClean());
    NEED(!waitUntil(9000, [&acted] { return QFile::exists(acted); }));
    return {};
}

} // namespace

/// Two daemons on one machine, and the pid file that is named is the other's: that one is never ended.
QString twoDaemons(Server &s)
{
    TestFail2ban other;
    NEED(other.start());
    const qint64 pid = other.pid();
    const QStringList more { u"pidfile="_s + other.pidFile(),
        u"start='%1' -c '%2' -s '%3' -p '%4' -x start"_s.arg(
            s.daemon.clientProgram(), s.daemon.configDir(), s.daemon.socketPath(), other.pidFile()) };
    // Ours is frozen, and nobody can tell which process that is.
    NEED(s.begin({}, {}, more).code == 0);
    NEED(s.last.value("daemon") == u"none"_s);
    NEED(s.call(u"arm"_s, { u"90"_s }).code == 0);
    s.daemon.freeze();
    NEED(s.call(u"restart"_s).code == 8);
    NEED(s.last.word == u"unsure"_s);
    NEED(s.daemon.isRunning() && other.isRunning());
    s.daemon.thaw();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.daemon.isRunning() && other.isRunning());
    NEED(s.isClean());
    // Ours is down.
    s.daemon.kill();
    const auto ended = qScopeGuard([&s] { s.daemon.client({ u"stop"_s }); });
    NEED(s.begin({}, {}, more).code == 0);
    NEED(s.last.value("daemon") == u"none"_s);
    NEED(s.call(u"arm"_s, { u"90"_s }).code == 0);
    NEED(s.call(u"restart"_s).code == 0);
    NEED(s.last.value("how") == u"started"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(other.isRunning() && other.pid() == pid && answers(other));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(other.isRunning() && answers(other));
    NEED(s.isClean());
    return {};
}

QString lateRestart(Server &s)
{
    s.daemon.kill();
    const auto ended = qScopeGuard([&s] { s.daemon.client({ u"stop"_s }); });
    if (const QString wrong = decidedMeanwhile(s, u"restart"_s, {},
            { u"start=touch '%1/begun'; sleep 7; touch '%1/acted'; '%2' -c '%3' -s '%4' -p '%5' -x start"_s.arg(
                s.daemon.folder(), s.daemon.clientProgram(), s.daemon.configDir(), s.daemon.socketPath(),
                s.daemon.pidFile()) });
        !wrong.isEmpty())
        return wrong;
    NEED(!answers(s.daemon));
    return {};
}

QString lateRevive(Server &s)
{
    const QString client = s.daemon.folder() + u"/bin/slow-client"_s;
    QFile file(client);
    NEED(file.open(QIODevice::WriteOnly)
        && file.write(u"#!/bin/sh\ncase \" $* \" in *' reload '*) touch '%1/begun'; sleep 7; touch '%1/acted' ;; esac\n"
                      "exec '%2' \"$@\"\n"_s.arg(s.daemon.folder(), s.daemon.clientProgram())
                          .toUtf8())
            > 0
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    file.close();
    if (const QString wrong = decidedMeanwhile(s, u"revive"_s, { u"+web"_s }, { u"client="_s + client });
        !wrong.isEmpty())
        return wrong;
    NEED(s.jails() == Server::oldJails());
    return {};
}

} // namespace transactions
