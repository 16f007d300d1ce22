// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/configuration_page.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/pages/config_option_pane.h"
#include "gui/pages/problem_state.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "gui/server_health.h"
#include "models/config_jail_model.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "widgets/source_view.h"
#include "widgets/state_delegate.h"

#include "ui_configuration_page.h"

#include <QSettings>
#include <QSignalBlocker>

namespace gui {

using namespace Qt::StringLiterals;
using models::ConfigJailColumn;
using models::ConfigJailModel;
using widgets::byContent;
using widgets::column;
using widgets::monospace;
using widgets::named;
using widgets::stretched;

namespace {
constexpr qint64 freshMs = 60'000; ///< whoever comes back sooner sees what was read
constexpr int tickMs = 5'000;
constexpr int wideEnough = 1'100; ///< for the text of a file beside the options
} // namespace

ConfigurationPage::ConfigurationPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"configuration"_s, context, parent)
    , m_ui(std::make_unique<Ui::ConfigurationPage>())
    , m_jails(std::make_unique<ConfigJailModel>())
    , m_shown(std::make_unique<models::ConfigJailFilterModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"configurationPage"_s);
    buildTable();
    m_pane = new ConfigOptionPane(m_ui->configSplitter);
    m_pane->setMinimumWidth(420);
    m_ui->configSplitter->addWidget(m_pane);
    m_ui->configSplitter->setStretchFactor(1, 1);
    m_ui->configSplitter->setSizes({ 310, 810 });
    m_problem = new ProblemState(m_ui->configStack);
    m_problem->setObjectName(u"configProblem"_s);
    m_ui->configStack->addWidget(m_problem);
    m_ui->configBroken->hide();
    Parts parts;
    parts.filter = m_ui->configFilter;
    parts.table = m_ui->configJails;
    parts.counts = m_ui->configCounts;
    parts.buttons = m_ui->actionButtons;
    parts.menuName = u"configMenu"_s;
    adopt(parts);
    buildActions();
    buildEditing();
    m_tick.setInterval(tickMs);
    connect(&m_tick, &QTimer::timeout, this, &ConfigurationPage::updateAge);

    connect(m_ui->configFilter, &widgets::SearchLine::searchChanged, this, &ConfigurationPage::applyFilter);
    connect(m_ui->configServer, &QComboBox::currentIndexChanged, this,
        [this] { chooseServer(m_ui->configServer->currentData().value<core::ServerId>()); });
    connect(m_ui->configAge, &widgets::LinkLabel::linkRequested, this, &ConfigurationPage::refresh);
    connect(m_problem, &ProblemState::actionRequested, this, &ConfigurationPage::helpOut);
    connect(m_ui->configBroken, &widgets::Banner::buttonClicked, this, [this] {
        const auto problems
            = m_configuration ? services::configProblems(*m_configuration) : QList<services::ConfigDefect>();
        if (!problems.isEmpty())
            m_pane->showPlace(problems.constFirst().place.file, problems.constFirst().place.line);
    });
    connect(m_pane, &ConfigOptionPane::fileChanged, this,
        [this] { m_copyPath->setEnabled(!m_pane->shownFile().isEmpty()); });
    connect(m_pane, &ConfigOptionPane::menuRequested, this, &ConfigurationPage::openOptionMenu);
    const auto toOptions = [this] { m_pane->table()->setFocus(Qt::OtherFocusReason); };
    connect(m_ui->configJails, &widgets::TableView::detailsRequested, m_pane, toOptions);
    connect(m_pane->table(), &widgets::TableView::detailsRequested, m_pane, &ConfigOptionPane::focusField);

    const services::ServiceSet &services = context.services;
    connect(&services.configService, &services::ConfigService::changed, this, [this](core::ServerId id) {
        if (id != m_server || m_loading)
            return;
        if (const auto now = m_context.services.configService.last(id)) // somebody else has read it
            onRead(*now);
    });
    connect(&services.jailService, &services::JailService::jailsChanged, this, [this](core::ServerId id) {
        if (id == m_server && m_configuration)
            apply();
    });
    connect(&services.jailService, &services::JailService::jailDetailChanged, this,
        [this](core::ServerId id, const QString &jail) {
            if (id == m_server && jail == m_shownJail)
                fetchRuntime();
        });
    connect(&services.serverRegistry, &services::ServerRegistry::serverChanged, this, [this](core::ServerId id) {
        applyScope();
        if (id != m_server)
            return;
        m_outdated = true; // its folder may be another one now
        if (isCurrent())
            setCurrent(true);
    });
    connect(&context.connector, &ServerConnector::connected, this, [this](core::ServerId id) {
        if (id == m_server && isCurrent())
            refresh();
    });
    connect(&context.connector, &ServerConnector::changed, this, &ConfigurationPage::updateSoon);
    connect(&context.scope, &ScopeController::scopeChanged, this, &ConfigurationPage::applyScope);
    connect(&context.scope, &ScopeController::serversChanged, this, &ConfigurationPage::applyScope);
    followRows(*m_shown);
    applyScope();
}

