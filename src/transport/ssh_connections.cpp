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

} // namespace transport
