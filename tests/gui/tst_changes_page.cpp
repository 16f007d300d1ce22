// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/change_table_roles.h"
#include "texts/time_texts.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"
#include "widgets/source_view.h"
#include "widgets/table_view.h"

#include <QAbstractItemDelegate>
#include <QAbstractItemModelTester>
#include <QCryptographicHash>
#include <QSplitter>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using models::ChangeColumn;

namespace {

struct History
{
    explicit History(WindowFixture &fixture)
        : w(fixture)
        , server(fixture.services.registry.profileNamed(u"web-2"_s)->id)
    {
        w.services.changeHistory.add(
            entry(u"edit-1"_s, u"sshd"_s, services::ChangeResult::Active, "[sshd]\nbantime = 1h\n", 60'000));
        services::ChangeEntry failed
            = entry(u"edit-2"_s, u"web\u202e"_s, services::ChangeResult::RolledBack, "[web]\nport = 1\n", 30'000);
        failed.before.reset();
        failed.stage = services::ChangeStage::Verify;
        failed.error = { core::ErrorCode::VerifyFailed, u"the daemon said\u0007 no"_s };
        w.services.changeHistory.add(failed);
        services::ChangeEntry other = failed;
        other.id = u"edit-3"_s;
        other.server = w.services.registry.profileNamed(u"mail"_s)->id;
        w.services.changeHistory.add(other);
    }
    services::ChangeEntry entry(const QString &id, const QString &jail, services::ChangeResult result,
        const QByteArray &after, qint64 agoMs) const
    {
        services::ChangeEntry made;
        made.id = id;
        made.server = server;
        made.jail = jail;
        made.owner = u"anna@desk"_s;
        made.startedAt = w.services.clock.nowMs() - agoMs;
        made.endedAt = made.startedAt + 12'000;
        made.path = u"/etc/fail2ban/jail.d/zz-bangui-%1.local"_s.arg(jail);
        made.before = "[sshd]\nbantime = 10m\n";
        made.after = after;
        made.result = result;
        made.stage = services::ChangeStage::Disarm;
        return made;
    }
    void show()
    {
        QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
        w.window->showPage(u"changes"_s);
        QTRY_COMPARE(table()->model()->rowCount(), 2);
    }
    /// Asks for the older one of the two to be taken back, where the file holds now what has that hash.
    void restore(const QByteArray &fileHash)
    {
        show();
        table()->selectRow(1);
        services::ChangePreview preview;
        preview.path = entryAt(1).path;
        preview.diff = u"-bantime = 1h\n"_s;
        preview.fileHash = fileHash;
        w.services.changeService.nextPreview = preview;
        w.find<QPushButton>("restoreButton")->click();
    }
    /// Of a row of the table, newest first.
    [[nodiscard]] const services::ChangeEntry &entryAt(int row) const
    {
        QList<const services::ChangeEntry *> shown;
        for (const services::ChangeEntry &entry : w.services.changeHistory.entries) {
            if (entry.server == server)
                shown.append(&entry);
        }
        return *shown.at(row);
    }
    [[nodiscard]] widgets::TableView *table() const { return w.find<widgets::TableView>("changesTable"); }
    [[nodiscard]] QString cell(int row, ChangeColumn column) const
    {
        return table()->model()->index(row, int(column)).data().toString();
    }
    WindowFixture &w;
    core::ServerId server;
};

} // namespace

/// The page of what was changed, and the way back.
class TestChangesPage final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirstWithTheirDiff();
    void restoreIsAChangeLikeEveryOther();
    void restoreSaysThatLaterEditsGoWithIt();
    void newOnesComeAndTheFilterFinds();
    void whatMattersStandsWholeInANarrowWindow();
    void nothingAndErrors();
    void everyControlHasAName();
};

void TestChangesPage::newestFirstWithTheirDiff()
{
    WindowFixture w;
    History history(w);
    history.show();
    const QAbstractItemModelTester tester(
        history.table()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(history.cell(0, ChangeColumn::Result), u"rolled back"_s);
    QVERIFY(!history.cell(0, ChangeColumn::Jail).contains(QChar(0x202e)));
    QCOMPARE(history.cell(1, ChangeColumn::Jail), u"sshd"_s);
    QCOMPARE(history.cell(1, ChangeColumn::Owner), u"anna@desk"_s);
    auto *diff = w.find<widgets::SourceView>("changeDiff");
    history.table()->selectRow(1);
    w.find<QPushButton>("changeDetailsButton")->click();
    QTRY_VERIFY(diff->toPlainText().contains("-bantime = 10m\n+bantime = 1h\n"_L1));
    QVERIFY(!diff->isEditable());
    QVERIFY(!w.find<QLabel>("changeError")->isVisible());
    QCOMPARE(w.find<QLabel>("changeFact_0")->text(), u"active, after 12 s"_s);
    history.table()->selectRow(0);
    QTRY_VERIFY(diff->toPlainText().contains("+port = 1"_L1));
    QVERIFY(w.find<QLabel>("changeError")->isVisible());
    QVERIFY(!w.find<QLabel>("changeError")->text().contains(QChar(7)));
    QCOMPARE(w.find<QLabel>("changesCounts")->text(), u"2 changes"_s);
}

void TestChangesPage::restoreIsAChangeLikeEveryOther()
{
    WindowFixture w;
    History history(w);
    history.restore("now");
    QTRY_COMPARE(w.services.changeService.calls, QStringList { u"preview %1 sshd"_s.arg(history.server.value) });
    QVERIFY(w.services.changeService.made.isEmpty()); // seen first
    QDialog *dialog = w.dialog("changeDialog");
    QCOMPARE(dialog->windowTitle(), u"Restore zz-bangui-sshd.local on web-2"_s);
    const QString sub = WindowFixture::in<QLabel>(dialog, "dialogSub")->text();
    const QString when = texts::exactDateTime(
        history.entryAt(1).startedAt / 1000, texts::dateStyle(w.services.runtimeState.settings()));
    QVERIFY2(sub.startsWith(u"As it was before the change of %1."_s.arg(when)), qPrintable(sub));
    auto *apply = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(apply->isEnabled());
    QCOMPARE(apply->text(), u"Restore"_s);
    apply->click();
    QTRY_COMPARE(w.services.changeService.made.size(), 1);
    QCOMPARE(w.services.changeService.made[0].text, "[sshd]\nbantime = 10m\n"_ba);
    QCOMPARE(w.services.changeService.made[0].expected, "now"_ba);
    QCOMPARE(w.services.changeService.made[0].jail, u"sshd"_s);
}

void TestChangesPage::restoreSaysThatLaterEditsGoWithIt()
{
    const auto hash
        = [](const QByteArray &text) { return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex(); };
    for (const bool edited : { false, true }) {
        WindowFixture w;
        History history(w);
        history.restore(hash(edited ? "[sshd]\nbantime = 1h\nmaxretry = 9\n"_ba : "[sshd]\nbantime = 1h\n"_ba));
        QDialog *dialog = w.dialog("changeDialog");
        QVERIFY(dialog);
        auto *since = WindowFixture::in<QLabel>(dialog, "changedSince");
        QVERIFY2(!since->isVisible(), "not before it is known");
        QTRY_VERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
        QCOMPARE(since->isVisible(), edited);
        QCOMPARE(WindowFixture::in<QLabel>(dialog, "changeSummary")->text(),
            edited ? u"Nothing blocks, 1 warning."_s : u"Nothing blocks, no warnings."_s);
        QVERIFY(since->text().contains("later edits are lost"_L1));
        QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    }
}

void TestChangesPage::newOnesComeAndTheFilterFinds()
{
    WindowFixture w;
    History history(w);
    history.show();
    history.table()->selectRow(1);
    services::ChangeEntry open
        = history.entry(u"enable-4"_s, u"off"_s, services::ChangeResult::Open, "[off]\nenabled = true\n", 0);
    open.endedAt = 0;
    w.services.changeHistory.add(open);
    QTRY_COMPARE(history.table()->model()->rowCount(), 3);
    QCOMPARE(history.cell(0, ChangeColumn::Jail), u"off"_s);
    QCOMPARE(history.table()->currentIndex().row(), 2); // what was selected
    history.table()->selectRow(0);
    QTRY_VERIFY(!w.find<QPushButton>("restoreButton")->isEnabled()); // it is not decided
    w.find<widgets::SearchLine>("changesFilter")->setText(u"rolled"_s);
    QTRY_COMPARE(history.table()->model()->rowCount(), 1);
    w.find<widgets::SearchLine>("changesFilter")->clear();
    QTRY_COMPARE(history.table()->model()->rowCount(), 3);
    QVERIFY(w.window->scope().setFromText(u"all"_s));
    QTRY_COMPARE(history.table()->model()->rowCount(), 4);
}

void TestChangesPage::whatMattersStandsWholeInANarrowWindow()
{
    WindowFixture w;
    History history(w);
    services::ChangeEntry old
        = history.entry(u"edit-0"_s, u"sshd"_s, services::ChangeResult::NotRestored, "[sshd]\n", 90'000'000);
    w.services.changeHistory.add(old); // of another day: its time is the longest
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.window->showPage(u"changes"_s);
    auto *table = history.table();
    QTRY_COMPARE(table->model()->rowCount(), 3);
    for (const int width : { 1440, 1024, 900 }) {
        w.window->resize(width, 640);
        QTRY_COMPARE(w.window->width(), width);
        for (const ChangeColumn column :
            { ChangeColumn::Time, ChangeColumn::Jail, ChangeColumn::Change, ChangeColumn::Result }) {
            const int section = int(column);
            const auto fits = [table, section] {
                int needed = 0;
                for (int row = 0; row < table->model()->rowCount(); ++row) {
                    const QModelIndex index = table->model()->index(row, section);
                    QStyleOptionViewItem option;
                    option.initFrom(table);
                    option.font = table->font();
                    needed = std::max(needed, table->itemDelegateForIndex(index)->sizeHint(option, index).width());
                }
                return !table->isColumnHidden(section) && table->columnWidth(section) >= needed
                    && table->columnViewportPosition(section) + table->columnWidth(section)
                    <= table->viewport()->width();
            };
            QTRY_VERIFY2(fits(),
                qPrintable(u"column %1 at %2: %3 wide, ends at %4 of %5"_s.arg(section)
                               .arg(width)
                               .arg(table->columnWidth(section))
                               .arg(table->columnViewportPosition(section) + table->columnWidth(section))
                               .arg(table->viewport()->width())));
        }
        QCOMPARE(w.find<QSplitter>("changesSplitter")->handleWidth(), 1); // a hairline, as on the other pages
    }
}

void TestChangesPage::nothingAndErrors()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.window->showPage(u"changes"_s);
    auto *restore = w.find<QPushButton>("restoreButton");
    QVERIFY(!restore->isEnabled());
    QTRY_COMPARE(w.find<QLabel>("changesCounts")->text(), u"0 changes"_s);
    w.services.changeHistory.error = core::Error { core::ErrorCode::StoreLocked, {} };
    w.trigger("actionRefresh");
    QTRY_VERIFY(!restore->isEnabled());
}

void TestChangesPage::everyControlHasAName()
{
    WindowFixture w;
    History history(w);
    history.show();
    QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
}

QTEST_MAIN(TestChangesPage)
#include "tst_changes_page.moc"
