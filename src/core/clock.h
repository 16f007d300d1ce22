// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace core {

/// Where every time in BanGUI comes from, so that a test can own it. Injected by reference, never looked up.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Wall clock, milliseconds since 1970-01-01 UTC. May jump.
    [[nodiscard]] virtual qint64 nowMs() const = 0;
    /// Milliseconds that never go backwards and include suspend (CLOCK_BOOTTIME); only differences mean anything.
    [[nodiscard]] virtual qint64 monotonicMs() const = 0;
};

/// The machine's clock.
class SystemClock final : public Clock
{
public:
    [[nodiscard]] qint64 nowMs() const override;
    [[nodiscard]] qint64 monotonicMs() const override;
};

} // namespace core
