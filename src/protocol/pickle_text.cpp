// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/pickle_text.h"

#include <QStringDecoder>

#include <algorithm>
#include <cstring>
#include <vector>

namespace protocol {

namespace {

uchar byteAt(QByteArrayView bytes, qsizetype i)
{
    return static_cast<uchar>(bytes[i]);
}

void appendUtf8(QByteArray &out, char32_t code)
{
    const auto add = [&out](char32_t byte) { out.append(static_cast<char>(byte)); };
    if (code < 0x80) {
        add(code);
    } else if (code < 0x800) {
        add(0xc0 | (code >> 6));
        add(0x80 | (code & 0x3f));
    } else if (code < 0x10000) {
        add(0xe0 | (code >> 12));
        add(0x80 | ((code >> 6) & 0x3f));
        add(0x80 | (code & 0x3f));
    } else {
        add(0xf0 | (code >> 18));
        add(0x80 | ((code >> 12) & 0x3f));
        add(0x80 | ((code >> 6) & 0x3f));
        add(0x80 | (code & 0x3f));
    }
}

int hexDigit(uchar c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

std::optional<char32_t> hexNumber(QByteArrayView text, qsizetype at, int digits)
{
    if (text.size() - at < digits)
        return std::nullopt;
    char32_t code = 0;
    for (int i = 0; i < digits; ++i) {
        const int digit = hexDigit(byteAt(text, at + i));
        if (digit < 0)
            return std::nullopt;
        code = code * 16 + static_cast<char32_t>(digit);
    }
    return code;
}

bool isSurrogateAt(QByteArrayView utf8, qsizetype i)
{
    return byteAt(utf8, i) == 0xed && i + 2 < utf8.size() && byteAt(utf8, i + 1) >= 0xa0 && byteAt(utf8, i + 1) <= 0xbf
        && (byteAt(utf8, i + 2) & 0xc0) == 0x80;
}

} // namespace

QString textFromUtf8(QByteArrayView utf8)
{
    QString out;
    qsizetype from = 0;
    for (qsizetype i = utf8.indexOf('\xed'); i >= 0; i = utf8.indexOf('\xed', i + 1)) {
        if (i < from || !isSurrogateAt(utf8, i))
            continue;
        out += QString::fromUtf8(utf8.sliced(from, i - from));
        out += QChar(
            static_cast<char16_t>(0xd000 | ((byteAt(utf8, i + 1) & 0x3f) << 6) | (byteAt(utf8, i + 2) & 0x3f)));
        from = i + 3;
    }
    if (from == 0)
        return QString::fromUtf8(utf8);
    out += QString::fromUtf8(utf8.sliced(from));
    return out;
}

QByteArray utf8FromText(QStringView text)
{
    QByteArray out;
    out.reserve(text.size() + text.size() / 4);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            appendUtf8(out, QChar::surrogateToUcs4(c, text[i + 1]));
            ++i;
        } else {
            appendUtf8(out, c.unicode());
        }
    }
    return out;
}

