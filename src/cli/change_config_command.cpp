// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/change_config_command.h"

#include "cli/issue_report.h"
#include "cli/json_documents.h"
#include "cli/output.h"
#include "cli/target_words.h"
#include "core/visible_text.h"
#include "services/change_words.h"
#include "texts/change_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

constexpr qint64 longestConfirm = 24 * 3600;
constexpr qint64 shortestUndo = 5;
constexpr qint64 longestUndo = 3600;

/// nullopt: no number of seconds in that range.
std::optional<qint64> secondsOf(const QString &text, qint64 least, qint64 most)
{
    bool isNumber = false;
    const qint64 seconds = text.toLongLong(&isNumber);
    if (!isNumber || seconds < least || seconds > most)
        return std::nullopt;
    return seconds;
}

services::ChangeRequest requestOf(const Target &target, services::ChangeKind kind, const QString &jail)
{
    services::ChangeRequest request;
    request.server = target.server;
    request.jail = jail;
    request.kind = kind;
    request.canary = target.options.canary;
    request.confirmAfterSeconds
        = secondsOf(target.options.confirmAfter, 0, longestConfirm).value_or(request.confirmAfterSeconds);
    request.undoAfterSeconds
        = secondsOf(target.options.undoAfter, shortestUndo, longestUndo).value_or(request.undoAfterSeconds);
    return request;
}

void runChange(const Target &target, const services::ChangeRequest &request)
{
    (new ChangeRun(target, request))->start(); // until it has answered
}

/// true, false; null: skipped, or not ended.
QJsonValue stageVerdict(core::ChangeStageResult result)
{
    switch (result) {
    case core::ChangeStageResult::Passed:
        return true;
    case core::ChangeStageResult::Failed:
        return false;
    case core::ChangeStageResult::Running:
    case core::ChangeStageResult::Skipped:
        break;
    }
    return {};
}

/// Raw, for scripts; of a failed stage with the name of the error.
QString stageDetail(const core::ChangeStep &step)
{
    if (step.result != core::ChangeStageResult::Failed)
        return step.detail;
    const QString code = core::errorCodeName(step.error.code);
    return step.detail.isEmpty() ? code : code + u": "_s + step.detail;
}

/// "passed   Reload: the jail was restarted because of backend (0.6 s)"
QString stageLine(const core::ChangeStep &step)
{
    const QString mark = texts::ChangeTexts::stageResultWord(step.result);
    const QString name = texts::ChangeTexts::stageName(step.stage);
    const QString words = texts::ChangeTexts::stepWords(step);
    QString line = mark.leftJustified(8) + u"  "_s + (words.isEmpty() ? name : name + u": "_s + words);
    if (step.result == core::ChangeStageResult::Passed || step.result == core::ChangeStageResult::Failed)
        line += u" (%1)"_s.arg(texts::took(step.tookMs));
    return line;
}

/// Before the server is armed a refusal may be that nobody got there.
ExitCode refusedCode(const services::ChangeOutcome &outcome)
{
    switch (outcome.error.code) {
    case core::ErrorCode::FileUnreadable:
        return ExitCode::Unreachable; // the folder is closed to this login
    case core::ErrorCode::Busy:
    case core::ErrorCode::CommandFailed:
        if (outcome.stage != core::ChangeStage::Preflight)
            return ExitCode::Refused; // somebody else's change is open there; what fail2ban itself said
        break;
    default:
        break;
    }
    return exitCodeFor(outcome.error);
}

ExitCode codeOf(const services::ChangeOutcome &outcome)
{
    switch (outcome.result) {
    case core::ChangeResult::Active:
    case core::ChangeResult::Inactive:
    case core::ChangeResult::Open:
        return ExitCode::Done;
    case core::ChangeResult::Refused:
        return refusedCode(outcome);
    case core::ChangeResult::RolledBack:
    case core::ChangeResult::NotRestored:
        return ExitCode::RolledBack;
    case core::ChangeResult::Unknown:
        return ExitCode::Unreachable;
    }
    return ExitCode::Refused;
}

