// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_sshd.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QStandardPaths>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr auto alias = "bangui-test"_L1;

void writeFile(const QString &path, const QString &text, QFile::Permissions permissions = {})
{
    QFile::remove(path);
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0)
        qFatal("cannot write %s: %s", qPrintable(path), qPrintable(file.errorString()));
    file.close();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | permissions);
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString sshdProgram()
{
    const QStringList administrators { u"/usr/sbin"_s, u"/usr/local/sbin"_s, u"/sbin"_s };
    const QString found = QStandardPaths::findExecutable(u"sshd"_s, administrators);
    return found.isEmpty() ? QStandardPaths::findExecutable(u"sshd"_s) : found;
}

/// A port that is free now. Another program may be faster; the caller tries again then.
quint16 freePort(const QString &address)
{
    sockaddr_in name {};
    name.sin_family = AF_INET;
    ::inet_pton(AF_INET, address.toLatin1().constData(), &name.sin_addr);
    auto *generic = static_cast<sockaddr *>(static_cast<void *>(&name));
    socklen_t length = sizeof name;
    const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    quint16 port = 0;
    if (::bind(fd, generic, length) == 0 && ::getsockname(fd, generic, &length) == 0)
        port = ntohs(name.sin_port);
    ::close(fd);
    return port;
}

/// Parents of all processes.
QHash<qint64, qint64> parents()
{
    QHash<qint64, qint64> result;
    const QStringList names = QDir(u"/proc"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QString &name : names) {
        bool isPid = false;
        const qint64 pid = name.toLongLong(&isPid);
        if (!isPid)
            continue;
        // "pid (any name) state ppid ..."
        const QString stat = readFile(u"/proc/%1/stat"_s.arg(pid));
        const QStringList words = stat.mid(stat.lastIndexOf(u')') + 2).split(u' ');
        if (words.size() > 1 && words.constFirst() != "Z"_L1)
            result.insert(pid, words.at(1).toLongLong());
    }
    return result;
}

} // namespace

TestSshd::TestSshd()
    : TestSshd(Options())
{
}

