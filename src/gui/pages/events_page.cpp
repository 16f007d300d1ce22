// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/events_page.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "models/event_table_feed.h"
#include "models/event_table_model.h"
#include "platform/icons.h"
#include "services/event_feed.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/event_texts.h"
#include "widgets/state_delegate.h"

#include "ui_events_page.h"

#include <QMenu>
#include <QScrollBar>
#include <QSettings>

namespace gui {

using namespace Qt::StringLiterals;
using models::EventColumn;
using services::FollowState;
using widgets::byContent;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::stretched;

EventsPage::EventsPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"events"_s, context, parent)
    , m_ui(std::make_unique<Ui::EventsPage>())
    , m_model(std::make_unique<models::EventTableModel>(context.services.clock))
{
    m_ui->setupUi(this);
    setObjectName(u"eventsPage"_s);
    for (const texts::EventFilter filter : { texts::EventFilter::Everything, texts::EventFilter::Bans,
             texts::EventFilter::Failures, texts::EventFilter::Problems })
        m_ui->eventKinds->addItem(texts::eventFilterTitle(filter), static_cast<int>(filter));
    Parts parts;
    parts.filter = m_ui->eventFilter;
    parts.table = m_ui->eventTable;
    parts.counts = m_ui->eventCounts;
    parts.buttons = m_ui->actionButtons;
    parts.menuName = u"eventMenu"_s;
    buildTable();
    adopt(parts);
    buildActions();

    connect(m_ui->eventFilter, &widgets::SearchLine::searchChanged, this, &EventsPage::applyFilter);
    connect(m_ui->eventKinds, &QComboBox::currentIndexChanged, this, &EventsPage::applyFilter);
    connect(m_ui->followState, &widgets::LinkLabel::linkRequested, this, &EventsPage::showNewest);
    followRows(*m_model);
    connect(m_model.get(), &models::EventTableModel::waitingChanged, this, &EventsPage::updateSoon);
    connect(&context.services.eventFeed, &services::EventFeed::stateChanged, this, &EventsPage::updateSoon);
    connect(&context.scope, &ScopeController::scopeChanged, this, &EventsPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &EventsPage::applyScope);
    connect(&context.services.serverRegistry, &services::ServerRegistry::serverChanged, this, &EventsPage::updateSoon);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this, [this] {
        m_model->setDateStyle(texts::dateStyle(m_context.services.runtimeState.settings()));
        updateSoon();
    });
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));
    applyScope();
}

EventsPage::~EventsPage() = default;

void EventsPage::buildTable()
{
    widgets::TableView *table = m_ui->eventTable;
    table->setModel(m_model.get());
    table->setColumns({ column(EventColumn::Time, 130, 0), column(EventColumn::Event, 150, 0),
        byContent(monospace(column(EventColumn::Target, 130, 0))),
        byContent(monospace(column(EventColumn::Jail, 90, 1))), named(column(EventColumn::Server, 110, 2)),
        stretched(column(EventColumn::Detail, 160, 3)) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.alwaysIndented = true;
    table->setItemDelegateForColumn(
        static_cast<int>(EventColumn::Event), new widgets::StateDelegate(roles, false, table));
    table->setSortingEnabled(false); // what happens has one order
    connect(table, &widgets::TableView::selectedRowsChanged, this, [this](int count) {
        m_copy->setEnabled(count > 0);
        m_bans->setEnabled(count == 1 && !selectedRow().data(models::EventTargetRole).toString().isEmpty());
        updatePause();
    });
    connect(table, &widgets::TableView::detailsRequested, this, &EventsPage::showBans);
    connect(table->verticalScrollBar(), &QAbstractSlider::valueChanged, this, &EventsPage::updatePause);
}

void EventsPage::buildActions()
{
    m_bans = addPageAction(u"actionEventBans"_s, tr("&Bans of this address"));
    m_copy = addPageAction(u"actionCopyEvents"_s, tr("&Copy events"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    m_copy->setEnabled(false);
    m_bans->setEnabled(false);
    connect(m_copy, &QAction::triggered, this, [this] { m_ui->eventTable->copySelection(); });
    connect(m_bans, &QAction::triggered, this, [this] { showBans(selectedRow()); });
    addButton(m_copy, tr("Copy"), u"copyEventsButton"_s);
}

void EventsPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_bans, m_copy });
}

void EventsPage::showBans(const QModelIndex &index)
{
    const QString target = index.data(models::EventTargetRole).toString();
    if (!target.isEmpty())
        Q_EMIT pageRequested(u"bans"_s, { { u"filter"_s, target } });
}

bool EventsPage::goBack()
{
    if (!m_ui->eventTable->selectedRowIndexes().isEmpty()) {
        showNewest();
        return true;
    }
    return TablePage::goBack();
}

void EventsPage::open(const QVariantMap &request)
{
    m_ui->eventFilter->setText(request.value(u"filter"_s).toString());
    if (request.contains(u"kinds"_s))
        m_ui->eventKinds->setCurrentIndex(m_ui->eventKinds->findData(request.value(u"kinds"_s)));
    applyFilter();
}

void EventsPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current)
        return;
    if (!m_feed)
        m_feed = std::make_unique<models::EventTableFeed>(
            m_context.services.serverRegistry, m_context.services.eventFeed, *m_model);
    m_model->refreshTimes();
    updateState();
}

void EventsPage::applyScope()
{
    m_model->setScope(m_context.scope.servers());
    m_ui->eventTable->setColumnShown(static_cast<int>(EventColumn::Server), m_context.scope.servers().size() != 1);
    updateSoon();
}

