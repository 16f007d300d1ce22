// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_change_history.h"

namespace guitest {

core::RequestHandle FakeChangeHistory::list(
    core::ServerId server, const QObject *context, core::Handler<QList<services::ChangeEntry>> handler)
{
    const core::Pending<QList<services::ChangeEntry>> pending(context, std::move(handler));
    if (error) {
        pending.finishLater(tl::unexpected(*error));
        return pending.handle();
    }
    QList<services::ChangeEntry> found = entries;
    found.removeIf([server](const services::ChangeEntry &entry) { return entry.server != server; });
    pending.finishLater(found);
    return pending.handle();
}

core::RequestHandle FakeChangeHistory::entry(
    const QString &id, const QObject *context, core::Handler<services::ChangeEntry> handler)
{
    const core::Pending<services::ChangeEntry> pending(context, std::move(handler));
    for (const services::ChangeEntry &entry : std::as_const(entries)) {
        if (entry.id == id)
            pending.finishLater(entry);
    }
    pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, id)); // without effect where it was found
    return pending.handle();
}

void FakeChangeHistory::add(const services::ChangeEntry &entry)
{
    entries.prepend(entry);
    Q_EMIT changed(entry.server);
}

} // namespace guitest
