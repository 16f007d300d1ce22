// SPDX-License-Identifier: GPL-3.0-or-later
// The shortest form of an error: a few words for a cell.
#include "texts/error_texts.h"

#include <QCoreApplication>

#include <utility>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

} // namespace

std::optional<FolderBar> folderBar(const core::Error &error)
{
    if (error.code != core::ErrorCode::NotSupported)
        return std::nullopt;
    using Why = FolderBar::Why;
    constexpr std::pair<QLatin1StringView, Why> marks[] { { "shared /"_L1, Why::Shared },
        { "missing /"_L1, Why::Missing }, { "readonly /"_L1, Why::ReadOnly }, { "closed /"_L1, Why::Closed } };
    for (const auto &[mark, why] : marks) {
        if (error.detail.startsWith(mark))
            return FolderBar { why, error.detail.sliced(mark.size() - 1) };
    }
    return std::nullopt;
}

QString errorWords(core::ErrorCode code)
{
    using core::ErrorCode;
    switch (code) {
    case ErrorCode::Cancelled:
        return translated(QT_TRANSLATE_NOOP("texts", "cancelled"));
    case ErrorCode::Timeout:
        return translated(QT_TRANSLATE_NOOP("texts", "no answer in time"));
    case ErrorCode::NoSocket:
        return translated(QT_TRANSLATE_NOOP("texts", "no socket"));
    case ErrorCode::NotASocket:
        return translated(QT_TRANSLATE_NOOP("texts", "not a socket"));
    case ErrorCode::PathTooLong:
        return translated(QT_TRANSLATE_NOOP("texts", "path too long"));
    case ErrorCode::Refused:
        return translated(QT_TRANSLATE_NOOP("texts", "not running"));
    case ErrorCode::PermissionDenied:
        return translated(QT_TRANSLATE_NOOP("texts", "permission denied"));
    case ErrorCode::Busy:
        return translated(QT_TRANSLATE_NOOP("texts", "busy"));
    case ErrorCode::ConnectionLost:
        return translated(QT_TRANSLATE_NOOP("texts", "connection lost"));
    case ErrorCode::TunnelDown:
        return translated(QT_TRANSLATE_NOOP("texts", "way interrupted"));
    case ErrorCode::TunnelFrozen:
        return translated(QT_TRANSLATE_NOOP("texts", "way does not answer"));
    case ErrorCode::AuthenticationRequired:
        return translated(QT_TRANSLATE_NOOP("texts", "login needed"));
    case ErrorCode::HostKeyUnknown:
        return translated(QT_TRANSLATE_NOOP("texts", "host key unknown"));
    case ErrorCode::HostKeyChanged:
        return translated(QT_TRANSLATE_NOOP("texts", "host key changed"));
    case ErrorCode::ElevationRefused:
        return translated(QT_TRANSLATE_NOOP("texts", "sudo refused"));
    case ErrorCode::ElevationPassword:
        return translated(QT_TRANSLATE_NOOP("texts", "sudo password needed"));
    case ErrorCode::ProtocolError:
        return translated(QT_TRANSLATE_NOOP("texts", "not fail2ban"));
    case ErrorCode::ServerRefused:
        return translated(QT_TRANSLATE_NOOP("texts", "refused by the server"));
    case ErrorCode::UnknownJail:
        return translated(QT_TRANSLATE_NOOP("texts", "no such jail"));
    case ErrorCode::DuplicateJail:
        return translated(QT_TRANSLATE_NOOP("texts", "jail runs already"));
    case ErrorCode::InvalidCommand:
        return translated(QT_TRANSLATE_NOOP("texts", "not known to this version"));
    case ErrorCode::ShuttingDown:
        return translated(QT_TRANSLATE_NOOP("texts", "shutting down"));
    case ErrorCode::UnexpectedReply:
        return translated(QT_TRANSLATE_NOOP("texts", "unexpected answer"));
    case ErrorCode::InvalidArgument:
        return translated(QT_TRANSLATE_NOOP("texts", "value not allowed"));
    case ErrorCode::ReadOnlyProfile:
        return translated(QT_TRANSLATE_NOOP("texts", "read only"));
    case ErrorCode::SessionLocked:
        return translated(QT_TRANSLATE_NOOP("texts", "locked"));
    case ErrorCode::RateLimited:
        return translated(QT_TRANSLATE_NOOP("texts", "too many at once"));
    case ErrorCode::NotSupported:
        return translated(QT_TRANSLATE_NOOP("texts", "not supported"));
    case ErrorCode::NoSuchServer:
        return translated(QT_TRANSLATE_NOOP("texts", "no such server"));
    case ErrorCode::PreflightFailed:
        return translated(QT_TRANSLATE_NOOP("texts", "check failed"));
    case ErrorCode::ChangedMeanwhile:
        return translated(QT_TRANSLATE_NOOP("texts", "changed meanwhile"));
    case ErrorCode::VerifyFailed:
        return translated(QT_TRANSLATE_NOOP("texts", "not as it should be"));
    case ErrorCode::CommandNotFound:
        return translated(QT_TRANSLATE_NOOP("texts", "program missing"));
    case ErrorCode::CommandFailed:
        return translated(QT_TRANSLATE_NOOP("texts", "program failed"));
    case ErrorCode::FileNotFound:
        return translated(QT_TRANSLATE_NOOP("texts", "no such file"));
    case ErrorCode::FileUnreadable:
        return translated(QT_TRANSLATE_NOOP("texts", "file unreadable"));
    case ErrorCode::StoreUnavailable:
        return translated(QT_TRANSLATE_NOOP("texts", "store not available"));
    case ErrorCode::StoreLocked:
        return translated(QT_TRANSLATE_NOOP("texts", "store in use"));
    case ErrorCode::StoreReadOnly:
        return translated(QT_TRANSLATE_NOOP("texts", "store cannot be written"));
    case ErrorCode::StoreCorrupt:
        return translated(QT_TRANSLATE_NOOP("texts", "store damaged"));
    case ErrorCode::StoreNewer:
        return translated(QT_TRANSLATE_NOOP("texts", "store of a newer version"));
    case ErrorCode::StoreFull:
        return translated(QT_TRANSLATE_NOOP("texts", "disk full"));
    case ErrorCode::DataFolderUnusable:
        return translated(QT_TRANSLATE_NOOP("texts", "data folder unusable"));
    case ErrorCode::DataFolderInUse:
        return translated(QT_TRANSLATE_NOOP("texts", "data folder in use"));
    case ErrorCode::Internal:
        return translated(QT_TRANSLATE_NOOP("texts", "internal"));
    }
    return {};
}

} // namespace texts
