// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/overview_page.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/action_collection.h"
#include "gui/dialogs/access_dialog.h"
#include "gui/dialogs/rescue_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/action_failure_notice.h"
#include "gui/pages/server_card_widget.h"
#include "gui/pages/server_rows_model.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "gui/server_health.h"
#include "gui/window_models.h"
#include "models/busiest_jails_model.h"
#include "models/change_tracker.h"
#include "models/server_tree_roles.h"
#include "platform/style.h"
#include "services/health_monitor.h"
#include "services/rate_history.h"
#include "services/rescue_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"
#include "widgets/card.h"
#include "widgets/flow_layout.h"
#include "widgets/rate_chart.h"
#include "widgets/state_delegate.h"
#include "widgets/table_columns.h"

#include "ui_overview_page.h"

#include <QSettings>

#include <algorithm>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;
using models::BusiestColumn;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::numbers;
using widgets::stretched;

namespace {

constexpr int chartMinutes = 72;
constexpr int busiestCount = 5;
constexpr int narrow = 760; ///< below this the chart and the busiest jails stand one below the other

} // namespace

OverviewPage::OverviewPage(const GuiContext &context, QWidget *parent)
    : Page(u"overview"_s, parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::OverviewPage>())
    , m_busiest(std::make_unique<models::BusiestJailsModel>(context.models.jails(), busiestCount))
    , m_rows(std::make_unique<ServerRowsModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"overviewPage"_s);
    m_ui->answer->setObjectName(u"overviewAnswer"_s);
    m_ui->scrollArea->setFocusPolicy(Qt::ClickFocus);
    m_ui->scrollArea->setAccessibleName(tr("Overview"));
    m_ui->scrollArea->viewport()->setAutoFillBackground(false);
    m_ui->content->setAutoFillBackground(false);
    constexpr int cardWidth = 216;
    m_cardLayout = new widgets::FlowLayout(cardWidth, m_ui->cards, 2 * cardWidth);
    m_cardLayout->setContentsMargins(0, 0, 0, 0);
    m_cardLayout->setSpacing(measure::cardGap);
    connect(m_ui->answer, &widgets::AnswerHeader::linkRequested, this, &OverviewPage::openLink);
    connect(m_ui->noServers, &widgets::EmptyState::actionRequested, this,
        [this] { m_context.actions.action(ActionId::AddServer)->trigger(); });

    using Column = ServerRowsModel::Column;
    m_ui->serverTable->setModel(m_rows.get());
    m_ui->serverTable->setColumns({ stretched(column(Column::Server, 180, 0)), column(Column::State, 180, 0),
        column(Column::Version, 80, 3), numbers(column(Column::Jails, 70, 2)), numbers(column(Column::Bans, 90, 0)),
        numbers(column(Column::TotalBans, 110, 4)), numbers(column(Column::Failures, 120, 3)),
        numbers(column(Column::Latency, 80, 5)), numbers(column(Column::Age, 70, 1)) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    roles.badge = models::BadgeRole;
    m_ui->serverTable->setItemDelegateForColumn(
        static_cast<int>(Column::Server), new widgets::StateDelegate(roles, false, m_ui->serverTable));
    m_ui->serverTable->setSortingEnabled(true);
    m_ui->serverTable->sortByColumn(static_cast<int>(Column::State), Qt::AscendingOrder);
    m_ui->serverTable->setMinimumHeight(measure::headerHeight + 10 * measure::rowHeight);
    connect(m_ui->serverTable, &widgets::TableView::detailsRequested, this,
        [this](const QModelIndex &index) { showServer(m_rows->serverAt(index.row())); });

    m_failures = new ActionFailureNotice(context, m_ui->content);
    m_ui->contentLayout->insertWidget(m_ui->contentLayout->indexOf(m_ui->answer) + 1, m_failures);
    connect(m_failures, &ActionFailureNotice::pageRequested, this, &OverviewPage::pageRequested);
    buildEvidence();

    m_soon.setSingleShot(true);
    m_soon.setInterval(30);
    connect(&m_soon, &QTimer::timeout, this, &OverviewPage::updateChanged);
    const auto &state = context.services.runtimeState;
    connect(&state, &services::RuntimeState::statusChanged, this, &OverviewPage::onStatus);
    connect(&state, &services::RuntimeState::pendingRecoveryCreated, this, &OverviewPage::soonAll);
    connect(&state, &services::RuntimeState::pendingRecoveryCleared, this, &OverviewPage::soonAll);
    connect(&context.services.rescueService, &services::RescueService::knownChanged, this, &OverviewPage::soonAll);
    connect(&context.services.serverRegistry, &services::ServerRegistry::serverChanged, this, &OverviewPage::soonAll);
    connect(
        &context.services.healthMonitor, &services::HealthMonitor::nextProbeChanged, this, [this](core::ServerId id) {
            if (m_cards.contains(id) && !retryText(m_context, id).isEmpty())
                soonAll();
        });
    connect(&context.connector, &ServerConnector::changed, this, &OverviewPage::soonAll);
    connect(m_failures, &ActionFailureNotice::changed, this, &OverviewPage::soonAll);
    connect(&context.models.changes(), &models::ChangeTracker::undecidedChanged, this, &OverviewPage::soonAll);
    connect(&context.services.rateHistory, &services::RateHistory::changed, this, [this] {
        m_chartChanged = true;
        soon();
    });
    connect(&context.scope, &ScopeController::scopeChanged, this, &OverviewPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &OverviewPage::applyScope);
    m_tick.setInterval(1000);
    connect(&m_tick, &QTimer::timeout, this, &OverviewPage::onTick);
    applyScope();
}

OverviewPage::~OverviewPage() = default;

void OverviewPage::buildEvidence()
{
    m_chartCard = new widgets::Card(this);
    m_chartCard->setObjectName(u"chartCard"_s);
    m_chart = new widgets::RateChart(m_chartCard);
    m_chart->setObjectName(u"rateChart"_s);
    m_chart->setMinutes(chartMinutes);
    m_chart->setMinimumHeight(140);
    m_chartCard->body()->addWidget(m_chart, 1);

    auto *busiestCard = new widgets::Card(this);
    busiestCard->setObjectName(u"busiestCard"_s);
    busiestCard->setTitle(tr("Busiest jails"));
    m_busiestTable = new widgets::TableView(busiestCard);
    m_busiestTable->setObjectName(u"busiestTable"_s);
    m_busiestTable->setAccessibleName(tr("Busiest jails"));
    m_busiestTable->setModel(m_busiest.get());
    m_busiestTable->setColumns({ stretched(monospace(column(BusiestColumn::Jail, 130, 0))),
        named(column(BusiestColumn::Server, 90, 0)), numbers(column(BusiestColumn::Failing, 68, 1)),
        numbers(column(BusiestColumn::Banned, 72, 0)), numbers(column(BusiestColumn::Total, 76, 2)) });
    m_busiestTable->setSortingEnabled(false);
    m_busiestTable->setFrameShape(QFrame::NoFrame);
    m_busiestTable->setFixedHeight(measure::headerHeight + busiestCount * measure::rowHeight + 4);
    m_busiestTable->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_busiestTable->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_busiestTable->setEmptyState(tr("No jail has told its figures yet."));
    busiestCard->body()->addWidget(m_busiestTable);
    busiestCard->body()->addStretch(1);
    connect(m_busiestTable, &widgets::TableView::detailsRequested, this, [this](const QModelIndex &index) {
        Q_EMIT pageRequested(u"jails"_s,
            { { u"server"_s, QVariant::fromValue(m_busiest->serverAt(index.row())) },
                { u"jail"_s, m_busiest->jailAt(index.row()) } });
    });
    m_ui->evidence->addWidget(m_chartCard, 58);
    m_ui->evidence->addWidget(busiestCard, 42);
}

QWidget *OverviewPage::mainWidget() const
{
    // The keys that scroll work at once, and Tab goes to the answer's links first; nothing is framed.
    return m_ui->scrollArea;
}

void OverviewPage::refresh()
{
    for (const core::ServerId id : m_context.scope.servers())
        m_context.services.healthMonitor.probeNow(id);
}

void OverviewPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    update();
    updateChart();
}

