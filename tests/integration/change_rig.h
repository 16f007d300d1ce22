// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "integration/transaction_rig.h"
#include "services/change_history_impl.h"
#include "services/change_service_impl.h"
#include "services/change_words.h"
#include "services/config_service_impl.h"
#include "services/real_services.h"
#include "support/version_rows.h"

namespace changes {

using services::ChangeKind;
using services::ChangeOutcome;
using services::ChangeRequest;
using services::ChangeResult;
using services::ChangeStage;
using services::ChangeStageResult;
using services::ChangeStep;

/// The services, a real daemon, and the changes of it.
struct Rig
{
    explicit Rig(TestFail2ban::Version version, const services::HostOptions &options = {})
        : s(version, options)
    {
    }
    ~Rig()
    {
        changes.reset();
        // One that was started anew is nobody's child here.
        const qint64 pid = transactions::bytesOf(s.daemon.pidFile()).trimmed().toLongLong();
        if (pid > 1 && isOurs(pid, s.daemon.folder()))
            ::kill(static_cast<pid_t>(pid), SIGKILL);
    }
    Q_DISABLE_COPY_MOVE(Rig)

    [[nodiscard]] bool start()
    {
        if (!s.start())
            return false;
        config = std::make_unique<services::ConfigServiceImpl>(s.registry, s.hosts, s.clock);
        makeService();
        return true;
    }
    void makeService()
    {
        changes = std::make_unique<services::ChangeServiceImpl>(services::ChangeServiceContext {
            s.state, s.registry, s.hosts, *config, s.gate, s.monitor, s.recoveries, s.leases, s.clock, &history });
        changes->setRoundMs(300);
        changes->setStartCommand(
            QStringLiteral("'%1' -c '%2' -s '%3' -p '%4' -x start")
                .arg(s.daemon.clientProgram(), s.daemon.configDir(), s.daemon.socketPath(), s.daemon.pidFile()));
    }
    /// As if a jail had been activated now, and were still watched.
    [[nodiscard]] bool recordActivation(const QString &jail)
    {
        core::ActivationRecord record;
        record.server = s.id;
        record.jail = jail;
        record.at = s.clock.nowMs();
        record.jailsBefore = jails();
        const auto stored = s.wait<core::ActivationRecord>(
            [&](auto handler) { s.recoveries.recordActivation(record, &s.context, handler); });
        if (stored)
            s.state.recordActivation(*stored);
        return stored.has_value();
    }
    /// Whose loss a crash would be: the jail in this process, where the store says the same.
    [[nodiscard]] QString activated()
    {
        using Records = QList<core::ActivationRecord>;
        const auto stored = s.wait<Records>([&](auto handler) { s.recoveries.lastActivations(&s.context, handler); });
        const auto now = s.state.activation(s.id);
        const QString jail = now ? now->jail : QString();
        const bool isSame = stored
            && (now ? stored->size() == 1 && stored->constFirst().jail == jail && stored->constFirst().at == now->at
                    : stored->isEmpty());
        return isSame ? jail : jail + QStringLiteral(", and the store says otherwise");
    }
    [[nodiscard]] ChangeRequest request(ChangeKind kind, const QString &jail) const
    {
        ChangeRequest wanted;
        wanted.server = s.id;
        wanted.jail = jail;
        wanted.kind = kind;
        wanted.confirmAfterSeconds = 2;
        wanted.undoAfterSeconds = 30;
        return wanted;
    }
    [[nodiscard]] ChangeRequest edit(const QString &jail, const QString &key, const QString &value) const
    {
        ChangeRequest wanted = request(ChangeKind::Edit, jail);
        wanted.edits = { { .key = key, .value = value } };
        return wanted;
    }
    core::Result<ChangeOutcome> make(const ChangeRequest &wanted, int timeoutMs = 120'000)
    {
        std::optional<core::Result<ChangeOutcome>> answer;
        changes->make(
            wanted, &s.context, [&answer](core::Result<ChangeOutcome> outcome) { answer = std::move(outcome); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, timeoutMs))
            return core::failure(core::ErrorCode::Internal, QStringLiteral("no answer"));
        return *answer;
    }
    /// What the history has of the server, newest first.
    [[nodiscard]] QList<services::ChangeEntry> entries()
    {
        return s.wait<QList<services::ChangeEntry>>([this](auto handler) { history.list(s.id, &s.context, handler); })
            .value_or(QList<services::ChangeEntry>());
    }
    /// Runs it when a stage has passed, once.
    void after(ChangeStage stage, std::function<void()> then)
    {
        const auto once = std::make_shared<std::function<void()>>(std::move(then));
        QObject::connect(changes.get(), &services::ChangeService::progressed, &s.context,
            [stage, once](core::ServerId, const QString &, const ChangeStep &step) {
                if (step.stage == stage && step.result == ChangeStageResult::Passed && *once)
                    std::exchange(*once, {})();
            });
    }

    [[nodiscard]] static QString told(const core::Result<ChangeOutcome> &outcome)
    {
        if (!outcome)
            return core::errorCodeName(outcome.error().code) + QLatin1Char(' ') + outcome.error().detail;
        QString all = services::changeResultName(outcome->result) + QLatin1Char(' ')
            + core::errorCodeName(outcome->error.code) + QLatin1Char(' ') + outcome->error.detail;
        for (const ChangeStep &step : outcome->steps)
            all += QStringLiteral("\n  %1 %2 %3 %4 %5")
                       .arg(services::changeStageName(step.stage))
                       .arg(int(step.result))
                       .arg(core::errorCodeName(step.error.code), step.detail)
                       .arg(step.tookMs);
        for (const services::PreflightIssue &issue : outcome->issues)
            all += QStringLiteral("\n  issue %1 %2 %3 %4 %5")
                       .arg(int(issue.kind))
                       .arg(int(issue.severity))
                       .arg(issue.jail, issue.subject, issue.detail);
        return all;
    }
    [[nodiscard]] QString ourFile(const QString &jail) const
    {
        return s.daemon.configDir() + QStringLiteral("/jail.d/zz-bangui-") + jail + QStringLiteral(".local");
    }
    [[nodiscard]] QByteArray ourBytes(const QString &jail) const { return transactions::bytesOf(ourFile(jail)); }
    [[nodiscard]] QStringList jails() const
    {
        const QString said = s.daemon.client({ QStringLiteral("status") }).output;
        const QString list = said.section(QLatin1String("Jail list:"), 1).section(QLatin1Char('\n'), 0, 0);
        QStringList names = list.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (QString &name : names)
            name = name.trimmed();
        names.sort();
        return names;
    }
    [[nodiscard]] QString get(const QString &jail, const QString &name) const
    {
        return s.daemon.client({ QStringLiteral("get"), jail, name }).output.trimmed();
    }

    [[nodiscard]] static bool isOurs(qint64 pid, const QString &folder)
    {
        return transactions::bytesOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains(folder.toUtf8());
    }
    /// Files and processes of ours on the server; empty is right.
    [[nodiscard]] QString leftovers() const
    {
        const QString base = s.daemon.folder() + QStringLiteral("/.bangui");
        const QString socketBase = s.daemon.socketPath().section(QLatin1Char('/'), 0, -2) + QStringLiteral("/.bangui");
        QStringList left;
        for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            bool isPid = false;
            const qint64 pid = name.toLongLong(&isPid);
            if (isPid
                && (isOurs(pid, base) || isOurs(pid, socketBase)
                    || isOurs(pid, services::daemonMark(s.daemon.socketPath()))))
                left << QString::number(pid) + QLatin1Char(' ')
                        + QString::fromUtf8(
                            transactions::bytesOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).replace('\0', ' '));
        }
        const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        for (const QString &folder : { base, socketBase }) {
            if (QDir(folder).exists())
                left << folder << QDir(folder).entryList(all);
        }
        // Root's changes of other daemons lie there, too.
        for (const QString &name : QDir(QStringLiteral("/run/bangui")).entryList(all)) {
            if (name.contains(services::daemonMark(s.daemon.socketPath())))
                left << name;
        }
        for (const QString &part : { QString(), QStringLiteral("/jail.d"), QStringLiteral("/filter.d") })
            left << QDir(s.daemon.configDir() + part).entryList({ QStringLiteral(".*") }, all);
        return left.join(QLatin1String("; "));
    }
    [[nodiscard]] bool isClean(int ms = 40'000) const
    {
        return QTest::qWaitFor([this] { return leftovers().isEmpty(); }, ms);
    }

    RealServices s;
    storage::ConfigChangeRepository historyRows { s.store };
    services::ChangeHistoryImpl history { historyRows, s.registry, s.clock };
    std::unique_ptr<services::ConfigServiceImpl> config;
    std::unique_ptr<services::ChangeServiceImpl> changes;
};

} // namespace changes
