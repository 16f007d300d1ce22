// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/surface.h"

#include <QPainter>

namespace widgets {

Surface::Surface(platform::ColourRole ground, Qt::Edges hairlines, QWidget *parent)
    : QWidget(parent)
    , m_ground(ground)
    , m_hairlines(hairlines)
{
    setAttribute(Qt::WA_OpaquePaintEvent);
}

void Surface::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), platform::colour(palette(), m_ground));
    const QColor line = platform::colour(palette(), platform::ColourRole::Hairline);
    if (m_hairlines.testFlag(Qt::TopEdge))
        painter.fillRect(QRect(0, 0, width(), 1), line);
    if (m_hairlines.testFlag(Qt::BottomEdge))
        painter.fillRect(QRect(0, height() - 1, width(), 1), line);
    if (m_hairlines.testFlag(Qt::LeftEdge))
        painter.fillRect(QRect(0, 0, 1, height()), line);
    if (m_hairlines.testFlag(Qt::RightEdge))
        painter.fillRect(QRect(width() - 1, 0, 1, height()), line);
}

} // namespace widgets
