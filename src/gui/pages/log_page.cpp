// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/log_page.h"

#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "models/feeds.h"
#include "models/log_table_model.h"
#include "platform/icons.h"
#include "services/log_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"

#include "ui_log_page.h"

#include <QDesktopServices>
#include <QFileInfo>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QUrl>

namespace gui {

using namespace Qt::StringLiterals;
using models::LogColumn;
using widgets::PlainLabel;

namespace {

widgets::TableColumn column(LogColumn which, int width, int priority)
{
    widgets::TableColumn result;
    result.section = static_cast<int>(which);
    result.width = width;
    result.priority = priority;
    return result;
}

} // namespace

LogPage::LogPage(const GuiContext &context, QWidget *parent)
    : Page(u"log"_s, parent)
    , m_context(context)
    , m_ui(std::make_unique<Ui::LogPage>())
    , m_model(std::make_unique<models::LogTableModel>())
{
    m_ui->setupUi(this);
    setObjectName(u"logPage"_s);
    m_ui->logCounts->setTone(PlainLabel::Tone::Secondary);
    m_ui->logPathTitle->setTone(PlainLabel::Tone::Secondary);
    m_ui->logFilter->setShortcutHint(tr("Ctrl F"));
    m_ui->logPath->setText(core::visibleText(context.services.logService.filePath()));
    m_ui->logLevel->addItem(tr("Everything"), 0);
    m_ui->logLevel->addItem(tr("What happens"), 1);
    m_ui->logLevel->addItem(tr("Warnings and errors"), 2);
    m_ui->logLevel->addItem(tr("Errors only"), 3);
    m_ui->logLevel->setCurrentIndex(1);
    buildTable();
    buildActions();

    connect(m_ui->logFilter, &widgets::SearchLine::searchChanged, this, &LogPage::applyFilter);
    connect(m_ui->logLevel, &QComboBox::currentIndexChanged, this, &LogPage::applyFilter);
    connect(m_ui->logFollow, &QCheckBox::toggled, this, &LogPage::follow);
    const auto toTable = [this] { m_ui->logTable->setFocus(Qt::OtherFocusReason); };
    connect(m_ui->logFilter, &widgets::SearchLine::resultsRequested, this, toTable);
    connect(m_ui->logFilter, &widgets::SearchLine::left, this, toTable);

    m_soon.setSingleShot(true);
    m_soon.setInterval(0);
    connect(&m_soon, &QTimer::timeout, this, &LogPage::updateState);
    const auto soon = [this] {
        if (isCurrent() && !m_soon.isActive())
            m_soon.start();
    };
    connect(m_model.get(), &QAbstractItemModel::rowsInserted, this, soon);
    connect(m_model.get(), &QAbstractItemModel::rowsRemoved, this, soon);
    connect(&context.services.runtimeState, &services::RuntimeState::settingsChanged, this,
        [this] { m_model->setDateStyle(texts::dateStyle(m_context.services.runtimeState.settings())); });
    m_model->setDateStyle(texts::dateStyle(context.services.runtimeState.settings()));
    updateState();
}

LogPage::~LogPage() = default;

void LogPage::buildTable()
{
    widgets::TableView *table = m_ui->logTable;
    table->setModel(m_model.get());
    auto text = column(LogColumn::Text, 400, 0);
    text.monospace = true;
    text.stretch = true;
    table->setColumns(
        { column(LogColumn::Time, 130, 0), column(LogColumn::Level, 80, 1), column(LogColumn::Category, 90, 2), text });
    table->setSortingEnabled(false); // a log has one order
    connect(table, &widgets::TableView::typed, m_ui->logFilter, &widgets::SearchLine::takeTyped);
    connect(table, &widgets::TableView::menuRequested, this, &LogPage::openMenu);
    connect(table, &widgets::TableView::selectedRowsChanged, this, [this](int count) {
        m_copy->setEnabled(count > 0);
        // Whoever picks a line wants to keep it in sight.
        if (count > 0)
            m_ui->logFollow->setChecked(false);
    });
    connect(table, &widgets::TableView::emptyActionRequested, this, [this] {
        m_ui->logFilter->clear();
        m_ui->logLevel->setCurrentIndex(0);
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
    const auto button = [this](QAction *action, const QString &text, const QString &name) {
        auto *made = widgets::makeButton(text, widgets::ButtonRole::Outlined, this, name);
        made->setEnabled(action->isEnabled());
        m_ui->actionButtons->addWidget(made);
        connect(made, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::changed, made, [made, action] { made->setEnabled(action->isEnabled()); });
    };
    button(m_copy, tr("Copy"), u"copyLogButton"_s);
    button(m_openFolder, tr("Open log folder"), u"openLogFolderButton"_s);
}

void LogPage::refresh()
{
    m_model->append(m_context.services.logService.lines());
}

void LogPage::focusFilter()
{
    m_ui->logFilter->setFocus(Qt::ShortcutFocusReason);
    m_ui->logFilter->selectAll();
}

bool LogPage::goBack()
{
    if (m_ui->logFilter->text().isEmpty())
        return false;
    m_ui->logFilter->clear();
    return true;
}

void LogPage::open(const QVariantMap &request)
{
    const auto server = request.value(u"server"_s).value<core::ServerId>();
    // Lines name a server as its administrator does.
    m_ui->logFilter->setText(
        server.isValid() ? m_context.services.serverRegistry.nameOf(server) : request.value(u"filter"_s).toString());
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

void LogPage::applyFilter()
{
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
        m_model->rowCount(), QT_TRANSLATE_NOOP("texts", "1 line"), QT_TRANSLATE_N_NOOP("texts", "%Ln lines"));
    m_ui->logCounts->setText(m_model->rowCount() == m_model->total()
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

void LogPage::openMenu(const QPoint &globalPosition)
{
    auto *menu = new QMenu(this);
    menu->setObjectName(u"logMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions({ m_copy, m_openFolder });
    menu->popup(globalPosition);
}

void LogPage::saveState(QSettings &settings) const
{
    settings.setValue(u"table"_s, m_ui->logTable->saveState());
    settings.setValue(u"level"_s, m_ui->logLevel->currentData());
}

void LogPage::restoreState(const QSettings &settings)
{
    m_ui->logTable->restoreState(settings.value(u"table"_s).toByteArray());
    m_ui->logLevel->setCurrentIndex(std::max(0, m_ui->logLevel->findData(settings.value(u"level"_s, 1).toInt())));
}

} // namespace gui
