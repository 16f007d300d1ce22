// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace widgets {
class PlainLabel;
}

namespace gui {

class MonoText;

/// What stands in a page's place when there is nothing to show: why, one useful action, and the raw words on demand.
class ProblemState final : public QWidget
{
    Q_OBJECT

public:
    explicit ProblemState(QWidget *parent = nullptr);

    /// actionText empty: no button. details: raw text, made visible already; empty: there is nothing more to tell.
    void setText(const QString &sentence, const QString &actionText = {}, const QString &details = {});
    [[nodiscard]] QString sentence() const;
    [[nodiscard]] QString details() const { return m_words; }

Q_SIGNALS:
    void actionRequested();

private:
    void showDetails(bool shown);

    widgets::PlainLabel *m_sentence;
    QPushButton *m_action;
    QPushButton *m_toggle;
    QVBoxLayout *m_column;
    MonoText *m_text = nullptr;
    QString m_words;
};

} // namespace gui
