// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of bans: a jail can have 100,000 of them, so they are read from the nodes themselves, without a Value each.
#include "protocol/document.h"
#include "protocol/pickle_text.h"
#include "protocol/plain_address.h"
#include "protocol/replies.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <functional>

using namespace Qt::StringLiterals;

namespace protocol::replies {

namespace {

/// Out of line: its buffer would cost every plain address a look at the stack protector.
Q_NEVER_INLINE void readGeneral(QByteArrayView text, bool byteString, core::BanTarget &target)
{
    constexpr qsizetype longest = 64; // no address with a prefix or mask is longer
    if (text.size() <= longest) {
        std::array<char16_t, longest> wide {};
        std::transform(text.begin(), text.end(), wide.begin(), [](char c) { return static_cast<uchar>(c); });
        if (auto network = core::IpNetwork::parse(QStringView(wide.data(), text.size()))) {
            target = *network;
            return;
        }
    }
    target = core::BanIdentifier { byteString ? textFromByteString(text) : textFromUtf8(text) };
}

/// Reads the texts of one reply into targets that are freshly made.
class TargetReader
{
public:
    explicit TargetReader(const Document &document)
        : m_begin(document.bytes.constData())
        , m_size(document.bytes.size())
    {
    }

    void read(QByteArrayView text, bool byteString, core::BanTarget &target) const
    {
        quint32 v4 = 0;
        if (parse(text, v4))
            target.emplace<core::IpNetwork>(core::IpNetwork::V4 { v4 });
        else
            readGeneral(text, byteString, target);
    }

private:
    [[nodiscard]] bool parse(QByteArrayView text, quint32 &address) const
    {
#ifdef __SSE2__
        // Inside the reply: the end marker alone is nearly as long as what is read behind a text. Compared as numbers:
        // a text that was escaped on the wire lies in another block.
        const std::less_equal<const char *> notAfter;
        return m_size >= plainV4Reach && notAfter(m_begin, text.data())
            && notAfter(text.data(), m_begin + (m_size - plainV4Reach)) && plainV4Inside(text, address);
#else
        const auto v4 = plainV4(text);
        address = v4.value_or(0);
        return v4.has_value();
#endif
    }

