// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/lockout.h"

#include <QDateTime>

#include <algorithm>
#include <map>
#include <vector>

namespace config {
namespace {

/// The date of a line that names no year.
double withYear(double at, double now)
{
    if (at > 3 * 365 * daySeconds)
        return at;
    QDateTime time = QDateTime::fromSecsSinceEpoch(qint64(at), Qt::UTC);
    const int year = QDateTime::fromSecsSinceEpoch(qint64(now), Qt::UTC).date().year();
    time = time.addYears(year - time.date().year());
    // A day in the future may be a clock that is a little ahead, or another time zone.
    if (double(time.toSecsSinceEpoch()) > now + daySeconds)
        time = time.addYears(-1);
    return double(time.toSecsSinceEpoch());
}

} // namespace

QList<FoundFailure> foundFailures(const QByteArray &output, double now)
{
    QList<FoundFailure> found;
    for (const QByteArray &line : output.split('\n')) {
        const qsizetype bar = line.lastIndexOf('|');
        if (bar < 0)
            continue;
        const auto address = core::IpAddress::parse(QString::fromUtf8(line.left(bar)));
        bool ok = false;
        const double at = line.mid(bar + 1).trimmed().toDouble(&ok);
        if (address && ok)
            found.append({ *address, withYear(at, now) });
    }
    return found;
}

QList<core::IpAddress> wouldBeBanned(QList<FoundFailure> failures, qint64 maxretry, double findtime, double since)
{
    std::map<core::IpAddress, std::vector<double>> times;
    for (const FoundFailure &failure : failures) {
        if (failure.at >= since)
            times[failure.address].push_back(failure.at);
    }
    QList<core::IpAddress> banned;
    const size_t needed = size_t(std::max<qint64>(maxretry, 1));
    for (auto &[address, at] : times) {
        std::ranges::sort(at);
        for (size_t last = needed - 1; last < at.size(); ++last) {
            if (at[last] - at[last + 1 - needed] <= findtime) {
                banned.append(address);
                break;
            }
        }
    }
    return banned;
}

bool isIgnored(const core::IpAddress &address, const QStringList &ignoreip)
{
    return std::ranges::any_of(ignoreip, [&address](const QString &word) {
        const auto network = core::IpNetwork::parse(word);
        return network && network->contains(address);
    });
}

} // namespace config
