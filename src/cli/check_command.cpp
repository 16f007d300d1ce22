// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/config_command.h"
#include "cli/output.h"
#include "core/visible_text.h"
#include "services/config_service.h"
#include "services/preflight_service.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

/// The kind as in the source, for scripts; never translated.
QString kindName(core::PreflightIssueKind kind)
{
    using core::PreflightIssueKind;
    switch (kind) {
    case PreflightIssueKind::ConfigUnreadable:
        return u"ConfigUnreadable"_s;
    case PreflightIssueKind::DuplicateSection:
        return u"DuplicateSection"_s;
    case PreflightIssueKind::UnresolvedInterpolation:
        return u"UnresolvedInterpolation"_s;
    case PreflightIssueKind::UnknownFilter:
        return u"UnknownFilter"_s;
    case PreflightIssueKind::UnknownAction:
        return u"UnknownAction"_s;
    case PreflightIssueKind::NoFilter:
        return u"NoFilter"_s;
    case PreflightIssueKind::NoAction:
        return u"NoAction"_s;
    case PreflightIssueKind::NotEnabled:
        return u"NotEnabled"_s;
    case PreflightIssueKind::NotWinning:
        return u"NotWinning"_s;
    case PreflightIssueKind::NameTooLong:
        return u"NameTooLong"_s;
    case PreflightIssueKind::BadTime:
        return u"BadTime"_s;
    case PreflightIssueKind::TimeIsCode:
        return u"TimeIsCode"_s;
    case PreflightIssueKind::BadNumber:
        return u"BadNumber"_s;
    case PreflightIssueKind::BadValue:
        return u"BadValue"_s;
    case PreflightIssueKind::BadRegex:
        return u"BadRegex"_s;
    case PreflightIssueKind::NoHostGroup:
        return u"NoHostGroup"_s;
    case PreflightIssueKind::RunawayRegex:
        return u"RunawayRegex"_s;
    case PreflightIssueKind::BadDatePattern:
        return u"BadDatePattern"_s;
    case PreflightIssueKind::LogMissing:
        return u"LogMissing"_s;
    case PreflightIssueKind::LogIsFolder:
        return u"LogIsFolder"_s;
    case PreflightIssueKind::LogNotGrowing:
        return u"LogNotGrowing"_s;
    case PreflightIssueKind::NothingMatches:
        return u"NothingMatches"_s;
    case PreflightIssueKind::BackendMissing:
        return u"BackendMissing"_s;
    case PreflightIssueKind::ToolMissing:
        return u"ToolMissing"_s;
    case PreflightIssueKind::DatabaseRefused:
        return u"DatabaseRefused"_s;
    case PreflightIssueKind::LocksOut:
        return u"LocksOut"_s;
    case PreflightIssueKind::SharedFile:
        return u"SharedFile"_s;
    case PreflightIssueKind::PendingEdits:
        return u"PendingEdits"_s;
    case PreflightIssueKind::RuntimeLost:
        return u"RuntimeLost"_s;
    case PreflightIssueKind::RestartsJail:
        return u"RestartsJail"_s;
    case PreflightIssueKind::NotRestartable:
        return u"NotRestartable"_s;
    case PreflightIssueKind::NotChecked:
        return u"NotChecked"_s;
    }
    return {};
}

QString severityName(core::PreflightSeverity severity)
{
    switch (severity) {
    case core::PreflightSeverity::Blocking:
        return u"blocking"_s;
    case core::PreflightSeverity::Warning:
        return u"warning"_s;
    }
    return {};
}

texts::PreflightText textOf(const services::PreflightIssue &issue, const QString &file)
{
    return texts::preflightText(
        issue.kind, { .jail = issue.jail, .file = file, .subject = issue.subject, .detail = issue.detail });
}

QString fileShown(const Target &target, const services::PreflightIssue &issue)
{
    const auto read = target.services.configService.last(target.server);
    return read ? read->configuration.tree().shown(issue.origin.file) : issue.origin.file;
}

QJsonObject issueJson(const Target &target, const services::PreflightIssue &issue)
{
    const texts::PreflightText text = textOf(issue, fileShown(target, issue));
    return { { u"kind"_s, kindName(issue.kind) }, { u"severity"_s, severityName(issue.severity) },
        { u"jail"_s, orNull(issue.jail) }, { u"file"_s, orNull(issue.origin.file) },
        { u"line"_s, issue.origin.line > 0 ? QJsonValue(issue.origin.line) : QJsonValue() },
        { u"subject"_s, issue.subject }, { u"detail"_s, issue.detail }, { u"text"_s, text.what },
        { u"remedy"_s, text.remedy } };
}

