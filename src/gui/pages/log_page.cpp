// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/log_page.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/pages/log_server_filter.h"
#include "models/feeds.h"
#include "models/log_table_model.h"
#include "platform/icons.h"
#include "services/log_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/time_texts.h"
#include "widgets/filter_button.h"
#include "widgets/state_delegate.h"

#include "ui_log_page.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>
#include <QUrl>

namespace gui {

using namespace Qt::StringLiterals;
using models::LogColumn;
using widgets::column;
using widgets::monospace;
using widgets::PlainLabel;
using widgets::stretched;

namespace {

/// Warnings and errors stand out by their shape, too; the levels of ordinary lines have none.
std::optional<core::ServerState> shapeOfLevel(const QVariant &level)
{
    constexpr int warning = 2;
    if (level.toInt() > warning)
        return core::ServerState::Offline;
    return level.toInt() == warning ? std::optional(core::ServerState::Busy) : std::nullopt;
}

} // namespace

LogPage::LogPage(const GuiContext &context, QWidget *parent)
    : TablePage(u"log"_s, context, parent)
    , m_ui(std::make_unique<Ui::LogPage>())
    , m_model(std::make_unique<models::LogTableModel>())
    , m_ofServer(std::make_unique<LogServerFilter>())
{
    m_ui->setupUi(this);
    setObjectName(u"logPage"_s);
    m_ui->logPathTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->logPath->setText(core::visibleText(context.services.logService.filePath()));
    m_ui->logLevel->addItem(tr("Everything"), 0);
    m_ui->logLevel->addItem(tr("What happens"), 1);
    m_ui->logLevel->addItem(tr("Warnings and errors"), 2);
    m_ui->logLevel->addItem(tr("Errors only"), 3);
    m_ui->logLevel->setCurrentIndex(1);
    m_ofServer->setSourceModel(m_model.get());
    //: %1: how many servers are chosen in the filter
    m_servers = new widgets::FilterButton(tr("Any server"), tr("%1 servers"), this);
    m_servers->setObjectName(u"logServerButton"_s);
    m_servers->setExclusive(true);
    m_ui->filterRow->insertWidget(m_ui->filterRow->indexOf(m_ui->logLevel), m_servers);
    Parts parts;
    parts.filter = m_ui->logFilter;
    parts.table = m_ui->logTable;
    parts.counts = m_ui->logCounts;
    parts.buttons = m_ui->actionButtons;
    parts.menuName = u"logMenu"_s;
    buildTable();
    adopt(parts);
    buildActions();

    connect(m_ui->logFilter, &widgets::SearchLine::searchChanged, this, &LogPage::applyFilter);
    connect(m_servers, &widgets::FilterButton::checkedChanged, this, &LogPage::applyFilter);
    const services::ServerRegistry &registry = context.services.serverRegistry;
    connect(&registry, &services::ServerRegistry::serverChanged, this, &LogPage::updateServers);
    connect(&registry, &services::ServerRegistry::serverAdded, this, &LogPage::updateServers);
    connect(&registry, &services::ServerRegistry::serverRemoved, this, &LogPage::updateServers);
    updateServers();
    connect(m_ui->logLevel, &QComboBox::currentIndexChanged, this, &LogPage::applyFilter);
    connect(m_ui->logFollow, &QCheckBox::toggled, this, &LogPage::follow);

    const auto soon = [this] {
        if (isCurrent())
            updateSoon();
    };
    connect(m_ofServer.get(), &QAbstractItemModel::rowsInserted, this, soon);
    connect(m_ofServer.get(), &QAbstractItemModel::rowsRemoved, this, soon);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this,
        [this] { m_model->setDateStyle(texts::dateStyle(m_context.services.runtimeState.settings())); });
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));
    updateState();
}

LogPage::~LogPage() = default;

void LogPage::buildTable()
{
    widgets::TableView *table = m_ui->logTable;
    table->setModel(m_ofServer.get());
    table->setColumns({ column(LogColumn::Time, 130, 0), column(LogColumn::Level, 100, 1),
        column(LogColumn::Category, 90, 2), stretched(monospace(column(LogColumn::Text, 400, 0))) });
    widgets::StateDelegate::Roles roles;
    roles.state = models::LogLevelRole;
    roles.shapeOf = shapeOfLevel;
    roles.alwaysIndented = true;
    table->setItemDelegateForColumn(
        static_cast<int>(LogColumn::Level), new widgets::StateDelegate(roles, false, table));
    table->setSortingEnabled(false); // a log has one order
    connect(table, &widgets::TableView::selectedRowsChanged, this, [this](int count) {
        m_copy->setEnabled(count > 0);
        // Whoever picks a line wants to keep it in sight.
        if (count > 0)
            m_ui->logFollow->setChecked(false);
    });
    // Scrolling back by hand ends following; new lines do not.
    connect(table->verticalScrollBar(), &QAbstractSlider::actionTriggered, this, [this] {
        const QScrollBar *bar = m_ui->logTable->verticalScrollBar();
        if (bar->sliderPosition() < bar->maximum())
            m_ui->logFollow->setChecked(false);
    });
}

