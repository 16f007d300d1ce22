// SPDX-License-Identifier: GPL-3.0-or-later
// bangui-cli on a real pseudo-terminal, through a real sshd to a real fail2ban: what it asks there, and that it asks
// nowhere else.
#include "cli/terminal_session.h"
#include "support/test_account.h"
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const QByteArray secret = "tst-marker-secret-3";

} // namespace

class TestCliPrompts : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<TestFail2ban> m_daemon;
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<TerminalSession> run(const QStringList &words, bool stdinIsTerminal = true)
    {
        return std::make_unique<TerminalSession>(
            words + QStringList { u"--json"_s }, m_folder->path(), stdinIsTerminal);
    }
    std::unique_ptr<TerminalSession> remote(const QStringList &words, bool stdinIsTerminal = true)
    {
        return run(words + there() + QStringList { u"--remote-socket"_s, m_daemon->socketPath() }, stdinIsTerminal);
    }
    QStringList there() const
    {
        return { u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s, m_sshd->clientConfig() };
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_daemon = std::make_unique<TestFail2ban>();
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void cleanupTestCase() { m_daemon.reset(); }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/clpXXXXXX"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"run"_s));
        QFile::setPermissions(m_folder->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_sshd = std::make_unique<TestSshd>();
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
    }
    void cleanup()
    {
        QCOMPARE(QDir(m_folder->filePath(u"run/bangui"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
            QStringList());
        QTRY_COMPARE(m_sshd->connections(), 0);
        m_sshd.reset();
        m_folder.reset();
    }

    void nothingToAsk()
    {
        const auto session = remote({ u"status"_s });
        QCOMPARE(session->exitCode(), 0);
        QCOMPARE(session->document()[u"state"_s].toString(), u"Online"_s);
        QCOMPARE(session->shown(), QByteArray());
    }

    void passphrase()
    {
        QVERIFY(m_sshd->setPassphrase(QString::fromLatin1(secret)));
        const auto session = remote({ u"status"_s });
        QVERIFY(session->waitFor("Passphrase of the key " + m_sshd->clientKey().toUtf8() + ": "));
        QVERIFY(!session->echoes());
        session->type(secret + "-no\n");
        QVERIFY(session->waitFor("That was not accepted."));
        QVERIFY(session->waitFor("Passphrase of the key "));
        // The secret has been on its way: no argument and no environment shows it.
        int looked = 0;
        const QList<qint64> pids = QList { session->pid() } + TestSshd::descendants(session->pid());
        for (const qint64 pid : pids) {
            for (const QString &name : { u"cmdline"_s, u"environ"_s }) {
                ++looked;
                QVERIFY(!readBytes(u"/proc/%1/%2"_s.arg(pid).arg(name)).contains(secret));
            }
        }
        QVERIFY(looked >= 6); // itself, ssh, the askpass
        session->type(secret + '\n');
        QCOMPARE(session->exitCode(), 0);
        QCOMPARE(session->document()[u"state"_s].toString(), u"Online"_s);
        QVERIFY(session->echoes());
        QVERIFY2(!session->shown().contains(secret), session->shown().constData());
        QTRY_COMPARE(m_sshd->logins(), 1);
        const QFileInfoList files = QDir(m_folder->filePath(u"data"_s)).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            QVERIFY2(!readBytes(file.filePath()).contains(secret), qPrintable(file.filePath()));
    }

    void hostKey_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<bool>("kept");
        QTest::newRow("once") << QByteArray("o\n") << 0 << false;
        QTest::newRow("the whole word, after a slip") << QByteArray("yes\nalways\n") << 0 << true;
        QTest::newRow("not") << QByteArray("n\n") << 3 << false;
        QTest::newRow("no") << QByteArray("no\n") << 3 << false;
        QTest::newRow("end of file") << QByteArray("\x04") << 3 << false;
    }
    void hostKey()
    {
        QFETCH(QByteArray, answer);
        QFETCH(bool, kept);
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        const auto session = remote({ u"status"_s });
        const auto told = TestSshd::run({ u"ssh-keygen"_s, u"-lf"_s, m_sshd->folder() + u"/host.pub"_s });
        QVERIFY(session->waitFor("ED25519 key " + told.output.split(' ').value(1)));
        QVERIFY(session->waitFor("+--[ED25519 256]--+"));
        QVERIFY(session->waitFor("[o]nce, [a]lways, or [n]ot at all? "));
        QVERIFY(session->echoes());
        session->type(answer);
        QTEST(session->exitCode(), "exitCode");
        QCOMPARE(session->errorCode(), session->document()[u"online"_s].toBool() ? QString() : u"HostKeyUnknown"_s);
        QCOMPARE(!readBytes(m_sshd->knownHosts()).isEmpty(), kept);
        // Another process: only what was kept is known to it.
        if (kept) {
            const auto again = remote({ u"status"_s });
            QCOMPARE(again->exitCode(), 0);
            QCOMPARE(again->shown(), QByteArray());
        } else {
            const auto again = remote({ u"status"_s });
            QVERIFY(again->waitFor("[n]ot at all? "));
            again->type("n\n");
            QCOMPARE(again->exitCode(), 3);
        }
    }

    /// Whoever types ahead has seen the first key alone.
    void whatIsTypedAheadTrustsNobody()
    {
        TestSshd jump;
        QVERIFY2(jump.start(), qPrintable(jump.error()));
        jump.setHostKey(TestSshd::HostKey::Unknown);
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QFile config(m_folder->filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("Host way\nProxyJump door\n"
            + readBytes(jump.clientConfig()).replace("Host bangui-test bangui-test-jump", "Host door")
            + readBytes(m_sshd->clientConfig()).replace("Host bangui-test bangui-test-jump", "Host way"));
        config.close();
        QVERIFY(config.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        const auto session = run({ u"status"_s, u"--ssh"_s, u"way"_s, u"--ssh-config"_s, config.fileName(),
            u"--remote-socket"_s, m_daemon->socketPath() });
        QVERIFY(session->waitFor("[o]nce, [a]lways, or [n]ot at all? "));
        session->type("a\na\n");
        QVERIFY(session->waitFor("[o]nce, [a]lways, or [n]ot at all? "));
        QVERIFY(!readBytes(jump.knownHosts()).isEmpty());
        QCOMPARE(readBytes(m_sshd->knownHosts()), QByteArray());
        session->type("n\n");
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"HostKeyUnknown"_s);
        QCOMPARE(readBytes(m_sshd->knownHosts()), QByteArray());
        QTRY_COMPARE(jump.connections(), 0);
    }

    /// Several servers: the question of one comes when the one before is answered, and its ssh is not there before.
    void oneWayAtATime()
    {
        TestSshd second;
        QVERIFY2(second.start(), qPrintable(second.error()));
        m_daemon->writeConfig(
            u"fail2ban.d/socket.local"_s, u"[Definition]\nsocket = %1\n"_s.arg(m_daemon->socketPath()));
        const QList<TestSshd *> both { m_sshd.get(), &second };
        for (const TestSshd *sshd : both) {
            const auto added = run({ u"servers"_s, u"add"_s, u"far-%1"_s.arg(sshd->port()), u"--config"_s,
                m_daemon->configDir(), u"--ssh"_s, sshd->destination().host, u"--ssh-config"_s, sshd->clientConfig() });
            QCOMPARE(added->exitCode(), 0);
        }
        for (TestSshd *sshd : both)
            QVERIFY(sshd->setPassphrase(QString::fromLatin1(secret)));
        const auto knocks
            = [&] { return m_sshd->log().count("Connection from"_L1) + second.log().count("Connection from"_L1); };
        const qsizetype before = knocks();
        const auto session = run({ u"status"_s, u"--all"_s });
        QVERIFY(session->waitFor("Passphrase of the key "));
        // Both would have been knocked at before the first could show its key.
        QCOMPARE(knocks() - before, 1);
        session->type(secret + '\n');
        QVERIFY(session->waitFor("Passphrase of the key "));
        QCOMPARE(knocks() - before, 2);
        session->type(secret + '\n');
        QCOMPARE(session->exitCode(), 0);
        QTRY_COMPARE(second.connections(), 0);
    }

    /// The socket is asked for first, over the same way.
    void nobodyIsAskedTwice()
    {
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        const auto session = run(QStringList { u"status"_s } + there());
        QVERIFY(session->waitFor("[n]ot at all? "));
        session->type("n\n");
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"HostKeyUnknown"_s);
        QCOMPARE(session->shown().count("[n]ot at all? "), 1);
    }

    void anotherHostKeyIsNoQuestion()
    {
        m_sshd->setHostKey(TestSshd::HostKey::Changed);
        const auto session = remote({ u"status"_s });
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"HostKeyChanged"_s);
        QVERIFY(!session->shown().contains("[a]lways"));
    }

    void interrupted_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("status") << QStringList { u"status"_s };
        QTest::newRow("ban") << QStringList { u"ban"_s, u"192.0.2.7"_s, u"--jail"_s, u"web"_s };
        QTest::newRow("enable") << QStringList { u"enable"_s, u"off"_s };
        QTest::newRow("recover") << QStringList { u"recover"_s, u"rollback"_s };
        QTest::newRow("raw words") << QStringList { u"command"_s, u"stop"_s, u"web"_s };
    }
    /// ssh's end of the terminal is ours again, and nothing runs on; that nothing was changed is told.
    void interrupted()
    {
        QFETCH(const QStringList, words);
        QVERIFY(m_sshd->setPassphrase(QString::fromLatin1(secret)));
        const auto session = remote(words);
        QVERIFY(session->waitFor("Passphrase of the key "));
        QVERIFY(!session->echoes());
        const QList<qint64> below = TestSshd::descendants(session->pid());
        QVERIFY(!below.isEmpty());
        session->type("\x03");
        QCOMPARE(session->exitCode(), 128 + SIGINT);
        QCOMPARE(session->errorCode(), u"Cancelled"_s);
        QCOMPARE(session->document()[u"error"_s].toObject()[u"message"_s].toString(),
            u"This was interrupted. Nothing was changed."_s);
        QVERIFY(session->echoes());
        for (const qint64 pid : below)
            QTRY_VERIFY(readBytes(u"/proc/%1/cmdline"_s.arg(pid)).isEmpty());
    }

    /// What the other machine asks is marked as its own words.
    void wordsOfTheOtherMachine()
    {
        TestAccount account;
        QVERIFY2(account.create(QString::fromLatin1(secret)), qPrintable(account.error()));
        TestSshd::Options options;
        options.extraServerConfig = u"UsePAM yes\nKbdInteractiveAuthentication yes"_s;
        m_sshd = std::make_unique<TestSshd>(options);
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        m_sshd->setExtraClientConfig(
            u"User %1\nPubkeyAuthentication no\nPreferredAuthentications keyboard-interactive"_s.arg(account.name()));
        const auto session = remote({ u"status"_s });
        QVERIFY(session->waitFor(account.name().toUtf8() + "@127.0.0.1 asks, in its own words:"));
        QVERIFY(session->waitFor("  | Password: "));
        QVERIFY(session->waitFor("Answer: "));
        QVERIFY(!session->echoes());
        session->type(secret + '\n');
        QCOMPARE(session->exitCode(), 3); // logged in, but the socket is root's
        QTRY_VERIFY2(m_sshd->log().contains("Accepted keyboard-interactive/pam"_L1), qPrintable(m_sshd->log()));
        QVERIFY(session->errorCode() != "AuthenticationRequired"_L1);
        QVERIFY(!session->shown().contains(secret));
    }

    /// A script that happens to run in a terminal is not asked either.
    void withoutATerminal()
    {
        QVERIFY(m_sshd->setPassphrase(QString::fromLatin1(secret)));
        const auto session = remote({ u"status"_s }, false);
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"AuthenticationRequired"_s);
        QVERIFY2(!session->shown().contains("Passphrase of"), session->shown().constData());
    }

    /// The same for a stored profile, whose socket is asked for over there first.
    void aStoredServer()
    {
        QVERIFY(m_sshd->setPassphrase(QString::fromLatin1(secret)));
        m_daemon->writeConfig(
            u"fail2ban.d/socket.local"_s, u"[Definition]\nsocket = %1\n"_s.arg(m_daemon->socketPath()));
        const auto added
            = run(QStringList { u"servers"_s, u"add"_s, u"far"_s, u"--config"_s, m_daemon->configDir() } + there());
        QVERIFY(added->waitFor("far:"));
        QVERIFY(added->waitFor("Passphrase of the key "));
        added->type(secret + '\n');
        QCOMPARE(added->exitCode(), 0);
        QCOMPARE(added->document()[u"socket"_s].toString(), m_daemon->socketPath());
        const auto listed = run({ u"bans"_s, u"--server"_s, u"far"_s });
        QVERIFY(listed->waitFor("Passphrase of the key "));
        listed->type(secret + '\n');
        QCOMPARE(listed->exitCode(), 0);
        const auto tested = run({ u"servers"_s, u"test"_s, u"far"_s });
        QVERIFY(tested->waitFor("Passphrase of the key "));
        tested->type(secret + '\n');
        QCOMPARE(tested->exitCode(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliPrompts)
#include "tst_cli_prompts.moc"
