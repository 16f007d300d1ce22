// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/change_preview_pane.h"

#include "core/visible_text.h"
#include "gui/dialogs/mono_text.h"
#include "gui/dialogs/preflight_issue_list.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "models/preflight_steps.h"
#include "platform/style.h"
#include "services/canary_rule.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/error_texts.h"
#include "texts/preflight_texts.h"
#include "texts/time_texts.h"
#include "widgets/plain_label.h"
#include "widgets/state_mark.h"
#include "widgets/step_list.h"
#include "widgets/surface.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRadioButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using widgets::PlainLabel;
namespace measure = platform::measure;

namespace {
constexpr int diffLines = 14;
constexpr int leastSeconds = 5;
constexpr int mostSeconds = 3600;
} // namespace

ChangePreviewPane::ChangePreviewPane(const GuiContext &context, const services::ChangeRequest &request,
    const std::optional<services::ChangeEntry> &restored, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_request(request)
    , m_restored(restored)
{
    setObjectName(u"changePreview"_s);
    m_summary = new PlainLabel(QString(), PlainLabel::Tone::Strong, this);
    m_summary->setObjectName(u"changeSummary"_s);
    m_summary->setWordWrap(true);
    buildSince();

    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(u"changePreviewScroll"_s);
    m_scroll->setAccessibleName(tr("Issues, what is written, and checks"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *inside = new QWidget(m_scroll);
    auto *column = new QVBoxLayout(inside);
    column->setContentsMargins(0, 0, measure::grid, 0);
    column->setSpacing(measure::cardGap);
    m_issues = new PreflightIssueList(inside);
    connect(m_issues, &PreflightIssueList::placeRequested, this, &ChangePreviewPane::placeRequested);
    m_diff = new QWidget(inside);
    m_diffLayout = new QVBoxLayout(m_diff);
    m_diffLayout->setContentsMargins(0, 0, 0, 0);
    m_diffLayout->setSpacing(measure::inControl);
    m_checksTitle = new PlainLabel(tr("Checks"), PlainLabel::Tone::SectionTitle, inside);
    m_checks = new widgets::StepList(inside);
    m_checks->setObjectName(u"changeChecks"_s);
    column->addWidget(m_issues);
    column->addWidget(m_diff);
    column->addWidget(m_checksTitle);
    column->addWidget(m_checks);
    column->addStretch(1);
    m_scroll->setWidget(inside);
    m_scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid + measure::inControl);
    layout->addWidget(m_summary);
    layout->addWidget(m_since);
    layout->addWidget(m_scroll, 1);
    buildChoice(layout);
    m_production = new ProductionCheck(context, this);
    m_production->setServers({ request.server });
    layout->addWidget(m_production);
    connect(m_production, &ProductionCheck::changed, this, &ChangePreviewPane::changed);
    read();
}

ChangePreviewPane::~ChangePreviewPane()
{
    m_handle.cancel();
}

void ChangePreviewPane::buildSince()
{
    m_since = new QWidget(this);
    auto *mark = new widgets::StateMark(m_since);
    mark->setState(core::ServerState::Busy, texts::preflightSeverityWord(core::PreflightSeverity::Warning));
    auto *words = new PlainLabel(tr("The file was changed again after that change. Those later edits are lost with it: "
                                    "the difference below shows them, too."),
        m_since);
    words->setObjectName(u"changedSince"_s);
    words->setWordWrap(true);
    auto *layout = new QHBoxLayout(m_since);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(measure::grid);
    layout->addWidget(mark, 0, Qt::AlignTop);
    layout->addWidget(words, 1);
    m_since->hide();
}

void ChangePreviewPane::buildChoice(QVBoxLayout *layout)
{
    // What scrolls ends there.
    m_choice = new widgets::Surface(platform::ColourRole::Panel, Qt::TopEdge, this);
    auto *title = new PlainLabel(tr("Who confirms it"), PlainLabel::Tone::SectionTitle, m_choice);
    //: Choice; a number of seconds follows
    m_byItself = new QRadioButton(tr("It confirms itself after"), m_choice);
    m_byItself->setObjectName(u"confirmByItself"_s);
    m_byItself->setAccessibleName(tr("It confirms itself after some time of verified health"));
    m_seconds = new QSpinBox(m_choice);
    m_seconds->setObjectName(u"confirmSeconds"_s);
    m_seconds->setAccessibleName(tr("Seconds of verified health"));
    if (auto *edit = m_seconds->findChild<QLineEdit *>()) // a control of its own to a screen reader
        edit->setAccessibleName(m_seconds->accessibleName());
    m_seconds->setRange(leastSeconds, mostSeconds);
    m_seconds->setSingleStep(15);
    //: behind a number of seconds
    m_seconds->setSuffix(tr(" s"));
    m_seconds->setValue(static_cast<int>(m_request.confirmAfterSeconds > 0 ? m_request.confirmAfterSeconds : 60));
    auto *health = new PlainLabel(tr("of verified health, or when I say so"), m_choice);
    //: Choice; %1: "2 min"
    m_byMe = new QRadioButton(
        tr("I confirm it, within %1 after it is made").arg(texts::duration(m_request.undoAfterSeconds)), m_choice);
    m_byMe->setObjectName(u"confirmByMe"_s);
    m_byMe->setAccessibleName(m_byMe->text());
    (m_request.confirmAfterSeconds > 0 ? m_byItself : m_byMe)->setChecked(true);
    m_seconds->setEnabled(m_byItself->isChecked());
    connect(m_byItself, &QRadioButton::toggled, m_seconds, &QWidget::setEnabled);

    auto *itself = new QHBoxLayout;
    itself->setSpacing(measure::grid);
    itself->addWidget(m_byItself);
    itself->addWidget(m_seconds);
    itself->addWidget(health);
    itself->addStretch(1);
    auto *rows = new QVBoxLayout(m_choice);
    rows->setContentsMargins(0, measure::grid, 0, 0);
    rows->setSpacing(measure::inControl);
    rows->addWidget(title);
    rows->addLayout(itself);
    rows->addWidget(m_byMe);
    buildCanary(rows);
    layout->addWidget(m_choice);
}

void ChangePreviewPane::buildCanary(QVBoxLayout *rows)
{
    //: Choice: a new action of a jail is tried out
    m_canary = new QCheckBox(tr("Try its actions out with a test ban"), m_choice);
    m_canary->setObjectName(u"canaryCheck"_s);
    m_canaryNote = new PlainLabel(QString(), PlainLabel::Tone::Secondary, m_choice);
    m_canaryNote->setObjectName(u"canaryNote"_s);
    m_canaryNote->setWordWrap(true);
    rows->addSpacing(measure::inControl);
    rows->addWidget(m_canary);
    rows->addWidget(m_canaryNote);
}

void ChangePreviewPane::showCanary(const services::CanaryOffer &offer)
{
    using Kind = services::CanaryOffer::Kind;
    const bool offered = offer.kind == Kind::Offered;
    m_canary->setVisible(offered);
    if (!offered)
        m_canary->setChecked(false);
    // That no action is new needs no words.
    m_canaryNote->setVisible(offer.kind != Kind::NotDue);
    m_canaryNote->setText(offered
            ? tr("An address that nobody has is banned in the jail, looked for in the firewall, and lifted within "
                 "seconds. A ban that fails takes the change back.")
            : texts::ChangeTexts::canaryBar(services::canaryDetail(offer)));
    m_canary->setAccessibleName(m_canary->text());
    m_canary->setAccessibleDescription(m_canaryNote->text());
}

void ChangePreviewPane::clear()
{
    m_issues->setIssues({}, m_request.jail);
    while (QLayoutItem *item = m_diffLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_diff->hide();
    m_checks->setSteps({});
    m_checks->hide();
    m_checksTitle->hide();
}

void ChangePreviewPane::read()
{
    m_handle.cancel();
    clear();
    m_reading = true;
    m_passed = false;
    m_since->hide();
    m_choice->hide();
    m_production->setEnabled(false);
    m_summary->setTone(PlainLabel::Tone::Strong);
    m_summary->setText(tr("Checking on a private copy of the configuration…"));
    m_handle = m_context.services.changeService.preview(
        m_request, this, [this](const core::Result<services::ChangePreview> &preview) { onPreview(preview); });
    Q_EMIT changed();
}

void ChangePreviewPane::onPreview(const core::Result<services::ChangePreview> &preview)
{
    if (!preview && preview.error().code == core::ErrorCode::Cancelled)
        return;
    m_reading = false;
    if (!preview) {
        showFailure(preview.error());
        Q_EMIT changed();
        return;
    }
    m_request.expected = preview->fileHash;
    m_request.shown = preview->report.issues;
    m_passed = preview->report.passed();
    m_summary->setTone(m_passed ? PlainLabel::Tone::Strong : PlainLabel::Tone::Lost);
    services::PreflightReport counted = preview->report;
    const bool isEdited = m_restored && services::isEditedSince(*m_restored, preview->fileHash);
    if (isEdited) // told beside the issues, but a warning as they are
        counted.issues.append({ .severity = services::PreflightSeverity::Warning });
    m_summary->setText(models::preflightSummary(counted));
    m_since->setVisible(isEdited);
    const auto profile = m_context.services.serverRegistry.profile(m_request.server);
    const QString folder = profile && !profile->configDir.isEmpty() ? profile->configDir : u"/etc/fail2ban"_s;
    m_issues->setIssues(models::preflightIssues(preview->report, folder), m_request.jail);
    showDiff(*preview);
    models::PreflightSteps steps;
    steps.finish(preview->report);
    QList<widgets::Step> shown;
    for (const models::StepValue &value : steps.steps())
        shown.append({ value.state, value.stateWord, value.title, value.detail, value.duration });
    m_checks->setSteps(shown);
    m_checks->show();
    m_checksTitle->show();
    showCanary(preview->canary);
    m_choice->setVisible(m_passed);
    m_production->setEnabled(m_passed);
    m_scroll->verticalScrollBar()->setValue(0);
    Q_EMIT changed();
}

void ChangePreviewPane::showFailure(const core::Error &error)
{
    texts::ErrorPlace place;
    place.server = m_context.services.serverRegistry.nameOf(m_request.server);
    place.subject = m_request.jail;
    place.activity = texts::ErrorPlace::Activity::Change;
    place.files = true;
    const texts::ErrorText text = texts::errorText(error, place);
    m_summary->setTone(PlainLabel::Tone::Lost);
    m_summary->setText(text.sentence());
    if (text.detail.isEmpty())
        return;
    auto *words = new MonoText(text.detail, 8, m_issues);
    words->setObjectName(u"changeErrorDetail"_s);
    words->setAccessibleName(tr("Details"));
    m_issues->addNote(words);
}

void ChangePreviewPane::showDiff(const services::ChangePreview &preview)
{
    const bool changes = !preview.diff.isEmpty();
    auto *title = new PlainLabel(
        changes ? tr("What is written, and where") : tr("What is written"), PlainLabel::Tone::SectionTitle, m_diff);
    m_diffLayout->addWidget(title);
    if (changes) {
        auto *path = new widgets::MonoLabel(core::visibleText(preview.path), m_diff);
        path->setObjectName(u"changePath"_s);
        path->setWordWrap(true);
        auto *diff = new MonoText(core::visibleLines(preview.diff.trimmed()), diffLines, m_diff);
        diff->setObjectName(u"changeDiff"_s);
        diff->setAccessibleName(tr("Difference of the file"));
        m_diffLayout->addWidget(path);
        m_diffLayout->addWidget(diff);
    } else {
        auto *none = new PlainLabel(tr("Nothing: the file is as it is wanted. Only the running jail changes."), m_diff);
        none->setObjectName(u"changeDiffNone"_s);
        none->setWordWrap(true);
        m_diffLayout->addWidget(none);
    }
    if (!preview.alsoReloaded.isEmpty()) {
        QStringList names { core::visibleText(m_request.jail) };
        for (const QString &jail : preview.alsoReloaded)
            names += core::visibleText(jail);
        //: %1: names of jails: those that use an edited filter or action
        auto *jails = new PlainLabel(tr("Reloaded and checked afterwards: %1.").arg(names.join(u", "_s)), m_diff);
        jails->setObjectName(u"changeJails"_s);
        jails->setWordWrap(true);
        m_diffLayout->addWidget(jails);
    }
    m_diff->show();
}

bool ChangePreviewPane::isReady() const
{
    return !m_reading && m_passed && m_production->isSatisfied();
}

services::ChangeRequest ChangePreviewPane::request() const
{
    services::ChangeRequest request = m_request;
    request.confirmAfterSeconds = m_byItself->isChecked() ? m_seconds->value() : 0;
    request.canary = m_canary->isChecked();
    return request;
}

} // namespace gui
