// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/helper_process.h"

#include "transport/elevation_secrets.h"
#include "transport/host_bytes.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPointer>

#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

constexpr qsizetype errorLimit = 16 * 1024;
constexpr qsizetype earlyLimit = 256 * 1024; // of a login shell's greeting
// For sudo's own checks, where the operation has no end of its own: a wrong password costs seconds by intention.
constexpr qint64 elevationMs = 60'000;

/// sudo counts what it was given as a failed attempt.
bool saysWrongPassword(const QString &words)
{
    return words.contains("Sorry, try again"_L1) || words.contains("incorrect password attempt"_L1)
        || words.contains("incorrect authentication attempt"_L1);
}

} // namespace

core::Error failureOfHelper(int exitCode, const QByteArray &standardError, bool begun)
{
    const QString words = hostText(standardError).trimmed();
    const auto says = [&words](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); };
    using core::ErrorCode;
    if (begun)
        return { ErrorCode::ConnectionLost, words };
    if (says("sudo: a password is required"_L1) || says("interactive authentication is required"_L1)
        || says("sudo: a terminal is required to read the password"_L1))
        return { ErrorCode::ElevationPassword, words };
    if (words.startsWith("sudo: "_L1) || says("\nsudo: "_L1) || says("is not in the sudoers file"_L1)
        || says("is not allowed to execute"_L1) || says("Not authorized"_L1) || says("Request dismissed"_L1)
        || says("Error executing command as another user"_L1)
        || says("Error creating textual authentication agent"_L1)) // pkexec: nobody there to ask
        return { ErrorCode::ElevationRefused, words };
    if (says("No such container"_L1) || says("is not running"_L1) || says("no container with name or ID"_L1)
        || says("can only create exec sessions on running containers"_L1) || says("container state improper"_L1))
        return { ErrorCode::NoSocket, words };
    if (says("permission denied"_L1) && (says("docker"_L1) || says("podman"_L1)))
        return { ErrorCode::PermissionDenied, words };
    if (says("session open refused"_L1) || says("Session open refused by peer"_L1))
        return { ErrorCode::Busy, words }; // the connection is well and has no session left
    if (exitCode == 255)
        return { ErrorCode::TunnelDown, words };
    if (exitCode == 126 || exitCode == 127)
        return { ErrorCode::CommandNotFound, words.isEmpty() ? u"python3"_s : words };
    return { ErrorCode::CommandFailed, words };
}

HelperProcess::Program::~Program()
{
    if (state() == NotRunning)
        return;
    disconnect();
    closeWriteChannel();
    // Where it has ended just now, else whoever inherits it does this.
    ::waitpid(static_cast<pid_t>(processId()), nullptr, WNOHANG);
    setProcessState(NotRunning);
}

HelperProcess::HelperProcess(QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { finish(core::failure(core::ErrorCode::Timeout)); });
}

HelperProcess::~HelperProcess()
{
    release();
}

void HelperProcess::start(
    const HelperStart &how, const QJsonObject &operation, const QByteArray &payload, qint64 timeoutMs)
{
    Q_ASSERT(!m_process && !how.argv.isEmpty());
    m_how = how;
    m_gate = how.prompt.isEmpty() ? Gate::Open : Gate::Sudo;
    m_timeoutMs = timeoutMs;
    const QByteArray nonce = newNonce();
    m_reply = HelperReply(nonce);
    m_process = new Program; // released in release()
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s); // failureOfHelper() reads English
    m_process->setProcessEnvironment(environment);
    m_process->setWorkingDirectory(u"/"_s);
    m_process->setChildProcessModifier([] { ::setsid(); }); // no terminal to ask for a password on
    connect(m_process, &QProcess::readyReadStandardOutput, this, &HelperProcess::onOutput);
    connect(m_process, &QProcess::readyReadStandardError, this, &HelperProcess::onErrors);
    connect(m_process, &QProcess::finished, this, &HelperProcess::onFinished);
    connect(
        m_process, &QProcess::errorOccurred, this,
        [this, program = how.argv.front()](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish(core::failure(core::ErrorCode::CommandNotFound, program));
        },
        Qt::QueuedConnection); // never from inside start()
    const qint64 limit = timeoutMs == 0 && m_gate == Gate::Sudo ? elevationMs : timeoutMs;
    if (limit > 0)
        m_timer.start(static_cast<int>(std::min<qint64>(limit, std::numeric_limits<int>::max())));
    m_process->start(how.argv.front(), how.argv.mid(1));
    m_request = helperRequest(operation, nonce);
    if (operation.value("confirm"_L1).toBool())
        m_held = "G" + payload;
    else
        m_payload = payload;
    if (m_gate == Gate::Open)
        sendRequest();
}

void HelperProcess::sendRequest()
{
    m_process->write(std::exchange(m_request, {}));
    m_process->write(std::exchange(m_payload, {}));
}

