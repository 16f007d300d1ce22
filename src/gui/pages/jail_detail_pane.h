// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/jail.h"
#include "core/request_handle.h"
#include "models/jail_detail_roles.h"

#include <QWidget>

#include <array>
#include <memory>

class QPushButton;
class QStackedWidget;
class QTreeView;

namespace models {
class JailDetailModel;
}

namespace widgets {
class EmptyState;
class LoadingOverlay;
class MonoLabel;
class PageTabs;
class PlainLabel;
} // namespace widgets

namespace gui {

struct GuiContext;
struct TuneTarget;

/// Everything readable of one jail: properties, regexes, actions; what can be changed while it runs is changed from
/// here.
class JailDetailPane final : public QWidget
{
    Q_OBJECT

public:
    explicit JailDetailPane(const GuiContext &context, QWidget *parent = nullptr);
    ~JailDetailPane() override;

    /// An empty name: nothing is chosen.
    void showJail(core::ServerId server, const QString &jail);
    /// One that does not run. sentence: what that means; problem: why it cannot be activated from here, else empty.
    void showInactive(core::ServerId server, const QString &jail, const QString &sentence, const QString &problem);
    [[nodiscard]] core::ServerId server() const { return m_server; }
    [[nodiscard]] QString jail() const { return m_jail; }
    void refresh();

Q_SIGNALS:
    void closeRequested();
    void tuneRequested(const gui::TuneTarget &target);
    void activateRequested();
    void deactivateRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    enum Tab { Properties, Regexes, Actions, TabCount };
    QTreeView *makeTree(const QString &name, const QString &accessibleName);
    void updateSections();
    void updateButtons();
    void onDetail(const core::Result<core::JailDetail> &detail);
    void change();
    void addLine();
    void removeLine();
    void openMenu(QTreeView *tree, const QPoint &position);
    [[nodiscard]] QTreeView *currentTree() const;
    [[nodiscard]] bool mayChange() const;

    const GuiContext &m_context;
    core::ServerId m_server;
    QString m_jail;
    bool m_inactive = false; ///< m_jail does not run
    core::RequestHandle m_request;
    std::unique_ptr<models::JailDetailModel> m_model;
    widgets::MonoLabel *m_title = nullptr;
    widgets::PlainLabel *m_sub = nullptr;
    widgets::PlainLabel *m_mark = nullptr;
    widgets::PlainLabel *m_problem = nullptr;
    widgets::PageTabs *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    QWidget *m_filler = nullptr; ///< keeps the head at the top while no jail is shown
    std::array<QTreeView *, TabCount> m_trees {};
    widgets::LoadingOverlay *m_overlay = nullptr;
    widgets::PlainLabel *m_inactiveText = nullptr;
    QPushButton *m_activate = nullptr;
    QPushButton *m_deactivate = nullptr;
    QPushButton *m_change = nullptr;
    QPushButton *m_add = nullptr;
    QPushButton *m_remove = nullptr;
};

} // namespace gui
