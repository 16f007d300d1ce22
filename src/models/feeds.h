// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QObject>
#include <QSet>
#include <QTimer>

namespace services {
class BanService;
class JailService;
class LogService;
class RescueService;
class RuntimeState;
class ServerRegistry;
} // namespace services

namespace models {

class BanTableModel;
class JailTableModel;
class LogTableModel;
class ServerTreeModel;

/// Keeps a ServerTreeModel at what the registry and the runtime state say. All must outlive it; the feed may be the
/// model's child.
class ServerFeed final : public QObject
{
    Q_OBJECT
public:
    ServerFeed(services::ServerRegistry &registry, services::RuntimeState &state, ServerTreeModel &model,
        QObject *parent = nullptr);
    /// Marks the servers of which it knows something, too. It outlives the feed.
    void watch(services::RescueService &rescue);

private:
    void readProfiles();
    void readStatus(core::ServerId id);
    services::ServerRegistry &m_registry;
    services::RuntimeState &m_state;
    ServerTreeModel &m_model;
};

/// Keeps a JailTableModel at the last snapshots of the JailService.
class JailFeed final : public QObject
{
    Q_OBJECT
public:
    JailFeed(services::ServerRegistry &registry, services::RuntimeState &state, services::JailService &jails,
        JailTableModel &model, QObject *parent = nullptr);

private:
    void readServer(core::ServerId id);
    void readStatus(core::ServerId id);
    services::ServerRegistry &m_registry;
    services::RuntimeState &m_state;
    services::JailService &m_jails;
    JailTableModel &m_model;
};

/// Keeps a BanTableModel at the last snapshots of the BanService, and at what is known of the servers. Changes of one
/// turn of the event loop are shown together.
class BanFeed final : public QObject
{
    Q_OBJECT
public:
    BanFeed(services::ServerRegistry &registry, services::RuntimeState &state, services::BanService &bans,
        BanTableModel &model, QObject *parent = nullptr);

private:
    void note(core::ServerId server, const QString &jail);
    void flush();
    void readServer(core::ServerId id);
    void readStatus(core::ServerId id);
    services::ServerRegistry &m_registry;
    services::RuntimeState &m_state;
    services::BanService &m_bans;
    BanTableModel &m_model;
    QSet<std::pair<core::ServerId, QString>> m_waiting;
    QTimer m_timer;
};

/// Fills a LogTableModel with the ring and follows it.
class LogFeed final : public QObject
{
    Q_OBJECT
public:
    LogFeed(services::LogService &log, LogTableModel &model, QObject *parent = nullptr);
};

} // namespace models
