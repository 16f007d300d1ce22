// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fake_clock.h"
#include "support/test_sshd.h"
#include "transport/local_socket_channel.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QLocalServer>
#include <QLocalSocket>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

using core::ErrorCode;
using core::Result;
using transport::RuntimeFolder;
using transport::SshDestination;
using transport::SshMaster;
using transport::SshOptions;
using transport::SshPrompting;
using namespace Qt::StringLiterals;

namespace {

/// What a call ended with.
template <typename T> struct Outcome
{
    int calls = 0;
    Result<T> result = core::failure(ErrorCode::Internal, u"not called"_s);

    [[nodiscard]] QString code() const { return result ? QString() : core::errorCodeName(result.error().code); }
};

template <typename T> core::Handler<T> into(const std::shared_ptr<Outcome<T>> &outcome)
{
    return [outcome](Result<T> result) {
        ++outcome->calls;
        outcome->result = std::move(result);
    };
}

QString readText(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

/// The ssh clients below that process, not sshd.
QList<qint64> clients(qint64 pid = ::getpid())
{
    QList<qint64> result;
    for (const qint64 child : TestSshd::descendants(pid)) {
        if (readText(u"/proc/%1/comm"_s.arg(child)).trimmed() == "ssh"_L1)
            result.append(child);
    }
    return result;
}

qsizetype descriptors()
{
    return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
}

/// Sends back what comes: a daemon on the other machine.
class EchoServer final : public QObject
{
public:
    explicit EchoServer(const QString &path)
    {
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            while (QLocalSocket *socket = m_server.nextPendingConnection())
                connect(socket, &QLocalSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
        if (!m_server.listen(path))
            qFatal("cannot listen on %s", qPrintable(path));
    }

private:
    QLocalServer m_server;
};

/// One connection that sends a text and keeps what comes back.
struct Probe
{
    QLocalSocket socket;
    QByteArray received;

    explicit Probe(const QString &path)
    {
        QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [this] { received += socket.readAll(); });
        socket.connectToServer(path);
        socket.write("ping");
    }
};

} // namespace

/// Against a real sshd on loopback.
class TestSshMaster : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_base;
    std::unique_ptr<RuntimeFolder> m_folder;
    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<SshMaster> m_master;

