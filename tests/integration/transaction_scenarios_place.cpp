// SPDX-License-Identifier: GPL-3.0-or-later
// Where a change lies, who starts the daemon there, and what else a server does with processes and folders.
#include "integration/transaction_scenarios.h"
#include "support/test_account.h"

#include <QScopeGuard>
#include <QTemporaryDir>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transactions {
namespace {

/// A root folder of which only the programs in bin are real.
bool madeProgram(const QString &root, const QString &name, const QByteArray &text)
{
    QDir().mkpath(root + u"/bin"_s);
    QFile file(root + u"/bin/"_s + name);
    return file.open(QIODevice::WriteOnly)
        && file.write("#!/bin/sh\necho \"" + name.toUtf8() + " $*\" >>'" + root.toUtf8() + "/said'\n" + text) > 0
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

bool madeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// Servers of fail2ban that have this one's configuration.
int daemons(const Server &s)
{
    int count = 0;
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const QByteArray words = bytesOf(u"/proc/%1/cmdline"_s.arg(name));
        count
            += words.contains("/fail2ban-server\0"_ba) && words.contains(s.daemon.socketPath().toUtf8() + '\0') ? 1 : 0;
    }
    return count;
}

} // namespace

/// The daemon's own user, and the unit's RuntimeDirectory goes with the unit: what takes back does not lie there.
QString unitGone(Server &s)
{
    QTemporaryDir home(u"/var/lib/bgt-XXXXXX"_s);
    QTemporaryDir runtime(u"/run/bgt-XXXXXX"_s);
    TestAccount account;
    NEED(home.isValid() && runtime.isValid() && account.create(u"no matter"_s, home.path()));
    const QString file = home.path() + u"/conf/jail.d/zz-bangui-web.local"_s;
    const QByteArray old = "[web]\nmaxretry = 5\n";
    NEED(madeFile(file, old));
    NEED(madeFile(home.path() + u"/all.sh"_s, bytesOf(s.scriptFile())));
    NEED(QDir().mkpath(home.path() + u"/own"_s));
    NEED(QProcess::execute(u"chown"_s, { u"-R"_s, account.name(), home.path(), runtime.path() }) == 0);
    const auto asUser = [&](const QString &words, const QStringList &arguments, const QByteArray &input = {}) {
        QProcess process;
        process.start(u"setpriv"_s,
            QStringList {
                u"--reuid=%1"_s.arg(account.name()), u"--clear-groups"_s, u"/bin/sh"_s, u"-c"_s, words, u"sh"_s }
                + arguments);
        process.write(input);
        process.closeWriteChannel();
        const bool ended = process.waitForFinished(30'000);
        s.last
            = parsed(ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError());
        return s.last;
    };
    const QString whole = u"all=%1/all.sh; exec %2 -c 'script=$(cat); eval \"$script\"' sh \"$@\" <\"$all\""_s.arg(
        home.path(), s.shell);
    const QString socket = runtime.path() + u"/f.sock"_s;
    NEED(asUser(whole, { u"place"_s, home.path() + u"/own/f.sock"_s }).code == 0);
    NEED(s.last.value("base") == home.path() + u"/own/.bangui"_s);
    // Root's change of a daemon of his is nothing that he could list, and not nothing.
    const QString owned = home.path() + u"/own/f.sock"_s;
    NEED(madeFile(owned, ""));
    NEED(QProcess::execute(u"chown"_s, { account.name(), owned }) == 0);
    const QString lock = u"/run/bangui/lock."_s + QString::fromLatin1(sha256(owned.toUtf8())).left(16);
    NEED(asUser(whole, { u"find"_s, owned }).code == 0);
    NEED(s.last.value("hidden") == u"0"_s);
    // The end of somebody else's change takes that folder along while it is empty.
    NEED(waitUntil(30'000, [&lock] {
        return QProcess::execute(u"mkdir"_s, { u"-p"_s, u"-m"_s, u"0711"_s, u"/run/bangui"_s }) == 0
            && madeFile(lock, "edit-x\n");
    }));
    const bool looked = asUser(whole, { u"find"_s, owned }).code == 0;
    NEED(QFile::remove(lock) && QFile::remove(owned));
    NEED(looked && s.last.value("hidden") == u"1"_s);
    NEED(asUser(whole, { u"place"_s, socket }).code == 0);
    const QString base = s.last.value("base");
    NEED(base.startsWith(home.path() + u"/.bangui-"_s));
    const QString folder = base + u'/' + s.id;
    NEED(asUser(whole,
             { u"begin"_s, folder, u"owner=x"_s, u"socket="_s + socket, u"config="_s + home.path() + u"/conf"_s,
                 u"client=/bin/false"_s, u"pidfile="_s + runtime.path() + u"/f.pid"_s, u"jail=web"_s, u"file="_s + file,
                 u"linger=1"_s })
             .code
        == 0);
    const QString step = s.shell + u" \"$2/transaction.sh\" \"$@\""_s;
    NEED(asUser(step, { u"arm"_s, folder, u"10"_s }).code == 0);
    const QByteArray bytes = "[web]\nmaxretry = 7\n";
    NEED(asUser(step,
             { u"write"_s, folder, file, QString::fromLatin1(sha256(old)), QString::fromLatin1(sha256(bytes)) }, bytes)
             .code
        == 0);
    NEED(asUser(whole, { u"find"_s, socket }).code == 0);
    NEED(s.last.value("count") == u"1"_s);
    NEED(s.last.all.contains(u"folder="_s + folder));
    NEED(bytesOf(file) == bytes);
    NEED(runtime.remove());
    NEED(waitUntil(30'000, [&] { return bytesOf(file) == old; }));
    NEED(waitUntil(30'000, [&] { return !QDir(base).exists(); }));
    NEED(waitUntil(30'000, [&s] { return s.processes().isEmpty(); }));
    NEED(QDir(home.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
        == (QStringList { u"all.sh"_s, u"conf"_s, u"own"_s }));
    return {};
}

/// Where a logout ends what was started with the login, somebody who is in no session has to start it.
QString loggedOut(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    const QStringList more { u"root="_s + root };
    NEED(QDir().mkpath(root + u"/run/systemd/system"_s));
    NEED(madeFile(root + u"/proc/self/cgroup"_s, "0::/user.slice/user-1000.slice/session-3.scope\n"));
    NEED(madeProgram(root, u"id"_s, "echo 1000\n"));
    NEED(madeProgram(root, u"busctl"_s, "echo b true\n"));
    NEED(madeProgram(root, u"atrm"_s, ""));
    NEED(madeProgram(root, u"at"_s, "cat >/dev/null\necho job 7 at Thu >&2\n"));
    // Nobody takes the job.
    NEED(s.begin({ u"web"_s }, { file }, more).code == 9);
    NEED(bytesOf(root + u"/said"_s).contains("atrm 7\n"));
    NEED(s.isClean());
    NEED(madeProgram(root, u"at"_s, "text=$(cat)\nsetsid sh -c \"$text\" &\necho job 8 at Thu >&2\n"));
    NEED(s.begin({ u"web"_s }, { file }, more).code == 0);
    NEED(s.call(u"arm"_s, { u"12"_s }).code == 0);
    NEED(s.last.value("way") == u"at"_s);
    NEED(s.call(u"armed"_s).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    NEED(waitUntil(30'000, [&] { return !QFile::exists(file); }));
    NEED(s.isClean());
    // It is left alone there.
    NEED(madeProgram(root, u"busctl"_s, "echo b false\n"));
    NEED(s.begin({ u"web"_s }, { file }, more).code == 0);
    NEED(s.call(u"arm"_s, { u"30"_s }).code == 0);
    NEED(s.last.value("way") == u"detached"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// As images name it: the supervisor starts it, and there is one.
QString supervised(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    for (const QString &service : { u"svc-fail2ban"_s, u"svc-fail2ban-log"_s, u"log-fail2ban"_s })
        NEED(QDir().mkpath(root + u"/run/service/"_s + service + u"/supervise"_s));
    const QByteArray start = "'" + s.daemon.clientProgram().toUtf8() + "' -c '" + s.daemon.configDir().toUtf8()
        + "' -s '" + s.daemon.socketPath().toUtf8() + "' -p '" + s.daemon.pidFile().toUtf8() + "' ";
    NEED(madeProgram(root, u"s6-svc"_s, start + "-x start\n"));
    const QStringList more { u"root="_s + root, u"start="_s };
    NEED(s.begin({ u"web"_s }, { file }, more).code == 0);
    NEED(s.last.value("manager") == u"s6:"_s + root + u"/run/service/svc-fail2ban"_s);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    s.daemon.kill();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.last.value("daemon") == u"restarted"_s);
    NEED(bytesOf(root + u"/said"_s) == "s6-svc -u " + root.toUtf8() + "/run/service/svc-fail2ban\n");
    NEED(s.jails() == Server::oldJails());
    NEED(daemons(s) == 1);
    NEED(s.isClean());
    // In the foreground, by nobody: as it was started, with its own environment.
    NEED(QDir(root).removeRecursively());
    for (const qint64 pid : { s.daemonPid() }) {
        ::kill(static_cast<pid_t>(pid), SIGKILL);
        NEED(waitUntil(30'000, [pid] {
            const QByteArray line = bytesOf(u"/proc/%1/cmdline"_s.arg(pid));
            return line.isEmpty() || line == "(absent)"; // dead, or waited for already
        }));
    }
    NEED(s.daemon.start());
    NEED(s.begin({ u"web"_s }, { file }, { u"start="_s }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    s.daemon.kill();
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(daemons(s) == 1);
    NEED(s.isClean());
    // Somebody whom nobody knows starts it: there is no second one beside it.
    QProcess supervisor;
    const auto ended = qScopeGuard([&supervisor] {
        supervisor.kill();
        supervisor.waitForFinished();
    });
    NEED(s.begin({ u"web"_s }, { file }, { u"start="_s }).code == 0);
    NEED(s.last.value("manager") == u"argv"_s || s.last.value("manager") == u"sysv"_s);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, "[web]\nmaxretry = 7\n").code == 0);
    const qint64 before = s.daemonPid();
    supervisor.start(u"/bin/sh"_s,
        { u"-c"_s,
            u"while kill -0 %1 2>/dev/null; do sleep 0.1; done; exec %2 -xf start >/dev/null 2>&1"_s.arg(before).arg(
                QString::fromUtf8(start).replace(u"fail2ban-client"_s, u"fail2ban-server"_s)) });
    NEED(supervisor.waitForStarted());
    ::kill(static_cast<pid_t>(before), SIGKILL);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.jails() == Server::oldJails());
    NEED(daemons(s) == 1);
    NEED(s.daemonPid() == supervisor.processId());
    NEED(s.isClean());
    return {};
}

/// A pid file that names another process, which only reads the daemon's log: it is not the daemon.
QString staleProcess(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    QProcess reader;
    reader.start(u"tail"_s, { u"-f"_s, u"/dev/null"_s, s.daemon.folder() + u"/fail2ban-server.log"_s });
    const auto ended = qScopeGuard([&reader] {
        reader.kill();
        reader.waitForFinished();
    });
    NEED(reader.waitForStarted());
    const QByteArray pid = bytesOf(s.daemon.pidFile());
    NEED(QFile::remove(s.daemon.pidFile())
        && madeFile(s.daemon.pidFile(), QByteArray::number(reader.processId()) + '\n'));
    NEED(s.begin({ u"web"_s }, { file }).code == 0);
    NEED(s.last.value("daemon") == u"none"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(reader.state() == QProcess::Running);
    NEED(QFile::remove(s.daemon.pidFile()) && madeFile(s.daemon.pidFile(), pid));
    NEED(s.isClean());
    return {};
}

} // namespace transactions
