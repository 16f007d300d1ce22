// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QFont;
class QPainter;
class QPalette;

namespace widgets {

/// A word in a thin frame: marks what it stands beside by word and shape, without a colour of its own.
class Badge final : public QWidget
{
    Q_OBJECT

public:
    explicit Badge(QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const { return m_text; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

    /// The same for delegates: how wide it is, and how it is painted, in the middle of the rectangle's height.
    [[nodiscard]] static int widthOf(const QString &text, const QFont &font);
    static void paint(
        QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QPalette &palette);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
};

} // namespace widgets
