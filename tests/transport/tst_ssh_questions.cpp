// SPDX-License-Identifier: GPL-3.0-or-later
// What a real ssh asks of us on its way to a real sshd on loopback. Its askpass is this program once more.
#include "support/fake_clock.h"
#include "support/test_account.h"
#include "support/test_sshd.h"
#include "transport/askpass_client.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>
#include <QTimer>

#include <unistd.h>

#include <csignal>
#include <deque>

using core::ErrorCode;
using core::HostKeyTrust;
using core::Prompt;
using core::PromptAnswer;
using core::PromptKind;
using core::Result;
using transport::RuntimeFolder;
using transport::SshDestination;
using transport::SshMaster;
using transport::SshOptions;
using transport::SshPrompting;
using namespace Qt::StringLiterals;

namespace {

const QString secretWord = u"tst-marker-secret-7"_s;

QByteArray readBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

PromptAnswer typed(const QString &secret)
{
    return { secret.toUtf8(), false, HostKeyTrust::No };
}

PromptAnswer trust(HostKeyTrust trust)
{
    return { {}, false, trust };
}

/// The descendants of this process that are ssh, its agent aside.
QList<qint64> clients()
{
    QList<qint64> result;
    for (const qint64 child : TestSshd::descendants(::getpid())) {
        if (readBytes(u"/proc/%1/comm"_s.arg(child)).trimmed() == "ssh")
            result.append(child);
    }
    return result;
}

/// Somebody who answers in the order given, and then thinks for ever.
struct Somebody
{
    std::deque<Result<PromptAnswer>> answers;
    QList<Prompt> asked;
    std::vector<core::Pending<PromptAnswer>> thinking;
    std::function<void()> whileAsked;
    qsizetype slow = -1; ///< the question that is thought about for six seconds

    core::RequestHandle ask(const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler)
    {
        const core::Pending<PromptAnswer> pending(context, std::move(handler));
        asked.append(prompt);
        if (whileAsked)
            whileAsked();
        if (answers.empty()) {
            thinking.push_back(pending);
            return pending.handle();
        }
        if (asked.size() - 1 == slow)
            QTimer::singleShot(6000, context, [pending, answer = answers.front()] { pending.finish(answer); });
        else
            pending.finishLater(answers.front());
        answers.pop_front();
        return pending.handle();
    }
};

} // namespace

