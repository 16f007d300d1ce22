// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/action_collection.h"
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/store_notice.h"
#include "gui/support/window_fixture.h"
#include "models/server_tree_roles.h"
#include "widgets/answer_header.h"
#include "widgets/banner.h"
#include "widgets/page_tabs.h"
#include "widgets/receipt_bar.h"
#include "widgets/search_line.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScreen>
#include <QSplitter>
#include <QTreeView>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

class TestMainWindow : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void overviewBeginsWithItsAnswer();
    void nothingIsWellWhileSomethingIsFound();
    void scopeFollowsSidebarAndBack();
    void pagesByShortcut();
    void settingsHaveNoTab();
    void overviewStartsOnNoChart();
    void searchOpensJailAndBan();
    void searchOffersToBan();
    void searchFetchesWhatNobodyLookedAt();
    void bannerIsDismissedAndComesBack();
    void storeThatFailsHasABanner();
    void oneBanDialogAtATime();
    void firstWindowFitsTheDesktop();
    void changesAreProbedAtOnce();
    void serversAreMovedWithoutAMouse();
    void removalOfAServerIsUndone();
    void statusBarTellsTheScope();
    void stateIsRestored();
    void shortcutsDoNotCollide();
    void everyActionHasAPlaceInAMenu();
    void paneByPane();
    void withoutServersThereIsAWayOn();
};

void TestMainWindow::overviewBeginsWithItsAnswer()
{
    WindowFixture w;
    QCOMPARE(w.window->currentPage()->id(), u"overview"_s);
    auto *answer = w.find<widgets::AnswerHeader>("overviewAnswer");
    QVERIFY(answer);
    QVERIFY2(!answer->answer().isEmpty() && answer->answer() != "All is well"_L1, qPrintable(answer->answer()));
    QVERIFY2(answer->sentence().contains("web-1"_L1), qPrintable(answer->sentence()));
    QCOMPARE(w.window->findChildren<QWidget *>(u"serverCard"_s).size(), 9);
}

void TestMainWindow::nothingIsWellWhileSomethingIsFound()
{
    WindowFixture w(false);
    const core::ServerId web = w.services.addServer(u"web-1"_s, {}, core::ServerState::Online);
    auto *answer = w.find<widgets::AnswerHeader>("overviewAnswer");
    auto *status = w.find<QLabel>("statusOnline");
    auto *tree = w.find<QTreeView>("serverTree");
    QVERIFY(answer && status && tree);
    const auto sidebar = [tree](int role) {
        const QModelIndex row
            = tree->model()
                  ->match(tree->model()->index(0, 0), Qt::DisplayRole, u"web-1"_s, 1, Qt::MatchRecursive)
                  .value(0);
        return row.data(role);
    };
    QTRY_COMPARE(answer->answer(), u"All is well"_s);
    QTRY_COMPARE(status->text(), u"1 of 1 server online"_s);

    core::RescueFinding finding;
    finding.kind = core::RescueKind::LostJails;
    finding.jails = { u"sshd"_s };
    w.services.rescueService.found.insert(web, { finding });
    Q_EMIT w.services.rescueService.knownChanged(web);
    QTRY_COMPARE(answer->answer(), u"One thing needs you"_s);
    QCOMPARE(answer->sentence(), u"web-1 answers, but sshd does not run"_s);
    QTRY_COMPARE(status->text(), u"1 of 1 server online · 1 needs you"_s);
    auto *card = w.find<QWidget>("serverCard");
    QVERIFY(card);
    QVERIFY2(card->accessibleName().contains("Lost protection"_L1), qPrintable(card->accessibleName()));
    QCOMPARE(sidebar(models::StateRole).toInt(), static_cast<int>(core::ServerState::Degraded));
    QCOMPARE(sidebar(models::StateWordRole).toString(), u"lost protection"_s);

    w.services.rescueService.dismiss(web);
    QTRY_COMPARE(answer->answer(), u"All is well"_s);
    QTRY_COMPARE(status->text(), u"1 of 1 server online"_s);
    QCOMPARE(sidebar(models::StateRole).toInt(), static_cast<int>(core::ServerState::Online));

    services::OpenChange change;
    change.id = u"disable-1"_s;
    change.server = web;
    change.jail = u"sshd"_s;
    w.services.changeService.setOpen(web, { change });
    QTRY_COMPARE(answer->answer(), u"One change is not decided"_s);
    w.services.changeService.setOpen(web, {});
    QTRY_COMPARE(answer->answer(), u"All is well"_s);
}

