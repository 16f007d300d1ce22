// SPDX-License-Identifier: GPL-3.0-or-later
// bangui-cli --sudo on a real pseudo-terminal, as a common user with the real sudo, here and behind a real sshd, to a
// real fail2ban whose socket is root's: sudo's password is asked for on a terminal only, and shows nowhere.
#include "cli/terminal_session.h"
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"
#include "support/test_sudoer.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

class TestCliSudo : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSudoer> m_sudoer;
    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<TestFail2ban> m_daemon;
    std::unique_ptr<QTemporaryDir> m_folder;

    std::unique_ptr<TerminalSession> run(const QStringList &words, bool stdinIsTerminal = true)
    {
        return std::make_unique<TerminalSession>(
            words + QStringList { u"--json"_s }, m_folder->path(), stdinIsTerminal);
    }
    QStringList way(bool ssh) const
    {
        QStringList words { u"--sudo"_s, ssh ? u"--remote-socket"_s : u"--socket"_s, m_daemon->socketPath() };
        if (ssh)
            words += { u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s, m_sshd->clientConfig() };
        return words;
    }
    QString logFile() const { return m_folder->filePath(u"sudo.log"_s); }
    static void open(const QString &path, mode_t mode)
    {
        QCOMPARE(::chmod(QFile::encodeName(path).constData(), mode), 0);
    }
    static void ways()
    {
        QTest::addColumn<bool>("ssh");
        QTest::newRow("here") << false;
        QTest::newRow("behind ssh") << true;
    }

