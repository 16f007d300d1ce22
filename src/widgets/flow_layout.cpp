// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/flow_layout.h"

#include "platform/style.h"

#include <QStyle>
#include <QWidget>

namespace widgets {

FlowLayout::FlowLayout(int minimumColumnWidth, QWidget *parent, int maximumColumnWidth)
    : QLayout(parent)
    , m_minimumColumnWidth(minimumColumnWidth)
    , m_maximumColumnWidth(maximumColumnWidth)
{
    setContentsMargins(0, 0, 0, 0);
    setSpacing(platform::measure::cardGap);
}

FlowLayout::~FlowLayout()
{
    qDeleteAll(m_items);
}

void FlowLayout::addItem(QLayoutItem *item)
{
    m_items.append(item);
}

void FlowLayout::insertWidget(int index, QWidget *widget)
{
    addChildWidget(widget);
    m_items.insert(std::clamp<qsizetype>(index, 0, m_items.size()), new QWidgetItem(widget));
    invalidate();
}

int FlowLayout::count() const
{
    return static_cast<int>(m_items.size());
}

QLayoutItem *FlowLayout::itemAt(int index) const
{
    return m_items.value(index);
}

QLayoutItem *FlowLayout::takeAt(int index)
{
    return index >= 0 && index < m_items.size() ? m_items.takeAt(index) : nullptr;
}

int FlowLayout::columnsFor(int width) const
{
    const int shown = static_cast<int>(
        std::count_if(m_items.cbegin(), m_items.cend(), [](const QLayoutItem *item) { return !item->isEmpty(); }));
    const int fitting = (width + spacing()) / (m_minimumColumnWidth + spacing());
    // Fewer cards than would fit share the width, up to twice their least width: no lone card across the page.
    const int wide = (width + spacing()) / (2 * m_minimumColumnWidth + spacing());
    return std::max(1, std::min(fitting, std::max(shown, wide)));
}

int FlowLayout::arrange(const QRect &rect, bool apply) const
{
    const QMargins margins = contentsMargins();
    const QRect area = rect.marginsRemoved(margins);
    const int columns = columnsFor(area.width());
    int width = (area.width() - (columns - 1) * spacing()) / columns;
    if (m_maximumColumnWidth > 0)
        width = std::min(width, m_maximumColumnWidth);
    // The pixels that do not divide go to the first columns, so that the right edges align.
    int rest = m_maximumColumnWidth > 0 ? 0 : area.width() - (columns - 1) * spacing() - columns * width;
    rest = std::clamp(rest, 0, columns);

    QList<QLayoutItem *> shown;
    for (QLayoutItem *item : m_items) {
        if (!item->isEmpty())
            shown.append(item);
    }
    int y = area.top();
    for (qsizetype first = 0; first < shown.size(); first += columns) {
        const qsizetype last = std::min<qsizetype>(first + columns, shown.size());
        int height = 0;
        for (qsizetype i = first; i < last; ++i) {
            const int column = static_cast<int>(i - first);
            const int itemWidth = width + (column < rest ? 1 : 0);
            const QLayoutItem *item = shown.at(i);
            height = std::max(height,
                std::max(item->minimumSize().height(),
                    item->hasHeightForWidth() ? item->heightForWidth(itemWidth) : item->sizeHint().height()));
        }
        if (apply) {
            int x = area.left();
            for (qsizetype i = first; i < last; ++i) {
                const int itemWidth = width + (static_cast<int>(i - first) < rest ? 1 : 0);
                const QRect cell(x, y, itemWidth, height);
                const QWidget *parent = parentWidget();
                shown.at(i)->setGeometry(
                    QStyle::visualRect(parent ? parent->layoutDirection() : Qt::LeftToRight, rect, cell));
                x += itemWidth + spacing();
            }
        }
        y += height + (last < shown.size() ? spacing() : 0);
    }
    return y - rect.top() + margins.bottom();
}

int FlowLayout::heightForWidth(int width) const
{
    return arrange(QRect(0, 0, width, 0), false);
}

QSize FlowLayout::sizeHint() const
{
    int height = 0;
    for (const QLayoutItem *item : m_items)
        height = std::max(height, item->sizeHint().height());
    const int shown = std::min(count(), 4);
    return { shown * m_minimumColumnWidth + std::max(0, shown - 1) * spacing(), height };
}

QSize FlowLayout::minimumSize() const
{
    QSize size;
    for (const QLayoutItem *item : m_items)
        size = size.expandedTo(item->minimumSize());
    return size.grownBy(contentsMargins());
}

void FlowLayout::setGeometry(const QRect &rect)
{
    QLayout::setGeometry(rect);
    arrange(rect, true);
}

} // namespace widgets
