// SPDX-License-Identifier: GPL-3.0-or-later
// What BanServiceImpl asks a server before a ban goes out that nobody could be warned of in time.
#include "core/pending_rules.h"
#include "protocol/commands.h"
#include "services/ban_service_impl.h"
#include "services/ban_warnings.h"
#include "services/gather.h"
#include "services/server_registry.h"
#include "services/step_list.h"

namespace services {
namespace {

/// The user was told the same before the click.
bool wasSeen(const BanWarning &warning, const QList<BanWarning> &seen)
{
    return std::ranges::any_of(seen, [&warning](const BanWarning &told) {
        return told.kind == warning.kind && told.server == warning.server && told.jail == warning.jail
            && told.target == warning.target && told.detail == warning.detail;
    });
}

} // namespace

/// What may be sent of a ban, as far as can be seen now that its server answers.
struct BanServiceImpl::CheckedBan
{
    BanStep allowed;
    std::optional<core::Error> unreached; ///< allowed is all of it then
    Receipts refused;
};

void BanServiceImpl::checkBan(
    const BanStep &step, const QList<BanWarning> &seen, const std::function<void(const CheckedBan &)> &then)
{
    ServerSession *session = m_servers.session(step.server);
    if (!session) {
        CheckedBan checked { step, {}, {} };
        checked.allowed.targets.clear();
        checked.refused = receiptsOfStep(
            m_servers, step, core::ReceiptResult::Failed, { core::ErrorCode::NoSuchServer, QString() });
        then(checked);
        return;
    }
    // When it was asked for, the server could not say whom it ignores, nor by which address it knows this login.
    session->submit(protocol::jailProperty(step.jail, QStringLiteral("ignoreip")), this,
        [this, step, seen, then](const core::Result<QVariant> &ignored) {
            CheckedBan checked { step, {}, {} };
            if (!ignored && core::mayPassByItself(ignored.error().code)) {
                checked.unreached = ignored.error();
                then(checked);
                return;
            }
            const QList<core::IpAddress> own = m_own();
            const QList<IgnoredNetwork> networks
                = ignored ? ignoredNetworks(ignored->toStringList()) : QList<IgnoredNetwork> {};
            checked.allowed.targets.clear();
            for (const QString &target : step.targets) {
                const auto network = core::IpNetwork::parse(target);
                QList<BanWarning> warnings;
                if (network)
                    warnings
                        = addressWarnings(*network, own) + ignoreWarnings(*network, step.server, step.jail, networks);
                const auto fresh = std::ranges::find_if(
                    warnings, [&seen](const BanWarning &warning) { return !wasSeen(warning, seen); });
                if (fresh == warnings.end())
                    checked.allowed.targets.append(target);
                else
                    checked.refused.append(receiptFor(m_servers, step, target, core::ReceiptResult::Refused,
                        { core::ErrorCode::PreflightFailed, fresh->detail }, fresh->detail));
            }
            then(checked);
        });
}

QPointer<BanChange> BanServiceImpl::runChecked(
    const QList<BanStep> &steps, const BanRequest &request, const Outcome &outcome)
{
    QList<BanStep> known;
    std::map<core::ServerId, QList<BanStep>> unasked;
    for (const BanStep &step : steps) {
        if (request.unasked.contains(step.server))
            unasked[step.server].append(step);
        else
            known.append(step);
    }
    QList<core::ServerId> servers;
    for (const auto &[server, list] : unasked)
        servers.append(server);
    BanChange *change = makeChange(known, BanStep::Kind::Ban, Way::Fresh, outcome);
    change->setPreparation(
        servers,
        [this, unasked, seen = request.seen](core::ServerId server, const BanChange::Answer &answer) {
            const auto prepared = std::make_shared<PreparedSteps>();
            const auto gather = Gather::create(this, [prepared, answer] { answer(*prepared); });
            for (const BanStep &step : unasked.at(server)) {
                checkBan(step, seen, [prepared, ticket = gather->ticket()](const CheckedBan &checked) {
                    if (checked.unreached)
                        prepared->unreached.append({ checked.allowed, *checked.unreached });
                    else if (!checked.allowed.targets.isEmpty())
                        prepared->steps.append(checked.allowed);
                    prepared->settled += checked.refused;
                    ticket->done();
                });
            }
            gather->seal();
        },
        [unasked](core::ServerId server) { return unasked.at(server); });
    change->start();
    return change;
}

void BanServiceImpl::deliverBan(const core::PendingChange &change, const Outcome &pending)
{
    const BanStep step { BanStep::Kind::Ban, change.server, change.jail, change.targets, change.place };
    checkBan(step, {}, [this, change, pending](const CheckedBan &checked) {
        BanOutcome told;
        told.receipts = checked.refused;
        if (checked.unreached)
            told.unreached.append({ checked.allowed, *checked.unreached });
        if (checked.unreached || checked.allowed.targets.isEmpty())
            pending.finishLater(told);
        else
            sendKeptBan(change, checked.allowed, checked.refused, pending);
    });
}

void BanServiceImpl::sendKeptBan(
    const core::PendingChange &change, const BanStep &step, const Receipts &refused, const Outcome &pending)
{
    run({ step }, Way::Kept, Outcome(this, [this, change, refused, pending](core::Result<BanOutcome> outcome) {
        if (outcome) {
            StepList undo(BanStep::Kind::Unban);
            for (const core::Receipt &receipt : std::as_const(outcome->receipts)) {
                if (receipt.result == core::ReceiptResult::Done)
                    undo.add(receipt.server, receipt.jail, receipt.target);
            }
            QList<BanStep> steps = undo.steps();
            for (BanStep &each : steps)
                each.place = change.place;
            rememberDelivered(change, true, *outcome, steps);
            outcome->receipts = refused + outcome->receipts;
        }
        pending.finish(std::move(outcome));
    }));
}

} // namespace services
