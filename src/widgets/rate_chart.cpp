// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/rate_chart.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

using namespace Qt::StringLiterals;

namespace widgets {

using namespace platform;

namespace {

constexpr qint64 minuteMs = 60'000;
constexpr int axisHeight = 20;
constexpr int legendHeight = 22;
constexpr int frameRoom = 4; ///< of the focus frame, which must not cut what is written
constexpr qreal minimumBar = 2; ///< a minute with one ban is seen beside one with thousands

qint64 minuteOf(qint64 ms)
{
    return ms - ((ms % minuteMs) + minuteMs) % minuteMs;
}

// Hours and minutes as the locale writes them; the C locale's short format has seconds.
QString minuteText(const QLocale &locale, qint64 ms)
{
    const QString format = locale.timeFormat(QLocale::ShortFormat).remove(":ss"_L1);
    return locale.toString(QDateTime::fromMSecsSinceEpoch(ms).time(), format);
}

} // namespace

RateChart::RateChart(QWidget *parent)
    : QWidget(parent)
{
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    updateAccessible();
}

void RateChart::setPoints(const QList<RatePoint> &points)
{
    if (points == m_points)
        return;
    m_points = points;
    qint64 largest = 0;
    const qint64 first = lastMinute() - (m_minutes - 1) * minuteMs;
    for (const RatePoint &point : m_points) {
        if (minuteOf(point.minuteStartMs) >= first)
            largest = std::max(largest, point.bans + (m_failuresShown ? point.failures : 0));
    }
    m_axisMaximum = roundedMaximum(largest);
    if (m_current >= m_points.size())
        m_current = -1;
    updateAccessible();
    update();
}

void RateChart::setMinutes(int minutes)
{
    m_minutes = std::max(minutes, 1);
    const QList<RatePoint> points = std::exchange(m_points, {});
    setPoints(points);
    update();
}

void RateChart::setFailuresShown(bool shown)
{
    m_failuresShown = shown;
    setMinutes(m_minutes);
}

qint64 RateChart::roundedMaximum(qint64 largest)
{
    // Few and round tops: the axis jumps seldom while the figures move, and the bars use most of the height.
    qint64 top = 5;
    for (qint64 decade = 10; top < largest && decade < std::numeric_limits<qint64>::max() / 100; decade *= 10) {
        for (const qint64 step : { 10, 15, 20, 30, 40, 50, 60, 80 }) {
            top = decade / 10 * step;
            if (top >= largest)
                break;
        }
    }
    return top;
}

qint64 RateChart::lastMinute() const
{
    return m_points.isEmpty() ? 0 : minuteOf(m_points.last().minuteStartMs);
}

QRectF RateChart::plotRect() const
{
    return QRectF(rect()).adjusted(0, legendHeight, 0, -axisHeight);
}

QRectF RateChart::barRect(qint64 minuteStartMs) const
{
    if (m_points.isEmpty())
        return {};
    const qint64 slot = m_minutes - 1 - (lastMinute() - minuteOf(minuteStartMs)) / minuteMs;
    if (slot < 0 || slot >= m_minutes)
        return {};
    const QRectF plot = plotRect();
    const qreal width = plot.width() / m_minutes;
    const qreal gap = width >= 5 ? 2 : width >= 3 ? 1 : 0;
    // On whole pixels: neighbouring bars must not differ in sharpness.
    const qreal left = std::round(plot.left() + static_cast<qreal>(slot) * width);
    const qreal right = std::round(plot.left() + static_cast<qreal>(slot + 1) * width) - gap;
    return { left, plot.top(), std::max(right - left, 1.0), plot.height() };
}

int RateChart::pointAt(qreal x) const
{
    const QRectF plot = plotRect();
    if (m_points.isEmpty() || x < plot.left() || x >= plot.right())
        return -1;
    const auto slot = static_cast<qint64>((x - plot.left()) / plot.width() * m_minutes);
    const qint64 minute = lastMinute() - (m_minutes - 1 - slot) * minuteMs;
    const auto found = std::lower_bound(m_points.cbegin(), m_points.cend(), minute,
        [](const RatePoint &point, qint64 wanted) { return minuteOf(point.minuteStartMs) < wanted; });
    if (found == m_points.cend() || minuteOf(found->minuteStartMs) != minute)
        return -1;
    return static_cast<int>(found - m_points.cbegin());
}

QString RateChart::pointText(int index) const
{
    if (index < 0 || index >= m_points.size())
        return {};
    const RatePoint &point = m_points.at(index);
    const QString time
        = locale().toString(QDateTime::fromMSecsSinceEpoch(point.minuteStartMs).time(), QLocale::ShortFormat);
    const QString bans = locale().toString(point.bans);
    if (!m_failuresShown) {
        //: Tool tip of one minute in a chart: %1 time, %2 number
        return tr("%1 · bans: %2").arg(time, bans);
    }
    //: Tool tip of one minute in a chart: %1 time, %2 and %3 numbers
    return tr("%1 · bans: %2 · failures: %3").arg(time, bans, locale().toString(point.failures));
}

void RateChart::updateAccessible()
{
    setAccessibleName(m_failuresShown ? tr("Bans and failures per minute") : tr("Bans per minute"));
    if (m_points.isEmpty()) {
        setAccessibleDescription(tr("No figures yet"));
        return;
    }
    qint64 bans = 0;
    qint64 failures = 0;
    int busiest = 0;
    for (int i = 0; i < m_points.size(); ++i) {
        bans += m_points.at(i).bans;
        failures += m_points.at(i).failures;
        if (m_points.at(i).bans > m_points.at(busiest).bans)
            busiest = i;
    }
    //: Read by a screen reader: %1 and %2 are numbers, %3 is a minute with its numbers
    QString text = tr("In all %1 bans and %2 failures. Most bans: %3.")
                       .arg(locale().toString(bans), locale().toString(failures), pointText(busiest));
    if (m_current >= 0)
        text += u' ' + pointText(m_current);
    setAccessibleDescription(text);
}

QSize RateChart::sizeHint() const
{
    return { 480, 160 };
}

QSize RateChart::minimumSizeHint() const
{
    return { 160, 96 };
}

void RateChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QPalette &base = palette();
    const QColor bansInk = colour(base, ColourRole::ChartBans);
    const QColor failuresInk = colour(base, ColourRole::ChartFailures);
    const QColor secondary = colour(base, ColourRole::Secondary);
    const QRectF plot = plotRect();
    painter.setFont(scaledFont(font(), 86));
    const QFontMetrics metrics(painter.font());

