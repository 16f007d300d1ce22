// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/log_line.h"

#include "protocol/log_header.h"
#include "protocol/pickle_text.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace protocol {

namespace {

using core::LogEvent;
using core::LogEventKind;

constexpr qsizetype longestTarget = 1024; ///< characters; identifiers are an attacker's
constexpr qsizetype longestDetail = 2048;
constexpr qsizetype mostJails = 1000;
constexpr int shapesUntilNew = 20;
/// A clock that is a little ahead of ours has not reached the second of two equal hours yet.
constexpr qint64 clockSkewMs = 60'000;

QString textOf(QByteArrayView bytes, qsizetype longest)
{
    const QString text = textFromUtf8(bytes);
    return text.size() <= longest ? text : text.left(longest - 1) + u'…';
}

LogEvent makeEvent(LogEventKind kind, const QString &jail, QByteArrayView target, QByteArrayView detail = {})
{
    LogEvent event;
    event.kind = kind;
    event.jail = jail;
    event.target = textOf(target, longestTarget);
    event.detail = textOf(detail, longestDetail);
    return event;
}

/// What follows a beginning; absent: it begins otherwise.
std::optional<QByteArrayView> after(QByteArrayView text, QByteArrayView beginning)
{
    if (!text.startsWith(beginning))
        return std::nullopt;
    return text.sliced(beginning.size());
}

/// Splits at the last occurrence; second is empty where there is none.
std::pair<QByteArrayView, QByteArrayView> splitLast(QByteArrayView text, QByteArrayView separator)
{
    const qsizetype at = text.lastIndexOf(separator);
    if (at < 0)
        return { text, {} };
    return { text.first(at), text.sliced(at + separator.size()) };
}

/// "…, bad - 2026-11-20 20:37:42, 2 # -> 3.0[, Ban]": the observer says again what the filter has said.
bool isObserversFound(QByteArrayView rest)
{
    const auto [target, tail] = splitLast(rest, ", bad - ");
    const qsizetype date = logDateAt(tail);
    return date > 0 && tail.sliced(date).contains(" # -> ");
}

} // namespace

LogReader::LogReader(const QTimeZone &zone)
    : m_time(zone)
{
}

void LogReader::setJails(const QStringList &jails)
{
    m_jails.clear();
    for (const QString &jail : jails)
        m_jails.insert(utf8FromText(jail), jail);
}

void LogReader::learnJail(QByteArrayView name)
{
    if (m_jails.size() < mostJails)
        m_jails.insert(name.toByteArray(), textFromUtf8(name));
}

void LogReader::beginFile()
{
    m_line.clear();
    m_skipping = false;
    m_shape.reset();
    m_otherShapes = 0;
}

void LogReader::skipLine()
{
    m_line.clear();
    m_skipping = true;
}

QList<LogEvent> LogReader::feed(QByteArrayView bytes, qint64 nowMs)
{
    QList<LogEvent> events;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const auto part = end < 0 ? bytes : bytes.first(end);
        if (!m_skipping && end >= 0 && m_line.isEmpty())
            readLine(part, nowMs, events); // the usual case, without a copy
        else if (!m_skipping) {
            m_line += part.first(std::min(part.size(), std::max<qsizetype>(0, longestLine - m_line.size())));
            if (end >= 0)
                readLine(m_line, nowMs, events);
        }
        if (end < 0)
            break;
        m_line.clear();
        m_skipping = false;
        bytes = bytes.sliced(end + 1);
    }
    return events;
}

void LogReader::readLine(QByteArrayView line, qint64 nowMs, QList<LogEvent> &events)
{
    const LogHeader header = readLogHeader(line.first(std::min(line.size(), longestLine)));
    if (header.message.isEmpty() || !hasOwnShape(header))
        return;
    auto event = eventOf(header);
    if (!event)
        return;
    event->at = nowMs;
    if ((header.parts & LogHeader::Date) != 0) {
        const qint64 seconds = header.localMs / 1000;
        event->at = m_time.utcOf(seconds, (nowMs + clockSkewMs) / 1000) * 1000 + header.localMs % 1000;
    }
    events.append(*event);
}

