// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/event_buffer.h"
#include "services/event_feed_impl.h"
#include "services/event_probes.h"
#include "services/health_monitor.h"
#include "services/log_follow.h"
#include "services/log_target.h"
#include "services/runtime_state.h"
#include "support/event_loop.h"
#include "wire_replies.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::LogEventKind;
using services::FollowState;

namespace {

const QString logPath = u"/var/log/fail2ban.log"_s;

QByteArray line(const QByteArray &message, const QByteArray &part = "actions", int second = 31)
{
    return "2026-11-20 20:37:" + QByteArray::number(second) + ",123 fail2ban." + part + " [1]: NOTICE  " + message
        + '\n';
}

/// Batches and retries come soon. What ends a wait does not: a busy machine takes longer than any short time.
services::EventFeedTiming quick()
{
    services::EventFeedTiming timing;
    timing.firstBatchMs = 1;
    timing.batchMs = 20;
    timing.firstRetryMs = 20;
    timing.longestRetryMs = 40;
    timing.hopelessRetryMs = 60'000;
    timing.openMs = 60'000;
    return timing;
}

class Monitor final : public services::HealthMonitor
{
    Q_OBJECT
public:
    void start() override { }
    void stop() override { }
    void probeNow(core::ServerId server) override
    {
        probed.append(server);
        Q_EMIT probeStarted(server);
    }
    void retryNow() override { }
    [[nodiscard]] qint64 nextProbeAt(core::ServerId) const override { return 0; }
    [[nodiscard]] bool isProbing(core::ServerId) const override { return false; }
    QList<core::ServerId> probed;
};

struct Rig
{
    explicit Rig(const services::EventFeedTiming &wanted = quick())
        : timing(wanted)
    {
    }

    services::EventFeedTiming timing;
    support::FakeClock clock;
    services::RuntimeState state;
    doubles::Registry registry { clock };
    std::map<QString, support::FakeHost *> hostsByMachine;
    services::HostRegistry hosts { [this](const core::ServerProfile &profile) {
        auto made = std::make_unique<support::FakeHost>();
        hostsByMachine[profile.destination] = made.get();
        return made;
    } };
    services::EventFeedImpl feed { state, registry, hosts, clock, timing };
    QString target = logPath;
    int asked = 0;

    core::ServerId add(qint64 id, const QString &destination = {})
    {
        core::ServerProfile profile = doubles::profile(id, u"web-%1"_s.arg(id));
        profile.timeZone = u"UTC"_s;
        profile.destination = destination;
        profile.socketPath += QString::number(id);
        if (!destination.isEmpty())
            profile.kind = core::ConnectionKind::Ssh;
        return add(profile);
    }
    core::ServerId add(const core::ServerProfile &profile)
    {
        state.addServer(profile.id);
        support::FakeChannel *channel = registry.put(profile);
        channel->setAutoAccept(true);
        channel->setResponder([this](const QByteArray &request) {
            asked += request.contains("logtarget") ? 1 : 0;
            return wire::done(wire::text(target));
        });
        return profile.id;
    }
    void probe(core::ServerId id, core::ProbeOutcome outcome = core::ProbeOutcome::Answered, qint64 pid = 100)
    {
        core::ProbeReport report;
        report.outcome = outcome;
        report.version = u"1.1.0"_s;
        report.jails = QStringList { u"sshd"_s, u"web"_s };
        report.identity = core::ProcessIdentity { pid, 5 };
        clock.advance(1); // every probe has its time
        state.processHealthProbe(id, report, clock.nowMs());
    }
    [[nodiscard]] support::FakeHost &host(const QString &destination = {}) { return *hostsByMachine.at(destination); }
    [[nodiscard]] transport::FileFollower *follower(const QString &destination = {})
    {
        const auto found = hostsByMachine.find(destination);
        return found == hostsByMachine.end() ? nullptr : found->second->lastFollower();
    }
    /// One server whose log is open from there on.
    core::ServerId live(qint64 offset = 1000)
    {
        feed.start();
        const core::ServerId id = add(1);
        probe(id);
        if (!QTest::qWaitFor([this] { return follower() != nullptr; }, 30'000))
            qFatal("it does not follow");
        Q_EMIT follower()->started(offset);
        return id;
    }
    void say(const QByteArray &bytes) { Q_EMIT follower()->bytesReceived(bytes); }
};

QStringList targets(const QSignalSpy &spy)
{
    QStringList all;
    for (const QList<QVariant> &arguments : spy) {
        for (const core::LogEvent &event : arguments.at(1).value<QList<core::LogEvent>>())
            all += event.target;
    }
    return all;
}

} // namespace

class TestEventFeed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<core::ServerId>(); }
    void followsFromTheEnd();
    void nothingBeforeTheFirstAnswer();
    void offBySetting();
    void targetsThatAreNoFile_data();
    void targetsThatAreNoFile();
    void targetWithOptions();
    void unreadableIsNotPossible();
    void lostLinkGoesOnWhereItWas();
    void anotherFileAfterALostLink();
    void shorterFileAfterALostLink();
    void rotationBeginsANewFile();
    void missingFileIsWaitedFor();
    void serverComesAndGoes();
    void anotherDaemonIsAskedAgain();
    void wayChanges();
    void floodIsBounded();
    void batchesArePaced();
    void notMoreLogsThanCanBe();
    void roomOnOneConnection();
    void failedActionsAreSummedUp();
    void probesFollowEvents();
    void aProbeFollowsThePause();
};

