// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "services/change_plan.h"
#include "storage/repositories.h"
#include "transport/file_follower.h"

#include <QElapsedTimer>
#include <QPointer>

#include <functional>

namespace services {

class ChangePreflight;
class ServerSession;
struct ChangeExpectation;

/// One change of one jail, from the preflight to its end (DESIGN 5). The record is durable and the server's timer armed
/// before anything is written; whatever fails from then on is taken back, and that is looked at, too. Its own end ends
/// nothing on the server: the timer there does. Deletes itself after the handler has run; goes on where the caller has
/// gone, and takes it back where he cancels before Apply.
class ChangeFlow final : public QObject
{
    Q_OBJECT
public:
    ChangeFlow(ChangeContext context, ChangeRequest request, core::Pending<ChangeOutcome> pending, QObject *parent);
    ~ChangeFlow() override;
    void start();
    [[nodiscard]] const QString &id() const { return m_id; }
    [[nodiscard]] const ChangeOutcome &outcome() const { return m_outcome; } ///< whole once it has ended
    [[nodiscard]] bool isOver() const { return m_over; } ///< the handler has run, or is about to
    /// Somebody decides while it goes on. It is confirmed after one more healthy look over a fresh connection, without
    /// waiting any longer; or taken back at its next step, as far as it is not confirmed already. `told` gets the
    /// outcome, too.
    void confirmSoon(const core::Pending<ChangeOutcome> &told);
    void takeBackSoon(const core::Pending<ChangeOutcome> &told);

Q_SIGNALS:
    void planned(const services::ChangePreview &preview); ///< nothing was changed yet
    void progressed(const services::ChangeStep &step);
    void ended(services::ChangeResult result);

private:
    using Then = std::function<void()>;

    void begin(ChangeStage stage);
    void pass(const QString &detail = {});
    void skip(ChangeStage stage);
    void failStep(const core::Error &error);
    void refuse(const core::Error &error);
    void end(ChangeResult result, const core::Error &error = {});
    void cancelSoon();
    void renewLease(Then then);
    // change_flow_history.cpp
    void prepareRecord(Then then); ///< of the activation, without a time: nothing is put down to it yet
    void beginActivation(Then then); ///< durable before the reload is sent; what was before it counts no more
    void noteActivated(); ///< the daemon has reloaded: its time counts from now
    void dropActivation(); ///< nothing was sent: what was before it counts again
    void noteBegin(Then then); ///< in the history
    void noteUndoAt(Then then); ///< before the server is told to wait for so long
    void noteEnd(ChangeResult result, const core::Error &error);
    void later(qint64 ms, Then then);
    [[nodiscard]] bool isCancelled() const { return m_cancelled; }
    [[nodiscard]] bool isTooLate() const; ///< nobody needs to wait any longer for a link
    [[nodiscard]] QString owner() const;
    [[nodiscard]] ServerSession *session() const;

    void preflight();
    void onPlanned(const core::Result<ChangePlan> &plan);
    [[nodiscard]] std::optional<QString> unshownWarning() const; ///< its jail and subject
    void lookBeforehand();
    void askWhoseItIs();
    void goOn();
    void snapshot();
    void findProcess();
    void findPlace();
    void beginTransaction(const QString &base);
    void onBegun(const TransactionResult<TransactionBegun> &begun);

    // change_flow_steps.cpp
    void arm();
    void sendArm();
    void followLog();
    void followFrom(const QString &path, qint64 offset);
    void logIsNotRead(const QString &why);
    void write();
    void onWritten(const TransactionResult<bool> &written);
    void compareDump();
    void apply();
    void lookForItsLine(int tries);
    void sendReload();

