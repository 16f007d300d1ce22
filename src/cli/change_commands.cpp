// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/commands.h"
#include "cli/json_documents.h"
#include "core/visible_text.h"
#include "protocol/commands.h"
#include "protocol/frame_decoder.h"
#include "services/ban_service.h"
#include "services/command_gate.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "texts/error_texts.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

core::Receipt refusedReceipt(const Target &target, const QString &address, const QString &why)
{
    core::Receipt receipt;
    receipt.server = target.server;
    receipt.serverName = target.name;
    receipt.jail = target.options.jail;
    receipt.target = address;
    receipt.result = core::ReceiptResult::Refused;
    receipt.error = { core::ErrorCode::InvalidArgument, why };
    receipt.detail = why;
    return receipt;
}

Outcome receiptsOutcome(const QList<core::Receipt> &receipts)
{
    Outcome outcome;
    QJsonArray array;
    QList<QStringList> rows;
    for (const core::Receipt &receipt : receipts) {
        const QJsonObject object = receiptJson(receipt);
        array.append(object);
        rows.append({ receipt.serverName, receipt.jail.isEmpty() ? u"-"_s : receipt.jail, receipt.target,
            texts::receiptResultWord(receipt.result), object[u"detail"_s].toString() });
        if (receipt.result == core::ReceiptResult::Refused || receipt.result == core::ReceiptResult::Failed)
            outcome.exitCode = worse(outcome.exitCode, exitCodeFor(receipt.error));
        if (receipt.result == core::ReceiptResult::Pending)
            outcome.exitCode = worse(outcome.exitCode, ExitCode::Unreachable);
    }
    outcome.result = QJsonObject { { u"receipts"_s, array } };
    outcome.text = alignedTable(rows);
    return outcome;
}

void finish(
    const Target &target, const core::Result<QList<core::Receipt>> &receipts, const QList<core::Receipt> &refused)
{
    target.done(receipts ? receiptsOutcome(*receipts + refused) : failed(receipts.error()));
}

/// What would cut off the user or somebody who is allowed is left out unless --force says otherwise.
bool isGrave(services::BanWarning::Kind kind)
{
    using Kind = services::BanWarning::Kind;
    switch (kind) {
    case Kind::Loopback:
    case Kind::OwnAddress:
    case Kind::Ignored:
    case Kind::CoversLoopback:
    case Kind::CoversOwn:
    case Kind::CoversIgnored:
        return true;
    case Kind::JailMissing:
    case Kind::AlreadyBanned:
    case Kind::Unreachable:
        return false;
    }
    return false;
}

/// Why it is left out; for scripts, with the address or network that is meant.
QString graveReason(const services::BanWarning &warning)
{
    using Kind = services::BanWarning::Kind;
    switch (warning.kind) {
    case Kind::Loopback:
    case Kind::CoversLoopback:
        return u"loopback "_s + warning.detail;
    case Kind::OwnAddress:
    case Kind::CoversOwn:
        return u"own address "_s + warning.detail;
    case Kind::Ignored:
    case Kind::CoversIgnored:
        return u"ignoreip "_s + warning.detail;
    case Kind::JailMissing:
    case Kind::AlreadyBanned:
    case Kind::Unreachable:
        break;
    }
    return {};
}

