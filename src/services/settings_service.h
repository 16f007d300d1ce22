// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/settings.h"

#include <QObject>

namespace services {

/// Bootstrap settings (default < system file < user file < environment < command line) and runtime overrides from the
/// store. A change makes a new core::Settings and hands it to RuntimeState; nothing needs a restart.
class SettingsService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const core::Settings &effective() const = 0;
    /// Stores a runtime override and applies it; std::nullopt removes it. InvalidArgument for a value that is none, and
    /// for a bootstrap setting. A stronger origin (environment, command line) keeps its value: the handler answers
    /// false then.
    virtual core::RequestHandle setOverride(
        core::SettingKey key, const std::optional<QVariant> &value, const QObject *context, core::Handler<bool> handler)
        = 0;
    /// Problems found in files and environment ("user file line 3: probe_interval_seconds = 0 is out of range"), as
    /// (source, name, text) for texts to word.
    struct Problem
    {
        QString source;
        QString name;
        QString text;
    };
    [[nodiscard]] virtual QList<Problem> problems() const = 0;

Q_SIGNALS:
    void effectiveChanged(const core::Settings &before, const core::Settings &after);
};

} // namespace services
