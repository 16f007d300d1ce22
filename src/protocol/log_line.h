// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/log_event.h"
#include "protocol/local_time.h"

#include <QByteArray>
#include <QHash>
#include <QList>
#include <QStringList>

#include <optional>

namespace protocol {

struct LogHeader; // of log_header.h

/// Reads fail2ban's log (fact sheet 7), the lines of 0.9 to 1.1.1 with and without date, padding, process number or
/// level, as far as a custom format keeps fail2ban's own order of them. Bytes may be cut anywhere.
///
/// A log is full of an attacker's text. A line ends at LF only; a jail is one that the server has or has just said to
/// have created, at the one place where fail2ban writes it; a message counts only from the part of fail2ban that
/// writes it; lines of another shape than the log's own are the rest of a message of several lines. Lines are cut at
/// 16 KiB, targets and details sooner. Bytes that are no UTF-8 become U+FFFD, lone surrogates stay.
///
/// In the events, detail is: Found: the time of the failure; IncreaseBan: what is in its brackets; Ignored: the rule;
/// Reban: the action; ActionFailed: "action: what went wrong"; ServerStarting: the version; Error: the message.
class LogReader
{
public:
    /// zone: that of the server, whose wall times the log has.
    explicit LogReader(const QTimeZone &zone = QTimeZone::utc());

    void setZone(const QTimeZone &zone) { m_time = LocalTime(zone); }
    void setJails(const QStringList &jails);
    /// What comes next begins a file: its shape is learnt anew.
    void beginFile();
    /// What comes next may be the rest of a line: it is passed over.
    void skipLine();
    /// nowMs (UTC): the time of lines that have none, and what tells the two hours apart that clocks show twice.
    [[nodiscard]] QList<core::LogEvent> feed(QByteArrayView bytes, qint64 nowMs);

    static constexpr qsizetype longestLine = 16 * 1024;

private:
    void readLine(QByteArrayView line, qint64 nowMs, QList<core::LogEvent> &events);
    [[nodiscard]] bool hasOwnShape(const LogHeader &header);
    [[nodiscard]] std::optional<core::LogEvent> eventOf(const LogHeader &header);
    [[nodiscard]] std::optional<core::LogEvent> jailEvent(const LogHeader &header) const;
    [[nodiscard]] std::optional<core::LogEvent> failureEvent(QByteArrayView message) const;
    [[nodiscard]] std::optional<core::LogEvent> jailStateEvent(QByteArrayView message);
    [[nodiscard]] std::optional<core::LogEvent> serverEvent(QByteArrayView message);
    [[nodiscard]] core::LogEvent errorEvent(QByteArrayView message) const;
    void learnJail(QByteArrayView name);

    LocalTime m_time;
    QHash<QByteArray, QString> m_jails; ///< by their bytes
    QByteArray m_line; ///< what has come of a line
    bool m_skipping = false;
    std::optional<int> m_shape; ///< parts that the log's lines begin with
    int m_otherShapes = 0; ///< lines in a row of another shape
    bool m_stopping = false;
};

} // namespace protocol
