// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/server_status.h"

using namespace Qt::StringLiterals;

namespace core {

QString probeOutcomeName(ProbeOutcome outcome)
{
    switch (outcome) {
    case ProbeOutcome::Answered:
        return u"answered"_s;
    case ProbeOutcome::Busy:
        return u"busy"_s;
    case ProbeOutcome::NoSocket:
        return u"no_socket"_s;
    case ProbeOutcome::Refused:
        return u"refused"_s;
    case ProbeOutcome::PermissionDenied:
        return u"permission_denied"_s;
    case ProbeOutcome::TunnelDown:
        return u"tunnel_down"_s;
    case ProbeOutcome::TunnelFrozen:
        return u"tunnel_frozen"_s;
    case ProbeOutcome::AuthenticationRequired:
        return u"authentication_required"_s;
    case ProbeOutcome::HostKeyChanged:
        return u"host_key_changed"_s;
    case ProbeOutcome::ProtocolError:
        return u"protocol_error"_s;
    }
    return {};
}

QString serverStateName(ServerState state)
{
    switch (state) {
    case ServerState::Unknown:
        return u"unknown"_s;
    case ServerState::Online:
        return u"online"_s;
    case ServerState::Degraded:
        return u"degraded"_s;
    case ServerState::Busy:
        return u"busy"_s;
    case ServerState::Offline:
        return u"offline"_s;
    case ServerState::Unreachable:
        return u"unreachable"_s;
    case ServerState::NeedsAttention:
        return u"needs_attention"_s;
    }
    return {};
}

} // namespace core
