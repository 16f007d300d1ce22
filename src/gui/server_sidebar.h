// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QPoint>
#include <QWidget>

class QPushButton;
class QSettings;

namespace widgets {
class SidebarTree;
}

namespace gui {

struct GuiContext;

/// The servers by group at the left. The selected row is the scope; groups fold; rows are reordered by dragging.
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

private:
    void selectScope();
    void onCurrentChanged(const QModelIndex &index);
    void applyFolding();
    void onMoveRequested(const QList<core::ServerId> &order, const QList<core::ServerId> &moved, const QString &group);
    void openMenu(const QPoint &position);

    const GuiContext &m_context;
    widgets::SidebarTree *m_tree = nullptr;
    QPushButton *m_add = nullptr;
    QStringList m_folded; ///< groups that the user folded
    bool m_selecting = false;
};

} // namespace gui
