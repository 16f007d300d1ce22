// SPDX-License-Identifier: GPL-3.0-or-later
// Death, hostile arguments, a full disk, a reboot.
#include "integration/transaction_scenarios.h"

#include <QScopeGuard>

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace transactions {

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
    constexpr int armed = -1; // as soon as it is, however long that takes
    const QList<int> some = older ? QList<int> { 150, armed, 3600 } : QList<int> { 900, armed, 2900 };
    for (const int ms :
        all ? QList<int> { 50, 150, 400, 900, 1300, armed, 1700, 2000, 2300, 2600, 2900, 3300, 3600 } : some) {
        QProcess driver;
        driver.setChildProcessModifier([] { ::setsid(); });
        driver.start(u"/bin/sh"_s,
            QStringList { u"-c"_s, script, u"sh"_s, s.shell, s.folder(), file,
                QString::fromLatin1(sha256(offEnabled())), s.scriptFile() }
                + s.parameters({ u"off"_s }, { file }, { u"grace=3"_s }));
        NEED(driver.waitForStarted(5000));
        if (ms == armed)
            NEED(waitUntil(30'000, [&s] { return QFile::exists(s.folder() + u"/armed"_s); }));
        else
            QThread::msleep(static_cast<unsigned long>(ms));
        ::kill(static_cast<pid_t>(-driver.processId()), SIGKILL);
        driver.waitForFinished(5000);
        if (!s.isClean(40'000))
            return u"driverKilled, line %1: after %2 ms: %3"_s.arg(__LINE__).arg(ms).arg(s.leftovers());
        NEED(!QFile::exists(file));
        NEED(s.jails() == Server::oldJails());
    }
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(s.isClean());
    return {};
}

/// "begin" dies with its whole process group between any two of its lines, before its change has a watcher, and of any
/// signal: bash has a last word at some of them.
QString beginKilled(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const QByteArray whole = bytesOf(s.scriptFile());
    const auto isGone = [&s] { return !QDir(s.base()).exists(); };
    NEED(QDir().rmdir(s.base()));
    int at = 0;
    for (const QByteArrayView line : {
             "        if start_sweeper && make_base; then\n",
             "            rm -rf \"$T\"\n            ! mkdir",
             "    # shellcheck disable=SC2154 # this text",
             "    mkdir \"$T/files\" \"$T/actions\" \"$T/settings\"\n",
             "    now\n    this_boot\n    load\n",
             "    mv \"$T\" \"$FOLDER\" || refuse 7 full\n",
             "    T=$FOLDER\n    start_watch",
         }) {
        ++at;
        NEED(whole.count(line) == 1);
        for (const QByteArray &signal : { QByteArray("KILL"), QByteArray("TERM"), QByteArray("HUP") }) {
            s.setScript(QByteArray(whole).replace(line, "kill -" + signal + " 0\n" + line.toByteArray()));
            s.inOwnGroup = true;
            s.begin({ u"off"_s }, { file });
            s.inOwnGroup = false;
            NEED(s.last.code == -1 && s.last.word.isEmpty());
            if (!waitUntil(30'000, isGone) || !s.isClean())
                return u"beginKilled, line %1: at %2 by %3: %4"_s.arg(__LINE__).arg(at).arg(
                    QLatin1String(signal), s.leftovers());
        }
    }
    s.setScript(whole);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    NEED(waitUntil(30'000, isGone));
    return {};
}

/// With a verb, all that it has started is killed, as the end of a login may do it: who looks after the change is none
/// of its children.
QString treeKilled(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const QByteArray whole = bytesOf(s.scriptFile());
    const QByteArray end = "for child in $(cat /proc/$$/task/$$/children); do kill -9 $child; done; kill -9 $$\n";
    const QByteArray watched = "    if ! ln \"$T/owner\" \"$LOCK\" 2>/dev/null; then\n";
    NEED(whole.count(watched) == 1);
    s.setScript(QByteArray(whole).replace(watched, "    " + end + watched));
    s.begin({ u"off"_s }, { file }, { u"grace=2"_s });
    NEED(s.last.code == -1);
    NEED(QFile::exists(s.folder() + u"/watch.detached"_s));
    NEED(s.isClean(30'000));

    const QByteArray unwatched = "    end_watchers\n    remove_folder\n";
    NEED(whole.count(unwatched) == 1);
    s.setScript(QByteArray(whole).replace(
        unwatched, "    end_watchers\n    [ \"$VERB\" != disarm ] || " + end + "remove_folder\n"));
    NEED(s.begin({ u"off"_s }, { file }, { u"linger=20"_s }).code == 0);
    NEED(s.call(u"rollback"_s).code == 0);
    s.call(u"disarm"_s);
    NEED(s.last.code == -1);
    NEED(s.isClean(30'000));
    s.setScript(whole);
    return {};
}

/// Two of the same name begin at once: the later one leaves the first one's folder as it is.
QString begunTwice(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-web.local"_s);
    const QByteArray whole = bytesOf(s.scriptFile());
    const QByteArray line = "    mv \"$T\" \"$FOLDER\" || refuse 7 full\n";
    NEED(whole.count(line) == 1);
    s.setScript(QByteArray(whole).replace(line, "    mkdir \"$FOLDER\"; echo theirs >\"$FOLDER/param\"\n" + line));
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(s.last.word == u"folder"_s);
    NEED(bytesOf(s.folder() + u"/param"_s) == "theirs\n");
    NEED(waitUntil(30'000, [&s] { return s.processes().isEmpty(); }));
    NEED(QDir(s.base()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot) == QStringList { s.id });
    NEED(QDir(s.folder()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot)
        == QStringList { u"param"_s });
    NEED(QDir(s.folder()).removeRecursively());
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
    NEED(waitUntil(30'000, [&s] { return QFile::exists(s.folder() + u"/performer.1"_s); }));
    process.kill();
    process.waitForFinished(5000);
    NEED(s.isClean(40'000));
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
    NEED(s.isClean());
    // A folder of ours that is a link, or of others.
    const QString outside = s.daemon.folder() + u"/outside"_s;
    NEED(QDir().mkpath(outside));
    NEED(!QDir(s.base()).exists() || QDir().rmdir(s.base()));
    NEED(QFile::link(outside, s.base()));
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(QFile::remove(s.base()));
    // Not empty, or who clears away behind the begin before would take it for its own.
    const QString kept = s.base() + u"/kept"_s;
    NEED(QDir().mkpath(kept) && ::chmod(qPrintable(s.base()), 0777) == 0);
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(::chmod(qPrintable(s.base()), 0700) == 0 && ::chown(qPrintable(s.base()), 65534, 65534) == 0);
    NEED(s.begin({ u"web"_s }, { file }).code == 2);
    NEED(::chown(qPrintable(s.base()), ::getuid(), ::getgid()) == 0);
    NEED(QDir().rmdir(kept));
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
    NEED(s.isClean());
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

namespace {

/// A disk for the change itself that holds few files, and the change applied on it.
QString applyOnSmallDisk(Server &s, const QString &file)
{
    NEED(::mount("tmpfs", qPrintable(s.base()), "tmpfs", 0, "nr_inodes=300,mode=700") == 0);
    NEED(s.begin({ u"off"_s }, { file }).code == 0);
    NEED(s.call(u"arm"_s, { u"20"_s }).code == 0);
    NEED(s.write(file, offEnabled()).code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    NEED(QDir().mkpath(s.base() + u"/fillers"_s));
    return {};
}

/// Makes files until there can be no more.
void useUpFiles(const Server &s)
{
    const QString fillers = s.base() + u"/fillers"_s;
    auto count = QDir(fillers).entryList(QDir::Files).size();
    for (bool made = true; made; ++count)
        made = QFile(fillers + u'/' + QString::number(count)).open(QIODevice::WriteOnly);
}

/// Whether the time of the change is over by that many seconds.
bool isOverdue(const Server &s, double seconds)
{
    return bytesOf(u"/proc/uptime"_s).split(' ').constFirst().toDouble()
        >= bytesOf(s.folder() + u"/deadline"_s).trimmed().toDouble() + seconds;
}

} // namespace

/// The disk of the change gets no more files, as a /run that something has filled with them: its time ends all the
/// same.
QString noFilesLeft(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const auto unmount = qScopeGuard([&s] { ::umount2(qPrintable(s.base()), MNT_DETACH); });
    if (const QString wrong = applyOnSmallDisk(s, file); !wrong.isEmpty())
        return wrong;
    useUpFiles(s);
    NEED(QFile::exists(file) && !isOverdue(s, 0));
    NEED(waitUntil(60'000, [&file] { return !QFile::exists(file); }));
    NEED(waitUntil(60'000, [&s] { return s.jails() == Server::oldJails(); }));
    NEED(QDir(s.base() + u"/fillers"_s).removeRecursively());
    NEED(s.isClean());
    return {};
}

/// Nor is there one when its time ends, whatever was kept for that: who watches is still there when there is.
QString noFilesForAWhile(Server &s)
{
    const QString file = s.path(u"jail.d/zz-bangui-off.local"_s);
    const auto unmount = qScopeGuard([&s] { ::umount2(qPrintable(s.base()), MNT_DETACH); });
    if (const QString wrong = applyOnSmallDisk(s, file); !wrong.isEmpty())
        return wrong;
    NEED(waitUntil(60'000, [&s] {
        useUpFiles(s);
        return isOverdue(s, 4);
    }));
    NEED(QDir(s.base() + u"/fillers"_s).removeRecursively());
    NEED(waitUntil(60'000, [&file] { return !QFile::exists(file); }));
    NEED(waitUntil(60'000, [&s] { return s.jails() == Server::oldJails(); }));
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
    NEED(s.write(file, offEnabled()).code == 0);
    NEED(s.call(u"apply"_s).code == 0);
    const QString stored = root + u"/var/lib/bangui/"_s + s.id;
    QProcess boot;
    QStringList words = s.words(u"boot"_s, {}, stored);
    const QString shell = words.takeFirst();
    // All processes end, and neither the machine nor /run is new: a container was started again.
    const auto endAll = [&s] {
        return waitUntil(30'000, [&s] {
            const QList<qint64> left = s.processes();
            for (const qint64 pid : left)
                ::kill(static_cast<pid_t>(pid), SIGKILL);
            return left.isEmpty(); // one that is ended still passes for one that watches
        });
    };
    NEED(endAll());
    NEED(program(u"systemctl"_s, "[ \"$1\" != is-active ]\n"));
    boot.start(shell, words);
    NEED(boot.waitForFinished(30'000) && boot.exitCode() == 0);
    NEED(bytesOf(file) == offEnabled()); // its time is not over
    NEED(waitUntil(30'000, [&s] { return !s.processes().isEmpty(); })); // and it is watched again
    NEED(program(u"systemctl"_s, "exit 0\n"));
    // Power off: processes and /run are gone.
    NEED(endAll());
    NEED(s.daemon.stop());
    NEED(QDir(s.base()).removeRecursively());
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
    NEED(s.isClean());
    NEED(s.daemon.start());
    NEED(s.jails() == Server::oldJails());
    // What was confirmed leaves no hook, in the instant in which that is said.
    NEED(s.begin({ u"off"_s }, { file }, more).code == 0);
    NEED(s.call(u"arm"_s, { u"60"_s }).code == 0);
    NEED(QFile::exists(unit));
    NEED(s.write(file, offEnabled()).code == 0);
    NEED(s.call(u"confirm"_s).code == 0);
    NEED(!QFile::exists(unit) && !QFileInfo(wants).isSymLink() && !QDir(stored).exists());
    NEED(s.call(u"disarm"_s).code == 0);
    NEED(bytesOf(root + u"/said"_s).contains("stop bangui-" + s.id.toUtf8() + ".timer"));
    NEED(s.isClean()); // the timeout of busybox looks once a second whether it is needed still
    return {};
}

} // namespace transactions
