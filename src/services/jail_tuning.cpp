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

core::RequestHandle JailServiceImpl::tune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QObject *context, core::Handler<core::Receipt> handler)
{
    const core::Pending<core::Receipt> pending(context, std::move(handler));
    const auto words = tuningWords(name, value);
    ServerSession *session = m_context.servers.session(server);
    if (!words || !session) {
        pending.finishLater(words ? core::failure(core::ErrorCode::NoSuchServer) : tl::unexpected(words.error()));
        return pending.handle();
    }
    if (const auto may = m_context.gate.mayChange(server); !may) {
        pending.finishLater(tl::unexpected(may.error()));
        return pending.handle();
    }
    // The value before is what an undo sets again.
    session->submit(protocol::jailProperty(jail, tuningRule(name)->getter), this,
        [this, pending, server, jail, name, word = words->first()](const core::Result<QVariant> &old) {
            if (!old) {
                pending.finish(tl::unexpected(old.error()));
                return;
            }
            if (name == "addfailregex"_L1 || name == "addignoreregex"_L1)
                testRegexThenTune(server, jail, name, word, *old, pending);
            else if (name == "delfailregex"_L1 || name == "delignoreregex"_L1)
                removeRegex(server, jail, name, word, *old, pending);
            else
                sendTune(server, jail, name, word, *old, pending, true);
        });
    return pending.handle();
}

void JailServiceImpl::removeRegex(core::ServerId server, const QString &jail, const QString &name, const QString &value,
    const QVariant &now, const core::Pending<core::Receipt> &pending)
{
    const auto index = regexIndexNow(value, now.toStringList());
    if (index) {
        sendTune(server, jail, name, *index, now, pending, true);
        return;
    }
    Q_EMIT jailDetailChanged(server, jail); // whoever shows the list shows an old one
    pending.finish(tl::unexpected(index.error()));
}

void JailServiceImpl::testRegexThenTune(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QVariant &old, const core::Pending<core::Receipt> &pending)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finish(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    // Where the prefregex tells who failed, a failregex need not (failregex.py): it is then tried like an ignoreregex.
    session->submit(protocol::jailProperty(jail, u"prefregex"_s), this,
        [this, server, jail, name, value, old, pending](const core::Result<QVariant> &prefix) {
            static const QRegularExpression tellsWho(u"\\(\\?P<(?:fid|ip4|ip6|dns|mlfid)>"_s);
            const bool ignore = name == "addignoreregex"_L1 || (prefix && prefix->toString().contains(tellsWho));
            testRegex(server, ignore ? harmlessRegex() : value, ignore ? value : QString(), pending,
                [this, server, jail, name, value, old, pending] {
                    sendTune(server, jail, name, value, old, pending, true);
                });
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

void JailServiceImpl::sendTune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
    const QVariant &old, const core::Pending<core::Receipt> &pending, bool undoable)
{
    QStringList words { value };
    if (name == "addlogpath"_L1)
        words += u"tail"_s; // new lines only: old ones would be counted as failures of now
    m_context.gate.submit(server, protocol::setJail(jail, name, words), this,
        [this, server, jail, name, value, old, pending, undoable](const core::Result<QVariant> &reply) {
            if (!reply) {
                pending.finish(tl::unexpected(reply.error()));
                return;
            }
            int &changes = m_data[server].runtimeChanges[jail][tuningRule(name)->getter];
            changes += undoable ? 1 : -1; // what is sent without an undo is one
            if (changes <= 0)
                m_data[server].runtimeChanges[jail].remove(tuningRule(name)->getter);
            if (undoable)
                pushTuneUndo(server, jail, name, value, old, *reply);
            if (name == "bantime"_L1)
                m_context.bans.refresh(server); // ends have moved, counters have not
            Q_EMIT jailDetailChanged(server, jail);
            core::Receipt receipt = receiptFor(server, jail);
            receipt.target = name;
            receipt.detail = reply->toString();
            pending.finish(receipt);
        });
}

void JailServiceImpl::pushTuneUndo(core::ServerId server, const QString &jail, const QString &name,
    const QString &value, const QVariant &old, const QVariant &set)
{
    if (!undoValue(name, value, old) || tuningRule(name)->inverse.isEmpty())
        return;
    m_context.undo.push({ .kind = UndoKind::Tune,
        .subject = jail,
        .value = tuningRule(name)->getter,
        .servers = 1,
        .jails = 1,
        .at = m_context.clock.nowMs(),
        .undo = [this, server, jail, name, value, old, set](
                    const QObject *context, core::Handler<QList<core::Receipt>> handler) {
            const core::Pending<QList<core::Receipt>> outer(context, std::move(handler));
            const core::Pending<core::Receipt> inner(this, [outer](const core::Result<core::Receipt> &receipt) {
                if (receipt)
                    outer.finish(QList<core::Receipt> { *receipt });
                else
                    outer.finish(tl::unexpected(receipt.error()));
            });
            undoTune(server, jail, name, value, old, set, inner);
            return outer.handle();
        } });
}

void JailServiceImpl::undoTune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
    const QVariant &old, const QVariant &set, const core::Pending<core::Receipt> &pending)
{
    ServerSession *session = m_context.servers.session(server);
    if (!session) {
        pending.finishLater(core::failure(core::ErrorCode::NoSuchServer));
        return;
    }
    // What the change did may be gone or stand elsewhere by now: a blind "delete regex 3" could cost another one.
    session->submit(protocol::jailProperty(jail, tuningRule(name)->getter), this,
        [this, server, jail, name, value, old, set, pending](const core::Result<QVariant> &now) {
            if (!now) {
                pending.finish(tl::unexpected(now.error()));
                return;
            }
            if (const auto back = undoValueNow(name, value, old, set, *now)) {
                sendTune(server, jail, tuningRule(name)->inverse, *back, {}, pending, false);
                return;
            }
            core::Receipt receipt = receiptFor(server, jail);
            receipt.target = name;
            receipt.result = core::ReceiptResult::NothingToDo;
            pending.finish(receipt);
        });
}

} // namespace services
