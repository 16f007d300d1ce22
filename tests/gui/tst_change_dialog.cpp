// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/change_dialog.h"
#include "gui/gui_context.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "widgets/banner.h"
#include "widgets/receipt_bar.h"
#include "widgets/step_list.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QSignalSpy>
#include <QSpinBox>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using services::ChangeResult;
using services::ChangeStage;
using services::ChangeStageResult;
using services::ChangeStep;

/// A change from its preview to its end, over a service that does what the test says.
class TestChangeDialog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void previewSaysWhatIsWritten();
    void tabGoesAsItIsRead();
    void whatBlocksIsNotBegun();
    void previewThatFailsSaysWhy();
    void productionAsksOnceMore();
    void testBanIsOffered();
    void testBanIsNotOffered();
    void stagesAreShownAsTheyPass();
    void refusedMayBeTriedAgain();
    void openIsConfirmed();
    void isRolledBackOnDemand();
    void isCancelledBeforeApply();
    void closedItGoesOn();
    void quittingAsksOnceSomethingIsWritten();
    void quittingAsksWhereNobodyHasDecided();
    void oneAtATime();

private:
    static core::ServerId server(const WindowFixture &w) { return w.services.registry.profileNamed(u"web-2"_s)->id; }
    static services::ChangePreview preview(bool blocks = false);
    static gui::ChangeDialog *open(WindowFixture &w);
    static QPushButton *button(QWidget *dialog, const char *name)
    {
        return WindowFixture::in<QPushButton>(dialog, name);
    }
    static QString label(QWidget *dialog, const char *name) { return WindowFixture::in<QLabel>(dialog, name)->text(); }
    static void tell(WindowFixture &w, ChangeStage stage, ChangeStageResult result, const QString &detail = {})
    {
        Q_EMIT w.services.changeService.progressed(server(w), u"fake"_s,
            ChangeStep { .stage = stage, .result = result, .error = {}, .detail = detail, .tookMs = 300 });
    }
    static services::ChangeOutcome outcome(ChangeResult result, const QList<ChangeStep> &steps = {})
    {
        services::ChangeOutcome made;
        made.result = result;
        made.steps = steps;
        return made;
    }
    /// Presses "Activate" and goes on to the stage.
    static void begin(WindowFixture &w, QDialog *dialog, const QList<ChangeStage> &stages);
};

services::ChangePreview TestChangeDialog::preview(bool blocks)
{
    services::ChangePreview made;
    made.path = u"/etc/fail2ban/jail.d/zz-bangui-nginx-bad.local"_s;
    made.diff = u"--- a\n+++ b\n@@ -0,0 +1,2 @@\n+[nginx-bad]\n+enabled = true\n"_s;
    made.fileHash = "abc";
    made.report.jail = u"nginx-bad"_s;
    services::PreflightCheck check;
    check.name = u"regexes"_s;
    check.passed = !blocks;
    check.detail = u"3"_s;
    made.report.checks = { check };
    services::PreflightIssue warning;
    warning.kind = services::PreflightIssueKind::RestartsJail;
    warning.severity = services::PreflightSeverity::Warning;
    warning.jail = u"nginx-bad"_s;
    made.report.issues = { warning };
    if (blocks) {
        services::PreflightIssue issue;
        issue.kind = services::PreflightIssueKind::LocksOut;
        issue.jail = u"nginx-bad"_s;
        issue.subject = u"192.0.2.7"_s;
        made.report.issues.prepend(issue);
    }
    return made;
}

gui::ChangeDialog *TestChangeDialog::open(WindowFixture &w)
{
    services::ChangeRequest request;
    request.server = server(w);
    request.jail = u"nginx-bad"_s;
    request.kind = services::ChangeKind::Enable;
    auto *dialog = new gui::ChangeDialog(w.window->context(), request, w.window.get());
    dialog->open();
    return dialog;
}

