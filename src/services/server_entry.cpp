// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_entry.h"

#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "services/server_registry.h"
#include "services/server_session.h"

#include <QCoreApplication>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace services {

namespace {

/// NumberOfPasswordPrompts: ssh does not ask again after the last wrong answer, and may log in by another key or
/// method. Only an answer before that was the right one where it did not ask again.
constexpr int asksOfSsh = 3;

} // namespace

ServerEntry::ServerEntry(
    ServerRegistry &servers, HostRegistry &hosts, PromptBroker &prompts, HealthMonitor &monitor, QObject *parent)
    : QObject(parent)
    , m_servers(servers)
    , m_hosts(hosts)
    , m_prompts(prompts)
    , m_monitor(monitor)
    , m_elevation(hosts, prompts)
{
}

ServerEntry::~ServerEntry() = default;

core::RequestHandle ServerEntry::enter(core::ServerId server, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const auto profile = m_servers.profile(server);
    if (!profile) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return pending.handle();
    }
    const bool first = !m_wishes.contains(server);
    m_wishes[server].callers.push_back(pending);
    pending.setOnCancel([guard = QPointer<ServerEntry>(this), server] {
        if (guard)
            guard->onCallerCancelled(server);
    });
    if (first) {
        m_wishes[server].way
            = open(*profile, this, [this, server](const core::Result<bool> &opened) { onOpened(server, opened); });
        Q_EMIT enteringChanged(server);
    }
    return pending.handle();
}

void ServerEntry::onCallerCancelled(core::ServerId server)
{
    const auto wish = m_wishes.find(server);
    if (wish == m_wishes.end())
        return;
    const auto &callers = wish->second.callers;
    if (std::none_of(callers.cbegin(), callers.cend(), [](const auto &caller) { return caller.isActive(); }))
        wish->second.way.cancel(); // onOpened() follows
}

void ServerEntry::onOpened(core::ServerId server, const core::Result<bool> &opened)
{
    const auto wish = m_wishes.find(server);
    const auto callers = std::move(wish->second.callers);
    m_wishes.erase(wish);
    if (ServerSession *session = m_servers.session(server)) {
        session->reconnectNow();
        m_monitor.probeNow(server);
    }
    const QPointer<ServerEntry> guard(this);
    Q_EMIT enteringChanged(server);
    for (const auto &caller : callers) {
        if (guard) // what is left gets Cancelled
            caller.finish(opened);
    }
}

core::RequestHandle ServerEntry::open(
    const core::ServerProfile &profile, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    const auto keys = std::make_shared<QHash<QString, int>>();
    auto login = m_hosts.connectNow(
        profile, prompting(profile, keys), this, [this, profile, pending, keys](const core::Result<bool> &connected) {
            for (auto it = keys->cbegin(); it != keys->cend(); ++it)
                m_prompts.settle(it.key(), connected.has_value() && it.value() < asksOfSsh);
            if (connected && pending.isActive())
                openElevation(profile, pending);
            else
                pending.finish(connected);
        });
    pending.setOnCancel([login]() mutable { login.cancel(); });
    return pending.handle();
}

/// Whoever is logged in may still need a password for sudo. Finishes pending, which may be cancelled meanwhile.
void ServerEntry::openElevation(const core::ServerProfile &profile, const core::Pending<bool> &pending)
{
    auto step
        = m_elevation.enter(profile, this, [pending](const core::Result<bool> &elevated) { pending.finish(elevated); });
    pending.setOnCancel([step]() mutable { step.cancel(); });
}

transport::SshPrompting ServerEntry::prompting(const core::ServerProfile &profile, const AskedKeys &keys)
{
    transport::SshPrompting prompting;
    if (!m_prompts.canAsk())
        return prompting; // then nothing may hang on an answer
    prompting.askpassProgram = QCoreApplication::applicationFilePath(); // see runAsAskpass()
    prompting.ask = [broker = QPointer<PromptBroker>(&m_prompts), id = profile.id, name = profile.name, keys](
                        core::Prompt prompt, const QObject *context, core::Handler<core::PromptAnswer> handler) {
        if (!broker) {
            const core::Pending<core::PromptAnswer> none(context, std::move(handler));
            none.finishLater(core::failure(core::ErrorCode::AuthenticationRequired));
            return none.handle();
        }
        prompt.server = id;
        prompt.serverName = name;
        if (!prompt.keychainKey.isEmpty()) {
            int &asked = (*keys)[prompt.keychainKey];
            asked = prompt.wrongBefore ? asked + 1 : 1;
        }
        return broker->ask(prompt, context, std::move(handler));
    };
    return prompting;
}

} // namespace services
