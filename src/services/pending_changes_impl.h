// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/pending_changes.h"

namespace services {

class CommandGate;
class RuntimeState;
class ServerRegistry;

class PendingChangesImpl final : public PendingChanges
{
    Q_OBJECT
public:
    PendingChangesImpl(RuntimeState &state, ServerRegistry &servers, CommandGate &gate, QObject *parent = nullptr);
    ~PendingChangesImpl() override;

    core::RequestHandle load(const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] QList<core::PendingChange> all() const override { return m_changes; }
    core::RequestHandle keep(
        const QList<core::PendingChange> &changes, const QObject *context, core::Handler<bool> handler) override;
    core::RequestHandle withdraw(const QList<qint64> &ids, const QObject *context, core::Handler<int> handler) override;
    void retryNow(core::ServerId server) override;

private:
    RuntimeState &m_state;
    ServerRegistry &m_servers;
    CommandGate &m_gate;
    QList<core::PendingChange> m_changes;
};

} // namespace services
