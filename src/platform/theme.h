// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/colours.h"

#include <QDBusVariant> // whole: the slot's parameter must be known to the meta-object
#include <QObject>
#include <QPalette>
#include <QStringView>

class QApplication;
class QDBusPendingCallWatcher;

namespace platform {

/// Dresses the application: one proxy style over Fusion and one palette, light or dark, by the user's choice or the
/// system's (freedesktop portal, else the lightness of the platform's palette). Owned by the application; main thread.
/// Widgets do not need it: they ask platform::colour(palette(), role), and are repainted when the palette changes.
class Theme final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { System, Light, Dark };
    Q_ENUM(Mode)

    /// Remembers the platform's own palette; changes nothing before apply().
    explicit Theme(QApplication &application, QObject *parent = nullptr);

    /// Sets style, palette and tool tip palette, and asks the portal (asynchronously: the answer may change the
    /// palette).
    void apply();
    void setMode(Mode mode);
    [[nodiscard]] Mode mode() const { return m_mode; }
    /// "system", "light", "dark" as in core::SettingKey::Theme; anything else is System.
    [[nodiscard]] static Mode modeFromText(QStringView text);

    [[nodiscard]] bool isDark() const;
    [[nodiscard]] bool isHighContrast() const;
    [[nodiscard]] QColor colour(ColourRole role) const;

    /// What the portal says: 0 no preference, 1 dark, 2 light; contrast: 0 normal, 1 high. Public for tests.
    void setSystemPreference(uint colorScheme, uint contrast);

Q_SIGNALS:
    /// The palette has been replaced.
    void changed();

private Q_SLOTS:
    void onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value);

private:
    void askPortal();
    void onPortalReply(const QString &key, QDBusPendingCallWatcher *watcher);
    void update();
    [[nodiscard]] ColourScheme wantedScheme() const;

    QApplication &m_application;
    QPalette m_platformPalette;
    Mode m_mode = Mode::System;
    uint m_systemScheme = 0;
    uint m_systemContrast = 0;
    bool m_applied = false;
};

} // namespace platform
