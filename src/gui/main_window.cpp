// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/main_window.h"

#include "gui/action_collection.h"
#include "gui/change_banner.h"
#include "gui/demo_notice.h"
#include "gui/dialogs/about_dialog.h"
#include "gui/dialogs/ban_dialog.h"
#include "gui/dialogs/pending_dialog.h"
#include "gui/dialogs/settings_dialog.h"
#include "gui/main_menu.h"
#include "gui/page.h"
#include "gui/pane_focus.h"
#include "gui/prompt_presenter.h"
#include "gui/receipt_presenter.h"
#include "gui/recovery_banner.h"
#include "gui/scope_controller.h"
#include "gui/search_panel.h"
#include "gui/server_actions.h"
#include "gui/server_connector.h"
#include "gui/server_sidebar.h"
#include "gui/store_notice.h"
#include "gui/theme_actions.h"
#include "gui/top_bar.h"
#include "gui/window_models.h"
#include "gui/window_status_bar.h"
#include "platform/icons.h"
#include "platform/style.h"
#include "services/event_feed.h"
#include "services/health_monitor.h"
#include "widgets/page_tabs.h"
#include "widgets/receipt_bar.h"
#include "widgets/search_line.h"
#include "widgets/surface.h"

#include <QCloseEvent>
#include <QKeyEvent>
#include <QScreen>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
namespace measure = platform::measure;

namespace {

/// Below this width the sidebar makes room for the page, unless the user wants it.
constexpr int sidebarNeeds = 1080;

} // namespace

MainWindow::MainWindow(const services::ServiceSet &services, const Options &options, QWidget *parent)
    : QMainWindow(parent)
    , m_scope(new ScopeController(services.serverRegistry, this))
    , m_actions(new ActionCollection(this))
    , m_connector(new ServerConnector(services, this))
    , m_models(std::make_unique<WindowModels>(services))
    , m_context(std::make_unique<GuiContext>(GuiContext { services, *m_scope, *m_actions, *m_models, options.storePlace,
          options.windowStatePath, options.demo, *m_connector }))
    , m_state(options.windowStatePath)
    , m_entries(pageEntries(*m_context))
{
    setObjectName(u"mainWindow"_s);
    setWindowTitle(options.demo ? tr("Demo") : u"BanGUI"_s);
    setMinimumSize(720, 480);
    // The first time: as large as is useful, and no larger than the desktop.
    constexpr QSize firstSize(1280, 800);
    constexpr QSize decoration(8, 40);
    resize(firstSize.boundedTo(screen()->availableGeometry().size() - decoration).expandedTo(minimumSize()));
    build(options);
    serveActions();
    restoreState();
}

MainWindow::~MainWindow()
{
    // The pages hold references to the models and the context, which are members and would go first.
    delete takeCentralWidget();
}