void TestChangeDialog::begin(WindowFixture &w, QDialog *dialog, const QList<ChangeStage> &stages)
{
    w.services.changeService.setHeld(true);
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
    QTest::mouseClick(button(dialog, "confirmButton"), Qt::LeftButton);
    for (qsizetype i = 0; i < stages.size(); ++i) {
        tell(w, stages.at(i), ChangeStageResult::Running);
        if (i + 1 < stages.size())
            tell(w, stages.at(i), ChangeStageResult::Passed);
    }
}

void TestChangeDialog::previewSaysWhatIsWritten()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    QCOMPARE(dialog->windowTitle(), u"Activate nginx-bad on web-2"_s);
    auto *confirm = button(dialog, "confirmButton");
    QVERIFY2(!confirm->isEnabled(), "not before it was checked");
    QTRY_VERIFY(confirm->isEnabled());
    QCOMPARE(confirm->text(), u"Activate"_s);
    QCOMPARE(label(dialog, "changeSummary"), u"Nothing blocks, 1 warning."_s);
    QCOMPARE(label(dialog, "changePath"), u"/etc/fail2ban/jail.d/zz-bangui-nginx-bad.local"_s);
    QVERIFY(WindowFixture::in<QPlainTextEdit>(dialog, "changeDiff")->toPlainText().contains("+enabled = true"_L1));
    QCOMPARE(dialog->findChildren<QWidget *>(u"preflightIssue"_s).size(), 1);
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    QVERIFY(w.services.changeService.made.isEmpty());
    WindowFixture::in<QSpinBox>(dialog, "confirmSeconds")->setValue(90);
    w.services.changeService.setHeld(true);
    QTRY_VERIFY(dialog->focusWidget() == confirm);
    QTest::keyClick(confirm, Qt::Key_Return);
    QTRY_COMPARE(w.services.changeService.made.size(), 1);
    const services::ChangeRequest made = w.services.changeService.made.constFirst();
    QCOMPARE(made.confirmAfterSeconds, 90);
    QCOMPARE(made.jail, u"nginx-bad"_s);
    QVERIFY2(made.expected == QByteArray("abc"), "held to the file that was shown");
}

void TestChangeDialog::tabGoesAsItIsRead()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview(true);
    auto *dialog = open(w);
    QTRY_VERIFY(button(dialog, "checkAgainButton")->isVisible());
    // Its parts are made anew, behind all that was there.
    w.services.changeService.nextPreview = preview();
    w.services.changeService.nextPreview->canary.kind = services::CanaryOffer::Kind::Offered;
    w.services.changeService.nextPreview->report.issues[0].origin = { u"/etc/fail2ban/jail.local"_s, 3, {} };
    button(dialog, "checkAgainButton")->click();
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
    auto *first = WindowFixture::in<QWidget>(dialog, "changePreviewScroll");
    first->setFocus();
    QStringList reached;
    for (int tabs = 0; tabs < 30 && (tabs == 0 || dialog->focusWidget() != first); ++tabs) {
        if (const QString name = dialog->focusWidget()->objectName();
            reached.isEmpty() || reached.constLast() != name) // a link is a stop, too
            reached += name;
        QTest::keyClick(dialog->focusWidget(), Qt::Key_Tab);
    }
    const QStringList wanted { u"changePreviewScroll"_s, u"issuePlace"_s, u"changeDiff"_s, u"confirmByItself"_s,
        u"confirmSeconds"_s, u"canaryCheck"_s, u"confirmButton"_s, u"cancelButton"_s };
    QVERIFY2(reached == wanted, qPrintable(reached.join(u' ')));
}

void TestChangeDialog::whatBlocksIsNotBegun()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview(true);
    auto *dialog = open(w);
    QTRY_VERIFY(button(dialog, "checkAgainButton")->isVisible());
    QVERIFY(!button(dialog, "confirmButton")->isEnabled());
    QCOMPARE(label(dialog, "changeSummary"), u"1 issue blocks, 1 warning."_s);
    QCOMPARE(dialog->findChildren<QWidget *>(u"preflightIssue"_s).size(), 2);
    QCOMPARE(label(dialog, "dialogNote"), u"Nothing was changed."_s);
    QVERIFY2(label(dialog, "issueWhat").contains("192.0.2.7"_L1), qPrintable(label(dialog, "issueWhat")));
    w.services.changeService.nextPreview = preview();
    QTest::mouseClick(button(dialog, "checkAgainButton"), Qt::LeftButton);
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
    QVERIFY(!button(dialog, "checkAgainButton")->isVisible());
}

