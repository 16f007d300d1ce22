// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/style.h"

#include "platform/colours.h"
#include "platform/icons.h"
#include "platform/style_paint.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

// The field inside a spin box or an editable combo box: the box has drawn the panel.
bool isInnerField(const QWidget *widget)
{
    const QWidget *parent = widget ? widget->parentWidget() : nullptr;
    return qobject_cast<const QAbstractSpinBox *>(parent) || qobject_cast<const QComboBox *>(parent);
}

// Labels are drawn by Fusion with the palette: it gets the role's text colour there.
template <typename Option> Option withButtonText(const Option &option, ButtonRole role)
{
    Option changed = option;
    changed.palette.setColor(QPalette::ButtonText, paint::buttonText(&option, role));
    return changed;
}

} // namespace

Style::Style()
    : QProxyStyle(u"fusion"_s)
{
}

void Style::polish(QWidget *widget)
{
    QProxyStyle::polish(widget);
    if (qobject_cast<QLineEdit *>(widget) || qobject_cast<QAbstractSpinBox *>(widget))
        widget->setAttribute(Qt::WA_Hover);
}

QIcon Style::standardIcon(StandardPixmap standard, const QStyleOption *option, const QWidget *widget) const
{
    if (standard == SP_LineEditClearButton)
        return icon(Icon::Close, ColourRole::Secondary);
    return QProxyStyle::standardIcon(standard, option, widget);
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_ButtonMargin:
        return 2 * 10;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
    case PM_DockWidgetSeparatorExtent:
        return 0;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
    case PM_ListViewIconSize:
    case PM_TabBarIconSize:
    case PM_IndicatorWidth:
    case PM_IndicatorHeight:
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 16;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return measure::grid;
    case PM_ScrollBarExtent:
        return 12;
    case PM_ScrollBarSliderMin:
        return 28;
    case PM_SplitterWidth:
        return 1;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return measure::inControl;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuButtonIndicator:
        return 16;
    case PM_ToolTipLabelFrameWidth:
        return 6;
    case PM_HeaderMargin:
        return 6;
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return measure::grid;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return measure::pageMargin;
    case PM_TabBarTabHSpace:
        return 24;
    case PM_TabBarTabVSpace:
        return 14;
    case PM_TabBarTabOverlap:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
        return 0;
    default: // the rest is Fusion's (PixelMetric is an open set)
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(
    StyleHint hint, const QStyleOption *option, const QWidget *widget, QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_EtchDisabledText:
    case SH_ComboBox_Popup:
    case SH_Widget_Animate:
    case SH_DialogButtonBox_ButtonsHaveIcons:
    case SH_ItemView_ActivateItemOnSingleClick:
        return 0;
    case SH_ItemView_ShowDecorationSelected:
    case SH_Menu_SupportsSections:
        return 1;
    case SH_Table_GridLineColor:
        return static_cast<int>(
            colour(option ? option->palette : QPalette(), ColourRole::Hairline).rgba()); // the hint's own encoding
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

QSize Style::sizeFromContents(
    ContentsType type, const QStyleOption *option, const QSize &size, const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_PushButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
        const int menuRoom = button && button->features.testFlag(QStyleOptionButton::HasMenu) ? 18 : 0;
        result.setWidth(size.width() + 2 * 12 + menuRoom);
        result.setHeight(std::max(measure::controlHeight, size.height() + 8));
        return result;
    }
    case CT_LineEdit:
        return { result.width() + 12, std::max(measure::controlHeight, result.height()) };
    case CT_ComboBox:
        return { size.width() + 12 + 24, std::max(measure::controlHeight, size.height() + 8) };
    case CT_SpinBox:
        return { result.width() + 14, std::max(measure::controlHeight, result.height()) };
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const bool iconOnly = button && button->toolButtonStyle == Qt::ToolButtonIconOnly;
        const int height = std::max(measure::controlHeight, size.height() + 6);
        return { iconOnly ? height : size.width() + 16, height };
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option))
            return paint::menuItemSize(item, size);
        return result;
    case CT_HeaderSection:
        return { result.width() + 16, measure::headerHeight };
    case CT_ItemViewItem:
        return { result.width() + 8, std::max(measure::rowHeight, result.height()) };
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents:
        return isInnerField(widget) ? rect : option->rect.adjusted(7, 1, -7, -1);
    case SE_ItemViewItemText:
        return rect.adjusted(4, 0, -4, 0);
    case SE_ItemViewItemDecoration:
        return rect.translated(4, 0);
    default:
        return rect;
    }
}

