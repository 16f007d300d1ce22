// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_delegate.h"

#include "models/common_roles.h"
#include "platform/fonts.h"
#include "platform/state_look.h"
#include "platform/style.h"
#include "widgets/badge.h"
#include "widgets/cell_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QStyle>
#include <QToolTip>

namespace widgets {

using namespace platform;

namespace {

constexpr int padding = 8;
constexpr int gap = 8;
constexpr int colourBarWidth = 3;
constexpr int colourBarMargin = 6; // above and below

std::optional<core::ServerState> stateFrom(const QVariant &value)
{
    if (!value.isValid())
        return {};
    if (value.canConvert<core::ServerState>())
        return value.value<core::ServerState>();
    return static_cast<core::ServerState>(value.toInt());
}

} // namespace

StateDelegate::StateDelegate(Roles roles, bool rounded, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_roles(std::move(roles))
    , m_rounded(rounded)
    , m_rowHeight(rounded ? 30 : measure::rowHeight)
{
}

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item = option;
    initStyleOption(&item, index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const bool selected = item.state.testFlag(QStyle::State_Selected);
    const bool hover = item.state.testFlag(QStyle::State_MouseOver);
    const QPalette &palette = item.palette;
    QRect row = item.rect;
    if (m_rounded) {
        row.adjust(0, 0, -padding, 0);
        const QColor fill = selected ? colour(palette, ColourRole::Selection)
            : hover ? mixed(colour(palette, ColourRole::Sidebar), colour(palette, ColourRole::Text), 0.05)
                    : QColor();
        if (fill.isValid()) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(fill);
            painter->drawRoundedRect(row, measure::controlRadius, measure::controlRadius);
        }
        if (item.state.testFlag(QStyle::State_HasFocus) && item.state.testFlag(QStyle::State_KeyboardFocusChange)) {
            painter->setBrush(Qt::NoBrush);
            painter->setPen(QPen(colour(palette, ColourRole::Accent), 1.5));
            painter->drawRoundedRect(
                QRectF(row).adjusted(0.75, 0.75, -0.75, -0.75), measure::controlRadius, measure::controlRadius);
        }
    } else if (selected) {
        painter->fillRect(row, colour(palette, ColourRole::Selection));
    }

    const auto mirrored = [&](const QRect &part) { return QStyle::visualRect(item.direction, item.rect, part); };
    QRect inner = row.adjusted(m_rounded ? padding : 10, 0, m_rounded ? -padding : -10, 0);
    const QColor own = m_roles.colour >= 0 ? QColor(index.data(m_roles.colour).toString()) : QColor();
    if (own.isValid()) {
        const QRect bar(
            row.left() + 1, row.top() + colourBarMargin, colourBarWidth, row.height() - 2 * colourBarMargin);
        painter->setPen(Qt::NoPen);
        painter->setBrush(own);
        painter->drawRoundedRect(mirrored(bar), colourBarWidth / 2.0, colourBarWidth / 2.0);
    }
    const QVariant told = index.data(m_roles.state);
    const auto state = m_roles.shapeOf ? m_roles.shapeOf(told) : stateFrom(told);
    if (state || m_roles.alwaysIndented) {
        QRect mark(inner.left(), 0, measure::shapeSize, measure::shapeSize);
        mark.moveTop(inner.top() + (inner.height() - mark.height()) / 2);
        if (state)
            paintState(painter, mirrored(mark), *state, palette);
        inner.setLeft(mark.right() + 1 + gap);
    }
    const bool enabled = item.state.testFlag(QStyle::State_Enabled);
    const QColor ink = colour(palette,
        !enabled                                     ? ColourRole::Disabled
            : index.data(models::StaleRole).toBool() ? ColourRole::Secondary
            : selected                               ? ColourRole::SelectionText
                                                     : ColourRole::Text);
    const QString secondary = m_roles.secondary >= 0 ? index.data(m_roles.secondary).toString() : QString();
    QFont font = item.font;
    if (m_roles.strong >= 0 && index.data(m_roles.strong).toBool())
        font.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(font);
    if (!secondary.isEmpty()) {
        const QFont small = scaledFont(item.font, 86);
        const QFontMetrics smallMetrics(small);
        // The name goes first; the figure takes what is left, half of the row at least where both are long.
        const int nameWidth = std::min(metrics.horizontalAdvance(item.text), inner.width() / 2);
        const int room = inner.width() - nameWidth - gap;
        const QString shown = smallMetrics.elidedText(secondary, Qt::ElideRight, room);
        const int width = smallMetrics.horizontalAdvance(shown);
        painter->setFont(small);
        painter->setPen(selected
                ? mixed(colour(palette, ColourRole::SelectionText), colour(palette, ColourRole::Selection), 0.22)
                : colour(palette, enabled ? ColourRole::Secondary : ColourRole::Disabled));
        painter->drawText(mirrored(QRect(inner.right() - width, inner.top(), width + 1, inner.height())),
            Qt::AlignVCenter | Qt::AlignTrailing | Qt::TextSingleLine, shown);
        inner.setRight(inner.right() - width - gap);
    }
    if (const QString badge = m_roles.badge >= 0 ? index.data(m_roles.badge).toString() : QString(); !badge.isEmpty()) {
        // Behind the name, so that a mark does not look like one of the figures.
        const int width = Badge::widthOf(badge, item.font);
        const int room = std::max(0, inner.width() - width - gap);
        const int nameWidth = std::min(metrics.horizontalAdvance(item.text) + 1, room);
        const QRect frame(inner.left() + nameWidth + gap, inner.top(), width, inner.height());
        Badge::paint(painter, mirrored(frame), badge, item.font, palette);
        inner.setWidth(nameWidth);
    }
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(mirrored(inner), Qt::AlignVCenter | Qt::AlignLeading | Qt::TextSingleLine,
        metrics.elidedText(item.text, m_roles.elide, inner.width()));
    painter->restore();
    if (!m_rounded)
        CellDelegate::paintRowLines(painter, item, index);
}

bool StateDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (!event || !view || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const bool cut = sizeHint(option, index).width() > option.rect.width();
    QToolTip::showText(event->globalPos(),
        CellDelegate::toolTip(index, cut ? index.data(Qt::DisplayRole).toString() : QString()), view);
    return true;
}

QSize StateDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return { QStyledItemDelegate::sizeHint(option, index).width() + measure::shapeSize + gap, m_rowHeight };
}

} // namespace widgets