void TestChangeDialog::previewThatFailsSaysWhy()
{
    WindowFixture w;
    w.services.changeService.nextPreview = core::failure(core::ErrorCode::NotSupported, u"\u202eraw"_s);
    auto *dialog = open(w);
    QTRY_VERIFY(button(dialog, "checkAgainButton")->isVisible());
    QVERIFY(!button(dialog, "confirmButton")->isEnabled());
    QVERIFY(!label(dialog, "changeSummary").isEmpty());
    QVERIFY(!label(dialog, "changeSummary").contains(QChar(0x202e)));
}

void TestChangeDialog::productionAsksOnceMore()
{
    WindowFixture w;
    core::ServerProfile profile = *w.services.registry.profile(server(w));
    profile.production = true;
    w.services.registry.update(profile, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    QTRY_COMPARE(label(dialog, "changeSummary"), u"Nothing blocks, 1 warning."_s);
    QVERIFY(!button(dialog, "confirmButton")->isEnabled());
    QCheckBox *check = nullptr;
    for (QCheckBox *each : dialog->findChildren<QCheckBox *>(u"productionCheck"_s)) {
        if (each->isVisible())
            check = each;
    }
    QVERIFY(check);
    check->setChecked(true);
    QVERIFY(button(dialog, "confirmButton")->isEnabled());
}

void TestChangeDialog::testBanIsOffered()
{
    using Kind = services::CanaryOffer::Kind;
    for (const bool chosen : { false, true }) {
        WindowFixture w;
        w.services.changeService.nextPreview = preview();
        w.services.changeService.nextPreview->canary.kind = Kind::Offered;
        auto *dialog = open(w);
        auto *check = WindowFixture::in<QCheckBox>(dialog, "canaryCheck");
        QVERIFY(!check->isVisible());
        QTRY_VERIFY(check->isVisible());
        QVERIFY2(!check->isChecked(), "it is asked for, never assumed");
        QCOMPARE(check->text(), u"Try its actions out with a test ban"_s);
        QVERIFY(label(dialog, "canaryNote").contains("lifted within seconds"_L1));
        QCOMPARE(check->accessibleDescription(), label(dialog, "canaryNote"));
        QCOMPARE(guitest::unnamedControls(dialog), QStringList());
        if (chosen) {
            check->setFocus();
            QTest::keyClick(check, Qt::Key_Space);
        }
        begin(w, dialog, { ChangeStage::Preflight });
        QTRY_COMPARE(w.services.changeService.made.size(), 1);
        QCOMPARE(w.services.changeService.made.constFirst().canary, chosen);
        tell(w, ChangeStage::Verify, ChangeStageResult::Passed,
            u"5 · canary 203.0.113.77 executed=yes seen=nftables lifted"_s);
        auto *steps = WindowFixture::in<widgets::StepList>(dialog, "changeSteps");
        QTRY_VERIFY(std::ranges::any_of(steps->steps(), [](const widgets::Step &step) {
            return step.detail.contains(u"banned 203.0.113.77, its actions ran without an error, seen in nftables"_s);
        }));
    }
}

void TestChangeDialog::testBanIsNotOffered()
{
    using Kind = services::CanaryOffer::Kind;
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    w.services.changeService.nextPreview->canary = { Kind::TellsOthers, u"mail\u202ewhois"_s, u"norestored"_s };
    auto *dialog = open(w);
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
    auto *check = WindowFixture::in<QCheckBox>(dialog, "canaryCheck");
    QVERIFY(!check->isVisible());
    QVERIFY(WindowFixture::in<QLabel>(dialog, "canaryNote")->isVisible());
    QCOMPARE(label(dialog, "canaryNote"),
        u"No test ban: the action mailU+202Ewhois tells others of every ban (it is marked \"norestored\")."_s);
    begin(w, dialog, { ChangeStage::Preflight });
    QTRY_COMPARE(w.services.changeService.made.size(), 1);
    QVERIFY(!w.services.changeService.made.constFirst().canary);

    // One that cannot be offered any more is not asked for, either; that no action is new needs no words.
    WindowFixture again;
    again.services.changeService.nextPreview = preview(true);
    again.services.changeService.nextPreview->canary.kind = Kind::Offered;
    auto *second = open(again);
    QTRY_VERIFY(button(second, "checkAgainButton")->isVisible());
    auto *box = WindowFixture::in<QCheckBox>(second, "canaryCheck");
    QVERIFY2(!box->isVisible(), "nothing to choose while something blocks");
    box->setChecked(true);
    again.services.changeService.nextPreview = preview();
    QTest::mouseClick(button(second, "checkAgainButton"), Qt::LeftButton);
    QTRY_VERIFY(button(second, "confirmButton")->isEnabled());
    QVERIFY(!box->isVisible() && !WindowFixture::in<QLabel>(second, "canaryNote")->isVisible());
    begin(again, second, { ChangeStage::Preflight });
    QTRY_COMPARE(again.services.changeService.made.size(), 1);
    QVERIFY(!again.services.changeService.made.constFirst().canary);
}

void TestChangeDialog::stagesAreShownAsTheyPass()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Snapshot });
    auto *steps = WindowFixture::in<widgets::StepList>(dialog, "changeSteps");
    QCOMPARE(steps->steps().size(), 8);
    QCOMPARE(steps->steps().at(0).state, core::ServerState::Online);
    QCOMPARE(steps->steps().at(1).state, core::ServerState::Busy);
    QVERIFY(!button(dialog, "keepButton")->isVisible());
    QCOMPARE(button(dialog, "rollBackButton")->text(), u"Cancel the change"_s);
    for (const ChangeStage stage : { ChangeStage::Snapshot, ChangeStage::Arm, ChangeStage::Write, ChangeStage::Apply })
        tell(w, stage, ChangeStageResult::Passed);
    services::OpenChange change;
    change.id = u"fake"_s;
    change.server = server(w);
    change.jail = u"nginx-bad"_s;
    change.remainingSeconds = 107;
    w.services.changeService.setOpen(server(w), { change });
    tell(w, ChangeStage::Verify, ChangeStageResult::Running);
    QVERIFY(button(dialog, "keepButton")->isEnabled());
    QVERIFY(button(dialog, "keepButton")->isDefault());
    QCOMPARE(button(dialog, "rollBackButton")->text(), u"Roll back now"_s);
    // It is to confirm itself: it does not simply end.
    QTRY_COMPARE(label(dialog, "dialogNote"), u"Stays if it proves healthy, else undoes itself in 1:47"_s);
    w.services.clock.advance(7000);
    QTRY_COMPARE(label(dialog, "dialogNote"), u"Stays if it proves healthy, else undoes itself in 1:40"_s);
    QTest::mouseClick(button(dialog, "changeLogToggle"), Qt::LeftButton);
    QVERIFY(WindowFixture::in<QPlainTextEdit>(dialog, "changeLog")->toPlainText().contains("Preflight  passed"_L1));
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    // Its end.
    w.services.changeService.setOpen(server(w), {});
    w.services.changeService.nextOutcome = outcome(ChangeResult::Active);
    w.services.changeService.release();
    QTRY_COMPARE(label(dialog, "changeWhat"), u"The jail nginx-bad is active on web-2."_s);
    QVERIFY(!button(dialog, "keepButton")->isVisible());
    QVERIFY(!button(dialog, "rollBackButton")->isVisible());
    QCOMPARE(button(dialog, "cancelButton")->text(), u"Close"_s);
    QVERIFY(label(dialog, "dialogNote").isEmpty());
}

