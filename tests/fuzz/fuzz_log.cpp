// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer: bytes as a log might have them, whole and in random slices. What comes out is the same, belongs to a known
// jail, and is bounded. The first two bytes choose the slices, the rest is the log.
#include "protocol/log_line.h"

#include <cstdlib>

namespace {

constexpr qint64 now = 1'800'000'000'000;
/// What one line can make, its ellipsis included.
constexpr qsizetype longest = 2048;

protocol::LogReader makeReader()
{
    protocol::LogReader reader(QTimeZone("Europe/Berlin"));
    reader.setJails({ QStringLiteral("sshd"), QStringLiteral("web") });
    return reader;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    if (size < 2)
        return 0;
    QByteArrayView log(reinterpret_cast<const char *>(data) + 2, static_cast<qsizetype>(size) - 2);
    const qsizetype lines = log.count('\n');
    protocol::LogReader whole = makeReader();
    const QList<core::LogEvent> expected = whole.feed(log, now);
    if (expected.size() > lines)
        std::abort(); // one line, one event
    for (const core::LogEvent &event : expected) {
        if (event.target.size() > longest || event.detail.size() > longest || event.target.contains(u'\n')
            || event.detail.contains(u'\n'))
            std::abort();
    }
    protocol::LogReader sliced = makeReader();
    QList<core::LogEvent> events;
    std::uint32_t seed = data[0] | (static_cast<std::uint32_t>(data[1]) << 8);
    while (!log.isEmpty()) {
        seed = seed * 1664525U + 1013904223U;
        const auto slice = std::min<qsizetype>(log.size(), 1 + (seed >> 16) % ((seed & 0x800U) != 0 ? 4 : 300));
        events += sliced.feed(log.first(slice), now);
        log = log.sliced(slice);
    }
    if (events != expected)
        std::abort();
    return 0;
}
