// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/connection_test_impl.h"

#include "protocol/commands.h"
#include "services/host_registry.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "transport/tunnel_channel.h"

using namespace Qt::StringLiterals;

namespace services {

QString capabilityName(protocol::Capability capability)
{
    switch (capability) {
    case protocol::Capability::Stats:
        return u"stats"_s;
    case protocol::Capability::StatusShort:
        return u"status short"_s;
    case protocol::Capability::BansWithTime:
        return u"banip --with-time"_s;
    case protocol::Capability::Banned:
        return u"banned"_s;
    case protocol::Capability::UnbanEverywhere:
        return u"unban"_s;
    case protocol::Capability::Count_:
        break;
    }
    return {};
}

ConnectionTestImpl::ConnectionTestImpl(const core::ServerProfile &profile, std::unique_ptr<transport::Channel> channel,
    HostRegistry &hosts, const core::Clock &clock, const SessionTimeouts &timeouts, QObject *parent)
    : ConnectionTest(parent)
    , m_profile(profile)
    , m_session(std::make_unique<ServerSession>(profile.id, std::move(channel), clock, timeouts))
    , m_hosts(hosts)
{
}

ConnectionTestImpl::~ConnectionTestImpl() = default;

void ConnectionTestImpl::start()
{
    if (isPartOf(TestStage::SshLogin, m_profile))
        logIn();
    else
        lookAtSocket();
}

void ConnectionTestImpl::logIn()
{
    begin(TestStage::SshLogin);
    m_hosts.requireLogin(m_profile, this, [this](const core::Result<bool> &in) {
        if (!in) {
            fail(in.error(), m_profile.destination);
            return;
        }
        pass(m_profile.destination);
        lookAtSocket();
    });
}

/// The first command there takes every part of the way at once; what it says tells how far it came.
void ConnectionTestImpl::lookAtSocket()
{
    m_hosts.askAgain(m_profile);
    begin(isPartOf(TestStage::Elevation, m_profile)     ? TestStage::Elevation
            : isPartOf(TestStage::Container, m_profile) ? TestStage::Container
                                                        : TestStage::Path);
    m_hosts.reader(m_profile).stat(
        m_profile.socketPath, this, [this](const core::Result<transport::FileStat> &stat) { onWay(stat); });
}

void ConnectionTestImpl::onWay(const core::Result<transport::FileStat> &stat)
{
    using core::ErrorCode;
    const bool arrived = stat || stat.error().code == ErrorCode::FileUnreadable;
    if (m_stage == TestStage::Elevation) {
        const bool inContainer = isPartOf(TestStage::Container, m_profile);
        // The engine speaks when sudo has let us through.
        const bool ofTheEngine = inContainer && !arrived
            && (stat.error().code == ErrorCode::NoSocket || stat.error().code == ErrorCode::PermissionDenied
                || stat.error().code == ErrorCode::CommandNotFound || stat.error().code == ErrorCode::CommandFailed);
        if (!arrived && !ofTheEngine) {
            fail(stat.error());
            return;
        }
        pass(m_profile.elevation == core::Elevation::Sudo ? u"sudo"_s : u"pkexec"_s);
        begin(inContainer ? TestStage::Container : TestStage::Path);
    }
    if (m_stage == TestStage::Container) {
        if (!arrived) {
            fail(stat.error(), m_profile.container);
            return;
        }
        pass(m_profile.container);
        begin(TestStage::Path);
    }
    onStat(stat);
}

void ConnectionTestImpl::begin(TestStage stage)
{
    m_stage = stage;
    m_elapsed.start();
    Q_EMIT stepChanged({ .stage = stage, .running = true });
}

void ConnectionTestImpl::pass(const QString &detail)
{
    Q_EMIT stepChanged({ .stage = m_stage, .ok = true, .detail = detail, .tookMs = m_elapsed.elapsed() });
}

void ConnectionTestImpl::fail(const core::Error &error, const QString &detail)
{
    Q_EMIT stepChanged({ .stage = m_stage, .error = error, .detail = detail, .tookMs = m_elapsed.elapsed() });
    Q_EMIT finished(false);
}

void ConnectionTestImpl::onStat(const core::Result<transport::FileStat> &stat)
{
    if (!stat
        && (stat.error().code == core::ErrorCode::FileUnreadable
            || stat.error().code == core::ErrorCode::PermissionDenied)) {
        // A folder on the way is closed to this login. Whether it gets in is the next step's question; only connecting
        // answers it, and whether there is a socket at all.
        m_socketDetail = m_profile.socketPath;
        connectNow();
        return;
    }
    const bool plain = m_profile.elevation == core::Elevation::None && m_profile.container.isEmpty();
    if (!stat && plain && transport::cannotBeAsked(stat.error().code)) {
        // Nothing of ours runs there, and a tunnel may work all the same.
        m_unasked = true;
        m_socketDetail = u"no Python there"_s;
        connectNow();
        return;
    }
    if (!stat) {
        fail(stat.error(), m_profile.socketPath);
        return;
    }
    if (!stat->exists) {
        fail({ core::ErrorCode::NoSocket, m_profile.socketPath }, m_profile.socketPath);
        return;
    }
    if (!stat->isSocket) {
        fail({ core::ErrorCode::NotASocket, m_profile.socketPath }, m_profile.socketPath);
        return;
    }
    m_socketDetail = u"uid %1 mode %2"_s.arg(stat->owner).arg(stat->mode & 07777, 4, 8, QChar(u'0'));
    pass(m_profile.socketPath);
    begin(TestStage::Permission);
    connectNow();
}

void ConnectionTestImpl::connectNow()
{
    m_session->submit(protocol::ping(), this, [this](const core::Result<QString> &pong) { onPing(pong); });
}

void ConnectionTestImpl::onPing(const core::Result<QString> &pong)
{
    if (m_stage == TestStage::Path) {
        const auto isOfThePath = [](core::ErrorCode code) {
            return code == core::ErrorCode::NoSocket || code == core::ErrorCode::NotASocket
                || code == core::ErrorCode::PathTooLong;
        };
        if (!pong && (m_unasked || isOfThePath(pong.error().code))) {
            fail(pong.error(), m_profile.socketPath);
            return;
        }
        pass(m_profile.socketPath);
        begin(TestStage::Permission);
    }
    if (!pong && pong.error().code == core::ErrorCode::PermissionDenied) {
        fail(pong.error(), m_socketDetail);
        return;
    }
    // Whatever else happened, the kernel let us in. The time since then is the answer's: connecting takes none.
    Q_EMIT stepChanged({ .stage = m_stage, .ok = true, .detail = m_socketDetail });
    m_stage = TestStage::Ping;
    Q_EMIT stepChanged({ .stage = m_stage, .running = true });
    if (!pong) {
        fail(pong.error());
        return;
    }
    if (*pong != "pong"_L1) {
        fail({ core::ErrorCode::UnexpectedReply, *pong });
        return;
    }
    pass(*pong);
    askVersion();
}

void ConnectionTestImpl::askVersion()
{
    begin(TestStage::Version);
    m_session->submit(protocol::version(), this, [this](const core::Result<QString> &version) {
        if (!version) {
            fail(version.error());
            return;
        }
        pass(*version);
        begin(TestStage::Capabilities);
        m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
            if (!status)
                fail(status.error());
            else
                askCapabilities(status->jails.value(0));
        });
    });
}

