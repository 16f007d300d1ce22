// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/audit_table_roles.h"
#include "models/log_table_roles.h"
#include "widgets/empty_state.h"
#include "widgets/filter_button.h"
#include "widgets/search_line.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDesktopServices>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

namespace {

core::AuditEntry entry(qint64 id, core::ServerId server, const QString &name, const QStringList &words,
    core::AuditResult result = core::AuditResult::Done)
{
    core::AuditEntry made;
    made.id = id;
    made.at = 1'700'000'000'000 + id * 1000;
    made.finishedAt = made.at + 600;
    made.server = server;
    made.serverName = name;
    made.user = u"tester"_s;
    made.origin = u"window"_s;
    made.words = words;
    made.result = result;
    made.detail = u"1"_s;
    return made;
}

/// Only what the test itself puts there.
void forget(WindowFixture &w)
{
    w.services.auditService.entries.clear();
    w.services.logService.logLines.clear();
}

services::LogLine line(quint64 sequence, QtMsgType level, const QString &text)
{
    return { sequence, 1'700'000'000'000 + static_cast<qint64>(sequence), level, u"health"_s, text };
}

/// Takes file links instead of the desktop.
class LinkCatcher : public QObject
{
    Q_OBJECT

public:
    QList<QUrl> opened;
public Q_SLOTS:
    void open(const QUrl &url) { opened.append(url); }
};

} // namespace

class TestAuditLogPages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsAreShown();
    void recordsComeByThemselves();
    void filterAndEmptyStates();
    void scopeOfAGroup();
    void pageByPage();
    void failureCanBeRetried();
    void logFollowsAndFilters();
    void logKeepsThePlace();
    void levelsHaveAShape();
    void logIsCopied();
    void logOfOneServer();
    void logFolderOnClickOnly();
    void everyControlHasAName();

private:
    static QString cell(const widgets::TableView *table, int row, int column)
    {
        return table->model()->index(row, column).data().toString();
    }
};

void TestAuditLogPages::recordsAreShown()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    w.services.auditService.entries = {
        entry(2, web1, u"web-1"_s, { u"set"_s, u"sshd"_s, u"unbanip"_s, u"192.0.2.1"_s }, core::AuditResult::Failed),
        entry(1, web1, u"web-1"_s, { u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s })
    };
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(cell(table, 0, static_cast<int>(models::AuditColumn::Server)), u"web-1"_s);
    QCOMPARE(cell(table, 1, static_cast<int>(models::AuditColumn::Command)), u"Ban 192.0.2.1 in sshd"_s);
    QTRY_COMPARE(w.find<QLabel>("auditCounts")->text(), u"2 records"_s);
    auto *detail = w.find<QWidget>("auditDetail");
    QVERIFY(!detail->isVisible());
    table->selectRow(1);
    QVERIFY(w.find<QAction>("actionAuditDetails")->isEnabled());
    w.trigger("actionAuditDetails");
    QVERIFY(detail->isVisible());
    QCOMPARE(w.find<QPlainTextEdit>("auditWords")->toPlainText(), u"set sshd banip 192.0.2.1"_s);
    QCOMPARE(w.find<QPlainTextEdit>("auditAnswer")->toPlainText(), u"Newly banned: 1"_s);
    QVERIFY(w.find<QLabel>("auditFact_0")->text().contains("0.6 s"_L1));
    QVERIFY(w.window->currentPage()->goBack());
    QVERIFY(!detail->isVisible());
}

void TestAuditLogPages::recordsComeByThemselves()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_COMPARE(w.services.auditService.asked.size(), 1);
    core::AuditEntry begun = entry(5, web1, u"web-1"_s, { u"stop"_s, u"sshd"_s }, core::AuditResult::Pending);
    Q_EMIT w.services.auditService.entryChanged(begun);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    const int column = static_cast<int>(models::AuditColumn::Result);
    QCOMPARE(cell(table, 0, column), u"running"_s);
    table->selectRow(0);
    w.trigger("actionAuditDetails");
    begun.result = core::AuditResult::Done;
    begun.detail = u"stopped"_s;
    Q_EMIT w.services.auditService.entryChanged(begun);
    QCOMPARE(cell(table, 0, column), u"done"_s);
    QCOMPARE(w.find<QPlainTextEdit>("auditAnswer")->toPlainText(), u"stopped"_s);
    QCOMPARE(table->selectedRowIndexes().size(), 1);
}

