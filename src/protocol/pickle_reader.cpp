// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/pickle_reader.h"

#include "protocol/pickle_opcodes.h"

#include <QtEndian>

#include <algorithm>

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

void PickleReader::append(QByteArrayView bytes)
{
    QByteArray &all = m_document->bytes;
    // A long reply grows in few steps: what is reserved and not used costs address space only, and take() gives it
    // back.
    constexpr qsizetype large = 64 * 1024;
    const qsizetype wanted = all.size() + bytes.size();
    if (wanted > all.capacity() && wanted > large)
        all.reserve(wanted * 4);
    all.append(bytes);
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
            if (!readAddresses<2>(p[1])) {
                memoGet(p[1]);
                m_position += 2;
            }
            break;
        case opcode::LongBinGet: {
            if (left < 5)
                return Step::NeedMore;
            const auto index = qFromLittleEndian<quint32>(p + 1);
            if (!readAddresses<5>(index)) {
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
