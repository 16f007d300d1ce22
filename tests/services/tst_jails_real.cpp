// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"
#include "support/version_rows.h"

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// Stop, start, reload and tuning of jails on a real daemon, both versions; what must be refused is refused.
class TestJailsReal : public QObject
{
    Q_OBJECT

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
    void detailHasEverything_data() { versionRows(); }
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
        QTRY_COMPARE_WITH_TIMEOUT(s.jails.snapshot(s.id).jails.size(), 4, 30'000);
        s.jails.refresh(s.id);
        QTRY_VERIFY_WITH_TIMEOUT(s.jails.snapshot(s.id).jails.at(0).files.has_value(), 30'000);
        // Only 1.1.0 tells the backend; elsewhere it is absent, not invented.
        QCOMPARE(s.jails.snapshot(s.id).jails.at(0).backend.has_value(), version == Version::V1_1_0);
    }

    void stopAndStartAgain_data() { versionRows(); }
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
        QTRY_VERIFY_WITH_TIMEOUT(!s.jails.snapshot(s.id).loading, 30'000);
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

    void changedActionsAreNotLost_data() { versionRows(); }
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
        QTRY_VERIFY_WITH_TIMEOUT(
            s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s }).output.contains(u"192.0.2.1"_s), 30'000);
    }

