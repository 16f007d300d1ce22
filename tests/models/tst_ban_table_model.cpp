// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_matcher.h"
#include "models/ban_table_model.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;
using core::Ban;
using core::BanList;
using models::BanColumn;
using models::BanFilter;
using models::BanTableModel;

namespace {

const core::ServerId web { 1 };
const core::ServerId mail { 2 };
constexpr qint64 now = 1'790'000'000;

Ban makeBan(const QString &target, qint64 bannedAt = now - 60, qint64 banTime = 600)
{
    return { core::banTargetFromText(target), bannedAt, banTime };
}

std::shared_ptr<BanList> listOf(const QStringList &targets)
{
    auto list = std::make_shared<BanList>();
    for (const QString &target : targets)
        list->push_back(makeBan(target));
    return list;
}

Ban randomBan(std::mt19937 &random)
{
    const auto kind = random() % 20;
    Ban ban;
    if (kind == 0) {
        ban.target = core::BanIdentifier { u"user-%1"_s.arg(random() % 50) };
    } else if (kind < 4) {
        std::array<quint8, 16> bytes { 0x20, 0x01, 0x0d, 0xb8 };
        for (size_t i = 4; i < 16; ++i)
            bytes[i] = static_cast<quint8>(random() % 3 == 0 ? random() : 0);
        ban.target = core::IpNetwork(core::IpAddress::fromV6(bytes), kind == 1 ? 64 : 128);
    } else {
        ban.target = core::IpNetwork(core::IpAddress::fromV4(0xcb000000 | (random() & 0xffff)), kind == 4 ? 24 : 32);
    }
    ban.bannedAt = random() % 30 == 0 ? core::unknownTime : now - static_cast<qint64>(random() % 5000);
    ban.banTime = random() % 10 == 0 ? core::permanentBan : static_cast<qint64>(random() % 100'000);
    return ban;
}

/// Distinct targets, as a daemon has them.
std::shared_ptr<BanList> randomList(std::mt19937 &random, size_t count)
{
    auto list = std::make_shared<BanList>();
    QSet<QString> seen;
    for (size_t attempt = 0; list->size() < count && attempt < count * 4; ++attempt) {
        const Ban ban = randomBan(random);
        const QString text = core::banTargetText(ban.target);
        if (seen.contains(text))
            continue;
        seen.insert(text);
        list->push_back(ban);
    }
    return list;
}

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

QStringList shownKeys(const BanTableModel &model)
{
    QStringList keys;
    for (int row = 0; row < model.rowCount(); ++row)
        keys.append(u"%1/%2/%3"_s.arg(model.serverAt(row).value)
                        .arg(model.jailAt(row), core::banTargetText(model.banAt(row).target)));
    return keys;
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

class TestBanTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void showsWhatTheListsSay();
    void cellsOfEveryKind();
    void anythingRandomEqualsTheObviousRules_data();
    void anythingRandomEqualsTheObviousRules();
    void selectionSurvivesRefreshAndSort_data();
    void selectionSurvivesRefreshAndSort();
    void smallRefreshTellsExactRows();
    void largeRefreshTakesThreeSignals();
    void timesThatChangeAreAnnounced();
    void tickAnnouncesOnlyWhatIsVisible();
    void severalListsCostOneInsertion();
    void scopeCountsAndJailNames();
    void textFilterMatchesWrittenAddresses_data();
    void textFilterMatchesWrittenAddresses();
    void networkFilterGoesByContainment();
    void unbanItemsOfASelection();
    void hostileIdentifierIsVisible();
    void rowOfFindsWhatIsShown();
    void removedServerLeavesNothing();
};

void TestBanTableModel::showsWhatTheListsSay()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServerName(web, u"web-1"_s);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    model.setBans(web, u"sshd"_s, listOf({ u"203.0.113.9"_s, u"2001:db8::1"_s, u"198.51.100.7"_s, u"someone"_s }));
    QCOMPARE(shownKeys(model),
        (QStringList {
            u"1/sshd/198.51.100.7"_s, u"1/sshd/203.0.113.9"_s, u"1/sshd/2001:db8::1"_s, u"1/sshd/someone"_s }));
    model.setBans(web, u"sshd"_s, listOf({ u"203.0.113.9"_s, u"203.0.113.10"_s }));
    QCOMPARE(shownKeys(model), (QStringList { u"1/sshd/203.0.113.9"_s, u"1/sshd/203.0.113.10"_s }));
    model.removeJail(web, u"sshd"_s);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.store().size(), size_t { 0 });
}

