// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_target.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {

QString logFileOf(const QString &target)
{
    if (!target.startsWith(u'/') || target.contains(QChar(u'\0')))
        return {};
    const qsizetype options = target.endsWith(u']') ? target.indexOf(u'[') : -1;
    return options > 0 ? target.left(options).trimmed() : target;
}

bool isHopelessForLog(core::ErrorCode code)
{
    using core::ErrorCode;
    constexpr std::array hopeless { ErrorCode::FileUnreadable, ErrorCode::PermissionDenied, ErrorCode::ElevationRefused,
        ErrorCode::ElevationPassword, ErrorCode::CommandNotFound, ErrorCode::InvalidArgument, ErrorCode::InvalidCommand,
        ErrorCode::ServerRefused, ErrorCode::UnexpectedReply, ErrorCode::NotSupported };
    return std::find(hopeless.begin(), hopeless.end(), code) != hopeless.end();
}

QString logConnection(const core::ServerProfile &profile)
{
    return profile.kind == core::ConnectionKind::Ssh ? profile.destination + u'\n' + profile.sshConfig : QString();
}

QList<ActionFailures> failuresByJail(const QList<core::LogEvent> &failures, qint64 sinceMs)
{
    QList<ActionFailures> sums;
    for (const core::LogEvent &event : failures) {
        if (event.at < sinceMs)
            continue;
        auto sum = std::find_if(
            sums.begin(), sums.end(), [&event](const ActionFailures &known) { return known.jail == event.jail; });
        if (sum == sums.end())
            sum = sums.insert(sums.end(), { event.jail, {}, {}, 0, 0 });
        ++sum->count;
        sum->lastAt = event.at;
        const qsizetype end = event.detail.indexOf(": "_L1);
        sum->action = event.detail.left(end);
        sum->detail = end < 0 ? QString() : event.detail.mid(end + 2);
    }
    std::stable_sort(
        sums.begin(), sums.end(), [](const ActionFailures &a, const ActionFailures &b) { return a.lastAt > b.lastAt; });
    return sums;
}

} // namespace services
