// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <ctime>

namespace support {

/// How much of a processor this thread has used since it was made. For tests that something does not take for ever:
/// what other programs take of a busy machine does not count.
class OwnTime
{
public:
    [[nodiscard]] qint64 elapsedMs() const { return nowMs() - m_begun; }

private:
    static qint64 nowMs()
    {
        timespec spent {};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
        return qint64(spent.tv_sec) * 1'000 + spent.tv_nsec / 1'000'000;
    }

    qint64 m_begun = nowMs();
};

} // namespace support
