// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/lifted_bans.h"

#include "protocol/commands.h"
#include "services/gather.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// The daemon's own word, as opposed to no word at all.
bool isDaemonsAnswer(core::ErrorCode code)
{
    return code == core::ErrorCode::ServerRefused || code == core::ErrorCode::InvalidCommand
        || code == core::ErrorCode::UnknownJail || code == core::ErrorCode::UnexpectedReply;
}

PreflightIssue bansIssue(
    PreflightIssueKind kind, const QString &jail, std::optional<qint64> count, const QString &detail = {})
{
    return { kind, PreflightSeverity::Warning, jail, {}, count ? QString::number(*count) : QString(), detail };
}

} // namespace

core::RequestHandle readLiftedBans(
    ServerSession &session, const QStringList &jails, const QObject *context, core::Handler<LiftedBans> handler)
{
    const core::Pending<LiftedBans> pending(context, std::move(handler));
    const auto lifted = std::make_shared<LiftedBans>();
    const auto gather = Gather::create(&session, [pending, lifted] { pending.finish(*lifted); });
    session.submit(protocol::globalProperty(u"dbfile"_s), &session,
        [pending, lifted, ticket = gather->ticket()](const core::Result<QVariant> &file) {
            if (file)
                lifted->kept = !file->toString().isEmpty(); // None: it has no database
            else if (!isDaemonsAnswer(file.error().code))
                pending.finish(tl::unexpected(file.error()));
            ticket->done();
        });
    for (const QString &jail : jails) {
        lifted->bans.insert(jail, std::nullopt);
        session.submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), &session,
            [pending, lifted, jail, ticket = gather->ticket()](const core::Result<protocol::JailStatusReply> &status) {
                if (status)
                    lifted->bans.insert(jail, status->jail.currentlyBanned);
                else if (!isDaemonsAnswer(status.error().code))
                    pending.finish(tl::unexpected(status.error()));
                ticket->done();
            });
    }
    gather->seal();
    return pending.handle();
}

QList<PreflightIssue> issuesOfRestart(
    const QStringList &jails, const LiftedBans &lifted, const QHash<QString, QString> &telling)
{
    QList<PreflightIssue> issues;
    if (lifted.kept)
        return issues;
    for (const QString &jail : jails) {
        const std::optional<qint64> count = lifted.bans.value(jail);
        if (count == 0)
            continue;
        if (const QString action = telling.value(jail); !action.isEmpty() || !lifted.listed) {
            issues += bansIssue(PreflightIssueKind::LosesBans, jail, count, action);
        } else {
            issues += bansIssue(PreflightIssueKind::RestartsJail, jail, count);
            if (!count)
                issues.last().subject = u"?"_s;
        }
    }
    return issues;
}

QList<PreflightIssue> issuesOfEnd(
    const QString &jail, const QStringList &running, const LiftedBans &lifted, const QHash<QString, QString> &telling)
{
    QList<PreflightIssue> issues;
    if (running == QStringList { jail })
        issues.append({ PreflightIssueKind::LastJail, PreflightSeverity::Warning, jail, {}, {}, {} });
    const std::optional<qint64> count = lifted.bans.value(jail);
    if (count != 0 && lifted.kept)
        issues += bansIssue(PreflightIssueKind::LiftsBans, jail, count);
    else if (count != 0) // none are made again when it is activated, either
        issues += bansIssue(PreflightIssueKind::LosesBans, jail, count, telling.value(jail));
    return issues;
}

} // namespace services