void TestAuditLogPages::filterAndEmptyStates()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_VERIFY(table->emptyState()->isVisible());
    QVERIFY(table->emptyState()->sentence().contains("changed nothing"_L1));
    w.services.auditService.entries = { entry(1, web1, u"web-1"_s, { u"start"_s, u"sshd"_s }) };
    w.window->currentPage()->refresh();
    QTRY_COMPARE(table->model()->rowCount(), 1);
    auto *filter = w.find<widgets::SearchLine>("auditFilter");
    filter->setText(u"nginx"_s);
    QTRY_COMPARE(table->model()->rowCount(), 0);
    QCOMPARE(w.services.auditService.asked.constLast().text, u"nginx"_s);
    QTRY_VERIFY(table->emptyState()->sentence().contains("filter"_L1));
    Q_EMIT table->emptyActionRequested();
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TestAuditLogPages::scopeOfAGroup()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    const core::ServerId nas = w.services.registry.profileNamed(u"nas"_s)->id;
    w.services.auditService.entries = { entry(3, nas, u"nas"_s, { u"start"_s, u"a"_s }),
        entry(2, web1, u"web-1"_s, { u"start"_s, u"b"_s }), entry(1, { 999 }, u"gone"_s, { u"start"_s, u"c"_s }) };
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_COMPARE(table->model()->rowCount(), 3); // also that of a server that was removed
    QVERIFY(w.window->scope().setFromText(u"group:office"_s));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(table, 0, static_cast<int>(models::AuditColumn::Server)), u"nas"_s);
    QVERIFY(w.window->scope().setFromText(u"server:web-1"_s));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(cell(table, 0, static_cast<int>(models::AuditColumn::Server)), u"web-1"_s);
    QCOMPARE(w.services.auditService.asked.constLast().server, web1);
}

void TestAuditLogPages::pageByPage()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    for (int id = 450; id > 0; --id)
        w.services.auditService.entries.append(entry(id, web1, u"web-1"_s, { u"start"_s, u"sshd"_s }));
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_COMPARE(table->model()->rowCount(), 200);
    QTRY_COMPARE(w.find<QLabel>("auditCounts")->text(), u"newest 200 records"_s);
    table->scrollToBottom();
    QTRY_COMPARE(table->model()->rowCount(), 400);
    QCOMPARE(w.services.auditService.asked.constLast().beforeId, 251);
    table->scrollToBottom();
    QTRY_COMPARE(table->model()->rowCount(), 450);
    QTRY_COMPARE(w.find<QLabel>("auditCounts")->text(), u"450 records"_s);
}

void TestAuditLogPages::failureCanBeRetried()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    w.services.auditService.error = core::Error { core::ErrorCode::StoreUnavailable, {} };
    w.services.auditService.entries = { entry(1, web1, u"web-1"_s, { u"start"_s, u"sshd"_s }) };
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_VERIFY(table->emptyState()->isVisible());
    w.services.auditService.error.reset();
    Q_EMIT table->emptyActionRequested();
    QTRY_COMPARE(table->model()->rowCount(), 1);
}

void TestAuditLogPages::logFollowsAndFilters()
{
    WindowFixture w;
    forget(w);
    quint64 sequence = 0;
    for (int i = 0; i < 200; ++i)
        w.services.logService.add(line(++sequence, QtInfoMsg, u"health_check_complete n=%1"_s.arg(i)));
    w.services.logService.add(line(++sequence, QtDebugMsg, u"detail"_s));
    w.services.logService.add(line(++sequence, QtWarningMsg, u"fail2ban_went_offline server=web-2"_s));
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    auto *table = w.find<widgets::TableView>("logTable");
    const QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 201);
    QCOMPARE(w.find<QLabel>("logCounts")->text(), u"201 lines of 202"_s);
    QCOMPARE(w.find<QLabel>("logPath")->text(), u"/tmp/bangui.log"_s);
    const auto atEnd = [table] { return table->verticalScrollBar()->value() == table->verticalScrollBar()->maximum(); };
    QTRY_VERIFY(table->verticalScrollBar()->maximum() > 0 && atEnd());
    w.services.logService.add(line(++sequence, QtInfoMsg, u"newest"_s));
    QTRY_COMPARE(table->model()->rowCount(), 202);
    QTRY_VERIFY(atEnd());
    auto *level = w.find<QComboBox>("logLevel");
    level->setCurrentIndex(2);
    QCOMPARE(table->model()->rowCount(), 1);
    level->setCurrentIndex(0);
    QCOMPARE(table->model()->rowCount(), 203);
    w.find<widgets::SearchLine>("logFilter")->setText(u"went_offline"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    level->setCurrentIndex(3);
    QTRY_VERIFY(table->emptyState()->isVisible());
    Q_EMIT table->emptyActionRequested();
    QTRY_COMPARE(table->model()->rowCount(), 203);
}

void TestAuditLogPages::logKeepsThePlace()
{
    WindowFixture w;
    forget(w);
    quint64 sequence = 0;
    for (int i = 0; i < 300; ++i)
        w.services.logService.add(line(++sequence, QtInfoMsg, u"n=%1"_s.arg(i)));
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    auto *table = w.find<widgets::TableView>("logTable");
    auto *follow = w.find<QCheckBox>("logFollow");
    QVERIFY(follow->isChecked());
    QScrollBar *bar = table->verticalScrollBar();
    QTRY_VERIFY(bar->maximum() > 0 && bar->value() == bar->maximum());
    bar->triggerAction(QAbstractSlider::SliderPageStepSub);
    QVERIFY2(!follow->isChecked(), "scrolling back ends following");
    const int place = bar->value();
    w.services.logService.add(line(++sequence, QtInfoMsg, u"more"_s));
    QTRY_COMPARE(table->model()->rowCount(), 301);
    // The line is there, and the page has had its turn to follow it: its count says so.
    QTRY_VERIFY2(
        w.find<QLabel>("logCounts")->text().contains("301"_L1), qPrintable(w.find<QLabel>("logCounts")->text()));
    QCOMPARE(bar->value(), place);
    follow->setChecked(true);
    QCOMPARE(bar->value(), bar->maximum());
}

