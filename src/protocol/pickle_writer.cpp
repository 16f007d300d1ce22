// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/pickle_writer.h"

#include "protocol/pickle_opcodes.h"
#include "protocol/pickle_text.h"
#include "protocol/wire.h"

#include <QtEndian>

#include <bit>
#include <charconv>
#include <cmath>

namespace protocol {

namespace {

template <typename... Ts> struct Overloaded : Ts...
{
    using Ts::operator()...;
};
template <typename... Ts> Overloaded(Ts...) -> Overloaded<Ts...>; // clang 14 needs the guide

void put(QByteArray &out, std::uint8_t byte)
{
    out.append(static_cast<char>(byte));
}

template <typename T> void putLittle(QByteArray &out, T number)
{
    char bytes[sizeof(T)];
    qToLittleEndian(number, bytes);
    out.append(bytes, sizeof(T));
}

void writeBinary(QByteArray &out, const QList<Word> &words);

void writeBinary(QByteArray &out, const Word &word)
{
    std::visit(Overloaded {
                   [&out](const QString &text) {
                       const QByteArray utf8 = utf8FromText(text);
                       put(out, opcode::BinUnicode);
                       putLittle(out, static_cast<quint32>(utf8.size()));
                       out.append(utf8);
                   },
                   [&out](qint64 number) {
                       if (number >= 0 && number <= 0xff) {
                           put(out, opcode::BinInt1);
                           put(out, static_cast<std::uint8_t>(number));
                       } else if (number >= std::numeric_limits<qint32>::min()
                           && number <= std::numeric_limits<qint32>::max()) {
                           put(out, opcode::BinInt);
                           putLittle(out, static_cast<qint32>(number));
                       } else {
                           put(out, opcode::Long1);
                           put(out, 8);
                           putLittle(out, number);
                       }
                   },
                   [&out](double number) {
                       put(out, opcode::BinFloat);
                       char bytes[8];
                       qToBigEndian(std::bit_cast<quint64>(number), bytes);
                       out.append(bytes, 8);
                   },
                   [&out](bool flag) { put(out, flag ? opcode::NewTrue : opcode::NewFalse); },
                   [&out](const QList<Word> &list) { writeBinary(out, list); },
                   [&out](const WordPairs &pairs) {
                       put(out, opcode::EmptyDict);
                       put(out, opcode::Mark);
                       for (const Word &item : pairs.keysAndValues)
                           writeBinary(out, item);
                       put(out, opcode::SetItems);
                   },
               },
        word.value);
}

void writeBinary(QByteArray &out, const QList<Word> &words)
{
    put(out, opcode::EmptyList);
    if (words.isEmpty())
        return;
    put(out, opcode::Mark);
    for (const Word &word : words)
        writeBinary(out, word);
    put(out, opcode::Appends);
}

/// UNICODE, "raw-unicode-escape": everything but plain ASCII is escaped, and so are '<' (no marker can be spelled), the
/// backslash, line ends, NUL and 0x1a (pickle.py, save_str).
void writeEscaped(QByteArray &out, const QString &text)
{
    put(out, opcode::Unicode);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c >= 0x20 && c < 0x7f && c != u'<' && c != u'\\') {
            put(out, static_cast<std::uint8_t>(c));
        } else if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            const char32_t code = QChar::surrogateToUcs4(text[i], text[i + 1]);
            out.append("\\U" + QByteArray::number(code, 16).rightJustified(8, '0'));
            ++i;
        } else {
            out.append("\\u" + QByteArray::number(c, 16).rightJustified(4, '0'));
        }
    }
    put(out, '\n');
}

void writeText(QByteArray &out, const QList<Word> &words);

void writeText(QByteArray &out, const Word &word)
{
    std::visit(Overloaded {
                   [&out](const QString &text) { writeEscaped(out, text); },
                   [&out](qint64 number) { out.append("L" + QByteArray::number(number) + "L\n"); },
                   [&out](double number) {
                       char digits[40];
                       const auto [end, error] = std::to_chars(digits, digits + sizeof digits, number);
                       static_cast<void>(error); // the shortest form of a double has at most 24 characters
                       put(out, opcode::Float);
                       out.append(digits, end - digits);
                       put(out, '\n');
                   },
                   [&out](bool flag) { out.append(flag ? "I01\n" : "I00\n"); },
                   [&out](const QList<Word> &list) { writeText(out, list); },
                   [&out](const WordPairs &pairs) {
                       put(out, opcode::Mark);
                       for (const Word &item : pairs.keysAndValues)
                           writeText(out, item);
                       put(out, opcode::Dict);
                   },
               },
        word.value);
}

void writeText(QByteArray &out, const QList<Word> &words)
{
    put(out, opcode::Mark);
    for (const Word &word : words)
        writeText(out, word);
    put(out, opcode::List);
}

} // namespace

QByteArray pickleWords(const QList<Word> &words)
{
    QByteArray out;
    put(out, opcode::Proto);
    put(out, 2);
    writeBinary(out, words);
    put(out, opcode::Stop);
    // Looking at the bytes themselves finds a marker wherever it comes from: one text, or numbers and texts that happen
    // to spell it together.
    if (out.contains(endMarker) || out.contains(closeMarker)) {
        out.clear();
        writeText(out, words);
        put(out, opcode::Stop);
    }
    return out;
}

} // namespace protocol
