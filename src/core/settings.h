// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaType>
#include <QString>
#include <QStringList>
#include <QVariant>

#include <array>
#include <optional>

namespace core {

/// Where an effective value came from, weakest first (DESIGN 9: command line > environment > runtime override > user
/// file > system file > default).
enum class SettingOrigin { Default, SystemFile, UserFile, RuntimeOverride, Environment, CommandLine };

/// Every setting. Bootstrap settings are needed before the store is open and cannot be overridden in it.
enum class SettingKey {
    DataDir, ///< bootstrap; path
    LogLevel, ///< bootstrap; debug | info | warning | error
    LogFile, ///< bootstrap; path, empty: DATA/log/bangui.log
    Language, ///< bootstrap; "de", "en", empty: the system's
    ProbeIntervalSeconds, ///< 2..3600, default 30
    CommandTimeoutSeconds, ///< 1..600, default 5: deadline of a read
    FollowLogs, ///< bool: bans and failures arrive as the server logs them, where its log can be read
    DateFormat, ///< relative (default) | system | iso
    Theme, ///< system | light | dark
    TrayEnabled, ///< bool
    CloseToTray, ///< bool
    StartMinimised, ///< bool
    Autostart, ///< bool
    NotifyOffline, ///< bool
    NotifyRecovered, ///< bool
    NotifyProtectionLost, ///< bool
    NotificationLimitPerMinute, ///< 1..60, default 6: the rest is folded into one
    ConfirmUnban, ///< bool; the effect is shown first in any case, this adds a second click for single unbans
    SessionTtlSeconds, ///< 0 disables the session cache
    AuditRetentionDays, ///< 1..3650, default 365
    Count_
};
inline constexpr int settingCount = static_cast<int>(SettingKey::Count_);

/// Name in files ("probe_interval_seconds"), environment ("BANGUI_PROBE_INTERVAL_SECONDS") and store.
struct SettingInfo
{
    SettingKey key;
    const char *name;
    QMetaType::Type type; ///< QString, Int or Bool
    bool bootstrap;
    QVariant defaultValue;
    int minimum = 0; ///< Int only
    int maximum = 0;
    QStringList choices; ///< QString with a closed set only
};
[[nodiscard]] const SettingInfo &settingInfo(SettingKey key);
[[nodiscard]] std::optional<SettingKey> settingKeyFromName(QStringView name);
/// The typed value, or nothing where the text is not one (out of range, not in the set).
[[nodiscard]] std::optional<QVariant> parseSetting(SettingKey key, const QString &text);
[[nodiscard]] QString settingText(SettingKey key, const QVariant &value);

/// The effective settings: immutable once built, a change makes a new one. Getters never fail.
class Settings
{
public:
    struct Entry
    {
        QVariant value;
        SettingOrigin origin = SettingOrigin::Default;
        QString source; ///< file path, variable or option it came from
        friend bool operator==(const Entry &, const Entry &) = default;
    };

    Settings(); ///< all defaults
    [[nodiscard]] const Entry &entry(SettingKey key) const { return m_entries[static_cast<size_t>(key)]; }
    [[nodiscard]] QString text(SettingKey key) const { return entry(key).value.toString(); }
    [[nodiscard]] int number(SettingKey key) const { return entry(key).value.toInt(); }
    [[nodiscard]] bool flag(SettingKey key) const { return entry(key).value.toBool(); }
    /// A copy with one entry replaced where origin is at least as strong as the present one.
    [[nodiscard]] Settings with(
        SettingKey key, const QVariant &value, SettingOrigin origin, const QString &source = {}) const;

    friend bool operator==(const Settings &, const Settings &) = default;

private:
    std::array<Entry, static_cast<size_t>(SettingKey::Count_)> m_entries;
};

} // namespace core

Q_DECLARE_METATYPE(core::Settings)
