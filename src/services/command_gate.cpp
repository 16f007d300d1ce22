// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/command_gate.h"

#include "core/visible_text.h"
#include "protocol/value.h"
#include "services/audit_service_impl.h"
#include "services/host_registry.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/session_service.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(gateLog, "gate")

constexpr double changesPerSecond = 50;
constexpr double changesAtOnce = 200;

/// Lets a burst through and then a steady stream: what a person does never meets it, a runaway loop does.
struct TokenBucket
{
    double tokens = changesAtOnce;
    qint64 filledAt = 0;

    void fill(qint64 now)
    {
        if (filledAt != 0)
            tokens = std::min(
                changesAtOnce, tokens + double(std::max<qint64>(now - filledAt, 0)) * changesPerSecond / 1000);
        filledAt = now;
    }
};

struct Verdict
{
    core::AuditResult result = core::AuditResult::Unknown;
    QString detail;
};

core::AuditResult auditResultFor(core::ErrorCode code)
{
    switch (code) {
    // It was sent and its answer is missing or cannot be read.
    case core::ErrorCode::Cancelled:
    case core::ErrorCode::Timeout:
    case core::ErrorCode::ConnectionLost:
    case core::ErrorCode::ProtocolError:
    case core::ErrorCode::UnexpectedReply:
        return core::AuditResult::Unknown;
    case core::ErrorCode::ServerRefused:
    case core::ErrorCode::UnknownJail:
    case core::ErrorCode::DuplicateJail:
    case core::ErrorCode::InvalidCommand:
    case core::ErrorCode::ShuttingDown:
    case core::ErrorCode::InvalidArgument:
    case core::ErrorCode::ReadOnlyProfile:
    case core::ErrorCode::SessionLocked:
    case core::ErrorCode::RateLimited:
    case core::ErrorCode::NotSupported:
    case core::ErrorCode::NoSuchServer:
    case core::ErrorCode::PreflightFailed:
    case core::ErrorCode::ChangedMeanwhile:
        return core::AuditResult::Refused;
    case core::ErrorCode::NoSocket:
    case core::ErrorCode::NotASocket:
    case core::ErrorCode::PathTooLong:
    case core::ErrorCode::Refused:
    case core::ErrorCode::PermissionDenied:
    case core::ErrorCode::Busy:
    case core::ErrorCode::TunnelDown:
    case core::ErrorCode::TunnelFrozen:
    case core::ErrorCode::AuthenticationRequired:
    case core::ErrorCode::HostKeyUnknown:
    case core::ErrorCode::HostKeyChanged:
    case core::ErrorCode::ElevationRefused:
    case core::ErrorCode::ElevationPassword:
    case core::ErrorCode::VerifyFailed:
    case core::ErrorCode::CommandNotFound:
    case core::ErrorCode::CommandFailed:
    case core::ErrorCode::FileNotFound:
    case core::ErrorCode::FileUnreadable:
    case core::ErrorCode::StoreUnavailable:
    case core::ErrorCode::StoreLocked:
    case core::ErrorCode::StoreReadOnly:
    case core::ErrorCode::StoreCorrupt:
    case core::ErrorCode::StoreNewer:
    case core::ErrorCode::StoreFull:
    case core::ErrorCode::DataFolderUnusable:
    case core::ErrorCode::DataFolderInUse:
    case core::ErrorCode::Internal:
        return core::AuditResult::Failed;
    }
    return core::AuditResult::Unknown;
}

Verdict verdictFor(const core::Error &error)
{
    QString detail = core::errorCodeName(error.code);
    if (!error.detail.isEmpty())
        detail += u": "_s + error.detail;
    return { auditResultFor(error.code), detail };
}

Verdict verdictFor(const protocol::Value &value)
{
    if (value.isString())
        return { core::AuditResult::Done, value.toString() };
    if (value.isSequence() && value.size() > 200)
        return { core::AuditResult::Done, u"%1 items"_s.arg(value.size()) };
    const QByteArray json = QJsonDocument(QJsonArray { value.toJson() }).toJson(QJsonDocument::Compact);
    return { core::AuditResult::Done, QString::fromUtf8(json.mid(1, json.size() - 2)) };
}

Verdict verdictFor(const transport::CommandResult &result)
{
    QByteArray said = result.standardError.isEmpty() ? result.standardOutput : result.standardError;
    const QString text = QString::fromUtf8(said.left(4000)).trimmed();
    if (result.exitCode == 0)
        return { core::AuditResult::Done, text };
    // 128 + signal: it was ended in the middle, nobody knows how far it came.
    const auto what
        = result.exitCode > 128 && result.exitCode < 128 + 65 ? core::AuditResult::Unknown : core::AuditResult::Failed;
    return { what, u"exit code %1: %2"_s.arg(result.exitCode).arg(text) };
}

} // namespace

struct CommandGate::Private
{
    CommandGate &q;
    ServerRegistry &servers;
    HostRegistry &hosts;
    AuditServiceImpl &audit;
    SessionService &sessions;
    const core::Clock &clock;
    QString origin;
    std::map<core::ServerId, TokenBucket> buckets;

    /// Everything but the rate.
    [[nodiscard]] core::Result<core::ServerProfile> permitted(core::ServerId server) const
    {
        const auto profile = servers.profile(server);
        if (!profile)
            return core::failure(core::ErrorCode::NoSuchServer);
        if (profile->readOnly)
            return core::failure(core::ErrorCode::ReadOnlyProfile);
        if (!sessions.isUnlocked())
            return core::failure(core::ErrorCode::SessionLocked);
        return *profile;
    }
    [[nodiscard]] TokenBucket &bucket(core::ServerId server)
    {
        TokenBucket &tokens = buckets[server];
        tokens.fill(clock.monotonicMs());
        return tokens;
    }

