// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_lists.h"
#include "models/ban_matcher.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Ban;
using core::BanList;
using models::BanColumn;
using models::BanFilter;
using models::BanTableModel;
using namespace bans;

namespace {

struct Plain
{
    core::ServerId server;
    QString serverName;
    QString jail;
    Ban ban;
    [[nodiscard]] QString key() const
    {
        return u"%1/%2/%3"_s.arg(server.value).arg(jail, core::banTargetText(ban.target));
    }
};

/// The same rules, written for being obvious.
bool plainAccepts(const Plain &row, const BanFilter &filter, const QList<core::ServerId> &scope)
{
    if (!scope.contains(row.server) || (!filter.jails.isEmpty() && !filter.jails.contains(row.jail))
        || (!filter.servers.isEmpty() && !filter.servers.contains(row.server)))
        return false;
    const auto end = row.ban.expiresAt();
    if ((filter.end == models::BanEnd::Permanent && !row.ban.isPermanent())
        || (filter.end == models::BanEnd::Temporary && row.ban.isPermanent())
        || (filter.end == models::BanEnd::EndsWithin && (!end || *end > now + filter.endsWithinSeconds)))
        return false;
    const QString text = filter.text.trimmed();
    if (text.isEmpty())
        return true;
    const auto *network = std::get_if<core::IpNetwork>(&row.ban.target);
    const auto wanted = core::IpNetwork::parse(text);
    const bool related = wanted && network && (wanted->contains(*network) || network->contains(*wanted));
    if (wanted && text.contains(u'/'))
        return related;
    return related || core::banTargetText(row.ban.target).contains(text, Qt::CaseInsensitive)
        || row.jail.contains(text, Qt::CaseInsensitive) || row.serverName.contains(text, Qt::CaseInsensitive);
}

/// Whether the rows are in the order that the header says.
bool isOrdered(const BanTableModel &model)
{
    const auto keyOf = [&](int row) -> QVariant {
        const Ban ban = model.banAt(row);
        switch (model.sortColumn()) {
        case BanColumn::Since:
            return ban.bannedAt == core::unknownTime ? 0 : ban.bannedAt;
        case BanColumn::Until:
        case BanColumn::Left:
            return ban.isPermanent() ? qint64 { 1 } << 40 : ban.expiresAt().value_or(qint64 { 1 } << 41);
        case BanColumn::Jail:
            return model.jailAt(row);
        case BanColumn::Server:
            return model.serverNameAt(row);
        case BanColumn::Address:
        case BanColumn::Count_:
            break;
        }
        return {};
    };
    for (int row = 1; row < model.rowCount(); ++row) {
        bool wrong = false;
        if (model.sortColumn() == BanColumn::Address) {
            wrong = model.sortOrder() == Qt::AscendingOrder ? model.banAt(row).target < model.banAt(row - 1).target
                                                            : model.banAt(row - 1).target < model.banAt(row).target;
        } else {
            const QVariant a = keyOf(row - 1);
            const QVariant b = keyOf(row);
            const QPartialOrdering order = QVariant::compare(a, b);
            wrong = model.sortOrder() == Qt::AscendingOrder ? order == QPartialOrdering::Greater
                                                            : order == QPartialOrdering::Less;
        }
        if (wrong) {
            qWarning("row %d is out of order", row);
            return false;
        }
    }
    return true;
}

} // namespace

class TestBanFilter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void anythingRandomEqualsTheObviousRules_data();
    void anythingRandomEqualsTheObviousRules();
    void scopeCountsAndJailNames();
    void textFilterMatchesWrittenAddresses_data();
    void textFilterMatchesWrittenAddresses();
    void networkFilterGoesByContainment();
};

void TestBanFilter::anythingRandomEqualsTheObviousRules_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("steps");
    QTest::newRow("few rows, exact steps") << 60 << 120;
    QTest::newRow("many rows, layout changes") << 14'000 << 30;
}

