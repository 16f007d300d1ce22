// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_service_impl.h"
#include "services/preflight_service_impl.h"
#include "services/runtime_state.h"
#include "services/service_doubles.h"
#include "support/test_fail2ban.h"

#include <QTest>

/// A preflight of a real fail2ban's configuration. Its daemon does not run: what needs it stays unchecked.
struct PreflightRig
{
    explicit PreflightRig(TestFail2ban::Version version)
        : fail2ban(version)
    {
        core::ServerProfile profile;
        profile.id = core::ServerId { 1 };
        profile.name = QStringLiteral("test");
        profile.socketPath = fail2ban.socketPath();
        profile.configDir = fail2ban.configDir();
        profile.clientProgram = fail2ban.clientProgram();
        registry.put(profile, { 1, 1, 1, 1, 1 }); // nobody answers
        preflight.setOwnAddresses([this](const core::ServerProfile &) {
            return services::KnownAddresses { own, mayBeOwn };
        });
    }

    core::Result<services::PreflightReport> check(const QString &jail, int timeoutMs = 60'000)
    {
        std::optional<core::Result<services::PreflightReport>> answer;
        preflight.check(core::ServerId { 1 }, jail, &context,
            [&answer](core::Result<services::PreflightReport> report) { answer = std::move(report); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, timeoutMs))
            return core::failure(core::ErrorCode::Internal, QStringLiteral("no answer"));
        return *answer;
    }

    TestFail2ban fail2ban;
    QList<core::IpAddress> own;
    QList<core::IpAddress> mayBeOwn;
    QObject context;
    core::SystemClock clock;
    services::RuntimeState state;
    services::HostRegistry hosts;
    doubles::Registry registry { clock };
    services::ConfigServiceImpl config { registry, hosts, clock };
    services::PreflightServiceImpl preflight { config, registry, hosts, state, clock };
};

/// Names of kinds, for a test's words.
inline QString kindName(services::PreflightIssueKind kind)
{
    using Kind = services::PreflightIssueKind;
    static const QHash<Kind, QString> names {
        { Kind::ConfigUnreadable, QStringLiteral("ConfigUnreadable") },
        { Kind::DuplicateSection, QStringLiteral("DuplicateSection") },
        { Kind::UnresolvedInterpolation, QStringLiteral("UnresolvedInterpolation") },
        { Kind::UnknownFilter, QStringLiteral("UnknownFilter") },
        { Kind::UnknownAction, QStringLiteral("UnknownAction") },
        { Kind::NoFilter, QStringLiteral("NoFilter") },
        { Kind::NoAction, QStringLiteral("NoAction") },
        { Kind::NotEnabled, QStringLiteral("NotEnabled") },
        { Kind::NotWinning, QStringLiteral("NotWinning") },
        { Kind::NameTooLong, QStringLiteral("NameTooLong") },
        { Kind::BadTime, QStringLiteral("BadTime") },
        { Kind::TimeIsCode, QStringLiteral("TimeIsCode") },
        { Kind::BadNumber, QStringLiteral("BadNumber") },
        { Kind::BadValue, QStringLiteral("BadValue") },
        { Kind::UnknownOption, QStringLiteral("UnknownOption") },
        { Kind::BadRegex, QStringLiteral("BadRegex") },
        { Kind::NoHostGroup, QStringLiteral("NoHostGroup") },
        { Kind::RunawayRegex, QStringLiteral("RunawayRegex") },
        { Kind::BadDatePattern, QStringLiteral("BadDatePattern") },
        { Kind::LogMissing, QStringLiteral("LogMissing") },
        { Kind::LogUnwatched, QStringLiteral("LogUnwatched") },
        { Kind::LogIsFolder, QStringLiteral("LogIsFolder") },
        { Kind::LogNotGrowing, QStringLiteral("LogNotGrowing") },
        { Kind::NothingMatches, QStringLiteral("NothingMatches") },
        { Kind::BackendMissing, QStringLiteral("BackendMissing") },
        { Kind::ToolMissing, QStringLiteral("ToolMissing") },
        { Kind::LogTargetRefused, QStringLiteral("LogTargetRefused") },
        { Kind::DatabaseRefused, QStringLiteral("DatabaseRefused") },
        { Kind::MayLockOut, QStringLiteral("MayLockOut") },
        { Kind::LocksOut, QStringLiteral("LocksOut") },
        { Kind::SharedFile, QStringLiteral("SharedFile") },
        { Kind::PendingEdits, QStringLiteral("PendingEdits") },
        { Kind::RuntimeLost, QStringLiteral("RuntimeLost") },
        { Kind::RestartsJail, QStringLiteral("RestartsJail") },
        { Kind::NotRestartable, QStringLiteral("NotRestartable") },
        { Kind::LosesBans, QStringLiteral("LosesBans") },
        { Kind::SearchedPartly, QStringLiteral("SearchedPartly") },
        { Kind::NotChecked, QStringLiteral("NotChecked") },
    };
    return names.value(kind);
}

/// One line per issue: "blocking BadTime web bantime: soon".
inline QString told(const core::Result<services::PreflightReport> &report)
{
    if (!report)
        return core::errorCodeName(report.error().code) + QLatin1Char(' ') + report.error().detail;
    QStringList lines;
    for (const services::PreflightIssue &issue : report->issues)
        lines += QStringLiteral("%1 %2 %3 %4: %5 (%6:%7)")
                     .arg(issue.severity == services::PreflightSeverity::Blocking ? QStringLiteral("blocking")
                                                                                  : QStringLiteral("warning"),
                         kindName(issue.kind), issue.jail, issue.subject, issue.detail, issue.origin.file)
                     .arg(issue.origin.line);
    return lines.join(QLatin1Char('\n'));
}

inline bool hasIssue(const core::Result<services::PreflightReport> &report, services::PreflightIssueKind kind,
    services::PreflightSeverity severity)
{
    return report && std::ranges::any_of(report->issues, [=](const services::PreflightIssue &issue) {
        return issue.kind == kind && issue.severity == severity;
    });
}
