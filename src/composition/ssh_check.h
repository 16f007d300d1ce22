// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QObject>
#include <QProcess>
#include <QTimer>

namespace composition {

/// Whether this computer has an `ssh` program, and which (`ssh -V`, which writes to stderr). Once per object.
class SshCheck final : public QObject
{
    Q_OBJECT
public:
    explicit SshCheck(QObject *parent = nullptr);
    ~SshCheck() override;
    void start();

Q_SIGNALS:
    /// The version as ssh says it ("OpenSSH_9.2p1 Debian-2"). Errors: CommandNotFound, CommandFailed, Timeout.
    void finished(const core::Result<QString> &version);

private:
    void end(const core::Result<QString> &version);

    QProcess m_process;
    QTimer m_deadline;
    bool m_ended = false;
};

} // namespace composition
