// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/audit_service_impl.h"
#include "services/command_gate.h"
#include "services/host_registry.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/session_service.h"
#include "support/fake_channel.h"
#include "support/fake_clock.h"
#include "support/fake_host.h"

#include <map>

namespace doubles {

/// Profiles and sessions of the test's own making; stores nothing.
class Registry final : public services::ServerRegistry
{
    Q_OBJECT
public:
    explicit Registry(const core::Clock &clock)
        : m_clock(clock)
    {
    }
    /// Adds a server with a FakeChannel, which is answered.
    support::FakeChannel *put(const core::ServerProfile &profile, const services::SessionTimeouts &timeouts = {})
    {
        auto channel = std::make_unique<support::FakeChannel>();
        support::FakeChannel *raw = channel.get();
        m_sessions[profile.id]
            = std::make_unique<services::ServerSession>(profile.id, std::move(channel), m_clock, timeouts);
        m_profiles.append(profile);
        Q_EMIT serverAdded(profile.id);
        return raw;
    }
    void change(const core::ServerProfile &profile)
    {
        for (core::ServerProfile &known : m_profiles) {
            if (known.id == profile.id)
                known = profile;
        }
        Q_EMIT serverChanged(profile.id);
    }
    void drop(core::ServerId id)
    {
        Q_EMIT serverAboutToBeRemoved(id);
        m_profiles.removeIf([id](const auto &profile) { return profile.id == id; });
        m_sessions.erase(id);
        Q_EMIT serverRemoved(id);
    }
    [[nodiscard]] QList<core::ServerProfile> profiles() const override { return m_profiles; }
    [[nodiscard]] std::optional<core::ServerProfile> profile(core::ServerId id) const override
    {
        for (const core::ServerProfile &known : m_profiles) {
            if (known.id == id)
                return known;
        }
        return std::nullopt;
    }
    [[nodiscard]] std::optional<core::ServerProfile> profileNamed(const QString &) const override { return {}; }
    [[nodiscard]] services::ServerSession *session(core::ServerId id) const override
    {
        const auto at = m_sessions.find(id);
        return at == m_sessions.end() ? nullptr : at->second.get();
    }
    [[nodiscard]] QStringList groups() const override { return {}; }
    core::RequestHandle add(const core::ServerProfile &, const QObject *, core::Handler<core::ServerProfile>) override
    {
        return {};
    }
    core::RequestHandle update(
        const core::ServerProfile &, const QObject *, core::Handler<core::ServerProfile>) override
    {
        return {};
    }
    core::RequestHandle remove(core::ServerId, const QObject *, core::Handler<bool>) override { return {}; }
    core::RequestHandle setOrder(const QList<core::ServerId> &, const QObject *, core::Handler<bool>) override
    {
        return {};
    }
    core::ServerId addTemporary(core::ServerProfile profile) override
    {
        put(profile);
        return profile.id;
    }

private:
    const core::Clock &m_clock;
    QList<core::ServerProfile> m_profiles;
    std::map<core::ServerId, std::unique_ptr<services::ServerSession>> m_sessions;
};

/// An audit in memory that can be held or made to fail, so that a test sees what is sent before a record is stored.
class Audit final : public services::AuditServiceImpl
{
    Q_OBJECT
public:
    explicit Audit(const core::Clock &clock)
        : services::AuditServiceImpl(m_repository, clock, QStringLiteral("tester"))
        , m_store(clock)
        , m_repository(m_store)
    {
    }
    core::RequestHandle begin(
        core::AuditEntry entry, const QObject *context, core::Handler<core::AuditEntry> handler) override
    {
        const core::Pending<core::AuditEntry> pending(context, std::move(handler));
        if (failing) {
            pending.finishLater(core::failure(*failing));
            return pending.handle();
        }
        entry.id = entries.size() + 1;
        entry.result = core::AuditResult::Pending;
        entries.append(entry);
        if (held)
            waiting.append([pending, entry] { pending.finishLater(entry); });
        else
            pending.finishLater(entry);
        return pending.handle();
    }
    core::RequestHandle finish(core::AuditEntry entry, core::AuditResult result, const QString &detail,
        const QObject *context, core::Handler<core::AuditEntry> handler) override
    {
        const core::Pending<core::AuditEntry> pending(context, std::move(handler));
        core::AuditEntry &stored = entries[entry.id - 1];
        stored.result = result;
        stored.detail = detail;
        pending.finishLater(stored);
        return pending.handle();
    }
    void release()
    {
        for (const auto &run : std::exchange(waiting, {}))
            run();
    }

    QList<core::AuditEntry> entries;
    QList<std::function<void()>> waiting;
    std::optional<core::ErrorCode> failing;
    bool held = false;

private:
    storage::Store m_store; ///< never opened
    storage::AuditRepository m_repository; ///< its reference is kept by the base and never used
};

class Lock final : public services::SessionService
{
    Q_OBJECT
public:
    [[nodiscard]] bool isUnlocked() const override { return unlocked; }
    bool unlocked = true;
};

inline core::ServerProfile profile(qint64 id, const QString &name = QStringLiteral("web-1"))
{
    core::ServerProfile made;
    made.id = core::ServerId { id };
    made.name = name;
    made.socketPath = QStringLiteral("/run/fail2ban/fail2ban.sock");
    return made;
}

/// A gate over doubles with one server, id 1.
struct Gate
{
    support::FakeClock clock;
    Registry registry { clock };
    support::FakeChannel *channel = nullptr;
    support::FakeHost *host = nullptr;
    services::HostRegistry hosts { [this](const core::ServerProfile &) {
        auto made = std::make_unique<support::FakeHost>();
        host = made.get();
        return made;
    } };
    Audit audit { clock };
    Lock lock;
    services::CommandGate gate { registry, hosts, audit, lock, clock, QStringLiteral("window") };

    explicit Gate(const services::SessionTimeouts &timeouts = {}, const core::ServerProfile &server = profile(1))
        : channel(registry.put(server, timeouts))
    {
        channel->setAutoAccept(true);
    }
    [[nodiscard]] services::ServerSession &session() const { return *registry.session(core::ServerId { 1 }); }
};

/// What handlers said, in order. Is its own context: what comes after its death is not heard.
template <typename T> struct Heard
{
    QObject context;
    QList<core::Result<T>> results;
    [[nodiscard]] core::Handler<T> handler()
    {
        return [this](core::Result<T> result) { results.append(std::move(result)); };
    }
    [[nodiscard]] qsizetype count() const { return results.size(); }
    [[nodiscard]] core::ErrorCode code(qsizetype i = 0) const
    {
        return results.at(i) ? core::ErrorCode::Internal : results.at(i).error().code;
    }
};

} // namespace doubles
