// SPDX-License-Identifier: GPL-3.0-or-later
// From one list of rows to the next: whatever the two are, views keep what they hold of the rows that stay.
#include "models/column_table.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include <random>

using namespace Qt::StringLiterals;

namespace {

enum class Column { Name, Value, Count_ };

struct Row
{
    int id = 0;
    int value = 0;
    friend bool operator==(const Row &, const Row &) = default;
};

class Table final : public models::ColumnTable<Column>
{
public:
    void setRows(const std::vector<Row> &rows)
    {
        become(m_rows, rows, columnCount() - 1, [](const Row &row) { return row.id; });
    }
    [[nodiscard]] const std::vector<Row> &rows() const { return m_rows; }
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const Row &row = m_rows[static_cast<size_t>(index.row())];
        if (role == Qt::TextAlignmentRole)
            return alignment(static_cast<Column>(index.column()));
        if (role != Qt::DisplayRole)
            return {};
        return index.column() == int(Column::Name) ? row.id : row.value;
    }

private:
    [[nodiscard]] QString headerText(Column column) const override
    {
        return column == Column::Name ? u"Name"_s : u"Value"_s;
    }
    [[nodiscard]] bool isNumber(Column column) const override { return column == Column::Value; }
    std::vector<Row> m_rows;
};

} // namespace

class TestRowsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersAndAlignment();
    void anyListBecomesAnyOther_data();
    void anyListBecomesAnyOther();
    void whatChangesTogetherIsToldTogether();
};

void TestRowsModel::headersAndAlignment()
{
    Table table;
    QCOMPARE(table.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Value"_s);
    QCOMPARE(table.headerData(1, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>(),
        Qt::AlignVCenter | Qt::AlignRight);
    QCOMPARE(table.headerData(0, Qt::Horizontal, Qt::TextAlignmentRole).value<Qt::Alignment>(),
        Qt::AlignVCenter | Qt::AlignLeft);
    QVERIFY(!table.headerData(2, Qt::Horizontal, Qt::DisplayRole).isValid());
    QVERIFY(!table.headerData(-1, Qt::Horizontal, Qt::DisplayRole).isValid());
    QVERIFY(!table.headerData(0, Qt::Vertical, Qt::DisplayRole).isValid());
    QVERIFY(!table.headerData(0, Qt::Horizontal, Qt::ToolTipRole).isValid());
}

void TestRowsModel::anyListBecomesAnyOther_data()
{
    QTest::addColumn<bool>("twins");
    QTest::newRow("every row has a key of its own") << false;
    QTest::newRow("rows that share a key") << true;
}

void TestRowsModel::anyListBecomesAnyOther()
{
    QFETCH(bool, twins);
    std::mt19937 random(twins ? 8 : 9);
    Table table;
    QAbstractItemModelTester tester(&table, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&table, &QAbstractItemModel::modelReset);
    for (int step = 0; step < 300; ++step) {
        std::vector<Row> next;
        for (int id = 0; id < 25; ++id) {
            for (auto copies = random() % (twins ? 3 : 2); copies > 0; --copies)
                next.push_back({ id, static_cast<int>(random() % 3) });
        }
        if (random() % 2 == 0)
            std::shuffle(next.begin(), next.end(), random);
        std::vector<std::pair<int, QPersistentModelIndex>> held;
        for (int row = 0; row < table.rowCount(); ++row)
            held.emplace_back(table.rows()[static_cast<size_t>(row)].id, table.index(row, 0));
        table.setRows(next);
        QCOMPARE(table.rows(), next);
        for (const auto &[id, index] : held) {
            const bool stays
                = std::any_of(next.begin(), next.end(), [id = id](const Row &row) { return row.id == id; });
            if (index.isValid())
                QCOMPARE(index.data().toInt(), id);
            if (!twins)
                QCOMPARE(index.isValid(), stays);
        }
    }
    QCOMPARE(resets.count(), 0);
}

void TestRowsModel::whatChangesTogetherIsToldTogether()
{
    Table table;
    table.setRows({ { 1, 0 }, { 2, 0 }, { 3, 0 }, { 4, 0 }, { 5, 0 } });
    QSignalSpy changed(&table, &QAbstractItemModel::dataChanged);
    QSignalSpy removed(&table, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&table, &QAbstractItemModel::rowsInserted);
    table.setRows({ { 1, 1 }, { 2, 1 }, { 3, 0 }, { 4, 1 }, { 5, 0 } });
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[0][0].toModelIndex().row(), 0);
    QCOMPARE(changed[0][1].toModelIndex().row(), 1);
    QCOMPARE(changed[0][1].toModelIndex().column(), 1);
    QCOMPARE(changed[1][0].toModelIndex().row(), 3);
    table.setRows({ { 1, 1 }, { 6, 0 }, { 7, 0 }, { 5, 0 } });
    QCOMPARE(removed.count(), 1);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(changed.count(), 2);
}

QTEST_GUILESS_MAIN(TestRowsModel)
#include "tst_rows_model.moc"
