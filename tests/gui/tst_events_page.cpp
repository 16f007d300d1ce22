// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/event_table_roles.h"
#include "widgets/answer_header.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/link_label.h"
#include "widgets/page_tabs.h"
#include "widgets/search_line.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using core::LogEventKind;
using guitest::WindowFixture;
using models::EventColumn;
using services::FollowState;

namespace {

core::LogEvent logged(LogEventKind kind, const QString &target, const QString &jail = u"sshd"_s)
{
    return { kind, 1'700'000'000'000, jail, target, {} };
}

core::ServerId idOf(const WindowFixture &w, const QString &name)
{
    return w.services.registry.profileNamed(name)->id;
}

void showEvents(WindowFixture &w)
{
    w.window->showPage(u"log"_s, { { u"view"_s, u"events"_s } });
}

void arrive(WindowFixture &w, core::ServerId server, const QList<core::LogEvent> &events)
{
    w.services.eventFeed.events[server] += events;
    Q_EMIT w.services.eventFeed.eventsArrived(server, events);
}

void setState(WindowFixture &w, core::ServerId server, FollowState state, const core::Error &error = {})
{
    w.services.eventFeed.states[server] = state;
    w.services.eventFeed.errors[server] = error;
    Q_EMIT w.services.eventFeed.stateChanged(server);
}

QString cell(const widgets::TableView *table, int row, EventColumn column)
{
    return table->model()->index(row, static_cast<int>(column)).data().toString();
}

} // namespace

class TestEventsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsAppear();
    void whoIsFollowedAndWhoIsNot();
    void emptyStates();
    void filterAndScope();
    void readingIsNotDisturbed();
    void copyAndBans();
    void viewsOfTheLog();
    void viewIsRemembered();
    void failedActionsAreShown();
    void scopeIsWatched();
    void everyControlHasAName();
};

