// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/secret_field.h"
#include "gui/scope_controller.h"
#include "gui/server_connector.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "support/event_loop.h"
#include "support/fake_host.h"
#include "widgets/answer_header.h"
#include "widgets/empty_state.h"
#include "widgets/link_label.h"
#include "widgets/receipt_bar.h"
#include "widgets/table_view.h"

#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>

using namespace Qt::StringLiterals;
using core::AttentionReason;
using core::ServerState;
using gui::ServerConnector;
using guitest::WindowFixture;

namespace {

/// Machines whose sudo wants a password, or that answer something else: each as the test has scripted it.
struct Machines
{
    services::HostRegistry::HostFactory factory()
    {
        return [this](const core::ServerProfile &profile) {
            auto host = std::make_unique<support::FakeHost>();
            host->setStatError(profile.socketPath, errors.value(profile.name, core::ErrorCode::FileNotFound));
            return host;
        };
    }
    QHash<QString, core::ErrorCode> errors; ///< what the first command becomes; FileNotFound: the way is open
};

/// A window with servers behind sudo, in the states that the test wants.
struct Window
{
    explicit Window(bool fill = false)
        : fixture(fill, {}, { 1440, 900 }, machines.factory())
    {
    }
    core::ServerId add(const QString &name, ServerState state, AttentionReason reason = AttentionReason::None,
        core::ErrorCode answer = core::ErrorCode::ElevationPassword)
    {
        machines.errors.insert(name, answer);
        const core::ServerId id = fixture.services.addServer(name, u"fleet"_s, state);
        auto profile = *fixture.services.registry.profile(id);
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = u"deploy@"_s + name;
        profile.elevation = core::Elevation::Sudo;
        fixture.services.registry.update(
            profile, &fixture.services.registry, [](const core::Result<core::ServerProfile> &) {});
        setState(id, state, reason);
        return id;
    }
    void setState(core::ServerId id, ServerState state, AttentionReason reason)
    {
        core::ServerStatus status = fixture.services.runtimeState.status(id);
        status.state = state;
        status.attention = reason;
        status.lastError = { core::ErrorCode::HostKeyChanged, u"REMOTE HOST IDENTIFICATION HAS CHANGED"_s };
        const core::ServerStatus before = fixture.services.runtimeState.status(id);
        fixture.services.setStatus(id, status);
        Q_EMIT fixture.services.runtimeState.statusChanged(id, before, status);
    }
    [[nodiscard]] ServerConnector &connector() const { return fixture.window->context().connector; }
    [[nodiscard]] QAction *action() const { return fixture.find<QAction>("actionConnect"); }
    [[nodiscard]] QList<widgets::LinkLabel *> cardLinks() const
    {
        QList<widgets::LinkLabel *> shown;
        for (auto *link : fixture.window->findChildren<widgets::LinkLabel *>(u"connectLink"_s)) {
            if (link->isVisible())
                shown.append(link);
        }
        return shown;
    }
    [[nodiscard]] QDialog *question() const { return fixture.dialog("secretDialog"); }

    Machines machines; ///< outlives the window
    WindowFixture fixture;
};

} // namespace

class TestConnectAction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatAClickCanDo_data();
    void whatAClickCanDo();
    void cardOffersToConnect();
    void clickOnTheLinkStaysOnTheCard();
    void oneQuestionOpensTheWay();
    void whatGoesWrongIsTold();
    void oneAfterTheOther();
    void decliningEndsTheRest();
    void interruptedWayIsTriedAtOnce();
    void changedHostKeyIsExplainedOnly();
    void menuOfTheSidebar();
    void tableNamesAndConnects();
    void emptyTableConnects();
    void wellServersOfferNothing();
};

