// SPDX-License-Identifier: GPL-3.0-or-later
// The shortest form of an error: a few words for a cell.
#include "texts/error_texts.h"

#include <QCoreApplication>

namespace texts {

namespace {

QString tr(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

} // namespace

QString errorWords(core::ErrorCode code)
{
    using core::ErrorCode;
    switch (code) {
    case ErrorCode::Cancelled:
        return tr(QT_TRANSLATE_NOOP("texts", "cancelled"));
    case ErrorCode::Timeout:
        return tr(QT_TRANSLATE_NOOP("texts", "no answer in time"));
    case ErrorCode::NoSocket:
        return tr(QT_TRANSLATE_NOOP("texts", "no socket"));
    case ErrorCode::NotASocket:
        return tr(QT_TRANSLATE_NOOP("texts", "not a socket"));
    case ErrorCode::PathTooLong:
        return tr(QT_TRANSLATE_NOOP("texts", "path too long"));
    case ErrorCode::Refused:
        return tr(QT_TRANSLATE_NOOP("texts", "not running"));
    case ErrorCode::PermissionDenied:
        return tr(QT_TRANSLATE_NOOP("texts", "permission denied"));
    case ErrorCode::Busy:
        return tr(QT_TRANSLATE_NOOP("texts", "busy"));
    case ErrorCode::ConnectionLost:
        return tr(QT_TRANSLATE_NOOP("texts", "connection lost"));
    case ErrorCode::TunnelDown:
        return tr(QT_TRANSLATE_NOOP("texts", "way interrupted"));
    case ErrorCode::TunnelFrozen:
        return tr(QT_TRANSLATE_NOOP("texts", "way does not answer"));
    case ErrorCode::AuthenticationRequired:
        return tr(QT_TRANSLATE_NOOP("texts", "login needed"));
    case ErrorCode::HostKeyChanged:
        return tr(QT_TRANSLATE_NOOP("texts", "host key changed"));
    case ErrorCode::ProtocolError:
        return tr(QT_TRANSLATE_NOOP("texts", "not fail2ban"));
    case ErrorCode::ServerRefused:
        return tr(QT_TRANSLATE_NOOP("texts", "refused by the server"));
    case ErrorCode::UnknownJail:
        return tr(QT_TRANSLATE_NOOP("texts", "no such jail"));
    case ErrorCode::DuplicateJail:
        return tr(QT_TRANSLATE_NOOP("texts", "jail runs already"));
    case ErrorCode::InvalidCommand:
        return tr(QT_TRANSLATE_NOOP("texts", "not known to this version"));
    case ErrorCode::ShuttingDown:
        return tr(QT_TRANSLATE_NOOP("texts", "shutting down"));
    case ErrorCode::UnexpectedReply:
        return tr(QT_TRANSLATE_NOOP("texts", "unexpected answer"));
    case ErrorCode::InvalidArgument:
        return tr(QT_TRANSLATE_NOOP("texts", "value not allowed"));
    case ErrorCode::ReadOnlyProfile:
        return tr(QT_TRANSLATE_NOOP("texts", "read only"));
    case ErrorCode::SessionLocked:
        return tr(QT_TRANSLATE_NOOP("texts", "locked"));
    case ErrorCode::RateLimited:
        return tr(QT_TRANSLATE_NOOP("texts", "too many at once"));
    case ErrorCode::NotSupported:
        return tr(QT_TRANSLATE_NOOP("texts", "not supported"));
    case ErrorCode::NoSuchServer:
        return tr(QT_TRANSLATE_NOOP("texts", "no such server"));
    case ErrorCode::PreflightFailed:
        return tr(QT_TRANSLATE_NOOP("texts", "check failed"));
    case ErrorCode::VerifyFailed:
        return tr(QT_TRANSLATE_NOOP("texts", "not as it should be"));
    case ErrorCode::CommandNotFound:
        return tr(QT_TRANSLATE_NOOP("texts", "program missing"));
    case ErrorCode::CommandFailed:
        return tr(QT_TRANSLATE_NOOP("texts", "program failed"));
    case ErrorCode::FileNotFound:
        return tr(QT_TRANSLATE_NOOP("texts", "no such file"));
    case ErrorCode::FileUnreadable:
        return tr(QT_TRANSLATE_NOOP("texts", "file unreadable"));
    case ErrorCode::StoreUnavailable:
        return tr(QT_TRANSLATE_NOOP("texts", "store not available"));
    case ErrorCode::StoreLocked:
        return tr(QT_TRANSLATE_NOOP("texts", "store in use"));
    case ErrorCode::StoreReadOnly:
        return tr(QT_TRANSLATE_NOOP("texts", "store cannot be written"));
    case ErrorCode::StoreCorrupt:
        return tr(QT_TRANSLATE_NOOP("texts", "store damaged"));
    case ErrorCode::StoreNewer:
        return tr(QT_TRANSLATE_NOOP("texts", "store of a newer version"));
    case ErrorCode::StoreFull:
        return tr(QT_TRANSLATE_NOOP("texts", "disk full"));
    case ErrorCode::DataFolderUnusable:
        return tr(QT_TRANSLATE_NOOP("texts", "data folder unusable"));
    case ErrorCode::DataFolderInUse:
        return tr(QT_TRANSLATE_NOOP("texts", "data folder in use"));
    case ErrorCode::Internal:
        return tr(QT_TRANSLATE_NOOP("texts", "internal"));
    }
    return {};
}

} // namespace texts
