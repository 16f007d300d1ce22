// SPDX-License-Identifier: GPL-3.0-or-later
// The part of JailServiceImpl that tunes a running jail.
#include "core/time_string.h"
#include "protocol/commands.h"
#include "services/ban_receipts.h"
#include "services/ban_service.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/host_registry.h"
#include "services/jail_service_impl.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "services/tuning.h"
#include "services/undo_stack.h"

#include <QRegularExpression>
#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace services {

core::RequestHandle JailServiceImpl::previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
    const QObject *context, core::Handler<BantimePreview> handler)
{
    const core::Pending<BantimePreview> pending(context, std::move(handler));
    const auto wanted = core::parseTimeString(timeText);
    ServerSession *session = m_context.servers.session(server);
    if (!wanted || !session) {
        pending.finishLater(wanted ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(wanted.error()));
        return pending.handle();
    }
    const auto newBantime = static_cast<qint64>(*wanted);
    session->submit(protocol::jailProperty(jail, u"bantime"_s), this,
        [this, pending, server, jail, newBantime, guarded = QPointer<ServerSession>(session)](
            const core::Result<QVariant> &old) {
            if (!old || !guarded) {
                pending.finish(old ? core::failure(core::ErrorCode::Cancelled) : tl::unexpected(old.error()));
                return;
            }
            const auto oldBantime = static_cast<qint64>(old->toDouble());
            guarded->submit(protocol::jailBansWithTime(jail), this,
                [this, pending, server, guarded, oldBantime, newBantime](
                    const core::Result<protocol::TimedBanList> &bans) {
                    if (!bans) {
                        // Before 0.11 no ban has a time that could be told; every one of them moves.
                        if (bans.error().code == core::ErrorCode::InvalidCommand)
                            pending.finish(BantimePreview { .timesKnown = false });
                        else
                            pending.finish(tl::unexpected(bans.error()));
                        return;
                    }
                    const auto profile = m_context.servers.profile(server);
                    const QString named = profile ? profile->timeZone : QString();
                    const QTimeZone zone = guarded ? guarded->timeZone(named) : QTimeZone::systemTimeZone();
                    const qint64 now = m_context.clock.nowMs() / 1000;
                    const core::BanList list = protocol::withZone(*bans, zone, now);
                    pending.finish(bantimeEffect(list, oldBantime, newBantime, now));
                });
        });
    return pending.handle();
}

core::RequestHandle JailServiceImpl::previewTune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QObject *context, core::Handler<TunePreview> handler)
{
    const core::Pending<TunePreview> pending(context, std::move(handler));
    const auto words = tuningWords(name, value);
    ServerSession *session = m_context.servers.session(server);
    if (!words || !session) {
        pending.finishLater(words ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(words.error()));
        return pending.handle();
    }
    session->submit(protocol::jailProperty(jail, tuningRule(name)->getter), this,
        [this, pending, jail, name, word = words->first(), guarded = QPointer<ServerSession>(session)](
            const core::Result<QVariant> &now) {
            if (!now || !guarded) {
                pending.finish(now ? core::failure(core::ErrorCode::Cancelled) : tl::unexpected(now.error()));
                return;
            }
            TunePreview told = tuneEffect(name, word, *now);
            told.jail = jail;
            const auto ignored = core::IpNetwork::parse(word);
            if (name != "addignoreip"_L1 || !ignored) {
                pending.finish(told);
                return;
            }
            guarded->submit(
                protocol::jailBanned(jail), this, [pending, told, ignored](const core::Result<core::BanList> &bans) {
                    TunePreview counted = told;
                    if (bans) // before 0.10 there is no list to ask for
                        counted.coveredBans = coveredBans(*bans, *ignored);
                    pending.finish(counted);
                });
        });
    return pending.handle();
}