ConfigurationPage::~ConfigurationPage()
{
    m_reading.cancel();
    m_detailRequest.cancel();
}

void ConfigurationPage::buildTable()
{
    widgets::TableView *table = m_ui->configJails;
    m_shown->setSourceModel(m_jails.get());
    table->setModel(m_shown.get());
    table->setColumns({ stretched(named(monospace(column(ConfigJailColumn::Jail, 120, 0)))),
        byContent(column(ConfigJailColumn::State, 130, 0)),
        named(monospace(column(ConfigJailColumn::Place, 150, 1))) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::StateRole;
    table->setItemDelegateForColumn(
        static_cast<int>(ConfigJailColumn::State), new widgets::StateDelegate(roles, false, table));
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->setSortingEnabled(true);
    table->sortByColumn(static_cast<int>(ConfigJailColumn::State), Qt::AscendingOrder);
    table->setMinimumWidth(250);
    connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ConfigurationPage::onJail);
}

QString ConfigurationPage::folder() const
{
    if (m_configuration)
        return services::configFolder(*m_configuration);
    const auto profile = m_context.services.serverRegistry.profile(m_server);
    return profile && !profile->configDir.isEmpty() ? profile->configDir : u"/etc/fail2ban"_s;
}

std::optional<QStringList> ConfigurationPage::running() const
{
    const services::JailSnapshot &snapshot = m_context.services.jailService.snapshot(m_server);
    if (snapshot.fetchedAt == 0 || snapshot.error)
        return std::nullopt;
    QStringList names;
    for (const core::Jail &jail : snapshot.jails)
        names.append(jail.name);
    return names;
}

QString ConfigurationPage::currentJail() const
{
    return m_ui->configJails->currentIndex().data(models::ConfigJailNameRole).toString();
}

void ConfigurationPage::applyScope()
{
    const QList<core::ServerId> servers = m_context.scope.servers();
    {
        const QSignalBlocker quiet(m_ui->configServer);
        m_ui->configServer->clear();
        for (const core::ServerId id : servers)
            m_ui->configServer->addItem(
                core::visibleText(m_context.services.serverRegistry.nameOf(id)), QVariant::fromValue(id));
    }
    m_ui->configServer->setVisible(servers.size() > 1);
    core::ServerId wanted = m_server;
    if (!servers.contains(wanted)) {
        // One that can be read, if there is any.
        const auto online = std::find_if(servers.cbegin(), servers.cend(), [this](core::ServerId id) {
            return m_context.services.runtimeState.status(id).state == core::ServerState::Online;
        });
        wanted = online != servers.cend() ? *online : servers.value(0);
    }
    chooseServer(wanted);
}

void ConfigurationPage::chooseServer(core::ServerId server)
{
    const QSignalBlocker quiet(m_ui->configServer);
    m_ui->configServer->setCurrentIndex(m_ui->configServer->findData(QVariant::fromValue(server)));
    if (server == m_server) {
        updateSoon();
        return;
    }
    m_reading.cancel();
    m_detailRequest.cancel();
    m_server = server;
    m_loading = false;
    m_error.reset();
    m_shownJail.clear();
    m_configuration = server.isValid() ? m_context.services.configService.last(server) : std::nullopt;
    m_outdated = m_changed.erase(server) > 0;
    apply();
    if (isCurrent())
        setCurrent(true);
}

void ConfigurationPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current) {
        m_tick.stop();
        return;
    }
    m_tick.start();
    if (m_server.isValid()) {
        if (m_context.services.jailService.snapshot(m_server).fetchedAt == 0)
            m_context.services.jailService.refresh(m_server);
        const bool old
            = !m_configuration || m_context.services.clock.nowMs() - m_configuration->readAt > freshMs || m_outdated;
        if (old && (!m_loading || m_outdated))
            read();
    }
    updateState();
}

void ConfigurationPage::refresh()
{
    if (!m_server.isValid())
        return;
    tryNow(m_context, { m_server });
    m_context.services.jailService.refresh(m_server);
    read();
    fetchRuntime();
}

void ConfigurationPage::read()
{
    m_reading.cancel();
    m_outdated = false;
    m_loading = true;
    m_reading = m_context.services.configService.read(m_server, this,
        [this](const core::Result<services::ServerConfiguration> &configuration) { onRead(configuration); });
    updateState();
}

void ConfigurationPage::onRead(const core::Result<services::ServerConfiguration> &configuration)
{
    if (!configuration && configuration.error().code == core::ErrorCode::Cancelled)
        return;
    m_loading = false;
    if (configuration) {
        m_error.reset();
        m_configuration = *configuration;
        dropWritten(m_server, *m_configuration);
        apply();
    } else {
        m_error = configuration.error();
    }
    updateState();
}

