// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/rescue_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "platform/style.h"
#include "services/command_gate.h"
#include "services/rescue_service.h"
#include "services/server_registry.h"
#include "texts/rescue_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/step_list.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
using widgets::Step;
namespace measure = platform::measure;
namespace words = texts::RescueTexts;

namespace {

constexpr std::array plannedStages { core::RescueStage::Snapshot, core::RescueStage::Arm, core::RescueStage::Write,
    core::RescueStage::Act, core::RescueStage::Verify, core::RescueStage::Confirm };

Step rescueStep(const core::RescueStep &step, core::RescueRemedy remedy)
{
    Step row;
    row.title = words::stageName(step.stage, remedy);
    row.detail = words::stepWords(step);
    switch (step.result) {
    case core::ChangeStageResult::Running:
        row.state = core::ServerState::Busy;
        row.stateWord = RescueDialog::tr("running");
        row.duration = row.stateWord;
        break;
    case core::ChangeStageResult::Passed:
        row.state = core::ServerState::Online;
        row.stateWord = RescueDialog::tr("done");
        row.duration = texts::took(step.tookMs);
        break;
    case core::ChangeStageResult::Failed:
        row.state = core::ServerState::Offline;
        row.stateWord = RescueDialog::tr("failed");
        row.duration = texts::took(step.tookMs);
        break;
    case core::ChangeStageResult::Skipped:
        row.state = core::ServerState::Unknown;
        row.stateWord = RescueDialog::tr("not needed");
        row.duration = row.stateWord;
        break;
    }
    return row;
}

} // namespace

RescueDialog *RescueDialog::openFor(const GuiContext &context, core::ServerId server, QWidget *owner)
{
    for (RescueDialog *open : owner->findChildren<RescueDialog *>()) {
        if (open->m_server == server && open->isVisible()) {
            open->raise();
            open->activateWindow();
            return open;
        }
    }
    auto *dialog = new RescueDialog(context, server, owner);
    dialog->open();
    return dialog;
}

bool RescueDialog::helps(const core::ServerStatus &status, bool openRecovery)
{
    switch (status.state) {
    case core::ServerState::Offline:
    case core::ServerState::Degraded:
    case core::ServerState::Busy:
        return true;
    case core::ServerState::NeedsAttention:
        return status.attention == core::AttentionReason::NoJails
            || status.attention == core::AttentionReason::FrozenTooLong
            || status.attention == core::AttentionReason::SocketGone;
    case core::ServerState::Unknown:
    case core::ServerState::Online:
    case core::ServerState::Unreachable:
        break;
    }
    return openRecovery && status.state != core::ServerState::Unreachable;
}

