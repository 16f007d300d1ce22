// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "core/server_profile.h"

#include <QObject>
#include <QPoint>
#include <QTimer>

class QWidget;

namespace gui {

struct GuiContext;

/// What can be done with one server of the sidebar: probe, test, add, edit, and remove (told before, with undo). The
/// actions are those of the ActionCollection; their target is the scope's server or the one under the menu.
class ServerActions final : public QObject
{
    Q_OBJECT

public:
    /// window: parent of menus and dialogs.
    ServerActions(const GuiContext &context, QWidget *window);

    void serve();
    /// The server that the actions mean now; invalid where there is none.
    [[nodiscard]] core::ServerId target() const;
    void openMenu(core::ServerId id, const QPoint &globalPosition);

Q_SIGNALS:
    /// The change could not be stored; the window says so.
    void failed(const QString &what, const QString &why);
    /// A fact to be told: the servers were written to a file.
    void done(const QString &what);

private:
    void updateEnabled();
    void updateConnect();
    /// Those that the Connect action means: the one of the menu, else the scope's.
    [[nodiscard]] QList<core::ServerId> connectTargets() const;
    void connectTarget();
    void addServer();
    void editTarget();
    void testTarget();
    void askToRemoveTarget();
    /// The servers with the target over the next one of its group, towards the front where by is -1; empty: it is there.
    [[nodiscard]] QList<core::ServerId> orderMoved(int by) const;
    void moveTarget(int by);
    [[nodiscard]] QList<core::PendingChange> waitingFor(core::ServerId server) const;
    void remove(const core::ServerProfile &profile);

    const GuiContext &m_context;
    QWidget *m_window;
    core::ServerId m_menuTarget;
    QTimer m_connectSoon; ///< many servers may change at once
};

} // namespace gui
