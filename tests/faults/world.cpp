// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/world.h"

#include <sys/mount.h>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;
using transactions::bytesOf;
using transactions::sha256;

namespace faults {
namespace {

constexpr auto stateFolder = "/run/bangui"_L1;
constexpr QDir::Filters everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

/// Jails that are off, each broken in one way, and what they need.
constexpr auto moreJails = uR"([badregex]
filter =
failregex = ^(<HOST>
logpath = @D@/log/off.log
[runaway]
filter =
failregex = ^\s*(?:\w+\s?)+: denied <HOST>$
logpath = @D@/log/off.log
[nolog]
filter = weblike
logpath = @D@/log/nosuch.log
[notool]
filter = weblike
logpath = @D@/log/off.log
action = tool
[nofilter]
filter = nosuch
logpath = @D@/log/off.log
[latelog]
filter = weblike
logpath = @D@/log/late.log
[lateregex]
filter = late
logpath = @D@/log/off.log
[latetool]
filter = weblike
logpath = @D@/log/off.log
action = late
)";

QString actionOf(const QString &tool)
{
    return u"[Definition]\nactionstart = %1 start\nactionstop =\nactioncheck =\nactionban = %1 <ip>\nactionunban =\n"_s
        .arg(tool);
}

} // namespace

World::World(TestFail2ban::Version version, bool ssh)
    : server(version, u"dash"_s)
{
    TestFail2ban &daemon = server.daemon;
    QDir(server.base()).removeRecursively();
    for (const auto &name : { u"home"_s, u"xdg"_s, u"ann"_s, u"bob"_s, u"tools"_s }) {
        QDir().mkpath(daemon.folder() + u'/' + name);
        QFile::setPermissions(daemon.folder() + u'/' + name, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    m_mark = QString::fromLatin1(sha256(daemon.socketPath().toUtf8()).left(12));
    m_lock = u"lock."_s
        + QString::fromLatin1(
            sha256((QFileInfo(daemon.socketPath()).dir().canonicalPath() + u'/' + daemon.socketPath().section(u'/', -1))
                       .toUtf8())
                .left(16));
    daemon.writeConfig(u"jail.d/more.conf"_s, QString::fromUtf16(moreJails));
    daemon.writeConfig(u"action.d/tool.conf"_s, actionOf(u"/nonexistent/tool"_s));
    daemon.writeConfig(u"action.d/late.conf"_s, actionOf(daemon.folder() + u"/tools/late"_s));
    daemon.writeConfig(u"filter.d/late.conf"_s, u"[Definition]\nfailregex = ^<HOST> late\n"_s);
    daemon.appendLine(u"late"_s, u"nothing"_s);
    QFile tool(daemon.folder() + u"/tools/late"_s);
    if (!tool.open(QIODevice::WriteOnly) || tool.write("#!/bin/sh\nexit 0\n") < 0
        || !tool.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner))
        qFatal("cannot write %s", qPrintable(tool.fileName()));
    if (ssh) {
        TestSshd::Options options;
        options.extraServerConfig = u"SetEnv HOME=%1/home"_s.arg(daemon.folder());
        sshd = std::make_unique<TestSshd>(options);
    }
}

World::~World()
{
    if (sshd)
        sshd->thaw();
    if (m_mounted)
        ::umount2(qPrintable(server.path(u"jail.d"_s)), MNT_DETACH);
}

QString World::start(const QString &program)
{
    if (!server.daemon.start())
        return server.daemon.error();
    if (sshd && !sshd->start())
        return sshd->error();
    const Outcome added = run(program, QStringList { u"servers"_s, u"add"_s, u"srv"_s } + place(), u"ann"_s);
    if (added.code != 0)
        return u"servers add: "_s + QString::fromUtf8(added.errors + added.output);
    server.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s });
    QThread::msleep(1500); // fail2ban writes it down after it has answered
    return {};
}

QStringList World::place() const
{
    const TestFail2ban &daemon = server.daemon;
    QStringList words { u"--config"_s, daemon.configDir(), u"--client"_s, daemon.clientProgram() };
    if (sshd)
        words << u"--ssh"_s << u"bangui-test"_s << u"--ssh-config"_s << sshd->clientConfig() << u"--remote-socket"_s
              << daemon.socketPath();
    else
        words << u"--socket"_s << daemon.socketPath();
    return words;
}

std::unique_ptr<QProcess> World::begin(
    const QString &program, const QStringList &words, const QString &who, bool withClock)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.remove(u"LANGUAGE"_s);
    environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
    environment.insert(u"HOME"_s, server.daemon.folder() + u"/home"_s);
    environment.insert(u"USER"_s, who);
    environment.insert(u"XDG_RUNTIME_DIR"_s, server.daemon.folder() + u"/xdg"_s);
    if (withClock) {
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(FAULTS_CLOCK));
        environment.insert(u"BANGUI_CLOCK"_s, server.daemon.folder() + u"/clock"_s);
    }
    process->setProcessEnvironment(environment);
    process->setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
    process->start(program, words + QStringList { u"--data"_s, dataFolder(who), u"--json"_s });
    process->closeWriteChannel();
    process->waitForStarted();
    return process;
}

void World::setClock(qint64 seconds) const
{
    QFile file(server.daemon.folder() + u"/clock"_s);
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::number(seconds)) < 0)
        qFatal("cannot write %s", qPrintable(file.fileName()));
}

