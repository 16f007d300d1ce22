// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_connections.h"

#include "transport/runtime_folder.h"

namespace transport {

SshConnections::SshConnections(SshOptions options, QString runtimeBase, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
    , m_runtimeBase(std::move(runtimeBase))
{
}

SshConnections::~SshConnections() = default;

core::Result<SshMaster *> SshConnections::master(const SshDestination &destination)
{
    const QString key = destination.key();
    if (const auto known = m_masters.find(key); known != m_masters.end())
        return known->second.get();
    if (!m_folder) {
        auto folder = RuntimeFolder::create(m_runtimeBase);
        if (!folder)
            return tl::unexpected(folder.error());
        m_folder = std::move(*folder);
    }
    auto master = std::make_unique<SshMaster>(destination, *m_folder, m_options);
    connect(master.get(), &SshMaster::opened, this, [this, key] { Q_EMIT opened(key); });
    connect(master.get(), &SshMaster::lost, this, [this, key](const core::Error &error) { Q_EMIT lost(key, error); });
    return m_masters.emplace(key, std::move(master)).first->second.get();
}

void SshConnections::closeAllBut(const QSet<QString> &keys)
{
    for (const auto &[key, master] : m_masters) {
        if (!keys.contains(key))
            master->close();
    }
}

SshMaster *SshConnections::find(const QString &key) const
{
    const auto known = m_masters.find(key);
    return known == m_masters.end() ? nullptr : known->second.get();
}

qint64 SshConnections::retryAfterMs(const QString &key) const
{
    const SshMaster *master = find(key);
    return master ? master->retryAfterMs() : 0;
}

const core::Error *SshConnections::lastError(const QString &key) const
{
    const SshMaster *master = find(key);
    return master && master->state() == SshMaster::State::Closed ? &master->lastError() : nullptr;
}

void SshConnections::forgetBackoff(const QString &key)
{
    if (SshMaster *master = find(key))
        master->forgetBackoff();
}

void SshConnections::forgetBackoffs()
{
    for (const auto &[key, master] : m_masters)
        master->forgetBackoff();
}

void SshConnections::checkAlive(qint64 deadlineMs)
{
    for (const auto &[key, master] : m_masters)
        master->checkAlive(deadlineMs);
}

} // namespace transport