void TestMainWindow::scopeFollowsSidebarAndBack()
{
    WindowFixture w;
    auto *tree = w.find<QTreeView>("serverTree");
    QVERIFY(tree);
    QCOMPARE(w.window->scope().servers().size(), 9);
    QVERIFY(w.window->scope().setFromText(u"group:production"_s));
    QCOMPARE(w.window->scope().servers().size(), 5);
    QCOMPARE(tree->currentIndex().data().toString(), u"production"_s);
    QVERIFY(w.find<QPushButton>("scopeButton")->text().contains("production"_L1));
    tree->setCurrentIndex(tree->model()->index(0, 0, tree->currentIndex()));
    QCOMPARE(w.window->scope().title(), u"web-1"_s);
    QCOMPARE(w.window->findChildren<QWidget *>(u"serverCard"_s).size() >= 1, true);
    QVERIFY(!w.window->scope().setFromText(u"group:nowhere"_s));
}

void TestMainWindow::pagesByShortcut()
{
    WindowFixture w;
    QVERIFY(QTest::qWaitForWindowExposed(w.window.get(), 30'000));
    w.window->activateWindow();
    QTest::keyClick(w.window.get(), Qt::Key_2, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage()->id(), u"bans"_s);
    QCOMPARE(w.services.banService.watched.size(), 9);
    QTest::keyClick(w.window.get(), Qt::Key_3, Qt::ControlModifier);
    QCOMPARE(w.window->currentPage()->id(), u"jails"_s);
    QVERIFY2(w.services.banService.watched.isEmpty(), "a hidden page costs nothing");
    QCOMPARE(w.find<widgets::PageTabs>("pageTabs")->currentPage(), u"jails"_s);
    w.services.jailService.calls.clear();
    QTest::keyClick(w.window.get(), Qt::Key_F5);
    QCOMPARE(w.services.jailService.calls.size(), 9);
}

void TestMainWindow::settingsHaveNoTab()
{
    WindowFixture w;
    auto *tabs = w.find<widgets::PageTabs>("pageTabs");
    w.window->showPage(u"jails"_s);
    QVERIFY(tabs->isMarked());
    w.window->showPage(u"settings"_s);
    QVERIFY2(!tabs->isMarked(), "no tab claims to be the page that is shown");
    // The way back is a click on the tab that was left.
    QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(tabs->currentIndex()).center());
    QCOMPARE(w.window->currentPage()->id(), u"jails"_s);
    QVERIFY(tabs->isMarked());
}

void TestMainWindow::overviewStartsOnNoChart()
{
    WindowFixture w(true, {}, QSize(1024, 640));
    w.window->activateWindow();
    w.window->showPage(u"bans"_s);
    w.window->showPage(u"overview"_s);
    QCOMPARE(w.window->focusWidget(), w.find<QWidget>("scrollArea"));
    // Total bans are on every card.
    const auto totals = w.window->findChildren<QLabel *>(u"totalBans"_s);
    QCOMPARE(totals.size(), 9);
    QVERIFY2(std::any_of(totals.cbegin(), totals.cend(),
                 [](const QLabel *label) {
                     return label->text().startsWith("Total bans: "_L1) && label->text().back().isDigit();
                 }),
        qPrintable(totals.constFirst()->text()));
}

void TestMainWindow::searchOpensJailAndBan()
{
    WindowFixture w;
    w.trigger("actionSearch");
    auto *line = w.find<widgets::SearchLine>("searchLine");
    QTRY_COMPARE(QApplication::focusWidget(), line);
    QTest::keyClicks(line, u"postfix"_s);
    auto *results = w.find<QListView>("searchResults");
    QTRY_VERIFY(results->isVisible());
    QVERIFY(results->model()->rowCount() >= 4);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(w.window->currentPage()->id(), u"jails"_s);

    line->clear();
    line->setFocus();
    QTest::keyClicks(line, u"203.0.113.22"_s);
    QTRY_VERIFY(results->isVisible());
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(w.window->currentPage()->id(), u"bans"_s);
    QCOMPARE(w.find<QLineEdit>("banFilter")->text(), u"203.0.113.22"_s);
}

void TestMainWindow::searchOffersToBan()
{
    WindowFixture w;
    auto *line = w.find<widgets::SearchLine>("searchLine");
    line->setFocus();
    QTest::keyClicks(line, u"198.51.100.77"_s);
    auto *results = w.find<QListView>("searchResults");
    QTRY_VERIFY(results->isVisible());
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(w.dialog("banDialog"));
    QCOMPARE(w.dialog("banDialog")->findChild<QPlainTextEdit *>(u"targetsEdit"_s)->toPlainText(), u"198.51.100.77"_s);
}

void TestMainWindow::searchFetchesWhatNobodyLookedAt()
{
    WindowFixture w(false);
    const core::ServerId one = w.services.addServer(u"one"_s, {}, core::ServerState::Online);
    w.trigger("actionSearch");
    QVERIFY(w.services.banService.refreshed.contains(one));
    auto *line = w.find<widgets::SearchLine>("searchLine");
    QTest::keyClicks(line, u"zzz-nothing"_s);
    QTRY_VERIFY(w.find<QWidget>("searchNothing")->isVisible());
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(!w.find<QWidget>("searchPanel")->isVisible());
}

void TestMainWindow::bannerIsDismissedAndComesBack()
{
    WindowFixture w;
    auto *banner = w.find<widgets::Banner>("recoveryBanner");
    QVERIFY(banner && banner->isVisible());
    QVERIFY2(banner->titleText().contains("nginx-bad"_L1), qPrintable(banner->titleText()));
    w.window->showPage(u"jails"_s);
    QVERIFY2(banner->isVisible(), "above every page");
    QTest::mouseClick(WindowFixture::in<QPushButton>(banner, "dismissRecovery"), Qt::LeftButton);
    QTRY_VERIFY(!w.find<QWidget>("recoveryBanners")->isVisible());
    auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains("web-1"_L1), qPrintable(bar->text()));
    w.trigger("actionUndo");
    QTRY_VERIFY(w.find<QWidget>("recoveryBanners")->isVisible());
    QVERIFY(!w.find<QAction>("actionUndo")->isEnabled());
}

