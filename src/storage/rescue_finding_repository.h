// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "storage/store.h"

#include <QHash>

namespace storage {

/// What is known to be wrong with servers, until they are well again: one text of the service that found it for each.
class RescueFindingRepository
{
public:
    explicit RescueFindingRepository(Store &store)
        : m_store(store)
    {
    }
    /// Of stored servers only.
    core::RequestHandle all(const QObject *context, core::Handler<QHash<core::ServerId, QString>> handler);
    /// An empty text takes it away.
    core::RequestHandle set(
        core::ServerId server, const QString &found, const QObject *context, core::Handler<bool> handler);

private:
    Store &m_store;
};

} // namespace storage