void ConnectionTestImpl::askCapabilities(const QString &jail)
{
    askNextCapability(0, jail, {});
}

void ConnectionTestImpl::askNextCapability(int index, const QString &jail, QStringList names)
{
    const auto capability = static_cast<protocol::Capability>(index);
    if (capability == protocol::Capability::Count_) {
        pass(names.join(u", "_s));
        Q_EMIT finished(true);
        return;
    }
    if (jail.isEmpty() && protocol::capabilityNeedsJail(capability)) {
        askNextCapability(index + 1, jail, names); // a server without jails cannot be asked
        return;
    }
    m_capabilities.ask(
        capability, *m_session, jail, this, [this, index, jail, names, capability](core::Result<bool> yes) mutable {
            if (!yes) {
                fail(yes.error());
                return;
            }
            if (*yes)
                names += capabilityName(capability);
            askNextCapability(index + 1, jail, names);
        });
}

ConnectionTestFactoryImpl::ConnectionTestFactoryImpl(
    ChannelFactory channels, HostRegistry &hosts, const core::Clock &clock, const RuntimeState *state)
    : m_channels(std::move(channels))
    , m_hosts(hosts)
    , m_clock(clock)
    , m_state(state)
{
}

std::unique_ptr<ConnectionTest> ConnectionTestFactoryImpl::create(const core::ServerProfile &profile)
{
    return std::make_unique<ConnectionTestImpl>(profile, m_channels(profile), m_hosts, m_clock,
        timeoutsFor(m_state ? m_state->settings() : core::Settings(), profile));
}

} // namespace services
