// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pending_delivery.h"

#include "core/clock.h"
#include "core/pending_rules.h"
#include "services/ban_service_impl.h"
#include "services/command_gate.h"
#include "services/pending_changes_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/step_list.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(pendingLog, "pending")

constexpr int reloadMs = 30'000;

bool answers(const core::ServerStatus &status)
{
    return status.lastOutcome == core::ProbeOutcome::Answered
        && (status.state == core::ServerState::Online || status.state == core::ServerState::Degraded);
}

/// The answer is final, or nobody knows what happened: it is not sent again.
bool ends(const core::Receipt &receipt)
{
    switch (receipt.result) {
    case core::ReceiptResult::Done:
    case core::ReceiptResult::NothingToDo:
        return true;
    case core::ReceiptResult::Refused:
        return receipt.error.code != core::ErrorCode::SessionLocked
            && receipt.error.code != core::ErrorCode::RateLimited;
    case core::ReceiptResult::Failed:
        switch (receipt.error.code) {
        // Nothing was sent, and it is not the change that is at fault.
        case core::ErrorCode::PermissionDenied:
        case core::ErrorCode::HostKeyChanged:
        case core::ErrorCode::ElevationRefused:
        case core::ErrorCode::NotASocket:
        case core::ErrorCode::StoreUnavailable:
        case core::ErrorCode::StoreLocked:
        case core::ErrorCode::StoreReadOnly:
        case core::ErrorCode::StoreFull:
            return false;
        default:
            return true;
        }
    case core::ReceiptResult::Pending:
        return false;
    }
    return true;
}

/// What of it is on the server now, or may be; nullopt: nothing that is sure.
std::optional<core::PendingChange> carriedOut(const core::PendingChange &change, const QList<core::Receipt> &receipts)
{
    const auto counts = [](const core::Receipt &receipt) {
        return receipt.result == core::ReceiptResult::Done || receipt.result == core::ReceiptResult::NothingToDo
            || outcomeUnknown(receipt);
    };
    if (change.kind != core::PendingChange::Kind::Ban) // its receipts name the bans that it met
        return std::ranges::all_of(receipts, counts) ? std::optional(change) : std::nullopt;
    core::PendingChange done = change;
    done.targets.clear();
    for (const core::Receipt &receipt : receipts) {
        if (counts(receipt))
            done.targets.append(receipt.target);
    }
    return done.targets.isEmpty() ? std::nullopt : std::optional(done);
}

/// The parts that were not sent, jail by jail, as changes that stay.
class Left
{
public:
    explicit Left(const core::PendingChange &change)
        : m_change(change)
    {
    }
    void add(const QString &jail, const QStringList &targets, const core::Error &error)
    {
        const auto found = std::ranges::find(m_left, jail, &core::PendingChange::jail);
        if (found != m_left.end()) {
            found->targets += targets;
            return;
        }
        core::PendingChange part = m_change;
        part.jail = jail;
        part.targets = targets;
        ++part.attempts;
        part.lastError = error;
        m_left.append(part);
    }
    [[nodiscard]] const QList<core::PendingChange> &changes() const { return m_left; }

private:
    const core::PendingChange &m_change;
    QList<core::PendingChange> m_left;
};

} // namespace

