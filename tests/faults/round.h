// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace faults {

/// What one round did and what of it must not be.
struct Report
{
    QString title; ///< version, way or shell, change, fault, where
    QString end; ///< how the change ended, in a few words
    QString notBegun; ///< why there was no round: nothing is known then
    QStringList violations;
    QString late; ///< it was as it has to be only after the time for that, by no more than the machine was short of
                  ///< processors
};

/// What decides a round. The seed and the number decide everything but the exact instant.
struct RoundPlan
{
    quint32 seed = 1;
    int number = 0;
    QString program; ///< bangui-cli, or one without a guard
    QString fault; ///< this one; empty: what the seed decides
    bool noDatabase = false; ///< fail2ban has none; else one round in four, as the seed decides
    QString without; ///< that guard: only faults that it is there for; empty: all of them
};

/// One change of a daemon of its own by bangui-cli as a process, here or through a real sshd, with one fault.
[[nodiscard]] Report runRound(const RoundPlan &plan);

/// The same by the script that does the server's half, verb by verb, in one of the shells.
[[nodiscard]] Report runScriptRound(quint32 seed, int number, bool noDatabase);

/// Whether fail2ban has no database in that round: what is banned there is kept by the change alone.
[[nodiscard]] bool hasNoDatabase(quint32 seed, int number);

} // namespace faults
