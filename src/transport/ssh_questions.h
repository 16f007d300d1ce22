// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/prompt.h"
#include "core/request_handle.h"
#include "transport/askpass_server.h"
#include "transport/ssh_master.h"

#include <QPair>
#include <QSet>

#include <map>

namespace transport {

/// What ssh, and the ssh of each jump host, asks during one attempt, as values to whoever can answer. A question is
/// taken back when its ssh has gone, or with this object. Main thread.
class SshQuestions final : public QObject
{
    Q_OBJECT
public:
    /// way: as for readSshPrompt().
    SshQuestions(SshPrompting::Ask ask, QString way, QObject *parent = nullptr);
    ~SshQuestions() override;

    [[nodiscard]] core::Result<void> listen(const QString &socket) { return m_server.listen(socket); }
    [[nodiscard]] QString socket() const { return m_server.path(); }
    [[nodiscard]] bool isWaiting() const { return !m_open.empty(); }
    /// What is wrong as long as the question that waits is not answered.
    [[nodiscard]] core::ErrorCode lacking() const;
    void close(); ///< takes every question back and refuses it; no signal follows

Q_SIGNALS:
    void waitingChanged(bool somebodyIsAsked);
    /// The attempt is to end: told to who wanted the connection, remaining to everybody else.
    void stopped(const core::Error &told, const core::Error &remaining);
    void trustedOnce(const QString &fingerprint); ///< the attempt ends by itself, and may then be repeated

private:
    struct Open
    {
        core::Prompt prompt;
        core::RequestHandle handle;
    };

    void onAsked(int question, const AskpassQuestion &words);
    void onAnswered(int question, const core::Result<core::PromptAnswer> &answer);
    void onWithdrawn(int question);
    void sayWaiting();

    SshPrompting::Ask m_ask;
    QString m_way;
    AskpassServer m_server;
    std::map<int, Open> m_open;
    QSet<QPair<qint64, QString>> m_answered; ///< by ssh process and text: the same once more was wrong before
    bool m_waiting = false;
};

} // namespace transport