    // change_flow_verify.cpp
    void verify();
    void nextRound();
    [[nodiscard]] ChangeExpectation expected() const;
    /// One look at every jail that the change concerns, one after the other; what the first of them that is not well
    /// says.
    void look(ServerSession &at, core::Handler<QString> handler);
    void lookAtOthers(ServerSession &at, qsizetype next, const QString &detail, const core::Pending<QString> &pending);
    void onRound(const core::Result<QString> &result);
    void askJournal(const QString &healthy); ///< where the daemon logs there
    void judge(const core::Result<QString> &result);
    void onHealthy(const QString &detail);
    void extend(Then then);
    void sendExtend(Then then);
    void confirm();
    void onConfirmed(const TransactionResult<bool> &confirmed);
    void disarm();
    [[nodiscard]] QString loggedError();

    // change_flow_canary.cpp
    void canary(); ///< after the first look that finds it well
    void onCanary(const TransactionResult<TransactionCanary> &result);
    void onCanaryRefused(const TransactionRefusal &refusal);
    void lookForCanaryLine(qint64 since); ///< until the daemon has said that it is lifted, or has had its time to
    void askCanaryJournal();
    void canaryFailed(const QString &why);
    void canaryPassed(bool executed);

    // change_flow_restore.cpp
    void onRefusal(const TransactionRefusal &refusal); ///< of a step from Arm on
    void takeBack(const core::Error &why);
    void letGo();
    void sendRollback();
    void onRolledBack(const TransactionResult<TransactionOutcome> &outcome);
    void lookAfterwards(); ///< the server's folder is gone: which of the two ends was it
    void lookAtBytes();
    void askWhetherOpen();
    void verifyKept(); ///< ours are there: somebody's confirmation, or a reboot that nobody had a hook for
    void verifyRestored();
    void compareBytes();
    void compareRestored(const core::Result<QByteArray> &bytes);
    void endRestored();
    void again(const core::Error &error, Then then); ///< until it is too late

    ChangeContext m_context;
    ChangeRequest m_request;
    core::Pending<ChangeOutcome> m_pending;
    QList<core::Pending<ChangeOutcome>> m_alsoTold;
    QString m_id;
    std::optional<storage::Lease> m_lease;
    ChangeOutcome m_outcome;
    QElapsedTimer m_elapsed;
    ChangePlan m_plan;
    QPointer<ChangePreflight> m_planner;
    ServerTransaction *m_transaction = nullptr;
    QStringList m_jailsBefore; ///< as the transaction has them
    core::ActivationRecord m_record;
    std::optional<core::ActivationRecord> m_recordBefore; ///< of another change, that is still watched
    core::ProcessIdentity m_process;
    bool m_cancelled = false; ///< counts until Apply
    bool m_confirmNow = false;
    bool m_over = false;
    bool m_takeBackNow = false; ///< counts until Confirm
    bool m_noted = false; ///< in the history, without an end
    bool m_armed = false;
    bool m_keepsForeign = false; ///< the server does, to be looked at
    bool m_written = false; ///< our bytes may be there
    bool m_applied = false; ///< a reload was sent
    std::unique_ptr<transport::FileFollower> m_follower;
    bool m_logReady = false;
    QString m_log;
    qint64 m_journalSince = -1; ///< monotonic ms; -1: it does not log there
    qint64 m_journalReadAt = -1; ///< monotonic ms
    QString m_unread; ///< why its journal could not be read
    QString m_logUnread; ///< why its log is not read; empty: it is
    QString m_canaryAddress;
    QStringList m_canaryTried; ///< somebody has banned these already
    QStringList m_canarySeen;
    bool m_canaryLooked = false; ///< at a rule set, at least
    QString m_canaryProblem; ///< of its rule sets; empty: none
    QString m_canary; ///< what it has shown; empty: it is still to come, or nobody wants it
    std::unique_ptr<ServerSession> m_fresh; ///< of the last round
    qint64 m_healthySince = -1; ///< monotonic ms
    qint64 m_unwellSince = -1;
    qint64 m_extendedAt = 0;
    core::Error m_why; ///< of what is taken back
    qint64 m_restoringSince = 0;
};

} // namespace services
