// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/fault_rig.h"
#include "support/test_fail2ban.h"

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using core::ServerState;
using faults::soon;
using models::JailColumn;

Q_DECLARE_METATYPE(TestFail2ban::Version)

/// What happens to a real daemon, and what the whole of BanGUI says within two probe intervals.
class TestFaultsDaemon final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>(u"/tmp/bg-XXXXXX"_s);
        m_clock.shift = 0;
        m_window = std::make_unique<faults::Window>(m_root->filePath(u"data"_s), m_clock);
        QVERIFY(m_window->start());
    }
    void cleanup() { m_window.reset(); }

    void killed_data();
    void killed();
    void frozen();
    void restartedWithManyBans_data();
    void restartedWithManyBans();
    void socketRemovedUnderTheDaemon();
    void replacedByAnotherDaemon();
    void regularFileAndFolderAtThePath();
    void severalAtOnce();
    void killedInTheMiddleOfABan_data();
    void killedInTheMiddleOfABan();

private:
    [[nodiscard]] core::ServerId addOf(const TestFail2ban &daemon, const QString &name = u"web"_s)
    {
        return m_window->add(name, daemon.socketPath(), daemon.configDir(), daemon.clientProgram());
    }

    std::unique_ptr<QTemporaryDir> m_root;
    faults::ShiftedClock m_clock;
    std::unique_ptr<faults::Window> m_window;
};

void TestFaultsDaemon::killed_data()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const auto version : TestFail2ban::versions())
        QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version;
}

void TestFaultsDaemon::killed()
{
    QFETCH(TestFail2ban::Version, version);
    TestFail2ban daemon(version);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    faults::Window &window = *m_window;
    const auto id = addOf(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    const auto receipts = window.ban(id, u"big"_s, { u"192.0.2.1"_s });
    QVERIFY(receipts);
    QCOMPARE(receipts->constFirst().result, core::ReceiptResult::Done);
    QTRY_COMPARE_WITH_TIMEOUT(window.jailFigure(id, u"big"_s, JailColumn::BannedNow).toLongLong(), 1, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.shown(id), u"online: %1 · 1"_s.arg(daemon.versionText()), soon);
    QVERIFY(!window.isStale(id));
    QVERIFY(!window.isJailStale(id, u"big"_s));

    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    QCOMPARE(window.status(id).lastOutcome, core::ProbeOutcome::Refused);
    QCOMPARE(window.shown(id), u"offline: offline"_s);
    QVERIFY(window.isJailStale(id, u"big"_s)); // the figures are those of before, and look it
    QVERIFY(texts::stateSentence(window.status(id), u"web"_s, m_clock.nowMs()).startsWith(u"web has been offline for"));
    const auto kept = window.ban(id, u"big"_s, { u"198.51.100.2"_s });
    QVERIFY(kept);
    QCOMPARE(kept->size(), 1);
    QCOMPARE(kept->constFirst().result, core::ReceiptResult::Pending);
    QCOMPARE(kept->constFirst().error.code, core::ErrorCode::Refused);

    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    // The ban of before is there again, and the one that waited is made.
    QTRY_COMPARE_WITH_TIMEOUT(window.jailFigure(id, u"big"_s, JailColumn::BannedNow).toLongLong(), 2, soon);
    QVERIFY(window.appeared.isEmpty()); // nobody had activated anything
}

void TestFaultsDaemon::frozen()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    faults::Window &window = *m_window;
    const auto id = addOf(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    daemon.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Busy, soon);
    QCOMPARE(window.status(id).online, true);
    QVERIFY2(window.shown(id).startsWith(u"busy: "), qPrintable(window.shown(id)));
    m_clock.shift = core::busyLimitMs + 1'000;
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::NeedsAttention, soon);
    QCOMPARE(window.status(id).attention, core::AttentionReason::FrozenTooLong);
    QCOMPARE(window.shown(id), u"needs attention: "_s + texts::attentionWords(core::AttentionReason::FrozenTooLong));
    QCOMPARE(window.status(id).online, true);
    daemon.thaw();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(window.appeared.isEmpty());
    daemon.freeze();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Busy, soon);
    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
}

void TestFaultsDaemon::restartedWithManyBans_data()
{
    QTest::addColumn<bool>("activated");
    QTest::newRow("nobody had activated a jail") << false;
    QTest::newRow("after an activation") << true;
}