    const char *m_begin;
    qsizetype m_size;
};

/// Two digits at p, or -1.
int twoDigits(const char *p)
{
    const int a = p[0] - '0';
    const int b = p[1] - '0';
    return a < 0 || a > 9 || b < 0 || b > 9 ? -1 : a * 10 + b;
}

constexpr qsizetype stampSize = 19; // "2026-11-20 20:23:06"

/// Days since 1970 of a Gregorian date (Howard Hinnant, "chrono-compatible low-level date algorithms").
qint64 daysFromCivil(qint64 year, int month, int day)
{
    year -= month <= 2 ? 1 : 0;
    const qint64 era = year / 400;
    const qint64 yearOfEra = year - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

/// Seconds since 1970 of a wall time as if it were UTC.
std::optional<qint64> wallSeconds(const char *p)
{
    const int century = twoDigits(p);
    const int year = twoDigits(p + 2);
    const int month = twoDigits(p + 5);
    const int day = twoDigits(p + 8);
    const int hour = twoDigits(p + 11);
    const int minute = twoDigits(p + 14);
    const int second = twoDigits(p + 17);
    if (p[4] != '-' || p[7] != '-' || p[10] != ' ' || p[13] != ':' || p[16] != ':' || (century | year) < 0 || month < 1
        || month > 12 || day < 1 || day > 31 || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 61)
        return std::nullopt;
    return (daysFromCivil(century * 100 + year, month, day) * 24 + hour) * 3600 + minute * 60 + second;
}

/// wallSeconds() that remembers the last minute: neighbours in a list are seconds apart.
class WallClock
{
public:
    /// Not an std::optional: it would be written by halves and read as a whole, which stalls once per ban.
    bool seconds(const char *p, qint64 &seconds)
    {
        const int second = twoDigits(p + sizeof m_minute);
        if (std::memcmp(p, m_minute, sizeof m_minute) != 0 || second < 0 || second > 61)
            return learn(p, second, seconds);
        seconds = m_base + second;
        return true;
    }

private:
    Q_NEVER_INLINE bool learn(const char *p, int second, qint64 &seconds)
    {
        const auto whole = wallSeconds(p);
        if (whole) {
            std::memcpy(m_minute, p, sizeof m_minute);
            m_base = *whole - second;
            seconds = *whole;
        }
        return whole.has_value();
    }

    char m_minute[17] = {}; ///< "2026-11-20 20:23:"
    qint64 m_base = 0;
};

/// "<id> \t<from> + <seconds> = <until>" (actions.py getBanList). Read from its end: the id is an attacker's text and
/// may contain anything, a line of the same form included.
bool readTimed(QByteArrayView line, bool byteString, const TargetReader &targets, WallClock &clock, TimedBan &ban)
{
    const char *begin = line.data();
    const char *p = begin + line.size() - stampSize; // <until>
    if (line.size() < stampSize + 3 + 1 + 3 + stampSize + 2 || p[-1] != ' ' || p[-2] != '=' || p[-3] != ' ')
        return false;
    p -= 3;
    const char *secondsEnd = p;
    const char *lowest = begin + stampSize + 2 + 3;
    while (p > lowest && ((p[-1] >= '0' && p[-1] <= '9') || p[-1] == '-'))
        --p;
    bool negative = false;
    qint64 seconds = 0;
    const char *digit = p;
    if (digit != secondsEnd && *digit == '-') {
        negative = true;
        ++digit;
    }
    if (digit == secondsEnd || secondsEnd - digit > 18)
        return false;
    for (; digit != secondsEnd; ++digit) {
        if (*digit < '0' || *digit > '9')
            return false;
        seconds = seconds * 10 + (*digit - '0');
    }
    if (p < lowest || p[-1] != ' ' || p[-2] != '+' || p[-3] != ' ')
        return false;
    p -= 3 + stampSize;
    qint64 since = 0;
    if (!clock.seconds(p, since) || p[-1] != '\t' || p[-2] != ' ')
        return false;
    targets.read(line.first(p - 2 - begin), byteString, ban.target);
    ban.localSince = since;
    // -1 is for ever; -2 is what a database from before 0.11 does not know (database.py).
    ban.banTime = !negative ? seconds : (seconds == 1 ? core::permanentBan : core::unknownTime);
    return true;
}

/// Calls take(text, isByteString) for every entry; false where one is no text.
template <typename Take> bool forEachText(const Value &list, Take take)
{
    const Document *document = Document::of(list);
    const Node &node = document->nodes[Document::nodeOf(list)];
    for (std::uint32_t i = 0; i < node.size; ++i) {
        const Node &item = document->nodes[document->child(node, i)];
        if (item.kind != NodeKind::String)
            return false;
        take(document->text(item), (item.flags & Node::ByteString) != 0);
    }
    return true;
}

} // namespace

core::Result<core::BanList> bans(const Value &value)
{
    if (!value.isSequence())
        return core::failure(core::ErrorCode::UnexpectedReply, u"list of bans expected"_s);
    core::BanList out;
    out.reserve(static_cast<std::size_t>(value.size()));
    const TargetReader targets(*Document::of(value));
    const bool good = forEachText(value, [&out, &targets](QByteArrayView text, bool byteString) {
        targets.read(text, byteString, out.emplace_back().target);
    });
    if (!good)
        return core::failure(core::ErrorCode::UnexpectedReply, u"a ban that is no text"_s);
    return out;
}

core::Result<QHash<QString, core::BanList>> bansByJail(const Value &value)
{
    QHash<QString, core::BanList> out;
    const auto take = [&out](const Value &jails) -> std::optional<core::Error> {
        for (qsizetype i = 0; i < jails.size(); ++i) {
            auto list = bans(jails.valueAt(i));
            if (!list)
                return list.error();
            out.insert(jails.keyAt(i).toString(), std::move(*list));
        }
        return std::nullopt;
    };
    // A list of dicts with one jail each (server.py status "banned").
    if (!value.isSequence() && value.kind() != Value::Kind::Dict)
        return core::failure(core::ErrorCode::UnexpectedReply, u"bans by jail expected"_s);
    if (value.kind() == Value::Kind::Dict) {
        if (const auto error = take(value))
            return tl::unexpected(*error);
        return out;
    }
    for (qsizetype i = 0; i < value.size(); ++i) {
        if (value.at(i).kind() != Value::Kind::Dict)
            return core::failure(core::ErrorCode::UnexpectedReply, u"bans by jail expected"_s);
        if (const auto error = take(value.at(i)))
            return tl::unexpected(*error);
    }
    return out;
}

core::Result<TimedBanList> timedBans(const Value &value)
{
    if (!value.isSequence())
        return core::failure(core::ErrorCode::UnexpectedReply, u"list of bans expected"_s);
    TimedBanList out;
    out.reserve(static_cast<std::size_t>(value.size()));
    const TargetReader targets(*Document::of(value));
    WallClock clock;
    const bool good = forEachText(value, [&out, &targets, &clock](QByteArrayView line, bool byteString) {
        TimedBan &ban = out.emplace_back();
        if (!readTimed(line, byteString, targets, clock, ban))
            targets.read(line, byteString, ban.target); // a daemon that knows no times lists the bare targets
    });
    if (!good)
        return core::failure(core::ErrorCode::UnexpectedReply, u"a ban that is no text"_s);
    return out;
}

bool isTimedBanList(const Value &value)
{
    if (value.kind() != Value::Kind::List)
        return false;
    bool timed = true;
    const TargetReader targets(*Document::of(value));
    WallClock clock;
    const bool good = forEachText(value, [&](QByteArrayView line, bool byteString) {
        TimedBan ban;
        timed = timed && readTimed(line, byteString, targets, clock, ban);
    });
    return good && timed;
}

} // namespace protocol::replies
