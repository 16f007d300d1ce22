// SPDX-License-Identifier: GPL-3.0-or-later
// The test ban of a change: it is always lifted, whoever dies in it.
#include "integration/transaction_scenarios.h"

#include <QScopeGuard>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace transactions {
namespace {

const QString &address()
{
    static const QString text = u"203.0.113.77"_s;
    return text;
}

/// An action whose ban runs that command; what it bans is in "fw" beside it.
void writeAction(const Server &s, const QString &ban)
{
    s.daemon.writeConfig(u"action.d/tried.conf"_s,
        u"[Definition]\nactionstart =\nactionstop =\nactioncheck =\nactionban = %1\n"
        "actionunban = sed -i /<ip>/d %2/fw; printf 'unban tried <ip>\\n' >> %2/log/action.log\n[Init]\nname = x\n"_s
            .arg(ban, s.daemon.folder()));
}

QString writesWall(const Server &s)
{
    return u"printf '<ip>\\n' >> %1/fw; printf 'ban tried <ip>\\n' >> %1/log/action.log"_s.arg(s.daemon.folder());
}

/// A program that shows what the action has written, as a rule set would.
[[nodiscard]] bool writeWall(const Server &s, const QString &name, const QString &text)
{
    const QString path = s.daemon.folder() + u"/root/bin/"_s + name;
    QFile file(path);
    return QDir().mkpath(s.daemon.folder() + u"/root/bin"_s) && file.open(QIODevice::WriteOnly)
        && file.write(text.toUtf8()) > 0 && ::chmod(qPrintable(path), 0755) == 0;
}

/// "web" with that action alone: armed, written and reloaded.
QString tried(Server &s, const QString &ban, const QString &seconds, const QStringList &more = {})
{
    writeAction(s, ban);
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file },
              QStringList { u"restart=1"_s, u"root="_s + s.daemon.folder() + u"/root"_s } + more)
             .code
        == 0);
    NEED(s.call(u"arm"_s, { seconds }).code == 0);
    NEED(s.write(file, "[web]\naction = tried\n").code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    return {};
}

[[nodiscard]] bool isBanned(const Server &s)
{
    return s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s, address() }).output.trimmed() == u"1"_s;
}

[[nodiscard]] int lines(const Server &s, const QString &line)
{
    return int(s.daemon.actionLines().count(line));
}

