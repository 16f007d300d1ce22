// SPDX-License-Identifier: GPL-3.0-or-later
// sudo with a password, as a real user of this machine with the real sudo, here and behind a real sshd; and pkexec,
// which is a fake program of that name: no session here has a polkit to ask.
#include "support/event_loop.h"
#include "support/fake_clock.h"
#include "support/scripted_server.h"
#include "support/test_sshd.h"
#include "support/test_sudoer.h"
#include "transport/bridge_channel.h"
#include "transport/routed_host.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QLocalSocket>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using core::ErrorCode;
using transport::CommandResult;
using transport::HostCommand;
using transport::HostRoute;
using transport::RoutedHost;
using namespace Qt::StringLiterals;

namespace {

/// What somebody was asked for, with a count of what became of it.
class Secrets final : public transport::ElevationSecrets
{
public:
    std::optional<QByteArray> password(const QString &key) override
    {
        ++given;
        return key == "here"_L1 && secret ? std::optional(QByteArray(secret->constData(), secret->size()))
                                          : std::nullopt;
    }
    bool has(const QString &) override { return secret.has_value(); }
    quint64 generation(const QString &) override { return secret ? qHash(*secret) | 1U : 0; }
    void rejected(const QString &) override
    {
        ++refused;
        if (forgets)
            secret.reset();
    }
    void wayEnded(const QString &) override { ++ended; }

    std::optional<QByteArray> secret;
    bool forgets = true; ///< one that was rejected
    int given = 0;
    int refused = 0;
    int ended = 0;
};

HostCommand shell(const QString &script)
{
    HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, script };
    return command;
}

/// Whether any process of this machine carries the bytes where others may read them.
bool isVisible(const QByteArray &secret)
{
    for (const QString &pid : QDir(u"/proc"_s).entryList({ u"[0-9]*"_s }, QDir::Dirs)) {
        for (const QString &name : { u"cmdline"_s, u"environ"_s }) {
            QFile file(u"/proc/"_s + pid + u'/' + name);
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(secret))
                return true;
        }
    }
    return false;
}

} // namespace

class TestElevation : public QObject
{
    Q_OBJECT

    struct Outcome
    {
        bool called = false;
        CommandResult result;
        core::Error error;
        [[nodiscard]] QString word() const
        {
            return result.exitCode == 0 ? QString() : core::errorCodeName(error.code);
        }
    };

    std::unique_ptr<TestSudoer> m_sudoer;
    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<transport::RuntimeFolder> m_runtime;
    std::unique_ptr<transport::SshMaster> m_master;
    Secrets m_secrets;
    std::unique_ptr<RoutedHost> m_host;
    QTemporaryDir m_folder { QDir::tempPath() + u"/el-XXXXXX"_s };
    const core::Clock *m_clock = nullptr;

    void makeHost(bool ssh, const QString &container = {})
    {
        HostRoute route;
        route.elevation = core::Elevation::Sudo;
        route.secrets = &m_secrets;
        route.secretKey = u"here"_s;
        route.master = ssh ? m_master.get() : nullptr;
        route.container = container;
        route.engine = m_folder.filePath(u"docker"_s);
        route.clock = m_clock;
        m_host = std::move(*RoutedHost::create(route));
    }
    std::shared_ptr<Outcome> start(const HostCommand &command)
    {
        const auto outcome = std::make_shared<Outcome>();
        m_host->run(command, this, [outcome](core::Result<CommandResult> result) {
            outcome->called = true;
            outcome->result.exitCode = -1;
            if (result)
                outcome->result = *result;
            else
                outcome->error = result.error();
        });
        return outcome;
    }
    Outcome run(const QString &script)
    {
        const auto outcome = start(shell(script));
        [&] { QTRY_VERIFY(outcome->called); }();
        return *outcome;
    }
    /// "%1" is the user. Nothing is remembered between two runs, unless the rules say so.
    void rules(const QString &lines)
    {
        const QString text = lines.isEmpty() ? QString() : u"Defaults:%1 timestamp_timeout=0\n"_s + lines;
        QVERIFY2(m_sudoer->setRules(text.isEmpty() ? text : text.arg(m_sudoer->name())), qPrintable(m_sudoer->said()));
    }
    void ways()
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
        // That user reads its key here.
        QVERIFY(::chmod(qPrintable(m_sshd->folder()), 0755) == 0);
        QVERIFY(::chmod(qPrintable(m_sshd->folder() + u"/authorized_keys"_s), 0644) == 0);
        m_runtime = std::move(*transport::RuntimeFolder::create(m_sshd->folder()));
        m_master = std::make_unique<transport::SshMaster>(m_sshd->destination(), *m_runtime);
        QFile engine(m_folder.filePath(u"docker"_s));
        QVERIFY(engine.open(QIODevice::WriteOnly));
        engine.write("#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i f2b' ] || exit 125\nshift 3\nexec \"$@\"\n");
        engine.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void init()
    {
        m_secrets.secret.reset();
        m_secrets.given = m_secrets.refused = m_secrets.ended = 0;
        m_secrets.forgets = true;
    }
    void cleanup()
    {
        m_host.reset();
        m_clock = nullptr;
    }
    void cleanupTestCase()
    {
        m_master.reset();
        m_runtime.reset();
        m_sshd.reset();
        m_sudoer.reset();
    }

