// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_steps.h"

#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;
using models::ChangePhase;
using models::ChangeRun;
using services::ChangeResult;
using services::ChangeStage;
using services::ChangeStageResult;
using services::ChangeStep;

namespace {

ChangeStep passed(ChangeStage stage, const QString &detail = {})
{
    return { .stage = stage, .result = ChangeStageResult::Passed, .error = {}, .detail = detail, .tookMs = 600 };
}

ChangeRun runAt(const QList<ChangeStep> &steps)
{
    ChangeRun run;
    run.request.jail = u"nginx-bad"_s;
    run.request.kind = services::ChangeKind::Enable;
    run.id = u"a"_s;
    run.steps = steps;
    return run;
}

ChangeRun endedWith(ChangeResult result, const QList<ChangeStep> &steps, const core::Error &error = {})
{
    ChangeRun run = runAt(steps);
    services::ChangeOutcome outcome;
    outcome.result = result;
    outcome.error = error;
    outcome.steps = steps;
    run.outcome = outcome;
    return run;
}

QStringList titles(const ChangeRun &run)
{
    QStringList result;
    for (const models::StepValue &step : models::changeSteps(run))
        result.append(step.title);
    return result;
}

} // namespace

class TestChangeModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void everyStageIsThereFromTheStart();
    void stagesPass();
    void whatWasTakenBackShowsItsWayBack();
    void openWaitsForAWord();
    void phases();
    void ends();
    void countdown();
};

void TestChangeModels::everyStageIsThereFromTheStart()
{
    ChangeRun run = runAt({});
    const QList<models::StepValue> steps = models::changeSteps(run);
    QCOMPARE(steps.size(), 8);
    for (const models::StepValue &step : steps)
        QCOMPARE(step.state, core::ServerState::Unknown);
    QCOMPARE(steps.at(6).detail, u"by itself after 1 min of health, or now"_s);
    run.request.confirmAfterSeconds = 0;
    QCOMPARE(models::changeSteps(run).at(6).detail, u"by you, before the server takes it back"_s);
}

void TestChangeModels::stagesPass()
{
    const QList<models::StepValue> steps = models::changeSteps(
        runAt({ passed(ChangeStage::Preflight, u"12"_s), ChangeStep { .stage = ChangeStage::Snapshot } }));
    QCOMPARE(steps.size(), 8);
    QCOMPARE(steps.at(0).state, core::ServerState::Online);
    QCOMPARE(steps.at(0).detail, u"12 checks"_s);
    QCOMPARE(steps.at(0).duration, u"0.6 s"_s);
    QCOMPARE(steps.at(1).state, core::ServerState::Busy);
    QCOMPARE(steps.at(1).duration, u"running"_s);
    QVERIFY(!steps.at(1).detail.isEmpty());
    QCOMPARE(steps.at(2).stateWord, u"to come"_s);
}

void TestChangeModels::whatWasTakenBackShowsItsWayBack()
{
    ChangeStep failed { .stage = ChangeStage::Verify,
        .result = ChangeStageResult::Failed,
        .error = { core::ErrorCode::VerifyFailed, u"a\nb"_s },
        .detail = u"a\nb"_s };
    ChangeRun run = runAt({ passed(ChangeStage::Preflight), passed(ChangeStage::Apply), failed,
        ChangeStep { .stage = ChangeStage::Restore } });
    QCOMPARE(titles(run),
        (QStringList { u"Preflight"_s, u"Reload"_s, u"Verify"_s, u"Take back"_s, u"Verify the old state"_s }));
    QCOMPARE(models::changeSteps(run).at(2).state, core::ServerState::Offline);
    QCOMPARE(models::changePhase(run), ChangePhase::Settling);
    run = endedWith(ChangeResult::RolledBack, run.steps, failed.error);
    QCOMPARE(titles(run).size(), 4); // what did not happen is not to come any more
    QVERIFY(models::changeLog(run).contains("Verify  failed"_L1));
}

