// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_table_feed.h"

#include "models/event_table_model.h"
#include "services/event_feed.h"
#include "services/server_registry.h"

namespace models {

using services::ServerRegistry;

EventTableFeed::EventTableFeed(
    ServerRegistry &registry, services::EventFeed &feed, EventTableModel &model, QObject *parent)
    : QObject(parent)
    , m_registry(registry)
    , m_model(model)
{
    connect(&registry, &ServerRegistry::serverAdded, this, &EventTableFeed::readNames);
    connect(&registry, &ServerRegistry::serverChanged, this, &EventTableFeed::readNames);
    connect(&registry, &ServerRegistry::serverRemoved, &model, &EventTableModel::removeServer);
    connect(&feed, &services::EventFeed::eventsArrived, &model, &EventTableModel::append);
    readNames();
    QHash<core::ServerId, QList<core::LogEvent>> recent;
    const QList<core::ServerProfile> profiles = registry.profiles();
    for (const core::ServerProfile &profile : profiles) {
        if (const QList<core::LogEvent> events = feed.recent(profile.id); !events.isEmpty())
            recent.insert(profile.id, events);
    }
    model.fill(recent);
}

void EventTableFeed::readNames()
{
    const QList<core::ServerProfile> profiles = m_registry.profiles();
    for (const core::ServerProfile &profile : profiles)
        m_model.setServerName(profile.id, profile.name);
}

} // namespace models