/// How one looks at what is open, and decides.
QString nextCommands(const Target &target, const services::ChangeOutcome &outcome, const QString &id)
{
    const QString there = targetWords(target);
    switch (outcome.result) {
    case core::ChangeResult::Open:
        //: %1: the id of a change and the options that name its server; the commands stay as they are
        return QCoreApplication::translate(
            "cli", "bangui-cli recover confirm %1 keeps it, bangui-cli recover rollback %1 takes it back at once.")
            .arg(id + there);
    case core::ChangeResult::Unknown:
    case core::ChangeResult::NotRestored:
        //: %1: empty, or a space and the options that name the server; the command stays as it is
        return QCoreApplication::translate("cli", "bangui-cli recover list%1 tells what is still open there.")
            .arg(there);
    case core::ChangeResult::Active:
    case core::ChangeResult::Inactive:
    case core::ChangeResult::Refused:
    case core::ChangeResult::RolledBack:
        break;
    }
    return {};
}

/// Another change of that server is no trouble with our store: it is told in words of its own.
Outcome notBegun(const Target &target, const core::Error &error)
{
    Outcome outcome = failed(error);
    if (error.code != core::ErrorCode::StoreLocked || error.detail.isEmpty())
        return outcome;
    outcome.words = texts::ChangeTexts::error(error, target.name).sentence();
    return outcome;
}

/// Whether another change of the same daemon keeps it from beginning.
bool anotherIsThere(const services::ChangeOutcome &outcome)
{
    return outcome.result == core::ChangeResult::Refused && outcome.error.code == core::ErrorCode::Busy
        && outcome.stage == core::ChangeStage::Snapshot;
}

/// Instead of "under way": what nobody can wait for, since only its dismissal ends it.
void tellLeftover(const Target &target, const core::OpenChange &change, Outcome &outcome)
{
    //: %1: what became of an earlier change, as a sentence
    outcome.text
        = QCoreApplication::translate("cli", "%1 No other change begins before that is dismissed. Nothing was changed.")
              .arg(texts::ChangeTexts::openChange(change, target.name))
        + u'\n';
    //: %1: the id of a change and the options that name its server; the command stays as it is
    outcome.note = QCoreApplication::translate("cli", "bangui-cli recover dismiss %1 does that.")
                       .arg(change.id + targetWords(target));
}

} // namespace

Outcome changeOutcome(const Target &target, core::ChangeKind kind, const QString &jail, const QString &id,
    const services::ChangeOutcome &result)
{
    QJsonArray stages;
    for (const core::ChangeStep &step : result.steps)
        stages.append(
            QJsonObject { { u"name"_s, services::changeStageName(step.stage) }, { u"ok"_s, stageVerdict(step.result) },
                { u"detail"_s, stageDetail(step) }, { u"seconds"_s, static_cast<double>(step.tookMs) / 1000 } });
    Outcome outcome;
    QJsonArray issues;
    for (const services::PreflightIssue &issue : result.issues) {
        issues.append(issueJson(target, issue));
        if (result.result == core::ChangeResult::Refused) // else they were told before anything was changed
            outcome.text += issueText(target, issue);
    }
    outcome.exitCode = codeOf(result);
    const texts::ErrorText text = texts::ChangeTexts::outcome({ .server = target.name,
        .jail = jail,
        .kind = kind,
        .result = result.result,
        .error = result.error,
        .steps = result.steps });
    outcome.result = QJsonObject { { u"server"_s, target.name }, { u"jail"_s, jail },
        { u"result"_s, services::changeResultName(result.result) },
        { u"stage"_s, services::changeStageName(result.stage) }, { u"stages"_s, stages }, { u"issues"_s, issues },
        { u"error"_s, outcome.exitCode == ExitCode::Done ? QJsonValue() : errorJson(result.error, text.sentence()) } };
    outcome.text += text.sentence() + u'\n';
    // The stages have told the first line of it, where there were any that failed.
    const bool told = !result.error.detail.contains(u'\n')
        && std::ranges::any_of(result.steps, [&result](const core::ChangeStep &step) {
               return step.result == core::ChangeStageResult::Failed && step.error.detail == result.error.detail;
           });
    if (!told && !text.detail.isEmpty())
        outcome.text += text.detail + u'\n';
    outcome.note = nextCommands(target, result, id);
    return outcome;
}