void OverviewPage::applyScope()
{
    m_busiest->setScope(m_context.scope.servers());
    const auto count = static_cast<int>(m_context.scope.servers().size());
    m_busiestTable->setColumnShown(static_cast<int>(BusiestColumn::Server), count > 1);
    update();
    updateChart();
}

void OverviewPage::update()
{
    m_changed.clear();
    m_allChanged = false;
    m_answerChanged = false;
    const bool any = !m_context.scope.servers().isEmpty();
    m_ui->scrollArea->setVisible(any);
    m_ui->noServers->setVisible(!any);
    if (!any) {
        const bool canAdd = m_context.actions.isServed(ActionId::AddServer);
        m_ui->noServers->setText(tr("BanGUI knows no fail2ban server yet."), canAdd ? tr("Add server…") : QString(),
            tr("A server is one running fail2ban, reached through its socket."));
        return;
    }
    updateAnswer();
    updateCards();
}

void OverviewPage::updateAnswer()
{
    const qint64 now = m_context.services.clock.nowMs();
    const QList<core::ServerId> servers = m_context.scope.servers();
    const QList<models::UndecidedChange> all = m_context.models.changes().undecided();
    const qsizetype undecided = std::ranges::count_if(all, [&servers](const models::UndecidedChange &one) {
        return !one.change.id.isEmpty() && one.change.undecided && servers.contains(one.change.server);
    });
    const texts::HealthAnswer answer = texts::healthAnswer(healthOf(m_context, servers), now, undecided);
    m_ui->answer->setAnswer(answer.state, texts::stateWord(answer.state), answer.answer);
    if (answer.points.isEmpty()) {
        if (m_failures->isActive() && answer.state == core::ServerState::Online)
            m_ui->answer->setAnswer(core::ServerState::Degraded, texts::stateWord(core::ServerState::Degraded),
                tr("Some bans may block nothing"));
        m_ui->answer->setSentence(answer.sentence);
        return;
    }
    constexpr qsizetype shown = 4;
    QList<widgets::TextPart> parts;
    for (const texts::HealthPoint &point : answer.points.first(std::min(shown, answer.points.size()))) {
        if (!parts.isEmpty())
            parts.append({ u" · "_s, {}, false, false });
        parts.append({ point.text, u"server:%1"_s.arg(point.server.value), false, false });
    }
    if (answer.points.size() > shown)
        parts.append({ u" · "_s + tr("and %n more", nullptr, static_cast<int>(answer.points.size() - shown)), {}, false,
            false });
    // A card has the click of its server; what several want, or a row of the table, is offered here.
    QList<core::ServerId> asking = m_context.scope.servers();
    asking.removeIf(
        [this](core::ServerId id) { return m_context.connector.helpFor(id) != ServerConnector::Help::Ask; });
    if (asking.size() > 1 || (!asking.isEmpty() && m_context.scope.servers().size() > largestCardCount)) {
        const bool idle = std::any_of(
            asking.cbegin(), asking.cend(), [this](core::ServerId id) { return m_context.connector.canAct(id); });
        parts.append({ u" · "_s, {}, false, false });
        parts.append({ m_context.connector.actionText(asking), idle ? u"connect"_s : QString(), false, false });
    }
    m_ui->answer->setSentence(parts);
}

