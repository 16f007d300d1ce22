// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/pickle_reader.h"

#include "protocol/pickle_opcodes.h"

#include <QtEndian>

#include <algorithm>
#include <array>
#include <cstring>

namespace protocol {

PickleReader::PickleReader(const DecoderLimits &limits)
    : m_limits(limits)
{
    // Offsets, sizes and memo entries are 31 bits wide.
    m_limits.bytes = std::clamp<qint64>(m_limits.bytes, 0, 0x7fff'0000);
    m_limits.nodes = std::min<std::uint32_t>(m_limits.nodes, 0x3fff'0000U);
    m_limits.memo = std::min<std::uint32_t>(m_limits.memo, 0x3fff'0000U);
    clear();
}

PickleReader::~PickleReader() = default;

void PickleReader::clear()
{
    m_document = std::make_unique<Document>();
    for (const std::uint64_t number : { 0, 0, 1 }) // None, False, True
        m_document->nodes.push_back({ NodeKind::Bool, 0, 0, 0, number });
    m_document->nodes[noneNode] = Node {};
    m_document->nodes.push_back({ NodeKind::Tuple, 0, 0, 0, 0 });
    m_document->containers = 1; // the empty tuple, ordinal 0
    // A connection keeps some of its scratch space for the next reply.
    constexpr std::size_t kept = 512 * 1024;
    m_capacity.recycle(kept);
    m_capacity.push_back(0);
    m_stack.recycle(kept);
    m_marks.recycle(kept);
    m_fence = 0;
    m_memo.recycle(kept);
    m_memoCount = 0;
    m_position = 0;
    m_searched = 0;
    m_error = nullptr;
    m_stopped = false;
}

bool PickleReader::fail(const char *why)
{
    if (m_error == nullptr)
        m_error = why;
    return false;
}

Value PickleReader::take(qsizetype size)
{
    m_document->bytes.truncate(size);
    m_document->bytes.squeeze();
    const char *refused = checkDocument(*m_document, m_limits);
    Value result;
    if (refused == nullptr) {
        const std::uint32_t root = m_document->root;
        result = Document::value(std::shared_ptr<const Document>(std::move(m_document)), root);
    }
    clear();
    m_error = refused;
    return result;
}

PickleReader::Step PickleReader::run()
{
    if (m_stopped)
        return Step::Stop;
    Step step = Step::NeedMore;
    try {
        step = run1();
    } catch (const std::bad_alloc &) {
        fail("out of memory");
    }
    if (m_error == nullptr && step == Step::NeedMore && size() > m_limits.bytes)
        fail("reply is too large");
    return m_error != nullptr ? Step::Broken : step;
}

/// The common opcodes; whatever is rare has a function of its own.
PickleReader::Step PickleReader::run1()
{
    const auto *data = reinterpret_cast<const uchar *>(m_document->bytes.constData());
    const qsizetype end = m_document->bytes.size();
    while (m_error == nullptr && m_position < end) {
        const uchar *p = data + m_position;
        const qsizetype left = end - m_position;
        Step step = Step::Stop; // of an operand: it was there and is dealt with
        switch (*p) {
        case opcode::Mark:
            m_marks.push_back(m_stack.size());
            m_fence = m_stack.size();
            if (m_marks.size() > m_limits.nodes)
                fail("too many marks");
            ++m_position;
            break;
        case opcode::Stop:
            if (m_stack.size() != 1 || !m_marks.empty()) {
                fail("STOP with a stack that is not one object");
                break;
            }
            m_document->root = m_stack.back();
            ++m_position;
            m_stopped = true;
            return Step::Stop;
        case opcode::None:
            push(noneNode);
            ++m_position;
            break;
        case opcode::NewTrue:
            push(trueNode);
            ++m_position;
            break;
        case opcode::NewFalse:
            push(falseNode);
            ++m_position;
            break;
        case opcode::BinInt1:
            if (left < 2)
                return Step::NeedMore;
            push(add(NodeKind::Int, 0, p[1]));
            m_position += 2;
            break;
        case opcode::BinInt2:
            if (left < 3)
                return Step::NeedMore;
            push(add(NodeKind::Int, 0, qFromLittleEndian<quint16>(p + 1)));
            m_position += 3;
            break;
        case opcode::BinInt:
            if (left < 5)
                return Step::NeedMore;
            push(add(NodeKind::Int, 0, static_cast<std::uint64_t>(qint64 { qFromLittleEndian<qint32>(p + 1) })));
            m_position += 5;
            break;
        case opcode::BinFloat:
            if (left < 9)
                return Step::NeedMore;
            push(add(NodeKind::Float, 0, qFromBigEndian<quint64>(p + 1)));
            m_position += 9;
            break;
        case opcode::Long1:
            step = left < 2 ? Step::NeedMore : longOperand(2, p[1]);
            break;
        case opcode::Long4:
            step = left < 5 ? Step::NeedMore : longOperand(5, qFromLittleEndian<quint32>(p + 1));
            break;
        case opcode::ShortBinUnicode:
            if (readTexts())
                break;
            step = left < 2 ? Step::NeedMore : textOperand(2, p[1], NodeKind::String);
            break;
        case opcode::BinUnicode:
            step = left < 5 ? Step::NeedMore : textOperand(5, qFromLittleEndian<quint32>(p + 1), NodeKind::String);
            break;
        case opcode::BinUnicode8:
            step = left < 9 ? Step::NeedMore : textOperand(9, qFromLittleEndian<quint64>(p + 1), NodeKind::String);
            break;
        case opcode::ShortBinString:
            step = left < 2 ? Step::NeedMore : textOperand(2, p[1], NodeKind::String, Node::ByteString);
            break;
        case opcode::BinString: // its length is signed; a negative one is far above every limit as unsigned
            step = left < 5 ? Step::NeedMore
                            : textOperand(5, qFromLittleEndian<quint32>(p + 1), NodeKind::String, Node::ByteString);
            break;
        case opcode::ShortBinBytes:
            step = left < 2 ? Step::NeedMore : textOperand(2, p[1], NodeKind::Bytes);
            break;
        case opcode::BinBytes:
            step = left < 5 ? Step::NeedMore : textOperand(5, qFromLittleEndian<quint32>(p + 1), NodeKind::Bytes);
            break;
        case opcode::BinBytes8:
        case opcode::ByteArray8:
            step = left < 9 ? Step::NeedMore : textOperand(9, qFromLittleEndian<quint64>(p + 1), NodeKind::Bytes);
            break;
        case opcode::Memoize:
            memoPut(m_memoCount, has(1) ? m_stack.back() : noEntry);
            ++m_position;
            break;
        case opcode::BinPut:
            if (left < 2)
                return Step::NeedMore;
            memoPut(p[1], has(1) ? m_stack.back() : noEntry);
            m_position += 2;
            break;
        case opcode::LongBinPut:
            if (left < 5)
                return Step::NeedMore;
            memoPut(qFromLittleEndian<quint32>(p + 1), has(1) ? m_stack.back() : noEntry);
            m_position += 5;
            break;
        case opcode::BinGet:
            if (left < 2)
                return Step::NeedMore;
            if (!readAddresses(2, p[1])) {
                memoGet(p[1]);
                m_position += 2;
            }
            break;
        case opcode::LongBinGet: {
            if (left < 5)
                return Step::NeedMore;
            const auto index = qFromLittleEndian<quint32>(p + 1);
            if (!readAddresses(5, index)) {
                memoGet(index);
                m_position += 5;
            }
            break;
        }
        case opcode::Proto:
            if (left < 2)
                return Step::NeedMore;
            if (p[1] > 5)
                fail("unknown pickle protocol");
            m_position += 2;
            break;
        case opcode::Frame: // only says how the sender cut its writes; strings of 64 KiB and more lie between frames
            if (left < 9)
                return Step::NeedMore;
            m_position += 9;
            break;
        case opcode::Int:
        case opcode::Long:
        case opcode::Float:
        case opcode::String:
        case opcode::Unicode:
        case opcode::Get:
        case opcode::Put:
            step = lineOpcode(*p);
            break;
        case opcode::Global:
        case opcode::Inst:
            step = globalOpcode(*p);
            break;
        case opcode::PersId:
        case opcode::BinPersId:
        case opcode::Ext1:
        case opcode::Ext2:
        case opcode::Ext4:
        case opcode::NextBuffer:
        case opcode::ReadOnlyBuffer:
            fail("persistent ids, extension codes and out-of-band buffers are not supported");
            break;
        case opcode::Reduce:
        case opcode::Build:
        case opcode::NewObj:
        case opcode::NewObjEx:
        case opcode::StackGlobal:
        case opcode::Obj:
            objectOpcode(*p);
            ++m_position;
            break;
        default:
            containerOpcode(*p);
            ++m_position;
            break;
        }
        if (step == Step::NeedMore)
            return Step::NeedMore;
        if (m_stack.size() > m_limits.nodes)
            fail("stack is too deep");
    }
    return Step::NeedMore;
}

std::uint32_t PickleReader::pop()
{
    if (!has(1)) {
        fail("stack underflow");
        return noneNode;
    }
    const std::uint32_t node = m_stack.back();
    m_stack.pop_back();
    return node;
}

std::uint32_t PickleReader::top()
{
    if (!has(1)) {
        fail("stack underflow");
        return noneNode;
    }
    return m_stack.back();
}

/// Height of the stack at the topmost mark, which is taken away; what lies above stays on the stack for the caller.
std::size_t PickleReader::popMark()
{
    if (m_marks.empty()) {
        fail("no mark");
        return m_stack.size();
    }
    const std::size_t at = m_marks.back();
    m_marks.pop_back();
    m_fence = m_marks.empty() ? 0 : m_marks.back();
    return at;
}

std::uint32_t PickleReader::add(NodeKind kind, std::uint32_t size, std::uint64_t payload, std::uint8_t flags)
{
    auto &nodes = m_document->nodes;
    if (nodes.size() >= m_limits.nodes) {
        fail("too many objects");
        return noneNode;
    }
    nodes.push_back({ kind, flags, 0, size, payload });
    return static_cast<std::uint32_t>(nodes.size() - 1);
}

PickleReader::Step PickleReader::textOperand(qsizetype header, std::uint64_t length, NodeKind kind, std::uint8_t flags)
{
    if (length > static_cast<std::uint64_t>(m_limits.bytes)) {
        fail("text is longer than the limit");
        return Step::Broken;
    }
    const auto size = static_cast<qsizetype>(length);
    if (m_document->bytes.size() - m_position - header < size)
        return Step::NeedMore;
    push(add(kind, static_cast<std::uint32_t>(size), static_cast<std::uint64_t>(m_position + header), flags));
    m_position += header + size;
    return Step::Stop;
}

/// What `str(address)` is on the wire after its first occurrence (IPAddr.__reduce__, ipdns.py): BINGET str,
/// SHORT_BINUNICODE text, MEMOIZE, TUPLE1, MEMOIZE, REDUCE, MEMOIZE. As many of them as follow each other whole are
/// taken at once; the result is the same as opcode by opcode.
bool PickleReader::readAddresses(qsizetype header, std::uint64_t memoIndex)
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
            if (end - p < header + 7 || std::memcmp(p, first, static_cast<std::size_t>(header)) != 0)
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

void PickleReader::memoPut(std::uint64_t index, std::uint32_t node)
{
    if (node == noEntry) {
        fail("nothing to remember");
        return;
    }
    if (index >= m_limits.memo) {
        fail("memo is too large");
        return;
    }
    if (index >= m_memo.size()) {
        const std::size_t before = m_memo.size();
        m_memo.resize(index + 1);
        std::fill(m_memo.data() + before, m_memo.data() + m_memo.size(), noEntry);
    }
    std::uint32_t &entry = m_memo[index];
    if (entry == noEntry)
        ++m_memoCount; // MEMOIZE counts entries, not the highest index (_pickle.c, _Unpickler_MemoPut)
    entry = node;
}

void PickleReader::memoGet(std::uint64_t index)
{
    if (index >= m_memo.size() || m_memo[index] == noEntry) {
        fail("memo entry does not exist");
        return;
    }
    const std::uint32_t entry = m_memo[index];
    if ((entry & tupleOfOne) == 0) {
        push(entry);
        return;
    }
    const std::uint32_t only = entry & ~tupleOfOne;
    const std::uint32_t tuple = addContainer(NodeKind::Tuple, &only, 1);
    m_memo[index] = tuple;
    push(tuple);
}

} // namespace protocol