    void make(SshOptions options = {})
    {
        m_master = std::make_unique<SshMaster>(m_sshd->destination(), *m_folder, std::move(options));
    }
    void restartSshd(const TestSshd::Options &options)
    {
        m_sshd = std::make_unique<TestSshd>(options);
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
    }
    std::shared_ptr<Outcome<bool>> require()
    {
        auto outcome = std::make_shared<Outcome<bool>>();
        m_master->require(this, into(outcome));
        return outcome;
    }
    std::shared_ptr<Outcome<bool>> connectNow(const SshPrompting &prompting = {})
    {
        auto outcome = std::make_shared<Outcome<bool>>();
        m_master->connectNow(prompting, this, into(outcome));
        return outcome;
    }
    std::shared_ptr<Outcome<QString>> forward(const QString &remote)
    {
        auto outcome = std::make_shared<Outcome<QString>>();
        m_master->forward(remote, this, into(outcome));
        return outcome;
    }
    template <typename T> static bool ended(const std::shared_ptr<Outcome<T>> &outcome, int timeoutMs = 40'000)
    {
        return QTest::qWaitFor([&] { return outcome->calls > 0; }, timeoutMs) && outcome->calls == 1;
    }
    bool goUp()
    {
        const auto outcome = connectNow();
        const bool up = ended(outcome) && outcome->result && m_master->state() == SshMaster::State::Up;
        if (!up)
            qWarning("%s %s", qPrintable(outcome->code()), qPrintable(m_master->lastError().detail));
        return up;
    }
    /// The local end of a tunnel; empty where it was refused.
    QString tunnel(const QString &remote)
    {
        const auto outcome = forward(remote);
        if (!ended(outcome) || !outcome->result)
            qWarning("no tunnel: %s %s", qPrintable(outcome->code()), qPrintable(outcome->result.error().detail));
        return outcome->result.value_or(QString());
    }
    QString errorOf(const std::shared_ptr<Outcome<bool>> &outcome)
    {
        return ended(outcome, 40'000) ? outcome->code() : u"did not end"_s;
    }
    QStringList filesLeft() const
    {
        return QDir(m_folder->path())
            .entryList(QDir::AllEntries | QDir::System | QDir::Hidden | QDir::NoDotAndDotDot, QDir::Name);
    }
    QString remote(const QString &name) const { return m_sshd->folder() + u'/' + name; }
    /// Writes down what it is asked and gives one answer.
    SshPrompting askpass(const QString &answer) const
    {
        const QString path = remote(u"askpass"_s);
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly))
            qFatal("cannot write %s", qPrintable(path));
        file.write("#!/bin/sh\nprintf '%s\\n' \"$1\" >> \"${0%/*}/asked\"\nprintf '%s\\n' \"$TEST_ANSWER\"\n");
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        return { path, { u"TEST_ANSWER="_s + answer } };
    }
    QString asked() const { return readText(remote(u"asked"_s)); }

private Q_SLOTS:
    void initTestCase()
    {
        // Neither an agent nor an askpass of whoever runs the tests.
        qunsetenv("SSH_AUTH_SOCK");
        qputenv("SSH_ASKPASS", "/nonexistent/askpass");
    }
    void init()
    {
        m_base = std::make_unique<QTemporaryDir>(u"/tmp/sm-XXXXXX"_s);
        auto folder = RuntimeFolder::create(m_base->path());
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().detail));
        m_folder = std::move(*folder);
        restartSshd({});
        make();
    }
    void cleanup()
    {
        m_master.reset();
        QTRY_VERIFY(clients().isEmpty());
        m_sshd.reset();
        m_folder.reset();
        m_base.reset();
    }

    void connects()
    {
        QSignalSpy opened(m_master.get(), &SshMaster::opened);
        QElapsedTimer timer;
        timer.start();
        const auto outcome = require();
        QCOMPARE(m_master->state(), SshMaster::State::Opening);
        QCOMPARE(outcome->calls, 0);
        QVERIFY(ended(outcome));
        qInfo("connected after %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY2(outcome->result, qPrintable(m_master->lastError().detail));
        QCOMPARE(m_master->state(), SshMaster::State::Up);
        QCOMPARE(opened.count(), 1);
        QTRY_COMPARE(m_sshd->connections(), 1);
        QCOMPARE(clients().size(), 1);
        QCOMPARE(m_master->retryAfterMs(), 0);

        const auto again = require(); // at once, and not from inside the call
        QCOMPARE(again->calls, 0);
        QVERIFY(ended(again) && again->result);
        QTRY_COMPARE(m_sshd->logins(), 1);
    }

    void manyCallersShareOneConnection()
    {
        std::vector<std::shared_ptr<Outcome<bool>>> outcomes;
        for (int i = 0; i < 20; ++i)
            outcomes.push_back(i % 2 == 0 ? require() : connectNow());
        for (const auto &outcome : outcomes)
            QVERIFY(ended(outcome) && outcome->result);
        QTRY_COMPARE(m_sshd->logins(), 1);
        QCOMPARE(clients().size(), 1);
    }

    void cancellingDetachesTheCallerOnly()
    {
        const auto given = std::make_shared<Outcome<bool>>();
        auto handle = m_master->require(this, into(given));
        const auto other = require();
        handle.cancel();
        QVERIFY(ended(given));
        QCOMPARE(given->code(), u"Cancelled"_s);
        QVERIFY(ended(other) && other->result);
        QCOMPARE(given->calls, 1);
    }

    void aTunnelCarriesBytes_data()
    {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << u"f2b.sock"_s;
        QTest::newRow("separator") << u"a:b"_s;
        QTest::newRow("escapes") << u"a\\b%h%%"_s;
        QTest::newRow("quotes and blanks") << u"a 'b' \"c\" "_s;
        QTest::newRow("shell") << u"$(id);`id`&|"_s;
        QTest::newRow("dash") << u"-oProxyCommand=id"_s;
        QTest::newRow("brackets") << u"[::1]:22"_s;
        QTest::newRow("other script") << u"büro"_s;
    }
    void aTunnelCarriesBytes()
    {
        QFETCH(QString, name);
        const EchoServer server(remote(name));
        QVERIFY(goUp());
        QElapsedTimer timer;
        timer.start();
        const QString local = tunnel(remote(name));
        qInfo("a tunnel took %lld ms", static_cast<long long>(timer.elapsed()));
        QVERIFY2(!local.isEmpty(), "no tunnel");
        struct stat info
        {
        };
        QCOMPARE(::lstat(QFile::encodeName(local).constData(), &info), 0);
        QCOMPARE(uint(info.st_mode & 07777), 0600U);
        const Probe probe(local);
        QTRY_COMPARE(probe.received, QByteArray("ping"));
        QCOMPARE(tunnel(remote(name)), local); // made once
        QCOMPARE(clients().size(), 1); // and no process stays for it
        QCOMPARE(m_master->openFailures(), 0);
    }

    void pathsThatSshCannotCarryAreRefused()
    {
        QVERIFY(goUp());
        const auto code = [this](const QString &path) {
            const auto outcome = forward(path);
            return ended(outcome) ? outcome->code() : u"did not end"_s;
        };
        for (const QString &bad : { QString(), u"relative"_s, u"/a\nb"_s, u"/a\0b"_s, u"/${HOME}"_s, u"/a\x7f"_s,
                 QString(u"/a"_s + QChar(0xdc80)) })
            QCOMPARE(code(bad), u"InvalidArgument"_s);
        QCOMPARE(code(u'/' + QString(107, u'a')), u"PathTooLong"_s);
        QCOMPARE(code(u'/' + QString(1'000'000, u'a')), u"PathTooLong"_s);
        QVERIFY(!tunnel(u'/' + QString(106, u'a')).isEmpty());
        m_master->close();
        QCOMPARE(code(u"/run/fail2ban/fail2ban.sock"_s), u"Cancelled"_s);
    }

    void callersOfOneTunnelShareIt()
    {
        QVERIFY(goUp());
        const auto first = forward(remote(u"s"_s));
        const auto second = forward(remote(u"s"_s));
        const auto other = forward(remote(u"t"_s));
        QVERIFY(ended(first) && ended(second) && ended(other));
        QVERIFY(first->result && second->result && other->result);
        QCOMPARE(*first->result, *second->result);
        QVERIFY(*first->result != *other->result);
        QCOMPARE(filesLeft().filter(QRegularExpression(u"^t"_s)).size(), 2);
        // Tidied away by somebody: made again, elsewhere.
        QVERIFY(QFile::remove(*first->result));
        const QString anew = tunnel(remote(u"s"_s));
        QVERIFY(!anew.isEmpty() && anew != *first->result && QFileInfo::exists(anew));
    }

    void aDeadDaemonIsNotADeadTunnel()
    {
        QVERIFY(goUp());
        const QString local = tunnel(remote(u"nobody"_s));
        Probe probe(local);
        QSignalSpy closed(&probe.socket, &QLocalSocket::disconnected);
        QVERIFY(closed.count() > 0 || closed.wait(30'000));
        QCOMPARE(m_master->lastOpenFailure(), u"connect failed"_s); // known as soon as the end of file
        QCOMPARE(m_master->openFailures(), 1);
        QCOMPARE(m_master->state(), SshMaster::State::Up);
    }

    void refusedForwardingSaysSo()
    {
        TestSshd::Options options;
        options.allowStreamLocalForwarding = false;
        restartSshd(options);
        make();
        const EchoServer server(remote(u"s"_s));
        QVERIFY(goUp());
        const QString local = tunnel(remote(u"s"_s));
        QVERIFY(!local.isEmpty()); // ssh cannot know yet
        Probe probe(local);
        QSignalSpy closed(&probe.socket, &QLocalSocket::disconnected);
        QVERIFY(closed.count() > 0 || closed.wait(30'000));
        QCOMPARE(m_master->lastOpenFailure(), u"connect failed"_s); // OpenSSH's sshd has no other word for it
        QTRY_VERIFY(m_sshd->log().contains("refused streamlocal port forward"_L1));
        QCOMPARE(probe.received, QByteArray());
    }

    void hostKeys_data()
    {
        QTest::addColumn<TestSshd::HostKey>("hostKey");
        QTest::addColumn<QString>("config"); // the user's own
        QTest::addColumn<bool>("asks");
        QTest::addColumn<QString>("code");
        QTest::addColumn<bool>("asked");

        using Key = TestSshd::HostKey;
        const QString unknown = u"HostKeyUnknown"_s;
        const QString lax = u"StrictHostKeyChecking no"_s;
        QTest::newRow("unknown") << Key::Unknown << QString() << false << unknown << false;
        QTest::newRow("unknown, lax user") << Key::Unknown << lax << false << unknown << false;
        QTest::newRow("unknown, accept-new")
            << Key::Unknown << u"StrictHostKeyChecking accept-new"_s << false << unknown << false;
        QTest::newRow("unknown, asked") << Key::Unknown << QString() << true << QString() << true;
        QTest::newRow("unknown, asked, lax user") << Key::Unknown << lax << true << QString() << true;
        QTest::newRow("unknown, asked, strict user")
            << Key::Unknown << u"StrictHostKeyChecking yes"_s << true << unknown << false;
        for (const bool asks : { false, true }) {
            const QString suffix = asks ? u", asked"_s : QString();
            for (const QString &config : { QString(), lax, u"NoHostAuthenticationForLocalhost yes"_s }) {
                QTest::newRow(qPrintable(u"changed "_s + config + suffix))
                    << Key::Changed << config << asks << u"HostKeyChanged"_s << false;
                QTest::newRow(qPrintable(u"revoked "_s + config + suffix))
                    << Key::Revoked << config << asks << u"HostKeyChanged"_s << false;
            }
        }
    }
    void hostKeys()
    {
        QFETCH(TestSshd::HostKey, hostKey);
        QFETCH(QString, config);
        QFETCH(bool, asks);
        m_sshd->setExtraClientConfig(config);
        m_sshd->setHostKey(hostKey);
        QSignalSpy failed(m_master.get(), &SshMaster::failed);
        const auto outcome = connectNow(asks ? askpass(u"yes"_s) : SshPrompting());
        QTEST(errorOf(outcome), "code");
        QTEST(asked().contains("fingerprint"_L1), "asked");
        QCOMPARE(failed.count(), outcome->result ? 0 : 1);
        QTRY_COMPARE(m_sshd->logins(), outcome->result ? 1 : 0);
    }

    void theUsersNoIsKept()
    {
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QVERIFY(!errorOf(connectNow(askpass(u"no"_s))).isEmpty());
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QCOMPARE(readText(m_sshd->knownHosts()), QString());
    }

    void failures_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<bool>("wrongKey");
        QTest::addColumn<QString>("code");
        QTest::newRow("wrong key") << QString() << true << u"AuthenticationRequired"_s;
        QTest::newRow("wrong port") << u"Port 1"_s << false << u"TunnelDown"_s;
        QTest::newRow("dead name") << u"HostName nowhere.invalid"_s << false << u"TunnelDown"_s;
        QTest::newRow("dead way") << u"ProxyCommand /bin/false"_s << false << u"TunnelDown"_s;
        QTest::newRow("bad configuration") << u"Nonsense yes"_s << false << u"InvalidArgument"_s;
    }
    void failures()
    {
        QFETCH(QString, config);
        QFETCH(bool, wrongKey);
        m_sshd->setExtraClientConfig(config);
        m_sshd->useWrongKey(wrongKey);
        QTEST(errorOf(require()), "code");
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QVERIFY(!m_master->lastError().detail.isEmpty());
        QVERIFY(m_master->retryAfterMs() > 0);
        QTRY_COMPARE(filesLeft(), QStringList { u"lock"_s });
    }

    /// A disk without room: half a configuration is none.
    void configurationThatCannotBeWritten()
    {
        make();
        rlimit before {};
        QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
        const rlimit some { 16, before.rlim_max };
        const auto handler = std::signal(SIGXFSZ, SIG_IGN);
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &some), 0);
        const auto outcome = require(); // writes it at once
        QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
        std::signal(SIGXFSZ, handler);
        QTRY_COMPARE(outcome->code(), u"DataFolderUnusable"_s);
        QVERIFY(clients().isEmpty());
        QTRY_COMPARE(filesLeft(), QStringList { u"lock"_s });
    }

    void programs_data()
    {
        QTest::addColumn<QString>("program");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("code");
        QTest::newRow("not in PATH") << u"no-such-ssh"_s << u"web1"_s << u"CommandNotFound"_s;
        QTest::newRow("no program") << u"/etc/passwd"_s << u"web1"_s << u"CommandNotFound"_s;
        QTest::newRow("no file") << u"/nonexistent/ssh"_s << u"web1"_s << u"CommandNotFound"_s;
        QTest::newRow("option as host") << u"ssh"_s << u"-oProxyCommand=touch /tmp/x"_s << u"InvalidArgument"_s;
        QTest::newRow("no host") << u"ssh"_s << QString() << u"InvalidArgument"_s;
    }
    void programs()
    {
        QFETCH(QString, program);
        QFETCH(QString, host);
        SshOptions options;
        options.program = program;
        m_master = std::make_unique<SshMaster>(SshDestination { host, {}, {} }, *m_folder, options);
        const auto outcome = require();
        QCOMPARE(outcome->calls, 0);
        QTEST(errorOf(outcome), "code");
    }

    void backoffSparesTheServer()
    {
        support::FakeClock clock;
        SshOptions options;
        options.clock = &clock;
        make(options);
        m_sshd->useWrongKey(true);
        QCOMPARE(errorOf(require()), u"AuthenticationRequired"_s);
        // Minutes: a refused key is a failed login over there.
        const qint64 wait = m_master->retryAfterMs();
        QVERIFY2(wait >= 7 * 60'000 && wait <= 13 * 60'000, qPrintable(QString::number(wait)));
        QSignalSpy failed(m_master.get(), &SshMaster::failed);
        const auto early = require();
        QCOMPARE(early->calls, 0);
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QCOMPARE(errorOf(early), u"AuthenticationRequired"_s);
        QCOMPARE(failed.count(), 0);
        clock.advance(wait);
        QCOMPARE(m_master->retryAfterMs(), 0);
        m_sshd->useWrongKey(false);
        m_sshd->setExtraClientConfig(u"Port 1"_s);
        QCOMPARE(errorOf(require()), u"TunnelDown"_s);
        QVERIFY(m_master->retryAfterMs() >= 750 && m_master->retryAfterMs() <= 1250);
        // The user's wish does not wait.
        m_sshd->setExtraClientConfig({});
        QVERIFY(goUp());
        QCOMPARE(m_master->retryAfterMs(), 0);
        // One that was good may come back at once, one that died young not.
        clock.advance(60'000);
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        m_sshd->killSessions();
        QVERIFY(lost.wait(30'000));
        QCOMPARE(m_master->retryAfterMs(), 0);
        QCOMPARE(errorOf(require()), QString());
        m_sshd->killSessions();
        QVERIFY(lost.wait(30'000));
        QVERIFY(m_master->retryAfterMs() > 0);
    }

    /// A further connection that was refused waits for minutes, too, unless the user wants one now.
    void theUsersWishIsForTheFurtherConnectionsToo()
    {
        QVERIFY(goUp());
        const auto stay = [this] {
            auto outcome = std::make_shared<Outcome<SshMaster::StaySession>>();
            m_master->acquireStay(this, into(outcome));
            if (!ended(outcome))
                qWarning("no end");
            return outcome;
        };
        std::vector<std::shared_ptr<Outcome<SshMaster::StaySession>>> held;
        for (int i = 0; i < SshMaster::staySessions; ++i) {
            held.push_back(stay());
            QCOMPARE(held.back()->code(), QString());
        }
        m_sshd->useWrongKey(true);
        QCOMPARE(stay()->code(), u"TunnelDown"_s);
        m_sshd->useWrongKey(false);
        QCOMPARE(stay()->code(), u"TunnelDown"_s); // does not knock again
        QVERIFY(goUp());
        QCOMPARE(stay()->code(), QString());
        QTRY_COMPARE(m_sshd->logins(), 2);
    }

    void secretsAreAskedForOnlyWhereSomebodyIs()
    {
        QVERIFY2(m_sshd->setPassphrase(u"open sesame"_s), qPrintable(m_sshd->error()));
        QCOMPARE(errorOf(connectNow()), u"AuthenticationRequired"_s);
        QCOMPARE(asked(), QString());
        QCOMPARE(errorOf(connectNow(askpass(u"wrong"_s))), u"AuthenticationRequired"_s);
        QCOMPARE(asked().count(u'\n'), 1); // one try, no more
        QCOMPARE(errorOf(connectNow(askpass(u"open sesame"_s))), QString());
        QVERIFY2(asked().contains("passphrase"_L1), qPrintable(asked()));
        QVERIFY(!readText(u"/proc/%1/cmdline"_s.arg(clients().value(0))).contains("sesame"_L1));
    }

    void aPromptTakesThePlaceOfABackgroundAttempt()
    {
        QVERIFY2(m_sshd->setPassphrase(u"open sesame"_s), qPrintable(m_sshd->error()));
        const auto background = require();
        const auto user = connectNow(askpass(u"open sesame"_s));
        QVERIFY(ended(user) && user->result);
        QVERIFY(ended(background) && background->result);
        QTRY_COMPARE(clients().size(), 1);
    }

    void nobodyAnswersThePrompt()
    {
        QVERIFY2(m_sshd->setPassphrase(u"open sesame"_s), qPrintable(m_sshd->error()));
        SshPrompting prompting = askpass({});
        QFile script(prompting.askpassProgram);
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\necho $$ > \"${0%/*}/asked\"\nexec sleep 1000\n");
        script.close();
        QString prompt;
        // A busy machine may take longer until ssh asks: the time runs from the start of an attempt.
        for (const qint64 limit : { 1500, 10'000, 30'000 }) {
            SshOptions options;
            options.promptTimeoutMs = limit;
            make(options);
            const QString code = errorOf(connectNow(prompting));
            prompt = asked().trimmed();
            if (prompt.isEmpty())
                continue;
            QCOMPARE(code, u"AuthenticationRequired"_s);
            break;
        }
        QVERIFY(prompt.toInt() > 0);
        QTRY_VERIFY(readText(u"/proc/%1/cmdline"_s.arg(prompt)).isEmpty()); // its window goes with the attempt
    }

    void aFrozenServerIsNoticed()
    {
        SshOptions options;
        options.aliveIntervalSeconds = 1;
        make(options);
        QVERIFY(goUp());
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        QElapsedTimer timer;
        timer.start();
        m_sshd->freeze();
        QVERIFY(lost.wait(30'000));
        qInfo("frozen noticed after %lld ms with an interval of 1 s", static_cast<long long>(timer.elapsed()));
        m_sshd->thaw();
        QCOMPARE(core::errorCodeName(m_master->lastError().code), u"TunnelFrozen"_s);
        QVERIFY(m_master->lastError().detail.contains("not responding"_L1));
        QTRY_VERIFY(clients().isEmpty());
        QVERIFY(goUp());
    }

    void aServerThatNeverSpeaksIsFrozenToo()
    {
        SshOptions options;
        options.connectTimeoutSeconds = 1;
        make(options);
        m_sshd->freeze();
        const QString code = errorOf(require());
        m_sshd->thaw();
        QCOMPARE(code, u"TunnelFrozen"_s);
    }

    void aKilledSessionIsALostConnection()
    {
        QVERIFY(goUp());
        const QString local = tunnel(remote(u"s"_s));
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        m_sshd->killSessions();
        QVERIFY(lost.wait(30'000));
        QCOMPARE(lost.count(), 1);
        QCOMPARE(core::errorCodeName(lost.at(0).at(0).value<core::Error>().code), u"TunnelDown"_s);
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QTRY_VERIFY(!QFileInfo::exists(local));
        QTRY_COMPARE(filesLeft(), QStringList { u"lock"_s });
    }

    void aKilledMasterLeavesNothingThatIsUsedAgain()
    {
        const EchoServer server(remote(u"s"_s));
        QVERIFY(goUp());
        const QString before = tunnel(remote(u"s"_s));
        const QString control = m_master->sessionArguments().at(4);
        QVERIFY(QFileInfo::exists(control));
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        ::kill(static_cast<pid_t>(clients().value(0)), SIGKILL);
        QVERIFY(lost.wait(30'000));
        QCOMPARE(core::errorCodeName(m_master->lastError().code), u"TunnelDown"_s);
        QVERIFY(goUp());
        QVERIFY(m_master->sessionArguments().at(4) != control);
        const QString after = tunnel(remote(u"s"_s));
        QVERIFY(!after.isEmpty() && after != before);
        const Probe probe(after);
        QTRY_COMPARE(probe.received, QByteArray("ping"));
        QTRY_VERIFY(!QFileInfo::exists(control) && !QFileInfo::exists(before));
    }

    void reconnectsLeaveNothing()
    {
        QVERIFY(goUp()); // what Qt opens once is open now
        QVERIFY(!tunnel(remote(u"s"_s)).isEmpty());
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        const qsizetype descriptorsBefore = descriptors();
        const QStringList filesBefore = filesLeft();
        QElapsedTimer timer;
        timer.start();
        for (int i = 0; i < 20; ++i) {
            lost.clear();
            if (i % 3 == 0)
                m_sshd->killSessions();
            else if (i % 3 == 1)
                ::kill(static_cast<pid_t>(clients().value(0)), SIGKILL);
            else
                m_master->close();
            QVERIFY(lost.count() > 0 || lost.wait(30'000));
            QVERIFY(goUp());
            QVERIFY(!tunnel(remote(u"s"_s)).isEmpty());
        }
        qInfo("20 reconnects with a tunnel each in %lld ms", static_cast<long long>(timer.elapsed()));
        QTRY_COMPARE(clients().size(), 1);
        QTRY_COMPARE(m_sshd->connections(), 1);
        QTRY_COMPARE(filesLeft().size(), filesBefore.size());
        QTRY_COMPARE(descriptors(), descriptorsBefore);
    }

    void commandsGoOverTheConnection()
    {
        QVERIFY(goUp());
        QElapsedTimer timer;
        timer.start();
        const auto outcome = TestSshd::run(m_master->sessionArguments() << u"printf '%s' 'a b'; exit 7"_s);
        qInfo("a command took %lld ms", static_cast<long long>(timer.elapsed()));
        QCOMPARE(outcome.exitCode, 7);
        QCOMPARE(outcome.output, QByteArray("a b"));
        QCOMPARE(outcome.errors, QByteArray());
        QTRY_COMPARE(m_sshd->logins(), 1);

        // Without the connection it fails; it never makes one of its own.
        const QStringList stale = m_master->sessionArguments() << u"echo here"_s;
        m_master->close();
        QTRY_VERIFY(clients().isEmpty());
        const auto refused = TestSshd::run(stale);
        QCOMPARE(refused.exitCode, 255);
        QCOMPARE(refused.output, QByteArray());
        QTRY_COMPARE(m_sshd->logins(), 1);
    }

    void closingEndsEverything()
    {
        QVERIFY(goUp());
        const auto waiting = forward(remote(u"s"_s));
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        m_master->close();
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QCOMPARE(lost.count(), 0); // not from inside the call
        QTRY_COMPARE(lost.count(), 1);
        QCOMPARE(core::errorCodeName(lost.at(0).at(0).value<core::Error>().code), u"Cancelled"_s);
        QVERIFY(ended(waiting));
        QCOMPARE(waiting->code(), u"Cancelled"_s);
        QTRY_VERIFY(clients().isEmpty());
        QTRY_COMPARE(m_sshd->connections(), 0);
        QTRY_COMPARE(filesLeft(), QStringList { u"lock"_s });
        m_master->close(); // again: nothing
        const auto opening = require();
        m_master->close();
        QVERIFY(ended(opening));
        QCOMPARE(opening->code(), u"Cancelled"_s);
        QTRY_VERIFY(clients().isEmpty());
        QCOMPARE(lost.count(), 1);
    }

    void aHandlerMayDeleteIt()
    {
        bool called = false;
        m_master->require(this, [this, &called](const Result<bool> &) {
            called = true;
            m_master.reset();
        });
        const auto other = require();
        QTRY_VERIFY(called);
        QVERIFY(ended(other));
        QVERIFY(clients().isEmpty());
    }

    void theUsersConfigurationCannotWidenIt()
    {
        const QString marker = remote(u"marker"_s);
        m_sshd->setExtraClientConfig(uR"(RemoteCommand touch %1
RequestTTY force
ForwardAgent yes
ForwardX11 yes
PermitLocalCommand yes
LocalCommand touch %1
LocalForward %2 %1
DynamicForward 1080
ExitOnForwardFailure yes
ForkAfterAuthentication yes
ControlMaster no
ControlPath %3
ControlPersist yes
StrictHostKeyChecking no
LogLevel QUIET
SessionType default
ServerAliveInterval 0
StreamLocalBindMask 0000
StreamLocalBindUnlink no
BatchMode no)"_s.arg(marker, remote(u"local"_s), remote(u"control"_s)));
        const EchoServer server(remote(u"s"_s));
        QVERIFY(goUp());
        const QString local = tunnel(remote(u"s"_s));
        struct stat info
        {
        };
        QCOMPARE(::lstat(QFile::encodeName(local).constData(), &info), 0);
        QCOMPARE(uint(info.st_mode & 07777), 0600U);
        const Probe probe(local);
        QTRY_COMPARE(probe.received, QByteArray("ping"));
        for (const QString &name : { u"marker"_s, u"local"_s, u"control"_s })
            QVERIFY2(!QFileInfo::exists(remote(name)), qPrintable(name));
        QCOMPARE(clients().size(), 1);
        QVERIFY(!m_sshd->log().contains("Starting session"_L1)); // no shell, no command
        QSignalSpy lost(m_master.get(), &SshMaster::lost);
        ::kill(static_cast<pid_t>(clients().value(0)), SIGKILL);
        QVERIFY(lost.wait(30'000)); // the process that we hold is the connection
    }

    void throughAJumpHost()
    {
        const EchoServer server(remote(u"s"_s));
        SshDestination destination = m_sshd->destination();
        destination.options = { u"-J"_s, u"bangui-test-jump"_s };
        m_master = std::make_unique<SshMaster>(destination, *m_folder);
        QVERIFY(goUp());
        QTRY_COMPARE(m_sshd->logins(), 2);
        const Probe probe(tunnel(remote(u"s"_s)));
        QTRY_COMPARE(probe.received, QByteArray("ping"));
        m_master->close();
        QTRY_VERIFY(clients().isEmpty());
        QTRY_COMPARE(m_sshd->connections(), 0);
    }

    void aJumpHostIsAsStrict_data()
    {
        QTest::addColumn<QString>("config");
        QTest::addColumn<bool>("wrongKey");
        QTest::newRow("key unknown to us, lax user") << u"StrictHostKeyChecking no"_s << false;
        QTest::newRow("our key refused, passwords welcome") << u"NumberOfPasswordPrompts 3"_s << true;
    }
    void aJumpHostIsAsStrict()
    {
        QFETCH(QString, config);
        QFETCH(bool, wrongKey);
        TestSshd::Options options;
        options.extraServerConfig = u"PasswordAuthentication yes"_s;
        restartSshd(options);
        m_sshd->setExtraClientConfig(config);
        m_sshd->useWrongKey(wrongKey);
        m_sshd->setHostKey(wrongKey ? TestSshd::HostKey::Known : TestSshd::HostKey::Unknown);
        SshDestination destination = m_sshd->destination();
        destination.options = { u"-J"_s, u"bangui-test-jump"_s };
        m_master = std::make_unique<SshMaster>(destination, *m_folder);
        QCOMPARE(errorOf(require()), wrongKey ? u"AuthenticationRequired"_s : u"HostKeyUnknown"_s);
        QTRY_COMPARE(m_sshd->logins(), 0);
        QVERIFY2(!m_sshd->log().contains("Failed password"_L1), "an empty password was tried");
    }

    void configurationFiles_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("mode");
        QTest::newRow("plain") << u"c"_s << 0600;
        QTest::newRow("of a group") << u"c"_s << 0664; // ssh -F takes it, an Include does not
        QTest::newRow("blank") << u"my config"_s << 0600;
        QTest::newRow("pattern") << u"c[1]*"_s << 0600;
        QTest::newRow("shell") << u"$(id) ; '\"%h"_s << 0600;
    }
    void configurationFiles()
    {
        QFETCH(QString, name);
        QFETCH(int, mode);
        QVERIFY(QFile::copy(m_sshd->clientConfig(), remote(name)));
        QCOMPARE(::chmod(QFile::encodeName(remote(name)).constData(), mode_t(mode)), 0);
        for (const QString &jump : { u"none"_s, u"bangui-test-jump"_s }) {
            m_master = std::make_unique<SshMaster>(
                SshDestination { u"bangui-test"_s, { u"-J"_s, jump }, remote(name) }, *m_folder);
            QVERIFY2(goUp(), qPrintable(jump));
        }
        m_master = std::make_unique<SshMaster>(SshDestination { u"x"_s, {}, remote(u"missing"_s) }, *m_folder);
        QCOMPARE(errorOf(require()), u"InvalidArgument"_s);
    }

    void diesWithTheProgram()
    {
        QProcess holder;
        holder.start(QCoreApplication::applicationFilePath(), { u"--hold"_s, m_base->path(), m_sshd->clientConfig() });
        QSignalSpy said(&holder, &QProcess::readyReadStandardOutput);
        QVERIFY(said.wait(30'000));
        QCOMPARE(holder.readAllStandardOutput().trimmed(), QByteArray("up"));
        const QList<qint64> held = clients(holder.processId());
        QCOMPARE(held.size(), 1);
        QTRY_COMPARE(m_sshd->connections(), 1);
        const QString folder = m_base->path() + u"/bangui/"_s + QString::number(holder.processId());
        QVERIFY(QFileInfo::exists(folder));
        holder.kill();
        QSignalSpy finished(&holder, &QProcess::finished);
        QVERIFY(holder.state() == QProcess::NotRunning || finished.wait(30'000));
        QTRY_COMPARE(m_sshd->connections(), 0);
        QTRY_VERIFY(readText(u"/proc/%1/cmdline"_s.arg(held.value(0))).isEmpty());
        QVERIFY(RuntimeFolder::create(m_base->path()));
        QVERIFY(!QFileInfo::exists(folder)); // with its stale sockets
    }

    void aCommandCostsLittle()
    {
        const EchoServer server(remote(u"s"_s));
        QVERIFY(goUp());
        const QString local = tunnel(remote(u"s"_s));
        const auto perCommand = [](const QString &path) {
            constexpr int rounds = 300;
            QLocalSocket socket;
            int received = 0;
            QEventLoop loop;
            QObject::connect(&socket, &QLocalSocket::readyRead, &socket, [&] {
                socket.readAll();
                if (++received < rounds)
                    socket.write("ping");
                else
                    loop.quit();
            });
            QObject::connect(&socket, &QLocalSocket::disconnected, &loop, &QEventLoop::quit);
            QElapsedTimer timer;
            socket.connectToServer(path);
            timer.start();
            socket.write("ping");
            loop.exec();
            return received < rounds ? -1.0 : double(timer.nsecsElapsed()) / 1e6 / rounds;
        };
        const double direct = perCommand(remote(u"s"_s));
        const double tunnelled = perCommand(local);
        qInfo("a round trip: %.3f ms directly, %.3f ms through the tunnel", direct, tunnelled);
        QVERIFY(direct > 0 && tunnelled > 0);
        QCOMPARE(clients().size(), 1);
    }
};

/// Another process with an open connection, for diesWithTheProgram().
static int hold(int argc, char **argv)
{
    QCoreApplication application(argc, argv);
    auto folder = RuntimeFolder::create(QString::fromLocal8Bit(argv[2]));
    if (!folder)
        return 1;
    SshMaster master({ u"bangui-test"_s, {}, QString::fromLocal8Bit(argv[3]) }, **folder);
    master.require(&application, [](const Result<bool> &result) {
        std::puts(result ? "up" : "failed");
        std::fflush(stdout);
    });
    return QCoreApplication::exec();
}

int main(int argc, char **argv)
{
    if (argc == 4 && QByteArray(argv[1]) == "--hold")
        return hold(argc, argv);
    QCoreApplication application(argc, argv);
    TestSshMaster test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ssh_master.moc"