void TestChangeDialog::refusedMayBeTriedAgain()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight });
    services::ChangeOutcome refused = outcome(ChangeResult::Refused);
    refused.error = { core::ErrorCode::PreflightFailed, {} };
    refused.issues = preview(true).report.issues;
    w.services.changeService.nextOutcome = refused;
    w.services.changeService.release();
    QTRY_VERIFY(button(dialog, "checkAgainButton")->isVisible());
    QCOMPARE(label(dialog, "changeUnchanged"), u"Nothing was changed."_s);
    QTest::mouseClick(button(dialog, "checkAgainButton"), Qt::LeftButton);
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
}

void TestChangeDialog::openIsConfirmed()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    QTRY_VERIFY(button(dialog, "confirmButton")->isEnabled());
    WindowFixture::in<QRadioButton>(dialog, "confirmByMe")->click();
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Verify });
    QCOMPARE(w.services.changeService.made.constFirst().confirmAfterSeconds, 0);
    w.services.changeService.nextOutcome
        = outcome(ChangeResult::Open, { { .stage = ChangeStage::Verify, .result = ChangeStageResult::Passed } });
    w.services.changeService.release();
    QTRY_VERIFY(button(dialog, "keepButton")->isVisible());
    QVERIFY(button(dialog, "keepButton")->isEnabled());
    // What could not be said leaves it as undecided as before.
    w.services.changeService.nextOutcome = core::failure(core::ErrorCode::TunnelDown);
    QTest::mouseClick(button(dialog, "keepButton"), Qt::LeftButton);
    QVERIFY(w.services.changeService.calls.contains(u"confirm %1 fake"_s.arg(server(w).value)));
    QVERIFY(!button(dialog, "keepButton")->isEnabled());
    QTRY_VERIFY(button(dialog, "keepButton")->isEnabled());
    QVERIFY(!label(dialog, "dialogNote").isEmpty());
    w.services.changeService.nextOutcome = outcome(ChangeResult::Active);
    QTest::mouseClick(button(dialog, "keepButton"), Qt::LeftButton);
    QTRY_COMPARE(label(dialog, "changeWhat"), u"The jail nginx-bad is active on web-2."_s);
    QVERIFY(!button(dialog, "keepButton")->isVisible());
}

