// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/preflight.h"

#include <QList>
#include <QString>
#include <QVariant>

#include <optional>
#include <utility>

namespace services {

/// Properties of a running jail that a reload sets anew: as `get J NAME` has them, and as the dump does.
[[nodiscard]] const QList<std::pair<QString, QString>> &comparedSettings();

/// What a reload does to one property of a running jail beside what it is made for.
struct SettingEffect
{
    core::PreflightIssueKind kind = core::PreflightIssueKind::PendingEdits; ///< or RuntimeLost
    QString change; ///< "7 -> 2", or the addresses that would be lost

    friend bool operator==(const SettingEffect &, const SettingEffect &) = default;
};

/// Of the property that `get J property` tells as `running`, where the configuration will say `wanted`. before: what it
/// says now, where an edit changes this property; nullptr: no edit does. logPatterns: those of the jail's logs.
/// nullopt: the daemon keeps what it has, or gets what the edit is for. Pure.
[[nodiscard]] std::optional<SettingEffect> settingEffect(const QString &property, const QVariant &running,
    const config::DumpedJail &wanted, const config::DumpedJail *before, const QStringList &logPatterns = {});

/// Whether the daemon would keep the same of two values of a global setting or a jail's property. Pure.
[[nodiscard]] bool meansTheSame(const QString &name, const QString &running, const QString &wanted);

/// A value as the daemon's own commands write it. Pure.
[[nodiscard]] QString settingText(const QVariant &value);

} // namespace services
