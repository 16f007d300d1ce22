// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/server_sidebar.h"

#include "gui/action_collection.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/server_health.h"
#include "gui/sidebar_filter.h"
#include "gui/sidebar_selection.h"
#include "gui/window_models.h"
#include "models/server_tree_model.h"
#include "platform/colours.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"
#include "widgets/sidebar_tree.h"
#include "widgets/state_delegate.h"

#include <QHelpEvent>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QToolTip>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

ServerSidebar::ServerSidebar(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"serverSidebar"_s);
    models::ServerTreeModel &model = context.models.servers();

    m_tree = new widgets::SidebarTree(this);
    m_tree->setObjectName(u"serverTree"_s);
    m_tree->setAccessibleName(tr("Servers"));
    m_tree->setModel(&model);
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.secondary = models::SecondaryRole;
    roles.strong = models::StrongRole;
    roles.badge = models::BadgeRole;
    roles.colour = models::ColourRole;
    m_tree->setItemDelegate(new widgets::StateDelegate(roles, true, m_tree));
    m_tree->setDragDropMode(QAbstractItemView::InternalMove);
    m_tree->setContextMenuPolicy(Qt::CustomContextMenu);
    m_tree->viewport()->installEventFilter(this);
    m_tipTick.setInterval(1000);
    connect(&m_tipTick, &QTimer::timeout, this, [this] {
        if (!QToolTip::isVisible() || !showCountdown())
            m_tipTick.stop();
    });

    m_search = new widgets::SearchLine(tr("Find servers…"), this);
    m_search->setObjectName(u"serverFilter"_s);
    m_search->setAccessibleName(tr("Find servers by name, group, tag or state"));
    m_search->setToolTip(tr("Name, group, tag or state; tag:web, state:offline. Enter shows what is found."));
    QAction *add = context.actions.action(ActionId::AddServer);
    m_add = widgets::makeButton(tr("Add server…"), widgets::ButtonRole::Flat, this, u"addServerButton"_s);
    m_add->setIcon(platform::icon(platform::Icon::Add));
    m_add->setToolTip(add->toolTip());
    m_add->setVisible(add->isVisible());
    connect(add, &QAction::changed, m_add, [this, add] { m_add->setVisible(add->isVisible()); });
    connect(m_add, &QPushButton::clicked, add, &QAction::trigger);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, measure::grid + measure::inControl, 0, measure::grid);
    layout->setSpacing(measure::inControl);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(measure::grid, 0, measure::grid, 0);
    head->addWidget(m_search);
    layout->addLayout(head);
    //: Below the line that finds servers
    m_nothing = new widgets::PlainLabel(tr("No server fits."), widgets::PlainLabel::Tone::Secondary, this);
    m_nothing->setObjectName(u"serverFilterNote"_s);
    m_nothing->setContentsMargins(measure::grid + measure::inControl, 0, measure::grid, 0);
    m_nothing->hide();
    layout->addWidget(m_nothing);
    layout->addWidget(m_tree, 1);
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(measure::grid, 0, measure::grid, 0);
    foot->addWidget(m_add);
    foot->addStretch(1);
    layout->addLayout(foot);

    m_selection = new SidebarSelection(context, *m_tree, this);
    m_filter = new SidebarFilter(context, *m_tree, *m_search, this);
    connect(m_filter, &SidebarFilter::applied, this,
        [this] { m_nothing->setVisible(m_filter->isActive() && m_filter->matches().isEmpty()); });
    connect(m_filter, &SidebarFilter::cleared, this, &ServerSidebar::applyFolding);
    connect(m_tree, &QWidget::customContextMenuRequested, this, &ServerSidebar::openMenu);
    connect(m_tree, &QTreeView::collapsed, this, [this](const QModelIndex &index) {
        const QString group = index.data(models::GroupRole).toString();
        if (!m_filter->isActive() && !group.isEmpty() && !m_folded.contains(group))
            m_folded.append(group);
    });
    connect(m_tree, &QTreeView::expanded, this, [this](const QModelIndex &index) {
        if (!m_filter->isActive()) // which opens what holds a match, and for as long as it is typed
            m_folded.removeAll(index.data(models::GroupRole).toString());
    });
    connect(&model, &QAbstractItemModel::rowsInserted, this, [this] {
        applyFolding();
        selectScope();
    });
    connect(&model, &models::ServerTreeModel::moveRequested, this, &ServerSidebar::onMoveRequested);
    applyFolding();
    selectScope();
}

QSize ServerSidebar::sizeHint() const
{
    return { measure::sidebarWidth, 400 };
}

void ServerSidebar::selectScope()
{
    m_selection->showScope();
}

void ServerSidebar::applyFolding()
{
    const models::ServerTreeModel &model = m_context.models.servers();
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row, 0);
        if (model.hasChildren(index))
            m_tree->setExpanded(
                index, m_filter->isActive() || !m_folded.contains(index.data(models::GroupRole).toString()));
    }
}

void ServerSidebar::onMoveRequested(
    const QList<core::ServerId> &order, const QList<core::ServerId> &moved, const QString &group)
{
    services::ServerRegistry &registry = m_context.services.serverRegistry;
    for (const core::ServerId id : moved) {
        auto profile = registry.profile(id);
        if (!profile || profile->group == group)
            continue;
        profile->group = group;
        registry.update(*profile, this, [](const core::Result<core::ServerProfile> &) {});
    }
    registry.setOrder(order, this, [](const core::Result<bool> &) {});
}

void ServerSidebar::openMenu(const QPoint &position)
{
    QModelIndex index = m_tree->indexAt(position);
    QPoint global = m_tree->viewport()->mapToGlobal(position);
    if (!m_tree->underMouse()) { // the menu key
        index = m_tree->currentIndex();
        global = m_tree->viewport()->mapToGlobal(m_tree->visualRect(index).center());
    }
    Q_EMIT serverMenuRequested(index.data(models::ServerIdRole).value<core::ServerId>(), global);
}

bool ServerSidebar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        m_tipTick.stop();
        m_tipIndex = m_tree->indexAt(static_cast<QHelpEvent *>(event)->pos());
        m_tipPosition = static_cast<QHelpEvent *>(event)->globalPos();
        if (m_tipIndex.isValid() && showCountdown()) {
            m_tipTick.start();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

bool ServerSidebar::showCountdown()
{
    const auto server = m_tipIndex.data(models::ServerIdRole).value<core::ServerId>();
    const QString retry = server.isValid() ? retryText(m_context, server) : QString();
    if (retry.isEmpty())
        return false;
    const QString text = m_tipIndex.data(Qt::ToolTipRole).toString() + u'\n' + retry;
    QToolTip::showText(m_tipPosition, u"<qt>%1</qt>"_s.arg(text.toHtmlEscaped().replace(u'\n', u"<br>"_s)),
        m_tree->viewport(), m_tree->visualRect(m_tipIndex));
    return true;
}

void ServerSidebar::saveState(QSettings &settings) const
{
    settings.setValue(u"sidebar/folded"_s, m_folded);
}

void ServerSidebar::restoreState(QSettings &settings)
{
    m_folded = settings.value(u"sidebar/folded"_s).toStringList();
    applyFolding();
    selectScope();
}

void ServerSidebar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), platform::ColourRole::Sidebar));
}

} // namespace gui
