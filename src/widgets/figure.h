// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

namespace widgets {

/// A big number over its label ("27" over "bans"). Both are plain text.
class Figure final : public QWidget
{
    Q_OBJECT

public:
    explicit Figure(QWidget *parent = nullptr);
    Figure(const QString &label, QWidget *parent = nullptr);

    /// With the group separators of the locale.
    void setValue(qint64 value);
    /// Any text, such as "–" where the number is unknown.
    void setValueText(const QString &text);
    void setLabel(const QString &label);
    /// Greyed: the last known number of a server that does not answer.
    void setStale(bool stale);
    [[nodiscard]] QString valueText() const { return m_value; }
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void updateAccessible();

    QString m_value;
    QString m_label;
    bool m_stale = false;
};

} // namespace widgets