void TestEventsPage::eventsAppear()
{
    WindowFixture w;
    const auto web1 = idOf(w, u"web-1"_s);
    w.services.eventFeed.events[web1] = { logged(LogEventKind::Found, u"192.0.2.1"_s) };
    showEvents(w);
    auto *table = w.find<widgets::TableView>("eventTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(table->isVisible());
    QCOMPARE(table->model()->rowCount(), 1); // what came before the page was shown
    arrive(w, web1, { logged(LogEventKind::Ban, u"192.0.2.1"_s) });
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(cell(table, 0, EventColumn::Event), u"Banned"_s);
    QCOMPARE(cell(table, 0, EventColumn::Target), u"192.0.2.1"_s);
    QCOMPARE(cell(table, 0, EventColumn::Server), u"web-1"_s);
    QTRY_COMPARE(w.find<QLabel>("eventCounts")->text(), u"2 events"_s);
}

void TestEventsPage::whoIsFollowedAndWhoIsNot()
{
    WindowFixture w;
    showEvents(w);
    auto *line = w.find<widgets::LinkLabel>("followState");
    QTRY_COMPARE(line->plainText(), u"No log is being followed."_s);
    setState(w, idOf(w, u"web-1"_s), FollowState::Live);
    QTRY_VERIFY2(line->plainText().startsWith("Live: the log of 1 server"_L1), qPrintable(line->plainText()));
    setState(w, idOf(w, u"web-2"_s), FollowState::NotPossible, { core::ErrorCode::NotSupported, u"SYSTEMD-JOURNAL"_s });
    QTRY_VERIFY2(line->plainText().contains("Not web-2: it logs to the journal"_L1), qPrintable(line->plainText()));
    setState(w, idOf(w, u"web-2"_s), FollowState::NotPossible, { core::ErrorCode::FileUnreadable, {} });
    QTRY_VERIFY(line->plainText().contains("web-2: this login may not read its log"_L1));
    w.services.runtimeState.setSettings(w.services.runtimeState.settings().with(
        core::SettingKey::FollowLogs, false, core::SettingOrigin::RuntimeOverride));
    QTRY_VERIFY2(line->plainText().startsWith("Off"_L1), qPrintable(line->plainText()));
    QVERIFY(!line->plainText().contains("web-2"_L1));
}

void TestEventsPage::emptyStates()
{
    WindowFixture w;
    showEvents(w);
    auto *table = w.find<widgets::TableView>("eventTable");
    QTRY_VERIFY(table->emptyState()->isVisible());
    QTRY_COMPARE(table->emptyState()->sentence(), u"No server of this scope was reached yet."_s);
    setState(w, idOf(w, u"web-2"_s), FollowState::NotPossible, { core::ErrorCode::NotSupported, u"STDOUT"_s });
    QTRY_COMPARE(table->emptyState()->sentence(), u"No log can be followed here. web-2: it logs to its own output."_s);
    setState(w, idOf(w, u"web-1"_s), FollowState::Live);
    QTRY_VERIFY(table->emptyState()->sentence().startsWith("Nothing was logged since"_L1));
    arrive(w, idOf(w, u"web-1"_s), { logged(LogEventKind::Ban, u"192.0.2.1"_s) });
    w.find<widgets::SearchLine>("eventFilter")->setText(u"nowhere"_s);
    QTRY_COMPARE(table->emptyState()->sentence(), u"No event passes the filter."_s);
    Q_EMIT table->emptyActionRequested();
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TestEventsPage::filterAndScope()
{
    WindowFixture w;
    showEvents(w);
    const auto web1 = idOf(w, u"web-1"_s);
    const auto nas = idOf(w, u"nas"_s);
    arrive(w, web1, { logged(LogEventKind::Found, u"192.0.2.1"_s), logged(LogEventKind::Ban, u"192.0.2.1"_s) });
    arrive(w, nas, { logged(LogEventKind::Unban, u"198.51.100.2"_s) });
    auto *table = w.find<widgets::TableView>("eventTable");
    QCOMPARE(table->model()->rowCount(), 3);
    auto *kinds = w.find<QComboBox>("eventKinds");
    kinds->setCurrentIndex(1);
    QCOMPARE(table->model()->rowCount(), 2);
    QTRY_COMPARE(w.find<QLabel>("eventCounts")->text(), u"2 events of 3"_s);
    QVERIFY(w.window->scope().setFromText(u"server:nas"_s));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QVERIFY(!table->isColumnShown(static_cast<int>(EventColumn::Server)));
    QCOMPARE(cell(table, 0, EventColumn::Target), u"198.51.100.2"_s);
    QVERIFY(w.window->currentPage()->goBack()); // Esc clears the filter
    QCOMPARE(kinds->currentIndex(), 0);
}

void TestEventsPage::readingIsNotDisturbed()
{
    WindowFixture w;
    showEvents(w);
    const auto web1 = idOf(w, u"web-1"_s);
    QList<core::LogEvent> many;
    for (int i = 0; i < 200; ++i)
        many.append(logged(LogEventKind::Ban, u"192.0.2.%1"_s.arg(i)));
    arrive(w, web1, many);
    auto *table = w.find<widgets::TableView>("eventTable");
    auto *line = w.find<widgets::LinkLabel>("followState");
    QScrollBar *bar = table->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0);
    QCOMPARE(bar->value(), 0);
    bar->setValue(50);
    const QString top = table->model()->index(table->rowAt(0), static_cast<int>(EventColumn::Target)).data().toString();
    arrive(w, web1, { logged(LogEventKind::Ban, u"203.0.113.1"_s), logged(LogEventKind::Ban, u"203.0.113.2"_s) });
    QCOMPARE(table->model()->rowCount(), 200);
    QCOMPARE(table->model()->index(table->rowAt(0), static_cast<int>(EventColumn::Target)).data().toString(), top);
    QTRY_VERIFY2(line->plainText().contains("2 new events wait"_L1), qPrintable(line->plainText()));
    Q_EMIT line->linkRequested(u"newest"_s);
    QCOMPARE(table->model()->rowCount(), 202);
    QCOMPARE(bar->value(), 0);
    QCOMPARE(cell(table, 0, EventColumn::Target), u"203.0.113.2"_s);
    // A picked row stays where it is, too.
    table->selectRow(1);
    arrive(w, web1, { logged(LogEventKind::Ban, u"203.0.113.3"_s) });
    QCOMPARE(table->model()->rowCount(), 202);
    QVERIFY(w.window->currentPage()->goBack());
    QCOMPARE(table->model()->rowCount(), 203);
}

void TestEventsPage::copyAndBans()
{
    WindowFixture w;
    showEvents(w);
    arrive(
        w, idOf(w, u"web-1"_s), { logged(LogEventKind::JailStarted, {}), logged(LogEventKind::Ban, u"192.0.2.1"_s) });
    auto *table = w.find<widgets::TableView>("eventTable");
    QVERIFY(!w.find<QPushButton>("copyEventsButton")->isEnabled());
    table->selectRow(0);
    w.trigger("actionCopyEvents");
    QVERIFY(QGuiApplication::clipboard()->text().contains("192.0.2.1"_L1));
    table->clearSelection();
    table->selectRow(1);
    QVERIFY(!w.find<QAction>("actionEventBans")->isEnabled());
    table->selectRow(0);
    w.trigger("actionEventBans");
    QCOMPARE(w.window->currentPage()->id(), u"bans"_s);
}

void TestEventsPage::viewsOfTheLog()
{
    WindowFixture w;
    w.window->showPage(u"log"_s);
    auto *views = w.find<widgets::PageTabs>("logViews");
    QCOMPARE(views->currentPage(), u"events"_s);
    const auto offers = [&w](const char *name) {
        const QList<QAction *> actions = w.window->currentPage()->actions();
        return std::any_of(actions.cbegin(), actions.cend(),
            [name](const QAction *action) { return action->objectName() == QLatin1StringView(name); });
    };
    QVERIFY(offers("actionCopyEvents") && !offers("actionCopyLog"));
    views->setCurrentPage(u"own"_s);
    QTRY_VERIFY(w.find<widgets::TableView>("logTable")->isVisible());
    QVERIFY(!w.find<widgets::TableView>("eventTable")->isVisible());
    QVERIFY(offers("actionCopyLog") && !offers("actionCopyEvents"));
    w.window->currentPage()->focusFilter();
    QTRY_VERIFY(w.find<widgets::SearchLine>("logFilter")->hasFocus());
}

void TestEventsPage::viewIsRemembered()
{
    QTemporaryDir folder;
    const QString path = folder.filePath(u"window.ini"_s);
    {
        WindowFixture w(true, path);
        w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
        w.window->close();
    }
    WindowFixture w(true, path);
    w.window->showPage(u"log"_s);
    QCOMPARE(w.find<widgets::PageTabs>("logViews")->currentPage(), u"own"_s);
}

void TestEventsPage::failedActionsAreShown()
{
    WindowFixture w;
    const auto web1 = idOf(w, u"web-1"_s);
    w.window->showPage(u"overview"_s);
    auto *notice = w.find<QWidget>("actionFailureNotice");
    QVERIFY(!notice->isVisible());
    w.services.eventFeed.failures[web1]
        = { { u"web"_s, u"iptables"_s, u"Error banning 192.0.2.1"_s, 3, 1'700'000'000'000 } };
    arrive(w, web1, { logged(LogEventKind::ActionFailed, u"192.0.2.1"_s, u"web"_s) });
    QVERIFY(notice->isVisible());
    auto *banner = notice->findChild<widgets::Banner *>();
    QCOMPARE(banner->titleText(), u"Action iptables failed in jail web on web-1 3 times in the last hour."_s);
    QVERIFY(!banner->detailText().isEmpty());
    Q_EMIT banner->buttonClicked(u"showActionFailures"_s);
    QCOMPARE(w.window->currentPage()->id(), u"log"_s);
    QCOMPARE(w.find<widgets::PageTabs>("logViews")->currentPage(), u"events"_s);
    auto *table = w.find<widgets::TableView>("eventTable");
    QCOMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(table, 0, EventColumn::Event), u"Action failed"_s);
    // Servers that are well are not all that there is to say.
    const auto web3 = idOf(w, u"web-3"_s);
    QVERIFY(w.window->scope().setFromText(u"server:web-3"_s));
    w.window->showPage(u"overview"_s);
    auto *answer = w.find<widgets::AnswerHeader>("overviewAnswer");
    QTRY_COMPARE(answer->answer(), u"All is well"_s);
    w.services.eventFeed.failures[web3] = w.services.eventFeed.failures[web1];
    arrive(w, web3, { logged(LogEventKind::ActionFailed, u"192.0.2.1"_s, u"web"_s) });
    QTRY_COMPARE(answer->answer(), u"Some bans may block nothing"_s);
    // Not of another scope.
    QVERIFY(w.window->scope().setFromText(u"server:nas"_s));
    w.window->showPage(u"overview"_s);
    QTRY_VERIFY(!notice->isVisible());
}

void TestEventsPage::scopeIsWatched()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:nas"_s));
    QTRY_COMPARE(w.services.eventFeed.watched, QList<core::ServerId> { idOf(w, u"nas"_s) });
}

void TestEventsPage::everyControlHasAName()
{
    WindowFixture w;
    showEvents(w);
    arrive(w, idOf(w, u"web-1"_s), { logged(LogEventKind::Ban, u"192.0.2.1"_s) });
    QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
}

QTEST_MAIN(TestEventsPage)
#include "tst_events_page.moc"
