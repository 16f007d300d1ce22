// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "texts/state_texts.h"

namespace models {

/// What one server's card of the overview says; every text is ready to show.
struct ServerCard
{
    core::ServerId id;
    QString name;
    QString colour;
    core::ServerState state = core::ServerState::Unknown;
    QString stateWord;
    QString line; ///< "Online · 1.1.0 · 0.8 ms"
    std::optional<qint64> jails;
    std::optional<qint64> bans;
    std::optional<qint64> totalBans;
    std::optional<qint64> failures; ///< total
    std::optional<qint64> currentFailures;
    QString age; ///< "4 s", "now"
    QString exactAge; ///< for the tool tip
    bool stale = false; ///< figures are the last known ones
    bool readOnly = false;
    bool production = false;
    QString accessible; ///< the whole card as a sentence

    friend bool operator==(const ServerCard &, const ServerCard &) = default;
};

/// nowMs: UTC ms. shown: texts::shownState() where that is another one than the status has.
[[nodiscard]] ServerCard serverCard(const core::ServerProfile &profile, const core::ServerStatus &status,
    const std::optional<core::PendingRecovery> &recovery, qint64 nowMs,
    std::optional<core::ServerState> shown = std::nullopt);
/// The same without its age, for who tells that by itself: ages change with every second, and the date of hundreds
/// costs more than all the rest.
[[nodiscard]] ServerCard serverCardWithoutAge(const core::ServerProfile &profile, const core::ServerStatus &status,
    const std::optional<core::PendingRecovery> &recovery, qint64 nowMs,
    std::optional<core::ServerState> shown = std::nullopt);

/// Sums of the servers of a scope. A figure is absent where no server told it.
struct ScopeFigures
{
    int servers = 0;
    int online = 0;
    std::optional<qint64> jails;
    std::optional<qint64> bans;
    std::optional<qint64> totalBans;
    std::optional<qint64> failures;
    qint64 oldestAt = 0; ///< UTC ms of the oldest figure; 0: none
};
[[nodiscard]] ScopeFigures scopeFigures(const QList<texts::ServerHealth> &servers);

} // namespace models
