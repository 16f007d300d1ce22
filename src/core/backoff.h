// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <functional>

namespace core {

/// Growing delays with jitter for reconnects and EAGAIN retries. Deterministic where the random source is injected.
class Backoff
{
public:
    /// first, limit: milliseconds. random returns [0, 1); empty: the system's generator. Jitter is +-25 % of the
    /// delay, also at the limit.
    Backoff(qint64 firstMs, qint64 limitMs, std::function<double()> random = {});

    [[nodiscard]] qint64 nextMs(); ///< the delay before the next attempt; doubles up to the limit
    void reset();
    [[nodiscard]] int attempts() const { return m_attempts; }

private:
    qint64 m_firstMs;
    qint64 m_limitMs;
    std::function<double()> m_random;
    int m_attempts = 0;
};

} // namespace core
