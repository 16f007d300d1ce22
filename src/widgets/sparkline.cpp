// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/sparkline.h"

#include "platform/colours.h"

#include <QPainter>

namespace widgets {

Sparkline::Sparkline(QWidget *parent)
    : QWidget(parent)
{
}

void Sparkline::setValues(const QList<qint64> &values, const QString &accessibleSentence)
{
    m_values = values;
    setAccessibleName(accessibleSentence);
    update();
}

void Sparkline::paintEvent(QPaintEvent *)
{
    if (m_values.isEmpty())
        return;
    QPainter painter(this);
    const QColor ink = platform::colour(palette(), platform::ColourRole::ChartBans);
    const qint64 largest = std::max<qint64>(*std::max_element(m_values.cbegin(), m_values.cend()), 1);
    const qreal slot = qreal(width()) / qreal(m_values.size());
    for (qsizetype i = 0; i < m_values.size(); ++i) {
        const qreal height = m_values.at(i) <= 0
            ? 1.0
            : std::max(2.0, std::round(this->height() * double(m_values.at(i)) / double(largest)));
        const qreal left = std::round(qreal(i) * slot);
        const qreal width = std::max(1.0, std::round(qreal(i + 1) * slot) - left - (slot >= 3 ? 1 : 0));
        painter.fillRect(QRectF(left, this->height() - height, width, height), ink);
    }
}

} // namespace widgets
