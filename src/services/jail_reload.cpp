// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_reload.h"

#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/health_monitor.h"
#include "services/running_actions.h"
#include "services/running_backend.h"
#include "services/runtime_state.h"
#include "services/server_session.h"

#include <QCoreApplication>
#include <QSysInfo>
#include <QTimer>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 reloadTimeoutMs = 10 * 60'000; // a restart of a jail with many bans takes minutes (fact sheet 8)
constexpr int rehearsalMs = 20'000; // somebody looks at a dialog meanwhile
constexpr qint64 leaseMs = reloadTimeoutMs + 5 * 60'000; // and the tests before it take their time

} // namespace

JailReload::JailReload(JailReloadContext context, QString jail, core::Pending<core::Receipt> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_session(&m_context.session)
    , m_jail(std::move(jail))
    , m_pending(std::move(pending))
{
}

JailReload::~JailReload()
{
    // BanGUI ends in the middle. Nothing was sent yet: nobody needs to wait until the lease has run out.
    if (m_lease && m_stage < ReloadStage::Reload)
        m_context.leases.release(*m_lease, nullptr, {});
}

void JailReload::start()
{
    if (const auto name = protocol::checkedJailName(m_jail); !name) {
        m_pending.finishLater(tl::unexpected(name.error()));
        deleteLater();
        return;
    }
    if (const auto may = m_context.gate.mayChange(m_context.profile.id); !may) {
        m_pending.finishLater(tl::unexpected(may.error()));
        deleteLater();
        return;
    }
    acquireLease();
}

void JailReload::rehearse(Rehearsal rehearsal)
{
    m_rehearsal = rehearsal;
    if (const auto name = protocol::checkedJailName(m_jail); !name) {
        m_pending.finishLater(tl::unexpected(name.error()));
        deleteLater();
        return;
    }
    QTimer::singleShot(rehearsalMs, this, [this] { fail(core::ErrorCode::Timeout, {}); });
    begin(ReloadStage::ConfigTest);
    testConfig();
}

void JailReload::begin(ReloadStage stage)
{
    m_stage = stage;
    m_elapsed.start();
    Q_EMIT progressed({ .stage = stage, .result = StageResult::Running });
}

void JailReload::pass(const QString &detail)
{
    Q_EMIT progressed(
        { .stage = m_stage, .result = StageResult::Passed, .detail = detail, .tookMs = m_elapsed.elapsed() });
}

void JailReload::fail(core::ErrorCode code, const QString &detail)
{
    Q_EMIT progressed({ .stage = m_stage,
        .result = StageResult::Failed,
        .error = { code, detail },
        .detail = detail,
        .tookMs = m_elapsed.elapsed() });
    end(core::failure(code, detail));
}

void JailReload::end(core::Result<core::Receipt> result)
{
    if (m_lease)
        m_context.leases.release(*std::exchange(m_lease, std::nullopt), this, {});
    if (m_reloadError) // not before: a jail that is half made must not pass for one that is back
        m_context.monitor.probeNow(m_context.profile.id);
    m_pending.finish(std::move(result));
    deleteLater();
}

bool JailReload::sessionIsGone()
{
    if (m_session)
        return false;
    // The server was removed, or its profile leads to another one now.
    fail(core::ErrorCode::Cancelled, {});
    return true;
}

void JailReload::acquireLease()
{
    begin(ReloadStage::ConfigTest);
    // Each flow is an owner of its own: two reloads in one window must not run into each other either.
    static int flows = 0;
    const QString owner = u"%1 %2@%3 #%4"_s.arg(QCoreApplication::applicationName())
                              .arg(QCoreApplication::applicationPid())
                              .arg(QSysInfo::machineHostName())
                              .arg(++flows);
    m_context.leases.acquire(u"change:"_s + core::daemonKey(m_context.profile), owner, leaseMs, this,
        [this](const core::Result<storage::Lease> &lease) {
            if (!lease) {
                fail(lease.error());
                return;
            }
            m_lease = *lease;
            testConfig();
        });
}

void JailReload::testConfig()
{
    m_context.host.runReader(
        transport::ReaderCommand::configTest(clientProgram(m_context.profile), configDir(m_context.profile)), this,
        [this](const core::Result<transport::CommandResult> &result) {
            if (!result)
                fail(result.error());
            else if (result->exitCode != 0)
                fail(core::ErrorCode::PreflightFailed, outputOf(*result));
            else {
                pass();
                dumpConfig();
            }
        });
}

void JailReload::readRunning()
{
    begin(ReloadStage::Record);
    if (sessionIsGone())
        return;
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            fail(status.error());
            return;
        }
        m_jailsBefore = status->jails;
        m_jailsBefore.sort();
        if (!ranBefore()) {
            record();
            return;
        }
        if (sessionIsGone())
            return;
        readRunningActions(*m_session, m_jail, m_wanted.actions, this,
            [this](const core::Result<QList<config::DumpedAction>> &running) {
                if (!running) {
                    fail(running.error());
                    return;
                }
                m_actionsBefore = *running;
                m_restartReason = firstDifference(*running, m_wanted.actions);
                // A plain reload drops every action that is written in Python, changed or not.
                for (const config::DumpedAction &action : std::as_const(m_wanted.actions)) {
                    if (m_restartReason.isEmpty() && !action.pythonFile.isEmpty())
                        m_restartReason = action.name;
                }
                if (m_restartReason.isEmpty())
                    compareBackend();
                else
                    record();
            });
    });
}

