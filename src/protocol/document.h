// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/pod_vector.h"
#include "protocol/value.h"

#include <QByteArray>

#include <bit>
#include <cstdint>

namespace protocol {

/// What a node is. The order of the first twelve is that of Value::Kind; Global is a class that nobody has called.
enum class NodeKind : std::uint8_t {
    None,
    Bool,
    Int,
    BigInt,
    Float,
    String,
    Bytes,
    List,
    Tuple,
    Set,
    Dict,
    Object,
    Global
};

/// One decoded object: 16 bytes, no pointers, nothing to destroy. Payload by kind:
/// Bool, Int: the number. Float: its bits. String, Bytes, BigInt: the offset of `size` bytes of text.
/// List, Set, Tuple, Dict: low half the first item in Document::items (a tuple of one: the item itself), high half the
/// container's ordinal; a dict has 2 * size items, key and value in turn. Object: the same, three items: class,
/// arguments, state. Global: low half the module's string node, high half the name's.
struct Node
{
    enum Flag : std::uint8_t {
        InExtra = 1, ///< the text lies in Document::extra, not in the reply itself
        ByteString = 2, ///< a Python 2 str: UTF-8, else Latin-1
        BinaryDigits = 4, ///< BigInt: two's complement, little endian, as it came
        BuiltinStr = 8 ///< Global: builtins.str or __builtin__.str
    };
    NodeKind kind = NodeKind::None;
    std::uint8_t flags = 0;
    std::uint16_t unused = 0;
    std::uint32_t size = 0;
    std::uint64_t payload = 0;

    [[nodiscard]] std::uint32_t low() const { return static_cast<std::uint32_t>(payload); }
    [[nodiscard]] std::uint32_t high() const { return static_cast<std::uint32_t>(payload >> 32); }
    void setHalves(std::uint32_t low, std::uint32_t high) { payload = (std::uint64_t { high } << 32) | low; }
    [[nodiscard]] bool isContainer() const { return kind >= NodeKind::List && kind <= NodeKind::Object; }
    [[nodiscard]] bool isText() const
    {
        return kind >= NodeKind::BigInt && kind <= NodeKind::Bytes && kind != NodeKind::Float;
    }
};
static_assert(sizeof(Node) == 16);

/// Nodes that every document begins with, so that the commonest values cost nothing.
inline constexpr std::uint32_t noneNode = 0;
inline constexpr std::uint32_t falseNode = 1;
inline constexpr std::uint32_t trueNode = 2;
inline constexpr std::uint32_t emptyTupleNode = 3;

/// A decoded reply: the reply's own bytes and flat arrays of nodes that point into them. Immutable once a Value shares
/// it; acyclic, of bounded depth and bounded expansion (checkDocument()). Destroyed without recursion whatever its
/// shape.
class Document
{
public:
    QByteArray bytes; ///< the reply as it came
    QByteArray extra; ///< texts that were escaped on the wire
    PodVector<Node> nodes;
    PodVector<std::uint32_t> items;
    std::uint32_t containers = 0; ///< number of ordinals given out
    std::uint32_t root = noneNode;

    [[nodiscard]] QByteArrayView text(const Node &node) const
    {
        const QByteArray &from = (node.flags & Node::InExtra) != 0 ? extra : bytes;
        return { from.constData() + node.payload, static_cast<qsizetype>(node.size) };
    }
    /// Number of child references: 2 per pair of a dict, 3 of an object.
    [[nodiscard]] static std::uint32_t childCount(const Node &node)
    {
        if (!node.isContainer())
            return 0;
        return node.kind == NodeKind::Dict ? 2 * node.size : node.size;
    }
    /// First child reference; valid for childCount() entries, until the document grows.
    [[nodiscard]] const std::uint32_t *children(const Node &node) const { return items.data() + node.low(); }
    [[nodiscard]] std::uint32_t child(const Node &node, std::uint32_t i) const
    {
        if (node.kind == NodeKind::Tuple && node.size == 1)
            return node.low();
        return items[node.low() + i];
    }

    [[nodiscard]] static Value value(std::shared_ptr<const Document> document, std::uint32_t node);
    /// The document behind a value, or nullptr for a default-made one. Lives as long as the value.
    [[nodiscard]] static const Document *of(const Value &value) { return value.m_document.get(); }
    [[nodiscard]] static const std::shared_ptr<const Document> &share(const Value &value) { return value.m_document; }
    [[nodiscard]] static std::uint32_t nodeOf(const Value &value) { return value.m_node; }
};

struct DecoderLimits;

/// Refuses what a reader could not walk: a value that contains itself, one that nests deeper than limits.depth, one
/// that would expand beyond limits.nodes nodes or limits.bytes bytes of text when written out (shared nodes count each
/// time). Returns nullptr or the reason.
[[nodiscard]] const char *checkDocument(const Document &document, const DecoderLimits &limits);

} // namespace protocol