void TestConnectAction::whatAClickCanDo_data()
{
    using Help = ServerConnector::Help;
    QTest::addColumn<ServerState>("state");
    QTest::addColumn<AttentionReason>("reason");
    QTest::addColumn<Help>("help");
    const auto attention = [](const char *name, AttentionReason reason, Help help) {
        QTest::newRow(name) << ServerState::NeedsAttention << reason << help;
    };
    attention("login", AttentionReason::Authentication, Help::Ask);
    attention("unknown key", AttentionReason::HostKeyUnknown, Help::Ask);
    attention("sudo's password", AttentionReason::ElevationPassword, Help::Ask);
    attention("changed key", AttentionReason::HostKey, Help::Explain);
    attention("sudo refuses", AttentionReason::Elevation, Help::None);
    attention("socket refused", AttentionReason::PermissionDenied, Help::None);
    attention("no jails", AttentionReason::NoJails, Help::None);
    attention("frozen", AttentionReason::FrozenTooLong, Help::None);
    attention("socket gone", AttentionReason::SocketGone, Help::None);
    attention("not fail2ban", AttentionReason::NotFail2ban, Help::None);
    QTest::newRow("unreachable") << ServerState::Unreachable << AttentionReason::None << Help::Retry;
    for (const ServerState state :
        { ServerState::Online, ServerState::Degraded, ServerState::Busy, ServerState::Offline, ServerState::Unknown })
        QTest::addRow("state %d", static_cast<int>(state)) << state << AttentionReason::None << Help::None;
}

void TestConnectAction::whatAClickCanDo()
{
    QFETCH(ServerState, state);
    QFETCH(AttentionReason, reason);
    QFETCH(ServerConnector::Help, help);
    core::ServerStatus status;
    status.state = state;
    status.attention = reason;
    QCOMPARE(ServerConnector::helpFor(status), help);
}

void TestConnectAction::cardOffersToConnect()
{
    Window w;
    w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword);
    w.add(u"web-2"_s, ServerState::Online);
    QTRY_COMPARE(w.cardLinks().size(), 1);
    QCOMPARE(w.cardLinks().constFirst()->plainText(), u"Connect…"_s);
    QCOMPARE(w.cardLinks().constFirst()->focusPolicy(), Qt::StrongFocus);
    QCOMPARE(guitest::unnamedControls(w.fixture.window.get()), QStringList());
}

void TestConnectAction::clickOnTheLinkStaysOnTheCard()
{
    Window w;
    w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword);
    w.add(u"web-2"_s, ServerState::Online);
    QVERIFY(QTest::qWaitForWindowExposed(w.fixture.window.get(), 30'000));
    QTRY_COMPARE(w.cardLinks().size(), 1);
    auto *link = w.cardLinks().constFirst();
    support::letTimersFire(50); // the card is laid out
    QTest::mouseClick(link, Qt::LeftButton, {}, QPoint(8, link->height() / 2));
    QTRY_VERIFY(w.question());
    QVERIFY2(w.fixture.window->scope().servers().size() == 2, "the card itself was not clicked");
    w.question()->reject();
}

void TestConnectAction::oneQuestionOpensTheWay()
{
    Window w;
    const core::ServerId id = w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword);
    w.add(u"web-2"_s, ServerState::Online);
    QTRY_COMPARE(w.cardLinks().size(), 1);
    Q_EMIT w.cardLinks().constFirst()->linkRequested(u"connect"_s);
    QTRY_VERIFY(w.question());
    QVERIFY2(w.question()->windowTitle().contains("web-1"_L1), qPrintable(w.question()->windowTitle()));
    QVERIFY(w.connector().isConnecting(id));
    QVERIFY(!w.connector().canAct(id));
    QTRY_COMPARE(w.cardLinks().constFirst()->plainText(), u"Connecting…"_s);
    QCOMPARE(w.cardLinks().constFirst()->focusPolicy(), Qt::NoFocus);
    QCOMPARE(w.action()->isEnabled(), false);
    QCOMPARE(w.action()->text(), u"Connecting…"_s);
    // A second click joins the first.
    w.connector().act(id);
    support::settle();
    w.question()->reject();
    QTRY_VERIFY(!w.connector().isConnecting(id));
    QVERIFY(!w.question());
    QTRY_COMPARE(w.cardLinks().constFirst()->plainText(), u"Connect…"_s);
    QVERIFY2(!w.fixture.find<widgets::ReceiptBar>("receiptBar")->isVisible(), "the user knows what they declined");
}

