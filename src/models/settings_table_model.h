// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"
#include "models/column_table.h"
#include "models/settings_table_roles.h"

namespace models {

/// Every effective setting and where its value came from. One row per core::SettingKey, in that order.
class SettingsTableModel final : public ColumnTable<SettingColumn>
{
    Q_OBJECT
public:
    explicit SettingsTableModel(QObject *parent = nullptr);
    void setSettings(const core::Settings &settings);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;

private:
    [[nodiscard]] QString headerText(SettingColumn column) const override;
    core::Settings m_settings;
};

} // namespace models
