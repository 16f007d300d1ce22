// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

namespace protocol {

/// What stands before a message of fail2ban's log. Views into the line.
struct LogHeader
{
    enum Part { Date = 1, Name = 2, Process = 4, Level = 8 };

    int parts = 0; ///< of Part
    qint64 localMs = 0; ///< ms since 1970 as if the wall time were UTC; with Date
    QByteArrayView name; ///< "fail2ban.actions"; with Name
    bool severe = false; ///< ERROR or CRITICAL; with Level
    QByteArrayView message;

    /// More than a date, which every line of other programs has, too.
    [[nodiscard]] bool isOwn() const { return (parts & (Name | Level)) != 0; }
    /// Whether it may come from this part of fail2ban ("actions"); true where the format has no names.
    [[nodiscard]] bool from(QByteArrayView part) const;
};

/// Takes what it knows from the front of a line: date, thread, name, process, level, in the orders of fail2ban's
/// formats (also those of log levels below DEBUG). Where the level stands the header ends, but for a name behind it.
[[nodiscard]] LogHeader readLogHeader(QByteArrayView line);

/// "2026-11-20 20:37:31" at this place, with or without a fraction; its length, 0: none.
[[nodiscard]] qsizetype logDateAt(QByteArrayView text, qint64 *localMs = nullptr);

} // namespace protocol
