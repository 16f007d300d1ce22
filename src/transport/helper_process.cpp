// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/helper_process.h"

#include "transport/host_bytes.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QPointer>

#include <unistd.h>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

constexpr qsizetype errorLimit = 16 * 1024;

} // namespace

core::Error failureOfHelper(int exitCode, const QByteArray &standardError, bool begun)
{
    const QString words = hostText(standardError).trimmed();
    const auto says = [&words](QLatin1StringView part) { return words.contains(part, Qt::CaseInsensitive); };
    using core::ErrorCode;
    if (begun)
        return { ErrorCode::ConnectionLost, words };
    if (words.startsWith("sudo: "_L1) || says("\nsudo: "_L1) || says("is not in the sudoers file"_L1)
        || says("is not allowed to execute"_L1) || says("Not authorized"_L1) || says("Request dismissed"_L1)
        || says("Error executing command as another user"_L1))
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
    const QStringList &argv, const QJsonObject &operation, const QByteArray &payload, qint64 timeoutMs)
{
    Q_ASSERT(!m_process && !argv.isEmpty());
    const QByteArray nonce = newNonce();
    m_reply = HelperReply(nonce);
    m_process = new QProcess; // released in release()
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"LC_ALL"_s, u"C"_s); // failureOfHelper() reads English
    m_process->setProcessEnvironment(environment);
    m_process->setWorkingDirectory(u"/"_s);
    m_process->setChildProcessModifier([] { ::setsid(); }); // no terminal to ask for a password on
    connect(m_process, &QProcess::readyReadStandardOutput, this, &HelperProcess::onOutput);
    connect(m_process, &QProcess::readyReadStandardError, this,
        [this] { m_errors += m_process->readAllStandardError().left(errorLimit - m_errors.size()); });
    connect(m_process, &QProcess::finished, this, &HelperProcess::onFinished);
    connect(
        m_process, &QProcess::errorOccurred, this,
        [this, program = argv.front()](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish(core::failure(core::ErrorCode::CommandNotFound, program));
        },
        Qt::QueuedConnection); // never from inside start()
    if (timeoutMs > 0)
        m_timer.start(static_cast<int>(std::min<qint64>(timeoutMs, std::numeric_limits<int>::max())));
    m_process->start(argv.front(), argv.mid(1));
    m_process->write(helperRequest(operation, nonce));
    if (operation.value("confirm"_L1).toBool())
        m_held = "G" + payload;
    else
        m_process->write(payload);
}

void HelperProcess::write(const QByteArray &bytes)
{
    if (m_process)
        m_process->write(bytes);
}

void HelperProcess::onOutput()
{
    const QPointer<HelperProcess> guard(this); // a listener may delete this object
    m_reply.feed(m_process->readAllStandardOutput());
    if (!m_begun && m_reply.hasBegun()) {
        m_begun = true;
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
    m_errors += m_process->readAllStandardError().left(errorLimit - m_errors.size());
    onOutput();
    if (guard)
        finish(tl::unexpected(failureOfHelper(exitCode, m_errors, m_begun)));
}

void HelperProcess::finish(const core::Result<QJsonObject> &result)
{
    if (m_finished)
        return;
    m_finished = true;
    release();
    Q_EMIT finished(result);
}

void HelperProcess::release()
{
    m_timer.stop();
    QProcess *process = std::exchange(m_process, nullptr);
    if (!process)
        return;
    process->disconnect(this);
    if (!QCoreApplication::instance()) { // the application itself is going, and this object with it
        process->closeWriteChannel();
        process->kill();
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
