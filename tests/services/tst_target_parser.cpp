// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_service.h"
#include "services/ban_warnings.h"

#include <QTest>

using namespace Qt::StringLiterals;
using services::BanWarning;
using services::JunkLine;

class TestTargetParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pastedList()
    {
        const auto parsed = services::parseTargets(u"192.0.2.1, 192.0.2.2;2001:DB8::1\r\n"
                                                   "# a comment\n"
                                                   "198.51.100.0/24 # a network\n"
                                                   "example.org\n"
                                                   "192.0.2.1\n"
                                                   "0.0.0.0/0 ::/0 999.1.1.1\n"_s);
        QStringList targets;
        for (const auto &target : parsed.targets)
            targets += target.toString();
        QCOMPARE(targets, (QStringList { u"192.0.2.1"_s, u"192.0.2.2"_s, u"2001:db8::1"_s, u"198.51.100.0/24"_s }));
        QCOMPARE(parsed.duplicates, 1);
        QCOMPARE(parsed.junk.size(), 4);
        QCOMPARE(parsed.junk[0].line, 4);
        QCOMPARE(parsed.junk[0].reason, JunkLine::Reason::HostName);
        QCOMPARE(parsed.junk[1].reason, JunkLine::Reason::PrefixZero);
        QCOMPARE(parsed.junk[2].reason, JunkLine::Reason::PrefixZero);
        QCOMPARE(parsed.junk[3].reason, JunkLine::Reason::NotAnAddress);
        QCOMPARE(parsed.junk[3].line, 6);
    }
    void nothingIsNothing()
    {
        const auto parsed = services::parseTargets(u" \n#only a comment\n\n"_s);
        QVERIFY(parsed.targets.isEmpty());
        QVERIFY(parsed.junk.isEmpty());
    }
    void hostBitsAreClearedVisibly()
    {
        const auto parsed = services::parseTargets(
            u"127.0.0.0/4\n192.0.2.0/24 192.0.2.7/24\n2001:db8::1/32\n10.1.2.3/255.255.0.0 10.0.0.1/32"_s);
        QStringList cleared;
        for (const auto &entry : parsed.cleared)
            cleared += u"%1 %2 %3"_s.arg(entry.line).arg(entry.text, entry.network.toString());
        QCOMPARE(cleared,
            (QStringList { u"1 127.0.0.0/4 112.0.0.0/4"_s, u"3 2001:db8::1/32 2001:db8::/32"_s,
                u"4 10.1.2.3/255.255.0.0 10.1.0.0/16"_s }));
        QCOMPARE(parsed.duplicates, 1);
        QCOMPARE(parsed.targets.size(), 5);
    }
    void nobodysAddressIsNoTarget()
    {
        const auto parsed = services::parseTargets(u"0.0.0.0 :: 0.0.0.0/32 0.0.0.0/8"_s);
        QCOMPARE(parsed.targets.size(), 1);
        QCOMPARE(parsed.targets.first().toString(), u"0.0.0.0/8"_s);
        QCOMPARE(parsed.junk.size(), 3);
        for (const auto &junk : parsed.junk)
            QCOMPARE(junk.reason, JunkLine::Reason::Unspecified);
    }
    void warnings_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QList<int>>("kinds");
        const auto row = [](const char *name, const QString &target, QList<BanWarning::Kind> kinds) {
            QList<int> numbers;
            for (const auto kind : kinds)
                numbers.append(static_cast<int>(kind));
            QTest::newRow(name) << target << numbers;
        };
        using Kind = BanWarning::Kind;
        row("stranger", u"203.0.113.9"_s, {});
        row("loopback", u"127.0.0.5"_s, { Kind::Loopback });
        row("loopback v6", u"::1"_s, { Kind::Loopback });
        row("covers loopback", u"126.0.0.0/7"_s, { Kind::CoversLoopback });
        row("own", u"198.51.100.77"_s, { Kind::OwnAddress });
        row("covers own", u"198.51.100.0/24"_s, { Kind::CoversOwn });
        row("beside own", u"198.51.101.0/24"_s, {});
    }
    void warnings()
    {
        QFETCH(QString, target);
        QFETCH(QList<int>, kinds);
        QList<int> found;
        for (const auto &warning :
            services::addressWarnings(*core::IpNetwork::parse(target), { *core::IpAddress::parse(u"198.51.100.77") }))
            found.append(static_cast<int>(warning.kind));
        QCOMPARE(found, kinds);
    }
    void ignoredAddresses()
    {
        const QStringList ignore { u"127.0.0.0/8"_s, u"203.0.113.0/28"_s, u"example.org"_s, u"2001:db8::5"_s };
        const auto kindOf = [&](const QString &target) {
            const auto found
                = services::ignoreWarnings(*core::IpNetwork::parse(target), core::ServerId { 3 }, u"sshd"_s, ignore);
            return found.isEmpty() ? -1 : static_cast<int>(found.first().kind);
        };
        QCOMPARE(kindOf(u"203.0.113.4"_s), static_cast<int>(BanWarning::Kind::Ignored));
        QCOMPARE(kindOf(u"203.0.113.40"_s), -1);
        QCOMPARE(kindOf(u"203.0.113.0/24"_s), static_cast<int>(BanWarning::Kind::CoversIgnored));
        QCOMPARE(kindOf(u"2001:db8::/32"_s), static_cast<int>(BanWarning::Kind::CoversIgnored));
    }
};

QTEST_GUILESS_MAIN(TestTargetParser)
#include "tst_target_parser.moc"
