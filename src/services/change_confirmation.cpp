// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_confirmation.h"

#include "protocol/commands.h"
#include "services/change_verify.h"
#include "services/change_words.h"
#include "services/fail2ban_programs.h"
#include "services/host_registry.h"
#include "services/journal_errors.h"
#include "services/log_target.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "services/server_session.h"
#include "transport/channel.h"

#include <QDateTime>
#include <QTimeZone>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 mostOfTheLog = 512 * 1024;
constexpr qint64 logPatienceMs = 10'000;
constexpr qint64 clockSlackSeconds = 1; ///< the record's times are whole seconds

} // namespace

ChangeConfirmation::ChangeConfirmation(
    ChangeContext context, TransactionStatus status, QString by, core::Pending<ChangeOutcome> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_status(std::move(status))
    , m_by(std::move(by))
    , m_pending(std::move(pending))
    , m_jail(m_status.jails.value(0))
    , m_kind(changeKindOf(m_status.id))
{
}

ChangeConfirmation::~ChangeConfirmation() = default;

void ChangeConfirmation::begin(ChangeStage stage)
{
    m_began = m_context.clock.monotonicMs();
    m_outcome.stage = stage;
    m_outcome.steps.append(ChangeStep { .stage = stage });
    Q_EMIT progressed(m_outcome.steps.constLast());
}

void ChangeConfirmation::pass(const QString &detail)
{
    ChangeStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Passed;
    step.detail = detail;
    step.tookMs = m_context.clock.monotonicMs() - m_began;
    Q_EMIT progressed(step);
}

void ChangeConfirmation::fail(const core::Error &error)
{
    ChangeStep &step = m_outcome.steps.last();
    step.result = ChangeStageResult::Failed;
    step.error = error;
    step.detail = error.detail;
    step.tookMs = m_context.clock.monotonicMs() - m_began;
    Q_EMIT progressed(step);
    deleteLater();
    m_pending.finish(tl::unexpected(error));
}

void ChangeConfirmation::start()
{
    begin(ChangeStage::Verify);
    m_context.hosts.reader(m_context.profile)
        .peer(m_context.profile.socketPath, this, [this](const core::Result<core::ProcessIdentity> &peer) {
            if (peer)
                onPeer(*peer);
            else
                fail(peer.error());
        });
}

void ChangeConfirmation::onPeer(const core::ProcessIdentity &peer)
{
    m_process = peer;
    if (peer.isKnown() && m_status.daemon.isKnown() && peer != m_status.daemon)
        fail({ core::ErrorCode::VerifyFailed, u"pid %1 -> %2"_s.arg(m_status.daemon.pid).arg(peer.pid) });
    else
        dump();
}

void ChangeConfirmation::dump()
{
    m_context.hosts.reader(m_context.profile)
        .runReader(transport::ReaderCommand::configDump(clientProgram(m_context.profile), configDir(m_context.profile)),
            this, [this](const core::Result<transport::CommandResult> &result) { onDumped(result); });
}

void ChangeConfirmation::onDumped(const core::Result<transport::CommandResult> &result)
{
    if (!result) {
        fail(result.error());
        return;
    }
    const auto stream = config::parseStreamDump(result->standardOutput);
    if (!stream) {
        fail({ core::ErrorCode::VerifyFailed, QString::fromUtf8(result->standardError).trimmed().right(2000) });
        return;
    }
    if (const config::DumpedJail *jail = stream->jail(m_jail); jail && jail->started)
        m_wanted = *jail;
    for (const QString &name : m_status.jails.mid(1)) {
        const config::DumpedJail *other = stream->jail(name);
        if (!other || !other->started) {
            fail({ core::ErrorCode::VerifyFailed, u"-"_s + name });
            return;
        }
        m_others += *other;
    }
    if ((m_kind == ChangeKind::Enable && !m_wanted) || (m_kind == ChangeKind::Disable && m_wanted))
        fail({ core::ErrorCode::VerifyFailed, u"enabled"_s }); // by another file, since
    else if (!m_status.applied && (m_wanted || !m_others.isEmpty() || m_status.before.contains(m_jail)))
        fail({ core::ErrorCode::VerifyFailed, u"reload"_s }); // it ended between writing and reloading
    else
        findLog();
}

void ChangeConfirmation::findLog()
{
    ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session) {
        fail({ core::ErrorCode::NoSuchServer, {} });
        return;
    }
    session->submit(protocol::globalProperty(u"logtarget"_s), this, [this](const core::Result<QVariant> &target) {
        const QString path = target ? logFileOf(target->toString()) : QString();
        if ((!m_wanted && m_others.isEmpty()) || m_status.serverSeconds == 0) {
            look();
            return;
        }
        if (path.isEmpty()) {
            if (target && logsToJournal(target->toString()) && m_process.isKnown())
                readJournal();
            else
                look(); // a stream: nothing that could be read here
            return;
        }
        m_context.hosts.reader(m_context.profile)
            .stat(path, this, [this, path](const core::Result<transport::FileStat> &stat) {
                if (stat && stat->exists && stat->size > 0)
                    readLog(path, stat->size);
                else
                    look();
            });
    });
}

