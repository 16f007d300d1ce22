// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/style.h"

#include "platform/colours.h"
#include "platform/icons.h"
#include "platform/style_paint.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPushButton>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTableView>
#include <QTextEdit>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

constexpr int iconGap = 6;
constexpr int checkGap = 4; ///< between a tick and what it is for

// Beside the one pixel that Qt keeps itself.
int itemPadding(const QWidget *widget)
{
    return qobject_cast<const QTableView *>(widget) ? measure::cellPadding - 1 : 7;
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
        // QPushButton has added PM_MenuButtonIndicator already.
        result.setWidth(size.width() + 2 * 12);
        result.setHeight(std::max(measure::controlHeight, size.height() + 8));
        return result;
    }
    case CT_LineEdit:
        return { result.width() + 12, std::max(measure::controlHeight, result.height()) };
    case CT_ComboBox:
        return { size.width() + 16 + 24, std::max(measure::controlHeight, size.height() + 8) };
    case CT_SpinBox:
        return { result.width() + 14, std::max(measure::controlHeight, size.height()) };
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
        return { result.width() + 2 * itemPadding(widget) + iconGap, std::max(measure::rowHeight, result.height()) };
    default:
        return result;
    }
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    switch (element) {
    case SE_LineEditContents:
        return paint::isInnerField(widget) ? rect : option->rect.adjusted(7, 1, -7, -1);
    case SE_ItemViewItemText: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        const bool hasIcon = item && item->features.testFlag(QStyleOptionViewItem::HasDecoration);
        const bool hasCheck = item && item->features.testFlag(QStyleOptionViewItem::HasCheckIndicator);
        const int padding = itemPadding(widget);
        const int leading = padding + (hasIcon ? iconGap : 0) + (hasCheck ? checkGap : 0);
        return option->direction == Qt::RightToLeft ? rect.adjusted(padding, 0, -leading, 0)
                                                    : rect.adjusted(leading, 0, -padding, 0);
    }
    case SE_ItemViewItemDecoration: {
        const auto *item = qstyleoption_cast<const QStyleOptionViewItem *>(option);
        const bool hasCheck = item && item->features.testFlag(QStyleOptionViewItem::HasCheckIndicator);
        const int leading = itemPadding(widget) + (hasCheck ? checkGap : 0);
        return rect.translated(option->direction == Qt::RightToLeft ? -leading : leading, 0);
    }
    case SE_ItemViewItemCheckIndicator:
        return rect.translated(option->direction == Qt::RightToLeft ? -itemPadding(widget) : itemPadding(widget), 0);
    case SE_ItemViewItemFocusRect:
        return option->rect;
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
    case CC_GroupBox:
        if (const auto *box = qstyleoption_cast<const QStyleOptionGroupBox *>(option)) {
            const bool titled = !box->text.isEmpty() || (box->subControls & SC_GroupBoxCheckBox);
            const int height = titled ? std::max(box->fontMetrics.height(), 16) : 0;
            const int top = rect.top() + 10;
            const int indent = (box->subControls & SC_GroupBoxCheckBox) ? 16 + measure::grid : 0;
            switch (sub) {
            case SC_GroupBoxFrame:
                return rect;
            case SC_GroupBoxContents:
                return rect.adjusted(0, titled ? height + 6 : 0, 0, 0);
            case SC_GroupBoxCheckBox:
                return visualRect(option->direction, rect, QRect(rect.left() + measure::cardPadding, top, 16, height));
            case SC_GroupBoxLabel: {
                const int left = rect.left() + measure::cardPadding + indent;
                return visualRect(option->direction, rect, QRect(left, top, rect.right() - left - 8, height));
            }
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

} // namespace platform
