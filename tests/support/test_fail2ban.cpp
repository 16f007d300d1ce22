// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_fail2ban.h"

#include "support/places.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr auto python = "/usr/bin/python3"_L1;

QString packageFolder(TestFail2ban::Version version)
{
    const QString root
        = qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", places::source(QStringLiteral("/build/fail2ban")));
    return QDir(root).absoluteFilePath(TestFail2ban::versionText(version));
}

void writeFile(
    const QString &path, const QString &text, QIODevice::OpenMode mode = QIODevice::WriteOnly | QIODevice::Truncate)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(mode) || file.write(text.toUtf8()) < 0)
        qFatal("cannot write %s: %s", qPrintable(path), qPrintable(file.errorString()));
}

QString readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

constexpr auto fail2banConf = uR"([Definition]
loglevel = INFO
logtarget = @D@/log/fail2ban.log
syslogsocket = auto
socket = @D@/run/f2b.sock
pidfile = @D@/run/f2b.pid
dbfile = @D@/run/f2b.sqlite3
dbpurgeage = 1d
dbmaxmatches = 10
[Thread]
)";

constexpr auto jailConf = uR"([DEFAULT]
ignoreip = 127.0.0.1/8 ::1
ignorecommand =
bantime = 600
findtime = 600
maxretry = 3
maxmatches = %(maxretry)s
backend = polling
usedns = no
logencoding = utf-8
enabled = false
filter = %(__name__)s
action = dummy[name=%(__name__)s]

[sshd]
enabled = true
filter = sshdlike
logpath = @D@/log/auth.log
maxretry = 2
bantime = 3600
bantime.increment = true

[web]
enabled = true
filter = weblike
logpath = @D@/log/web1.log
          @D@/log/web2.log
action = dummy[name=web]
         dummy2[name=web, extra="a b"]

[recidive]
enabled = true
filter = recid
logpath = @D@/log/fail2ban.log
bantime = -1

[big]
enabled = true
filter = weblike
logpath = @D@/log/big.log
action = noop
bantime = 86400

[off]
enabled = false
filter = weblike
logpath = @D@/log/off.log
)";

constexpr auto sshdFilter = uR"([Definition]
failregex = ^.*sshd\[\d+\]: Failed password for .* from <HOST>
            ^.*sshd\[\d+\]: Invalid user .* from <HOST>
ignoreregex =
)";

constexpr auto webFilter = uR"([Definition]
failregex = ^<HOST> .*"GET /admin[^"]*" 40[134]
ignoreregex = ^<HOST> .*"GET /admin/ok
)";

constexpr auto recidiveFilter = uR"([Definition]
failregex = \[(?!recidive)[^\]]*\]\s+Ban\s+<HOST>\s*$
ignoreregex =
)";

constexpr auto dummyAction = uR"([Definition]
actionstart = printf 'start <name>\n' >> @D@/log/action.log
actionstop = printf 'stop <name>\n' >> @D@/log/action.log
actioncheck =
actionban = printf 'ban <name> <ip>\n' >> @D@/log/action.log
actionunban = printf 'unban <name> <ip>\n' >> @D@/log/action.log
[Init]
name = default
extra = none
)";

constexpr auto noopAction = uR"([Definition]
actionstart =
actionstop =
actioncheck =
actionban =
actionunban =
)";

} // namespace