void TestBanTableModel::cellsOfEveryKind()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServerName(web, u"web-1"_s);
    model.setDateStyle(texts::DateStyle::Iso);
    model.tick(now * 1000, 0, -1);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    auto list = std::make_shared<BanList>();
    list->push_back(makeBan(u"192.0.2.1"_s, now - 60, 600));
    list->push_back(makeBan(u"192.0.2.2"_s, now - 60, core::permanentBan));
    list->push_back(makeBan(u"192.0.2.3"_s, core::unknownTime, core::unknownTime));
    model.setBans(web, u"sshd"_s, list, true);

    const auto text = [&](int row, BanColumn column) { return model.index(row, int(column)).data().toString(); };
    QCOMPARE(text(0, BanColumn::Address), u"192.0.2.1"_s);
    QCOMPARE(text(0, BanColumn::Jail), u"sshd"_s);
    QCOMPARE(text(0, BanColumn::Server), u"web-1"_s);
    QCOMPARE(text(0, BanColumn::Since), QDateTime::fromSecsSinceEpoch(now - 60).toString(u"yyyy-MM-dd HH:mm:ss"_s));
    QCOMPARE(text(0, BanColumn::Left), u"9 min"_s);
    QCOMPARE(text(1, BanColumn::Until), u"never"_s);
    QCOMPARE(text(1, BanColumn::Left), u"permanent"_s);
    QCOMPARE(text(2, BanColumn::Since), u"–"_s);
    QCOMPARE(text(2, BanColumn::Left), u"–"_s);
    const auto role = [&](int row, BanColumn column, int which) { return model.index(row, int(column)).data(which); };
    QCOMPARE(role(0, BanColumn::Since, models::RawRole).toLongLong(), now - 60);
    QCOMPARE(role(0, BanColumn::Left, models::RawRole).toLongLong(), 540);
    QVERIFY(!role(2, BanColumn::Since, models::RawRole).isValid());
    QVERIFY(role(1, BanColumn::Address, models::PermanentRole).toBool());
    QCOMPARE(role(2, BanColumn::Since, Qt::AccessibleTextRole).toString(), u"not reported by this version"_s);
    QCOMPARE(role(0, BanColumn::Address, Qt::AccessibleTextRole).toString(), u"192.0.2.1, banned by sshd on web-1"_s);
    QCOMPARE(role(0, BanColumn::Jail, models::ServerIdRole).value<core::ServerId>(), web);
    QVERIFY(role(0, BanColumn::Since, models::SupportedRole).toBool());
    model.setBans(web, u"sshd"_s, list, false);
    QVERIFY(!role(0, BanColumn::Since, models::SupportedRole).toBool());
    QCOMPARE(model.banAt(0), (*list)[0]);
    QCOMPARE(model.banAt(2), (*list)[2]);
}

void TestBanTableModel::anythingRandomEqualsTheObviousRules_data()
{
    QTest::addColumn<int>("rows");
    QTest::addColumn<int>("steps");
    QTest::newRow("few rows, exact steps") << 60 << 120;
    QTest::newRow("many rows, layout changes") << 14'000 << 30;
}

void TestBanTableModel::anythingRandomEqualsTheObviousRules()
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

void TestBanTableModel::selectionSurvivesRefreshAndSort_data()
{
    QTest::addColumn<int>("rows");
    QTest::newRow("small") << 300;
    QTest::newRow("large") << 30'000;
}

