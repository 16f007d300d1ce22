// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that arms the server's timer, writes, and has the daemon reload.
#include "protocol/commands.h"
#include "services/change_flow.h"
#include "services/change_words.h"
#include "services/fail2ban_programs.h"
#include "services/health_monitor.h"
#include "services/host_registry.h"
#include "services/journal_errors.h"
#include "services/log_target.h"
#include "services/server_session.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 logWaitMs = 100;
constexpr qint64 leastSeconds = 3; ///< in which a daemon that is well reloads a jail

/// The server has refused the step as a whole, before it told the daemon anything.
bool wasNotSent(const TransactionRefusal &refusal)
{
    static constexpr std::array before { TransactionVerdict::WrongArguments, TransactionVerdict::Gone,
        TransactionVerdict::Unarmed };
    const bool told = refusal.answer.has_value();
    return told
        && (std::ranges::find(before, refusal.answer->verdict) != before.end()
            || (refusal.answer->verdict == TransactionVerdict::Decided && refusal.answer->word != "late"_L1));
}

} // namespace

void ChangeFlow::arm()
{
    begin(ChangeStage::Arm);
    m_armed = true; // as far as anybody knows from here on
    noteUndoAt([this] { sendArm(); });
}

void ChangeFlow::sendArm()
{
    m_transaction->arm(int(m_request.undoAfterSeconds), this, [this](const TransactionResult<TransactionArmed> &armed) {
        if (!armed) {
            onRefusal(armed.error());
            return;
        }
        m_extendedAt = m_context.clock.monotonicMs();
        m_transaction->checkArmed(this, [this](const TransactionResult<TransactionArmed> &checked) {
            if (!checked) {
                onRefusal(checked.error());
                return;
            }
            if (checked->remainingSeconds <= 0) {
                takeBack({ core::ErrorCode::VerifyFailed, checked->way });
                return;
            }
            if (isCancelled()) {
                takeBack({ core::ErrorCode::Cancelled, {} });
                return;
            }
            // Without a hook a reboot in the middle keeps the file, and nobody is left to take it back.
            pass(u"%1 %2 s"_s.arg(checked->way).arg(checked->remainingSeconds)
                + (checked->boot == "none"_L1 ? " boot=none"_L1 : ""_L1));
            followLog();
            renewLease([this] { write(); });
        });
    });
}

void ChangeFlow::followLog()
{
    const auto because
        = [](const QString &what, core::ErrorCode code) { return what + u": "_s + core::errorCodeName(code); };
    m_logUnread = because(u"logtarget"_s, core::ErrorCode::Timeout); // until it has said where it logs
    if (!session()) {
        logIsNotRead(because(u"logtarget"_s, core::ErrorCode::NoSuchServer));
        return;
    }
    session()->submit(
        protocol::globalProperty(u"logtarget"_s), this, [this, because](const core::Result<QVariant> &target) {
            if (!target) {
                logIsNotRead(because(u"logtarget"_s, target.error().code));
                return;
            }
            const QString path = logFileOf(target->toString());
            if (path.isEmpty() && logsToJournal(target->toString()) && m_process.isKnown()) {
                m_journalSince = m_context.clock.monotonicMs(); // it is asked while it is looked at
                logIsNotRead({});
                return;
            }
            if (path.isEmpty()) { // a stream is nothing that could be read here
                logIsNotRead(because(target->toString().left(200), core::ErrorCode::NotSupported));
                return;
            }
            m_logUnread = because(path, core::ErrorCode::Timeout);
            // From its end of now, however long it takes to open it.
            m_context.hosts.reader(m_context.profile)
                .stat(path, this, [this, path](const core::Result<transport::FileStat> &stat) {
                    followFrom(path, stat && stat->exists ? stat->size : -1);
                });
        });
}

void ChangeFlow::followFrom(const QString &path, qint64 offset)
{
    transport::HostReader &reader = m_context.hosts.reader(m_context.profile);
    m_follower = offset < 0 ? reader.follow(path) : reader.follow(path, offset);
    const bool isLate = m_applied; // what was said at the reload may lie before it
    connect(m_follower.get(), &transport::FileFollower::started, this, [this, isLate] {
        if (!isLate)
            logIsNotRead({});
    });
    connect(m_follower.get(), &transport::FileFollower::failed, this,
        [this, path](const core::Error &error) { logIsNotRead(path + u": "_s + core::errorCodeName(error.code)); });
    connect(m_follower.get(), &transport::FileFollower::bytesReceived, this,
        [this](const QByteArray &bytes) { m_log = (m_log + QString::fromUtf8(bytes)).right(256 * 1024); });
    m_follower->start();
}

