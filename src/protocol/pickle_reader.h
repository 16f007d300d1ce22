// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/document.h"
#include "protocol/frame_decoder.h"

#include <memory>

namespace protocol {

/// Follows one pickle (protocols 0 to 5) opcode by opcode and builds a Document. Executes nothing: one call is
/// understood, that of builtins.str with a string; every other becomes an inert object. An opcode whose operand has not
/// arrived yet is left for the next run(), and nothing is looked at twice. Facts: CPython Lib/pickletools.py and
/// Modules/_pickle.c; which opcodes fail2ban sends: transmitter.py, ipdns.py.
class PickleReader
{
public:
    enum class Step { NeedMore, Stop, Broken };

    explicit PickleReader(const DecoderLimits &limits);
    ~PickleReader();
    Q_DISABLE_COPY_MOVE(PickleReader)

    void append(QByteArrayView bytes);
    [[nodiscard]] qsizetype size() const { return m_document->bytes.size(); }
    /// Where the next opcode begins; after Stop: the first byte behind the pickle.
    [[nodiscard]] qsizetype position() const { return m_position; }
    [[nodiscard]] QByteArrayView bytes() const { return m_document->bytes; }
    [[nodiscard]] Step run();
    /// Why it is Broken. A literal.
    [[nodiscard]] const char *error() const { return m_error; }
    /// The finished value, checked; a null one with error() set where the check refuses it. Only after Stop; the reader
    /// is empty afterwards. size: how many bytes belong to this reply.
    [[nodiscard]] Value take(qsizetype size);
    void clear();

private:
    /// Memo entries with this bit mean "a tuple of that one node": what `str(x)` leaves behind, three entries per
    /// banned address, is made into a node only if somebody asks for it.
    static constexpr std::uint32_t tupleOfOne = 0x8000'0000U;
    static constexpr std::uint32_t noEntry = 0xffff'ffffU;

    Step run1();
    bool fail(const char *why);
    void push(std::uint32_t node) { m_stack.push_back(node); }
    [[nodiscard]] std::uint32_t pop();
    [[nodiscard]] std::uint32_t top();
    [[nodiscard]] bool has(std::size_t count) const { return m_stack.size() >= m_fence + count; }
    [[nodiscard]] std::size_t popMark();
    std::uint32_t add(NodeKind kind, std::uint32_t size, std::uint64_t payload, std::uint8_t flags = 0);
    std::uint32_t addContainer(NodeKind kind, const std::uint32_t *from, std::size_t count);
    std::uint32_t addObject(std::uint32_t type, std::uint32_t arguments, std::uint32_t state);
    std::uint32_t addExtra(NodeKind kind, QByteArrayView text, std::uint8_t flags = 0);
    std::uint32_t addGlobal(std::uint32_t module, std::uint32_t name);
    void appendItems(std::uint32_t container, const std::uint32_t *from, std::size_t count);
    void extend(std::uint32_t target, std::size_t mark, NodeKind kind);
    void reduce(std::uint32_t type, std::uint32_t arguments);
    void build(std::uint32_t target, std::uint32_t state);
    void memoPut(std::uint64_t index, std::uint32_t node);
    void memoGet(std::uint64_t index);
    template <qsizetype header> bool readAddresses(std::uint64_t memoIndex);
    bool readTexts();
    Step textOperand(qsizetype header, std::uint64_t length, NodeKind kind, std::uint8_t flags = 0);
    Step longOperand(qsizetype header, std::uint64_t length);
    Step lineOpcode(std::uint8_t opcode);
    Step globalOpcode(std::uint8_t opcode);
    void lineValue(std::uint8_t opcode, QByteArrayView line);
    void containerOpcode(std::uint8_t opcode);
    void objectOpcode(std::uint8_t opcode);

    DecoderLimits m_limits;
    std::unique_ptr<Document> m_document;
    PodVector<std::uint32_t> m_capacity; ///< room of each container, by ordinal
    PodVector<std::uint32_t> m_stack;
    PodVector<std::size_t> m_marks;
    std::size_t m_fence = 0; ///< height of the stack at the topmost mark
    PodVector<std::uint32_t> m_memo;
    std::uint32_t m_memoCount = 0;
    qsizetype m_position = 0;
    qsizetype m_searched = 0; ///< a line's end was looked for up to here
    const char *m_error = nullptr;
    bool m_stopped = false;
};

} // namespace protocol
