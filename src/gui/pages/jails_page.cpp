// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/jails_page.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/pages/action_failure_notice.h"
#include "gui/pages/jail_detail_pane.h"
#include "gui/pages/scope_notice.h"
#include "gui/scope_controller.h"
#include "gui/server_health.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "models/configured_jails_feed.h"
#include "models/jail_table_model.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"
#include "widgets/filter_button.h"
#include "widgets/state_delegate.h"

#include "ui_jails_page.h"

namespace gui {

using namespace Qt::StringLiterals;
using models::JailColumn;
using models::JailsShown;
using widgets::byContent;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::numbers;
using widgets::stretched;

namespace {
constexpr auto activeId = "active"_L1;
constexpr auto inactiveId = "inactive"_L1;
} // namespace

JailsPage::JailsPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"jails"_s, context, parent)
    , m_ui(std::make_unique<Ui::JailsPage>())
    , m_model(std::make_unique<models::JailFilterModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"jailsPage"_s);
    m_model->setSourceModel(&context.models.jails());
    m_ui->jailTable->setModel(m_model.get());
    m_ui->jailTable->setColumns({ monospace(column(JailColumn::Jail, 170, 0)),
        byContent(column(JailColumn::State, 110, 0)), named(column(JailColumn::Server, 120, 1)),
        numbers(column(JailColumn::FailedNow, 84, 1)), numbers(column(JailColumn::FailedTotal, 96, 3)),
        numbers(column(JailColumn::BannedNow, 84, 0)), numbers(column(JailColumn::BannedTotal, 96, 2)),
        column(JailColumn::Backend, 90, 4), stretched(monospace(column(JailColumn::Source, 220, 5))) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    m_ui->jailTable->setItemDelegateForColumn(
        static_cast<int>(JailColumn::State), new widgets::StateDelegate(roles, false, m_ui->jailTable));
    m_ui->jailTable->setSelectionMode(QAbstractItemView::SingleSelection);
    m_ui->jailTable->setSortingEnabled(true);
    m_ui->jailTable->sortByColumn(static_cast<int>(JailColumn::BannedNow), Qt::DescendingOrder);

    m_detail = new JailDetailPane(context, m_ui->jailSplitter);
    m_detail->setMinimumWidth(320);
    m_ui->jailSplitter->addWidget(m_detail);
    m_ui->jailSplitter->setStretchFactor(0, 1);
    m_ui->jailSplitter->setSizes({ 620, 420 });
    m_ui->jailTable->setMinimumWidth(320);
    Parts parts;
    parts.filter = m_ui->jailFilter;
    parts.table = m_ui->jailTable;
    parts.counts = m_ui->jailCounts;
    parts.buttons = m_ui->actionButtons;
    parts.notice = m_ui->jailNotice;
    parts.splitter = m_ui->jailSplitter;
    parts.detail = m_detail;
    parts.detailAtFirst = true;
    parts.menuName = u"jailMenu"_s;
    adopt(parts);
    auto *failures = new ActionFailureNotice(context, this);
    m_ui->pageLayout->insertWidget(m_ui->pageLayout->indexOf(m_ui->jailNotice), failures);
    connect(failures, &ActionFailureNotice::pageRequested, this, &JailsPage::pageRequested);
    buildFilter();
    buildActions();

    connect(m_ui->jailFilter, &widgets::SearchLine::searchChanged, this, &JailsPage::applyFilter);
    connect(m_ui->jailTable, &widgets::TableView::selectedRowsChanged, this, &JailsPage::onSelected);
    connect(m_ui->jailTable->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &JailsPage::onSelected);
    connect(m_ui->jailTable, &widgets::TableView::removeRequested, this, &JailsPage::stopJail);
    connect(m_detail, &JailDetailPane::closeRequested, this, &JailsPage::goBack);
    connect(m_detail, &JailDetailPane::tuneRequested, this, &JailsPage::tune);
    connect(m_detail, &JailDetailPane::activateRequested, m_activate, &QAction::trigger);
    connect(m_detail, &JailDetailPane::deactivateRequested, m_deactivate, &QAction::trigger);
    connect(&context.models.configuredJails(), &models::ConfiguredJailsFeed::changed, this, &JailsPage::updateSoon);
    connect(&context.services.changeService, &services::ChangeService::progressed, this,
        [this](core::ServerId id, const QString &, const services::ChangeStep &step) {
            if (step.stage == services::ChangeStage::Write && step.result == services::ChangeStageResult::Passed)
                m_context.models.configuredJails().refresh({ id });
        });
    // A change that has ended is in the files, or no longer.
    connect(&context.models.changes(), &models::ChangeTracker::runEnded, this, [this](core::ServerId id) {
        m_context.models.configuredJails().refresh({ id });
        m_context.services.jailService.refresh(id);
        updateSoon();
    });
    connect(&context.models.changes(), &models::ChangeTracker::decided, this, [this](core::ServerId id) {
        m_context.models.configuredJails().refresh({ id });
        m_context.services.jailService.refresh(id);
    });
    connect(m_model.get(), &QAbstractItemModel::dataChanged, this, &JailsPage::updateSoon);

    connect(&context.services.jailService, &services::JailService::jailsChanged, this, &JailsPage::updateSoon);
    connect(&context.services.runtimeState, &services::RuntimeState::statusChanged, this, &JailsPage::updateSoon);
    followRows(*m_model);
    connect(&context.scope, &ScopeController::scopeChanged, this, &JailsPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &JailsPage::applyScope);
    applyScope();
}

JailsPage::~JailsPage() = default;

void JailsPage::buildFilter()
{
    m_shownFilter = new widgets::FilterButton(tr("All jails"), u"%1"_s, this);
    m_shownFilter->setObjectName(u"shownFilterButton"_s);
    m_shownFilter->setAccessibleName(tr("Which jails are shown"));
    m_shownFilter->setExclusive(true);
    //: Choices of a filter: jails that run, jails that do not
    m_shownFilter->setChoices({ { activeId, tr("Active") }, { inactiveId, tr("Inactive") } });
    m_ui->filterButtons->addWidget(m_shownFilter);
    connect(m_shownFilter, &widgets::FilterButton::checkedChanged, this, &JailsPage::applyFilter);
}

std::pair<core::ServerId, QString> JailsPage::current() const
{
    const QModelIndex index = selectedRow();
    if (!index.isValid())
        return {};
    return { index.data(models::ServerIdRole).value<core::ServerId>(), index.data(models::JailNameRole).toString() };
}

bool JailsPage::isInactive() const
{
    const QModelIndex index = selectedRow();
    return index.isValid() && !index.data(models::JailActiveRole).toBool();
}

void JailsPage::readConfigured()
{
    if (isCurrent() && m_model->shown() != JailsShown::Active)
        m_context.models.configuredJails().want(m_context.scope.servers());
}

void JailsPage::refresh()
{
    if (m_model->shown() != JailsShown::Active)
        m_context.models.configuredJails().refresh(m_context.scope.servers());
    for (const core::ServerId id : m_context.scope.servers())
        m_context.services.jailService.refresh(id);
    m_detail->refresh();
}

void JailsPage::open(const QVariantMap &request)
{
    const auto server = request.value(u"server"_s).value<core::ServerId>();
    const QString jail = request.value(u"jail"_s).toString();
    clearFilter();
    const QModelIndex index = m_model->mapFromSource(m_context.models.jails().indexOf(server, jail));
    if (!index.isValid())
        return;
    m_ui->jailTable->selectRow(index.row());
    m_ui->jailTable->scrollTo(index);
    openDetail();
    m_ui->jailTable->setFocus(Qt::OtherFocusReason);
}

void JailsPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current)
        return;
    for (const core::ServerId id : m_context.scope.servers()) {
        if (m_context.services.jailService.snapshot(id).fetchedAt == 0)
            m_context.services.jailService.refresh(id);
    }
    readConfigured();
    updateState();
}

