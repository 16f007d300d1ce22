// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/pages/problem_state.h"

#include "gui/dialogs/mono_text.h"
#include "platform/style.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::ButtonRole;
namespace measure = platform::measure;

namespace {
constexpr int widest = 640; ///< longer lines are hard to read
constexpr int mostLines = 10;
} // namespace

ProblemState::ProblemState(QWidget *parent)
    : QWidget(parent)
    , m_sentence(new widgets::PlainLabel(this))
    , m_action(widgets::makeButton(QString(), ButtonRole::Outlined, this, u"problemAction"_s))
    , m_toggle(widgets::makeButton(tr("Show details"), ButtonRole::Flat, this, u"problemDetailsButton"_s))
    , m_column(new QVBoxLayout)
{
    m_sentence->setObjectName(u"problemSentence"_s);
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignCenter);
    m_sentence->setMinimumWidth(widest / 2);
    m_action->hide();
    m_toggle->hide();
    m_column->setSpacing(measure::grid);
    m_column->addStretch(2);
    m_column->addWidget(m_sentence);
    m_column->addWidget(m_action, 0, Qt::AlignHCenter);
    m_column->addWidget(m_toggle, 0, Qt::AlignHCenter);
    m_column->addStretch(3);
    auto *middle = new QWidget(this);
    middle->setMaximumWidth(widest);
    middle->setLayout(m_column);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addStretch(1);
    layout->addWidget(middle, 100);
    layout->addStretch(1);
    connect(m_action, &QPushButton::clicked, this, &ProblemState::actionRequested);
    connect(m_toggle, &QPushButton::clicked, this, [this] { showDetails(m_text == nullptr); });
}

void ProblemState::setText(const QString &sentence, const QString &actionText, const QString &details)
{
    m_sentence->setText(sentence);
    m_action->setText(actionText);
    m_action->setAccessibleName(actionText);
    m_action->setVisible(!actionText.isEmpty());
    if (details == m_words)
        return;
    m_words = details;
    showDetails(false);
    m_toggle->setVisible(!details.isEmpty());
}

QString ProblemState::sentence() const
{
    return m_sentence->text();
}

void ProblemState::showDetails(bool shown)
{
    delete m_text;
    m_text = nullptr;
    m_toggle->setText(shown ? tr("Hide details") : tr("Show details"));
    m_toggle->setAccessibleName(m_toggle->text());
    if (!shown)
        return;
    m_text = new MonoText(m_words, mostLines, this);
    m_text->setObjectName(u"problemDetails"_s);
    m_text->setAccessibleName(tr("Details"));
    m_column->insertWidget(m_column->indexOf(m_toggle) + 1, m_text);
    m_text->show();
}

} // namespace gui