RescueDialog::RescueDialog(const GuiContext &context, core::ServerId server, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_server(server)
{
    setObjectName(u"rescueDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    //: Title of a dialog; %1: name of a server
    setHeading(tr("Rescue %1").arg(serverName()),
        tr("Finds out why it does not protect as it should, and brings it back once you say so."));
    m_summary = new PlainLabel(QString(), PlainLabel::Tone::Strong, this);
    m_summary->setObjectName(u"rescueSummary"_s);
    m_summary->setWordWrap(true);
    m_explanation = new PlainLabel(QString(), this);
    m_explanation->setObjectName(u"rescueExplanation"_s);
    m_explanation->setWordWrap(true);
    m_explanation->hide();
    body()->addWidget(m_summary);
    body()->addWidget(m_explanation);

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"rescueScroll"_s);
    m_scroll->setAccessibleName(tr("Reasons, effect and steps"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(m_scroll);
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, measure::grid, 0);
    layout->setSpacing(measure::cardGap);
    m_list = new widgets::StepList(inside);
    m_list->setObjectName(u"stepList"_s);
    m_list->hide();
    m_content = new QWidget(inside);
    m_layout = new QVBoxLayout(m_content);
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(measure::grid);
    layout->addWidget(m_list);
    layout->addWidget(m_content);
    layout->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    body()->addWidget(m_scroll, 1);
    m_production = new ProductionCheck(context, this);
    m_production->setServers({ server });
    body()->addWidget(m_production);

    m_close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_again = widgets::makeButton(tr("Look again"), widgets::ButtonRole::Outlined, this, u"lookAgainButton"_s);
    m_confirm = widgets::makeButton(QString(), widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    m_confirm->hide();
    addFootButton(m_close);
    addFootButton(m_again);
    addFootButton(m_confirm);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &RescueDialog::examine);
    connect(m_confirm, &QPushButton::clicked, this, &RescueDialog::run);
    connect(m_production, &ProductionCheck::changed, this, &RescueDialog::updateConfirm);
    connect(&context.services.rescueService, &services::RescueService::progressed, this,
        [this](core::ServerId id, const core::RescueStep &step) {
            if (id != m_server || !m_running)
                return;
            const auto known = std::ranges::find(m_taken, step.stage, &core::RescueStep::stage);
            if (known == m_taken.end())
                m_taken.append(step);
            else
                *known = step;
            showSteps();
        });
    setMinimumSize(560, 380);
    resize(660, 600);
    examine();
}

RescueDialog::~RescueDialog()
{
    if (!m_running)
        m_request.cancel();
}

QString RescueDialog::serverName() const
{
    return core::visibleText(m_context.services.serverRegistry.nameOf(m_server));
}

void RescueDialog::clearContent()
{
    while (QLayoutItem *item = m_layout->takeAt(0)) {
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

void RescueDialog::addSection(const QString &title, const QStringList &lines, const QString &name)
{
    if (lines.isEmpty())
        return;
    auto *head = new PlainLabel(title, PlainLabel::Tone::SectionTitle, m_content);
    auto *label = new PlainLabel(lines.join(u'\n'), m_content);
    label->setObjectName(name);
    label->setWordWrap(true);
    label->setAccessibleName(title);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_layout->addWidget(head);
    m_layout->addWidget(label);
}

void RescueDialog::addText(const QString &title, const QString &text, const QString &name)
{
    if (text.isEmpty())
        return;
    auto *head = new PlainLabel(title, PlainLabel::Tone::SectionTitle, m_content);
    QStringList lines;
    for (const QString &line : text.split(u'\n'))
        lines += core::visibleText(line);
    while (!lines.isEmpty() && lines.constLast().isEmpty())
        lines.removeLast();
    auto *mono = new MonoText(lines.join(u'\n'), 9, m_content);
    mono->setObjectName(name);
    mono->setAccessibleName(title);
    m_layout->addWidget(head);
    m_layout->addWidget(mono);
}

void RescueDialog::examine()
{
    m_finding.reset();
    m_taken.clear();
    clearContent();
    m_list->hide();
    m_confirm->hide();
    m_explanation->hide();
    m_again->setEnabled(false);
    m_close->setText(tr("Cancel"));
    setFootNote({});
    m_summary->setTone(PlainLabel::Tone::Strong);
    m_summary->setText(tr("Looking at the daemon, its configuration and its log…"));
    m_request.cancel();
    m_request = m_context.services.rescueService.examine(
        m_server, this, [this](const core::Result<core::RescueReport> &report) { onReport(report); });
}

void RescueDialog::onReport(const core::Result<core::RescueReport> &report)
{
    if (!report && report.error().code == core::ErrorCode::Cancelled)
        return;
    m_again->setEnabled(true);
    m_close->setText(tr("Close"));
    if (!report) {
        texts::ErrorPlace place;
        place.server = serverName();
        showWords(texts::errorText(report.error(), place), false);
        return;
    }
    if (report->findings.isEmpty()) {
        m_summary->setTone(report->answers ? PlainLabel::Tone::Strong : PlainLabel::Tone::Warning);
        m_summary->setText(words::nothingFound(*report, serverName()));
        addText(tr("Last lines of its log"), report->lastLines, u"rescueLog"_s);
        return;
    }
    m_finding = report->findings.constFirst();
    showFinding(*report);
}

void RescueDialog::showFinding(const core::RescueReport &report)
{
    const core::RescueFinding &finding = *m_finding;
    m_summary->setTone(PlainLabel::Tone::Lost);
    m_summary->setText(words::title(finding, serverName()));
    m_explanation->setText(words::explanation(finding));
    m_explanation->show();
    QStringList causes = words::causes(finding);
    if (report.configError) {
        texts::ErrorPlace place;
        place.server = serverName();
        place.files = true;
        causes += texts::errorText(*report.configError, place).sentence();
    }
    addSection(tr("What stops it"), causes, u"rescueCauses"_s);
    QStringList effect = words::effect(finding);
    for (const core::RescueEdit &edit : finding.edits) {
        if (finding.hasRemedy())
            effect += words::editLine(edit);
    }
    if (finding.hasRemedy())
        effect += tr("It is looked at afterwards over a new connection. Where it fails, the files are put back.");
    addSection(finding.hasRemedy() ? tr("What happens") : tr("What to do"), effect, u"rescueEffect"_s);
    QString diffs;
    for (const core::RescueEdit &edit : finding.edits)
        diffs += edit.diff;
    if (finding.hasRemedy())
        addText(tr("What is written"), diffs, u"rescueDiff"_s);
    addText(tr("Last lines of its log"), report.lastLines, u"rescueLog"_s);
    if (report.findings.size() > 1)
        addSection(tr("Also found"), { words::title(report.findings.at(1), serverName()) }, u"rescueMore"_s);
    m_confirm->setText(words::verb(finding));
    m_confirm->setAccessibleName(words::verb(finding));
    m_confirm->setVisible(finding.hasRemedy());
    if (finding.hasRemedy()) {
        if (const auto may = m_context.services.commandGate.mayChange(m_server); !may)
            setFootNote(texts::errorWords(may.error().code));
        m_close->setText(tr("Cancel"));
    }
    updateConfirm();
    m_scroll->verticalScrollBar()->setValue(0);
}

void RescueDialog::updateConfirm()
{
    m_confirm->setEnabled(m_finding && m_finding->hasRemedy() && !m_running && m_production->isSatisfied()
        && m_context.services.commandGate.mayChange(m_server).has_value());
}

void RescueDialog::run()
{
    if (!m_finding || m_running)
        return;
    m_running = true;
    m_taken.clear();
    m_confirm->hide();
    m_again->setEnabled(false);
    m_production->setEnabled(false);
    m_close->setText(tr("Close"));
    m_explanation->hide();
    clearContent();
    m_summary->setTone(PlainLabel::Tone::Strong);
    m_summary->setText(tr("Bringing it back…"));
    setFootNote(tr("You can close this window: it goes on."));
    m_list->show();
    showSteps();
    m_request = m_context.services.rescueService.carryOut(
        m_server, *m_finding, this, [this](const core::Result<core::RescueOutcome> &outcome) { onOutcome(outcome); });
}

void RescueDialog::showSteps()
{
    QList<Step> rows;
    const core::RescueRemedy remedy = m_finding ? m_finding->remedy : core::RescueRemedy::None;
    for (const core::RescueStage stage : plannedStages) {
        const auto taken = std::ranges::find(m_taken, stage, &core::RescueStep::stage);
        if (taken != m_taken.end())
            rows.append(rescueStep(*taken, remedy));
        else
            //: a step that has not begun
            rows.append({ core::ServerState::Unknown, tr("to come"), words::stageName(stage, remedy), {}, {} });
    }
    const auto restore = std::ranges::find(m_taken, core::RescueStage::Restore, &core::RescueStep::stage);
    if (restore != m_taken.end())
        rows.append(rescueStep(*restore, remedy));
    m_list->setSteps(rows);
}

void RescueDialog::onOutcome(const core::Result<core::RescueOutcome> &outcome)
{
    m_running = false;
    m_again->setEnabled(true);
    m_production->setEnabled(true);
    setFootNote({});
    if (!outcome) {
        texts::ErrorPlace place;
        place.server = serverName();
        place.activity = texts::ErrorPlace::Activity::Change;
        m_list->hide();
        showWords(texts::errorText(outcome.error(), place), false);
        return;
    }
    m_taken = outcome->steps;
    showSteps();
    showWords(words::outcome(*outcome, serverName()), outcome->result == core::RescueResult::Rescued);
}

void RescueDialog::showWords(const texts::ErrorText &text, bool good)
{
    m_summary->setTone(good ? PlainLabel::Tone::Strong : PlainLabel::Tone::Lost);
    m_summary->setText(text.what);
    m_explanation->setText(QStringList { text.unchanged, text.next }.join(u' ').trimmed());
    m_explanation->setVisible(!m_explanation->text().isEmpty());
    if (!good)
        addText(tr("Details"), text.detail, u"rescueDetail"_s);
}

} // namespace gui