void TestChangeDialog::isRolledBackOnDemand()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Apply, ChangeStage::Verify });
    w.services.changeService.nextOutcome = outcome(ChangeResult::RolledBack);
    QTest::mouseClick(button(dialog, "rollBackButton"), Qt::LeftButton);
    QVERIFY(w.services.changeService.calls.contains(u"rollback %1 fake"_s.arg(server(w).value)));
    QVERIFY(!button(dialog, "rollBackButton")->isEnabled());
    w.services.changeService.release();
    QTRY_COMPARE(label(dialog, "changeUnchanged"), u"Its files and jails are as they were."_s);
}

void TestChangeDialog::isCancelledBeforeApply()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight });
    services::ChangeOutcome refused = outcome(ChangeResult::Refused);
    refused.error = { core::ErrorCode::Cancelled, {} };
    w.services.changeService.nextOutcome = refused;
    QTest::mouseClick(button(dialog, "rollBackButton"), Qt::LeftButton);
    QVERIFY(w.services.changeService.calls.contains(u"rollback %1 fake"_s.arg(server(w).value)));
    w.services.changeService.release();
    QTRY_COMPARE(label(dialog, "changeUnchanged"), u"Nothing was changed."_s);
    QVERIFY(button(dialog, "checkAgainButton")->isVisible());
}

void TestChangeDialog::closedItGoesOn()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Snapshot });
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!w.dialog("changeDialog"));
    auto *banner = w.find<widgets::Banner>("changeBanner");
    QVERIFY(banner);
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->titleText(), u"Activation of nginx-bad on web-2"_s);
    QTest::mouseClick(WindowFixture::in<QPushButton>(banner, "showChange"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("changeDialog"));
    QCOMPARE(WindowFixture::in<widgets::StepList>(w.dialog("changeDialog"), "changeSteps")->steps().at(0).state,
        core::ServerState::Online);
    w.dialog("changeDialog")->reject();
    w.services.changeService.nextOutcome = outcome(ChangeResult::Active);
    w.services.changeService.release();
    auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QCOMPARE(bar->text(), u"The jail nginx-bad is active on web-2."_s);
    QTRY_VERIFY(!w.find<QWidget>("changeBanners")->isVisible());
}

