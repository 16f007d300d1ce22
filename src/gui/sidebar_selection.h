// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/scope.h"

#include <QObject>

class QModelIndex;

namespace widgets {
class SidebarTree;
}

namespace gui {

struct GuiContext;

/// Keeps the rows that are selected in the sidebar and the scope the same: one row is that server, group or all of
/// them; several are a selection of servers, with a group standing for all in it.
class SidebarSelection final : public QObject
{
    Q_OBJECT

public:
    SidebarSelection(const GuiContext &context, widgets::SidebarTree &tree, QObject *parent);

    /// Selects the rows of the scope.
    void showScope();
    /// What the selected rows that can be seen stand for. Absent: none.
    [[nodiscard]] std::optional<core::Scope> selectedScope() const;

private:
    void onSelectionChanged();
    [[nodiscard]] bool isHidden(const QModelIndex &index) const;

    const GuiContext &m_context;
    widgets::SidebarTree &m_tree;
    bool m_showing = false; ///< the scope is being shown
    bool m_telling = false; ///< the selection is being told
};

} // namespace gui
