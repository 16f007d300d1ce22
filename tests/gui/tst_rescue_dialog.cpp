// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/rescue_dialog.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "widgets/banner.h"
#include "widgets/receipt_bar.h"
#include "widgets/step_list.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using core::ChangeStageResult;
using core::RescueStage;
using guitest::WindowFixture;

class TestRescueDialog final : public QObject
{
    Q_OBJECT

    static core::RescueFinding crashed()
    {
        core::RescueFinding finding;
        finding.kind = core::RescueKind::Crashed;
        finding.remedy = core::RescueRemedy::Start;
        finding.recovery = core::PendingRecovery {};
        finding.recovery->jail = u"nginx-bad"_s;
        finding.comesBack = { u"recidive"_s, u"sshd"_s };
        finding.staysOff = { u"nginx-bad"_s };
        finding.causes = { { u"nginx-bad"_s, core::PreflightIssueKind::BadRegex, u"^x(<HOST>"_s, u"unterminated"_s,
            u"/etc/fail2ban/jail.d/bad.local"_s, 4 } };
        finding.edits = { { u"nginx-bad"_s, core::RescueEdit::Kind::Disable,
            u"/etc/fail2ban/jail.d/zz-bangui-nginx-bad.local"_s, u"+[nginx-bad]\n+enabled = false\n"_s } };
        return finding;
    }
    static core::ServerId first(WindowFixture &w)
    {
        return w.window->context().services.serverRegistry.profiles().constFirst().id;
    }
    template <typename T> static T *in(QDialog *dialog, const char *name) { return WindowFixture::in<T>(dialog, name); }
    /// Its dialog, with the rescue of the first server under way.
    static QDialog *begin(WindowFixture &w)
    {
        w.services.rescueService.report.findings = { crashed() };
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        if (!QTest::qWaitFor([dialog] { return in<QPushButton>(dialog, "confirmButton")->isVisible(); }, 30'000))
            qFatal("nothing was found");
        in<QPushButton>(dialog, "confirmButton")->click();
        w.services.rescueService.step(RescueStage::Snapshot, ChangeStageResult::Running);
        return dialog;
    }

private Q_SLOTS:
    void theBannerLeadsToIt()
    {
        WindowFixture w;
        w.services.rescueService.report.findings = { crashed() };
        auto *banner = w.find<widgets::Banner>("recoveryBanner");
        QVERIFY(banner && banner->isVisible());
        auto *button = WindowFixture::in<QPushButton>(banner, "disableAndRestart");
        QVERIFY(button);
        QVERIFY2(button->text().contains("Disable jail and restart"_L1), qPrintable(button->text()));
        button->click();
        QDialog *dialog = w.dialog("rescueDialog");
        QVERIFY(dialog);
        QTRY_VERIFY(in<QPushButton>(dialog, "confirmButton")->isVisible());
        QVERIFY(w.services.rescueService.carriedOut.isEmpty()); // the effect first

        const QString summary = in<QLabel>(dialog, "rescueSummary")->text();
        QVERIFY2(summary.contains("nginx-bad"_L1), qPrintable(summary));
        const QString effect = in<QLabel>(dialog, "rescueEffect")->text();
        QVERIFY2(effect.contains("recidive"_L1) && effect.contains("sshd"_L1), qPrintable(effect));
        QVERIFY2(effect.contains("zz-bangui-nginx-bad.local"_L1), qPrintable(effect));
        QVERIFY(in<QLabel>(dialog, "rescueCauses")->text().contains("jail.d/bad.local:4"_L1));
        QVERIFY(in<QPlainTextEdit>(dialog, "rescueDiff")->toPlainText().contains("+enabled = false"_L1));
        QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    }

    /// What somebody's shell has done to it, without an activation.
    void whatIsFoundByItselfHasABanner()
    {
        WindowFixture w(false);
        const core::ServerId web = w.services.addServer(u"web-9"_s, {}, core::ServerState::Online);
        QVERIFY(!w.find<QWidget>("recoveryBanners")->isVisible());
        core::RescueFinding finding;
        finding.kind = core::RescueKind::LostJails;
        finding.remedy = core::RescueRemedy::Revive;
        finding.jails = { u"sshd"_s, u"web"_s };
        w.services.rescueService.found.insert(web, { finding });
        Q_EMIT w.services.rescueService.knownChanged(web);
        auto *banner = w.find<widgets::Banner>("recoveryBanner");
        QVERIFY(banner && banner->isVisible());
        QVERIFY2(banner->titleText().contains("web-9"_L1), qPrintable(banner->titleText()));
        QVERIFY2(banner->detailText().contains("sshd"_L1), qPrintable(banner->detailText()));
        w.services.rescueService.report.findings = { finding };
        WindowFixture::in<QPushButton>(banner, "rescueServer")->click();
        QDialog *dialog = w.dialog("rescueDialog");
        QVERIFY(dialog);
        QTRY_COMPARE(in<QPushButton>(dialog, "confirmButton")->text(), u"Bring jails back"_s);
        dialog->reject();
        WindowFixture::in<QPushButton>(banner, "dismissFinding")->click();
        QTRY_VERIFY(!w.find<QWidget>("recoveryBanners")->isVisible());
    }

    void stagesAndOutcome()
    {
        WindowFixture w;
        w.services.rescueService.report.findings = { crashed() };
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        QTRY_VERIFY(in<QPushButton>(dialog, "confirmButton")->isVisible());
        QCOMPARE(in<QPushButton>(dialog, "confirmButton")->text(), u"Disable jail and restart"_s);
        in<QPushButton>(dialog, "confirmButton")->click();
        QCOMPARE(w.services.rescueService.carriedOut.size(), 1);
        QCOMPARE(w.services.rescueService.carriedOut[0].edits, crashed().edits);
        auto *list = in<widgets::StepList>(dialog, "stepList");
        QVERIFY(list->isVisible());
        QCOMPARE(list->steps().size(), 6);
        w.services.rescueService.step(RescueStage::Snapshot, ChangeStageResult::Passed);
        w.services.rescueService.step(RescueStage::Arm, ChangeStageResult::Running);
        QCOMPARE(list->steps()[0].state, core::ServerState::Online);
        QCOMPARE(list->steps()[1].state, core::ServerState::Busy);
        QCOMPARE(list->steps()[2].state, core::ServerState::Unknown);

        core::RescueOutcome outcome;
        outcome.result = core::RescueResult::Rescued;
        outcome.running = { u"recidive"_s, u"sshd"_s };
        outcome.disabled = { u"nginx-bad"_s };
        for (const auto stage : { RescueStage::Snapshot, RescueStage::Arm, RescueStage::Write, RescueStage::Act,
                 RescueStage::Verify, RescueStage::Confirm })
            outcome.steps.append(
                { .stage = stage, .result = ChangeStageResult::Passed, .error = {}, .detail = {}, .tookMs = 10 });
        w.services.rescueService.finish(outcome);
        QTRY_VERIFY(in<QLabel>(dialog, "rescueSummary")->text().contains("2 jails"_L1));
        const QString more = in<QLabel>(dialog, "rescueExplanation")->text();
        QVERIFY2(more.contains("nginx-bad"_L1), qPrintable(more)); // what was changed, what to do next
        QVERIFY(!in<QPushButton>(dialog, "confirmButton")->isVisible());
        QCOMPARE(list->steps()[5].state, core::ServerState::Online);
    }

    void whatFailsIsTold()
    {
        WindowFixture w;
        w.services.rescueService.report.findings = { crashed() };
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        QTRY_VERIFY(in<QPushButton>(dialog, "confirmButton")->isVisible());
        in<QPushButton>(dialog, "confirmButton")->click();
        core::RescueOutcome outcome;
        outcome.result = core::RescueResult::RolledBack;
        outcome.error = core::Error { core::ErrorCode::CommandFailed, u"ERROR from \u202Ethe server"_s };
        outcome.steps = { { .stage = RescueStage::Act,
                              .result = ChangeStageResult::Failed,
                              .error = *outcome.error,
                              .detail = u"ERROR"_s },
            { .stage = RescueStage::Restore, .result = ChangeStageResult::Passed, .error = {}, .detail = {} } };
        w.services.rescueService.finish(outcome);
        QTRY_VERIFY(in<QPlainTextEdit>(dialog, "rescueDetail"));
        QVERIFY(!in<QPlainTextEdit>(dialog, "rescueDetail")->toPlainText().contains(QChar(0x202E)));
        QVERIFY(in<QLabel>(dialog, "rescueExplanation")->text().contains("byte for byte"_L1));
        QCOMPARE(in<widgets::StepList>(dialog, "stepList")->steps().constLast().state, core::ServerState::Online);
        // Another look is the way on.
        in<QPushButton>(dialog, "lookAgainButton")->click();
        QTRY_VERIFY(in<QPushButton>(dialog, "confirmButton")->isVisible());
        QCOMPARE(w.services.rescueService.examined, 2);
    }

    /// The daemon may be down by then: whoever closed the dialog hears of it.
    void closedItsEndIsTold_data()
    {
        QTest::addColumn<core::RescueResult>("result");
        QTest::addColumn<QString>("told");
        QTest::newRow("rescued") << core::RescueResult::Rescued << u"%1 protects again"_s;
        QTest::newRow("partly") << core::RescueResult::Partly << u"%1 guards again with"_s;
        QTest::newRow("rolled back") << core::RescueResult::RolledBack << u"%1 could not be brought back: "_s;
        QTest::newRow("not restored") << core::RescueResult::NotRestored << u"not everything is as it was"_s;
        QTest::newRow("unknown") << core::RescueResult::Unknown << u"The way to %1 was lost"_s;
    }
    void closedItsEndIsTold()
    {
        QFETCH(core::RescueResult, result);
        QFETCH(QString, told);
        WindowFixture w;
        begin(w)->reject();
        QTRY_VERIFY(!w.dialog("rescueDialog"));
        auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
        QVERIFY(!bar->isVisible());
        core::RescueOutcome outcome;
        outcome.result = result;
        w.services.rescueService.finish(outcome);
        QVERIFY(bar->isVisible());
        told = told.contains(u"%1"_s) ? told.arg(w.services.registry.nameOf(first(w))) : told;
        QVERIFY2(bar->text().contains(told), qPrintable(bar->text()));
    }

    /// Also where another dialog looks at the same server again; but not beside the one that tells it itself.
    void itsEndIsToldOnce()
    {
        WindowFixture w;
        auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
        QDialog *dialog = begin(w);
        core::RescueOutcome outcome;
        outcome.result = core::RescueResult::NotRestored;
        w.services.rescueService.finish(outcome);
        QVERIFY(in<QLabel>(dialog, "rescueSummary")->text().contains("not everything is as it was"_L1));
        QVERIFY(!bar->isVisible());
        dialog->reject();
        QTRY_VERIFY(!w.dialog("rescueDialog"));
        begin(w)->reject();
        QTRY_VERIFY(!w.dialog("rescueDialog"));
        gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        w.services.rescueService.finish(outcome);
        QVERIFY(bar->isVisible());
    }

    void theUndoOfWhatItWroteStays()
    {
        WindowFixture w;
        begin(w)->reject();
        QTRY_VERIFY(!w.dialog("rescueDialog"));
        services::UndoEntry entry;
        entry.kind = services::UndoKind::Rescue;
        entry.subject = u"nginx-bad"_s;
        entry.value = w.services.registry.nameOf(first(w));
        entry.at = w.services.clock.nowMs();
        w.services.undoStack.push(entry);
        core::RescueOutcome outcome;
        outcome.result = core::RescueResult::Rescued;
        outcome.disabled = { u"nginx-bad"_s };
        w.services.rescueService.finish(outcome);
        auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
        QVERIFY2(bar->text().contains("protects again: "_L1), qPrintable(bar->text()));
        QCOMPARE(bar->key(), QString::number(w.services.undoStack.entries().constLast().id));
    }

    void itsUndoIsSeenBeforeItIsMade()
    {
        WindowFixture w;
        services::ChangePreview shown;
        shown.path = u"/etc/fail2ban/jail.d/zz-bangui-nginx-bad.local"_s;
        shown.diff = u"@@ -1,2 +0,0 @@\n-[nginx-bad]\n-enabled = false\n"_s;
        shown.fileHash = "abc";
        w.services.changeService.nextPreview = shown;
        services::UndoEntry entry;
        entry.kind = services::UndoKind::Rescue;
        entry.subject = u"nginx-bad"_s;
        entry.value = w.services.registry.nameOf(first(w));
        entry.changes = { first(w) };
        entry.at = w.services.clock.nowMs();
        entry.change = services::ChangeRequest { .server = first(w), .jail = u"nginx-bad"_s };
        entry.change->text = QByteArray();
        entry.change->expected = "abc";
        entry.undo = [](const QObject *, core::Handler<QList<core::Receipt>>) {
            qFatal("it was undone unseen");
            return core::RequestHandle();
        };
        w.services.undoStack.push(entry);
        auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
        QTRY_VERIFY(bar->isVisible());
        WindowFixture::in<QPushButton>(bar, "receiptUndo")->click();
        QTRY_VERIFY(w.dialog("changeDialog"));
        QDialog *dialog = w.dialog("changeDialog");
        QCOMPARE(dialog->windowTitle(), u"Undo change of nginx-bad"_s);
        auto *undo = in<QPushButton>(dialog, "confirmButton");
        QTRY_VERIFY(undo->isEnabled());
        QCOMPARE(undo->text(), u"Undo"_s);
        QVERIFY(in<QLabel>(dialog, "dialogSub")->text().contains(entry.value + u" back. Nothing on the server"_s));
        QVERIFY(in<QPlainTextEdit>(dialog, "changeDiff")->toPlainText().contains("-enabled = false"_L1));
        QCOMPARE(guitest::unnamedControls(dialog), QStringList());
        QVERIFY(w.services.changeService.made.isEmpty());
        // Left alone it can be undone later.
        dialog->reject();
        QTRY_VERIFY(!w.dialog("changeDialog"));
        QCOMPARE(w.services.undoStack.entries().size(), 1);
        QVERIFY(w.services.changeService.made.isEmpty());

        for (const auto result :
            { services::ChangeResult::Refused, services::ChangeResult::RolledBack, services::ChangeResult::Active }) {
            w.trigger("actionUndo");
            QTRY_VERIFY(w.dialog("changeDialog"));
            dialog = w.dialog("changeDialog");
            undo = in<QPushButton>(dialog, "confirmButton");
            QTRY_VERIFY(undo->isEnabled());
            w.services.changeService.made.clear();
            w.services.changeService.setHeld(true);
            undo->click();
            QCOMPARE(w.services.changeService.made.size(), 1);
            QCOMPARE(w.services.changeService.made[0].text, std::optional(QByteArray()));
            QCOMPARE(w.services.changeService.made[0].expected, std::optional("abc"_ba));
            QVERIFY2(!w.find<QAction>("actionUndo")->isEnabled(), "it is under way");
            QVERIFY(!bar->isVisible());
            services::ChangeOutcome outcome;
            outcome.result = result;
            w.services.changeService.nextOutcome = outcome;
            w.services.changeService.release();
            const bool stands = result == services::ChangeResult::Active;
            QTRY_COMPARE(w.services.undoStack.entries().size(), stands ? 0 : 1);
            QCOMPARE(w.find<QAction>("actionUndo")->isEnabled(), !stands);
            dialog->reject();
            QTRY_VERIFY(!w.dialog("changeDialog"));
        }
    }

    /// As long as nobody has decided it, the undo may be taken back itself.
    void anUndoThatWaitsCanStillBeUndone()
    {
        WindowFixture w;
        services::UndoEntry entry;
        entry.kind = services::UndoKind::Rescue;
        entry.subject = u"nginx-bad"_s;
        entry.value = w.services.registry.nameOf(first(w));
        entry.changes = { first(w) };
        entry.change = services::ChangeRequest { .server = first(w), .jail = u"nginx-bad"_s };
        entry.change->text = QByteArray();
        w.services.undoStack.push(entry);
        services::OpenChange waiting;
        waiting.id = u"fake"_s;
        waiting.server = first(w);
        waiting.jail = u"nginx-bad"_s;
        services::ChangeOutcome outcome;
        outcome.steps = { { .stage = services::ChangeStage::Preflight, .result = ChangeStageResult::Passed } };
        for (const auto decision : { services::ChangeResult::RolledBack, services::ChangeResult::Active }) {
            w.trigger("actionUndo");
            QTRY_VERIFY(w.dialog("changeDialog"));
            QDialog *dialog = w.dialog("changeDialog");
            auto *undo = in<QPushButton>(dialog, "confirmButton");
            QTRY_VERIFY(undo->isEnabled());
            outcome.result = services::ChangeResult::Open;
            w.services.changeService.nextOutcome = outcome;
            w.services.changeService.setOpen(first(w), { waiting });
            w.services.changeService.setHeld(true);
            undo->click();
            Q_EMIT w.services.changeService.progressed(first(w), waiting.id, outcome.steps.constFirst());
            w.services.changeService.release();
            const bool stands = decision == services::ChangeResult::Active;
            auto *decide = in<QPushButton>(dialog, stands ? "keepButton" : "rollBackButton");
            QTRY_COMPARE(in<QPushButton>(dialog, "keepButton")->isVisible(), true);
            QTRY_VERIFY(w.find<QAction>("actionUndo")->isEnabled());
            QCOMPARE(w.services.undoStack.entries().size(), 1);
            outcome.result = decision;
            w.services.changeService.nextOutcome = outcome;
            QTRY_VERIFY(decide->isEnabled());
            decide->click();
            QTRY_VERIFY(!decide->isVisible());
            QTRY_COMPARE(w.services.undoStack.entries().size(), stands ? 0 : 1);
            dialog->reject();
            QTRY_VERIFY(!w.dialog("changeDialog"));
        }
        QVERIFY(!w.find<QAction>("actionUndo")->isEnabled());
    }

    void quittingInTheMiddleAsks()
    {
        WindowFixture w;
        QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
        begin(w)->reject();
        w.services.rescueService.step(RescueStage::Act, ChangeStageResult::Running);
        w.window->close();
        QTRY_VERIFY(w.dialog("quitDialog"));
        QVERIFY(w.window->isVisible());
        QCOMPARE(quits.size(), 0);
        QDialog *asked = w.dialog("quitDialog");
        QCOMPARE(in<QPlainTextEdit>(asked, "confirmItems")->toPlainText(),
            u"Rescue of "_s + w.services.registry.nameOf(first(w)));
        const QString effect = in<QLabel>(asked, "confirmEffect")->text();
        QVERIFY2(effect.contains("broken off"_L1) && !effect.contains("Nothing changes"_L1), qPrintable(effect));
        QCOMPARE(guitest::unnamedControls(asked), QStringList());
        in<QPushButton>(asked, "cancelButton")->click();
        QTRY_VERIFY(!w.dialog("quitDialog"));
        w.window->quit();
        QTRY_VERIFY(w.dialog("quitDialog"));
        in<QPushButton>(w.dialog("quitDialog"), "confirmButton")->click();
        QTRY_COMPARE(quits.size(), 1);
        core::RescueOutcome outcome;
        outcome.result = core::RescueResult::Rescued;
        w.services.rescueService.finish(outcome);
        w.window->quit();
        QCOMPARE(quits.size(), 2); // nothing to ask about any more
    }

    void readOnlyProfilesLookOnly()
    {
        WindowFixture w;
        core::ServerProfile profile = *w.services.registry.profile(first(w));
        profile.readOnly = true;
        w.services.registry.update(profile, this, {});
        w.services.rescueService.report.findings = { crashed() };
        QTRY_VERIFY(w.services.registry.profile(profile.id)->readOnly);
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), profile.id, w.window.get());
        QTRY_VERIFY(in<QLabel>(dialog, "rescueEffect"));
        QVERIFY(!in<QPushButton>(dialog, "confirmButton")->isEnabled());
    }

