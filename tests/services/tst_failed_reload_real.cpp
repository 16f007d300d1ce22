// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"
#include "support/version_rows.h"

#include <QDir>

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// What no check can foresee costs the jail after all: the answer says what happened and what is lost, and a recovery
/// is opened.
class TestFailedReloadReal : public QObject
{
    Q_OBJECT

    /// An action whose constructor raises: `fail2ban-client -t` and `-d` do not run it, the daemon does.
    static void breakWeb(const RealServices &s)
    {
        s.daemon.writeConfig(u"action.d/bad.py"_s,
            u"from fail2ban.server.action import ActionBase\n"
            "class Bad(ActionBase):\n"
            "    def __init__(self, jail, name):\n"
            "        raise RuntimeError('no licence for this')\n"
            "Action = Bad\n"_s);
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = bad.py\n"_s);
    }
    static bool runs(RealServices &s, const QString &jail)
    {
        return s.daemon.client({ u"status"_s, jail }).exitCode == 0;
    }

private Q_SLOTS:
    void aReloadThatCostsTheJailSaysSo_data() { versionRows(); }
    void aReloadThatCostsTheJailSaysSo()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        breakWeb(s);
        QList<services::ReloadStep> failed;
        connect(&s.jails, &services::JailService::reloadProgressed, &s.context,
            [&](core::ServerId, const QString &, const services::ReloadStep &step) {
                if (step.result == services::StageResult::Failed)
                    failed.append(step);
            });
        const auto result = s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, u"web"_s, &s.context, h); });
        QVERIFY(!result);
        QCOMPARE(result.error().code, core::ErrorCode::VerifyFailed);
        QVERIFY2(result.error().detail.startsWith(u"web\n"_s), qPrintable(result.error().detail));
        QVERIFY2(result.error().detail.contains(u"no licence for this"_s), qPrintable(result.error().detail));
        QCOMPARE(failed.size(), 2);
        QCOMPARE(failed[0].stage, services::ReloadStage::Reload);
        QCOMPARE(failed[1].stage, services::ReloadStage::CompareJails);
        // Listed and without a guard is what fail2ban leaves behind; it is gone, and the loss is on record.
        QVERIFY(!runs(s, u"web"_s));
        QTRY_COMPARE_WITH_TIMEOUT(s.recovery.open().size(), 1, 30'000);
        const core::PendingRecovery recovery = s.recovery.open().constFirst();
        QCOMPARE(recovery.reason, core::RecoveryReason::JailsLost);
        QCOMPARE(recovery.jail, u"web"_s);
        QVERIFY(recovery.jailsBefore.contains(u"web"_s) && !recovery.jailsAfter.contains(u"web"_s));
        // A start that fails as well does not settle it.
        QVERIFY(!s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, u"web"_s, &s.context, h); }));
        QSignalSpy probed(&s.monitor, &services::HealthMonitor::probeFinished);
        QTRY_VERIFY_WITH_TIMEOUT(probed.size() >= 2, 30'000);
        QCOMPARE(s.recovery.open().size(), 1);
        // The next start with good files does.
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, {});
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, u"web"_s, &s.context, h); }));
        QTRY_VERIFY_WITH_TIMEOUT(s.recovery.open().isEmpty(), 30'000);
        QVERIFY(runs(s, u"web"_s));
    }

    void aStartThatFailsLeavesNoHalfMadeJail_data() { versionRows(); }
    void aStartThatFailsLeavesNoHalfMadeJail()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"stop"_s, u"web"_s });
        breakWeb(s);
        const auto result = s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, u"web"_s, &s.context, h); });
        QVERIFY(!result);
        QCOMPARE(result.error().code, core::ErrorCode::CommandFailed);
        QVERIFY2(result.error().detail.contains(u"no licence for this"_s), qPrintable(result.error().detail));
        QVERIFY(!runs(s, u"web"_s));
        QVERIFY(s.recovery.open().isEmpty()); // it did not run before: nothing was lost
    }
};

QTEST_GUILESS_MAIN(TestFailedReloadReal)
#include "tst_failed_reload_real.moc"
