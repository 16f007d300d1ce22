// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

#include <QLocalServer>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <sys/stat.h>

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeOutcome;
using changes::ChangeResult;
using changes::ChangeStage;
using changes::Rig;
using Version = TestFail2ban::Version;

/// Changes that try their new action out by a ban of an address that nobody has, on a real daemon.
class TestChangeCanary final : public QObject
{
    Q_OBJECT

    void prepare(Version version = Version::V1_1_0)
    {
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
    }
    void writeAction(const QString &ban) const
    {
        m_rig->s.daemon.writeConfig(u"action.d/tried.conf"_s,
            u"[Definition]\nactionstart =\nactionstop =\nactioncheck =\nactionban = %1\n"
            "actionunban = printf 'unban tried <ip>\\n' >> %2/log/action.log\n[Init]\nname = x\n"_s.arg(
                ban, m_rig->s.daemon.folder()));
    }
    [[nodiscard]] QString notes() const
    {
        return u"printf 'ban tried <ip>\\n' >> %1/log/action.log"_s.arg(m_rig->s.daemon.folder());
    }
    [[nodiscard]] changes::ChangeRequest tried() const
    {
        auto wanted = m_rig->edit(u"web"_s, u"action"_s, u"tried"_s);
        wanted.canary = true;
        return wanted;
    }
    /// A rule set of the test's own, below which the script looks for programs first.
    void useOwnRules(const QString &nft)
    {
        const QString root = m_rig->s.daemon.folder() + u"/root"_s;
        QVERIFY(QDir().mkpath(root + u"/bin"_s));
        QFile file(root + u"/bin/nft"_s);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(nft.toUtf8()) > 0);
        file.close();
        QCOMPARE(::chmod(qPrintable(file.fileName()), 0755), 0);
        m_rig->changes->setRunner([root](core::ServerId, services::TransactionRunner runner) {
            return services::TransactionRunner(
                [root, runner](const transport::HostCommand &command, const QObject *context, auto handler) {
                    transport::HostCommand changed = command;
                    if (changed.argv.value(4) == "begin"_L1)
                        changed.argv += u"root="_s + root;
                    return runner(changed, context, handler);
                });
        });
    }
    static QString verified(const core::Result<ChangeOutcome> &outcome)
    {
        for (const core::ChangeStep &step : outcome->steps) {
            if (step.stage == ChangeStage::Verify)
                return step.detail;
        }
        return {};
    }
    static QString addressIn(const QString &detail)
    {
        static const QRegularExpression address(u"canary ((?:192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d+)"_s);
        return address.match(detail).captured(1);
    }
    [[nodiscard]] QStringList lines(const QString &word) const
    {
        return m_rig->s.daemon.actionLines().filter(QRegularExpression(u"^%1 tried "_s.arg(word)));
    }
    /// In no jail, nor in the database.
    void isLifted(const QString &address)
    {
        QVERIFY(!address.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(
            m_rig->s.daemon.client({ u"banned"_s, address }).output.simplified(), u"[[]]"_s, 30'000);
        {
            QSqlDatabase store = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"f2b"_s);
            store.setDatabaseName(m_rig->s.daemon.databasePath());
            store.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
            QVERIFY(store.open());
            QSqlQuery query(store);
            QVERIFY(query.exec(u"SELECT count(*) FROM bips WHERE ip = '%1'"_s.arg(address)) && query.next());
            QCOMPARE(query.value(0).toInt(), 0);
        }
        QSqlDatabase::removeDatabase(u"f2b"_s);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }
    std::unique_ptr<Rig> m_rig;

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void newActionIsTried_data() { versionRowsInTurn(0); }
    void newActionIsTried()
    {
        QFETCH(Version, version);
        prepare(version);
        writeAction(notes());
        const auto preview = m_rig->s.wait<services::ChangePreview>(
            [&](auto handler) { m_rig->changes->preview(tried(), this, handler); });
        QVERIFY(preview);
        QCOMPARE(preview->canary.kind, services::CanaryOffer::Kind::Offered);
        QVERIFY2(lines(u"ban"_s).isEmpty(), "a preview bans nobody");
        const auto outcome = m_rig->make(tried());
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        const QString address = addressIn(verified(outcome));
        QVERIFY2(verified(outcome).startsWith(u"4 · canary %1 executed=yes seen="_s.arg(address)),
            qPrintable(verified(outcome)));
        QVERIFY(verified(outcome).endsWith(" lifted"_L1));
        QCOMPARE(lines(u"ban"_s), QStringList { u"ban tried "_s + address });
        QCOMPARE(lines(u"unban"_s), QStringList { u"unban tried "_s + address });
        isLifted(address);
        // As everything that changes a server it is in the audit.
        const auto audit
            = m_rig->s.wait<QList<core::AuditEntry>>([&](auto handler) { m_rig->s.audit.page({}, this, handler); });
        QVERIFY(audit);
        QVERIFY(std::ranges::any_of(*audit, [&address](const core::AuditEntry &entry) {
            return entry.words.join(u' ').contains(u"canary"_s) && entry.words.contains(address);
        }));
    }

    void activationIsTried()
    {
        prepare();
        auto wanted = m_rig->request(ChangeKind::Enable, u"off"_s);
        wanted.canary = true;
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        const QString address = addressIn(verified(outcome));
        QVERIFY(m_rig->s.daemon.actionLines().contains(u"ban off "_s + address));
        isLifted(address);
        QVERIFY(m_rig->jails().contains(u"off"_s));
    }

    // What `-t` and a reload take for good, and what guards nobody.
    void banThatFailsTakesItBack_data() { versionRowsInTurn(1); }
    void banThatFailsTakesItBack()
    {
        QFETCH(Version, version);
        prepare(version);
        writeAction(u"echo 'no such set' >&2; exit 3"_s);
        const QString actions = m_rig->get(u"web"_s, u"actions"_s);
        const auto outcome = m_rig->make(tried());
        QVERIFY2(outcome && outcome->result == ChangeResult::RolledBack, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error.code, core::ErrorCode::VerifyFailed);
        const QString address = addressIn(outcome->error.detail);
        QVERIFY2(
            outcome->error.detail.startsWith(u"canary %1 tried: "_s.arg(address)), qPrintable(outcome->error.detail));
        QVERIFY2(outcome->error.detail.contains("Failed to execute ban jail 'web' action 'tried'"_L1),
            qPrintable(outcome->error.detail));
        QVERIFY2(outcome->error.detail.section(u'\n', 1).contains("stderr: 'no such set'"_L1),
            qPrintable(outcome->error.detail));
        QCOMPARE(m_rig->get(u"web"_s, u"actions"_s), actions);
        QCOMPARE(m_rig->ourBytes(u"web"_s), "(absent)"_ba);
        isLifted(address);
        // Without one nobody would have seen it.
        auto untried = tried();
        untried.canary = false;
        const auto made = m_rig->make(untried);
        QVERIFY2(made && made->result == ChangeResult::Active, qPrintable(Rig::told(made)));
        QVERIFY(addressIn(verified(made)).isEmpty());
    }

    void isRefusedInWords_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("detail");
        QTest::newRow("nothing new") << u"bantime"_s << u"77m"_s << u"canary: not due"_s;
        QTest::newRow("one tells") << u"action"_s << u"noop\ntells"_s << u"canary: tells: tells: norestored"_s;
        QTest::newRow("not known") << u"action"_s << u"tried"_s << u"canary: unknown: tried: /bin/busybox"_s;
    }
    void isRefusedInWords()
    {
        QFETCH(QString, key);
        QFETCH(QString, value);
        QFETCH(QString, detail);
        prepare();
        writeAction(u"/bin/busybox true"_s);
        m_rig->s.daemon.writeConfig(
            u"action.d/tells.conf"_s, u"[Definition]\nactionban = printf x >> /dev/null\nnorestored = 1\n"_s);
        auto wanted = m_rig->edit(u"web"_s, key, value);
        wanted.canary = true;
        const auto outcome = m_rig->make(wanted);
        QVERIFY2(outcome && outcome->result == ChangeResult::Refused, qPrintable(Rig::told(outcome)));
        QCOMPARE(outcome->error, (core::Error { core::ErrorCode::PreflightFailed, detail }));
        QCOMPARE(outcome->steps.size(), 1);
        QCOMPARE(m_rig->ourBytes(u"web"_s), "(absent)"_ba);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void firewallIsLookedAt_data()
    {
        QTest::addColumn<QString>("nft"); // %1: the file that is its rules
        QTest::addColumn<QString>("told"); // %1: the address
        QTest::newRow("seen") << u"case $1 in add) echo \"$7\" >>%1 ;; del*) : >%1 ;; *) cat %1 ;; esac\n"_s
                              << u"4 · canary %1 executed=yes seen=nftables lifted"_s;
        QTest::newRow("not seen") << u"case $1 in list) echo 'set x' ;; esac\n"_s
                                  << u"canary %1: not seen in nftables"_s;
        QTest::newRow("not readable") << u"case $1 in list) exit 1 ;; esac\n"_s
                                      << u"4 · canary %1 executed=yes seen=untold lifted"_s;
        QTest::newRow("not lifted") << u"case $1 in add) echo \"$7\" >>%1 ;; list) cat %1 ;; esac\n"_s
                                    << u"canary %1: not lifted in nftables"_s;
    }
    void firewallIsLookedAt()
    {
        QFETCH(QString, nft);
        QFETCH(QString, told);
        prepare();
        const QString rules = m_rig->s.daemon.folder() + u"/rules"_s;
        useOwnRules(u"#!/bin/sh\n"_s + nft.replace(u"%1"_s, rules));
        const QString program = m_rig->s.daemon.folder() + u"/root/bin/nft"_s;
        m_rig->s.daemon.writeConfig(u"action.d/tried.conf"_s,
            u"[Definition]\nactionstart = true > %2\nactionstop =\nactioncheck =\n"
            "actionban = %1 add element inet f2b set \\{ <ip> \\}\nactionunban = %1 delete element inet f2b set \\{ <ip> \\}\n"_s
                .arg(program, rules));
        const auto outcome = m_rig->make(tried());
        QVERIFY2(outcome, qPrintable(Rig::told(outcome)));
        const bool good = told.startsWith(u'4');
        QVERIFY2(outcome->result == (good ? ChangeResult::Active : ChangeResult::RolledBack),
            qPrintable(Rig::told(outcome)));
        const QString said = good ? verified(outcome) : outcome->error.detail;
        QCOMPARE(said, told.arg(addressIn(said)));
        isLifted(addressIn(said));
    }

    // That no error was seen is no proof where none could have been.
    void whatTheLogDoesNotTellIsTold_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("a stream") << u"logtarget"_s << u"STDOUT"_s;
        QTest::newRow("a level") << u"loglevel"_s << u"ERROR"_s;
    }
    void whatTheLogDoesNotTellIsTold()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        prepare();
        writeAction(notes());
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\n%1 = %2\n"_s.arg(name, value));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, name, value }).exitCode, 0);
        const auto outcome = m_rig->make(tried());
        QVERIFY2(outcome && outcome->result == ChangeResult::Active, qPrintable(Rig::told(outcome)));
        QVERIFY2(verified(outcome).contains(" executed=untold "_L1), qPrintable(verified(outcome)));
        isLifted(addressIn(verified(outcome)));
    }

    // What a daemon that logs to syslog said of it is in the journal. journalctl is the test's, which has the line as
    // soon as the ban has failed.
    void theJournalIsRead_data() { versionRowsInTurn(2); }
    void theJournalIsRead()
    {
        QFETCH(Version, version);
        QTemporaryDir folder(u"/tmp/cj-XXXXXX"_s);
        const QByteArray path = qgetenv("PATH");
        const auto restored = qScopeGuard([&path] { qputenv("PATH", path); });
        qputenv("PATH", folder.path().toUtf8() + ':' + path);
        QFile program(folder.filePath(u"journalctl"_s));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\n[ ! -e '" + folder.filePath(u"tried"_s).toUtf8()
            + "' ] || echo \"Failed to execute ban jail 'web' action 'tried' info 'x': no\"\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::ExeOwner));
        prepare(version);
        QLocalServer syslog; // somebody who takes the lines
        QVERIFY(syslog.listen(folder.filePath(u"log"_s)));
        m_rig->s.daemon.writeConfig(u"fail2ban.local"_s,
            u"[Definition]\nlogtarget = SYSLOG\nsyslogsocket = %1\n"_s.arg(folder.filePath(u"log"_s)));
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"syslogsocket"_s, folder.filePath(u"log"_s) }).exitCode, 0);
        QCOMPARE(m_rig->s.daemon.client({ u"set"_s, u"logtarget"_s, u"SYSLOG"_s }).exitCode, 0);
        writeAction(u"touch %1"_s.arg(folder.filePath(u"tried"_s)));
        const auto failed = m_rig->make(tried());
        QVERIFY2(failed && failed->result == ChangeResult::RolledBack, qPrintable(Rig::told(failed)));
        const QString address = addressIn(failed->error.detail);
        QCOMPARE(failed->error.detail,
            u"canary %1 tried: Failed to execute ban jail 'web' action 'tried' info 'x': no"_s.arg(address));
        isLifted(address);

        QVERIFY(QFile::remove(folder.filePath(u"tried"_s)));
        writeAction(notes());
        const auto made = m_rig->make(tried());
        QVERIFY2(made && made->result == ChangeResult::Active, qPrintable(Rig::told(made)));
        QVERIFY2(verified(made).contains(" executed=yes "_L1), qPrintable(verified(made)));
        m_rig.reset();
    }

    // The link dies with BanGUI while the ban is under way: the server lifts it with the change.
    void outlivesTheClient_data() { versionRowsInTurn(3); }
    void outlivesTheClient()
    {
        QFETCH(Version, version);
        prepare(version);
        writeAction(u"sleep 3; "_s + notes());
        const QString actions = m_rig->get(u"web"_s, u"actions"_s);
        QString address;
        m_rig->changes->setRunner([this, &address](core::ServerId, services::TransactionRunner runner) {
            return services::TransactionRunner(
                [this, &address, runner](const transport::HostCommand &command, const QObject *context, auto handler) {
                    if (command.argv.value(4) == "canary"_L1)
                        address = command.argv.last();
                    return runner(command, context, handler);
                });
        });
        auto wanted = tried();
        wanted.undoAfterSeconds = 25; // its test ban comes before that
        m_rig->changes->make(wanted, &m_rig->s.context, [](const core::Result<ChangeOutcome> &) {});
        QTRY_VERIFY_WITH_TIMEOUT(!address.isEmpty(), 60'000);
        QTRY_VERIFY_WITH_TIMEOUT(
            transactions::bytesOf(m_rig->s.daemon.logPath()).contains("[web] Ban " + address.toUtf8()), 30'000);
        m_rig->changes.reset();
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->ourBytes(u"web"_s), "(absent)"_ba, 90'000);
        QTRY_COMPARE_WITH_TIMEOUT(m_rig->get(u"web"_s, u"actions"_s), actions, 40'000);
        isLifted(address);
    }
};

QTEST_GUILESS_MAIN(TestChangeCanary)
#include "tst_change_canary.moc"
