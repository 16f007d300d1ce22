// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_code.h"

#include <algorithm>

namespace cli {

ExitCode exitCodeFor(const core::Error &error)
{
    switch (error.code) {
    case core::ErrorCode::NoSocket:
    case core::ErrorCode::NotASocket:
    case core::ErrorCode::PathTooLong:
    case core::ErrorCode::Refused:
    case core::ErrorCode::PermissionDenied:
    case core::ErrorCode::Busy:
    case core::ErrorCode::Timeout:
    case core::ErrorCode::ConnectionLost:
    case core::ErrorCode::TunnelDown:
    case core::ErrorCode::TunnelFrozen:
    case core::ErrorCode::AuthenticationRequired:
    case core::ErrorCode::HostKeyUnknown:
    case core::ErrorCode::HostKeyChanged:
    case core::ErrorCode::ElevationRefused:
    case core::ErrorCode::ElevationPassword:
    case core::ErrorCode::CommandNotFound: // no ssh here, no Python or container engine there
    case core::ErrorCode::CommandFailed: // the engine's own words, or those of a login shell
    case core::ErrorCode::ShuttingDown:
    case core::ErrorCode::ProtocolError:
        return ExitCode::Unreachable;
    case core::ErrorCode::NoSuchServer:
        return ExitCode::Usage;
    default:
        return ExitCode::Refused;
    }
}

ExitCode worse(ExitCode a, ExitCode b)
{
    const auto rank = [](ExitCode code) {
        switch (code) {
        case ExitCode::Done:
            return 0;
        case ExitCode::Refused:
            return 1;
        case ExitCode::RolledBack:
            return 2;
        case ExitCode::Usage:
            return 3;
        case ExitCode::Unreachable:
            return 4;
        }
        return 0;
    };
    return rank(a) >= rank(b) ? a : b;
}

} // namespace cli
