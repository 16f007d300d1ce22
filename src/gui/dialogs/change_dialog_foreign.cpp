// SPDX-License-Identifier: GPL-3.0-or-later
// A change that this window has not begun: of another workstation, of another start of BanGUI, or left on the server.
#include "gui/dialogs/change_dialog.h"

#include "core/clock.h"
#include "gui/dialogs/change_run_pane.h"
#include "gui/gui_context.h"
#include "gui/open_change_mark.h"
#include "gui/production_check.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/change_texts.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include <QPushButton>

namespace gui {

void ChangeDialog::readWritten()
{
    m_context.services.changeHistory.list(
        m_server, this, [this](const core::Result<QList<services::ChangeEntry>> &all) {
            core::Result<QList<services::ChangeEntry>> written = all;
            if (written) // a rescue has one entry for each of its files
                written->removeIf(
                    [this](const services::ChangeEntry &entry) { return entry.id.section(u'+', 0, 0) != m_id; });
            m_run->showWritten(written);
            update();
        });
}

void ChangeDialog::dismiss()
{
    m_problem.clear();
    m_dismissing = true;
    update();
    m_context.services.changeService.dismiss(m_server, m_id, this, [this](const core::Result<bool> &dismissed) {
        m_dismissing = false;
        if (dismissed) {
            m_ended = tr("What it had left on the server is removed. fail2ban and its files were not touched.");
            m_endState = core::ServerState::Online;
            //: state of what a change has left on a server
            m_endWord = tr("removed");
            m_context.models.changes().refresh(m_server);
        } else {
            m_problem = texts::errorText(dismissed.error(),
                { m_context.services.serverRegistry.nameOf(m_server), texts::ErrorPlace::Activity::Change, {},
                    {} }).sentence();
        }
        update();
    });
}

void ChangeDialog::updateForeign()
{
    const auto open = m_context.models.changes().open(m_server, m_id);
    const QString name = m_context.services.serverRegistry.nameOf(m_server);
    const bool deciding = m_context.models.changes().isDeciding(m_server, m_id);
    qint64 undoneBy = 0;
    bool unanswered = false;
    for (const models::UndecidedChange &one : m_context.models.changes().undecided()) {
        if (open && one.unanswered && one.change.server == m_server && one.change.id == m_id) {
            unanswered = true;
            undoneBy = one.undoneBy;
        }
    }
    if (!m_ended.isEmpty()) {
        m_run->showForeign(m_ended, m_endState, m_endWord);
    } else if (unanswered) {
        const OpenChangeMark mark = unansweredChangeMark();
        m_run->showForeign(texts::ChangeTexts::unansweredChange(*open, name, undoneBy, m_context.services.clock.nowMs(),
                               texts::dateStyle(m_context.services.runtimeState.settings())),
            mark.state, mark.word);
    } else if (open) {
        const OpenChangeMark mark = openChangeMark(*open);
        services::OpenChange timeless = *open;
        timeless.remainingSeconds = -1; // the note below counts: a sentence would go on saying what was left
        timeless.keptIn.clear(); // told beside it, to be copied
        m_run->showForeign(texts::ChangeTexts::openChange(timeless, name), mark.state, mark.word);
    } else if (!deciding) {
        m_run->showForeign(
            tr("This change is not open any more: somebody has decided it, or the server has undone it."),
            core::ServerState::Unknown, texts::ChangeTexts::resultWord(services::ChangeResult::Unknown));
    }
    const auto profile = m_context.services.serverRegistry.profile(m_server);
    const bool may = open && !unanswered && m_ended.isEmpty() && profile && !profile->readOnly;
    if (!may)
        m_production->hide();
    m_cancel->setText(tr("Close"));
    m_confirm->hide();
    m_again->hide();
    if (open || !m_ended.isEmpty())
        m_run->showKept(open && open->leftover == services::OpenChange::Leftover::Foreign && m_ended.isEmpty()
                ? open->keptIn
                : QString());
    const auto leftover = open && !open->undecided ? open->leftover : services::OpenChange::Leftover::None;
    // Where somebody else had written it is taken back already: only what is kept of it is there to be decided.
    m_rollBack->setVisible(may && leftover != services::OpenChange::Leftover::Foreign);
    m_rollBack->setEnabled(!deciding && !m_dismissing && m_production->isSatisfied());
    m_dismiss->setVisible(may && leftover != services::OpenChange::Leftover::None);
    m_dismiss->setEnabled(!deciding && !m_dismissing && m_production->isSatisfied());
    m_keep->setVisible(may && open->undecided && !open->jail.isEmpty());
    m_keep->setEnabled(!deciding && m_production->isSatisfied());
}

} // namespace gui
