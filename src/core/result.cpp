// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/result.h"

using namespace Qt::StringLiterals;

namespace core {

QString errorCodeName(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Cancelled:
        return u"Cancelled"_s;
    case ErrorCode::Timeout:
        return u"Timeout"_s;
    case ErrorCode::NoSocket:
        return u"NoSocket"_s;
    case ErrorCode::NotASocket:
        return u"NotASocket"_s;
    case ErrorCode::PathTooLong:
        return u"PathTooLong"_s;
    case ErrorCode::Refused:
        return u"Refused"_s;
    case ErrorCode::PermissionDenied:
        return u"PermissionDenied"_s;
    case ErrorCode::Busy:
        return u"Busy"_s;
    case ErrorCode::ConnectionLost:
        return u"ConnectionLost"_s;
    case ErrorCode::TunnelDown:
        return u"TunnelDown"_s;
    case ErrorCode::TunnelFrozen:
        return u"TunnelFrozen"_s;
    case ErrorCode::AuthenticationRequired:
        return u"AuthenticationRequired"_s;
    case ErrorCode::HostKeyUnknown:
        return u"HostKeyUnknown"_s;
    case ErrorCode::HostKeyChanged:
        return u"HostKeyChanged"_s;
    case ErrorCode::ElevationRefused:
        return u"ElevationRefused"_s;
    case ErrorCode::ElevationPassword:
        return u"ElevationPassword"_s;
    case ErrorCode::ProtocolError:
        return u"ProtocolError"_s;
    case ErrorCode::ServerRefused:
        return u"ServerRefused"_s;
    case ErrorCode::UnknownJail:
        return u"UnknownJail"_s;
    case ErrorCode::DuplicateJail:
        return u"DuplicateJail"_s;
    case ErrorCode::InvalidCommand:
        return u"InvalidCommand"_s;
    case ErrorCode::ShuttingDown:
        return u"ShuttingDown"_s;
    case ErrorCode::UnexpectedReply:
        return u"UnexpectedReply"_s;
    case ErrorCode::InvalidArgument:
        return u"InvalidArgument"_s;
    case ErrorCode::ReadOnlyProfile:
        return u"ReadOnlyProfile"_s;
    case ErrorCode::SessionLocked:
        return u"SessionLocked"_s;
    case ErrorCode::RateLimited:
        return u"RateLimited"_s;
    case ErrorCode::NotSupported:
        return u"NotSupported"_s;
    case ErrorCode::NoSuchServer:
        return u"NoSuchServer"_s;
    case ErrorCode::PreflightFailed:
        return u"PreflightFailed"_s;
    case ErrorCode::ChangedMeanwhile:
        return u"ChangedMeanwhile"_s;
    case ErrorCode::VerifyFailed:
        return u"VerifyFailed"_s;
    case ErrorCode::CommandNotFound:
        return u"CommandNotFound"_s;
    case ErrorCode::CommandFailed:
        return u"CommandFailed"_s;
    case ErrorCode::FileNotFound:
        return u"FileNotFound"_s;
    case ErrorCode::FileUnreadable:
        return u"FileUnreadable"_s;
    case ErrorCode::StoreUnavailable:
        return u"StoreUnavailable"_s;
    case ErrorCode::StoreLocked:
        return u"StoreLocked"_s;
    case ErrorCode::StoreReadOnly:
        return u"StoreReadOnly"_s;
    case ErrorCode::StoreCorrupt:
        return u"StoreCorrupt"_s;
    case ErrorCode::StoreNewer:
        return u"StoreNewer"_s;
    case ErrorCode::StoreFull:
        return u"StoreFull"_s;
    case ErrorCode::DataFolderUnusable:
        return u"DataFolderUnusable"_s;
    case ErrorCode::DataFolderInUse:
        return u"DataFolderInUse"_s;
    case ErrorCode::Internal:
        return u"Internal"_s;
    }
    return u"Internal"_s;
}

} // namespace core
