// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/world.h"

#include <QRegularExpression>

#include <array>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using transactions::bytesOf;
using transactions::sha256;

namespace faults {
namespace {

constexpr auto stateFolder = "/run/bangui"_L1;
constexpr QDir::Filters everything = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;

/// Jails that are off, each broken in one way, and what they need.
/// Besides, bans of web that outlast a clock that is put forward.
constexpr auto moreJails = uR"([web]
bantime = 86400
[badregex]
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

/// What the daemon answers to these words, as it comes over the wire: text stands in it as it is. By hand, since a
/// client of fail2ban's for each look would be most of what a round costs. Empty where no answer comes within 3 s.
QByteArray answerOf(const QString &path, const QList<QByteArray> &words)
{
    const QByteArray end = "<F2B_END_COMMAND>";
    sockaddr_un name {};
    name.sun_family = AF_UNIX;
    const QByteArray encoded = path.toUtf8();
    if (encoded.size() >= qsizetype(sizeof name.sun_path))
        return {};
    std::copy(encoded.cbegin(), encoded.cend(), std::begin(name.sun_path));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval patience { .tv_sec = 3, .tv_usec = 0 };
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    QByteArray request = "(l";
    for (const QByteArray &word : words)
        request += "V" + word + "\na";
    request += '.' + end;
    QByteArray answer;
    if (::connect(fd, static_cast<sockaddr *>(static_cast<void *>(&name)), sizeof name) == 0
        && ::write(fd, request.constData(), size_t(request.size())) == request.size()) {
        std::array<char, 4096> some {};
        while (!answer.endsWith(end)) {
            const ssize_t size = ::read(fd, some.data(), some.size());
            if (size <= 0)
                break;
            answer.append(some.data(), size);
        }
    }
    ::close(fd);
    return answer.endsWith(end) ? answer.chopped(end.size()) : QByteArray();
}

/// Every short text in a pickle of protocol 4 or 5.
QStringList textsOf(const QByteArray &pickle)
{
    QStringList found;
    for (qsizetype at = pickle.indexOf('\x8c'); at >= 0 && at + 1 < pickle.size();
         at = pickle.indexOf('\x8c', at + 1)) {
        const QByteArray text = pickle.mid(at + 2, static_cast<unsigned char>(pickle.at(at + 1)));
        found << QString::fromUtf8(text);
        at += text.size() + 1;
    }
    return found;
}

} // namespace

World::World(TestFail2ban::Version version, bool ssh, bool serverClock)
    : server(version, u"dash"_s)
    , m_serverClock(serverClock)
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
    const QString clock = u"LD_PRELOAD=%1 BANGUI_CLOCK=%2/clock"_s.arg(QStringLiteral(FAULTS_CLOCK), daemon.folder());
    if (serverClock) {
        for (const QString &program : { daemon.clientProgram(), daemon.serverProgram(), daemon.regexProgram() }) {
            QByteArray text = bytesOf(program);
            text.replace("\nexec ", "\nexport " + clock.toUtf8() + "\nexec ");
            QFile file(program);
            if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
                qFatal("cannot write %s", qPrintable(program));
        }
    }
    if (ssh) {
        TestSshd::Options options;
        options.extraServerConfig
            = u"SetEnv HOME=%1/home %2"_s.arg(daemon.folder(), serverClock ? clock : QString()).trimmed();
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
    if (!server.daemon.start(90'000))
        return server.daemon.error();
    if (sshd && !sshd->start(60'000))
        return sshd->error();
    const Outcome added = run(program, QStringList { u"servers"_s, u"add"_s, u"srv"_s } + place(), u"ann"_s);
    if (added.code != 0)
        return u"servers add: "_s + QString::fromUtf8(added.errors + added.output);
    server.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s });
    server.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.8"_s });
    if (!server.awaitWrittenDown(u"big"_s, u"192.0.2.7"_s) || !server.awaitWrittenDown(u"web"_s, u"192.0.2.8"_s))
        return u"the bans are not in the database"_s;
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
    if (withClock || (m_serverClock && !sshd)) {
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
    python.start(u"/usr/bin/python3"_s,
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
            .deadline
            = QFile::exists(folder + u"/deadline"_s) ? bytesOf(folder + u"/deadline"_s).trimmed().toLongLong() : -1,
            .decision = QFile::exists(folder + u"/decision"_s)
                ? QString::fromUtf8(bytesOf(folder + u"/decision"_s)).trimmed()
                : QString() });
    }
    return found;
}

DaemonState World::daemonState() const
{
    const QString socket = server.daemon.socketPath();
    DaemonState state;
    const QStringList said = textsOf(answerOf(socket, { "status" }));
    const qsizetype list = said.indexOf(u"Jail list"_s);
    if (list < 0)
        return state;
    state.answers = true;
    for (const QString &jail : said.value(list + 1).split(u',', Qt::SkipEmptyParts))
        state.jails << jail.trimmed();
    state.jails.sort();
    const auto bansOf = [&socket](const char *jail) {
        static const QRegularExpression address(u"^[0-9.]{7,}$"_s);
        return textsOf(answerOf(socket, { "get", jail, "banip" })).filter(address).join(u' ');
    };
    state.bans = bansOf("big");
    state.webBans = bansOf("web");
    // A small number in a pickle: its opcode, then itself. The first one says that it is an answer.
    const QByteArray reply = answerOf(socket, { "get", "web", "maxretry" });
    const qsizetype number = reply.lastIndexOf('K');
    state.maxretry = number >= 0 && number + 1 < reply.size() ? reply.at(number + 1) : -1;
    state.actions = textsOf(answerOf(socket, { "get", "web", "actions" })).join(u',');
    return state;
}

/// Of ours, but for those of this side (or only these).
QStringList World::processes(bool here) const
{
    QStringList found;
    QList<qint64> known { server.daemonPid(), ::getpid() };
    if (sshd)
        known += sshd->sessionPids();
    for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        bool isPid = false;
        const qint64 pid = name.toLongLong(&isPid);
        if (!isPid || known.contains(pid))
            continue;
        const QByteArray words = bytesOf(u"/proc/%1/cmdline"_s.arg(pid)).replace('\0', ' ');
        const bool isWay = words.contains((server.daemon.folder() + u"/xdg"_s).toUtf8())
            || (sshd && words.contains(sshd->clientConfig().toUtf8()));
        if (here ? isWay : !isWay && words.contains(m_mark.toUtf8()))
            found << name + u' ' + QString::fromUtf8(words.left(300));
    }
    return found;
}

QString World::leftovers() const
{
    QStringList left;
    for (const QString &base : { QString(stateFolder), u"/var/lib/bangui"_s }) {
        for (const QString &name : QDir(base).entryList(everything)) {
            if (name.contains(m_mark) || name.startsWith(m_lock))
                left << base + u'/' + name;
        }
    }
    for (const QString &part : { u""_s, u"/jail.d"_s, u"/filter.d"_s, u"/action.d"_s })
        left << QDir(server.daemon.configDir() + part).entryList({ u".*"_s }, everything);
    if (left.isEmpty())
        left = processes(false); // it costs most
    return left.join(u"; "_s);
}

QString World::leftoversHere() const
{
    return processes(true).join(u"; "_s);
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
        signalTo(pid, number);
    if (number == SIGSTOP)
        sshd->freeze();
    else if (number == SIGCONT)
        sshd->thaw();
}

} // namespace faults
