// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_plan.h"
#include "transport/file_follower.h"

namespace services {

class ServerSession;
struct ChangeExpectation;

/// Confirms a change that was found open, after the looks that whoever made it would have taken, as far as the server's
/// record allows: the same process, no jail lost, the jail as the files have it now (over a connection of its own), and
/// no error of it in the log since. What does not show that is not confirmed: VerifyFailed, and it stays open. Deletes
/// itself after the handler has run.
class ChangeConfirmation final : public QObject
{
    Q_OBJECT
public:
    ChangeConfirmation(ChangeContext context, TransactionStatus status, QString by,
        core::Pending<ChangeOutcome> pending, QObject *parent);
    ~ChangeConfirmation() override;
    void start();

Q_SIGNALS:
    void progressed(const services::ChangeStep &step);

private:
    void begin(ChangeStage stage);
    void pass(const QString &detail = {});
    void fail(const core::Error &error);
    void onPeer(const core::ProcessIdentity &peer);
    void dump();
    void onDumped(const core::Result<transport::CommandResult> &result);
    void findLog();
    void readLog(const QString &path, qint64 size);
    void onLogRead();
    void readJournal(); ///< where the daemon logs there
    [[nodiscard]] QString errorSince() const;
    void look();
    void lookAt(qsizetype next, const QString &detail); ///< the other jails
    void onLooked(const core::Result<QString> &result);
    [[nodiscard]] ChangeExpectation expected() const;
    void confirm();
    void disarm();

    ChangeContext m_context;
    TransactionStatus m_status;
    QString m_by;
    core::Pending<ChangeOutcome> m_pending;
    QString m_jail;
    ChangeKind m_kind;
    ChangeOutcome m_outcome;
    qint64 m_began = 0; ///< of the stage, monotonic ms
    core::ProcessIdentity m_process;
    std::optional<config::DumpedJail> m_wanted;
    QList<config::DumpedJail> m_others; ///< that it concerns, too: of a filter's or an action's file
    std::unique_ptr<transport::FileFollower> m_follower;
    QByteArray m_log;
    qint64 m_logLeft = 0;
    bool m_logRead = false;
    QString m_unread; ///< why its journal could not be read
    std::unique_ptr<ServerSession> m_fresh;
    ServerTransaction *m_transaction = nullptr;
};

} // namespace services