/// A message may have several lines, and an attacker's text in them.
bool LogReader::hasOwnShape(const LogHeader &header)
{
    // The first line that is fail2ban's own tells; before it there may be the rest of another.
    const bool better = m_shape && (*m_shape & (LogHeader::Name | LogHeader::Level)) == 0 && header.isOwn();
    if (!m_shape || better) {
        m_shape = header.parts;
        m_otherShapes = 0;
        return true;
    }
    if (*m_shape == header.parts) {
        m_otherShapes = 0;
        return true;
    }
    // Somebody has changed the format while it ran: then no line of the old one comes any more.
    if (header.isOwn() && ++m_otherShapes >= shapesUntilNew) {
        m_shape = header.parts;
        m_otherShapes = 0;
        return true;
    }
    return false;
}

std::optional<LogEvent> LogReader::eventOf(const LogHeader &header)
{
    const QByteArrayView message = header.message;
    switch (message[0]) {
    case '[':
        if (auto event = jailEvent(header))
            return event;
        break;
    case 'C':
    case 'J':
        if (header.from("jail") || header.from("server")) {
            if (auto event = jailStateEvent(message))
                return event;
        }
        break;
    case 'S':
    case 'E':
        if (header.from("server")) {
            if (auto event = serverEvent(message))
                return event;
        }
        break;
    case 'F':
        if (header.from("action")) {
            if (auto event = failureEvent(message))
                return event;
        }
        break;
    default:
        break;
    }
    return header.severe ? std::optional(errorEvent(message)) : std::nullopt;
}

std::optional<LogEvent> LogReader::jailEvent(const LogHeader &header) const
{
    const qsizetype end = header.message.indexOf("] ");
    if (end < 0)
        return std::nullopt;
    const auto known = m_jails.constFind(header.message.sliced(1, end - 1).toByteArray());
    if (known == m_jails.constEnd())
        return std::nullopt;
    const QString &jail = *known;
    const QByteArrayView rest = header.message.sliced(end + 2);

    if (header.from("actions")) {
        // First, because it begins with the target: one named "Ban ..." must not become a ban.
        constexpr QByteArrayView already(" already banned");
        if (rest.endsWith(already))
            return makeEvent(LogEventKind::AlreadyBanned, jail, rest.chopped(already.size()));
        if (const auto target = after(rest, "Ban "))
            return makeEvent(LogEventKind::Ban, jail, *target);
        if (const auto target = after(rest, "Restore Ban "))
            return makeEvent(LogEventKind::RestoreBan, jail, *target);
        if (const auto target = after(rest, "Unban "))
            return makeEvent(LogEventKind::Unban, jail, *target);
        if (const auto target = after(rest, "Repeal Ban "))
            return makeEvent(LogEventKind::RepealBan, jail, *target);
        if (const auto text = after(rest, "Reban ")) {
            const auto [target, action] = splitLast(*text, ", action ");
            return makeEvent(LogEventKind::Reban, jail, target, action);
        }
    }
    if (header.from("observer")) {
        if (const auto text = after(rest, "Increase Ban "); text && text->endsWith(')')) {
            const auto [target, detail] = splitLast(text->chopped(1), " (");
            return makeEvent(LogEventKind::IncreaseBan, jail, target, detail);
        }
    }
    if (header.from("filter")) {
        if (const auto text = after(rest, "Found ")) {
            if ((header.parts & LogHeader::Name) == 0 && isObserversFound(*text))
                return std::nullopt;
            const auto [target, date] = splitLast(*text, " - ");
            if (logDateAt(date) == date.size() && !date.isEmpty())
                return makeEvent(LogEventKind::Found, jail, target, date);
            return makeEvent(LogEventKind::Found, jail, *text); // 0.9
        }
    }
    if (header.from("filter") || header.from("actions")) {
        if (const auto text = after(rest, "Ignore ")) {
            if (text->endsWith(", expired bantime"))
                return makeEvent(LogEventKind::Ignored, jail, splitLast(*text, ", ").first, "expired bantime");
            const auto [target, rule] = splitLast(*text, " by ");
            return makeEvent(LogEventKind::Ignored, jail, target, rule);
        }
    }
    return std::nullopt;
}