void TestAuditLogPages::levelsHaveAShape()
{
    WindowFixture w;
    w.services.logService.logLines.clear();
    quint64 sequence = 0;
    for (const QtMsgType level : { QtInfoMsg, QtWarningMsg, QtCriticalMsg })
        w.services.logService.add(line(++sequence, level, u"same"_s));
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    auto *table = w.find<widgets::TableView>("logTable");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    // The place before the word, in black and white: the shapes differ, not only their colours.
    const auto shape = [table](int row) {
        const QRect cell = table->visualRect(table->model()->index(row, static_cast<int>(models::LogColumn::Level)));
        QImage picture = table->viewport()->grab(QRect(cell.left(), cell.top(), 24, cell.height() - 1)).toImage();
        const QColor ground = picture.pixelColor(0, 0);
        QString marks;
        for (int y = 0; y < picture.height(); ++y) {
            for (int x = 0; x < picture.width(); ++x)
                marks += picture.pixelColor(x, y) == ground ? u'.' : u'#';
        }
        return marks;
    };
    QVERIFY2(!shape(0).contains(u'#'), "an ordinary line has none");
    QVERIFY(shape(1).contains(u'#'));
    QVERIFY(shape(2).contains(u'#'));
    QVERIFY2(shape(1) != shape(2), "a warning and an error");
}

void TestAuditLogPages::logIsCopied()
{
    WindowFixture w;
    forget(w);
    w.services.logService.add(line(1, QtInfoMsg, u"one event"_s));
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    QVERIFY(!w.find<QPushButton>("copyLogButton")->isEnabled());
    w.find<widgets::TableView>("logTable")->selectRow(0);
    w.find<QPushButton>("copyLogButton")->click();
    QVERIFY(QGuiApplication::clipboard()->text().contains("one event"_L1));
}

void TestAuditLogPages::logOfOneServer()
{
    WindowFixture w;
    const auto id = w.services.registry.profileNamed(u"web-1"_s)->id;
    quint64 sequence = 1000;
    w.services.logService.add(line(++sequence, QtInfoMsg, u"lost server=\"web-1\" error=none"_s));
    w.services.logService.add(line(++sequence, QtInfoMsg, u"dropped server=%1 error=none"_s.arg(id.value)));
    w.services.logService.add(line(++sequence, QtInfoMsg, u"other server=\"web-10\" error=web-1"_s));
    auto *button = w.find<QPushButton>("showLog"); // of the banner of a lost protection
    QVERIFY(button && button->isVisible());
    button->click();
    QCOMPARE(w.window->currentPage()->id(), u"log"_s);
    auto *table = w.find<widgets::TableView>("logTable");
    QVERIFY2(w.find<QLineEdit>("logFilter")->text().isEmpty(), "a server is no text");
    const auto *server = w.find<widgets::FilterButton>("logServerButton");
    QCOMPARE(server->checked(), QStringList { QString::number(id.value) });
    QCOMPARE(table->model()->rowCount(), 4);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        const QString text = cell(table, row, static_cast<int>(models::LogColumn::Text));
        QVERIFY2(!text.contains("web-10"_L1), qPrintable(text));
    }
    QVERIFY2(w.find<QLabel>("logCounts")->text().startsWith("4 lines of "_L1),
        qPrintable(w.find<QLabel>("logCounts")->text()));
}

void TestAuditLogPages::logFolderOnClickOnly()
{
    LinkCatcher catcher;
    QDesktopServices::setUrlHandler(u"file"_s, &catcher, "open");
    WindowFixture w;
    forget(w);
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    QVERIFY(catcher.opened.isEmpty());
    w.find<QPushButton>("openLogFolderButton")->click();
    QCOMPARE(catcher.opened, QList<QUrl> { QUrl::fromLocalFile(u"/tmp"_s) });
    QDesktopServices::unsetUrlHandler(u"file"_s);
}

void TestAuditLogPages::everyControlHasAName()
{
    WindowFixture w;
    forget(w);
    const core::ServerId web1 = w.services.registry.profileNamed(u"web-1"_s)->id;
    w.services.auditService.entries = { entry(1, web1, u"web-1"_s, { u"start"_s, u"sshd"_s }) };
    w.window->showPage(u"audit"_s);
    auto *table = w.find<widgets::TableView>("auditTable");
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->selectRow(0);
    w.trigger("actionAuditDetails");
    QCOMPARE(guitest::unnamedControls(w.window.get()), QStringList());
    w.window->showPage(u"log"_s, { { u"view"_s, u"own"_s } });
    QCOMPARE(guitest::unnamedControls(w.window.get()), QStringList());
}

QTEST_MAIN(TestAuditLogPages)
#include "tst_audit_log_pages.moc"
