// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLineEdit>
#include <QTimer>

namespace widgets {

/// A search or filter field: reports its text when typing pauses (200 ms), at once on Enter or when cleared; Esc
/// clears. Empty and without focus it shows the shortcut that leads to it ("Ctrl K").
class SearchLine final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SearchLine(QWidget *parent = nullptr);
    explicit SearchLine(const QString &placeholder, QWidget *parent = nullptr);

    void setDebounce(int milliseconds) { m_timer.setInterval(milliseconds); }
    [[nodiscard]] int debounce() const { return m_timer.interval(); }
    void setShortcutHint(const QString &hint);
    [[nodiscard]] QString shortcutHint() const { return m_hint; }
    /// The text of the last searchChanged().
    [[nodiscard]] QString searchText() const { return m_reported; }
    /// Takes up a key that a table did not use (type to search): focus, and the text appended.
    void takeTyped(const QString &text);

Q_SIGNALS:
    void searchChanged(const QString &text);
    /// Enter.
    void submitted(const QString &text);
    /// Down arrow: the owner moves the focus into the results.
    void resultsRequested();
    /// Esc in the empty field.
    void left();

protected:
    bool event(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void report();

    QTimer m_timer;
    QString m_hint;
    QString m_reported;
};

} // namespace widgets