void TestFaultsDaemon::restartedWithManyBans()
{
    QFETCH(bool, activated);
    constexpr int many = 5'000;
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    for (int i = 0; i < many; i += 1'000) {
        QStringList words { u"set"_s, u"big"_s, u"banip"_s };
        for (int j = i; j < i + 1'000; ++j)
            words.append(u"10.0.%1.%2"_s.arg(j / 250).arg(1 + j % 250));
        QCOMPARE(daemon.client(words).exitCode, 0);
    }
    faults::Window &window = *m_window;
    const auto id = addOf(daemon);
    window.set.banService.setWatched({ id });
    window.bans.setScope({ id });
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.bans.totalInScope(), many, 30'000);
    if (activated)
        QVERIFY(window.activate(id, u"sshd"_s));
    const qint64 before = window.status(id).identity.pid;
    QVERIFY2(daemon.restart(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.status(id).identity.pid, daemon.pid(), soon);
    QVERIFY(window.status(id).identity.pid != before);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    if (activated) {
        // Told, and settled at once, since all its jails are back.
        QCOMPARE(window.appeared.size(), 1);
        QCOMPARE(window.appeared.constFirst().reason, core::RecoveryReason::Restarted);
        QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, soon);
    } else {
        QVERIFY(window.appeared.isEmpty());
    }
    QTRY_COMPARE_WITH_TIMEOUT(
        window.jailFigure(id, u"big"_s, JailColumn::BannedNow).toLongLong(), many, 30'000 /* restored by and by */);
    QTRY_COMPARE_WITH_TIMEOUT(window.bans.totalInScope(), many, soon);
}

void TestFaultsDaemon::socketRemovedUnderTheDaemon()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    faults::Window &window = *m_window;
    const auto id = addOf(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(QFile::remove(daemon.socketPath()));
    // The open connection still proves the daemon: it is alive, and says so.
    QTRY_VERIFY_WITH_TIMEOUT(window.status(id).checkedAt > m_clock.nowMs() - 500, soon);
    QCOMPARE(window.state(id), ServerState::Online);
    daemon.kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    QCOMPARE(window.status(id).lastOutcome, core::ProbeOutcome::NoSocket);
    QCOMPARE(window.status(id).lastError.code, core::ErrorCode::NoSocket);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
}

void TestFaultsDaemon::replacedByAnotherDaemon()
{
    TestFail2ban first(TestFail2ban::Version::V1_1_0);
    QVERIFY2(first.start(), qPrintable(first.error()));
    TestFail2ban second(TestFail2ban::Version::V1_0_2);
    second.writeConfig(u"jail.d/other.local"_s,
        u"[web]\nenabled = false\n[only]\nenabled = true\nfilter = weblike\nlogpath = @D@/log/off.log\naction = noop\n"_s);
    QVERIFY2(second.start(), qPrintable(second.error()));
    const QString path = m_root->filePath(u"sock"_s);
    QVERIFY(QFile::link(first.socketPath(), path));
    faults::Window &window = *m_window;
    const auto id = window.add(u"web"_s, path);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QCOMPARE(window.status(id).version, u"1.1.0"_s);
    QTRY_VERIFY_WITH_TIMEOUT(window.jails.indexOf(id, u"web"_s).isValid(), soon);

    QVERIFY(QFile::remove(path));
    QVERIFY(QFile::link(second.socketPath(), path));
    first.kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.status(id).identity.pid, second.pid(), soon);
    QCOMPARE(window.state(id), ServerState::Online);
    QCOMPARE(window.status(id).version, u"1.0.2"_s);
    QVERIFY(window.shown(id).startsWith(u"online: 1.0.2"));
    QCOMPARE(window.status(id).jails, (QStringList { u"big"_s, u"only"_s, u"recidive"_s, u"sshd"_s }));
    QTRY_VERIFY_WITH_TIMEOUT(window.jails.indexOf(id, u"only"_s).isValid(), soon);
    QVERIFY(!window.jails.indexOf(id, u"web"_s).isValid());
    // What the first could do is not taken for what the second can: a ban works and is verified.
    const auto receipts = window.ban(id, u"only"_s, { u"192.0.2.9"_s });
    QVERIFY(receipts && receipts->size() == 1);
    QCOMPARE(receipts->constFirst().result, core::ReceiptResult::Done);
    QVERIFY(second.client({ u"status"_s, u"only"_s }).output.contains(u"192.0.2.9"_s));
}

void TestFaultsDaemon::regularFileAndFolderAtThePath()
{
    faults::Window &window = *m_window;
    const QString path = m_root->filePath(u"sock"_s);
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    const auto id = window.add(u"file"_s, path);
    const auto folder = window.add(u"folder"_s, m_root->path());
    const auto tooLong = window.add(u"long"_s, u"/tmp/"_s + QString(200, u'x'));
    const auto fifo = m_root->filePath(u"fifo"_s);
    QCOMPARE(::mkfifo(QFile::encodeName(fifo).constData(), 0600), 0);
    const auto pipe = window.add(u"pipe"_s, fifo);
    for (const auto server : { id, folder, tooLong, pipe }) {
        QTRY_COMPARE_WITH_TIMEOUT(window.state(server), ServerState::Offline, soon);
        QCOMPARE(window.shown(server), u"offline: offline"_s);
    }
    QCOMPARE(window.status(id).lastError.code, core::ErrorCode::NotASocket);
    QCOMPARE(window.status(folder).lastError.code, core::ErrorCode::NotASocket);
    QCOMPARE(window.status(tooLong).lastError.code, core::ErrorCode::PathTooLong);
    QCOMPARE(window.status(pipe).lastError.code, core::ErrorCode::NotASocket);
}

void TestFaultsDaemon::severalAtOnce()
{
    TestFail2ban frozen(TestFail2ban::Version::V1_1_0);
    TestFail2ban dead(TestFail2ban::Version::V1_0_2);
    TestFail2ban well(TestFail2ban::Version::V1_0_2);
    for (TestFail2ban *daemon : { &frozen, &dead, &well })
        QVERIFY2(daemon->start(), qPrintable(daemon->error()));
    faults::Window &window = *m_window;
    const auto frozenId = addOf(frozen, u"frozen"_s);
    const auto deadId = addOf(dead, u"dead"_s);
    const auto wellId = addOf(well, u"well"_s);
    const auto goneId = window.add(u"gone"_s, m_root->filePath(u"gone.sock"_s));
    for (const auto id : { frozenId, deadId, wellId })
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    frozen.freeze();
    dead.kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(frozenId), ServerState::Busy, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(deadId), ServerState::Offline, soon);
    QTRY_COMPARE(window.state(goneId), ServerState::Offline);
    QCOMPARE(window.state(wellId), ServerState::Online);
    // The others' trouble holds nobody up.
    QElapsedTimer took;
    took.start();
    const auto receipts = window.ban(wellId, u"big"_s, { u"192.0.2.3"_s });
    QVERIFY(receipts && receipts->constFirst().result == core::ReceiptResult::Done);
    QVERIFY2(took.elapsed() < 8'000, qPrintable(QString::number(took.elapsed())));
    QCOMPARE(texts::onlineSummary({ { wellId, u"well"_s, window.status(wellId), {} },
                 { deadId, u"dead"_s, window.status(deadId), {} } }),
        u"1 of 2 servers online · 1 needs you"_s);
    frozen.thaw();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(frozenId), ServerState::Online, soon);
}