void JailsPage::applyScope()
{
    m_model->setScope(m_context.scope.servers());
    m_ui->jailTable->setColumnShown(static_cast<int>(JailColumn::Server), m_context.scope.servers().size() > 1);
    if (isCurrent())
        setCurrent(true);
    updateSoon();
}

void JailsPage::applyFilter()
{
    m_model->setText(m_ui->jailFilter->text());
    const QStringList shown = m_shownFilter->checked();
    m_model->setShown(shown.contains(activeId) ? JailsShown::Active
            : shown.contains(inactiveId)       ? JailsShown::Inactive
                                               : JailsShown::All);
    readConfigured();
    updateSoon();
}

bool JailsPage::isFiltered() const
{
    return TablePage::isFiltered() || m_model->shown() != JailsShown::All;
}

void JailsPage::clearFilter()
{
    m_ui->jailFilter->clear();
    m_shownFilter->setChecked({});
    applyFilter();
}

void JailsPage::updateState()
{
    ScopeNotice notice;
    for (const core::ServerId id : m_context.scope.servers()) {
        const services::JailSnapshot &snapshot = m_context.services.jailService.snapshot(id);
        notice.add(m_context, id, snapshot.fetchedAt, snapshot.loading, snapshot.error);
    }
    const models::ConfiguredJailsFeed &configured = m_context.models.configuredJails();
    int reading = 0;
    QStringList unread;
    QStringList why;
    for (const core::ServerId id : m_context.scope.servers()) {
        reading += configured.isReading(id) ? 1 : 0;
        if (const auto error = configured.error(id)) {
            unread.append(core::visibleText(m_context.services.serverRegistry.nameOf(id)));
            texts::ErrorPlace place;
            place.server = m_context.services.serverRegistry.nameOf(id);
            place.files = true;
            why.append(texts::errorText(*error, place).sentence());
        }
    }
    const bool inactiveToo = m_model->shown() != JailsShown::Active;
    setLoading(
        (notice.isLoading() || (m_model->shown() == JailsShown::Inactive && reading > 0)) && m_model->rowCount() == 0,
        tr("Reading jails…"));
    if (!showNotice(notice)) {
        if (m_model->shown() == JailsShown::Inactive && m_ui->jailFilter->text().isEmpty())
            m_ui->jailTable->setEmptyState(
                why.isEmpty() ? tr("Every jail that the files define runs.") : why.constFirst(), tr("Show all jails"));
        else if (isFiltered())
            m_ui->jailTable->setEmptyState(tr("No jail matches the filter."), tr("Clear filter"));
        else
            m_ui->jailTable->setEmptyState(tr("No jail runs here: fail2ban guards nothing."), tr("Refresh"));
    }
    int lastKnown = 0;
    int active = 0;
    int inactive = 0;
    for (int row = 0; row < m_model->rowCount(); ++row) {
        const bool stale = m_model->index(row, 0).data(models::StaleRole).toBool();
        lastKnown += stale ? 1 : 0;
        const bool runs = m_model->index(row, 0).data(models::JailActiveRole).toBool();
        active += runs && !stale ? 1 : 0; // whether what was running still does is not known
        inactive += runs ? 0 : 1;
    }
    const int rows = m_model->rowCount();
    QString counts = withLastKnown(texts::jails(rows), rows, lastKnown);
    if (inactive > 0 && active > 0)
        //: %1: "90 jails", %2: how many of them run
        counts = tr("%1, %2 active").arg(counts, texts::number(active));
    if (m_model->shown() == JailsShown::Inactive && !unread.isEmpty())
        //: %1: "90 jails", %2: names of servers
        counts = tr("%1; files of %2 not read").arg(counts, texts::names(unread, 1));
    m_ui->jailCounts->setText(counts);
    m_ui->jailCounts->setToolTip(inactiveToo ? why.join(u'\n').toHtmlEscaped() : QString());
    // An open pane shows something as soon as there is something.
    if (isDetailShown() && m_model->rowCount() > 0 && !current().first.isValid())
        m_ui->jailTable->selectRow(0);
    else if (isDetailShown()) // it may run now, or no longer
        showDetail();
    updateActions();
}

void JailsPage::onSelected()
{
    updateActions();
    if (isDetailShown())
        showDetail();
}

void JailsPage::showDetail()
{
    const auto [server, jail] = current();
    const QModelIndex index = selectedRow();
    if (isInactive())
        m_detail->showInactive(server, jail,
            index.siblingAtColumn(static_cast<int>(JailColumn::State)).data(Qt::ToolTipRole).toString(),
            changeProblem(server));
    else
        m_detail->showJail(server, jail);
}

} // namespace gui
