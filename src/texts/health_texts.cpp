// SPDX-License-Identifier: GPL-3.0-or-later
// What the overview says first, and the status bar last.
#include "core/health.h"
#include "core/visible_text.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

int gravity(core::ServerState state)
{
    switch (state) {
    case core::ServerState::Online:
        return 0;
    case core::ServerState::Unknown:
        return 1;
    case core::ServerState::Busy:
        return 2;
    case core::ServerState::Unreachable:
        return 3;
    case core::ServerState::NeedsAttention:
        return 4;
    case core::ServerState::Offline:
        return 5;
    case core::ServerState::Degraded:
        return 6;
    }
    return 0;
}

/// Whether its finding says more than its state: one that does not answer tells that first, and an activation that is
/// to blame is named.
bool findingSpeaks(const ServerHealth &server)
{
    if (server.finding.isEmpty() || server.recovery)
        return false;
    switch (server.status.state) {
    case core::ServerState::Unknown:
    case core::ServerState::Online:
    case core::ServerState::Degraded:
    case core::ServerState::Busy:
        return true;
    case core::ServerState::Offline:
    case core::ServerState::Unreachable:
    case core::ServerState::NeedsAttention:
        break;
    }
    return false;
}

QString pointText(const ServerHealth &server, qint64 nowMs)
{
    const QString name = core::visibleText(server.name);
    const auto since = [&](qint64 from) { return duration(qMax<qint64>(0, nowMs - from) / 1000); };
    const bool dated = server.status.stateSince > 0;
    if (findingSpeaks(server))
        return server.finding;
    switch (server.status.state) {
    case core::ServerState::Degraded:
        if (server.recovery)
            return QCoreApplication::translate("texts", "%1 lost protection %2 after an activation")
                .arg(name, age(qMax<qint64>(0, server.recovery->detectedAt - server.recovery->activatedAt)));
        return QCoreApplication::translate("texts", "%1 lost protection").arg(name);
    case core::ServerState::Offline:
        return dated ? QCoreApplication::translate("texts", "%1 has been offline for %2")
                           .arg(name, since(server.status.stateSince))
                     : QCoreApplication::translate("texts", "%1 is offline").arg(name);
    case core::ServerState::Unreachable:
        return dated ? QCoreApplication::translate("texts", "%1 has not been reached for %2")
                           .arg(name, since(server.status.stateSince))
                     : QCoreApplication::translate("texts", "%1 is not reached").arg(name);
    case core::ServerState::Busy:
        return QCoreApplication::translate("texts", "%1 has been busy for %2")
            .arg(name, since(server.status.busySince));
    case core::ServerState::NeedsAttention:
        //: server name and a few words: "web-2: permission denied"
        return QCoreApplication::translate("texts", "%1: %2").arg(name, attentionWords(server.status.attention));
    case core::ServerState::Unknown:
    case core::ServerState::Online:
        break;
    }
    return name;
}

QString needText(int count)
{
    if (count == 1)
        return QCoreApplication::translate("texts", "One thing needs you");
    if (count == 2)
        return QCoreApplication::translate("texts", "Two things need you");
    if (count == 3)
        return QCoreApplication::translate("texts", "Three things need you");
    return QCoreApplication::translate("texts", "%Ln things need you", nullptr, count);
}

/// Whether it answered when it was asked last. `online` is what is believed, and outlives the answer.
bool answers(const ServerHealth &server)
{
    switch (server.status.state) {
    case core::ServerState::Online:
    case core::ServerState::Degraded:
        return server.status.online.value_or(true);
    case core::ServerState::NeedsAttention:
        return server.status.online.value_or(false)
            && (server.status.attention == core::AttentionReason::NoJails
                || server.status.attention == core::AttentionReason::SocketGone);
    case core::ServerState::Unknown:
    case core::ServerState::Busy:
    case core::ServerState::Offline:
    case core::ServerState::Unreachable:
        break;
    }
    return false;
}

QString calmSentence(const QList<ServerHealth> &servers)
{
    std::optional<qint64> sum;
    for (const ServerHealth &server : servers) {
        if (server.status.counters.currentBans)
            sum = sum.value_or(0) + *server.status.counters.currentBans;
    }
    const QString online = counted(servers.size(), QT_TRANSLATE_NOOP("texts", "1 server online"),
        QT_TRANSLATE_N_NOOP("texts", "%Ln servers online"));
    if (!sum)
        return QCoreApplication::translate("texts", "%1.").arg(online);
    //: "5 servers online", "214 bans"
    return QCoreApplication::translate("texts", "%1, %2.").arg(online, bans(*sum));
}

} // namespace

