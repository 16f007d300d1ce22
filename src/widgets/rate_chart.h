// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QList>
#include <QWidget>

namespace widgets {

/// One minute of the chart.
struct RatePoint
{
    qint64 minuteStartMs = 0; ///< milliseconds since 1970 UTC, start of the minute
    qint64 bans = 0;
    qint64 failures = 0;

    friend bool operator==(const RatePoint &, const RatePoint &) = default;
};

/// Bars per minute: bans (solid) stacked on failures (light), a time axis, a legend, the minute under the pointer (or
/// chosen with the arrow keys) in a tool tip. Gaps stay gaps. Painted directly; the points are copied.
class RateChart final : public QWidget
{
    Q_OBJECT

public:
    explicit RateChart(QWidget *parent = nullptr);

    /// In order of time; minutes that are missing are shown as nothing known. Repaints only what changed.
    void setPoints(const QList<RatePoint> &points);
    [[nodiscard]] const QList<RatePoint> &points() const { return m_points; }
    /// How many minutes the axis spans, ending with the last point. Default 72.
    void setMinutes(int minutes);
    [[nodiscard]] int minutes() const { return m_minutes; }
    void setFailuresShown(bool shown);

    /// Data mapping, public for tests: the bar of the minute that contains ms; null outside the axis.
    [[nodiscard]] QRectF barRect(qint64 minuteStartMs) const;
    /// Index of the point under x, or -1.
    [[nodiscard]] int pointAt(qreal x) const;
    /// Top of the value axis: a round number at least as large as the largest bar.
    [[nodiscard]] qint64 axisMaximum() const { return m_axisMaximum; }
    [[nodiscard]] static qint64 roundedMaximum(qint64 largest);
    [[nodiscard]] QString pointText(int index) const;
    [[nodiscard]] int currentPoint() const { return m_current; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// Enter or click on a minute.
    void minuteActivated(qint64 minuteStartMs);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusOutEvent(QFocusEvent *event) override;

private:
    [[nodiscard]] QRectF plotRect() const;
    [[nodiscard]] qint64 lastMinute() const;
    void setCurrent(int index);
    void updateAccessible();

    QList<RatePoint> m_points;
    int m_minutes = 72;
    int m_current = -1;
    qint64 m_axisMaximum = 5;
    bool m_failuresShown = true;
};

} // namespace widgets
