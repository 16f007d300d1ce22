// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/log_header.h"

#include <QDate>

#include <algorithm>
#include <array>

namespace protocol {

namespace {

constexpr QByteArrayView programName("fail2ban");

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHex(char c)
{
    return isDigit(c) || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

bool isWord(char c)
{
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
}

/// So many digits at this place; -1: there are none.
int digits(QByteArrayView text, qsizetype at, int count)
{
    if (at + count > text.size())
        return -1;
    int value = 0;
    for (int i = 0; i < count; ++i) {
        const char c = text[at + i];
        if (!isDigit(c))
            return -1;
        value = value * 10 + (c - '0');
    }
    return value;
}

template <typename Accepts> qsizetype lengthOf(QByteArrayView text, Accepts accepts)
{
    return std::find_if_not(text.begin(), text.end(), accepts) - text.begin();
}

/// "fail2ban" or "fail2ban.part"; its length, 0: none.
qsizetype nameAt(QByteArrayView text)
{
    if (!text.startsWith(programName))
        return 0;
    const auto rest = text.sliced(programName.size());
    const qsizetype length = lengthOf(rest, [](char c) { return isWord(c) || c == '.'; });
    if (length > 0 && rest[0] != '.')
        return 0;
    return programName.size() + length;
}

struct LevelWord
{
    QByteArrayView word;
    bool severe;
};

/// Formats of deep log levels cut the words at five letters.
constexpr std::array levelWords {
    LevelWord { "CRITICAL", true },
    LevelWord { "CRITI", true },
    LevelWord { "ERROR", true },
    LevelWord { "WARNING", false },
    LevelWord { "WARNI", false },
    LevelWord { "NOTICE", false },
    LevelWord { "NOTIC", false },
    LevelWord { "INFO", false },
    LevelWord { "DEBUG", false },
    LevelWord { "MSG", false },
    LevelWord { "TRACEDEBUG", false },
    LevelWord { "TRACE", false },
    LevelWord { "HEAVYDEBUG", false },
    LevelWord { "HEAVY", false },
};

const LevelWord *levelAt(QByteArrayView text)
{
    const auto word = text.first(lengthOf(text, isWord));
    const auto found
        = std::find_if(levelWords.begin(), levelWords.end(), [word](const auto &known) { return known.word == word; });
    return found == levelWords.end() ? nullptr : &*found;
}

/// "[1234]"; its length, 0: none.
qsizetype processAt(QByteArrayView text)
{
    if (!text.startsWith('['))
        return 0;
    const qsizetype length = lengthOf(text.sliced(1), isDigit);
    return length > 0 && length + 1 < text.size() && text[length + 1] == ']' ? length + 2 : 0;
}

/// " | actions-25: __checkBan |" of the deepest log levels; its length, 0: none.
qsizetype placeAt(QByteArrayView text)
{
    constexpr qsizetype longest = 80;
    if (!text.startsWith('|'))
        return 0;
    const qsizetype end = text.first(std::min(text.size(), longest)).sliced(1).indexOf('|');
    if (end < 0)
        return 0;
    const auto inside = text.sliced(1, end);
    const bool plain = std::all_of(inside.begin(), inside.end(),
        [](char c) { return isWord(c) || c == ' ' || c == '-' || c == ':' || c == '<' || c == '>'; });
    return plain && inside.contains(':') ? end + 2 : 0;
}

/// The number of a thread, or "+12345", milliseconds since the start; its length, 0: none.
qsizetype threadAt(QByteArrayView text)
{
    constexpr qsizetype shortest = 6;
    if (text.startsWith('+')) {
        const qsizetype length = lengthOf(text.sliced(1), [](char c) { return isDigit(c) || c == ' '; });
        return length > 0 ? length + 1 : 0;
    }
    const qsizetype length = lengthOf(text, isHex);
    return length >= shortest && length < text.size() && text[length] == ' ' ? length : 0;
}

bool isBetween(char c)
{
    return c == ' ' || c == '\t' || c == ':' || c == '-';
}

void skip(QByteArrayView &text, qsizetype length)
{
    text = text.sliced(length);
    text = text.sliced(lengthOf(text, isBetween));
}

/// Name and process; false: neither stands here.
bool takeName(QByteArrayView &text, LogHeader &header)
{
    if (const qsizetype length = nameAt(text); length > 0 && (header.parts & LogHeader::Name) == 0) {
        header.name = text.first(length);
        header.parts |= LogHeader::Name;
        skip(text, length);
        return true;
    }
    // A number in brackets without a name before it may be a jail's.
    if (const qsizetype length = processAt(text);
        length > 0 && (header.parts & LogHeader::Name) != 0 && (header.parts & LogHeader::Process) == 0) {
        header.parts |= LogHeader::Process;
        skip(text, length);
        return true;
    }
    return false;
}

} // namespace

bool LogHeader::from(QByteArrayView part) const
{
    if ((parts & Name) == 0 || name.size() == programName.size())
        return true;
    // "filtersystemd" and its like are the filter, too.
    return name.sliced(programName.size() + 1).startsWith(part);
}

qsizetype logDateAt(QByteArrayView text, qint64 *localMs)
{
    constexpr qsizetype length = 19;
    if (text.size() < length || text[4] != '-' || text[7] != '-' || (text[10] != ' ' && text[10] != 'T')
        || text[13] != ':' || text[16] != ':')
        return 0;
    const int year = digits(text, 0, 4);
    const int month = digits(text, 5, 2);
    const int day = digits(text, 8, 2);
    const int hour = digits(text, 11, 2);
    const int minute = digits(text, 14, 2);
    const int second = digits(text, 17, 2);
    const QDate date(year, month, day);
    if (year < 1970 || !date.isValid() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0
        || second > 60)
        return 0;
    qsizetype end = length;
    int ms = 0;
    if (end < text.size() && (text[end] == ',' || text[end] == '.')) {
        const qsizetype count = lengthOf(text.sliced(end + 1), isDigit);
        if (count > 0) {
            ms = std::max(0, digits(text, end + 1, 3));
            end += 1 + count;
        }
    }
    if (localMs) {
        constexpr qint64 julianOf1970 = 2'440'588;
        const qint64 seconds = (date.toJulianDay() - julianOf1970) * 86'400 + hour * 3600 + minute * 60 + second;
        *localMs = seconds * 1000 + ms;
    }
    return end;
}

LogHeader readLogHeader(QByteArrayView line)
{
    LogHeader header;
    QByteArrayView rest = line;
    // A log that was cut while it was written begins with NULs.
    rest = rest.sliced(lengthOf(rest, [](char c) { return c == '\0' || c == ' ' || c == '\t'; }));
    if (const qsizetype length = logDateAt(rest, &header.localMs)) {
        header.parts |= LogHeader::Date;
        skip(rest, length);
    }
    while (!rest.isEmpty()) {
        if (takeName(rest, header))
            continue;
        if (const LevelWord *level = levelAt(rest)) {
            header.parts |= LogHeader::Level;
            header.severe = level->severe;
            rest = rest.sliced(level->word.size());
            rest = rest.sliced(lengthOf(rest, isBetween));
            if (const qsizetype length = placeAt(rest)) {
                rest = rest.sliced(length);
                rest = rest.sliced(lengthOf(rest, [](char c) { return c == ' '; }));
            }
            while (takeName(rest, header)) { }
            break;
        }
        const qsizetype length = threadAt(rest);
        if (length == 0)
            break;
        skip(rest, length);
    }
    header.message = rest;
    return header;
}

} // namespace protocol
