// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/gui_context.h"
#include "gui/page_registry.h"
#include "gui/window_state.h"

#include <QMainWindow>
#include <QPointer>
#include <QVariantMap>

#include <memory>

class QSplitter;
class QStackedWidget;

namespace widgets {
class PageTabs;
class ReceiptBar;
} // namespace widgets

namespace gui {

class ActionCollection;
class ChangeBanner;
class MainMenu;
class Page;
class ReceiptPresenter;
class RecoveryBanner;
class ScopeController;
class SearchPanel;
class ServerActions;
class ServerConnector;
class ServerSidebar;
class StoreNotice;
class TopBar;
class WindowModels;
class WindowStatusBar;

/// The window: bar, sidebar, tabs, banner, pages, status. It places and connects; the work is done by its parts.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    struct Options
    {
        bool demo = false;
        QString demoVersion; ///< of the fail2ban that the demo runs; may be empty
        QString storePlace; ///< "this computer"
        QString windowStatePath; ///< window.ini; empty: nothing is remembered
    };
    MainWindow(const services::ServiceSet &services, const Options &options, QWidget *parent = nullptr);
    ~MainWindow() override;

    [[nodiscard]] const GuiContext &context() const { return *m_context; }
    [[nodiscard]] ScopeController &scope() { return *m_scope; }
    [[nodiscard]] ActionCollection &actionCollection() { return *m_actions; }
    /// Builds the page where needed and shows it; nullptr for an id that this build does not have.
    Page *showPage(const QString &id, const QVariantMap &request = {});
    [[nodiscard]] Page *currentPage() const;
    [[nodiscard]] QStringList pageIds() const;
    /// true: closing hides the window (a tray icon brings it back). false: closing ends the program.
    void setHidesOnClose(bool hides) { m_hidesOnClose = hides; }
    void saveState() const;
    /// Ctrl+B. targets: filled in at first.
    void openBanDialog(const QString &targets = {});
    /// Where a failure of BanGUI's own store is told.
    [[nodiscard]] StoreNotice &storeNotice() { return *m_storeNotice; }

    /// Ends the program; where something would be lost with it, asks first.
    void quit();

Q_SIGNALS:
    /// After the first paint: from here on the network may be used.
    void firstPainted();
    /// The user closed the window and it did not hide, or chose Quit.
    void quitRequested();
    void hiddenToTray();

protected:
    void closeEvent(QCloseEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build(const Options &options);
    void serveActions();
    void restoreState();
    void onPageChanged(const QString &id);
    void updateSidebar();
    void openSettings();
    [[nodiscard]] bool asksBeforeQuit(); ///< a question is open now: it quits, or it does not
    [[nodiscard]] QStringList workUnderWay() const; ///< of this program on servers, that quitting would break off
    [[nodiscard]] QStringList waitingForAWord() const; ///< changes of this window that nobody has decided

    ScopeController *m_scope;
    ActionCollection *m_actions;
    ServerConnector *m_connector;
    std::unique_ptr<WindowModels> m_models;
    std::unique_ptr<GuiContext> m_context;
    WindowState m_state;
    std::vector<PageEntry> m_entries;
    QHash<QString, Page *> m_pages;

    TopBar *m_topBar = nullptr;
    QSplitter *m_splitter = nullptr;
    ServerSidebar *m_sidebar = nullptr;
    widgets::PageTabs *m_tabs = nullptr;
    StoreNotice *m_storeNotice = nullptr;
    RecoveryBanner *m_recoveryBanner = nullptr;
    ChangeBanner *m_changeBanner = nullptr;
    QStackedWidget *m_stack = nullptr;
    widgets::ReceiptBar *m_receiptBar = nullptr;
    ReceiptPresenter *m_receipts = nullptr;
    WindowStatusBar *m_statusBar = nullptr;
    SearchPanel *m_searchPanel = nullptr;
    ServerActions *m_serverActions = nullptr;
    MainMenu *m_menu = nullptr;
    QString m_lastPage;
    std::optional<bool> m_sidebarByUser; ///< what the user chose at this width; absent: by the room there is
    bool m_wide = true; ///< there is room for the sidebar
    bool m_hidesOnClose = false;
    bool m_painted = false;
};

} // namespace gui