void TestBanFilter::anythingRandomEqualsTheObviousRules()
{
    QFETCH(int, rows);
    QFETCH(int, steps);
    std::mt19937 random(4711);
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QMap<QString, std::pair<core::ServerId, std::shared_ptr<BanList>>> lists; // by jail; each jail on one server here
    // Ordered, so that every run takes the same random path.
    const QMap<QString, core::ServerId> places { { u"sshd"_s, web }, { u"nginx-113"_s, web }, { u"postfix"_s, mail } };
    const QHash<core::ServerId, QString> names { { web, u"web-1"_s }, { mail, u"Mail"_s } };
    for (auto it = names.begin(); it != names.end(); ++it)
        model.setServerName(it.key(), it.value());
    QList<core::ServerId> scope { web, mail };
    model.setScope(scope);
    model.tick(now * 1000, 0, -1);
    BanFilter filter;
    const QStringList texts { u""_s, u"113"_s, u"0.1"_s, u"203.0."_s, u"203.0.7.0/24"_s, u"db8:"_s, u"::"_s, u"user"_s,
        u"POST"_s, u"2001:db8::/33"_s, u"203.0.1.5"_s, u"/24"_s, u"a"_s, u"0"_s };

    qsizetype most = 0;
    for (int step = 0; step < steps; ++step) {
        switch (random() % 5) {
        case 0:
        case 1: {
            const QString jail = places.keys().at(static_cast<qsizetype>(random() % 3));
            auto list = lists.contains(jail) ? std::make_shared<BanList>(*lists[jail].second)
                                             : randomList(random, static_cast<size_t>(rows) / 3);
            if (random() % 6 == 0)
                list = randomList(random, random() % static_cast<size_t>(rows));
            QSet<QString> seen;
            for (Ban &ban : *list) {
                if (random() % 50 == 0)
                    ban = randomBan(random);
                else if (random() % 50 == 0)
                    ban.banTime = static_cast<qint64>(random() % 1000);
            }
            list->erase(std::remove_if(list->begin(), list->end(),
                            [&seen](const Ban &ban) {
                                const QString text = core::banTargetText(ban.target);
                                const bool twice = seen.contains(text);
                                seen.insert(text);
                                return twice;
                            }),
                list->end());
            if (random() % 4 == 0)
                std::shuffle(list->begin(), list->end(), random);
            lists[jail] = { places[jail], list };
            model.setBans(places[jail], jail, list);
            break;
        }
        case 2:
            filter = {};
            filter.text = texts.at(static_cast<qsizetype>(random() % static_cast<size_t>(texts.size())));
            if (random() % 4 == 0)
                filter.jails = { u"sshd"_s };
            if (random() % 4 == 0)
                filter.end = static_cast<models::BanEnd>(random() % 4);
            model.setFilter(filter);
            break;
        case 3:
            model.sort(static_cast<int>(random() % models::banColumnCount),
                random() % 2 ? Qt::AscendingOrder : Qt::DescendingOrder);
            break;
        case 4:
            scope = random() % 2 ? QList<core::ServerId> { web, mail } : QList<core::ServerId> { mail };
            model.setScope(scope);
            break;
        }
        QStringList expected;
        qint64 total = 0;
        for (auto it = lists.begin(); it != lists.end(); ++it) {
            for (const Ban &ban : *it->second) {
                const Plain row { it->first, names[it->first], it.key(), ban };
                total += scope.contains(row.server) ? 1 : 0;
                if (plainAccepts(row, filter, scope))
                    expected.append(row.key());
            }
        }
        QStringList shown = shownKeys(model);
        most = std::max(most, shown.size());
        QCOMPARE(shown.size(), expected.size());
        shown.sort();
        expected.sort();
        QCOMPARE(shown, expected);
        QCOMPARE(model.totalInScope(), total);
        QVERIFY(isOrdered(model));
    }
    QVERIFY2(most > rows / 3, qPrintable(QString::number(most))); // it was about something
    QCOMPARE(resets.count(), 0);
}

void TestBanFilter::scopeCountsAndJailNames()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy counts(&model, &BanTableModel::countsChanged);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s }));
    model.setBans(mail, u"postfix"_s, listOf({ u"192.0.2.3"_s }));
    QCOMPARE(model.totalInScope(), 3);
    QCOMPARE(model.jailNames(), (QStringList { u"postfix"_s, u"sshd"_s }));
    const auto before = counts.count();
    model.setScope({ mail });
    QVERIFY(counts.count() > before);
    QCOMPARE(model.totalInScope(), 1);
    QCOMPARE(model.visibleCount(), 1);
    QCOMPARE(model.jailNames(), QStringList { u"postfix"_s });
    model.setFilter({ .text = u"no such thing"_s });
    QCOMPARE(model.totalInScope(), 1);
    QCOMPARE(model.visibleCount(), 0);
    model.setFilter({});
    model.setScope({ mail, web });
    QCOMPARE(model.visibleCount(), 3);
}

