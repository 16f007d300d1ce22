// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

namespace models {
class BanFeed;
class BanTableModel;
class ChangeTracker;
class ConfiguredJailsFeed;
class JailFeed;
class JailTableModel;
class ServerFeed;
class ServerTreeModel;
} // namespace models

namespace services {
struct ServiceSet;
}

namespace gui {

/// The models that several parts of the window look at, each with the feed that keeps it current.
class WindowModels final
{
public:
    explicit WindowModels(const services::ServiceSet &services);
    ~WindowModels();
    WindowModels(const WindowModels &) = delete;
    WindowModels &operator=(const WindowModels &) = delete;

    [[nodiscard]] models::ServerTreeModel &servers() const { return *m_servers; }
    [[nodiscard]] models::JailTableModel &jails() const { return *m_jails; }
    [[nodiscard]] models::BanTableModel &bans() const { return *m_bans; }
    [[nodiscard]] models::ChangeTracker &changes() const { return *m_changes; }
    /// Adds the jails that do not run to jails().
    [[nodiscard]] models::ConfiguredJailsFeed &configuredJails() const { return *m_configuredJails; }

private:
    std::unique_ptr<models::ServerTreeModel> m_servers;
    std::unique_ptr<models::JailTableModel> m_jails;
    std::unique_ptr<models::BanTableModel> m_bans;
    std::unique_ptr<models::ServerFeed> m_serverFeed;
    std::unique_ptr<models::JailFeed> m_jailFeed;
    std::unique_ptr<models::BanFeed> m_banFeed;
    std::unique_ptr<models::ConfiguredJailsFeed> m_configuredJails;
    std::unique_ptr<models::ChangeTracker> m_changes;
};

} // namespace gui
