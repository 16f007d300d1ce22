// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/server_capabilities.h"

#include "protocol/commands.h"
#include "protocol/replies.h"

#include <QVersionNumber>

using namespace Qt::StringLiterals;
using core::ErrorCode;

namespace protocol {

namespace {

/// Reserved for documentation (RFC 5737): asking about it finds nothing and unbans nothing.
const QString &nobody()
{
    static const QString address = u"192.0.2.255"_s;
    return address;
}

bool hasShape(Capability capability, const Value &value)
{
    switch (capability) {
    case Capability::Stats:
        return value.kind() == Value::Kind::Dict;
    case Capability::StatusShort: {
        // 0.9.7 answers an unknown flavour with the basic one.
        const auto reply = replies::jailStatus({}, value);
        return reply && !reply->bans && (reply->jail.currentlyBanned || reply->jail.currentlyFailed);
    }
    case Capability::BansWithTime:
        return replies::isTimedBanList(value);
    case Capability::Banned:
    case Capability::UnbanEverywhere:
        return value.kind() == Value::Kind::List && value.size() == 1 && value.at(0).isSequence();
    case Capability::Count_:
        break;
    }
    return false;
}

} // namespace

Query capabilityProbe(Capability capability, const QString &jail)
{
    switch (capability) {
    case Capability::Stats:
        return stats().query;
    case Capability::StatusShort:
        return jailStatus(jail, StatusFlavour::Short).query;
    case Capability::BansWithTime:
        return jailBansWithTime(jail).query;
    case Capability::Banned:
    // `unban` came with `banned` (0.10) and cannot be tried without changing anything.
    case Capability::UnbanEverywhere:
    case Capability::Count_:
        break;
    }
    return bannedIn({ nobody() }).query;
}

TriState capabilityFromReply(Capability capability, const core::Result<Value> &reply)
{
    if (reply)
        return hasShape(capability, *reply) ? TriState::Yes : TriState::No;
    switch (reply.error().code) {
    case ErrorCode::InvalidCommand:
    case ErrorCode::UnexpectedReply:
        return TriState::No;
    case ErrorCode::UnknownJail:
        // An option taken for a jail is an answer; a jail that vanished meanwhile is none.
        return reply.error().detail.contains("'--"_L1) ? TriState::No : TriState::Unknown;
    default:
        return TriState::Unknown;
    }
}

bool capabilityNeedsJail(Capability capability)
{
    return capability == Capability::StatusShort || capability == Capability::BansWithTime;
}

int compareVersions(const QString &a, const QString &b)
{
    qsizetype suffixA = 0;
    qsizetype suffixB = 0;
    const QVersionNumber numberA = QVersionNumber::fromString(a, &suffixA);
    const QVersionNumber numberB = QVersionNumber::fromString(b, &suffixB);
    if (const int order = QVersionNumber::compare(numberA.normalized(), numberB.normalized()); order != 0)
        return order < 0 ? -1 : 1;
    // "1.1.2.dev1" comes before "1.1.2".
    const QString restA = a.mid(suffixA);
    const QString restB = b.mid(suffixB);
    if (restA.isEmpty() != restB.isEmpty())
        return restA.isEmpty() ? 1 : -1;
    const int order = restA.compare(restB);
    return order < 0 ? -1 : (order > 0 ? 1 : 0);
}

} // namespace protocol