void LogPage::buildActions()
{
    m_copy = addPageAction(u"actionCopyLog"_s, tr("&Copy lines"));
    m_copy->setIcon(platform::icon(platform::Icon::Copy));
    m_copy->setEnabled(false);
    m_openFolder = addPageAction(u"actionOpenLogFolder"_s, tr("&Open log folder"));
    connect(m_copy, &QAction::triggered, this, &LogPage::copy);
    connect(m_openFolder, &QAction::triggered, this, &LogPage::openFolder);
    addButton(m_copy, tr("Copy"), u"copyLogButton"_s);
    addButton(m_openFolder, tr("Open log folder"), u"openLogFolderButton"_s);
}

void LogPage::refresh()
{
    m_model->append(m_context.services.logService.lines());
}

void LogPage::onEmptyAction()
{
    clearFilter();
    m_servers->setChecked({});
    applyFilter();
    m_ui->logLevel->setCurrentIndex(0);
}

void LogPage::open(const QVariantMap &request)
{
    const auto server = request.value(u"server"_s).value<core::ServerId>();
    m_ui->logFilter->setText(request.value(u"filter"_s).toString());
    m_servers->setChecked(server.isValid() ? QStringList { QString::number(server.value) } : QStringList());
    applyFilter();
}

void LogPage::setCurrent(bool current)
{
    Page::setCurrent(current);
    if (!current)
        return;
    if (!m_feed)
        m_feed = std::make_unique<models::LogFeed>(m_context.services.logService, *m_model);
    applyFilter();
}

void LogPage::updateServers()
{
    QList<widgets::FilterButton::Choice> choices;
    for (const core::ServerProfile &profile : m_context.services.serverRegistry.profiles())
        choices.append({ QString::number(profile.id.value), core::visibleText(profile.name) });
    m_servers->setChoices(choices);
    m_servers->setVisible(!choices.isEmpty());
    applyFilter();
}

void LogPage::applyFilter()
{
    const core::ServerId server { m_servers->checked().value(0).toLongLong() };
    if (server.isValid())
        m_ofServer->setServer(m_context.services.serverRegistry.nameOf(server), QString::number(server.value));
    else
        m_ofServer->setServer({}, {});
    m_model->setMinimumLevel(m_ui->logLevel->currentData().toInt());
    m_model->setText(m_ui->logFilter->text());
    updateState();
}

void LogPage::updateState()
{
    const bool filtered = m_model->total() > 0;
    m_ui->logTable->setEmptyState(
        filtered ? tr("No line of the log passes the filter.") : tr("BanGUI has logged nothing since it started."),
        filtered ? tr("Show everything") : QString());
    const QString shown = texts::counted(
        m_ofServer->rowCount(), QT_TRANSLATE_NOOP("texts", "1 line"), QT_TRANSLATE_N_NOOP("texts", "%Ln lines"));
    m_ui->logCounts->setText(m_ofServer->rowCount() == m_model->total()
            ? shown
            //: %1: "12 lines", %2: number of all lines
            : tr("%1 of %2").arg(shown, texts::number(m_model->total())));
    follow();
}

void LogPage::follow()
{
    if (m_ui->logFollow->isChecked())
        m_ui->logTable->scrollToBottom();
}

void LogPage::copy()
{
    m_ui->logTable->copySelection();
}

void LogPage::openFolder()
{
    const QString folder = QFileInfo(m_context.services.logService.filePath()).absolutePath();
    if (!QDesktopServices::openUrl(QUrl::fromLocalFile(folder)))
        Q_EMIT failed(tr("The log folder was not opened"), folder);
}

void LogPage::fillMenu(QMenu &menu)
{
    menu.addActions({ m_copy, m_openFolder });
}

void LogPage::saveState(QSettings &settings) const
{
    TablePage::saveState(settings);
    settings.setValue(u"level"_s, m_ui->logLevel->currentData());
}

void LogPage::restoreState(const QSettings &settings)
{
    TablePage::restoreState(settings);
    m_ui->logLevel->setCurrentIndex(std::max(0, m_ui->logLevel->findData(settings.value(u"level"_s, 1).toInt())));
}

} // namespace gui