class TestSshQuestions : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_base;
    std::unique_ptr<RuntimeFolder> m_folder;
    std::unique_ptr<TestSshd> m_sshd;
    std::unique_ptr<SshMaster> m_master;
    std::unique_ptr<Somebody> m_somebody;

    using Outcome = std::shared_ptr<std::optional<Result<bool>>>;

    void make(SshOptions options = {})
    {
        m_master = std::make_unique<SshMaster>(m_sshd->destination(), *m_folder, std::move(options));
    }
    void restartSshd(const QString &config)
    {
        TestSshd::Options options;
        options.extraServerConfig = config;
        m_sshd = std::make_unique<TestSshd>(options);
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        make();
    }
    SshPrompting prompting()
    {
        SshPrompting prompting;
        prompting.askpassProgram = QCoreApplication::applicationFilePath();
        prompting.ask = [this](const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler) {
            return m_somebody->ask(prompt, context, std::move(handler));
        };
        return prompting;
    }
    Outcome start(SshMaster &master, bool asks, core::RequestHandle *handle = nullptr)
    {
        auto outcome = std::make_shared<std::optional<Result<bool>>>();
        const auto handler = [outcome](Result<bool> result) { *outcome = std::move(result); };
        const auto started = asks ? master.connectNow(prompting(), this, handler) : master.require(this, handler);
        if (handle)
            *handle = started;
        return outcome;
    }
    static QString codeOf(const Outcome &outcome)
    {
        if (!QTest::qWaitFor([&] { return outcome->has_value(); }, 40'000))
            return u"no end"_s;
        return **outcome ? QString() : core::errorCodeName((*outcome)->error().code);
    }
    /// The code of an attempt that asks; empty: connected.
    QString enter() { return codeOf(start(*m_master, true)); }
    QString require(SshMaster &master) { return codeOf(start(master, false)); }
    /// A process of its own, as far as ssh can tell: nothing that was trusted once is known to it.
    QString codeOfAnotherProcess()
    {
        auto folder = RuntimeFolder::create(m_base->path());
        SshMaster other(m_sshd->destination(), **folder);
        return require(other);
    }
    QList<PromptKind> kinds() const
    {
        QList<PromptKind> result;
        for (const Prompt &prompt : m_somebody->asked)
            result.append(prompt.kind);
        return result;
    }
    QString fingerprint() const
    {
        const auto told = TestSshd::run({ u"ssh-keygen"_s, u"-lf"_s, m_sshd->folder() + u"/host.pub"_s });
        return QString::fromUtf8(told.output).section(u' ', 1, 1);
    }
    /// What trusts a key once for every connection of this process.
    void trustAnotherOnce()
    {
        TestSshd other;
        QVERIFY2(other.start(), qPrintable(other.error()));
        other.setHostKey(TestSshd::HostKey::Unknown);
        SshMaster master(other.destination(), *m_folder);
        m_somebody->answers = { trust(HostKeyTrust::Once) };
        QCOMPARE(codeOf(start(master, true)), QString());
        master.close();
    }
    qsizetype knocks() { return m_sshd->log().count("Connection from"_L1); }

private Q_SLOTS:
    void initTestCase() { qunsetenv("SSH_AUTH_SOCK"); }
    void init()
    {
        m_somebody = std::make_unique<Somebody>();
        m_base = std::make_unique<QTemporaryDir>(u"/tmp/sq-XXXXXX"_s);
        auto folder = RuntimeFolder::create(m_base->path());
        QVERIFY2(folder, folder ? "" : qPrintable(folder.error().detail));
        m_folder = std::move(*folder);
        restartSshd({});
    }
    void cleanup()
    {
        m_master.reset();
        QTRY_VERIFY(clients().isEmpty());
        // Sockets, lists and scripts go with what they were for.
        const auto left = [this] {
            QStringList all = QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot);
            all.removeAll(u"trusted"_s);
            return all;
        };
        QTRY_COMPARE(left(), QStringList { u"lock"_s });
        m_sshd.reset();
        m_folder.reset();
        m_base.reset();
    }

    void nothingIsAskedWhereNothingHasToBe()
    {
        QCOMPARE(enter(), QString());
        QCOMPARE(m_somebody->asked.size(), 0);
    }

    void passphrase()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        m_somebody->answers = { typed(u"wrong"_s), typed(secretWord) };
        QCOMPARE(enter(), QString());
        QCOMPARE(kinds(), (QList { PromptKind::Passphrase, PromptKind::Passphrase }));
        const Prompt &first = m_somebody->asked[0];
        QCOMPARE(first.subject, m_sshd->clientKey());
        QCOMPARE(first.keychainKey, u"ssh-passphrase:"_s + m_sshd->clientKey());
        QVERIFY(!first.untrusted && !first.wrongBefore);
        QVERIFY(m_somebody->asked[1].wrongBefore);
        QTRY_COMPARE(m_sshd->logins(), 1);
    }

    void threeWrongAnswersAreEnough()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        m_somebody->answers = { typed(u"a"_s), typed(u"b"_s), typed(u"c"_s), typed(secretWord) };
        QCOMPARE(enter(), u"AuthenticationRequired"_s);
        QCOMPARE(m_somebody->asked.size(), 3);
        m_somebody->answers = { typed(secretWord) };
        QCOMPARE(enter(), QString());
        QVERIFY(!m_somebody->asked.last().wrongBefore); // another attempt
    }

    void declined()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        m_somebody->answers = { core::failure(ErrorCode::Cancelled) };
        const auto joined = start(*m_master, false); // waits in the background, and is not told of a refusal
        QCOMPARE(enter(), u"Cancelled"_s);
        QCOMPARE(codeOf(joined), u"AuthenticationRequired"_s);
        QCOMPARE(m_somebody->asked.size(), 1); // nothing else is asked then
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QCOMPARE(core::errorCodeName(m_master->lastError().code), u"AuthenticationRequired"_s);
        // Whoever asks in the background hears the same, without a knock at the door.
        const qsizetype before = knocks();
        QCOMPARE(require(*m_master), u"AuthenticationRequired"_s);
        QCOMPARE(knocks(), before);
        QVERIFY(m_master->retryAfterMs() > 60'000);
        QTRY_VERIFY(clients().isEmpty());
        m_somebody->answers = { typed(secretWord) };
        QCOMPARE(enter(), QString());
    }

    void whoCancelsTakesTheQuestionBack()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        core::RequestHandle first;
        core::RequestHandle second;
        const auto one = start(*m_master, true, &first);
        const auto two = start(*m_master, true, &second);
        QTRY_COMPARE(m_somebody->thinking.size(), size_t(1));
        first.cancel();
        QCOMPARE(codeOf(one), u"Cancelled"_s);
        QVERIFY(m_somebody->thinking[0].isActive()); // the other one still wants it
        QCOMPARE(m_master->state(), SshMaster::State::Opening);
        second.cancel();
        QCOMPARE(codeOf(two), u"Cancelled"_s);
        QTRY_VERIFY(!m_somebody->thinking[0].isActive());
        QCOMPARE(m_master->state(), SshMaster::State::Closed);
        QTRY_VERIFY(clients().isEmpty());
    }

    void nobodyAnswers()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        SshOptions options;
        options.promptTimeoutMs = 1500;
        make(options);
        QCOMPARE(enter(), u"AuthenticationRequired"_s);
        QCOMPARE(m_somebody->thinking.size(), size_t(1));
        QVERIFY(!m_somebody->thinking[0].isActive());
        QTRY_VERIFY(clients().isEmpty());
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QCOMPARE(enter(), u"HostKeyUnknown"_s);
        QCOMPARE(m_somebody->thinking.size(), size_t(2));
    }

    void theConnectionGoesWhileSomebodyThinks()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        const auto outcome = start(*m_master, true);
        QTRY_COMPARE(m_somebody->thinking.size(), size_t(1));
        for (const qint64 pid : clients())
            ::kill(static_cast<pid_t>(pid), SIGKILL);
        QCOMPARE(codeOf(outcome), u"TunnelDown"_s);
        QTRY_VERIFY(!m_somebody->thinking[0].isActive());
    }

    void anAgentHoldsThePassphrase()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        const QString socket = m_base->filePath(u"agent"_s);
        QProcess agent;
        agent.start(u"ssh-agent"_s, { u"-D"_s, u"-a"_s, socket });
        // Its socket is there before it listens; 1: it answers, and holds no key.
        QTRY_COMPARE(TestSshd::run({ u"env"_s, u"SSH_AUTH_SOCK="_s + socket, u"ssh-add"_s, u"-l"_s }).exitCode, 1);
        QFile script(m_base->filePath(u"askpass"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\necho " + secretWord.toUtf8() + '\n');
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto added = TestSshd::run({ u"env"_s, u"SSH_AUTH_SOCK="_s + socket, u"SSH_ASKPASS_REQUIRE=force"_s,
            u"SSH_ASKPASS="_s + script.fileName(), u"ssh-add"_s, m_sshd->clientKey() });
        QVERIFY2(added.exitCode == 0, added.errors.constData());
        m_sshd->setExtraClientConfig(u"IdentityAgent "_s + socket);
        QCOMPARE(require(*m_master), QString()); // in the background too
        m_master->close();
        QCOMPARE(enter(), QString());
        QCOMPARE(m_somebody->asked.size(), 0);
        m_master->close();

        // Whether to hand it the key is no question of ours: it is not, and the login goes on.
        const auto emptied = TestSshd::run({ u"env"_s, u"SSH_AUTH_SOCK="_s + socket, u"ssh-add"_s, u"-D"_s });
        QVERIFY2(emptied.exitCode == 0, emptied.errors.constData());
        m_sshd->setExtraClientConfig(u"AddKeysToAgent ask\nIdentityAgent "_s + socket);
        m_somebody->answers = { typed(secretWord) };
        QCOMPARE(enter(), QString());
        QCOMPARE(kinds(), QList { PromptKind::Passphrase });
        const auto held = TestSshd::run({ u"env"_s, u"SSH_AUTH_SOCK="_s + socket, u"ssh-add"_s, u"-l"_s });
        QVERIFY2(held.output.contains("no identities"), held.output.constData());
        agent.kill();
        QVERIFY(agent.waitForFinished(30'000));
    }

    /// A fake ssh asks as the true one does for a hardware key, then becomes the true one.
    void aHardwareKey()
    {
        QFile script(m_base->filePath(u"ssh"_s));
        QVERIFY(script.open(QIODevice::WriteOnly));
        script.write("#!/bin/sh\n[ \"$1\" = -G ] && exec ssh \"$@\"\n"
                     "pin=$(\"$SSH_ASKPASS\" 'Enter PIN for ED25519-SK key /home/a/.ssh/id_sk: ') || exit 255\n"
                     "[ \"$pin\" = 1234 ] || exit 254\n"
                     "SSH_ASKPASS_PROMPT=none \"$SSH_ASKPASS\" 'Confirm user presence for key ED25519-SK SHA256:x' "
                     ">/dev/null </dev/null &\nnotifier=$!\n"
                     "while [ ! -e \"${0%/*}/touched\" ]; do sleep 0.05; done\nkill $notifier\nexec ssh \"$@\"\n");
        script.close();
        QVERIFY(script.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        SshOptions options;
        options.program = script.fileName();
        make(options);
        m_somebody->answers = { typed(u"1234"_s) };
        const auto outcome = start(*m_master, true);
        QTRY_COMPARE(m_somebody->thinking.size(), size_t(1));
        QCOMPARE(kinds(), (QList { PromptKind::Pin, PromptKind::Touch }));
        QCOMPARE(m_somebody->asked[0].keychainKey, QString());
        QCOMPARE(m_somebody->asked[1].subject, u"ED25519-SK SHA256:x"_s);
        QFile touched(m_base->filePath(u"touched"_s));
        QVERIFY(touched.open(QIODevice::WriteOnly));
        QCOMPARE(codeOf(outcome), QString());
        QTRY_VERIFY(!m_somebody->thinking[0].isActive()); // it ended by itself
    }

    void password()
    {
        TestAccount account;
        QVERIFY2(account.create(secretWord), qPrintable(account.error()));
        restartSshd(u"PasswordAuthentication yes"_s);
        m_sshd->setExtraClientConfig(
            u"User %1\nPubkeyAuthentication no\nPreferredAuthentications password"_s.arg(account.name()));
        QCOMPARE(require(*m_master), u"AuthenticationRequired"_s);
        m_somebody->answers = { typed(u"wrong"_s), typed(secretWord) };
        QCOMPARE(enter(), QString());
        QCOMPARE(kinds(), (QList { PromptKind::Password, PromptKind::Password }));
        const Prompt &first = m_somebody->asked[0];
        QCOMPARE(first.subject, account.name() + u"@127.0.0.1"_s);
        QVERIFY(first.keychainKey.startsWith(u"ssh-password:"_s + first.subject));
        QVERIFY(first.keychainKey.contains(m_sshd->clientConfig())); // 127.0.0.1 is somebody else elsewhere
        QVERIFY(!first.untrusted && !first.wrongBefore);
        QVERIFY(m_somebody->asked[1].wrongBefore);
        QTRY_COMPARE(m_sshd->log().count("Failed password for"_L1), 1);
        QTRY_COMPARE(m_sshd->log().count("Accepted password for"_L1), 1);
    }

    /// What PAM asks comes in words of the other machine, and so would a one-time code.
    void keyboardInteractive()
    {
        TestAccount account;
        QVERIFY2(account.create(secretWord), qPrintable(account.error()));
        restartSshd(u"UsePAM yes\nKbdInteractiveAuthentication yes"_s);
        m_sshd->setExtraClientConfig(
            u"User %1\nPubkeyAuthentication no\nPreferredAuthentications keyboard-interactive"_s.arg(account.name()));
        m_somebody->answers = { typed(secretWord) };
        const QString code = enter();
        QVERIFY2(code.isEmpty(), qPrintable(m_sshd->log()));
        QCOMPARE(kinds(), QList { PromptKind::Response });
        const Prompt &asked = m_somebody->asked[0];
        QVERIFY(asked.untrusted);
        QCOMPARE(asked.text, u"Password: "_s);
        QCOMPARE(asked.subject, account.name() + u"@127.0.0.1"_s);
        QCOMPARE(asked.keychainKey, QString());
    }

    void unknownHostKey_data()
    {
        QTest::addColumn<QString>("config"); // the user's own
        QTest::newRow("as it comes") << QString();
        QTest::newRow("lax user") << u"StrictHostKeyChecking no"_s;
        QTest::newRow("user who takes new ones") << u"StrictHostKeyChecking accept-new"_s;
        QTest::newRow("address too, hashed, updated") << u"CheckHostIP yes\nHashKnownHosts yes\nUpdateHostKeys yes"_s;
    }
    void unknownHostKey()
    {
        QFETCH(QString, config);
        m_sshd->setExtraClientConfig(config);
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        const QByteArray before = "# kept as it is\n";
        {
            QFile file(m_sshd->knownHosts());
            QVERIFY(file.open(QIODevice::WriteOnly) && file.write(before) == before.size());
        }
        QCOMPARE(require(*m_master), u"HostKeyUnknown"_s);

        // No.
        m_somebody->answers = { trust(HostKeyTrust::No) };
        QCOMPARE(enter(), u"Cancelled"_s);
        QCOMPARE(m_somebody->asked.size(), 1);
        const Prompt asked = m_somebody->asked[0];
        QCOMPARE(asked.kind, PromptKind::HostKey);
        QCOMPARE(asked.fingerprint, fingerprint());
        QCOMPARE(asked.keyType, u"ED25519"_s);
        QVERIFY(asked.subject.contains("127.0.0.1"_L1));
        QVERIFY2(asked.randomart.startsWith("+--[ED25519 256]--+\n"_L1), qPrintable(asked.randomart));
        QCOMPARE(asked.randomart.count(u'\n'), 10);
        QCOMPARE(core::errorCodeName(m_master->lastError().code), u"HostKeyUnknown"_s);
        QCOMPARE(readBytes(m_sshd->knownHosts()), before);

        // Once: this process knows it, in the background and for another connection too.
        m_somebody->answers = { trust(HostKeyTrust::Once) };
        QCOMPARE(enter(), QString());
        QCOMPARE(m_somebody->asked.size(), 2);
        QCOMPARE(readBytes(m_sshd->knownHosts()), before);
        m_master->close();
        QCOMPARE(require(*m_master), QString());
        SshDestination same = m_sshd->destination();
        same.options = { u"-4"_s };
        SshMaster other(same, *m_folder);
        QCOMPARE(require(other), QString());
        other.close();
        m_master->close();
        QCOMPARE(enter(), QString());
        QCOMPARE(m_somebody->asked.size(), 2);
        QCOMPARE(readBytes(m_sshd->knownHosts()), before);
        QCOMPARE(codeOfAnotherProcess(), u"HostKeyUnknown"_s);

        // Always: from a process that does not know it yet.
        m_master.reset();
        m_folder = std::move(*RuntimeFolder::create(m_base->path()));
        make();
        m_somebody->answers = { trust(HostKeyTrust::Always) };
        QCOMPARE(enter(), QString());
        QCOMPARE(m_somebody->asked.size(), 3);
        const QByteArray after = readBytes(m_sshd->knownHosts());
        QVERIFY(after.startsWith(before));
        const QByteArray key = readBytes(m_sshd->folder() + u"/host.pub"_s).split(' ').value(1);
        QVERIFY(key.size() > 40 && after.contains(key));
        QCOMPARE(codeOfAnotherProcess(), QString());
    }

    void strictUsersAreNotAsked()
    {
        m_sshd->setExtraClientConfig(u"StrictHostKeyChecking yes"_s);
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QCOMPARE(enter(), u"HostKeyUnknown"_s);
        QCOMPARE(m_somebody->asked.size(), 0);
    }

    void anotherKeyIsAHardStop_data()
    {
        QTest::addColumn<TestSshd::HostKey>("state");
        QTest::addColumn<QString>("config");
        for (const QString &config : { QString(), u"StrictHostKeyChecking no"_s, u"CheckHostIP yes"_s }) {
            QTest::newRow(qPrintable(u"changed "_s + config)) << TestSshd::HostKey::Changed << config;
            QTest::newRow(qPrintable(u"revoked "_s + config)) << TestSshd::HostKey::Revoked << config;
        }
    }
    void anotherKeyIsAHardStop()
    {
        QFETCH(TestSshd::HostKey, state);
        QFETCH(QString, config);
        m_sshd->setExtraClientConfig(config);
        m_sshd->setHostKey(state);
        const QByteArray before = readBytes(m_sshd->knownHosts());
        QCOMPARE(enter(), u"HostKeyChanged"_s);
        QCOMPARE(m_somebody->asked.size(), 0);
        QTRY_COMPARE(m_sshd->logins(), 0);
        QCOMPARE(readBytes(m_sshd->knownHosts()), before);
    }

    void aKeyThatChangesAfterItWasTrustedOnce()
    {
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        m_somebody->answers = { trust(HostKeyTrust::Once) };
        QCOMPARE(enter(), QString());
        m_master->close();
        m_sshd->stop();
        for (const QString &suffix : { QString(), u".pub"_s }) {
            QVERIFY(QFile::remove(m_sshd->folder() + u"/host"_s + suffix));
            QVERIFY(QFile::copy(m_sshd->folder() + u"/other_host"_s + suffix, m_sshd->folder() + u"/host"_s + suffix));
        }
        QVERIFY2(m_sshd->start(), qPrintable(m_sshd->error()));
        QCOMPARE(enter(), u"HostKeyChanged"_s);
        QCOMPARE(require(*m_master), u"HostKeyChanged"_s);
        QCOMPARE(m_somebody->asked.size(), 1);
    }

    /// Its keys would be hidden behind ours, so ours does without, and nothing is trusted once.
    void aKnownHostsCommandOfTheUsers()
    {
        m_sshd->setExtraClientConfig(u"KnownHostsCommand /bin/true"_s);
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        m_somebody->answers = { trust(HostKeyTrust::Once) };
        QCOMPARE(enter(), u"HostKeyUnknown"_s);
        QCOMPARE(readBytes(m_sshd->knownHosts()), QByteArray());
        m_somebody->answers = { trust(HostKeyTrust::Always) };
        QCOMPARE(enter(), QString());
    }

    /// The same once something else was trusted once in this process: what the user's command knows of a key stays
    /// known, so that another one is no question, and is none in the background either.
    void aKnownHostsCommandBesideAKeyTrustedOnce()
    {
        trustAnotherOnce();
        QFile known(m_base->filePath(u"known"_s));
        m_sshd->setHostKey(TestSshd::HostKey::Changed);
        QVERIFY(known.open(QIODevice::WriteOnly));
        known.write(readBytes(m_sshd->knownHosts()));
        known.close();
        m_sshd->setExtraClientConfig(u"KnownHostsCommand /bin/cat "_s + known.fileName());
        m_sshd->setHostKey(TestSshd::HostKey::Unknown); // only the command knows the key that it had
        QCOMPARE(require(*m_master), u"HostKeyChanged"_s);
        QCOMPARE(enter(), u"HostKeyChanged"_s);
        QCOMPARE(kinds(), QList { PromptKind::HostKey }); // of the other
    }

    /// A jump host's own command counts as much: ssh would give it ours.
    void aKnownHostsCommandOfAJumpHost_data()
    {
        QTest::addColumn<bool>("trustedBefore");
        QTest::newRow("nothing trusted before") << false;
        QTest::newRow("something trusted once before") << true;
    }
    void aKnownHostsCommandOfAJumpHost()
    {
        QFETCH(bool, trustedBefore);
        if (trustedBefore)
            trustAnotherOnce();
        const qsizetype before = m_somebody->asked.size();
        TestSshd jump;
        QVERIFY2(jump.start(), qPrintable(jump.error()));
        jump.setHostKey(TestSshd::HostKey::Changed);
        QFile known(m_base->filePath(u"known"_s));
        QVERIFY(known.open(QIODevice::WriteOnly));
        known.write(readBytes(jump.knownHosts()));
        known.close();
        jump.setHostKey(TestSshd::HostKey::Unknown);
        QFile config(m_base->filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(readBytes(jump.clientConfig())
                         .replace("Host bangui-test bangui-test-jump",
                             "Host door\nKnownHostsCommand /bin/cat " + known.fileName().toUtf8())
            + readBytes(m_sshd->clientConfig()));
        config.close();
        QVERIFY(config.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        m_master = std::make_unique<SshMaster>(
            SshDestination { u"bangui-test"_s, { u"-J"_s, u"door"_s }, config.fileName() }, *m_folder);
        QVERIFY(!enter().isEmpty());
        QVERIFY(!require(*m_master).isEmpty());
        QCOMPARE(m_somebody->asked.size(), before);
        QTRY_COMPARE(jump.logins() + m_sshd->logins(), 0);
    }

    /// The key of a jump host is asked about like any other, however lax its section is, and so is its login.
    void throughAJumpHost()
    {
        TestSshd jump;
        QVERIFY2(jump.start(), qPrintable(jump.error()));
        jump.setHostKey(TestSshd::HostKey::Unknown);
        QVERIFY(jump.setPassphrase(u"first door"_s));
        QVERIFY(m_sshd->setPassphrase(secretWord));
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QFile config(m_base->filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        const QByteArray jumpSection
            = readBytes(jump.clientConfig())
                  .replace("Host bangui-test bangui-test-jump", "Host door\nStrictHostKeyChecking no");
        config.write(jumpSection + readBytes(m_sshd->clientConfig()));
        config.close();
        QVERIFY(config.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        SshOptions options;
        options.connectTimeoutSeconds = 4;
        m_master = std::make_unique<SshMaster>(
            SshDestination { u"bangui-test"_s, { u"-J"_s, u"door"_s }, config.fileName() }, *m_folder, options);
        m_somebody->slow = 1; // the ssh behind the jump host must not run out of patience meanwhile
        m_somebody->answers = { trust(HostKeyTrust::Once), typed(u"first door"_s), trust(HostKeyTrust::Once),
            typed(u"first door"_s), typed(secretWord) };
        // The attempt begins anew with each key that is trusted once.
        QCOMPARE(enter(), QString());
        QCOMPARE(kinds(),
            (QList { PromptKind::HostKey, PromptKind::Passphrase, PromptKind::HostKey, PromptKind::Passphrase,
                PromptKind::Passphrase }));
        QVERIFY(m_somebody->asked[0].fingerprint != m_somebody->asked[2].fingerprint);
        QCOMPARE(m_somebody->asked[1].subject, jump.clientKey());
        QCOMPARE(m_somebody->asked[4].subject, m_sshd->clientKey());
        QVERIFY(!m_somebody->asked[3].wrongBefore); // it was right, in the attempt before
        QCOMPARE(readBytes(jump.knownHosts()) + readBytes(m_sshd->knownHosts()), QByteArray());
        m_master->close();
        QTRY_VERIFY(clients().isEmpty());
        jump.setHostKey(TestSshd::HostKey::Revoked); // weighs more than that it was trusted once
        QCOMPARE(enter(), u"HostKeyChanged"_s);
        QCOMPARE(m_somebody->asked.size(), 5);
    }

    void aStrictJumpHostIsNoQuestion()
    {
        m_sshd->setHostKey(TestSshd::HostKey::Unknown);
        QFile config(m_base->filePath(u"config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write(
            "Host door\nStrictHostKeyChecking yes\nHost way\nProxyJump root@door:" + QByteArray::number(m_sshd->port())
            + "\n"
              "Host bangui-test\nProxyJump way\nHost *\n"
            + readBytes(m_sshd->clientConfig()).replace("Host bangui-test bangui-test-jump", ""));
        config.close();
        QVERIFY(config.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
        m_master = std::make_unique<SshMaster>(SshDestination { u"bangui-test"_s, {}, config.fileName() }, *m_folder);
        QCOMPARE(enter(), u"HostKeyUnknown"_s);
        QCOMPARE(m_somebody->asked.size(), 0);
    }

    /// Neither in an argument nor in an environment of any process, nor in any file, before and after the answer.
    void theSecretShowsNowhere()
    {
        QVERIFY2(m_sshd->setPassphrase(secretWord), qPrintable(m_sshd->error()));
        QStringList found;
        int looked = 0;
        const auto look = [&] {
            const QList<qint64> pids = QList { qint64(::getpid()) } + TestSshd::descendants(::getpid());
            for (const qint64 pid : pids) {
                for (const QString &name : { u"cmdline"_s, u"environ"_s }) {
                    const QString path = u"/proc/%1/%2"_s.arg(pid).arg(name);
                    ++looked;
                    if (readBytes(path).contains(secretWord.toUtf8()))
                        found.append(path);
                }
            }
            const QFileInfoList files = QDir(m_folder->path()).entryInfoList(QDir::Files);
            for (const QFileInfo &file : files) {
                if (readBytes(file.filePath()).contains(secretWord.toUtf8()))
                    found.append(file.filePath());
            }
        };
        m_somebody->whileAsked = look;
        // Wrong first: the second question comes when the secret has been on its way already.
        m_somebody->answers = { typed(secretWord + u"-no"_s), typed(secretWord) };
        QCOMPARE(enter(), QString());
        look();
        QCOMPARE(m_somebody->asked.size(), 2);
        QCOMPARE(found, QStringList());
        QVERIFY(looked >= 12); // ssh and its askpass were there
        QVERIFY(!m_sshd->log().contains(secretWord));
    }
};

int main(int argc, char **argv)
{
    if (const auto code = transport::runAsAskpass(argc, argv))
        return *code;
    QCoreApplication application(argc, argv);
    TestSshQuestions test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_ssh_questions.moc"