QString textFromByteString(QByteArrayView bytes)
{
    QStringDecoder decoder(
        QStringDecoder::Utf8, QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    QString text = decoder(bytes);
    return decoder.hasError() ? QString::fromLatin1(bytes) : text;
}

std::optional<QByteArray> fromRawUnicodeEscape(QByteArrayView line)
{
    QByteArray out;
    out.reserve(line.size());
    for (qsizetype i = 0; i < line.size(); ++i) {
        const uchar c = byteAt(line, i);
        const uchar next = c == '\\' && i + 1 < line.size() ? byteAt(line, i + 1) : 0;
        if (c != '\\' || i + 1 >= line.size()) {
            appendUtf8(out, c);
        } else if (next != 'u' && next != 'U') {
            // A backslash takes the next character with it, so that "\\u0041" stays as it is (unicodeobject.c).
            appendUtf8(out, c);
            appendUtf8(out, next);
            ++i;
        } else {
            const int digits = next == 'u' ? 4 : 8;
            const auto code = hexNumber(line, i + 2, digits);
            if (!code || *code > 0x10ffff)
                return std::nullopt;
            appendUtf8(out, *code);
            i += 1 + digits;
        }
    }
    return out;
}

std::optional<QByteArray> fromStringLiteral(QByteArrayView line)
{
    const QByteArrayView quoted = line.trimmed();
    if (quoted.size() < 2 || quoted.front() != quoted.back() || (quoted.front() != '\'' && quoted.front() != '"'))
        return std::nullopt;
    const QByteArrayView text = quoted.sliced(1, quoted.size() - 2);
    QByteArray out;
    out.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '\\') {
            out.append(c);
            continue;
        }
        if (++i >= text.size())
            return std::nullopt;
        const char escape = text[i];
        static constexpr char letters[] = "\\'\"abfnrtv";
        static constexpr char meanings[] = "\\'\"\a\b\f\n\r\t\v";
        if (const char *at = escape == '\0' ? nullptr : std::strchr(letters, escape)) {
            out.append(meanings[at - letters]);
        } else if (escape == 'x') {
            const auto code = hexNumber(text, i + 1, 2);
            if (!code)
                return std::nullopt;
            out.append(static_cast<char>(*code));
            i += 2;
        } else if (escape >= '0' && escape <= '7') {
            unsigned code = 0;
            int digits = 0;
            for (; digits < 3 && i + digits < text.size() && text[i + digits] >= '0' && text[i + digits] <= '7';
                 ++digits)
                code = code * 8 + static_cast<unsigned>(text[i + digits] - '0');
            out.append(static_cast<char>(code & 0xff));
            i += digits - 1;
        } else if (escape != '\n') {
            out.append('\\');
            out.append(escape);
        }
    }
    return out;
}

bool isDecimal(QByteArrayView text)
{
    if (!text.isEmpty() && (text.front() == '-' || text.front() == '+'))
        text = text.sliced(1);
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

QString digitsOfBinary(QByteArrayView littleEndian)
{
    if (littleEndian.isEmpty())
        return QStringLiteral("0");
    const bool negative = (byteAt(littleEndian, littleEndian.size() - 1) & 0x80) != 0;
    // Magnitude in 32-bit limbs, least significant first.
    std::vector<std::uint32_t> limbs(static_cast<std::size_t>(littleEndian.size() + 3) / 4, 0);
    std::uint64_t carry = negative ? 1 : 0;
    for (std::size_t i = 0; i < limbs.size(); ++i) {
        std::uint32_t limb = 0;
        for (int b = 3; b >= 0; --b) {
            const auto at = static_cast<qsizetype>(i * 4) + b;
            const uchar byte = at < littleEndian.size() ? byteAt(littleEndian, at) : (negative ? 0xff : 0);
            limb = (limb << 8) | byte;
        }
        if (negative) {
            carry += static_cast<std::uint32_t>(~limb);
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32;
        }
        limbs[i] = limb;
    }
    QByteArray reversed;
    while (!limbs.empty()) {
        std::uint64_t rest = 0;
        for (std::size_t i = limbs.size(); i-- > 0;) {
            const std::uint64_t value = (rest << 32) | limbs[i];
            limbs[i] = static_cast<std::uint32_t>(value / 1'000'000'000U);
            rest = value % 1'000'000'000U;
        }
        while (!limbs.empty() && limbs.back() == 0)
            limbs.pop_back();
        for (int d = 0; d < 9; ++d) {
            reversed.append(static_cast<char>('0' + rest % 10));
            rest /= 10;
        }
    }
    while (reversed.size() > 1 && reversed.back() == '0')
        reversed.chop(1);
    if (negative)
        reversed.append('-');
    std::reverse(reversed.begin(), reversed.end());
    return QString::fromLatin1(reversed);
}

} // namespace protocol
