// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/pages/server_rows_model.h"
#include "gui/support/window_fixture.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using gui::ServerRowsModel;
using Column = ServerRowsModel::Column;

/// Hundreds of servers as a table: what is told when some of them change.
class TestServerRows : public QObject
{
    Q_OBJECT

    static ServerRowsModel::Row row(qint64 id, qint64 bans, qint64 lastGoodAt = 1'000'000)
    {
        ServerRowsModel::Row made;
        made.card.id = { id };
        made.card.name = u"server-%1"_s.arg(id);
        made.card.state = core::ServerState::Online;
        made.card.bans = bans;
        made.lastGoodAt = lastGoodAt;
        return made;
    }
    static std::vector<ServerRowsModel::Row> rows(int count)
    {
        std::vector<ServerRowsModel::Row> all;
        for (int id = 1; id <= count; ++id)
            all.push_back(row(id, 10 * id));
        return all;
    }
    static QString text(const ServerRowsModel &model, int row, Column column)
    {
        return model.index(row, int(column)).data().toString();
    }

    /// What the table of the overview says of a server.
    static QString told(const widgets::TableView &table, const QString &name, Column column)
    {
        for (int row = 0; row < table.model()->rowCount(); ++row) {
            if (table.model()->index(row, int(Column::Server)).data().toString() == name)
                return table.model()->index(row, int(column)).data().toString();
        }
        return u"no such server"_s;
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void onlyWhatChangedIsAnnounced()
    {
        ServerRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sort(int(Column::Bans), Qt::AscendingOrder);
        model.setRows(rows(300));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
        model.updateRows({ row(7, 71), row(8, 80), row(999, 1) }); // one says the same, one is unknown
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).value<QModelIndex>().row(), 6);
        QCOMPARE(changed.at(0).at(1).value<QModelIndex>().row(), 6);
        QCOMPARE(moved.count(), 0);
        QCOMPARE(model.rowCount(), 300);
        QCOMPARE(text(model, 6, Column::Bans), u"71"_s);
    }
    void aRowThatOutgrowsItsPlaceMoves()
    {
        ServerRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sort(int(Column::Bans), Qt::DescendingOrder);
        model.setRows(rows(5)); // 5 4 3 2 1
        const QPersistentModelIndex second(model.index(3, 0));
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.updateRows({ row(2, 1'000), row(4, 41) });
        QCOMPARE(model.serverAt(0), core::ServerId { 2 });
        QCOMPARE(second.row(), 0);
        QCOMPARE(text(model, 0, Column::Bans), u"1,000"_s);
        QCOMPARE(text(model, 2, Column::Bans), u"41"_s);
        QCOMPARE(resets.count(), 0);
    }
    void theOverviewFollowsHundreds()
    {
        guitest::WindowFixture w;
        QList<core::ServerId> added;
        for (int i = 0; i < 60; ++i) {
            core::ServerProfile profile;
            profile.name = u"many-%1"_s.arg(i);
            profile.socketPath = u"/run/many-%1.sock"_s.arg(i);
            added.append(w.services.registry.addTemporary(profile));
            if (!w.services.runtimeState.hasServer(added.last()))
                w.services.runtimeState.addServer(added.last(), {});
        }
        w.window->showPage(u"overview"_s);
        auto *table = w.find<widgets::TableView>("serverTable");
        QTRY_VERIFY(table && table->isVisible());
        QTRY_COMPARE(told(*table, u"many-30"_s, Column::Bans), told(*table, u"many-31"_s, Column::Bans));
        core::ProbeReport report;
        report.outcome = core::ProbeOutcome::Answered;
        report.version = u"1.1.0"_s;
        report.jails = QStringList { u"sshd"_s };
        report.counters = core::ServerCounters { 4711, 4711, 1, 1 };
        w.services.runtimeState.processHealthProbe(added.at(30), report, w.services.clock.nowMs());
        QTRY_COMPARE(told(*table, u"many-30"_s, Column::Bans), u"4,711"_s);
        QCOMPARE(told(*table, u"many-30"_s, Column::State), u"Online"_s);
        QVERIFY(told(*table, u"many-31"_s, Column::Bans) != u"4,711"_s);
        // The age ticks without any news.
        const QString age = told(*table, u"many-30"_s, Column::Age);
        w.services.clock.advance(42'000);
        QTRY_VERIFY(told(*table, u"many-30"_s, Column::Age) != age);
        QTRY_COMPARE(told(*table, u"many-30"_s, Column::Age), u"42 s"_s);
        // One is lost: the table and the sentence above it say so.
        report = {};
        report.outcome = core::ProbeOutcome::Refused;
        w.services.runtimeState.processHealthProbe(added.at(30), report, w.services.clock.nowMs());
        QTRY_VERIFY(told(*table, u"many-30"_s, Column::State).startsWith(u"Offline"_s));
    }
    void agesAreToldForNow()
    {
        ServerRowsModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.sort(int(Column::Age), Qt::AscendingOrder);
        model.setRows({ row(1, 0, 1'000'000), row(2, 0, 994'000), row(3, 0, 0) });
        model.setNow(1'004'000);
        QCOMPARE(text(model, 0, Column::Age), u"4 s"_s);
        QCOMPARE(text(model, 1, Column::Age), u"10 s"_s);
        QCOMPARE(text(model, 2, Column::Age), QString()); // never answered: the last of all
        QVERIFY(!model.index(0, int(Column::Age)).data(Qt::ToolTipRole).toString().isEmpty());
        QVERIFY(model.index(2, int(Column::Age)).data(Qt::ToolTipRole).toString().isEmpty());
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setNow(1'005'000);
        QCOMPARE(text(model, 0, Column::Age), u"5 s"_s);
        QCOMPARE(changed.count(), 1); // one column, all rows at once
        QCOMPARE(changed.at(0).at(0).value<QModelIndex>(), model.index(0, int(Column::Age)));
        QCOMPARE(changed.at(0).at(1).value<QModelIndex>(), model.index(2, int(Column::Age)));
        model.updateRows({ row(2, 0, 1'005'500) }); // between two ticks: not younger than now
        QCOMPARE(model.serverAt(0), core::ServerId { 2 });
        QVERIFY(!text(model, 0, Column::Age).contains(u'-'));
    }
};

QTEST_MAIN(TestServerRows)
#include "tst_server_rows.moc"
