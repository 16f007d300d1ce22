// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "core/server_status.h"

#include <QHash>
#include <QObject>
#include <QSet>

namespace services {
class ConfigService;
class RuntimeState;
class ServerRegistry;
} // namespace services

namespace models {

class JailTableModel;

/// Tells a JailTableModel which jails the files of a server have. A server is read when somebody wants it and not
/// before, once, a few servers at a time; again only on demand. What anybody else reads is taken, too. All must outlive
/// it.
class ConfiguredJailsFeed final : public QObject
{
    Q_OBJECT
public:
    ConfiguredJailsFeed(services::ServerRegistry &registry, services::RuntimeState &state,
        services::ConfigService &config, JailTableModel &model, QObject *parent = nullptr);

    /// Reads those that were not read yet, when they can be reached. In the place of what was wanted before.
    void want(const QList<core::ServerId> &servers);
    /// Reads them again, if they were read before or are wanted.
    void refresh(const QList<core::ServerId> &servers);
    [[nodiscard]] bool isReading(core::ServerId server) const;
    /// Of the last reading; nullopt: it succeeded, or there was none.
    [[nodiscard]] std::optional<core::Error> error(core::ServerId server) const;

Q_SIGNALS:
    void changed(core::ServerId server);

private:
    [[nodiscard]] bool mayRead(core::ServerId server) const;
    void enqueue(core::ServerId server);
    void readNext();
    void take(core::ServerId server);

    services::ServerRegistry &m_registry;
    services::RuntimeState &m_state;
    services::ConfigService &m_config;
    JailTableModel &m_model;
    QList<core::ServerId> m_wanted;
    QList<core::ServerId> m_waiting;
    QSet<core::ServerId> m_reading;
    QSet<core::ServerId> m_read; ///< whatever came of it
    QHash<core::ServerId, core::Error> m_errors;
};

} // namespace models
