// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/change_dialog.h"

#include "core/visible_text.h"
#include "gui/dialogs/change_preview_pane.h"
#include "gui/dialogs/change_run_pane.h"
#include "gui/gui_context.h"
#include "gui/production_check.h"
#include "gui/tab_order.h"
#include "gui/window_models.h"
#include "models/change_steps.h"
#include "models/change_tracker.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"
#include "widgets/buttons.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace gui {

using namespace Qt::StringLiterals;
using models::ChangePhase;
using models::ChangeTracker;

ChangeDialog::ChangeDialog(const GuiContext &context, QWidget *owner)
    : widgets::DialogFrame(owner)
    , m_context(context)
{
    setObjectName(u"changeDialog"_s);
    setAttribute(Qt::WA_DeleteOnClose);
    m_run = new ChangeRunPane(context, this);
    m_run->hide();
    connect(m_run, &ChangeRunPane::placeRequested, this, &ChangeDialog::goTo);
    body()->addWidget(m_run, 1);
    m_production = new ProductionCheck(context, this);
    connect(m_production, &ProductionCheck::changed, this, &ChangeDialog::update);
    body()->addWidget(m_production);

    m_cancel = widgets::makeButton(tr("Cancel"), widgets::ButtonRole::Outlined, this, u"cancelButton"_s);
    m_again = widgets::makeButton(tr("Check again"), widgets::ButtonRole::Outlined, this, u"checkAgainButton"_s);
    m_rollBack = widgets::makeButton(tr("Roll back now"), widgets::ButtonRole::Destructive, this, u"rollBackButton"_s);
    //: Button: what a change has left on a server is removed there
    m_dismiss = widgets::makeButton(tr("Dismiss"), widgets::ButtonRole::Destructive, this, u"dismissChangeButton"_s);
    m_dismiss->hide();
    //: Button: a change stays as it is made
    m_keep = widgets::makeButton(tr("Confirm"), widgets::ButtonRole::Accent, this, u"keepButton"_s);
    m_confirm = widgets::makeButton({}, widgets::ButtonRole::Accent, this, u"confirmButton"_s);
    for (QPushButton *button : { m_cancel, m_again, m_dismiss, m_rollBack, m_keep, m_confirm })
        addFootButton(button);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &ChangeDialog::beginPreview);
    connect(m_confirm, &QPushButton::clicked, this, &ChangeDialog::begin);
    connect(m_dismiss, &QPushButton::clicked, this, &ChangeDialog::dismiss);
    connect(m_keep, &QPushButton::clicked, this, [this] {
        m_problem.clear();
        m_context.models.changes().confirm(m_server, m_id);
    });
    connect(m_rollBack, &QPushButton::clicked, this, [this] {
        m_problem.clear();
        m_context.models.changes().rollBack(m_server, m_id);
    });

    const ChangeTracker &changes = context.models.changes();
    connect(&changes, &ChangeTracker::runChanged, this, [this](core::ServerId id) {
        if (id == m_server)
            update();
    });
    connect(&changes, &ChangeTracker::undecidedChanged, this, &ChangeDialog::update);
    connect(&changes, &ChangeTracker::ticked, this, &ChangeDialog::updateCountdown);
    connect(&changes, &ChangeTracker::decided, this,
        [this](core::ServerId server, const QString &id, const services::ChangeOutcome &outcome) {
            if (server != m_server || id != m_id || m_showing != Showing::Foreign)
                return;
            models::ChangeRun run;
            run.request.server = m_server;
            run.request.jail = m_jail;
            run.request.kind = m_kind;
            run.steps = outcome.steps;
            run.outcome = outcome;
            m_ended = models::changeEnd(run, m_context.services.serverRegistry.nameOf(m_server)).sentence();
            m_endState = models::changeEndState(run);
            m_endWord = models::changeEndWord(run);
            update();
        });
    connect(&changes, &ChangeTracker::decisionFailed, this,
        [this](core::ServerId server, const QString &id, const core::Error &error) {
            if (server != m_server || id != m_id)
                return;
            texts::ErrorPlace place;
            place.server = m_context.services.serverRegistry.nameOf(m_server);
            place.activity = texts::ErrorPlace::Activity::Change;
            place.subject = m_jail;
            m_problem = texts::errorText(error, place).sentence();
            update();
        });
    setMinimumSize(600, 420);
    resize(720, 600);
}

ChangeDialog::ChangeDialog(const GuiContext &context, const services::ChangeRequest &request, QWidget *owner)
    : ChangeDialog(context, owner)
{
    m_request = request;
    m_server = request.server;
    m_jail = request.jail;
    m_kind = request.kind;
    beginPreview();
}