    /// send(profile, pending) hands the command over; pending.finish() with its outcome completes the record.
    template <typename T>
    core::RequestHandle bracket(
        core::ServerId server, const QStringList &words, const QObject *context, core::Handler<T> handler,
        std::function<void(const core::ServerProfile &, core::Handler<T>)> send,
        std::function<Verdict(const T &)> judge = [](const T &outcome) { return verdictFor(outcome); })
    {
        const core::Pending<T> pending(context, std::move(handler));
        const auto refuse = [&](const core::Error &error) {
            qCWarning(gateLog).noquote() << u"change_refused server=\"%1\" error=%2 command=\"%3\""_s.arg(
                core::visibleText(servers.nameOf(server)), core::errorCodeName(error.code),
                core::visibleText(words.mid(0, 4).join(u' ')));
            pending.finishLater(tl::unexpected(error));
            return pending.handle();
        };
        const auto profile = permitted(server);
        if (!profile)
            return refuse(profile.error());
        TokenBucket &tokens = bucket(server);
        if (tokens.tokens < 1)
            return refuse({ core::ErrorCode::RateLimited, {} });
        tokens.tokens -= 1;

        core::AuditEntry entry;
        entry.server = server;
        entry.serverName = profile->name;
        entry.origin = origin;
        entry.words = words;
        audit.begin(entry, &q,
            [this, pending, server, place = core::daemonKey(*profile), send = std::move(send),
                judge = std::move(judge)](const core::Result<core::AuditEntry> &begun) {
                if (!begun) {
                    qCWarning(gateLog).noquote()
                        << u"change_not_sent error="_s + core::errorCodeName(begun.error().code);
                    pending.finish(tl::unexpected(begun.error()));
                    return;
                }
                const auto complete = [this, pending, judge, record = *begun](const core::Result<T> &outcome) {
                    const Verdict verdict = outcome ? judge(*outcome) : verdictFor(outcome.error());
                    audit.finish(record, verdict.result, verdict.detail, &q,
                        [pending, outcome](const core::Result<core::AuditEntry> &stored) {
                            // The command has happened; that its record stays open until the next start does not change
                            // that.
                            if (!stored)
                                qCWarning(gateLog).noquote()
                                    << u"audit_not_completed error="_s + core::errorCodeName(stored.error().code);
                            pending.finish(outcome);
                        });
                };
                // The profile may have become read-only, be gone or lead elsewhere, while the record was written.
                const auto still = permitted(server);
                if (!still)
                    complete(tl::unexpected(still.error()));
                else if (core::daemonKey(*still) != place)
                    complete(core::failure(core::ErrorCode::ChangedMeanwhile));
                else
                    send(*still, complete);
            });
        return pending.handle();
    }
};

CommandGate::CommandGate(ServerRegistry &servers, HostRegistry &hosts, AuditServiceImpl &audit,
    SessionService &sessions, const core::Clock &clock, QString origin, QObject *parent)
    : QObject(parent)
    , d(new Private { *this, servers, hosts, audit, sessions, clock, std::move(origin), {} })
{
}

CommandGate::~CommandGate() = default;

core::RequestHandle CommandGate::submit(core::ServerId server, const protocol::Change &change, const QObject *context,
    core::Handler<protocol::Value> handler)
{
    return d->bracket<protocol::Value>(server, change.request().wordTexts(), context, std::move(handler),
        [this, change](const core::ServerProfile &profile, core::Handler<protocol::Value> done) {
            if (ServerSession *session = d->servers.session(profile.id))
                session->submitChange(change, this, std::move(done));
            else
                done(core::failure(core::ErrorCode::NoSuchServer));
        });
}

core::RequestHandle CommandGate::submitRaw(core::ServerId server, const protocol::Change &change,
    const QObject *context, core::Handler<protocol::Value> handler)
{
    return d->bracket<protocol::Value>(
        server, change.request().wordTexts(), context, std::move(handler),
        [this, change](const core::ServerProfile &profile, core::Handler<protocol::Value> done) {
            if (ServerSession *session = d->servers.session(profile.id))
                session->submitChange(change, this, std::move(done), ServerSession::ReplyForm::AsItCame);
            else
                done(core::failure(core::ErrorCode::NoSuchServer));
        },
        [](const protocol::Value &reply) {
            const auto value = protocol::unwrapReply(reply);
            return value ? verdictFor(*value) : verdictFor(value.error());
        });
}

core::RequestHandle CommandGate::run(core::ServerId server, const transport::HostCommand &command,
    const QObject *context, core::Handler<transport::CommandResult> handler)
{
    return d->bracket<transport::CommandResult>(server, command.argv, context, std::move(handler),
        [this, command](const core::ServerProfile &profile, core::Handler<transport::CommandResult> done) {
            d->hosts.host(profile).run(command, this, std::move(done));
        });
}

core::RequestHandle CommandGate::look(core::ServerId server, const transport::HostCommand &command,
    const QObject *context, core::Handler<transport::CommandResult> handler)
{
    if (const auto profile = d->servers.profile(server)) {
        transport::HostCommand quiet = command;
        quiet.byWish = false;
        return d->hosts.host(*profile).run(quiet, context, std::move(handler));
    }
    const core::Pending<transport::CommandResult> pending(context, std::move(handler));
    pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
    return pending.handle();
}

core::Result<bool> CommandGate::mayChange(core::ServerId server) const
{
    const auto profile = d->permitted(server);
    if (!profile)
        return tl::unexpected(profile.error());
    if (d->bucket(server).tokens < 1)
        return core::failure(core::ErrorCode::RateLimited);
    return true;
}

} // namespace services
