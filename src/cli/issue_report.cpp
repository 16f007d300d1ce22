// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/issue_report.h"

#include "core/visible_text.h"
#include "services/config_service.h"
#include "texts/preflight_texts.h"

using namespace Qt::StringLiterals;

namespace cli {
namespace {

QJsonValue textOrNull(const QString &text)
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
    case PreflightIssueKind::UnknownOption:
        return u"UnknownOption"_s;
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
    case PreflightIssueKind::LogUnwatched:
        return u"LogUnwatched"_s;
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
    case PreflightIssueKind::LogTargetRefused:
        return u"LogTargetRefused"_s;
    case PreflightIssueKind::LocksOut:
        return u"LocksOut"_s;
    case PreflightIssueKind::MayLockOut:
        return u"MayLockOut"_s;
    case PreflightIssueKind::SharedFile:
        return u"SharedFile"_s;
    case PreflightIssueKind::PendingEdits:
        return u"PendingEdits"_s;
    case PreflightIssueKind::RuntimeLost:
        return u"RuntimeLost"_s;
    case PreflightIssueKind::RestartsJail:
        return u"RestartsJail"_s;
    case PreflightIssueKind::LosesBans:
        return u"LosesBans"_s;
    case PreflightIssueKind::LiftsBans:
        return u"LiftsBans"_s;
    case PreflightIssueKind::LastJail:
        return u"LastJail"_s;
    case PreflightIssueKind::NotRestartable:
        return u"NotRestartable"_s;
    case PreflightIssueKind::SearchedPartly:
        return u"SearchedPartly"_s;
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

} // namespace

QJsonObject issueJson(const Target &target, const services::PreflightIssue &issue)
{
    const texts::PreflightText text = textOf(issue, fileShown(target, issue));
    return { { u"kind"_s, kindName(issue.kind) }, { u"severity"_s, severityName(issue.severity) },
        { u"jail"_s, textOrNull(issue.jail) }, { u"file"_s, textOrNull(issue.origin.file) },
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

} // namespace cli
