// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/server_dialog.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/pending_table_model.h"
#include "support/event_loop.h"
#include "widgets/link_label.h"
#include "widgets/plain_label.h"
#include "widgets/receipt_bar.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QListWidget>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

/// What waits is in sight, can be withdrawn and tried; and is told when it has been done.
class TestPendingDialog : public QObject
{
    Q_OBJECT

    static core::PendingChange change(
        qint64 id, core::ServerId server, core::PendingChange::Kind kind, const QStringList &targets, qint64 at)
    {
        core::PendingChange made;
        made.id = id;
        made.server = server;
        made.kind = kind;
        made.jail = kind == core::PendingChange::Kind::Ban ? u"sshd"_s : QString();
        made.targets = targets;
        made.createdAt = at;
        made.attempts = 2;
        made.lastError = { core::ErrorCode::TunnelDown, u"ssh: \u202econnect"_s };
        return made;
    }
    static core::ServerId idOf(WindowFixture &window, const QString &name)
    {
        return window.services.registry.profileNamed(name)->id;
    }
    /// Three changes for two servers; the last one is older than a week.
    static void fill(WindowFixture &window)
    {
        const qint64 now = window.services.clock.nowMs();
        using Kind = core::PendingChange::Kind;
        const core::ServerId first = window.services.registry.profiles().at(0).id;
        const core::ServerId second = window.services.registry.profiles().at(1).id;
        window.services.pendingChanges.changes = { change(7, first, Kind::Ban, { u"192.0.2.1"_s }, now - 60'000),
            change(8, second, Kind::Unban, { u"192.0.2.2"_s, u"192.0.2.3"_s }, now - 50'000),
            change(9, second, Kind::UnbanAll, {}, now - 8LL * 24 * 3600 * 1000) };
        Q_EMIT window.services.pendingChanges.changed();
    }

private Q_SLOTS:
    void model()
    {
        WindowFixture window;
        models::PendingTableModel model(
            window.services.pendingChanges, window.services.registry, window.services.clock);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 0);
        fill(window);
        QCOMPARE(model.rowCount(), 3);
        using models::PendingColumn;
        const auto text
            = [&](int row, PendingColumn column) { return model.index(row, int(column)).data().toString(); };
        QCOMPARE(text(0, PendingColumn::Server), window.services.registry.profiles().at(0).name);
        QCOMPARE(text(0, PendingColumn::Change), u"Ban 192.0.2.1 in sshd"_s);
        QCOMPARE(text(1, PendingColumn::Change), u"Unban 2 addresses everywhere"_s);
        QCOMPARE(text(2, PendingColumn::Change), u"Unban everything"_s);
        QCOMPARE(text(0, PendingColumn::Attempts), u"2"_s);
        QVERIFY(text(2, PendingColumn::Since).contains(u"old"_s));
        QVERIFY(!text(0, PendingColumn::Since).contains(u"old"_s));
        QVERIFY(!model.index(0, int(PendingColumn::LastError)).data(Qt::ToolTipRole).toString().contains(u'\u202e'));
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        window.services.pendingChanges.changes.removeAt(1);
        Q_EMIT window.services.pendingChanges.changed();
        QCOMPARE(removed.count(), 1);
        QCOMPARE(model.rowOf(9), 1);
        QCOMPARE(model.rowOf(8), -1);
    }

    void statusBarShowsAndOpens()
    {
        WindowFixture window;
        auto *label = window.find<widgets::LinkLabel>("statusPending");
        QVERIFY(label);
        QVERIFY(!label->isVisible());
        fill(window);
        QTRY_VERIFY(label->isVisible());
        QVERIFY2(label->plainText().startsWith(u"3 changes wait for "_s), qPrintable(label->plainText()));
        Q_EMIT label->linkRequested(u"pending"_s);
        auto *dialog = window.dialog("pendingDialog");
        QVERIFY(dialog);
        QCOMPARE(guitest::unnamedControls(dialog), QStringList {});
        window.trigger("actionWaitingChanges"); // the same one
        int open = 0;
        for (QWidget *each : QApplication::topLevelWidgets())
            open += each->isVisible() && each->objectName() == u"pendingDialog"_s ? 1 : 0;
        QCOMPARE(open, 1);
    }

    void withdrawAndTry()
    {
        WindowFixture window;
        fill(window);
        window.trigger("actionWaitingChanges");
        auto *dialog = window.dialog("pendingDialog");
        QVERIFY(dialog);
        auto *table = WindowFixture::in<widgets::TableView>(dialog, "pendingTable");
        auto *withdraw = WindowFixture::in<QPushButton>(dialog, "withdrawButton");
        auto *tryNow = WindowFixture::in<QPushButton>(dialog, "tryButton");
        QCOMPARE(withdraw->text(), u"Withdraw all"_s);
        table->selectRow(0);
        QCOMPARE(withdraw->text(), u"Withdraw"_s);
        QTest::mouseClick(tryNow, Qt::LeftButton);
        QCOMPARE(window.services.pendingChanges.sent, QList<qint64> { 7 });
        table->clearSelection();
        QTest::mouseClick(tryNow, Qt::LeftButton);
        QCOMPARE(window.services.pendingChanges.sent, (QList<qint64> { 7, 7, 8 })); // the old one is chosen by itself
        table->selectRow(0);
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_COMPARE(table->model()->rowCount(), 2);
        table->clearSelection();
        // All of them only after asking; Enter is not the answer.
        QTest::mouseClick(withdraw, Qt::LeftButton);
        auto *ask = window.dialog("withdrawAllDialog");
        QVERIFY(ask);
        QCOMPARE(guitest::unnamedControls(ask), QStringList {});
        const auto *effect = WindowFixture::in<widgets::PlainLabel>(ask, "confirmEffect");
        QVERIFY2(effect->text().startsWith(u"2 changes wait for "_s), qPrintable(effect->text()));
        QTest::keyClick(ask, Qt::Key_Return);
        QTRY_VERIFY(!window.dialog("withdrawAllDialog"));
        support::settle();
        QCOMPARE(table->model()->rowCount(), 2);
        QTest::mouseClick(withdraw, Qt::LeftButton);
        QVERIFY(window.dialog("withdrawAllDialog"));
        WindowFixture::in<QPushButton>(window.dialog("withdrawAllDialog"), "confirmButton")->click();
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QVERIFY(!withdraw->isEnabled());
        QVERIFY(!tryNow->isEnabled());
        QTRY_VERIFY(!window.find<widgets::LinkLabel>("statusPending")->isVisible());
    }

    void theNoteIsTrue()
    {
        WindowFixture window;
        fill(window);
        window.trigger("actionWaitingChanges");
        auto *dialog = window.dialog("pendingDialog");
        QVERIFY(dialog);
        auto *table = WindowFixture::in<widgets::TableView>(dialog, "pendingTable");
        const auto *note = WindowFixture::in<widgets::PlainLabel>(dialog, "dialogNote");
        auto &pending = window.services.pendingChanges;
        const QString old = u"What is old has waited for more than a week: it is sent only when you choose it."_s;
        QCOMPARE(note->text(), old);
        table->selectRow(0);
        WindowFixture::in<QPushButton>(dialog, "tryButton")->click();
        QCOMPARE(note->text(), u"Trying…"_s);
        Q_EMIT pending.changed(); // it is being sent: nothing has come of it yet
        QCOMPARE(note->text(), u"Trying…"_s);
        pending.changes[0].attempts = 3;
        Q_EMIT pending.changed();
        QCOMPARE(note->text(), old);
        pending.changes.removeLast(); // the old one
        Q_EMIT pending.changed();
        QCOMPARE(note->text(), QString());
        fill(window);
        QCOMPARE(note->text(), old);
    }

    void deliveredIsTold()
    {
        WindowFixture window;
        auto *bar = window.window->findChild<widgets::ReceiptBar *>();
        QVERIFY(bar);
        core::Receipt receipt;
        receipt.server = window.services.registry.profiles().at(0).id;
        receipt.serverName = u"web-1"_s;
        receipt.jail = u"sshd"_s;
        receipt.target = u"192.0.2.1"_s;
        Q_EMIT window.services.pendingChanges.delivered({ receipt });
        QVERIFY(bar->isVisible());
        QCOMPARE(bar->text(), u"Done what had waited for web-1: 1 address in 1 jail"_s);
        receipt.serverName = u"db-1"_s;
        receipt.server = window.services.registry.profiles().at(1).id;
        receipt.result = core::ReceiptResult::Refused;
        receipt.error = { core::ErrorCode::UnknownJail, u"sshd"_s };
        Q_EMIT window.services.pendingChanges.delivered({ receipt }); // joins the first
        QCOMPARE(bar->text(), u"Done what had waited for web-1: 1 address in 1 jail; refused by db-1"_s);
    }

    void theBanDialogSaysWhatWaits()
    {
        WindowFixture window;
        const core::ServerId away = window.services.addServer(u"far"_s, {}, core::ServerState::Unreachable, u"1.1.0"_s);
        window.services.banService.unreachable = { away };
        window.window->openBanDialog(u"192.0.2.1"_s);
        auto *dialog = window.dialog("banDialog");
        QVERIFY(dialog);
        auto *servers = WindowFixture::in<QListWidget>(dialog, "serverList");
        for (int row = 0; row < servers->count(); ++row) {
            if (servers->item(row)->text() == u"far"_s)
                QCOMPARE(servers->item(row)->checkState(), Qt::Checked);
        }
        auto *jails = WindowFixture::in<QListWidget>(dialog, "jailList");
        QVERIFY(jails->count() > 0);
        jails->item(0)->setCheckState(Qt::Checked);
        auto *warnings = WindowFixture::in<QListWidget>(dialog, "warningList");
        const QString sentence = u"far cannot be reached: its change is kept and sent when it is back."_s;
        QTRY_VERIFY(!warnings->findItems(sentence, Qt::MatchExactly).isEmpty());
    }

    void aWithdrawalIsUndone()
    {
        WindowFixture window;
        fill(window);
        const QList<core::PendingChange> before = window.services.pendingChanges.changes;
        window.trigger("actionWaitingChanges");
        auto *dialog = window.dialog("pendingDialog");
        QVERIFY(dialog);
        auto *table = WindowFixture::in<widgets::TableView>(dialog, "pendingTable");
        table->selectAll();
        QTest::keyClick(table, Qt::Key_Delete);
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QTRY_VERIFY(window.services.undoStack.canUndo());
        QCOMPARE(window.services.undoStack.entries().constLast().kind, services::UndoKind::Withdraw);
        dialog->close();
        window.trigger("actionUndo");
        QTRY_COMPARE(window.services.pendingChanges.changes, before); // with their times: old ones stay old
    }

    void aButtonThatIsHeldDownMeansWhatItMeantThen()
    {
        WindowFixture window;
        fill(window);
        window.trigger("actionWaitingChanges");
        auto *dialog = window.dialog("pendingDialog");
        QVERIFY(dialog);
        auto *table = WindowFixture::in<widgets::TableView>(dialog, "pendingTable");
        auto *tryNow = WindowFixture::in<QPushButton>(dialog, "tryButton");
        table->selectRow(0);
        QTest::mousePress(tryNow, Qt::LeftButton);
        window.services.pendingChanges.changes.removeFirst(); // delivered meanwhile
        Q_EMIT window.services.pendingChanges.changed();
        QTest::mouseRelease(tryNow, Qt::LeftButton);
        QCOMPARE(window.services.pendingChanges.sent, QList<qint64> { 7 });
    }

    void removalTellsOfOneChange()
    {
        WindowFixture window;
        fill(window);
        QVERIFY(window.window->scope().setFromText(u"server:"_s + window.services.registry.profiles().at(0).name));
        window.trigger("actionRemoveServer");
        QTRY_VERIFY(window.dialog("removeServerDialog"));
        const QString said
            = WindowFixture::in<widgets::PlainLabel>(window.dialog("removeServerDialog"), "confirmDetail")->text();
        QVERIFY2(said.contains("It is not sent any more; Undo keeps it again."_L1), qPrintable(said));
    }

    void whatWasLostStaysWithItsPlace()
    {
        WindowFixture window;
        const core::ServerProfile first = window.services.registry.profiles().at(0);
        core::PendingRecovery lost;
        lost.server = first.id;
        lost.jail = u"nginx-bad"_s;
        lost.reason = core::RecoveryReason::WentOffline;
        window.services.runtimeState.createPendingRecovery(lost);
        auto *dialog = new gui::ServerDialog(window.window->context(), first, window.window.get());
        dialog->open();
        WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(u"/run/other.sock"_s);
        WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
        auto *asked = window.dialog("movedPendingDialog");
        QVERIFY(asked);
        QVERIFY(!asked->findChild<QCheckBox *>(u"confirmCheck"_s)); // nothing waits
        const QString said = WindowFixture::in<QLabel>(asked, "confirmEffect")->text() + u' '
            + WindowFixture::in<widgets::PlainLabel>(asked, "confirmDetail")->text();
        QVERIFY2(said.contains("nginx-bad"_L1) && said.contains("is about the place until now"_L1), qPrintable(said));
        WindowFixture::in<QPushButton>(asked, "confirmButton")->click();
        QTRY_COMPARE(window.services.registry.profile(first.id)->socketPath, u"/run/other.sock"_s);
    }

    void removalOfAServerAndItsUndoTellOfThem()
    {
        WindowFixture window;
        fill(window);
        const QString name = window.services.registry.profiles().at(1).name;
        QVERIFY(window.window->scope().setFromText(u"server:"_s + name));
        window.trigger("actionRemoveServer");
        QTRY_VERIFY(window.dialog("removeServerDialog"));
        QStringList said;
        for (const auto *label : window.dialog("removeServerDialog")->findChildren<widgets::PlainLabel *>())
            said.append(label->text());
        QVERIFY2(said.join(u' ').contains(u"2 changes wait for "_s + name), qPrintable(said.join(u'|')));
        WindowFixture::in<QPushButton>(window.dialog("removeServerDialog"), "confirmButton")->click();
        QTRY_VERIFY(!window.services.registry.profileNamed(name));
        window.services.pendingChanges.changes.removeLast(); // what delivery does with those of a removed server
        window.services.pendingChanges.changes.removeLast();
        QTRY_VERIFY(window.services.undoStack.canUndo());
        window.trigger("actionUndo");
        QTRY_COMPARE(window.services.pendingChanges.changes.size(), 3);
        QCOMPARE(
            window.services.pendingChanges.changes.constLast().server, window.services.registry.profileNamed(name)->id);
    }

    void aServerThatLeadsElsewhereAsks()
    {
        WindowFixture window;
        fill(window);
        const core::ServerProfile first = window.services.registry.profiles().at(0);
        for (const bool along : { false, true }) {
            auto &pending = window.services.pendingChanges;
            auto *dialog = new gui::ServerDialog(
                window.window->context(), window.services.registry.profile(first.id), window.window.get());
            dialog->open();
            const QString place = along ? u"/run/third.sock"_s : u"/run/second.sock"_s;
            WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(place);
            WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
            auto *asked = window.dialog("movedPendingDialog");
            QVERIFY(asked);
            QCOMPARE(guitest::unnamedControls(asked), QStringList {});
            QVERIFY(window.services.registry.profile(first.id)->socketPath != place);
            QCOMPARE(WindowFixture::in<QCheckBox>(asked, "confirmCheck")->text(), u"Send it to the new place"_s);
            WindowFixture::in<QCheckBox>(asked, "confirmCheck")->setChecked(along);
            WindowFixture::in<QPushButton>(asked, "confirmButton")->click();
            QTRY_COMPARE(window.services.registry.profile(first.id)->socketPath, place);
            support::settle();
            QCOMPARE(pending.changes.size(), 3);
            // Only those of this server, and before its profile was changed: nothing calls them stale then.
            QCOMPARE(pending.followed.size(), along ? 1U : 0U);
            if (along)
                QCOMPARE(
                    pending.followed.begin()->second, core::daemonKey(*window.services.registry.profile(first.id)));
        }
        // What could not be saved leads nowhere else, also where nobody looks at the dialog any more.
        window.services.registry.error = core::Error { core::ErrorCode::StoreFull, {} };
        QPointer dialog = new gui::ServerDialog(
            window.window->context(), window.services.registry.profile(first.id), window.window.get());
        dialog->open();
        WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(u"/run/fourth.sock"_s);
        WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
        auto *asked = window.dialog("movedPendingDialog");
        QVERIFY(asked);
        WindowFixture::in<QCheckBox>(asked, "confirmCheck")->setChecked(true);
        WindowFixture::in<QPushButton>(asked, "confirmButton")->click();
        QVERIFY(!window.services.pendingChanges.followed.begin()->second.isEmpty());
        delete dialog;
        QTRY_COMPARE(window.services.pendingChanges.followed.begin()->second, QString());
    }
};

QTEST_MAIN(TestPendingDialog)
#include "tst_pending_dialog.moc"
