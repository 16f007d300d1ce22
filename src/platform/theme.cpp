// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/theme.h"

#include "platform/style.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QLoggingCategory>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

Q_LOGGING_CATEGORY(lcTheme, "bangui.platform.theme")

constexpr auto portalService = "org.freedesktop.portal.Desktop"_L1;
constexpr auto portalPath = "/org/freedesktop/portal/desktop"_L1;
constexpr auto portalInterface = "org.freedesktop.portal.Settings"_L1;
constexpr auto appearance = "org.freedesktop.appearance"_L1;

// Pure black on pure white or the reverse, in page and field alike: only accessibility themes do that (Fusion's own
// palette, black on #efefef, has 18.3).
bool isHighContrastPalette(const QPalette &palette)
{
    return contrastRatio(palette.color(QPalette::Window), palette.color(QPalette::WindowText)) >= 19.5
        && contrastRatio(palette.color(QPalette::Base), palette.color(QPalette::Text)) >= 19.5;
}

// A reply is a variant in a variant (Read) or a variant (ReadOne, SettingChanged).
std::optional<uint> unsignedFrom(QVariant value)
{
    for (int depth = 0; depth < 3 && value.canConvert<QDBusVariant>(); ++depth)
        value = value.value<QDBusVariant>().variant();
    bool ok = false;
    const uint number = value.toUInt(&ok);
    return ok ? std::optional<uint>(number) : std::nullopt;
}

} // namespace

Theme::Theme(QApplication &application, QObject *parent)
    : QObject(parent)
    , m_application(application)
    , m_platformPalette(QApplication::palette())
{
}

void Theme::apply()
{
    if (!m_applied) {
        m_applied = true;
        m_application.setStyle(new Style); // the application owns its style
        askPortal();
    }
    update();
}

void Theme::setMode(Mode mode)
{
    if (m_mode == mode)
        return;
    m_mode = mode;
    update();
}

Theme::Mode Theme::modeFromText(QStringView text)
{
    if (text == "light"_L1)
        return Mode::Light;
    if (text == "dark"_L1)
        return Mode::Dark;
    return Mode::System;
}

bool Theme::isDark() const
{
    return platform::isDark(QApplication::palette());
}

bool Theme::isHighContrast() const
{
    const ColourScheme scheme = schemeOf(QApplication::palette());
    return scheme != ColourScheme::Light && scheme != ColourScheme::Dark;
}

QColor Theme::colour(ColourRole role) const
{
    return platform::colour(QApplication::palette(), role);
}

void Theme::setSystemPreference(uint colorScheme, uint contrast)
{
    if (m_systemScheme == colorScheme && m_systemContrast == contrast)
        return;
    m_systemScheme = colorScheme;
    m_systemContrast = contrast;
    update();
}

ColourScheme Theme::wantedScheme() const
{
    bool dark = false;
    switch (m_mode) {
    case Mode::Light:
        break;
    case Mode::Dark:
        dark = true;
        break;
    case Mode::System:
        if (isHighContrastPalette(m_platformPalette))
            return ColourScheme::Platform;
        dark = m_systemScheme == 1 || (m_systemScheme != 2 && platform::isDark(m_platformPalette));
        break;
    }
    if (m_systemContrast == 1)
        return dark ? ColourScheme::HighContrastDark : ColourScheme::HighContrastLight;
    return dark ? ColourScheme::Dark : ColourScheme::Light;
}

void Theme::update()
{
    if (!m_applied)
        return;
    const ColourScheme scheme = wantedScheme();
    const QPalette palette = scheme == ColourScheme::Platform ? m_platformPalette : paletteFor(scheme);
    if (palette == QApplication::palette())
        return;
    QApplication::setPalette(palette);
    QToolTip::setPalette(palette);
    Q_EMIT changed();
}

void Theme::askPortal()
{
    // By name too: QtDBus looks the slot's parameter up before anything else of it has been used.
    qRegisterMetaType<QDBusVariant>("QDBusVariant");
    QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return; // no session bus: the platform's palette decides
    // QtDBus knows only this form of connect. Without a service name it need not ask for its owner first, which blocks.
    if (!bus.connect(QString(), portalPath, portalInterface, u"SettingChanged"_s, this,
            SLOT(onSettingChanged(QString, QString, QDBusVariant))))
        qCWarning(lcTheme) << "changes of the portal's settings are not heard";
    for (const QString &key : { u"color-scheme"_s, u"contrast"_s }) {
        QDBusMessage message = QDBusMessage::createMethodCall(portalService, portalPath, portalInterface, u"Read"_s);
        message.setArguments({ QString(appearance), key });
        auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(message, 2000), this);
        connect(watcher, &QDBusPendingCallWatcher::finished, this,
            [this, key](QDBusPendingCallWatcher *call) { onPortalReply(key, call); });
    }
}

void Theme::onPortalReply(const QString &key, QDBusPendingCallWatcher *watcher)
{
    watcher->deleteLater();
    const QDBusPendingReply<QVariant> reply = *watcher;
    if (reply.isError()) {
        qCDebug(lcTheme) << "no" << key << "from the portal:" << reply.error().name();
        return;
    }
    onSettingChanged(appearance, key, QDBusVariant(watcher->reply().arguments().value(0)));
}

void Theme::onSettingChanged(const QString &group, const QString &key, const QDBusVariant &value)
{
    if (group != appearance)
        return;
    const std::optional<uint> number = unsignedFrom(QVariant::fromValue(value));
    if (!number)
        return;
    if (key == "color-scheme"_L1)
        setSystemPreference(*number, m_systemContrast);
    else if (key == "contrast"_L1)
        setSystemPreference(m_systemScheme, *number);
}

} // namespace platform
