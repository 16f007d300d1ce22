// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QWidget>

namespace widgets {

/// A row of tiny bars without axis, for a card. The sentence that it stands for is its accessible name.
class Sparkline final : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    void setValues(const QList<qint64> &values, const QString &accessibleSentence);
    [[nodiscard]] QSize sizeHint() const override { return { 96, 24 }; }
    [[nodiscard]] QSize minimumSizeHint() const override { return { 32, 16 }; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<qint64> m_values;
};

} // namespace widgets