core::RequestHandle JailServiceImpl::tune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> outer(context, std::move(handler));
    const core::Pending<core::Receipt> pending = counted(outer);
    const auto words = tuningWords(name, value);
    ServerSession *session = m_context.servers.session(server);
    if (!words || !session) {
        pending.finishLater(words ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(words.error()));
        return outer.handle();
    }
    if (const auto may = m_context.gate.mayChange(server); !may) {
        pending.finishLater(tl::unexpected(may.error()));
        return outer.handle();
    }
    TuneOrder order { .server = server,
        .jail = jail,
        .name = name,
        .value = words->first(),
        .old = {},
        .place = placeOf(server),
        .serverName = m_context.servers.nameOf(server) };
    // The value before is what an undo sets again.
    session->submit(protocol::jailProperty(jail, tuningRule(name)->getter), this,
        [this, pending, order](const core::Result<QVariant> &old) {
            if (!old) {
                pending.finish(tl::unexpected(old.error()));
                return;
            }
            TuneOrder known = order;
            known.old = *old;
            if (order.name == "addfailregex"_L1 || order.name == "addignoreregex"_L1)
                testRegexThenTune(known, pending);
            else if (order.name == "delfailregex"_L1 || order.name == "delignoreregex"_L1)
                removeRegex(known, pending);
            else
                sendTune(known, pending);
        });
    return outer.handle();
}

void JailServiceImpl::removeRegex(TuneOrder order, const core::Pending<core::Receipt> &pending)
{
    const auto index = regexIndexNow(order.value, order.old.toStringList());
    if (index) {
        order.value = *index;
        sendTune(order, pending);
        return;
    }
    Q_EMIT jailDetailChanged(order.server, order.jail); // whoever shows the list shows an old one
    pending.finish(tl::unexpected(index.error()));
}