    // The top of the axis with its number, and the ground line.
    const QColor faint = mixed(colour(base, ColourRole::Panel), colour(base, ColourRole::Hairline), 0.7);
    painter.fillRect(QRectF(plot.left(), plot.top(), plot.width(), 1), faint);
    painter.fillRect(QRectF(plot.left(), plot.bottom(), plot.width(), 1), colour(base, ColourRole::Hairline));
    painter.setPen(secondary);
    const QRectF head(
        plot.left() + frameRoom, plot.top() - metrics.height() - 3, plot.width() - 2 * frameRoom, metrics.height());
    painter.drawText(head, Qt::AlignLeft | Qt::AlignVCenter, locale().toString(m_axisMaximum));

    // Legend at the right.
    qreal right = head.right();
    const auto legend = [&](const QString &text, const QColor &ink) {
        const qreal width = metrics.horizontalAdvance(text);
        painter.setPen(secondary);
        painter.drawText(
            QRectF(right - width, head.top(), width + 1, head.height()), Qt::AlignLeft | Qt::AlignVCenter, text);
        painter.fillRect(QRectF(right - width - 14, std::round(head.center().y()) - 4, 9, 9), ink);
        right -= width + 14 + 14;
    };
    if (m_failuresShown)
        legend(tr("failures"), failuresInk);
    legend(tr("bans"), bansInk);

