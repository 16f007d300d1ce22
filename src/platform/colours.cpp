// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colours.h"

#include <array>
#include <cmath>

namespace platform {

namespace {

constexpr int roleCount = static_cast<int>(ColourRole::Count_);

struct Row
{
    ColourRole role;
    QRgb light;
    QRgb dark;
};

// In the order of ColourRole. Every pair that meets on the screen is measured by tst_theme.
constexpr std::array<Row, roleCount> table { {
    { ColourRole::Window, 0xfff6f7f9, 0xff1d2025 },
    { ColourRole::Panel, 0xffffffff, 0xff24282e },
    { ColourRole::Sidebar, 0xffeef0f3, 0xff1a1c20 },
    { ColourRole::Text, 0xff1b1f24, 0xffe6e9ed },
    { ColourRole::Secondary, 0xff5c6672, 0xff9aa4b0 },
    { ColourRole::Disabled, 0xff98a1ac, 0xff666f7b },
    { ColourRole::Hairline, 0xffd9dde3, 0xff353b44 },
    { ColourRole::ControlBorder, 0xffcdd3db, 0xff414954 },
    { ColourRole::Hover, 0xfff0f2f5, 0xff2d3239 },
    { ColourRole::Pressed, 0xffe4e8ed, 0xff363c45 },
    { ColourRole::Accent, 0xff2f6fde, 0xff6ea0ff },
    { ColourRole::AccentHover, 0xff2861c7, 0xff85afff },
    { ColourRole::AccentText, 0xffffffff, 0xff0f1a2e },
    { ColourRole::Link, 0xff2866d0, 0xff6ea0ff },
    { ColourRole::Selection, 0xffdce8fc, 0xff2a3b5c },
    { ColourRole::SelectionText, 0xff1b1f24, 0xffe6e9ed },
    { ColourRole::Online, 0xff1f7a3d, 0xff5cc27f },
    { ColourRole::OnlineBackground, 0xffe2f3e7, 0xff223629 },
    { ColourRole::Warning, 0xff9a5b00, 0xffe0a94a },
    { ColourRole::WarningBackground, 0xfffdf0dc, 0xff3a3020 },
    { ColourRole::Lost, 0xffb3261e, 0xfff0857b },
    { ColourRole::LostBackground, 0xfffbe6e4, 0xff3d2624 },
    { ColourRole::Unreachable, 0xff6b7480, 0xff8b95a1 },
    { ColourRole::Attention, 0xff6a4bbf, 0xffa98ff0 },
    { ColourRole::AttentionBackground, 0xffeeeafb, 0xff302a45 },
    { ColourRole::ChartBans, 0xff2f6fde, 0xff6ea0ff },
    { ColourRole::ChartFailures, 0xff7591c6, 0xff64789e },
} };

bool isHighContrast(ColourScheme scheme)
{
    return scheme == ColourScheme::HighContrastLight || scheme == ColourScheme::HighContrastDark;
}

// The user asked for more contrast: no grey text, no grey lines, black or white ground.
QColor highContrast(bool dark, ColourRole role)
{
    const QColor ground = dark ? QColor(Qt::black) : QColor(Qt::white);
    const QColor ink = dark ? QColor(Qt::white) : QColor(Qt::black);
    switch (role) {
    case ColourRole::Window:
    case ColourRole::Panel:
    case ColourRole::Sidebar:
    case ColourRole::OnlineBackground:
    case ColourRole::WarningBackground:
    case ColourRole::LostBackground:
    case ColourRole::AttentionBackground:
        return ground;
    case ColourRole::Text:
    case ColourRole::Secondary:
    case ColourRole::Hairline:
    case ColourRole::ControlBorder:
    case ColourRole::Unreachable:
        return ink;
    case ColourRole::Disabled:
        return mixed(ink, ground, 0.35);
    case ColourRole::Hover:
        return mixed(ground, ink, 0.12);
    case ColourRole::Pressed:
        return mixed(ground, ink, 0.22);
    case ColourRole::Accent:
    case ColourRole::Link:
    case ColourRole::ChartBans:
    case ColourRole::AccentHover:
    case ColourRole::Selection:
        // One step beside the normal accent, by which schemeOf() knows the palette.
        return dark ? QColor(0x8a, 0xb4, 0xff) : QColor(0x0a, 0x3f, 0xa8);
    case ColourRole::AccentText:
    case ColourRole::SelectionText:
        return ground;
    case ColourRole::Online:
        return dark ? QColor(0x7d, 0xe0, 0x9d) : QColor(0x0b, 0x4f, 0x24);
    case ColourRole::Warning:
        return dark ? QColor(0xff, 0xcf, 0x7a) : QColor(0x6b, 0x3d, 0x00);
    case ColourRole::Lost:
        return dark ? QColor(0xff, 0xa9, 0xa1) : QColor(0x8c, 0x12, 0x0b);
    case ColourRole::Attention:
        return dark ? QColor(0xc8, 0xb5, 0xff) : QColor(0x43, 0x27, 0x91);
    case ColourRole::ChartFailures:
        return mixed(ink, ground, 0.4);
    case ColourRole::Count_:
        break;
    }
    return ink;
}

// A palette that is not ours (a high-contrast platform theme) is obeyed: its own roles, and our state colours only
// where they can be seen on it.
QColor foreign(const QPalette &palette, ColourRole role)
{
    const QColor window = palette.color(QPalette::Window);
    const QColor text = palette.color(QPalette::WindowText);
    switch (role) {
    case ColourRole::Window:
    case ColourRole::Sidebar:
    case ColourRole::OnlineBackground:
    case ColourRole::WarningBackground:
    case ColourRole::LostBackground:
    case ColourRole::AttentionBackground:
        return window;
    case ColourRole::Panel:
        return palette.color(QPalette::Base);
    case ColourRole::Text:
    case ColourRole::Secondary:
    case ColourRole::Hairline:
    case ColourRole::ControlBorder:
    case ColourRole::Unreachable:
        return text;
    case ColourRole::Disabled:
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    case ColourRole::Hover:
        return mixed(palette.color(QPalette::Button), text, 0.12);
    case ColourRole::Pressed:
        return mixed(palette.color(QPalette::Button), text, 0.22);
    case ColourRole::Accent:
    case ColourRole::AccentHover:
    case ColourRole::Selection:
    case ColourRole::ChartBans:
        return palette.color(QPalette::Highlight);
    case ColourRole::Link:
        return palette.color(QPalette::Link);
    case ColourRole::AccentText:
    case ColourRole::SelectionText:
        return palette.color(QPalette::HighlightedText);
    case ColourRole::ChartFailures:
        return mixed(text, window, 0.4);
    case ColourRole::Online:
    case ColourRole::Warning:
    case ColourRole::Lost:
    case ColourRole::Attention: {
        const QColor wanted = highContrast(window.lightness() < 128, role);
        return contrastRatio(wanted, window) >= 3.0 ? wanted : text;
    }
    case ColourRole::Count_:
        break;
    }
    return text;
}

double linear(double channel)
{
    return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
}

double luminance(const QColor &colour)
{
    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF());
}

} // namespace