void TestChangeModels::openWaitsForAWord()
{
    const ChangeRun run = endedWith(ChangeResult::Open,
        { passed(ChangeStage::Verify), { .stage = ChangeStage::Confirm, .result = ChangeStageResult::Skipped } });
    QCOMPARE(models::changePhase(run), ChangePhase::Open);
    const QList<models::StepValue> steps = models::changeSteps(run);
    const auto confirm
        = std::find_if(steps.begin(), steps.end(), [](const auto &step) { return step.title == "Confirm"_L1; });
    QVERIFY(confirm != steps.end());
    QCOMPARE(confirm->state, core::ServerState::Busy);
    QCOMPARE(confirm->stateWord, u"waits for you"_s);
}

void TestChangeModels::phases()
{
    QCOMPARE(models::changePhase(runAt({})), ChangePhase::Cancellable);
    QCOMPARE(models::changePhase(runAt({ passed(ChangeStage::Write) })), ChangePhase::Cancellable);
    QCOMPARE(models::changePhase(runAt({ { .stage = ChangeStage::Apply } })), ChangePhase::Undoable);
    QCOMPARE(models::changePhase(runAt({ { .stage = ChangeStage::Verify } })), ChangePhase::Undoable);
    QCOMPARE(models::changePhase(runAt({ { .stage = ChangeStage::Confirm } })), ChangePhase::Settling);
    QCOMPARE(models::changePhase(endedWith(ChangeResult::Active, {})), ChangePhase::Ended);
}

void TestChangeModels::ends()
{
    QCOMPARE(models::changeEnd(endedWith(ChangeResult::Active, {}), u"web-2"_s).what,
        u"The jail nginx-bad is active on web-2."_s);
    QCOMPARE(models::changeEndState(endedWith(ChangeResult::Active, {})), core::ServerState::Online);
    const texts::ErrorText refused
        = models::changeEnd(endedWith(ChangeResult::Refused, {}, { core::ErrorCode::PreflightFailed, {} }), u"web-2"_s);
    QCOMPARE(refused.unchanged, u"Nothing was changed."_s);
    QVERIFY(!refused.next.isEmpty());
    QCOMPARE(models::changeEndState(endedWith(ChangeResult::NotRestored, {})), core::ServerState::Offline);
    ChangeRun never = runAt({});
    never.outcome = core::Result<services::ChangeOutcome>(core::failure(core::ErrorCode::ReadOnlyProfile));
    QVERIFY(!models::changeEnd(never, u"web-2"_s).what.isEmpty());
    QVERIFY(models::changeEnd(runAt({}), u"web-2"_s).what.isEmpty());
}

void TestChangeModels::countdown()
{
    QCOMPARE(models::changeCountdown(107), u"Undoes itself in 1:47"_s);
    QCOMPARE(models::changeCountdown(7), u"Undoes itself in 0:07"_s);
    QCOMPARE(models::changeCountdown(0), u"Undoes itself now"_s);
    QVERIFY(models::changeCountdown(-1).isEmpty());
    // What confirms itself does not simply end: unless somebody has said already what is to become of it.
    QCOMPARE(models::changeCountdown(107, true), u"Stays if it proves healthy, else undoes itself in 1:47"_s);
    QCOMPARE(models::changeCountdown(0, true), u"Undoes itself now"_s);
    models::ChangeRun run;
    run.request.confirmAfterSeconds = 60;
    QVERIFY(models::confirmsItself(run));
    run.deciding = true;
    QVERIFY(!models::confirmsItself(run));
    run.deciding = false;
    run.request.confirmAfterSeconds = 0;
    QVERIFY(!models::confirmsItself(run));
    run.request.confirmAfterSeconds = 60;
    run.outcome = services::ChangeOutcome {};
    QVERIFY(!models::confirmsItself(run));
}

QTEST_GUILESS_MAIN(TestChangeModels)
#include "tst_change_models.moc"