void MainWindow::build(const Options &options)
{
    auto *central = new QWidget(this);
    auto *right = new QWidget;
    right->setObjectName(u"pageArea"_s);
    right->setMinimumWidth(480);

    m_topBar = new TopBar(*m_context, central);
    m_sidebar = new ServerSidebar(*m_context);
    m_sidebar->setMinimumWidth(180);
    m_serverActions = new ServerActions(*m_context, this);
    m_statusBar = new WindowStatusBar(*m_context, central);

    auto *tabRow = new widgets::Surface(platform::ColourRole::Panel, Qt::BottomEdge, right);
    m_tabs = new widgets::PageTabs(tabRow);
    m_tabs->setObjectName(u"pageTabs"_s);
    m_tabs->setAccessibleName(tr("Pages"));
    auto *tabLayout = new QHBoxLayout(tabRow);
    tabLayout->setContentsMargins(measure::pageMargin - 2, 0, measure::pageMargin, 0);
    tabLayout->addWidget(m_tabs, 1);
    int number = 0;
    for (const PageEntry &entry : m_entries) {
        if (!entry.tab)
            continue;
        const QKeySequence keys
            = ++number <= 9 ? QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number)) : QKeySequence();
        m_tabs->addPage(entry.id, entry.title, ActionCollection::withShortcut(entry.title, keys));
    }

    m_storeNotice = new StoreNotice(right);
    m_recoveryBanner = new RecoveryBanner(*m_context, pageIds().contains(u"log"_s), right);

    m_changeBanner = new ChangeBanner(*m_context, right);

    m_stack = new QStackedWidget(right);
    m_stack->setObjectName(u"pageStack"_s);
    m_receiptBar = new widgets::ReceiptBar(right);
    m_receiptBar->setObjectName(u"receiptBar"_s);
    m_receipts = new ReceiptPresenter(*m_context, *m_receiptBar, this);

    auto *notices = new QVBoxLayout;
    notices->setContentsMargins(measure::pageMargin, 0, measure::pageMargin, 0);
    notices->setSpacing(measure::grid);
    if (options.demo)
        notices->addWidget(makeDemoNotice(right));
    notices->addWidget(m_storeNotice);
    notices->addWidget(m_recoveryBanner);
    notices->addWidget(m_changeBanner);
    auto *receiptMargin = new QVBoxLayout;
    receiptMargin->setContentsMargins(measure::pageMargin, 0, measure::pageMargin, 0);
    receiptMargin->addWidget(m_receiptBar);

    auto *rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->setSpacing(0);
    rightLayout->addWidget(tabRow);
    rightLayout->addSpacing(measure::grid);
    rightLayout->addLayout(notices);
    rightLayout->addWidget(m_stack, 1);
    rightLayout->addLayout(receiptMargin);
    rightLayout->addSpacing(measure::inControl);

    m_splitter = new QSplitter(Qt::Horizontal, central);
    m_splitter->setObjectName(u"windowSplitter"_s);
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(m_sidebar);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({ measure::sidebarWidth, 1280 - measure::sidebarWidth });

    auto *layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_topBar);
    layout->addWidget(m_splitter, 1);
    layout->addWidget(m_statusBar);
    setCentralWidget(central);

    const auto watch = [this] { m_context->services.eventFeed.setWatched(m_scope->servers()); };
    connect(m_scope, &ScopeController::scopeChanged, this, watch);
    connect(m_scope, &ScopeController::serversChanged, this, watch);
    watch();
    m_searchPanel = new SearchPanel(*m_context, *m_topBar->searchLine(), central);
    new PromptPresenter(m_context->services.prompts, m_context->services.serverRegistry, this);
    m_menu = new MainMenu(*m_context, *m_topBar->menu(), this);

    connect(m_tabs, &widgets::PageTabs::pageChanged, this, &MainWindow::onPageChanged);
    // The way back from a page without a tab: the tab that it was opened from is still the current one.
    connect(m_tabs, &QTabBar::tabBarClicked, this, [this](int index) {
        if (index >= 0 && index == m_tabs->currentIndex())
            onPageChanged(m_tabs->pages().at(index));
    });
    connect(m_recoveryBanner, &RecoveryBanner::pageRequested, this, &MainWindow::showPage);
    connect(m_receipts, &ReceiptPresenter::pageRequested, this, &MainWindow::showPage);
    connect(m_recoveryBanner, &RecoveryBanner::rescued, m_receipts, &ReceiptPresenter::showRescued);
    connect(m_recoveryBanner, &RecoveryBanner::failed, m_receipts, &ReceiptPresenter::showFailure);
    connect(m_changeBanner, &ChangeBanner::pageRequested, this, &MainWindow::showPage);
    connect(m_changeBanner, &ChangeBanner::done, m_receipts, &ReceiptPresenter::showFact);
    connect(m_changeBanner, &ChangeBanner::failed, m_receipts, &ReceiptPresenter::showFailure);
    connect(m_searchPanel, &SearchPanel::pageRequested, this, &MainWindow::showPage);
    connect(m_statusBar, &WindowStatusBar::pageRequested, this, &MainWindow::showPage);
    connect(m_statusBar, &WindowStatusBar::pendingRequested, m_actions->action(ActionId::WaitingChanges),
        &QAction::trigger);
    connect(m_sidebar, &ServerSidebar::serverMenuRequested, m_serverActions, &ServerActions::openMenu);
    connect(m_serverActions, &ServerActions::failed, m_receipts, &ReceiptPresenter::showFailure);
    connect(m_serverActions, &ServerActions::done, m_receipts, &ReceiptPresenter::showFact);
    connect(m_connector, &ServerConnector::failed, m_receipts, &ReceiptPresenter::showFailure);
    connect(m_searchPanel, &SearchPanel::banRequested, this, &MainWindow::openBanDialog);
}

