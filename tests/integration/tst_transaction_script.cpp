// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/transaction_rig.h"

#include <QDateTime>
#include <QTest>
#include <QtConcurrent>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using transactions::bytesOf;
using transactions::Said;
using transactions::Server;
using transactions::sha256;
using transactions::waitUntil;

// A scenario runs beside others on a thread of its own: what is not so ends it with a text.
#define NEED(condition)                                                                                                \
    do {                                                                                                               \
        if (!(condition))                                                                                              \
            return u"line %1: %2; last: %3"_s.arg(__LINE__).arg(QLatin1String(#condition), s.last.all);                \
    } while (false)

namespace {

const QByteArray offEnabled = "[off]\nenabled = true\n"_ba;

/// "off" switched on: armed, written, reloaded.
QString activateOff(
    Server &s, const QString &seconds, const QStringList &more = {}, const QByteArray &bytes = offEnabled)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(s.begin({ u"off"_s }, { file }, more).code == 0);
    NEED(s.last.value("absent") == u"off,"_s);
    NEED(s.last.value("jails") == u"big,recidive,sshd,web,"_s);
    NEED(s.call(u"arm"_s, { seconds }).code == 0);
    NEED(s.last.value("way") == u"detached"_s);
    NEED(s.call(u"armed"_s).code == 0);
    NEED(s.write(file, bytes).code == 0);
    NEED(bytesOf(file) == bytes);
    return {};
}

QString confirmed(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const qint64 pid = s.daemonPid();
    if (const QString wrong = activateOff(s, u"40"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.write(file, offEnabled).code == 0); // again: nothing to do
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.jails() == (QStringList { u"big"_s, u"off"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
    NEED(s.call(u"status"_s).code == 0);
    NEED(s.last.value("owner") == u"Ann O'Nym @ desk"_s);
    NEED(s.last.value("files") == u"new,"_s);
    NEED(s.last.value("stale") == u"0"_s);
    NEED(s.call(u"disarm"_s).code == 3); // nobody has confirmed
    NEED(s.call(u"confirm"_s, { u"Ann"_s }).code == 0);
    NEED(s.call(u"confirm"_s, { u"Ann"_s }).code == 0);
    NEED(s.call(u"rollback"_s).code == 3);
    NEED(s.last.value("decision") == u"confirmed"_s);
    NEED(s.write(file, "[off]\nenabled = false\n").code == 3);
    NEED(s.call(u"apply"_s).code == 3);
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(s.leftovers().isEmpty());
    NEED(bytesOf(file) == offEnabled);
    struct stat info
    {
    };
    NEED(::stat(qPrintable(file), &info) == 0 && (info.st_mode & 0777) == 0644);
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(s.call(u"apply"_s).code == 6);
    NEED(s.jails().contains(u"off"_s));
    NEED(s.daemonPid() == pid);
    return {};
}

/// Confirmed, and whoever did so died before it cleared away.
QString confirmedAndDied(Server &s)
{
    if (const QString wrong = activateOff(s, u"40"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.call(u"confirm"_s).code == 0);
    NEED(s.isClean());
    NEED(bytesOf(s.path(u"jail.d/zz-bangui-off.local"_s)) == offEnabled);
    NEED(s.jails().contains(u"off"_s));
    return {};
}

QString timedOut(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode == 0);
    const qint64 pid = s.daemonPid();
    if (const QString wrong = activateOff(s, u"3"_s); !wrong.isEmpty())
        return wrong;
    s.call(u"apply"_s); // slow machines: the timer may be faster
    NEED(s.isClean());
    NEED(!QFile::exists(s.path(u"jail.d/zz-bangui-off.local"_s)));
    NEED(s.jails() == Server::oldJails());
    NEED(s.bans(u"big"_s) == u"192.0.2.7"_s);
    NEED(s.daemonPid() == pid);
    return {};
}

/// Owner, mode, comments and every byte of a file that was there.
QString edited(Server &s)
{
    const QString file = s.path(u"jail.d/zz bangui 'x' \"y\".local"_s);
    QFile out(file);
    NEED(out.open(QIODevice::WriteOnly) && out.write("# kept: \t \r\n[web]\nmaxretry = 5\n\n\n") > 0);
    out.close();
    NEED(::chown(QFile::encodeName(file).constData(), 65534, 65534) == 0);
    NEED(::chmod(QFile::encodeName(file).constData(), 0640) == 0);
    const QByteArray before = bytesOf(file);
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"40"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    struct stat info
    {
    };
    NEED(::stat(QFile::encodeName(file).constData(), &info) == 0);
    NEED(info.st_uid == 65534 && info.st_gid == 65534 && (info.st_mode & 07777) == 0640);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() == u"7"_s);
    NEED(s.call(u"rollback"_s, { u"Ann"_s }).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(s.last.value("daemon") == u"reloaded"_s);
    NEED(s.leftovers().isEmpty());
    NEED(bytesOf(file) == before);
    NEED(::stat(QFile::encodeName(file).constData(), &info) == 0);
    NEED(info.st_uid == 65534 && info.st_gid == 65534 && (info.st_mode & 07777) == 0640);
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() == u"5"_s);
    NEED(s.call(u"rollback"_s).code == 6);
    return {};
}

/// The set of actions was replaced: a plain reload loses them, before and after (fact sheet 8.2.1).
QString actionsReplaced(Server &s, const QString &restart)
{
    NEED(s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.9"_s }).exitCode == 0);
    const QString before = s.actions(u"web"_s);
    NEED(before == u"dummy, dummy2"_s);
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file }, { u"restart="_s + restart }).code == 0);
    NEED(s.call(u"arm"_s, { u"4"_s }).code == 0);
    NEED(s.write(file, "[web]\naction = noop\n").code == 0);
    s.call(u"apply"_s);
    NEED(s.isClean());
    NEED(s.actions(u"web"_s) == before);
    NEED(s.jails() == Server::oldJails());
    NEED(waitUntil(8000, [&s] { return s.bans(u"web"_s) == u"192.0.2.9"_s; }));
    return {};
}
QString actionsRestarted(Server &s)
{
    return actionsReplaced(s, u"1"_s);
}
QString actionsLost(Server &s)
{
    return actionsReplaced(s, u"0"_s);
}

/// A jail that ran is switched off: it comes back with its bans.
QString deactivated(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.9"_s }).exitCode == 0);
    QThread::msleep(1500); // fail2ban writes a ban down after it has answered
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.last.value("absent").isEmpty());
    const Said first = s.last;
    NEED(s.begin({ u"web"_s }, { file }).values == first.values);
    NEED(s.call(u"arm"_s, { u"40"_s }).code == 0);
    NEED(s.write(file, "[web]\nenabled = false\n").code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(!s.jails().contains(u"web"_s));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(s.actions(u"web"_s) == u"dummy, dummy2"_s);
    NEED(waitUntil(8000, [&s] { return s.bans(u"web"_s) == u"192.0.2.9"_s; }));
    NEED(s.isClean());
    return {};
}

/// A regex that runs without end stops the whole daemon, SIGTERM and all (fact sheet 8.2.3).
QString runaway(Server &s)
{
    if (const QString wrong = activateOff(
            s, u"30"_s, { u"patience=3"_s }, "[off]\nenabled = true\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n");
        !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    s.daemon.appendLine(u"off"_s,
        QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss "_s)
            + u"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa !"_s);
    QThread::msleep(3000);
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
    // fail2ban writes a ban after it has answered.
    QThread::msleep(1500);
    s.daemon.kill();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.isClean());
    NEED(s.jails() == Server::oldJails());
    NEED(waitUntil(8000, [&s] { return s.bans(u"big"_s) == u"192.0.2.7"_s; }));
    return {};
}

QString daemonKilledAlone(Server &s)
{
    if (const QString wrong = activateOff(s, u"4"_s); !wrong.isEmpty())
        return wrong;
    s.call(u"apply"_s);
    s.daemon.kill();
    NEED(s.isClean(20'000));
    NEED(s.jails() == Server::oldJails());
    NEED(!QFile::exists(s.path(u"jail.d/zz-bangui-off.local"_s)));
    return {};
}

QString daemonFrozen(Server &s)
{
    if (const QString wrong = activateOff(s, u"30"_s, { u"patience=3"_s }); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    const qint64 pid = s.daemonPid();
    s.daemon.freeze();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(s.jails() == Server::oldJails());
    NEED(s.daemonPid() != pid);
    NEED(s.isClean());
    return {};
}

/// The apply hangs in a frozen daemon while the time runs out: the rollback does not wait for it.
QString frozenDuringApply(Server &s)
{
    if (const QString wrong = activateOff(s, u"4"_s, { u"patience=3"_s }); !wrong.isEmpty())
        return wrong;
    s.daemon.freeze();
    QElapsedTimer timer;
    timer.start();
    NEED(s.call(u"apply"_s, { u"60"_s }).code != 0);
    NEED(timer.elapsed() < 30'000);
    NEED(s.isClean(25'000));
    NEED(s.jails() == Server::oldJails());
    return {};
}

/// What comes after the decision changes nothing any more.
QString lateSteps(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    if (const QString wrong = activateOff(s, u"2"_s, { u"linger=6"_s }); !wrong.isEmpty())
        return wrong;
    NEED(waitUntil(12'000, [&s] { return QFile::exists(s.folder() + u"/outcome"_s); }));
    NEED(s.write(file, offEnabled).code == 3);
    NEED(s.last.value("decision") == u"rolledback"_s);
    NEED(s.call(u"apply"_s).code == 3);
    NEED(s.call(u"extend"_s, { u"60"_s }).code == 3 || s.last.code == 9);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 3);
    NEED(s.call(u"confirm"_s).code == 3);
    NEED(s.last.value("by") == u"timer"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(s.isClean());
    NEED(!QFile::exists(file));
    NEED(s.write(file, offEnabled).code == 6);
    NEED(!QFile::exists(file));
    return {};
}

/// One of them wins, and the bytes say which.
QString race(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    const int rounds = qEnvironmentVariableIntValue("BANGUI_TRANSACTION_RACES")
        ? qEnvironmentVariableIntValue("BANGUI_TRANSACTION_RACES")
        : 6;
    for (int round = 0; round < rounds; ++round) {
        const QByteArray old = bytesOf(file);
        const QByteArray bytes = "# " + QByteArray::number(round) + "\n";
        NEED(s.begin({ u"web"_s }, { file }).code == 0);
        NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
        NEED(s.write(file, bytes).code == 0);
        QProcess confirm;
        QProcess rollback;
        QStringList first = s.words(u"confirm"_s, {}, s.folder());
        QStringList second = s.words(u"rollback"_s, {}, s.folder());
        const QString program = first.takeFirst();
        second.removeFirst();
        if (round % 2 == 0)
            confirm.start(program, first);
        rollback.start(program, second);
        if (round % 2 == 1)
            confirm.start(program, first);
        NEED(confirm.waitForFinished(30'000) && rollback.waitForFinished(30'000));
        const bool won = confirm.exitCode() == 0;
        NEED(won == (rollback.exitCode() != 0));
        NEED(bytesOf(file) == (won ? bytes : old));
        if (won)
            NEED(s.call(u"disarm"_s).code == 0);
        NEED(s.isClean());
    }
    return {};
}

QString twoOperators(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.begin({ u"off"_s }, { file }).code == 0); // the same once more
    NEED(s.last.value("id") == s.id);
    NEED(s.callAt(s.base() + u"/other"_s, u"begin"_s, s.parameters({ u"web"_s }, {})).code == 4);
    NEED(s.last.value("id") == s.id);
    NEED(s.last.value("owner") == u"Ann O'Nym @ desk"_s);
    NEED(s.last.value("jail") == u"off"_s);
    NEED(s.last.value("stale") == u"0"_s);
    NEED(s.callAt(s.base(), u"list"_s).code == 0);
    NEED(s.last.value("count") == u"1"_s);
    NEED(s.write(file, offEnabled).code == 9); // not armed
    NEED(!QFile::exists(file));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.leftovers().isEmpty());
    // Several at the same instant.
    std::vector<std::unique_ptr<QProcess>> all;
    for (int i = 0; i < 4; ++i) {
        auto process = std::make_unique<QProcess>();
        QStringList words = s.words(u"begin"_s, s.parameters({ u"web"_s }, { file }), s.base() + u"/many%1"_s.arg(i));
        process->start(words.takeFirst(), words);
        process->write(bytesOf(s.scriptFile()));
        process->closeWriteChannel();
        all.push_back(std::move(process));
    }
    int won = 0;
    for (const auto &process : all) {
        NEED(process->waitForFinished(40'000));
        s.last = transactions::parsed(
            process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError());
        NEED(s.last.code == 0 || s.last.code == 4);
        won += s.last.code == 0 ? 1 : 0;
    }
    NEED(won == 1);
    for (int i = 0; i < 4; ++i)
        s.callAt(s.base() + u"/many%1"_s.arg(i), u"rollback"_s);
    NEED(s.isClean());
    return {};
}

/// Somebody else writes into the file meanwhile: nothing of theirs is lost.
QString changedMeanwhile(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 5\n"_s);
    const QByteArray old = bytesOf(file);
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"40"_s }).code == 0);
    const QByteArray bytes = "[web]\nmaxretry = 6\n";
    s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 9\n"_s);
    const QByteArray theirs = bytesOf(file);
    NEED(s.call(u"write"_s, { file, QString::fromLatin1(sha256(old)), QString::fromLatin1(sha256(bytes)) }, bytes).code
        == 5);
    NEED(bytesOf(file) == theirs);
    // Cut off on its way.
    NEED(s.call(u"write"_s, { file, u"any"_s, QString::fromLatin1(sha256(bytes)) }, bytes.left(9)).code == 2);
    NEED(bytesOf(file) == theirs);
    NEED(s.write(file, bytes).code == 0);
    s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 8\n"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"foreign"_s);
    NEED(bytesOf(file) == old);
    NEED(bytesOf(s.folder() + u"/files/1/foreign"_s) == "[web]\nmaxretry = 8\n");
    NEED(s.processes().isEmpty());
    NEED(s.callAt(s.base() + u"/next"_s, u"begin"_s, s.parameters({ u"web"_s }, { file })).code == 0); // not locked
    NEED(s.callAt(s.base() + u"/next"_s, u"rollback"_s).code == 0);
    NEED(s.call(u"cleanup"_s).code == 0);
    NEED(s.isClean());
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
    NEED(waitUntil(8000, [&s] { return s.bans(u"big"_s) == u"192.0.2.7"_s; }));
    NEED(s.isClean());
    return {};
}

/// Whoever drives this dies at any instant.
QString driverKilled(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const QString script = QStringLiteral(
        "t() { \"$@\" >/dev/null 2>&1 || exit 1; }; run=\"$1\"; dir=$2; file=$3; sum=$4; all=$5; shift 5\n"
        "t sh -c 'run=$1; shift; all=$1; shift; $run -c '\\''script=$(cat); eval \"$script\"'\\'' sh begin \"$@\" "
        "<\"$all\"' sh \"$run\" \"$all\" \"$dir\" \"$@\"\n"
        "t $run \"$dir/transaction.sh\" arm \"$dir\" 4\n"
        "printf '[off]\\nenabled = true\\n' | $run \"$dir/transaction.sh\" write \"$dir\" \"$file\" absent $sum "
        ">/dev/null 2>&1\n"
        "t $run \"$dir/transaction.sh\" apply \"$dir\"\nsleep 60\n");
    // A third of the instants for each, since every one has to wait for the timer.
    const bool all = qEnvironmentVariableIsSet("BANGUI_TRANSACTION_LONG");
    const bool older = s.daemon.versionText() == u"1.0.2"_s;
    const QList<int> some = older ? QList<int> { 150, 1700, 3600 } : QList<int> { 900, 2300, 2900 };
    for (const int ms : all ? QList<int> { 50, 150, 400, 900, 1300, 1700, 2000, 2300, 2600, 2900, 3300, 3600 } : some) {
        QProcess driver;
        driver.setChildProcessModifier([] { ::setsid(); });
        driver.start(u"/bin/sh"_s,
            QStringList { u"-c"_s, script, u"sh"_s, s.shell, s.folder(), file, QString::fromLatin1(sha256(offEnabled)),
                s.scriptFile() }
                + s.parameters({ u"off"_s }, { file }, { u"grace=3"_s }));
        NEED(driver.waitForStarted(5000));
        QThread::msleep(static_cast<unsigned long>(ms));
        ::kill(static_cast<pid_t>(-driver.processId()), SIGKILL);
        driver.waitForFinished(5000);
        // Killed before anything was made known, only a nameless folder may be left: the next begin takes it along.
        if (!waitUntil(16'000, [&s] { return s.processes().isEmpty() && !QFile::exists(s.folder()); }))
            return u"after %1 ms: %2"_s.arg(ms).arg(s.leftovers());
        NEED(!QFile::exists(file));
        NEED(s.jails() == Server::oldJails());
    }
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.leftovers().isEmpty());
    return {};
}

/// Whoever waits for the end of the output gets it at once; the time is not that of the timer.
QString channelIsFree(Server &s)
{
    QElapsedTimer timer;
    timer.start();
    QProcess process;
    process.start(u"/bin/sh"_s,
        QStringList { u"-c"_s,
            u"run=$1; all=$2; shift 2; $run -c 'script=$(cat); eval \"$script\"' sh begin \"$@\" <\"$all\" 2>&1 7>&1 | cat"_s,
            u"sh"_s, s.shell, s.scriptFile(), s.folder() }
            + s.parameters({ u"web"_s }, {}, { u"grace=60"_s }));
    NEED(process.waitForFinished(30'000));
    NEED(timer.elapsed() < 20'000);
    NEED(process.readAllStandardOutput().contains("begin ok"));
    const auto watchers = s.processes();
    NEED(watchers.size() == 1 || watchers.size() == 2); // and its sleep
    NEED(::getsid(static_cast<pid_t>(watchers.first())) != ::getsid(0));
    ::kill(static_cast<pid_t>(watchers.first()), SIGHUP);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(s.call(u"extend"_s, { u"90"_s }).code == 0);
    NEED(s.last.value("remaining").toInt() > 80);
    NEED(s.call(u"extend"_s, { u"5"_s }).code == 0); // never earlier
    NEED(s.last.value("remaining").toInt() > 80);
    // A dead watcher is not called armed, and nothing is written then.
    for (const qint64 pid : s.processes())
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    NEED(waitUntil(5000, [&s] { return s.call(u"armed"_s).code == 9; }));
    NEED(s.call(u"apply"_s).code == 9);
    NEED(s.call(u"status"_s).value("stale") == u"1"_s);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(s.call(u"armed"_s).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// Whoever carries out the rollback dies in it: the watcher goes on.
QString performerKilled(Server &s)
{
    if (const QString wrong = activateOff(s, u"60"_s); !wrong.isEmpty())
        return wrong;
    NEED(s.call(u"apply"_s).code == 0);
    QProcess process;
    QStringList words = s.words(u"rollback"_s, {}, s.folder());
    process.start(words.takeFirst(), words);
    NEED(waitUntil(10'000, [&s] { return QFile::exists(s.folder() + u"/performer.1"_s); }));
    process.kill();
    process.waitForFinished(5000);
    NEED(s.isClean(20'000));
    NEED(!QFile::exists(s.path(u"jail.d/zz-bangui-off.local"_s)));
    NEED(s.jails() == Server::oldJails());
    return {};
}

QString hostileArguments(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    for (const QString &jail : { u"--all"_s, u"-x"_s, u"all"_s, u"a\nb"_s, u""_s, u"a\tb"_s })
        NEED(s.begin({ jail }, { file }).code == 2);
    for (const QString &path : { u"relative"_s, u"/nowhere/at/all"_s, u"/tmp/x.local"_s, file + u'\n',
             s.path(u"jail.d/"_s), s.path(u"jail.d"_s) })
        NEED(s.begin({ u"web"_s }, { path }).code == 2);
    NEED(s.begin({ u"web"_s }, { file }, { u"patience=1; id"_s }).code == 2);
    NEED(s.begin({ u"web"_s }, { file }, { u"shell=sh"_s }).code == 2);
    NEED(s.callAt(s.base() + u"/a b"_s, u"begin"_s, s.parameters({ u"web"_s }, {})).code == 2);
    NEED(s.callAt(s.base() + u"/../x"_s, u"begin"_s, s.parameters({ u"web"_s }, {})).code == 0 || s.last.code == 2);
    s.callAt(s.daemon.folder() + u"/x"_s, u"rollback"_s);
    NEED(s.callAt(u"/tmp/x"_s, u"begin"_s, s.parameters({ u"web"_s }, {})).code == 2); // everybody writes there
    NEED(s.call(u"eat"_s).code == 2);
    NEED(s.leftovers().isEmpty());
    // A folder of ours that is a link, or of others.
    const QString outside = s.daemon.folder() + u"/outside"_s;
    NEED(QDir().mkpath(outside));
    NEED(!QDir(s.base()).exists() || QDir().rmdir(s.base()));
    NEED(QFile::link(outside, s.base()));
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(QFile::remove(s.base()));
    NEED(QDir().mkpath(s.base()) && ::chmod(qPrintable(s.base()), 0777) == 0);
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(::chmod(qPrintable(s.base()), 0700) == 0 && ::chown(qPrintable(s.base()), 65534, 65534) == 0);
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(::chown(qPrintable(s.base()), ::getuid(), ::getgid()) == 0);
    // A name that would be a command.
    const QString odd = s.path(u"jail.d/$(touch x);`id`.local"_s);
    NEED(s.begin({ u"web $(id) ; 'x"_s }, { odd }).code == 0);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(s.write(odd, "# nothing\n").code == 0);
    NEED(s.call(u"apply"_s).code == 8); // no such jail
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(!QFile::exists(odd));
    NEED(s.isClean());
    return {};
}

/// The disk of the configuration fills up after the write: taking back needs no room.
QString diskFull(Server &s)
{
    const QString folder = s.path(u"jail.d"_s);
    NEED(::mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=96k,mode=755") == 0);
    const auto unmount = qScopeGuard([&folder] { ::umount2(qPrintable(folder), MNT_DETACH); });
    const QString file = folder + u"/zz-bangui-web.local"_s;
    const QByteArray old = "[web]\nmaxretry = 5\n#" + QByteArray(9000, 'x') + "\n";
    QFile out(file);
    NEED(out.open(QIODevice::WriteOnly) && out.write(old) == old.size());
    out.close();
    const QByteArray bytes = "[web]\nmaxretry = 7\n#" + QByteArray(9000, 'y') + "\n";
    const auto fill = [&folder] {
        QFile filler(folder + u"/filler"_s);
        if (filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
            while (filler.write(QByteArray(1024, 'z')) == 1024) { }
    };
    fill();
    NEED(s.begin({ u"web"_s }, { file }).code == 7); // no room for taking back: not begun
    NEED(bytesOf(file) == old);
    NEED(s.leftovers().isEmpty());
    NEED(QFile::remove(folder + u"/filler"_s));
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    fill();
    NEED(s.write(file, bytes).code == 7);
    NEED(bytesOf(file) == old);
    NEED(QFile::remove(folder + u"/filler"_s));
    NEED(s.write(file, bytes).code == 0);
    fill();
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(bytesOf(file) == old);
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() == u"5"_s);
    NEED(s.isClean());
    return {};
}

/// A reboot with the change still open: the timer is gone with it, the hook is not.
QString rebooted(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    for (const QString &folder : { u"/run/systemd/system"_s, u"/etc/systemd/system"_s, u"/bin"_s, u"/var/lib"_s })
        NEED(QDir().mkpath(root + folder));
    // A systemd of which only the words are real.
    const auto program = [&root](const QString &name, const QByteArray &text) {
        QFile file(root + u"/bin/"_s + name);
        return file.open(QIODevice::WriteOnly)
            && file.write("#!/bin/sh\necho \"$0 $*\" >>'" + root.toUtf8() + "/said'\n" + text) > 0
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    };
    NEED(program(u"systemd-run"_s, "exit 0\n") && program(u"systemctl"_s, "exit 0\n"));
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const QStringList more { u"root="_s + root, u"boot=auto"_s };
    NEED(s.begin({ u"off"_s }, { file }, more).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.last.value("way") == u"systemd"_s);
    NEED(s.last.value("boot") == u"systemd"_s);
    NEED(bytesOf(root + u"/said"_s).contains("--on-active=60 --timer-property=AccuracySec=1s"));
    const QString unit = root + u"/etc/systemd/system/bangui-boot-"_s + s.id + u".service"_s;
    const QString wants = root + u"/etc/systemd/system/multi-user.target.wants/bangui-boot-"_s + s.id + u".service"_s;
    NEED(bytesOf(unit).contains("Before=fail2ban.service"));
    NEED(QFileInfo(wants).symLinkTarget() == unit);
    NEED(s.write(file, offEnabled).code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    // Power off: processes and /run are gone.
    for (const qint64 pid : s.processes())
        ::kill(static_cast<pid_t>(pid), SIGKILL);
    NEED(s.daemon.stop());
    NEED(QDir(s.base()).removeRecursively());
    const QString stored = root + u"/var/lib/bangui/"_s + s.id;
    QProcess boot;
    QStringList words = s.words(u"boot"_s, {}, stored);
    const QString shell = words.takeFirst();
    boot.start(shell, words);
    NEED(boot.waitForFinished(30'000) && boot.exitCode() == 0);
    NEED(bytesOf(file) == offEnabled); // the same boot: not yet
    QByteArray parameters = bytesOf(stored + u"/param"_s);
    const QByteArray bootId = bytesOf(u"/proc/sys/kernel/random/boot_id"_s).trimmed();
    NEED(parameters.contains(bootId));
    QFile rewritten(stored + u"/param"_s);
    NEED(rewritten.open(QIODevice::WriteOnly) && rewritten.write(parameters.replace(bootId, "another")) > 0);
    rewritten.close();
    boot.start(shell, words);
    NEED(boot.waitForFinished(30'000) && boot.exitCode() == 0);
    NEED(!QFile::exists(file));
    NEED(!QFile::exists(unit) && !QFileInfo(wants).isSymLink() && !QDir(stored).exists());
    NEED(s.leftovers().isEmpty());
    NEED(s.daemon.start());
    NEED(s.jails() == Server::oldJails());
    // What was confirmed leaves no hook, in the instant in which that is said.
    NEED(s.begin({ u"off"_s }, { file }, more).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(QFile::exists(unit));
    NEED(s.write(file, offEnabled).code == 0);
    NEED(s.call(u"confirm"_s).code == 0);
    NEED(!QFile::exists(unit) && !QFileInfo(wants).isSymLink() && !QDir(stored).exists());
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(bytesOf(root + u"/said"_s).contains("stop bangui-" + s.id.toUtf8() + ".timer"));
    NEED(s.isClean(4000)); // the timeout of busybox looks once a second whether it is needed still
    return {};
}

struct Scenario
{
    const char *name;
    QString (*run)(Server &);
};
constexpr Scenario scenarios[] = {
    { "confirmed", confirmed },
    { "confirmedAndDied", confirmedAndDied },
    { "timedOut", timedOut },
    { "edited", edited },
    { "actionsRestarted", actionsRestarted },
    { "actionsLost", actionsLost },
    { "deactivated", deactivated },
    { "runaway", runaway },
    { "daemonKilled", daemonKilled },
    { "daemonKilledAlone", daemonKilledAlone },
    { "daemonFrozen", daemonFrozen },
    { "frozenDuringApply", frozenDuringApply },
    { "lateSteps", lateSteps },
    { "race", race },
    { "twoOperators", twoOperators },
    { "changedMeanwhile", changedMeanwhile },
    { "brokenElsewhere", brokenElsewhere },
    { "allLost", allLost },
    { "driverKilled", driverKilled },
    { "channelIsFree", channelIsFree },
    { "performerKilled", performerKilled },
    { "hostileArguments", hostileArguments },
    { "diskFull", diskFull },
    { "rebooted", rebooted },
};

QString runOne(const Scenario &scenario, TestFail2ban::Version version, const QString &shell)
{
    Server server(version, shell);
    if (!server.daemon.start())
        return server.daemon.error();
    const QString wrong = scenario.run(server);
    return wrong.isEmpty() ? wrong : wrong + u"\nleft: "_s + server.leftovers();
}

} // namespace

/// The server's side of a change, in the shells that servers have, on real daemons: what the fact sheet warns of (8.2),
/// and whatever dies in between. The scenarios run side by side, since most of them wait. BANGUI_TRANSACTION_LONG runs
/// each in every shell on every version, otherwise the shells take turns.
class TestTransactionScript final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void noClockIsRead();
    void scenario_data();
    void scenario();

private:
    struct Run
    {
        QByteArray name;
        const Scenario *scenario;
        TestFail2ban::Version version;
        QString shell;
        QFuture<QString> result;
    };
    std::vector<Run> m_runs;
    QThreadPool m_pool;
};

void TestTransactionScript::initTestCase()
{
    const QStringList shells { u"dash"_s, u"busybox sh"_s, u"bash"_s };
    const bool all = qEnvironmentVariableIsSet("BANGUI_TRANSACTION_LONG");
    const QStringList wanted = QCoreApplication::arguments().mid(1).filter(u"scenario:"_s);
    m_pool.setMaxThreadCount(qMax(6, QThread::idealThreadCount() * 3));
    int turn = 0;
    for (const Scenario &scenario : scenarios) {
        for (const auto version : TestFail2ban::versions()) {
            for (const QString &shell : all ? shells : QStringList { shells.at(turn++ % 3) }) {
                const QString name = u"%1 %2 %3"_s.arg(
                    QLatin1String(scenario.name), TestFail2ban::versionText(version), shell.section(u' ', 0, 0));
                m_runs.push_back({ name.toUtf8(), &scenario, version, shell, {} });
                if (!wanted.isEmpty() && !wanted.contains(u"scenario:"_s + name))
                    continue;
                m_runs.back().result = QtConcurrent::run(
                    &m_pool, [&scenario, version, shell] { return runOne(scenario, version, shell); });
            }
        }
    }
}

/// Time is that since boot: whoever sets the clock moves no deadline.
void TestTransactionScript::noClockIsRead()
{
    const QByteArray text = transport::transactionScript();
    QVERIFY(text.contains("/proc/uptime"));
    QVERIFY(!text.contains("date ") && !text.contains("$(date"));
    QVERIFY(text.size() < 100 * 1024); // one argument of a program, where that is needed
}

void TestTransactionScript::scenario_data()
{
    QTest::addColumn<int>("index");
    for (size_t i = 0; i < m_runs.size(); ++i)
        QTest::newRow(m_runs[i].name.constData()) << static_cast<int>(i);
}

void TestTransactionScript::scenario()
{
    QFETCH(int, index);
    const QString wrong = m_runs[static_cast<size_t>(index)].result.result();
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong));
}

QTEST_GUILESS_MAIN(TestTransactionScript)
#include "tst_transaction_script.moc"
