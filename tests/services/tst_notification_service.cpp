// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/notification_service_impl.h"
#include "services/runtime_state.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using services::Notification;
using services::NotificationKind;

class TestNotificationService : public QObject
{
    Q_OBJECT

    struct Stage
    {
        support::FakeClock clock;
        doubles::Registry registry { clock };
        services::RuntimeState state;
        services::NotificationServiceImpl service { state, registry, clock };
        QList<Notification> raised;

        Stage()
        {
            QObject::connect(&service, &services::NotificationService::notificationRaised, &service,
                [this](const Notification &notification) { raised.append(notification); });
        }
        void add(qint64 id)
        {
            registry.put(doubles::profile(id, u"web-%1"_s.arg(id)));
            state.addServer(core::ServerId { id });
        }
        void probe(qint64 id, core::ProbeOutcome outcome, const QStringList &jails = { u"sshd"_s }, qint64 pid = 0,
            qint64 afterMs = 1000)
        {
            core::ProbeReport report;
            report.outcome = outcome;
            if (outcome == core::ProbeOutcome::Answered) {
                report.version = u"1.1.0"_s;
                report.jails = jails;
                if (pid != 0)
                    report.identity = core::ProcessIdentity { pid, 1 };
            }
            clock.advance(afterMs);
            state.processHealthProbe(core::ServerId { id }, report, clock.nowMs());
        }
    };

private Q_SLOTS:
    void offlineAndBack()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered);
        QVERIFY(s.raised.isEmpty()); // a server that is simply there is no news
        s.probe(1, core::ProbeOutcome::Refused);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::Offline);
        QCOMPARE(s.raised.last().serverName, u"web-1"_s);
        s.probe(1, core::ProbeOutcome::Refused);
        s.probe(1, core::ProbeOutcome::NoSocket);
        QCOMPARE(s.raised.size(), 1); // once, until it changed back
        s.probe(1, core::ProbeOutcome::Answered);
        QCOMPARE(s.raised.size(), 2);
        QCOMPARE(s.raised.last().kind, NotificationKind::Recovered);
    }
    void aBusyDaemonIsNoNews()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered);
        s.probe(1, core::ProbeOutcome::Busy);
        s.probe(1, core::ProbeOutcome::TunnelDown);
        s.probe(1, core::ProbeOutcome::Answered);
        QVERIFY(s.raised.isEmpty());
    }
    void offlineAtTheStartIsShownNotRaised()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::NoSocket);
        QVERIFY(s.raised.isEmpty());
    }
    void aDaemonWithoutJailsGuardsNothing()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered);
        s.probe(1, core::ProbeOutcome::Answered, {});
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::ProtectionLost);
        QCOMPARE(s.raised.last().attention, core::AttentionReason::NoJails);
        QVERIFY(!s.raised.last().recovery);
    }
    void theSameProcessWithoutJailsIsToldAtOnce()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 100);
        s.probe(1, core::ProbeOutcome::Busy);
        s.probe(1, core::ProbeOutcome::Answered, {}, 100);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::ProtectionLost);
    }
    /// Jails come up one by one: the first look at a new process may come before the first of them.
    void aRestartIsNoLoss()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 100);
        s.probe(1, core::ProbeOutcome::Answered, {}, 200);
        QVERIFY(s.raised.isEmpty());
        s.probe(1, core::ProbeOutcome::Answered, {}, 200); // too soon to be another look
        QVERIFY(s.raised.isEmpty());
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 200, 30'000);
        QVERIFY(s.raised.isEmpty());
        // It is over: the same process that loses its jails now is told at once.
        s.probe(1, core::ProbeOutcome::Answered, {}, 200, 30'000);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().attention, core::AttentionReason::NoJails);
    }
    void aRestartWithoutJailsIsToldAtTheSecondLook()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 100);
        s.probe(1, core::ProbeOutcome::Answered, {}, 200);
        QVERIFY(s.raised.isEmpty());
        s.probe(1, core::ProbeOutcome::TunnelDown, {}, 0, 30'000); // tells nothing
        QVERIFY(s.raised.isEmpty());
        s.probe(1, core::ProbeOutcome::Answered, {}, 200, 30'000);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::ProtectionLost);
        QCOMPARE(s.raised.last().attention, core::AttentionReason::NoJails);
        s.probe(1, core::ProbeOutcome::Answered, {}, 200, 30'000);
        QCOMPARE(s.raised.size(), 1); // once
    }
    void backWithoutJailsIsRecoveredWhenTheyCome()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 100);
        s.probe(1, core::ProbeOutcome::Refused);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::Offline);
        s.probe(1, core::ProbeOutcome::Answered, {}, 200);
        QCOMPARE(s.raised.size(), 1);
        s.probe(1, core::ProbeOutcome::Refused); // once more: told already
        QCOMPARE(s.raised.size(), 1);
        s.probe(1, core::ProbeOutcome::Answered, {}, 300);
        QCOMPARE(s.raised.size(), 1);
        s.probe(1, core::ProbeOutcome::Answered, { u"sshd"_s }, 300, 30'000);
        QCOMPARE(s.raised.size(), 2);
        QCOMPARE(s.raised.last().kind, NotificationKind::Recovered);
    }
    void aFrozenDaemonBlamesNoActivation()
    {
        Stage s;
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered);
        s.probe(1, core::ProbeOutcome::Busy);
        QVERIFY(s.raised.isEmpty());
        s.clock.advance(core::busyLimitMs);
        s.probe(1, core::ProbeOutcome::Busy);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::ProtectionLost);
        QCOMPARE(s.raised.last().attention, core::AttentionReason::FrozenTooLong);
        QVERIFY(!s.raised.last().recovery);
        s.probe(1, core::ProbeOutcome::Busy);
        QCOMPARE(s.raised.size(), 1);
    }
    void aRememberedRecoveryIsNoNews()
    {
        Stage s;
        s.add(1);
        core::PendingRecovery recovery;
        recovery.server = core::ServerId { 1 };
        recovery.detectedAt = s.clock.nowMs() - 3'600'000;
        s.state.createPendingRecovery(recovery);
        QVERIFY(s.raised.isEmpty());
        s.state.clearPendingRecovery(recovery.server, core::RecoveryResolution::Dismissed);
        recovery.detectedAt = s.clock.nowMs();
        s.state.createPendingRecovery(recovery);
        QCOMPARE(s.raised.size(), 1);
        QCOMPARE(s.raised.last().kind, NotificationKind::ProtectionLost);
    }
    void neverAFlood()
    {
        Stage s;
        for (qint64 id = 1; id <= 40; ++id) {
            s.add(id);
            s.probe(id, core::ProbeOutcome::Answered);
        }
        s.clock.advance(120'000);
        const qint64 before = s.clock.monotonicMs();
        for (qint64 id = 1; id <= 40; ++id)
            s.probe(id, core::ProbeOutcome::Refused);
        QVERIFY(s.clock.monotonicMs() - before < 60'000);
        QCOMPARE(s.raised.size(), 6); // the setting's default
    }
    void switchedOffKindsAreSilent()
    {
        Stage s;
        s.state.setSettings(
            core::Settings().with(core::SettingKey::NotifyOffline, false, core::SettingOrigin::UserFile));
        s.add(1);
        s.probe(1, core::ProbeOutcome::Answered);
        s.probe(1, core::ProbeOutcome::Refused);
        QVERIFY(s.raised.isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestNotificationService)
#include "tst_notification_service.moc"
