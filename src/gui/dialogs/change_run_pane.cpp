// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/change_run_pane.h"

#include "gui/dialogs/mono_text.h"
#include "gui/dialogs/preflight_issue_list.h"
#include "gui/gui_context.h"
#include "models/change_steps.h"
#include "models/preflight_steps.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"
#include "widgets/step_list.h"

#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {
constexpr int logLines = 8;
}

ChangeRunPane::ChangeRunPane(const GuiContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
{
    setObjectName(u"changeRun"_s);
    m_end = new QWidget(this);
    m_mark = new widgets::StateMark(m_end);
    m_mark->setObjectName(u"changeMark"_s);
    m_what = new PlainLabel(QString(), PlainLabel::Tone::Strong, m_end);
    m_what->setObjectName(u"changeWhat"_s);
    m_unchanged = new PlainLabel(QString(), m_end);
    m_unchanged->setObjectName(u"changeUnchanged"_s);
    m_next = new PlainLabel(QString(), m_end);
    m_next->setObjectName(u"changeNext"_s);
    auto *sentences = new QVBoxLayout;
    sentences->setSpacing(2);
    for (PlainLabel *label : { m_what, m_unchanged, m_next }) {
        label->setWordWrap(true);
        sentences->addWidget(label);
    }
    auto *end = new QHBoxLayout(m_end);
    end->setContentsMargins(0, 0, 0, measure::grid + measure::inControl);
    end->setSpacing(measure::grid);
    end->addWidget(m_mark, 0, Qt::AlignTop);
    end->addLayout(sentences, 1);
    m_end->hide();

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"changeRunScroll"_s);
    m_scroll->setAccessibleName(tr("Stages of the change"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(m_scroll);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, measure::grid, 0);
    column->setSpacing(measure::cardGap);
    m_issues = new PreflightIssueList(inside);
    m_issues->hide();
    connect(m_issues, &PreflightIssueList::placeRequested, this, &ChangeRunPane::placeRequested);
    m_list = new widgets::StepList(inside);
    m_list->setObjectName(u"changeSteps"_s);
    column->addWidget(m_issues);
    column->addWidget(m_list);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);

    m_logToggle = widgets::makeButton(tr("Show log"), widgets::ButtonRole::Outlined, this, u"changeLogToggle"_s);
    m_logPlace = new QWidget(this);
    auto *place = new QVBoxLayout(m_logPlace);
    place->setContentsMargins(0, 0, 0, 0);
    m_logPlace->hide();
    connect(m_logToggle, &QPushButton::clicked, this, [this] {
        const bool shown = !m_logPlace->isVisible();
        m_logPlace->setVisible(shown);
        m_logToggle->setText(shown ? tr("Hide log") : tr("Show log"));
        m_logToggle->setAccessibleName(m_logToggle->text());
    });

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addWidget(m_end);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_logToggle, 0, Qt::AlignLeft);
    layout->addWidget(m_logPlace);
}

void ChangeRunPane::showRun(const models::ChangeRun &run)
{
    QList<widgets::Step> steps;
    for (const models::StepValue &value : models::changeSteps(run))
        steps.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_list->setSteps(steps);
    setLog(models::changeLog(run));
    showEnd(run);
}

void ChangeRunPane::showEnd(const models::ChangeRun &run)
{
    m_end->setVisible(!run.isUnderWay());
    if (run.isUnderWay()) {
        m_issues->hide();
        return;
    }
    const core::ServerState state = models::changeEndState(run);
    const texts::ErrorText text = models::changeEnd(run, m_context.services.serverRegistry.nameOf(run.request.server));
    m_mark->setState(state, models::changeEndWord(run));
    m_what->setTone(state == core::ServerState::Offline ? PlainLabel::Tone::Lost : PlainLabel::Tone::Strong);
    m_what->setText(text.what);
    m_unchanged->setText(text.unchanged);
    m_unchanged->setVisible(!text.unchanged.isEmpty());
    m_next->setText(text.next);
    m_next->setVisible(!text.next.isEmpty());
    // What spoke against it, where that was its end.
    QList<models::PreflightIssueText> issues;
    if (*run.outcome && (*run.outcome)->result == services::ChangeResult::Refused) {
        const auto profile = m_context.services.serverRegistry.profile(run.request.server);
        services::PreflightReport report;
        report.issues = (*run.outcome)->issues;
        issues = models::preflightIssues(
            report, profile && !profile->configDir.isEmpty() ? profile->configDir : u"/etc/fail2ban"_s);
    }
    m_issues->setIssues(issues, run.request.jail);
}

void ChangeRunPane::showForeign(const QString &sentence, core::ServerState state, const QString &word)
{
    m_list->setSteps({});
    m_logToggle->hide();
    m_logPlace->hide();
    m_end->show();
    m_mark->setState(state, word);
    m_what->setTone(state == core::ServerState::Offline ? PlainLabel::Tone::Lost : PlainLabel::Tone::Strong);
    m_what->setText(sentence);
    m_unchanged->hide();
    m_next->hide();
}

void ChangeRunPane::setLog(const QString &log)
{
    m_logToggle->setVisible(!log.isEmpty());
    if (std::exchange(m_logText, log) == log)
        return;
    delete m_log;
    m_log = new MonoText(log, logLines, m_logPlace);
    m_log->setObjectName(u"changeLog"_s);
    m_log->setAccessibleName(tr("Log of the change"));
    m_logPlace->layout()->addWidget(m_log);
}

} // namespace gui
