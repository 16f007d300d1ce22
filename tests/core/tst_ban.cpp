// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ban.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestBan : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void targets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<bool>("isNetwork");
        QTest::addColumn<QString>("shown");
        QTest::newRow("v4") << u"192.0.2.1"_s << true << u"192.0.2.1"_s;
        QTest::newRow("network") << u"192.0.2.1/24"_s << true << u"192.0.2.0/24"_s;
        QTest::newRow("v6") << u"2001:DB8::0:1"_s << true << u"2001:db8::1"_s;
        QTest::newRow("name") << u"alice"_s << false << u"alice"_s;
        QTest::newRow("blank behind") << u"192.0.2.1 "_s << false << u"192.0.2.1 "_s;
        QTest::newRow("port") << u"192.0.2.1:22"_s << false << u"192.0.2.1:22"_s;
        QTest::newRow("empty") << QString() << false << QString();
        QTest::newRow("hostile") << u"\x1b[31m\u202e"_s << false << u"\x1b[31m\u202e"_s;
    }
    void targets()
    {
        QFETCH(QString, text);
        QFETCH(bool, isNetwork);
        QFETCH(QString, shown);
        const core::BanTarget target = core::banTargetFromText(text);
        QCOMPARE(std::holds_alternative<core::IpNetwork>(target), isNetwork);
        QCOMPARE(core::banTargetText(target), shown);
        QVERIFY(core::banTargetFromText(shown) == target);
    }

    void identifiersSortByText()
    {
        QVERIFY((core::BanIdentifier { u"a"_s } < core::BanIdentifier { u"b"_s }));
        QVERIFY(core::banTargetFromText(u"255.255.255.255"_s) < core::banTargetFromText(u"a"_s));
    }

    void expiry()
    {
        core::Ban ban;
        QVERIFY(!ban.expiresAt());
        QVERIFY(!ban.isPermanent());
        ban.bannedAt = 1000;
        QVERIFY(!ban.expiresAt());
        ban.banTime = 600;
        QCOMPARE(ban.expiresAt().value(), 1600);
        ban.banTime = core::permanentBan;
        QVERIFY(ban.isPermanent());
        QVERIFY(!ban.expiresAt());
        ban.bannedAt = core::unknownTime;
        ban.banTime = 600;
        QVERIFY(!ban.expiresAt());
    }
};

QTEST_GUILESS_MAIN(TestBan)
#include "tst_ban.moc"