/// Failed to execute ban jail 'web' action 'dummy' info '...': Error banning 198.51.100.3
std::optional<LogEvent> LogReader::failureEvent(QByteArrayView message) const
{
    constexpr std::array beginnings { QByteArrayView("Failed to execute ban jail '"),
        QByteArrayView("Failed to execute reban jail '") };
    for (const QByteArrayView beginning : beginnings) {
        const auto rest = after(message, beginning);
        if (!rest)
            continue;
        constexpr QByteArrayView toAction("' action '");
        const qsizetype jailEnd = rest->indexOf(toAction);
        const auto jail = m_jails.constFind(rest->first(std::max<qsizetype>(0, jailEnd)).toByteArray());
        if (jailEnd <= 0 || jail == m_jails.constEnd())
            return std::nullopt;
        const auto fromAction = rest->sliced(jailEnd + toAction.size());
        const qsizetype actionEnd = fromAction.indexOf("' info '");
        const auto action = fromAction.first(actionEnd < 0 ? 0 : actionEnd);
        const auto why = splitLast(fromAction, "': ").second;
        const QByteArray detail = action.toByteArray() + ": " + why.toByteArray();
        auto event = makeEvent(LogEventKind::ActionFailed, *jail, {}, detail);
        // Where the action is a script; one in Python says what it likes.
        for (const QByteArrayView words : { QByteArrayView("Error banning "), QByteArrayView("Error rebanning ") }) {
            if (const auto target = after(why, words))
                event.target = textOf(*target, longestTarget);
        }
        return event;
    }
    return std::nullopt;
}

/// Jail 'sshd' started | stopped | reloaded; Creating new jail 'sshd'
std::optional<LogEvent> LogReader::jailStateEvent(QByteArrayView message)
{
    if (const auto text = after(message, "Creating new jail '"); text && text->endsWith('\'')) {
        learnJail(text->chopped(1));
        return std::nullopt;
    }
    const auto text = after(message, "Jail ");
    if (!text || text->isEmpty())
        return std::nullopt;
    const char quote = text->front();
    const auto [quoted, word] = splitLast(*text, " ");
    if ((quote != '\'' && quote != '"') || quoted.size() < 3 || !quoted.endsWith(quote))
        return std::nullopt;
    const auto name = quoted.sliced(1).chopped(1);
    LogEvent event;
    if (word == QByteArrayView("started"))
        event.kind = LogEventKind::JailStarted;
    else if (word == QByteArrayView("stopped"))
        event.kind = LogEventKind::JailStopped;
    else if (word == QByteArrayView("reloaded"))
        event.kind = LogEventKind::JailReloaded;
    else
        return std::nullopt;
    if (event.kind != LogEventKind::JailStopped)
        learnJail(name);
    event.jail = textOf(name, longestTarget);
    return event;
}

std::optional<LogEvent> LogReader::serverEvent(QByteArrayView message)
{
    LogEvent event;
    if (const auto version = after(message, "Starting Fail2ban v")) {
        m_stopping = false;
        event.kind = LogEventKind::ServerStarting;
        event.detail = textOf(*version, longestDetail);
        return event;
    }
    // 0.9 has the second one only.
    if (message.startsWith("Shutdown in progress") || message.startsWith("Exiting Fail2ban")) {
        if (std::exchange(m_stopping, true))
            return std::nullopt;
        event.kind = LogEventKind::ServerStopping;
        return event;
    }
    return std::nullopt;
}

LogEvent LogReader::errorEvent(QByteArrayView message) const
{
    LogEvent event;
    event.kind = LogEventKind::Error;
    event.detail = textOf(message, longestDetail);
    // [sshd] unhandled error in actions thread; Failed to start jail 'sshd' action 'x'
    QByteArrayView name;
    if (const qsizetype end = message.startsWith('[') ? message.indexOf("] ") : -1; end > 0) {
        name = message.sliced(1, end - 1);
    } else if (message.startsWith("Failed to ")) {
        constexpr QByteArrayView mark("jail '");
        constexpr qsizetype soon = 40;
        const qsizetype at = message.indexOf(mark);
        if (at > 0 && at < soon) {
            const auto rest = message.sliced(at + mark.size());
            name = rest.first(std::max<qsizetype>(0, rest.indexOf('\'')));
        }
    }
    event.jail = m_jails.value(name.toByteArray());
    return event;
}

} // namespace protocol
