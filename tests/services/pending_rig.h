// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service_doubles.h"
#include "services/ban_service_impl.h"
#include "services/health_monitor.h"
#include "services/pending_changes_impl.h"
#include "services/pending_delivery.h"
#include "services/runtime_state.h"
#include "services/undo_stack.h"
#include "storage/store_fixture.h"
#include "support/fake_daemon.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace doubles {

/// Probes nothing.
class StillMonitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    void start() override { }
    void stop() override { }
    void probeNow(core::ServerId) override { }
    void retryNow() override { }
    [[nodiscard]] qint64 nextProbeAt(core::ServerId) const override { return 0; }
    [[nodiscard]] bool isProbing(core::ServerId) const override { return false; }
};

/// Servers over FakeChannels with FakeDaemons behind them, and the ban and pending services over a real store: one life
/// of BanGUI. A second one on the same file is the next start.
class PendingLife : public QObject
{
    Q_OBJECT
public:
    struct Server
    {
        std::shared_ptr<support::FakeDaemon> daemon = std::make_shared<support::FakeDaemon>();
        support::FakeChannel *channel = nullptr;
    };

    PendingLife(const QString &path, support::FakeClock &sharedClock)
        : clock(sharedClock)
    {
        opened = fixture::open(store, path).has_value();
        QObject::connect(&pending, &services::PendingChanges::delivered, &context,
            [this](const QList<core::Receipt> &receipts) { delivered += receipts; });
        QObject::connect(&pending, &services::PendingChanges::replaced, &context,
            [this](const QList<core::PendingChange> &taken) { replaced += taken; });
    }
    core::ServerId add(qint64 number, const std::shared_ptr<support::FakeDaemon> &daemon = {})
    {
        core::ServerProfile made = profile(number, QStringLiteral("web-%1").arg(number));
        made.socketPath = QStringLiteral("/run/%1.sock").arg(number);
        Server &server = servers[made.id];
        if (daemon)
            server.daemon = daemon;
        // No deadline passes while a test runs, however long a busy machine takes: whoever does not answer hangs up.
        server.channel = registry.put(made, { 60'000, 60'000, 60'000, 60'000, 60'000 });
        server.channel->setAutoAccept(true);
        server.channel->setResponder([behind = server.daemon, channel = server.channel](const QByteArray &request) {
            const QByteArray reply = behind->answer(request);
            if (reply.isEmpty())
                QMetaObject::invokeMethod(
                    channel, [channel] { channel->cut(); }, Qt::QueuedConnection);
            return reply;
        });
        state.addServer(made.id);
        return made.id;
    }
    /// From now on nobody reaches it, or it is there again. The session's backoff is forgotten, as a probe does.
    void setDown(core::ServerId id, std::optional<core::ErrorCode> code)
    {
        support::FakeChannel *channel = servers[id].channel;
        std::ignore
            = QTest::qWaitFor([channel] { return channel->state() != transport::Channel::State::Opening; }, 30'000);
        channel->setAutoFail(code ? std::optional(core::Error { *code, QStringLiteral("down") }) : std::nullopt);
        if (code && channel->state() == transport::Channel::State::Open)
            channel->cut();
        registry.session(id)->reconnectNow();
    }
    /// What a probe would find.
    void probe(core::ServerId id, core::ProbeOutcome outcome)
    {
        core::ProbeReport report;
        report.outcome = outcome;
        report.jails = servers[id].daemon->banned.keys();
        if (outcome != core::ProbeOutcome::Answered) {
            report.error = { core::ErrorCode::TunnelDown, {} };
            report.jails.reset();
        }
        clock.advance(10);
        state.processHealthProbe(id, report, clock.nowMs());
    }
    void comeBack(core::ServerId id)
    {
        setDown(id, std::nullopt);
        probe(id, core::ProbeOutcome::Answered);
    }
    template <typename T, typename Call> core::Result<T> wait(Call call)
    {
        std::optional<core::Result<T>> answer;
        call([&answer](core::Result<T> result) { answer = std::move(result); });
        if (!QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000))
            return core::failure(core::ErrorCode::Internal, QStringLiteral("no answer"));
        return *answer;
    }
    using Receipts = QList<core::Receipt>;
    Receipts ban(const QList<core::ServerId> &where, const QStringList &targets,
        const QStringList &jails = { QStringLiteral("sshd") })
    {
        services::BanRequest request { where, jails, {} };
        for (const QString &target : targets)
            request.targets.append(*core::IpNetwork::parse(target));
        goOn();
        return wait<Receipts>([&](auto handler) { bans.ban(request, &context, handler); }).value_or(Receipts {});
    }
    Receipts unban(core::ServerId where, const QString &target, const QString &jail = {})
    {
        goOn();
        const services::UnbanRequest request { { { where, jail, target } }, {} };
        return wait<Receipts>([&](auto handler) { bans.unban(request, &context, handler); }).value_or(Receipts {});
    }
    Receipts unbanAll(core::ServerId where)
    {
        goOn();
        const services::UnbanRequest request { {}, { where } };
        return wait<Receipts>([&](auto handler) { bans.unban(request, &context, handler); }).value_or(Receipts {});
    }
    /// The next wish, later than the one before. No server is left alone for a while because it was away just now.
    void goOn()
    {
        clock.advance(1);
        for (const auto &[id, server] : servers)
            registry.session(id)->reconnectNow();
    }
    bool load()
    {
        return wait<bool>([&](auto handler) { pending.load(&context, handler); }).has_value();
    }
    QStringList changesOf(core::ServerId id) { return servers[id].daemon->changes; }

    support::FakeClock &clock;
    QObject context;
    bool opened = false;
    std::map<core::ServerId, Server> servers;
    storage::Store store { clock };
    storage::PendingChangeRepository rows { store };
    core::SystemClock wall; ///< of the sessions: their backoffs pass by themselves
    Registry registry { wall };
    services::HostRegistry hosts { [](const core::ServerProfile &) { return std::make_unique<support::FakeHost>(); } };
    Audit audit { clock };
    Lock lock;
    services::CommandGate gate { registry, hosts, audit, lock, clock, QStringLiteral("window") };
    services::RuntimeState state;
    StillMonitor monitor;
    services::UndoStack undo;
    services::PendingChangesImpl pending { rows, clock };
    services::BanServiceImpl bans { state, registry, gate, monitor, undo, clock,
        [] { return QList<core::IpAddress> {}; }, &pending };
    services::PendingDelivery delivery { state, registry, gate, pending, bans, clock };
    Receipts delivered;
    QList<core::PendingChange> replaced;
};

} // namespace doubles
