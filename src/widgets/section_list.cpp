// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/section_list.h"

#include "platform/style.h"

namespace widgets {

SectionList::SectionList(QWidget *parent)
    : QListWidget(parent)
{
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setUniformItemSizes(true);
    setMouseTracking(true);
    setIconSize(QSize(16, 16));
    setSpacing(1);
    setAccessibleName(tr("Sections"));
    viewport()->setAutoFillBackground(false);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
    connect(this, &QListWidget::currentItemChanged, this, [this](const QListWidgetItem *current) {
        if (current)
            Q_EMIT sectionChanged(current->data(Qt::UserRole).toString());
    });
}

void SectionList::addSection(const QString &id, const QString &text, std::optional<platform::Icon> icon)
{
    auto *item = new QListWidgetItem(text);
    if (icon)
        item->setIcon(platform::icon(*icon));
    item->setData(Qt::UserRole, id);
    item->setSizeHint(QSize(0, std::max(platform::measure::controlHeight, fontMetrics().height() + 10)));
    addItem(item);
    if (!currentItem())
        setCurrentItem(item);
}

QString SectionList::currentSection() const
{
    return currentItem() ? currentItem()->data(Qt::UserRole).toString() : QString();
}

void SectionList::setCurrentSection(const QString &id)
{
    for (int row = 0; row < count(); ++row) {
        if (item(row)->data(Qt::UserRole).toString() == id)
            setCurrentRow(row);
    }
}

QSize SectionList::sizeHint() const
{
    int width = 120;
    for (int row = 0; row < count(); ++row)
        width = std::max(width, fontMetrics().horizontalAdvance(item(row)->text()) + 16 + 40);
    return { width, 200 };
}

} // namespace widgets