void ChangeFlow::logIsNotRead(const QString &why)
{
    m_logUnread = why;
    m_logReady = true;
}

void ChangeFlow::write()
{
    begin(ChangeStage::Write);
    const auto written = [this](const TransactionResult<bool> &result) { onWritten(result); };
    if (!m_plan.file.changes()) {
        onWritten(true);
    } else if (m_plan.file.after) {
        transport::FileWrite file { .path = m_plan.file.path, .content = *m_plan.file.after };
        file.expected = m_plan.file.expectedHash;
        m_transaction->write(file, this, written);
    } else {
        m_transaction->remove(m_plan.file.path, m_plan.file.expectedHash, this, written);
    }
}

void ChangeFlow::onWritten(const TransactionResult<bool> &written)
{
    // Where the answer is lost it may have been written; where the server says no it was not.
    m_written = m_plan.file.changes() && (written || !written.error().answer);
    if (!written)
        onRefusal(written.error());
    else
        compareDump();
}

void ChangeFlow::compareDump()
{
    // What was checked was a copy. Somebody may have written to another file since.
    m_context.hosts.reader(m_context.profile)
        .runReader(transport::ReaderCommand::configDump(clientProgram(m_context.profile), configDir(m_context.profile)),
            this, [this](const core::Result<transport::CommandResult> &result) {
                if (!result) {
                    takeBack(result.error());
                    return;
                }
                const auto dump = config::parseStreamDump(result->standardOutput);
                if (!dump) {
                    takeBack({ core::ErrorCode::ChangedMeanwhile,
                        QString::fromUtf8(result->standardError).trimmed().right(2000) });
                    return;
                }
                std::optional<config::DumpedJail> now;
                if (const config::DumpedJail *jail = dump->jail(m_request.jail))
                    now = *jail;
                QString difference = firstDumpDifference(m_plan.wanted, now);
                for (const config::DumpedJail &other : std::as_const(m_plan.others)) {
                    const config::DumpedJail *is = dump->jail(other.name);
                    const QString differs = firstDumpDifference(other, is ? std::optional(*is) : std::nullopt);
                    if (difference.isEmpty() && !differs.isEmpty())
                        difference = other.name + u": "_s + differs;
                }
                if (difference.isEmpty() && dump->globals != m_plan.globals)
                    difference = u"fail2ban.local"_s;
                if (!difference.isEmpty())
                    takeBack({ core::ErrorCode::ChangedMeanwhile, difference });
                else if (isCancelled())
                    takeBack({ core::ErrorCode::Cancelled, {} });
                else {
                    pass(m_plan.file.path);
                    apply();
                }
            });
}

void ChangeFlow::apply()
{
    if (!m_plan.runs && !m_plan.wanted && m_plan.others.isEmpty()) {
        skip(ChangeStage::Apply);
        verify();
        return;
    }
    begin(ChangeStage::Apply);
    lookForItsLine(30);
}

void ChangeFlow::lookForItsLine(int tries)
{
    if (!m_logReady && tries > 0) {
        later(logWaitMs, [this, tries] { lookForItsLine(tries - 1); });
        return;
    }
    renewLease([this] { extend([this] { beginActivation([this] { sendReload(); }); }); });
}

void ChangeFlow::sendReload()
{
    if (isCancelled()) {
        dropActivation();
        takeBack({ core::ErrorCode::Cancelled, {} });
        return;
    }
    m_applied = true;
    // All of it has to end before the timer strikes, and each jail has its part of that.
    const qint64 whole = std::max<qint64>(m_request.undoAfterSeconds - 15, m_request.undoAfterSeconds / 2);
    const int seconds
        = int(std::clamp<qint64>(whole / (1 + m_plan.others.size()), std::min(leastSeconds, whole), whole));
    m_transaction->apply(seconds, this, [this](const TransactionResult<QString> &output) {
        if (!output) {
            if (wasNotSent(output.error()))
                dropActivation();
            onRefusal(output.error());
            return;
        }
        noteActivated();
        pass(m_plan.runs ? m_plan.restartReason : QString());
        m_context.monitor.probeNow(m_context.profile.id);
        verify();
    });
}

} // namespace services