void MainWindow::serveActions()
{
    const auto serve = [this](ActionId id, auto slot) { m_actions->serve(id, this, slot); };
    serve(ActionId::Search, [this] { m_searchPanel->begin(); });
    serve(ActionId::Ban, [this] { openBanDialog(); });
    serve(ActionId::Refresh, [this] {
        if (Page *page = currentPage())
            page->refresh();
    });
    serve(ActionId::Filter, [this] {
        if (Page *page = currentPage())
            page->focusFilter();
    });
    const auto focusPane = [this](int step) {
        focusNextPane({ m_topBar, m_sidebar, m_tabs, m_stack }, focusWidget(), step);
    };
    serve(ActionId::NextPane, [focusPane] { focusPane(1); });
    serve(ActionId::PreviousPane, [focusPane] { focusPane(-1); });
    serve(ActionId::Back, [this] {
        if (Page *page = currentPage())
            page->goBack();
    });
    serve(ActionId::ToggleSidebar, [this](bool shown) {
        m_sidebarByUser = shown;
        updateSidebar();
    });
    serve(ActionId::ProbeAll, [this] {
        for (const core::ServerId id : m_scope->servers())
            m_context->services.healthMonitor.probeNow(id);
    });
    serve(ActionId::Settings, [this] { openSettings(); });
    serve(ActionId::WaitingChanges, [this] { PendingDialog::openOver(*m_context, this); });
    serve(ActionId::About, [this] { openAboutDialog(this); });
    serve(ActionId::Quit, [this] { quit(); });
    m_receipts->serveUndo();
    m_serverActions->serve();

    addActions(m_actions->all());
    int number = 0;
    for (const PageEntry &entry : m_entries) {
        auto *action = new QAction(entry.title, this);
        action->setObjectName(u"actionPage_"_s + entry.id);
        action->setShortcutVisibleInContextMenu(true);
        if (entry.tab && ++number <= 9)
            action->setShortcut(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + number));
        connect(action, &QAction::triggered, this, [this, id = entry.id] { showPage(id); });
        addAction(action);
        m_menu->addPage(action);
    }
    connect(m_menu, &MainMenu::aboutToShow, this, [this] { m_menu->setPageActions(currentPage()); });
    new ThemeActions(*m_context, this);
}

Page *MainWindow::showPage(const QString &id, const QVariantMap &request)
{
    const auto entry
        = std::find_if(m_entries.cbegin(), m_entries.cend(), [&id](const PageEntry &e) { return e.id == id; });
    if (entry == m_entries.cend())
        return nullptr;
    Page *page = m_pages.value(id);
    if (!page) {
        page = entry->create(m_stack);
        m_pages.insert(id, page);
        m_stack->addWidget(page);
        connect(page, &Page::pageRequested, this, &MainWindow::showPage);
        connect(page, &Page::changeEnded, m_receipts, &ReceiptPresenter::showResult);
        connect(page, &Page::banRequested, this, &MainWindow::openBanDialog);
        connect(page, &Page::failed, m_receipts, &ReceiptPresenter::showFailure);
        m_state.restorePage(*page);
    }
    if (entry->tab)
        m_tabs->setCurrentPage(id);
    m_tabs->setMarked(entry->tab);
    if (Page *before = currentPage(); before != page || !page->isCurrent()) {
        if (before && before != page)
            before->setCurrent(false);
        m_stack->setCurrentWidget(page);
        m_lastPage = id;
        page->setCurrent(true);
        // Tabs keep the focus while the arrow keys go through them.
        if (QWidget *wanted = page->mainWidget(); wanted && !m_tabs->hasFocus())
            wanted->setFocus(Qt::OtherFocusReason);
    }
    if (!request.isEmpty())
        page->open(request);
    return page;
}