    void withoutARemedy()
    {
        WindowFixture w;
        core::RescueFinding finding;
        finding.kind = core::RescueKind::NoJails;
        w.services.rescueService.report.findings = { finding };
        w.services.rescueService.report.answers = true;
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        QTRY_VERIFY(in<QLabel>(dialog, "rescueEffect"));
        QVERIFY(!in<QPushButton>(dialog, "confirmButton")->isVisible());
        QVERIFY(in<QLabel>(dialog, "rescueEffect")->text().contains("Jails page"_L1));
    }

    void nothingFoundIsSaid()
    {
        WindowFixture w;
        w.services.rescueService.report.answers = true;
        w.services.rescueService.report.running = { u"sshd"_s };
        QDialog *dialog = gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get());
        QTRY_VERIFY(in<QLabel>(dialog, "rescueSummary")->text().contains("1 jail"_L1));
        // One per server.
        QCOMPARE(gui::RescueDialog::openFor(w.window->context(), first(w), w.window.get()), dialog);
    }

    void itIsOfferedWhereItMayHelp()
    {
        core::ServerStatus status;
        status.state = core::ServerState::Offline;
        QVERIFY(gui::RescueDialog::helps(status, false));
        status.state = core::ServerState::Online;
        QVERIFY(!gui::RescueDialog::helps(status, false));
        QVERIFY(gui::RescueDialog::helps(status, true));
        status.state = core::ServerState::Unreachable;
        QVERIFY(!gui::RescueDialog::helps(status, true));
        status.state = core::ServerState::NeedsAttention;
        status.attention = core::AttentionReason::NoJails;
        QVERIFY(gui::RescueDialog::helps(status, false));
        status.attention = core::AttentionReason::Authentication;
        QVERIFY(!gui::RescueDialog::helps(status, false));

        WindowFixture w;
        auto *action = w.find<QAction>("actionRescue");
        QVERIFY(action && action->isVisible());
    }
};

QTEST_MAIN(TestRescueDialog)
#include "tst_rescue_dialog.moc"
