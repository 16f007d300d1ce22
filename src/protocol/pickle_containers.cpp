// SPDX-License-Identifier: GPL-3.0-or-later
// Opcodes that make and fill containers and inert objects.
#include "protocol/pickle_opcodes.h"
#include "protocol/pickle_reader.h"

#include <algorithm>

namespace protocol {

std::uint32_t PickleReader::addContainer(NodeKind kind, const std::uint32_t *from, std::size_t count)
{
    if (kind == NodeKind::Tuple && count == 0)
        return emptyTupleNode;
    auto &items = m_document->items;
    // References are bounded as well: two bytes of BINGET make one.
    if (items.size() + count > std::size_t { 4 } * m_limits.nodes) {
        fail("too many items");
        return noneNode;
    }
    const std::uint32_t node = add(kind, static_cast<std::uint32_t>(kind == NodeKind::Dict ? count / 2 : count), 0);
    if (m_error != nullptr)
        return noneNode;
    std::uint32_t first = 0;
    if (kind == NodeKind::Tuple && count == 1) {
        first = *from;
    } else {
        first = static_cast<std::uint32_t>(items.size());
        items.append(from, count);
    }
    m_document->nodes[node].setHalves(first, m_document->containers);
    ++m_document->containers;
    m_capacity.push_back(static_cast<std::uint32_t>(count));
    return node;
}

std::uint32_t PickleReader::addObject(std::uint32_t type, std::uint32_t arguments, std::uint32_t state)
{
    const std::uint32_t parts[] = { type, arguments, state };
    return addContainer(NodeKind::Object, parts, 3);
}

std::uint32_t PickleReader::addExtra(NodeKind kind, QByteArrayView text, std::uint8_t flags)
{
    QByteArray &extra = m_document->extra;
    const auto offset = static_cast<std::uint64_t>(extra.size());
    extra.append(text);
    return add(kind, static_cast<std::uint32_t>(text.size()), offset, static_cast<std::uint8_t>(flags | Node::InExtra));
}

std::uint32_t PickleReader::addGlobal(std::uint32_t module, std::uint32_t name)
{
    const Document &d = *m_document;
    const QByteArrayView moduleText = d.text(d.nodes[module]);
    const bool isStr = d.text(d.nodes[name]) == "str" && (moduleText == "builtins" || moduleText == "__builtin__");
    return add(NodeKind::Global, 0, (std::uint64_t { name } << 32) | module, isStr ? Node::BuiltinStr : 0);
}

/// Adds to a list, set or dict. A container that outgrows its place moves to the end of the items with twice the room.
void PickleReader::appendItems(std::uint32_t container, const std::uint32_t *from, std::size_t count)
{
    Node &node = m_document->nodes[container];
    auto &items = m_document->items;
    std::uint32_t &capacity = m_capacity[node.high()];
    const std::size_t used = Document::childCount(node);
    const std::size_t wanted = used + count;
    std::size_t first = node.low();
    if (wanted > capacity) {
        const bool atEnd = first + capacity == items.size();
        const std::size_t room = atEnd ? wanted : std::max(wanted, std::size_t { 2 } * capacity);
        const std::size_t end = (atEnd ? first : items.size()) + room;
        if (end > std::size_t { 4 } * m_limits.nodes) {
            fail("too many items");
            return;
        }
        items.resize(end);
        if (!atEnd) {
            std::copy_n(items.data() + first, used, items.data() + (end - room));
            first = end - room;
        }
        capacity = static_cast<std::uint32_t>(room);
        node.setHalves(static_cast<std::uint32_t>(first), node.high());
    }
    std::copy_n(from, count, items.data() + first + used);
    node.size = static_cast<std::uint32_t>(node.kind == NodeKind::Dict ? wanted / 2 : wanted);
}

/// APPEND(S), ADDITEMS, SETITEM(S): everything above mark goes into target, which lies below it. An inert object (a
/// subclass of list or dict) keeps the items as its state.
void PickleReader::extend(std::uint32_t target, std::size_t mark, NodeKind kind)
{
    const std::size_t count = m_stack.size() - mark;
    if (kind == NodeKind::Dict && count % 2 != 0) {
        fail("odd number of items for a dict");
        return;
    }
    if (m_document->nodes[target].kind == NodeKind::Object && kind != NodeKind::Set) {
        const std::uint32_t slot = m_document->nodes[target].low() + 2;
        if (m_document->items[slot] == noneNode) {
            const std::uint32_t fresh = addContainer(kind, nullptr, 0);
            m_document->items[slot] = fresh;
        }
        target = m_document->items[slot];
    }
    if (m_document->nodes[target].kind != kind)
        fail("items for something that is no container");
    else
        appendItems(target, m_stack.data() + mark, count);
}

void PickleReader::containerOpcode(std::uint8_t opcode)
{
    const auto fromMark = [this](NodeKind kind) {
        const std::size_t mark = popMark();
        const std::size_t count = m_stack.size() - mark;
        if (kind == NodeKind::Dict && count % 2 != 0) {
            fail("odd number of items for a dict");
            return;
        }
        const std::uint32_t node = addContainer(kind, m_stack.data() + mark, count);
        m_stack.resize(mark);
        push(node);
    };
    const auto fromTop = [this](std::size_t count) {
        if (!has(count)) {
            fail("stack underflow");
            return;
        }
        const std::uint32_t node = addContainer(NodeKind::Tuple, m_stack.data() + m_stack.size() - count, count);
        m_stack.resize(m_stack.size() - count);
        push(node);
    };
    const auto addTop = [this](std::size_t count, NodeKind kind) {
        if (!has(count + 1)) {
            fail("stack underflow");
            return;
        }
        const std::size_t mark = m_stack.size() - count;
        extend(m_stack[mark - 1], mark, kind);
        m_stack.resize(mark);
    };
    const auto addFromMark = [this](NodeKind kind) {
        const std::size_t mark = popMark();
        if (m_error != nullptr)
            return;
        if (mark <= m_fence) {
            fail("no container below the mark");
            return;
        }
        extend(m_stack[mark - 1], mark, kind);
        m_stack.resize(mark);
    };
    switch (opcode) {
    case opcode::EmptyList:
        push(addContainer(NodeKind::List, nullptr, 0));
        break;
    case opcode::EmptyDict:
        push(addContainer(NodeKind::Dict, nullptr, 0));
        break;
    case opcode::EmptySet:
        push(addContainer(NodeKind::Set, nullptr, 0));
        break;
    case opcode::EmptyTuple:
        push(emptyTupleNode);
        break;
    case opcode::List:
        fromMark(NodeKind::List);
        break;
    case opcode::Tuple:
        fromMark(NodeKind::Tuple);
        break;
    case opcode::Dict:
        fromMark(NodeKind::Dict);
        break;
    case opcode::FrozenSet:
        fromMark(NodeKind::Set);
        break;
    case opcode::Tuple1:
        fromTop(1);
        break;
    case opcode::Tuple2:
        fromTop(2);
        break;
    case opcode::Tuple3:
        fromTop(3);
        break;
    case opcode::Append:
        addTop(1, NodeKind::List);
        break;
    case opcode::SetItem:
        addTop(2, NodeKind::Dict);
        break;
    case opcode::Appends:
        addFromMark(NodeKind::List);
        break;
    case opcode::SetItems:
        addFromMark(NodeKind::Dict);
        break;
    case opcode::AddItems:
        addFromMark(NodeKind::Set);
        break;
    case opcode::Dup:
        push(top());
        break;
    case opcode::Pop:
        if (!m_marks.empty() && m_marks.back() == m_stack.size())
            static_cast<void>(popMark()); // POP on a mark takes the mark (_pickle.c, load_pop)
        else
            static_cast<void>(pop());
        break;
    case opcode::PopMark:
        m_stack.resize(popMark());
        break;
    default:
        fail("unknown opcode");
    }
}

void PickleReader::objectOpcode(std::uint8_t opcode)
{
    switch (opcode) {
    case opcode::Reduce: {
        const std::uint32_t arguments = pop();
        reduce(pop(), arguments);
        break;
    }
    case opcode::NewObj: {
        const std::uint32_t arguments = pop();
        const std::uint32_t type = pop();
        push(addObject(type, arguments, noneNode));
        break;
    }
    case opcode::NewObjEx: {
        const std::uint32_t keywords = pop();
        const std::uint32_t arguments = pop();
        const std::uint32_t type = pop();
        const Node &node = m_document->nodes[keywords];
        push(addObject(type, arguments, node.kind == NodeKind::Dict && node.size == 0 ? noneNode : keywords));
        break;
    }
    case opcode::Obj: {
        const std::size_t mark = popMark();
        if (m_stack.size() <= mark) {
            fail("OBJ without a class");
            break;
        }
        const std::uint32_t type = m_stack[mark];
        const std::uint32_t arguments
            = addContainer(NodeKind::Tuple, m_stack.data() + mark + 1, m_stack.size() - mark - 1);
        m_stack.resize(mark);
        push(addObject(type, arguments, noneNode));
        break;
    }
    case opcode::StackGlobal: {
        const std::uint32_t name = pop();
        const std::uint32_t module = pop();
        if (m_document->nodes[name].kind != NodeKind::String || m_document->nodes[module].kind != NodeKind::String)
            fail("STACK_GLOBAL without names");
        else
            push(addGlobal(module, name));
        break;
    }
    case opcode::Build: {
        const std::uint32_t state = pop();
        build(top(), state);
        break;
    }
    default:
        fail("unknown opcode");
    }
}

void PickleReader::reduce(std::uint32_t type, std::uint32_t arguments)
{
    const Node &callee = m_document->nodes[type];
    const Node &tuple = m_document->nodes[arguments];
    if (tuple.kind != NodeKind::Tuple) {
        fail("REDUCE without a tuple of arguments");
        return;
    }
    if ((callee.flags & Node::BuiltinStr) != 0) {
        if (tuple.size == 0) {
            push(add(NodeKind::String, 0, 0));
            return;
        }
        const std::uint32_t only = m_document->child(tuple, 0);
        if (tuple.size == 1 && m_document->nodes[only].kind == NodeKind::String) {
            push(only);
            return;
        }
    }
    push(addObject(type, arguments, noneNode));
}

void PickleReader::build(std::uint32_t target, std::uint32_t state)
{
    const Node &node = m_document->nodes[target];
    if (node.kind != NodeKind::Object) {
        fail("BUILD of something that is no object");
        return;
    }
    const std::uint32_t slot = node.low() + 2;
    const std::uint32_t before = m_document->items[slot];
    if (before == noneNode) {
        m_document->items[slot] = state;
        return;
    }
    // Items or keywords were there already: keep both.
    const std::uint32_t both[] = { before, state };
    const std::uint32_t tuple = addContainer(NodeKind::Tuple, both, 2);
    m_document->items[slot] = tuple;
}

} // namespace protocol
