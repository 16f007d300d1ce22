// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "core/receipt.h"
#include "core/server_status.h"
#include "services/server_turns.h"

#include <QHash>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <deque>
#include <map>
#include <optional>

namespace core {
class Clock;
}

namespace services {

class BanServiceImpl;
class CommandGate;
class PendingChangesImpl;
class RuntimeState;
class ServerRegistry;
struct BanOutcome;

/// Sends what waits when its server answers again: at most serversAtOnce servers side by side, the changes of one in
/// their order, each through CommandGate as if it were asked for now. For the one process that holds the data folder's
/// lock. A change ends with the server's answer, also with a no, and with a command whose outcome nobody knows: it is
/// never sent twice. It stays where the server is gone again. It is dropped, and that is told, where the profile is
/// removed or leads to another daemon by then. Main thread.
class PendingDelivery final : public QObject
{
    Q_OBJECT
public:
    static constexpr size_t serversAtOnce = 8;

    PendingDelivery(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, PendingChangesImpl &pending,
        BanServiceImpl &bans, const core::Clock &clock, QObject *parent = nullptr);
    ~PendingDelivery() override;

    /// After PendingChanges::load(). What an earlier process left half sent is told as Failed, its outcome unknown.
    void start();

private:
    using Receipts = QList<core::Receipt>;
    struct Round
    {
        std::optional<QSet<qint64>> only; ///< asked for by name, also old ones; absent: all that are not old
        QSet<qint64> tried;
        Receipts receipts;
        ServerTurns::TurnPtr turn;
    };
    void rememberNames();
    void dropStale();
    /// What goes with its server to the place where that leads now. True: something is on its way there.
    bool moveAlong();
    void onStatus(core::ServerId server, const core::ServerStatus &status);
    void request(core::ServerId server, const std::optional<QSet<qint64>> &only);
    void pump();
    void step(core::ServerId server);
    void onOutcome(core::ServerId server, const core::PendingChange &change, const BanOutcome &outcome);
    void end(core::ServerId server);
    [[nodiscard]] std::optional<core::PendingChange> next(core::ServerId server, const Round &round) const;
    /// Why it may not be sent to what the profile is now; nullopt: it may.
    [[nodiscard]] std::optional<core::Error> staleness(const core::PendingChange &change) const;
    [[nodiscard]] Receipts receiptsOf(
        const core::PendingChange &change, core::ReceiptResult result, const core::Error &error) const;

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    PendingChangesImpl &m_pending;
    BanServiceImpl &m_bans;
    const core::Clock &m_clock;
    std::map<core::ServerId, Round> m_rounds;
    std::deque<std::pair<core::ServerId, std::optional<QSet<qint64>>>> m_waiting;
    QHash<core::ServerId, QString> m_names; ///< also of servers that are gone
    QTimer m_reload;
    bool m_dropping = false;
};

} // namespace services
