// SPDX-License-Identifier: GPL-3.0-or-later
// bangui-cli from outside, through a real sshd and sudo to a real fail2ban. The container engine is a fake: its "exec"
// runs the command here.
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    qint64 tookMs = 0;
    QByteArray said; ///< both, for a failed check
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(output).array(); }
    [[nodiscard]] QString errorCode() const { return object()[u"error"_s].toObject()[u"code"_s].toString(); }
};

/// Living processes whose command line holds the text.
int processesWith(const QString &text)
{
    int count = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList({ u"[0-9]*"_s }, QDir::Dirs)) {
        QFile file(u"/proc/"_s + pid + u"/cmdline"_s);
        if (file.open(QIODevice::ReadOnly) && file.readAll().contains(text.toUtf8()))
            ++count;
    }
    return count;
}

} // namespace

class TestCliRemote : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<TestFail2ban> m_daemon;
    std::unique_ptr<QTemporaryDir> m_folder;

    Run cli(const QStringList &words)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder->filePath(u"run"_s));
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        QElapsedTimer timer;
        timer.start();
        process.start(QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_folder->filePath(u"data"_s) } + words);
        if (!process.waitForFinished(60'000))
            qFatal("bangui-cli hangs");
        Run run { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError(), timer.elapsed(),
            {} };
        run.said = run.errors + run.output;
        return run;
    }
    /// The command on the daemon behind ssh, as JSON.
    Run remote(const QStringList &words, const QStringList &more = {})
    {
        return cli(words + at() + more + QStringList { u"--json"_s });
    }
    QStringList at() const
    {
        return { u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s, m_sshd->clientConfig(),
            u"--remote-socket"_s, m_daemon->socketPath() };
    }
    void nothingIsLeft()
    {
        // The runtime folder's own is shared by all windows; each process has one below.
        QCOMPARE(QDir(m_folder->filePath(u"run/bangui"_s)).entryList(QDir::AllEntries | QDir::NoDotAndDotDot),
            QStringList());
        QTRY_COMPARE(processesWith(m_folder->filePath(u"run"_s)), 0);
        QTRY_COMPARE(m_sshd->connections(), 0);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/cliXXXXXX"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"run"_s));
        QFile::setPermissions(m_folder->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        m_sshd = std::make_unique<TestSshd>();
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        m_daemon = std::make_unique<TestFail2ban>();
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void cleanup()
    {
        nothingIsLeft();
        m_daemon.reset();
        m_sshd.reset();
        m_folder.reset();
    }

    void everyCommand_data()
    {
        QTest::addColumn<QStringList>("way");
        QTest::newRow("tunnel") << QStringList {};
        QTest::newRow("sudo") << QStringList { u"--sudo"_s };
    }
    void everyCommand()
    {
        QFETCH(QStringList, way);
        const Run status = remote({ u"status"_s }, way);
        QVERIFY2(status.exitCode == 0, status.said.constData());
        QCOMPARE(status.object()[u"state"_s].toString(), u"Online"_s);
        QCOMPARE(status.object()[u"server"_s].toString(), m_sshd->destination().host);
        QCOMPARE(status.object()[u"version"_s].toString(), m_daemon->versionText());
        QCOMPARE(remote({ u"jails"_s }, way).array().size(), 4);
        QCOMPARE(remote({ u"jail"_s, u"web"_s }, way).object()[u"bantime"_s].toInt(), 600);
        const Run ban = remote({ u"ban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.1"_s, u"2001:DB8::1"_s }, way);
        QVERIFY2(ban.exitCode == 0, ban.said.constData());
        QCOMPARE(remote({ u"bans"_s }, way).array().size(), 2);
        QVERIFY(m_daemon->client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.1"_L1));
        const Run events = remote({ u"events"_s, u"--search"_s, u"192.0.2.1"_s }, way);
        QVERIFY2(events.exitCode == 0, events.said.constData());
        QCOMPARE(events.array().first().toObject()[u"kind"_s].toString(), u"ban"_s);
        QCOMPARE(remote({ u"unban"_s, u"192.0.2.1"_s }, way).exitCode, 0);
        QCOMPARE(remote({ u"bans"_s }, way).array().size(), 1);
        QCOMPARE(remote({ u"command"_s, u"get"_s, u"web"_s, u"maxretry"_s }, way).output.trimmed(), "3");
        // The address that we come from is not to be banned by a slip.
        const Run own = remote({ u"ban"_s, u"--jail"_s, u"sshd"_s, u"127.0.0.1"_s }, way);
        QCOMPARE(own.exitCode, 1);
        QVERIFY2(
            QDir(m_folder->filePath(u"run/bangui"_s)).exists(), "or the check of what is left would look elsewhere");
        QTRY_COMPARE(m_sshd->logins(), 10); // one per run, whatever the command needs
    }

    void followedUntilInterrupted()
    {
        QProcess follower;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder->filePath(u"run"_s));
        follower.setProcessEnvironment(environment);
        follower.setStandardInputFile(QProcess::nullDevice());
        follower.start(QStringLiteral(BANGUI_CLI),
            QStringList {
                u"--data"_s, m_folder->filePath(u"data"_s), u"events"_s, u"--follow"_s, u"--jail"_s, u"web"_s }
                + at());
        QByteArray output;
        const auto told
            = [&](const QByteArray &what) { return (output += follower.readAllStandardOutput()).contains(what); };
        QTRY_VERIFY(told("web"));
        QCOMPARE(m_daemon->client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.3"_s }).exitCode, 0);
        QTRY_VERIFY(told("192.0.2.3"));
        follower.terminate();
        QTRY_COMPARE(follower.state(), QProcess::NotRunning);
        QCOMPARE(follower.exitCode(), 128 + 15);
        QCOMPARE(follower.readAllStandardError(), QByteArray());
    }

    void socketIsFound()
    {
        const QStringList there { u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s, m_sshd->clientConfig(),
            u"--config"_s, m_daemon->configDir(), u"--json"_s };
        m_daemon->writeConfig(
            u"fail2ban.d/socket.local"_s, u"[Definition]\nsocket = %1\n"_s.arg(m_daemon->socketPath()));
        const Run status = cli(QStringList { u"status"_s } + there);
        QVERIFY2(status.exitCode == 0, status.said.constData());
        const Run added = cli(QStringList { u"servers"_s, u"add"_s, u"far"_s } + there);
        QVERIFY2(added.exitCode == 0, added.said.constData());
        QCOMPARE(added.object()[u"socket"_s].toString(), m_daemon->socketPath());
        QVERIFY(added.object()[u"note"_s].isNull());
        const QJsonObject listed = cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().first().toObject();
        QCOMPARE(listed[u"kind"_s].toString(), u"ssh"_s);
        QCOMPARE(listed[u"destination"_s].toString(), m_sshd->destination().host);
        QCOMPARE(listed[u"ssh_config"_s].toString(), m_sshd->clientConfig());
        QCOMPARE(listed[u"elevation"_s].toString(), u"none"_s);
        QVERIFY(cli({ u"servers"_s, u"list"_s }).output.contains("ssh " + m_sshd->destination().host.toUtf8()));

        const Run test = cli({ u"servers"_s, u"test"_s, u"far"_s, u"--json"_s });
        QVERIFY2(test.exitCode == 0, test.said.constData());
        QStringList stages;
        for (const QJsonValue &step : test.array())
            stages += step.toObject()[u"step"_s].toString();
        QCOMPARE(stages.join(u' '), u"ssh_login path permission ping version capabilities"_s);
        QCOMPARE(cli({ u"bans"_s, u"--server"_s, u"far"_s, u"--json"_s }).exitCode, 0);
    }

    void addedWithoutReachingIt()
    {
        m_sshd->setClientTarget(u"127.0.0.1"_s, 1);
        const Run added = cli({ u"servers"_s, u"add"_s, u"far"_s, u"--ssh"_s, m_sshd->destination().host,
            u"--ssh-config"_s, m_sshd->clientConfig(), u"--sudo"_s, u"--json"_s });
        QCOMPARE(added.exitCode, 0);
        QCOMPARE(added.object()[u"socket"_s].toString(), u"/run/fail2ban/fail2ban.sock"_s);
        QCOMPARE(added.object()[u"elevation"_s].toString(), u"sudo"_s);
        QVERIFY(!added.object()[u"note"_s].toString().isEmpty());
        QVERIFY2(added.errors.contains("/run/fail2ban/fail2ban.sock"), added.said.constData());
        const Run test = cli({ u"servers"_s, u"test"_s, u"far"_s, u"--json"_s });
        QCOMPARE(test.exitCode, 3);
        QCOMPARE(test.array().size(), 1);
        const QJsonObject step = test.array().first().toObject();
        QVERIFY(!step[u"remedy"_s].toString().isEmpty() && !step[u"detail"_s].toString().isEmpty());
        QCOMPARE(step[u"step"_s].toString(), u"ssh_login"_s);
        QVERIFY(!step[u"ok"_s].toBool(true));
    }

    void whatIsWrongWithTheWay_data()
    {
        QTest::addColumn<QString>("what");
        QTest::addColumn<QString>("code");
        QTest::newRow("wrong key") << u"wrong key"_s << u"AuthenticationRequired"_s;
        QTest::newRow("unknown host key") << u"unknown"_s << u"HostKeyUnknown"_s;
        QTest::newRow("changed host key") << u"changed"_s << u"HostKeyChanged"_s;
        QTest::newRow("revoked host key") << u"revoked"_s << u"HostKeyChanged"_s;
        QTest::newRow("nobody there") << u"refused"_s << u"TunnelDown"_s;
        QTest::newRow("passphrase") << u"passphrase"_s << u"AuthenticationRequired"_s;
    }
    void whatIsWrongWithTheWay()
    {
        QFETCH(QString, what);
        QFETCH(QString, code);
        if (what == "wrong key"_L1)
            m_sshd->useWrongKey(true);
        else if (what == "unknown"_L1)
            m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        else if (what == "changed"_L1)
            m_sshd->setHostKey(TestSshd::HostKey::Changed);
        else if (what == "revoked"_L1)
            m_sshd->setHostKey(TestSshd::HostKey::Revoked);
        else if (what == "refused"_L1)
            m_sshd->setClientTarget(u"127.0.0.1"_s, 1);
        else
            QVERIFY(m_sshd->setPassphrase(u"correct horse"_s));
        const Run status = remote({ u"status"_s });
        QCOMPARE(status.exitCode, 3);
        QCOMPARE(status.errorCode(), code);
        QCOMPARE(status.object()[u"online"_s].toBool(), false);
        const Run bans = remote({ u"bans"_s });
        QCOMPARE(bans.exitCode, 3);
        QCOMPARE(bans.errorCode(), code);
        QVERIFY2(bans.errors.contains(m_sshd->destination().host.toUtf8()), bans.said.constData());
        // Without the socket too, and no second knock for it.
        const qsizetype logins = m_sshd->log().count("Connection from"_L1);
        const Run asked = cli({ u"bans"_s, u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s,
            m_sshd->clientConfig(), u"--json"_s });
        QCOMPARE(asked.exitCode, 3);
        QCOMPARE(asked.errorCode(), code);
        QVERIFY(m_sshd->log().count("Connection from"_L1) <= logins + 1);
        QVERIFY2(asked.tookMs < 25'000, qPrintable(QString::number(asked.tookMs)));
        QTRY_COMPARE(m_sshd->logins(), 0);
    }

    void deadDaemonBehindAHealthyLink()
    {
        m_daemon->kill();
        for (const QStringList &way : { QStringList {}, QStringList { u"--sudo"_s } }) {
            const Run status = remote({ u"status"_s }, way);
            QCOMPARE(status.exitCode, 3);
            QCOMPARE(status.object()[u"state"_s].toString(), u"Offline"_s);
            QCOMPARE(status.errorCode(), u"Refused"_s);
        }
        QFile::remove(m_daemon->socketPath());
        const Run gone = remote({ u"bans"_s });
        QCOMPARE(gone.exitCode, 3);
        QCOMPARE(gone.errorCode(), u"NoSocket"_s);
        const Run file = cli({ u"status"_s, u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s,
            m_sshd->clientConfig(), u"--remote-socket"_s, m_daemon->logPath(), u"--json"_s });
        QCOMPARE(file.errorCode(), u"NotASocket"_s);
    }

    void containerAndSudoHere()
    {
        const QString engine = m_folder->filePath(u"engine"_s);
        QFile script(engine);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i f2b' ] || exit 125\nshift 3\nexec \"$@\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const QStringList in { u"--container"_s, u"f2b"_s, u"--engine"_s, engine, u"--json"_s };
        const Run status = cli(QStringList { u"status"_s, u"--socket"_s, m_daemon->socketPath() } + in);
        QVERIFY2(status.exitCode == 0, status.said.constData());
        QCOMPARE(status.object()[u"server"_s].toString(), u"f2b"_s);
        const Run far = remote({ u"bans"_s }, { u"--container"_s, u"f2b"_s, u"--engine"_s, engine });
        QVERIFY2(far.exitCode == 0, far.said.constData());
        const Run none = cli({ u"bans"_s, u"--container"_s, u"other"_s, u"--engine"_s, engine, u"--json"_s });
        QCOMPARE(none.exitCode, 3);
        const Run sudo = cli({ u"status"_s, u"--socket"_s, m_daemon->socketPath(), u"--sudo"_s, u"--json"_s });
        QVERIFY2(sudo.exitCode == 0, sudo.said.constData());
        QCOMPARE(sudo.object()[u"state"_s].toString(), u"Online"_s);
    }

    /// Ctrl-C while it waits for a daemon that says nothing: what it has opened goes.
    void interrupted()
    {
        m_daemon->freeze();
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder->filePath(u"run"_s));
        process.setProcessEnvironment(environment);
        process.start(
            QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_folder->filePath(u"data"_s), u"bans"_s } + at());
        QTRY_COMPARE(m_sshd->logins(), 1);
        QVERIFY(!process.waitForFinished(200));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + SIGINT);
        QCOMPARE(
            process.readAllStandardError(), QByteArray("bangui-cli: This was interrupted. Nothing was changed.\n"));
        QCOMPARE(process.readAllStandardOutput(), QByteArray());
        nothingIsLeft();
        m_daemon->thaw();
    }

    void hostileWords_data()
    {
        QTest::addColumn<QStringList>("words");
        const QString mark = u"touch /tmp/bangui-cli-hostile"_s;
        QTest::newRow("proxy command") << QStringList { u"--ssh"_s, u"-oProxyCommand="_s + mark };
        QTest::newRow("proxy command, quoted") << QStringList { u"--ssh"_s, u"'-oProxyCommand=%1' web"_s.arg(mark) };
        QTest::newRow("substitution") << QStringList { u"--ssh"_s, u"$(%1)"_s.arg(mark) };
        QTest::newRow("backtick") << QStringList { u"--ssh"_s, u"`%1`"_s.arg(mark) };
        QTest::newRow("newline") << QStringList { u"--ssh"_s, u"web\n%1"_s.arg(mark) };
        QTest::newRow("second word") << QStringList { u"--ssh"_s, u"web "_s + mark };
        QTest::newRow("user") << QStringList { u"--ssh"_s, u"$(%1)@web"_s.arg(mark) };
        QTest::newRow("jump") << QStringList { u"--ssh"_s, u"-J $(%1) web"_s.arg(mark) };
        QTest::newRow("bidi") << QStringList { u"--ssh"_s, u"web\u202e1"_s };
        QTest::newRow("long") << QStringList { u"--ssh"_s, QString(100'000, u'a') };
        QTest::newRow("container") << QStringList { u"--container"_s, u"$(%1)"_s.arg(mark) };
        QTest::newRow("engine") << QStringList { u"--container"_s, u"c"_s, u"--engine"_s, u"sh -c"_s };
    }
    void hostileWords()
    {
        QFETCH(QStringList, words);
        for (const QStringList &command : { QStringList { u"status"_s }, { u"servers"_s, u"add"_s, u"x"_s } }) {
            const Run run = cli(command + words + QStringList { u"--json"_s });
            QCOMPARE(run.exitCode, 2);
            QCOMPARE(run.errorCode(), u"InvalidArgument"_s);
            QVERIFY(run.errors.startsWith("bangui-cli: "));
        }
        QCOMPARE(cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().size(), 0);
        QVERIFY(!QFile::exists(u"/tmp/bangui-cli-hostile"_s));
    }

    /// A socket's path is a path, whatever stands in it.
    void hostileSocket()
    {
        for (const QString &path : { u"/tmp/$(touch bangui-cli-hostile)"_s, u"/tmp/a b'c\"d"_s, u"/tmp/${HOME}"_s }) {
            const Run run = cli({ u"status"_s, u"--ssh"_s, m_sshd->destination().host, u"--ssh-config"_s,
                m_sshd->clientConfig(), u"--remote-socket"_s, path, u"--json"_s });
            QVERIFY2(run.exitCode == 3 || run.exitCode == 1, run.said.constData());
            QCOMPARE(run.object()[u"online"_s].toBool(), false);
        }
        QVERIFY(!QFile::exists(u"/tmp/bangui-cli-hostile"_s));
    }
};

QTEST_GUILESS_MAIN(TestCliRemote)
#include "tst_cli_remote.moc"