private Q_SLOTS:
    void initTestCase()
    {
        m_sudoer = std::make_unique<TestSudoer>();
        QVERIFY2(m_sudoer->isReady(), qPrintable(m_sudoer->error()));
        m_sudoer->standInForSudo();
        m_sshd = std::make_unique<TestSshd>();
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        m_sshd->setExtraClientConfig(u"User "_s + m_sudoer->name());
        open(m_sshd->folder(), 0755); // that user reads its key here
        open(m_sshd->folder() + u"/authorized_keys"_s, 0644);
        m_daemon = std::make_unique<TestFail2ban>();
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void cleanupTestCase()
    {
        m_daemon.reset();
        m_sshd.reset();
        m_sudoer.reset();
    }
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/clsXXXXXX"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"run"_s));
        open(m_folder->filePath(u"run"_s), 0700);
        const QString rules = u"Defaults:%1 timestamp_timeout=0, loglinelen=0, logfile=%2\n%1 ALL=(root) ALL"_s;
        QVERIFY2(m_sudoer->setRules(rules.arg(m_sudoer->name(), logFile())), qPrintable(m_sudoer->said()));
    }
    void cleanup()
    {
        QCOMPARE(QDir(m_folder->filePath(u"run/bangui"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
            QStringList());
        QTRY_COMPARE(m_sshd->connections(), 0);
        m_folder.reset();
    }

    void thePassword_data() { ways(); }
    void thePassword()
    {
        QFETCH(bool, ssh);
        const QByteArray secret = TestSudoer::password();
        const auto session = run(QStringList { u"status"_s, u"--log-level"_s, u"debug"_s } + way(ssh));
        // Here it is sudo alone that is that user's.
        const QString login = ssh ? m_sudoer->name() : TestSshd::user();
        QVERIFY(session->waitFor("Password for sudo of " + login.toUtf8() + '@'));
        QVERIFY(!session->echoes());
        session->type("wrong-" + secret + '\n');
        QVERIFY(session->waitFor("That was not accepted."));
        QVERIFY(session->waitFor("Password for sudo of "));
        // It has been on its way: no argument and no environment shows it.
        int looked = 0;
        const QList<qint64> pids = QList { session->pid() } + TestSshd::descendants(session->pid());
        for (const qint64 pid : pids) {
            for (const QString &name : { u"cmdline"_s, u"environ"_s }) {
                ++looked;
                QVERIFY(!readBytes(u"/proc/%1/%2"_s.arg(pid).arg(name)).contains(secret));
            }
        }
        QVERIFY(looked >= 2);
        session->type(secret + '\n');
        QCOMPARE(session->exitCode(), 0);
        QCOMPARE(session->document()[u"state"_s].toString(), u"Online"_s);
        QCOMPARE(session->document()[u"version"_s].toString(), m_daemon->versionText());
        QVERIFY(session->echoes());
        QVERIFY2(!session->shown().contains(secret), session->shown().constData()); // nor the log, which is there
        const QFileInfoList files = QDir(m_folder->filePath(u"data"_s)).entryInfoList(QDir::Files);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            QVERIFY2(!readBytes(file.filePath()).contains(secret), qPrintable(file.filePath()));
        QCOMPARE(readBytes(logFile()).count("incorrect password attempt"), 1); // one answer, one attempt
    }

    void declined_data() { ways(); }
    void declined()
    {
        QFETCH(bool, ssh);
        const auto session = run(QStringList { u"bans"_s } + way(ssh));
        QVERIFY(session->waitFor("Password for sudo of "));
        session->type("\x04");
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"ElevationPassword"_s);
        QCOMPARE(session->shown().count("Password for sudo of "), 1);
        QVERIFY(session->echoes());
    }

    void withoutATerminal_data() { ways(); }
    void withoutATerminal()
    {
        QFETCH(bool, ssh);
        const auto session = run(QStringList { u"bans"_s } + way(ssh), false);
        QCOMPARE(session->exitCode(), 3);
        QCOMPARE(session->errorCode(), u"ElevationPassword"_s);
        QVERIFY2(!session->shown().contains("Password for"), session->shown().constData());
        // And sudo itself asks nobody, and is asked once.
        QCOMPARE(readBytes(logFile()).count("a password is required"), 1);
    }

    /// Two servers of one machine are one question, and a change goes the same way.
    void oneQuestionForAMachine()
    {
        for (const QString &name : { u"one"_s, u"two"_s }) {
            const auto added = run(QStringList { u"servers"_s, u"add"_s, name } + way(true));
            QCOMPARE(added->exitCode(), 0);
        }
        const auto session = run({ u"ban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.77"_s, u"--server"_s, u"one"_s });
        QVERIFY(session->waitFor("Password for sudo of "));
        session->type(TestSudoer::password() + '\n');
        QCOMPARE(session->exitCode(), 0);
        QVERIFY(m_daemon->client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.77"_L1));
        const auto all = run({ u"status"_s, u"--all"_s });
        QVERIFY(all->waitFor("Password for sudo of "));
        all->type(TestSudoer::password() + '\n');
        QCOMPARE(all->exitCode(), 0);
        QCOMPARE(all->shown().count("Password for sudo of "), 1);
    }

    /// Each step of a test tells what it came to.
    void testedStepByStep()
    {
        const auto added = run(QStringList { u"servers"_s, u"add"_s, u"far"_s } + way(true));
        QCOMPARE(added->exitCode(), 0);
        const auto steps = [this](bool terminal, const QByteArray &answer) {
            const auto session = run({ u"servers"_s, u"test"_s, u"far"_s }, terminal);
            if (terminal) {
                if (!session->waitFor("Password for sudo of "))
                    return u"no question"_s;
                session->type(answer);
            }
            const int exitCode = session->exitCode();
            QStringList words { QString::number(exitCode) };
            const QJsonArray all = session->steps();
            for (const QJsonValue &step : all) {
                const bool ok = step[u"ok"_s].toBool();
                words += step[u"step"_s].toString() + u'=' + (ok ? u"ok"_s : step[u"detail"_s].toString());
                if (ok != step[u"remedy"_s].isNull())
                    words += u"what to do?"_s;
            }
            return words.join(u' ');
        };
        QCOMPARE(steps(false, {}), u"3 ssh_login=ok elevation=sudo on far asks for a password."_s);
        QCOMPARE(steps(true, TestSudoer::password() + '\n'),
            u"0 ssh_login=ok elevation=ok path=ok permission=ok ping=ok version=ok capabilities=ok"_s);
    }
};

QTEST_GUILESS_MAIN(TestCliSudo)
#include "tst_cli_sudo.moc"
