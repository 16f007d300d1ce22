// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace widgets {

/// Grey lines in the place of rows that are still on their way. Covers its parent and follows its size. Still: no
/// animation. Shown only after a short wait, so that a quick answer shows no flicker.
class LoadingOverlay final : public QWidget
{
    Q_OBJECT

public:
    /// Covers parent, hidden at first.
    explicit LoadingOverlay(QWidget *parent);

    void setLoading(bool loading);
    [[nodiscard]] bool isLoading() const { return m_loading; }
    void setText(const QString &text);
    void setDelay(int milliseconds) { m_delayMs = milliseconds; }

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    QString m_text;
    int m_delayMs = 150;
    int m_timerId = 0;
    bool m_loading = false;
};

} // namespace widgets