void JailReload::compareBackend()
{
    if (sessionIsGone())
        return;
    readBackendDifference(*m_session, m_wanted, this, [this](const core::Result<QString> &difference) {
        if (!difference) {
            fail(difference.error());
            return;
        }
        m_restartReason = *difference;
        record();
    });
}

void JailReload::record()
{
    m_restart = !m_restartReason.isEmpty();
    if (m_rehearsal) {
        core::Receipt told;
        told.detail = m_restartReason;
        end(told);
        return;
    }
    if (m_restart && !mayRestart()) {
        fail(core::ErrorCode::ChangedMeanwhile, m_restartReason); // nobody has been told what it costs
        return;
    }
    core::ActivationRecord record;
    record.server = m_context.profile.id;
    record.jail = m_jail;
    record.kind = ranBefore() ? core::ActivationKind::Reload : core::ActivationKind::Start;
    record.at = m_context.clock.nowMs();
    record.jailsBefore = m_jailsBefore;
    record.identityBefore
        = m_session ? m_session->identity().value_or(core::ProcessIdentity {}) : core::ProcessIdentity {};
    const auto go = [this](const core::Result<core::ActivationRecord> &stored) {
        if (!stored) { // without the record a crash could not be told later: nothing is sent
            fail(stored.error());
            return;
        }
        if (sessionIsGone()) // the profile leads elsewhere by now: the record is not that daemon's
            return;
        m_context.state.recordActivation(*stored);
        pass(m_restart ? m_restartReason : QString());
        reload();
    };
    m_context.recoveries.recordActivation(record, this, go);
}

void JailReload::reload()
{
    begin(ReloadStage::Reload);
    if (sessionIsGone()) // the command names a socket of the machine that was meant
        return;
    transport::HostCommand command;
    command.argv = { clientProgram(m_context.profile), u"-c"_s, configDir(m_context.profile), u"-s"_s,
        m_context.profile.socketPath, u"reload"_s };
    if (m_restart)
        command.argv += u"--restart"_s;
    command.argv += { u"--if-exists"_s, m_jail };
    command.timeoutMs = reloadTimeoutMs;
    m_context.gate.run(m_context.profile.id, command, this,
        [this](const core::Result<transport::CommandResult> &result) { onReloaded(result); });
}

void JailReload::onReloaded(const core::Result<transport::CommandResult> &result)
{
    if (!result) {
        m_reloadError = result.error();
    } else if (result->exitCode != 0) {
        m_reloadError = core::Error { core::ErrorCode::CommandFailed, outputOf(*result) };
    }
    if (m_reloadError) {
        Q_EMIT progressed({ .stage = m_stage,
            .result = StageResult::Failed,
            .error = *m_reloadError,
            .detail = m_reloadError->detail,
            .tookMs = m_elapsed.elapsed() });
    } else {
        pass(m_restart ? m_restartReason : QString());
        Q_EMIT reloaded();
        m_context.monitor.probeNow(m_context.profile.id);
    }
    compareJails(); // also after a failure: what was lost is the news
}

void JailReload::compareJails()
{
    begin(ReloadStage::CompareJails);
    if (sessionIsGone())
        return;
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            fail(status.error());
            return;
        }
        QStringList missing;
        QStringList wanted = m_jailsBefore;
        if (!ranBefore() && !m_reloadError)
            wanted += m_jail;
        for (const QString &jail : std::as_const(wanted)) {
            if (!status->jails.contains(jail))
                missing += jail;
        }
        if (!missing.isEmpty()) {
            failLost(missing);
            return;
        }
        // A start that failed, too, may leave the jail behind; one whose answer was lost may have worked.
        if (m_reloadError && status->jails.contains(m_jail) && (m_restart || !ranBefore())) {
            lookForHalfMade(status->jails.size());
            return;
        }
        pass(QString::number(status->jails.size()));
        if (!m_reloadError)
            compareActions();
        else
            end(tl::unexpected(*m_reloadError));
    });
}

void JailReload::failLost(const QStringList &lost)
{
    QString detail = lost.join(u", "_s);
    if (m_reloadError && !m_reloadError->detail.isEmpty())
        detail += u'\n' + m_reloadError->detail; // why, in the server's words
    fail(core::ErrorCode::VerifyFailed, detail);
}

void JailReload::compareActions()
{
    begin(ReloadStage::CompareActions);
    if (sessionIsGone())
        return;
    readRunningActions(
        *m_session, m_jail, m_wanted.actions, this, [this](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running) {
                fail(running.error());
                return;
            }
            if (const QString difference = firstDifference(*running, m_wanted.actions); !difference.isEmpty()) {
                if (m_restart || !mayRestart()) {
                    fail(core::ErrorCode::VerifyFailed, difference);
                    return;
                }
                // The reload has cost an action after all: a restart brings it back.
                m_restart = true;
                m_restartReason = difference;
                reload();
                return;
            }
            pass(QString::number(running->size()));
            begin(ReloadStage::Done);
            pass();
            core::Receipt receipt;
            receipt.server = m_context.profile.id;
            receipt.serverName = m_context.profile.name;
            receipt.jail = m_jail;
            receipt.detail = m_restart ? m_restartReason : QString();
            end(receipt);
        });
}

} // namespace services
