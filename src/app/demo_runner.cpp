// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/demo_runner.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

namespace app {

using namespace Qt::StringLiterals;

namespace {

constexpr int startLimitMs = 40'000;
constexpr qsizetype outputLimit = 64 * 1024;

QString firstExisting(const QStringList &paths)
{
    for (const QString &path : paths) {
        if (!path.isEmpty() && QFileInfo::exists(path))
            return QDir::cleanPath(path);
    }
    return {};
}

} // namespace

DemoRunner::DemoRunner(QObject *parent)
    : QObject(parent)
{
    m_startLimit.setSingleShot(true);
    m_stopLimit.setSingleShot(true);
    connect(
        &m_startLimit, &QTimer::timeout, this, [this] { fail(tr("The private fail2ban did not answer in time.")); });
    connect(&m_stopLimit, &QTimer::timeout, this, &DemoRunner::ended);
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &DemoRunner::onOutput);
    connect(&m_process, &QProcess::readyReadStandardError, this,
        [this] { m_errors = (m_errors + m_process.readAllStandardError()).right(outputLimit); });
    connect(&m_process, &QProcess::finished, this, &DemoRunner::onFinished);
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            fail(m_process.errorString());
    });
}

DemoRunner::~DemoRunner()
{
    // Closing the pipe is what ends the demo; the process itself must live on to clean up.
    m_process.disconnect(this);
}

QString DemoRunner::scriptPath()
{
    const QString program = QCoreApplication::applicationDirPath();
    return firstExisting(
        { qEnvironmentVariable("BANGUI_DEMO_SCRIPT"), program + u"/../share/bangui/demo/bangui_demo.py"_s,
            QStringLiteral(BANGUI_SOURCE_DIR "/resources/demo/bangui_demo.py") });
}

QString DemoRunner::fail2banFolder()
{
    const QString source = QStringLiteral(BANGUI_SOURCE_DIR);
    return firstExisting({ qEnvironmentVariable("BANGUI_DEMO_FAIL2BAN"), source + u"/build/fail2ban-demo"_s,
        source + u"/build/fail2ban/1.0.2"_s });
}

bool DemoRunner::parseLine(const QByteArray &line, DemoInfo *info, QString *problem)
{
    const QJsonDocument document = QJsonDocument::fromJson(line);
    const QJsonObject object = document.object();
    if (object.contains("error"_L1)) {
        *problem = object.value("error"_L1).toString();
        return false;
    }
    info->folder = object.value("folder"_L1).toString();
    info->data = object.value("data"_L1).toString();
    info->socket = object.value("socket"_L1).toString();
    info->config = object.value("config"_L1).toString();
    info->client = object.value("client"_L1).toString();
    info->pid = object.value("pid"_L1).toInteger();
    if (info->folder.isEmpty() || info->socket.isEmpty()) {
        *problem = QString::fromUtf8(line);
        return false;
    }
    return true;
}

void DemoRunner::start()
{
    const QString script = scriptPath();
    if (script.isEmpty()) {
        // From the event loop, as every other failure.
        QMetaObject::invokeMethod(
            this, [this] { fail(tr("The demo is not installed (bangui_demo.py is missing).")); }, Qt::QueuedConnection);
        return;
    }
    QStringList arguments { script, u"--parent-pid"_s, QString::number(QCoreApplication::applicationPid()) };
    if (const QString folder = fail2banFolder(); !folder.isEmpty())
        arguments << u"--fail2ban"_s << folder;
    m_startLimit.start(startLimitMs);
    m_process.start(u"/usr/bin/python3"_s, arguments);
}

void DemoRunner::onOutput()
{
    m_output += m_process.readAllStandardOutput();
    const qsizetype end = m_output.indexOf('\n');
    if (m_ready || m_failed || (end < 0 && m_output.size() < outputLimit))
        return;
    m_startLimit.stop();
    DemoInfo info;
    QString problem;
    if (!parseLine(m_output.left(end), &info, &problem)) {
        fail(problem);
        return;
    }
    m_ready = true;
    Q_EMIT ready(info);
}

void DemoRunner::onFinished()
{
    if (m_stopping) {
        m_stopLimit.stop();
        Q_EMIT ended();
        return;
    }
    onOutput();
    const QString words = QString::fromUtf8(m_errors).trimmed();
    fail(words.isEmpty() ? tr("The demo's fail2ban ended.") : words);
}

void DemoRunner::fail(const QString &problem)
{
    m_startLimit.stop();
    if (std::exchange(m_failed, true))
        return;
    m_process.closeWriteChannel();
    Q_EMIT failed(problem);
}

void DemoRunner::stop(int limitMs)
{
    if (std::exchange(m_stopping, true))
        return;
    if (!isRunning()) {
        QMetaObject::invokeMethod(this, &DemoRunner::ended, Qt::QueuedConnection);
        return;
    }
    m_stopLimit.start(limitMs);
    m_process.closeWriteChannel();
}

} // namespace app
