// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "protocol/value.h"

#include <memory>
#include <vector>

namespace protocol {

/// Limits of one reply; exceeding one is a ProtocolError.
struct DecoderLimits
{
    qint64 bytes = 256LL * 1024 * 1024;
    std::uint32_t nodes = 8'000'000;
    std::uint32_t depth = 64; ///< nesting of the finished value
    std::uint32_t memo = 8'000'000;
};

/// What the daemon answered, before anybody asks for its shape.
struct Reply
{
    Value value; ///< x of (0, x)
};

/// Incremental decoder of the daemon's byte stream (pickle protocols 0 to 5, then the end marker). No I/O, no
/// exceptions leave it. The pickle is followed opcode by opcode to its STOP; the marker is expected there and never
/// searched for.
class FrameDecoder
{
public:
    explicit FrameDecoder(DecoderLimits limits = {});
    ~FrameDecoder();
    Q_DISABLE_COPY_MOVE(FrameDecoder)

    /// Takes what arrived, in any slicing, and returns the replies that are now complete, in order. A reply is
    /// Result<Reply>: (1, exception) and bare "ERROR: ..." and ["SHUTDOWN"] are errors of the daemon (ServerRefused,
    /// UnknownJail, DuplicateJail, InvalidCommand, ShuttingDown), after which the stream goes on.
    /// A broken stream gives one ProtocolError and then nothing more, until reset().
    [[nodiscard]] std::vector<core::Result<Reply>> feed(QByteArrayView bytes);

    /// The same, without the daemon's errors folded: the decoded object as it came (for `command`, tests, fuzzing).
    [[nodiscard]] std::vector<core::Result<Value>> feedRaw(QByteArrayView bytes);

    [[nodiscard]] bool isBroken() const;
    /// True while a reply has begun and is not complete.
    [[nodiscard]] bool isMidReply() const;
    void reset();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

/// (0, value) -> value; (1, exception), "ERROR: ..." and ["SHUTDOWN"] -> the matching error. detail is rendered as
/// fail2ban-client would (beautifier.py), the class name is kept in front for unknown ones.
[[nodiscard]] core::Result<Value> unwrapReply(const Value &decoded);

} // namespace protocol
