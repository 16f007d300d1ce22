// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/figure.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

namespace {
constexpr int figurePercent = 185;
constexpr int gap = 1;
} // namespace

Figure::Figure(QWidget *parent)
    : Figure(QString(), parent)
{
}

Figure::Figure(const QString &label, QWidget *parent)
    : QWidget(parent)
    , m_value(u"–"_s)
    , m_label(label)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    updateAccessible();
}

void Figure::setValue(qint64 value)
{
    setValueText(locale().toString(value));
}

void Figure::setValueText(const QString &text)
{
    if (text == m_value)
        return;
    const bool sameSize = text.size() == m_value.size();
    m_value = text;
    if (!sameSize)
        updateGeometry();
    updateAccessible();
    update();
}

void Figure::setLabel(const QString &label)
{
    m_label = label;
    updateGeometry();
    updateAccessible();
    update();
}

void Figure::setStale(bool stale)
{
    m_stale = stale;
    update();
}

void Figure::updateAccessible()
{
    setAccessibleName(m_value + u' ' + m_label);
}

QSize Figure::sizeHint() const
{
    const QFontMetrics big(scaledFont(font(), figurePercent, QFont::DemiBold));
    const QFontMetrics small(font());
    return { std::max(big.horizontalAdvance(m_value), small.horizontalAdvance(m_label)) + 1,
        big.ascent() + big.descent() / 2 + gap + small.height() };
}

void Figure::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QFont bigFont = scaledFont(font(), figurePercent, QFont::DemiBold);
    const QFontMetrics big(bigFont);
    const bool grey = m_stale || !isEnabled();
    painter.setFont(bigFont);
    painter.setPen(colour(palette(), grey ? ColourRole::Secondary : ColourRole::Text));
    painter.drawText(QRect(0, 0, width(), big.height()), Qt::AlignLeading | Qt::AlignTop | Qt::TextSingleLine, m_value);
    painter.setFont(font());
    painter.setPen(colour(palette(), ColourRole::Secondary));
    const int top = big.ascent() + big.descent() / 2 + gap;
    painter.drawText(
        QRect(0, top, width(), height() - top), Qt::AlignLeading | Qt::AlignTop | Qt::TextSingleLine, m_label);
}

} // namespace widgets
