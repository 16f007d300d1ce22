// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/state_mark.h"

#include "platform/state_look.h"
#include "platform/style.h"

#include <QPainter>

namespace widgets {

StateMark::StateMark(QWidget *parent)
    : StateMark(platform::measure::shapeSize, parent)
{
}

StateMark::StateMark(int size, QWidget *parent)
    : QWidget(parent)
    , m_size(size)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StateMark::setState(core::ServerState state, const QString &word)
{
    m_state = state;
    setAccessibleName(word);
    setToolTip(word.toHtmlEscaped());
    update();
}

QSize StateMark::sizeHint() const
{
    // Two pixels of air for the corners of triangle and diamond.
    return { m_size + 4, m_size + 4 };
}

void StateMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QRectF area(0, 0, m_size, m_size);
    area.moveCenter(QRectF(rect()).center());
    platform::paintState(&painter, area, m_state, palette());
}

} // namespace widgets
