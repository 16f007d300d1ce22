// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/settings.h"

namespace texts {

[[nodiscard]] QString settingTitle(core::SettingKey key); ///< "Probe interval"
[[nodiscard]] QString settingHelp(core::SettingKey key); ///< one sentence
/// The value as a reader reads it: "30 s", "on", "follows the system".
[[nodiscard]] QString settingValue(core::SettingKey key, const QVariant &value);
/// One choice of a setting with a closed set ("iso" -> "2026-08-22 14:19").
[[nodiscard]] QString settingChoice(core::SettingKey key, const QString &choice);
[[nodiscard]] QString originWord(core::SettingOrigin origin); ///< "default", "user file", "environment"
/// "user file ~/.config/bangui/bangui.conf", "environment variable BANGUI_THEME".
[[nodiscard]] QString originText(const core::Settings::Entry &entry);
/// Why a value cannot be changed here ("Set by the environment variable ..., which is stronger."); empty where it can.
[[nodiscard]] QString settingLocked(core::SettingKey key, const core::Settings::Entry &entry);
/// What SettingsService found wrong in a file or the environment.
[[nodiscard]] QString settingProblem(const QString &source, const QString &name, const QString &text);
/// "dark", "light", "system": section a setting belongs to in the dialog: General, Health, Notifications, Audit.
enum class SettingSection { General, Health, Window, Notifications, Records };
[[nodiscard]] SettingSection settingSection(core::SettingKey key);
[[nodiscard]] QString settingSectionTitle(SettingSection section);

} // namespace texts
