// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/preflight_steps.h"

#include "core/visible_text.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace models {

namespace {

/// In the order in which they are made (services/preflight_service.h).
constexpr std::array checkNames { "files", "test", "dump", "times", "logs", "regexes", "lines", "actions", "backend",
    "effect" };

QString shownPath(const QString &path, const QString &folder)
{
    return !folder.isEmpty() && path.startsWith(folder + u'/') ? path.mid(folder.size() + 1) : path;
}

/// What a check has to say: the service gives counts, and a bare number tells nothing.
QString detailText(const services::PreflightCheck &check)
{
    bool isCount = false;
    const qint64 count = check.detail.toLongLong(&isCount);
    if (!isCount)
        return core::visibleLines(check.detail);
    if (check.name == "files"_L1 || check.name == "dump"_L1)
        return texts::jails(count);
    if (check.name == "logs"_L1)
        return texts::counted(count, QT_TRANSLATE_NOOP("texts", "1 log"), QT_TRANSLATE_N_NOOP("texts", "%Ln logs"));
    if (check.name == "regexes"_L1)
        return texts::counted(
            count, QT_TRANSLATE_NOOP("texts", "1 regex"), QT_TRANSLATE_N_NOOP("texts", "%Ln regexes"));
    return {};
}

/// What was not looked at never has the mark of what is in order.
void judge(StepValue &value, const services::PreflightCheck &check)
{
    if (!check.passed) {
        value.state = core::ServerState::Offline;
        //: a check of the configuration that found something that blocks
        value.stateWord = QCoreApplication::translate("models", "blocks");
        return;
    }
    switch (check.extent) {
    case services::PreflightExtent::Whole:
        value.state = core::ServerState::Online;
        value.stateWord = QCoreApplication::translate("models", "done");
        return;
    case services::PreflightExtent::Part:
        value.state = core::ServerState::Degraded;
        //: a check of which some could not be made
        value.stateWord = QCoreApplication::translate("models", "in part");
        value.duration = value.stateWord;
        return;
    case services::PreflightExtent::None:
        value.stateWord = QCoreApplication::translate("models", "not made");
        value.duration = value.stateWord;
        return;
    }
}

} // namespace

void PreflightSteps::take(const services::PreflightCheck &check)
{
    const auto known = std::ranges::find(m_checks, check.name, &services::PreflightCheck::name);
    if (known == m_checks.end())
        m_checks.append(check);
    else
        *known = check;
}

void PreflightSteps::finish(const services::PreflightReport &report)
{
    for (const services::PreflightCheck &check : report.checks)
        take(check);
    m_done = true;
}

QList<StepValue> PreflightSteps::steps() const
{
    QStringList names;
    for (const char *name : checkNames)
        names.append(QString::fromLatin1(name));
    qsizetype reached = 0; // checks before this one are behind us
    for (const services::PreflightCheck &check : m_checks) {
        if (!names.contains(check.name))
            names.append(check.name);
        reached = std::max(reached, names.indexOf(check.name) + 1);
    }
    QList<StepValue> values;
    for (qsizetype i = 0; i < names.size(); ++i) {
        StepValue value;
        value.title = texts::preflightCheckTitle(names[i]);
        const auto told = std::ranges::find(m_checks, names[i], &services::PreflightCheck::name);
        if (told != m_checks.end()) {
            judge(value, *told);
            value.detail = detailText(*told);
            if (value.duration.isEmpty())
                value.duration = texts::took(told->tookMs);
        } else if (!m_done && i == reached) {
            value.state = core::ServerState::Busy;
            value.stateWord = QCoreApplication::translate("models", "running");
            value.duration = value.stateWord;
        } else {
            value.stateWord = m_done || i < reached ? QCoreApplication::translate("models", "not made")
                                                    : QCoreApplication::translate("models", "to come");
            if (m_done)
                value.duration = value.stateWord;
        }
        values.append(value);
    }
    return values;
}

QList<PreflightIssueText> preflightIssues(const services::PreflightReport &report, const QString &folder)
{
    QList<PreflightIssueText> result;
    for (const services::PreflightIssue &issue : report.issues) {
        const QString file = shownPath(issue.origin.file, folder);
        const texts::PreflightText text = texts::preflightText(
            issue.kind, { .jail = issue.jail, .file = file, .subject = issue.subject, .detail = issue.detail });
        PreflightIssueText row;
        row.severity = issue.severity;
        row.what = text.what;
        row.remedy = text.remedy;
        row.place = texts::placeWords(file, issue.origin.line);
        row.file = issue.origin.file;
        row.line = issue.origin.line;
        row.jail = issue.jail;
        const QString detail = core::visibleLines(issue.detail.trimmed());
        if (!row.what.contains(detail))
            row.detail = detail;
        result.append(row);
    }
    std::ranges::stable_sort(result, {}, [](const PreflightIssueText &row) { return static_cast<int>(row.severity); });
    return result;
}

QString preflightSummary(const services::PreflightReport &report)
{
    const auto blocking
        = std::ranges::count(report.issues, core::PreflightSeverity::Blocking, &services::PreflightIssue::severity);
    const auto warnings = static_cast<qsizetype>(report.issues.size()) - blocking;
    const QString first = blocking == 0 ? QCoreApplication::translate("models", "Nothing blocks")
                                        : texts::counted(blocking, QT_TRANSLATE_NOOP("texts", "1 issue blocks"),
                                            QT_TRANSLATE_N_NOOP("texts", "%Ln issues block"));
    const QString second = warnings == 0 ? QCoreApplication::translate("models", "no warnings")
                                         : texts::counted(warnings, QT_TRANSLATE_NOOP("texts", "1 warning"),
                                             QT_TRANSLATE_N_NOOP("texts", "%Ln warnings"));
    //: result of a check; %1: "3 issues block", %2: "1 warning"
    return QCoreApplication::translate("models", "%1, %2.").arg(first, second);
}

} // namespace models
