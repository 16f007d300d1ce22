// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/settings.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {

namespace {

using Table = std::array<SettingInfo, settingCount>;

SettingInfo textSetting(
    SettingKey key, const char *name, bool bootstrap, const QString &value, const QStringList &choices = {})
{
    return { key, name, QMetaType::QString, bootstrap, value, 0, 0, choices };
}

SettingInfo numberSetting(SettingKey key, const char *name, int value, int minimum, int maximum)
{
    return { key, name, QMetaType::Int, false, value, minimum, maximum, {} };
}

SettingInfo flagSetting(SettingKey key, const char *name, bool value)
{
    return { key, name, QMetaType::Bool, false, value, 0, 0, {} };
}

const Table &table()
{
    using K = SettingKey;
    // In the order of SettingKey; the test compares.
    static const Table settings {
        textSetting(K::DataDir, "data_dir", true, {}),
        textSetting(K::LogLevel, "log_level", true, u"info"_s, { u"debug"_s, u"info"_s, u"warning"_s, u"error"_s }),
        textSetting(K::LogFile, "log_file", true, {}),
        textSetting(K::Language, "language", true, {}, { QString(), u"de"_s, u"en"_s }),
        numberSetting(K::ProbeIntervalSeconds, "probe_interval_seconds", 30, 2, 3600),
        numberSetting(K::CommandTimeoutSeconds, "command_timeout_seconds", 5, 1, 600),
        flagSetting(K::FollowLogs, "follow_logs", true),
        textSetting(K::DateFormat, "date_format", false, u"relative"_s, { u"system"_s, u"iso"_s, u"relative"_s }),
        textSetting(K::Theme, "theme", false, u"system"_s, { u"system"_s, u"light"_s, u"dark"_s }),
        flagSetting(K::TrayEnabled, "tray_enabled", true),
        flagSetting(K::CloseToTray, "close_to_tray", false),
        flagSetting(K::StartMinimised, "start_minimised", false),
        flagSetting(K::Autostart, "autostart", false),
        flagSetting(K::NotifyOffline, "notify_offline", true),
        flagSetting(K::NotifyRecovered, "notify_recovered", true),
        flagSetting(K::NotifyProtectionLost, "notify_protection_lost", true),
        numberSetting(K::NotificationLimitPerMinute, "notification_limit_per_minute", 6, 1, 60),
        flagSetting(K::ConfirmUnban, "confirm_unban", false),
        numberSetting(K::SessionTtlSeconds, "session_ttl_seconds", 900, 0, 86400),
        numberSetting(K::AuditRetentionDays, "audit_retention_days", 365, 1, 3650),
    };
    return settings;
}

std::optional<QVariant> parseFlag(const QString &text)
{
    const QString word = text.toLower();
    if (word == "true"_L1 || word == "yes"_L1 || word == "on"_L1 || word == "1"_L1)
        return QVariant(true);
    if (word == "false"_L1 || word == "no"_L1 || word == "off"_L1 || word == "0"_L1)
        return QVariant(false);
    return std::nullopt;
}

} // namespace

const SettingInfo &settingInfo(SettingKey key)
{
    return table().at(static_cast<size_t>(key));
}

std::optional<SettingKey> settingKeyFromName(QStringView name)
{
    const auto found = std::find_if(table().begin(), table().end(),
        [name](const SettingInfo &info) { return name == QLatin1StringView(info.name); });
    return found == table().end() ? std::nullopt : std::optional(found->key);
}

std::optional<QVariant> parseSetting(SettingKey key, const QString &text)
{
    const SettingInfo &info = settingInfo(key);
    const QString trimmed = text.trimmed();
    if (info.type == QMetaType::Bool)
        return parseFlag(trimmed);
    if (info.type == QMetaType::Int) {
        bool ok = false;
        const int number = trimmed.toInt(&ok);
        if (!ok || number < info.minimum || number > info.maximum)
            return std::nullopt;
        return QVariant(number);
    }
    if (!info.choices.isEmpty())
        return info.choices.contains(trimmed) ? std::optional<QVariant>(trimmed) : std::nullopt;
    // A path. Blanks at its ends are part of it; a NUL or a line break is part of no path that anybody meant.
    if (text.contains(QChar(u'\0')) || text.contains(u'\n'))
        return std::nullopt;
    return QVariant(text);
}

QString settingText(SettingKey key, const QVariant &value)
{
    if (settingInfo(key).type == QMetaType::Bool)
        return value.toBool() ? u"true"_s : u"false"_s;
    return value.toString();
}

Settings::Settings()
{
    for (const SettingInfo &info : table())
        m_entries[static_cast<size_t>(info.key)].value = info.defaultValue;
}

Settings Settings::with(SettingKey key, const QVariant &value, SettingOrigin origin, const QString &source) const
{
    Settings changed = *this;
    Entry &entry = changed.m_entries[static_cast<size_t>(key)];
    // The value passes the same check as a text from a file: what is kept is always of the type and in the range.
    const auto checked = value.canConvert<QString>() ? parseSetting(key, settingText(key, value)) : std::nullopt;
    if (checked && origin >= entry.origin)
        entry = Entry { *checked, origin, source };
    return changed;
}

} // namespace core
