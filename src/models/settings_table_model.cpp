// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings_table_model.h"

#include "core/visible_text.h"
#include "texts/settings_texts.h"

namespace models {

SettingsTableModel::SettingsTableModel(QObject *parent)
    : ColumnTable(parent)
{
}

void SettingsTableModel::setSettings(const core::Settings &settings)
{
    const core::Settings before = std::exchange(m_settings, settings);
    for (int row = 0; row < core::settingCount;) {
        const auto differs = [&](int at) {
            const auto key = static_cast<core::SettingKey>(at);
            return !(before.entry(key) == m_settings.entry(key));
        };
        if (!differs(row)) {
            ++row;
            continue;
        }
        int end = row + 1;
        while (end < core::settingCount && differs(end))
            ++end;
        Q_EMIT dataChanged(index(row, int(SettingColumn::Value)), index(end - 1, int(SettingColumn::Source)));
        row = end;
    }
}

int SettingsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : core::settingCount;
}

QVariant SettingsTableModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const auto key = static_cast<core::SettingKey>(index.row());
    const core::Settings::Entry &entry = m_settings.entry(key);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole:
        switch (static_cast<SettingColumn>(index.column())) {
        case SettingColumn::Setting:
            return texts::settingTitle(key);
        case SettingColumn::Value:
            return texts::settingValue(key, entry.value);
        case SettingColumn::Origin:
            return texts::originWord(entry.origin);
        case SettingColumn::Source:
            return core::visibleText(entry.source);
        case SettingColumn::Count_:
            break;
        }
        return {};
    case Qt::ToolTipRole: {
        const QString locked = texts::settingLocked(key, entry);
        return locked.isEmpty() ? texts::settingHelp(key) : locked;
    }
    case RawRole:
        return entry.value;
    case StrongRole:
        return entry.origin != core::SettingOrigin::Default;
    case SettingKeyRole:
        return index.row();
    case SettingNameRole:
    case KeyRole:
        return QString::fromLatin1(core::settingInfo(key).name);
    case SettingOriginRole:
        return int(entry.origin);
    default:
        return {};
    }
}

QString SettingsTableModel::headerText(SettingColumn column) const
{
    switch (column) {
    case SettingColumn::Setting:
        return tr("Setting");
    case SettingColumn::Value:
        return tr("Value");
    case SettingColumn::Origin:
        //: column: what decided a setting's value
        return tr("Decided by");
    case SettingColumn::Source:
        //: column: file, variable or option
        return tr("Where");
    case SettingColumn::Count_:
        break;
    }
    return {};
}

} // namespace models
