// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeOutcome;
using changes::ChangeResult;
using changes::ChangeStage;
using changes::ChangeStageResult;
using changes::Rig;

Q_DECLARE_METATYPE(services::ChangeStage)
Q_DECLARE_METATYPE(services::ChangeResult)

/// Every step of a change that is refused or lost, one after the other, between BanGUI and a real daemon: before the
/// timer is armed nothing was changed, later everything is as it was.
class TestChangeFlow final : public QObject
{
    Q_OBJECT

    enum Fault {
        Refuses, ///< the server says no, having done nothing
        LinkBefore, ///< the link dies on the way there, and is back with the next try
        LinkAfter ///< it is done, and the answer is lost
    };
    static QString verbOf(const transport::HostCommand &command)
    {
        if (command.argv.value(2).startsWith("umask"_L1))
            return u"copy"_s;
        return command.argv.value(3) == "sh"_L1 ? command.argv.value(4) : QString();
    }
    static QStringList oldJails() { return { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }; }

    std::unique_ptr<Rig> m_rig;
    QStringList m_verbs; ///< that went out
    bool m_baseIsOpen = false; ///< for the daemon's user to ask for a lock's name, after a command whose answer is lost
    QObject m_helper;

    /// The first command with that verb meets the fault.
    void breakVerb(const QString &verb, int fault)
    {
        const auto left = std::make_shared<bool>(true);
        m_rig->changes->setRunner([this, verb, fault, left](core::ServerId, services::TransactionRunner inner) {
            return [this, verb, fault, left, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                m_verbs += verbOf(command);
                if (verbOf(command) != verb || !std::exchange(*left, false))
                    return inner(command, context, std::move(handler));
                const core::Pending<transport::CommandResult> pending(context, std::move(handler));
                if (fault == Refuses) {
                    pending.finishLater(transport::CommandResult {
                        .exitCode = 9, .standardOutput = "bangui 1 "_ba + verb.toLatin1() + " unarmed\n" });
                } else if (fault == LinkBefore) {
                    pending.finishLater(core::failure(core::ErrorCode::TunnelDown));
                } else {
                    inner(command, &m_helper, [this, pending](const core::Result<transport::CommandResult> &) {
                        m_baseIsOpen = QFileInfo(services::rootTransactionBase()).permission(QFile::ExeOther);
                        pending.finish(core::failure(core::ErrorCode::TunnelDown));
                    });
                }
                return pending.handle();
            };
        });
    }

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void faults_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<QString>("verb");
        QTest::addColumn<int>("fault");
        QTest::addColumn<ChangeStage>("stage"); // that fails
        QTest::addColumn<ChangeResult>("result");
        qsizetype turn = 0;
        const auto row = [&turn](const char *verb, int fault, ChangeStage stage, ChangeResult result) {
            for (const TestFail2ban::Version version : TestFail2ban::versionsInTurn(turn++))
                QTest::addRow("%s, %s %d", qPrintable(TestFail2ban::versionText(version)), verb, fault)
                    << version << QString::fromLatin1(verb) << fault << stage << result;
        };
        for (const int fault : { Refuses, LinkBefore, LinkAfter }) {
            row("copy", fault, ChangeStage::Preflight, ChangeResult::Refused);
            row("begin", fault, ChangeStage::Snapshot, ChangeResult::Refused);
            row("arm", fault, ChangeStage::Arm, ChangeResult::RolledBack);
            row("armed", fault, ChangeStage::Arm, ChangeResult::RolledBack);
            row("write", fault, ChangeStage::Write, ChangeResult::RolledBack);
            row("extend", fault, ChangeStage::Apply, ChangeResult::RolledBack);
            row("apply", fault, ChangeStage::Apply, ChangeResult::RolledBack);
        }
        row("confirm", Refuses, ChangeStage::Confirm, ChangeResult::RolledBack);
        // Said again until it is heard.
        row("confirm", LinkBefore, ChangeStage::Restore, ChangeResult::Active);
        row("confirm", LinkAfter, ChangeStage::Restore, ChangeResult::Active);
        row("disarm", Refuses, ChangeStage::Disarm, ChangeResult::Active);
        row("disarm", LinkBefore, ChangeStage::Disarm, ChangeResult::Active);
        row("disarm", LinkAfter, ChangeStage::Disarm, ChangeResult::Active);
    }
    void faults()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(QString, verb);
        QFETCH(int, fault);
        QFETCH(ChangeStage, stage);
        QFETCH(ChangeResult, result);
        m_verbs.clear();
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        QVERIFY(m_rig->recordActivation(u"sshd"_s));
        breakVerb(verb, fault);
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == result, qPrintable(Rig::told(outcome)));
        QVERIFY2(m_verbs.contains(verb), qPrintable(m_verbs.join(u' ')));
        QVERIFY(m_baseIsOpen || verb != u"copy"_s || fault != LinkAfter);
        QList<ChangeStage> failed;
        for (const auto &step : outcome->steps) {
            QVERIFY(step.result != ChangeStageResult::Running);
            if (step.result == ChangeStageResult::Failed)
                failed += step.stage;
        }
        const QList<ChangeStage> expected
            = stage == ChangeStage::Restore ? QList<ChangeStage> {} : QList<ChangeStage> { stage };
        QVERIFY2(failed == expected, qPrintable(Rig::told(outcome)));
        const bool stays = result == ChangeResult::Active;
        // What was never sent takes the blame from nobody.
        const bool wasSent = stays || verb == u"confirm"_s || (verb == u"apply"_s && fault != Refuses);
        QCOMPARE(m_rig->activated(), wasSent ? u"off"_s : u"sshd"_s);
        QCOMPARE(m_rig->jails().contains(u"off"_s), stays);
        for (const QString &jail : oldJails())
            QVERIFY2(m_rig->jails().contains(jail), qPrintable(jail));
        QCOMPARE(m_rig->ourBytes(u"off"_s) != "(absent)"_ba, stays);
        QVERIFY(m_rig->get(u"big"_s, u"banip"_s).contains(u"192.0.2.7"_s));
        // What was refused before the timer was armed ends by its own grace, at the latest.
        QVERIFY2(m_rig->isClean(40'000), qPrintable(m_rig->leftovers()));
    }

    // Its folder on the server is gone, and our bytes are there: somebody has confirmed it, or the machine was started
    // anew. That counts only where the daemon is well.
    void goneWithOurBytesInPlace_data()
    {
        QTest::addColumn<bool>("well");
        QTest::newRow("well") << true;
        QTest::newRow("unwell") << false;
    }
    void goneWithOurBytesInPlace()
    {
        QFETCH(bool, well);
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->changes->setRunner([this, well](core::ServerId, services::TransactionRunner inner) {
            return [this, well, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                if (verbOf(command) != u"confirm"_s)
                    return inner(command, context, std::move(handler));
                const core::Pending<transport::CommandResult> pending(context, std::move(handler));
                inner(command, &m_helper, [this, well, pending](const core::Result<transport::CommandResult> &) {
                    if (!well)
                        m_rig->s.daemon.client({ u"stop"_s, u"web"_s });
                    pending.finish(
                        transport::CommandResult { .exitCode = 6, .standardOutput = "bangui 1 confirm gone\n"_ba });
                });
                return pending.handle();
            };
        });
        const auto outcome = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(outcome && outcome->result == (well ? ChangeResult::Active : ChangeResult::Unknown),
            qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->stage, ChangeStage::RestoreVerify);
        QCOMPARE(outcome->error.code == core::ErrorCode::VerifyFailed, !well);
        QVERIFY(m_rig->ourBytes(u"off"_s) != "(absent)"_ba);
        // Nor does the history come to believe it later.
        const auto open = m_rig->s.wait<QList<services::OpenChange>>(
            [this](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); });
        QVERIFY(open && open->isEmpty());
        QVERIFY(!m_rig->entries().isEmpty()); // asked after, and answered after, what findOpen looked up in it
        const auto bytes = m_rig->s.wait<QByteArray>([this](auto handler) {
            m_rig->s.hosts.reader(*m_rig->s.registry.profile(m_rig->s.id))
                .readFile(m_rig->ourFile(u"off"_s), 4096, &m_rig->s.context, handler);
        });
        QVERIFY(bytes.has_value());
        QCOMPARE(m_rig->entries().constFirst().result, outcome->result);
    }

    // A rescue lies beside the changes, without a jail by which anybody could confirm it.
    void aRescueIsOnlyTakenBack_data() { versionRows(); }
    void aRescueIsOnlyTakenBack()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        const services::TransactionRunner runner = [this](const transport::HostCommand &command, const QObject *context,
                                                       core::Handler<transport::CommandResult> handler) {
            return m_rig->s.gate.run(m_rig->s.id, command, context, std::move(handler));
        };
        const auto base = m_rig->s.wait<QString>([&](auto handler) {
            services::ServerTransaction::place(runner, m_rig->s.daemon.socketPath(), &m_rig->s.context, handler);
        });
        QVERIFY(base.has_value());
        const auto find = [this] {
            return m_rig->s
                .wait<QList<services::OpenChange>>(
                    [this](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); })
                .value_or(QList<services::OpenChange>());
        };
        const QString here = u"somebody@%1 (%2 %3)"_s.arg(QSysInfo::machineHostName(),
            QCoreApplication::applicationName(), QString::number(QCoreApplication::applicationPid()));
        for (const bool own : { true, false }) {
            services::TransactionPlan plan;
            const QString id = services::newRescueId(m_rig->s.daemon.socketPath());
            plan.folder = *base + u'/' + id;
            plan.owner = own ? here : u"deploy@desk (bangui 4711)"_s;
            plan.files = { m_rig->ourFile(u"web"_s) };
            plan.socket = m_rig->s.daemon.socketPath();
            plan.pidFile = m_rig->s.daemon.pidFile();
            plan.configDir = m_rig->s.daemon.configDir();
            plan.client = m_rig->s.daemon.clientProgram();
            services::ServerTransaction transaction(runner, plan, nullptr);
            bool armed = false;
            transaction.begin(&m_rig->s.context, [&](const auto &begun) {
                if (begun)
                    transaction.arm(60, &m_rig->s.context, [&](const auto &answer) { armed = answer.has_value(); });
            });
            QTRY_VERIFY_WITH_TIMEOUT(armed, 30'000);
            const auto open = find();
            QCOMPARE(open.size(), own ? 0 : 1); // the rescue of this process is told by its dialog
            const auto confirmed = m_rig->s.wait<ChangeOutcome>(
                [&](auto handler) { m_rig->changes->confirm(m_rig->s.id, id, &m_rig->s.context, handler); });
            QVERIFY(!confirmed && confirmed.error().code == core::ErrorCode::NotSupported);
            QCOMPARE(find().size(), own ? 0 : 1); // nothing was decided by that
            const auto back = m_rig->s.wait<ChangeOutcome>(
                [&](auto handler) { m_rig->changes->rollBack(m_rig->s.id, id, &m_rig->s.context, handler); });
            QVERIFY2(back && back->result == ChangeResult::RolledBack, qPrintable(Rig::told(back)));
        }
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Another daemon is not looked at in the place of the one that was changed, nor told anything. The server of the
    // change takes it back by itself.
    void theProfileIsLedElsewhere_data() { versionRows(); }
    void theProfileIsLedElsewhere()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->after(ChangeStage::Apply, [this] {
            auto profile = *m_rig->s.registry.profile(m_rig->s.id);
            profile.socketPath = u"/nonexistent/fail2ban.sock"_s;
            m_rig->s.registry.update(profile, &m_rig->s.context, [](const core::Result<core::ServerProfile> &) {});
        });
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.undoAfterSeconds = 25; // this process looks before that
        wanted.confirmAfterSeconds = 60;
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::Unknown, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error.code, core::ErrorCode::NoSuchServer);
        QVERIFY(m_rig->ourBytes(u"off"_s) != "(absent)"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->ourBytes(u"off"_s), "(absent)"_ba, 90'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->jails(), oldJails(), 40'000);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Gone is also what another user's folder looks like, while that user's timer still runs.
    void goneAndStillOpenElsewhere_data() { versionRows(); }
    void goneAndStillOpenElsewhere()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        m_rig->changes->setRunner([](core::ServerId, services::TransactionRunner inner) {
            return [inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) -> core::RequestHandle {
                if (verbOf(command) != u"confirm"_s)
                    return inner(command, context, std::move(handler));
                const core::Pending<transport::CommandResult> pending(context, std::move(handler));
                pending.finishLater(
                    transport::CommandResult { .exitCode = 6, .standardOutput = "bangui 1 confirm none\n"_ba });
                return pending.handle();
            };
        });
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.undoAfterSeconds = 25; // it is confirmed before that
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::Unknown, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error.code, core::ErrorCode::Busy);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->ourBytes(u"off"_s), "(absent)"_ba, 90'000);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Cancelled before Apply it is taken back; nobody hears of it any more.
    void cancelled()
    {
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_0_2);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        core::RequestHandle handle;
        QVERIFY(m_rig->recordActivation(u"web"_s));
        QString whileArmed;
        m_rig->after(ChangeStage::Arm, [this, &handle, &whileArmed] {
            whileArmed = m_rig->s.state.activation(m_rig->s.id)->jail;
            handle.cancel();
        });
        std::optional<core::Result<ChangeOutcome>> answer;
        bool restored = false;
        m_rig->after(ChangeStage::RestoreVerify, [&restored] { restored = true; });
        handle = m_rig->changes->make(m_rig->request(ChangeKind::Enable, u"off"_s), &m_rig->s.context,
            [&answer](core::Result<ChangeOutcome> outcome) { answer = std::move(outcome); });
        QTRY_VERIFY_WITH_TIMEOUT(restored, 60'000);
        QVERIFY(answer && !*answer && answer->error().code == core::ErrorCode::Cancelled);
        QCOMPARE(whileArmed, u"web"_s);
        QCOMPARE(m_rig->activated(), u"web"_s);
        QCOMPARE(m_rig->jails(), oldJails());
        QCOMPARE(m_rig->ourBytes(u"off"_s), "(absent)"_ba);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Two at once: the second one is told whose the first is. Then it is left open, found, and decided.
    void openIsFoundAndDecided_data()
    {
        QTest::addColumn<TestFail2ban::Version>("version");
        QTest::addColumn<bool>("confirms");
        for (const TestFail2ban::Version version : TestFail2ban::versions()) {
            const QString name = TestFail2ban::versionText(version);
            QTest::newRow(qPrintable(name + u", confirm"_s)) << version << true;
            QTest::newRow(qPrintable(name + u", roll back"_s)) << version << false;
        }
    }
    void openIsFoundAndDecided()
    {
        QFETCH(TestFail2ban::Version, version);
        QFETCH(bool, confirms);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        std::optional<core::Result<ChangeOutcome>> second;
        m_rig->after(ChangeStage::Arm, [this, &second] {
            m_rig->changes->make(m_rig->request(ChangeKind::Disable, u"web"_s), &m_rig->s.context,
                [&second](core::Result<ChangeOutcome> outcome) { second = std::move(outcome); });
        });
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.confirmAfterSeconds = 0;
        qint64 reloadedAt = 0;
        m_rig->changes->setRunner([this, &reloadedAt](core::ServerId, services::TransactionRunner inner) {
            return [this, &reloadedAt, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) {
                if (verbOf(command) != u"apply"_s)
                    return inner(command, context, std::move(handler));
                return inner(command, context, [this, &reloadedAt, handler](core::Result<transport::CommandResult> r) {
                    reloadedAt = m_rig->s.clock.nowMs();
                    handler(std::move(r));
                });
            };
        });
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::Open, qPrintable(Rig::told(outcome)));
        // Its time counts from when the daemon had reloaded.
        QCOMPARE(m_rig->activated(), u"off"_s);
        QVERIFY(reloadedAt > 0 && m_rig->s.state.activation(m_rig->s.id)->at >= reloadedAt);
        QTRY_VERIFY(second.has_value());
        QVERIFY(!*second && second->error().code == core::ErrorCode::StoreLocked);
        const auto find = [this] {
            return m_rig->s.wait<QList<services::OpenChange>>(
                [this](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); });
        };
        auto open = find();
        QVERIFY(open.has_value());
        QCOMPARE(open->size(), 1);
        const services::OpenChange change = open->constFirst();
        QCOMPARE(change.jail, u"off"_s);
        QCOMPARE(change.kind, ChangeKind::Enable);
        QVERIFY(change.undecided && change.remainingSeconds > 5 && change.remainingSeconds <= 30);
        // Another one is refused by the server itself, and says whose it is.
        const auto other = m_rig->make(m_rig->request(ChangeKind::Disable, u"web"_s));
        QVERIFY2(other && other->result == ChangeResult::Refused && other->error.code == core::ErrorCode::Busy
                && !other->error.detail.isEmpty(),
            qPrintable(Rig::told(other)));
        QCOMPARE(m_rig->activated(), u"off"_s); // a crash is still put down to the first
        // The same once more has nothing to do, and is as open as the first.
        const auto again = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(again && again->result == ChangeResult::Refused && again->error.code == core::ErrorCode::Busy
                && again->error.detail == other->error.detail,
            qPrintable(Rig::told(again)));
        const auto decided = m_rig->s.wait<ChangeOutcome>([&](auto handler) {
            if (confirms)
                m_rig->changes->confirm(m_rig->s.id, change.id, &m_rig->s.context, handler);
            else
                m_rig->changes->rollBack(m_rig->s.id, change.id, &m_rig->s.context, handler);
        });
        QVERIFY2(decided && decided->result == (confirms ? ChangeResult::Active : ChangeResult::RolledBack),
            qPrintable(Rig::told(decided)));
        QCOMPARE(m_rig->jails().contains(u"off"_s), confirms);
        QCOMPARE(m_rig->ourBytes(u"off"_s) != "(absent)"_ba, confirms);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        open = find();
        QVERIFY(open && open->isEmpty());
        const auto gone = m_rig->s.wait<ChangeOutcome>(
            [&](auto handler) { m_rig->changes->confirm(m_rig->s.id, change.id, &m_rig->s.context, handler); });
        QVERIFY(!gone && gone.error().code == core::ErrorCode::FileNotFound);
    }

    // The `.local` of a filter that several jails use: each of them is reloaded and looked at, and those that do not
    // use it keep what they have.
    void changesASharedFilter_data() { versionRows(); }
    void changesASharedFilter()
    {
        QFETCH(TestFail2ban::Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.8"_s }).exitCode, 0);
        const QString path = m_rig->s.daemon.configDir() + u"/filter.d/weblike.local"_s;
        auto wanted = m_rig->request(ChangeKind::Edit, u"web"_s);
        wanted.part = services::ConfigPart::Filter;
        wanted.definition = u"weblike"_s;
        wanted.text = "[Definition]\nfailregex = ^<HOST> .*GET /secret\n"_ba;
        // By itself, or left to somebody, who looks at all of them, too.
        const bool left = version == TestFail2ban::Version::V1_1_0;
        wanted.confirmAfterSeconds = left ? 0 : 2;
        QStringList applied;
        m_rig->changes->setRunner([&applied](core::ServerId, services::TransactionRunner inner) {
            return [&applied, inner](const transport::HostCommand &command, const QObject *context,
                       core::Handler<transport::CommandResult> handler) {
                if (verbOf(command) == u"apply"_s)
                    applied += command.argv.constLast();
                return inner(command, context, std::move(handler));
            };
        });
        auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == (left ? ChangeResult::Open : ChangeResult::Active),
            qPrintable(Rig::told(outcome)));
        QCOMPARE(applied, QStringList { u"7"_s }); // both of them before the timer's 30 s are over
        if (left) {
            const auto open = m_rig->s.wait<QList<services::OpenChange>>(
                [this](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); });
            QVERIFY(open && open->size() == 1);
            QCOMPARE(open->constFirst().jail, u"web"_s);
            const auto confirm = [&] {
                return m_rig->s.wait<ChangeOutcome>([&](auto handler) {
                    m_rig->changes->confirm(m_rig->s.id, open->constFirst().id, &m_rig->s.context, handler);
                });
            };
            const auto regex = m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"addfailregex"_s, u"^other <HOST>$"_s });
            QCOMPARE(regex.exitCode, 0);
            const auto refused = confirm();
            QVERIFY2(!refused && refused.error().code == core::ErrorCode::VerifyFailed, qPrintable(Rig::told(refused)));
            QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"delfailregex"_s, u"1"_s }).exitCode, 0);
            outcome = confirm();
            QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        }
        QCOMPARE(transactions::bytesOf(path), *wanted.text);
        for (const QString &jail : { u"web"_s, u"big"_s }) {
            const QString regexes = m_rig->get(jail, u"failregex"_s);
            QVERIFY2(regexes.contains(u"GET /secret"_s) && !regexes.contains(u"admin"_s), qPrintable(regexes));
        }
        QCOMPARE(m_rig->jails(), oldJails());
        QVERIFY(m_rig->get(u"big"_s, u"banip"_s).contains(u"192.0.2.7"_s));
        QVERIFY(m_rig->get(u"sshd"_s, u"banip"_s).contains(u"192.0.2.8"_s));
        QCOMPARE(m_rig->entries().constFirst().path, path);
        // What would cost a jail that uses it, too, is refused, also where the jail itself does not run.
        wanted.jail = u"off"_s;
        wanted.text = "[Definition]\nfailregex = ^(unclosed <HOST>\n"_ba;
        const auto refused = m_rig->make(wanted);
        QVERIFY2(refused && refused->result == ChangeResult::Refused, qPrintable(Rig::told(refused)));
        QVERIFY(std::ranges::any_of(refused->issues, [](const services::PreflightIssue &issue) {
            return issue.severity == services::PreflightSeverity::Blocking && issue.jail == "big"_L1;
        }));
        QVERIFY(transactions::bytesOf(path).contains("/secret"));
        // Nor does one end that runs though no file enables it any more.
        m_rig->s.daemon.writeConfig(u"jail.d/other.local"_s, u"[web]\nenabled = false\n"_s);
        wanted.jail = u"web"_s;
        wanted.text = "[Definition]\nfailregex = ^<HOST> .*GET /third\n"_ba;
        const auto ends = m_rig->make(wanted);
        QVERIFY2(ends && ends->result == ChangeResult::Refused, qPrintable(Rig::told(ends)));
        QVERIFY(std::ranges::any_of(ends->issues, [](const services::PreflightIssue &issue) {
            return issue.severity == services::PreflightSeverity::Blocking
                && issue.kind == services::PreflightIssueKind::NotEnabled && issue.jail == "web"_L1;
        }));
        QCOMPARE(m_rig->jails(), oldJails());
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // An action, through a jail that does not run: those that do have it afterwards; where one of them has not, all of
    // them are as they were.
    void changesASharedAction()
    {
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"big"_s, u"banip"_s, u"192.0.2.7"_s }).exitCode, 0);
        const auto banOf = [this](const QString &jail) {
            return m_rig->s.daemon.client({ u"get"_s, jail, u"action"_s, u"dummy"_s, u"actionban"_s }).output.trimmed();
        };
        auto wanted = m_rig->request(ChangeKind::Edit, u"off"_s);
        wanted.part = services::ConfigPart::Action;
        wanted.definition = u"dummy"_s;
        wanted.text = "[Definition]\nactionban = true <ip>\n"_ba;
        QStringList applied;
        m_rig->after(ChangeStage::Apply, [&] {
            for (const QString &jail : { u"recidive"_s, u"sshd"_s, u"web"_s })
                applied += banOf(jail);
            m_rig->s.daemon.client(
                { u"set"_s, u"web"_s, u"action"_s, u"dummy"_s, u"actionban"_s, u"somebody else's"_s });
        });
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(applied, QStringList({ u"true <ip>"_s, u"true <ip>"_s, u"true <ip>"_s }));
        QCOMPARE(outcome->error.detail, u"web: dummy.actionban"_s);
        QCOMPARE(m_rig->jails(), oldJails());
        QCOMPARE(transactions::bytesOf(m_rig->s.daemon.configDir() + u"/action.d/dummy.local"_s), "(absent)"_ba);
        for (const QString &jail : { u"recidive"_s, u"sshd"_s, u"web"_s })
            QVERIFY2(banOf(jail).startsWith("printf"_L1), qPrintable(jail + u' ' + banOf(jail)));
        QVERIFY(m_rig->get(u"big"_s, u"banip"_s).contains(u"192.0.2.7"_s));
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    // Shown before anything is written, and nothing of it stays on the server.
    void previews()
    {
        m_rig = std::make_unique<Rig>(TestFail2ban::Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        const auto preview = m_rig->s.wait<services::ChangePreview>([this](auto handler) {
            m_rig->changes->preview(m_rig->edit(u"sshd"_s, u"maxretry"_s, u"9"_s), &m_rig->s.context, handler);
        });
        QVERIFY2(preview.has_value(), preview ? "" : qPrintable(preview.error().detail));
        QVERIFY2(preview->report.passed(), "blocked");
        QCOMPARE(preview->path, m_rig->ourFile(u"sshd"_s));
        QVERIFY2(preview->diff.contains(u"+maxretry = 9"_s), qPrintable(preview->diff));
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), "(absent)"_ba);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
        const auto unknown = m_rig->s.wait<services::ChangePreview>([this](auto handler) {
            m_rig->changes->preview(m_rig->edit(u"nojail"_s, u"maxretry"_s, u"9"_s), &m_rig->s.context, handler);
        });
        QVERIFY(!unknown && unknown.error().code == core::ErrorCode::UnknownJail);
    }
};

QTEST_GUILESS_MAIN(TestChangeFlow)
#include "tst_change_flow.moc"
