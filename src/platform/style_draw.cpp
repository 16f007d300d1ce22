// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colours.h"
#include "platform/style.h"
#include "platform/style_paint.h"

#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QStyleOption>
#include <QTextEdit>

// The drawing half of Style: which function of style_paint.h draws what.
namespace platform {

namespace {

// Labels are drawn by Fusion with the palette: it gets the role's text colour there.
template <typename Option> Option withButtonText(const Option &option, ButtonRole role)
{
    Option changed = option;
    changed.palette.setColor(QPalette::ButtonText, paint::buttonText(&option, role));
    return changed;
}

} // namespace

void Style::drawPrimitive(
    PrimitiveElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const QPalette &palette = option->palette;
    const auto of = [&palette](ColourRole role) { return colour(palette, role); };
    switch (element) {
    case PE_PanelButtonCommand:
        paint::buttonPanel(option, painter, paint::roleOf(widget, ButtonRole::Outlined));
        return;
    case PE_PanelButtonTool:
        paint::buttonPanel(option, painter, paint::roleOf(widget, ButtonRole::Flat));
        return;
    case PE_FrameDefaultButton:
    case PE_FrameStatusBarItem:
    case PE_FrameTabBarBase:
    case PE_IndicatorHeaderArrow: // drawn with the title
    case PE_PanelItemViewRow:
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            paint::fieldPanel(option, painter);
        else if (!paint::isInnerField(widget))
            painter->fillRect(option->rect, palette.brush(QPalette::Base));
        return;
    }
    case PE_FrameLineEdit:
        return; // the panel has its frame
    case PE_Frame:
        paint::roundedBox(painter, option->rect, 0, {}, of(ColourRole::Hairline));
        if (option->state.testFlag(State_HasFocus)
            && (qobject_cast<const QTextEdit *>(widget) || qobject_cast<const QPlainTextEdit *>(widget)))
            paint::roundedBox(painter, option->rect, 0, {}, of(ColourRole::Accent), 2);
        return;
    case PE_FrameGroupBox:
        paint::roundedBox(painter, option->rect, measure::cardRadius, of(ColourRole::Panel), of(ColourRole::Hairline));
        return;
    case PE_FrameTabWidget:
        return;
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange)) {
            const bool isList = qobject_cast<const QListView *>(widget) != nullptr;
            const QRectF box = isList ? QRectF(option->rect).adjusted(2, 0, -2, 0) : QRectF(option->rect);
            paint::roundedBox(painter, box, isList ? measure::controlRadius : 4, {}, of(ColourRole::Accent), 1.5);
        }
        return;
    case PE_IndicatorCheckBox:
    case PE_IndicatorItemViewItemCheck:
        paint::checkBox(option, painter);
        return;
    case PE_IndicatorRadioButton:
        paint::radioButton(option, painter);
        return;
    case PE_PanelItemViewItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option))
            paint::itemPanel(item, painter, widget);
        return;
    case PE_PanelMenu:
    case PE_FrameMenu:
    case PE_PanelTipLabel:
        painter->fillRect(option->rect, of(ColourRole::Panel));
        paint::roundedBox(painter, option->rect, 0, {}, of(ColourRole::ControlBorder));
        return;
    case PE_IndicatorArrowDown:
        paint::chevron(painter, option->rect, paint::Direction::Down, palette.color(QPalette::ButtonText));
        return;
    case PE_IndicatorArrowUp:
        paint::chevron(painter, option->rect, paint::Direction::Up, palette.color(QPalette::ButtonText));
        return;
    case PE_IndicatorArrowLeft:
        paint::chevron(painter, option->rect, paint::Direction::Left, palette.color(QPalette::ButtonText));
        return;
    case PE_IndicatorArrowRight:
        paint::chevron(painter, option->rect, paint::Direction::Right, palette.color(QPalette::ButtonText));
        return;
    case PE_IndicatorBranch:
        if (option->state.testFlag(State_Children)) {
            const bool open = option->state.testFlag(State_Open);
            paint::chevron(painter, option->rect, open ? paint::Direction::Down : paint::Direction::Right,
                of(ColourRole::Secondary));
        }
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(
    ControlElement element, const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto of = [option](ColourRole role) { return colour(option->palette, role); };
    switch (element) {
    case CE_PushButtonBevel: {
        proxy()->drawPrimitive(PE_PanelButtonCommand, option, painter, widget);
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        if (button && button->features.testFlag(QStyleOptionButton::HasMenu)) {
            const QRect arrow = visualRect(option->direction, option->rect,
                QRect(option->rect.right() - 24, option->rect.top(), 18, option->rect.height()));
            paint::chevron(painter, arrow, paint::Direction::Down, paint::buttonText(option, ButtonRole::Outlined));
        }
        return;
    }
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton changed = withButtonText(*button, paint::roleOf(widget, ButtonRole::Outlined));
            if (changed.features.testFlag(QStyleOptionButton::HasMenu)) {
                changed.features &= ~QStyleOptionButton::ButtonFeatures(QStyleOptionButton::HasMenu);
                changed.rect = visualRect(option->direction, option->rect, option->rect.adjusted(0, 0, -16, 0));
            }
            QProxyStyle::drawControl(element, &changed, painter, widget);
        }
        return;
    case CE_ToolButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            const auto changed = withButtonText(*button, paint::roleOf(widget, ButtonRole::Flat));
            QProxyStyle::drawControl(element, &changed, painter, widget);
        }
        return;
    case CE_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            paint::menuItem(item, painter, proxy());
        return;
    case CE_Header:
        // Whole: the common style would shrink the label's box by margins and by an arrow of its own.
        proxy()->drawControl(CE_HeaderSection, option, painter, widget);
        proxy()->drawControl(CE_HeaderLabel, option, painter, widget);
        return;
    case CE_HeaderSection:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            paint::headerSection(header, painter);
        return;
    case CE_HeaderLabel:
        if (const auto *header = qstyleoption_cast<const QStyleOptionHeader *>(option))
            paint::headerLabel(header, painter);
        return;
    case CE_HeaderEmptyArea:
        painter->fillRect(option->rect, of(ColourRole::Panel));
        painter->fillRect(
            QRect(option->rect.left(), option->rect.bottom(), option->rect.width(), 1), of(ColourRole::Hairline));
        return;
    case CE_TabBarTabShape:
        if (const auto *tab = qstyleoption_cast<const QStyleOptionTab *>(option))
            paint::tab(tab, painter);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, of(ColourRole::Hairline));
        return;
    case CE_ProgressBarGroove:
    case CE_ProgressBarContents:
    case CE_ProgressBarLabel:
        drawProgress(element, option, painter);
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawProgress(ControlElement element, const QStyleOption *option, QPainter *painter)
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(option);
    if (!bar)
        return;
    const auto of = [option](ColourRole role) { return colour(option->palette, role); };
    const int label = bar->textVisible ? 48 : 0;
    QRectF groove(option->rect.left(), 0, option->rect.width() - label, 6);
    groove.moveTop(option->rect.top() + (option->rect.height() - groove.height()) / 2);
    if (element == CE_ProgressBarGroove) {
        paint::roundedBox(painter, groove, 3, of(ColourRole::Hairline));
    } else if (element == CE_ProgressBarContents) {
        const double range = double(bar->maximum) - bar->minimum;
        // Unknown length: a still piece in the middle, since nothing here moves without meaning.
        const double share = range > 0 ? std::clamp((bar->progress - bar->minimum) / range, 0.0, 1.0) : 0.35;
        QRectF done = groove;
        done.setWidth(groove.width() * share);
        if (range <= 0)
            done.moveCenter(groove.center());
        else if (option->direction == Qt::RightToLeft)
            done.moveRight(groove.right());
        if (share > 0)
            paint::roundedBox(painter, done, 3, of(ColourRole::Accent));
    } else if (bar->textVisible) {
        painter->setPen(of(ColourRole::Secondary));
        painter->drawText(option->rect, Qt::AlignVCenter | Qt::AlignTrailing, bar->text);
    }
}