void JailServiceImpl::testRegexThenTune(const TuneOrder &order, const core::Pending<core::Receipt> &pending)
{
    ServerSession *session = m_context.servers.session(order.server);
    if (!session) {
        pending.finish(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    // Where the prefregex tells who failed, a failregex need not (failregex.py): it is then tried like an ignoreregex.
    session->submit(protocol::jailProperty(order.jail, u"prefregex"_s), this,
        [this, order, pending](const core::Result<QVariant> &prefix) {
            static const QRegularExpression tellsWho(u"\\(\\?P<(?:fid|ip4|ip6|dns|mlfid)>"_s);
            const bool ignore = order.name == "addignoreregex"_L1 || (prefix && prefix->toString().contains(tellsWho));
            testRegex(order.server, ignore ? harmlessRegex() : order.value, ignore ? order.value : QString(), pending,
                [this, order, pending] { sendTune(order, pending); });
        });
}

void JailServiceImpl::testRegex(core::ServerId server, const QString &failregex, const QString &ignoreregex,
    const core::Pending<core::Receipt> &pending, std::function<void()> then)
{
    const auto profile = m_context.servers.profile(server);
    if (!profile) {
        pending.finish(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    // A catastrophic regex would freeze the whole daemon (fact sheet 8.2.3): it is tried where it can be killed.
    m_context.hosts.reader(*profile).runReader(transport::ReaderCommand::regexTest(regexProgram(*profile),
                                                   configDir(*profile), regexSampleLine(), failregex, ignoreregex),
        this, [pending, then = std::move(then)](const core::Result<transport::CommandResult> &result) {
            if (!result)
                pending.finish(
                    core::failure(result.error().code == core::ErrorCode::Timeout ? core::ErrorCode::PreflightFailed
                                                                                  : result.error().code,
                        result.error().detail));
            else if (result->exitCode != 0)
                pending.finish(core::failure(core::ErrorCode::PreflightFailed,
                    QString::fromUtf8(result->standardOutput + result->standardError).trimmed().right(2000)));
            else
                then();
        });
}

void JailServiceImpl::sendTune(const TuneOrder &order, const core::Pending<core::Receipt> &pending)
{
    if (const auto still = stillAt(order.server, order.place); !still) {
        pending.finish(tl::unexpected(still.error()));
        return;
    }
    QStringList words { order.value };
    if (order.name == "addlogpath"_L1)
        words += u"tail"_s; // new lines only: old ones would be counted as failures of now
    m_context.gate.submit(order.server, protocol::setJail(order.jail, order.name, words), this,
        [this, order, pending](const core::Result<QVariant> &reply) {
            const bool perhaps = !reply && perhapsChanged(reply.error().code);
            if (!reply && !perhaps) {
                pending.finish(tl::unexpected(reply.error()));
                return;
            }
            tuned(order, reply ? *reply : valueAfter(order.name, order.value, order.old), perhaps);
            if (perhaps) {
                pending.finish(tl::unexpected(reply.error()));
                return;
            }
            core::Receipt receipt = receiptFor(order.server, order.jail);
            receipt.target = order.name;
            receipt.detail = reply->toString();
            pending.finish(receipt);
        });
}

void JailServiceImpl::tuned(const TuneOrder &order, const QVariant &set, bool perhaps)
{
    // Also where the answer was lost: what may have been changed can be taken back, where it was.
    if (order.undoable)
        pushTuneUndo(order, set, perhaps);
    if (!stillAt(order.server, order.place))
        return; // what is counted and shown is another daemon's by now
    const QString property = tuningRule(order.name)->getter;
    auto &changes = m_data[order.server].runtimeChanges[order.jail];
    // What is sent without an undo is one; as long as nobody knows whether it was done, the value is not the file's.
    if (order.undoable)
        changes[property] += 1;
    else if (!perhaps && --changes[property] <= 0)
        changes.remove(property);
    if (order.name == "bantime"_L1)
        m_context.bans.refresh(order.server); // ends have moved, counters have not
    Q_EMIT jailDetailChanged(order.server, order.jail);
}

void JailServiceImpl::pushTuneUndo(const TuneOrder &order, const QVariant &set, bool perhaps)
{
    if (!undoValue(order.name, order.value, order.old) || tuningRule(order.name)->inverse.isEmpty())
        return;
    m_context.undo.push({ .kind = UndoKind::Tune,
        .subject = order.jail,
        .value = tuningRule(order.name)->getter,
        .serverName = order.serverName,
        .servers = 1,
        .changes = { order.server },
        .jails = 1,
        .at = m_context.clock.nowMs(),
        .perhaps = perhaps,
        .undo = [this, order, set](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> outer(context, std::move(handler));
            const core::Pending<core::Receipt> inner(this, [outer](const core::Result<core::Receipt> &receipt) {
                if (receipt)
                    outer.finish(QList<core::Receipt> { *receipt });
                else
                    outer.finish(tl::unexpected(receipt.error()));
            });
            undoTune(order, set, counted(inner));
            return outer.handle();
        } });
}

void JailServiceImpl::undoTune(const TuneOrder &order, const QVariant &set, const core::Pending<core::Receipt> &pending)
{
    ServerSession *session = m_context.servers.session(order.server);
    const auto still = stillAt(order.server, order.place);
    if (!session || !still) {
        pending.finishLater(still ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(still.error()));
        return;
    }
    // What the change did may be gone or stand elsewhere by now: a blind "delete regex 3" could cost another one.
    session->submit(protocol::jailProperty(order.jail, tuningRule(order.name)->getter), this,
        [this, order, set, pending](const core::Result<QVariant> &now) {
            if (!now) {
                pending.finish(tl::unexpected(now.error()));
                return;
            }
            if (const auto back = undoValueNow(order.name, order.value, order.old, set, *now)) {
                TuneOrder undo = order;
                undo.name = tuningRule(order.name)->inverse;
                undo.value = *back;
                undo.old = {};
                undo.undoable = false;
                sendTune(undo, pending);
                return;
            }
            core::Receipt receipt = receiptFor(order.server, order.jail);
            receipt.target = order.name;
            receipt.result = core::ReceiptResult::NothingToDo;
            pending.finish(receipt);
        });
}

bool JailServiceImpl::perhapsChanged(core::ErrorCode code)
{
    // A session that ends with its profile's way answers Cancelled, whether it had sent the command or not.
    return code == core::ErrorCode::Cancelled || mayHaveHappened(code);
}

} // namespace services
