// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLayout>
#include <QList>

namespace widgets {

/// Cards in as many equal columns as fit, then the next row; the cards of a row share one height.
class FlowLayout final : public QLayout
{
    Q_OBJECT

public:
    /// minimumColumnWidth: never narrower, unless the whole area is; maximumColumnWidth 0: columns fill the width.
    explicit FlowLayout(int minimumColumnWidth, QWidget *parent = nullptr, int maximumColumnWidth = 0);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    [[nodiscard]] int count() const override;
    [[nodiscard]] QLayoutItem *itemAt(int index) const override;
    QLayoutItem *takeAt(int index) override;
    void insertWidget(int index, QWidget *widget);
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSize() const override;
    void setGeometry(const QRect &rect) override;
    [[nodiscard]] int columnsFor(int width) const;

private:
    int arrange(const QRect &rect, bool apply) const;

    QList<QLayoutItem *> m_items;
    int m_minimumColumnWidth;
    int m_maximumColumnWidth;
};

} // namespace widgets