void TestBanTableModel::selectionSurvivesRefreshAndSort()
{
    QFETCH(int, rows);
    std::mt19937 random(99);
    BanTableModel model;
    auto list = randomList(random, static_cast<size_t>(rows));
    model.setBans(web, u"sshd"_s, list);
    QItemSelectionModel selection(&model);
    QSet<QString> chosen;
    for (int row = 5; row < rows / 2; row += rows / 20) {
        selection.select(model.index(row, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        chosen.insert(core::banTargetText(model.banAt(row).target));
    }
    const auto selected = [&] {
        QSet<QString> texts;
        for (const services::UnbanItem &item : model.unbanItems(selection.selection()))
            texts.insert(item.target);
        return texts;
    };
    QCOMPARE(selected(), chosen);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    QCOMPARE(selected(), chosen);

    // A tenth of the others goes, as many come.
    auto next = std::make_shared<BanList>();
    for (const Ban &ban : *list) {
        if (chosen.contains(core::banTargetText(ban.target)) || random() % 10 != 0)
            next->push_back(ban);
        else
            next->push_back(makeBan(u"10.%1.%2.%3"_s.arg(random() % 256).arg(random() % 256).arg(random() % 256)));
    }
    model.setBans(web, u"sshd"_s, next);
    QCOMPARE(selected(), chosen);

    // A selected row that is unbanned leaves the selection, the others stay.
    const QString gone = *chosen.begin();
    auto without = std::make_shared<BanList>();
    std::copy_if(next->begin(), next->end(), std::back_inserter(*without),
        [&](const Ban &ban) { return core::banTargetText(ban.target) != gone; });
    model.setBans(web, u"sshd"_s, without);
    chosen.remove(gone);
    QCOMPARE(selected(), chosen);

    // What a filter hides is not selected; what it leaves still is.
    model.setFilter({ .text = u"203.0.0.0/17"_s });
    QSet<QString> within;
    const auto network = *core::IpNetwork::parse(u"203.0.0.0/17"_s);
    for (const QString &text : std::as_const(chosen)) {
        const auto parsed = core::IpNetwork::parse(text);
        if (parsed && network.contains(*parsed))
            within.insert(text);
    }
    QVERIFY(!within.isEmpty());
    QCOMPARE(selected(), within);
}

void TestBanTableModel::smallRefreshTellsExactRows()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.3"_s, u"192.0.2.5"_s }));
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.5"_s }));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(layouts.count(), 0);
    QCOMPARE(model.banAt(1).target, core::banTargetFromText(u"192.0.2.2"_s));
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.5"_s }));
    QCOMPARE(inserted.count() + removed.count(), 2);
}

void TestBanTableModel::largeRefreshTakesThreeSignals()
{
    std::mt19937 random(7);
    BanTableModel model;
    const auto list = randomList(random, 25'000);
    model.setBans(web, u"sshd"_s, list);
    auto next = std::make_shared<BanList>(*list);
    for (size_t i = 0; i < next->size(); i += 10)
        (*next)[i].target = core::IpNetwork(core::IpAddress::fromV4(0x0a000000 + static_cast<quint32>(i)), 32);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setBans(web, u"sshd"_s, next);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(layouts.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.rowCount(), static_cast<int>(next->size()));
}

void TestBanTableModel::timesThatChangeAreAnnounced()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    auto list = listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s });
    model.setBans(web, u"sshd"_s, list);
    auto next = std::make_shared<BanList>(*list);
    (*next)[1].banTime = 7200;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setBans(web, u"sshd"_s, next);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex().row(), 1);
    QCOMPARE(changed.first().at(1).toModelIndex().row(), 1);
    // Sorted by the end, the same change also moves the row.
    model.sort(int(BanColumn::Until), Qt::AscendingOrder);
    QCOMPARE(model.banAt(2).target, core::banTargetFromText(u"192.0.2.2"_s));
    model.setBans(web, u"sshd"_s, list);
    QCOMPARE(model.banAt(1).target, core::banTargetFromText(u"192.0.2.2"_s));
}

void TestBanTableModel::tickAnnouncesOnlyWhatIsVisible()
{
    BanTableModel model;
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s }));
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy layouts(&model, &QAbstractItemModel::layoutChanged);
    model.tick(now * 1000, 1, 500);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.first().at(0).toModelIndex(), model.index(1, int(BanColumn::Left)));
    QCOMPARE(changed.first().at(1).toModelIndex(), model.index(2, int(BanColumn::Left)));
    QCOMPARE(layouts.count(), 0);
    model.tick(now * 1000 + 1000, 3, 2);
    QCOMPARE(changed.count(), 1);
}