void TestEventFeed::followsFromTheEnd()
{
    Rig rig;
    const auto id = rig.live();
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    QCOMPARE(rig.feed.state(id), FollowState::Live);
    QCOMPARE(rig.host().followed().size(), 1);
    QCOMPARE(rig.host().followed()[0].path, logPath);
    QCOMPARE(rig.host().followed()[0].offset, -1);
    rig.say(line("[sshd] Ban 192.0.2.1").first(30));
    rig.say(line("[sshd] Ban 192.0.2.1").sliced(30) + line("[nosuch] Ban 192.0.2.9") + line("[web] Unban 192.0.2.2"));
    QTRY_COMPARE(targets(arrived), (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s }));
    QCOMPARE(arrived.size(), 1);
    const QList<core::LogEvent> recent = rig.feed.recent(id);
    QCOMPARE(recent.size(), 2);
    QCOMPARE(recent[0].kind, LogEventKind::Ban);
    QCOMPARE(recent[0].jail, u"sshd"_s);
    QCOMPARE(recent[0].at, QDateTime({ 2026, 11, 20 }, { 20, 37, 31, 123 }, Qt::UTC).toMSecsSinceEpoch());
    QCOMPARE(recent[1].kind, LogEventKind::Unban);
    QCOMPARE(rig.asked, 1);
}

void TestEventFeed::nothingBeforeTheFirstAnswer()
{
    Rig rig;
    rig.feed.start();
    const auto id = rig.add(1);
    rig.probe(id, core::ProbeOutcome::Refused);
    support::letTimersFire(20);
    QCOMPARE(rig.asked, 0);
    QVERIFY(rig.hostsByMachine.empty());
    QCOMPARE(rig.feed.state(id), FollowState::Off);
    rig.probe(id);
    QTRY_VERIFY(rig.follower());
    QCOMPARE(rig.feed.state(id), FollowState::Starting);
}

void TestEventFeed::offBySetting()
{
    Rig rig;
    const auto id = rig.live();
    const auto set = [&rig](bool on) {
        rig.state.setSettings(
            rig.state.settings().with(core::SettingKey::FollowLogs, on, core::SettingOrigin::RuntimeOverride));
    };
    set(false);
    QTRY_COMPARE(rig.feed.state(id), FollowState::Off);
    QTRY_VERIFY(!rig.follower());
    rig.probe(id);
    support::letTimersFire(20);
    QVERIFY(!rig.follower());
    set(true);
    QTRY_VERIFY(rig.follower());
}

void TestEventFeed::targetsThatAreNoFile_data()
{
    QTest::addColumn<QString>("target");
    for (const char *target : { "SYSLOG", "STDOUT", "STDERR", "SYSTEMD-JOURNAL", "INHERITED", "relative.log", "" })
        QTest::newRow(target) << QString::fromLatin1(target);
}

