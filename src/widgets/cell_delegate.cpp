// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cell_delegate.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QAbstractItemView>
#include <QPainter>

namespace widgets {

using namespace platform;

CellDelegate::CellDelegate(Kind kind, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_kind(kind)
{
}

void CellDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    option->state &= ~QStyle::State_HasFocus;
    // A font that the model asks for (semibold, say) keeps its weight.
    if (m_kind == Kind::Monospace) {
        option->font = monospaceFont(option->font);
        option->textElideMode = Qt::ElideNone;
    } else if (m_kind == Kind::Number) {
        option->font = numberFont(option->font);
        if (!index.data(Qt::TextAlignmentRole).isValid())
            option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
    }
    option->fontMetrics = QFontMetrics(option->font);
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    paintRowLines(painter, option, index);
}

void CellDelegate::paintRowLines(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    const QRect rect = option.rect;
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour(option.palette, ColourRole::Hairline));
    const auto *view = qobject_cast<const QAbstractItemView *>(option.widget);
    if (!view || !view->hasFocus() || !option.state.testFlag(QStyle::State_KeyboardFocusChange))
        return;
    if (view->currentIndex().row() != index.row() || view->currentIndex().parent() != index.parent())
        return;
    const QColor accent = colour(option.palette, ColourRole::Accent);
    painter->fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), accent);
    painter->fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), accent);
}

} // namespace widgets
