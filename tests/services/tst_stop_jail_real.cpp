// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"
#include "support/version_rows.h"

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// Before a jail is stopped, BanGUI tells whether anything could start it again; what it says is held against the
/// daemon.
class TestStopJailReal : public QObject
{
    Q_OBJECT

    static core::Result<services::StopPreview> preview(RealServices &s, const QString &jail)
    {
        return s.wait<services::StopPreview>([&](auto h) { s.jails.previewStop(s.id, jail, &s.context, h); });
    }
    static bool stop(RealServices &s, const QString &jail)
    {
        const auto receipt = s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, jail, &s.context, h); });
        return receipt && !runs(s, jail);
    }
    static bool runs(RealServices &s, const QString &jail)
    {
        return s.daemon.client({ u"status"_s, jail }).exitCode == 0;
    }

private Q_SLOTS:
    void aConfiguredJailComesBack_data() { versionRows(); }
    void aConfiguredJailComesBack()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto told = preview(s, u"sshd"_s);
        QVERIFY(told);
        QVERIFY2(told->restart == services::Restart::Yes, qPrintable(told->restartError.detail));
        QVERIFY(stop(s, u"sshd"_s));
        QCOMPARE(s.undo.entries().size(), 1);
        QVERIFY(!s.undo.entries().first().limits.contains(services::UndoLimit::Restart));
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QVERIFY(runs(s, u"sshd"_s));
    }

    void aJailOfTheDaemonAloneDoesNot_data() { versionRows(); }
    void aJailOfTheDaemonAloneDoesNot()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        // Made at runtime; no file names it.
        QCOMPARE(s.daemon.client({ u"add"_s, u"byhand"_s, u"polling"_s }).exitCode, 0);
        QCOMPARE(s.daemon.client({ u"start"_s, u"byhand"_s }).exitCode, 0);
        // Disabled in the files since it was started.
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\nenabled = false\n"_s);
        for (const QString &jail : { u"byhand"_s, u"web"_s }) {
            const auto told = preview(s, jail);
            QVERIFY(told);
            QCOMPARE(told->restart, services::Restart::NotEnabled);
            QVERIFY(stop(s, jail));
            // An undo would be refused: that the preview tells the truth is what counts.
            QVERIFY2(s.undo.entries().isEmpty(), qPrintable(jail));
            const auto start = s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, jail, &s.context, h); });
            QVERIFY(!start);
            QCOMPARE(start.error().code, core::ErrorCode::PreflightFailed);
        }
    }

    void aJailWithBrokenFilesDoesNot_data() { versionRows(); }
    void aJailWithBrokenFilesDoesNot()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto refuses = [&](const QString &jail, const QString &settings, const QString &named) {
            s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[%1]\n"_s.arg(jail) + settings);
            const auto told = preview(s, jail);
            s.daemon.writeConfig(u"jail.d/zz-test.local"_s, {});
            if (!told || told->restart != services::Restart::Refused || !told->restartError.detail.contains(named)) {
                qWarning() << settings << (told ? told->restartError.detail : told.error().detail);
                return false;
            }
            return runs(s, jail);
        };
        QVERIFY(refuses(u"web"_s, u"bantime = soon\n"_s, u"soon"_s));
        QVERIFY(refuses(u"web"_s, u"backend = nonsense\n"_s, u"nonsense"_s));
        QVERIFY(refuses(u"web"_s, u"filter = nosuchfilter\n"_s, u"nosuchfilter"_s));
        QVERIFY(refuses(u"web"_s, u"logpath = /nonexistent/file\n"_s, {}));
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\nbackend = nonsense\n"_s);
        QCOMPARE(preview(s, u"web"_s)->restart, services::Restart::Refused);
        QVERIFY(stop(s, u"web"_s));
        QVERIFY(s.undo.entries().isEmpty());
    }

    void withoutAProgramToAskItIsNotKnown()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const QString program = s.registry.profile(s.id)->clientProgram;
        core::ServerProfile profile = *s.registry.profile(s.id);
        profile.clientProgram = u"/nonexistent/fail2ban-client"_s;
        QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }));
        const auto told = preview(s, u"web"_s);
        QVERIFY(told);
        QCOMPARE(told->restart, services::Restart::Unknown);
        QCOMPARE(told->restartError.code, core::ErrorCode::CommandNotFound);
        QVERIFY(stop(s, u"web"_s));
        QCOMPARE(s.undo.entries().size(), 1);
        QVERIFY(s.undo.entries().first().limits.contains(services::UndoLimit::Restart));
        // The undo does try.
        profile.clientProgram = program;
        QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }));
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QVERIFY(runs(s, u"web"_s));
    }

    void nothingIsSentForAPreview()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QVERIFY(preview(s, u"web"_s));
        const auto entries = s.wait<QList<core::AuditEntry>>(
            [&](auto h) { s.auditRows.page(storage::AuditFilter {}, &s.context, h); });
        QVERIFY(entries);
        QVERIFY(entries->isEmpty());
        QVERIFY(!s.state.activation(s.id));
        QVERIFY(!s.wait<services::StopPreview>([&](auto h) { s.jails.previewStop(s.id, u"nosuch"_s, &s.context, h); }));
    }
};

QTEST_GUILESS_MAIN(TestStopJailReal)
#include "tst_stop_jail_real.moc"
