// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/undo_stack.h"

namespace services {
namespace {
constexpr qsizetype maximumEntries = 50;

/// The server, the store or the profile did not let it through now; it may later.
bool passes(core::ErrorCode code)
{
    switch (code) {
    case core::ErrorCode::NoSocket:
    case core::ErrorCode::NotASocket:
    case core::ErrorCode::Refused:
    case core::ErrorCode::PermissionDenied:
    case core::ErrorCode::Busy:
    case core::ErrorCode::Timeout:
    case core::ErrorCode::ConnectionLost:
    case core::ErrorCode::TunnelDown:
    case core::ErrorCode::TunnelFrozen:
    case core::ErrorCode::AuthenticationRequired:
    case core::ErrorCode::HostKeyUnknown:
    case core::ErrorCode::HostKeyChanged:
    case core::ErrorCode::ElevationRefused:
    case core::ErrorCode::ElevationPassword:
    case core::ErrorCode::CommandFailed:
    case core::ErrorCode::ShuttingDown:
    case core::ErrorCode::ReadOnlyProfile:
    case core::ErrorCode::SessionLocked:
    case core::ErrorCode::RateLimited:
    case core::ErrorCode::StoreUnavailable:
    case core::ErrorCode::StoreLocked:
    case core::ErrorCode::StoreReadOnly:
    case core::ErrorCode::StoreFull:
        return true;
    default:
        return false;
    }
}

bool mayBeTriedAgain(const UndoEntry &entry, const core::Result<QList<core::Receipt>> &result)
{
    // A profile that leads elsewhere may lead there again, once its typing error is corrected.
    if (!result)
        return passes(result.error().code) || result.error().code == core::ErrorCode::ChangedMeanwhile;
    const bool sends = !entry.changes.isEmpty();
    return std::ranges::any_of(*result, [sends](const core::Receipt &receipt) {
        const bool failed
            = receipt.result == core::ReceiptResult::Failed || receipt.result == core::ReceiptResult::Refused;
        return failed
            && (passes(receipt.error.code) || (sends && receipt.error.code == core::ErrorCode::ChangedMeanwhile));
    });
}
} // namespace

qint64 UndoStack::push(UndoEntry entry)
{
    entry.id = ++m_lastId;
    m_entries.append(entry);
    if (m_entries.size() > maximumEntries)
        m_entries.removeFirst();
    Q_EMIT pushed(entry);
    Q_EMIT changed();
    return entry.id;
}

bool UndoStack::update(const UndoEntry &entry)
{
    const auto found = std::ranges::find(m_entries, entry.id, &UndoEntry::id);
    if (found == m_entries.end())
        return false;
    *found = entry;
    Q_EMIT changed();
    return true;
}

void UndoStack::remove(qint64 id)
{
    if (m_entries.removeIf([id](const UndoEntry &entry) { return entry.id == id; }) > 0)
        Q_EMIT changed();
}

core::RequestHandle UndoStack::undo(qint64 id, const QObject *context, core::Handler<QList<core::Receipt>> handler)
{
    const core::Pending<QList<core::Receipt>> pending(context, std::move(handler));
    const auto found = id == 0
        ? m_entries.end() - (m_entries.isEmpty() ? 0 : 1)
        : std::find_if(m_entries.begin(), m_entries.end(), [id](const UndoEntry &e) { return e.id == id; });
    if (found == m_entries.end()) {
        pending.finishLater(core::failure(core::ErrorCode::InvalidArgument));
        return pending.handle();
    }
    const UndoEntry entry = *found;
    m_entries.erase(found);
    Q_EMIT changed();
    entry.undo(this, [this, entry, pending](core::Result<QList<core::Receipt>> result) {
        if (mayBeTriedAgain(entry, result)) { // the change stands, and so does the way back
            const auto at = std::ranges::upper_bound(m_entries, entry.id, {}, &UndoEntry::id);
            m_entries.insert(at, entry);
            Q_EMIT changed();
        }
        if (result)
            Q_EMIT undone(entry, *result);
        pending.finish(std::move(result));
    });
    return pending.handle();
}

} // namespace services
