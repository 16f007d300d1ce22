// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host_script.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

#include <functional>
#include <memory>
#include <optional>

namespace transport {

/// How a helper is started.
struct HelperStart
{
    QStringList argv; ///< one of host_script.h's commands, wrapped
    /// What sudo has been told to ask with, where it may ask for a password; nobody else can know it before. Empty: the
    /// program in front reads nothing.
    QByteArray prompt;
    std::function<std::optional<QByteArray>()> password; ///< called once, when that prompt was seen
    std::function<void()> rejected; ///< sudo asked again
    /// Once: Python runs (null), or what stands before it does not let us in (ElevationPassword, ElevationRefused).
    std::function<void(const core::Error *refusal)> decided;
};

/// One run of the helper, from the start of its program (ssh, sudo, docker or Python itself) to its result. Deleting it
/// ends the operation and what it has started on the other side: the helper sees the end of its input. Never blocks,
/// not even in its destructor. Main thread.
class HelperProcess final : public QObject
{
    Q_OBJECT
public:
    explicit HelperProcess(QObject *parent = nullptr);
    ~HelperProcess() override;

    /// payload follows the header. timeoutMs: for the whole operation, 0 for one without an end (follow, bridge); then
    /// finished(Timeout). An operation with "confirm" begins only after begun(): an error before that means that
    /// nothing was done.
    ///
    /// Where sudo may ask, the password goes out only after its prompt was seen, once, and the helper only after Python
    /// said that it reads: neither is ever taken for the other, whether sudo asks or not.
    void start(
        const HelperStart &how, const QJsonObject &operation, const QByteArray &payload = {}, qint64 timeoutMs = 0);
    void write(const QByteArray &bytes); ///< more of its input

Q_SIGNALS:
    void begun(); ///< the Python runs and has read its operation
    void frameReceived(char kind, const QByteArray &payload); ///< all but the result
    /// Once, and nothing after it. Errors: those of the helper, and failureOfHelper() where it had no last word.
    void finished(const core::Result<QJsonObject> &result);

private:
    /// What stands between us and Python.
    enum class Gate {
        Open, ///< nothing that reads
        Sudo, ///< it may ask, or not
        Answered ///< it has asked and was answered
    };

    /// QProcess kills its child in its destructor, waits for it and complains. What runs there has been told that its
    /// input is over, and ends by itself when what it has started has ended; at our own end nobody waits for that.
    class Program final : public QProcess
    {
    public:
        ~Program() override;
    };

    void onOutput();
    void onErrors();
    void onPrompt();
    [[nodiscard]] core::Error failure(int exitCode);
    void sendRequest();
    void onFinished(int exitCode);
    void decide(const core::Error *refusal);
    void finish(const core::Result<QJsonObject> &result);
    void release();

    Program *m_process = nullptr; ///< outlives this object where it cannot be killed (sudo's is root's)
    HelperReply m_reply { {} };
    HelperStart m_how;
    Gate m_gate = Gate::Open;
    QByteArray m_early; ///< standard output before Python's word
    QByteArray m_promptTail; ///< standard error in which the prompt is looked for
    QByteArray m_errors; ///< the first 16 KiB of standard error, without the prompt
    QTimer m_timer;
    qint64 m_timeoutMs = 0;
    QByteArray m_request; ///< what Python gets
    QByteArray m_payload; ///< and then
    QByteArray m_held; ///< what an operation with "confirm" gets after begun()
    bool m_begun = false;
    bool m_finished = false;
};

/// What it means that a helper ended without a result: the words of ssh, sudo, pkexec, docker, podman and the shell on
/// standard error. TunnelDown, ElevationRefused, ElevationPassword (sudo wants one), PermissionDenied, NoSocket (no
/// such container, or it is not running), CommandNotFound (no Python there), ConnectionLost (after it had begun),
/// CommandFailed. Pure.
[[nodiscard]] core::Error failureOfHelper(int exitCode, const QByteArray &standardError, bool begun);

} // namespace transport