ChangeDialog::ChangeDialog(
    const GuiContext &context, const services::ChangeRequest &request, const Words &words, QWidget *owner)
    : ChangeDialog(context, owner)
{
    m_request = request;
    m_words = words;
    m_server = request.server;
    m_jail = request.jail;
    m_kind = request.kind;
    beginPreview();
}

ChangeDialog::ChangeDialog(const GuiContext &context, const services::ChangeEntry &restored, QWidget *owner)
    : ChangeDialog(context, owner)
{
    m_restored = restored;
    m_request = services::restoreRequest(restored, restored.server);
    m_server = restored.server;
    m_jail = restored.jail;
    m_kind = m_request.kind;
    const texts::DateStyle style = texts::dateStyle(context.services.runtimeState.settings());
    m_words = Words { //: Title; %1: name of a file, %2: name of a server
        tr("Restore %1 on %2")
            .arg(core::visibleText(restored.path.section(u'/', -1)),
                core::visibleText(context.services.serverRegistry.nameOf(m_server))),
        //: Sub line of a title; %1: date and time of a change of a file that is brought back
        tr("As it was before the change of %1. Nothing on the server is changed before you say so.")
            .arg(texts::exactDateTime(restored.startedAt / 1000, style)),
        //: Button: a file is brought back
        tr("Restore")
    };
    beginPreview();
}

ChangeDialog::ChangeDialog(const GuiContext &context, core::ServerId server, const QString &id, QWidget *owner)
    : ChangeDialog(context, owner)
{
    m_server = server;
    m_id = id;
    const ChangeTracker &changes = context.models.changes();
    const models::ChangeRun *run = id.isEmpty() ? changes.run(server) : changes.run(server, id);
    if (run) {
        m_request = run->request;
        m_jail = run->request.jail;
        m_kind = run->request.kind;
        m_id = run->id;
        m_showing = Showing::Run;
    } else {
        if (const auto open = changes.open(server, id)) {
            m_jail = open->jail;
            m_kind = open->kind;
        }
        m_showing = Showing::Foreign;
        m_production->setServers({ server });
        resize(720, 460);
        readWritten();
    }
    update();
}

void ChangeDialog::setTitle()
{
    const QString jail = core::visibleText(m_jail);
    const QString name = core::visibleText(m_context.services.serverRegistry.nameOf(m_server));
    QString title;
    switch (m_kind) {
    case services::ChangeKind::Enable:
        //: Titles; %1: name of a jail, %2: name of a server
        title = tr("Activate %1 on %2").arg(jail, name);
        break;
    case services::ChangeKind::Disable:
        title = tr("Deactivate %1 on %2").arg(jail, name);
        break;
    case services::ChangeKind::Edit:
        title = tr("Change %1 on %2").arg(jail, name);
        break;
    }
    if (m_words)
        title = m_words->title;
    else if (m_request.part == services::ConfigPart::Filter)
        //: Title; %1: name of a filter, %2: name of a server
        title = tr("Change the filter %1 on %2").arg(core::visibleText(m_request.definition), name);
    else if (m_request.part == services::ConfigPart::Action)
        //: Title; %1: name of an action, %2: name of a server
        title = tr("Change the action %1 on %2").arg(core::visibleText(m_request.definition), name);
    const models::ChangeRun *run = m_context.models.changes().run(m_server);
    QString sub;
    if (m_showing == Showing::Preview && m_words)
        sub = m_words->sub;
    else if (m_showing == Showing::Preview)
        sub = tr("Nothing on the server is changed before you say so.");
    else if (m_showing == Showing::Run && run && run->isUnderWay())
        sub = tr("You can close this window: it goes on, and undoes itself if it cannot finish.");
    else if (m_showing == Showing::Run && run && models::changePhase(*run) == ChangePhase::Open)
        sub = tr("You can close this window: the banner keeps it in sight.");
    setHeading(title, sub);
}

void ChangeDialog::beginPreview()
{
    m_showing = Showing::Preview;
    m_id.clear();
    m_problem.clear();
    if (m_preview) {
        m_preview->read();
    } else {
        m_preview = new ChangePreviewPane(m_context, m_request, m_restored, this);
        body()->insertWidget(0, m_preview, 1);
        m_cancel->setFocus(Qt::OtherFocusReason); // until there is something to be said yes to
        connect(m_preview, &ChangePreviewPane::changed, this, &ChangeDialog::update);
        connect(m_preview, &ChangePreviewPane::placeRequested, this, &ChangeDialog::goTo);
    }
    update();
}

void ChangeDialog::goTo(const QString &jail, const QString &file, int line)
{
    accept();
    Q_EMIT placeRequested(m_server, jail, file, line);
}

