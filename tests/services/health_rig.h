// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "service_doubles.h"
#include "services/health_monitor_impl.h"
#include "services/runtime_state.h"
#include "storage/repositories.h"
#include "storage/store_fixture.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// A monitor of one server over a channel that the test plays, on the test's clock and with a real store.
class HealthRig : public QObject
{
    Q_OBJECT

protected:
    static constexpr core::ServerId web { 1 };
    static constexpr core::ProcessIdentity process { 100, 5 };

    void build();
    void tearDown();
    QByteArray answer(const QByteArray &request) const;
    core::ProbeReport probe();
    void setSocket(bool exists)
    {
        m_host->setStat(doubles::profile(1).socketPath, { .exists = exists, .isSocket = exists });
    }
    void expectState(core::ServerState state) { QCOMPARE(state, m_state->status(web).state); }
    void setInterval(int seconds)
    {
        m_state->setSettings(m_state->settings().with(
            core::SettingKey::ProbeIntervalSeconds, seconds, core::SettingOrigin::RuntimeOverride));
    }
    void activate(qint64 at)
    {
        core::ActivationRecord record;
        record.server = web;
        record.jail = QStringLiteral("bad");
        record.at = at;
        record.jailsBefore = { QStringLiteral("sshd"), QStringLiteral("web") };
        record.identityBefore = process;
        m_state->recordActivation(record);
    }

    QTemporaryDir m_folder;
    int m_count = 0;
    bool m_hasStats = true;
    bool m_hasShort = true;
    QString m_version;
    QStringList m_jails;
    support::FakeClock m_clock;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<storage::RecoveryRepository> m_recoveries;
    std::unique_ptr<doubles::Registry> m_registry;
    std::unique_ptr<services::HostRegistry> m_hosts;
    std::unique_ptr<services::RuntimeState> m_state;
    std::unique_ptr<services::HealthMonitorImpl> m_monitor;
    support::FakeChannel *m_channel = nullptr;
    support::FakeHost *m_host = nullptr;
    double m_random = 0.5;
};

inline void HealthRig::build()
{
    m_hasStats = true;
    m_hasShort = true;
    m_version = QStringLiteral("1.1.0");
    m_jails = { QStringLiteral("sshd"), QStringLiteral("web") };
    m_random = 0.5;
    m_store = std::make_unique<storage::Store>(m_clock);
    QVERIFY(fixture::open(*m_store, m_folder.filePath(QStringLiteral("store-%1.db").arg(++m_count))));
    storage::ProfileRepository profiles(*m_store);
    QVERIFY(
        fixture::await<core::ServerProfile>([&](const QObject *context, core::Handler<core::ServerProfile> handler) {
            profiles.insert(doubles::profile(1), context, std::move(handler));
        }));
    m_recoveries = std::make_unique<storage::RecoveryRepository>(*m_store);
    m_registry = std::make_unique<doubles::Registry>(m_clock);
    m_hosts = std::make_unique<services::HostRegistry>([this](const core::ServerProfile &) {
        auto host = std::make_unique<support::FakeHost>();
        m_host = host.get();
        m_host->setProcess(process.pid, process);
        setSocket(true);
        return host;
    });
    m_state = std::make_unique<services::RuntimeState>();
    m_channel = m_registry->put(doubles::profile(1), { 100, 100, 100, 100, 100 });
    m_channel->setAutoAccept(true);
    m_channel->setIdentity(process);
    m_channel->setResponder([this](const QByteArray &request) { return answer(request); });
    m_state->addServer(web);
    setInterval(3600);
    services::HealthTiming timing;
    timing.heartbeatMs = 20;
    timing.suspendedMs = 120'000;
    // Who waits does so for as long as a test runs, also on a busy machine.
    timing.firstSpreadMs = 600'000;
    timing.wakeSpreadMs = 600'000;
    m_monitor = std::make_unique<services::HealthMonitorImpl>(
        *m_state, *m_registry, *m_hosts, *m_recoveries, m_clock, [this] { return m_random; }, timing);
}

inline void HealthRig::tearDown()
{
    m_monitor.reset();
    m_state.reset();
    m_hosts.reset();
    m_registry.reset();
    m_recoveries.reset();
    m_store.reset();
}

inline QByteArray HealthRig::answer(const QByteArray &request) const
{
    if (request.contains("version"))
        return wire::done(wire::text(m_version));
    if (request.contains("stats")) {
        if (!m_hasStats)
            return wire::invalidCommand();
        QList<std::pair<QString, QByteArray>> jails;
        for (const QString &jail : m_jails)
            jails.append(wire::jailStats(jail, 1, 10, 2, 20));
        return wire::done(wire::dict(jails));
    }
    for (const QString &jail : m_jails) {
        if (request.contains(jail.toUtf8().constData())) {
            const QByteArray reply = wire::jailStatusShort(3, 30, 4, 40);
            if (m_hasShort)
                return reply;
            QByteArray full = reply; // the old dialect lists the bans, whatever it is asked
            const QByteArray total = wire::pair(wire::text(QStringLiteral("Total banned")), wire::number(40));
            full.replace(total,
                total
                    + wire::pair(wire::text(QStringLiteral("Banned IP list")),
                        wire::list({ wire::text(QStringLiteral("192.0.2.1")) })));
            return full;
        }
    }
    return request.contains("status") ? wire::status(m_jails) : wire::invalidCommand();
}

inline core::ProbeReport HealthRig::probe()
{
    QSignalSpy finished(m_monitor.get(), &services::HealthMonitor::probeFinished);
    core::ProbeReport report;
    const auto keep = connect(m_monitor.get(), &services::HealthMonitor::probeFinished, this,
        [&](core::ServerId, const core::ProbeReport &said) { report = said; });
    m_monitor->start();
    m_monitor->probeNow(web);
    const bool done = QTest::qWaitFor([&] { return finished.count() > 0; }, 30'000);
    disconnect(keep);
    if (!done)
        qWarning("no probe ended");
    return report;
}
