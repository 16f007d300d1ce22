// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/table_page.h"

#include "gui/action_collection.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/scope_notice.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "gui/server_health.h"
#include "widgets/link_label.h"
#include "widgets/loading_overlay.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"

#include <QBoxLayout>
#include <QItemSelectionModel>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSplitter>

namespace gui {

using namespace Qt::StringLiterals;

TablePage::TablePage(const QString &id, const GuiContext &context, QWidget *parent)
    : Page(id, parent)
    , m_context(context)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &TablePage::updateState);
    m_countdown.setSingleShot(true);
    m_countdown.setInterval(1000);
    connect(&m_countdown, &QTimer::timeout, this, &TablePage::updateSoon);
}

void TablePage::adopt(const Parts &parts)
{
    m_parts = parts;
    widgets::TableView *table = m_parts.table;
    widgets::SearchLine *filter = m_parts.filter;
    m_overlay = new widgets::LoadingOverlay(table);
    m_parts.counts->setTone(widgets::PlainLabel::Tone::Secondary);
    filter->setToolTip(ActionCollection::withShortcut(filter->accessibleName(), Qt::CTRL | Qt::Key_F));

    const auto toTable = [table] { table->setFocus(Qt::OtherFocusReason); };
    connect(filter, &widgets::SearchLine::resultsRequested, table, toTable);
    connect(filter, &widgets::SearchLine::left, table, toTable);
    connect(table, &widgets::TableView::typed, filter, &widgets::SearchLine::takeTyped);
    connect(table, &widgets::TableView::menuRequested, this, &TablePage::openMenu);
    connect(table, &widgets::TableView::emptyActionRequested, this, &TablePage::onEmptyAction);
    if (m_parts.notice) {
        m_parts.notice->hide();
        connect(m_parts.notice, &widgets::LinkLabel::linkRequested, this, [this](const QString &link) {
            if (link == "connect"_L1) {
                m_context.connector.connectServers(m_connectable);
                return;
            }
            if (link == "fix"_L1) {
                AccessDialog::openFor(m_context, m_fixable, window());
                return;
            }
            tryNow(m_context, m_context.scope.servers());
            refresh();
        });
        connect(&m_context.connector, &ServerConnector::changed, this, &TablePage::updateSoon);
        connect(&m_context.connector, &ServerConnector::connected, this, [this] {
            if (isCurrent())
                refresh();
        });
    }
    if (m_parts.detail) {
        setDetailShown(false);
        connect(table, &widgets::TableView::detailsRequested, this, &TablePage::openDetail);
    }
}

void TablePage::focusFilter()
{
    m_parts.filter->setFocus(Qt::ShortcutFocusReason);
    m_parts.filter->selectAll();
}

QWidget *TablePage::mainWidget() const
{
    return m_parts.table;
}

bool TablePage::goBack()
{
    if (isDetailShown()) {
        setDetailShown(false);
        m_parts.table->setFocus(Qt::OtherFocusReason);
        return true;
    }
    if (!isFiltered())
        return false;
    clearFilter();
    return true;
}

bool TablePage::isFiltered() const
{
    return !m_parts.filter->text().isEmpty();
}

void TablePage::clearFilter()
{
    m_parts.filter->clear();
}

void TablePage::onEmptyAction()
{
    if (isFiltered())
        clearFilter();
    else if (!m_connectable.isEmpty())
        m_context.connector.connectServers(m_connectable);
    else if (m_fixable.isValid())
        AccessDialog::openFor(m_context, m_fixable, window());
    else
        refresh();
}

void TablePage::updateSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void TablePage::followRows(const QAbstractItemModel &model)
{
    connect(&model, &QAbstractItemModel::rowsInserted, this, &TablePage::updateSoon);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &TablePage::updateSoon);
}

void TablePage::setLoading(bool loading, const QString &text)
{
    m_overlay->setText(text);
    m_overlay->setLoading(loading);
}

bool TablePage::showNotice(const ScopeNotice &notice)
{
    m_connectable = notice.connectable();
    m_fixable = notice.fixable();
    // One server alone, and the way to it is interrupted: the click goes there at once, too.
    if (notice.isAllFailed() && m_context.scope.servers().size() == 1)
        m_connectable = m_context.connector.connectable(m_context.scope.servers());
    m_parts.notice->setParts(notice.parts());
    m_parts.notice->setVisible(notice.isPartial());
    // Seconds pass only where somebody sees them; the page updates itself when it is shown.
    if (notice.isPartial() && notice.counts() && isVisible())
        m_countdown.start();
    else
        m_countdown.stop();
    if (m_context.scope.servers().isEmpty())
        m_parts.table->setEmptyState(tr("There is no server yet."));
    else if (notice.isAllFailed() && !isFiltered())
        m_parts.table->setEmptyState(notice.failureSentence(),
            !m_connectable.isEmpty()  ? m_context.connector.actionText(m_connectable)
                : m_fixable.isValid() ? tr("Ways to fix it…")
                                      : tr("Try again"));
    else
        return false;
    return true;
}

QPushButton *TablePage::addButton(QAction *action, const QString &text, const QString &name)
{
    auto *button = widgets::makeButton(text, widgets::ButtonRole::Outlined, this, name);
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    m_parts.buttons->addWidget(button);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, follow);
    return button;
}

void TablePage::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(m_parts.menuName);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillMenu(*menu);
    menu->popup(globalPosition);
}

void TablePage::openDetail()
{
    setDetailShown(true);
    showDetail();
}

void TablePage::setDetailShown(bool shown)
{
    m_parts.detail->setVisible(shown);
}

bool TablePage::isDetailShown() const
{
    return m_parts.detail && !m_parts.detail->isHidden();
}

QModelIndex TablePage::selectedRow() const
{
    const QModelIndexList selected = m_parts.table->selectedRowIndexes();
    return selected.isEmpty() ? QModelIndex() : selected.constFirst();
}

void TablePage::saveState(QSettings &settings) const
{
    settings.setValue(u"table"_s, m_parts.table->saveState());
    if (!m_parts.splitter)
        return;
    settings.setValue(u"splitter"_s, m_parts.splitter->saveState());
    settings.setValue(u"detail"_s, isDetailShown());
}

void TablePage::restoreState(const QSettings &settings)
{
    m_parts.table->restoreState(settings.value(u"table"_s).toByteArray());
    if (!m_parts.splitter)
        return;
    const int handle = m_parts.splitter->handleWidth(); // is part of a state, but belongs to the looks
    m_parts.splitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_parts.splitter->setHandleWidth(handle);
    setDetailShown(settings.value(u"detail"_s, m_parts.detailAtFirst).toBool());
}

} // namespace gui