void TestMainWindow::storeThatFailsHasABanner()
{
    WindowFixture w;
    auto *notice = w.find<widgets::Banner>("storeBanner");
    QVERIFY(notice && !notice->isVisible());
    w.window->storeNotice().showRecovery();
    QVERIFY2(!notice->isVisible(), "nothing had failed");
    w.window->storeNotice().showFailure({ core::ErrorCode::StoreFull, u"SQLITE_FULL"_s });
    QVERIFY(notice->isVisible());
    QCOMPARE(notice->titleText(), u"BanGUI cannot write its store: The disk is full."_s);
    QVERIFY2(notice->detailText().startsWith("Nothing that changes a server is sent meanwhile."_L1),
        qPrintable(notice->detailText()));
    QVERIFY2(!notice->findChild<QPushButton *>(u"dismissStoreNotice"_s), "it stays while it is true");
    w.window->storeNotice().showFailure({ core::ErrorCode::StoreReadOnly, u"SQLITE_READONLY"_s });
    QCOMPARE(notice->titleText(), u"BanGUI's store cannot be written."_s);
    w.window->storeNotice().showRecovery();
    QCOMPARE(notice->titleText(), u"BanGUI writes its store again."_s);
    auto *dismiss = notice->findChild<QPushButton *>(u"dismissStoreNotice"_s);
    QVERIFY(dismiss);
    QTest::mouseClick(dismiss, Qt::LeftButton);
    QVERIFY(!notice->isVisible());
}

void TestMainWindow::oneBanDialogAtATime()
{
    WindowFixture w;
    w.window->openBanDialog();
    w.window->openBanDialog(u"203.0.113.7"_s); // as the tray does
    qsizetype open = 0;
    for (const QWidget *each : QApplication::topLevelWidgets())
        open += each->isVisible() && each->objectName() == "banDialog"_L1 ? 1 : 0;
    QCOMPARE(open, 1);
    w.dialog("banDialog")->reject();
}

void TestMainWindow::firstWindowFitsTheDesktop()
{
    guitest::FakeServices services;
    gui::MainWindow window(services.set(), {});
    const QSize room = window.screen()->availableGeometry().size();
    QVERIFY2(window.width() <= room.width() || window.width() == window.minimumWidth(), "wider than the desktop");
    QVERIFY2(window.height() <= room.height() || window.height() == window.minimumHeight(), "higher than the desktop");
}

void TestMainWindow::changesAreProbedAtOnce()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    core::Receipt receipt;
    receipt.server = w.window->scope().servers().constFirst();
    w.services.healthMonitor.probed.clear();
    Q_EMIT w.window->currentPage()->changeEnded(texts::ReceiptVerb::Ban, QList<core::Receipt> { receipt, receipt });
    QCOMPARE(w.services.healthMonitor.probed, QList<core::ServerId> { receipt.server });
}

