// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/fault_rig.h"
#include "storage/repositories.h"
#include "support/places.h"
#include "support/test_fail2ban.h"

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using core::RecoveryReason;
using core::ServerState;
using faults::soon;

/// What an activation costs is noticed, kept over a crash of BanGUI itself, and settled when the daemon is well again.
class TestFaultsRecovery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_root = std::make_unique<QTemporaryDir>(u"/tmp/bg-XXXXXX"_s);
        m_clock.shift = 0;
        m_daemon = std::make_unique<TestFail2ban>();
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void cleanup() { m_daemon.reset(); }

    void daemonDiesAfterAnActivationAndSoDoesBanGui();
    void banGuiDiesBeforeTheDaemonDoes();
    void jailLostBehindOurBack();
    void whatBanGuiStoppedIsNotLost();
    void whatWasStoppedDoesNotHoldARecoveryOpen();
    void twoStopsAreBothOnRecord();
    void aJailThatCouldNotBeStoppedCanBeLost();
    void frozenByAnActivation();
    void oldActivationsAreNotBlamed();
    void aConfirmedBanIsInTheAudit();
    void unreadableSocket();
    void aLossIsDismissedWhereNobodyGetsIn();

private:
    [[nodiscard]] QString data() const { return m_root->filePath(u"data"_s); }
    void startHelper(QProcess &helper, const QString &mode) const
    {
        helper.start(QStringLiteral(FAULT_HELPER),
            { data(), m_daemon->socketPath(), m_daemon->configDir(), m_daemon->clientProgram(), mode });
    }
    /// Reads lines of the helper until one begins so.
    static QString lineOf(QProcess &helper, const QString &begin, int timeoutMs = 20'000)
    {
        QString line;
        const bool found = QTest::qWaitFor(
            [&] {
                while (helper.canReadLine()) {
                    line = QString::fromUtf8(helper.readLine()).trimmed();
                    if (line.startsWith(begin))
                        return true;
                }
                return false;
            },
            timeoutMs);
        return found ? line : u"no line; last: "_s + line;
    }
    [[nodiscard]] core::ServerId addDaemon(faults::Window &window) const
    {
        return window.add(u"web"_s, m_daemon->socketPath(), m_daemon->configDir(), m_daemon->clientProgram());
    }
    [[nodiscard]] static core::Result<core::Receipt> reload(faults::Window &window, core::ServerId id)
    {
        return fixture::await<core::Receipt>([&](const QObject *context, core::Handler<core::Receipt> handler) {
            window.set.jailService.reloadJail(id, u"sshd"_s, context, std::move(handler));
        });
    }
    [[nodiscard]] static core::Result<core::Receipt> stopJail(
        faults::Window &window, core::ServerId id, const QString &jail)
    {
        return fixture::await<core::Receipt>([&](const QObject *context, core::Handler<core::Receipt> handler) {
            window.set.jailService.stopJail(id, jail, context, std::move(handler));
        });
    }
    /// Two more probes have ended.
    [[nodiscard]] static bool twoProbes(faults::Window &window)
    {
        int finished = 0;
        QObject context;
        QObject::connect(
            &window.set.healthMonitor, &services::HealthMonitor::probeFinished, &context, [&finished] { ++finished; });
        return QTest::qWaitFor([&finished] { return finished >= 2; }, 2 * soon);
    }

    std::unique_ptr<QTemporaryDir> m_root;
    faults::ShiftedClock m_clock;
    std::unique_ptr<TestFail2ban> m_daemon;
};

