// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHeaderView>
#include <QSet>

namespace widgets {

/// The header of TableView: titles of number columns stand at the right, over their numbers.
class TableHeader final : public QHeaderView
{
    Q_OBJECT

public:
    explicit TableHeader(QWidget *parent = nullptr);

    void setRightAligned(const QList<int> &sections);
    /// What the title needs, with the sort arrow: no column is made narrower by itself.
    [[nodiscard]] int titleWidth(int section) const;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader *option, int logicalIndex) const override;

private:
    QSet<int> m_right;
};

} // namespace widgets
