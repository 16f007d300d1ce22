// SPDX-License-Identifier: GPL-3.0-or-later
// What a server that has lost its protection needs. Pure; the matrix behind it is the fact sheet's 4.2 and 8.2.
#include "services/rescue_examination.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using core::RescueEdit;
using core::RescueFinding;
using core::RescueKind;
using core::RescueRemedy;

enum class Hindrance {
    None, ///< of whoever reads it: no reason for the daemon not to start
    Skipped, ///< the daemon passes the jail over and starts
    Fatal ///< the daemon does not start with it, or stops
};

Hindrance hindranceOf(const PreflightIssue &issue)
{
    if (issue.severity != PreflightSeverity::Blocking)
        return issue.kind == PreflightIssueKind::NotRestartable ? Hindrance::Fatal : Hindrance::None;
    switch (issue.kind) {
    case PreflightIssueKind::UnknownFilter:
    case PreflightIssueKind::UnknownAction:
        return Hindrance::Skipped;
    case PreflightIssueKind::ConfigUnreadable:
    case PreflightIssueKind::DuplicateSection:
    case PreflightIssueKind::UnresolvedInterpolation:
    case PreflightIssueKind::BadTime:
    case PreflightIssueKind::TimeIsCode:
    case PreflightIssueKind::BadNumber:
    case PreflightIssueKind::BadValue:
    case PreflightIssueKind::BadRegex:
    case PreflightIssueKind::NoHostGroup:
    case PreflightIssueKind::RunawayRegex:
    case PreflightIssueKind::BadDatePattern:
    case PreflightIssueKind::LogMissing:
    case PreflightIssueKind::LogIsFolder:
    case PreflightIssueKind::BackendMissing:
    case PreflightIssueKind::NotRestartable:
        return Hindrance::Fatal;
    case PreflightIssueKind::NoFilter:
    case PreflightIssueKind::NoAction:
    case PreflightIssueKind::NotEnabled:
    case PreflightIssueKind::NotWinning:
    case PreflightIssueKind::UnknownOption:
    case PreflightIssueKind::NameTooLong:
    case PreflightIssueKind::LogUnwatched:
    case PreflightIssueKind::LogNotGrowing:
    case PreflightIssueKind::NothingMatches:
    case PreflightIssueKind::ToolMissing:
    case PreflightIssueKind::DatabaseRefused:
    case PreflightIssueKind::LogTargetRefused:
    case PreflightIssueKind::LocksOut:
    case PreflightIssueKind::MayLockOut:
    case PreflightIssueKind::SharedFile:
    case PreflightIssueKind::PendingEdits:
    case PreflightIssueKind::RuntimeLost:
    case PreflightIssueKind::RestartsJail:
    case PreflightIssueKind::LosesBans:
    case PreflightIssueKind::LiftsBans:
    case PreflightIssueKind::LastJail:
    case PreflightIssueKind::SearchedPartly:
    case PreflightIssueKind::NotChecked:
        break;
    }
    return Hindrance::None;
}

/// Works one set of facts out.
class RescueRule
{
public:
    explicit RescueRule(const RescueFacts &facts)
        : m_facts(facts)
    {
        for (const PreflightIssue &issue : facts.issues) {
            const Hindrance hindrance = hindranceOf(issue);
            if (hindrance == Hindrance::None)
                continue;
            if (issue.jail.isEmpty())
                m_serverBlocked = true;
            else if (hindrance == Hindrance::Fatal)
                m_blocked.insert(issue.jail);
            else
                m_skipped.insert(issue.jail);
        }
        if (!facts.wanted)
            return;
        for (const config::DumpedJail &jail : facts.wanted->jails) {
            if (jail.started)
                m_enabled += jail.name;
        }
        // The dump passes over what it cannot read; the configuration still says that it is to run.
        if (facts.configuration) {
            for (const config::ConfiguredJail *jail : facts.configuration->configuration.jails()) {
                if (jail->enabled && !m_enabled.contains(jail->name))
                    m_enabled += jail->name;
            }
        }
    }

    [[nodiscard]] QList<RescueFinding> findings()
    {
        QList<RescueFinding> all;
        if (m_facts.recovery)
            all += crashed(*m_facts.recovery);
        else if (m_facts.down)
            all += restarted(RescueKind::Down, RescueRemedy::Start);
        else if (m_facts.frozen)
            all += restarted(RescueKind::Frozen, RescueRemedy::Restart);
        else if (m_facts.answers)
            lost(&all);
        if (m_facts.answers)
            withoutActions(&all);
        return all;
    }

private:
    [[nodiscard]] bool isHalfMade(const QString &jail) const
    {
        return m_blocked.contains(jail) && m_facts.withoutActions.contains(jail);
    }
    [[nodiscard]] bool runs(const QString &jail) const { return m_facts.running.contains(jail) && !isHalfMade(jail); }
    [[nodiscard]] bool isEnabled(const QString &jail) const { return m_enabled.contains(jail); }

