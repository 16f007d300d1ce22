// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/problem_state.h"

#include "gui/dialogs/mono_text.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/empty_state.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;

ProblemState::ProblemState(QWidget *parent)
    : QWidget(parent)
    , m_state(new widgets::EmptyState(this))
    , m_toggle(widgets::makeButton(tr("Show details"), widgets::ButtonRole::Flat, this, u"problemDetailsButton"_s))
{
    m_toggle->hide();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, platform::measure::cardGap);
    layout->setSpacing(platform::measure::grid);
    layout->addWidget(m_state, 1);
    layout->addWidget(m_toggle, 0, Qt::AlignHCenter);
    connect(m_state, &widgets::EmptyState::actionRequested, this, &ProblemState::actionRequested);
    connect(m_toggle, &QPushButton::clicked, this, [this] { showDetails(m_text == nullptr); });
}

void ProblemState::setText(const QString &sentence, const QString &actionText, const QString &details)
{
    m_state->setText(sentence, actionText);
    if (details == m_words)
        return;
    m_words = details;
    showDetails(false);
    m_toggle->setVisible(!details.isEmpty());
}

QString ProblemState::sentence() const
{
    return m_state->sentence();
}

void ProblemState::showDetails(bool shown)
{
    constexpr int mostLines = 10;
    delete m_text;
    m_text = nullptr;
    m_toggle->setText(shown ? tr("Hide details") : tr("Show details"));
    m_toggle->setAccessibleName(m_toggle->text());
    if (!shown)
        return;
    m_text = new MonoText(m_words, mostLines, this);
    m_text->setObjectName(u"problemDetails"_s);
    m_text->setAccessibleName(tr("Details"));
    layout()->addWidget(m_text);
    m_text->show();
}

} // namespace gui