World::Outcome World::run(const QString &program, const QStringList &words, const QString &who)
{
    const auto process = begin(program, words, who);
    if (!process->waitForFinished(90'000)) {
        process->kill();
        process->waitForFinished();
        return { -1, process->readAllStandardOutput(), "no end: " + process->readAllStandardError() };
    }
    return { process->exitCode(), process->readAllStandardOutput(), process->readAllStandardError() };
}

int World::durableRecords(const QString &who) const
{
    QProcess python;
    python.start(u"python3"_s,
        { u"-c"_s,
            u"import sqlite3, sys; print(sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM activation')"
            ".fetchone()[0])"_s,
            dataFolder(who) + u"/bangui.db"_s });
    bool isNumber = false;
    const int count = python.waitForFinished(20'000) ? python.readAllStandardOutput().trimmed().toInt(&isNumber) : 0;
    return isNumber ? count : -1;
}

QList<OpenFolder> World::openFolders() const
{
    QList<OpenFolder> found;
    const QDir base(stateFolder);
    for (const QString &name : base.entryList({ u"*-%1-*"_s.arg(m_mark) }, QDir::Dirs)) {
        const QString folder = base.filePath(name);
        if (!QFile::exists(folder + u"/param"_s))
            continue;
        found.append({ .id = name,
            .armed = QFile::exists(folder + u"/armed"_s),
            .written = QFile::exists(folder + u"/written"_s),
            .decision = QFile::exists(folder + u"/decision"_s)
                ? QString::fromUtf8(bytesOf(folder + u"/decision"_s)).trimmed()
                : QString() });
    }
    return found;
}

QString World::leftovers() const
{
    QStringList left;
    QList<qint64> known { server.daemonPid(), ::getpid() };
    if (sshd)
        known += sshd->sessionPids();
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isPid = false;
        const qint64 pid = name.toLongLong(&isPid);
        if (!isPid || known.contains(pid))
            continue;
        const QByteArray words = bytesOf(u"/proc/%1/cmdline"_s.arg(pid)).replace('\0', ' ');
        const bool ours
            = words.contains(m_mark.toUtf8()) || words.contains((server.daemon.folder() + u"/xdg"_s).toUtf8());
        if (ours)
            left << name + u' ' + QString::fromUtf8(words.left(300));
    }
    for (const QString &base : { QString(stateFolder), u"/var/lib/bangui"_s }) {
        for (const QString &name : QDir(base).entryList(everything)) {
            // One whose begin was killed before anybody could clear it away goes with the next begin.
            if (name.endsWith(".new"_L1) && !QFile::exists(base + u'/' + name + u"/param"_s))
                continue;
            if (name.contains(m_mark) || name.startsWith(m_lock))
                left << base + u'/' + name;
        }
    }
    for (const QString &part : { u""_s, u"/jail.d"_s, u"/filter.d"_s, u"/action.d"_s })
        left << QDir(server.daemon.configDir() + part).entryList({ u".*"_s }, everything);
    return left.join(u"; "_s);
}

bool World::isClean(int ms) const
{
    return transactions::waitUntil(ms, [this] { return leftovers().isEmpty(); });
}

QString World::mountSmall()
{
    const QString folder = server.path(u"jail.d"_s);
    QHash<QString, QByteArray> files;
    for (const QString &name : QDir(folder).entryList(QDir::Files))
        files.insert(name, bytesOf(folder + u'/' + name));
    if (::mount("tmpfs", qPrintable(folder), "tmpfs", 0, "size=96k,mode=755") != 0)
        return u"no small disk can be had here: it wants root"_s;
    m_mounted = true;
    for (auto it = files.cbegin(); it != files.cend(); ++it) {
        QFile file(folder + u'/' + it.key());
        if (!file.open(QIODevice::WriteOnly) || file.write(it.value()) != it.value().size())
            return u"cannot write "_s + file.fileName();
    }
    return {};
}

void World::fill() const
{
    QFile filler(server.path(u"jail.d/filler"_s));
    if (filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        while (filler.write(QByteArray(1024, 'z')) == 1024) { }
}

void World::makeRoom() const
{
    QFile::remove(server.path(u"jail.d/filler"_s));
}

QList<qint64> World::sshClients(const QProcess &program) const
{
    QList<qint64> found;
    for (const qint64 pid : TestSshd::descendants(program.processId())) {
        if (bytesOf(u"/proc/%1/comm"_s.arg(pid)).trimmed() == "ssh")
            found << pid;
    }
    // The one that the others go through is on its own.
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        const qint64 pid = name.toLongLong();
        if (pid > 0 && !found.contains(pid) && bytesOf(u"/proc/%1/comm"_s.arg(pid)).trimmed() == "ssh"
            && bytesOf(u"/proc/%1/cmdline"_s.arg(pid)).contains(sshd->clientConfig().toUtf8()))
            found << pid;
    }
    return found;
}

void World::signalLink(const QProcess &program, int number) const
{
    for (const qint64 pid : sshClients(program))
        ::kill(static_cast<pid_t>(pid), number);
    if (number == SIGSTOP)
        sshd->freeze();
    else if (number == SIGCONT)
        sshd->thaw();
}

} // namespace faults
