// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/feeds.h"

#include "models/ban_table_model.h"
#include "models/jail_table_model.h"
#include "models/log_table_model.h"
#include "models/server_tree_model.h"
#include "services/ban_service.h"
#include "services/jail_service.h"
#include "services/log_service.h"
#include "services/rescue_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/rescue_texts.h"

namespace models {

using services::BanService;
using services::JailService;
using services::RuntimeState;
using services::ServerRegistry;

ServerFeed::ServerFeed(ServerRegistry &registry, RuntimeState &state, ServerTreeModel &model, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_state(state)
    , m_model(model)
{
    connect(&registry, &ServerRegistry::serverAdded, this, &ServerFeed::readProfiles);
    connect(&registry, &ServerRegistry::serverChanged, this, &ServerFeed::readProfiles);
    connect(&registry, &ServerRegistry::serverRemoved, this, &ServerFeed::readProfiles);
    connect(&registry, &ServerRegistry::orderChanged, this, &ServerFeed::readProfiles);
    connect(&state, &RuntimeState::serverAdded, this, &ServerFeed::readStatus);
    connect(&state, &RuntimeState::statusChanged, this, &ServerFeed::readStatus);
    connect(&state, &RuntimeState::pendingRecoveryCreated, this, &ServerFeed::readStatus);
    connect(&state, &RuntimeState::pendingRecoveryCleared, this, &ServerFeed::readStatus);
    readProfiles();
}

void ServerFeed::watch(services::RescueService &rescue)
{
    const auto read = [this, &rescue](core::ServerId id) {
        m_model.setFinding(id, texts::RescueTexts::inBrief(rescue.known(id), m_registry.nameOf(id)));
    };
    connect(&rescue, &services::RescueService::knownChanged, this, read);
    const QList<core::ServerId> known = rescue.knownServers();
    for (const core::ServerId id : known)
        read(id);
}

void ServerFeed::readProfiles()
{
    const QList<core::ServerProfile> profiles = m_registry.profiles();
    m_model.setProfiles(profiles);
    for (const core::ServerProfile &profile : profiles)
        readStatus(profile.id);
}

void ServerFeed::readStatus(core::ServerId id)
{
    m_model.setStatus(id, m_state.status(id), m_state.pendingRecovery(id));
}

JailFeed::JailFeed(
    ServerRegistry &registry, RuntimeState &state, JailService &jails, JailTableModel &model, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_state(state)
    , m_jails(jails)
    , m_model(model)
{
    connect(&registry, &ServerRegistry::serverAdded, this, &JailFeed::readServer);
    connect(&registry, &ServerRegistry::serverChanged, this, &JailFeed::readServer);
    connect(&registry, &ServerRegistry::serverRemoved, &model, &JailTableModel::removeServer);
    connect(&state, &RuntimeState::statusChanged, this, &JailFeed::readStatus);
    connect(&jails, &JailService::jailsChanged, this, &JailFeed::readServer);
    for (const core::ServerProfile &profile : registry.profiles())
        readServer(profile.id);
}

void JailFeed::readServer(core::ServerId id)
{
    const auto profile = m_registry.profile(id);
    if (!profile)
        return;
    m_model.setServerName(id, profile->name);
    m_model.setServerStatus(id, m_state.status(id));
    m_model.setJails(id, m_jails.snapshot(id).jails);
}

void JailFeed::readStatus(core::ServerId id)
{
    if (m_registry.profile(id))
        m_model.setServerStatus(id, m_state.status(id));
}

BanFeed::BanFeed(ServerRegistry &registry, RuntimeState &state, BanService &bans, BanTableModel &model, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_state(state)
    , m_bans(bans)
    , m_model(model)
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(0);
    connect(&m_timer, &QTimer::timeout, this, &BanFeed::flush);
    connect(&registry, &ServerRegistry::serverAdded, this, &BanFeed::readServer);
    connect(&registry, &ServerRegistry::serverChanged, this, &BanFeed::readServer);
    connect(&registry, &ServerRegistry::serverRemoved, &model, &BanTableModel::removeServer);
    connect(&state, &RuntimeState::statusChanged, this, &BanFeed::readStatus);
    connect(&bans, &BanService::bansChanged, this, &BanFeed::note);
    model.beginUpdate();
    for (const core::ServerProfile &profile : registry.profiles())
        readServer(profile.id);
    flush();
    model.endUpdate();
}

void BanFeed::readServer(core::ServerId id)
{
    const auto profile = m_registry.profile(id);
    if (!profile)
        return;
    m_model.setServerName(id, profile->name);
    readStatus(id);
    const QStringList jails = m_bans.snapshot(id).jails.keys();
    for (const QString &jail : jails)
        note(id, jail);
}

void BanFeed::readStatus(core::ServerId id)
{
    if (m_registry.profile(id))
        m_model.setServerStatus(id, m_state.status(id));
}

void BanFeed::note(core::ServerId server, const QString &jail)
{
    m_waiting.insert({ server, jail });
    if (!m_timer.isActive())
        m_timer.start();
}

void BanFeed::flush()
{
    m_timer.stop();
    m_model.beginUpdate();
    const auto waiting = std::exchange(m_waiting, {});
    for (const auto &[server, jail] : waiting) {
        if (!m_registry.profile(server))
            continue;
        const services::BanSnapshot &snapshot = m_bans.snapshot(server);
        const auto list = snapshot.jails.constFind(jail);
        if (list == snapshot.jails.constEnd())
            m_model.removeJail(server, jail);
        else
            m_model.setBans(server, jail, list->bans, list->timesKnown);
    }
    m_model.endUpdate();
}

LogFeed::LogFeed(services::LogService &log, LogTableModel &model, QObject *parent)
    : QObject(parent)
{
    connect(&log, &services::LogService::lineAdded, &model, &LogTableModel::appendLine);
    model.append(log.lines());
}

} // namespace models
