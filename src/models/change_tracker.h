// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "services/change_service.h"

#include <QHash>
#include <QSet>
#include <QTimer>

#include <map>
#include <optional>

namespace core {
class Clock;
}

namespace services {
class RuntimeState;
class ServerRegistry;
} // namespace services

namespace models {

/// A change that this window has begun, as far as it has come.
struct ChangeRun
{
    services::ChangeRequest request;
    QString id; ///< empty until its first step
    QList<services::ChangeStep> steps; ///< one for each stage that has begun
    /// Absent while it goes on. An error: it never began. Open: it waits for somebody's word.
    std::optional<core::Result<services::ChangeOutcome>> outcome;
    bool deciding = false; ///< somebody has said "confirm" or "roll back", and that is on its way
    bool confirming = false; ///< which of the two was said

    [[nodiscard]] bool isUnderWay() const { return !outcome; }
    /// Whether the stage has begun.
    [[nodiscard]] bool hasReached(services::ChangeStage stage) const;
};

/// One undecided change, as a banner tells it: of the servers, or of this window and not armed yet.
struct UndecidedChange
{
    services::OpenChange change; ///< id empty: not armed yet
    bool own = false; ///< there is a run() of it
    bool underWay = false; ///< this window is at work on it
    bool unanswered = false; ///< as this computer knows it: the server does not answer, and may have undone it
    qint64 undoneBy = 0; ///< where unanswered: UTC ms, by when the server undoes it by itself; 0: not known

    friend bool operator==(const UndecidedChange &a, const UndecidedChange &b);
};

/// What becomes of changes, whatever dialog looks at them: the runs of this window with their steps, and the changes
/// that the servers hold open, also those of other workstations. Asks a server when it can be asked, when the service
/// says so, and when an open change should be over; a few servers at a time. Of servers that cannot be asked it tells
/// what they last said, and what the store knows. Main thread; the services outlive it.
class ChangeTracker final : public QObject
{
    Q_OBJECT
public:
    ChangeTracker(services::ServerRegistry &registry, services::RuntimeState &state, services::ChangeService &changes,
        const core::Clock &clock, QObject *parent = nullptr);

    /// false: a change of this window is still going on at that server.
    bool start(const services::ChangeRequest &request);
    /// The last one of that server; nullptr: none was begun here.
    [[nodiscard]] const ChangeRun *run(core::ServerId server) const;
    /// The one with that id; nullptr: it was not begun here, or a later one has taken its place.
    [[nodiscard]] const ChangeRun *run(core::ServerId server, const QString &id) const;

    /// Every undecided change, in the order of the servers.
    [[nodiscard]] QList<UndecidedChange> undecided() const;
    [[nodiscard]] std::optional<services::OpenChange> open(core::ServerId server, const QString &id) const;
    /// Seconds until the server undoes it, counted down since the server told; -1: not known.
    [[nodiscard]] qint64 remainingSeconds(core::ServerId server, const QString &id) const;

    /// Both end in decided() or decisionFailed(). Of a run that goes on, its own end follows.
    void confirm(core::ServerId server, const QString &id);
    void rollBack(core::ServerId server, const QString &id);
    [[nodiscard]] bool isDeciding(core::ServerId server, const QString &id) const;
    /// Asks the server which changes it holds.
    void refresh(core::ServerId server);

Q_SIGNALS:
    void runChanged(core::ServerId server);
    /// A run of this window is over, or waits for somebody's word.
    void runEnded(core::ServerId server);
    void decided(core::ServerId server, const QString &id, const services::ChangeOutcome &outcome);
    /// It could not be said: the change is as undecided as before.
    void decisionFailed(core::ServerId server, const QString &id, const core::Error &error);
    /// undecided() says something else than before.
    void undecidedChanged();
    /// Once a second while something is undecided.
    void ticked();

private:
    struct Known
    {
        QList<services::OpenChange> changes;
        qint64 askedAt = 0; ///< monotonic ms
        qint64 triedAt = 0; ///< likewise; later where there was no answer
    };
    void onProgress(core::ServerId server, const QString &id, const services::ChangeStep &step);
    void onOutcome(core::ServerId server, const core::Result<services::ChangeOutcome> &outcome);
    void onDecided(core::ServerId server, const QString &id, const core::Result<services::ChangeOutcome> &outcome);
    void onTick();
    void onStatus(core::ServerId server, const core::ServerStatus &before, const core::ServerStatus &after);
    void readRecorded();
    void appendUnanswered(core::ServerId server, QList<UndecidedChange> *result) const;
    [[nodiscard]] bool isUnanswered(core::ServerId server) const;
    [[nodiscard]] bool hasKnown(core::ServerId server) const;
    void ask();
    void forget(core::ServerId server);
    void tell();

    services::ServerRegistry &m_registry;
    services::RuntimeState &m_state;
    services::ChangeService &m_changes;
    const core::Clock &m_clock;
    std::map<core::ServerId, ChangeRun> m_runs;
    std::map<core::ServerId, Known> m_known;
    std::map<core::ServerId, QList<services::RecordedChange>> m_recorded; ///< in the store; gone with an answer
    std::map<core::ServerId, qint64> m_silent; ///< that did not answer when they were asked last, monotonic ms
    QList<core::ServerId> m_waiting; ///< to be asked
    int m_asking = 0;
    QSet<QString> m_deciding; ///< "server id/id"
    QList<UndecidedChange> m_told;
    QTimer m_tick;
};

} // namespace models