void ChangeDialog::begin()
{
    if (!m_preview || !m_preview->isReady())
        return;
    if (!m_context.models.changes().start(m_preview->request())) {
        m_problem = tr("Another change of this server is under way. Nothing was changed.");
        update();
        return;
    }
    m_problem.clear();
    m_showing = Showing::Run;
    Q_EMIT begun();
    update();
    m_cancel->setFocus(Qt::OtherFocusReason);
}

void ChangeDialog::update()
{
    setTitle();
    if (m_preview)
        m_preview->setVisible(m_showing == Showing::Preview);
    m_run->setVisible(m_showing != Showing::Preview);
    switch (m_showing) {
    case Showing::Preview:
        updatePreview();
        break;
    case Showing::Run:
        updateRun();
        break;
    case Showing::Foreign:
        updateForeign();
        break;
    }
    updateCountdown();
    // The preview is made after the buttons, and its parts each time anew.
    orderTabsAsRead(body(), { m_keep, m_confirm, m_rollBack, m_dismiss, m_again, m_cancel });
}

void ChangeDialog::updatePreview()
{
    m_cancel->setText(tr("Cancel"));
    m_confirm->setText(m_words ? m_words->verb : texts::ChangeTexts::kindVerb(m_kind));
    m_confirm->setAccessibleName(m_confirm->text());
    const bool may = m_preview && m_preview->isReady();
    const bool reading = m_preview && m_preview->isReading();
    m_confirm->setVisible(true);
    m_confirm->setEnabled(may);
    // What ends a jail is never the default: Return does nothing until somebody has gone there.
    const bool ends = m_kind == services::ChangeKind::Disable;
    m_confirm->setDefault(may && !ends);
    // Return is a click on what has the keyboard: not on Cancel, which had it only because nothing else could.
    if (may && !ends && (!focusWidget() || focusWidget() == m_cancel))
        m_confirm->setFocus(Qt::OtherFocusReason);
    m_again->setVisible(m_preview && !reading && !m_preview->hasPassed());
    m_rollBack->hide();
    m_dismiss->hide();
    m_keep->hide();
}

void ChangeDialog::updateRun()
{
    const models::ChangeRun *run = m_context.models.changes().run(m_server);
    if (!run)
        return;
    m_id = run->id;
    m_run->showRun(*run);
    const ChangePhase phase = models::changePhase(*run);
    m_cancel->setText(tr("Close"));
    m_confirm->hide();
    m_dismiss->hide();
    m_confirm->setDefault(false);
    const bool refused
        = phase == ChangePhase::Ended && (!*run->outcome || (*run->outcome)->result == services::ChangeResult::Refused);
    m_again->setVisible(refused && m_preview);
    const bool early = phase == ChangePhase::Cancellable;
    m_rollBack->setText(early ? tr("Cancel the change") : tr("Roll back now"));
    m_rollBack->setAccessibleName(m_rollBack->text());
    m_rollBack->setVisible(early || phase == ChangePhase::Undoable || phase == ChangePhase::Open);
    m_rollBack->setEnabled(!run->deciding && !run->id.isEmpty());
    m_keep->setVisible(phase == ChangePhase::Undoable || phase == ChangePhase::Open);
    // Nothing is confirmed that was not looked at once.
    m_keep->setEnabled(
        !run->deciding && (phase == ChangePhase::Open || run->hasReached(services::ChangeStage::Verify)));
    m_keep->setDefault(m_keep->isVisibleTo(this) && m_keep->isEnabled());
}

void ChangeDialog::updateCountdown()
{
    if (!m_problem.isEmpty()) {
        setFootNote(m_problem);
        return;
    }
    QString note;
    if (m_showing == Showing::Preview) {
        if (m_preview && !m_preview->isReading() && !m_preview->hasPassed())
            note = tr("Nothing was changed.");
    } else if (m_context.models.changes().isDeciding(m_server, m_id)) {
        note = tr("Telling the server…");
    } else {
        // Only what waits for somebody's word, and what the server watches over, undoes itself.
        const auto open = m_context.models.changes().open(m_server, m_id);
        const models::ChangeRun *run = m_context.models.changes().run(m_server);
        const bool ended
            = m_showing == Showing::Run ? run && models::changePhase(*run) == ChangePhase::Ended : !m_ended.isEmpty();
        if (open && open->undecided && !open->stale && !ended)
            note = models::changeCountdown(m_context.models.changes().remainingSeconds(m_server, m_id),
                m_showing == Showing::Run && run && models::confirmsItself(*run));
    }
    setFootNote(note);
}

} // namespace gui
