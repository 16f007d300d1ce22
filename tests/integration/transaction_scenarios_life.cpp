// SPDX-License-Identifier: GPL-3.0-or-later
// How a change begins and ends, and who wins.
#include "integration/transaction_scenarios.h"

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transactions {

QString activateOff(Server &s, const QString &seconds, const QStringList &more, const QByteArray &bytes)
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
    NEED(s.write(file, offEnabled()).code == 0); // again: nothing to do
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
    NEED(!QDir(s.folder()).exists()); // by then, not some time after
    NEED(s.isClean());
    NEED(bytesOf(file) == offEnabled());
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
    NEED(bytesOf(s.path(u"jail.d/zz-bangui-off.local"_s)) == offEnabled());
    NEED(s.jails().contains(u"off"_s));
    return {};
}

QString timedOut(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode == 0);
    const qint64 pid = s.daemonPid();
    if (const QString wrong = activateOff(s, u"12"_s); !wrong.isEmpty())
        return wrong;
    s.call(u"apply"_s); // slow machines: the timer may be faster
    NEED(s.isClean());
    NEED(!QFile::exists(s.path(u"jail.d/zz-bangui-off.local"_s)));
    NEED(s.jails() == Server::oldJails());
    NEED(s.bans(u"big"_s) == u"192.0.2.7"_s);
    NEED(s.daemonPid() == pid);
    return {};
}

