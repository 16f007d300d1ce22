// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/configured_jails_feed.h"

#include "models/jail_table_model.h"
#include "services/config_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"

namespace models {

namespace {
constexpr qsizetype readAtOnce = 3;
}

ConfiguredJailsFeed::ConfiguredJailsFeed(services::ServerRegistry &registry, services::RuntimeState &state,
    services::ConfigService &config, JailTableModel &model, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_state(state)
    , m_config(config)
    , m_model(model)
{
    connect(&config, &services::ConfigService::changed, this, [this](core::ServerId id) {
        m_read.insert(id);
        take(id);
    });
    connect(&state, &services::RuntimeState::statusChanged, this, [this](core::ServerId id) {
        if (m_wanted.contains(id) && !m_read.contains(id))
            enqueue(id);
    });
    connect(&registry, &services::ServerRegistry::serverChanged, this, [this](core::ServerId id) {
        m_read.remove(id); // its folder may be another one now
        if (m_wanted.contains(id))
            enqueue(id);
    });
    connect(&registry, &services::ServerRegistry::serverRemoved, this, [this](core::ServerId id) {
        m_wanted.removeAll(id);
        m_waiting.removeAll(id);
        m_read.remove(id);
        m_errors.remove(id);
    });
    for (const core::ServerProfile &profile : registry.profiles()) {
        if (config.last(profile.id))
            m_read.insert(profile.id);
        take(profile.id);
    }
}

bool ConfiguredJailsFeed::mayRead(core::ServerId server) const
{
    // The files can be read while the daemon is down, too, but not where nobody gets in.
    switch (m_state.status(server).state) {
    case core::ServerState::Online:
    case core::ServerState::Degraded:
    case core::ServerState::Busy:
    case core::ServerState::Offline:
        return true;
    case core::ServerState::Unknown:
    case core::ServerState::Unreachable:
    case core::ServerState::NeedsAttention:
        break;
    }
    return false;
}

void ConfiguredJailsFeed::want(const QList<core::ServerId> &servers)
{
    m_wanted = servers;
    m_waiting.removeIf([&servers](core::ServerId id) { return !servers.contains(id); });
    for (const core::ServerId id : servers) {
        if (!m_read.contains(id))
            enqueue(id);
    }
}

void ConfiguredJailsFeed::refresh(const QList<core::ServerId> &servers)
{
    for (const core::ServerId id : servers) {
        if (m_read.remove(id) || m_wanted.contains(id))
            enqueue(id);
    }
}

bool ConfiguredJailsFeed::isReading(core::ServerId server) const
{
    return m_reading.contains(server) || m_waiting.contains(server);
}

std::optional<core::Error> ConfiguredJailsFeed::error(core::ServerId server) const
{
    const auto found = m_errors.constFind(server);
    return found == m_errors.constEnd() ? std::nullopt : std::optional(*found);
}

void ConfiguredJailsFeed::enqueue(core::ServerId server)
{
    if (!mayRead(server) || m_waiting.contains(server))
        return;
    m_waiting.append(server);
    readNext();
}

void ConfiguredJailsFeed::readNext()
{
    for (qsizetype at = 0; at < m_waiting.size() && m_reading.size() < readAtOnce;) {
        const core::ServerId server = m_waiting.at(at);
        if (m_reading.contains(server)) { // once more, after the one that is under way
            ++at;
            continue;
        }
        m_waiting.removeAt(at);
        m_reading.insert(server);
        m_config.read(server, this, [this, server](const core::Result<services::ServerConfiguration> &read) {
            m_reading.remove(server);
            m_read.insert(server);
            if (read)
                m_errors.remove(server);
            else
                m_errors.insert(server, read.error());
            take(server);
            Q_EMIT changed(server);
            readNext();
        });
    }
}

void ConfiguredJailsFeed::take(core::ServerId server)
{
    const auto last = m_config.last(server);
    if (!last || !m_registry.profile(server))
        return;
    m_model.setConfigured(server, services::configJails(*last));
}

} // namespace models