void TestMainWindow::serversAreMovedWithoutAMouse()
{
    WindowFixture w;
    const auto names = [&w](const QString &group) {
        QStringList all;
        for (const core::ServerProfile &profile : w.services.registry.profiles()) {
            if (profile.group == group)
                all.append(profile.name);
        }
        return all;
    };
    const auto profile = w.services.registry.profileNamed(u"web-2"_s);
    QVERIFY(profile);
    const QStringList before = names(profile->group);
    const qsizetype at = before.indexOf(u"web-2"_s);
    QVERIFY2(at > 0, "there is one before it in its group");
    auto *up = w.find<QAction>("actionMoveServerUp");
    QVERIFY(!up->isEnabled() && up->shortcut() == QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Up)); // of whom
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    QStringList expected = before;
    for (qsizetype i = at; i > 0; --i) {
        QVERIFY(up->isEnabled());
        w.trigger("actionMoveServerUp");
        expected.swapItemsAt(i, i - 1);
        QTRY_COMPARE(names(profile->group), expected);
    }
    QVERIFY2(!up->isEnabled(), "it is the first of its group");
    w.trigger("actionMoveServerDown");
    expected.swapItemsAt(0, 1);
    QTRY_COMPARE(names(profile->group), expected);
}

void TestMainWindow::removalOfAServerIsUndone()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.trigger("actionRemoveServer");
    QTRY_VERIFY(w.dialog("removeServerDialog"));
    QVERIFY2(w.services.registry.profileNamed(u"web-2"_s), "nothing happens before it was confirmed");
    WindowFixture::in<QPushButton>(w.dialog("removeServerDialog"), "confirmButton")->click();
    QTRY_VERIFY(!w.services.registry.profileNamed(u"web-2"_s));
    QCOMPARE(w.window->scope().scope().kind, core::Scope::Kind::All);
    QTRY_VERIFY(w.find<widgets::ReceiptBar>("receiptBar")->text().contains("web-2"_L1));
    w.trigger("actionUndo");
    QTRY_VERIFY(w.services.registry.profileNamed(u"web-2"_s));
}

void TestMainWindow::statusBarTellsTheScope()
{
    WindowFixture w;
    QTRY_VERIFY2(
        w.find<QLabel>("statusOnline")->text().contains(u'9'), qPrintable(w.find<QLabel>("statusOnline")->text()));
    QCOMPARE(w.find<QLabel>("statusAge")->text(), u"answered 4 s ago"_s);
    // The busy one does not answer now.
    QCOMPARE(w.find<QLabel>("statusBans")->text(), u"189 bans, 27 of them last known"_s);
    w.window->scope().setFromText(u"server:web-2"_s);
    QTRY_COMPARE(w.find<QLabel>("statusBans")->text(), u"27 bans"_s);
    w.window->scope().setFromText(u"server:db-1"_s);
    QTRY_COMPARE(w.find<QLabel>("statusBans")->text(), u"27 bans, last known"_s);
    QVERIFY(w.find<QLabel>("statusStore")->text().contains("this computer"_L1));
}

void TestMainWindow::stateIsRestored()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"window.ini"_s);
    {
        WindowFixture w(true, path);
        w.window->resize(1300, 720);
        w.window->showPage(u"jails"_s);
        w.window->scope().setFromText(u"group:office"_s);
        w.window->saveState();
    }
    WindowFixture again(true, path);
    QCOMPARE(again.window->currentPage()->id(), u"jails"_s);
    QCOMPARE(again.window->scope().title(), u"office"_s);
    QCOMPARE(again.window->size(), QSize(1300, 720));
}

void TestMainWindow::shortcutsDoNotCollide()
{
    WindowFixture w;
    QCOMPARE(w.window->actionCollection().conflicts(), QStringList());
}

void TestMainWindow::everyActionHasAPlaceInAMenu()
{
    WindowFixture w;
    auto *menu = w.find<QMenu>("mainMenu");
    QStringList placed;
    QList<QMenu *> menus { menu };
    while (!menus.isEmpty()) {
        const QMenu *each = menus.takeFirst();
        for (const QAction *action : each->actions()) {
            placed.append(action->objectName());
            if (action->menu())
                menus.append(action->menu());
        }
    }
    for (const QAction *action : w.window->actions()) {
        if (action->isVisible())
            QVERIFY2(placed.contains(action->objectName()), qPrintable(action->objectName()));
    }
}

void TestMainWindow::paneByPane()
{
    WindowFixture w;
    QVERIFY(QTest::qWaitForWindowExposed(w.window.get(), 30'000));
    w.window->activateWindow();
    w.find<QTreeView>("serverTree")->setFocus();
    w.trigger("actionNextPane");
    QCOMPARE(QApplication::focusWidget(), w.find<QWidget>("pageTabs"));
    w.trigger("actionPreviousPane");
    QCOMPARE(QApplication::focusWidget(), w.find<QWidget>("serverTree"));
}

void TestMainWindow::withoutServersThereIsAWayOn()
{
    WindowFixture w(false);
    QVERIFY(w.find<QWidget>("noServers")->isVisible());
    QCOMPARE(w.find<QLabel>("statusOnline")->text(), u"No servers"_s);
}

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
