// SPDX-License-Identifier: GPL-3.0-or-later
// A real fail2ban whose socket only root may open, behind a real sshd that lets a common user in, with the real sudo:
// what is refused, what the text of the access page opens, and how long a password counts. The container engine is a
// fake.
#include "link_rig.h"
#include "services/event_feed_impl.h"
#include "services/prompt_broker.h"
#include "services/secret_cache.h"
#include "services/server_entry.h"
#include "support/fake_clock.h"
#include "support/test_sudoer.h"
#include "support/version_rows.h"
#include "texts/access_texts.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using core::AttentionReason;
using core::ErrorCode;
using core::ServerState;

namespace {

void open(const QString &path, mode_t mode)
{
    QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
}

/// The login is the sudoer's. As on an installed system everybody may come as far as to the socket, which is root's.
void letIn(LinkRig &rig, const TestSudoer &sudoer)
{
    rig.sshd.setExtraClientConfig(u"User "_s + sudoer.name());
    open(rig.sshd.folder(), 0755);
    open(rig.sshd.folder() + u"/authorized_keys"_s, 0644);
    open(rig.daemon.folder(), 0755);
    open(rig.daemon.folder() + u"/run"_s, 0755);
    open(rig.daemon.folder() + u"/log"_s, 0700);
}

} // namespace

class TestLinkElevation final : public QObject
{
    Q_OBJECT

    static LinkRig::Options options(TestFail2ban::Version version, const core::Clock *secrets = nullptr)
    {
        LinkRig::Options options;
        options.version = version;
        options.secrets = secrets;
        options.aliveSeconds = 5;
        return options;
    }

private Q_SLOTS:
    void whatTheAccessPageOpens_data() { versionRows(); }
    /// Refused as it is; the very text of the page, and the same server is watched with `sudo -n`, its log too.
    void whatTheAccessPageOpens()
    {
        QFETCH(TestFail2ban::Version, version);
        TestSudoer sudoer;
        QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
        QVERIFY2(sudoer.setRules({}), qPrintable(sudoer.said()));
        LinkRig rig(options(version));
        letIn(rig, sudoer);
        const auto plain = rig.add(u"plain"_s);
        rig.monitor.start();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(plain).state, ServerState::NeedsAttention, longMs);
        QCOMPARE(rig.status(plain).attention, AttentionReason::PermissionDenied);
        QCOMPARE(rig.status(plain).lastError.code, ErrorCode::PermissionDenied);
        QCOMPARE(rig.status(plain).online, std::nullopt); // whether it runs nobody has seen

        QTemporaryDir folder(u"/tmp/le-XXXXXX"_s);
        open(folder.path(), 0755);
        const QString engine = folder.filePath(u"podman"_s);
        QFile script(engine);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i f2b' ] || exit 125\nshift 3\nexec \"$@\"\n");
        script.close();
        open(engine, 0755);
        core::ServerProfile elevated = rig.profile(u"elevated"_s);
        elevated.elevation = core::Elevation::Sudo;
        core::ServerProfile boxed = elevated;
        boxed.name = u"boxed"_s;
        boxed.containerEngine = engine;
        boxed.container = u"f2b"_s;
        QString rules;
        for (const core::ServerProfile &profile : { elevated, boxed }) {
            QString rule = texts::sudoersDropIn(sudoer.name(), rig.hosts.elevatedCommand(profile));
            QVERIFY(!rule.isEmpty());
            rules += rule.replace("BANGUI"_L1, u"BANGUI"_s + profile.name.toUpper()); // an alias of its own
        }
        QVERIFY2(sudoer.setRules(rules), qPrintable(sudoer.said() + rules));