void TestFaultsDaemon::killedInTheMiddleOfABan_data()
{
    killed_data();
}

void TestFaultsDaemon::killedInTheMiddleOfABan()
{
    QFETCH(TestFail2ban::Version, version);
    TestFail2ban daemon(version);
    // Each ban takes a while, so that the kill comes in the middle.
    daemon.writeConfig(u"action.d/noop.conf"_s,
        u"[Definition]\nactionstart =\nactionstop =\nactioncheck =\n"
        "actionban = printf 'ban big <ip>\\n' >> @D@/log/action.log; sleep 0.05\nactionunban =\n"_s);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    faults::Window &window = *m_window;
    const auto id = addOf(daemon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    services::BanRequest request;
    request.servers = { id };
    request.jails = { u"big"_s };
    for (int i = 1; i <= 100; ++i)
        request.targets.append(*core::IpNetwork::parse(u"198.51.100.%1"_s.arg(i)));
    std::optional<core::Result<QList<core::Receipt>>> answer;
    int answers = 0;
    window.set.banService.ban(request, this, [&](const core::Result<QList<core::Receipt>> &receipts) {
        answer = receipts;
        ++answers;
    });
    QTRY_VERIFY_WITH_TIMEOUT(daemon.actionLines().filter(u"ban big"_s).size() >= 5, 30'000);
    QVERIFY(!answer); // it is in the middle
    daemon.kill();
    const auto banned = daemon.actionLines().filter(u"ban big"_s).size();
    QVERIFY(banned < 100);
    QTRY_VERIFY_WITH_TIMEOUT(answer.has_value(), 30'000);
    QVERIFY(answer->has_value());
    QCOMPARE((*answer)->size(), 100);
    for (const core::Receipt &receipt : **answer) {
        QCOMPARE(receipt.result, core::ReceiptResult::Failed);
        QCOMPARE(receipt.error.code, core::ErrorCode::ConnectionLost);
    }
    const auto audit = window.audit();
    QCOMPARE(audit.size(), 1);
    QCOMPARE(audit.constFirst().result, core::AuditResult::Unknown);
    QCOMPARE(audit.constFirst().words.mid(0, 3), (QStringList { u"set"_s, u"big"_s, u"banip"_s }));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);

    // Nothing is sent a second time by itself when it is back.
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QTRY_VERIFY_WITH_TIMEOUT(window.status(id).checkedAt > m_clock.nowMs() - 300, soon);
    QVERIFY(!daemon.client({ u"status"_s, u"big"_s }).output.contains(u"198.51.100.100"_s));
    QCOMPARE(window.audit().size(), 1);
    QCOMPARE(answers, 1);
}

QTEST_GUILESS_MAIN(TestFaultsDaemon)
#include "tst_faults_daemon.moc"
