// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace services {
class RuntimeState;
}
namespace storage {
class StatusRepository;
}

namespace composition {

/// Stores what is known of the servers, so that the next start shows something true with its age: every 30 s where
/// something has changed, and at the end.
class StatusKeeper final : public QObject
{
    Q_OBJECT
public:
    StatusKeeper(services::RuntimeState &state, storage::StatusRepository &statuses, QObject *parent = nullptr);
    ~StatusKeeper() override; ///< saves a last time; the store finishes it

    void start();
    void setIntervalMs(int intervalMs) { m_timer.setInterval(intervalMs); } ///< tests

private:
    void save();

    services::RuntimeState &m_state;
    storage::StatusRepository &m_statuses;
    QSet<core::ServerId> m_changed;
    QTimer m_timer;
};

} // namespace composition
