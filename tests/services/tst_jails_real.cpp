// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// Stop, start, reload and tuning of jails on a real daemon, both versions; what must be refused is refused.
class TestJailsReal : public QObject
{
    Q_OBJECT

    static void versions()
    {
        QTest::addColumn<Version>("version");
        for (const Version version : TestFail2ban::versions())
            QTest::newRow(qPrintable(TestFail2ban::versionText(version))) << version;
    }
    static core::Result<core::Receipt> reload(RealServices &s, const QString &jail)
    {
        return s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, jail, &s.context, h); });
    }
    static core::Result<core::Receipt> tune(
        RealServices &s, const QString &jail, const QString &name, const QString &value)
    {
        return s.wait<core::Receipt>([&](auto h) { s.jails.tune(s.id, jail, name, value, &s.context, h); });
    }
    static bool runs(RealServices &s, const QString &jail)
    {
        return s.daemon.client({ u"status"_s, jail }).exitCode == 0;
    }

private Q_SLOTS:
    void detailHasEverything_data() { versions(); }
    void detailHasEverything()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto detail
            = s.wait<core::JailDetail>([&](auto h) { s.jails.fetchDetail(s.id, u"web"_s, &s.context, h); });
        QVERIFY(detail);
        QCOMPARE(detail->actions.size(), 2);
        QCOMPARE(detail->value(u"bantime"_s).toInt(), 600);
        QCOMPARE(detail->value(u"failregex"_s).toStringList().size(), 1);
        QCOMPARE(detail->jail.files->size(), 2);
        const auto missing
            = s.wait<core::JailDetail>([&](auto h) { s.jails.fetchDetail(s.id, u"nosuch"_s, &s.context, h); });
        QCOMPARE(missing.error().code, core::ErrorCode::UnknownJail);
        QTRY_COMPARE(s.jails.snapshot(s.id).jails.size(), 4);
        s.jails.refresh(s.id);
        QTRY_VERIFY(s.jails.snapshot(s.id).jails.at(0).files.has_value());
        // Only 1.1.0 tells the backend; elsewhere it is absent, not invented.
        QCOMPARE(s.jails.snapshot(s.id).jails.at(0).backend.has_value(), version == Version::V1_1_0);
    }

    void stopAndStartAgain_data() { versions(); }
    void stopAndStartAgain()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s });
        const auto preview
            = s.wait<services::StopPreview>([&](auto h) { s.jails.previewStop(s.id, u"web"_s, &s.context, h); });
        QCOMPARE(preview->currentBans, std::optional<qint64>(1));
        QVERIFY(!preview->lastJail);
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, u"web"_s, &s.context, h); }));
        QVERIFY(!runs(s, u"web"_s));
        QVERIFY(s.state.stoppedOnPurpose(s.id).contains(u"web"_s));
        const auto idle = s.wait<QStringList>([&](auto h) { s.jails.configuredJails(s.id, &s.context, h); });
        QTRY_VERIFY(!s.jails.snapshot(s.id).loading);
        QVERIFY(s.wait<QStringList>([&](auto h) { s.jails.configuredJails(s.id, &s.context, h); })->contains(u"web"_s));

        QSignalSpy progress(&s.jails, &services::JailService::reloadProgressed);
        const auto back = s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); });
        QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
        QVERIFY(runs(s, u"web"_s));
        QVERIFY(progress.size() >= 8);
        // The record of the activation is in the store.
        const auto records
            = s.wait<QList<core::ActivationRecord>>([&](auto h) { s.recoveries.lastActivations(&s.context, h); });
        QCOMPARE(records->size(), 1);
        QCOMPARE(records->first().jail, u"web"_s);
        QCOMPARE(records->first().kind, core::ActivationKind::Start);
    }

    void brokenConfigurationIsRefusedBefore_data()
    {
        QTest::addColumn<Version>("version");
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("stage");
        using services::ReloadStage;
        for (const Version version : TestFail2ban::versions()) {
            const auto row = [&](const char *name, const QString &file, const QString &text, ReloadStage stage) {
                QTest::newRow(qPrintable(TestFail2ban::versionText(version) + u' ' + QString::fromLatin1(name)))
                    << version << file << text << int(stage);
            };
            const QString own = u"jail.d/zz-test.local"_s;
            row("bad regex", own, u"[web]\nfailregex = ^(<HOST>\n"_s, ReloadStage::Regexes);
            row("no host", own, u"[web]\nfailregex = ^nothing$\n"_s, ReloadStage::Regexes);
            row("bad ignoreregex", own, u"[web]\nignoreregex = (\n"_s, ReloadStage::Regexes);
            row("catastrophic regex", own, u"[web]\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n"_s,
                ReloadStage::Regexes);
            row("bad bantime", own, u"[web]\nbantime = abc\n"_s, ReloadStage::ConfigDump);
            row("bad maxretry", own, u"[web]\nmaxretry = many\n"_s, ReloadStage::ConfigDump);
            row("disabled", own, u"[web]\nenabled = false\n"_s, ReloadStage::ConfigDump);
            row("missing filter", own, u"[web]\nfilter = nosuchfilter\n"_s, ReloadStage::ConfigTest);
            row("syntax error", own, u"[web\nfoo\n"_s, ReloadStage::ConfigTest);
            row("missing log", own, u"[web]\nlogpath = /nonexistent/x.log\n"_s, ReloadStage::ConfigTest);
            row("other dbfile", u"fail2ban.local"_s, u"[Definition]\ndbfile = /tmp/elsewhere.sqlite3\n"_s,
                ReloadStage::ConfigDump);
        }
    }
    void brokenConfigurationIsRefusedBefore()
    {
        QFETCH(Version, version);
        QFETCH(QString, file);
        QFETCH(QString, text);
        QFETCH(int, stage);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s });
        s.daemon.writeConfig(file, text);
        QSignalSpy progress(&s.jails, &services::JailService::reloadProgressed);
        const auto result = reload(s, u"web"_s);
        QVERIFY(!result);
        QCOMPARE(result.error().code, core::ErrorCode::PreflightFailed);
        QCOMPARE(int(progress.last().at(2).value<services::ReloadStep>().stage), stage);
        // Nothing was sent: the jail runs, its ban stands, no activation was recorded.
        QVERIFY(s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s }).output.contains(u"192.0.2.1"_s));
        QVERIFY(!s.state.activation(s.id));
        QCOMPARE(s.state.status(s.id).jails.size(), 4);
    }

    void changedActionsAreNotLost_data() { versions(); }
    void changedActionsAreNotLost()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s });
        // A plain reload would leave the jail without any action (fact sheet 8.2.1).
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = dummy2[name=changed]\n"_s);
        const auto result = reload(s, u"web"_s);
        QVERIFY2(
            result, qPrintable(result ? QString() : core::errorCodeName(result.error().code) + result.error().detail));
        QVERIFY(!result->detail.isEmpty()); // it says why it was a restart
        QVERIFY(s.daemon.client({ u"get"_s, u"web"_s, u"actions"_s }).output.contains(u"dummy2"_s));
        QTRY_VERIFY(s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s }).output.contains(u"192.0.2.1"_s));
    }

    void tuning_data() { versions(); }
    void tuning()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto valueOf = [&](const QString &name) {
            return s.daemon.client({ u"get"_s, u"web"_s, name }).output.trimmed();
        };
        QVERIFY(tune(s, u"web"_s, u"bantime"_s, u"2h"_s));
        QCOMPARE(valueOf(u"bantime"_s), u"7200"_s);
        QCOMPARE(s.jails.runtimeChanges(s.id, u"web"_s), QStringList { u"bantime"_s });
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QCOMPARE(valueOf(u"bantime"_s), u"600"_s);

        QVERIFY(tune(s, u"web"_s, u"addignoreip"_s, u"203.0.113.0/24"_s));
        QVERIFY(valueOf(u"ignoreip"_s).contains(u"203.0.113.0/24"_s));
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QVERIFY(!valueOf(u"ignoreip"_s).contains(u"203.0.113.0/24"_s));

        QVERIFY(tune(s, u"web"_s, u"addfailregex"_s, u"^extra <HOST>$"_s));
        QVERIFY(valueOf(u"failregex"_s).contains(u"extra"_s));
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QVERIFY(!valueOf(u"failregex"_s).contains(u"extra"_s));
        QCOMPARE(tune(s, u"web"_s, u"addfailregex"_s, u"^(<HOST>"_s).error().code, core::ErrorCode::PreflightFailed);
        QCOMPARE(tune(s, u"web"_s, u"addfailregex"_s, u"^\\s*(?:\\w+\\s?)+: denied <HOST>$"_s).error().code,
            core::ErrorCode::PreflightFailed);
        QCOMPARE(tune(s, u"web"_s, u"bantime"_s, u"__import__('os')"_s).error().code, core::ErrorCode::InvalidArgument);

        // A reload brings the file's values back; the mark goes with it.
        QVERIFY(tune(s, u"web"_s, u"maxretry"_s, u"9"_s));
        QCOMPARE(s.jails.runtimeChanges(s.id, u"web"_s).isEmpty(), false);
        QVERIFY(reload(s, u"web"_s));
        QCOMPARE(valueOf(u"maxretry"_s), u"3"_s);
        QVERIFY(s.jails.runtimeChanges(s.id, u"web"_s).isEmpty());
    }

    void bantimePreviewTellsTheTruth_data() { versions(); }
    void bantimePreviewTellsTheTruth()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s, u"192.0.2.2"_s });
        const auto preview = s.wait<services::BantimePreview>(
            [&](auto h) { s.jails.previewBantime(s.id, u"web"_s, u"2h"_s, &s.context, h); });
        QVERIFY(preview);
        QCOMPARE(preview->moved, 2);
        QCOMPARE(preview->endAtOnce, 0);
        QVERIFY(tune(s, u"web"_s, u"bantime"_s, u"2h"_s));
        QVERIFY(s.daemon.client({ u"get"_s, u"web"_s, u"banip"_s, u"--with-time"_s }).output.contains(u"+ 7200"_s));
    }
};

QTEST_GUILESS_MAIN(TestJailsReal)
#include "tst_jails_real.moc"
