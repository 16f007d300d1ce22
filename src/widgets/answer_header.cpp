// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/answer_header.h"

#include "platform/style.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

AnswerHeader::AnswerHeader(QWidget *parent)
    : QWidget(parent)
{
    m_mark = new StateMark(16, this);
    m_mark->hide();
    m_answer = new PlainLabel(QString(), PlainLabel::Tone::Heading, this);
    m_answer->setObjectName(u"answer"_s);
    m_answer->setWordWrap(true);
    m_sentence = new LinkLabel(this);
    m_sentence->setObjectName(u"sentence"_s);
    m_sentence->hide();
    connect(m_sentence, &LinkLabel::linkRequested, this, &AnswerHeader::linkRequested);

    auto *line = new QHBoxLayout;
    line->setSpacing(6);
    line->addWidget(m_mark);
    line->addWidget(m_answer, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(platform::measure::inControl);
    layout->addLayout(line);
    layout->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void AnswerHeader::setAnswer(core::ServerState state, const QString &stateWord, const QString &answer)
{
    m_mark->setState(state, stateWord);
    m_mark->show();
    m_answer->setText(answer);
    setAccessibleName(stateWord.isEmpty() ? answer : stateWord + u": "_s + answer);
}

void AnswerHeader::setAnswer(const QString &answer)
{
    m_mark->hide();
    m_answer->setText(answer);
    setAccessibleName(answer);
}

void AnswerHeader::setSentence(const QList<TextPart> &parts)
{
    m_sentence->setParts(parts);
    m_sentence->setVisible(!parts.isEmpty());
    setAccessibleDescription(m_sentence->plainText());
}

void AnswerHeader::setSentence(const QString &text)
{
    setSentence(text.isEmpty() ? QList<TextPart>() : QList<TextPart> { TextPart { text } });
}

QString AnswerHeader::answer() const
{
    return m_answer->text();
}

QString AnswerHeader::sentence() const
{
    return m_sentence->plainText();
}

} // namespace widgets
