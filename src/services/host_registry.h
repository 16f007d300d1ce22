// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/server_profile.h"
#include "transport/host.h"

#include <QObject>

#include <functional>
#include <map>

namespace services {

class CommandGate;

/// One Host per destination, shared by the servers on it. Everybody may read; only CommandGate gets the writing half.
class HostRegistry final : public QObject
{
    Q_OBJECT
public:
    /// makeHost: builds a host for a destination; empty: transport::LocalHost. A test gives a fake.
    using HostFactory = std::function<std::unique_ptr<transport::Host>(const core::ServerProfile &)>;
    explicit HostRegistry(HostFactory makeHost = {}, QObject *parent = nullptr);
    ~HostRegistry() override;

    [[nodiscard]] transport::HostReader &reader(const core::ServerProfile &profile);

private:
    friend class CommandGate;
    [[nodiscard]] transport::Host &host(const core::ServerProfile &profile);

    HostFactory m_makeHost;
    std::map<QString, std::unique_ptr<transport::Host>> m_hosts; ///< by destination; "" is this machine
};

} // namespace services
