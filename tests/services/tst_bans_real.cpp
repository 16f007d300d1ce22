// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "real_services.h"
#include "support/version_rows.h"

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// Banning and unbanning on a real daemon, both versions.
class TestBansReal : public QObject
{
    Q_OBJECT

    static core::IpNetwork net(const QString &text) { return *core::IpNetwork::parse(text); }
    using Receipts = QList<core::Receipt>;

    static core::Result<Receipts> ban(RealServices &s, const QStringList &jails, const QList<core::IpNetwork> &targets)
    {
        return s.wait<Receipts>([&](auto handler) { s.bans.ban({ { s.id }, jails, targets }, &s.context, handler); });
    }
    static QStringList banned(RealServices &s, const QString &jail)
    {
        QStringList list = s.daemon.client({ u"get"_s, jail, u"banned"_s })
                               .output.trimmed()
                               .remove(u'[')
                               .remove(u']')
                               .remove(u'\'')
                               .split(u", "_s, Qt::SkipEmptyParts);
        list.sort();
        return list;
    }

private Q_SLOTS:
    void banUnbanUndo_data() { versionRows(); }
    void banUnbanUndo()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));

        const auto done
            = ban(s, { u"sshd"_s, u"web"_s }, { net(u"192.0.2.1"_s), net(u"203.0.113.0/24"_s), net(u"2001:db8::7"_s) });
        QVERIFY(done);
        QCOMPARE(done->size(), 6);
        for (const core::Receipt &receipt : *done)
            QCOMPARE(receipt.result, core::ReceiptResult::Done);
        QCOMPARE(banned(s, u"sshd"_s), (QStringList { u"192.0.2.1"_s, u"2001:db8::7"_s, u"203.0.113.0/24"_s }));

        const auto again = ban(s, { u"sshd"_s }, { net(u"192.0.2.1"_s) });
        QCOMPARE(again->first().result, core::ReceiptResult::NothingToDo);
        QCOMPARE(s.undo.entries().size(), 1); // nothing was done the second time

        // Asked by address: the network that contains it is what is banned.
        const services::UnbanRequest inside { { { s.id, {}, u"203.0.113.9"_s } }, {} };
        const auto preview
            = s.wait<services::UnbanPreview>([&](auto h) { s.bans.previewUnban(inside, &s.context, h); });
        QVERIFY(preview);
        QCOMPARE(preview->bans, 2);
        QCOMPARE(preview->jails, 2);
        QCOMPARE(preview->lines.first().target, u"203.0.113.0/24"_s);
        const auto unbanned = s.wait<Receipts>([&](auto h) { s.bans.unban(inside, &s.context, h); });
        QVERIFY(unbanned);
        QCOMPARE(unbanned->size(), 2);
        QCOMPARE(banned(s, u"web"_s), (QStringList { u"192.0.2.1"_s, u"2001:db8::7"_s }));

        // Undo the unban, then the ban.
        QCOMPARE(s.undo.entries().size(), 2);
        QVERIFY(s.wait<Receipts>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QCOMPARE(banned(s, u"web"_s).size(), 3);
        QVERIFY(s.wait<Receipts>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QCOMPARE(banned(s, u"sshd"_s), QStringList {});
        QVERIFY(!s.undo.canUndo());

        // Every command left one record, begun and completed.
        const auto records = s.wait<QList<core::AuditEntry>>([&](auto h) { s.audit.page({}, &s.context, h); });
        QVERIFY(records);
        QVERIFY(records->size() >= 6);
        for (const core::AuditEntry &record : *records)
            QCOMPARE(record.result, core::AuditResult::Done);
    }

    void unbanAllAndBack_data() { versionRows(); }
    void unbanAllAndBack()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QList<core::IpNetwork> many;
        for (int i = 1; i <= 150; ++i)
            many.append(net(u"198.51.100.%1"_s.arg(i)));
        QVERIFY(ban(s, { u"big"_s }, many));
        QVERIFY(ban(s, { u"sshd"_s }, { net(u"192.0.2.1"_s) }));
        const services::UnbanRequest all { {}, { s.id } };
        const auto preview = s.wait<services::UnbanPreview>([&](auto h) { s.bans.previewUnban(all, &s.context, h); });
        QCOMPARE(preview->bans, 151);
        const auto receipts = s.wait<Receipts>([&](auto h) { s.bans.unban(all, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::Done);
        QVERIFY(banned(s, u"big"_s).isEmpty());
        QCOMPARE(s.undo.entries().last().kind, services::UndoKind::UnbanAll);
        QVERIFY(s.wait<Receipts>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QCOMPARE(banned(s, u"big"_s).size(), 150);
        QCOMPARE(banned(s, u"sshd"_s).size(), 1);
    }

    void refusals_data() { versionRows(); }
    void refusals()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QCOMPARE(ban(s, { u"sshd"_s }, { core::IpNetwork(*core::IpAddress::parse(u"0.0.0.0"), 0) }).error().code,
            core::ErrorCode::InvalidArgument);
        const auto unknown = ban(s, { u"nosuch"_s }, { net(u"192.0.2.1"_s) });
        QVERIFY(unknown);
        QCOMPARE(unknown->first().result, core::ReceiptResult::Refused);
        QCOMPARE(unknown->first().error.code, core::ErrorCode::UnknownJail);

        const auto preview = s.wait<services::BanPreview>([&](auto h) {
            s.bans.previewBan(
                { { s.id }, { u"sshd"_s, u"nosuch"_s }, { net(u"127.0.0.1"_s), net(u"198.51.100.0/24"_s) } },
                &s.context, h);
        });
        QVERIFY(preview);
        QSet<int> kinds;
        for (const auto &warning : preview->warnings)
            kinds.insert(static_cast<int>(warning.kind));
        QVERIFY(kinds.contains(static_cast<int>(services::BanWarning::Kind::Loopback)));
        QVERIFY(kinds.contains(static_cast<int>(services::BanWarning::Kind::CoversOwn)));
        QVERIFY(kinds.contains(static_cast<int>(services::BanWarning::Kind::JailMissing)));

        const auto absent = s.wait<Receipts>([&](auto h) {
            s.bans.unban({ { { s.id, u"sshd"_s, u"192.0.2.200"_s } }, {} }, &s.context, h);
        });
        QCOMPARE(absent->first().result, core::ReceiptResult::NothingToDo);
    }

    void readOnlySendsNothing()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        core::ServerProfile profile = *s.registry.profile(s.id);
        profile.readOnly = true;
        QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }));
        const auto receipts = ban(s, { u"sshd"_s }, { net(u"192.0.2.1"_s) });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().error.code, core::ErrorCode::ReadOnlyProfile);
        QVERIFY(banned(s, u"sshd"_s).isEmpty());
        QVERIFY(!s.undo.canUndo());
    }

    void undoTakesNothingElse_data() { versionRows(); }
    void undoTakesNothingElse()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto banned = [&](const QString &ip) {
            return s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s, ip }).output.trimmed();
        };
        services::BanRequest request { { s.id }, { u"web"_s }, { *core::IpNetwork::parse(u"192.0.2.0/24") } };
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.bans.ban(request, &s.context, h); }));
        // The network's ban ends, and one of its addresses is caught by the daemon itself.
        s.daemon.client({ u"set"_s, u"web"_s, u"unbanip"_s, u"192.0.2.0/24"_s });
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.5"_s });
        auto receipts = s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::NothingToDo);
        QCOMPARE(banned(u"192.0.2.5"_s), u"1"_s);

        // A profile that leads to another daemon by then: the undo was not meant for that one.
        request.targets = { *core::IpNetwork::parse(u"203.0.113.1") };
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.bans.ban(request, &s.context, h); }));
        core::ServerProfile other = *s.registry.profile(s.id);
        other.socketPath = s.daemon.socketPath() + u"x"_s;
        QVERIFY(QFile::link(s.daemon.socketPath(), other.socketPath));
        QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(other, &s.context, h); }));
        receipts = s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::Failed);
        QCOMPARE(banned(u"203.0.113.1"_s), u"1"_s);
    }

    void identifiersComeBack()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const QString name = u"some one\u202e <b>"_s;
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, name });
        const auto banned = [&] { return s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s, name }).output.trimmed(); };
        QCOMPARE(banned(), u"1"_s);
        const services::UnbanRequest request { { { s.id, {}, name } }, {} };
        const auto receipts = s.wait<QList<core::Receipt>>([&](auto h) { s.bans.unban(request, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::Done);
        QCOMPARE(banned(), u"0"_s);
        const auto back = s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); });
        QVERIFY2(back, qPrintable(back ? QString() : back.error().detail));
        QCOMPARE(back->first().result, core::ReceiptResult::Done);
        QCOMPARE(banned(), u"1"_s);
    }

    void aLateAnswerLosesNoUndo()
    {
        RealServices s(Version::V1_1_0);
        s.daemon.writeConfig(u"action.d/slow.conf"_s, u"[Definition]\nactionban = sleep 2\nactionunban =\n"_s);
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = slow\n"_s);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        services::SessionTimeouts timeouts;
        timeouts.changeMs = 500;
        s.registry.session(s.id)->setTimeouts(timeouts);
        const services::BanRequest request { { s.id }, { u"web"_s }, { *core::IpNetwork::parse(u"192.0.2.7") } };
        const auto receipts = s.wait<QList<core::Receipt>>([&](auto h) { s.bans.ban(request, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(receipts->first().result, core::ReceiptResult::Done);
        QVERIFY(s.undo.canUndo());
        QVERIFY(s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); }));
        QCOMPARE(s.daemon.client({ u"get"_s, u"web"_s, u"banned"_s, u"192.0.2.7"_s }).output.trimmed(), u"0"_s);
    }

    void manyStepsWaitForTheirTurn()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        services::BanRequest request { { s.id }, { u"big"_s }, {} };
        for (quint32 i = 0; i < 2'000; ++i)
            request.targets.append(core::IpNetwork(core::IpAddress::fromV4(0x0A000000u + i), 32));
        // Fetching the list after each of the 20 commands would be most of the work.
        int fetched = 0;
        connect(&s.bans, &services::BanService::bansChanged, &s.context,
            [&](core::ServerId, const QString &jail) { fetched += jail == u"big"_s ? 1 : 0; });
        const auto receipts = s.wait<QList<core::Receipt>>([&](auto h) { s.bans.ban(request, &s.context, h); });
        QVERIFY(receipts);
        QCOMPARE(std::ranges::count(*receipts, core::ReceiptResult::Done, &core::Receipt::result), 2'000);
        QTRY_VERIFY_WITH_TIMEOUT(fetched > 0, 30'000);
        QVERIFY2(fetched < 10, qPrintable(QString::number(fetched)));

        // Whoever has used up the gate's rate waits for it; nobody's ban is refused for being one of many.
        while (s.gate.mayChange(s.id))
            s.gate.submit(s.id, protocol::setJail(u"web"_s, u"maxretry"_s, { u"3"_s }), &s.context, {});
        request.jails = { u"web"_s };
        request.targets = { net(u"192.0.2.8"_s) };
        const auto late = s.wait<QList<core::Receipt>>([&](auto h) { s.bans.ban(request, &s.context, h); });
        QVERIFY(late);
        QCOMPARE(late->first().result, core::ReceiptResult::Done);
    }

    void timesOfADaemonInAnotherZone()
    {
        RealServices s(Version::V1_0_2);
        const QByteArray zone = qgetenv("TZ");
        qputenv("TZ", "Asia/Kolkata");
        const bool started = s.start();
        zone.isNull() ? qunsetenv("TZ") : qputenv("TZ", zone);
        QVERIFY2(started, qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.3"_s });
        s.bans.setWatched({ s.id });
        const auto error = [&] {
            const auto bans = s.bans.snapshot(s.id).jails.value(u"web"_s).bans;
            return bans && bans->size() == 1 ? std::abs(bans->front().bannedAt - s.clock.nowMs() / 1000) : -1;
        };
        QTRY_VERIFY_WITH_TIMEOUT(error() >= 0, 30'000);
        // Told of the zone, every time is right at once, though no counter of the daemon has moved.
        core::ServerProfile profile = *s.registry.profile(s.id);
        profile.timeZone = u"Asia/Kolkata"_s;
        QVERIFY(s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }));
        QTRY_VERIFY2_WITH_TIMEOUT(error() >= 0 && error() < 60, qPrintable(QString::number(error())), 30'000);
    }

    void listsFollowTheDaemon_data() { versionRows(); }
    void listsFollowTheDaemon()
    {
        QFETCH(Version, version);
        RealServices s(version);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.bans.setWatched({ s.id });
        s.daemon.client({ u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.44"_s });
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        s.monitor.probeNow(s.id);
        QTRY_VERIFY(s.bans.snapshot(s.id).jails.value(u"sshd"_s).bans
            && !s.bans.snapshot(s.id).jails.value(u"sshd"_s).bans->empty());
        const core::Ban ban = s.bans.snapshot(s.id).jails.value(u"sshd"_s).bans->front();
        QCOMPARE(core::banTargetText(ban.target), u"192.0.2.44"_s);
        QVERIFY2(qAbs(ban.bannedAt - now) < 30, "the server's local time was not converted");
        QCOMPARE(ban.banTime, 3600);
        s.daemon.client({ u"unban"_s, u"192.0.2.44"_s });
        s.monitor.probeNow(s.id);
        QTRY_VERIFY(s.bans.snapshot(s.id).jails.value(u"sshd"_s).bans->empty());
    }
};

QTEST_GUILESS_MAIN(TestBansReal)
#include "tst_bans_real.moc"