void TestFaultsRecovery::daemonDiesAfterAnActivationAndSoDoesBanGui()
{
    QProcess helper;
    startHelper(helper, u"activate"_s);
    QCOMPARE(lineOf(helper, u"activated"_s), u"activated"_s);
    m_daemon->kill();
    QCOMPARE(lineOf(helper, u"recovery"_s), u"recovery "_s + core::recoveryReasonName(RecoveryReason::WentOffline));
    helper.kill();
    QVERIFY(helper.waitForFinished());
    QCOMPARE(helper.exitStatus(), QProcess::CrashExit);

    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage())); // the lock of the dead one is taken over
    const auto profile = window.set.serverRegistry.profileNamed(u"web"_s);
    QVERIFY(profile);
    const auto open = window.set.recoveryController.open();
    QCOMPARE(open.size(), 1);
    QVERIFY(open.constFirst().id > 0);
    QCOMPARE(open.constFirst().reason, RecoveryReason::WentOffline);
    QCOMPARE(open.constFirst().jail, u"sshd"_s);
    QCOMPARE(open.constFirst().jailsBefore, (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
    QVERIFY(texts::recoverySentence(open.constFirst(), u"web"_s).contains(u" the jail sshd was activated"_s));
    QTRY_COMPARE_WITH_TIMEOUT(window.shown(profile->id), u"offline: offline"_s, soon);
    QCOMPARE(window.set.recoveryController.open().size(), 1); // not a second one

    QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(profile->id), ServerState::Online, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, 30'000);
    QCOMPARE(window.resolved.constFirst().resolution, core::RecoveryResolution::Recovered);
    QVERIFY(window.set.recoveryController.open().isEmpty());
    QCOMPARE(fixture::number(window.application.store(), u"SELECT count(*) FROM recovery WHERE resolution = 'open'"_s)
                 .value_or(-1),
        0);
}

void TestFaultsRecovery::banGuiDiesBeforeTheDaemonDoes()
{
    QProcess helper;
    startHelper(helper, u"activate"_s);
    QCOMPARE(lineOf(helper, u"activated"_s), u"activated"_s);
    helper.kill();
    QVERIFY(helper.waitForFinished());
    m_daemon->kill();

    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto profile = window.set.serverRegistry.profileNamed(u"web"_s);
    QVERIFY(profile);
    QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, soon);
    QCOMPARE(window.appeared.constFirst().reason, RecoveryReason::WentOffline);
    QVERIFY(window.appeared.constFirst().id > 0);
    QCOMPARE(window.shown(profile->id), u"offline: offline"_s);
    QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, soon);
    QCOMPARE(window.state(profile->id), ServerState::Online);
}