    void actionsInPythonAreNotLost_data() { versionRows(); }
    void actionsInPythonAreNotLost()
    {
        QFETCH(Version, version);
        RealServices s(version);
        s.daemon.writeConfig(u"action.d/quiet.py"_s,
            u"from fail2ban.server.action import ActionBase\n"
            "class Quiet(ActionBase):\n"
            "    def __init__(self, jail, name, level=0):\n"
            "        super().__init__(jail, name)\n"
            "        self.level = level\n"
            "    def start(self): pass\n"
            "    def stop(self): pass\n"
            "    def ban(self, aInfo): pass\n"
            "    def unban(self, aInfo): pass\n"
            "Action = Quiet\n"_s);
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = quiet.py[level=1]\n"_s);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto level = [&] {
            return s.daemon.client({ u"get"_s, u"web"_s, u"action"_s, u"quiet"_s, u"level"_s }).output.trimmed();
        };
        // A plain reload, even one that changes nothing, would leave the jail without any action.
        const auto result = reload(s, u"web"_s);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QCOMPARE(result->detail, u"quiet"_s);
        QCOMPARE(level(), u"1"_s);
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = quiet.py[level=2]\n"_s);
        QVERIFY(reload(s, u"web"_s));
        QCOMPARE(level(), u"2"_s);
    }

    void tuning_data() { versionRows(); }
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
        QVERIFY(s.jails.runtimeChanges(s.id, u"web"_s).isEmpty()); // the file's value again: nothing to lose

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

    void settingsThatCostTheJailAreRefusedBefore_data() { versionRows(); }
    void settingsThatCostTheJailAreRefusedBefore()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const QString local = u"fail2ban.local"_s;
        const QString own = u"jail.d/zz-test.local"_s;
        // Each passes `fail2ban-client -t`, and each reload of it was seen to delete the jail.
        const QList<std::pair<QString, QString>> rows { { local, u"[Definition]\ndbfile = None\n"_s },
            { local, u"[Definition]\ndbpurgeage = abc\n"_s }, { local, u"[Definition]\ndbmaxmatches = many\n"_s },
            { local, u"[Definition]\nlogtarget = /nonexistent/x.log\n"_s }, { own, u"[web]\nbackend = foo\n"_s },
            { own, u"[web]\nbackend = systemd\n"_s }, { own, u"[web]\nbantime.multipliers = 1 2 x\n"_s },
            { own, u"[web]\nbantime.factor = foo(\n"_s }, { own, u"[web]\nbantime.formula = ban.Time * (\n"_s },
            { own, u"[web]\nlogencoding = klingon\n"_s }, { own, u"[web]\nlogtimezone = Mars\n"_s },
            { own, u"[web]\nignorecache = nonsense\n"_s }, { own, u"[web]\nbantime = 0600\n"_s },
            { own, u"[web]\naction = dummy[name=a, timeout=abc]\n"_s },
            { own, u"[web]\nlogpath = "_s + s.daemon.folder() + u'\n' }, { own, u"[web]\nfilter =\n"_s },
            { own, u"[web]\nprefregex = ^x <HOST> (<F-CONTENT>.+</F-CONTENT>$\n"_s } };
        for (const auto &[file, text] : rows) {
            s.daemon.writeConfig(file, text);
            const auto result = reload(s, u"web"_s);
            QVERIFY2(!result, qPrintable(text));
            QVERIFY2(result.error().code == core::ErrorCode::PreflightFailed,
                qPrintable(text + core::errorCodeName(result.error().code)));
            QVERIFY2(runs(s, u"web"_s), qPrintable(text));
            s.daemon.writeConfig(file, u"[DEFAULT]\n"_s);
        }
        QVERIFY(!s.state.activation(s.id));
        QVERIFY(reload(s, u"web"_s)); // and nothing of it is left behind
    }

    void whatTheDaemonTakesIsNotRefused_data() { versionRows(); }
    void whatTheDaemonTakesIsNotRefused()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto takes = [&](const QString &settings) {
            s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\n"_s + settings);
            const auto result = reload(s, u"web"_s);
            if (!result)
                qWarning("%s", qPrintable(settings + result.error().detail));
            return result.has_value();
        };
        QVERIFY(takes(u"bantime = 1h30\nfindtime = 60*60*24\n"_s));
        QCOMPARE(s.daemon.client({ u"get"_s, u"web"_s, u"bantime"_s }).output.trimmed(), u"3630"_s);
        // Who failed stands in the prefregex, as in every stock apache filter: no failregex needs to name a host.
        QVERIFY(takes(
            u"prefregex = ^x <HOST> <F-CONTENT>.+</F-CONTENT>$\nfailregex = ^denied$\n ^-refused$\nignoreregex = ok\n"_s));
        QVERIFY(tune(s, u"web"_s, u"addfailregex"_s, u"^also denied$"_s));
        QCOMPARE(tune(s, u"web"_s, u"addfailregex"_s, u"^(denied$"_s).error().code, core::ErrorCode::PreflightFailed);
        QVERIFY(takes(u"failregex = ^one <HOST>$<SKIPLINES>^two$\nmaxlines = 3\n"_s));
        QVERIFY(takes(u"logtimezone = UTC+0530\nbantime.increment = true\nbantime.multipliers = 1 2 4\n"_s));
        // A jail for bans by hand has no regex: not refused where none is lost.
        s.daemon.client({ u"stop"_s, u"web"_s });
        QVERIFY(takes(u"filter =\n"_s));
        QVERIFY(takes(u"filter =\nbantime = 2h\n"_s));
    }

    void twoReloadsDoNotRunIntoEachOther()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        std::optional<core::Result<core::Receipt>> first;
        s.jails.reloadJail(s.id, u"web"_s, &s.context, [&](const core::Result<core::Receipt> &r) { first = r; });
        const auto second = reload(s, u"sshd"_s);
        QVERIFY(!second);
        QCOMPARE(second.error().code, core::ErrorCode::StoreLocked);
        QTRY_VERIFY_WITH_TIMEOUT(first.has_value(), 30'000);
        QVERIFY(first->has_value());
        QVERIFY(reload(s, u"sshd"_s));
    }

    void anEndInTheMiddleLeavesNoLease()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        auto other = std::make_unique<services::JailServiceImpl>(services::JailServiceContext {
            s.state, s.registry, s.hosts, s.gate, s.monitor, s.bans, s.undo, s.recoveries, s.leases, s.clock });
        QSignalSpy progress(other.get(), &services::JailService::reloadProgressed);
        other->reloadJail(s.id, u"web"_s, &s.context, {});
        QTRY_VERIFY_WITH_TIMEOUT(progress.size() >= 3, 30'000); // the configuration is being read
        other.reset();
        const auto result = reload(s, u"web"_s);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
    }

    void profileChangesDuringReload()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        using services::ReloadStage;
        // In every stage but the last: the flow ends with an answer, and never with a crash.
        for (const ReloadStage stage : { ReloadStage::ConfigTest, ReloadStage::ConfigDump, ReloadStage::Regexes,
                 ReloadStage::Record, ReloadStage::Reload, ReloadStage::CompareActions }) {
            QObject once;
            bool changed = false;
            connect(&s.jails, &services::JailService::reloadProgressed, &once,
                [&](core::ServerId, const QString &, const services::ReloadStep &step) {
                    if (step.stage != stage || std::exchange(changed, true))
                        return;
                    core::ServerProfile other = *s.registry.profile(s.id);
                    other.socketPath += u"x"_s;
                    s.registry.update(other, &s.context, {});
                });
            QVERIFY(!reload(s, u"web"_s) || stage == ReloadStage::CompareActions);
            QVERIFY(changed);
            core::ServerProfile back = *s.registry.profile(s.id);
            back.socketPath = s.daemon.socketPath();
            QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(back, &s.context, h); }));
            QTRY_COMPARE_WITH_TIMEOUT(s.state.status(s.id).state, core::ServerState::Online, 30'000);
            QVERIFY(runs(s, u"web"_s));
        }
        QVERIFY(reload(s, u"web"_s)); // no lease was left behind
    }

    void undoTakesBackThatVeryRegex_data() { versionRows(); }
    void undoTakesBackThatVeryRegex()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto regexes = [&] {
            return s.daemon.client({ u"get"_s, u"web"_s, u"failregex"_s }).output.count(u"|-"_s)
                + s.daemon.client({ u"get"_s, u"web"_s, u"failregex"_s }).output.count(u"`-"_s);
        };
        const auto undo
            = [&](qint64 id) { return s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(id, &s.context, h); }); };
        const auto output = [&] { return s.daemon.client({ u"get"_s, u"web"_s, u"failregex"_s }).output; };
        QVERIFY(tune(s, u"web"_s, u"addfailregex"_s, u"^extra <HOST>$"_s));
        const qint64 extra = s.undo.entries().last().id;
        // Somebody takes the first one away and adds another: what was added stands elsewhere now.
        s.daemon.client({ u"set"_s, u"web"_s, u"delfailregex"_s, u"0"_s });
        s.daemon.client({ u"set"_s, u"web"_s, u"addfailregex"_s, u"^other <HOST>$"_s });
        QVERIFY(undo(extra));
        QVERIFY2(!output().contains(u"extra"_s), qPrintable(output()));
        QVERIFY2(output().contains(u"other"_s), qPrintable(output()));
        // After a reload there is nothing to take back, and nothing else may go.
        QVERIFY(tune(s, u"web"_s, u"addfailregex"_s, u"^again <HOST>$"_s));
        const qint64 again = s.undo.entries().last().id;
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\nfailregex = ^a <HOST>$\n ^b <HOST>$\n ^c <HOST>$\n"_s);
        QVERIFY(reload(s, u"web"_s));
        const auto before = regexes();
        const auto receipts = undo(again);
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::NothingToDo);
        QCOMPARE(regexes(), before);
        // A deleted one comes back, once.
        const auto detail
            = s.wait<core::JailDetail>([&](auto h) { s.jails.fetchDetail(s.id, u"web"_s, &s.context, h); });
        const QStringList shown = detail->value(u"failregex"_s).toStringList();
        QCOMPARE(shown.size(), 3);
        QVERIFY(tune(s, u"web"_s, u"delfailregex"_s, services::regexToRemove(1, shown[1])));
        QCOMPARE(regexes(), before - 1);
        QVERIFY(undo(0));
        QCOMPARE(regexes(), before); // a, c, b
        // Not what stands at the position by now, but what was shown there.
        QVERIFY(tune(s, u"web"_s, u"delfailregex"_s, services::regexToRemove(2, shown[2])));
        QVERIFY2(!output().contains(u"^c "_s) && output().contains(u"^b "_s), qPrintable(output()));
        const auto gone = tune(s, u"web"_s, u"delfailregex"_s, services::regexToRemove(0, shown[2]));
        QVERIFY(!gone);
        QCOMPARE(gone.error().code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(regexes(), before - 1);
        QVERIFY(undo(0));
        QCOMPARE(regexes(), before);
    }

    void bantimePreviewTellsTheTruth_data() { versionRows(); }
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
