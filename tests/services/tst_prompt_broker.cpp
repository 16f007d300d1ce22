// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/prompt_broker.h"

#include "fake_keychain.h"
#include "support/event_loop.h"
#include "transport/elevation_secrets.h"

#include <QTest>

#include <memory>

using core::ErrorCode;
using core::Prompt;
using core::PromptAnswer;
using core::PromptKind;
using core::Result;
using services::PromptBroker;
using namespace Qt::StringLiterals;

namespace {

Prompt password(const QString &key, bool wrongBefore = false)
{
    Prompt prompt;
    prompt.kind = PromptKind::Password;
    prompt.subject = key;
    prompt.keychainKey = key;
    prompt.wrongBefore = wrongBefore;
    return prompt;
}

} // namespace

class TestPromptBroker : public QObject
{
    Q_OBJECT

    struct Question
    {
        Prompt prompt;
        core::Pending<PromptAnswer> pending;
    };
    using Outcome = std::shared_ptr<std::optional<Result<PromptAnswer>>>;

    std::unique_ptr<FakeKeychain> m_keychain;
    std::unique_ptr<PromptBroker> m_broker;
    QList<Question> m_shown;

    Outcome ask(const Prompt &prompt, core::RequestHandle *handle = nullptr, const QObject *context = nullptr)
    {
        auto outcome = std::make_shared<std::optional<Result<PromptAnswer>>>();
        const auto asked = m_broker->ask(
            prompt, context ? context : this, [outcome](Result<PromptAnswer> answer) { *outcome = std::move(answer); });
        if (handle)
            *handle = asked;
        return outcome;
    }
    void answer(qsizetype index, const QByteArray &secret, bool remember = false)
    {
        m_shown[index].pending.finish(PromptAnswer { secret, remember, core::HostKeyTrust::No });
    }
    static QByteArray secretOf(const Outcome &outcome)
    {
        return *outcome && **outcome ? (*outcome)->value().secret : QByteArray("none");
    }
    static QString codeOf(const Outcome &outcome)
    {
        return *outcome && !**outcome ? core::errorCodeName((*outcome)->error().code) : u"none"_s;
    }

private Q_SLOTS:
    void init()
    {
        m_shown.clear();
        m_keychain = std::make_unique<FakeKeychain>();
        m_broker = std::make_unique<PromptBroker>(m_keychain.get());
        m_broker->setAsker([this](const Prompt &prompt, const QObject *context, core::Handler<PromptAnswer> handler) {
            const core::Pending<PromptAnswer> pending(context, std::move(handler));
            m_shown.append({ prompt, pending });
            return pending.handle();
        });
    }
    void cleanup()
    {
        m_broker.reset();
        m_keychain.reset();
    }

    void nobodyToAsk()
    {
        m_broker->setAsker({});
        QVERIFY(!m_broker->canAsk());
        m_keychain->secrets.insert(u"k"_s, "known");
        const auto outcome = ask(password(u"k"_s));
        QVERIFY(!*outcome);
        QTRY_COMPARE(codeOf(outcome), u"AuthenticationRequired"_s);
        QCOMPARE(m_keychain->calls, QStringList());
    }

    void oneAtATimeInOrder()
    {
        const auto first = ask(password(u"1"_s));
        const auto second = ask(password(u"2"_s));
        const auto third = ask(password(u"3"_s));
        QVERIFY(m_shown.isEmpty()); // never from inside the call
        QTRY_COMPARE(m_shown.size(), 1);
        support::settle();
        QCOMPARE(m_shown.size(), 1);
        answer(0, "one");
        QCOMPARE(secretOf(first), QByteArray("one"));
        QTRY_COMPARE(m_shown.size(), 2);
        QCOMPARE(m_shown[1].prompt.subject, u"2"_s);
        m_shown[1].pending.finish(core::failure(ErrorCode::Cancelled));
        QCOMPARE(codeOf(second), u"Cancelled"_s);
        QTRY_COMPARE(m_shown.size(), 3);
        answer(2, "three");
        QCOMPARE(secretOf(third), QByteArray("three"));
    }

    void theKeychainComesFirst()
    {
        m_keychain->secrets.insert(u"k"_s, "known");
        const auto outcome = ask(password(u"k"_s));
        QTRY_COMPARE(secretOf(outcome), QByteArray("known"));
        QVERIFY(m_shown.isEmpty());
        // Whoever got it may wipe it: the keychain's own is another copy.
        QByteArray given = (*outcome)->value().secret;
        transport::wipe(given);
        QCOMPARE(m_keychain->secrets.value(u"k"_s), QByteArray("known"));
    }

    void whatWasWrongIsForgotten()
    {
        m_keychain->secrets.insert(u"k"_s, "old");
        QTRY_COMPARE(secretOf(ask(password(u"k"_s))), QByteArray("none"));
        const auto again = ask(password(u"k"_s, true));
        QTRY_COMPARE(m_shown.size(), 1);
        QVERIFY(m_shown[0].prompt.wrongBefore);
        QVERIFY(!m_keychain->secrets.contains(u"k"_s));
        answer(0, "new", true);
        QCOMPARE(secretOf(again), QByteArray("new"));
    }