    void addCauses(RescueFinding *finding) const
    {
        for (const PreflightIssue &issue : m_facts.issues) {
            // Of a jail that runs all the same the next start would tell, not this one.
            if (hindranceOf(issue) != Hindrance::None
                && (issue.jail.isEmpty() || !m_facts.answers || !runs(issue.jail)))
                finding->causes.append(
                    { issue.jail, issue.kind, issue.subject, issue.detail, issue.origin.file, issue.origin.line });
        }
    }

    void edit(RescueFinding *finding, const QString &jail, RescueEdit::Kind kind) const
    {
        if (std::ranges::find(finding->edits, jail, &RescueEdit::jail) != finding->edits.end())
            return;
        RescueEdit edit { .jail = jail, .kind = kind, .path = {}, .diff = {} };
        if (m_facts.configuration) {
            const auto files = rescueFiles(m_facts.configuration->configuration.tree(), { edit });
            if (!files || files->size() != 1) {
                finding->obstacle = files ? core::Error { core::ErrorCode::InvalidArgument, jail } : files.error();
                return;
            }
            const config::FileEdit &file = files->constFirst();
            edit.path = file.path;
            edit.diff = file.diff;
            for (const config::BeatenEdit &beaten : file.beaten) {
                if (beaten.winner.raw != beaten.edit.value) // what is written there would not count
                    finding->obstacle = core::Error { core::ErrorCode::NotSupported,
                        u"%1:%2"_s.arg(beaten.winner.origin.file).arg(beaten.winner.origin.line) };
            }
        }
        finding->edits.append(edit);
        if (kind == RescueEdit::Kind::Disable)
            finding->staysOff += jail;
    }

    /// The journal in the place of a log that is not there: only where that is all that is wrong, and the filter knows
    /// where in the journal to look.
    [[nodiscard]] bool canReadJournal(const QString &name) const
    {
        if (!m_facts.journal || !m_facts.configuration)
            return false;
        const config::ConfiguredJail *jail = m_facts.configuration->configuration.jail(name);
        if (!jail || jail->filterValues.value(u"journalmatch"_s).value.isEmpty())
            return false;
        return std::ranges::all_of(m_facts.issues, [&name](const PreflightIssue &issue) {
            return issue.jail != name || hindranceOf(issue) == Hindrance::None
                || issue.kind == PreflightIssueKind::LogMissing || issue.kind == PreflightIssueKind::NotRestartable;
        });
    }

    void setBlockedAside(RescueFinding *finding) const
    {
        QStringList blocked(m_blocked.cbegin(), m_blocked.cend());
        blocked.sort();
        for (const QString &jail : std::as_const(blocked)) {
            if (!isEnabled(jail) || (m_facts.answers && runs(jail)))
                continue; // what runs is not taken away
            edit(finding, jail, canReadJournal(jail) ? RescueEdit::Kind::ReadJournal : RescueEdit::Kind::Disable);
            if (m_facts.answers && m_facts.running.contains(jail))
                finding->stops += jail;
        }
    }

    void foretell(RescueFinding *finding) const
    {
        for (const QString &jail : m_enabled) {
            if (m_skipped.contains(jail) && !m_blocked.contains(jail) && !(m_facts.answers && runs(jail)))
                finding->staysOff += jail;
            if (finding->staysOff.contains(jail))
                continue;
            if (m_facts.answers && runs(jail))
                finding->untouched += jail;
            else if (!m_facts.answers || !m_facts.stoppedOnPurpose.contains(jail))
                finding->comesBack += jail;
        }
        if (m_facts.answers) {
            for (const QString &jail : m_facts.running) {
                if (runs(jail) && !finding->untouched.contains(jail))
                    finding->untouched += jail;
            }
        }
        for (QStringList *list : { &finding->comesBack, &finding->staysOff, &finding->untouched })
            list->sort();
    }

    /// One remedy only where it can succeed.
    void settle(RescueFinding *finding, RescueRemedy remedy) const
    {
        foretell(finding);
        finding->remedy = m_serverBlocked || finding->obstacle ? RescueRemedy::None : remedy;
        if (finding->remedy == RescueRemedy::None) {
            finding->comesBack.clear();
            finding->stops.clear();
        }
    }

    [[nodiscard]] RescueFinding restarted(RescueKind kind, RescueRemedy remedy) const
    {
        RescueFinding finding;
        finding.kind = kind;
        finding.busyMs = m_facts.busyMs;
        finding.jails = m_facts.known;
        addCauses(&finding);
        setBlockedAside(&finding);
        settle(&finding, remedy);
        return finding;
    }

