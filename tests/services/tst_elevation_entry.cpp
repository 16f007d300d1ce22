// SPDX-License-Identifier: GPL-3.0-or-later
// Who is asked for sudo's password, how often, and what becomes of it; with the real sudo and a user made for the test.
#include "fake_keychain.h"
#include "services/elevation_entry.h"
#include "services/host_registry.h"
#include "services/prompt_broker.h"
#include "services/secret_cache.h"
#include "support/event_loop.h"
#include "support/fake_clock.h"
#include "support/test_sudoer.h"

#include <QDir>
#include <QSysInfo>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using core::Prompt;
using core::PromptAnswer;

class TestElevationEntry : public QObject
{
    Q_OBJECT

    TestSudoer m_sudoer;
    support::FakeClock m_clock;
    FakeKeychain m_keychain;
    std::unique_ptr<services::HostRegistry> m_hosts;
    std::unique_ptr<services::PromptBroker> m_broker;
    std::unique_ptr<services::ElevationEntry> m_entry;
    QList<Prompt> m_asked;
    QList<QByteArray> m_answers; ///< an absent or empty one declines

    static core::ServerProfile server(const QString &name, const QString &socket = u"/run/a.sock"_s)
    {
        core::ServerProfile profile;
        profile.id = { 7 };
        profile.name = name;
        profile.socketPath = socket;
        profile.elevation = core::Elevation::Sudo;
        return profile;
    }
    struct Outcome
    {
        int calls = 0;
        QString word;
        QString detail;
    };
    std::shared_ptr<Outcome> enter(const core::ServerProfile &profile, core::RequestHandle *handle = nullptr)
    {
        const auto outcome = std::make_shared<Outcome>();
        const auto got = m_entry->enter(profile, this, [outcome](const core::Result<bool> &result) {
            ++outcome->calls;
            outcome->word = result ? u"in"_s : core::errorCodeName(result.error().code);
            outcome->detail = result ? QString() : result.error().detail;
        });
        if (handle)
            *handle = got;
        return outcome;
    }
    QString entered(const core::ServerProfile &profile)
    {
        const auto outcome = enter(profile);
        if (outcome->calls != 0)
            qFatal("from inside the call");
        [&] { QTRY_COMPARE_WITH_TIMEOUT(outcome->calls, 1, 60'000); }();
        return outcome->word;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_sudoer.isReady(), qPrintable(m_sudoer.error()));
        m_sudoer.standInForSudo();
    }
    void init()
    {
        QVERIFY2(m_sudoer.setRules(u"Defaults:%1 timestamp_timeout=0\n%1 ALL=(root) ALL"_s.arg(m_sudoer.name())),
            qPrintable(m_sudoer.said()));
        services::HostOptions options;
        options.clock = &m_clock;
        m_hosts = std::make_unique<services::HostRegistry>(options);
        m_hosts->secrets().setTimeToLive(900);
        m_broker = std::make_unique<services::PromptBroker>(&m_keychain);
        m_broker->setAsker([this](const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler) {
            m_asked.append(prompt);
            const core::Pending<PromptAnswer> pending(context, std::move(handler));
            const QByteArray answer = m_answers.isEmpty() ? QByteArray() : m_answers.takeFirst();
            if (answer.isEmpty())
                pending.finishLater(core::failure(ErrorCode::Cancelled));
            else
                pending.finishLater(PromptAnswer { answer, false, core::HostKeyTrust::No });
            return pending.handle();
        });
        m_entry = std::make_unique<services::ElevationEntry>(*m_hosts, *m_broker);
        m_asked.clear();
        m_answers.clear();
    }
    void cleanup()
    {
        m_entry.reset();
        m_broker.reset();
        m_hosts.reset();
    }

    void rightAtOnce()
    {
        m_answers = { TestSudoer::password() };
        QCOMPARE(entered(server(u"one"_s)), u"in"_s);
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(m_asked[0].kind, core::PromptKind::SudoPassword);
        QCOMPARE(m_asked[0].serverName, u"one"_s);
        QCOMPARE(m_asked[0].server.value, 7);
        QVERIFY2(m_asked[0].subject.endsWith(u'@' + QSysInfo::machineHostName()), qPrintable(m_asked[0].subject));
        QCOMPARE(m_asked[0].keychainKey, u"sudo:localhost"_s);
        QVERIFY(!m_asked[0].wrongBefore && !m_asked[0].untrusted);
        // Another server of that machine needs no question, until the time is over.
        QCOMPARE(entered(server(u"two"_s, u"/run/b.sock"_s)), u"in"_s);
        QCOMPARE(m_asked.size(), 1);
        m_clock.advance(900'000);
        m_answers = { TestSudoer::password() };
        QCOMPARE(entered(server(u"two"_s)), u"in"_s);
        QCOMPARE(m_asked.size(), 2);
    }
    void wrongAndRight()
    {
        m_answers = { "wrong"_ba, "two\nlines"_ba, TestSudoer::password() };
        QCOMPARE(entered(server(u"one"_s)), u"in"_s);
        QCOMPARE(m_asked.size(), 3);
        QVERIFY(m_asked[1].wrongBefore && m_asked[2].wrongBefore);
    }
    void threeTimesWrong()
    {
        m_answers = { "wrong"_ba, "wrong too"_ba, "wrong as well"_ba, TestSudoer::password() };
        const auto outcome = enter(server(u"one"_s));
        QTRY_COMPARE_WITH_TIMEOUT(outcome->calls, 1, 60'000);
        QCOMPARE(outcome->word, u"ElevationPassword"_s);
        QVERIFY(outcome->detail.contains("Sorry, try again"_L1));
        QCOMPARE(m_asked.size(), 3);
        QVERIFY(m_hosts->secrets().isEmpty());
    }
    void declined()
    {
        QCOMPARE(entered(server(u"one"_s)), u"Cancelled"_s);
        QCOMPARE(m_asked.size(), 1);
    }
    void nobodyToAsk()
    {
        m_broker->setAsker({});
        QCOMPARE(entered(server(u"one"_s)), u"ElevationPassword"_s);
    }
    void whoMayNotIsNotAskedAgain()
    {
        QVERIFY(m_sudoer.setRules({}));
        m_answers = { TestSudoer::password(), TestSudoer::password() };
        QCOMPARE(entered(server(u"one"_s)), u"ElevationRefused"_s);
        QCOMPARE(m_asked.size(), 1);
        QVERIFY(m_hosts->secrets().isEmpty()); // nothing in the background shows it to sudo again
    }
    void withoutElevationNothingHappens()
    {
        core::ServerProfile plain = server(u"one"_s);
        plain.elevation = core::Elevation::None;
        QCOMPARE(entered(plain), u"in"_s);
        QCOMPARE(m_asked.size(), 0);
    }
    void oneQuestionForAMachine()
    {
        m_answers = { TestSudoer::password() };
        const auto one = enter(server(u"one"_s));
        const auto two = enter(server(u"two"_s, u"/run/b.sock"_s));
        QTRY_COMPARE_WITH_TIMEOUT(one->calls + two->calls, 2, 60'000);
        QCOMPARE(one->word + two->word, u"inin"_s);
        QCOMPARE(m_asked.size(), 1);
    }
    /// Two containers of one machine have two hosts there, and one password.
    void oneQuestionForTheContainersOfAMachine_data()
    {
        QTest::addColumn<QList<QByteArray>>("answers");
        QTest::addColumn<int>("asked");
        QTest::addColumn<QString>("words");
        QTest::newRow("right") << QList { TestSudoer::password() } << 1 << u"inin"_s;
        QTest::newRow("wrong and right") << QList { "wrong"_ba, TestSudoer::password() } << 2 << u"inin"_s;
        QTest::newRow("declined, then right for the other")
            << QList { QByteArray(), TestSudoer::password() } << 2 << u"Cancelledin"_s;
    }
    void oneQuestionForTheContainersOfAMachine()
    {
        QFETCH(QList<QByteArray>, answers);
        QTemporaryDir folder(QDir::tempPath() + u"/ee-XXXXXX"_s);
        QFile engine(folder.filePath(u"docker"_s));
        QVERIFY(engine.open(QIODevice::WriteOnly));
        engine.write("#!/bin/sh\nshift 3\nexec \"$@\"\n");
        engine.close();
        engine.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        core::ServerProfile one = server(u"one"_s);
        one.containerEngine = engine.fileName();
        one.container = u"first"_s;
        core::ServerProfile two = one;
        two.container = u"second"_s;
        m_answers = answers;
        const auto first = enter(one);
        const auto second = enter(two);
        QTRY_COMPARE_WITH_TIMEOUT(first->calls + second->calls, 2, 60'000);
        QStringList words { first->word, second->word };
        words.sort();
        QTEST(words.join(QString()), "words");
        QTEST(static_cast<int>(m_asked.size()), "asked");
    }
    /// The one that waits for another's question has its turn when that is taken back.
    void aWishTakenBackIsNotTheEndOfOthers()
    {
        core::ServerProfile one = server(u"one"_s);
        core::ServerProfile two = one;
        two.containerEngine = u"/bin/false"_s;
        two.container = u"second"_s;
        core::RequestHandle handle;
        std::optional<core::Pending<PromptAnswer>> thinking;
        m_broker->setAsker([&](const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler) {
            m_asked.append(prompt);
            const core::Pending<PromptAnswer> pending(context, std::move(handler));
            if (m_asked.size() == 1)
                thinking = pending;
            else
                pending.finishLater(core::failure(ErrorCode::Cancelled));
            return pending.handle();
        });
        const auto first = enter(one, &handle);
        QTRY_COMPARE_WITH_TIMEOUT(m_asked.size(), 1, 30'000);
        const auto second = enter(two);
        // Its sudo wants a password, too: the same one, begun later, has said so by now.
        for (int i = 0; i < 3; ++i) {
            const QStringList sudo { u"/usr/bin/sudo"_s, u"-n"_s, u"--"_s, u"/bin/false"_s };
            QVERIFY(m_sudoer.run(sudo).errors.contains("password is required"));
        }
        support::settle();
        QCOMPARE(m_asked.size(), 1);
        QCOMPARE(second->calls, 0);
        handle.cancel();
        QTRY_COMPARE_WITH_TIMEOUT(second->calls, 1, 30'000);
        QCOMPARE(second->word, u"Cancelled"_s);
        QCOMPARE(m_asked.size(), 2);
    }
    void aWishTakenBack()
    {
        m_answers = { TestSudoer::password() };
        core::RequestHandle handle;
        const auto first = enter(server(u"one"_s), &handle);
        handle.cancel();
        const auto second = enter(server(u"one"_s));
        QTRY_COMPARE_WITH_TIMEOUT(first->calls + second->calls, 2, 60'000);
        QCOMPARE(first->word, u"Cancelled"_s);
        QCOMPARE(second->word, u"in"_s);
    }
    void withoutASessionCacheItLivesAsLongAsTheWay()
    {
        m_hosts->secrets().setTimeToLive(0);
        m_answers = { TestSudoer::password() };
        QCOMPARE(entered(server(u"one"_s)), u"in"_s);
        QVERIFY(!m_hosts->secrets().isEmpty());
        m_hosts->keepOnly({}); // its profile is gone
        QVERIFY(m_hosts->secrets().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestElevationEntry)
#include "tst_elevation_entry.moc"