void TestFaultsRecovery::jailLostBehindOurBack()
{
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    const auto receipt = reload(window, id);
    QVERIFY2(receipt, qPrintable(receipt ? QString() : receipt.error().detail));
    QCOMPARE(m_daemon->client({ u"stop"_s, u"web"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Degraded, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, 30'000);
    QCOMPARE(window.appeared.constFirst().reason, RecoveryReason::JailsLost);
    QCOMPARE(texts::lostJails(window.appeared.constFirst()), QStringList { u"web"_s });
    QCOMPARE(window.shown(id), u"lost protection: 1.1.0 · lost 1 jail"_s);
    QTRY_VERIFY_WITH_TIMEOUT(!window.jails.indexOf(id, u"web"_s).isValid(), 30'000);
    QVERIFY(!window.isStale(id)); // it answers; what it says is of now
    QCOMPARE(m_daemon->client({ u"reload"_s, u"--if-exists"_s, u"web"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, 30'000);
    QVERIFY(window.jails.indexOf(id, u"web"_s).isValid());
}

void TestFaultsRecovery::whatBanGuiStoppedIsNotLost()
{
    core::ServerId id;
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
        QVERIFY(reload(window, id));
        QVERIFY(stopJail(window, id, u"web"_s));
        QTRY_COMPARE_WITH_TIMEOUT(window.status(id).jails, (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s }), soon);
        QVERIFY(twoProbes(window));
        QCOMPARE(window.state(id), ServerState::Online);
        QVERIFY(window.appeared.isEmpty());
    }
    // Nor after a restart of BanGUI within the activation's window.
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(twoProbes(window));
    QCOMPARE(window.state(id), ServerState::Online);
    QVERIFY(window.appeared.isEmpty());
}

void TestFaultsRecovery::whatWasStoppedDoesNotHoldARecoveryOpen()
{
    core::ServerId id;
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
        QVERIFY(reload(window, id));
        QCOMPARE(m_daemon->client({ u"stop"_s, u"big"_s }).exitCode, 0); // behind BanGUI's back
        QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, soon);
        QVERIFY(stopJail(window, id, u"web"_s)); // on purpose
    }
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    QCOMPARE(window.set.recoveryController.open().size(), 1);
    QCOMPARE(window.set.runtimeState.stoppedOnPurpose(id), QSet<QString> { u"web"_s });
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Degraded, soon);
    QVERIFY(twoProbes(window));
    QCOMPARE(window.set.recoveryController.open().size(), 1); // big is still missing
    QCOMPARE(m_daemon->client({ u"reload"_s, u"--if-exists"_s, u"big"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(!window.status(id).jails.contains(u"web"_s));
}

void TestFaultsRecovery::twoStopsAreBothOnRecord()
{
    core::ServerId id;
    {
        faults::Window window(data(), m_clock);
        QVERIFY2(window.start(), qPrintable(window.lastStage()));
        id = addDaemon(window);
        QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
        QVERIFY(reload(window, id));
        QVERIFY(stopJail(window, id, u"web"_s));
        QVERIFY(stopJail(window, id, u"big"_s));
    }
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(twoProbes(window));
    QCOMPARE(window.state(id), ServerState::Online);
    QVERIFY(window.appeared.isEmpty());
}

void TestFaultsRecovery::aJailThatCouldNotBeStoppedCanBeLost()
{
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(window.activate(id, u"sshd"_s));
    {
        fixture::OtherConnection other(data() + u"/bangui.db"_s);
        QVERIFY(other.exec(u"BEGIN IMMEDIATE"_s)); // no record, no command
        const auto refused = stopJail(window, id, u"web"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::ErrorCode::StoreLocked);
        QVERIFY(other.exec(u"ROLLBACK"_s));
    }
    const auto unknown = stopJail(window, id, u"no-such"_s);
    QVERIFY(!unknown);
    QCOMPARE(m_daemon->client({ u"stop"_s, u"web"_s }).exitCode, 0);
    QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, soon);
    QCOMPARE(texts::lostJails(window.appeared.constFirst()), QStringList { u"web"_s });
}

void TestFaultsRecovery::frozenByAnActivation()
{
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(window.activate(id, u"sshd"_s));
    m_daemon->freeze();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Busy, soon);
    QVERIFY(window.appeared.isEmpty());
    m_clock.shift = core::busyLimitMs + 1'000;
    QTRY_COMPARE_WITH_TIMEOUT(window.appeared.size(), 1, soon);
    QCOMPARE(window.appeared.constFirst().reason, RecoveryReason::Frozen);
    QCOMPARE(window.state(id), ServerState::NeedsAttention);
    m_daemon->thaw();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QTRY_COMPARE_WITH_TIMEOUT(window.resolved.size(), 1, 30'000);
}

void TestFaultsRecovery::oldActivationsAreNotBlamed()
{
    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const auto id = addDaemon(window);
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Online, soon);
    QVERIFY(window.activate(id, u"sshd"_s));
    m_clock.shift = core::activationWindowMs + 5'000;
    QVERIFY(twoProbes(window)); // it has been well since
    m_daemon->kill();
    QTRY_COMPARE_WITH_TIMEOUT(window.state(id), ServerState::Offline, soon);
    QVERIFY(window.appeared.isEmpty());
}

void TestFaultsRecovery::aConfirmedBanIsInTheAudit()
{
    QProcess helper;
    startHelper(helper, u"ban"_s);
    QStringList confirmed;
    for (int i = 0; i < 20; ++i) {
        const QString line = lineOf(helper, u"10.9."_s);
        QVERIFY2(line.endsWith(u" done"), qPrintable(line));
        confirmed.append(line.section(u' ', 0, 0));
    }
    helper.kill(); // in the middle of the next one
    QVERIFY(helper.waitForFinished());
    const QStringList last = QString::fromUtf8(helper.readAll()).split(u'\n', Qt::SkipEmptyParts);
    for (const QString &line : last)
        confirmed.append(line.section(u' ', 0, 0));

    faults::Window window(data(), m_clock);
    QVERIFY2(window.start(), qPrintable(window.lastStage()));
    const QString banned = m_daemon->client({ u"get"_s, u"big"_s, u"banip"_s }).output;
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::none_of(window.audit(),
                                 [](const auto &entry) { return entry.result == core::AuditResult::Pending; }),
        30'000);
    const auto audit = window.audit();
    for (const QString &address : std::as_const(confirmed)) {
        const auto record
            = std::ranges::find_if(audit, [&](const core::AuditEntry &entry) { return entry.words.contains(address); });
        QVERIFY2(record != audit.end(), qPrintable(address));
        QCOMPARE(record->result, core::AuditResult::Done);
        QVERIFY(banned.contains(address));
    }
    // And whatever reached the daemon is on record, confirmed or not.
    QVERIFY(audit.size() == confirmed.size() || audit.size() == confirmed.size() + 1);
    for (const QString &line : banned.simplified().split(u' ')) {
        QVERIFY2(std::ranges::any_of(audit, [&](const auto &entry) { return entry.words.contains(line); }),
            qPrintable(line));
    }
}

/// What is lost is in the store: it needs no server that can be asked, and no number where there is no other.
void TestFaultsRecovery::aLossIsDismissedWhereNobodyGetsIn()
{
    const auto open = [this](storage::Store &store) {
        return QDir().mkpath(data()) && fixture::open(store, data() + u"/bangui.db"_s).has_value();
    };
    const QString count = u"SELECT count(*) FROM recovery WHERE resolution = 'open'"_s;
    {
        storage::Store store(m_clock);
        QVERIFY(open(store));
        storage::ProfileRepository profiles(store);
        core::ServerProfile profile;
        profile.name = u"away"_s;
        profile.kind = core::ConnectionKind::Ssh;
        profile.destination = u"-p 9 nobody@127.0.0.1"_s; // discard: nobody listens
        const auto stored = fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                profiles.insert(profile, context, std::move(handler));
            });
        QVERIFY(stored);
        storage::RecoveryRepository recoveries(store);
        core::PendingRecovery recovery;
        recovery.server = stored->id;
        recovery.jail = u"sshd"_s;
        recovery.jailsBefore = { u"sshd"_s, u"web"_s };
        recovery.activatedAt = m_clock.nowMs() - 12'000;
        recovery.detectedAt = m_clock.nowMs();
        QVERIFY(fixture::await<core::PendingRecovery>(
            [&](const QObject *context, core::Handler<core::PendingRecovery> handler) {
                recoveries.create(recovery, context, std::move(handler));
            }));
        QCOMPARE(fixture::number(store, count).value_or(-1), 1);
    }
    QProcess process;
    process.start(QStringLiteral(BANGUI_CLI),
        { u"--data"_s, data(), u"--server"_s, u"away"_s, u"recover"_s, u"dismiss"_s, u"--json"_s });
    QVERIFY(process.waitForFinished(60'000));
    const QByteArray said = process.readAllStandardOutput() + process.readAllStandardError();
    QVERIFY2(process.exitCode() == 0, said.constData());
    storage::Store store(m_clock);
    QVERIFY(open(store));
    QCOMPARE(fixture::number(store, count).value_or(-1), 0);
}

void TestFaultsRecovery::unreadableSocket()
{
    if (::geteuid() != 0) {
        // Without root the rights bite for ourselves.
        QVERIFY(QFile::setPermissions(m_daemon->socketPath(), {}));
    } else {
        QCOMPARE(::chmod(QFile::encodeName(m_daemon->folder()).constData(), 0755), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_daemon->socketPath()).constData(), 0600), 0);
        QCOMPARE(::chmod(QFile::encodeName(m_root->path()).constData(), 0777), 0);
    }
    // Nobody may reach into a build tree, so nobody gets a copy.
    const QString program = m_root->filePath(u"bangui-cli"_s);
    QVERIFY(QFile::copy(QStringLiteral(BANGUI_CLI), program));
    QProcess ldd; // where the layers are shared libraries, of those, too
    ldd.start(u"ldd"_s, { program });
    QVERIFY(ldd.waitForFinished(20'000));
    for (const QString &word : QString::fromLocal8Bit(ldd.readAllStandardOutput()).split(u' ')) {
        if (word.startsWith(places::build()))
            QVERIFY(QFile::copy(word, m_root->filePath(QFileInfo(word).fileName())));
    }
    const auto run = [&](const QStringList &arguments) {
        QProcess process;
        QStringList all = { program, u"--data"_s, data(), u"--socket"_s, m_daemon->socketPath() };
        all += arguments;
        if (::geteuid() == 0)
            all = QStringList { u"setpriv"_s, u"--reuid=65534"_s, u"--regid=65534"_s, u"--clear-groups"_s } + all;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LD_LIBRARY_PATH"_s, m_root->path());
        process.setProcessEnvironment(environment);
        process.start(all.takeFirst(), all);
        if (!process.waitForFinished(20'000))
            process.kill();
        return std::tuple(
            process.exitCode(), process.readAllStandardOutput(), QString::fromUtf8(process.readAllStandardError()));
    };
    {
        const auto [code, output, errors] = run({ u"status"_s, u"--json"_s });
        QVERIFY2(code == 3, qPrintable(u"%1 %2"_s.arg(code).arg(errors)));
        const QJsonObject document = QJsonDocument::fromJson(output).object();
        QCOMPARE(document.value(u"state"_s).toString(), u"NeedsAttention"_s);
        QVERIFY(document.value(u"online"_s).isNull() || !document.value(u"online"_s).toBool());
        QVERIFY2(!document.value(u"error"_s).isNull(), output.constData());
    }
    {
        const auto [code, output, errors] = run({ u"ban"_s, u"--jail"_s, u"big"_s, u"192.0.2.77"_s });
        QCOMPARE(code, 3);
        QVERIFY2((QString::fromUtf8(output) + errors).contains(u"refuses the socket"_s),
            qPrintable(QString::fromUtf8(output) + errors));
    }
    QVERIFY(!m_daemon->client({ u"status"_s, u"big"_s }).output.contains(u"192.0.2.77"_s));
}

QTEST_GUILESS_MAIN(TestFaultsRecovery)
#include "tst_faults_recovery.moc"