    if (m_points.isEmpty()) {
        painter.drawText(plot, Qt::AlignCenter, tr("No figures yet"));
        return;
    }
    for (int i = 0; i < m_points.size(); ++i) {
        const RatePoint &point = m_points.at(i);
        const QRectF slot = barRect(point.minuteStartMs);
        if (slot.isNull())
            continue;
        if (i == m_current)
            painter.fillRect(slot, mixed(colour(base, ColourRole::Panel), colour(base, ColourRole::Text), 0.08));
        const auto heightOf = [&](qint64 value) {
            return value <= 0 ? 0.0
                              : std::max(minimumBar, std::round(plot.height() * double(value) / double(m_axisMaximum)));
        };
        const qreal bans = heightOf(point.bans);
        const qreal failures = m_failuresShown ? heightOf(point.failures) : 0;
        const qreal ground = plot.bottom();
        if (failures > 0)
            painter.fillRect(QRectF(slot.left(), ground - bans - failures, slot.width(), failures), failuresInk);
        if (bans > 0)
            painter.fillRect(QRectF(slot.left(), ground - bans, slot.width(), bans), bansInk);
        if (bans + failures <= 0) // nothing happened, which is not the same as nothing known
            painter.fillRect(QRectF(slot.left(), ground - 1, slot.width(), 1), colour(base, ColourRole::Disabled));
    }

    // Times at both ends, and in the middle where there is room.
    const auto timeAt = [this](qint64 minute) { return minuteText(locale(), minute); };
    const QRectF foot(plot.left() + frameRoom, plot.bottom() + 2, plot.width() - 2 * frameRoom, metrics.height());
    painter.setPen(secondary);
    const qint64 first = lastMinute() - (m_minutes - 1) * minuteMs;
    painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter, timeAt(first));
    painter.drawText(foot, Qt::AlignRight | Qt::AlignVCenter, timeAt(lastMinute()));
    if (plot.width() > 320) {
        const qint64 middle = minuteOf(first + (lastMinute() - first) / 2);
        const qreal x = barRect(middle).center().x();
        painter.drawText(QRectF(x - 60, foot.top(), 120, foot.height()), Qt::AlignCenter, timeAt(middle));
    }
    if (hasFocus()) {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(colour(base, ColourRole::Accent), 1.5));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(0.75, 0.75, -0.75, -0.75), 4, 4);
    }
}

void RateChart::setCurrent(int index)
{
    if (index == m_current)
        return;
    m_current = index;
    updateAccessible();
    update();
}

void RateChart::mouseMoveEvent(QMouseEvent *event)
{
    const int index = pointAt(event->position().x());
    setCurrent(index);
    if (index >= 0)
        QToolTip::showText(event->globalPosition().toPoint(), pointText(index).toHtmlEscaped(), this);
    else
        QToolTip::hideText();
}

void RateChart::mousePressEvent(QMouseEvent *event)
{
    const int index = pointAt(event->position().x());
    if (event->button() == Qt::LeftButton && index >= 0)
        Q_EMIT minuteActivated(minuteOf(m_points.at(index).minuteStartMs));
}

void RateChart::leaveEvent(QEvent *event)
{
    setCurrent(-1);
    QWidget::leaveEvent(event);
}

void RateChart::keyPressEvent(QKeyEvent *event)
{
    const int last = static_cast<int>(m_points.size()) - 1;
    int wanted = m_current;
    switch (event->key()) {
    case Qt::Key_Left:
        wanted = m_current < 0 ? last : std::max(m_current - 1, 0);
        break;
    case Qt::Key_Right:
        wanted = m_current < 0 ? 0 : std::min(m_current + 1, last);
        break;
    case Qt::Key_Home:
        wanted = 0;
        break;
    case Qt::Key_End:
        wanted = last;
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (m_current >= 0)
            Q_EMIT minuteActivated(minuteOf(m_points.at(m_current).minuteStartMs));
        return;
    default:
        QWidget::keyPressEvent(event);
        return;
    }
    if (last < 0)
        return;
    setCurrent(wanted);
    const QPointF at = barRect(m_points.at(wanted).minuteStartMs).center();
    QToolTip::showText(mapToGlobal(at.toPoint()), pointText(wanted).toHtmlEscaped(), this);
}

void RateChart::focusOutEvent(QFocusEvent *event)
{
    setCurrent(-1);
    QWidget::focusOutEvent(event);
}

} // namespace widgets