void TestEventFeed::targetsThatAreNoFile()
{
    QFETCH(QString, target);
    Rig rig;
    rig.target = target;
    rig.feed.start();
    const auto id = rig.add(1);
    rig.probe(id);
    QTRY_COMPARE(rig.feed.state(id), FollowState::NotPossible);
    QCOMPARE(rig.feed.error(id), (core::Error { ErrorCode::NotSupported, target }));
    rig.probe(id);
    support::letTimersFire(20);
    QCOMPARE(rig.asked, 1);
    QVERIFY(rig.hostsByMachine.empty());
    // A restarted daemon may have another one.
    rig.target = logPath;
    rig.probe(id, core::ProbeOutcome::Answered, 101);
    QTRY_VERIFY(rig.follower());
}

void TestEventFeed::targetWithOptions()
{
    QCOMPARE(services::logFileOf(u"/var/log/f.log[format=\"%(message)s\", datetime=off]"_s), u"/var/log/f.log"_s);
    QCOMPARE(services::logFileOf(u"/var/log/f[1].log"_s), u"/var/log/f[1].log"_s);
    QCOMPARE(services::logFileOf(u"SYSLOG[facility=mail]"_s), QString());
    QCOMPARE(services::logFileOf(QString(u"/var/log/a"_s + QChar(u'\0') + u"b"_s)), QString());
}

void TestEventFeed::unreadableIsNotPossible()
{
    Rig rig;
    const auto id = rig.live();
    Q_EMIT rig.follower()->failed({ ErrorCode::FileUnreadable, u"Permission denied"_s });
    QTRY_COMPARE(rig.feed.state(id), FollowState::NotPossible);
    QCOMPARE(rig.feed.error(id).code, ErrorCode::FileUnreadable);
    support::letTimersFire(100);
    QCOMPARE(rig.host().followed().size(), 1);
    // Whoever comes back may have been given what was missing.
    rig.probe(id, core::ProbeOutcome::PermissionDenied);
    rig.probe(id);
    QTRY_COMPARE(rig.host().followed().size(), 2);
}

void TestEventFeed::lostLinkGoesOnWhereItWas()
{
    Rig rig;
    const auto id = rig.live(1000);
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    const QByteArray first = line("[sshd] Ban 192.0.2.1");
    const QByteArray half = line("[sshd] Ban 192.0.2.2").first(40);
    rig.say(first + half);
    const qint64 end = 1000 + first.size();
    rig.host().setStat(logPath, { .exists = true, .isRegular = true, .size = end + 500 });
    QList<std::pair<FollowState, ErrorCode>> told;
    connect(&rig.feed, &services::EventFeed::stateChanged, this,
        [&](core::ServerId server) { told.emplaceBack(rig.feed.state(server), rig.feed.error(server).code); });
    Q_EMIT rig.follower()->failed({ ErrorCode::TunnelDown, {} });
    QTRY_COMPARE(rig.host().followed().size(), 2);
    QVERIFY(told.contains(std::pair(FollowState::Waiting, ErrorCode::TunnelDown)));
    // From before the end of the last whole line: what comes first tells whether it is the same file.
    const qint64 from = rig.host().followed()[1].offset;
    QCOMPARE(from, 1000);
    Q_EMIT rig.follower()->started(from);
    rig.say(first.first(20));
    rig.say(first.sliced(20) + line("[sshd] Ban 192.0.2.2") + line("[sshd] Ban 192.0.2.3"));
    QTRY_COMPARE(targets(arrived), (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s }));
    QCOMPARE(rig.feed.state(id), FollowState::Live);
}

void TestEventFeed::anotherFileAfterALostLink()
{
    Rig rig;
    rig.live(1000);
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    rig.say(line("[sshd] Ban 192.0.2.1", "actions", 31));
    Q_EMIT rig.follower()->failed({ ErrorCode::ConnectionLost, {} });
    rig.host().setStat(logPath, { .exists = true, .isRegular = true, .size = 5000 });
    QTRY_COMPARE(rig.host().followed().size(), 2);
    Q_EMIT rig.follower()->started(rig.host().followed()[1].offset);
    rig.say("something else entirely\n");
    QTRY_COMPARE(rig.host().followed().size(), 3);
    QCOMPARE(rig.host().followed()[2].offset, 0);
    Q_EMIT rig.follower()->started(0);
    // What was copied there is known, what is newer is not.
    rig.say(line("[sshd] Ban 192.0.2.1", "actions", 31) + line("[sshd] Ban 192.0.2.2", "actions", 40));
    QTRY_COMPARE(targets(arrived), (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s }));
}

