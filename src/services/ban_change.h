// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "services/server_session.h"

#include <QObject>

#include <deque>

namespace services {

class CommandGate;
class RuntimeState;
class ServerRegistry;

/// One piece of a ban or unban: targets of one jail of one server.
struct BanStep
{
    enum class Kind { Ban, Unban, UnbanAll };
    Kind kind = Kind::Ban;
    core::ServerId server;
    QString jail; ///< empty for UnbanAll
    QStringList targets;
    /// The daemon that is meant, see core::daemonKey(); a profile that leads elsewhere by then gets nothing. Empty: any.
    QString place;
};

/// Runs the steps: servers side by side, the steps of one server one after the other, at most 100 targets per command
/// (an action runs in the daemon's only command thread, fact sheet 8). Each result is verified: who was banned before
/// and who is after, where this fail2ban can be asked. Deletes itself after the handler has run.
class BanChange final : public QObject
{
    Q_OBJECT
public:
    BanChange(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QList<BanStep> steps,
        core::Pending<QList<core::Receipt>> pending, QObject *parent);

    void start();

Q_SIGNALS:
    void progressed(qint64 done, qint64 total);
    /// Jails whose lists are out of date now.
    void jailsTouched(core::ServerId server, const QStringList &jails);

private:
    using Presence
        = std::optional<QList<bool>>; ///< per target, whether it is banned in the jail; absent: cannot be asked
    void runNext(core::ServerId server);
    void askPresence(const BanStep &step, std::function<void(core::Result<Presence>)> then);
    void splitUp(const BanStep &step);
    void send(const BanStep &step, const Presence &before);
    void verify(const BanStep &step, const Presence &before, const core::Result<qint64> &reply);
    void settle(const BanStep &step, const QList<bool> &before, const core::Error &error);
    void unbanAll(const BanStep &step);
    void addReceipt(const BanStep &step, const QString &target, core::ReceiptResult result,
        const core::Error &error = {}, const QString &detail = {});
    void failStep(const BanStep &step, const core::Error &error);
    void stepDone(const BanStep &step);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    std::map<core::ServerId, std::deque<BanStep>> m_queues;
    std::map<core::ServerId, std::map<QString, bool>> m_touched; ///< jails by server; "" is all of them
    core::Pending<QList<core::Receipt>> m_pending;
    QList<core::Receipt> m_receipts;
    qint64 m_done = 0;
    qint64 m_total = 0;
    size_t m_running = 0;
};

/// Refused where the server or our own rule said no, Failed where the outcome is unknown or it could not be reached.
[[nodiscard]] core::ReceiptResult resultOfError(const core::Error &error);

/// The command was sent and nobody knows what became of it.
[[nodiscard]] bool outcomeUnknown(const core::Receipt &receipt);

} // namespace services
