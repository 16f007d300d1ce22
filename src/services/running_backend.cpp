// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/running_backend.h"

#include "config/value_rules.h"
#include "protocol/commands.h"
#include "services/server_session.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

QString differenceOf(const QString &running, const QString &wanted)
{
    return running == wanted ? QString() : running + " -> "_L1 + wanted;
}

} // namespace

core::RequestHandle readBackendDifference(
    ServerSession &session, const config::DumpedJail &wanted, const QObject *context, core::Handler<QString> handler)
{
    const core::Pending<QString> pending(context, std::move(handler));
    const QString backend = config::backendName(wanted.backend);
    if (backend.isEmpty() || backend == "auto"_L1) {
        pending.finishLater(QString());
        return pending.handle();
    }
    session.submit(protocol::stats(), &session,
        [pending, backend, jail = wanted.name, session = QPointer<ServerSession>(&session)](
            const core::Result<protocol::StatsReply> &all) {
            if (all) {
                const auto found = std::ranges::find(*all, jail, &core::Jail::name);
                if (found != all->end() && found->backend) {
                    pending.finish(differenceOf(config::backendName(*found->backend), backend));
                    return;
                }
            }
            session->submit(protocol::jailStatus(jail, protocol::StatusFlavour::Short), session,
                [pending, backend](const core::Result<protocol::JailStatusReply> &status) {
                    const bool wantsJournal = backend == "systemd"_L1;
                    if (!status)
                        pending.finish(tl::unexpected(status.error()));
                    else if (status->jail.journalMatches)
                        pending.finish(differenceOf(u"systemd"_s, backend));
                    else
                        pending.finish(wantsJournal ? u"log files -> systemd"_s : QString());
                });
        });
    return pending.handle();
}

} // namespace services