void TestEventFeed::shorterFileAfterALostLink()
{
    Rig rig;
    rig.live(1000);
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    rig.say(line("[sshd] Ban 192.0.2.1", "actions", 31));
    Q_EMIT rig.follower()->failed({ ErrorCode::ConnectionLost, {} });
    rig.host().setStat(logPath, { .exists = true, .isRegular = true, .size = 70 });
    QTRY_COMPARE(rig.host().followed().size(), 2);
    QCOMPARE(rig.host().followed()[1].offset, 0);
    Q_EMIT rig.follower()->started(0);
    rig.say(line("[sshd] Ban 192.0.2.2", "actions", 40));
    QTRY_COMPARE(targets(arrived), (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s }));
}

void TestEventFeed::rotationBeginsANewFile()
{
    Rig rig;
    rig.live(1000);
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    rig.say(line("[sshd] Ban 192.0.2.1") + "half a line");
    Q_EMIT rig.follower()->rotated();
    Q_EMIT rig.follower()->started(0);
    rig.say(line("[sshd] Ban 192.0.2.2"));
    QTRY_COMPARE(targets(arrived), (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s }));
    // And a lost link goes on in the new one.
    Q_EMIT rig.follower()->failed({ ErrorCode::ConnectionLost, {} });
    rig.host().setStat(logPath, { .exists = true, .isRegular = true, .size = 500 });
    QTRY_COMPARE(rig.host().followed().size(), 2);
    QCOMPARE(rig.host().followed()[1].offset, 0);
}

void TestEventFeed::missingFileIsWaitedFor()
{
    services::EventFeedTiming timing = quick();
    timing.openMs = 60;
    Rig rig(timing);
    rig.feed.start();
    const auto id = rig.add(1);
    rig.probe(id);
    QTRY_COMPARE(rig.feed.state(id), FollowState::Waiting);
    QCOMPARE(rig.feed.error(id), (core::Error { ErrorCode::FileNotFound, logPath }));
    QVERIFY(rig.follower()); // it tells when the file is there
    Q_EMIT rig.follower()->started(0);
    QTRY_COMPARE(rig.feed.state(id), FollowState::Live);
}

void TestEventFeed::serverComesAndGoes()
{
    Rig rig;
    const auto id = rig.live();
    // A daemon that stops says so in its log.
    rig.probe(id, core::ProbeOutcome::NoSocket);
    support::letTimersFire(20);
    QVERIFY(rig.follower());
    QCOMPARE(rig.feed.state(id), FollowState::Live);
    QSignalSpy changed(&rig.feed, &services::EventFeed::stateChanged);
    rig.registry.drop(id);
    QCOMPARE(rig.feed.state(id), FollowState::Off);
    QCOMPARE(changed.size(), 1);
    QTRY_VERIFY(!rig.follower());
    QVERIFY(rig.feed.recent(id).isEmpty());
}

void TestEventFeed::anotherDaemonIsAskedAgain()
{
    Rig rig;
    const auto id = rig.live();
    rig.target = u"/var/log/other.log"_s;
    rig.probe(id, core::ProbeOutcome::Answered, 101);
    QTRY_COMPARE(rig.host().followed().size(), 2);
    QCOMPARE(rig.host().followed()[1].path, rig.target);
    QCOMPARE(rig.host().followed()[1].offset, -1);
    QCOMPARE(rig.asked, 2);
}

void TestEventFeed::wayChanges()
{
    Rig rig;
    const auto id = rig.live();
    core::ServerProfile profile = *rig.registry.profile(id);
    profile.name = u"renamed"_s;
    rig.registry.change(profile);
    support::letTimersFire(20);
    QVERIFY(rig.follower());
    QCOMPARE(rig.feed.state(id), FollowState::Live);
    profile.socketPath = u"/run/other.sock"_s;
    rig.registry.change(profile);
    QTRY_VERIFY(!rig.follower());
    QCOMPARE(rig.feed.state(id), FollowState::Off);
    rig.probe(id);
    QTRY_COMPARE(rig.host().followed().size(), 2);
    QCOMPARE(rig.host().followed()[1].offset, -1);
}

