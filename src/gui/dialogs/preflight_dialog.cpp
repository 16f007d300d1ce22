// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/preflight_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/dialogs/preflight_issue_list.h"
#include "gui/gui_context.h"
#include "platform/style.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "widgets/buttons.h"
#include "widgets/plain_label.h"
#include "widgets/step_list.h"

#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

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
    m_issues = new PreflightIssueList(inside);
    connect(m_issues, &PreflightIssueList::placeRequested, this,
        [this](const QString &ofJail, const QString &file, int line) {
            accept();
            Q_EMIT placeRequested(ofJail, file, line);
        });
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
    m_issues->setIssues({}, m_jail);
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
            m_issues->addNote(words);
        }
        return;
    }
    m_steps.finish(*report);
    showSteps();
    m_summary->setTone(report->passed() ? PlainLabel::Tone::Strong : PlainLabel::Tone::Lost);
    m_summary->setText(models::preflightSummary(*report));
    m_issues->setIssues(models::preflightIssues(*report, m_folder), m_jail);
    m_scroll->verticalScrollBar()->setValue(0);
}

void PreflightDialog::showSteps()
{
    QList<widgets::Step> steps;
    for (const models::StepValue &value : m_steps.steps())
        steps.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_list->setSteps(steps);
}

} // namespace gui
