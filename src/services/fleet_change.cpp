// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_change.h"

#include "services/server_registry.h"
#include "services/undo_stack.h"

namespace services {
namespace {

using Receipts = QList<core::Receipt>;

/// Takes an import back, one server after the other: what was added is forgotten, what was changed is as it was.
struct TakingBack : std::enable_shared_from_this<TakingBack>
{
    ServerRegistry *registry = nullptr;
    QList<core::ServerProfile> added;
    QList<core::ServerProfile> before;
    Receipts receipts;
    core::Pending<Receipts> pending;

    void next()
    {
        if (!added.isEmpty()) {
            const core::ServerProfile profile = added.takeLast();
            registry->remove(
                profile.id, registry, [self = shared_from_this(), profile](const core::Result<bool> &removed) {
                    // Somebody has forgotten it by hand: that is what was wanted.
                    const bool gone = removed || removed.error().code == core::ErrorCode::NoSuchServer;
                    self->note(profile, gone ? std::nullopt : std::optional(removed.error()));
                });
            return;
        }
        if (!before.isEmpty()) {
            const core::ServerProfile profile = before.takeLast();
            registry->update(profile, registry,
                [self = shared_from_this(), profile](const core::Result<core::ServerProfile> &stored) {
                    self->note(profile, stored ? std::nullopt : std::optional(stored.error()));
                });
            return;
        }
        pending.finish(receipts);
    }
    void note(const core::ServerProfile &profile, const std::optional<core::Error> &error)
    {
        core::Receipt receipt;
        receipt.server = profile.id;
        receipt.serverName = profile.name;
        if (error) {
            receipt.result = core::ReceiptResult::Failed;
            receipt.error = *error;
        }
        receipts.append(receipt);
        next();
    }
};

} // namespace

FleetChange::FleetChange(ServerRegistry &registry, UndoStack *undoStack, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_undoStack(undoStack)
    , m_clock(clock)
{
}

core::RequestHandle FleetChange::apply(
    const QList<core::FleetRow> &rows, const QObject *context, core::Handler<FleetResult> handler)
{
    m_pending = core::Pending<FleetResult>(context, std::move(handler));
    m_pending.setOnCancel([this] { m_cancelled = true; });
    for (const core::FleetRow &row : rows) {
        if (row.match != core::FleetMatch::Known)
            m_rows.append(row);
    }
    QMetaObject::invokeMethod(this, &FleetChange::next, Qt::QueuedConnection);
    return m_pending.handle();
}

void FleetChange::next()
{
    Q_EMIT progressed(static_cast<int>(m_at), static_cast<int>(m_rows.size()));
    if (m_cancelled || m_at == m_rows.size()) {
        finish();
        return;
    }
    const core::FleetRow &row = m_rows[m_at++];
    const auto stored = [this, name = row.profile.name](
                            QList<core::ServerProfile> *list, const core::Result<core::ServerProfile> &result) {
        if (result)
            list->append(*result);
        else
            m_result.failed.append({ name, result.error() });
        next();
    };
    const auto before = m_registry.profile(row.profile.id);
    if (row.match == core::FleetMatch::Changed && before) {
        m_registry.update(row.profile, this, [this, stored, before](const core::Result<core::ServerProfile> &result) {
            if (result)
                m_before.append(*before);
            stored(&m_result.changed, result);
        });
        return;
    }
    core::ServerProfile fresh = row.profile;
    fresh.id = {};
    fresh.position = 0; // the registry puts it behind the others
    m_registry.add(fresh, this,
        [this, stored](const core::Result<core::ServerProfile> &result) { stored(&m_result.added, result); });
}

void FleetChange::finish()
{
    const auto count = m_result.added.size() + m_result.changed.size();
    if (m_undoStack && count > 0) {
        UndoEntry entry;
        entry.kind = UndoKind::ImportServers;
        entry.servers = static_cast<int>(count);
        if (count == 1)
            entry.subject = (m_result.added + m_result.changed).constFirst().name;
        entry.at = m_clock.nowMs();
        entry.undo = [registry = &m_registry, added = m_result.added, before = m_before](
                         const QObject *context, core::Handler<Receipts> handler) {
            const auto work = std::make_shared<TakingBack>();
            work->registry = registry;
            work->added = added;
            work->before = before;
            work->pending = core::Pending<Receipts>(context, std::move(handler));
            work->next();
            return work->pending.handle();
        };
        m_undoStack->push(std::move(entry));
    }
    m_pending.finish(m_result);
    deleteLater();
}

} // namespace services
