// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/badge.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QPainter>

namespace widgets {

using namespace platform;

namespace {

constexpr int padding = 5;
constexpr int percent = 82;

QFont smallFont(const QFont &font)
{
    return scaledFont(font, percent, QFont::DemiBold);
}

} // namespace

Badge::Badge(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Badge::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Badge::sizeHint() const
{
    return { widthOf(m_text, font()), QFontMetrics(smallFont(font())).height() + 4 };
}

int Badge::widthOf(const QString &text, const QFont &font)
{
    return text.isEmpty() ? 0 : QFontMetrics(smallFont(font)).horizontalAdvance(text) + 2 * padding;
}

void Badge::paint(QPainter *painter, const QRect &rect, const QString &text, const QFont &font, const QPalette &palette)
{
    if (text.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QFont small = smallFont(font);
    const int height = std::min(rect.height(), QFontMetrics(small).height() + 4);
    const QRectF frame(
        rect.left() + 0.5, rect.top() + (rect.height() - height) / 2 + 0.5, rect.width() - 1, height - 1);
    painter->setPen(colour(palette, ColourRole::Secondary));
    painter->setBrush(Qt::NoBrush);
    painter->drawRoundedRect(frame, 4, 4);
    painter->setFont(small);
    painter->setPen(colour(palette, ColourRole::Text));
    painter->drawText(frame, Qt::AlignCenter | Qt::TextSingleLine, text);
    painter->restore();
}

void Badge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(&painter, rect(), m_text, font(), palette());
}

} // namespace widgets