/// The raw words' answer: the value, or {"error": {"class", "args"}}.
Outcome rawOutcome(const protocol::Value &reply)
{
    Outcome outcome;
    const bool isPair = reply.kind() == protocol::Value::Kind::Tuple && reply.size() == 2;
    if (isPair && reply.at(0).toInt() == 0) {
        outcome.result = reply.at(1).toJson();
        const protocol::Value value = reply.at(1);
        outcome.text = value.isString()
            ? core::visibleText(value.toString()) + u'\n'
            : QString::fromUtf8(QJsonDocument(QJsonArray { outcome.result }).toJson(QJsonDocument::Compact)) + u'\n';
        return outcome;
    }
    const protocol::Value exception = isPair ? reply.at(1) : reply;
    QJsonObject error;
    if (exception.kind() == protocol::Value::Kind::Object) {
        error = { { u"class"_s, exception.className() }, { u"args"_s, exception.arguments().toJson() } };
    } else {
        error = { { u"class"_s, QJsonValue() },
            { u"args"_s,
                exception.isString() ? QJsonArray { exception.toString() } : QJsonArray { exception.toJson() } } };
    }
    outcome.result = QJsonObject { { u"error"_s, error } };
    const auto unwrapped = protocol::unwrapReply(reply);
    outcome.text = core::visibleText(unwrapped ? QString() : unwrapped.error().detail) + u'\n';
    outcome.exitCode = ExitCode::Refused;
    return outcome;
}

} // namespace

void runBan(const Target &target)
{
    QList<core::Receipt> refused;
    services::BanRequest request;
    request.servers = { target.server };
    request.jails = { target.options.jail };
    QHash<core::IpNetwork, bool> seen;
    for (const QString &word : target.options.words) {
        const auto network = core::IpNetwork::parse(word);
        if (!network)
            refused.append(refusedReceipt(target, word, u"not an address"_s));
        else if (network->prefix() == 0)
            refused.append(refusedReceipt(target, word, u"prefix 0"_s));
        else if (!std::exchange(seen[*network], true))
            request.targets.append(*network);
    }
    if (request.targets.isEmpty()) {
        target.done(receiptsOutcome(refused));
        return;
    }
    services::BanService &bans = target.services.banService;
    bans.previewBan(request, target.context,
        [target, request, refused, &bans](const core::Result<services::BanPreview> &preview) mutable {
            if (preview && !target.options.force) {
                request.unasked = preview->unasked;
                request.seen = preview->warnings;
                for (const services::BanWarning &warning : preview->warnings) {
                    const auto network = core::IpNetwork::parse(warning.target);
                    if (isGrave(warning.kind) && network && request.targets.removeAll(*network) > 0)
                        refused.append(refusedReceipt(target, warning.target, graveReason(warning)));
                }
            }
            if (request.targets.isEmpty()) {
                target.done(receiptsOutcome(refused));
                return;
            }
            bans.ban(request, target.context, [target, refused](const core::Result<QList<core::Receipt>> &receipts) {
                finish(target, receipts, refused);
            });
        });
}

void runUnban(const Target &target)
{
    QList<core::Receipt> refused;
    services::UnbanRequest request;
    for (const QString &word : target.options.words) {
        const auto network = core::IpNetwork::parse(word);
        if (network && network->prefix() == 0)
            refused.append(refusedReceipt(target, word, u"prefix 0"_s));
        else // an identifier that is no address can be banned too, and is unbanned by its very text
            request.items.append({ target.server, target.options.jail, network ? network->toString() : word });
    }
    if (request.items.isEmpty()) {
        target.done(receiptsOutcome(refused));
        return;
    }
    target.services.banService.unban(request, target.context,
        [target, refused](const core::Result<QList<core::Receipt>> &receipts) { finish(target, receipts, refused); });
}

void runRawCommand(const Target &target)
{
    const auto command = protocol::checkedRawWords(target.options.words);
    if (!command) {
        target.done(failed(command.error()));
        return;
    }
    const auto answer = [target](const core::Result<protocol::Value> &reply) {
        target.done(reply ? rawOutcome(*reply) : failed(reply.error()));
    };
    if (const auto *change = std::get_if<protocol::Change>(&*command)) {
        target.services.commandGate.submitRaw(target.server, *change, target.context, answer);
        return;
    }
    services::ServerSession *session = target.services.serverRegistry.session(target.server);
    if (!session)
        target.done(failed({ core::ErrorCode::NoSuchServer, target.name }));
    else
        session->submitRaw(std::get<protocol::Query>(*command), target.context, answer);
}

} // namespace cli
