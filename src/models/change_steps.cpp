// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_steps.h"

#include "core/visible_text.h"
#include "texts/change_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

using services::ChangeResult;
using services::ChangeStage;
using services::ChangeStageResult;
using services::ChangeStep;

constexpr std::array forwardStages { ChangeStage::Preflight, ChangeStage::Snapshot, ChangeStage::Arm,
    ChangeStage::Write, ChangeStage::Apply, ChangeStage::Verify, ChangeStage::Confirm, ChangeStage::Disarm };
constexpr std::array wayBack { ChangeStage::Restore, ChangeStage::RestoreVerify };

const ChangeStep *changeStepOf(const ChangeRun &run, ChangeStage stage)
{
    const auto found = std::ranges::find(run.steps, stage, &ChangeStep::stage);
    return found == run.steps.end() ? nullptr : &*found;
}

bool takesBack(const ChangeRun &run)
{
    return changeStepOf(run, ChangeStage::Restore) != nullptr;
}

StepValue begunStep(const ChangeStep &step)
{
    StepValue value;
    value.title = texts::ChangeTexts::stageName(step.stage);
    value.stateWord = texts::ChangeTexts::stageResultWord(step.result);
    switch (step.result) {
    case ChangeStageResult::Running:
        value.state = core::ServerState::Busy;
        value.detail = texts::ChangeTexts::stageSentence(step.stage);
        value.duration = value.stateWord;
        break;
    case ChangeStageResult::Passed:
        value.state = core::ServerState::Online;
        value.detail = texts::ChangeTexts::stepWords(step);
        value.duration = texts::took(step.tookMs);
        break;
    case ChangeStageResult::Failed:
        value.state = core::ServerState::Offline;
        value.detail = texts::ChangeTexts::stepWords(step);
        value.duration = texts::took(step.tookMs);
        break;
    case ChangeStageResult::Skipped:
        value.detail = texts::ChangeTexts::stepWords(step);
        value.duration = value.stateWord;
        break;
    }
    return value;
}

QString confirmationMode(const ChangeRun &run)
{
    if (run.deciding && run.confirming)
        //: a stage to come: a change is confirmed
        return QCoreApplication::translate("models", "now, after one more look over a fresh connection");
    if (run.request.confirmAfterSeconds > 0)
        //: a stage to come: a change is confirmed; %1: "1 min"
        return QCoreApplication::translate("models", "by itself after %1 of health, or now")
            .arg(texts::duration(run.request.confirmAfterSeconds));
    return QCoreApplication::translate("models", "by you, before the server takes it back");
}

} // namespace

ChangePhase changePhase(const ChangeRun &run)
{
    if (run.outcome)
        return *run.outcome && (*run.outcome)->result == ChangeResult::Open ? ChangePhase::Open : ChangePhase::Ended;
    if (run.hasReached(ChangeStage::Confirm) || run.hasReached(ChangeStage::Disarm) || takesBack(run))
        return ChangePhase::Settling;
    return run.hasReached(ChangeStage::Apply) || run.hasReached(ChangeStage::Verify) ? ChangePhase::Undoable
                                                                                     : ChangePhase::Cancellable;
}

QList<StepValue> changeSteps(const ChangeRun &run)
{
    const ChangePhase phase = changePhase(run);
    const bool back = takesBack(run);
    QList<StepValue> values;
    for (const ChangeStage stage : forwardStages) {
        const ChangeStep *step = changeStepOf(run, stage);
        // What waits for somebody's word was not skipped.
        const bool waits = phase == ChangePhase::Open && stage == ChangeStage::Confirm;
        if (step && !waits) {
            values.append(begunStep(*step));
            continue;
        }
        if (back || phase == ChangePhase::Ended) // what it did not come to
            continue;
        StepValue value;
        value.title = texts::ChangeTexts::stageName(stage);
        //: a step that has not begun
        value.stateWord = QCoreApplication::translate("models", "to come");
        if (stage == ChangeStage::Confirm)
            value.detail = confirmationMode(run);
        if (waits) {
            value.state = core::ServerState::Busy;
            //: a stage of a change: somebody has to say something
            value.stateWord = QCoreApplication::translate("models", "waits for you");
            value.duration = value.stateWord;
        }
        values.append(value);
    }
    for (const ChangeStage stage : wayBack) {
        if (const ChangeStep *step = changeStepOf(run, stage)) {
            values.append(begunStep(*step));
        } else if (back && phase == ChangePhase::Settling) {
            StepValue value;
            value.title = texts::ChangeTexts::stageName(stage);
            value.stateWord = QCoreApplication::translate("models", "to come");
            values.append(value);
        }
    }
    return values;
}

texts::ErrorText changeEnd(const ChangeRun &run, const QString &server)
{
    if (!run.outcome)
        return {};
    if (!*run.outcome) { // it never began
        texts::ErrorPlace place;
        place.server = server;
        place.activity = texts::ErrorPlace::Activity::Change;
        place.subject = run.request.jail;
        place.files = true;
        return texts::errorText(run.outcome->error(), place);
    }
    texts::ChangeReport report;
    report.server = server;
    report.jail = run.request.jail;
    report.kind = run.request.kind;
    report.result = (*run.outcome)->result;
    report.error = (*run.outcome)->error;
    report.steps = run.steps;
    return texts::ChangeTexts::outcome(report);
}

core::ServerState changeEndState(const ChangeRun &run)
{
    if (!run.outcome)
        return core::ServerState::Busy;
    if (!*run.outcome)
        return core::ServerState::Offline;
    switch ((*run.outcome)->result) {
    case ChangeResult::Active:
    case ChangeResult::Inactive:
        return core::ServerState::Online;
    case ChangeResult::Open:
    case ChangeResult::RolledBack:
        return core::ServerState::Busy;
    case ChangeResult::Refused:
    case ChangeResult::NotRestored:
    case ChangeResult::Unknown:
        break;
    }
    return core::ServerState::Offline;
}

QString changeEndWord(const ChangeRun &run)
{
    if (!run.outcome)
        return {};
    return texts::ChangeTexts::resultWord(*run.outcome ? (*run.outcome)->result : ChangeResult::Refused);
}

QString changeLog(const ChangeRun &run)
{
    QStringList lines;
    for (const ChangeStep &step : run.steps) {
        QStringList parts { texts::ChangeTexts::stageName(step.stage),
            texts::ChangeTexts::stageResultWord(step.result) };
        if (step.result == ChangeStageResult::Passed || step.result == ChangeStageResult::Failed)
            parts.append(texts::took(step.tookMs));
        if (!step.detail.isEmpty())
            parts.append(core::visibleLines(step.detail));
        lines.append(parts.join(u"  "_s));
    }
    return lines.join(u'\n');
}

bool confirmsItself(const ChangeRun &run)
{
    return run.isUnderWay() && !run.deciding && run.request.confirmAfterSeconds > 0;
}

QString changeCountdown(qint64 remainingSeconds, bool byItself)
{
    if (remainingSeconds < 0)
        return {};
    if (remainingSeconds == 0)
        return QCoreApplication::translate("models", "Undoes itself now");
    const QString left = u"%1:%2"_s.arg(remainingSeconds / 60).arg(remainingSeconds % 60, 2, 10, QLatin1Char('0'));
    if (byItself)
        //: of a change on a server that confirms itself once it has proved healthy; %1: minutes and seconds, "1:47"
        return QCoreApplication::translate("models", "Stays if it proves healthy, else undoes itself in %1").arg(left);
    //: of a change on a server; %1: minutes and seconds, "1:47"
    return QCoreApplication::translate("models", "Undoes itself in %1").arg(left);
}

} // namespace models
