// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_backend.h"

#include "config/value_rules.h"
#include "protocol/commands.h"
#include "services/gather.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

const QString journal = u"systemd"_s;

/// Its own word, as opposed to no word at all.
bool isDaemonsAnswer(core::ErrorCode code)
{
    return code == core::ErrorCode::ServerRefused || code == core::ErrorCode::InvalidCommand
        || code == core::ErrorCode::UnknownJail || code == core::ErrorCode::UnexpectedReply;
}

/// What a daemon says of jails that it does not tell the backends of.
void readFilesOrJournal(ServerSession &session, const QStringList &jails,
    const core::Pending<QHash<QString, QString>> &pending, const std::shared_ptr<QHash<QString, QString>> &found)
{
    const auto gather = Gather::create(&session, [pending, found] { pending.finish(*found); });
    for (const QString &jail : jails) {
        session.submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), &session,
            [pending, found, jail, ticket = gather->ticket()](const core::Result<protocol::JailStatusReply> &status) {
                if (status)
                    found->insert(jail, status->jail.journalMatches ? journal : QString());
                else if (!isDaemonsAnswer(status.error().code))
                    pending.finish(tl::unexpected(status.error()));
                ticket->done();
            });
    }
    gather->seal();
}

} // namespace

core::RequestHandle readRunningBackends(ServerSession &session, const QStringList &jails, const QObject *context,
    core::Handler<QHash<QString, QString>> handler)
{
    const core::Pending<QHash<QString, QString>> pending(context, std::move(handler));
    session.submit(protocol::stats(), &session,
        [pending, jails, session = QPointer<ServerSession>(&session)](const core::Result<protocol::StatsReply> &all) {
            const auto found = std::make_shared<QHash<QString, QString>>();
            QStringList untold = jails;
            if (all) {
                for (const core::Jail &jail : *all) {
                    if (!jail.backend || !jails.contains(jail.name))
                        continue;
                    found->insert(jail.name, config::backendName(*jail.backend));
                    untold.removeAll(jail.name);
                }
            }
            readFilesOrJournal(*session, untold, pending, found);
        });
    return pending.handle();
}

BackendChange backendChange(const QString &running, const config::DumpedJail &wanted, const QString &newer)
{
    const QString backend = config::backendName(wanted.backend);
    if (backend.isEmpty())
        return {};
    const QString words = (running.isEmpty() ? u"log files"_s : running) + " -> "_L1 + backend;
    // "auto" never ends at the journal: polling, which always works, comes before it (server/jail.py).
    const bool isJournal = running == journal;
    const bool wantsJournal = backend == journal;
    if (isJournal != wantsJournal)
        return { words };
    if (!running.isEmpty() && backend != "auto"_L1 && running != backend)
        return { words };
    if (!isJournal && !newer.isEmpty())
        return { u"%1 (%2)"_s.arg(words, newer), false };
    return {};
}

core::RequestHandle readBackendDifference(
    ServerSession &session, const config::DumpedJail &wanted, const QObject *context, core::Handler<QString> handler)
{
    const core::Pending<QString> pending(context, std::move(handler));
    const auto told = [pending, wanted](const core::Result<QHash<QString, QString>> &running) {
        if (!running)
            pending.finish(tl::unexpected(running.error()));
        else if (const auto found = running->constFind(wanted.name); found != running->cend())
            pending.finish(backendChange(*found, wanted).words);
        else
            pending.finish(core::failure(core::ErrorCode::UnknownJail, wanted.name));
    };
    readRunningBackends(session, { wanted.name }, &session, told);
    return pending.handle();
}

} // namespace services
