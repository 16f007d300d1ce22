// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

#include <QProcess>
#include <QTimer>

#include <vector>

namespace transport {

/// One child process of LocalHost, from its start to its end. Deletes itself when the process is gone, which after a
/// timeout can be later than its result.
class LocalProcess final : public QObject
{
    Q_OBJECT
public:
    LocalProcess(HostCommand command, QStringList environment, core::Pending<CommandResult> pending, QObject *parent);
    ~LocalProcess() override;

    void start();

private:
    void prepareExec(const QString &program);
    void collect();
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void onErrorOccurred(QProcess::ProcessError error);
    void onTimeout();
    void killGroup();

    HostCommand m_command;
    QStringList m_environment;
    core::Pending<CommandResult> m_pending;
    CommandResult m_result;
    QTimer m_timer;
    // Encoded before the fork: between fork and exec nothing may allocate.
    QByteArray m_program;
    QList<QByteArray> m_words;
    std::vector<char *> m_argv;
    std::vector<char *> m_envp;
    QProcess m_process; ///< last: it is destroyed first, while what its child still reads is there
};

} // namespace transport