void TestBanTableModel::severalListsCostOneInsertion()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.beginUpdate();
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s }));
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.2"_s, u"192.0.2.4"_s })); // came and went unseen
    model.setBans(mail, u"postfix"_s, listOf({ u"192.0.2.3"_s }));
    QCOMPARE(model.rowCount(), 0);
    model.endUpdate();
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(model.rowCount(), 3);
    model.beginUpdate();
    model.removeServer(web);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.9"_s }));
    model.endUpdate();
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    QCOMPARE(shownKeys(model), (QStringList { u"2/postfix/192.0.2.3"_s, u"1/sshd/192.0.2.9"_s }));
}

void TestBanTableModel::scopeCountsAndJailNames()
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

void TestBanTableModel::textFilterMatchesWrittenAddresses_data()
{
    QTest::addColumn<QString>("text");
    for (const char *text : { "1", "12", "113", "0.113", "203.0.113.7", ".7", "7.", "203.", "3.0.1", "0.0.0.0", "..",
             "1.2.3.4.5", "db8", "2001:db8", "b8::", "::", ":", "0", "00", "fe80", "/24", "3.0/2", "::1", "g",
             "ffff:ffff:", "2001:DB8", "203,0" })
        QTest::newRow(text) << QString::fromLatin1(text);
}

void TestBanTableModel::textFilterMatchesWrittenAddresses()
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

void TestBanTableModel::networkFilterGoesByContainment()
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

void TestBanTableModel::unbanItemsOfASelection()
{
    BanTableModel model;
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s }));
    QItemSelection selection(model.index(0, 0), model.index(1, models::banColumnCount - 1));
    selection.select(model.index(1, 2), model.index(1, 3));
    const QList<services::UnbanItem> items = model.unbanItems(selection);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items.first(), (services::UnbanItem { web, u"sshd"_s, u"192.0.2.1"_s }));
    QCOMPARE(items.last().target, u"192.0.2.2"_s);
}

void TestBanTableModel::hostileIdentifierIsVisible()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QString hostile = u"evil\x1b[31m\u202Egnp"_s;
    model.setBans(web, u"j"_s, listOf({ hostile }));
    const QString shown = model.index(0, 0).data().toString();
    QVERIFY(!shown.contains(QChar(0x1b)));
    QVERIFY(!shown.contains(QChar(0x202e)));
    QCOMPARE(model.index(0, 0).data(models::BanAddressRole).toString(), hostile);
    QVERIFY(model.index(0, 0).data(models::IdentifierRole).toBool());
}

void TestBanTableModel::rowOfFindsWhatIsShown()
{
    BanTableModel model;
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"10.0.0.1"_s }));
    model.sort(int(BanColumn::Address), Qt::DescendingOrder);
    QCOMPARE(model.rowOf(web, u"sshd"_s, core::banTargetFromText(u"192.0.2.2"_s)), 0);
    QCOMPARE(model.rowOf(web, u"sshd"_s, core::banTargetFromText(u"10.0.0.1"_s)), 2);
    QCOMPARE(model.rowOf(web, u"other"_s, core::banTargetFromText(u"10.0.0.1"_s)), -1);
    model.setFilter({ .text = u"192"_s });
    QCOMPARE(model.rowOf(web, u"sshd"_s, core::banTargetFromText(u"10.0.0.1"_s)), -1);
}

void TestBanTableModel::removedServerLeavesNothing()
{
    BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"2001:db8::1"_s, u"x"_s }));
    model.setBans(mail, u"postfix"_s, listOf({ u"192.0.2.3"_s }));
    model.removeServer(web);
    QCOMPARE(shownKeys(model), QStringList { u"2/postfix/192.0.2.3"_s });
    model.setBans(web, u"apache"_s, listOf({ u"192.0.2.8"_s, u"2001:db8::2"_s }));
    QCOMPARE(model.rowCount(), 3);
    model.removeServer(mail);
    model.removeServer(web);
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(model.store().allocatedBytes() < 4096, true);
}

QTEST_GUILESS_MAIN(TestBanTableModel)
#include "tst_ban_table_model.moc"
