// SPDX-License-Identifier: GPL-3.0-or-later
// What arms a change and where, two users of one daemon, and a folder that belongs to somebody else.
#include "integration/transaction_scenarios.h"
#include "support/test_account.h"

#include <QScopeGuard>
#include <QTemporaryDir>

#include <atomic>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transactions {
namespace {

/// A program of a root folder of which only these are real; what it was called with is in "said".
bool makeTool(const QString &root, const QString &name, const QByteArray &text)
{
    QDir().mkpath(root + u"/bin"_s);
    QFile file(root + u"/bin/"_s + name);
    return file.open(QIODevice::WriteOnly)
        && file.write("#!/bin/sh\necho \"" + name.toUtf8() + " $*\" >>'" + root.toUtf8() + "/said'\n" + text) > 0
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

bool makeFile(const QString &path, const QByteArray &text)
{
    QDir().mkpath(path.section(u'/', 0, -2));
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
}

/// As the owner of a folder may, for as long as it lives: everything of ours with such an end becomes a link, folders,
/// too.
class Links final
{
public:
    Links(const QString &folder, const QString &end, const QString &target)
        : m_folder(folder)
        , m_thread([this, folder, end, target] {
            while (!m_ends) {
                for (const QFileInfo &found : QDir(folder).entryInfoList(
                         { u".*bangui*"_s + end }, QDir::AllEntries | QDir::Hidden | QDir::System)) {
                    if (found.isSymLink())
                        continue;
                    const QByteArray path = found.filePath().toUtf8();
                    const QByteArray away = path + "-away";
                    if (::rename(path.constData(), away.constData()) == 0
                        && ::symlink(target.toUtf8().constData(), path.constData()) == 0)
                        ++m_made;
                }
            }
        })
    {
    }
    /// He takes along what he has put in the place of what had just gone.
    ~Links()
    {
        m_ends = true;
        m_thread.join();
        for (const QFileInfo &found : QDir(m_folder).entryInfoList(QDir::AllEntries | QDir::Hidden | QDir::System)) {
            if (found.isSymLink())
                QFile::remove(found.filePath());
            else if (found.fileName().endsWith("-away"_L1)
                && (found.isDir() ? !QDir(found.filePath()).removeRecursively() : !QFile::remove(found.filePath())))
                qWarning("%s stays", qPrintable(found.filePath()));
        }
    }
    Q_DISABLE_COPY_MOVE(Links)
    [[nodiscard]] int made() const { return m_made; }

private:
    const QString m_folder;
    std::atomic<bool> m_ends = false;
    std::atomic<int> m_made = 0;
    std::thread m_thread;
};

} // namespace

/// A hook is promised only where something runs it at a boot.
QString hooksThatRun(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const QStringList more { u"root="_s + root, u"boot=auto"_s };
    const auto hook = [&]() -> QString {
        if (s.begin({ u"off"_s }, { file }, more).code != 0 || s.call(u"arm"_s, { u"60"_s }).code != 0)
            return s.last.all;
        QString found = s.last.value("boot");
        return s.call(u"rollback"_s).code == 0 && s.call(u"disarm"_s).code == 0 ? found : s.last.all;
    };
    for (const QString &folder : { u"/run/openrc"_s, u"/etc/local.d"_s, u"/etc/runlevels/default"_s, u"/var/lib"_s })
        NEED(QDir().mkpath(root + folder));
    NEED(hook() == u"none"_s); // Alpine's own: "local" is in no runlevel
    NEED(makeFile(root + u"/etc/runlevels/default/local"_s, {}));
    NEED(hook() == u"openrc"_s);
    NEED(QDir(root + u"/run/openrc"_s).removeRecursively());
    // A cron that runs, but that of busybox, which reads no cron.d.
    NEED(QDir().mkpath(root + u"/etc/cron.d"_s) && QDir().mkpath(root + u"/bin"_s));
    NEED(QFile::copy(u"/bin/sleep"_s, root + u"/crond"_s));
    QProcess daemon;
    daemon.start(root + u"/crond"_s, { u"600"_s });
    const auto ended = qScopeGuard([&daemon] {
        daemon.kill();
        daemon.waitForFinished();
    });
    NEED(daemon.waitForStarted());
    NEED(makeFile(root + u"/elsewhere/busybox"_s, "#!/bin/sh\n"));
    NEED(::chmod(qPrintable(root + u"/elsewhere/busybox"_s), 0755) == 0);
    for (const QString &cron : { u"/bin/cron"_s, u"/bin/crond"_s })
        NEED(QFile::link(root + u"/elsewhere/busybox"_s, root + cron));
    NEED(hook() == u"none"_s);
    for (const QString &cron : { u"/bin/cron"_s, u"/bin/crond"_s })
        NEED(QFile::remove(root + cron) && makeTool(root, cron.section(u'/', -1), ""));
    NEED(hook() == u"cron"_s);
    NEED(QDir(root + u"/etc/cron.d"_s).isEmpty()); // gone with the change
    NEED(s.isClean());
    return {};
}

/// An arm is killed when systemd has its timer already: the next one knows it for what it is, and its end ends it.
QString armedTwice(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(QDir().mkpath(root + u"/run/systemd/system"_s));
    NEED(makeTool(root, u"systemctl"_s, "exit 0\n"));
    NEED(makeTool(root, u"systemd-run"_s, "[ ! -e '" + root.toUtf8() + "/again' ] || exit 1\nsleep 15\n"));
    NEED(s.begin({ u"off"_s }, { file }, { u"root="_s + root }).code == 0);
    QProcess arm;
    QStringList words = s.words(u"arm"_s, { u"60"_s }, s.folder());
    arm.start(words.takeFirst(), words);
    NEED(waitUntil(30'000, [&root] { return bytesOf(root + u"/said"_s).contains("--on-active=60"); }));
    arm.kill();
    arm.waitForFinished();
    NEED(!QFile::exists(s.folder() + u"/armed"_s));
    NEED(makeFile(root + u"/again"_s, {}));
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0); // that unit is taken
    NEED(s.last.value("way") == u"systemd"_s);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean(40'000)); // the watcher clears away, some seconds later
    NEED(bytesOf(root + u"/said"_s).contains("systemctl stop bangui-" + s.id.toUtf8() + ".timer\n"));
    return {};
}

/// A bus that answers nothing holds nobody up for ever, and is no timer.
QString hungManager(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(QDir().mkpath(root + u"/run/systemd/system"_s));
    NEED(makeTool(root, u"systemctl"_s, "exit 0\n") && makeTool(root, u"systemd-run"_s, "exit 0\n"));
    NEED(s.begin({ u"off"_s }, { file }, { u"root="_s + root }).code == 0);
    NEED(s.call(u"arm"_s, { u"100"_s }).code == 0);
    NEED(s.last.value("way") == u"systemd"_s);
    NEED(makeTool(root, u"systemctl"_s, "exec sleep 300\n"));
    QElapsedTimer timer;
    timer.start();
    NEED(s.call(u"status"_s).code == 0);
    NEED(timer.elapsed() < 60'000);
    NEED(s.last.value("armed") == u"0"_s);
    NEED(s.write(file, offEnabled()).code == 9); // no step without a timer
    NEED(makeTool(root, u"systemctl"_s, "exit 0\n"));
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// The timeout of an old busybox takes its seconds in another way, so that nothing would ever answer.
QString oldTimeout(Server &s)
{
    const QString root = s.daemon.folder() + u"/root"_s;
    NEED(makeTool(root, u"timeout"_s, "[ \"$1\" = -t ] || exit 1\n"));
    QByteArray script = bytesOf(s.scriptFile());
    NEED(script.count("\nPATH=/usr/sbin:") == 1);
    s.setScript(script.replace("\nPATH=/usr/sbin:", "\nPATH=" + root.toUtf8() + "/bin:/usr/sbin:"));
    NEED(s.begin({ u"web"_s }, { s.path(u"jail.d/zz-bangui-web.local"_s) }).code == 2);
    NEED(s.last.word == u"missing"_s && s.last.value("tool") == u"timeout"_s);
    NEED(s.isClean());
    return {};
}

/// Each watcher has its own mark of an end that it is about to decide: the end of one of them does not hide the
/// other's.
QString ownMarks(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(makeFile(s.folder() + u"/expiring.systemd"_s, {}));
    QElapsedTimer timer;
    timer.start();
    NEED(s.call(u"extend"_s, { u"90"_s }).code == 0);
    NEED(timer.elapsed() > 2'500); // it was waited for
    NEED(QFile::remove(s.folder() + u"/expiring.systemd"_s));
    timer.start();
    // One that decides while this waits: then it is not extended.
    NEED(makeFile(s.folder() + u"/expiring.systemd"_s, {}) && makeFile(s.folder() + u"/expiring.detached"_s, {}));
    QProcess extend;
    QStringList words = s.words(u"extend"_s, { u"100"_s }, s.folder());
    extend.start(words.takeFirst(), words);
    NEED(extend.waitForStarted());
    QThread::msleep(500);
    NEED(QFile::remove(s.folder() + u"/expiring.detached"_s));
    NEED(makeFile(s.folder() + u"/decision"_s, "rolledback timer\n"));
    NEED(extend.waitForFinished(30'000));
    NEED(extend.exitCode() == 3);
    NEED(s.isClean(40'000));
    return {};
}

/// Whoever clears away is ended with its link in the middle of that: what is left goes, too.
QString removerKilled(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(s.write(file, offEnabled()).code == 0);
    // Before it is confirmed: from then on the watcher clears away, too, and would do so while these are made.
    const QString many = s.folder() + u"/many/"_s;
    constexpr int count = 8'000;
    for (int i = 0; i < count; ++i)
        NEED(makeFile(many + QString::number(i), {}));
    NEED(s.call(u"confirm"_s).code == 0);
    QProcess disarm;
    QStringList words = s.words(u"disarm"_s, {}, s.folder());
    disarm.setChildProcessModifier([] { ::setsid(); });
    disarm.start(words.takeFirst(), words);
    NEED(waitUntil(30'000, [&many] { return !QFile::exists(many + u"0"_s) || !QFile::exists(many + u"4000"_s); }));
    ::kill(static_cast<pid_t>(-disarm.processId()), SIGKILL);
    disarm.waitForFinished();
    NEED(s.isClean(40'000));
    NEED(bytesOf(file) == offEnabled());
    return {};
}

/// Root and the daemon's own user have different places for a change, and see each other's.
QString twoUsers(Server &s)
{
    QTemporaryDir home(u"/var/lib/bgt-XXXXXX"_s);
    TestAccount account;
    NEED(home.isValid() && account.create(u"no matter"_s, home.path()));
    const QString file = home.path() + u"/conf/jail.d/zz-bangui-web.local"_s;
    const QString socket = home.path() + u"/own/f.sock"_s;
    const QString root = s.daemon.folder() + u"/root"_s;
    NEED(makeFile(file, "[web]\n") && makeFile(socket, {})
        && makeFile(home.path() + u"/all.sh"_s, bytesOf(s.scriptFile())));
    NEED(QProcess::execute(u"chown"_s, { u"-R"_s, account.name(), home.path() }) == 0);
    NEED(QDir().mkpath(root + u"/run"_s) && ::chmod(qPrintable(s.daemon.folder()), 0711) == 0
        && ::chmod(qPrintable(root), 0711) == 0);
    const QStringList parameters { u"owner=x"_s, u"socket="_s + socket, u"config="_s + home.path() + u"/conf"_s,
        u"client=/bin/false"_s, u"pidfile="_s + home.path() + u"/own/f.pid"_s, u"jail=web"_s, u"file="_s + file,
        u"root="_s + root, u"linger=1"_s };
    const auto asUser = [&](const QString &verb, const QString &folder, const QStringList &arguments) {
        QProcess process;
        process.start(u"setpriv"_s,
            QStringList { u"--reuid=%1"_s.arg(account.name()), u"--clear-groups"_s, u"/bin/sh"_s, u"-c"_s,
                u"all=%1/all.sh; exec %2 -c 'script=$(cat); eval \"$script\"' sh \"$@\" <\"$all\""_s.arg(
                    home.path(), s.shell),
                u"sh"_s, verb, folder }
                + arguments);
        const bool ended = process.waitForFinished(30'000);
        s.last
            = parsed(ended ? process.exitCode() : -1, process.readAllStandardOutput(), process.readAllStandardError());
        return s.last.code;
    };
    const QString ofUser = home.path() + u"/own/.bangui/u1"_s;
    const QString ofRoot = root + u"/run/bangui/r1"_s;
    // The user's first.
    NEED(asUser(u"begin"_s, ofUser, parameters) == 0);
    NEED(s.callAt(ofRoot, u"begin"_s, parameters).code == 4);
    NEED(s.last.value("id") == u"u1"_s);
    NEED(!QDir(ofRoot).exists());
    NEED(asUser(u"rollback"_s, ofUser, {}) == 0);
    NEED(waitUntil(30'000, [&] { return !QDir(home.path() + u"/own/.bangui"_s).exists(); }));
    // Root's first.
    NEED(s.callAt(ofRoot, u"begin"_s, parameters).code == 0);
    NEED(asUser(u"begin"_s, ofUser, parameters) == 4);
    NEED(!QDir(ofUser).exists());
    NEED(s.callAt(ofRoot, u"rollback"_s).code == 0);
    NEED(asUser(u"begin"_s, ofUser, parameters) == 0);
    NEED(asUser(u"rollback"_s, ofUser, {}) == 0);
    NEED(waitUntil(30'000, [&] { return !QDir(root + u"/run/bangui"_s).exists(); }));
    NEED(bytesOf(file) == "[web]\n");
    return {};
}

/// Root changes what belongs to somebody else, who makes links of all that he finds there: no other file is written.
QString strangersFolder(Server &s)
{
    const QString folder = s.path(u"jail.d"_s);
    const QString file = folder + u"/zz-bangui-web.local"_s;
    const QString victim = s.daemon.folder() + u"/victim"_s;
    const QByteArray old = "[web]\nmaxretry = 5\n";
    NEED(makeFile(victim, "not yours\n") && ::chmod(qPrintable(victim), 0600) == 0);
    const QString empty = s.daemon.folder() + u"/empty"_s;
    NEED(QDir().mkpath(empty) && ::chmod(qPrintable(empty), 0755) == 0);
    const auto mode = [](const QString &path) {
        struct stat found
        {
        };
        return ::stat(qPrintable(path), &found) == 0 ? int(found.st_mode & 0777) : -1;
    };
    const auto isUntouched = [&] {
        return bytesOf(victim) == "not yours\n" && mode(victim) == 0600 && mode(empty) == 0755
            && QDir(empty).isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System);
    };
    for (const bool isNew : { false, true }) {
        NEED(isNew ? QFile::remove(file) : makeFile(file, old));
        NEED(s.begin({ u"web"_s }, { file }).code == 0);
        NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
        // Where a step makes what it writes: a folder, into which he has it go somewhere else. Or moves it away, later.
        int made = 0;
        for (const QString &where : { empty, s.daemon.folder() + u"/nowhere"_s }) {
            const Links links(folder, u".d"_s, where);
            for (int i = 0; i < 6; ++i)
                s.write(file, "[web]\nmaxretry = " + QByteArray::number(7 + i) + "\n");
            made += links.made();
        }
        NEED(made > 0);
        NEED(isUntouched());
        {
            const Links links(folder, u".old"_s, victim);
            s.call(u"rollback"_s);
        }
        NEED(isUntouched());
        NEED(waitUntil(30'000, [&] { return bytesOf(file) == (isNew ? QByteArray("(absent)") : old); }));
        s.call(u"cleanup"_s, { u"failed"_s });
        NEED(s.isClean(40'000));
    }
    NEED(s.jails() == Server::oldJails());
    return {};
}

} // namespace transactions
