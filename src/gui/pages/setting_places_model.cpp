// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/setting_places_model.h"

#include "core/settings.h"
#include "core/visible_text.h"
#include "models/settings_table_roles.h"

namespace gui {

using core::SettingKey;
using models::SettingColumn;

void SettingPlacesModel::setPlaces(const QString &dataFolder, const QString &logFile)
{
    m_dataFolder = core::visibleText(dataFolder);
    m_logFile = core::visibleText(logFile);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
}

QVariant SettingPlacesModel::data(const QModelIndex &index, int role) const
{
    const QVariant told = QIdentityProxyModel::data(index, role);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return told;
    const auto key = static_cast<SettingKey>(QIdentityProxyModel::data(index, models::SettingKeyRole).toInt());
    const bool isNotification = key == SettingKey::NotifyOffline || key == SettingKey::NotifyRecovered
        || key == SettingKey::NotifyProtectionLost;
    switch (static_cast<SettingColumn>(index.column())) {
    case SettingColumn::Setting:
        //: %1: what a notification is about, such as "A server went offline"
        return isNotification && told.isValid() ? QVariant(tr("Notification: %1").arg(told.toString())) : told;
    case SettingColumn::Value:
        if (key == SettingKey::DataDir && !m_dataFolder.isEmpty())
            return m_dataFolder;
        return key == SettingKey::LogFile && !m_logFile.isEmpty() ? QVariant(m_logFile) : told;
    case SettingColumn::Origin:
    case SettingColumn::Source:
    case SettingColumn::Count_:
        break;
    }
    return told;
}

} // namespace gui
