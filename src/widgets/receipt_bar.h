// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"

#include <QFrame>
#include <QTimer>

class QPushButton;
class QToolButton;

namespace widgets {

class PlainLabel;
class StateMark;

/// The strip that tells the fact after the click ("Unbanned in 3 jails") with "Undo" and "Details", at the foot of a
/// page. Hides itself after a while, but never while the pointer or the focus is on it.
class ReceiptBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ReceiptBar(QWidget *parent = nullptr);

    /// undoText empty: no undo button; detailText empty: none. key comes back in the signals.
    void showReceipt(const QString &key, core::ServerState state, const QString &stateWord, const QString &text,
        const QString &undoText = {}, const QString &detailText = {});
    void setLifetime(int milliseconds) { m_timer.setInterval(milliseconds); }
    [[nodiscard]] QString text() const;
    [[nodiscard]] QString key() const { return m_key; }

Q_SIGNALS:
    void undoRequested(const QString &key);
    void detailsRequested(const QString &key);
    void dismissed(const QString &key);

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void onTimeout();
    void dismiss();

    QString m_key;
    QTimer m_timer;
    StateMark *m_mark = nullptr;
    PlainLabel *m_text = nullptr;
    QPushButton *m_undo = nullptr;
    QPushButton *m_details = nullptr;
    QToolButton *m_close = nullptr;
};

} // namespace widgets