void HelperProcess::onErrors()
{
    const QPointer<HelperProcess> guard(this);
    QByteArray bytes = m_process->readAllStandardError();
    if (m_how.prompt.isEmpty()) {
        m_errors += bytes.left(errorLimit - m_errors.size());
        return;
    }
    m_promptTail += bytes;
    while (guard && !m_finished) {
        const qsizetype at = m_promptTail.indexOf(m_how.prompt);
        if (at < 0) {
            // The beginning of a prompt may be its end.
            const qsizetype whole = std::max<qsizetype>(0, m_promptTail.size() - m_how.prompt.size() + 1);
            m_errors += m_promptTail.left(std::min(whole, errorLimit - m_errors.size()));
            m_promptTail.remove(0, whole);
            return;
        }
        m_errors += m_promptTail.left(std::min(at, errorLimit - m_errors.size()));
        m_promptTail.remove(0, at + m_how.prompt.size());
        onPrompt();
    }
}

void HelperProcess::onPrompt()
{
    switch (m_gate) {
    case Gate::Open:
        break; // Python runs: what stands there now is somebody else's
    case Gate::Sudo: {
        m_gate = Gate::Answered;
        auto password = m_how.password ? m_how.password() : std::nullopt;
        if (!password || !isUsablePassword(*password)) {
            if (password)
                wipe(*password);
            finish(core::failure(core::ErrorCode::ElevationPassword, hostText(m_errors).trimmed()));
            break;
        }
        QByteArray line; // not append(): that may leave a copy behind in memory
        line.reserve(password->size() + 1);
        line += *password;
        line += '\n';
        m_process->write(line);
        wipe(line);
        wipe(*password);
        break;
    }
    case Gate::Answered: {
        // Never a second time: it would be a second failed login there, and the next thing to read is the helper.
        const QPointer<HelperProcess> guard(this);
        if (m_how.rejected)
            m_how.rejected();
        if (guard)
            finish(core::failure(core::ErrorCode::ElevationPassword, hostText(m_errors).trimmed()));
        break;
    }
    }
}

void HelperProcess::write(const QByteArray &bytes)
{
    if (m_process)
        m_process->write(bytes);
}

void HelperProcess::onOutput()
{
    const QPointer<HelperProcess> guard(this); // a listener may delete this object
    QByteArray bytes = m_process->readAllStandardOutput();
    if (m_gate != Gate::Open) {
        m_early += bytes;
        const qsizetype at = m_early.indexOf(readyMark());
        if (at < 0) {
            if (m_early.size() > earlyLimit)
                finish(core::failure(core::ErrorCode::ProtocolError));
            return;
        }
        bytes = m_early.mid(at + readyMark().size());
        m_early.clear();
        m_gate = Gate::Open;
        m_how.password = nullptr;
        if (m_timeoutMs == 0)
            m_timer.stop();
        sendRequest();
    }
    m_reply.feed(bytes);
    if (!m_begun && m_reply.hasBegun()) {
        m_begun = true;
        decide(nullptr);
        write(std::exchange(m_held, {}));
        Q_EMIT begun();
    }
    while (guard && !m_finished) {
        const auto frame = m_reply.next();
        if (!frame)
            break;
        if (frame->kind != 'J') {
            Q_EMIT frameReceived(frame->kind, frame->payload);
            continue;
        }
        const QJsonDocument document = QJsonDocument::fromJson(frame->payload);
        if (!document.isObject())
            finish(core::failure(core::ErrorCode::ProtocolError));
        else if (const auto error = helperError(document.object()))
            finish(tl::unexpected(*error));
        else
            finish(document.object());
    }
    if (guard && m_reply.isBroken())
        finish(core::failure(core::ErrorCode::ProtocolError));
}

void HelperProcess::onFinished(int exitCode)
{
    const QPointer<HelperProcess> guard(this);
    onErrors();
    if (guard && !m_finished)
        onOutput();
    if (guard && !m_finished)
        finish(tl::unexpected(failure(exitCode)));
}

core::Error HelperProcess::failure(int exitCode)
{
    m_errors += m_promptTail.left(errorLimit - m_errors.size());
    core::Error error = failureOfHelper(exitCode, m_errors, m_begun);
    if (m_gate == Gate::Answered && error.code == core::ErrorCode::ElevationRefused
        && saysWrongPassword(error.detail)) {
        error.code = core::ErrorCode::ElevationPassword;
        if (m_how.rejected)
            m_how.rejected();
    }
    return error;
}

void HelperProcess::decide(const core::Error *refusal)
{
    if (const auto decided = std::exchange(m_how.decided, nullptr))
        decided(refusal);
}

void HelperProcess::finish(const core::Result<QJsonObject> &result)
{
    if (m_finished)
        return;
    m_finished = true;
    release();
    if (!result
        && (result.error().code == core::ErrorCode::ElevationPassword
            || result.error().code == core::ErrorCode::ElevationRefused))
        decide(&result.error());
    Q_EMIT finished(result);
}

void HelperProcess::release()
{
    m_timer.stop();
    Program *process = std::exchange(m_process, nullptr);
    if (!process)
        return;
    process->disconnect(this);
    if (!QCoreApplication::instance()) { // the application itself is going, and this object with it
        delete process;
        return;
    }
    // Owned by the application from here on, which ends it where the event loop does not run any more.
    process->setParent(QCoreApplication::instance());
    if (process->state() == QProcess::NotRunning) {
        process->deleteLater();
        return;
    }
    // The end of its input tells the helper, wherever it runs. No signal: it would end before what it has started.
    connect(process, &QProcess::finished, process, &QObject::deleteLater);
    process->closeReadChannel(QProcess::StandardOutput);
    process->closeReadChannel(QProcess::StandardError);
    process->closeWriteChannel();
}

} // namespace transport
