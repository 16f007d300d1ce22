// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/support/fake_services.h"

namespace guitest {

using namespace Qt::StringLiterals;

std::optional<core::ServerProfile> FakeServerRegistry::profile(core::ServerId id) const
{
    for (const core::ServerProfile &profile : m_profiles) {
        if (profile.id == id)
            return profile;
    }
    return std::nullopt;
}

std::optional<core::ServerProfile> FakeServerRegistry::profileNamed(const QString &name) const
{
    for (const core::ServerProfile &profile : m_profiles) {
        if (profile.name == name)
            return profile;
    }
    return std::nullopt;
}

QStringList FakeServerRegistry::groups() const
{
    QStringList groups;
    for (const core::ServerProfile &profile : m_profiles) {
        if (!profile.group.isEmpty() && !groups.contains(profile.group))
            groups.append(profile.group);
    }
    return groups;
}

core::RequestHandle FakeServerRegistry::add(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    if (error)
        return answerLater<core::ServerProfile>(context, std::move(handler), tl::unexpected(*error));
    core::ServerProfile stored = profile;
    if (!stored.id.isValid())
        stored.id = { m_lastId + 1 };
    m_lastId = std::max(m_lastId, stored.id.value);
    m_profiles.append(stored);
    Q_EMIT serverAdded(stored.id);
    return answerLater<core::ServerProfile>(context, std::move(handler), stored);
}

core::RequestHandle FakeServerRegistry::update(
    const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler)
{
    if (error)
        return answerLater<core::ServerProfile>(context, std::move(handler), tl::unexpected(*error));
    for (core::ServerProfile &each : m_profiles) {
        if (each.id == profile.id)
            each = profile;
    }
    Q_EMIT serverChanged(profile.id);
    return answerLater<core::ServerProfile>(context, std::move(handler), profile);
}

core::RequestHandle FakeServerRegistry::remove(core::ServerId id, const QObject *context, core::Handler<bool> handler)
{
    Q_EMIT serverAboutToBeRemoved(id);
    m_profiles.removeIf([id](const core::ServerProfile &profile) { return profile.id == id; });
    Q_EMIT serverRemoved(id);
    return answerLater<bool>(context, std::move(handler), true);
}

core::RequestHandle FakeServerRegistry::setOrder(
    const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler)
{
    std::stable_sort(
        m_profiles.begin(), m_profiles.end(), [&order](const core::ServerProfile &a, const core::ServerProfile &b) {
            return order.indexOf(a.id) < order.indexOf(b.id);
        });
    Q_EMIT orderChanged();
    return answerLater<bool>(context, std::move(handler), true);
}

core::ServerId FakeServerRegistry::addTemporary(core::ServerProfile profile)
{
    profile.id = { -(++m_lastId) };
    m_profiles.append(profile);
    Q_EMIT serverAdded(profile.id);
    return profile.id;
}

} // namespace guitest
