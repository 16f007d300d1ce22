// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/settings_service.h"

#include <QHash>
#include <QProcessEnvironment>

#include <array>

namespace storage {
class SettingsRepository;
}

namespace services {

class RuntimeState;

/// Where bootstrap settings are read from. Plain values, so that a test has its own.
struct SettingsSources
{
    QStringList systemFiles; ///< strongest first, as XDG_CONFIG_DIRS orders its folders
    QString userFile;
    QHash<QString, QString> environment; ///< by variable: BANGUI_PROBE_INTERVAL_SECONDS
    QHash<QString, QString> commandLine; ///< by setting name

    /// bangui/bangui.conf below XDG_CONFIG_HOME and XDG_CONFIG_DIRS, and the process's environment.
    [[nodiscard]] static SettingsSources ofSystem(const QHash<QString, QString> &commandLine);
};

/// One `name = value` line of a settings file.
struct SettingLine
{
    int line = 0; ///< 1-based
    QString name; ///< empty: the line is none; value holds it
    QString value;
};
/// '#' at the start of a line or after a blank begins a comment; a value in double quotes keeps its blanks and '#'.
/// Pure.
[[nodiscard]] QList<SettingLine> parseSettingLines(const QByteArray &text);

/// See SettingsService. Files and environment are read once, in the constructor; they are small and local.
/// Problem::source is "FILE:LINE", "FILE" (cannot be read; text says why), a variable, "--option" or "store"; name is
/// empty for a line that is no setting, unknown to core::settingKeyFromName() for a name that none has; text is the raw
/// value.
class SettingsServiceImpl final : public SettingsService
{
    Q_OBJECT
public:
    SettingsServiceImpl(RuntimeState &state, storage::SettingsRepository &repository, const SettingsSources &sources,
        QObject *parent = nullptr);

    /// Reads the runtime overrides from the open store.
    core::RequestHandle load(const QObject *context, core::Handler<bool> handler);
    /// Overrides that are in the store already (the wizard's) take effect.
    void adopt(const QHash<QString, QString> &stored);

    [[nodiscard]] const core::Settings &effective() const override { return m_effective; }
    core::RequestHandle setOverride(core::SettingKey key, const std::optional<QVariant> &value, const QObject *context,
        core::Handler<bool> handler) override;
    [[nodiscard]] QList<Problem> problems() const override { return m_problems; }

private:
    struct Given
    {
        core::SettingKey key;
        QVariant value;
        core::SettingOrigin origin;
        QString source;
    };
    void readFile(const QString &path, core::SettingOrigin origin);
    void take(const QString &name, const QString &text, core::SettingOrigin origin, const QString &source);
    void setOverrideValue(core::SettingKey key, const std::optional<QVariant> &value);
    void apply();

    RuntimeState &m_state;
    storage::SettingsRepository &m_repository;
    QList<Given> m_given; ///< what files, environment and command line say, weakest first
    QHash<core::SettingKey, QVariant> m_overrides;
    QList<Problem> m_problems;
    core::Settings m_effective;
};

} // namespace services
