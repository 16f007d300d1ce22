// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_status.h"
#include "widgets/link_label.h"

#include <QWidget>

namespace widgets {

class PlainLabel;
class StateMark;

/// What a page says first: its answer in 150 %, with the state's shape, and one sentence with links under it.
class AnswerHeader final : public QWidget
{
    Q_OBJECT

public:
    explicit AnswerHeader(QWidget *parent = nullptr);

    /// stateWord goes into the accessible text ("lost protection").
    void setAnswer(core::ServerState state, const QString &stateWord, const QString &answer);
    /// Without a state: a page that only has a title.
    void setAnswer(const QString &answer);
    void setSentence(const QList<TextPart> &parts);
    void setSentence(const QString &text);
    [[nodiscard]] QString answer() const;
    [[nodiscard]] QString sentence() const;

Q_SIGNALS:
    void linkRequested(const QString &linkId);

private:
    StateMark *m_mark = nullptr;
    PlainLabel *m_answer = nullptr;
    LinkLabel *m_sentence = nullptr;
};

} // namespace widgets
