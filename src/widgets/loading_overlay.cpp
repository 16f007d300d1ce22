// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/loading_overlay.h"

#include "platform/colours.h"
#include "platform/style.h"

#include <QEvent>
#include <QPainter>
#include <QTimerEvent>

namespace widgets {

using namespace platform;

LoadingOverlay::LoadingOverlay(QWidget *parent)
    : QWidget(parent)
{
    hide();
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setText(tr("Loading…"));
    if (parent) {
        parent->installEventFilter(this);
        setGeometry(parent->rect());
    }
}

void LoadingOverlay::setLoading(bool loading)
{
    if (loading == m_loading)
        return;
    m_loading = loading;
    if (m_timerId) {
        killTimer(m_timerId);
        m_timerId = 0;
    }
    if (!loading) {
        hide();
    } else if (m_delayMs > 0) {
        m_timerId = startTimer(m_delayMs);
    } else {
        show();
        raise();
    }
}

void LoadingOverlay::setText(const QString &text)
{
    m_text = text;
    setAccessibleName(text);
    update();
}

void LoadingOverlay::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timerId)
        return;
    killTimer(m_timerId);
    m_timerId = 0;
    if (m_loading) {
        show();
        raise();
    }
}

bool LoadingOverlay::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent() && event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void LoadingOverlay::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor ground = colour(palette(), ColourRole::Panel);
    painter.fillRect(rect(), ground);
    const QColor line = mixed(ground, colour(palette(), ColourRole::Hairline), 0.75);
    painter.setPen(Qt::NoPen);
    painter.setBrush(line);
    // Lengths that look like text without being random: the picture is the same at every paint.
    static constexpr std::array<int, 5> shares { 62, 48, 71, 55, 40 };
    const int rows = std::min(height() / measure::rowHeight, 8);
    for (int row = 0; row < rows; ++row) {
        const int y = row * measure::rowHeight + 8;
        const int share = shares.at(static_cast<size_t>(row) % shares.size());
        painter.drawRoundedRect(QRectF(10, y, (width() - 20) * share / 100.0, 10), 4, 4);
        painter.setOpacity(1.0 - 0.1 * (row + 1));
    }
    painter.setOpacity(1.0);
    painter.setPen(colour(palette(), ColourRole::Secondary));
    painter.drawText(rect().adjusted(10, 0, -10, -8), Qt::AlignRight | Qt::AlignBottom, m_text);
}

} // namespace widgets
