// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/cell_delegate.h"

#include "models/common_roles.h"
#include "platform/colours.h"
#include "platform/fonts.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

namespace widgets {

using namespace platform;
using namespace Qt::StringLiterals;

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
    if (m_kind == Kind::Monospace || m_kind == Kind::Path) {
        option->font = monospaceFont(option->font);
        option->textElideMode = m_kind == Kind::Path ? Qt::ElideMiddle : Qt::ElideNone;
    } else if (m_kind == Kind::Number) {
        option->font = numberFont(option->font);
        if (!index.data(Qt::TextAlignmentRole).isValid())
            option->displayAlignment = Qt::AlignRight | Qt::AlignVCenter;
    } else if (m_kind == Kind::Name) {
        option->textElideMode = Qt::ElideMiddle;
    }
    if (index.data(models::StaleRole).toBool()) {
        const QColor ink = option->palette.color(QPalette::PlaceholderText);
        option->palette.setColor(QPalette::Text, ink);
        option->palette.setColor(QPalette::HighlightedText, ink);
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

QString CellDelegate::toolTip(const QModelIndex &index, const QString &cutText)
{
    const QString told = index.data(Qt::ToolTipRole).toString();
    QStringList lines { told.contains(cutText) ? QString() : cutText, told };
    lines.removeAll(QString());
    if (lines.isEmpty())
        return {};
    // Always markup: what is only escaped is sometimes taken as markup and sometimes not.
    return u"<qt>%1</qt>"_s.arg(lines.join(u'\n').toHtmlEscaped().replace(u'\n', u"<br>"_s));
}

bool CellDelegate::helpEvent(
    QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (!event || !view || event->type() != QEvent::ToolTip)
        return QStyledItemDelegate::helpEvent(event, view, option, index);
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool cut = !text.isEmpty() && sizeHint(option, index).width() > option.rect.width();
    QToolTip::showText(event->globalPos(), toolTip(index, cut ? text : QString()), view);
    return true;
}

} // namespace widgets