    void rememberedOnceAccepted()
    {
        const auto outcome = ask(password(u"k"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        answer(0, QByteArray("right"), true);
        QTRY_COMPARE(secretOf(outcome), QByteArray("right"));
        QByteArray given = std::move((*outcome)->value().secret);
        transport::wipe(given); // the receiver's; what is kept here is a copy
        QVERIFY(m_keychain->secrets.isEmpty());
        m_broker->settle(u"other"_s, true);
        QVERIFY(m_keychain->secrets.isEmpty());
        m_broker->settle(u"k"_s, true);
        QCOMPARE(m_keychain->secrets.value(u"k"_s), QByteArray("right"));
        m_broker->settle(u"k"_s, true); // once
        QCOMPARE(m_keychain->calls.filter(u"write"_s).size(), 1);
    }

    void notRememberedOtherwise_data()
    {
        QTest::addColumn<bool>("wish");
        QTest::addColumn<bool>("untrusted");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("login failed") << true << false << false;
        QTest::newRow("no wish") << false << false << true;
        QTest::newRow("words of the other machine") << true << true << true;
    }
    void notRememberedOtherwise()
    {
        QFETCH(bool, wish);
        QFETCH(bool, untrusted);
        QFETCH(bool, accepted);
        m_keychain->secrets.insert(u"other"_s, "x");
        Prompt prompt = password(u"k"_s);
        prompt.untrusted = untrusted;
        if (untrusted) {
            prompt.kind = PromptKind::Response;
            m_keychain->secrets.insert(u"k"_s, "known");
        }
        const auto outcome = ask(prompt);
        QTRY_COMPARE(m_shown.size(), 1);
        QCOMPARE(m_shown[0].prompt.keychainKey.isEmpty(), untrusted); // nor may a dialog offer it
        answer(0, "typed", wish);
        m_broker->settle(u"k"_s, accepted);
        QCOMPARE(m_keychain->secrets.value(u"k"_s, "none"), untrusted ? QByteArray("known") : QByteArray("none"));
        QCOMPARE(m_keychain->calls.filter(u"write"_s).size(), 0);
        QCOMPARE(m_keychain->calls.filter(u"read"_s).size(), untrusted ? 0 : 1);
    }

    void withoutAKeychainNothingIsOffered_data()
    {
        QTest::addColumn<int>("error");
        QTest::addColumn<bool>("offered");
        QTest::newRow("none on this system") << static_cast<int>(ErrorCode::NotSupported) << false;
        QTest::newRow("it fails") << static_cast<int>(ErrorCode::StoreUnavailable) << false;
        QTest::newRow("it stays locked") << static_cast<int>(ErrorCode::PermissionDenied) << true;
    }
    void withoutAKeychainNothingIsOffered()
    {
        QFETCH(int, error);
        QFETCH(bool, offered);
        m_keychain->error = static_cast<ErrorCode>(error);
        (void)ask(password(u"k"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        QCOMPARE(!m_shown[0].prompt.keychainKey.isEmpty(), offered);
        answer(0, "wrong");
        (void)ask(password(u"k"_s, true));
        QTRY_COMPARE(m_shown.size(), 2);
        QVERIFY(m_shown[1].prompt.wrongBefore);
        QCOMPARE(!m_shown[1].prompt.keychainKey.isEmpty(), offered);
    }

    /// Another ssh asks for the same key: what the first was told may have been wrong, and nobody has said so.
    void anAnswerNotToBeRememberedTakesThePlaceOfOneThatIs()
    {
        (void)ask(password(u"k"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        answer(0, "wrong", true);
        (void)ask(password(u"k"_s));
        QTRY_COMPARE(m_shown.size(), 2);
        answer(1, "right", false);
        m_broker->settle(u"k"_s, true);
        QVERIFY(m_keychain->secrets.isEmpty());
    }

    void aWrongAnswerToBeRememberedIsDropped()
    {
        (void)ask(password(u"k"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        answer(0, "wrong", true);
        (void)ask(password(u"k"_s, true));
        QTRY_COMPARE(m_shown.size(), 2);
        answer(1, "right", false);
        m_broker->settle(u"k"_s, true);
        QVERIFY(m_keychain->secrets.isEmpty());
    }

    void whoCancelsTakesTheQuestionBack()
    {
        core::RequestHandle current;
        core::RequestHandle waiting;
        const auto first = ask(password(u"1"_s), &current);
        const auto second = ask(password(u"2"_s), &waiting);
        const auto third = ask(password(u"3"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        waiting.cancel();
        QTRY_COMPARE(codeOf(second), u"Cancelled"_s);
        QVERIFY(m_shown[0].pending.isActive());
        current.cancel();
        QTRY_COMPARE(codeOf(first), u"Cancelled"_s);
        QVERIFY(!m_shown[0].pending.isActive());
        QTRY_COMPARE(m_shown.size(), 2);
        QCOMPARE(m_shown[1].prompt.subject, u"3"_s);
        answer(1, "three");
        QCOMPARE(secretOf(third), QByteArray("three"));
    }

    void itGoesWithWhoAsked()
    {
        auto context = std::make_unique<QObject>();
        (void)ask(password(u"1"_s), nullptr, context.get());
        const auto second = ask(password(u"2"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        context.reset();
        QTRY_VERIFY(!m_shown[0].pending.isActive());
        QTRY_COMPARE(m_shown.size(), 2);
        answer(1, "two");
        QCOMPARE(secretOf(second), QByteArray("two"));
    }

    void itEndsWithQuestionsOpen()
    {
        const auto first = ask(password(u"1"_s));
        const auto second = ask(password(u"2"_s));
        QTRY_COMPARE(m_shown.size(), 1);
        m_broker.reset();
        QTRY_COMPARE(codeOf(first), u"Cancelled"_s);
        QTRY_COMPARE(codeOf(second), u"Cancelled"_s);
        QVERIFY(!m_shown[0].pending.isActive());
    }
};

QTEST_GUILESS_MAIN(TestPromptBroker)
#include "tst_prompt_broker.moc"