/// The step gets a signal while its ban is under way; KILL for all that it has begun.
QString endedInBetween(Server &s, const QString &seconds, int signal)
{
    const QString begun = s.daemon.folder() + u"/begun"_s;
    if (const QString wrong = tried(s, u"touch %1; sleep 2; %2"_s.arg(begun, writesWall(s)), seconds); !wrong.isEmpty())
        return wrong;
    QProcess step;
    QStringList words = s.words(u"canary"_s, { u"web"_s, address() }, s.folder());
    step.setChildProcessModifier([] { ::setsid(); });
    step.start(words.takeFirst(), words);
    const auto ended = qScopeGuard([&step] {
        step.kill();
        step.waitForFinished();
    });
    NEED(waitUntil(30'000, [&begun] { return QFile::exists(begun); }));
    NEED(bytesOf(s.folder() + u"/canary"_s) == address().toUtf8() + " web\n");
    ::kill(static_cast<pid_t>(signal == SIGKILL ? -step.processId() : step.processId()), signal);
    NEED(step.waitForFinished(30'000));
    return {};
}

QString isLifted(Server &s)
{
    NEED(s.isClean(90'000));
    NEED(!isBanned(s));
    NEED(lines(s, u"ban tried "_s + address()) == lines(s, u"unban tried "_s + address()));
    NEED(lines(s, u"unban tried "_s + address()) >= 1);
    // Nor does the database bring it back.
    NEED(s.daemon.restart());
    NEED(!s.bans(u"web"_s).contains(address()));
    return {};
}

} // namespace

QString canaryLifted(Server &s)
{
    NEED(writeWall(
        s, u"nft"_s, u"#!/bin/sh\ncat %1/fw; echo 203.0.113.7; echo 1203.0.113.77\n"_s.arg(s.daemon.folder())));
    NEED(writeWall(s, u"ipset"_s, u"#!/bin/sh\necho 203.0.113.77\nexit 1\n"_s)); // what it cannot read tells nothing
    NEED(writeWall(s, u"iptables-save"_s, u"#!/bin/sh\necho '-A INPUT -s 203.0.113.7/32 -j DROP'\n"_s));
    if (const QString wrong = tried(s, writesWall(s), u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 0);
    NEED(s.last.value("seen") == u"nftables,"_s);
    NEED(s.last.value("looked") == u"nftables,iptables,"_s);
    NEED(s.last.value("stays").isEmpty());
    NEED(!isBanned(s));
    NEED(lines(s, u"ban tried "_s + address()) == 1);
    NEED(lines(s, u"unban tried "_s + address()) == 1);
    NEED(!QFile::exists(s.folder() + u"/canary"_s));
    // Whoever is banned is left alone.
    NEED(s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.9"_s }).exitCode == 0);
    NEED(s.call(u"canary"_s, { u"web"_s, u"192.0.2.9"_s }).code == 5);
    NEED(s.last.word == u"banned"_s);
    NEED(s.bans(u"web"_s).contains(u"192.0.2.9"_s));
    for (const QString &other :
        { u"192.0.3.1"_s, u"203.0.113.0"_s, u"203.0.113.255"_s, u"203.0.113.1/24"_s, u"203.0.113.077"_s, u"203.0.113"_s,
            u"203.0.113.1.1"_s, u"192.0.2.1;id"_s, u"-x"_s, u"2001:db8::1"_s, u""_s, u"192.0.2.*"_s })
        NEED(s.call(u"canary"_s, { u"web"_s, other }).code == 2);
    NEED(s.call(u"canary"_s, { u"sshd"_s, address() }).code == 2); // none of this change
    NEED(s.call(u"canary"_s, { u"web"_s }).code == 2);
    NEED(s.call(u"confirm"_s, { u"Ann"_s }).code == 0);
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 3);
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 6);
    NEED(lines(s, u"ban tried "_s + address()) == 1);
    NEED(s.isClean());
    return {};
}

/// A ban that fails counts with fail2ban all the same: it is lifted, and what it has said is in the log.
QString canaryFails(Server &s)
{
    if (const QString wrong = tried(s, u"exit 3"_s, u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 0);
    NEED(!isBanned(s));
    NEED(s.last.value("seen").isEmpty());
    const QByteArray log = bytesOf(s.daemon.logPath());
    const qsizetype error = log.indexOf("Failed to execute ban jail 'web' action 'tried'");
    NEED(error >= 0 && log.indexOf("[web] Unban 203.0.113.77") > error);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// One that hangs for longer than an answer is waited for.
QString canaryHangs(Server &s)
{
    if (const QString wrong = tried(s, u"sleep 9; "_s + writesWall(s), u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 8);
    NEED(s.last.word == u"refused"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    return isLifted(s);
}

/// What the action cannot take away any more is told.
QString canaryStays(Server &s)
{
    NEED(writeWall(s, u"nft"_s, u"#!/bin/sh\necho 'elements = { 203.0.113.77 }'\n"_s));
    if (const QString wrong = tried(s, writesWall(s), u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code == 0);
    NEED(s.last.value("stays") == u"nftables,"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    return isLifted(s);
}

/// Who is asked to end lifts it before that, and the change goes on.
QString canaryTerminated(Server &s)
{
    if (const QString wrong = endedInBetween(s, u"60"_s, SIGTERM); !wrong.isEmpty())
        return wrong;
    NEED(!isBanned(s));
    NEED(!QFile::exists(s.folder() + u"/canary"_s));
    NEED(s.call(u"status"_s).code == 0);
    NEED(s.last.value("decision") == u"none"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    return isLifted(s);
}

QString canaryKilledRolledBack(Server &s)
{
    if (const QString wrong = endedInBetween(s, u"60"_s, SIGKILL); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"rollback"_s).code == 0);
    return isLifted(s);
}

/// Nobody is left but the watcher.
QString canaryKilledTimedOut(Server &s)
{
    if (const QString wrong = endedInBetween(s, u"20"_s, SIGKILL); !wrong.isEmpty())
        return wrong;
    return isLifted(s);
}

/// Somebody else has looked, and keeps the change.
QString canaryKilledConfirmed(Server &s)
{
    if (const QString wrong = endedInBetween(s, u"60"_s, SIGKILL); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"confirm"_s, { u"Ann"_s }).code == 0);
    NEED(s.call(u"disarm"_s).code == 0);
    if (const QString wrong = isLifted(s); !wrong.isEmpty())
        return wrong;
    NEED(bytesOf(s.path(u"jail.d/zz-bangui-web.local"_s)) == "[web]\naction = tried\n");
    return {};
}

/// The time is over while it goes on: the step is ended, and its ban with it.
QString canaryLate(Server &s)
{
    if (const QString wrong = tried(s, u"sleep 24; "_s + writesWall(s), u"20"_s, { u"patience=30"_s });
        !wrong.isEmpty())
        return wrong;
    s.call(u"canary"_s, { u"web"_s, address() });
    NEED(s.last.code != 0);
    return isLifted(s);
}

/// It hangs for so long that the daemon is started anew, which brings back what its database has.
QString canaryFrozen(Server &s)
{
    if (const QString wrong = tried(s, u"sleep 58"_s, u"16"_s); !wrong.isEmpty())
        return wrong;
    const qint64 pid = s.daemonPid();
    NEED(s.call(u"canary"_s, { u"web"_s, address() }).code != 0);
    NEED(s.isClean(150'000));
    NEED(s.daemonPid() != pid);
    NEED(s.jails() == Server::oldJails());
    NEED(!isBanned(s));
    NEED(bytesOf(s.daemon.logPath()).contains("[web] Restore Ban 203.0.113.77"));
    NEED(bytesOf(s.daemon.logPath()).contains("[web] Unban 203.0.113.77"));
    return {};
}

} // namespace transactions
