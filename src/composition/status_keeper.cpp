// SPDX-License-Identifier: GPL-3.0-or-later
#include "composition/status_keeper.h"

#include "services/runtime_state.h"
#include "storage/repositories.h"

namespace composition {

namespace {

constexpr int saveIntervalMs = 30'000;

} // namespace

StatusKeeper::StatusKeeper(services::RuntimeState &state, storage::StatusRepository &statuses, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_statuses(statuses)
{
    m_timer.setInterval(saveIntervalMs);
    connect(&m_timer, &QTimer::timeout, this, &StatusKeeper::save);
}

StatusKeeper::~StatusKeeper()
{
    if (m_timer.isActive())
        save();
}

void StatusKeeper::start()
{
    if (m_timer.isActive())
        return;
    m_timer.start();
    connect(&m_state, &services::RuntimeState::statusChanged, this,
        [this](core::ServerId id, const core::ServerStatus &, const core::ServerStatus &) { m_changed.insert(id); });
    connect(
        &m_state, &services::RuntimeState::serverRemoved, this, [this](core::ServerId id) { m_changed.remove(id); });
}

void StatusKeeper::save()
{
    if (m_changed.isEmpty())
        return;
    QHash<core::ServerId, core::ServerStatus> statuses;
    for (const core::ServerId id : std::as_const(m_changed))
        statuses.insert(id, m_state.status(id));
    const QSet<core::ServerId> saved = std::exchange(m_changed, {});
    m_statuses.save(statuses, this, [this, saved](const core::Result<bool> &done) {
        if (!done)
            m_changed.unite(saved); // with the next round
    });
}

} // namespace composition
