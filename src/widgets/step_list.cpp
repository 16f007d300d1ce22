// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/step_list.h"

#include "platform/style.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"

#include <QGridLayout>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace widgets {

class StepList::Row final : public QWidget
{
public:
    explicit Row(QWidget *parent)
        : QWidget(parent)
        , m_mark(new StateMark(this))
        , m_title(new PlainLabel(this))
        , m_detail(new PlainLabel(QString(), PlainLabel::Tone::Secondary, this))
        , m_duration(new PlainLabel(QString(), PlainLabel::Tone::Secondary, this))
    {
        m_detail->setWordWrap(true);
        auto *layout = new QGridLayout(this);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setHorizontalSpacing(platform::measure::grid);
        layout->setVerticalSpacing(1);
        layout->addWidget(m_mark, 0, 0, Qt::AlignVCenter);
        layout->addWidget(m_title, 0, 1);
        layout->addWidget(m_duration, 0, 2);
        layout->addWidget(m_detail, 1, 1, 1, 2);
        layout->setColumnStretch(1, 1);
    }

    void set(const Step &step)
    {
        m_mark->setState(step.state, step.stateWord);
        m_title->setText(step.title);
        const bool toCome = step.state == core::ServerState::Unknown;
        m_title->setTone(toCome ? PlainLabel::Tone::StrongSecondary : PlainLabel::Tone::Strong);
        m_detail->setText(step.detail);
        m_detail->setVisible(!step.detail.isEmpty());
        m_duration->setText(step.duration);
        setAccessibleName(step.stateWord.isEmpty() ? step.title : step.title + u": "_s + step.stateWord);
        setAccessibleDescription(step.detail);
    }

private:
    StateMark *m_mark;
    PlainLabel *m_title;
    PlainLabel *m_detail;
    PlainLabel *m_duration;
};

StepList::StepList(QWidget *parent)
    : QWidget(parent)
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addStretch(1);
    setAccessibleName(tr("Steps"));
}

StepList::~StepList() = default;

void StepList::setSteps(const QList<Step> &steps)
{
    auto *box = static_cast<QVBoxLayout *>(layout());
    while (m_rows.size() > steps.size())
        delete m_rows.takeLast();
    for (qsizetype i = 0; i < steps.size(); ++i) {
        const bool isNew = i >= m_rows.size();
        if (isNew) {
            m_rows.append(new Row(this));
            box->insertWidget(static_cast<int>(i), m_rows.last());
        }
        if (isNew || m_steps.value(i) != steps.at(i))
            m_rows.at(i)->set(steps.at(i));
    }
    m_steps = steps;
}

} // namespace widgets
