// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/logs_page.h"

#include "gui/gui_context.h"
#include "gui/pages/events_page.h"
#include "gui/pages/log_page.h"
#include "platform/style.h"
#include "widgets/page_tabs.h"

#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

LogsPage::LogsPage(const GuiContext &context, QWidget *parent)
    : Page(u"log"_s, parent)
    , m_views(new widgets::PageTabs(this))
    , m_stack(new QStackedWidget(this))
    , m_events(new EventsPage(context))
    , m_own(new LogPage(context))
{
    setObjectName(u"logsPage"_s);
    m_views->setObjectName(u"logViews"_s);
    m_views->setAccessibleName(tr("Which log"));
    //: view of the log page: what the servers log, as it happens
    m_views->addPage(u"events"_s, tr("Events"));
    m_views->addPage(u"own"_s, tr("BanGUI's own log"));
    m_stack->setObjectName(u"logStack"_s);
    m_stack->addWidget(m_events);
    m_stack->addWidget(m_own);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(measure::pageMargin - 2, 0, measure::pageMargin, 0);
    row->addWidget(m_views, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(m_stack, 1);
    connect(m_views, &widgets::PageTabs::pageChanged, this, &LogsPage::showView);
    for (Page *page : { static_cast<Page *>(m_events), static_cast<Page *>(m_own) }) {
        connect(page, &Page::pageRequested, this, &Page::pageRequested);
        connect(page, &Page::failed, this, &Page::failed);
    }
    showView(m_views->currentPage());
}

Page *LogsPage::shown() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

void LogsPage::showView(const QString &id)
{
    Page *wanted = id == "own"_L1 ? static_cast<Page *>(m_own) : m_events;
    Page *before = shown();
    m_stack->setCurrentWidget(wanted);
    // The page's menu offers what can be done here.
    for (QAction *action : before->actions())
        removeAction(action);
    addActions(wanted->actions());
    if (before != wanted)
        before->setCurrent(false);
    wanted->setCurrent(isCurrent());
}

void LogsPage::refresh()
{
    shown()->refresh();
}

void LogsPage::focusFilter()
{
    shown()->focusFilter();
}

QWidget *LogsPage::mainWidget() const
{
    return shown()->mainWidget();
}

bool LogsPage::goBack()
{
    return shown()->goBack();
}

void LogsPage::open(const QVariantMap &request)
{
    const QString view = request.value(u"view"_s, u"own"_s).toString();
    m_views->setCurrentPage(view);
    showView(view);
    shown()->open(request);
}

void LogsPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    shown()->setCurrent(current);
}

void LogsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"view"_s, m_views->currentPage());
    m_events->saveState(settings);
    m_own->saveState(settings);
}

void LogsPage::restoreState(const QSettings &settings)
{
    m_events->restoreState(settings);
    m_own->restoreState(settings);
    const QString view = settings.value(u"view"_s, m_views->currentPage()).toString();
    if (m_views->pages().contains(view)) {
        m_views->setCurrentPage(view);
        showView(view);
    }
}

} // namespace gui
