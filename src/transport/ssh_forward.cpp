// SPDX-License-Identifier: GPL-3.0-or-later
// The tunnels of SshMaster.
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"
#include "transport/ssh_process.h"

#include <QFile>
#include <QPointer>

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::ErrorCode;

constexpr qsizetype forwardedPathLimit = 107;
constexpr int forwardTimeoutMs = 10'000; ///< a question to the ssh beside us

/// As -L has it: ":" separates, "\" escapes, "%" is expanded.
QString escaped(const QString &path)
{
    QString result;
    for (const QChar c : path) {
        if (c == u'%')
            result += u'%';
        else if (c == u':' || c == u'\\')
            result += u'\\';
        result += c;
    }
    return result;
}

core::Result<void> checkRemote(const QString &path)
{
    if (path.toUtf8().size() > forwardedPathLimit)
        return core::failure(ErrorCode::PathTooLong, path);
    const bool strange
        = std::any_of(path.cbegin(), path.cend(), [](QChar c) { return c.category() == QChar::Other_Control; });
    // ssh replaces "${NAME}" by the environment and knows no way to write it; bytes that are no text do not pass
    // QProcess.
    if (!path.startsWith(u'/') || strange || path.contains("${"_L1) || !path.isValidUtf16())
        return core::failure(ErrorCode::InvalidArgument, path);
    return {};
}

/// Makes sure that it is a socket of ours, and 0600. Of all options StreamLocalBindMask is the one where a user's
/// configuration beats the command line; until then the folder keeps everybody else out.
bool isPrivateSocket(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat info
    {
    };
    if (::lstat(name.constData(), &info) != 0 || !S_ISSOCK(info.st_mode) || info.st_uid != ::geteuid())
        return false;
    return (info.st_mode & 07777) == 0600 || ::chmod(name.constData(), 0600) == 0;
}

} // namespace

core::RequestHandle SshMaster::forward(
    const QString &remoteSocket, const QObject *context, core::Handler<QString> handler)
{
    const core::Pending<QString> pending(context, std::move(handler));
    if (const auto checked = checkRemote(remoteSocket); !checked) {
        pending.finishLater(tl::unexpected(checked.error()));
    } else if (m_state != State::Up) {
        pending.finishLater(tl::unexpected(m_lastError));
    } else if (Forward &entry = m_forwards[remoteSocket]; entry.ready && isPrivateSocket(entry.local)) {
        pending.finishLater(entry.local);
    } else {
        entry.ready = false; // also where something has tidied the file away
        entry.waiting.push_back(pending);
        if (entry.waiting.size() == 1)
            startForward(remoteSocket);
    }
    return pending.handle();
}

void SshMaster::startForward(const QString &remoteSocket)
{
    Forward &entry = m_forwards[remoteSocket];
    entry.local = m_folder.newName(u't');
    const QStringList arguments { u"-F"_s, u"none"_s, u"-S"_s, m_control, u"-o"_s, u"ProxyCommand=/bin/false"_s,
        u"-O"_s, u"forward"_s, u"-L"_s, escaped(entry.local) + u':' + escaped(remoteSocket), u"--"_s,
        m_destination.host };
    auto *process = new SshProcess(this);
    m_forwardProcesses.insert(remoteSocket, process);
    connect(process, &SshProcess::ended, this,
        [this, remoteSocket](int exitCode) { onForwardEnded(remoteSocket, exitCode); });
    if (!process->start(m_program, arguments, environment())) {
        // Never from inside the caller's call.
        QMetaObject::invokeMethod(
            process, [this, remoteSocket] { onForwardEnded(remoteSocket, 255); }, Qt::QueuedConnection);
        return;
    }
    auto *limit = new QTimer(process);
    limit->setSingleShot(true);
    connect(limit, &QTimer::timeout, process, &SshProcess::kill);
    limit->start(forwardTimeoutMs);
}

void SshMaster::onForwardEnded(const QString &remoteSocket, int exitCode)
{
    SshProcess *process = m_forwardProcesses.take(remoteSocket);
    if (!process)
        return;
    process->deleteLater();
    const QString local = m_forwards.value(remoteSocket).local;
    if (exitCode == 0 && isPrivateSocket(local))
        return finishForward(remoteSocket, local);
    removeSocketFiles({ local });
    const QString words = QString::fromUtf8(process->standardError()).trimmed().right(1000);
    // 128 + SIGKILL: the deadline. The connection's own ssh does not answer.
    const ErrorCode code = exitCode == 137 ? ErrorCode::TunnelFrozen : ErrorCode::TunnelDown;
    finishForward(remoteSocket, core::failure(code, words));
}

void SshMaster::finishForward(const QString &remoteSocket, const core::Result<QString> &result)
{
    Forward &entry = m_forwards[remoteSocket];
    const auto waiting = std::exchange(entry.waiting, {});
    entry.ready = result.has_value();
    if (!entry.ready)
        m_forwards.remove(remoteSocket);
    for (const auto &pending : waiting)
        pending.finish(result);
}

void SshMaster::dropForwards(const core::Error &error)
{
    const auto forwards = std::exchange(m_forwards, {});
    for (const Forward &forward : forwards) {
        for (const auto &pending : forward.waiting)
            pending.finish(tl::unexpected(error));
    }
}

} // namespace transport
