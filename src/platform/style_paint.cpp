// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/style_paint.h"

#include "platform/colours.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QListView>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>
#include <QVariant>
#include <QWidget>

namespace platform::paint {

void roundedBox(
    QPainter *painter, const QRectF &box, qreal radius, const QColor &fill, const QColor &border, qreal borderWidth)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(fill.isValid() ? QBrush(fill) : QBrush(Qt::NoBrush));
    const qreal inset = border.isValid() ? borderWidth / 2 : 0;
    painter->setPen(border.isValid() ? QPen(border, borderWidth) : QPen(Qt::NoPen));
    painter->drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset);
    painter->restore();
}

void chevron(QPainter *painter, const QRectF &area, Direction direction, const QColor &colour)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter->setBrush(Qt::NoBrush);
    painter->translate(area.center());
    switch (direction) {
    case Direction::Down:
        break;
    case Direction::Up:
        painter->rotate(180);
        break;
    case Direction::Left:
        painter->rotate(90);
        break;
    case Direction::Right:
        painter->rotate(-90);
        break;
    }
    const std::array<QPointF, 3> points { QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75) };
    painter->drawPolyline(points.data(), static_cast<int>(points.size()));
    painter->restore();
}

void focusRing(QPainter *painter, const QRectF &box, qreal radius, const QColor &colour)
{
    roundedBox(painter, box, radius, {}, colour, 2);
}

bool isInnerField(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent);
}

ButtonRole roleOf(const QWidget *widget, ButtonRole fallback)
{
    const QVariant role = widget ? widget->property(buttonRoleProperty) : QVariant();
    return role.isValid() ? static_cast<ButtonRole>(role.toInt()) : fallback;
}

QColor buttonText(const QStyleOption *option, ButtonRole role)
{
    const QPalette &palette = option->palette;
    if (!option->state.testFlag(QStyle::State_Enabled))
        return colour(palette, ColourRole::Disabled);
    switch (role) {
    case ButtonRole::Accent:
        return colour(palette, ColourRole::AccentText);
    case ButtonRole::Destructive:
        return colour(palette, ColourRole::Lost);
    case ButtonRole::Outlined:
    case ButtonRole::Flat:
        break;
    }
    return colour(palette, ColourRole::Text);
}

void buttonPanel(const QStyleOption *option, QPainter *painter, ButtonRole role)
{
    const QPalette &palette = option->palette;
    const QStyle::State state = option->state;
    const bool enabled = state.testFlag(QStyle::State_Enabled);
    const bool down = enabled && (state & (QStyle::State_Sunken | QStyle::State_On));
    const bool hover = enabled && state.testFlag(QStyle::State_MouseOver);
    const bool focus
        = enabled && state.testFlag(QStyle::State_HasFocus) && state.testFlag(QStyle::State_KeyboardFocusChange);
    const QRectF box(option->rect);
    const qreal radius = measure::controlRadius;

    QColor fill = colour(palette, down ? ColourRole::Pressed : hover ? ColourRole::Hover : ColourRole::Panel);
    QColor border = colour(palette, ColourRole::ControlBorder);
    switch (role) {
    case ButtonRole::Outlined:
        break;
    case ButtonRole::Accent:
        border = QColor();
        fill = enabled ? colour(palette, hover || down ? ColourRole::AccentHover : ColourRole::Accent)
                       : colour(palette, ColourRole::Pressed);
        break;
    case ButtonRole::Destructive:
        if (enabled) {
            border = colour(palette, ColourRole::Lost);
            if (down || hover)
                fill = colour(palette, ColourRole::LostBackground);
        }
        break;
    case ButtonRole::Flat:
        border = QColor();
        if (!down && !hover)
            fill = QColor(); // = {} would be Qt::color0
        else
            fill = mixed(colour(palette, ColourRole::Window), colour(palette, ColourRole::Text), down ? 0.12 : 0.07);
        break;
    }
    roundedBox(painter, box, radius, fill, border);
    if (!focus)
        return;
    if (role == ButtonRole::Accent)
        roundedBox(painter, box.adjusted(2, 2, -2, -2), radius - 2, {}, colour(palette, ColourRole::AccentText), 1.5);
    else
        focusRing(painter, box, radius, colour(palette, ColourRole::Accent));
}

void fieldPanel(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool focus = enabled && option->state.testFlag(QStyle::State_HasFocus);
    const QColor fill = colour(palette, enabled ? ColourRole::Panel : ColourRole::Window);
    const QColor border = colour(palette, focus ? ColourRole::Accent : ColourRole::ControlBorder);
    roundedBox(painter, option->rect, measure::controlRadius, fill, border, focus ? 2 : 1);
}