TestSshd::TestSshd(const Options &options)
    : m_options(options)
    , m_folder(u"/tmp/sshd-XXXXXX"_s)
{
    if (!m_folder.isValid())
        qFatal("cannot make a folder in /tmp: %s", qPrintable(m_folder.errorString()));
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

TestSshd::~TestSshd()
{
    stop();
}

QString TestSshd::user()
{
    const passwd *entry = ::getpwuid(::geteuid());
    return entry ? QString::fromLocal8Bit(entry->pw_name) : QString::number(::geteuid());
}

bool TestSshd::fail(const QString &what)
{
    m_error = u"sshd: "_s + what;
    return false;
}

bool TestSshd::makeKey(const QString &name)
{
    const QString path = folder() + u'/' + name;
    if (QFile::exists(path))
        return true;
    const Outcome made
        = run({ u"ssh-keygen"_s, u"-q"_s, u"-t"_s, u"ed25519"_s, u"-N"_s, {}, u"-C"_s, name, u"-f"_s, path });
    return made.exitCode == 0 || fail(u"ssh-keygen: "_s + QString::fromUtf8(made.errors));
}

bool TestSshd::start(int timeoutMs)
{
    m_error.clear();
    if (sshdProgram().isEmpty())
        return fail(u"not found: install openssh-server"_s);
    if (m_process.state() != QProcess::NotRunning)
        return fail(u"is running already"_s);
    if (!makeKey(u"host"_s) || !makeKey(u"other_host"_s) || !makeKey(u"key"_s) || !makeKey(u"wrong_key"_s))
        return false;
    writeFile(folder() + u"/authorized_keys"_s, readFile(clientKey() + u".pub"_s));
    writeServerConfig();
    // Where it separates privileges, which only root can, sshd insists on this folder; no service has made it here.
    if (::geteuid() == 0)
        QDir().mkpath(u"/run/sshd"_s);

    const quint16 wanted = m_port;
    for (int attempt = 0; attempt < 5; ++attempt) {
        // In a namespace of its own every port is free, and from here nobody could tell.
        const quint16 port = !m_options.networkNamespace.isEmpty() ? 2222 : freePort(m_options.address);
        if (listenOn(wanted != 0 ? wanted : port, timeoutMs)) {
            writeClientFiles();
            return true;
        }
    }
    return false;
}

bool TestSshd::listenOn(quint16 port, int timeoutMs)
{
    const QDeadlineTimer deadline(timeoutMs);
    // In the foreground, its log on standard error, that of its sessions too.
    QStringList argv { sshdProgram(), u"-D"_s, u"-e"_s, u"-f"_s, folder() + u"/sshd_config"_s, u"-p"_s,
        QString::number(port) };
    if (!m_options.networkNamespace.isEmpty()) // becomes sshd, as the same process
        argv = m_options.networkNamespace + argv;
    m_process.start(argv.constFirst(), argv.mid(1));
    m_log.clear();
    while (!log().contains("Server listening on"_L1)) {
        const qint64 left = deadline.remainingTime();
        if (left <= 0 || !m_process.waitForReadyRead(static_cast<int>(left))) {
            const QString said = log();
            m_process.kill();
            m_process.waitForFinished(30'000);
            return fail(u"did not listen on port %1: %2"_s.arg(port).arg(said));
        }
    }
    m_port = port;
    return true;
}

void TestSshd::stop()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    // First the server, so that no session is new; its sessions would outlive it.
    const QList<qint64> sessions = sessionPids();
    m_process.kill();
    m_process.waitForFinished(30'000);
    for (const qint64 pid : sessions)
        ::kill(static_cast<pid_t>(pid), SIGKILL);
}

transport::SshDestination TestSshd::destination() const
{
    return { alias, {}, clientConfig() };
}

void TestSshd::setHostKey(HostKey state)
{
    m_hostKey = state;
    writeClientFiles();
}

void TestSshd::useWrongKey(bool wrong)
{
    m_wrongKey = wrong;
    writeClientFiles();
}

bool TestSshd::setPassphrase(const QString &passphrase)
{
    // From none only: the tests set it once.
    const Outcome made
        = run({ u"ssh-keygen"_s, u"-q"_s, u"-p"_s, u"-P"_s, {}, u"-N"_s, passphrase, u"-f"_s, clientKey() });
    return made.exitCode == 0 || fail(u"ssh-keygen -p: "_s + QString::fromUtf8(made.errors));
}

void TestSshd::setExtraClientConfig(const QString &lines)
{
    m_extraClientConfig = lines;
    writeClientFiles();
}

void TestSshd::setClientTarget(const QString &address, quint16 port)
{
    m_targetAddress = address;
    m_targetPort = port;
    writeClientFiles();
}

void TestSshd::writeServerConfig() const
{
    // The key exchange that is OpenSSH's first choice costs more than the rest of a login, and there are hundreds.
    const QString config = uR"(@EXTRA@
KexAlgorithms curve25519-sha256
ListenAddress @ADDRESS@
HostKey @D@/host
AuthorizedKeysFile @D@/authorized_keys
PidFile none
UsePAM no
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
PrintMotd no
PermitUserRC no
SetEnv HOME=@D@
LogLevel VERBOSE
MaxStartups 200
MaxSessions 200
LoginGraceTime 60
AllowStreamLocalForwarding @STREAM@
)"_s;
    QString filled = config;
    filled.replace("@EXTRA@"_L1, m_options.extraServerConfig)
        .replace("@ADDRESS@"_L1, m_options.address)
        .replace("@STREAM@"_L1, m_options.allowStreamLocalForwarding ? "yes"_L1 : "no"_L1)
        .replace("@D@"_L1, folder());
    writeFile(folder() + u"/sshd_config"_s, filled);
}

void TestSshd::writeClientFiles() const
{
    const QString address = m_targetAddress.isEmpty() ? m_options.address : m_targetAddress;
    const quint16 port = m_targetPort == 0 ? m_port : m_targetPort;
    writeFile(clientConfig(),
        u"Host %1 %1-jump\n%2\nHostName %3\nPort %4\nUser %5\nIdentityFile %6\nIdentitiesOnly yes\nIdentityAgent none\n"
        "UserKnownHostsFile %7\nGlobalKnownHostsFile /dev/null\nUpdateHostKeys no\n"_s.arg(alias, m_extraClientConfig,
            address, QString::number(port), user(), m_wrongKey ? folder() + u"/wrong_key"_s : clientKey(),
            knownHosts()));

    const QString name = u"[%1]:%2 "_s.arg(address).arg(port);
    const QString key = readFile(folder() + u"/host.pub"_s);
    QString lines;
    switch (m_hostKey) {
    case HostKey::Known:
        lines = name + key;
        break;
    case HostKey::Unknown:
        break;
    case HostKey::Changed:
        lines = name + readFile(folder() + u"/other_host.pub"_s);
        break;
    case HostKey::Revoked:
        lines = u"@revoked "_s + name + key;
        break;
    }
    writeFile(knownHosts(), lines);
}

QList<qint64> TestSshd::sessionPids() const
{
    return m_process.processId() > 0 ? descendants(m_process.processId()) : QList<qint64>();
}

QList<qint64> TestSshd::descendants(qint64 pid)
{
    const QHash<qint64, qint64> all = parents();
    QList<qint64> result;
    QList<qint64> generation { pid };
    while (!generation.isEmpty()) {
        QList<qint64> next;
        for (auto it = all.cbegin(); it != all.cend(); ++it) {
            if (it.value() > 0 && generation.contains(it.value()))
                next.append(it.key());
        }
        std::sort(next.begin(), next.end());
        result += next;
        generation = next;
    }
    return result;
}

int TestSshd::connections() const
{
    const QHash<qint64, qint64> all = parents();
    return static_cast<int>(std::count(all.cbegin(), all.cend(), m_process.processId()));
}

int TestSshd::logins()
{
    return static_cast<int>(log().count("Accepted publickey for "_L1));
}

void TestSshd::killSessions() const
{
    signalAll(SIGKILL, false);
}

void TestSshd::freeze() const
{
    signalAll(SIGSTOP, true);
}

void TestSshd::thaw() const
{
    signalAll(SIGCONT, true);
}

void TestSshd::signalAll(int number, bool server) const
{
    QList<qint64> pids = sessionPids();
    if (server)
        pids.prepend(m_process.processId());
    for (const qint64 pid : pids) {
        if (pid > 0)
            ::kill(static_cast<pid_t>(pid), number);
    }
}

QString TestSshd::log()
{
    if (m_process.state() != QProcess::NotRunning)
        m_process.waitForReadyRead(0);
    m_log += m_process.readAll();
    return QString::fromUtf8(m_log);
}

TestSshd::Outcome TestSshd::run(const QStringList &argv, int timeoutMs)
{
    QProcess process;
    process.setStandardInputFile(QProcess::nullDevice());
    process.start(argv.value(0), argv.mid(1));
    if (!process.waitForFinished(timeoutMs)) {
        const QByteArray why = process.errorString().toUtf8();
        process.kill();
        process.waitForFinished(1000);
        return { -1, process.readAllStandardOutput(), why };
    }
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1, process.readAllStandardOutput(),
        process.readAllStandardError() };
}
