// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QStyledItemDelegate>

#include <functional>
#include <optional>

namespace widgets {

/// Paints a sidebar row as the sketch has it: state shape, name, and one telling figure or word at the right in
/// secondary. Also good for one table column (then without the secondary text). Which roles hold what is told by the
/// owner.
class StateDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    struct Roles
    {
        int state = Qt::UserRole; ///< core::ServerState as int or as itself; invalid: no shape (a group's row)
        int secondary = -1; ///< QString; -1: none
        int strong = -1; ///< bool: semibold name; -1: never
        /// For values of the state role that are no state: which one has the shape; absent: none. Not set: as above.
        std::function<std::optional<core::ServerState>(const QVariant &)> shapeOf = {};
        int badge = -1; ///< QString: a word in a frame behind the name; -1: none
        bool alwaysIndented = false; ///< the texts of rows without a shape stand below those with one
        Qt::TextElideMode elide = Qt::ElideMiddle; ///< names of servers tell each other apart by their ends
        int colour = -1; ///< QString "#rrggbb": a bar at the beginning of the row, the user's own mark; -1: none
    };
    /// rounded: the selection is a rounded box inset by 8 (sidebar) instead of the whole row (table).
    explicit StateDelegate(Roles roles, bool rounded, QObject *parent = nullptr);

    /// 30 in a sidebar, 26 in a table.
    void setRowHeight(int height) { m_rowHeight = height; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
        const QModelIndex &index) override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    Roles m_roles;
    bool m_rounded;
    int m_rowHeight;
};

} // namespace widgets