bool changesConfiguration(const Options &options)
{
    return options.command == "enable"_L1 || options.command == "disable"_L1
        || (options.command == "config"_L1 && options.words.value(0) != "get"_L1);
}

QString changeTimesProblem(const Options &options)
{
    const auto problem = [](const QString &name, const QString &value, qint64 least, qint64 most) {
        //: %1: an option, %2: what was given, %3 and %4: numbers
        return QCoreApplication::translate("cli", "%1 does not take \"%2\": it takes %3 to %4 seconds")
            .arg(name, value)
            .arg(least)
            .arg(most);
    };
    if (!options.confirmAfter.isEmpty() && !secondsOf(options.confirmAfter, 0, longestConfirm))
        return problem(u"--confirm-after"_s, options.confirmAfter, 0, longestConfirm);
    if (!options.undoAfter.isEmpty() && !secondsOf(options.undoAfter, shortestUndo, longestUndo))
        return problem(u"--undo-after"_s, options.undoAfter, shortestUndo, longestUndo);
    return {};
}

void runEnable(const Target &target)
{
    runChange(target, requestOf(target, services::ChangeKind::Enable, target.options.words.value(0)));
}

void runDisable(const Target &target)
{
    runChange(target, requestOf(target, services::ChangeKind::Disable, target.options.words.value(0)));
}

void runConfigChange(const Target &target)
{
    const QStringList &words = target.options.words; // "set", the jail, its key, the value
    services::ChangeRequest request = requestOf(target, services::ChangeKind::Edit, words.value(1));
    request.edits = { { .key = words.value(2), .value = words.value(3), .remove = words.value(0) == "unset"_L1 } };
    runChange(target, request);
}

ChangeRun::ChangeRun(const Target &target, services::ChangeRequest request)
    : QObject(target.context)
    , m_target(target)
    , m_request(std::move(request))
{
}

void ChangeRun::start()
{
    services::ChangeService &changes = m_target.services.changeService;
    connect(&changes, &services::ChangeService::planned, this,
        [this](core::ServerId server, const QString &, const services::ChangePreview &preview) {
            if (server == m_target.server && preview.report.passed())
                onPlanned(preview);
        });
    connect(&changes, &services::ChangeService::progressed, this,
        [this](core::ServerId server, const QString &id, const services::ChangeStep &step) {
            if (server == m_target.server)
                onProgress(id, step);
        });
    m_handle = changes.make(m_request, this, [this](const core::Result<services::ChangeOutcome> &outcome) {
        if (outcome)
            onEnded(*outcome);
        else if (!m_interrupted) // then the signal tells how it ends
            finish(notBegun(m_target, outcome.error()));
    });
}

void ChangeRun::onPlanned(const services::ChangePreview &preview)
{
    complainLines(preview.diff);
    for (const services::PreflightIssue &issue : preview.report.issues)
        complainLines(issueText(m_target, issue));
}

void ChangeRun::onProgress(const QString &id, const services::ChangeStep &step)
{
    m_id = id;
    if (!m_steps.isEmpty() && m_steps.constLast().stage == step.stage
        && m_steps.constLast().result == core::ChangeStageResult::Running)
        m_steps.last() = step;
    else
        m_steps.append(step);
    if (step.result != core::ChangeStageResult::Running)
        complain(m_target.name + u": "_s + stageLine(step));
    else if (step.stage == core::ChangeStage::Verify && m_request.confirmAfterSeconds > 0)
        complain(m_target.name + u": "_s
            + QCoreApplication::translate("cli", "It confirms itself after %1 of health.")
                  .arg(texts::duration(m_request.confirmAfterSeconds)));
}

