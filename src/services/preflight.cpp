// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/preflight.h"

#include "services/fail2ban_programs.h"
#include "services/server_session.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// Names of the checks, as PreflightCheck has them.
QString nameOf(PreflightStage stage)
{
    switch (stage) {
    case PreflightStage::Files:
        return u"files"_s;
    case PreflightStage::Test:
        return u"test"_s;
    case PreflightStage::Dump:
        return u"dump"_s;
    case PreflightStage::Times:
        return u"times"_s;
    case PreflightStage::Logs:
        return u"logs"_s;
    case PreflightStage::Regexes:
        return u"regexes"_s;
    case PreflightStage::Backend:
        return u"backend"_s;
    case PreflightStage::Actions:
        return u"actions"_s;
    case PreflightStage::Lines:
        return u"lines"_s;
    case PreflightStage::Effect:
        return u"effect"_s;
    case PreflightStage::Done:
        break;
    }
    return {};
}

PreflightIssueKind kindOf(config::FindingKind kind)
{
    switch (kind) {
    case config::FindingKind::Unreadable:
        return PreflightIssueKind::ConfigUnreadable;
    case config::FindingKind::DuplicateSection:
        return PreflightIssueKind::DuplicateSection;
    case config::FindingKind::UnresolvedInterpolation:
        return PreflightIssueKind::UnresolvedInterpolation;
    case config::FindingKind::UnknownFilter:
        return PreflightIssueKind::UnknownFilter;
    case config::FindingKind::UnknownAction:
        return PreflightIssueKind::UnknownAction;
    case config::FindingKind::NoFilter:
        return PreflightIssueKind::NoFilter;
    case config::FindingKind::NoAction:
        return PreflightIssueKind::NoAction;
    case config::FindingKind::NotEnabled:
        return PreflightIssueKind::NotEnabled;
    case config::FindingKind::NotWinning:
        return PreflightIssueKind::NotWinning;
    case config::FindingKind::NameTooLong:
        return PreflightIssueKind::NameTooLong;
    case config::FindingKind::BadNumber:
        return PreflightIssueKind::BadNumber;
    case config::FindingKind::NoLog:
        return PreflightIssueKind::LogMissing;
    case config::FindingKind::SharedFile:
        return PreflightIssueKind::SharedFile;
    }
    return PreflightIssueKind::ConfigUnreadable;
}

/// The way to the machine, or whoever asked, is gone: nothing more can be checked.
bool isOfTheWay(core::ErrorCode code)
{
    static constexpr std::array ofTheWay { core::ErrorCode::Cancelled, core::ErrorCode::TunnelDown,
        core::ErrorCode::TunnelFrozen, core::ErrorCode::ConnectionLost, core::ErrorCode::AuthenticationRequired,
        core::ErrorCode::HostKeyUnknown, core::ErrorCode::HostKeyChanged, core::ErrorCode::ElevationRefused,
        core::ErrorCode::ElevationPassword, core::ErrorCode::NoSuchServer };
    return std::ranges::find(ofTheWay, code) != ofTheWay.end();
}

} // namespace