void TestEventFeed::floodIsBounded()
{
    Rig rig;
    const auto id = rig.live();
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    QByteArray flood;
    for (int i = 0; i < 30'000; ++i)
        flood += line("[sshd] Ban 192.0.2." + QByteArray::number(i % 250));
    for (qsizetype at = 0; at < flood.size(); at += 65'536)
        rig.say(flood.sliced(at, std::min<qsizetype>(65'536, flood.size() - at)));
    // Between two turns of the loop nothing takes long.
    QElapsedTimer turn;
    qint64 longest = 0;
    QTimer heartbeat;
    connect(&heartbeat, &QTimer::timeout, this, [&] { longest = std::max(longest, turn.restart()); });
    turn.start();
    heartbeat.start(0);
    rig.say(line("[web] Ban 203.0.113.77"));
    QTRY_VERIFY_WITH_TIMEOUT(targets(arrived).contains(u"203.0.113.77"_s), 30'000);
    heartbeat.stop();
    qInfo("30,000 lines in %lld signals, longest turn %lld ms", qint64(arrived.size()), longest);
    for (const QList<QVariant> &arguments : arrived)
        QVERIFY(arguments.at(1).value<QList<core::LogEvent>>().size() <= services::EventBuffer::mostInBatch);
    QCOMPARE(rig.feed.recent(id).size(), services::EventBuffer::mostRecent);
    QCOMPARE(rig.feed.recent(id).constLast().target, u"203.0.113.77"_s);
    // More at once than is ever kept.
    const QByteArray block(1024 * 1024, 'x');
    for (int i = 0; i < 12; ++i)
        rig.say(block);
    rig.say("\n" + line("[web] Ban 203.0.113.78"));
    QTRY_VERIFY_WITH_TIMEOUT(targets(arrived).contains(u"203.0.113.78"_s), 30'000);
}

void TestEventFeed::batchesArePaced()
{
    Rig rig;
    rig.live();
    QSignalSpy arrived(&rig.feed, &services::EventFeed::eventsArrived);
    QElapsedTimer time;
    time.start();
    constexpr int said = 400;
    for (int i = 0; i < said; ++i) {
        rig.say(line("[sshd] Ban 192.0.2.1"));
        support::settle(1);
    }
    QTRY_COMPARE(targets(arrived).size(), said);
    // However long that took: one in each of those times.
    const qint64 most = time.elapsed() / rig.timing.batchMs + 4;
    QVERIFY2(arrived.size() <= most, qPrintable(u"%1 > %2"_s.arg(arrived.size()).arg(most)));
}

void TestEventFeed::notMoreLogsThanCanBe()
{
    Rig rig;
    rig.feed.start();
    constexpr int count = services::EventFeedImpl::mostLogs + 6;
    QList<core::ServerId> ids;
    QList<QString> machines;
    for (int i = 1; i <= count; ++i) {
        machines += u"host-%1"_s.arg(i);
        ids += rig.add(i, machines.constLast());
    }
    rig.feed.setWatched({ ids.constLast() });
    for (const core::ServerId id : ids)
        rig.probe(id);
    const auto openAll = [&] {
        for (const QString &machine : machines) {
            if (transport::FileFollower *follower = rig.follower(machine))
                Q_EMIT follower->started(0);
        }
    };
    const auto inState = [&](FollowState state) {
        return std::count_if(ids.cbegin(), ids.cend(), [&](core::ServerId id) { return rig.feed.state(id) == state; });
    };
    // A few at a time.
    QTRY_VERIFY(inState(FollowState::Starting) > 0);
    QTRY_COMPARE(std::count_if(machines.cbegin(), machines.cend(), [&](const auto &m) { return rig.follower(m); }),
        services::EventFeedImpl::mostStarting);
    QTRY_VERIFY((openAll(), inState(FollowState::Live) == services::EventFeedImpl::mostLogs));
    QCOMPARE(inState(FollowState::Waiting), 6);
    QCOMPARE(rig.feed.state(ids.constLast()), FollowState::Live);
    const auto left = std::find_if(
        ids.cbegin(), ids.cend(), [&](core::ServerId id) { return rig.feed.state(id) == FollowState::Waiting; });
    QCOMPARE(rig.feed.error(*left).code, ErrorCode::RateLimited);
    // Whoever is looked at is followed, in the place of another.
    rig.feed.setWatched({ *left });
    QTRY_VERIFY((openAll(), rig.feed.state(*left) == FollowState::Live));
    QTRY_COMPARE(inState(FollowState::Live), services::EventFeedImpl::mostLogs);
}

void TestEventFeed::roomOnOneConnection()
{
    Rig rig;
    rig.feed.start();
    QList<core::ServerId> ids;
    for (int i = 1; i <= 4; ++i) {
        core::ServerProfile profile = doubles::profile(i);
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = u"big"_s;
        profile.container = u"c%1"_s.arg(i);
        profile.containerEngine = u"docker"_s;
        if (i == 4)
            profile.container.clear(); // no bridge
        ids += rig.add(profile);
    }
    for (const core::ServerId id : ids)
        rig.probe(id);
    const auto starting = [&] {
        return std::count_if(
            ids.cbegin(), ids.cend(), [&](core::ServerId id) { return rig.feed.state(id) == FollowState::Starting; });
    };
    // Three bridges of the four sessions that may stay.
    QTRY_COMPARE(starting(), 1);
    support::letTimersFire(20);
    QCOMPARE(starting(), 1);
}

void TestEventFeed::failedActionsAreSummedUp()
{
    Rig rig;
    rig.clock.setNow(QDateTime({ 2026, 11, 20 }, { 20, 37, 40 }, Qt::UTC).toMSecsSinceEpoch());
    const auto id = rig.live();
    const QByteArray failed = "2026-11-20 20:37:31,123 fail2ban.actions [1]: ERROR   Failed to execute ban jail 'web' "
                              "action 'iptables' info '{}': Error banning 198.51.100.3\n";
    rig.say(line("[web] Ban 198.51.100.3") + failed + failed + line("[sshd] Ban 192.0.2.1"));
    QTRY_COMPARE(rig.feed.actionFailures(id).size(), 1);
    const services::ActionFailures failures = rig.feed.actionFailures(id)[0];
    QCOMPARE(failures.jail, u"web"_s);
    QCOMPARE(failures.action, u"iptables"_s);
    QCOMPARE(failures.count, 2);
    QCOMPARE(failures.detail, u"Error banning 198.51.100.3"_s);
    rig.clock.advance(3'600'000);
    QVERIFY(rig.feed.actionFailures(id).isEmpty());
}

void TestEventFeed::probesFollowEvents()
{
    Rig rig;
    Monitor monitor;
    const services::EventProbes::Timing timing { .soonMs = 20, .pauseMs = 60'000, .longestPauseMs = 60'000 };
    const services::EventProbes probes(rig.feed, monitor, rig.state, timing);
    const auto id = rig.live();
    rig.say(line("[sshd] 192.0.2.1 already banned"));
    support::letTimersFire(timing.soonMs + int(rig.timing.batchMs) + 20);
    QVERIFY(monitor.probed.isEmpty()); // no figure changes with it
    for (int i = 0; i < 10; ++i) {
        rig.say(line("[sshd] Ban 192.0.2.1"));
        support::settle(1);
    }
    QTRY_COMPARE(monitor.probed, (QList<core::ServerId> { id }));
    rig.say(line("[sshd] Unban 192.0.2.1"));
    support::letTimersFire(timing.soonMs + int(rig.timing.batchMs) + 20);
    QCOMPARE(monitor.probed.size(), 1); // not before the pause is over
}

void TestEventFeed::aProbeFollowsThePause()
{
    Rig rig;
    Monitor monitor;
    const services::EventProbes probes(
        rig.feed, monitor, rig.state, services::EventProbes::Timing { .soonMs = 1, .pauseMs = 100 });
    rig.live();
    rig.say(line("[sshd] Ban 192.0.2.1"));
    connect(&monitor, &services::HealthMonitor::probeStarted, this, [&] {
        if (monitor.probed.size() == 1)
            rig.say(line("[sshd] Unban 192.0.2.1")); // while it pauses
    });
    QTRY_COMPARE(monitor.probed.size(), 2);
    support::letTimersFire(300);
    QCOMPARE(monitor.probed.size(), 2); // and no more when nothing happens
}

QTEST_GUILESS_MAIN(TestEventFeed)
#include "tst_event_feed.moc"