bool ChangeRun::hasBegun(services::ChangeStage stage) const
{
    return std::ranges::find(m_steps, stage, &services::ChangeStep::stage) != m_steps.end();
}

services::ChangeOutcome ChangeRun::outcomeSoFar() const
{
    services::ChangeOutcome outcome;
    outcome.result = core::ChangeResult::Open;
    outcome.stage = m_steps.constLast().stage;
    outcome.steps = m_steps;
    return outcome;
}

void ChangeRun::interrupt()
{
    if (std::exchange(m_interrupted, true))
        return;
    if (m_refused) { // only who is in the way is still looked for
        finish(*m_refused);
        return;
    }
    using core::ChangeStage;
    if (hasBegun(ChangeStage::Restore) || hasBegun(ChangeStage::Confirm)) {
        complain(
            m_target.name + u": "_s + QCoreApplication::translate("cli", "It is about to end; that is waited for."));
        return;
    }
    if (hasBegun(ChangeStage::Apply)) {
        // Nothing is sent any more: the server's own timer takes it back.
        const QString what = texts::ChangeTexts::subject(m_request.kind, m_request.jail, m_target.name);
        complain(QCoreApplication::translate("cli",
            "The %1 is left to the server: it takes it back by itself unless it is confirmed. bangui-cli recover list "
            "shows it.")
                     .arg(what));
        finish(changeOutcome(m_target, m_request.kind, m_request.jail, m_id, outcomeSoFar()));
        return;
    }
    if (m_steps.isEmpty()) { // nobody was asked anything yet
        m_handle.cancel();
        finish(failed({ core::ErrorCode::Cancelled, {} }));
        return;
    }
    complain(m_target.name + u": "_s
        + (hasBegun(ChangeStage::Arm) ? QCoreApplication::translate("cli", "It is taken back; that is waited for.")
                                      : QCoreApplication::translate("cli", "It is cancelled; that is waited for.")));
    connect(&m_target.services.changeService, &services::ChangeService::ended, this,
        [this](core::ServerId server, const QString &, const services::ChangeOutcome &outcome) {
            if (server == m_target.server)
                onEnded(outcome);
        });
    m_handle.cancel();
}

void ChangeRun::onEnded(const services::ChangeOutcome &outcome)
{
    const Outcome told = changeOutcome(m_target, m_request.kind, m_request.jail, m_id, outcome);
    if (m_interrupted || !anotherIsThere(outcome)) {
        finish(told);
        return;
    }
    m_refused = told;
    m_target.services.changeService.findOpen(
        m_target.server, this, [this](const core::Result<QList<core::OpenChange>> &changes) {
            const QList<core::OpenChange> all = changes.value_or(QList<core::OpenChange>());
            const auto failed = std::ranges::find_if(all, [](const core::OpenChange &one) {
                return !one.undecided && one.leftover == core::OpenChange::Leftover::Failed;
            });
            if (failed != all.end() && std::ranges::none_of(all, &core::OpenChange::undecided))
                tellLeftover(m_target, *failed, *m_refused);
            finish(*m_refused);
        });
}

void ChangeRun::finish(const Outcome &outcome)
{
    disconnect(&m_target.services.changeService, nullptr, this, nullptr);
    deleteLater();
    // From the event loop, once: a signal of the service may have led here.
    if (const auto done = std::exchange(m_target.done, nullptr))
        QMetaObject::invokeMethod(
            m_target.context, [done, outcome] { done(outcome); }, Qt::QueuedConnection);
}

} // namespace cli
