// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colours.h"
#include "platform/style_paint.h"

#include <QPainter>
#include <QStyleOption>

// Menus, scroll bars and spin boxes.
namespace platform::paint {

namespace {

constexpr int menuPadding = 8;
constexpr int menuMark = 16; ///< icon, tick or radio
constexpr int menuGap = 8;
constexpr int shortcutGap = 24;
constexpr int minimumHandle = 28;

} // namespace

QSize menuItemSize(const QStyleOptionMenuItem *option, const QSize &text)
{
    if (option->menuItemType == QStyleOptionMenuItem::Separator)
        return option->text.isEmpty() ? QSize(10, 9) : QSize(text.width() + 2 * menuPadding, measure::rowHeight);
    int width = menuPadding + menuMark + menuGap + text.width() + menuPadding;
    if (option->text.contains(QLatin1Char('\t')))
        width += shortcutGap;
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu)
        width += menuMark;
    return { width, std::max(text.height(), 28) };
}

void menuItem(const QStyleOptionMenuItem *option, QPainter *painter, const QStyle *style)
{
    const QPalette &palette = option->palette;
    const QRect rect = option->rect;
    painter->save();
    if (option->menuItemType == QStyleOptionMenuItem::Separator) {
        if (option->text.isEmpty()) {
            const QRect line(rect.left(), rect.center().y(), rect.width(), 1);
            painter->fillRect(line, colour(palette, ColourRole::Hairline));
        } else {
            QFont font = option->font;
            font.setWeight(QFont::DemiBold);
            painter->setFont(font);
            painter->setPen(colour(palette, ColourRole::Secondary));
            painter->drawText(
                rect.adjusted(menuPadding, 0, -menuPadding, 0), Qt::AlignVCenter | Qt::TextSingleLine, option->text);
        }
        painter->restore();
        return;
    }
    const bool enabled = option->state.testFlag(QStyle::State_Enabled);
    const bool selected = option->state.testFlag(QStyle::State_Selected);
    if (selected)
        roundedBox(painter, rect, 4, colour(palette, enabled ? ColourRole::Selection : ColourRole::Hover));
    const ColourRole ink = !enabled ? ColourRole::Disabled : selected ? ColourRole::SelectionText : ColourRole::Text;

    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(option->direction, rect, part); };
    const QRect mark = mirrored(QRect(rect.left() + menuPadding, rect.top(), menuMark, rect.height()));
    const bool checkable = option->checkType != QStyleOptionMenuItem::NotCheckable;
    if (checkable && option->checked) {
        painter->setRenderHint(QPainter::Antialiasing);
        const QPointF origin = QRectF(mark).center() - QPointF(8, 8);
        if (option->checkType == QStyleOptionMenuItem::Exclusive) {
            painter->setBrush(colour(palette, ink));
            painter->setPen(Qt::NoPen);
            painter->drawEllipse(origin + QPointF(8, 8), 3, 3);
        } else {
            painter->setPen(QPen(colour(palette, ink), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
            painter->setBrush(Qt::NoBrush);
            const std::array<QPointF, 3> tick { origin + QPointF(3.5, 8.4), origin + QPointF(6.8, 11.4),
                origin + QPointF(12.4, 5) };
            painter->drawPolyline(tick.data(), static_cast<int>(tick.size()));
        }
    } else if (!option->icon.isNull()) {
        QRect box(0, 0, menuMark, menuMark);
        box.moveCenter(mark.center());
        option->icon.paint(painter, box, Qt::AlignCenter, enabled ? QIcon::Normal : QIcon::Disabled);
    }

    const qsizetype tabAt = option->text.indexOf(QLatin1Char('\t'));
    const QString text = tabAt < 0 ? option->text : option->text.left(tabAt);
    const int left = rect.left() + menuPadding + menuMark + menuGap;
    const QRect textArea = mirrored(QRect(left, rect.top(), rect.right() - left - menuPadding, rect.height()));
    int flags = Qt::AlignVCenter | Qt::TextShowMnemonic | Qt::TextDontClip | Qt::TextSingleLine;
    if (!style->styleHint(QStyle::SH_UnderlineShortcut, option))
        flags |= Qt::TextHideMnemonic;
    painter->setFont(option->font);
    painter->setPen(colour(palette, ink));
    painter->drawText(textArea, flags | Qt::AlignLeading, text);
    if (tabAt >= 0) {
        painter->setPen(selected ? colour(palette, ink) : colour(palette, enabled ? ColourRole::Secondary : ink));
        painter->drawText(textArea, flags | Qt::AlignTrailing, option->text.mid(tabAt + 1));
    }
    if (option->menuItemType == QStyleOptionMenuItem::SubMenu) {
        const QRect arrow = mirrored(QRect(rect.right() - menuMark - 4, rect.top(), menuMark, rect.height()));
        chevron(painter, arrow, option->direction == Qt::RightToLeft ? Direction::Left : Direction::Right,
            colour(palette, ink));
    }
    painter->restore();
}

QRect scrollBarPart(const QStyleOptionSlider *option, QStyle::SubControl part)
{
    const QRect rect = option->rect;
    const bool horizontal = option->orientation == Qt::Horizontal;
    const int length = horizontal ? rect.width() : rect.height();
    const qint64 range = qint64(option->maximum) - option->minimum;
    int handle = length;
    if (range > 0) {
        handle = static_cast<int>(qint64(length) * option->pageStep / (range + option->pageStep));
        handle = std::clamp(handle, std::min(minimumHandle, length), length);
    }
    const int start = QStyle::sliderPositionFromValue(
        option->minimum, option->maximum, option->sliderPosition, length - handle, option->upsideDown);
    const auto piece = [&](int from, int size) {
        return horizontal ? QRect(rect.left() + from, rect.top(), size, rect.height())
                          : QRect(rect.left(), rect.top() + from, rect.width(), size);
    };
    switch (part) {
    case QStyle::SC_ScrollBarSlider:
        return piece(start, handle);
    case QStyle::SC_ScrollBarSubPage:
        return piece(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return piece(start + handle, length - start - handle);
    case QStyle::SC_ScrollBarGroove:
        return rect;
    default: // no arrow buttons (SubControl is an open set of flags)
        return {};
    }
}

void scrollBar(const QStyleOptionSlider *option, QPainter *painter, const QRect &handle)
{
    if (option->maximum <= option->minimum)
        return;
    const bool active = option->state.testFlag(QStyle::State_MouseOver) || option->state.testFlag(QStyle::State_Sunken);
    const int inset = active ? 2 : 3;
    const QRectF bar = option->orientation == Qt::Horizontal ? QRectF(handle).adjusted(2, inset, -2, -inset)
                                                             : QRectF(handle).adjusted(inset, 2, -inset, -2);
    const QPalette &palette = option->palette;
    const QColor ink
        = mixed(colour(palette, ColourRole::Window), colour(palette, ColourRole::Text), active ? 0.45 : 0.28);
    roundedBox(painter, bar, std::min(bar.width(), bar.height()) / 2, ink);
}

void spinBox(const QStyleOptionSpinBox *option, QPainter *painter, const QRect &up, const QRect &down)
{
    if (option->frame)
        fieldPanel(option, painter);
    if (option->buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto ink = [option](QAbstractSpinBox::StepEnabledFlag step) {
        const bool enabled = option->state.testFlag(QStyle::State_Enabled) && option->stepEnabled.testFlag(step);
        return colour(option->palette, enabled ? ColourRole::Text : ColourRole::Disabled);
    };
    chevron(painter, up.translated(0, 1), Direction::Up, ink(QAbstractSpinBox::StepUpEnabled));
    chevron(painter, down.translated(0, -1), Direction::Down, ink(QAbstractSpinBox::StepDownEnabled));
}

} // namespace platform::paint