core::ServerState worse(core::ServerState a, core::ServerState b)
{
    return gravity(a) >= gravity(b) ? a : b;
}

core::ServerState shownState(const ServerHealth &server)
{
    return findingSpeaks(server) ? core::ServerState::Degraded : server.status.state;
}

bool needsUser(const ServerHealth &server, qint64 nowMs)
{
    if (!server.finding.isEmpty())
        return true;
    switch (server.status.state) {
    case core::ServerState::Degraded:
    case core::ServerState::Offline:
    case core::ServerState::NeedsAttention:
    case core::ServerState::Unreachable:
        return true;
    case core::ServerState::Busy:
        // A daemon that reads a long list is busy for some seconds; that is no news.
        return server.status.busySince > 0 && nowMs - server.status.busySince >= core::busyLimitMs / 2;
    case core::ServerState::Unknown:
    case core::ServerState::Online:
        break;
    }
    return false;
}

HealthAnswer healthAnswer(const QList<ServerHealth> &servers, qint64 nowMs, qsizetype undecided)
{
    HealthAnswer answer;
    if (servers.isEmpty()) {
        answer.answer = QCoreApplication::translate("texts", "No server yet");
        answer.sentence = QCoreApplication::translate("texts", "Add the first server to watch it.");
        return answer;
    }
    answer.state = core::ServerState::Online;
    qsizetype unknown = 0;
    for (const ServerHealth &server : servers) {
        const core::ServerState state = shownState(server);
        answer.state = worse(answer.state, state);
        unknown += server.status.state == core::ServerState::Unknown ? 1 : 0;
        if (needsUser(server, nowMs))
            answer.points.append({ server.id, state, pointText(server, nowMs) });
    }
    std::stable_sort(answer.points.begin(), answer.points.end(),
        [](const HealthPoint &a, const HealthPoint &b) { return gravity(a.state) > gravity(b.state); });
    if (!answer.points.isEmpty()) {
        QStringList sentences;
        for (const HealthPoint &point : answer.points)
            sentences.append(point.text);
        answer.answer = needText(static_cast<int>(answer.points.size()));
        answer.sentence = sentences.join(u" · "_s);
        return answer;
    }
    if (unknown > 0) {
        answer.answer = QCoreApplication::translate("texts", "Looking");
        answer.sentence = counted(unknown, QT_TRANSLATE_NOOP("texts", "1 server has not answered yet."),
            QT_TRANSLATE_N_NOOP("texts", "%Ln servers have not answered yet."));
        return answer;
    }
    QStringList busy;
    for (const ServerHealth &server : servers) {
        if (server.status.state == core::ServerState::Busy)
            busy.append(pointText(server, nowMs));
    }
    if (!busy.isEmpty()) {
        // For a moment that is no trouble, but nobody knows yet that it is well.
        answer.state = core::ServerState::Busy;
        answer.answer = counted(busy.size(), QT_TRANSLATE_NOOP("texts", "One server is busy"),
            QT_TRANSLATE_N_NOOP("texts", "%Ln servers are busy"));
        answer.sentence = busy.join(u" · "_s);
        return answer;
    }
    answer.state = core::ServerState::Online;
    answer.answer = undecided == 0 ? QCoreApplication::translate("texts", "All is well")
                                   : counted(undecided, QT_TRANSLATE_NOOP("texts", "One change is not decided"),
                                       QT_TRANSLATE_N_NOOP("texts", "%Ln changes are not decided"));
    answer.sentence = calmSentence(servers);
    return answer;
}

QString onlineSummary(const QList<ServerHealth> &servers)
{
    qint64 online = 0;
    qint64 busy = 0;
    qint64 needy = 0;
    for (const ServerHealth &server : servers) {
        online += answers(server) ? 1 : 0;
        busy += server.status.state == core::ServerState::Busy ? 1 : 0;
        needy += needsUser(server, 0) ? 1 : 0;
    }
    //: "4 of 5 servers online"
    QString summary
        = QCoreApplication::translate("texts", "%1 of %2 online").arg(number(online), texts::servers(servers.size()));
    if (busy > 0)
        //: goes on after "4 of 5 servers online"
        summary
            += u" · "_s + counted(busy, QT_TRANSLATE_NOOP("texts", "1 busy"), QT_TRANSLATE_N_NOOP("texts", "%Ln busy"));
    if (needy > 0)
        summary += u" · "_s
            + counted(needy, QT_TRANSLATE_NOOP("texts", "1 needs you"), QT_TRANSLATE_N_NOOP("texts", "%Ln need you"));
    return summary;
}

} // namespace texts