void checkBox(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool partly = option->state.testFlag(QStyle::State_NoChange);
    const bool on = option->state.testFlag(QStyle::State_On) || partly;
    QRectF box(0, 0, 16, 16);
    box.moveCenter(QRectF(option->rect).center());
    if (!on) {
        const ColourRole border = enabled ? ColourRole::Unreachable : ColourRole::Disabled;
        roundedBox(painter, box, 4, colour(palette, ColourRole::Panel), colour(palette, border), 1);
        return;
    }
    roundedBox(painter, box, 4, colour(palette, enabled ? ColourRole::Accent : ColourRole::Disabled));
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(colour(palette, ColourRole::AccentText), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    const QPointF origin = box.topLeft();
    if (partly) {
        painter->drawLine(origin + QPointF(4.5, 8), origin + QPointF(11.5, 8));
    } else {
        const std::array<QPointF, 3> tick { origin + QPointF(4, 8.4), origin + QPointF(7, 11.2),
            origin + QPointF(12, 5.4) };
        painter->drawPolyline(tick.data(), static_cast<int>(tick.size()));
    }
    painter->restore();
}

void radioButton(const QStyleOption *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool on = option->state.testFlag(QStyle::State_On);
    QRectF box(0, 0, 16, 16);
    box.moveCenter(QRectF(option->rect).center());
    const ColourRole rim = !enabled ? ColourRole::Disabled : on ? ColourRole::Accent : ColourRole::Unreachable;
    roundedBox(painter, box, 8, colour(palette, ColourRole::Panel), colour(palette, rim), on ? 5 : 1);
}

void itemPanel(const QStyleOptionViewItem *option, QPainter *painter, const QWidget *widget)
{
    const QPalette &palette = option->palette;
    if (option->backgroundBrush.style() != Qt::NoBrush)
        painter->fillRect(option->rect, option->backgroundBrush);
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    const bool isList = qobject_cast<const QListView *>(widget) != nullptr;
    const bool hover
        = isList && option->state.testFlag(QStyle::State_MouseOver) && option->state.testFlag(QStyle::State_Enabled);
    if (!selected && !hover)
        return;
    const QColor fill = colour(palette, selected ? ColourRole::Selection : ColourRole::Hover);
    if (isList)
        roundedBox(painter, QRectF(option->rect).adjusted(2, 0, -2, 0), measure::controlRadius, fill);
    else
        painter->fillRect(option->rect, fill);
}

void headerSection(const QStyleOptionHeader *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const bool pressed = option->state.testFlag(QStyle::State_Sunken);
    const bool hover = option->state.testFlag(QStyle::State_MouseOver);
    const QColor ground = colour(palette, ColourRole::Panel);
    painter->fillRect(option->rect, pressed || hover ? colour(palette, ColourRole::Hover) : ground);
    painter->fillRect(QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1),
        colour(palette, ColourRole::Hairline));
}

void headerLabel(const QStyleOptionHeader *option, QPainter *painter)
{
    painter->save();
    QFont font = painter->font();
    font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    painter->setPen(colour(option->palette, enabled ? ColourRole::Secondary : ColourRole::Disabled));

    const QRect area = option->rect.adjusted(measure::cellPadding, 0, -measure::cellPadding, 0);
    const bool right = option->textAlignment.testFlag(Qt::AlignRight);
    const bool sorted = option->sortIndicator != QStyleOptionHeader::None;
    constexpr int arrowRoom = 12;
    const QFontMetrics metrics(font);
    const int room = area.width() - (sorted ? arrowRoom : 0);
    const QString text = metrics.elidedText(option->text, Qt::ElideRight, std::max(room, 0));
    const int width = metrics.horizontalAdvance(text);
    QRect textArea(area.left(), area.top(), std::min(width, std::max(room, 0)), area.height());
    if (right)
        textArea.moveRight(area.right() - (sorted ? arrowRoom : 0));
    painter->drawText(textArea, Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine, text);
    if (sorted) {
        // Qt calls it SortDown where the smallest is on top.
        const bool ascending = option->sortIndicator == QStyleOptionHeader::SortDown;
        const QPointF middle(textArea.right() + 8.5, area.top() + area.height() / 2.0 + 0.5);
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setBrush(painter->pen().color());
        painter->setPen(Qt::NoPen);
        const qreal tip = ascending ? -2.5 : 2.5;
        const std::array<QPointF, 3> arrow { middle + QPointF(-3.5, -tip), middle + QPointF(3.5, -tip),
            middle + QPointF(0, tip) };
        painter->drawPolygon(arrow.data(), static_cast<int>(arrow.size()));
    }
    painter->restore();
}

void tab(const QStyleOptionTab *option, QPainter *painter)
{
    const QPalette &palette = option->palette;
    const QRect rect = option->rect;
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    const bool hover = option->state.testFlag(QStyle::State_MouseOver);
    if (hover && !selected) {
        const QColor fill = mixed(colour(palette, ColourRole::Panel), colour(palette, ColourRole::Text), 0.05);
        roundedBox(painter, QRectF(rect).adjusted(2, 3, -2, -4), measure::controlRadius, fill);
    }
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(palette, ColourRole::Hairline));
    if (selected)
        painter->fillRect(QRect(rect.left(), rect.bottom() - 1, rect.width(), 2), colour(palette, ColourRole::Accent));
    if (option->state.testFlag(QStyle::State_HasFocus) && option->state.testFlag(QStyle::State_KeyboardFocusChange))
        focusRing(
            painter, QRectF(rect).adjusted(2, 3, -2, -4), measure::controlRadius, colour(palette, ColourRole::Accent));
}

} // namespace platform::paint
