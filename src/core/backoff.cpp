// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backoff.h"

#include <QRandomGenerator>

#include <algorithm>

namespace core {

Backoff::Backoff(qint64 firstMs, qint64 limitMs, std::function<double()> random)
    : m_firstMs(std::max<qint64>(firstMs, 1))
    , m_limitMs(std::max(limitMs, m_firstMs))
    , m_random(std::move(random))
{
}

qint64 Backoff::nextMs()
{
    qint64 base = m_firstMs;
    for (int i = 0; i < m_attempts && base < m_limitMs; ++i)
        base = base > m_limitMs / 2 ? m_limitMs : base * 2;
    if (m_attempts < 1000) // only the figure that is shown; the delay has long been at its limit
        ++m_attempts;
    // The jitter stays at the limit too: a fleet whose network came back must not knock at one instant.
    const double random = std::clamp(m_random ? m_random() : QRandomGenerator::global()->generateDouble(), 0.0, 1.0);
    return std::max<qint64>(qRound64(double(base) * (0.75 + 0.5 * random)), 1);
}

void Backoff::reset()
{
    m_attempts = 0;
}

} // namespace core
