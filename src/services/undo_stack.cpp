// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/undo_stack.h"

namespace services {
namespace {
constexpr qsizetype maximumEntries = 50;
}

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
        if (result)
            Q_EMIT undone(entry, *result);
        pending.finish(std::move(result));
    });
    return pending.handle();
}

} // namespace services