    [[nodiscard]] RescueFinding crashed(const core::PendingRecovery &recovery) const
    {
        RescueFinding finding;
        finding.kind = RescueKind::Crashed;
        finding.recovery = recovery;
        finding.busyMs = m_facts.busyMs;
        for (const QString &jail : recovery.jailsBefore) {
            if (!m_facts.answers || !runs(jail))
                finding.jails += jail;
        }
        addCauses(&finding);
        if (!m_facts.configuration || isEnabled(recovery.jail))
            edit(&finding, recovery.jail, RescueEdit::Kind::Disable);
        setBlockedAside(&finding);
        if (m_facts.answers && m_facts.running.contains(recovery.jail) && !finding.stops.contains(recovery.jail))
            finding.stops += recovery.jail;
        const bool silent = m_facts.silent && !m_facts.frozen;
        settle(&finding,
            m_facts.answers      ? RescueRemedy::Revive
                : m_facts.frozen ? RescueRemedy::Restart
                : silent         ? RescueRemedy::None // it may only be busy
                                 : RescueRemedy::Start);
        if (silent && !finding.obstacle)
            finding.obstacle = core::Error { core::ErrorCode::Busy, {} };
        finding.untouched.removeAll(recovery.jail);
        return finding;
    }

    void lost(QList<RescueFinding> *all) const
    {
        RescueFinding finding;
        const QStringList guarding = [this] {
            QStringList names;
            for (const QString &jail : m_facts.running) {
                if (runs(jail))
                    names += jail;
            }
            return names;
        }();
        QStringList expected = m_enabled;
        for (const QString &jail : m_facts.known) {
            if (!expected.contains(jail))
                expected += jail;
        }
        for (const QString &jail : std::as_const(expected)) {
            if (!runs(jail) && !m_facts.stoppedOnPurpose.contains(jail))
                finding.jails += jail;
        }
        finding.jails.sort();
        if (finding.jails.isEmpty() && !guarding.isEmpty())
            return;
        finding.kind = guarding.isEmpty() ? RescueKind::NoJails : RescueKind::LostJails;
        addCauses(&finding);
        setBlockedAside(&finding);
        settle(&finding, RescueRemedy::Revive);
        // Known before, and no file enables them (any more): nothing brings them back.
        if (m_facts.wanted) {
            for (const QString &jail : std::as_const(finding.jails)) {
                if (!isEnabled(jail) && !finding.staysOff.contains(jail))
                    finding.staysOff += jail;
            }
        }
        if (finding.comesBack.isEmpty() && finding.edits.isEmpty() && finding.stops.isEmpty())
            finding.remedy = RescueRemedy::None;
        all->append(finding);
    }

    void withoutActions(QList<RescueFinding> *all) const
    {
        RescueFinding finding;
        finding.kind = RescueKind::NoActions;
        for (const QString &jail : m_facts.withoutActions) {
            const config::DumpedJail *wanted = m_facts.wanted ? m_facts.wanted->jail(jail) : nullptr;
            // Where no file can be read nobody knows whether it is meant so: it bans nobody.
            if ((!m_facts.wanted || (wanted && !wanted->actions.isEmpty())) && !isHalfMade(jail))
                finding.jails += jail;
        }
        if (finding.jails.isEmpty())
            return;
        if (!m_facts.wanted) {
            finding.obstacle = m_facts.configError;
            all->append(finding);
            return;
        }
        for (const PreflightIssue &issue : m_facts.issues) {
            if (hindranceOf(issue) != Hindrance::None && (issue.jail.isEmpty() || finding.jails.contains(issue.jail)))
                finding.causes.append(
                    { issue.jail, issue.kind, issue.subject, issue.detail, issue.origin.file, issue.origin.line });
        }
        for (const QString &jail : std::as_const(finding.jails)) {
            if (!m_blocked.contains(jail) && !m_skipped.contains(jail))
                finding.comesBack += jail;
        }
        for (const QString &jail : m_facts.running) {
            if (!finding.jails.contains(jail))
                finding.untouched += jail;
        }
        if (!m_serverBlocked && !finding.comesBack.isEmpty())
            finding.remedy = RescueRemedy::RestartJails;
        else
            finding.comesBack.clear();
        all->append(finding);
    }

    const RescueFacts &m_facts;
    bool m_serverBlocked = false;
    QSet<QString> m_blocked;
    QSet<QString> m_skipped;
    QStringList m_enabled;
};

} // namespace

QList<core::RescueFinding> rescueFindings(const RescueFacts &facts)
{
    return RescueRule(facts).findings();
}

core::Result<QList<config::FileEdit>> rescueFiles(const config::ConfigTree &tree, const QList<core::RescueEdit> &edits)
{
    QList<config::OptionEdit> options;
    for (const RescueEdit &edit : edits) {
        const bool disable = edit.kind == RescueEdit::Kind::Disable;
        options.append({ .target = config::EditTarget::Jail,
            .name = edit.jail,
            .section = {},
            .key = disable ? u"enabled"_s : u"backend"_s,
            .value = disable ? u"false"_s : u"systemd"_s,
            .remove = false });
    }
    return config::planEdits(tree, options);
}

} // namespace services
