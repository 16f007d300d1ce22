// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"

namespace support {

/// A clock that stands still until the test moves it.
class FakeClock final : public core::Clock
{
public:
    explicit FakeClock(qint64 nowMs = 1'700'000'000'000, qint64 monotonicMs = 1'000'000)
        : m_now(nowMs)
        , m_monotonic(monotonicMs)
    {
    }

    [[nodiscard]] qint64 nowMs() const override { return m_now; }
    [[nodiscard]] qint64 monotonicMs() const override { return m_monotonic; }

    void setNow(qint64 ms) { m_now = ms; }
    void setMonotonic(qint64 ms) { m_monotonic = ms; }
    /// Time passes, on both clocks.
    void advance(qint64 ms)
    {
        m_now += ms;
        m_monotonic += ms;
    }
    /// Somebody sets the wall clock; no time passes.
    void jump(qint64 ms) { m_now += ms; }

private:
    qint64 m_now;
    qint64 m_monotonic;
};

} // namespace support