/// Owner, mode, comments and every byte of a file that was there; and the mode that a new one is to have.
QString edited(Server &s)
{
    const QString file = s.path(u"jail.d/zz bangui 'x' \"y\".local"_s);
    QFile out(file);
    NEED(out.open(QIODevice::WriteOnly) && out.write("# kept: \t \r\n[web]\nmaxretry = 5\n\n\n") > 0);
    out.close();
    NEED(::chown(QFile::encodeName(file).constData(), 65534, 65534) == 0);
    NEED(::chmod(QFile::encodeName(file).constData(), 0640) == 0);
    const QByteArray before = bytesOf(file);
    const QString made = s.path(u"filter.d/ignorecommands/new one"_s);
    NEED(QDir().mkpath(QFileInfo(made).path()));
    NEED(s.begin({ u"web"_s }, { file, made }).code == 0);
    NEED(s.call(u"arm"_s, { u"40"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    struct stat info
    {
    };
    const QByteArray program = "#!/bin/sh\nexit 1\n";
    NEED(s.call(u"write"_s, { made, u"absent"_s, QString::fromLatin1(sha256(program)), u"755"_s }, program).code == 0);
    NEED(::stat(QFile::encodeName(made).constData(), &info) == 0 && (info.st_mode & 07777) == 0755);
    NEED(bytesOf(made) == program);
    NEED(::stat(QFile::encodeName(file).constData(), &info) == 0);
    NEED(info.st_uid == 65534 && info.st_gid == 65534 && (info.st_mode & 07777) == 0640);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() == u"7"_s);
    NEED(s.call(u"rollback"_s, { u"Ann"_s }).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(s.last.value("daemon") == u"reloaded"_s);
    NEED(s.isClean());
    NEED(bytesOf(file) == before && !QFile::exists(made));
    NEED(::stat(QFile::encodeName(file).constData(), &info) == 0);
    NEED(info.st_uid == 65534 && info.st_gid == 65534 && (info.st_mode & 07777) == 0640);
    NEED(s.daemon.client({ u"get"_s, u"web"_s, u"maxretry"_s }).output.trimmed() == u"5"_s);
    NEED(s.call(u"rollback"_s).code == 6);
    return {};
}

/// A jail that ran is switched off: it comes back with its bans.
QString deactivated(Server &s)
{
    NEED(s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.9"_s }).exitCode == 0);
    NEED(s.awaitWrittenDown(u"web"_s, u"192.0.2.9"_s));
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
    NEED(waitUntil(30'000, [&s] { return s.bans(u"web"_s) == u"192.0.2.9"_s; }));
    NEED(s.isClean());
    return {};
}

/// What comes after the decision changes nothing any more.
QString lateSteps(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    if (const QString wrong = activateOff(s, u"10"_s, { u"linger=120"_s }); !wrong.isEmpty())
        return wrong;
    NEED(waitUntil(30'000, [&s] { return QFile::exists(s.folder() + u"/outcome"_s); }));
    NEED(s.write(file, offEnabled()).code == 3);
    NEED(s.last.value("decision") == u"rolledback"_s);
    NEED(s.call(u"apply"_s).code == 3);
    NEED(s.last.word == u"decided"_s); // it is not let in
    NEED(s.call(u"extend"_s, { u"60"_s }).code == 3 || s.last.code == 9);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 3);
    NEED(s.call(u"confirm"_s).code == 3);
    NEED(s.last.value("by") == u"timer"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"restored"_s);
    NEED(s.call(u"disarm"_s).code == 0); // it would stay for as long as all of these may take
    NEED(s.isClean());
    NEED(!QFile::exists(file));
    NEED(s.write(file, offEnabled()).code == 6);
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
    NEED(s.write(file, offEnabled()).code == 9); // not armed
    NEED(!QFile::exists(file));
    const QString lock = QDir(s.base()).entryList({ u"lock.*"_s }).value(0);
    NEED(!lock.isEmpty());
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    // Of a folder that somebody has removed by hand.
    QDir().mkdir(s.base());
    QFile::setPermissions(s.base(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    QFile dead(s.base() + u'/' + lock);
    NEED(dead.open(QIODevice::WriteOnly) && dead.write("gone\n") > 0);
    dead.close();
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    // Several at the same instant.
    std::vector<std::unique_ptr<QProcess>> all;
    for (int i = 0; i < 4; ++i) {
        auto process = std::make_unique<QProcess>();
        QStringList words = s.words(u"begin"_s, s.parameters({ u"web"_s }, { file }), s.base() + u"/many%1"_s.arg(i));
        process->setStandardInputFile(s.scriptFile());
        process->start(words.takeFirst(), words);
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
    NEED(waitUntil(30'000, [&s] { return s.processes().isEmpty(); }));
    NEED(s.callAt(s.base() + u"/next"_s, u"begin"_s, s.parameters({ u"web"_s }, { file })).code == 0); // not locked
    NEED(s.callAt(s.base() + u"/next"_s, u"rollback"_s).code == 0);
    NEED(s.call(u"cleanup"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// The time runs out before anything was written: what somebody else has made of the file meanwhile is his.
QString neverWritten(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    const QByteArray old = "[web]\nmaxretry = 5\n";
    const auto put = [&file](const QByteArray &bytes) {
        QFile out(file);
        return out.open(QIODevice::WriteOnly) && out.write(bytes) == bytes.size();
    };
    for (const bool removed : { false, true }) {
        NEED(put(old));
        NEED(s.begin({ u"web"_s }, { file }).code == 0);
        NEED(s.call(u"arm"_s, { u"3"_s }).code == 0);
        NEED(removed ? QFile::remove(file) : put("[web]\nmaxretry = 9\n"));
        NEED(s.isClean());
        NEED(bytesOf(file) == (removed ? "(absent)" : "[web]\nmaxretry = 9\n"));
    }
    return {};
}

/// There is no room for what somebody else has written: it stays beside the file until it is dismissed, and is told.
QString foreignWithoutRoom(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 5\n"_s);
    const QByteArray whole = bytesOf(s.scriptFile());
    const QByteArray copies = "cp -a \"$REAL\" \"$folder/foreign\" 2>/dev/null";
    NEED(whole.count(copies) == 1 && whole.count("put \"$folder/foreign.sum\" \"$SUM\"") == 1);
    s.setScript(QByteArray(whole).replace(copies, "false").replace("put \"$folder/foreign.sum\" \"$SUM\"", ":"));
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"40"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 6\n").code == 0);
    s.daemon.writeConfig(u"jail.d/zz-bangui-web.local"_s, u"[web]\nmaxretry = 8\n"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.word == u"foreign"_s);
    const QString kept = s.path(u"jail.d/.zz-bangui-web.local.bangui-%1.foreign"_s.arg(s.id));
    NEED(bytesOf(kept) == "[web]\nmaxretry = 8\n");
    NEED(s.call(u"cleanup"_s).code == 0);
    NEED(s.isClean());
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
    NEED(watchers.size() == 1 || watchers.size() == 2); // and what it is about to start
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
    NEED(waitUntil(30'000, [&s] { return s.call(u"armed"_s).code == 9; }));
    NEED(s.call(u"apply"_s).code == 9);
    NEED(s.call(u"status"_s).value("stale") == u"1"_s);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(s.call(u"armed"_s).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

} // namespace transactions
