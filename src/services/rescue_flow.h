// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "core/rescue.h"
#include "services/rescue_examination.h"
#include "services/server_transaction.h"
#include "storage/repositories.h"

#include <QElapsedTimer>

namespace services {

class ChangeHistoryImpl;
class ServerSession;

/// What a rescue works with; references outlive it.
struct RescueContext
{
    RuntimeState &state;
    ServerRegistry &servers;
    HostRegistry &hosts;
    ConfigService &config;
    CommandGate &gate;
    HealthMonitor &monitor;
    storage::RecoveryRepository &recoveries;
    storage::LeaseRepository &leases;
    const core::Clock &clock;
    core::ServerProfile profile;
    TransactionRunner runner;
    QString startCommand; ///< see TransactionPlan
    qint64 holdMs = 6'000; ///< for which it must be well before it is confirmed
    qint64 roundMs = 1'500; ///< between two looks
    qint64 patienceMs = 40'000; ///< for jails to come back
    ChangeHistoryImpl *history = nullptr; ///< nullptr: nothing is kept
};

/// One remedy, from the snapshot to its end. ChangeFlow needs a daemon that answers; this one does not, and has the
/// same guarantee: what it writes is in a snapshot on the server, whose dead-man takes it back where nobody confirms. A
/// daemon that was ended is started by it, too. Deletes itself after the handler has run; goes on without its caller.
class RescueFlow final : public QObject
{
    Q_OBJECT
public:
    RescueFlow(RescueContext context, core::RescueFinding finding, core::Pending<core::RescueOutcome> pending,
        QObject *parent);
    ~RescueFlow() override;
    void start();
    /// What was written, with the bytes of before: for the undo. Whole once ended() was emitted.
    [[nodiscard]] const QList<config::FileEdit> &files() const { return m_files; }

Q_SIGNALS:
    void progressed(const core::RescueStep &step);
    void ended(const core::RescueOutcome &outcome);

private:
    void begin(core::RescueStage stage);
    void pass(const QString &detail = {});
    void failStep(const core::Error &error);
    void refuse(const core::Error &error);
    void end(core::RescueResult result, const std::optional<core::Error> &error = {});
    void later(qint64 ms, std::function<void()> then);
    [[nodiscard]] QString owner() const;

    void planFiles();
    void findPlace();
    void beginTransaction(const QString &base);
    void onBegun(const TransactionBegun &begun);
    void arm();
    void write(qsizetype at);
    void act();
    void onActed(const core::Result<transport::CommandResult> &result);
    void nextLook();
    void look();
    void onLooked(const QStringList &running);
    void checkActions(QStringList left, const QStringList &running);
    void notYet(const core::Error &error);
    void onWell();

    // rescue_flow_end.cpp
    void noteBegin(qsizetype at); ///< in the history; arms when all of it is there
    void noteEnd(core::RescueResult result, const std::optional<core::Error> &error);
    [[nodiscard]] QString noteId(qsizetype at) const;
    void confirm();
    void sendConfirm();
    void onConfirmed(const TransactionResult<bool> &confirmed);
    void disarm();
    void keep(); ///< what was written is confirmed
    void takeBack(const core::Error &why);
    void sendRollback();
    void onTakenBack(const TransactionResult<TransactionOutcome> &outcome);
    void compareBytes(qsizetype at, qsizetype ours, qsizetype before); ///< which of the two ends was it
    void onCompared(qsizetype ours, qsizetype before);
    void again(const core::Error &error, std::function<void()> then); ///< until the server's time is over
    [[nodiscard]] QStringList expected() const; ///< jails that must run in the end

    RescueContext m_context;
    core::RescueFinding m_finding;
    core::Pending<core::RescueOutcome> m_pending;
    QString m_id;
    std::optional<storage::Lease> m_lease;
    core::RescueOutcome m_outcome;
    QElapsedTimer m_elapsed;
    QList<config::FileEdit> m_files;
    QString m_pidFile;
    std::optional<config::StreamDump> m_wanted;
    bool m_root = false;
    ServerTransaction *m_transaction = nullptr;
    std::unique_ptr<ServerSession> m_fresh;
    QStringList m_jailsBefore; ///< as the transaction has them
    qsizetype m_noted = 0; ///< files that are in the history without an end
    qint64 m_armedAt = 0; ///< monotonic ms
    bool m_written = false;
    bool m_well = false; ///< it was looked at, and is to be kept
    QStringList m_failedJails; ///< whose reload failed
    QString m_said; ///< fail2ban's words about them
    qint64 m_lookingSince = 0;
    qint64 m_wellSince = -1;
    core::Error m_why;
};

} // namespace services