void OverviewPage::updateCards()
{
    const qint64 now = m_context.services.clock.nowMs();
    const QList<core::ServerId> &servers = m_context.scope.servers();
    const bool asTable = isTable();
    m_ui->cards->setVisible(!asTable);
    m_ui->serverTable->setVisible(asTable);
    std::vector<ServerRowsModel::Row> rows;
    QHash<core::ServerId, ServerCardWidget *> kept;
    int position = 0;
    for (const core::ServerId id : servers) {
        if (asTable) {
            appendRow(rows, id);
            continue;
        }
        const auto profile = m_context.services.serverRegistry.profile(id);
        if (!profile)
            continue;
        const core::ServerStatus &status = m_context.services.runtimeState.status(id);
        const auto recovery = m_context.services.runtimeState.pendingRecovery(id);
        const core::ServerState shown = shownStateOf(m_context, id);
        const models::ServerCard card = models::serverCard(*profile, status, recovery, now, shown);
        ServerCardWidget *widget = m_cards.take(id);
        if (!widget) {
            widget = new ServerCardWidget(m_ui->cards);
            connect(widget, &widgets::Card::activated, this, [this, id] { showServer(id); });
            connect(widget, &ServerCardWidget::connectRequested, this, [this, id] { m_context.connector.act(id); });
            connect(widget, &ServerCardWidget::tryNowRequested, this, [this, id] {
                // Where the way is interrupted, a click may ask what has to be asked.
                if (m_context.connector.helpFor(id) == ServerConnector::Help::Retry)
                    m_context.connector.act(id);
                else
                    tryNow(m_context, { id });
            });
            connect(widget, &ServerCardWidget::fixRequested, this,
                [this, id] { AccessDialog::openFor(m_context, id, window()); });
            connect(widget, &ServerCardWidget::rescueRequested, this,
                [this, id] { RescueDialog::openFor(m_context, id, window()); });
            m_cardLayout->insertWidget(position, widget);
            widget->show();
        } else if (m_cardOrder.value(position) != id) {
            m_cardLayout->removeWidget(widget);
            m_cardLayout->insertWidget(position, widget);
        }
        widget->setCard(card);
        const bool connecting = m_context.connector.isConnecting(id);
        widget->setRetry(
            connecting ? QString() : retryText(m_context, id), m_context.services.healthMonitor.isProbing(id));
        const bool retries = m_context.connector.helpFor(id) == ServerConnector::Help::Retry && !connecting;
        widget->setConnect(retries ? QString() : m_context.connector.actionText(id), m_context.connector.canAct(id));
        widget->setFixable(AccessDialog::helps(status));
        widget->setRescuable(shown == core::ServerState::Degraded || RescueDialog::helps(status, recovery.has_value()));
        kept.insert(id, widget);
        ++position;
    }
    for (ServerCardWidget *gone : std::as_const(m_cards)) {
        m_cardLayout->removeWidget(gone);
        gone->hide();
        gone->deleteLater();
    }
    m_cards = kept;
    m_cardOrder = asTable ? QList<core::ServerId>() : servers;
    m_rows->setNow(now);
    m_rows->setRows(std::move(rows));
}

