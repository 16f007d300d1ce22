// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/audit_entry.h"
#include "core/clock.h"
#include "core/request_handle.h"
#include "protocol/request.h"
#include "protocol/value.h"
#include "transport/host.h"

#include <QObject>

#include <type_traits>

namespace storage {
class AuditRepository;
}

namespace services {

class AuditServiceImpl;
class HostRegistry;
class ServerRegistry;
class SessionService;

/// Every command that changes a server passes here: the profile is not read-only, the session is valid, the rate is
/// sane, and a durable audit record is written before the command and completed after it. Where the record cannot be
/// written, nothing is sent (StoreUnavailable...). A caller that cancels or dies detaches its handler only: command,
/// audit and record complete. Errors besides the session's: ReadOnlyProfile, SessionLocked, RateLimited, NoSuchServer.
class CommandGate final : public QObject
{
    Q_OBJECT
public:
    CommandGate(ServerRegistry &servers, HostRegistry &hosts, AuditServiceImpl &audit, SessionService &sessions,
        const core::Clock &clock, QString origin, QObject *parent = nullptr);
    ~CommandGate() override;

    template <typename R>
    core::RequestHandle submit(core::ServerId server, const protocol::TypedChange<R> &change, const QObject *context,
        std::type_identity_t<core::Handler<R>> handler)
    {
        core::Pending<R> pending(context, std::move(handler));
        submit(server, change.change, this, [pending, decode = change.decode](core::Result<protocol::Value> value) {
            if (!value)
                pending.finish(tl::unexpected(value.error()));
            else
                pending.finish(decode(*value));
        });
        return pending.handle();
    }
    core::RequestHandle submit(core::ServerId server, const protocol::Change &change, const QObject *context,
        core::Handler<protocol::Value> handler);
    /// The same for raw words: the decoded object as it came, see ServerSession::submitRaw().
    core::RequestHandle submitRaw(core::ServerId server, const protocol::Change &change, const QObject *context,
        core::Handler<protocol::Value> handler);
    /// The writing half of a host: a program that changes the server (fail2ban-client reload).
    core::RequestHandle run(core::ServerId server, const transport::HostCommand &command, const QObject *context,
        core::Handler<transport::CommandResult> handler);
    /// A program of ours that only looks at what changes have left on a machine (see ServerTransaction::list()): also
    /// of a read-only profile, and not in the audit. The caller answers for that it changes nothing.
    core::RequestHandle look(core::ServerId server, const transport::HostCommand &command, const QObject *context,
        core::Handler<transport::CommandResult> handler);
    /// What submit() would answer now, without sending: for greying out actions and for telling why.
    [[nodiscard]] core::Result<bool> mayChange(core::ServerId server) const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace services
