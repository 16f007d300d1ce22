// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/steps.h"

#include "core/visible_text.h"
#include "models/service_texts.h"
#include "texts/state_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace models {

namespace {

constexpr std::array testStages { services::TestStage::SshLogin, services::TestStage::Elevation,
    services::TestStage::Container, services::TestStage::Path, services::TestStage::Permission,
    services::TestStage::Ping, services::TestStage::Version, services::TestStage::Capabilities };
constexpr std::array reloadStages { services::ReloadStage::ConfigTest, services::ReloadStage::ConfigDump,
    services::ReloadStage::Regexes, services::ReloadStage::Record, services::ReloadStage::Reload,
    services::ReloadStage::CompareJails, services::ReloadStage::CompareActions };

void paint(StepValue &value, services::StageResult result, qint64 tookMs)
{
    switch (result) {
    case services::StageResult::Running:
        value.state = core::ServerState::Busy;
        value.stateWord = QCoreApplication::translate("models", "running");
        value.duration = value.stateWord;
        return;
    case services::StageResult::Passed:
        value.state = core::ServerState::Online;
        value.stateWord = QCoreApplication::translate("models", "done");
        value.duration = texts::took(tookMs);
        return;
    case services::StageResult::Failed:
        value.state = core::ServerState::Offline;
        value.stateWord = QCoreApplication::translate("models", "failed");
        value.duration = texts::took(tookMs);
        return;
    case services::StageResult::Skipped:
        value.state = core::ServerState::Unknown;
        value.stateWord = QCoreApplication::translate("models", "not needed");
        value.duration = value.stateWord;
        return;
    }
}

StepValue toCome(const QString &title)
{
    //: a step that has not begun
    return { core::ServerState::Unknown, QCoreApplication::translate("models", "to come"), title, {}, {} };
}

/// One entry per stage: a later report replaces the earlier one.
template <typename Step> void put(QList<Step> &steps, const Step &step)
{
    const auto known
        = std::find_if(steps.begin(), steps.end(), [&step](const Step &other) { return other.stage == step.stage; });
    if (known == steps.end())
        steps.append(step);
    else
        *known = step;
}

QString withDetail(const texts::ErrorText &text, const QString &detail)
{
    return detail.isEmpty() ? text.sentence() : text.sentence() + u'\n' + core::visibleLines(detail);
}

/// What a stage that passed has to say: the service gives counts, and a bare number tells nothing.
QString passedDetail(const services::ReloadStep &step)
{
    // The name of the action for which the jail restarts: the preview has told that, and alone it tells nothing.
    if (step.stage == services::ReloadStage::Record || step.stage == services::ReloadStage::Reload)
        return {};
    bool isCount = false;
    const int count = step.detail.toInt(&isCount);
    if (!isCount)
        return core::visibleLines(step.detail);
    switch (step.stage) {
    case services::ReloadStage::Regexes:
        return count == 1 ? QCoreApplication::translate("models", "1 regex compiles")
                          : QCoreApplication::translate("models", "%Ln regexes compile", nullptr, count);
    case services::ReloadStage::CompareJails:
        return count == 1 ? QCoreApplication::translate("models", "1 jail runs")
                          : QCoreApplication::translate("models", "%Ln jails run", nullptr, count);
    case services::ReloadStage::CompareActions:
        return count == 1 ? QCoreApplication::translate("models", "1 action is in place")
                          : QCoreApplication::translate("models", "%Ln actions are in place", nullptr, count);
    case services::ReloadStage::ConfigTest:
    case services::ReloadStage::ConfigDump:
    case services::ReloadStage::Record:
    case services::ReloadStage::Reload:
    case services::ReloadStage::Done:
        break;
    }
    return core::visibleLines(step.detail);
}

bool hasFailed(const services::TestStep &step)
{
    return !step.running && !step.ok;
}

bool hasFailed(const services::ReloadStep &step)
{
    return step.result == services::StageResult::Failed;
}

} // namespace

TestSteps::TestSteps(QString server, QString socketPath, QString user)
    : m_server(std::move(server))
    , m_socketPath(std::move(socketPath))
    , m_user(std::move(user))
{
}

void TestSteps::take(const services::TestStep &step)
{
    put(m_steps, step);
}

QList<StepValue> TestSteps::steps() const
{
    QList<StepValue> values;
    for (const services::TestStage stage : testStages) {
        const bool told
            = std::any_of(m_steps.begin(), m_steps.end(), [stage](const auto &step) { return step.stage == stage; });
        if (!told && !services::isPartOf(stage, m_way))
            continue;
        StepValue value = toCome(stageTitle(stage));
        for (const services::TestStep &step : m_steps) {
            if (step.stage != stage)
                continue;
            paint(value,
                step.running  ? services::StageResult::Running
                    : step.ok ? services::StageResult::Passed
                              : services::StageResult::Failed,
                step.tookMs);
            value.detail = hasFailed(step) ? withDetail(stageError(step, m_server, m_socketPath, m_user), step.detail)
                                           : core::visibleLines(step.detail);
        }
        values.append(value);
    }
    return values;
}

bool TestSteps::failed() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const auto &step) { return hasFailed(step); });
}

texts::ErrorText TestSteps::failure() const
{
    for (const services::TestStep &step : m_steps) {
        if (hasFailed(step))
            return stageError(step, m_server, m_socketPath, m_user);
    }
    return {};
}

core::Error TestSteps::error() const
{
    for (const services::TestStep &step : m_steps) {
        if (hasFailed(step))
            return step.error;
    }
    return { core::ErrorCode::Internal, {} };
}

ReloadSteps::ReloadSteps(QString server, QString jail)
    : m_server(std::move(server))
    , m_jail(std::move(jail))
{
}

void ReloadSteps::take(const services::ReloadStep &step)
{
    put(m_steps, step);
}

QList<StepValue> ReloadSteps::steps() const
{
    QList<StepValue> values;
    for (const services::ReloadStage stage : reloadStages) {
        StepValue value = toCome(stageTitle(stage));
        for (const services::ReloadStep &step : m_steps) {
            if (step.stage != stage)
                continue;
            paint(value, step.result, step.tookMs);
            value.detail
                = hasFailed(step) ? withDetail(stageError(step, m_server, m_jail), step.detail) : passedDetail(step);
        }
        values.append(value);
    }
    return values;
}

bool ReloadSteps::failed() const
{
    return std::any_of(m_steps.begin(), m_steps.end(), [](const auto &step) { return hasFailed(step); });
}

texts::ErrorText ReloadSteps::failure() const
{
    const auto stepOf = [this](services::ReloadStage stage) -> const services::ReloadStep * {
        const auto found = std::ranges::find(m_steps, stage, &services::ReloadStep::stage);
        return found == m_steps.end() ? nullptr : &*found;
    };
    // What is lost weighs more than the command that cost it.
    const services::ReloadStep *compared = stepOf(services::ReloadStage::CompareJails);
    if (compared && hasFailed(*compared))
        return stageError(*compared, m_server, m_jail);
    for (const services::ReloadStep &step : m_steps) {
        if (!hasFailed(step))
            continue;
        texts::ErrorText text = stageError(step, m_server, m_jail);
        if (step.stage == services::ReloadStage::Reload && compared
            && compared->result == services::StageResult::Passed) {
            text.unchanged = QCoreApplication::translate("models", "Every jail that ran before still runs.");
            text.next = QCoreApplication::translate("models", "Correct what the server names, then try again.");
        }
        return text;
    }
    return {};
}

} // namespace models
