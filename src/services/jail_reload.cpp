// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/jail_reload.h"

#include "core/time_string.h"
#include "protocol/commands.h"
#include "services/command_gate.h"
#include "services/fail2ban_programs.h"
#include "services/health_monitor.h"
#include "services/running_actions.h"
#include "services/runtime_state.h"
#include "services/server_session.h"

#include <QCoreApplication>
#include <QSysInfo>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 leaseMs = 10 * 60'000;
constexpr qint64 reloadTimeoutMs = 10 * 60'000; // a restart of a jail with many bans takes minutes (fact sheet 8)

QString outputOf(const transport::CommandResult &result)
{
    const QByteArray all = result.standardError + result.standardOutput;
    return QString::fromUtf8(all).trimmed().right(2000);
}

} // namespace

JailReload::JailReload(JailReloadContext context, QString jail, core::Pending<core::Receipt> pending, QObject *parent)
    : QObject(parent)
    , m_context(std::move(context))
    , m_session(&m_context.session)
    , m_jail(std::move(jail))
    , m_pending(std::move(pending))
{
}

JailReload::~JailReload() = default;

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
    m_pending.finish(std::move(result));
    deleteLater();
}

void JailReload::acquireLease()
{
    begin(ReloadStage::ConfigTest);
    const QString owner = u"%1 %2@%3"_s.arg(QCoreApplication::applicationName())
                              .arg(QCoreApplication::applicationPid())
                              .arg(QSysInfo::machineHostName());
    m_context.leases.acquire(u"change:"_s + m_context.profile.destination + u':' + m_context.profile.socketPath, owner,
        leaseMs, this, [this](const core::Result<storage::Lease> &lease) {
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

void JailReload::dumpConfig()
{
    begin(ReloadStage::ConfigDump);
    m_context.host.runReader(
        transport::ReaderCommand::configDump(clientProgram(m_context.profile), configDir(m_context.profile)), this,
        [this](const core::Result<transport::CommandResult> &result) { checkDump(result); });
}

void JailReload::checkDump(const core::Result<transport::CommandResult> &output)
{
    if (!output) {
        fail(output.error());
        return;
    }
    if (output->exitCode != 0) {
        fail(core::ErrorCode::PreflightFailed, outputOf(*output));
        return;
    }
    const auto dump = config::parseStreamDump(output->standardOutput);
    if (!dump) {
        fail(core::ErrorCode::PreflightFailed, dump.error().detail);
        return;
    }
    m_dump = *dump;
    const config::DumpedJail *wanted = m_dump.jail(m_jail);
    if (!wanted || !wanted->started) {
        // A reload of a jail that the configuration does not enable would remove it (fact sheet 2.5).
        fail(
            core::ErrorCode::PreflightFailed, m_dump.configErrors.isEmpty() ? m_jail : m_dump.configErrors.join(u'\n'));
        return;
    }
    m_wanted = *wanted;
    if (const QString problem = problemIn(m_wanted); !problem.isEmpty()) {
        fail(core::ErrorCode::PreflightFailed, problem);
        return;
    }
    compareGlobals();
}

QString JailReload::problemIn(const config::DumpedJail &jail) const
{
    // What `-t` passes and the server then fails on, losing the jail (fact sheet 4.2).
    for (const auto &name : { u"bantime"_s, u"findtime"_s, u"bantime.maxtime"_s, u"bantime.rndtime"_s }) {
        const QString text = jail.settings.value(name).value(0).toString();
        if (!text.isEmpty() && !core::parseTimeString(text))
            return name + " = "_L1 + text;
    }
    for (const auto &name : { u"maxretry"_s, u"maxmatches"_s, u"maxlines"_s }) {
        const QVariantList value = jail.settings.value(name);
        bool ok = value.isEmpty();
        if (!ok)
            value.first().toString().toInt(&ok);
        if (!ok)
            return name + " = "_L1 + value.first().toString();
    }
    if (jail.failregex.isEmpty())
        return u"failregex"_s;
    return {};
}

void JailReload::compareGlobals()
{
    // Even the reload of one jail sends the globals: a changed dbfile would delete the jail (fact sheet 8.2.4).
    const QString wanted = m_dump.globals.value(u"dbfile"_s);
    m_session->submit(
        protocol::globalProperty(u"dbfile"_s), this, [this, wanted](const core::Result<QVariant> &running) {
            if (!running) {
                fail(running.error());
                return;
            }
            const QString now = running->toString();
            if (!now.isEmpty() && !wanted.isEmpty() && now != wanted && wanted != "None"_L1) {
                fail(core::ErrorCode::PreflightFailed, u"dbfile: %1 -> %2"_s.arg(now, wanted));
                return;
            }
            pass();
            testRegexes();
        });
}

void JailReload::testRegexes()
{
    begin(ReloadStage::Regexes);
    m_regexes.clear();
    for (const QString &regex : std::as_const(m_wanted.failregex))
        m_regexes.append({ regex, {}, regex });
    // fail2ban-regex takes an ignoreregex only beside a failregex; a prefregex has no group of its own and is tested
    // like one.
    const QString harmless = u"^<HOST>$"_s;
    for (const QString &regex : std::as_const(m_wanted.ignoreregex))
        m_regexes.append({ harmless, regex, regex });
    if (!m_wanted.prefregex.isEmpty())
        m_regexes.append({ harmless, m_wanted.prefregex, m_wanted.prefregex });
    m_regexAt = 0;
    testNextRegex();
}

void JailReload::testNextRegex()
{
    if (m_regexAt == m_regexes.size()) {
        pass(QString::number(m_regexes.size()));
        readRunning();
        return;
    }
    const RegexTest test = m_regexes[m_regexAt++];
    m_context.host.runReader(transport::ReaderCommand::regexTest(regexProgram(m_context.profile),
                                 configDir(m_context.profile), regexSampleLine(), test.failregex, test.ignoreregex),
        this, [this, test](const core::Result<transport::CommandResult> &result) {
            if (!result)
                fail(result.error().code == core::ErrorCode::Timeout ? core::ErrorCode::PreflightFailed
                                                                     : result.error().code,
                    test.shown + u'\n' + result.error().detail);
            else if (result->exitCode != 0)
                fail(core::ErrorCode::PreflightFailed, test.shown + u'\n' + outputOf(*result));
            else
                testNextRegex();
        });
}

void JailReload::readRunning()
{
    begin(ReloadStage::Record);
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            fail(status.error());
            return;
        }
        m_jailsBefore = status->jails;
        m_jailsBefore.sort();
        if (!m_jailsBefore.contains(m_jail)) {
            record();
            return;
        }
        readRunningActions(*m_session, m_jail, m_wanted.actions, this,
            [this](const core::Result<QList<config::DumpedAction>> &running) {
                if (!running) {
                    fail(running.error());
                    return;
                }
                m_restartReason = firstDifference(*running, m_wanted.actions);
                m_restart = !m_restartReason.isEmpty();
                record();
            });
    });
}

