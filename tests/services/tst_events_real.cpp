// SPDX-License-Identifier: GPL-3.0-or-later
// A real fail2ban says in its log what happens, and the feed tells it.
#include "real_services.h"
#include "services/event_feed_impl.h"
#include "services/event_probes.h"
#include "support/test_sshd.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QtTest>

#include <unistd.h>

using namespace Qt::StringLiterals;
using core::LogEvent;
using core::LogEventKind;
using services::FollowState;

namespace {

constexpr int longMs = 30'000;

/// Services, daemon and feed.
struct Rig : RealServices
{
    explicit Rig(TestFail2ban::Version version)
        : RealServices(version)
    {
    }
    [[nodiscard]] bool begin()
    {
        QObject::connect(&feed, &services::EventFeed::eventsArrived, &context,
            [this](core::ServerId, const QList<LogEvent> &events) { seen += events; });
        feed.start();
        // Not by a poll: the next one is an hour away.
        state.setSettings(
            state.settings().with(core::SettingKey::ProbeIntervalSeconds, 3600, core::SettingOrigin::RuntimeOverride));
        return start() && QTest::qWaitFor([this] { return feed.state(id) == FollowState::Live; }, longMs);
    }
    /// Where whoever follows the log reads next, beside fail2ban itself; -1: nobody has it open.
    [[nodiscard]] qint64 readUpTo() const
    {
        const QString log = QFileInfo(daemon.logPath()).canonicalFilePath();
        for (const qint64 pid : TestSshd::descendants(::getpid())) {
            const QDir fds(u"/proc/%1/fd"_s.arg(pid));
            for (const QString &fd : fds.entryList(QDir::System | QDir::Files)) {
                if (pid == daemon.pid() || QFile::symLinkTarget(fds.filePath(fd)) != log)
                    continue;
                QFile info(u"/proc/%1/fdinfo/%2"_s.arg(pid).arg(fd));
                if (info.open(QIODevice::ReadOnly))
                    return info.readLine().mid(4).trimmed().toLongLong(); // "pos:	0"
            }
        }
        return -1;
    }
    /// A restart bans again what is in there.
    [[nodiscard]] bool isStored(const QString &address) const
    {
        bool found = false;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"f2b"_s);
            database.setDatabaseName(daemon.databasePath());
            database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
            if (database.open()) {
                QSqlQuery query(database);
                query.prepare(u"SELECT 1 FROM bans WHERE ip = ?"_s);
                query.addBindValue(address);
                found = query.exec() && query.next();
            }
        }
        QSqlDatabase::removeDatabase(u"f2b"_s);
        return found;
    }
    [[nodiscard]] int count(LogEventKind kind, const QString &target = {}, const QString &jail = {}) const
    {
        return int(std::count_if(seen.cbegin(), seen.cend(), [&](const LogEvent &event) {
            return event.kind == kind && (target.isEmpty() || event.target == target)
                && (jail.isEmpty() || event.jail == jail);
        }));
    }

    services::EventFeedImpl feed { state, registry, hosts, clock };
    services::EventProbes probes { feed, monitor, state };
    QList<LogEvent> seen;
};

} // namespace

class TestEventsReal : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatHappensArrives_data();
    void whatHappensArrives();
    void restart_data() { whatHappensArrives_data(); }
    void restart();
    void rotationAndTruncation_data() { whatHappensArrives_data(); }
    void rotationAndTruncation();
    void failingAction_data() { whatHappensArrives_data(); }
    void failingAction();
    void hostileIdentifier();
    void noFile();
};

void TestEventsReal::whatHappensArrives_data()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const TestFail2ban::Version version : TestFail2ban::versions())
        QTest::newRow(qPrintable(TestFail2ban::versionText(version))) << version;
}

void TestEventsReal::whatHappensArrives()
{
    QFETCH(TestFail2ban::Version, version);
    Rig rig(version);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    QVERIFY2(rig.seen.isEmpty(), "what was logged before is no news");
    rig.bans.setWatched({ rig.id });
    QTRY_VERIFY_WITH_TIMEOUT(rig.bans.snapshot(rig.id).fetchedAt > 0, longMs);

    const qint64 before = rig.clock.nowMs();
    QElapsedTimer time;
    QCOMPARE(rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
    time.start();
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Ban, u"192.0.2.7"_s, u"web"_s), 1, longMs);
    const qint64 event = time.elapsed();
    // The list of bans knows it, too, without a poll.
    const auto isListed = [&rig] {
        const auto list = rig.bans.snapshot(rig.id).jails.value(u"web"_s).bans;
        return list && std::any_of(list->begin(), list->end(), [](const core::Ban &ban) {
            return core::banTargetText(ban.target) == u"192.0.2.7"_s;
        });
    };
    QTRY_VERIFY_WITH_TIMEOUT(isListed(), longMs);
    qInfo("event after %lld ms, listed after %lld ms", event, time.elapsed());
    const auto ban = std::find_if(
        rig.seen.cbegin(), rig.seen.cend(), [](const LogEvent &each) { return each.kind == LogEventKind::Ban; });
    const qint64 after = rig.clock.nowMs();
    QVERIFY2(ban->at >= before - 1'000 && ban->at <= after, "its time is that of the moment, whatever the zone");

    QCOMPARE(rig.daemon.client({ u"set"_s, u"web"_s, u"unbanip"_s, u"192.0.2.7"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Unban, u"192.0.2.7"_s, u"web"_s), 1, longMs);
    rig.daemon.writeFailure(u"198.51.100.9"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Ban, u"198.51.100.9"_s, u"sshd"_s), 1, longMs);
    QCOMPARE(rig.count(LogEventKind::Found, u"198.51.100.9"_s, u"sshd"_s), 2);
}

