// SPDX-License-Identifier: GPL-3.0-or-later
#include "secret_service.h"
#include "storage/keychain.h"

#include <QtTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using storage::Keychain;

namespace {

QStringList &logged()
{
    static QStringList lines;
    return lines;
}

void remember(QtMsgType, const QMessageLogContext &, const QString &text)
{
    logged().append(text);
    fprintf(stderr, "%s\n", qPrintable(text));
}

} // namespace

/// Against a real gnome-keyring on a bus of its own. The order of the tests counts: at first nobody keeps secrets.
class TestKeychain : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void nobodyKeepsSecrets();
    void missingKey();
    void writesAndReads_data();
    void writesAndReads();
    void overwrites();
    void removes();
    void handlerRunsLaterAndOnce();
    void givenUp();
    void contextThatIsGone();
    void endsBeforeTheAnswer();
    void frozenKeychain();
    void secretsAreNotLogged();

private:
    using Read = core::Result<QByteArray>;
    /// Waits for the answer; it may come after the test has given up.
    template <typename T, typename Ask> core::Result<T> answerOf(Ask ask)
    {
        const auto result = std::make_shared<std::optional<core::Result<T>>>();
        ask([result](const core::Result<T> &value) { *result = value; });
        if (!QTest::qWaitFor([result] { return result->has_value(); }, 40'000))
            return core::failure(ErrorCode::Internal, u"no answer"_s);
        return **result;
    }
    Read read(const QString &key)
    {
        return answerOf<QByteArray>([&](auto handler) { m_keychain->read(key, this, handler); });
    }
    core::Result<bool> write(const QString &key, const QByteArray &secret)
    {
        return answerOf<bool>([&](auto handler) { m_keychain->write(key, secret, this, handler); });
    }
    core::Result<bool> remove(const QString &key)
    {
        return answerOf<bool>([&](auto handler) { m_keychain->remove(key, this, handler); });
    }
    ErrorCode errorOfRead(const QString &key)
    {
        const Read result = read(key);
        return result ? ErrorCode::Internal : result.error().code;
    }

    SecretService m_service;
    std::unique_ptr<Keychain> m_keychain;
};

void TestKeychain::initTestCase()
{
    qInstallMessageHandler(remember);
    QVERIFY(m_service.startBus());
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_service.address());
    m_keychain = std::make_unique<Keychain>();
}

void TestKeychain::cleanupTestCase()
{
    m_keychain.reset();
    m_service.stopKeychain();
}

void TestKeychain::nobodyKeepsSecrets()
{
    const Read none = read(u"any"_s);
    QVERIFY(!none);
    QVERIFY2(none.error().code == ErrorCode::NotSupported,
        qPrintable(core::errorCodeName(none.error().code) + u": "_s + none.error().detail));
    const auto written = write(u"any"_s, "secret");
    QVERIFY(!written);
    QCOMPARE(written.error().code, ErrorCode::NotSupported);

    QVERIFY(m_service.startKeychain());
    // It needs a moment to appear on the bus. From then on a key that nobody has written is just missing.
    QTRY_COMPARE(errorOfRead(u"any"_s), ErrorCode::FileNotFound);
}

void TestKeychain::missingKey()
{
    const Read none = read(u"ssh:passphrase:/home/deploy/.ssh/nothing"_s);
    QVERIFY(!none);
    QCOMPARE(none.error().code, ErrorCode::FileNotFound);
}

void TestKeychain::writesAndReads_data()
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QByteArray>("secret");
    QTest::newRow("plain") << u"password:deploy@web-2"_s << QByteArray("correct horse battery staple");
    QTest::newRow("UTF-8") << u"passphrase:/home/ü/key"_s << QByteArray("p\xc3\xa4ssw\xc3\xb6rd \xf0\x9f\x94\x91");
    QTest::newRow("every byte") << u"bytes"_s << [] {
        QByteArray all;
        for (int i = 0; i < 256; ++i)
            all.append(static_cast<char>(i));
        return all;
    }();
    QTest::newRow("quotes") << u"a 'key' \"with\" $(quotes)\n"_s << QByteArray("'\"\\$(x)`\n");
    QTest::newRow("1023 bytes") << u"long"_s << QByteArray(1023, 'x');
}

void TestKeychain::writesAndReads()
{
    QFETCH(QString, key);
    QFETCH(QByteArray, secret);
    const auto written = write(key, secret);
    QVERIFY2(written, qPrintable(written ? QString() : written.error().detail));
    QCOMPARE(read(key), Read(secret));
    // Another program's view of the keychain: the same BanGUI, started anew.
    Keychain other;
    std::optional<Read> seen;
    other.read(key, this, [&seen](const Read &value) { seen = value; });
    QTRY_VERIFY(seen);
    QCOMPARE(**seen, secret);
}

void TestKeychain::overwrites()
{
    QVERIFY(write(u"twice"_s, "first"));
    QVERIFY(write(u"twice"_s, "second"));
    QCOMPARE(read(u"twice"_s), Read("second"));
}

void TestKeychain::removes()
{
    QVERIFY(write(u"gone"_s, "secret"));
    QVERIFY(write(u"stays"_s, "other"));
    QVERIFY(remove(u"gone"_s));
    QCOMPARE(errorOfRead(u"gone"_s), ErrorCode::FileNotFound);
    QCOMPARE(read(u"stays"_s), Read("other"));
    QVERIFY2(remove(u"gone"_s), "what is not there is gone");
}

void TestKeychain::handlerRunsLaterAndOnce()
{
    int calls = 0;
    m_keychain->read(u"stays"_s, this, [&calls](const Read &) { ++calls; });
    QCOMPARE(calls, 0);
    QTRY_COMPARE(calls, 1);
    QVERIFY(write(u"stays"_s, "other"));
    QCOMPARE(calls, 1);
}

void TestKeychain::givenUp()
{
    std::optional<Read> result;
    auto handle = m_keychain->read(u"stays"_s, this, [&result](const Read &value) { result = value; });
    handle.cancel();
    QTRY_VERIFY(result);
    QCOMPARE(result->error().code, ErrorCode::Cancelled);
    QCOMPARE(read(u"stays"_s), Read("other"));
}

void TestKeychain::contextThatIsGone()
{
    auto context = std::make_unique<QObject>();
    bool called = false;
    m_keychain->read(u"stays"_s, context.get(), [&called](const Read &) { called = true; });
    context.reset();
    QCOMPARE(read(u"stays"_s), Read("other"));
    QVERIFY(!called);
}

void TestKeychain::endsBeforeTheAnswer()
{
    auto shortLived = std::make_unique<Keychain>();
    std::optional<Read> result;
    shortLived->read(u"stays"_s, this, [&result](const Read &value) { result = value; });
    shortLived.reset();
    QTRY_VERIFY(result);
    QCOMPARE(**result, QByteArray("other"));
}

void TestKeychain::frozenKeychain()
{
    m_service.freezeKeychain(true);
    m_keychain->setTimeout(100);
    const Read late = read(u"stays"_s);
    m_service.freezeKeychain(false);
    m_keychain->setTimeout(60'000);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::Timeout);
    QCOMPARE(read(u"stays"_s), Read("other"));
}

void TestKeychain::secretsAreNotLogged()
{
    const QString all = logged().join(u'\n');
    for (const auto secret : { "correct horse"_L1, "Y29ycmVjdCBob3JzZ"_L1, "second"_L1 })
        QVERIFY2(!all.contains(secret), qPrintable(QString(secret)));
}

QTEST_GUILESS_MAIN(TestKeychain)
#include "tst_keychain.moc"