void JailReload::record()
{
    core::ActivationRecord record;
    record.server = m_context.profile.id;
    record.jail = m_jail;
    record.kind = m_jailsBefore.contains(m_jail) ? core::ActivationKind::Reload : core::ActivationKind::Start;
    record.at = m_context.clock.nowMs();
    record.jailsBefore = m_jailsBefore;
    record.identityBefore
        = m_session ? m_session->identity().value_or(core::ProcessIdentity {}) : core::ProcessIdentity {};
    const auto go = [this](const core::Result<core::ActivationRecord> &stored) {
        if (!stored) { // without the record a crash could not be told later: nothing is sent
            fail(stored.error());
            return;
        }
        m_context.state.recordActivation(*stored);
        pass(m_restart ? m_restartReason : QString());
        reload();
    };
    m_context.recoveries.recordActivation(record, this, go);
}

void JailReload::reload()
{
    begin(ReloadStage::Reload);
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
    }
    m_context.monitor.probeNow(m_context.profile.id);
    compareJails(); // also after a failure: what was lost is the news
}

void JailReload::compareJails()
{
    begin(ReloadStage::CompareJails);
    if (!m_session) {
        fail(core::ErrorCode::Cancelled, {});
        return;
    }
    m_session->submit(protocol::status(), this, [this](const core::Result<protocol::StatusReply> &status) {
        if (!status) {
            fail(status.error());
            return;
        }
        QStringList missing;
        QStringList wanted = m_jailsBefore;
        if (!wanted.contains(m_jail) && !m_reloadError)
            wanted += m_jail;
        for (const QString &jail : std::as_const(wanted)) {
            if (!status->jails.contains(jail))
                missing += jail;
        }
        if (!missing.isEmpty()) {
            fail(core::ErrorCode::VerifyFailed, missing.join(u", "_s));
            return;
        }
        pass(QString::number(status->jails.size()));
        if (m_reloadError) {
            end(tl::unexpected(*m_reloadError));
            return;
        }
        compareActions();
    });
}

void JailReload::compareActions()
{
    begin(ReloadStage::CompareActions);
    readRunningActions(
        *m_session, m_jail, m_wanted.actions, this, [this](const core::Result<QList<config::DumpedAction>> &running) {
            if (!running) {
                fail(running.error());
                return;
            }
            if (const QString difference = firstDifference(*running, m_wanted.actions); !difference.isEmpty()) {
                fail(core::ErrorCode::VerifyFailed, difference);
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