    void withoutOne_data() { ways(); }
    void withoutOne()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(ssh);
        const Outcome outcome = run(u"id -u"_s);
        QCOMPARE(outcome.word(), u"ElevationPassword"_s);
        QCOMPARE(outcome.error.detail, u"sudo: a password is required"_s);
        QCOMPARE(m_secrets.given, 0);
    }

    void theRightOne_data() { ways(); }
    void theRightOne()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(ssh);
        m_secrets.secret = TestSudoer::password();
        HostCommand command = shell(u"id -u; cat; env >&2"_s);
        command.input = "bangui-sudo-:\n" + QByteArray(200'000, 'x'); // the way is clean in both directions
        const auto outcome = start(command);
        QTRY_VERIFY(outcome->called);
        QCOMPARE(outcome->word(), QString());
        QCOMPARE(outcome->result.standardOutput, "0\n" + command.input);
        QVERIFY(!outcome->result.standardError.contains("bangui-sudo"));
        QVERIFY(!outcome->result.standardError.contains(TestSudoer::password()));
        QCOMPARE(m_secrets.refused, 0);
        QCOMPARE(m_host->loginName(), ssh ? m_sudoer->name() : TestSshd::user()); // here only sudo is that user's
        QCOMPARE(m_host->elevatedCommand().value(1), u"-I"_s);

        // Several at once, each its own sudo.
        std::vector<std::shared_ptr<Outcome>> all;
        for (int i = 0; i < 4; ++i)
            all.push_back(start(shell(u"echo %1"_s.arg(i))));
        for (int i = 0; i < 4; ++i) {
            QTRY_VERIFY(all[size_t(i)]->called);
            QCOMPARE(all[size_t(i)]->result.standardOutput, QByteArray::number(i) + '\n');
        }
    }

    void theWrongOneIsTriedOnce_data() { ways(); }
    void theWrongOneIsTriedOnce()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(ssh);
        m_secrets.secret = "wrong"_ba;
        std::vector<std::shared_ptr<Outcome>> all;
        for (int i = 0; i < 3; ++i)
            all.push_back(start(shell(u"touch %1"_s.arg(m_folder.filePath(u"done"_s)))));
        for (const auto &outcome : all) {
            QTRY_VERIFY(outcome->called);
            QCOMPARE(outcome->word(), u"ElevationPassword"_s);
            QVERIFY2(outcome->error.detail.contains("Sorry, try again"_L1), qPrintable(outcome->error.detail));
            QVERIFY(!outcome->error.detail.contains("bangui"_L1)); // nor the prompt
        }
        QCOMPARE(m_secrets.given, 1);
        QCOMPARE(m_secrets.refused, 1);
        QVERIFY(!QFile::exists(m_folder.filePath(u"done"_s)));
        // And then the right one, on the same host.
        m_secrets.secret = TestSudoer::password();
        QCOMPARE(run(u"true"_s).word(), QString());
    }

    /// The proof belongs to the password that was there: another one is tried by one run alone, whether it came in the
    /// place of the first or after that had ended.
    void aWrongOneAfterTheRightOneIsTriedOnce_data()
    {
        QTest::addColumn<bool>("usedBetween");
        QTest::newRow("nothing ran meanwhile") << false;
        QTest::newRow("something ran without a password") << true;
    }
    void aWrongOneAfterTheRightOneIsTriedOnce()
    {
        QFETCH(bool, usedBetween);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(false);
        m_secrets.secret = TestSudoer::password();
        QCOMPARE(run(u"true"_s).word(), QString());
        m_secrets.secret.reset(); // its time is over
        if (usedBetween)
            QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        m_secrets.given = 0;
        m_secrets.secret = "wrong"_ba;
        std::vector<std::shared_ptr<Outcome>> all;
        for (int i = 0; i < 3; ++i)
            all.push_back(start(shell(u"true"_s)));
        for (const auto &outcome : all) {
            QTRY_VERIFY(outcome->called);
            QCOMPARE(outcome->word(), u"ElevationPassword"_s);
        }
        QCOMPARE(m_secrets.given, 1);
        QCOMPARE(m_secrets.refused, 1);
    }

    /// Whoever was refused without a password, late, says nothing about the one that has been tried since.
    void aLateRefusalForgetsNone()
    {
        QVERIFY(QFile::exists(m_folder.path()));
        const QString begun = m_folder.filePath(u"begun"_s);
        const QString go = m_folder.filePath(u"go"_s);
        const QString asked = m_folder.filePath(u"tried"_s);
        const QString program = m_folder.filePath(u"sudo"_s);
        QFile file(program);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(u"#!/bin/sh\n"
                   "if [ \"$1\" = -n ]; then : >%1; while [ ! -e %2 ]; do sleep 0.05; done; "
                   "echo 'sudo: a password is required' >&2; exit 1; fi\n"
                   "printf '%s' \"$3\" >&2; read -r line; echo x >>%3; "
                   "echo 'sudo: 1 incorrect password attempt' >&2; exit 1\n"_s.arg(begun, go, asked)
                       .toUtf8());
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + path);
        const auto restore = qScopeGuard([&path, &program] {
            qputenv("PATH", path);
            QFile::remove(program);
        });
        makeHost(false);
        m_secrets.forgets = false;
        const auto late = start(shell(u"true"_s));
        QTRY_VERIFY(QFile::exists(begun));
        m_secrets.secret = "wrong"_ba;
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QFile gate(go);
        QVERIFY(gate.open(QIODevice::WriteOnly));
        QTRY_VERIFY(late->called);
        QCOMPARE(late->word(), u"ElevationPassword"_s);
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QFile tries(asked);
        QVERIFY(tries.open(QIODevice::ReadOnly));
        QCOMPARE(tries.readAll(), "x\n"_ba);
    }

    /// Each refusal is a line in a log over there, or a mail: it stands for a while, whatever wants to run.
    void aRefusalStandsForAWhile_data() { ways(); }
    void aRefusalStandsForAWhile()
    {
        QFETCH(bool, ssh);
        const QString log = m_folder.filePath(u"sudo.log"_s);
        QFile::remove(log);
        rules(u"Defaults:%1 logfile="_s + log + u", loglinelen=0\n%1 ALL=(root) ALL"_s);
        const auto refusals = [&log] {
            QFile file(log);
            return file.open(QIODevice::ReadOnly) ? file.readAll().count("a password is required") : 0;
        };
        support::FakeClock clock;
        m_clock = &clock;
        makeHost(ssh);
        for (int i = 0; i < 3; ++i) {
            const Outcome outcome = run(u"true"_s);
            QCOMPARE(outcome.word(), u"ElevationPassword"_s);
            QCOMPARE(outcome.error.detail, u"sudo: a password is required"_s);
        }
        transport::BridgeChannel channel(*m_host, u"/run/nobody.sock"_s);
        QSignalSpy failed(&channel, &transport::Channel::failed);
        channel.open();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<core::Error>().code, ErrorCode::ElevationPassword);
        QCOMPARE(refusals(), 1);
        // For a minute, more or less, then for two.
        clock.advance(44'000);
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QCOMPARE(refusals(), 1);
        clock.advance(32'000);
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QCOMPARE(refusals(), 2);
        clock.advance(89'000);
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QCOMPARE(refusals(), 2);
        clock.advance(62'000);
        channel.open();
        QTRY_COMPARE(failed.size(), 2);
        QCOMPARE(refusals(), 3);
        // By the user's wish at once, and so with a password.
        m_host->tryAgain();
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QCOMPARE(refusals(), 4);
        m_secrets.secret = TestSudoer::password();
        QCOMPARE(run(u"true"_s).word(), QString());
        // It is forgotten once sudo has let us in.
        m_secrets.secret.reset();
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
        QCOMPARE(refusals(), 5);
    }

    void noQuestionNoPassword_data() { ways(); }
    void noQuestionNoPassword()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) NOPASSWD: ALL"_s);
        makeHost(ssh);
        m_secrets.secret = TestSudoer::password();
        HostCommand command = shell(u"cat"_s);
        command.input = "nothing of a password before this\n";
        const auto outcome = start(command);
        QTRY_VERIFY(outcome->called);
        QCOMPARE(outcome->result.standardOutput, command.input);
        QCOMPARE(m_secrets.given, 0);
    }

    void aRememberedLoginAsksOnce()
    {
        QVERIFY(m_sudoer->setRules(u"Defaults:%1 timestamp_type=global\n%1 ALL=(root) ALL"_s.arg(m_sudoer->name())));
        makeHost(false);
        m_secrets.secret = TestSudoer::password();
        QCOMPARE(run(u"true"_s).word(), QString());
        const int asked = m_secrets.given;
        QCOMPARE(asked, 1); // the proof; the command itself was not asked any more
        QCOMPARE(run(u"true"_s).word(), QString());
        QCOMPARE(m_secrets.given, asked);
    }

    void whoMayNotIsRefused_data() { ways(); }
    void whoMayNotIsRefused()
    {
        QFETCH(bool, ssh);
        rules({});
        makeHost(ssh);
        m_secrets.secret = TestSudoer::password();
        const Outcome outcome = run(u"true"_s);
        QCOMPARE(outcome.word(), u"ElevationRefused"_s);
        QVERIFY2(outcome.error.detail.contains(m_sudoer->name()), qPrintable(outcome.error.detail));
        QCOMPARE(m_secrets.refused, 0); // the password was right
    }

    void whatNoSudoCanRead_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("newline") << "right\nwrong"_ba;
        QTest::newRow("carriage return") << "right\rwrong"_ba;
        QTest::newRow("NUL") << QByteArray("right\0wrong", 11);
        QTest::newRow("empty") << ""_ba;
        QTest::newRow("long") << QByteArray(256, 'x');
    }
    void whatNoSudoCanRead()
    {
        QFETCH(QByteArray, secret);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(false);
        m_secrets.secret = secret;
        QCOMPARE(run(u"true"_s).word(), u"ElevationPassword"_s);
    }

    void nobodySeesIt_data() { ways(); }
    void nobodySeesIt()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(ssh);
        m_secrets.secret = TestSudoer::password();
        const QString mark = m_folder.filePath(u"runs"_s);
        QFile::remove(mark);
        const auto outcome = start(shell(u"touch %1; sleep 1"_s.arg(mark)));
        QTRY_VERIFY(QFile::exists(mark));
        QVERIFY(!isVisible(TestSudoer::password()));
        QTRY_VERIFY(outcome->called);
    }

    void inAContainer_data() { ways(); }
    void inAContainer()
    {
        QFETCH(bool, ssh);
        // The exact command, as a rule would have it, and no other.
        makeHost(ssh, u"f2b"_s);
        rules(u"%1 ALL=(root) "_s + m_folder.filePath(u"docker"_s));
        m_secrets.secret = TestSudoer::password();
        const Outcome outcome = run(u"id -u"_s);
        QCOMPARE(outcome.word(), QString());
        QCOMPARE(outcome.result.standardOutput, "0\n"_ba);
    }

    void aBridgeToARootSocket_data() { ways(); }
    void aBridgeToARootSocket()
    {
        QFETCH(bool, ssh);
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(ssh);
        QLocalServer server;
        server.setSocketOptions(QLocalServer::UserAccessOption);
        QVERIFY(server.listen(m_folder.filePath(u"sock"_s)));
        connect(&server, &QLocalServer::newConnection, this, [&server] {
            QLocalSocket *socket = server.nextPendingConnection();
            connect(socket, &QLocalSocket::readyRead, socket, [socket] { socket->write(socket->readAll().toUpper()); });
        });
        transport::BridgeChannel channel(*m_host, server.fullServerName());
        QSignalSpy opened(&channel, &transport::Channel::opened);
        QSignalSpy failed(&channel, &transport::Channel::failed);
        QByteArray got;
        connect(&channel, &transport::Channel::bytesReceived, this, [&got](const QByteArray &bytes) { got += bytes; });
        channel.open();
        QTRY_COMPARE(failed.size(), 1);
        QCOMPARE(failed[0][0].value<core::Error>().code, ErrorCode::ElevationPassword);
        m_secrets.secret = TestSudoer::password();
        channel.open();
        QTRY_COMPARE(opened.size(), 1);
        channel.write("bytes");
        QTRY_COMPARE(got, "BYTES"_ba);
        channel.close();
        QCOMPARE(m_secrets.ended, ssh ? 0 : 1); // over ssh the connection is the way
    }

    /// What finds the Python over there occupies a session like every other command.
    void theFirstRunWaitsForASession()
    {
        rules(u"%1 ALL=(root) NOPASSWD: ALL"_s);
        m_secrets.secret.reset();
        makeHost(true);
        std::vector<transport::SshMaster::SessionTicket> tickets;
        for (int i = 0; i < transport::SshMaster::shortSessions; ++i) {
            m_master->acquireSession(this, [&tickets](const core::Result<transport::SshMaster::SessionTicket> &ticket) {
                tickets.push_back(*ticket);
            });
        }
        QTRY_COMPARE(tickets.size(), size_t(transport::SshMaster::shortSessions));
        const auto outcome = start(shell(u"true"_s));
        QTRY_COMPARE(m_master->state(), transport::SshMaster::State::Up);
        // The same on a session that nobody gave, begun later, has ended by now.
        for (int i = 0; i < 2; ++i) {
            const auto other = TestSshd::run(m_master->sessionArguments() << u"sudo -n -- python3 -c 'print(7)'"_s);
            QCOMPARE(other.output, "7\n"_ba);
        }
        support::settle();
        QVERIFY(!m_host->hasFound());
        tickets.pop_back();
        QTRY_VERIFY(outcome->called);
        QCOMPARE(outcome->word(), QString());
        // The one session that is left serves everything that follows.
        QCOMPARE(run(u"true"_s).word(), QString());
    }

    void theWayEndsWithTheConnection()
    {
        rules(u"%1 ALL=(root) ALL"_s);
        makeHost(true);
        m_secrets.secret = TestSudoer::password();
        QCOMPARE(run(u"true"_s).word(), QString());
        m_sshd->killSessions();
        QTRY_COMPARE(m_secrets.ended, 1);
    }

    void pkexec_data()
    {
        QTest::addColumn<QByteArray>("fake");
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("runs");
        QTest::newRow("allowed") << "[ \"$1\" = --disable-internal-agent ] || exit 1; shift; exec \"$@\""_ba
                                 << QString() << 2;
        QTest::newRow("dismissed")
            << "echo 'Error executing command as another user: Request dismissed' >&2; exit 126"_ba
            << u"ElevationRefused"_s << 1;
        QTest::newRow("not authorised") << "echo 'Error executing command as another user: Not authorized' >&2; "
                                           "echo 'This incident has been reported.' >&2; exit 127"_ba
                                        << u"ElevationRefused"_s << 1;
        QTest::newRow("no agent")
            << "echo 'Error executing command as another user: No authentication agent found.' >&2; exit 127"_ba
            << u"ElevationRefused"_s << 1;
    }
    void pkexec()
    {
        QFETCH(QByteArray, fake);
        QFETCH(QString, word);
        QFETCH(int, runs);
        const QString program = m_folder.filePath(u"pkexec"_s);
        const QString count = m_folder.filePath(u"asked"_s);
        QFile::remove(count);
        QFile file(program);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write("#!/bin/sh\necho x >> " + count.toUtf8() + '\n' + fake + '\n');
        file.close();
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(m_folder.path()) + ':' + path);
        HostRoute route;
        route.elevation = core::Elevation::Pkexec;
        support::FakeClock clock;
        route.clock = &clock;
        m_host = std::move(*RoutedHost::create(route));
        const auto asked = [&count] {
            QFile log(count);
            return log.open(QIODevice::ReadOnly) ? static_cast<int>(log.readAll().count('x')) : 0;
        };
        const auto statted = [this] { // what a probe does, as a word
            std::optional<QString> word;
            m_host->stat(u"/"_s, this, [&word](const core::Result<transport::FileStat> &stat) {
                word = stat ? QString() : core::errorCodeName(stat.error().code);
            });
            [&] { QTRY_VERIFY(word.has_value()); }();
            return word.value_or(u"never"_s);
        };
        // Nobody wished for anything: the screen stays as it is, whatever runs in the background.
        transport::BridgeChannel early(*m_host, u"/run/nobody.sock"_s);
        QSignalSpy earlyFailed(&early, &transport::Channel::failed);
        early.open();
        QTRY_COMPARE(earlyFailed.size(), 1);
        QCOMPARE(earlyFailed.constLast()[0].value<core::Error>().code, ErrorCode::ElevationPassword);
        QCOMPARE(statted(), u"ElevationPassword"_s);
        m_host->tryAgain();
        QCOMPARE(statted(), u"ElevationPassword"_s);
        QCOMPARE(asked(), 0);
        // A change is somebody's wish.
        QCOMPARE(run(u"true"_s).word(), word);
        QCOMPARE(run(u"true"_s).word(), word); // what was refused on the screen is not asked again by itself
        QCOMPARE(asked(), runs);
        m_host->askAgain();
        QCOMPARE(run(u"true"_s).word(), word);
        QCOMPARE(asked(), runs + 1);
        // The same for a bridge, where that is the first to ask.
        if (runs == 1) {
            m_host->askAgain();
            transport::BridgeChannel channel(*m_host, u"/run/nobody.sock"_s);
            QSignalSpy failed(&channel, &transport::Channel::failed);
            for (int i = 1; i <= 2; ++i) {
                channel.open();
                QTRY_COMPARE(failed.size(), i);
                QCOMPARE(failed.constLast()[0].value<core::Error>().code, ErrorCode::ElevationRefused);
                QCOMPARE(asked(), runs + 2);
            }
            m_host->tryAgain(); // is not for what asks on the screen
            QCOMPARE(run(u"true"_s).word(), word);
            QCOMPARE(asked(), runs + 2);
        } else {
            // One wish is enough as long as the way is there; the next connection is another wish's.
            support::ScriptedServer daemon;
            transport::BridgeChannel channel(*m_host, daemon.path());
            QSignalSpy opened(&channel, &transport::Channel::opened);
            channel.open();
            QTRY_COMPARE(opened.size(), 1);
            QCOMPARE(statted(), QString());
            QCOMPARE(asked(), runs + 3);
            clock.advance(60'000);
            QCOMPARE(statted(), QString());
            QCOMPARE(asked(), runs + 4);
            channel.close();
            QCOMPARE(statted(), u"ElevationPassword"_s);
            QSignalSpy failed(&channel, &transport::Channel::failed);
            channel.open();
            QTRY_COMPARE(failed.size(), 1);
            QCOMPARE(failed.constLast()[0].value<core::Error>().code, ErrorCode::ElevationPassword);
            QCOMPARE(asked(), runs + 4);
            m_host->askAgain();
            QCOMPARE(statted(), QString());
            QCOMPARE(asked(), runs + 5);
            clock.advance(60'000 - 1);
            m_host->channelEnded(); // of the test of a connection, say, before the server is stored
            QCOMPARE(statted(), QString());
            QCOMPARE(asked(), runs + 6);
            clock.advance(1);
            QCOMPARE(statted(), u"ElevationPassword"_s);
            QCOMPARE(asked(), runs + 6);
        }
        m_host.reset(); // before its clock
        qputenv("PATH", path);
    }
};

QTEST_GUILESS_MAIN(TestElevation)
#include "tst_elevation.moc"
