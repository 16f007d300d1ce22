// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/notifier.h"
#include "platform/raise_window.h"
#include "platform/tray.h"

#include <QAction>
#include <QMenu>
#include <QSignalSpy>
#include <QTest>
#include <QWidget>

using namespace Qt::StringLiterals;
using core::ServerState;
using platform::Notifier;
using platform::Tray;

class TestTray final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void absentTrayIsHarmless();
    void menu();
    void manyServersAreFolded();
    void hostileNames();
    void notifierWithoutBus();
    void escapedBody();
    void raises();
};

void TestTray::absentTrayIsHarmless()
{
    QVERIFY(!Tray::available()); // offscreen
    Tray tray;
    tray.setVisible(true);
    QVERIFY(!tray.isVisible());
    tray.setSummary(ServerState::Degraded, u"1 needs you"_s);
    QCOMPARE(int(tray.worstState()), int(ServerState::Degraded));
    tray.showMessage(u"a"_s, u"b"_s, ServerState::Online);
    tray.setVisible(false);
}

void TestTray::menu()
{
    Tray tray;
    QSignalSpy show(&tray, &Tray::showRequested);
    QSignalSpy ban(&tray, &Tray::banRequested);
    QSignalSpy quit(&tray, &Tray::quitRequested);
    QSignalSpy server(&tray, &Tray::serverRequested);
    tray.setServers({ { core::ServerId { 7 }, u"web-1"_s, u"lost protection"_s, ServerState::Degraded },
        { core::ServerId { 9 }, u"nas"_s, u"unreachable"_s, ServerState::Unreachable } });
    const auto action = [&tray](const QString &name) { return tray.menu()->findChild<QAction *>(name); };
    QCOMPARE(action(u"trayServer7"_s)->text(), u"web-1: lost protection"_s);
    QVERIFY(!action(u"trayServer7"_s)->icon().isNull());
    action(u"trayServer9"_s)->trigger();
    QCOMPARE(server.count(), 1);
    QCOMPARE(server.at(0).at(0).value<core::ServerId>(), core::ServerId { 9 });
    action(u"trayShow"_s)->trigger();
    action(u"trayBan"_s)->trigger();
    action(u"trayQuit"_s)->trigger();
    QCOMPARE(show.count(), 1);
    QCOMPARE(ban.count(), 1);
    QCOMPARE(quit.count(), 1);
    tray.setServers({});
    QVERIFY(!action(u"trayServer7"_s));
}

void TestTray::manyServersAreFolded()
{
    Tray tray;
    QList<platform::TrayServer> servers;
    for (int i = 1; i <= 500; ++i)
        servers.append({ core::ServerId { i }, u"s%1"_s.arg(i), u"Online"_s, ServerState::Online });
    tray.setServers(servers);
    QVERIFY(tray.menu()->findChild<QAction *>(u"trayServer12"_s));
    QVERIFY(!tray.menu()->findChild<QAction *>(u"trayServer13"_s));
    QVERIFY(tray.menu()->findChild<QAction *>(u"trayMore"_s)->text().contains(u"488"_s));
}

void TestTray::hostileNames()
{
    Tray tray;
    tray.setServers({ { core::ServerId { 1 }, u"a&b\u202Ec\x1b"_s, u"Online"_s, ServerState::Online } });
    const QString text = tray.menu()->findChild<QAction *>(u"trayServer1"_s)->text();
    QVERIFY(text.contains(u"a&&b"_s));
    QVERIFY(!text.contains(QChar(0x202E)));
    QVERIFY(!text.contains(QChar(0x1b)));
}

void TestTray::notifierWithoutBus()
{
    Tray tray;
    Notifier notifier(&tray);
    QSignalSpy activated(&notifier, &Notifier::activated);
    notifier.notify({ u"web-1"_s, u"web-1 went offline"_s, u"text"_s, ServerState::Offline, {}, true });
    Q_EMIT tray.messageClicked();
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.at(0).at(0).toString(), u"web-1"_s);
    notifier.withdraw(u"web-1"_s);
    Notifier bare(nullptr);
    bare.notify({ u"x"_s, u"y"_s, u"z"_s, ServerState::Online, {}, false });
}

void TestTray::escapedBody()
{
    QCOMPARE(Notifier::escapedBody(u"<b>a</b> & \"b\"\nc"_s), u"&lt;b&gt;a&lt;/b&gt; &amp; &quot;b&quot;\nc"_s);
    QVERIFY(!Notifier::escapedBody(u"\x1b[31m"_s).contains(QChar(0x1b)));
}

void TestTray::raises()
{
    QWidget window;
    window.setWindowState(Qt::WindowMinimized);
    platform::raiseWindow(&window, u"token-2"_s);
    QVERIFY(window.isVisible());
    QVERIFY(!(window.windowState() & Qt::WindowMinimized));
    QCOMPARE(qEnvironmentVariable("XDG_ACTIVATION_TOKEN"), u"token-2"_s);
    platform::raiseWindow(nullptr);
    qunsetenv("XDG_ACTIVATION_TOKEN");
}

QTEST_MAIN(TestTray)
#include "tst_tray.moc"
