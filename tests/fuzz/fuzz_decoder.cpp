// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: bytes as a daemon might send them, in random slices, through everything that a reply meets. The first two
// bytes choose the slices, the rest is the stream.
#include "protocol/commands.h"
#include "protocol/frame_decoder.h"
#include "protocol/server_capabilities.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cstdlib>

namespace {

using protocol::Value;
using Results = std::vector<core::Result<Value>>;

Results feedSliced(QByteArrayView bytes, std::uint32_t seed, const protocol::DecoderLimits &limits)
{
    protocol::FrameDecoder decoder(limits);
    Results all;
    while (!bytes.isEmpty()) {
        seed = seed * 1664525U + 1013904223U;
        const auto slice = std::min<qsizetype>(bytes.size(), 1 + (seed >> 16) % ((seed & 0x800U) != 0 ? 4 : 300));
        for (auto &one : decoder.feedRaw(bytes.first(slice)))
            all.push_back(std::move(one));
        bytes = bytes.sliced(slice);
        if (decoder.isBroken() && decoder.isMidReply())
            std::abort();
    }
    return all;
}

QByteArray json(const Value &value)
{
    return QJsonDocument(QJsonArray { value.toJson() }).toJson(QJsonDocument::Compact);
}

template <typename T> void use(const T &typed, const Value &value)
{
    static_cast<void>(typed.decode(value));
}

void decodeTyped(const Value &value)
{
    using namespace protocol;
    const QString j = QStringLiteral("sshd");
    use(ping(), value);
    use(status(), value);
    use(stats(), value);
    use(jailStatus(j, StatusFlavour::Basic), value);
    use(statusAll(StatusFlavour::Basic), value);
    use(banned(), value);
    use(bannedIn({}), value);
    use(jailBanned(j), value);
    use(jailBannedCheck(j, {}), value);
    if (const auto timed = jailBansWithTime(j).decode(value))
        static_cast<void>(withZone(*timed, QTimeZone::utc(), 1'795'000'000));
    use(jailProperty(j, j), value);
    use(jailJournalMatch(j), value);
    use(jailDatePattern(j), value);
    use(jailIgnoreCache(j), value);
    use(threadStackSize(), value);
    use(banIp(j, {}), value);
    use(setIdle(j, true), value);
    for (int i = 0; i < static_cast<int>(Capability::Count_); ++i)
        static_cast<void>(capabilityFromReply(static_cast<Capability>(i), value));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    const QByteArrayView stream(reinterpret_cast<const char *>(data) + 2, static_cast<qsizetype>(size) - 2);
    protocol::DecoderLimits limits;
    limits.bytes = 1024 * 1024;
    limits.nodes = 20'000;
    limits.memo = 20'000;
    protocol::FrameDecoder whole(limits);
    const Results expected = whole.feedRaw(stream);
    const Results sliced = feedSliced(stream, data[0] | (static_cast<std::uint32_t>(data[1]) << 8), limits);
    if (expected.size() != sliced.size())
        std::abort();
    for (std::size_t i = 0; i < expected.size(); ++i) {
        if (expected[i].has_value() != sliced[i].has_value())
            std::abort();
        if (!expected[i])
            continue;
        if (json(*expected[i]) != json(*sliced[i]))
            std::abort();
        static_cast<void>(expected[i]->toVariant());
        decodeTyped(*expected[i]);
        if (const auto value = protocol::unwrapReply(*expected[i]))
            decodeTyped(*value);
    }
    return 0;
}
