// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pending_rules.h"

#include "core/ip_address.h"

using namespace Qt::StringLiterals;

namespace core {

namespace {

bool meet(const QString &a, const QString &b, bool byContainment)
{
    if (a == b)
        return true;
    if (!byContainment)
        return false;
    const auto first = IpNetwork::parse(a);
    const auto second = IpNetwork::parse(b);
    return first && second && first->overlaps(*second);
}

} // namespace

bool mayPassByItself(ErrorCode code)
{
    switch (code) {
    case ErrorCode::Timeout:
    case ErrorCode::NoSocket:
    case ErrorCode::Refused:
    case ErrorCode::Busy:
    case ErrorCode::ConnectionLost:
    case ErrorCode::TunnelDown:
    case ErrorCode::TunnelFrozen:
    case ErrorCode::AuthenticationRequired:
    case ErrorCode::HostKeyUnknown:
    case ErrorCode::ElevationPassword:
    case ErrorCode::ShuttingDown:
        return true;
    case ErrorCode::Cancelled:
    case ErrorCode::NotASocket:
    case ErrorCode::PathTooLong:
    case ErrorCode::PermissionDenied:
    case ErrorCode::HostKeyChanged:
    case ErrorCode::ElevationRefused:
    case ErrorCode::ProtocolError:
    case ErrorCode::ServerRefused:
    case ErrorCode::UnknownJail:
    case ErrorCode::DuplicateJail:
    case ErrorCode::InvalidCommand:
    case ErrorCode::UnexpectedReply:
    case ErrorCode::InvalidArgument:
    case ErrorCode::ReadOnlyProfile:
    case ErrorCode::SessionLocked:
    case ErrorCode::RateLimited:
    case ErrorCode::NotSupported:
    case ErrorCode::NoSuchServer:
    case ErrorCode::PreflightFailed:
    case ErrorCode::ChangedMeanwhile:
    case ErrorCode::VerifyFailed:
    case ErrorCode::CommandNotFound:
    case ErrorCode::CommandFailed:
    case ErrorCode::FileNotFound:
    case ErrorCode::FileUnreadable:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreLocked:
    case ErrorCode::StoreReadOnly:
    case ErrorCode::StoreCorrupt:
    case ErrorCode::StoreNewer:
    case ErrorCode::StoreFull:
    case ErrorCode::DataFolderUnusable:
    case ErrorCode::DataFolderInUse:
    case ErrorCode::Internal:
        return false;
    }
    return false;
}

PendingOverlap overlapOf(const PendingChange &older, const PendingChange &newer, bool sent)
{
    using Kind = PendingChange::Kind;
    if (older.server != newer.server)
        return { older, {} };
    if (newer.kind == Kind::UnbanAll)
        return { {}, older };
    if (older.kind == Kind::UnbanAll)
        return sent && newer.kind == Kind::Ban ? PendingOverlap { {}, older } : PendingOverlap { older, {} };
    // Without a jail it means every jail of the server.
    const bool newerEverywhere = newer.jail.isEmpty();
    const bool olderEverywhere = older.jail.isEmpty();
    if (newer.jail != older.jail && !newerEverywhere && !(sent && olderEverywhere && newer.kind == Kind::Ban))
        return { older, {} };
    const bool byContainment = newer.kind != older.kind;
    PendingOverlap overlap { older, older };
    overlap.left.targets.clear();
    overlap.taken.targets.clear();
    for (const QString &target : older.targets) {
        const bool taken = std::ranges::any_of(
            newer.targets, [&](const QString &other) { return meet(target, other, byContainment); });
        (taken ? overlap.taken : overlap.left).targets.append(target);
    }
    if (overlap.taken.targets.isEmpty())
        overlap.taken = {};
    if (overlap.left.targets.isEmpty())
        overlap.left = {};
    return overlap;
}

QString pendingKindName(PendingChange::Kind kind)
{
    switch (kind) {
    case PendingChange::Kind::Ban:
        return u"ban"_s;
    case PendingChange::Kind::Unban:
        return u"unban"_s;
    case PendingChange::Kind::UnbanAll:
        return u"unban_all"_s;
    }
    return {};
}

PendingChange::Kind pendingKindFromName(const QString &name)
{
    for (const auto kind : { PendingChange::Kind::Unban, PendingChange::Kind::UnbanAll }) {
        if (pendingKindName(kind) == name)
            return kind;
    }
    return PendingChange::Kind::Ban;
}

} // namespace core
