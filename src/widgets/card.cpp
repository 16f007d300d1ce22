// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/card.h"

#include "platform/colours.h"
#include "platform/style.h"
#include "widgets/plain_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>

namespace widgets {

using namespace platform;

Card::Card(QWidget *parent)
    : QFrame(parent)
{
    setFrameShape(QFrame::NoFrame);
    m_body = new QVBoxLayout(this);
    m_body->setContentsMargins(measure::cardPadding, 12, measure::cardPadding, 12);
    m_body->setSpacing(measure::inControl);
}

void Card::ensureTitle()
{
    if (m_titleLine)
        return;
    m_titleLine = new QHBoxLayout;
    m_titleLine->setContentsMargins(0, 0, 0, measure::inControl);
    m_titleLine->setSpacing(measure::inControl);
    m_title = new PlainLabel(QString(), PlainLabel::Tone::Strong, this);
    m_detail = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_titleLine->addWidget(m_title);
    m_titleLine->addWidget(m_detail);
    m_titleLine->addStretch(1);
    m_body->insertLayout(0, m_titleLine);
}

void Card::setTitle(const QString &title, const QString &detail)
{
    ensureTitle();
    m_title->setText(title);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    setAccessibleName(title);
}

void Card::setTitleWidget(QWidget *widget)
{
    ensureTitle();
    m_titleLine->addWidget(widget);
}

void Card::setClickable(bool clickable)
{
    m_clickable = clickable;
    setFocusPolicy(clickable ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(clickable ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void Card::setBodyFlush(bool flush)
{
    if (flush)
        m_body->setContentsMargins(1, 1, 1, 1);
    else
        m_body->setContentsMargins(measure::cardPadding, 12, measure::cardPadding, 12);
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool focused = m_clickable && hasFocus();
    const bool hovered = m_clickable && underMouse();
    const ColourRole border = focused ? ColourRole::Accent : hovered ? ColourRole::Disabled : ColourRole::Hairline;
    const qreal width = focused ? 2 : 1;
    painter.setPen(QPen(colour(palette(), border), width));
    painter.setBrush(colour(palette(), m_pressed ? ColourRole::Hover : ColourRole::Panel));
    painter.drawRoundedRect(QRectF(rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2), measure::cardRadius,
        measure::cardRadius);
}

void Card::mousePressEvent(QMouseEvent *event)
{
    if (!m_clickable || event->button() != Qt::LeftButton) {
        QFrame::mousePressEvent(event);
        return;
    }
    m_pressed = true;
    update();
}

void Card::mouseReleaseEvent(QMouseEvent *event)
{
    const bool inside = m_pressed && rect().contains(event->position().toPoint());
    m_pressed = false;
    update();
    if (inside)
        Q_EMIT activated();
    else
        QFrame::mouseReleaseEvent(event);
}

void Card::keyPressEvent(QKeyEvent *event)
{
    const int key = event->key();
    if (m_clickable && (key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Space))
        Q_EMIT activated();
    else
        QFrame::keyPressEvent(event);
}

void Card::enterEvent(QEnterEvent *event)
{
    update();
    QFrame::enterEvent(event);
}

void Card::leaveEvent(QEvent *event)
{
    update();
    QFrame::leaveEvent(event);
}

void Card::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        update();
    QFrame::changeEvent(event);
}

} // namespace widgets
