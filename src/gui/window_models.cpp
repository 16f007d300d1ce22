// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/window_models.h"

#include "models/ban_table_model.h"
#include "models/change_tracker.h"
#include "models/configured_jails_feed.h"
#include "models/feeds.h"
#include "models/jail_table_model.h"
#include "models/server_tree_model.h"
#include "services/ban_service.h"
#include "services/config_service.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/service_set.h"

namespace gui {

WindowModels::WindowModels(const services::ServiceSet &services)
    : m_servers(std::make_unique<models::ServerTreeModel>())
    , m_jails(std::make_unique<models::JailTableModel>())
    , m_bans(std::make_unique<models::BanTableModel>())
    , m_serverFeed(std::make_unique<models::ServerFeed>(services.serverRegistry, services.runtimeState, *m_servers))
    , m_jailFeed(std::make_unique<models::JailFeed>(
          services.serverRegistry, services.runtimeState, services.jailService, *m_jails))
    , m_banFeed(std::make_unique<models::BanFeed>(
          services.serverRegistry, services.runtimeState, services.banService, *m_bans))
    , m_configuredJails(std::make_unique<models::ConfiguredJailsFeed>(
          services.serverRegistry, services.runtimeState, services.configService, *m_jails))
    , m_changes(std::make_unique<models::ChangeTracker>(
          services.serverRegistry, services.runtimeState, services.changeService, services.clock))
{
    m_serverFeed->watch(services.rescueService);
}

WindowModels::~WindowModels() = default;

} // namespace gui