Preflight::Preflight(PreflightContext context, QString jail, core::Pending<PreflightReport> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_jail(std::move(jail))
    , m_pending(std::move(pending))
    , m_session(m_context.session)
{
    m_report.server = m_context.profile.id;
    m_report.jail = m_jail;
}

Preflight::~Preflight()
{
    m_waiting.cancel(); // a program that hangs over there ends, too
}

void Preflight::start()
{
    m_pending.setOnCancel([guard = QPointer<Preflight>(this)] {
        if (guard)
            guard->deleteLater(); // and what it waits for ends with it
    });
    begin(PreflightStage::Files);
    readFiles();
}

void Preflight::next()
{
    m_at = 0;
    switch (m_stage) {
    case PreflightStage::Files:
        begin(PreflightStage::Test);
        testConfig();
        return;
    case PreflightStage::Test:
        begin(PreflightStage::Dump);
        dumpConfig();
        return;
    case PreflightStage::Dump:
        begin(PreflightStage::Times);
        checkTimes();
        return;
    case PreflightStage::Times:
        begin(PreflightStage::Logs);
        findLogs();
        return;
    case PreflightStage::Logs:
        begin(PreflightStage::Regexes);
        limitToKnownJails();
        findPython();
        return;
    case PreflightStage::Regexes:
        begin(PreflightStage::Backend);
        checkBackends();
        return;
    case PreflightStage::Backend:
        begin(PreflightStage::Actions);
        checkActions();
        return;
    case PreflightStage::Actions:
        begin(PreflightStage::Lines);
        checkLines();
        return;
    case PreflightStage::Lines:
        begin(PreflightStage::Effect);
        checkEffect();
        return;
    case PreflightStage::Effect:
    case PreflightStage::Done:
        finish();
        return;
    }
}

void Preflight::begin(PreflightStage stage)
{
    m_stage = stage;
    m_at = 0;
    m_elapsed.start();
    m_extent = PreflightExtent::Whole;
    m_blockedBefore = std::ranges::count(m_report.issues, PreflightSeverity::Blocking, &PreflightIssue::severity);
}

void Preflight::endStage(const QString &detail)
{
    const PreflightCheck check { .name = nameOf(m_stage),
        .passed
        = m_blockedBefore == std::ranges::count(m_report.issues, PreflightSeverity::Blocking, &PreflightIssue::severity)
            && !(m_stage == PreflightStage::Test && m_testOutput),
        .detail = m_extent == PreflightExtent::None ? QString() : detail,
        .tookMs = m_elapsed.elapsed(),
        .extent = m_extent };
    m_report.checks.append(check);
    const QPointer<Preflight> guard(this);
    Q_EMIT progressed(check);
    if (guard && m_pending.isActive())
        next();
    else if (guard)
        deleteLater(); // nobody waits any more
}

void Preflight::skipStage()
{
    m_extent = PreflightExtent::None;
    endStage();
}

void Preflight::limitToKnownJails()
{
    if (m_jails.isEmpty() && (!m_dumped || !m_names.isEmpty()))
        m_extent = PreflightExtent::None;
    else if (m_jails.size() < m_names.size() && m_extent == PreflightExtent::Whole)
        m_extent = PreflightExtent::Part;
}

void Preflight::finish()
{
    m_stage = PreflightStage::Done;
    std::stable_partition(m_report.issues.begin(), m_report.issues.end(),
        [](const PreflightIssue &issue) { return issue.severity == PreflightSeverity::Blocking; });
    end(std::move(m_report));
}

void Preflight::end(core::Result<PreflightReport> result)
{
    deleteLater();
    m_pending.finish(std::move(result));
}

void Preflight::add(PreflightIssueKind kind, PreflightSeverity severity, const QString &jail,
    const config::Origin &origin, const QString &subject, const QString &detail)
{
    const bool notWhole = kind == PreflightIssueKind::NotChecked || kind == PreflightIssueKind::SearchedPartly;
    if (notWhole && m_extent == PreflightExtent::Whole)
        m_extent = PreflightExtent::Part;
    const PreflightIssue issue { kind, severity, jail, origin, subject, detail };
    if (!m_report.issues.contains(issue))
        m_report.issues.append(issue);
}

void Preflight::block(PreflightIssueKind kind, const QString &jail, const QString &subject, const QString &detail)
{
    add(kind, PreflightSeverity::Blocking, jail, {}, subject, detail);
}

void Preflight::warn(PreflightIssueKind kind, const QString &jail, const QString &subject, const QString &detail)
{
    add(kind, PreflightSeverity::Warning, jail, {}, subject, detail);
}

void Preflight::addFindings(const QList<config::Finding> &findings)
{
    for (const config::Finding &finding : findings) {
        const bool blocks
            = finding.blocking || (finding.kind == config::FindingKind::NotEnabled && m_context.mustBeEnabled);
        add(kindOf(finding.kind), blocks ? PreflightSeverity::Blocking : PreflightSeverity::Warning, finding.jail,
            finding.origin, finding.subject, finding.detail);
    }
}

bool Preflight::hasBlocking(const QString &jail) const
{
    return std::ranges::any_of(m_report.issues, [&jail](const PreflightIssue &issue) {
        return issue.severity == PreflightSeverity::Blocking && (issue.jail.isEmpty() || issue.jail == jail);
    });
}

config::Origin Preflight::originOf(const QString &jail, const QString &setting) const
{
    const config::ConfiguredJail *configured = m_configuration.configuration.jail(jail);
    return configured ? config::originOf(*configured, setting) : config::Origin {};
}

void Preflight::run(
    const transport::ReaderCommand &command, Commanded then, std::function<void(const core::Error &)> otherwise)
{
    m_waiting = m_context.host.runReader(command, this,
        [this, then = std::move(then), otherwise = std::move(otherwise)](
            const core::Result<transport::CommandResult> &result) {
            if (result)
                then(*result);
            else if (!endsCheck(result.error()))
                otherwise(result.error());
        });
}

void Preflight::survey(const transport::Survey &questions, std::function<void(const transport::SurveyResult &)> then)
{
    m_waiting = m_context.host.survey(
        questions, this, [this, then = std::move(then)](const core::Result<transport::SurveyResult> &result) {
            if (result) {
                then(*result);
            } else if (!endsCheck(result.error())) {
                notChecked(m_jail, nameOf(m_stage), result.error());
                then({});
            }
        });
}

bool Preflight::endsCheck(const core::Error &error)
{
    if (!isOfTheWay(error.code))
        return false;
    end(tl::unexpected(error));
    return true;
}

void Preflight::notChecked(const QString &jail, const QString &subject, const core::Error &error)
{
    const QString detail
        = error.detail.isEmpty() ? core::errorCodeName(error.code) : error.detail.trimmed().right(2000);
    warn(PreflightIssueKind::NotChecked, jail, subject, detail);
}

QString Preflight::configDirectory() const
{
    return m_context.commandDir.isEmpty() ? configDir(m_context.profile) : m_context.commandDir;
}

} // namespace services
