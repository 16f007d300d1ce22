// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace widgets {

/// A panel with a hairline and rounded corners: the only box of the design. May carry a title line and may be clicked
/// as a whole (then it takes the focus and answers to Enter and Space).
class Card : public QFrame
{
    Q_OBJECT

public:
    explicit Card(QWidget *parent = nullptr);

    /// title semibold, detail in secondary behind it ("· last 72 minutes"), both plain text.
    void setTitle(const QString &title, const QString &detail = {});
    /// A widget at the right end of the title line; the card takes it over.
    void setTitleWidget(QWidget *widget);
    [[nodiscard]] QVBoxLayout *body() const { return m_body; }
    void setClickable(bool clickable);
    [[nodiscard]] bool isClickable() const { return m_clickable; }
    /// No padding around the body, for a table that fills the card.
    void setBodyFlush(bool flush);

Q_SIGNALS:
    void activated();

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void ensureTitle();

    QVBoxLayout *m_body = nullptr;
    QHBoxLayout *m_titleLine = nullptr;
    QLabel *m_title = nullptr;
    QLabel *m_detail = nullptr;
    bool m_clickable = false;
    bool m_pressed = false;
};

} // namespace widgets
