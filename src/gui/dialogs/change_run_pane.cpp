// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/change_run_pane.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/dialogs/preflight_issue_list.h"
#include "gui/gui_context.h"
#include "models/change_steps.h"
#include "models/preflight_steps.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
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
constexpr int writtenLines = 14;
} // namespace

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
    m_kept = new QWidget(inside);
    m_written = new QWidget(inside);
    for (QWidget *section : { m_kept, m_written }) {
        auto *rows = new QVBoxLayout(section);
        rows->setContentsMargins(0, 0, 0, 0);
        rows->setSpacing(measure::inControl);
        section->hide();
    }
    column->addWidget(m_issues);
    column->addWidget(m_list);
    column->addWidget(m_kept);
    column->addWidget(m_written);
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

void ChangeRunPane::addNote(QVBoxLayout *layout, const QString &text, const QString &name)
{
    auto *note = new PlainLabel(text, this);
    note->setObjectName(name);
    note->setWordWrap(true);
    layout->addWidget(note);
}

void ChangeRunPane::showKept(const QString &folder)
{
    if (std::exchange(m_keptIn, folder) == folder)
        return;
    auto *rows = qobject_cast<QVBoxLayout *>(m_kept->layout());
    while (QLayoutItem *item = rows->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_kept->setVisible(!folder.isEmpty());
    if (folder.isEmpty())
        return;
    //: Title; a path on the server follows
    rows->addWidget(
        new PlainLabel(tr("Where the server keeps what somebody else wrote"), PlainLabel::Tone::SectionTitle, this));
    auto *path = new MonoText(core::visibleText(folder), 2, m_kept); // to be copied
    path->setObjectName(u"keptIn"_s);
    path->setAccessibleName(tr("Folder on the server"));
    rows->addWidget(path);
    addNote(rows,
        tr("It stays there until it is dismissed or the machine restarts. BanGUI does not read it: "
           "compare it with the file before you dismiss it."),
        u"keptNote"_s);
}

void ChangeRunPane::showWritten(const core::Result<QList<services::ChangeEntry>> &entries)
{
    m_written->show();
    auto *rows = qobject_cast<QVBoxLayout *>(m_written->layout());
    rows->addWidget(new PlainLabel(tr("What this change wrote, and where"), PlainLabel::Tone::SectionTitle, m_written));
    if (!entries) {
        texts::ErrorPlace place;
        place.activity = texts::ErrorPlace::Activity::Store;
        addNote(rows, texts::errorText(entries.error(), place).sentence(), u"writtenNote"_s);
        return;
    }
    if (entries->isEmpty())
        addNote(rows,
            tr("It is not known here: the change was begun from another computer, or by another user of this "
               "one. The page Configuration shows the files as they are."),
            u"writtenNote"_s);
    for (const services::ChangeEntry &entry : *entries) {
        auto *path = new widgets::MonoLabel(core::visibleText(entry.path), m_written);
        path->setObjectName(u"writtenPath"_s);
        path->setWordWrap(true);
        rows->addWidget(path);
        const QString diff = services::diffOf(entry);
        if (diff.isEmpty()) {
            addNote(rows, tr("The file stayed as it was."), u"writtenNote"_s);
            continue;
        }
        auto *words = new MonoText(core::visibleLines(diff.trimmed()), writtenLines, m_written);
        words->setObjectName(u"writtenDiff"_s);
        words->setAccessibleName(tr("Difference of the file"));
        rows->addWidget(words);
    }
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
