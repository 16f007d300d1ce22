// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/status_chip.h"

#include "platform/state_look.h"
#include "platform/style.h"

#include <QPainter>

namespace widgets {

namespace {
constexpr int padding = 9;
constexpr int gap = 6;
constexpr int chipHeight = 22;
} // namespace

StatusChip::StatusChip(QWidget *parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void StatusChip::setStatus(core::ServerState state, const QString &word)
{
    m_state = state;
    m_word = word;
    setAccessibleName(word);
    updateGeometry();
    update();
}

QSize StatusChip::sizeHint() const
{
    const int text = fontMetrics().horizontalAdvance(m_word);
    return { 2 * padding + platform::measure::shapeSize + gap + text,
        std::max(chipHeight, fontMetrics().height() + 4) };
}

void StatusChip::paintEvent(QPaintEvent *)
{
    using namespace platform;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const StateLook look = stateLook(m_state);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colour(palette(), look.background));
    painter.drawRoundedRect(rect(), this->height() / 2.0, this->height() / 2.0);
    const QRect inner = rect().adjusted(padding, 0, -padding, 0);
    QRect mark(inner.left(), 0, measure::shapeSize, measure::shapeSize);
    mark.moveTop((this->height() - mark.height()) / 2);
    paintState(&painter, QStyle::visualRect(layoutDirection(), rect(), mark), m_state, palette());
    const QRect text = inner.adjusted(measure::shapeSize + gap, 0, 0, 0);
    painter.setPen(colour(palette(), ColourRole::Text));
    painter.drawText(
        QStyle::visualRect(layoutDirection(), rect(), text), Qt::AlignVCenter | Qt::TextSingleLine, m_word);
}

} // namespace widgets