void EventsPage::applyFilter()
{
    m_model->setText(m_ui->eventFilter->text());
    m_model->setFilter(static_cast<texts::EventFilter>(m_ui->eventKinds->currentData().toInt()));
    updateState();
}

bool EventsPage::isFiltered() const
{
    return TablePage::isFiltered() || m_ui->eventKinds->currentIndex() != 0;
}

void EventsPage::clearFilter()
{
    TablePage::clearFilter();
    m_ui->eventKinds->setCurrentIndex(0);
    applyFilter();
}

void EventsPage::onEmptyAction()
{
    clearFilter();
}

/// New rows would push what is read out of sight.
void EventsPage::updatePause()
{
    const bool reading
        = m_ui->eventTable->verticalScrollBar()->value() > 0 || !m_ui->eventTable->selectedRowIndexes().isEmpty();
    if (m_model->isPaused() == reading)
        return;
    m_model->setPaused(reading);
    updateSoon();
}

void EventsPage::showNewest()
{
    m_ui->eventTable->clearSelection();
    m_ui->eventTable->scrollToTop();
    updatePause();
}

void EventsPage::updateState()
{
    m_live = 0;
    m_missing.clear();
    for (const core::ServerId id : m_context.scope.servers()) {
        const services::EventFeed &feed = m_context.services.eventFeed;
        switch (feed.state(id)) {
        case FollowState::Live:
            ++m_live;
            break;
        case FollowState::Waiting:
        case FollowState::NotPossible: {
            const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(id));
            //: %1: server, %2: why its log is not followed ("it logs to the journal")
            m_missing.append(tr("%1: %2").arg(name, texts::notFollowedWords(feed.error(id))));
            break;
        }
        case FollowState::Off:
        case FollowState::Starting:
            break;
        }
    }
    updateFollowing();
    const bool filteredOut = m_model->total() > 0;
    m_ui->eventTable->setEmptyState(filteredOut ? tr("No event passes the filter.") : emptySentence(),
        filteredOut ? tr("Show everything") : QString());
    const QString shown = texts::counted(
        m_model->rowCount(), QT_TRANSLATE_NOOP("texts", "1 event"), QT_TRANSLATE_N_NOOP("texts", "%Ln events"));
    m_ui->eventCounts->setText(m_model->rowCount() == m_model->total()
            ? shown
            //: %1: "12 events", %2: number of all events
            : tr("%1 of %2").arg(shown, texts::number(m_model->total())));
}

/// Whose logs are followed, whose are not and why, and what waits.
void EventsPage::updateFollowing()
{
    using widgets::TextPart;
    const bool on = m_context.services.runtimeState.settings().flag(core::SettingKey::FollowLogs);
    QList<TextPart> parts;
    const auto say = [&parts](const QString &text) {
        parts.append({ (parts.isEmpty() ? QString() : u" · "_s) + text, {}, false, false });
    };
    if (!on)
        say(tr("Off: the settings say that no log is followed."));
    else if (m_live == 0)
        say(tr("No log is being followed."));
    else if (m_live == 1)
        say(tr("Live: the log of 1 server is being followed."));
    else
        //: %1: a number from 2 on
        say(tr("Live: the logs of %1 servers are being followed.").arg(texts::number(m_live)));
    constexpr qsizetype named = 3;
    for (const QString &missing : on ? m_missing.first(std::min(named, m_missing.size())) : QStringList())
        //: %1: "web-2: it logs to the journal"
        say(tr("Not %1").arg(missing));
    if (const int more = static_cast<int>(m_missing.size() - named); on && more > 0)
        say(tr("and %n more", nullptr, more));
    if (m_model->isPaused()) {
        const QString waiting = m_model->waiting() == 0
            ? tr("Paused")
            : texts::counted(m_model->waiting(), QT_TRANSLATE_NOOP("texts", "1 new event waits"),
                QT_TRANSLATE_N_NOOP("texts", "%Ln new events wait"));
        say(waiting);
        parts.append({ u" · "_s, {}, false, false });
        parts.append({ tr("Show the newest"), u"newest"_s, false, false });
    }
    m_ui->followState->setParts(parts);
    const auto state = m_model->isPaused() ? core::ServerState::Busy
        : m_live > 0 && on                 ? core::ServerState::Online
                                           : core::ServerState::Unknown;
    m_ui->followMark->setState(state, m_model->isPaused() ? tr("paused") : m_live > 0 && on ? tr("live") : tr("off"));
}

QString EventsPage::emptySentence() const
{
    if (m_context.scope.servers().isEmpty())
        return tr("There is no server yet.");
    if (!m_context.services.runtimeState.settings().flag(core::SettingKey::FollowLogs))
        return tr("Bans and failures are not shown as they happen: the settings say that no log is followed.");
    if (m_live > 0)
        return tr("Nothing was logged since BanGUI began to follow. What happens appears here at once.");
    if (!m_missing.isEmpty())
        //: %1: "web-2: it logs to the journal"
        return tr("No log can be followed here. %1.").arg(m_missing.constFirst());
    return tr("No server of this scope was reached yet.");
}

void EventsPage::saveState(QSettings &settings) const
{
    settings.setValue(u"eventTable"_s, m_ui->eventTable->saveState());
    settings.setValue(u"eventKinds"_s, m_ui->eventKinds->currentData());
}

void EventsPage::restoreState(const QSettings &settings)
{
    m_ui->eventTable->restoreState(settings.value(u"eventTable"_s).toByteArray());
    m_ui->eventKinds->setCurrentIndex(
        std::max(0, m_ui->eventKinds->findData(settings.value(u"eventKinds"_s, 0).toInt())));
}

} // namespace gui
