// SPDX-License-Identifier: GPL-3.0-or-later
// Opcodes with a text operand that ends at a line feed, and numbers of any size.
#include "protocol/pickle_opcodes.h"
#include "protocol/pickle_reader.h"
#include "protocol/pickle_text.h"

#include <bit>
#include <charconv>
#include <cstring>

namespace protocol {

namespace {

/// Python itself refuses longer numbers as text by default (sys.int_info, 4300 digits); fail2ban's fit into 64 bits.
constexpr qsizetype maxNumberBytes = 256;
constexpr qsizetype maxNumberDigits = 700;

std::optional<std::int64_t> smallNumber(QByteArrayView text)
{
    if (!text.isEmpty() && text.front() == '+')
        text = text.sliced(1);
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc {} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

} // namespace

PickleReader::Step PickleReader::longOperand(qsizetype header, std::uint64_t length)
{
    if (length > static_cast<std::uint64_t>(maxNumberBytes)) {
        fail("number is longer than the limit");
        return Step::Broken;
    }
    const auto size = static_cast<qsizetype>(length);
    if (m_document->bytes.size() - m_position - header < size)
        return Step::NeedMore;
    const auto *digits = reinterpret_cast<const uchar *>(m_document->bytes.constData()) + m_position + header;
    if (size <= 8) {
        std::uint64_t number = size > 0 && (digits[size - 1] & 0x80) != 0 ? ~std::uint64_t { 0 } : 0;
        for (qsizetype i = size; i-- > 0;)
            number = (number << 8) | digits[i];
        push(add(NodeKind::Int, 0, number));
    } else {
        push(add(NodeKind::BigInt, static_cast<std::uint32_t>(size), static_cast<std::uint64_t>(m_position + header),
            Node::BinaryDigits));
    }
    m_position += header + size;
    return Step::Stop;
}

PickleReader::Step PickleReader::lineOpcode(std::uint8_t opcode)
{
    const QByteArrayView all = m_document->bytes;
    const qsizetype from = m_position + 1;
    const qsizetype newline = all.indexOf('\n', std::max(from, m_searched));
    if (newline < 0) {
        m_searched = all.size();
        return Step::NeedMore;
    }
    lineValue(opcode, all.sliced(from, newline - from));
    m_position = newline + 1;
    return Step::Stop;
}

void PickleReader::lineValue(std::uint8_t opcode, QByteArrayView line)
{
    const auto offset = static_cast<std::uint64_t>(m_position + 1);
    switch (opcode) {
    case opcode::Int:
        if (line == "00" || line == "01") { // protocol 0 and 1 spell bool like this
            push(line == "01" ? trueNode : falseNode);
            return;
        }
        [[fallthrough]];
    case opcode::Long: {
        if (opcode == opcode::Long && line.endsWith('L'))
            line.chop(1);
        if (!isDecimal(line) || line.size() > maxNumberDigits) {
            fail("number is not a decimal one");
        } else if (const auto number = smallNumber(line)) {
            push(add(NodeKind::Int, 0, static_cast<std::uint64_t>(*number)));
        } else {
            push(add(NodeKind::BigInt, static_cast<std::uint32_t>(line.size()), offset));
        }
        return;
    }
    case opcode::Float: {
        if (line.startsWith('+'))
            line = line.sliced(1);
        double number = 0;
        const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), number);
        // Out of range is infinity or zero for Python.
        if (error == std::errc::result_out_of_range)
            number = QByteArray(line.data(), line.size()).toDouble();
        if ((error != std::errc {} && error != std::errc::result_out_of_range) || end != line.data() + line.size()) {
            fail("number is not a float");
            return;
        }
        push(add(NodeKind::Float, 0, std::bit_cast<std::uint64_t>(number)));
        return;
    }
    case opcode::String:
        if (const auto text = fromStringLiteral(line))
            push(addExtra(NodeKind::String, *text, Node::ByteString));
        else
            fail("STRING without quotes");
        return;
    case opcode::Unicode:
        if (std::memchr(line.data(), '\\', static_cast<std::size_t>(line.size())) == nullptr
            && std::all_of(line.begin(), line.end(), [](char c) { return static_cast<uchar>(c) < 0x80; })) {
            push(add(NodeKind::String, static_cast<std::uint32_t>(line.size()), offset));
        } else if (const auto text = fromRawUnicodeEscape(line)) {
            push(addExtra(NodeKind::String, *text));
        } else {
            fail("UNICODE with a bad escape");
        }
        return;
    case opcode::Get:
    case opcode::Put: {
        const auto index = smallNumber(line);
        if (!index || *index < 0)
            fail("memo index is no number");
        else if (opcode == opcode::Get)
            memoGet(static_cast<std::uint64_t>(*index));
        else
            memoPut(static_cast<std::uint64_t>(*index), has(1) ? m_stack.back() : noEntry);
        return;
    }
    default:
        fail("unknown opcode");
    }
}

/// GLOBAL and INST: two lines.
PickleReader::Step PickleReader::globalOpcode(std::uint8_t opcode)
{
    const QByteArrayView all = m_document->bytes;
    const qsizetype from = m_position + 1;
    // Two line ends to find; each search is bounded by the same limit as every other text, and a class name is short.
    constexpr qsizetype maxLine = 4096;
    const qsizetype first = all.first(std::min(all.size(), from + maxLine)).indexOf('\n', from);
    const qsizetype second = first < 0 ? -1 : all.first(std::min(all.size(), first + maxLine)).indexOf('\n', first + 1);
    if (second < 0) {
        if (all.size() >= (first < 0 ? from : first) + maxLine)
            fail("class name is too long");
        // Looked at again with the next slice: at most 8 KiB, so one byte at a time stays bounded.
        return Step::NeedMore;
    }
    const std::uint32_t module
        = add(NodeKind::String, static_cast<std::uint32_t>(first - from), static_cast<std::uint64_t>(from));
    const std::uint32_t name
        = add(NodeKind::String, static_cast<std::uint32_t>(second - first - 1), static_cast<std::uint64_t>(first + 1));
    const std::uint32_t type = addGlobal(module, name);
    m_position = second + 1;
    if (opcode == opcode::Global) {
        push(type);
        return Step::Stop;
    }
    const std::size_t mark = popMark();
    const std::uint32_t arguments = addContainer(NodeKind::Tuple, m_stack.data() + mark, m_stack.size() - mark);
    m_stack.resize(mark);
    push(addObject(type, arguments, noneNode));
    return Step::Stop;
}

} // namespace protocol
