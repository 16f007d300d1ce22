// SPDX-License-Identifier: GPL-3.0-or-later
// When the overview looks at its servers anew: those that changed, a few times a second, and with every second what
// tells how long ago something was.
#include "gui/pages/overview_page.h"

#include "core/clock.h"
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/scope_controller.h"
#include "gui/server_health.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/state_texts.h"

#include "ui_overview_page.h"

namespace gui {

bool OverviewPage::isTable() const
{
    return m_context.scope.servers().size() > largestCardCount;
}

/// Hundreds of servers answer all the time; what that changes is shown a few times a second.
void OverviewPage::soon()
{
    if (isCurrent() && !m_soon.isActive())
        m_soon.start(m_context.scope.servers().size() > 50 ? 250 : 30);
}

void OverviewPage::soonAll()
{
    m_allChanged = true;
    soon();
}

void OverviewPage::onStatus(core::ServerId id, const core::ServerStatus &before, const core::ServerStatus &after)
{
    m_changed.insert(id);
    // Nothing else of a server is in the sentence, which also ticks.
    m_answerChanged = m_answerChanged || before.state != after.state || before.online != after.online
        || before.attention != after.attention || before.lostJails != after.lostJails;
    soon();
}

void OverviewPage::updateChanged()
{
    if (std::exchange(m_chartChanged, false))
        updateChart();
    if (m_allChanged || !isTable()) {
        update();
        return;
    }
    if (std::exchange(m_answerChanged, false))
        updateAnswer();
    updateRows();
}

/// The ages, and what says how long something lasts.
void OverviewPage::onTick()
{
    if (m_allChanged || !isTable()) {
        update();
        return;
    }
    m_rows->setNow(m_context.services.clock.nowMs());
    for (const core::ServerId id : m_context.scope.servers()) {
        const core::ServerState state = m_context.services.runtimeState.status(id).state;
        if (state == core::ServerState::Busy || state == core::ServerState::Offline)
            m_changed.insert(id);
    }
    m_answerChanged = false;
    updateAnswer();
    updateRows();
}

/// The rows of servers that changed; which servers there are does not change here.
void OverviewPage::updateRows()
{
    std::vector<ServerRowsModel::Row> rows;
    for (const core::ServerId id : std::exchange(m_changed, {}))
        appendRow(rows, id);
    if (!rows.empty())
        m_rows->updateRows(std::move(rows));
}

void OverviewPage::appendRow(std::vector<ServerRowsModel::Row> &rows, core::ServerId id) const
{
    const auto profile = m_context.services.serverRegistry.profile(id);
    if (!profile)
        return;
    const qint64 now = m_context.services.clock.nowMs();
    const core::ServerStatus &status = m_context.services.runtimeState.status(id);
    const auto recovery = m_context.services.runtimeState.pendingRecovery(id);
    const core::ServerState shown = shownStateOf(m_context, id);
    rows.push_back(
        { models::serverCardWithoutAge(*profile, status, recovery, now, shown), core::visibleText(status.version),
            shown == status.state ? texts::statePhrase(status, recovery, now) : texts::stateTitle(shown),
            status.latencyUs, status.lastGoodAt });
}

} // namespace gui
