// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "models/settings_table_roles.h"

#include <QAbstractTableModel>

namespace models {

/// Every effective setting and where its value came from. One row per core::SettingKey, in that order.
class SettingsTableModel final : public QAbstractTableModel
{
    Q_OBJECT
public:
    explicit SettingsTableModel(QObject *parent = nullptr);
    void setSettings(const core::Settings &settings);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    core::Settings m_settings;
};

} // namespace models
