// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QPersistentModelIndex>
#include <QPoint>
#include <QTimer>
#include <QWidget>

class QPushButton;
class QSettings;

namespace widgets {
class PlainLabel;
class SearchLine;
class SidebarTree;
} // namespace widgets

namespace gui {

class SidebarFilter;
class SidebarSelection;
struct GuiContext;

/// The servers by group at the left. The selected rows are the scope; groups fold; rows are reordered by dragging, and
/// found by what is typed above them.
class ServerSidebar final : public QWidget
{
    Q_OBJECT

public:
    explicit ServerSidebar(const GuiContext &context, QWidget *parent = nullptr);

    [[nodiscard]] widgets::SidebarTree *tree() const { return m_tree; }
    [[nodiscard]] QSize sizeHint() const override;
    void saveState(QSettings &settings) const;
    void restoreState(QSettings &settings);

Q_SIGNALS:
    /// Right click or menu key; an invalid id: on no server.
    void serverMenuRequested(core::ServerId id, const QPoint &globalPosition);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// The tool tip of a server that is not reached counts the seconds down for as long as it is seen. False: it has
    /// nothing to count.
    bool showCountdown();
    void selectScope();
    void applyFolding();
    void onMoveRequested(const QList<core::ServerId> &order, const QList<core::ServerId> &moved, const QString &group);
    void openMenu(const QPoint &position);

    const GuiContext &m_context;
    widgets::SidebarTree *m_tree = nullptr;
    widgets::SearchLine *m_search = nullptr;
    SidebarSelection *m_selection = nullptr;
    SidebarFilter *m_filter = nullptr;
    widgets::PlainLabel *m_nothing = nullptr;
    QPushButton *m_add = nullptr;
    QStringList m_folded; ///< groups that the user folded
    QPersistentModelIndex m_tipIndex;
    QPoint m_tipPosition;
    QTimer m_tipTick;
};

} // namespace gui
