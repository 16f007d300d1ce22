// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/empty_state.h"

#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
{
    m_sentence = new PlainLabel(this);
    m_sentence->setObjectName(u"emptySentence"_s);
    m_detail = new PlainLabel(QString(), PlainLabel::Tone::Secondary, this);
    m_detail->hide();
    for (PlainLabel *label : { m_sentence, m_detail }) {
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    m_action = makeButton(QString(), ButtonRole::Outlined, this, u"emptyAction"_s);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionRequested);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(32, 24, 32, 24);
    layout->setSpacing(platform::measure::inControl);
    layout->addStretch(2);
    layout->addWidget(m_sentence);
    layout->addWidget(m_detail);
    layout->addSpacing(platform::measure::grid);
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
}

void EmptyState::setText(const QString &sentence, const QString &actionText, const QString &detail)
{
    m_sentence->setText(sentence);
    m_detail->setText(detail);
    m_detail->setVisible(!detail.isEmpty());
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setAccessibleName(sentence);
}

QString EmptyState::sentence() const
{
    return m_sentence->text();
}

} // namespace widgets
