// SPDX-License-Identifier: GPL-3.0-or-later
// The two runs of opcodes that long replies consist of, each taken as a whole where it has arrived as a whole.
#include "protocol/pickle_opcodes.h"
#include "protocol/pickle_reader.h"

#include <array>
#include <cstring>

namespace protocol {

/// What `str(address)` is on the wire after its first occurrence (IPAddr.__reduce__, ipdns.py): BINGET str,
/// SHORT_BINUNICODE text, MEMOIZE, TUPLE1, MEMOIZE, REDUCE, MEMOIZE. As many of them as follow each other whole are
/// taken at once; the result is the same as opcode by opcode.
template <qsizetype header> bool PickleReader::readAddresses(std::uint64_t memoIndex)
{
    if (memoIndex >= m_memo.size() || m_memoCount != m_memo.size())
        return false;
    const std::uint32_t type = m_memo[memoIndex];
    if ((type & tupleOfOne) != 0 || (m_document->nodes[type].flags & Node::BuiltinStr) == 0)
        return false;
    const auto *data = reinterpret_cast<const uchar *>(m_document->bytes.constData());
    const uchar *const first = data + m_position;
    const uchar *const end = data + m_document->bytes.size();
    constexpr std::array<uchar, 5> tail { opcode::Memoize, opcode::Tuple1, opcode::Memoize, opcode::Reduce,
        opcode::Memoize };
    constexpr std::size_t batch = 256; // room is made for so many at a time
    std::size_t total = 0;
    for (const uchar *p = first;
         m_document->nodes.size() + batch <= m_limits.nodes && m_memo.size() + 3 * batch <= m_limits.memo;) {
        Node *nodes = m_document->nodes.room(batch);
        std::uint32_t *stack = m_stack.room(batch);
        std::uint32_t *memo = m_memo.room(3 * batch);
        auto index = static_cast<std::uint32_t>(m_document->nodes.size());
        std::size_t count = 0;
        for (; count < batch; ++count, ++index) {
            if (end - p < header + 7 || std::memcmp(p, first, header) != 0)
                break;
            const uchar *text = p + header + 2;
            const std::uint32_t length = text[-1];
            if (text[-2] != opcode::ShortBinUnicode || end - text < static_cast<qsizetype>(length + tail.size())
                || std::memcmp(text + length, tail.data(), tail.size()) != 0)
                break;
            nodes[count] = { NodeKind::String, 0, 0, length, static_cast<std::uint64_t>(text - data) };
            stack[count] = index;
            memo[3 * count] = index;
            memo[3 * count + 1] = index | tupleOfOne;
            memo[3 * count + 2] = index;
            p = text + length + tail.size();
        }
        m_document->nodes.commit(count);
        m_stack.commit(count);
        m_memo.commit(3 * count);
        m_memoCount += static_cast<std::uint32_t>(3 * count);
        m_position = p - data;
        total += count;
        if (count < batch || m_stack.size() > m_limits.nodes)
            break;
    }
    return total > 0;
}

template bool PickleReader::readAddresses<2>(std::uint64_t memoIndex);
template bool PickleReader::readAddresses<5>(std::uint64_t memoIndex);

/// SHORT_BINUNICODE text, MEMOIZE, over and over: a list of plain texts (`banip --with-time`).
bool PickleReader::readTexts()
{
    if (m_memoCount != m_memo.size())
        return false;
    const auto *data = reinterpret_cast<const uchar *>(m_document->bytes.constData());
    const uchar *const end = data + m_document->bytes.size();
    constexpr std::size_t batch = 64;
    if (m_document->nodes.size() + batch > m_limits.nodes || m_memo.size() + batch > m_limits.memo)
        return false;
    Node *nodes = m_document->nodes.room(batch);
    std::uint32_t *stack = m_stack.room(batch);
    std::uint32_t *memo = m_memo.room(batch);
    auto index = static_cast<std::uint32_t>(m_document->nodes.size());
    const uchar *p = data + m_position;
    std::size_t count = 0;
    for (; count < batch && end - p >= 3 && p[0] == opcode::ShortBinUnicode; ++count, ++index) {
        const uchar *text = p + 2;
        const std::uint32_t length = p[1];
        if (end - text <= static_cast<qsizetype>(length) || text[length] != opcode::Memoize)
            break;
        nodes[count] = { NodeKind::String, 0, 0, length, static_cast<std::uint64_t>(text - data) };
        stack[count] = index;
        memo[count] = index;
        p = text + length + 1;
    }
    m_document->nodes.commit(count);
    m_stack.commit(count);
    m_memo.commit(count);
    m_memoCount += static_cast<std::uint32_t>(count);
    m_position = p - data;
    return count > 0;
}

} // namespace protocol
