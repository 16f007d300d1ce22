// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/secret_cache.h"
#include "support/fake_clock.h"

#include <QTest>

using namespace Qt::StringLiterals;
using services::SecretCache;

class TestSecretCache : public QObject
{
    Q_OBJECT

    support::FakeClock m_clock;
    std::unique_ptr<SecretCache> m_cache;

    static QByteArray fresh(const char *text) { return QByteArray(text); }

private Q_SLOTS:
    void init()
    {
        m_cache = std::make_unique<SecretCache>(m_clock);
        m_cache->setTimeToLive(900);
    }

    void keepsForItsTime()
    {
        QVERIFY(m_cache->put(u"a"_s, fresh("one")));
        QVERIFY(m_cache->put(u"b"_s, fresh("two")));
        QCOMPARE(m_cache->password(u"a"_s), std::optional(fresh("one")));
        QCOMPARE(m_cache->password(u"b"_s), std::optional(fresh("two")));
        QVERIFY(!m_cache->password(u"c"_s));
        m_clock.advance(899'999);
        QVERIFY(m_cache->has(u"a"_s)); // using it does not make it younger
        m_clock.advance(1);
        QVERIFY(!m_cache->has(u"a"_s));
        QVERIFY(!m_cache->password(u"b"_s));
        QVERIFY(m_cache->isEmpty());
    }
    void sleepCounts()
    {
        QVERIFY(m_cache->put(u"a"_s, fresh("one")));
        m_clock.advance(10'000'000);
        QVERIFY(!m_cache->password(u"a"_s));
    }
    void theNewOneCounts()
    {
        QCOMPARE(m_cache->generation(u"a"_s), 0U);
        QVERIFY(m_cache->put(u"a"_s, fresh("one")));
        const quint64 first = m_cache->generation(u"a"_s);
        QVERIFY(first != 0);
        m_clock.advance(600'000);
        QVERIFY(m_cache->put(u"a"_s, fresh("two")));
        const quint64 second = m_cache->generation(u"a"_s);
        QVERIFY(second != 0 && second != first);
        m_clock.advance(600'000);
        QCOMPARE(m_cache->password(u"a"_s), std::optional(fresh("two")));
        QCOMPARE(m_cache->generation(u"a"_s), second);
        m_cache->rejected(u"a"_s);
        QCOMPARE(m_cache->generation(u"a"_s), 0U);
        QVERIFY(m_cache->put(u"a"_s, fresh("one"))); // the same word is another password
        QVERIFY(m_cache->generation(u"a"_s) > second);
    }
    void withoutATimeItLivesAsLongAsTheWay()
    {
        m_cache->setTimeToLive(0);
        QVERIFY(m_cache->put(u"a"_s, fresh("one")));
        QVERIFY(m_cache->put(u"b"_s, fresh("two")));
        m_clock.advance(100'000'000);
        QVERIFY(m_cache->has(u"a"_s));
        m_cache->wayEnded(u"a"_s);
        QVERIFY(!m_cache->has(u"a"_s));
        QVERIFY(m_cache->has(u"b"_s));
    }
    void withATimeItOutlivesTheWay()
    {
        QVERIFY(m_cache->put(u"a"_s, fresh("one")));
        m_cache->wayEnded(u"a"_s);
        QVERIFY(m_cache->has(u"a"_s));
    }
    void goes()
    {
        const auto fill = [this] {
            QVERIFY(m_cache->put(u"a"_s, fresh("one")));
            QVERIFY(m_cache->put(u"b"_s, fresh("two")));
        };
        fill();
        m_cache->rejected(u"a"_s);
        QVERIFY(!m_cache->has(u"a"_s) && m_cache->has(u"b"_s));
        fill();
        m_cache->forget(u"b"_s);
        QVERIFY(m_cache->has(u"a"_s) && !m_cache->has(u"b"_s));
        fill();
        m_cache->keepOnly({ u"b"_s, u"c"_s });
        QVERIFY(!m_cache->has(u"a"_s) && m_cache->has(u"b"_s));
        fill();
        m_cache->clear();
        QVERIFY(m_cache->isEmpty());
        fill();
        m_cache->setTimeToLive(900); // the same
        QVERIFY(!m_cache->isEmpty());
        m_cache->setTimeToLive(60);
        QVERIFY(m_cache->isEmpty());
    }
    void refusesWhatSudoCannotRead_data()
    {
        QTest::addColumn<QByteArray>("secret");
        QTest::newRow("newline") << fresh("a\nb");
        QTest::newRow("carriage return") << fresh("a\r");
        QTest::newRow("NUL") << QByteArray("a\0b", 3);
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("long") << QByteArray(256, 'x');
    }
    void refusesWhatSudoCannotRead()
    {
        QFETCH(QByteArray, secret);
        QVERIFY(m_cache->put(u"a"_s, fresh("before")));
        const auto put = m_cache->put(u"a"_s, secret);
        QVERIFY(!put);
        QCOMPARE(put.error().code, core::ErrorCode::InvalidArgument);
        QVERIFY(put.error().detail.isEmpty());
        QCOMPARE(m_cache->password(u"a"_s), std::optional(fresh("before")));
    }
    void overwrites()
    {
        // What the caller still holds is the same memory as what put() was given.
        QByteArray given = fresh("a secret that nobody else holds");
        const char *where = given.constData();
        const QByteArray alias = QByteArray::fromRawData(where, given.size());
        QByteArray kept = given;
        QVERIFY(m_cache->put(u"a"_s, given));
        QCOMPARE(alias, QByteArray(alias.size(), '\0'));
        QCOMPARE(kept.count('\0'), kept.size());

        // A copy from the cache is of its own.
        auto copy = m_cache->password(u"a"_s);
        QVERIFY(copy);
        transport::wipe(*copy);
        QCOMPARE(m_cache->password(u"a"_s), std::optional(fresh("a secret that nobody else holds")));
    }
};

QTEST_GUILESS_MAIN(TestSecretCache)
#include "tst_secret_cache.moc"
