// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/document.h"

#include "protocol/frame_decoder.h"

#include <algorithm>
#include <vector>

namespace protocol {

namespace {

/// What is known about one container; a shared one is measured once.
struct Measure
{
    std::uint64_t nodes = 0; ///< written out, itself included; 0: not visited
    std::uint64_t bytes = 0;
    std::uint32_t height = 0;
    bool open = false; ///< on the path from the root: meeting it again is a cycle
};

struct Frame
{
    std::uint32_t node;
    std::uint32_t next; ///< child to look at
};

} // namespace

const char *checkDocument(const Document &document, const DecoderLimits &limits)
{
    const Node *nodes = document.nodes.data();
    if (!nodes[document.root].isContainer())
        return nullptr;

    std::vector<Measure> measures(document.containers);
    std::vector<Frame> path { { document.root, 0 } };
    measures[nodes[document.root].high()] = { 1, 0, 1, true };
    const auto maxBytes = static_cast<std::uint64_t>(limits.bytes);

    while (!path.empty()) {
        Frame &frame = path.back();
        const Node &node = nodes[frame.node];
        Measure &measure = measures[node.high()];
        const std::uint32_t count = Document::childCount(node);
        const std::uint32_t only = node.low();
        const std::uint32_t *children = node.kind == NodeKind::Tuple && count == 1 ? &only : document.children(node);
        bool descended = false;
        while (frame.next < count) {
            const std::uint32_t childIndex = children[frame.next];
            const Node &child = nodes[childIndex];
            if (!child.isContainer()) {
                ++measure.nodes;
                measure.bytes += child.isText() ? child.size : 0;
                ++frame.next;
                continue;
            }
            Measure &inner = measures[child.high()];
            if (inner.open)
                return "value contains itself";
            if (inner.nodes == 0) {
                if (path.size() >= limits.depth)
                    return "nested too deeply";
                inner = { 1, 0, 1, true };
                path.push_back({ childIndex, 0 });
                descended = true;
                break;
            }
            measure.nodes += inner.nodes;
            measure.bytes += inner.bytes;
            measure.height = std::max(measure.height, inner.height + 1);
            // Neither sum can overflow: each addend was below its limit, and so was the sum before it.
            if (measure.nodes > limits.nodes || measure.bytes > maxBytes)
                return "value expands too far";
            ++frame.next;
        }
        if (descended)
            continue;
        if (measure.nodes > limits.nodes || measure.bytes > maxBytes)
            return "value expands too far";
        if (measure.height > limits.depth)
            return "nested too deeply";
        measure.open = false;
        path.pop_back();
    }
    return nullptr;
}

} // namespace protocol
