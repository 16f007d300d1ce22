// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/local_process.h"

#include "transport/host_bytes.h"

#include <QPointer>
#include <QStandardPaths>

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <limits>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

QString pathOf(const QStringList &environment)
{
    for (const QString &entry : environment) {
        if (entry.startsWith("PATH="_L1))
            return entry.mid(5);
    }
    return {};
}

/// Appends what is there and fits; false where something had to be dropped.
bool appendLimited(QByteArray &target, const QByteArray &bytes, qint64 limit)
{
    const qint64 room = std::max<qint64>(limit - target.size(), 0);
    target += bytes.size() <= room ? bytes : bytes.left(room);
    return bytes.size() <= room;
}

/// MAX_ARG_STRLEN of Linux. A longer argument fails by itself; for a longer variable QProcess would start the program
/// without it.
constexpr qsizetype longestWord = 131'072;

} // namespace

LocalProcess::LocalProcess(
    HostCommand command, QStringList environment, core::Pending<CommandResult> pending, QObject *parent)
    : QObject(parent)
    , m_command(std::move(command))
    , m_environment(std::move(environment))
    , m_pending(std::move(pending))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &LocalProcess::onTimeout);
    connect(&m_process, &QProcess::finished, this, &LocalProcess::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, &LocalProcess::onErrorOccurred);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &LocalProcess::collect);
    connect(&m_process, &QProcess::readyReadStandardError, this, &LocalProcess::collect);
}

LocalProcess::~LocalProcess()
{
    m_process.disconnect(this);
    killGroup();
}

void LocalProcess::start()
{
    const auto refuse = [this](core::ErrorCode code, const QString &detail) {
        m_pending.finishLater(core::failure(code, detail));
        deleteLater();
    };
    const QString name = m_command.argv.value(0);
    const bool fits = std::all_of(m_environment.cbegin(), m_environment.cend(),
        [](const QString &entry) { return isCarried(entry) && hostBytes(entry).size() < longestWord; });
    if (name.isEmpty() || !fits || !std::all_of(m_command.argv.cbegin(), m_command.argv.cend(), isCarried))
        return refuse(core::ErrorCode::InvalidArgument, name);
    const QString program = name.contains(u'/')
        ? name
        : QStandardPaths::findExecutable(name, pathOf(m_environment).split(u':', Qt::SkipEmptyParts));
    if (program.isEmpty() || ::access(hostBytes(program).constData(), X_OK) != 0)
        return refuse(core::ErrorCode::CommandNotFound, name);

    prepareExec(program);
    m_pending.setOnCancel([guard = QPointer<LocalProcess>(this)] {
        if (guard)
            guard->killGroup();
    });
    m_process.setWorkingDirectory(u"/"_s);
    m_process.setProcessEnvironment(QProcessEnvironment()); // the true one is in m_envp
    m_process.start(program, m_command.argv.mid(1));
    if (m_process.state() == QProcess::NotRunning)
        return; // onErrorOccurred() has been
    if (!m_command.input.isEmpty())
        m_process.write(m_command.input);
    m_process.closeWriteChannel();
    const qint64 timeout = std::clamp<qint64>(m_command.timeoutMs, 1, std::numeric_limits<int>::max());
    m_timer.start(static_cast<int>(timeout));
}

void LocalProcess::prepareExec(const QString &program)
{
    m_program = hostBytes(program);
    for (const QString &word : m_command.argv)
        m_words.append(hostBytes(word));
    for (const QString &entry : m_environment)
        m_words.append(hostBytes(entry));
    for (qsizetype i = 0; i < m_words.size(); ++i)
        (i < m_command.argv.size() ? m_argv : m_envp).push_back(m_words[i].data());
    m_argv.push_back(nullptr);
    m_envp.push_back(nullptr);

    rlimit cpu {};
    // SIGXCPU at the limit, SIGKILL a second later for a program that ignores it.
    cpu.rlim_cur = rlim_t(std::max(m_command.cpuSeconds, 0));
    cpu.rlim_max = cpu.rlim_cur + 1;
    m_process.setChildProcessModifier([cpu, path = m_program.constData(), argv = m_argv.data(), envp = m_envp.data()] {
        // A session of its own: one group to kill, and no terminal to ask for a password on.
        ::setsid();
        if (cpu.rlim_cur > 0) {
            // Static: this runs on the parent's stack (QProcess forks with vfork) and never returns, so that what a
            // sanitizer marks around a local variable would stay marked for whoever uses that stack next.
            static constexpr rlimit noCore {};
            ::setrlimit(RLIMIT_CORE, &noCore);
            ::setrlimit(RLIMIT_CPU, &cpu);
        }
        // QProcess would push every argument through the locale's encoding, which not every byte survives. Where this
        // fails its own attempt follows, and reports.
        ::execve(path, argv, envp);
    });
}

void LocalProcess::collect()
{
    const bool out = appendLimited(m_result.standardOutput, m_process.readAllStandardOutput(), m_command.outputLimit);
    const bool err = appendLimited(m_result.standardError, m_process.readAllStandardError(), m_command.outputLimit);
    m_result.truncated = m_result.truncated || !out || !err;
}

void LocalProcess::onFinished(int exitCode, QProcess::ExitStatus status)
{
    m_timer.stop();
    collect();
    m_result.exitCode = status == QProcess::CrashExit ? 128 + exitCode : exitCode;
    deleteLater();
    m_pending.finish(std::move(m_result));
}

void LocalProcess::onErrorOccurred(QProcess::ProcessError error)
{
    switch (error) {
    case QProcess::FailedToStart:
        m_timer.stop();
        deleteLater();
        // The child's errno comes as its words.
        m_pending.finishLater(
            core::failure(m_process.errorString().contains(QString::fromLocal8Bit(std::strerror(E2BIG)))
                    ? core::ErrorCode::InvalidArgument
                    : core::ErrorCode::CommandNotFound,
                m_process.errorString()));
        break;
    case QProcess::Crashed: // finished() follows
    case QProcess::Timedout:
    case QProcess::ReadError:
    case QProcess::WriteError: // it did not want all of its input
    case QProcess::UnknownError:
        break;
    }
}

void LocalProcess::onTimeout()
{
    killGroup();
    m_pending.finish(core::failure(core::ErrorCode::Timeout, m_command.argv.value(0)));
}

void LocalProcess::killGroup()
{
    const qint64 pid = m_process.processId();
    if (pid <= 0 || m_process.state() == QProcess::NotRunning)
        return;
    ::kill(static_cast<pid_t>(-pid), SIGKILL);
    ::kill(static_cast<pid_t>(pid), SIGKILL); // where it has not come as far as setsid()
}

} // namespace transport
