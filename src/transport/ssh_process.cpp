// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_process.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSocketNotifier>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace transport {

namespace {

constexpr qsizetype keptBytes = 16 * 1024;
constexpr int graceMs = 2000;

} // namespace

SshProcess::SshProcess(QObject *parent)
    : QObject(parent)
{
    m_killTimer.setSingleShot(true);
    connect(&m_killTimer, &QTimer::timeout, this, &SshProcess::kill);
    connect(&m_process, &QProcess::finished, this, &SshProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &SshProcess::onErrorOccurred);
}

SshProcess::~SshProcess()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        kill();
        while (::waitpid(static_cast<pid_t>(m_pid), nullptr, 0) < 0 && errno == EINTR) { }
        m_process.forget();
    }
    m_notifier.reset();
    if (m_pipe >= 0)
        ::close(m_pipe);
    if (m_dismissed)
        removeSocketFiles(m_files);
}

bool SshProcess::start(
    const QString &program, const QStringList &arguments, const QProcessEnvironment &environment, bool keepOutput)
{
    std::array<int, 2> ends { -1, -1 };
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return false;
    m_pipe = ends[0];
    ::fcntl(m_pipe, F_SETFL, O_NONBLOCK);
    m_notifier = std::make_unique<QSocketNotifier>(m_pipe, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &SshProcess::drain);

    m_process.setProcessEnvironment(environment);
    m_process.setWorkingDirectory(QStringLiteral("/"));
    m_process.setStandardInputFile(QProcess::nullDevice());
    if (!keepOutput)
        m_process.setStandardOutputFile(QProcess::nullDevice());
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel); // replaced by the pipe below
    m_process.setChildProcessModifier([parent = ::getpid(), writeEnd = ends[1]] {
        ::setsid();
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (::getppid() != parent) // it died before the line above
            ::_exit(255);
        ::dup2(writeEnd, STDERR_FILENO);
        ::umask(077);
        const rlimit noCore {}; // a passphrase may be in its memory
        ::setrlimit(RLIMIT_CORE, &noCore);
    });
    m_process.start(program, arguments, QIODevice::ReadOnly);
    ::close(ends[1]);
    m_pid = m_process.processId();
    m_started = m_process.state() != QProcess::NotRunning;
    return m_started;
}

void SshProcess::drain()
{
    if (m_pipe < 0)
        return;
    std::array<char, 4096> buffer {};
    // A server that floods us with banners gets its turn, not the whole thread.
    for (int rounds = 0; rounds < 16; ++rounds) {
        const ssize_t count = ::read(m_pipe, buffer.data(), buffer.size());
        if (count > 0) {
            take(QByteArray(buffer.data(), count));
        } else {
            if (count == 0 && m_notifier)
                m_notifier->setEnabled(false);
            return;
        }
    }
}

void SshProcess::take(const QByteArray &bytes)
{
    m_standardError += bytes;
    if (m_standardError.size() > keptBytes)
        m_standardError.remove(0, m_standardError.size() - keptBytes);
    m_line += bytes;
    for (qsizetype end = m_line.indexOf('\n'); end >= 0; end = m_line.indexOf('\n')) {
        const QByteArray line = m_line.left(end).trimmed();
        m_line.remove(0, end + 1);
        Q_EMIT said(line);
    }
    if (m_line.size() > keptBytes)
        m_line.clear();
}

void SshProcess::kill()
{
    if (m_pid <= 0 || m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(-m_pid), SIGKILL);
    ::kill(static_cast<pid_t>(m_pid), SIGKILL); // where it has not come as far as setsid()
}

void SshProcess::dismiss(const QStringList &files, QObject &keeper)
{
    m_dismissed = true;
    m_files = files;
    setParent(&keeper);
    if (m_process.state() == QProcess::NotRunning) {
        deleteLater();
        return;
    }
    ::kill(static_cast<pid_t>(m_pid), SIGTERM);
    m_killTimer.start(graceMs);
}

void SshProcess::onErrorOccurred(QProcess::ProcessError error)
{
    if (error != QProcess::FailedToStart || !m_started) // finished() follows, or start() has said it
        return;
    if (m_dismissed)
        deleteLater();
    else
        Q_EMIT ended(127);
}

void SshProcess::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_killTimer.stop();
    if (m_dismissed) {
        deleteLater();
        return;
    }
    drain();
    Q_EMIT ended(status == QProcess::CrashExit ? 128 + exitCode : exitCode);
}

void removeSocketFiles(const QStringList &paths)
{
    for (const QString &path : paths) {
        QFile::remove(path);
        const QFileInfo info(path);
        QDir folder = info.dir();
        const QStringList beside
            = folder.entryList({ info.fileName() + QStringLiteral(".*") }, QDir::Files | QDir::System);
        for (const QString &name : beside)
            folder.remove(name);
    }
}

} // namespace transport