QColor colour(ColourScheme scheme, ColourRole role)
{
    const bool dark = scheme == ColourScheme::Dark || scheme == ColourScheme::HighContrastDark;
    if (isHighContrast(scheme))
        return highContrast(dark, role);
    const Row &row = table.at(static_cast<size_t>(role));
    Q_ASSERT(row.role == role);
    return QColor::fromRgb(dark ? row.dark : row.light);
}

ColourScheme schemeOf(const QPalette &palette)
{
    const QRgb link = palette.color(QPalette::Active, QPalette::Link).rgb();
    for (const ColourScheme scheme :
        { ColourScheme::Light, ColourScheme::Dark, ColourScheme::HighContrastLight, ColourScheme::HighContrastDark }) {
        if (colour(scheme, ColourRole::Link).rgb() == link)
            return scheme;
    }
    return ColourScheme::Platform;
}

QColor colour(const QPalette &palette, ColourRole role)
{
    const ColourScheme scheme = schemeOf(palette);
    return scheme == ColourScheme::Platform ? foreign(palette, role) : colour(scheme, role);
}

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Window).lightness() < 128;
}

QPalette paletteFor(ColourScheme scheme)
{
    const auto of = [scheme](ColourRole role) { return colour(scheme, role); };
    QPalette palette;
    palette.setColor(QPalette::Window, of(ColourRole::Window));
    palette.setColor(QPalette::Base, of(ColourRole::Panel));
    palette.setColor(QPalette::AlternateBase, of(ColourRole::Sidebar));
    palette.setColor(QPalette::Button, of(ColourRole::Panel));
    palette.setColor(QPalette::Light, of(ColourRole::Panel));
    palette.setColor(QPalette::Midlight, of(ColourRole::Hover));
    palette.setColor(QPalette::Mid, of(ColourRole::Hairline));
    palette.setColor(QPalette::Dark, of(ColourRole::ControlBorder));
    palette.setColor(QPalette::Shadow, of(ColourRole::ControlBorder));
    palette.setColor(QPalette::ToolTipBase, of(ColourRole::Panel));
    palette.setColor(QPalette::ToolTipText, of(ColourRole::Text));
    palette.setColor(QPalette::PlaceholderText, of(ColourRole::Secondary));
    palette.setColor(QPalette::BrightText, of(ColourRole::Lost));
    palette.setColor(QPalette::Link, of(ColourRole::Link));
    palette.setColor(QPalette::LinkVisited, of(ColourRole::Link));
    palette.setColor(QPalette::Highlight, of(ColourRole::Selection));
    palette.setColor(QPalette::HighlightedText, of(ColourRole::SelectionText));
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText }) {
        palette.setColor(role, of(ColourRole::Text));
        palette.setColor(QPalette::Disabled, role, of(ColourRole::Disabled));
    }
    palette.setColor(QPalette::Disabled, QPalette::HighlightedText, of(ColourRole::Disabled));
    palette.setColor(QPalette::Disabled, QPalette::PlaceholderText, of(ColourRole::Disabled));
    return palette;
}

double contrastRatio(const QColor &a, const QColor &b)
{
    const double first = luminance(a);
    const double second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

QColor mixed(const QColor &a, const QColor &b, double share)
{
    const auto channel = [share](double from, double to) { return static_cast<float>(from + (to - from) * share); };
    return QColor::fromRgbF(
        channel(a.redF(), b.redF()), channel(a.greenF(), b.greenF()), channel(a.blueF(), b.blueF()));
}

} // namespace platform