Page *MainWindow::currentPage() const
{
    return qobject_cast<Page *>(m_stack->currentWidget());
}

QStringList MainWindow::pageIds() const
{
    QStringList ids;
    for (const PageEntry &entry : m_entries)
        ids.append(entry.id);
    return ids;
}

void MainWindow::onPageChanged(const QString &id)
{
    if (id != m_lastPage)
        showPage(id);
}

void MainWindow::openBanDialog(const QString &targets)
{
    // One is open already, and the tray asks for another.
    for (BanDialog *open : findChildren<BanDialog *>()) {
        if (open->isVisible()) {
            open->activateWindow();
            return;
        }
    }
    auto *dialog = new BanDialog(*m_context, targets, this, [this](const core::Result<QList<core::Receipt>> &receipts) {
        m_receipts->showResult(texts::ReceiptVerb::Ban, receipts);
    });
    dialog->open();
}

void MainWindow::updateSidebar()
{
    const bool shown = m_sidebarByUser.value_or(width() >= sidebarNeeds);
    m_sidebar->setVisible(shown);
    m_topBar->setSidebarShown(shown);
    m_actions->action(ActionId::ToggleSidebar)->setChecked(shown);
}

void MainWindow::openSettings()
{
    auto *dialog = new SettingsDialog(*m_context, SettingsDialog::Desktop::ofSystem(), this);
    connect(dialog, &SettingsDialog::effectiveRequested, this, [this] { showPage(u"settings"_s); });
    dialog->open();
}

void MainWindow::saveState() const
{
    m_state.saveFrame({ saveGeometry(), m_splitter->saveState(), m_lastPage, m_scope->toText(), m_sidebarByUser });
    for (const Page *page : m_pages)
        m_state.savePage(*page);
    m_state.saveSidebar(*m_sidebar);
}

void MainWindow::restoreState()
{
    QString page = m_entries.empty() ? QString() : m_entries.front().id;
    if (const auto before = m_state.frame()) {
        m_state.restoreSidebar(*m_sidebar);
        restoreGeometry(before->geometry);
        m_splitter->restoreState(before->splitter);
        m_splitter->setHandleWidth(1);
        m_sidebarByUser = before->sidebar;
        if (!before->scope.isEmpty())
            m_scope->setFromText(before->scope);
        if (pageIds().contains(before->page))
            page = before->page;
    }
    m_wide = width() >= sidebarNeeds;
    updateSidebar();
    showPage(page);
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    saveState();
    if (m_hidesOnClose) {
        event->ignore();
        hide();
        Q_EMIT hiddenToTray();
        return;
    }
    if (asksBeforeQuit()) {
        event->ignore();
        return;
    }
    event->accept();
    Q_EMIT quitRequested();
}

void MainWindow::paintEvent(QPaintEvent *event)
{
    QMainWindow::paintEvent(event);
    if (m_painted)
        return;
    m_painted = true;
    // From the event loop: children paint after their parent, and only then has the user seen anything.
    QMetaObject::invokeMethod(this, &MainWindow::firstPainted, Qt::QueuedConnection);
    // Reads and draws the icon in every size that the desktop asks for.
    QMetaObject::invokeMethod(
        this, [this] { setWindowIcon(platform::applicationIcon()); }, Qt::QueuedConnection);
}

void MainWindow::resizeEvent(QResizeEvent *event)
{
    QMainWindow::resizeEvent(event);
    const bool wide = width() >= sidebarNeeds;
    if (wide == m_wide)
        return;
    m_wide = wide;
    m_sidebarByUser.reset();
    updateSidebar();
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) {
        m_actions->action(ActionId::Back)->trigger();
        return;
    }
    QMainWindow::keyPressEvent(event);
}

} // namespace gui