QRect Style::subControlRect(
    ComplexControl control, const QStyleOptionComplex *option, SubControl sub, const QWidget *widget) const
{
    const QRect rect = option->rect;
    switch (control) {
    case CC_ScrollBar:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option))
            return QStyle::visualRect(option->direction, rect, paint::scrollBarPart(slider, sub));
        break;
    case CC_ComboBox:
        if (sub == SC_ComboBoxEditField)
            return visualRect(option->direction, rect, rect.adjusted(10, 2, -24, -2));
        if (sub == SC_ComboBoxArrow)
            return visualRect(option->direction, rect, QRect(rect.right() - 24, rect.top(), 24, rect.height()));
        break;
    case CC_SpinBox:
        if (const auto *spin = qstyleoption_cast<const QStyleOptionSpinBox *>(option)) {
            const int buttons = spin->buttonSymbols == QAbstractSpinBox::NoButtons ? 0 : 22;
            const QRect right(rect.right() - buttons, rect.top() + 2, buttons, rect.height() - 4);
            switch (sub) {
            case SC_SpinBoxEditField:
                return visualRect(option->direction, rect, rect.adjusted(8, 2, -buttons - 4, -2));
            case SC_SpinBoxUp:
                return visualRect(option->direction, rect, right.adjusted(0, 0, 0, -right.height() / 2));
            case SC_SpinBoxDown:
                return visualRect(option->direction, rect, right.adjusted(0, right.height() / 2, 0, 0));
            default:
                break;
            }
        }
        break;
    default:
        break;
    }
    return QProxyStyle::subControlRect(control, option, sub, widget);
}

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
    case PE_PanelItemViewRow:
        return;
    case PE_PanelLineEdit: {
        const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
        if (frame && frame->lineWidth > 0)
            paint::fieldPanel(option, painter);
        else if (!isInnerField(widget))
            painter->fillRect(option->rect, palette.brush(QPalette::Base));
        return;
    }
    case PE_FrameLineEdit:
        return; // the panel has its frame
    case PE_Frame:
        paint::roundedBox(painter, option->rect, 0, {}, of(ColourRole::Hairline));
        if (option->state.testFlag(State_HasFocus) && qobject_cast<const QTextEdit *>(widget))
            paint::roundedBox(painter, option->rect, 0, {}, of(ColourRole::Accent), 2);
        return;
    case PE_FrameGroupBox:
        paint::roundedBox(painter, option->rect, measure::cardRadius, {}, of(ColourRole::Hairline));
        return;
    case PE_FrameTabWidget:
        return;
    case PE_FrameFocusRect:
        if (option->state.testFlag(State_KeyboardFocusChange) || option->state.testFlag(State_Item))
            paint::roundedBox(painter, QRectF(option->rect), 4, {}, of(ColourRole::Accent), 1.5);
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
                QRect(option->rect.right() - 25, option->rect.top(), 18, option->rect.height()));
            paint::chevron(painter, arrow, paint::Direction::Down, paint::buttonText(option, ButtonRole::Outlined));
        }
        return;
    }
    case CE_PushButtonLabel:
        if (const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option)) {
            QStyleOptionButton changed = withButtonText(*button, paint::roleOf(widget, ButtonRole::Outlined));
            if (changed.features.testFlag(QStyleOptionButton::HasMenu)) {
                changed.features &= ~QStyleOptionButton::ButtonFeatures(QStyleOptionButton::HasMenu);
                changed.rect = visualRect(option->direction, option->rect, option->rect.adjusted(0, 0, -14, 0));
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
    default:
        break;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace platform
