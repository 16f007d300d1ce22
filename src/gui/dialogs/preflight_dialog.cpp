// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/preflight_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"
#include "widgets/link_label.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"
#include "widgets/step_list.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using core::PreflightSeverity;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {
constexpr qsizetype mostIssues = 100; ///< of one report; more would be read by nobody
}

PreflightDialog::PreflightDialog(
    const GuiContext &context, core::ServerId server, const QString &jail, const QString &folder, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
    , m_server(server)
    , m_jail(jail)
    , m_folder(folder)
{
    setObjectName(u"preflightDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    const QString name = core::visibleText(context.services.serverRegistry.nameOf(server));
    //: Title of a dialog; %1: name of a jail, %2: name of a server
    setHeading(jail.isEmpty() ? tr("Check of all enabled jails on %1").arg(name)
                              : tr("Check of %1 on %2").arg(core::visibleText(jail), name),
        tr("Looks whether fail2ban would take what the files say. Nothing on the server is changed."));
    m_summary = new PlainLabel(QString(), PlainLabel::Tone::Strong, this);
    m_summary->setObjectName(u"preflightSummary"_s);
    m_summary->setWordWrap(true);
    body()->addWidget(m_summary);

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"preflightScroll"_s);
    m_scroll->setAccessibleName(tr("Issues and checks"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(m_scroll);
    auto *layout = new QVBoxLayout(inside);
    layout->setContentsMargins(0, 0, measure::grid, 0);
    layout->setSpacing(measure::cardGap);
    m_issues = new QWidget(inside);
    m_issues->setObjectName(u"preflightIssues"_s);
    m_issueLayout = new QVBoxLayout(m_issues);
    m_issueLayout->setContentsMargins(0, 0, 0, 0);
    m_issueLayout->setSpacing(measure::grid + measure::inControl);
    m_list = new widgets::StepList(inside);
    m_list->setObjectName(u"stepList"_s);
    layout->addWidget(m_issues);
    layout->addWidget(m_list);
    layout->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    body()->addWidget(m_scroll, 1);

    m_close = widgets::makeButton(tr("Close"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_again = widgets::makeButton(tr("Check again"), widgets::ButtonRole::Accent, this, u"checkAgainButton"_s);
    addFootButton(m_close);
    addFootButton(m_again);
    connect(m_close, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &PreflightDialog::check);
    connect(&context.services.preflightService, &services::PreflightService::progressed, this,
        [this](core::ServerId id, const services::PreflightCheck &check) {
            if (id != m_server || !m_request.isActive())
                return;
            m_steps.take(check);
            showSteps();
        });
    setMinimumSize(560, 360);
    resize(680, 560);
    check();
}

PreflightDialog::~PreflightDialog()
{
    m_request.cancel();
}

void PreflightDialog::check()
{
    m_request.cancel();
    m_again->setEnabled(false);
    m_close->setText(tr("Cancel"));
    m_summary->setTone(PlainLabel::Tone::Strong);
    m_summary->setText(tr("Checking…"));
    m_steps = {};
    showIssues({});
    showSteps();
    m_request = m_context.services.preflightService.check(
        m_server, m_jail, this, [this](const core::Result<services::PreflightReport> &report) { onReport(report); });
}

void PreflightDialog::onReport(const core::Result<services::PreflightReport> &report)
{
    if (!report && report.error().code == core::ErrorCode::Cancelled)
        return;
    m_again->setEnabled(true);
    m_close->setText(tr("Close"));
    if (!report) {
        texts::ErrorPlace place;
        place.server = m_context.services.serverRegistry.nameOf(m_server);
        place.subject = m_jail.isEmpty() ? m_folder : m_jail;
        place.files = true;
        const texts::ErrorText text = texts::errorText(report.error(), place);
        m_summary->setTone(PlainLabel::Tone::Lost);
        m_summary->setText(text.sentence());
        m_steps.finish({});
        showSteps();
        if (!text.detail.isEmpty()) {
            auto *words = new MonoText(text.detail, 8, m_issues);
            words->setObjectName(u"preflightErrorDetail"_s);
            words->setAccessibleName(tr("Details"));
            m_issueLayout->addWidget(words);
            m_issues->show();
        }
        return;
    }
    m_steps.finish(*report);
    showSteps();
    m_summary->setTone(report->passed() ? PlainLabel::Tone::Strong : PlainLabel::Tone::Lost);
    m_summary->setText(models::preflightSummary(*report));
    showIssues(models::preflightIssues(*report, m_folder));
    m_scroll->verticalScrollBar()->setValue(0);
}

void PreflightDialog::showSteps()
{
    QList<widgets::Step> steps;
    for (const models::StepValue &value : m_steps.steps())
        steps.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_list->setSteps(steps);
}

void PreflightDialog::showIssues(const QList<models::PreflightIssueText> &issues)
{
    while (QLayoutItem *item = m_issueLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    std::optional<PreflightSeverity> section;
    qsizetype shown = 0;
    for (const models::PreflightIssueText &issue : issues) {
        if (shown++ == mostIssues)
            break;
        if (section != issue.severity) {
            section = issue.severity;
            m_issueLayout->addWidget(new PlainLabel(issue.severity == PreflightSeverity::Blocking
                    //: Heads of two lists of issues
                    ? tr("What blocks")
                    : tr("What is to be known"),
                PlainLabel::Tone::SectionTitle, m_issues));
        }
        addIssue(issue);
    }
    if (issues.size() > mostIssues)
        m_issueLayout->addWidget(
            new PlainLabel(tr("and %n more", nullptr, static_cast<int>(issues.size() - mostIssues)), m_issues));
    m_issues->setVisible(!issues.isEmpty());
}

void PreflightDialog::addIssue(const models::PreflightIssueText &issue)
{
    auto *row = new QWidget(m_issues);
    row->setObjectName(u"preflightIssue"_s);
    auto *mark = new widgets::StateMark(row);
    const bool blocks = issue.severity == PreflightSeverity::Blocking;
    mark->setState(
        blocks ? core::ServerState::Offline : core::ServerState::Busy, texts::preflightSeverityWord(issue.severity));
    auto *what = new PlainLabel(issue.what, row);
    what->setObjectName(u"issueWhat"_s);
    what->setWordWrap(true);
    auto *remedy = new PlainLabel(issue.remedy, PlainLabel::Tone::Secondary, row);
    remedy->setObjectName(u"issueRemedy"_s);
    remedy->setWordWrap(true);
    auto *lines = new QVBoxLayout;
    lines->setSpacing(measure::inControl / 2);
    lines->addWidget(what);
    lines->addWidget(remedy);
    QList<widgets::TextPart> parts;
    if (!issue.jail.isEmpty() && issue.jail != m_jail)
        parts.append({ core::visibleText(issue.jail), {}, false, true });
    if (!issue.place.isEmpty()) {
        if (!parts.isEmpty())
            parts.append({ u" · "_s, {}, false, false });
        parts.append({ issue.place, u"place"_s, false, true });
    }
    if (!parts.isEmpty()) {
        auto *place = new widgets::LinkLabel(row);
        place->setObjectName(u"issuePlace"_s);
        place->setWordWrap(true);
        place->setParts(parts);
        connect(place, &widgets::LinkLabel::linkRequested, this, [this, issue] {
            accept();
            Q_EMIT placeRequested(issue.jail, issue.file, issue.line);
        });
        lines->addWidget(place);
    }
    if (!issue.detail.isEmpty()) {
        auto *detail = new MonoText(issue.detail, 4, row);
        detail->setObjectName(u"issueDetail"_s);
        detail->setAccessibleName(tr("Details"));
        lines->addWidget(detail);
    }
    auto *layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addLayout(lines, 1);
    m_issueLayout->addWidget(row);
}

} // namespace gui
