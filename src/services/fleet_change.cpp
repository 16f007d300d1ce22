// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_change.h"

#include "services/server_registry.h"
#include "services/undo_stack.h"

namespace services {
namespace {

using Receipts = QList<core::Receipt>;

/// What was edited since it was imported: the import's part of it is taken back, the rest stays.
struct Unimported
{
    core::ServerProfile profile;
    bool edited = false; ///< something that the import had changed is neither as before nor as imported
};

Unimported unimported(
    const core::ServerProfile &now, const core::ServerProfile &imported, const core::ServerProfile &before)
{
    Unimported result { now };
    const auto take = [&](auto member) {
        if (imported.*member == before.*member)
            return;
        if (now.*member == imported.*member)
            result.profile.*member = before.*member;
        else if (now.*member != before.*member)
            result.edited = true;
    };
    using P = core::ServerProfile;
    for (QString P::*text : { &P::name, &P::socketPath, &P::destination, &P::sshConfig, &P::containerEngine,
             &P::container, &P::configDir, &P::clientProgram, &P::startCommand, &P::group, &P::colour, &P::timeZone })
        take(text);
    take(&P::kind);
    take(&P::elevation);
    take(&P::tags);
    take(&P::production);
    take(&P::readOnly);
    take(&P::position);
    take(&P::probeIntervalSeconds);
    return result;
}

/// Apart from its place in the list, which moves with the others.
bool isAsImported(core::ServerProfile now, const core::ServerProfile &imported)
{
    now.position = imported.position;
    return now == imported;
}

/// Takes an import back, one server after the other: what was added is forgotten, what was changed is as it was. What
/// somebody has edited since stays, and that is told.
struct TakingBack : std::enable_shared_from_this<TakingBack>
{
    ServerRegistry *registry = nullptr;
    QList<core::ServerProfile> added;
    QList<core::ServerProfile> changed; ///< as imported
    QList<core::ServerProfile> before; ///< those, as they were
    Receipts receipts;
    core::Pending<Receipts> pending;

    void next()
    {
        if (!added.isEmpty()) {
            const core::ServerProfile profile = added.takeLast();
            const auto now = registry->profile(profile.id);
            if (now && !isAsImported(*now, profile)) {
                note(*now, core::Error { core::ErrorCode::ChangedMeanwhile, {} });
                return;
            }
            registry->remove(
                profile.id, registry, [self = shared_from_this(), profile](const core::Result<bool> &removed) {
                    // Somebody has forgotten it by hand: that is what was wanted.
                    const bool gone = removed || removed.error().code == core::ErrorCode::NoSuchServer;
                    self->note(profile, gone ? std::nullopt : std::optional(removed.error()));
                });
            return;
        }
        if (!before.isEmpty()) {
            const core::ServerProfile was = before.takeLast();
            const core::ServerProfile imported = changed.takeLast();
            const auto now = registry->profile(imported.id);
            if (!now) {
                note(was, core::Error { core::ErrorCode::NoSuchServer, {} });
                return;
            }
            const Unimported result = unimported(*now, imported, was);
            registry->update(result.profile, registry,
                [self = shared_from_this(), result](const core::Result<core::ServerProfile> &stored) {
                    std::optional<core::Error> error;
                    if (!stored)
                        error = stored.error();
                    else if (result.edited)
                        error = core::Error { core::ErrorCode::ChangedMeanwhile, {} };
                    self->note(result.profile, error);
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
            receipt.result = error->code == core::ErrorCode::ChangedMeanwhile ? core::ReceiptResult::Refused
                                                                              : core::ReceiptResult::Failed;
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
        entry.undo = [registry = &m_registry, added = m_result.added, changed = m_result.changed, before = m_before](
                         const QObject *context, core::Handler<Receipts> handler) {
            const auto work = std::make_shared<TakingBack>();
            work->registry = registry;
            work->added = added;
            work->changed = changed;
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
