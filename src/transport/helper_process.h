// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host_script.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <memory>

namespace transport {

/// One run of the helper, from the start of its program (ssh, sudo, docker or Python itself) to its result. Deleting it
/// ends the operation and what it has started on the other side: the helper sees the end of its input. Never blocks,
/// not even in its destructor. Main thread.
class HelperProcess final : public QObject
{
    Q_OBJECT
public:
    explicit HelperProcess(QObject *parent = nullptr);
    ~HelperProcess() override;

    /// argv: one of host_script.h's commands, wrapped. payload follows the header. timeoutMs: for the whole operation,
    /// 0 for one without an end (follow, bridge); then finished(Timeout). An operation with "confirm" begins only after
    /// begun(): an error before that means that nothing was done.
    void start(
        const QStringList &argv, const QJsonObject &operation, const QByteArray &payload = {}, qint64 timeoutMs = 0);
    void write(const QByteArray &bytes); ///< more of its input

Q_SIGNALS:
    void begun(); ///< the Python runs and has read its operation
    void frameReceived(char kind, const QByteArray &payload); ///< all but the result
    /// Once, and nothing after it. Errors: those of the helper, and failureOfHelper() where it had no last word.
    void finished(const core::Result<QJsonObject> &result);

private:
    void onOutput();
    void onFinished(int exitCode);
    void finish(const core::Result<QJsonObject> &result);
    void release();

    QProcess *m_process = nullptr; ///< outlives this object where it cannot be killed (sudo's is root's)
    HelperReply m_reply { {} };
    QByteArray m_errors; ///< the first 16 KiB of standard error
    QTimer m_timer;
    QByteArray m_held; ///< what an operation with "confirm" gets after begun()
    bool m_begun = false;
    bool m_finished = false;
};

/// What it means that a helper ended without a result: the words of ssh, sudo, pkexec, docker, podman and the shell on
/// standard error. TunnelDown, ElevationRefused, PermissionDenied, NoSocket (no such container, or it is not running),
/// CommandNotFound (no Python there), ConnectionLost (after it had begun), CommandFailed. Pure.
[[nodiscard]] core::Error failureOfHelper(int exitCode, const QByteArray &standardError, bool begun);

} // namespace transport
