// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/frame_decoder.h"

#include "protocol/pickle_reader.h"
#include "protocol/wire.h"

namespace protocol {

struct FrameDecoder::Private
{
    explicit Private(const DecoderLimits &limits)
        : reader(limits)
    {
    }

    PickleReader reader;
    bool broken = false;

    core::Result<Value> breakWith(const char *why)
    {
        broken = true;
        reader.clear();
        return core::failure(core::ErrorCode::ProtocolError, QString::fromLatin1(why));
    }

    /// Takes up to `piece` bytes of the input. Returns how many belonged to this reply; appends what is complete.
    qsizetype consume(QByteArrayView piece, std::vector<core::Result<Value>> &out)
    {
        const qsizetype before = reader.size();
        reader.append(piece);
        if (reader.run() == PickleReader::Step::Broken) {
            out.push_back(breakWith(reader.error()));
            return piece.size();
        }
        if (reader.run() == PickleReader::Step::NeedMore)
            return piece.size();
        // The pickle is complete: now the marker is expected, byte for byte. It is never searched for, a value may
        // contain it.
        const QByteArrayView rest = reader.bytes().sliced(reader.position());
        const qsizetype known = std::min(rest.size(), endMarker.size());
        if (rest.first(known) != endMarker.first(known)) {
            out.push_back(breakWith("no end marker after the reply"));
            return piece.size();
        }
        if (known < endMarker.size())
            return piece.size();
        const qsizetype end = reader.position() + endMarker.size();
        Value value = reader.take(end);
        if (reader.error() != nullptr)
            out.push_back(breakWith(reader.error()));
        else
            out.emplace_back(std::move(value));
        return end - before;
    }
};

FrameDecoder::FrameDecoder(DecoderLimits limits)
    : d(std::make_unique<Private>(limits))
{
}

FrameDecoder::~FrameDecoder() = default;

std::vector<core::Result<Value>> FrameDecoder::feedRaw(QByteArrayView bytes)
{
    std::vector<core::Result<Value>> out;
    while (!bytes.isEmpty() && !d->broken) {
        // Pieces grow with the reply: what belongs to the next one is never copied more often than the reply itself.
        constexpr qsizetype smallest = 1024;
        const qsizetype piece = std::min(bytes.size(), std::max(smallest, d->reader.size()));
        bytes = bytes.sliced(d->consume(bytes.first(piece), out));
    }
    return out;
}

std::vector<core::Result<Reply>> FrameDecoder::feed(QByteArrayView bytes)
{
    std::vector<core::Result<Reply>> out;
    for (const core::Result<Value> &decoded : feedRaw(bytes)) {
        const core::Result<Value> value = decoded ? unwrapReply(*decoded) : decoded;
        if (value)
            out.push_back(Reply { *value });
        else
            out.push_back(tl::unexpected(value.error()));
    }
    return out;
}

bool FrameDecoder::isBroken() const
{
    return d->broken;
}

bool FrameDecoder::isMidReply() const
{
    return !d->broken && d->reader.size() > 0;
}

void FrameDecoder::reset()
{
    d->reader.clear();
    d->broken = false;
}

} // namespace protocol
