// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ip_address.h"

#include <QByteArray>
#include <QList>
#include <QStringList>

namespace config {

/// A day: what counts as lately in a log.
inline constexpr double daySeconds = 86400;

/// One failure that a filter found in a log.
struct FoundFailure
{
    core::IpAddress address;
    double at = 0; ///< UTC seconds
};

/// The output of `fail2ban-regex -o '<ip>|<time>'`; what is no address (names, identifiers) is passed over. That
/// program dates lines without a year to 1970 and thereabouts: they are taken for the last such day before `now` (UTC
/// seconds).
[[nodiscard]] QList<FoundFailure> foundFailures(const QByteArray &output, double now);

/// Addresses with maxretry failures within findtime seconds, in the order of the numbers. Failures before `since` do
/// not count.
[[nodiscard]] QList<core::IpAddress> wouldBeBanned(
    QList<FoundFailure> failures, qint64 maxretry, double findtime, double since);

/// Whether a jail's ignore list names the address. Host names in it are not looked up.
[[nodiscard]] bool isIgnored(const core::IpAddress &address, const QStringList &ignoreip);

} // namespace config
