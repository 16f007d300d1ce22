// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/fleet.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

class ServerRegistry;
class UndoStack;

/// What became of an import.
struct FleetResult
{
    struct Failure
    {
        QString name;
        core::Error error;
    };
    QList<core::ServerProfile> added;
    QList<core::ServerProfile> changed;
    QList<Failure> failed;
};

/// Stores the servers of an import one after the other; a refused one does not stop the others. The whole of it is one
/// entry of the undo stack. Deletes itself when it is done. Main thread.
class FleetChange final : public QObject
{
    Q_OBJECT
public:
    /// undoStack: nullptr for none. All outlive this.
    FleetChange(ServerRegistry &registry, UndoStack *undoStack, const core::Clock &clock, QObject *parent = nullptr);

    /// Rows that are Known are passed over. Once per object. Cancelling stops before the next server; what is stored
    /// by then stays, and can be undone.
    core::RequestHandle apply(
        const QList<core::FleetRow> &rows, const QObject *context, core::Handler<FleetResult> handler);

Q_SIGNALS:
    void progressed(int done, int total);

private:
    void next();
    void finish();

    ServerRegistry &m_registry;
    UndoStack *m_undoStack;
    const core::Clock &m_clock;
    QList<core::FleetRow> m_rows;
    QList<core::ServerProfile> m_before; ///< what the changed ones were
    qsizetype m_at = 0;
    bool m_cancelled = false;
    FleetResult m_result;
    core::Pending<FleetResult> m_pending;
};

} // namespace services