        services::EventFeedImpl feed(rig.state, rig.registry, rig.hosts, rig.clock);
        QStringList banned;
        connect(&feed, &services::EventFeed::eventsArrived, this,
            [&banned](core::ServerId, const QList<core::LogEvent> &events) {
                for (const core::LogEvent &event : events) {
                    if (event.kind == core::LogEventKind::Ban)
                        banned += event.target;
                }
            });
        feed.start();
        const auto direct = rig.add(elevated);
        const auto inside = rig.add(boxed);
        for (const core::ServerId id : { direct, inside }) {
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
            QCOMPARE(rig.status(id).version, rig.daemon.versionText());
            QCOMPARE(rig.status(id).identity.pid, rig.daemon.pid());
            QVERIFY(rig.status(id).jails.contains(u"sshd"_s));
            QTRY_COMPARE_WITH_TIMEOUT(feed.state(id), services::FollowState::Live, longMs);
        }
        QCOMPARE(rig.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s }).exitCode, 0);
        QTRY_COMPARE_WITH_TIMEOUT(banned, (QStringList { u"192.0.2.1"_s, u"192.0.2.1"_s }), 30'000); // once each
        QCOMPARE(rig.status(plain).state, ServerState::NeedsAttention); // it goes without sudo still
        // Three servers, one of them in a container: one connection.
        QTRY_COMPARE(rig.sshd.logins(), 1);
        QTRY_COMPARE(rig.sshd.connections(), 1);
        QCOMPARE(rig.hosts.loginName(elevated), sudoer.name());

        // The daemon goes and comes: told as what it is through sudo, too.
        rig.daemon.kill();
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(direct).state, ServerState::Offline, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(inside).state, ServerState::Offline, longMs);
        QVERIFY2(rig.daemon.start(), qPrintable(rig.daemon.error()));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(direct).state, ServerState::Online, longMs);
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(inside).state, ServerState::Online, longMs);
        QTRY_COMPARE(rig.sshd.logins(), 1);
    }

    void aPasswordCountsForItsTime_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<int>("seconds");
        QTest::newRow("1.0.2, for 15 minutes") << TestFail2ban::Version::V1_0_2 << 900;
        QTest::newRow("1.1.0, for 15 minutes") << TestFail2ban::Version::V1_1_0 << 900;
        QTest::newRow("1.1.0, without a session cache") << TestFail2ban::Version::V1_1_0 << 0;
    }
    /// The user is asked by the user's wish only. While the password counts, what breaks comes back by itself; after
    /// that it waits for a person, and nothing in the background asks anybody.
    void aPasswordCountsForItsTime()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(int, seconds);
        TestSudoer sudoer;
        QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
        QTemporaryDir folder(u"/tmp/le-XXXXXX"_s);
        const QString log = folder.filePath(u"sudo.log"_s);
        const QString rules = u"Defaults:%1 timestamp_timeout=0, loglinelen=0, logfile=%2\n%1 ALL=(root) ALL"_s;
        QVERIFY2(sudoer.setRules(rules.arg(sudoer.name(), log)), qPrintable(sudoer.said()));
        const auto refusals = [&log] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) ? file.readAll().count("a password is required") : 0;
        };
        support::FakeClock clock;
        LinkRig rig(options(version, &clock));
        letIn(rig, sudoer);
        rig.hosts.secrets().setTimeToLive(seconds);
        services::PromptBroker prompts(nullptr);
        QList<core::Prompt> asked;
        prompts.setAsker(
            [&asked](const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler) {
                asked.append(prompt);
                const core::Pending<core::PromptAnswer> pending(context, std::move(handler));
                pending.finishLater(core::PromptAnswer { TestSudoer::password(), false, core::HostKeyTrust::No });
                return pending.handle();
            });
        services::ServerEntry entry(rig.registry, rig.hosts, prompts, rig.monitor);
        const auto id = rig.add(u"web"_s, core::Elevation::Sudo);
        QSignalSpy finished(&rig.monitor, &services::HealthMonitor::probeFinished);
        const auto waitsForAPerson = [&] {
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::NeedsAttention, longMs);
            QCOMPARE(rig.status(id).attention, AttentionReason::ElevationPassword);
            QCOMPARE(rig.status(id).lastError.code, ErrorCode::ElevationPassword);
            rig.monitor.retryNow(); // as when the network returns
            const qsizetype before = finished.count();
            QTRY_VERIFY_WITH_TIMEOUT(finished.count() >= before + 2, longMs);
            QCOMPARE(rig.status(id).state, ServerState::NeedsAttention);
        };
        rig.monitor.start();
        waitsForAPerson();
        QCOMPARE(rig.status(id).online, std::nullopt);
        QCOMPARE(asked.size(), 0);
        QCOMPARE(refusals(), 1); // nor does every probe leave a line in the log over there
        qsizetype before = finished.count();
        rig.monitor.probeNow(id); // the user wants it tried
        QTRY_VERIFY_WITH_TIMEOUT(finished.count() > before, longMs);
        QCOMPARE(refusals(), 2);

        QVERIFY(fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            entry.enter(id, context, std::move(handler));
        }));
        QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
        QCOMPARE(rig.status(id).version, rig.daemon.versionText());
        QCOMPARE(rig.status(id).identity.pid, rig.daemon.pid());
        QCOMPARE(asked.size(), 1);
        QCOMPARE(asked[0].kind, core::PromptKind::SudoPassword);
        QCOMPARE(asked[0].serverName, u"web"_s);
        QCOMPARE(asked[0].subject.section(u'@', 0, 0), sudoer.name());
        QVERIFY(!asked[0].untrusted);

        if (seconds > 0) {
            clock.advance(qint64(seconds) * 1000 - 1);
            rig.sshd.killSessions();
            QTRY_COMPARE_WITH_TIMEOUT(rig.sshd.logins(), 2, longMs);
            QTRY_COMPARE_WITH_TIMEOUT(rig.status(id).state, ServerState::Online, longMs);
            clock.advance(1);
            rig.hosts.forgetBackoff(services::HostRegistry::connectionKey(*rig.registry.profile(id)));
        }
        rig.sshd.killSessions();
        waitsForAPerson();
        QCOMPARE(rig.status(id).online, std::optional(true)); // nothing is known against it
        QCOMPARE(asked.size(), 1);
        QVERIFY(rig.hosts.secrets().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestLinkElevation)
#include "tst_link_elevation.moc"