void TestConnectAction::whatGoesWrongIsTold()
{
    Window w;
    const core::ServerId id = w.add(
        u"web-1"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword, core::ErrorCode::ElevationRefused);
    w.connector().act(id);
    auto *bar = w.fixture.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().startsWith("web-1 does not let this login become root."_L1), qPrintable(bar->text()));
    QVERIFY(!w.connector().isConnecting(id));
}

void TestConnectAction::oneAfterTheOther()
{
    Window w;
    QList<core::ServerId> ids;
    for (const QString &name : { u"web-1"_s, u"web-2"_s, u"web-3"_s })
        ids.append(w.add(
            name, ServerState::NeedsAttention, AttentionReason::ElevationPassword, core::ErrorCode::ElevationRefused));
    w.add(u"mail"_s, ServerState::Online);
    QTRY_COMPARE(w.action()->text(), u"Connect 3 servers…"_s);
    auto *answer = w.fixture.find<widgets::AnswerHeader>("overviewAnswer");
    QTRY_VERIFY2(answer->sentence().endsWith(u"Connect 3 servers…"_s), qPrintable(answer->sentence()));
    QList<core::ServerId> order;
    connect(&w.connector(), &ServerConnector::changed, this, [&] {
        int entering = 0;
        for (const core::ServerId id : ids) {
            if (w.fixture.window->context().services.serverEntry.isEntering(id)) {
                ++entering;
                if (!order.contains(id))
                    order.append(id);
            }
        }
        QVERIFY(entering <= 1);
    });
    w.action()->trigger();
    auto *bar = w.fixture.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(order, ids);
    QCOMPARE(bar->text(), u"3 servers were not connected"_s);
    auto *details = bar->findChild<QPushButton *>(u"receiptDetailsButton"_s);
    if (details)
        QVERIFY(details->isVisible());
}

void TestConnectAction::decliningEndsTheRest()
{
    Window w;
    const core::ServerId first = w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword);
    const core::ServerId second = w.add(u"web-2"_s, ServerState::NeedsAttention, AttentionReason::ElevationPassword);
    w.connector().connectServers({ first, second });
    QTRY_VERIFY(w.question());
    QVERIFY(w.question()->windowTitle().contains("web-1"_L1));
    QVERIFY(w.connector().isConnecting(second));
    w.question()->reject();
    QTRY_VERIFY(!w.connector().isConnecting(first));
    support::settle();
    QVERIFY(!w.connector().isConnecting(second));
    QVERIFY2(!w.question(), "nobody is asked on and on");
}

void TestConnectAction::interruptedWayIsTriedAtOnce()
{
    Window w;
    const core::ServerId id
        = w.add(u"nas"_s, ServerState::Unreachable, AttentionReason::None, core::ErrorCode::TunnelDown);
    QTRY_COMPARE(w.action()->isEnabled(), true);
    QCOMPARE(w.connector().actionText(id), u"Connect now"_s);
    w.action()->trigger();
    QVERIFY(w.connector().isConnecting(id));
    auto *bar = w.fixture.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().startsWith("The way to nas is interrupted."_L1), qPrintable(bar->text()));
}

void TestConnectAction::changedHostKeyIsExplainedOnly()
{
    Window w;
    const core::ServerId id = w.add(u"backup"_s, ServerState::NeedsAttention, AttentionReason::HostKey);
    QTRY_COMPARE(w.cardLinks().size(), 1);
    QCOMPARE(w.cardLinks().constFirst()->plainText(), u"Why…"_s);
    QVERIFY(w.connector().connectable({ id }).isEmpty());
    w.connector().connectServers({ id });
    support::settle();
    QVERIFY2(!w.connector().isConnecting(id), "a hard stop");
    Q_EMIT w.cardLinks().constFirst()->linkRequested(u"connect"_s);
    QTRY_VERIFY(w.fixture.dialog("hostKeyChangedDialog"));
    auto *dialog = w.fixture.dialog("hostKeyChangedDialog");
    QCOMPARE(WindowFixture::in<QLabel>(dialog, "confirmEffect")->text(), u"The host key of backup has changed."_s);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "confirmDetail")->text().contains("somebody may stand in between"_L1));
    QCOMPARE(WindowFixture::in<QPlainTextEdit>(dialog, "confirmItems")->toPlainText(),
        u"REMOTE HOST IDENTIFICATION HAS CHANGED"_s);
    for (const QPushButton *button : dialog->findChildren<QPushButton *>())
        QVERIFY2(!button->isVisible() || button->text() == "Close"_L1, qPrintable(button->text()));
    dialog->reject();
}

