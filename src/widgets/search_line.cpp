// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/search_line.h"

#include "platform/colours.h"
#include "platform/fonts.h"

#include <QKeyEvent>
#include <QPainter>

namespace widgets {

using namespace platform;

SearchLine::SearchLine(QWidget *parent)
    : SearchLine(QString(), parent)
{
}

SearchLine::SearchLine(const QString &placeholder, QWidget *parent)
    : QLineEdit(parent)
{
    setPlaceholderText(placeholder);
    setAccessibleName(placeholder);
    setClearButtonEnabled(true);
    m_timer.setSingleShot(true);
    m_timer.setInterval(200);
    connect(&m_timer, &QTimer::timeout, this, &SearchLine::report);
    connect(this, &QLineEdit::textChanged, this, [this](const QString &text) {
        if (text.isEmpty())
            report(); // clearing has nothing to wait for
        else
            m_timer.start();
    });
}

void SearchLine::setShortcutHint(const QString &hint)
{
    m_hint = hint;
    update();
}

void SearchLine::takeTyped(const QString &typed)
{
    setFocus(Qt::ShortcutFocusReason);
    end(false);
    insert(typed);
}

void SearchLine::report()
{
    m_timer.stop();
    if (text() == m_reported)
        return;
    m_reported = text();
    Q_EMIT searchChanged(m_reported);
}

bool SearchLine::event(QEvent *event)
{
    // Esc belongs to the field while there is something to clear, before any shortcut of the window.
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape
        && !text().isEmpty()) {
        event->accept();
        return true;
    }
    return QLineEdit::event(event);
}

void SearchLine::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Escape:
        if (text().isEmpty())
            Q_EMIT left();
        else
            clear();
        return;
    case Qt::Key_Down:
        report();
        Q_EMIT resultsRequested();
        return;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        report();
        Q_EMIT submitted(text());
        return;
    default:
        QLineEdit::keyPressEvent(event);
    }
}

void SearchLine::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (m_hint.isEmpty() || hasFocus() || !text().isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setFont(scaledFont(font(), 86));
    const QFontMetrics metrics(painter.font());
    QRectF badge(0, 0, metrics.horizontalAdvance(m_hint) + 12, metrics.height() + 2);
    badge.moveCenter(QPointF(width() - 8 - badge.width() / 2, height() / 2.0));
    // What the field is for is told before how it is reached.
    if (fontMetrics().horizontalAdvance(placeholderText()) + 16 + badge.width() + 16 > width())
        return;
    if (layoutDirection() == Qt::RightToLeft)
        badge.moveLeft(8);
    painter.setPen(colour(palette(), ColourRole::Hairline));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(badge.toRect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setPen(colour(palette(), ColourRole::Secondary));
    painter.drawText(badge, Qt::AlignCenter, m_hint);
}

} // namespace widgets
