// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

namespace platform {

/// Whether BanGUI starts with the session: $XDG_CONFIG_HOME/autostart/bangui.desktop (Desktop Application Autostart
/// Specification). The file is written atomically; one that the user has edited keeps its other keys.
class Autostart final
{
public:
    /// configFolder: empty for the user's; program: the command to start, absolute or in PATH.
    explicit Autostart(QString program = {}, QString configFolder = {});

    [[nodiscard]] bool isEnabled() const;
    [[nodiscard]] core::Result<void> setEnabled(bool enabled) const;
    [[nodiscard]] QString filePath() const { return m_path; }
    /// What setEnabled(true) writes.
    [[nodiscard]] QByteArray fileContent() const;
    /// One argument of an Exec line, quoted by the Desktop Entry Specification.
    [[nodiscard]] static QString quotedArgument(const QString &argument);

private:
    QString m_program;
    QString m_path;
};

} // namespace platform