void TestBanFilter::textFilterMatchesWrittenAddresses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "1", "12", "113", "0.113", "203.0.113.7", ".7", "7.", "203.", "3.0.1", "0.0.0.0", "..",
             "1.2.3.4.5", "db8", "2001:db8", "b8::", "::", ":", "0", "00", "fe80", "/24", "3.0/2", "::1", "g",
             "ffff:ffff:", "2001:DB8", "203,0" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestBanFilter::textFilterMatchesWrittenAddresses()
{
    QFETCH(QString, text);
    const QStringList targets { u"203.0.113.7"_s, u"203.0.113.70"_s, u"113.7.3.0"_s, u"10.0.0.1"_s, u"0.0.0.0"_s,
        u"255.255.255.255"_s, u"203.0.113.0/24"_s, u"12.34.56.78"_s, u"2001:db8::1"_s, u"2001:db8:0:1::"_s,
        u"fe80::1:0:0:1"_s, u"::1"_s, u"::"_s, u"1:2:3:4:5:6:7:8"_s, u"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"_s,
        u"2001:db8:113::/48"_s, u"1:0:0:2::3"_s, u"0:1:2:3:4:5:6:7"_s, u"user 113"_s };
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBans(web, u"j"_s, listOf(targets));
    model.setFilter({ .text = text });
    QStringList expected;
    for (const QString &target : targets) {
        // "::1" is an address as well, and then finds by containment, too; no network here contains it.
        if (core::banTargetText(core::banTargetFromText(target)).contains(text, Qt::CaseInsensitive))
            expected.append(target);
    }
    QStringList shown;
    for (int row = 0; row < model.rowCount(); ++row)
        shown.append(core::banTargetText(model.banAt(row).target));
    if (text == u"203.0.113.7"_s)
        expected.append(u"203.0.113.0/24"_s); // the network that contains it
    if (text == u"0.0.0.0"_s || text == u"::"_s || text == u"::1"_s)
        QVERIFY(expected.size() > 0);
    shown.sort();
    expected.sort();
    QCOMPARE(shown, expected);

    // The text that is searched is the text that fail2ban prints.
    char buffer[64];
    const models::BanStore &store = model.store();
    for (models::BanStore::Row row = 0; row < store.capacity(); ++row) {
        if (store.kind(row) != models::BanStore::Kind::Identifier)
            QCOMPARE(QString::fromLatin1(buffer, models::writeAddress(store, row, buffer) - buffer),
                core::banTargetText(store.target(row)));
    }
}

void TestBanFilter::networkFilterGoesByContainment()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    model.setBans(web, u"sshd"_s,
        listOf({ u"203.0.113.7"_s, u"203.0.114.7"_s, u"203.0.0.0/16"_s, u"10.0.0.0/8"_s, u"2001:db8::1"_s,
            u"2001:db8:1::/48"_s }));
    const auto shown = [&](const QString &text) {
        model.setFilter({ .text = text });
        QStringList texts;
        for (int row = 0; row < model.rowCount(); ++row)
            texts.append(core::banTargetText(model.banAt(row).target));
        return texts;
    };
    QCOMPARE(shown(u"203.0.113.0/24"_s), (QStringList { u"203.0.0.0/16"_s, u"203.0.113.7"_s }));
    QCOMPARE(shown(u" 203.0.0.0/15 "_s), (QStringList { u"203.0.0.0/16"_s, u"203.0.113.7"_s, u"203.0.114.7"_s }));
    QCOMPARE(shown(u"10.2.3.4"_s), QStringList { u"10.0.0.0/8"_s });
    QCOMPARE(shown(u"2001:db8:1:2::/64"_s), QStringList { u"2001:db8:1::/48"_s });
    QCOMPARE(shown(u"2001:db8::/47"_s), (QStringList { u"2001:db8::1"_s, u"2001:db8:1::/48"_s }));
    QCOMPARE(shown(u"0.0.0.0/0"_s).size(), 4);
}

QTEST_GUILESS_MAIN(TestBanFilter)
#include "tst_ban_filter.moc"