void TestChangeDialog::quittingAsksOnceSomethingIsWritten()
{
    WindowFixture w;
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Snapshot, ChangeStage::Arm });
    dialog->reject();
    w.window->quit();
    QCOMPARE(quits.size(), 1); // nothing is written yet
    quits.clear();
    tell(w, ChangeStage::Write, ChangeStageResult::Passed);
    tell(w, ChangeStage::Apply, ChangeStageResult::Running);
    w.window->quit();
    QTRY_VERIFY(w.dialog("quitDialog"));
    QCOMPARE(quits.size(), 0);
    QDialog *asked = w.dialog("quitDialog");
    QCOMPARE(
        WindowFixture::in<QPlainTextEdit>(asked, "confirmItems")->toPlainText(), u"Activation of nginx-bad on web-2"_s);
    button(asked, "cancelButton")->click();
    QTRY_VERIFY(!w.dialog("quitDialog"));
    w.services.changeService.nextOutcome = outcome(ChangeResult::Active);
    w.services.changeService.release();
    QTRY_VERIFY(w.find<widgets::ReceiptBar>("receiptBar")->isVisible());
    w.window->quit();
    QCOMPARE(quits.size(), 1);
}

void TestChangeDialog::quittingAsksWhereNobodyHasDecided()
{
    WindowFixture w;
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight, ChangeStage::Verify });
    w.services.changeService.nextOutcome
        = outcome(ChangeResult::Open, { { .stage = ChangeStage::Verify, .result = ChangeStageResult::Passed } });
    w.services.changeService.release();
    QTRY_VERIFY(button(dialog, "keepButton")->isVisible());
    services::OpenChange waiting;
    waiting.id = u"fake"_s;
    waiting.server = server(w);
    waiting.jail = u"nginx-bad"_s;
    waiting.kind = services::ChangeKind::Enable;
    waiting.remainingSeconds = 70;
    w.services.changeService.setOpen(server(w), { waiting });
    QTRY_VERIFY(w.find<QWidget>("changeBanners")->isVisible());
    dialog->reject();
    w.window->quit();
    QTRY_VERIFY(w.dialog("quitDialog"));
    QDialog *asked = w.dialog("quitDialog");
    QCOMPARE(WindowFixture::in<QPlainTextEdit>(asked, "confirmItems")->toPlainText(),
        u"Activation of nginx-bad on web-2: not confirmed yet"_s);
    QCOMPARE(button(asked, "cancelButton")->text(), u"Look at it first"_s);
    QVERIFY(quits.isEmpty());
    button(asked, "confirmButton")->click();
    QCOMPARE(quits.size(), 1);
    // Somebody else's is theirs, and goes on without this window.
    w.services.changeService.setOpen(server(w), {});
    QTRY_VERIFY(!w.find<QWidget>("changeBanners")->isVisible());
    waiting.id = u"another"_s;
    w.services.changeService.setOpen(server(w), { waiting });
    QTRY_VERIFY(w.find<QWidget>("changeBanners")->isVisible());
    w.window->quit();
    QCOMPARE(quits.size(), 2);
}

void TestChangeDialog::oneAtATime()
{
    WindowFixture w;
    w.services.changeService.nextPreview = preview();
    auto *dialog = open(w);
    begin(w, dialog, { ChangeStage::Preflight });
    services::ChangeRequest another;
    another.server = server(w);
    another.jail = u"other"_s;
    QVERIFY(!w.window->context().models.changes().start(another));
    QCOMPARE(w.services.changeService.made.size(), 1);
}

QTEST_MAIN(TestChangeDialog)
#include "tst_change_dialog.moc"
