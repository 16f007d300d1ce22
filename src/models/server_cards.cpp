// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/server_cards.h"

#include "core/visible_text.h"
#include "models/freshness.h"
#include "models/server_filter.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {

namespace {

void add(std::optional<qint64> &sum, const std::optional<qint64> &value)
{
    if (value)
        sum = sum.value_or(0) + *value;
}

} // namespace

ServerCard serverCard(const core::ServerProfile &profile, const core::ServerStatus &status,
    const std::optional<core::PendingRecovery> &recovery, qint64 nowMs, std::optional<core::ServerState> shown)
{
    ServerCard card = serverCardWithoutAge(profile, status, recovery, nowMs, shown);
    if (status.lastGoodAt > 0) {
        card.age = texts::age(nowMs - status.lastGoodAt);
        card.exactAge = texts::exactDateTime(status.lastGoodAt / 1000, texts::DateStyle::System);
    }
    return card;
}

ServerCard serverCardWithoutAge(const core::ServerProfile &profile, const core::ServerStatus &status,
    const std::optional<core::PendingRecovery> &recovery, qint64 nowMs, std::optional<core::ServerState> shown)
{
    ServerCard card;
    card.id = profile.id;
    card.name = core::visibleText(profile.name);
    card.colour = profile.colour;
    card.readOnly = profile.readOnly;
    card.production = profile.production;
    card.state = shown.value_or(status.state);
    card.stateWord = texts::stateWord(card.state);
    QStringList line { card.state == status.state ? texts::statePhrase(status, recovery, nowMs)
                                                  : texts::stateTitle(card.state),
        core::visibleText(status.version), texts::latency(status.latencyUs) };
    line.removeAll(QString());
    card.line = line.join(u" · "_s);
    if (status.lastGoodAt > 0)
        card.jails = status.jails.size();
    card.bans = status.counters.currentBans;
    card.totalBans = status.counters.totalBans;
    card.failures = status.counters.totalFailures;
    card.currentFailures = status.counters.currentFailures;
    card.stale = isStale(status);
    //: read aloud for a server's card: name, its state, jails, bans, failures
    card.accessible = QCoreApplication::translate("models", "%1: %2. %3 jails, %4 bans, %5 failures.")
                          .arg(card.production ? card.name + u", "_s + productionWord() : card.name, card.line,
                              texts::number(card.jails), texts::number(card.bans), texts::number(card.failures));
    return card;
}

ScopeFigures scopeFigures(const QList<texts::ServerHealth> &servers)
{
    ScopeFigures figures;
    for (const texts::ServerHealth &server : servers) {
        const core::ServerStatus &status = server.status;
        ++figures.servers;
        figures.online += status.online.value_or(false) ? 1 : 0;
        add(figures.bans, status.counters.currentBans);
        add(figures.totalBans, status.counters.totalBans);
        add(figures.failures, status.counters.totalFailures);
        if (status.lastGoodAt > 0) {
            figures.jails = figures.jails.value_or(0) + status.jails.size();
            figures.oldestAt
                = figures.oldestAt == 0 ? status.lastGoodAt : std::min(figures.oldestAt, status.lastGoodAt);
        }
    }
    return figures;
}

} // namespace models
