// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/application.h"
#include "gui/main_window.h"
#include "gui/scope_controller.h"

#include <QApplication>
#include <QDialog>
#include <QFileInfo>
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
    QTRY_VERIFY_WITH_TIMEOUT(bangui.window() && bangui.window()->isVisible(), 20'000);
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
    QTRY_VERIFY_WITH_TIMEOUT(bangui.window() && bangui.window()->isVisible(), 20'000);
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
        QTRY_VERIFY_WITH_TIMEOUT(bangui.window() && bangui.window()->isVisible(), 20'000);
        closeDialogs();
        QTimer::singleShot(0, bangui.window(), &QWidget::close);
        QCOMPARE(QApplication::exec(), 0);
        QFile state(folder.filePath(u"window.ini"_s));
        QVERIFY(state.open(QIODevice::ReadOnly));
        QVERIFY(state.readAll().contains("page=" + page.toUtf8()));
    }
}

QTEST_MAIN(TestApplication)
#include "tst_application.moc"
