// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace platform {

/// What a push or tool button is, as the dynamic property "buttonRole" (int): set it with widgets::setButtonRole().
enum class ButtonRole { Outlined, Accent, Destructive, Flat };
inline constexpr char buttonRoleProperty[] = "buttonRole";

/// Measures of the design, in device-independent pixels.
namespace measure {
inline constexpr int grid = 8;
inline constexpr int inControl = 4;
inline constexpr int pageMargin = 16;
inline constexpr int cardGap = 16;
inline constexpr int cardPadding = 14;
inline constexpr int cardRadius = 8;
inline constexpr int controlRadius = 6;
inline constexpr int controlHeight = 30;
inline constexpr int rowHeight = 26;
inline constexpr int headerHeight = 28;
inline constexpr int cellPadding = 10;
inline constexpr int topBarHeight = 48;
inline constexpr int sidebarWidth = 248;
inline constexpr int statusBarHeight = 28;
inline constexpr int shapeSize = 10;
} // namespace measure

/// Fusion with our own controls: flat, hairlines, one radius. Colours come from each widget's palette through
/// platform::colour(). A proxy style and no style sheet: a sheet costs a parse and a polish per widget at start.
class Style final : public QProxyStyle
{
    Q_OBJECT

public:
    Style();

    using QProxyStyle::polish;
    void polish(QWidget *widget) override;
    [[nodiscard]] QIcon standardIcon(
        StandardPixmap standard, const QStyleOption *option = nullptr, const QWidget *widget = nullptr) const override;
    [[nodiscard]] int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] int styleHint(
        StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const override;
    [[nodiscard]] QSize sizeFromContents(
        ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const override;
    [[nodiscard]] QRect subElementRect(
        SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    [[nodiscard]] QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl sub,
        const QWidget *widget) const override;
    void drawPrimitive(
        PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawControl(
        ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
        const QWidget *widget) const override;

private:
    static void drawProgress(ControlElement element, const QStyleOption *option, QPainter *painter);
};

} // namespace platform