TestFail2ban::TestFail2ban(Version version)
    : m_version(version)
    , m_folder(u"/tmp/f2b-XXXXXX"_s)
    , m_package(packageFolder(version))
{
    if (!m_folder.isValid())
        qFatal("cannot make a folder in /tmp: %s", qPrintable(m_folder.errorString()));
    writeConfiguration();
    writePrograms();
    // A test that crashes must not leave a daemon behind.
    m_process.setChildProcessModifier([] {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::setpgid(0, 0);
    });
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

TestFail2ban::~TestFail2ban()
{
    kill();
    // What was to start it again comes first, or it would do so in this moment: a change that is open still. Then the
    // daemon that a rollback or a rescue has started: it is nobody's child here.
    const QByteArray mark
        = QCryptographicHash::hash(socketPath().toUtf8(), QCryptographicHash::Sha256).toHex().left(12);
    const QStringList mine { QFileInfo(socketPath()).path() + u'/', configDir(), QString::fromLatin1(mark) };
    for (const bool daemons : { false, true }) {
        for (const QString &name : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
            bool isPid = false;
            const qint64 pid = name.toLongLong(&isPid);
            const QString words = readFile(u"/proc/%1/cmdline"_s.arg(name)).replace(QChar(u'\0'), u' ');
            const bool isMine = std::any_of(
                mine.cbegin(), mine.cend(), [&words](const QString &path) { return words.contains(path); });
            if (isPid && isMine && pid != ::getpid() && words.contains("fail2ban-server"_L1) == daemons)
                ::kill(static_cast<pid_t>(pid), SIGKILL);
        }
    }
    // Whoever would have cleared that change away is ended now.
    const QDir changes(u"/run/bangui"_s);
    const QString ofMine = QString::fromLatin1(mark);
    for (const QFileInfo &left :
        changes.entryInfoList({ u"*-%1-*"_s.arg(ofMine), u"lock.%1*"_s.arg(ofMine) }, QDir::Dirs | QDir::Files)) {
        if (left.isDir())
            QDir(left.filePath()).removeRecursively();
        else
            QFile::remove(left.filePath());
    }
}

QList<TestFail2ban::Version> TestFail2ban::versions()
{
    return { Version::V1_0_2, Version::V1_1_0 };
}

QList<TestFail2ban::Version> TestFail2ban::versionsInTurn(qsizetype row)
{
    if (qEnvironmentVariableIsSet("BANGUI_TEST_LONG"))
        return versions();
    return { versions().at(row % versions().size()) };
}

QString TestFail2ban::versionText(Version version)
{
    switch (version) {
    case Version::V1_0_2:
        return u"1.0.2"_s;
    case Version::V1_1_0:
        return u"1.1.0"_s;
    }
    return {};
}

bool TestFail2ban::fail(const QString &what)
{
    m_error = u"fail2ban %1: %2"_s.arg(versionText(), what);
    return false;
}

bool TestFail2ban::start(int timeoutMs)
{
    if (!QFile::exists(m_package + u"/usr/bin/fail2ban-server"_s))
        return fail(u"%1 is missing: run tests/support/fetch_fail2ban.sh"_s.arg(m_package));
    if (isRunning())
        return fail(u"is running already"_s);
    m_error.clear();
    const QDeadlineTimer deadline(timeoutMs);
    m_process.start(serverProgram(),
        { u"-c"_s, configDir(), u"-s"_s, socketPath(), u"-p"_s, pidFile(), u"-x"_s, u"-f"_s, u"start"_s });
    QByteArray said;
    // The foreground server prints this once it has executed its whole configuration.
    while (!said.contains("Server ready")) {
        const qint64 left = deadline.remainingTime();
        if (left <= 0 || !m_process.waitForReadyRead(static_cast<int>(left))) {
            const QString why = u"did not become ready. It said: %1\nIts log: %2"_s.arg(
                QString::fromUtf8(said + m_process.readAll()), readFile(logPath()));
            kill();
            return fail(why);
        }
        said += m_process.readAll();
    }
    if (!QFileInfo::exists(socketPath()))
        return fail(u"is ready but has no socket %1"_s.arg(socketPath()));
    return true;
}

bool TestFail2ban::stop()
{
    if (!isRunning())
        return fail(u"does not run"_s);
    const Outcome outcome = client({ u"stop"_s });
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(60'000)) {
        kill();
        return fail(u"did not stop: %1%2"_s.arg(outcome.output, outcome.errors));
    }
    return true;
}

void TestFail2ban::kill()
{
    if (m_process.state() == QProcess::NotRunning)
        return;
    m_process.kill();
    m_process.waitForFinished(30'000);
}

void TestFail2ban::freeze()
{
    if (isRunning())
        ::kill(static_cast<pid_t>(pid()), SIGSTOP);
}

void TestFail2ban::thaw()
{
    if (isRunning())
        ::kill(static_cast<pid_t>(pid()), SIGCONT);
}

bool TestFail2ban::restart()
{
    return stop() && start();
}

bool TestFail2ban::isRunning() const
{
    return m_process.state() == QProcess::Running;
}

qint64 TestFail2ban::pid() const
{
    return m_process.processId();
}

QString TestFail2ban::socketPath() const
{
    return folder() + u"/run/f2b.sock"_s;
}

QString TestFail2ban::pidFile() const
{
    return folder() + u"/run/f2b.pid"_s;
}

QString TestFail2ban::databasePath() const
{
    return folder() + u"/run/f2b.sqlite3"_s;
}

QString TestFail2ban::configDir() const
{
    return folder() + u"/conf"_s;
}

QString TestFail2ban::logPath() const
{
    return watchedLog(u"fail2ban"_s);
}

QString TestFail2ban::watchedLog(const QString &name) const
{
    return u"%1/log/%2.log"_s.arg(folder(), name);
}

QStringList TestFail2ban::actionLines() const
{
    return readFile(watchedLog(u"action"_s)).split(u'\n', Qt::SkipEmptyParts);
}

QString TestFail2ban::clientProgram() const
{
    return folder() + u"/bin/fail2ban-client"_s;
}

QString TestFail2ban::regexProgram() const
{
    return folder() + u"/bin/fail2ban-regex"_s;
}

QString TestFail2ban::serverProgram() const
{
    return folder() + u"/bin/fail2ban-server"_s;
}

TestFail2ban::Outcome TestFail2ban::client(const QStringList &arguments) const
{
    QProcess process;
    process.start(
        clientProgram(), QStringList { u"-c"_s, configDir(), u"-s"_s, socketPath(), u"-p"_s, pidFile() } + arguments);
    if (!process.waitForFinished(60000)) {
        const QString why = process.errorString();
        process.kill();
        process.waitForFinished(1000);
        return { -1, {}, u"fail2ban-client %1: %2"_s.arg(arguments.join(u' '), why) };
    }
    return { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
        QString::fromUtf8(process.readAllStandardOutput()), QString::fromUtf8(process.readAllStandardError()) };
}

void TestFail2ban::writeFailure(const QString &address, int times) const
{
    const QString now = QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss"_s);
    for (int i = 0; i < times; ++i)
        appendLine(u"auth"_s,
            u"%1 host sshd[4711]: Failed password for root from %2 port %3 ssh2"_s.arg(now, address).arg(40000 + i));
}

void TestFail2ban::appendLine(const QString &logName, const QString &line) const
{
    writeFile(watchedLog(logName), line + u'\n', QIODevice::WriteOnly | QIODevice::Append);
}

void TestFail2ban::writeConfig(const QString &relativePath, const QString &text) const
{
    QString filled = text;
    filled.replace("@D@"_L1, folder());
    writeFile(configDir() + u'/' + relativePath, filled);
}

QString TestFail2ban::readConfig(const QString &relativePath) const
{
    return readFile(configDir() + u'/' + relativePath);
}

void TestFail2ban::writeConfiguration()
{
    QDir(folder()).mkpath(u"run"_s);
    QDir(configDir()).mkpath(u"jail.d"_s);
    for (const auto &name : { u"auth"_s, u"web1"_s, u"web2"_s, u"big"_s, u"off"_s, u"fail2ban"_s, u"action"_s })
        writeFile(watchedLog(name), {});
    writeConfig(u"fail2ban.conf"_s, QString::fromUtf16(fail2banConf));
    writeConfig(u"jail.conf"_s, QString::fromUtf16(jailConf));
    writeConfig(u"filter.d/sshdlike.conf"_s, QString::fromUtf16(sshdFilter));
    writeConfig(u"filter.d/weblike.conf"_s, QString::fromUtf16(webFilter));
    writeConfig(u"filter.d/recid.conf"_s, QString::fromUtf16(recidiveFilter));
    writeConfig(u"action.d/dummy.conf"_s, QString::fromUtf16(dummyAction));
    writeConfig(u"action.d/dummy2.conf"_s, QString::fromUtf16(dummyAction));
    writeConfig(u"action.d/noop.conf"_s, QString::fromUtf16(noopAction));
}

void TestFail2ban::writePrograms()
{
    for (const auto &name : { u"fail2ban-client"_s, u"fail2ban-server"_s, u"fail2ban-regex"_s }) {
        const QString path = u"%1/bin/%2"_s.arg(folder(), name);
        writeFile(path,
            u"#!/bin/sh\nPYTHONPATH='%1/usr/lib/python3/dist-packages'\nPYTHONDONTWRITEBYTECODE=1\n"
            "export PYTHONPATH PYTHONDONTWRITEBYTECODE\nexec %2 '%1/usr/bin/%3' \"$@\"\n"_s.arg(
                m_package, python, name));
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
}