PendingDelivery::PendingDelivery(RuntimeState &state, ServerRegistry &servers, CommandGate &gate,
    PendingChangesImpl &pending, BanServiceImpl &bans, const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_state(state)
    , m_servers(servers)
    , m_gate(gate)
    , m_pending(pending)
    , m_bans(bans)
    , m_clock(clock)
{
    m_reload.setInterval(reloadMs);
    connect(&m_reload, &QTimer::timeout, &m_pending, &PendingChanges::reload);
}

PendingDelivery::~PendingDelivery() = default;

void PendingDelivery::start()
{
    rememberNames();
    m_pending.takeOrphans(this, [this](const core::Result<QList<core::PendingChange>> &orphans) {
        Receipts receipts;
        for (const core::PendingChange &change : orphans.value_or(QList<core::PendingChange> {}))
            receipts += receiptsOf(change, core::ReceiptResult::Failed, { core::ErrorCode::ConnectionLost, {} });
        m_pending.tell(receipts);
        dropStale();
    });
    connect(&m_state, &RuntimeState::statusChanged, this,
        [this](
            core::ServerId id, const core::ServerStatus &, const core::ServerStatus &after) { onStatus(id, after); });
    connect(&m_pending, &PendingChangesImpl::retryRequested, this,
        [this](core::ServerId server) { request(server, std::nullopt); });
    connect(&m_pending, &PendingChangesImpl::sendRequested, this, [this](const QList<qint64> &ids) {
        std::map<core::ServerId, QSet<qint64>> wanted;
        for (const core::PendingChange &change : m_pending.all()) {
            if (ids.contains(change.id))
                wanted[change.server].insert(change.id);
        }
        for (const auto &[server, only] : wanted)
            request(server, only);
    });
    connect(&m_servers, &ServerRegistry::serverAdded, this, &PendingDelivery::rememberNames);
    connect(&m_servers, &ServerRegistry::serverChanged, this, [this] {
        rememberNames();
        dropStale();
    });
    connect(&m_servers, &ServerRegistry::serverRemoved, this, &PendingDelivery::dropStale);
    connect(&m_pending, &PendingChanges::changed, this, &PendingDelivery::dropStale);
    m_reload.start();
}

void PendingDelivery::rememberNames()
{
    for (const core::ServerProfile &profile : m_servers.profiles())
        m_names[profile.id] = profile.name;
}

std::optional<core::Error> PendingDelivery::staleness(const core::PendingChange &change) const
{
    const auto profile = m_servers.profile(change.server);
    if (!profile)
        return core::Error { core::ErrorCode::NoSuchServer, m_names.value(change.server) };
    if (core::daemonKey(*profile) != change.place)
        return core::Error { core::ErrorCode::ChangedMeanwhile, {} };
    return std::nullopt;
}

bool PendingDelivery::moveAlong()
{
    QString place;
    QList<core::PendingChange> moving;
    for (const core::PendingChange &change : m_pending.all()) {
        const QString to = m_pending.followsTo(change.id);
        const auto profile = m_servers.profile(change.server);
        if (to.isEmpty() || !profile || to != core::daemonKey(*profile) || change.place == to
            || m_pending.isSending(change.id) || (!place.isEmpty() && place != to))
            continue;
        place = to;
        moving.append(change);
    }
    if (moving.isEmpty())
        return false;
    m_dropping = true;
    QList<qint64> ids;
    for (const core::PendingChange &change : std::as_const(moving))
        ids.append(change.id);
    m_pending.moveTo(place, ids, this, [this, moving, ids](const core::Result<bool> &moved) {
        m_dropping = false;
        if (!moved) {
            // It is not sent there, and whoever wanted that hears why; what becomes of it is told once the store says.
            m_pending.follow(ids, {});
            Receipts receipts;
            for (const core::PendingChange &change : moving)
                receipts += receiptsOf(change, core::ReceiptResult::Failed, moved.error());
            m_pending.tell(receipts);
            return;
        }
        dropStale();
        QSet<core::ServerId> servers;
        for (const core::PendingChange &change : moving)
            servers.insert(change.server);
        for (const core::ServerId server : std::as_const(servers))
            onStatus(server, m_state.status(server));
    });
    return true;
}

void PendingDelivery::dropStale()
{
    if (m_dropping || moveAlong())
        return;
    QList<qint64> ids;
    std::map<qint64, core::Error> reasons;
    for (const core::PendingChange &change : m_pending.all()) {
        const auto stale = staleness(change);
        if (!stale || m_pending.isSending(change.id))
            continue;
        // A server that has never been here may have been added by bangui-cli since.
        if (stale->code == core::ErrorCode::NoSuchServer && !m_names.contains(change.server))
            continue;
        ids.append(change.id);
        reasons[change.id] = *stale;
    }
    if (ids.isEmpty())
        return;
    m_dropping = true;
    m_pending.takeBack(ids, this, [this, reasons](const core::Result<QList<core::PendingChange>> &taken) {
        m_dropping = false;
        Receipts receipts;
        for (const core::PendingChange &change : taken.value_or(QList<core::PendingChange> {}))
            receipts += receiptsOf(change, core::ReceiptResult::Refused, reasons.at(change.id));
        m_pending.tell(receipts);
    });
}

QList<core::Receipt> PendingDelivery::receiptsOf(
    const core::PendingChange &change, core::ReceiptResult result, const core::Error &error) const
{
    const BanStep step { BanStep::Kind::Ban, change.server, change.jail, change.targets, {} };
    Receipts receipts = receiptsOfStep(m_servers, step, result, error);
    for (core::Receipt &receipt : receipts) {
        if (receipt.serverName.isEmpty())
            receipt.serverName = m_names.value(change.server);
    }
    return receipts;
}

void PendingDelivery::onStatus(core::ServerId server, const core::ServerStatus &status)
{
    if (answers(status))
        request(server, std::nullopt);
}

void PendingDelivery::request(core::ServerId server, const std::optional<QSet<qint64>> &only)
{
    Round round;
    round.only = only;
    if (!next(server, round))
        return;
    const bool waits = std::ranges::any_of(
        m_waiting, [&](const auto &waiting) { return waiting.first == server && waiting.second == only; });
    // What is asked for while a round runs comes after it; an answer that the server gives then does not.
    if (waits || (!only && m_rounds.contains(server)))
        return;
    if (only) {
        if (ServerSession *session = m_servers.session(server))
            session->reconnectNow();
    }
    m_waiting.emplace_back(server, only);
    pump();
}

void PendingDelivery::pump()
{
    for (auto at = m_waiting.begin(); at != m_waiting.end() && m_rounds.size() < serversAtOnce;) {
        const core::ServerId server = at->first;
        if (m_rounds.contains(server)) {
            ++at;
            continue;
        }
        m_rounds[server].only = at->second;
        at = m_waiting.erase(at);
        m_bans.turns().wait(server, this, [this, server](const ServerTurns::TurnPtr &turn) {
            m_rounds[server].turn = turn;
            step(server);
        });
    }
}

std::optional<core::PendingChange> PendingDelivery::next(core::ServerId server, const Round &round) const
{
    const qint64 now = m_clock.nowMs();
    for (const core::PendingChange &change : m_pending.all()) {
        if (change.server != server || round.tried.contains(change.id) || m_pending.isSending(change.id))
            continue;
        if (round.only && !round.only->contains(change.id))
            continue;
        if (!round.only && core::isOld(change, now)) {
            // What was asked for after it must not be lifted by it later.
            if (change.kind == core::PendingChange::Kind::UnbanAll)
                return std::nullopt;
            continue;
        }
        return change;
    }
    return std::nullopt;
}

void PendingDelivery::step(core::ServerId server)
{
    Round &round = m_rounds[server];
    const std::optional<core::PendingChange> change = next(server, round);
    // dropStale() tells of what is stale; a process that ends leaves the rest to the next one.
    if (!change || staleness(*change) || m_bans.isPostponing()) {
        end(server);
        return;
    }
    const auto may = m_gate.mayChange(server);
    const bool refused = !may && may.error().code == core::ErrorCode::ReadOnlyProfile;
    if (!may && !refused) { // locked, or too many at once: it stays for another time
        end(server);
        return;
    }
    const qint64 id = change->id;
    round.tried.insert(id);
    if (refused) {
        m_pending.takeBack(
            { id }, this, [this, server, error = may.error()](const core::Result<QList<core::PendingChange>> &taken) {
                for (const core::PendingChange &gone : taken.value_or(QList<core::PendingChange> {}))
                    m_rounds[server].receipts += receiptsOf(gone, core::ReceiptResult::Refused, error);
                step(server);
            });
        return;
    }
    m_pending.claim(id, this, [this, server](const core::Result<std::optional<core::PendingChange>> &claimed) {
        if (!claimed) {
            end(server); // the store does not let us: nothing is sent
            return;
        }
        if (!*claimed) {
            step(server);
            return;
        }
        const core::PendingChange sending = **claimed;
        m_bans.deliver(sending, this, [this, server, sending](const core::Result<BanOutcome> &outcome) {
            BanOutcome said = outcome.value_or(BanOutcome {});
            if (!outcome)
                said.receipts = receiptsOf(sending, core::ReceiptResult::Failed, outcome.error());
            onOutcome(server, sending, said);
        });
    });
}

void PendingDelivery::onOutcome(core::ServerId server, const core::PendingChange &change, const BanOutcome &outcome)
{
    Left left(change);
    Receipts told;
    for (const core::Receipt &receipt : outcome.receipts) {
        if (ends(receipt))
            told.append(receipt);
        else
            left.add(receipt.jail, receipt.target.isEmpty() ? QStringList {} : QStringList { receipt.target },
                receipt.error);
    }
    for (const UnreachedStep &each : outcome.unreached)
        left.add(each.step.jail, each.step.targets, each.error);
    QList<core::PendingChange> stays = left.changes();
    if (told.isEmpty() && !stays.isEmpty()) {
        // Nothing was done: it stays the one wish that it was, not one for every jail.
        core::PendingChange whole = change;
        ++whole.attempts;
        whole.lastError = stays.first().lastError;
        stays = { whole };
    }
    qCInfo(pendingLog).noquote()
        << u"change_delivered id=%1 receipts=%2 left=%3"_s.arg(change.id).arg(told.size()).arg(stays.size());
    const bool gone = !stays.isEmpty();
    const bool whole = change.kind == core::PendingChange::Kind::Ban || !gone;
    const auto done = whole ? carriedOut(change, told) : std::nullopt;
    m_pending.settle(change.id, stays, this, [this, server, told, gone, done](const core::Result<bool> &settled) {
        // What was asked for before it and has not been sent would undo it now.
        if (settled && done)
            m_pending.replace({ *done });
        m_rounds[server].receipts += told;
        if (gone || !settled)
            end(server);
        else
            step(server);
    });
}

void PendingDelivery::end(core::ServerId server)
{
    const auto round = m_rounds.extract(server);
    if (round)
        m_pending.tell(round.mapped().receipts);
    pump();
}

} // namespace services
