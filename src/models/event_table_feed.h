// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

namespace services {
class EventFeed;
class ServerRegistry;
} // namespace services

namespace models {

class EventTableModel;

/// Fills an EventTableModel with what came of late and follows the feed. All must outlive it.
class EventTableFeed final : public QObject
{
    Q_OBJECT
public:
    EventTableFeed(services::ServerRegistry &registry, services::EventFeed &feed, EventTableModel &model,
        QObject *parent = nullptr);

private:
    void readNames();

    services::ServerRegistry &m_registry;
    EventTableModel &m_model;
};

} // namespace models
