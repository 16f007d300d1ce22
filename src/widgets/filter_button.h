// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QPushButton>
#include <QStringList>

class QMenu;

namespace widgets {

/// A drop-down of checkable choices ("Any jail ▾", "sshd ▾", "3 jails ▾"). Nothing checked means any.
class FilterButton final : public QPushButton
{
    Q_OBJECT

public:
    struct Choice
    {
        QString id;
        QString text;
        friend bool operator==(const Choice &, const Choice &) = default;
    };
    /// anyText: "Any jail". manyText: "%n jails" already as a format with %1 for the count. exclusive: one choice at
    /// most.
    FilterButton(const QString &anyText, const QString &manyText, QWidget *parent = nullptr);

    void setExclusive(bool exclusive) { m_exclusive = exclusive; }
    /// Keeps what is checked, as far as it still exists.
    void setChoices(const QList<Choice> &choices);
    void setChecked(const QStringList &ids);
    [[nodiscard]] QStringList checked() const { return m_checked; }

Q_SIGNALS:
    void checkedChanged(const QStringList &ids);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void rebuildMenu();
    void toggle(const QString &id, bool on);
    void updateText();

    QString m_anyText;
    QString m_manyText;
    QList<Choice> m_choices;
    QStringList m_checked;
    QMenu *m_menu = nullptr;
    bool m_exclusive = false;
};

} // namespace widgets
