// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "models/server_filter.h"

#include <QObject>
#include <QTimer>

class QModelIndex;

namespace widgets {
class SearchLine;
class SidebarTree;
} // namespace widgets

namespace gui {

struct GuiContext;

/// Hides the rows of the sidebar that do not fit what is typed above it; a group stays, and is opened, while a server
/// in it does. Enter makes what is left the scope.
class SidebarFilter final : public QObject
{
    Q_OBJECT

public:
    SidebarFilter(const GuiContext &context, widgets::SidebarTree &tree, widgets::SearchLine &line, QObject *parent);

    [[nodiscard]] bool isActive() const { return !m_filter.isEmpty(); }
    /// The servers that fit, in sidebar order.
    [[nodiscard]] QList<core::ServerId> matches() const { return m_matches; }

Q_SIGNALS:
    /// What fits may have changed.
    void applied();
    /// Everything is shown again: groups that were opened for what was in them may close.
    void cleared();

private:
    /// typed: other words than before; every group with a server that fits is opened, whatever was closed meanwhile.
    void apply(bool typed);
    void hide(const QModelIndex &index, bool hidden);
    void takeMatches();

    const GuiContext &m_context;
    widgets::SidebarTree &m_tree;
    widgets::SearchLine &m_line;
    models::ServerFilter m_filter;
    QList<core::ServerId> m_matches;
    QTimer m_soon; ///< many rows may change at once
};

} // namespace gui
