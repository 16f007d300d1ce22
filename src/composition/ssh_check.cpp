// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/ssh_check.h"

#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace composition {

namespace {

constexpr int deadlineMs = 5'000;
constexpr qsizetype versionLimit = 200;

} // namespace

SshCheck::SshCheck(QObject *parent)
    : QObject(parent)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        m_process.kill();
        end(core::failure(core::ErrorCode::Timeout, u"ssh -V"_s));
    });
    connect(&m_process, &QProcess::errorOccurred, this, [this](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(core::failure(core::ErrorCode::CommandNotFound, u"ssh"_s));
    });
    connect(&m_process, &QProcess::finished, this, [this](int exitCode, QProcess::ExitStatus status) {
        const QString said = QString::fromLocal8Bit(m_process.readAllStandardError()).trimmed().left(versionLimit);
        if (status == QProcess::NormalExit && exitCode == 0)
            end(said.section(u',', 0, 0));
        else
            end(core::failure(core::ErrorCode::CommandFailed, said));
    });
}

SshCheck::~SshCheck()
{
    disconnect(&m_process, nullptr, this, nullptr);
    if (m_process.state() != QProcess::NotRunning)
        m_process.kill();
}

void SshCheck::start()
{
    const QString program = QStandardPaths::findExecutable(u"ssh"_s);
    if (program.isEmpty()) {
        end(core::failure(core::ErrorCode::CommandNotFound, u"ssh"_s));
        return;
    }
    m_deadline.start(deadlineMs);
    m_process.start(program, { u"-V"_s }, QIODevice::ReadOnly);
}

void SshCheck::end(const core::Result<QString> &version)
{
    m_deadline.stop();
    if (!std::exchange(m_ended, true))
        Q_EMIT finished(version);
}

} // namespace composition
