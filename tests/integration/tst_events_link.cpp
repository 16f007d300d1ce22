// SPDX-License-Identifier: GPL-3.0-or-later
// The log of a real fail2ban behind a real sshd, followed over the one connection.
#include "link_rig.h"
#include "services/event_feed_impl.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using core::LogEvent;
using core::LogEventKind;
using services::FollowState;

class TestEventsLink final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsOverSsh_data();
    void eventsOverSsh();
};

void TestEventsLink::eventsOverSsh_data()
{
    QTest::addColumn<core::Elevation>("elevation");
    QTest::newRow("as the login") << core::Elevation::None;
    QTest::newRow("with sudo") << core::Elevation::Sudo;
}

void TestEventsLink::eventsOverSsh()
{
    QFETCH(core::Elevation, elevation);
    LinkRig rig;
    services::EventFeedImpl feed(rig.state, rig.registry, rig.hosts, rig.clock);
    QList<LogEvent> seen;
    connect(&feed, &services::EventFeed::eventsArrived, this,
        [&seen](core::ServerId, const QList<LogEvent> &events) { seen += events; });
    const auto bans = [&seen](const QString &address) {
        return std::count_if(seen.cbegin(), seen.cend(),
            [&address](const LogEvent &event) { return event.kind == LogEventKind::Ban && event.target == address; });
    };
    const auto ban = [&rig](const QString &address) {
        return rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, address }).exitCode == 0;
    };
    feed.start();
    const auto id = rig.add(u"web"_s, elevation);
    rig.monitor.start();
    QTRY_COMPARE_WITH_TIMEOUT(feed.state(id), FollowState::Live, longMs);
    QVERIFY(ban(u"192.0.2.1"_s));
    QTRY_COMPARE_WITH_TIMEOUT(bans(u"192.0.2.1"_s), 1, 30'000);
    QTRY_COMPARE(rig.sshd.connections(), 1);

    // The link goes, fail2ban goes on, the link comes back: nothing is lost and nothing comes twice.
    rig.sshd.stop();
    QTRY_VERIFY_WITH_TIMEOUT(feed.state(id) == FollowState::Waiting, longMs);
    QVERIFY(ban(u"192.0.2.2"_s));
    QVERIFY2(rig.sshd.start(), qPrintable(rig.sshd.error()));
    QTRY_COMPARE_WITH_TIMEOUT(bans(u"192.0.2.2"_s), 1, longMs);
    QVERIFY(ban(u"192.0.2.3"_s));
    QTRY_COMPARE_WITH_TIMEOUT(bans(u"192.0.2.3"_s), 1, 30'000);
    QCOMPARE(bans(u"192.0.2.1"_s), 1);
    QCOMPARE(bans(u"192.0.2.2"_s), 1);
    // Nothing stays behind over there.
    rig.state.setSettings(
        rig.state.settings().with(core::SettingKey::FollowLogs, false, core::SettingOrigin::RuntimeOverride));
    QTRY_COMPARE_WITH_TIMEOUT(feed.state(id), FollowState::Off, longMs);
}

QTEST_GUILESS_MAIN(TestEventsLink)
#include "tst_events_link.moc"
