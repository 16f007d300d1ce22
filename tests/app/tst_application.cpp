// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "gui/gui_context.h"
#include "gui/main_window.h"
#include "gui/scope_controller.h"
#include "services/ban_service.h"
#include "services/pending_changes.h"
#include "services/server_registry.h"
#include "support/places.h"
#include "support/test_fail2ban.h"

#include <QApplication>
#include <QDialog>
#include <QFileInfo>
#include <QProcess>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;

/// The program's life in one process: each way to end it, from inside the event that asks for it.
class TestApplication : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWhenTheWindowIsClosed();
    void endsByItsAction();
    void remembersTheWindow();
    void whatIsNotSentWaits();

private:
    static app::CommandLine lineFor(const QTemporaryDir &folder);
    /// Closes the wizard of the first start, which stands over the window.
    static void closeDialogs();
};

app::CommandLine TestApplication::lineFor(const QTemporaryDir &folder)
{
    app::CommandLine line;
    line.dataDir = folder.path();
    return line;
}

void TestApplication::closeDialogs()
{
    for (QWidget *widget : QApplication::topLevelWidgets()) {
        if (auto *dialog = qobject_cast<QDialog *>(widget))
            dialog->reject();
    }
}

void TestApplication::endsWhenTheWindowIsClosed()
{
    QTemporaryDir folder;
    app::Application bangui(*qApp, lineFor(folder));
    bangui.start();
    QTRY_VERIFY(bangui.window() && bangui.window()->isVisible());
    closeDialogs();
    QTimer::singleShot(0, bangui.window(), &QWidget::close);
    QCOMPARE(QApplication::exec(), 0);
    QVERIFY(!bangui.window());
    QVERIFY(QFileInfo::exists(folder.filePath(u"window.ini"_s)));
}

void TestApplication::endsByItsAction()
{
    QTemporaryDir folder;
    app::Application bangui(*qApp, lineFor(folder));
    bangui.start();
    QTRY_VERIFY(bangui.window() && bangui.window()->isVisible());
    closeDialogs();
    auto *quit = bangui.window()->findChild<QAction *>(u"actionQuit"_s);
    QVERIFY(quit);
    QTimer::singleShot(0, quit, &QAction::trigger);
    QCOMPARE(QApplication::exec(), 0);
}

void TestApplication::remembersTheWindow()
{
    QTemporaryDir folder;
    for (const QString &page : { u"jails"_s, u"bans"_s }) {
        app::CommandLine line = lineFor(folder);
        line.page = page;
        app::Application bangui(*qApp, line);
        bangui.start();
        QTRY_VERIFY(bangui.window() && bangui.window()->isVisible());
        closeDialogs();
        QTimer::singleShot(0, bangui.window(), &QWidget::close);
        QCOMPARE(QApplication::exec(), 0);
        QFile state(folder.filePath(u"window.ini"_s));
        QVERIFY(state.open(QIODevice::ReadOnly));
        QVERIFY(state.readAll().contains("page=" + page.toUtf8()));
    }
}

/// `bangui --quit` asks like the window's own action; nothing of a long ban is lost, whatever has been sent by then.
void TestApplication::whatIsNotSentWaits()
{
    QTemporaryDir folder;
    TestFail2ban daemon(TestFail2ban::Version::V1_1_0);
    daemon.writeConfig(u"action.d/slow.conf"_s, u"[Definition]\nactionban = sleep 0.01\nactionunban =\n"_s);
    daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = slow\n"_s);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const auto banned = [&daemon] {
        return daemon.client({ u"get"_s, u"web"_s, u"banip"_s }).output.count(u"10.20."_s);
    };
    constexpr int all = 900; // what is sent while the other one starts is not all of it
    {
        app::Application bangui(*qApp, lineFor(folder));
        bangui.start();
        QTRY_VERIFY(bangui.window() && bangui.window()->isVisible());
        closeDialogs();
        const services::ServiceSet &services = bangui.window()->context().services;
        core::ServerProfile profile;
        profile.name = u"web"_s;
        profile.socketPath = daemon.socketPath();
        services.serverRegistry.add(profile, this, {});
        QTRY_VERIFY(services.serverRegistry.profileNamed(u"web"_s));
        const core::ServerId id = services.serverRegistry.profileNamed(u"web"_s)->id;
        services::BanRequest request { { id }, { u"web"_s }, {} };
        for (int i = 0; i < all; ++i)
            request.targets.append(*core::IpNetwork::parse(u"10.20.%1.%2"_s.arg(i / 250).arg(1 + i % 250)));
        QSignalSpy progressed(&services.banService, &services::BanService::progressed);
        services.banService.ban(request, this, {});
        QTRY_VERIFY(!progressed.isEmpty());
        QProcess other;
        other.start(places::build(QStringLiteral("/bin/bangui")), { u"--data"_s, folder.path(), u"--quit"_s });
        const auto asked = [&bangui] { return bangui.window()->findChild<QDialog *>(u"quitDialog"_s); };
        QTRY_VERIFY(asked());
        QVERIFY(services.banService.isBusy());
        auto *confirm = asked()->findChild<QPushButton *>(u"confirmButton"_s);
        QTimer::singleShot(0, confirm, &QPushButton::click);
        QCOMPARE(QApplication::exec(), 0);
        QTRY_COMPARE(other.state(), QProcess::NotRunning);
        QCOMPARE(other.exitCode(), 0);
    }
    const qsizetype sent = banned();
    QVERIFY2(sent >= 100 && sent < all, qPrintable(QString::number(sent)));
    app::Application next(*qApp, lineFor(folder));
    next.start();
    QTRY_VERIFY(next.window() && next.window()->isVisible());
    const services::PendingChanges &waiting = next.window()->context().services.pendingChanges;
    QTRY_VERIFY_WITH_TIMEOUT(banned() == all, 180'000);
    QTRY_VERIFY(waiting.all().isEmpty());
    closeDialogs();
    QTimer::singleShot(0, next.window(), &QWidget::close);
    QCOMPARE(QApplication::exec(), 0);
}

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
