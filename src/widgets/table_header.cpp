// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table_header.h"

#include "platform/fonts.h"
#include "platform/style.h"

#include <QStyleOptionHeader>

namespace widgets {

TableHeader::TableHeader(QWidget *parent)
    : QHeaderView(Qt::Horizontal, parent)
{
    setSectionsMovable(true);
    setSectionsClickable(true);
    setHighlightSections(false);
    setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setMinimumSectionSize(40);
    setStretchLastSection(false);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setSortIndicator(-1, Qt::AscendingOrder);
    setFixedHeight(std::max(platform::measure::headerHeight, fontMetrics().height() + 8));
}

void TableHeader::setRightAligned(const QList<int> &sections)
{
    m_right = QSet<int>(sections.cbegin(), sections.cend());
    viewport()->update();
}

int TableHeader::titleWidth(int section) const
{
    constexpr int arrowRoom = 12;
    const QString title = model() ? model()->headerData(section, Qt::Horizontal).toString() : QString();
    const QFontMetrics metrics(platform::scaledFont(font(), 100, QFont::DemiBold));
    return metrics.horizontalAdvance(title) + 2 * platform::measure::cellPadding + arrowRoom;
}

void TableHeader::initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const
{
    QHeaderView::initStyleOptionForIndex(option, logicalIndex);
    if (m_right.contains(logicalIndex))
        option->textAlignment = Qt::AlignRight | Qt::AlignVCenter;
}

} // namespace widgets
