// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/connection_test.h"
#include "services/jail_service_state.h"
#include "services/server_session.h"
#include "transport/host.h"

#include <QElapsedTimer>

namespace services {

class HostRegistry;
class RuntimeState;

/// The steps over a session of its own. Asks nobody: where a password is wanted the test says so. Main thread.
class ConnectionTestImpl final : public ConnectionTest
{
    Q_OBJECT
public:
    ConnectionTestImpl(const core::ServerProfile &profile, std::unique_ptr<transport::Channel> channel,
        HostRegistry &hosts, const core::Clock &clock, const SessionTimeouts &timeouts = {}, QObject *parent = nullptr);
    ~ConnectionTestImpl() override;

    void start() override;

private:
    void begin(TestStage stage);
    void pass(const QString &detail);
    void fail(const core::Error &error, const QString &detail = {});
    void logIn();
    void lookAtSocket();
    void onWay(const core::Result<transport::FileStat> &stat);
    void onStat(const core::Result<transport::FileStat> &stat);
    void connectNow();
    void onPing(const core::Result<QString> &pong);
    void askVersion();
    void askCapabilities(const QString &jail);
    void askNextCapability(int index, const QString &jail, QStringList names);

    core::ServerProfile m_profile;
    std::unique_ptr<ServerSession> m_session;
    HostRegistry &m_hosts;
    JailServiceState m_capabilities;
    TestStage m_stage = TestStage::Path;
    QElapsedTimer m_elapsed;
    bool m_unasked = false; ///< nothing of ours runs on that machine
    QString m_socketDetail;
};

/// Builds tests with the channels that the registry would use.
class ConnectionTestFactoryImpl final : public ConnectionTestFactory
{
public:
    using ChannelFactory = std::function<std::unique_ptr<transport::Channel>(const core::ServerProfile &)>;
    /// state: whose settings say how long a server may take; nullptr: the defaults.
    ConnectionTestFactoryImpl(
        ChannelFactory channels, HostRegistry &hosts, const core::Clock &clock, const RuntimeState *state = nullptr);
    [[nodiscard]] std::unique_ptr<ConnectionTest> create(const core::ServerProfile &profile) override;

private:
    ChannelFactory m_channels;
    HostRegistry &m_hosts;
    const core::Clock &m_clock;
    const RuntimeState *m_state;
};

/// "Stats" and so on, as the test lists them: fail2ban's own words for the command.
[[nodiscard]] QString capabilityName(protocol::Capability capability);

} // namespace services
