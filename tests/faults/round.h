// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace faults {

/// What one round did and what of it must not be.
struct Report
{
    QString title; ///< version, shell, change, fault, where
    QString end; ///< "confirmed", "rolled back", "timer"
    QStringList violations;
};

/// One change of a daemon of its own, with one fault. The seed and the number decide everything but the exact instant.
[[nodiscard]] Report runRound(quint32 seed, int number);

} // namespace faults
