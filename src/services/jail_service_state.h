// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "protocol/server_capabilities.h"

#include <QObject>

#include <array>

namespace services {

class ServerSession;

/// Capability cache of one server. Each optional command is unknown, yes or no; the first caller probes, callers that
/// arrive meanwhile wait for that one probe, reset() invalidates (also when the daemon's version or process changes).
class JailServiceState final : public QObject
{
    Q_OBJECT
public:
    explicit JailServiceState(QObject *parent = nullptr);

    [[nodiscard]] protocol::TriState known(protocol::Capability capability) const;
    /// Answers Yes or No, or the link's error (then it stays Unknown and the next caller asks again). jail: any jail
    /// that exists.
    core::RequestHandle ask(protocol::Capability capability, ServerSession &session, const QString &jail,
        const QObject *context, core::Handler<bool> handler);
    void reset();

Q_SIGNALS:
    void capabilityLearned(protocol::Capability capability, bool supported);

private:
    struct Probe
    {
        protocol::TriState state = protocol::TriState::Unknown;
        bool running = false;
        std::vector<core::Pending<bool>> waiting;
    };
    void send(protocol::Capability capability, ServerSession &session, const QString &jail);
    void conclude(protocol::Capability capability, protocol::TriState state, const core::Error &error);

    std::array<Probe, static_cast<size_t>(protocol::Capability::Count_)> m_probes;
    quint64 m_epoch = 0;
};

} // namespace services
