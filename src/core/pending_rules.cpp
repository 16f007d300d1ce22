// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pending_rules.h"

#include "core/ip_address.h"

#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace core {

namespace {

/// Whether targets meet one of a list, which is read once for many questions.
class Meeting
{
public:
    Meeting(const QStringList &others, bool byContainment)
        : m_texts(others.begin(), others.end())
        , m_byContainment(byContainment)
    {
        if (!byContainment)
            return;
        for (const QString &other : others) {
            if (const auto network = IpNetwork::parse(other))
                m_networks.append(*network);
        }
    }
    [[nodiscard]] bool has(const QString &target) const
    {
        if (m_texts.contains(target))
            return true;
        const auto network = m_byContainment ? IpNetwork::parse(target) : std::nullopt;
        return network
            && std::ranges::any_of(m_networks, [&](const IpNetwork &other) { return network->overlaps(other); });
    }

private:
    QSet<QString> m_texts;
    QList<IpNetwork> m_networks;
    bool m_byContainment;
};

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
    const Meeting newerTargets(newer.targets, byContainment);
    for (const QString &target : older.targets)
        (newerTargets.has(target) ? overlap.taken : overlap.left).targets.append(target);
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
