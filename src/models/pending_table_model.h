// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "models/column_table.h"
#include "models/pending_table_roles.h"
#include "texts/time_texts.h"

#include <QHash>

namespace core {
class Clock;
}
namespace services {
class PendingChanges;
class ServerRegistry;
} // namespace services

namespace models {

/// What waits for its server, oldest first, as services::PendingChanges has it.
class PendingTableModel final : public ColumnTable<PendingColumn>
{
    Q_OBJECT
public:
    PendingTableModel(services::PendingChanges &pending, services::ServerRegistry &servers, const core::Clock &clock,
        QObject *parent = nullptr);
    void setDateStyle(texts::DateStyle style) { m_dateStyle = style; }
    [[nodiscard]] int rowOf(qint64 id) const; ///< -1: not there

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    void update();
    [[nodiscard]] QString headerText(PendingColumn column) const override;
    [[nodiscard]] bool isNumber(PendingColumn column) const override { return column == PendingColumn::Attempts; }
    [[nodiscard]] QString cellText(const core::PendingChange &change, PendingColumn column) const;

    services::PendingChanges &m_pending;
    services::ServerRegistry &m_servers;
    const core::Clock &m_clock;
    QList<core::PendingChange> m_changes;
    QHash<core::ServerId, QString> m_names;
    texts::DateStyle m_dateStyle = texts::DateStyle::System;
};

} // namespace models
