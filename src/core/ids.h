// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHashFunctions>
#include <QMetaType>

#include <compare>

namespace core {

/// Identity of a server profile: the row id in the store, or negative for one that lives only as long as the process
/// (`--socket`). 0 is "none".
struct ServerId
{
    qint64 value = 0;

    [[nodiscard]] bool isValid() const { return value != 0; }
    friend auto operator<=>(const ServerId &, const ServerId &) = default;
};

inline size_t qHash(ServerId id, size_t seed = 0) noexcept
{
    return ::qHash(id.value, seed);
}

} // namespace core

Q_DECLARE_METATYPE(core::ServerId)