void TestEventsReal::restart()
{
    QFETCH(TestFail2ban::Version, version);
    Rig rig(version);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    QCOMPARE(rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Ban, u"192.0.2.7"_s), 1, longMs);
    QTRY_VERIFY_WITH_TIMEOUT(rig.isStored(u"192.0.2.7"_s), longMs);
    QVERIFY(rig.daemon.restart());
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::RestoreBan, u"192.0.2.7"_s, u"web"_s), 1, longMs);
    QCOMPARE(rig.count(LogEventKind::ServerStopping), 1);
    QCOMPARE(rig.count(LogEventKind::ServerStarting), 1);
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::JailStarted, {}, u"sshd"_s), 1, longMs);
    QCOMPARE(rig.count(LogEventKind::Error), 0);
}

void TestEventsReal::rotationAndTruncation()
{
    QFETCH(TestFail2ban::Version, version);
    Rig rig(version);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    const auto ban = [&rig](const QString &address) {
        QCOMPARE(rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, address }).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Ban, address), 1, longMs);
    };
    ban(u"192.0.2.1"_s);
    // As logrotate does it.
    QVERIFY(QFile::rename(rig.daemon.logPath(), rig.daemon.logPath() + u".1"_s));
    ban(u"192.0.2.2"_s);
    QCOMPARE(rig.daemon.client({ u"flushlogs"_s }).exitCode, 0);
    ban(u"192.0.2.3"_s);
    QFile log(rig.daemon.logPath());
    QVERIFY(log.resize(0)); // copytruncate
    // A look in between: a file that is longer again was not seen as cut.
    QTRY_COMPARE_WITH_TIMEOUT(rig.readUpTo(), 0, longMs);
    ban(u"192.0.2.4"_s);
    QCOMPARE(rig.count(LogEventKind::Ban), 4);
    QCOMPARE(rig.feed.state(rig.id), FollowState::Live);
}

void TestEventsReal::failingAction()
{
    QFETCH(TestFail2ban::Version, version);
    Rig rig(version);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    QCOMPARE(
        rig.daemon
            .client({ u"set"_s, u"web"_s, u"action"_s, u"dummy"_s, u"actionban"_s,
                u"printf 'Bad\\n2026-11-20 20:37:31,123 fail2ban.actions [1]: NOTICE [sshd] Ban 203.0.113.9\\n' >&2; exit 4"_s })
            .exitCode,
        0);
    (void)rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"198.51.100.3"_s });
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::ActionFailed), 1, longMs);
    QCOMPARE(rig.count(LogEventKind::ActionFailed, u"198.51.100.3"_s, u"web"_s), 1);
    const QList<services::ActionFailures> failures = rig.feed.actionFailures(rig.id);
    QCOMPARE(failures.size(), 1);
    QCOMPARE(failures[0].jail, u"web"_s);
    QCOMPARE(failures[0].action, u"dummy"_s);
    QCOMPARE(failures[0].count, 1);
    QCOMPARE(rig.count(LogEventKind::Ban, u"203.0.113.9"_s), 0);
}

void TestEventsReal::hostileIdentifier()
{
    Rig rig(TestFail2ban::Version::V1_1_0);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    const QString evil = u"x\r2026-11-20 20:37:31,123 fail2ban.actions        [1]: NOTICE  [sshd] Ban 203.0.113.9"_s;
    (void)rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, evil });
    (void)rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"[sshd] Unban 203.0.113.9"_s });
    (void)rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.7"_s });
    QTRY_COMPARE_WITH_TIMEOUT(rig.count(LogEventKind::Ban, u"192.0.2.7"_s), 1, longMs);
    for (const LogEvent &event : std::as_const(rig.seen)) {
        // The jail recidive reads this log, too, and believes what it reads.
        if (event.jail == "recidive"_L1)
            continue;
        QCOMPARE(event.jail, u"web"_s);
        QVERIFY(event.target != u"203.0.113.9"_s);
    }
    QCOMPARE(rig.count(LogEventKind::Ban, u"[sshd] Unban 203.0.113.9"_s), 1);
}

void TestEventsReal::noFile()
{
    Rig rig(TestFail2ban::Version::V1_1_0);
    QVERIFY2(rig.begin(), qPrintable(rig.daemon.error()));
    QCOMPARE(rig.daemon.client({ u"set"_s, u"logtarget"_s, u"STDOUT"_s }).exitCode, 0);
    // Whoever comes to the server now is told so.
    services::EventFeedImpl late(rig.state, rig.registry, rig.hosts, rig.clock);
    late.start();
    rig.monitor.probeNow(rig.id);
    QTRY_COMPARE_WITH_TIMEOUT(late.state(rig.id), FollowState::NotPossible, longMs);
    QCOMPARE(late.error(rig.id), (core::Error { core::ErrorCode::NotSupported, u"STDOUT"_s }));
}

QTEST_GUILESS_MAIN(TestEventsReal)
#include "tst_events_real.moc"
