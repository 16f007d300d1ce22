// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/document.h"
#include "protocol/pickle_text.h"

#include <bit>

namespace protocol {

namespace {

const Node noNode;

const Node &nodeAt(const std::shared_ptr<const Document> &document, std::uint32_t index)
{
    return document ? document->nodes[index] : noNode;
}

} // namespace

Value::Value(std::shared_ptr<const Document> document, std::uint32_t node)
    : m_document(std::move(document))
    , m_node(node)
{
}

Value Document::value(std::shared_ptr<const Document> document, std::uint32_t node)
{
    return { std::move(document), node };
}

Value::Kind Value::kind() const
{
    const NodeKind kind = nodeAt(m_document, m_node).kind;
    return kind == NodeKind::Global ? Kind::Object : static_cast<Kind>(kind);
}

bool Value::isSequence() const
{
    const Kind k = kind();
    return k == Kind::List || k == Kind::Tuple || k == Kind::Set;
}

bool Value::toBool() const
{
    const Node &node = nodeAt(m_document, m_node);
    return (node.kind == NodeKind::Bool || node.kind == NodeKind::Int) && node.payload != 0;
}

std::optional<std::int64_t> Value::toInt() const
{
    const Node &node = nodeAt(m_document, m_node);
    if (node.kind == NodeKind::Bool || node.kind == NodeKind::Int)
        return static_cast<std::int64_t>(node.payload);
    return std::nullopt;
}

std::optional<double> Value::toDouble() const
{
    const Node &node = nodeAt(m_document, m_node);
    if (node.kind == NodeKind::Float)
        return std::bit_cast<double>(node.payload);
    if (const auto number = toInt())
        return static_cast<double>(*number);
    return std::nullopt;
}

QString Value::toString() const
{
    const Node &node = nodeAt(m_document, m_node);
    if (!node.isText())
        return {};
    const QByteArrayView text = m_document->text(node);
    if (node.kind == NodeKind::BigInt)
        return (node.flags & Node::BinaryDigits) != 0 ? digitsOfBinary(text) : QString::fromLatin1(text);
    if (node.kind == NodeKind::Bytes || (node.flags & Node::ByteString) != 0)
        return textFromByteString(text);
    return textFromUtf8(text);
}

QByteArrayView Value::rawText() const
{
    const Node &node = nodeAt(m_document, m_node);
    return node.kind == NodeKind::String || node.kind == NodeKind::Bytes ? m_document->text(node) : QByteArrayView();
}

qsizetype Value::size() const
{
    const Node &node = nodeAt(m_document, m_node);
    return node.isContainer() && node.kind != NodeKind::Object ? static_cast<qsizetype>(node.size) : 0;
}

Value Value::at(qsizetype i) const
{
    if (!isSequence() || i < 0 || i >= size())
        return {};
    return { m_document, m_document->child(m_document->nodes[m_node], static_cast<std::uint32_t>(i)) };
}

Value Value::keyAt(qsizetype i) const
{
    if (kind() != Kind::Dict || i < 0 || i >= size())
        return {};
    return { m_document, m_document->child(m_document->nodes[m_node], static_cast<std::uint32_t>(2 * i)) };
}

Value Value::valueAt(qsizetype i) const
{
    if (kind() != Kind::Dict || i < 0 || i >= size())
        return {};
    return { m_document, m_document->child(m_document->nodes[m_node], static_cast<std::uint32_t>(2 * i + 1)) };
}

Value Value::value(QStringView key) const
{
    // From the end: of two equal keys Python keeps the last.
    for (qsizetype i = kind() == Kind::Dict ? size() : 0; i-- > 0;) {
        const Value candidate = keyAt(i);
        if (candidate.isString() && candidate.toString() == key)
            return valueAt(i);
    }
    return {};
}

QString Value::className() const
{
    const Node *node = &nodeAt(m_document, m_node);
    if (node->kind == NodeKind::Object)
        node = &m_document->nodes[m_document->child(*node, 0)];
    if (node->kind != NodeKind::Global)
        return {};
    return Value(m_document, node->low()).toString() + QLatin1Char('.') + Value(m_document, node->high()).toString();
}

Value Value::arguments() const
{
    const Node &node = nodeAt(m_document, m_node);
    return node.kind == NodeKind::Object ? Value(m_document, m_document->child(node, 1)) : Value();
}

Value Value::state() const
{
    const Node &node = nodeAt(m_document, m_node);
    return node.kind == NodeKind::Object ? Value(m_document, m_document->child(node, 2)) : Value();
}

} // namespace protocol
