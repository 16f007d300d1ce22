// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "platform/style.h"

class QStyleOptionHeader;
class QStyleOptionMenuItem;
class QStyleOptionSlider;
class QStyleOptionSpinBox;
class QStyleOptionTab;
class QStyleOptionViewItem;

/// How Style draws its controls, one function per kind. Only for Style.
namespace platform::paint {

enum class Direction { Up, Down, Left, Right };

void roundedBox(QPainter *painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &border = {},
    qreal borderWidth = 1);
void chevron(QPainter *painter, const QRectF &area, Direction direction, const QColor &colour);
void focusRing(QPainter *painter, const QRectF &box, qreal radius, const QColor &colour);

/// Whether widget is the field inside a spin box or an editable combo box: the box has drawn the panel.
[[nodiscard]] bool isInnerField(const QWidget *widget);
[[nodiscard]] ButtonRole roleOf(const QWidget *widget, ButtonRole fallback);
/// Text colour of a button in its role and state.
[[nodiscard]] QColor buttonText(const QStyleOption *option, ButtonRole role);
void buttonPanel(const QStyleOption *option, QPainter *painter, ButtonRole role);
void fieldPanel(const QStyleOption *option, QPainter *painter);
void checkBox(const QStyleOption *option, QPainter *painter);
void radioButton(const QStyleOption *option, QPainter *painter);
void itemPanel(const QStyleOptionViewItem *option, QPainter *painter, const QWidget *widget);
void menuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QStyle *style);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem *option, const QSize &text);
void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QRect &handle);
[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider *option, QStyle::SubControl part);
void spinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QRect &up, const QRect &down);
void tab(const QStyleOptionTab *option, QPainter *painter);
void headerSection(const QStyleOptionHeader *option, QPainter *painter);
void headerLabel(const QStyleOptionHeader *option, QPainter *painter);

} // namespace platform::paint