void Style::drawComplexControl(
    ComplexControl control, const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    switch (control) {
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            paint::scrollBar(slider, painter, proxy()->subControlRect(control, option, SC_ScrollBarSlider, widget));
            return;
        }
        break;
    case CC_ComboBox:
        if (const auto *combo = qstyleoption_cast<const QStyleOptionComboBox *>(option)) {
            if (combo->frame && combo->editable)
                paint::fieldPanel(option, painter);
            else if (combo->frame)
                paint::buttonPanel(option, painter, paint::roleOf(widget, ButtonRole::Outlined));
            const QRect arrow = proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget);
            paint::chevron(painter, arrow, paint::Direction::Down, paint::buttonText(option, ButtonRole::Outlined));
            return;
        }
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            paint::spinBox(spin, painter, proxy()->subControlRect(control, option, SC_SpinBoxUp, widget),
                proxy()->subControlRect(control, option, SC_SpinBoxDown, widget));
            return;
        }
        break;
    case CC_ToolButton:
        if (const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option)) {
            proxy()->drawPrimitive(PE_PanelButtonTool, option, painter, widget);
            QStyleOptionToolButton label = *button;
            const bool arrow = button->features.testFlag(QStyleOptionToolButton::HasMenu)
                && button->toolButtonStyle != Qt::ToolButtonIconOnly;
            if (arrow) {
                label.rect.adjust(0, 0, -12, 0);
                const QRect area(option->rect.right() - 18, option->rect.top(), 12, option->rect.height());
                paint::chevron(painter, area, paint::Direction::Down, paint::buttonText(option, ButtonRole::Flat));
            }
            proxy()->drawControl(CE_ToolButtonLabel, &label, painter, widget);
            return;
        }
        break;
    case CC_GroupBox: {
        painter->save();
        QFont font = painter->font();
        font.setWeight(QFont::DemiBold);
        painter->setFont(font);
        QProxyStyle::drawComplexControl(control, option, painter, widget);
        painter->restore();
        return;
    }
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace platform