void ChangeConfirmation::readJournal()
{
    QStringList jails { m_jail };
    for (const config::DumpedJail &other : std::as_const(m_others))
        jails += other.name;
    findJournalErrors(m_context.gate, m_context.profile.id, m_process, jails, m_status.ageSeconds + clockSlackSeconds,
        this, [this](const core::Result<JournalErrors> &found) {
            m_unread = found->unread;
            if (found->line.isEmpty())
                look();
            else
                fail({ core::ErrorCode::VerifyFailed, found->line.left(2000) });
        });
}

void ChangeConfirmation::readLog(const QString &path, qint64 size)
{
    const qint64 from = std::max<qint64>(0, size - mostOfTheLog);
    m_logLeft = size - from;
    m_follower = m_context.hosts.reader(m_context.profile).follow(path, from);
    connect(m_follower.get(), &transport::FileFollower::bytesReceived, this, [this](const QByteArray &bytes) {
        m_log += bytes;
        m_logLeft -= bytes.size();
        if (m_logLeft <= 0)
            onLogRead();
    });
    connect(m_follower.get(), &transport::FileFollower::failed, this, &ChangeConfirmation::onLogRead);
    QTimer::singleShot(std::chrono::milliseconds(logPatienceMs), this, &ChangeConfirmation::onLogRead);
    m_follower->start();
}

void ChangeConfirmation::onLogRead()
{
    if (std::exchange(m_logRead, true))
        return;
    m_follower.release()->deleteLater(); // one of its signals may have led here
    if (const QString line = errorSince(); !line.isEmpty())
        fail({ core::ErrorCode::VerifyFailed, line.left(2000) });
    else
        look();
}

QString ChangeConfirmation::errorSince() const
{
    const ServerSession *session = m_context.servers.session(m_context.profile.id);
    if (!session)
        return {};
    const QTimeZone zone = session->timeZone(m_context.profile.timeZone);
    const qint64 since = m_status.serverSeconds - m_status.ageSeconds - clockSlackSeconds;
    for (const QString &line : QString::fromUtf8(m_log).split(u'\n')) {
        QDateTime at = QDateTime::fromString(line.left(19), u"yyyy-MM-dd HH:mm:ss"_s);
        at.setTimeZone(zone);
        const auto names = [&line](const config::DumpedJail &jail) { return isErrorOfJail(line, jail.name); };
        if (at.isValid() && at.toSecsSinceEpoch() >= since
            && (isErrorOfJail(line, m_jail) || std::ranges::any_of(m_others, names)))
            return line;
    }
    return {};
}

ChangeExpectation ChangeConfirmation::expected() const
{
    ChangeExpectation expected { .process = m_process,
        .socketPath = m_context.profile.socketPath,
        .jails = m_status.before,
        .jail = m_jail,
        .wanted = m_wanted };
    if (!m_wanted)
        expected.jails.removeAll(m_jail);
    return expected;
}

void ChangeConfirmation::look()
{
    m_fresh = std::make_unique<ServerSession>(
        m_context.profile.id, m_context.hosts.makeChannel(m_context.profile), m_context.clock);
    const core::Pending<QString> pending(this, [this](const core::Result<QString> &result) {
        if (result)
            lookAt(0, *result);
        else
            onLooked(result);
    });
    (new ChangeVerify(*m_fresh, m_context.hosts.reader(m_context.profile), expected(), pending, this))->start();
}

void ChangeConfirmation::lookAt(qsizetype next, const QString &detail)
{
    if (next >= m_others.size()) {
        onLooked(detail);
        return;
    }
    ChangeExpectation other = expected();
    other.jail = m_others[next].name;
    other.wanted = m_others[next];
    const core::Pending<QString> pending(this, [this, next, detail](const core::Result<QString> &result) {
        if (result)
            lookAt(next + 1, detail);
        else
            onLooked(result);
    });
    (new ChangeVerify(*m_fresh, m_context.hosts.reader(m_context.profile), other, pending, this))->start();
}

void ChangeConfirmation::onLooked(const core::Result<QString> &result)
{
    m_fresh.release()->deleteLater(); // it may be what has answered
    if (!result) {
        fail(result.error());
        return;
    }
    pass(m_unread.isEmpty() ? *result : *result + u" · "_s + m_unread);
    confirm();
}

void ChangeConfirmation::confirm()
{
    begin(ChangeStage::Confirm);
    m_transaction = new ServerTransaction(m_context.runner, m_status.folder, this);
    m_transaction->confirm(m_by, this, [this](const TransactionResult<bool> &confirmed) {
        if (!confirmed) {
            fail(confirmed.error().error);
            return;
        }
        pass();
        disarm();
    });
}

void ChangeConfirmation::disarm()
{
    begin(ChangeStage::Disarm);
    m_transaction->disarm(this, [this](const TransactionResult<bool> &) {
        pass(); // decided it is; what is left there clears itself away
        m_outcome.result = m_wanted ? ChangeResult::Active : ChangeResult::Inactive;
        if (!m_wanted && m_status.before.contains(m_jail))
            m_context.state.noteStoppedOnPurpose(m_context.profile.id, m_jail);
        deleteLater();
        m_pending.finish(m_outcome);
    });
}

} // namespace services
