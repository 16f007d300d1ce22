// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_lists.h"

#include <QAbstractItemModelTester>
#include <QItemSelectionModel>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::Ban;
using core::BanList;
using models::BanColumn;
using models::BanTableModel;
using namespace bans;

class TestBanTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void showsWhatTheListsSay();
    void cellsOfEveryKind();
    void nothingCountsDownOnASilentServer();
    void selectionSurvivesRefreshAndSort_data();
    void selectionSurvivesRefreshAndSort();
    void smallRefreshTellsExactRows();
    void largeRefreshTakesThreeSignals();
    void timesThatChangeAreAnnounced();
    void tickAnnouncesOnlyWhatIsVisible();
    void severalListsCostOneInsertion();
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

void TestBanTableModel::nothingCountsDownOnASilentServer()
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
    model.setBans(web, u"sshd"_s, list, true);
    const QModelIndex left = model.index(0, int(BanColumn::Left));
    QCOMPARE(left.data().toString(), u"9 min"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    core::ServerStatus status;
    status.state = core::ServerState::Offline;
    model.setServerStatus(web, status);
    QCOMPARE(changed.count(), 1);
    QVERIFY(changed.first().at(2).value<QList<int>>().contains(Qt::DisplayRole));
    QCOMPARE(left.data().toString(), u"–"_s);
    QCOMPARE(left.data(Qt::AccessibleTextRole).toString(), u"Last known; web-1: offline."_s);
    // When it ends, if it still stands, is known; and what never ends does not count down.
    QCOMPARE(model.index(0, int(BanColumn::Until)).data().toString(),
        QDateTime::fromSecsSinceEpoch(now + 540).toString(u"yyyy-MM-dd HH:mm:ss"_s));
    QCOMPARE(model.index(1, int(BanColumn::Left)).data().toString(), u"permanent"_s);
    status.state = core::ServerState::Online;
    model.setServerStatus(web, status);
    QCOMPARE(left.data().toString(), u"9 min"_s);
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

void TestBanTableModel::unbanItemsOfASelection()
{
    BanTableModel model;
    model.sort(int(BanColumn::Address), Qt::AscendingOrder);
    model.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s }));
    QItemSelection selection(model.index(0, 0), model.index(1, models::banColumnCount - 1));
    selection.select(model.index(1, 2), model.index(1, 3));
    const QList<services::UnbanItem> items = model.unbanItems(selection);
    QCOMPARE(items.size(), 2);
    QCOMPARE(items.first(), (services::UnbanItem { web, u"sshd"_s, u"192.0.2.1"_s, true }));
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
