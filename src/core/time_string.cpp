// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/time_string.h"

#include <QByteArray>

#include <array>
#include <string_view>

using namespace Qt::StringLiterals;

namespace core {

namespace {

constexpr double longest = 1e12;

struct Unit
{
    std::string_view name;
    double seconds;
};

// Every spelling of _str2sec_parts in fail2ban/server/mytime.py; a year is 365.25 days, a month its twelfth.
constexpr double day = 86400;
constexpr double year = 365.25 * day;
constexpr std::array units {
    Unit { "d", day },
    Unit { "dd", day },
    Unit { "da", day },
    Unit { "day", day },
    Unit { "days", day },
    Unit { "w", 7 * day },
    Unit { "ww", 7 * day },
    Unit { "we", 7 * day },
    Unit { "wee", 7 * day },
    Unit { "week", 7 * day },
    Unit { "weeks", 7 * day },
    Unit { "mo", year / 12 },
    Unit { "mon", year / 12 },
    Unit { "month", year / 12 },
    Unit { "months", year / 12 },
    Unit { "y", year },
    Unit { "yy", year },
    Unit { "ye", year },
    Unit { "yea", year },
    Unit { "year", year },
    Unit { "years", year },
    Unit { "s", 1 },
    Unit { "ss", 1 },
    Unit { "se", 1 },
    Unit { "sec", 1 },
    Unit { "second", 1 },
    Unit { "seconds", 1 },
    Unit { "m", 60 },
    Unit { "mm", 60 },
    Unit { "mi", 60 },
    Unit { "min", 60 },
    Unit { "minute", 60 },
    Unit { "minutes", 60 },
    Unit { "h", 3600 },
    Unit { "hh", 3600 },
    Unit { "ho", 3600 },
    Unit { "hou", 3600 },
    Unit { "hour", 3600 },
    Unit { "hours", 3600 },
};

/// Reads the text from the left; every take...() leaves the position alone where it does not match.
class Reader
{
public:
    explicit Reader(QStringView text)
        : m_text(text)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_text.size(); }
    [[nodiscard]] bool take(char16_t c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }
    void skipBlanks()
    {
        while (take(u' ')) { }
    }
    /// \d+(\.\d+)? without a leading zero; -1 where there is none.
    [[nodiscard]] double takeNumber()
    {
        const qsizetype first = m_at;
        const qsizetype whole = takeDigits();
        if (whole == 0 || (whole > 1 && m_text[first] == u'0'))
            return -1;
        if (take(u'.') && takeDigits() == 0)
            return -1;
        bool ok = false;
        const double value = m_text.mid(first, m_at - first).toLatin1().toDouble(&ok);
        return ok ? value : -1;
    }
    /// Seconds of the unit; 0 where it is none. ASCII only: Python's (?i) knows more letters than anyone means.
    [[nodiscard]] double takeUnit()
    {
        QByteArray name;
        while (!atEnd()
            && ((m_text[m_at] >= u'a' && m_text[m_at] <= u'z') || (m_text[m_at] >= u'A' && m_text[m_at] <= u'Z')))
            name += char(m_text[m_at++].unicode() | 0x20);
        for (const Unit &unit : units) {
            if (unit.name == std::string_view(name.constData(), size_t(name.size())))
                return unit.seconds;
        }
        return 0;
    }

private:
    qsizetype takeDigits()
    {
        const qsizetype first = m_at;
        while (!atEnd() && m_text[m_at] >= u'0' && m_text[m_at] <= u'9')
            ++m_at;
        return m_at - first;
    }

    QStringView m_text;
    qsizetype m_at = 0;
};

} // namespace

Result<double> parseTimeString(QStringView text)
{
    const auto refused = [&text] { return failure(ErrorCode::InvalidArgument, text.left(200).toString()); };
    if (text.size() > 200)
        return refused();
    Reader reader(text);
    const bool negative = reader.take(u'-');
    double value = reader.takeNumber();
    if (value < 0)
        return refused();
    if (reader.atEnd()) {
        if (negative)
            return value == 1 ? Result<double>(-1) : refused();
        return value <= longest ? Result<double>(value) : refused();
    }
    if (negative)
        return refused();
    double sum = 0;
    while (true) {
        reader.skipBlanks();
        const double unit = reader.takeUnit();
        if (unit == 0)
            return refused();
        sum += value * unit;
        if (sum > longest)
            return refused();
        if (reader.atEnd())
            return sum;
        reader.skipBlanks();
        value = reader.takeNumber();
        if (value < 0)
            return refused();
    }
}

QString timeString(qint64 seconds)
{
    if (seconds <= 0)
        return QString::number(seconds);
    if (seconds % 604800 == 0)
        return QString::number(seconds / 604800) + u'w';
    QString text;
    const auto part = [&text, &seconds](qint64 length, QChar unit) {
        if (const qint64 count = seconds / length; count > 0) {
            if (!text.isEmpty())
                text += u' ';
            text += QString::number(count) + unit;
        }
        seconds %= length;
    };
    part(86400, u'd');
    part(3600, u'h');
    part(60, u'm');
    part(1, u's');
    return text;
}

} // namespace core
