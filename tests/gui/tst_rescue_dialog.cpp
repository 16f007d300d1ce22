// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/rescue_dialog.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "widgets/banner.h"
#include "widgets/step_list.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

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