void ConfigurationPage::apply()
{
    // Jails that run are no news before the files are known.
    if (m_configuration)
        m_jails->setJails(services::configJails(*m_configuration), running());
    else
        m_jails->setJails({}, std::nullopt);
    if (!m_wantedJail.isEmpty() && m_jails->rowOf(m_wantedJail) >= 0)
        selectJail(std::exchange(m_wantedJail, QString()));
    if (!m_ui->configJails->currentIndex().isValid() && m_shown->rowCount() > 0)
        m_ui->configJails->selectRow(0);
    onJail();
    if (m_configuration && m_wantedJail.isEmpty() && !m_wantedFile.isEmpty())
        m_pane->showPlace(std::exchange(m_wantedFile, QString()), m_wantedLine);
}

void ConfigurationPage::applyFilter()
{
    m_shown->setText(m_ui->configFilter->text());
    if (!m_ui->configJails->currentIndex().isValid() && m_shown->rowCount() > 0)
        m_ui->configJails->selectRow(0);
    updateSoon();
}

void ConfigurationPage::onJail()
{
    const QModelIndex index = m_ui->configJails->currentIndex();
    const QString jail = currentJail();
    const auto state = static_cast<models::ConfigJailState>(index.data(models::ConfigJailStateRole).toInt());
    const bool another = jail != m_shownJail;
    m_shownJail = jail;
    m_pane->showJail(
        m_configuration, jail, jail.isEmpty() ? QString() : ConfigJailModel::stateSentence(state), drafts());
    m_pane->setLocked(lockedBecause());
    markEdited();
    m_check->setEnabled(m_configuration && !jail.isEmpty());
    if (another)
        fetchRuntime();
}

void ConfigurationPage::fetchRuntime()
{
    m_detailRequest.cancel();
    const auto jails = running();
    if (m_shownJail.isEmpty() || !jails || !jails->contains(m_shownJail)) {
        m_pane->setRuntime(std::nullopt);
        return;
    }
    m_detailRequest = m_context.services.jailService.fetchDetail(
        m_server, m_shownJail, this, [this, jail = m_shownJail](const core::Result<core::JailDetail> &detail) {
            if (jail != m_shownJail || (!detail && detail.error().code == core::ErrorCode::Cancelled))
                return;
            m_pane->setRuntime(detail ? std::optional(*detail) : std::nullopt);
        });
}

void ConfigurationPage::selectJail(const QString &jail)
{
    const int row = m_jails->rowOf(jail);
    if (row < 0)
        return;
    QModelIndex index = m_shown->mapFromSource(m_jails->index(row, 0));
    if (!index.isValid()) {
        clearFilter();
        applyFilter();
        index = m_shown->mapFromSource(m_jails->index(row, 0));
    }
    m_ui->configJails->selectRow(index.row());
    m_ui->configJails->scrollTo(index);
}

void ConfigurationPage::open(const QVariantMap &request)
{
    const auto server = request.value(u"server"_s).value<core::ServerId>();
    m_wantedJail = request.value(u"jail"_s).toString();
    m_wantedFile = request.value(u"file"_s).toString();
    m_wantedLine = request.value(u"line"_s).toInt();
    if (server.isValid() && m_context.scope.servers().contains(server))
        chooseServer(server);
    m_ui->configJails->setFocus(Qt::OtherFocusReason);
    if (m_configuration)
        apply();
}

bool ConfigurationPage::goBack()
{
    const QWidget *focus = focusWidget();
    if (focus && m_pane->isAncestorOf(focus)) {
        const bool options = focus == m_pane->table();
        (options ? m_ui->configJails : m_pane->table())->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return TablePage::goBack();
}

void ConfigurationPage::resizeEvent(QResizeEvent *event)
{
    TablePage::resizeEvent(event);
    m_pane->setBeside(width() >= wideEnough);
}

void ConfigurationPage::onEmptyAction()
{
    clearFilter();
    applyFilter();
}

void ConfigurationPage::saveState(QSettings &settings) const
{
    TablePage::saveState(settings);
    settings.setValue(u"splitter"_s, m_ui->configSplitter->saveState());
    settings.setValue(u"options"_s, m_pane->table()->saveState());
    settings.setValue(u"paneSplitter"_s, m_pane->saveState(false));
    settings.setValue(u"paneBeside"_s, m_pane->saveState(true));
}

void ConfigurationPage::restoreState(const QSettings &settings)
{
    TablePage::restoreState(settings);
    m_ui->configSplitter->restoreState(settings.value(u"splitter"_s).toByteArray());
    m_pane->table()->restoreState(settings.value(u"options"_s).toByteArray());
    m_pane->restoreState(false, settings.value(u"paneSplitter"_s).toByteArray());
    m_pane->restoreState(true, settings.value(u"paneBeside"_s).toByteArray());
}

} // namespace gui
