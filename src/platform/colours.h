// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QPalette>

namespace platform {

/// What a colour means. Every colour on the screen is one of these.
enum class ColourRole {
    Window, ///< the page
    Panel, ///< cards, top bar, tables, fields
    Sidebar,
    Text,
    Secondary, ///< labels, ages, hints
    Disabled,
    Hairline,
    ControlBorder, ///< outline of buttons and fields
    Hover, ///< a control under the pointer
    Pressed,
    Accent,
    AccentHover,
    AccentText, ///< on Accent
    Link, ///< the accent as text
    Selection,
    SelectionText,
    Online,
    OnlineBackground,
    Warning,
    WarningBackground,
    Lost,
    LostBackground,
    Unreachable,
    Attention,
    AttentionBackground,
    ChartBans,
    ChartFailures,
    Count_
};

/// Which of our palettes; Platform is a foreign one (high contrast), from which the roles are derived.
enum class ColourScheme { Light, Dark, HighContrastLight, HighContrastDark, Platform };

/// The colour of a role in one of our schemes (not Platform).
[[nodiscard]] QColor colour(ColourScheme scheme, ColourRole role);
/// The colour of a role under this palette: the scheme is recognised by the palette's link colour. A palette that is
/// not ours gives its own colours, with state colours only where they reach 3 : 1 on it.
[[nodiscard]] QColor colour(const QPalette &palette, ColourRole role);
[[nodiscard]] ColourScheme schemeOf(const QPalette &palette);
[[nodiscard]] bool isDark(const QPalette &palette);
/// The palette of one of our schemes.
[[nodiscard]] QPalette paletteFor(ColourScheme scheme);

/// Contrast of two opaque colours, 1..21 (WCAG 2.1, "contrast ratio").
[[nodiscard]] double contrastRatio(const QColor &a, const QColor &b);
/// a with share (0..1) of b.
[[nodiscard]] QColor mixed(const QColor &a, const QColor &b, double share);

} // namespace platform