void TestConnectAction::menuOfTheSidebar()
{
    Window w;
    const core::ServerId id = w.add(
        u"web-1"_s, ServerState::NeedsAttention, AttentionReason::Authentication, core::ErrorCode::ElevationPassword);
    w.add(u"web-2"_s, ServerState::Online);
    auto *tree = w.fixture.find<QWidget>("serverSidebar");
    QMetaObject::invokeMethod(tree, "serverMenuRequested", Q_ARG(core::ServerId, id), Q_ARG(QPoint, QPoint(20, 20)));
    QTRY_VERIFY(w.fixture.window->findChild<QMenu *>(u"serverMenu"_s));
    const QPointer<QMenu> menu = w.fixture.window->findChild<QMenu *>(u"serverMenu"_s);
    QVERIFY(menu->actions().contains(w.action()));
    QCOMPARE(w.action()->text(), u"Connect…"_s);
    QVERIFY(w.action()->isEnabled());
    w.action()->trigger();
    QTRY_VERIFY(w.question());
    w.question()->reject();
    if (menu)
        menu->close();
}

void TestConnectAction::tableNamesAndConnects()
{
    Window w;
    const core::ServerId locked = w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::Authentication);
    const core::ServerId well = w.add(u"web-2"_s, ServerState::Online);
    w.fixture.services.banService.setError(locked, { core::ErrorCode::AuthenticationRequired, {} });
    w.fixture.services.banService.setBans(well, u"sshd"_s, {}, w.fixture.services.clock.nowMs());
    w.fixture.window->showPage(u"bans"_s);
    auto *notice = w.fixture.find<widgets::LinkLabel>("banNotice");
    QTRY_VERIFY(notice->isVisible());
    QTRY_VERIFY2(notice->plainText().contains(u"Connect… · Retry"_s), qPrintable(notice->plainText()));
    Q_EMIT notice->linkRequested(u"connect"_s);
    QTRY_VERIFY(w.question());
    QTRY_VERIFY2(notice->plainText().contains(u"Connecting…"_s), qPrintable(notice->plainText()));
    w.question()->reject();
    QTRY_VERIFY(notice->plainText().contains(u"Connect… · Retry"_s));
}

void TestConnectAction::emptyTableConnects()
{
    Window w;
    const core::ServerId locked = w.add(u"web-1"_s, ServerState::NeedsAttention, AttentionReason::Authentication);
    w.fixture.services.banService.setError(locked, { core::ErrorCode::AuthenticationRequired, {} });
    w.fixture.window->showPage(u"bans"_s);
    auto *table = w.fixture.find<widgets::TableView>("banTable");
    QTRY_VERIFY(table->emptyState()->isVisible());
    auto *button = table->emptyState()->findChild<QPushButton *>();
    QTRY_COMPARE(button->text(), u"Connect…"_s);
    button->click();
    QTRY_VERIFY(w.question());
    w.question()->reject();
}

void TestConnectAction::wellServersOfferNothing()
{
    Window w(true);
    w.fixture.window->scope().showServer(w.fixture.services.registry.profileNamed(u"web-2"_s)->id);
    QTRY_VERIFY(!w.action()->isEnabled());
    QCOMPARE(w.action()->text(), u"C&onnect…"_s);
    QVERIFY(w.cardLinks().isEmpty());
}

QTEST_MAIN(TestConnectAction)
#include "tst_connect_action.moc"
