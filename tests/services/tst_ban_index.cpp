// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ban_index.h"
#include "support/own_time.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;

/// The index answers as a look at every ban would.
class TestBanIndex : public QObject
{
    Q_OBJECT

    static QStringList texts(const std::vector<const core::Ban *> &bans)
    {
        QStringList out;
        for (const core::Ban *ban : bans)
            out += core::banTargetText(ban->target);
        return out;
    }

private Q_SLOTS:
    void findsByAddress()
    {
        core::BanList bans;
        for (const auto &text : { u"192.0.2.9"_s, u"192.0.2.0/24"_s, u"192.0.0.0/16"_s, u"192.0.3.1"_s,
                 u"2001:db8::1"_s, u"2001:db8::/32"_s, u"some one"_s, u"255.255.255.255"_s, u"0.0.0.1"_s })
            bans.push_back({ core::banTargetFromText(text) });
        const services::BanIndex index(bans);
        QCOMPARE(
            texts(index.meant(u"192.0.2.9"_s)), (QStringList { u"192.0.2.9"_s, u"192.0.2.0/24"_s, u"192.0.0.0/16"_s }));
        QCOMPARE(texts(index.meant(u"192.0.2.0/25"_s)),
            (QStringList { u"192.0.2.9"_s, u"192.0.2.0/24"_s, u"192.0.0.0/16"_s }));
        QCOMPARE(texts(index.meant(u"192.0.3.0/24"_s)), (QStringList { u"192.0.0.0/16"_s, u"192.0.3.1"_s }));
        QCOMPARE(texts(index.meant(u"2001:db8:1::/48"_s)), QStringList { u"2001:db8::/32"_s });
        QCOMPARE(texts(index.meant(u"255.255.255.0/24"_s)), QStringList { u"255.255.255.255"_s });
        QCOMPARE(texts(index.meant(u"some one"_s)), QStringList { u"some one"_s });
        QVERIFY(index.meant(u"some"_s).empty());
        QVERIFY(index.named(u"192.0.2.0/24"_s));
        QVERIFY(!index.named(u"192.0.2.5"_s));
        QVERIFY(!index.named(u"192.0.2.5/24"_s)); // not the daemon's text
        QVERIFY(index.named(u"some one"_s));
    }

    void agreesWithALookAtEveryBan()
    {
        QRandomGenerator random(7);
        core::BanList bans;
        for (int i = 0; i < 2000; ++i) {
            const auto address = core::IpAddress::fromV4(0x0A000000u + random.bounded(4096u));
            bans.push_back({ core::IpNetwork(address, random.bounded(2) ? 32 : 20 + int(random.bounded(13u))) });
        }
        std::ranges::sort(bans, {}, [](const core::Ban &ban) { return std::get<core::IpNetwork>(ban.target); });
        const auto same = std::ranges::unique(bans);
        bans.erase(same.begin(), same.end());
        const services::BanIndex index(bans);
        for (int i = 0; i < 500; ++i) {
            const core::IpNetwork wanted(
                core::IpAddress::fromV4(0x0A000000u + random.bounded(4096u)), 18 + int(random.bounded(15u)));
            QStringList expected;
            for (const core::Ban &ban : bans) {
                const auto &network = std::get<core::IpNetwork>(ban.target);
                if (network.contains(wanted) || wanted.contains(network))
                    expected += network.toString();
            }
            QCOMPARE(texts(index.meant(wanted.toString())), expected);
        }
    }

    void manyQuestionsAgainstManyBans()
    {
        core::BanList bans;
        for (quint32 i = 0; i < 100'000; ++i)
            bans.push_back({ core::IpNetwork(core::IpAddress::fromV4(0x0A000000u + i), 32) });
        const support::OwnTime timer;
        const services::BanIndex index(bans);
        qsizetype found = 0;
        for (quint32 i = 0; i < 10'000; ++i)
            found += qsizetype(index.meant(core::IpAddress::fromV4(0x0A000000u + i * 7).toString()).size());
        QCOMPARE(found, 10'000);
        // A look at every ban each time would take minutes.
        QVERIFY2(timer.elapsedMs() < 5'000, qPrintable(QString::number(timer.elapsedMs())));
    }
};

QTEST_APPLESS_MAIN(TestBanIndex)
#include "tst_ban_index.moc"
