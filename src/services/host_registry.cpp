// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/host_registry.h"

#include "transport/local_host.h"

using namespace Qt::StringLiterals;

namespace services {

namespace {

QString destinationKey(const core::ServerProfile &profile)
{
    switch (profile.kind) {
    case core::ConnectionKind::Local:
        return {};
    case core::ConnectionKind::Ssh:
        return u"ssh:"_s + profile.destination;
    case core::ConnectionKind::Container:
        return u"container:"_s + profile.destination;
    }
    return {};
}

} // namespace

HostRegistry::HostRegistry(HostFactory makeHost, QObject *parent)
    : QObject(parent)
    , m_makeHost(std::move(makeHost))
{
    if (!m_makeHost)
        m_makeHost = [](const core::ServerProfile &) { return std::make_unique<transport::LocalHost>(); };
}

HostRegistry::~HostRegistry() = default;

transport::HostReader &HostRegistry::reader(const core::ServerProfile &profile)
{
    return host(profile);
}

transport::Host &HostRegistry::host(const core::ServerProfile &profile)
{
    auto &known = m_hosts[destinationKey(profile)];
    if (!known)
        known = m_makeHost(profile);
    return *known;
}

} // namespace services