void OverviewPage::updateChart()
{
    QList<widgets::RatePoint> points;
    for (const services::RateHistory::Minute &minute :
        m_context.services.rateHistory.minutes(m_context.scope.servers(), chartMinutes))
        points.append({ minute.minute * 60'000, minute.bans, minute.failures });
    m_chart->setPoints(points);
    updateChartTitle();
}

/// Says no longer a time than somebody has looked.
void OverviewPage::updateChartTitle()
{
    const QList<core::ServerId> &servers = m_context.scope.servers();
    const int heard = m_context.services.rateHistory.heardFor(servers, chartMinutes);
    const QString count = texts::servers(servers.size());
    QString detail;
    if (heard <= 1)
        //: Behind the title of the chart; %1: "5 servers"
        detail = tr("· since now · %1").arg(count);
    else
        //: Behind the title of the chart; %1: a number of minutes from 2 on, %2: "5 servers"
        detail = tr("· last %1 minutes · %2").arg(heard).arg(count);
    m_chartCard->setTitle(tr("Bans and failures per minute"), detail);
}

void OverviewPage::openLink(const QString &link)
{
    if (link.startsWith("server:"_L1)) {
        showServer({ link.mid(7).toLongLong() });
    } else if (link == "connect"_L1) {
        QList<core::ServerId> asking = m_context.scope.servers();
        asking.removeIf(
            [this](core::ServerId id) { return m_context.connector.helpFor(id) != ServerConnector::Help::Ask; });
        m_context.connector.connectServers(asking);
    }
}

void OverviewPage::showServer(core::ServerId id)
{
    // A server on its own already: its jails say more.
    if (m_context.scope.servers().size() == 1)
        Q_EMIT pageRequested(u"jails"_s, {});
    else
        m_context.scope.showServer(id);
}

void OverviewPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    m_ui->evidence->setDirection(width() < narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void OverviewPage::saveState(QSettings &settings) const
{
    settings.setValue(u"servers"_s, m_ui->serverTable->saveState());
}

void OverviewPage::restoreState(const QSettings &settings)
{
    m_ui->serverTable->restoreState(settings.value(u"servers"_s).toByteArray());
}

} // namespace gui