QString issueText(const Target &target, const services::PreflightIssue &issue)
{
    const QString file = fileShown(target, issue);
    const texts::PreflightText text = textOf(issue, file);
    QStringList head { texts::preflightSeverityWord(issue.severity) };
    if (!issue.jail.isEmpty())
        head.append(core::visibleText(issue.jail));
    if (const QString place = texts::placeWords(file, issue.origin.line); !place.isEmpty())
        head.append(place);
    QString lines = head.join(u"  "_s) + u'\n';
    for (const QString &line : { text.what, text.remedy })
        lines += u"  "_s + line + u'\n';
    for (const QString &line : issue.detail.split(u'\n', Qt::SkipEmptyParts))
        lines += u"    "_s + core::visibleText(line) + u'\n';
    return lines;
}

/// true, false; null: not made, or not all of it, and nothing that was looked at blocks.
QJsonValue verdict(const services::PreflightCheck &check)
{
    return check.passed && check.extent != services::PreflightExtent::Whole ? QJsonValue() : QJsonValue(check.passed);
}

QString markOf(const services::PreflightCheck &check)
{
    if (!check.passed)
        //: of one check among others
        return QCoreApplication::translate("cli", "blocked");
    switch (check.extent) {
    case services::PreflightExtent::Whole:
        //: of one check among others
        return QCoreApplication::translate("cli", "ok");
    case services::PreflightExtent::Part:
        //: of one check among others: some of it could not be made
        return QCoreApplication::translate("cli", "in part");
    case services::PreflightExtent::None:
        //: of one check among others: it could not be made
        return QCoreApplication::translate("cli", "not made");
    }
    return {};
}

Outcome checked(const Target &target, const services::PreflightReport &report)
{
    QJsonArray issues;
    Outcome outcome;
    for (const services::PreflightIssue &issue : report.issues) { // blocking ones first
        issues.append(issueJson(target, issue));
        outcome.text += issueText(target, issue);
    }
    QJsonArray checks;
    for (const services::PreflightCheck &check : report.checks)
        checks.append(QJsonObject { { u"name"_s, check.name }, { u"ok"_s, verdict(check) },
            { u"detail"_s, check.detail }, { u"seconds"_s, static_cast<double>(check.tookMs) / 1000 } });
    outcome.result = QJsonObject { { u"server"_s, target.name }, { u"jail"_s, orNull(report.jail) },
        { u"result"_s, report.passed() ? u"passed"_s : u"blocked"_s }, { u"issues"_s, issues },
        { u"checks"_s, checks } };
    outcome.exitCode = report.passed() ? ExitCode::Done : ExitCode::Refused;
    const QString who = core::visibleText(report.jail.isEmpty() ? target.name : report.jail);
    if (!report.passed())
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: blocked. Nothing was changed.").arg(who);
    else if (!report.issues.isEmpty())
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: passed, with warnings.").arg(who);
    else
        //: %1: a jail or a server
        outcome.text += QCoreApplication::translate("cli", "%1: passed.").arg(who);
    outcome.text += u'\n';
    return outcome;
}

/// "ok      Regular expressions: 3 regexes (0.6 s)"
QString stageLine(const services::PreflightCheck &check)
{
    const QString title = texts::preflightCheckTitle(check.name);
    const QString mark = markOf(check);
    const QString what = check.detail.isEmpty() ? title : title + u": "_s + check.detail;
    return u"%1  %2 (%3)"_s.arg(mark.leftJustified(8), what, texts::took(check.tookMs));
}

} // namespace

void runCheck(const Target &target)
{
    services::PreflightService &preflight = target.services.preflightService;
    auto *stages = new QObject(target.context); // until it has ended
    QObject::connect(&preflight, &services::PreflightService::progressed, stages,
        [target](core::ServerId server, const services::PreflightCheck &check) {
            if (server == target.server)
                complain(target.name + u": "_s + stageLine(check));
        });
    preflight.check(target.server, target.options.words.value(0), target.context,
        [target, stages](const core::Result<services::PreflightReport> &report) {
            stages->deleteLater();
            if (report) {
                target.done(checked(target, *report));
                return;
            }
            Outcome outcome = failed(report.error());
            if (report.error().code == core::ErrorCode::FileUnreadable)
                outcome.exitCode = ExitCode::Unreachable; // the folder is closed to this login
            target.done(outcome);
        });
}

} // namespace cli
