// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/change_table_model.h"
#include "models/config_jail_model.h"
#include "models/config_option_model.h"
#include "support/fake_clock.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ChangeResult;
using models::ChangeColumn;
using models::ChangeTableModel;

namespace {

ChangeTableModel::Row changeRow(const QString &id, qint64 at, ChangeResult result = ChangeResult::Active)
{
    ChangeTableModel::Row row;
    row.entry.id = id;
    row.entry.server = { 3 };
    row.entry.jail = u"sshd"_s;
    row.entry.owner = u"anna@desk\u202e"_s;
    row.entry.startedAt = at;
    row.entry.path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
    row.entry.result = result;
    row.server = u"web-1"_s;
    return row;
}

QStringList idsOf(const QAbstractItemModel &model)
{
    QStringList ids;
    for (int row = 0; row < model.rowCount(); ++row)
        ids += model.index(row, 0).data(models::ChangeIdRole).toString();
    return ids;
}

} // namespace

/// Changes in a table, and what marks an edited option and its jail.
class TestChangeTableModel final : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void newestFirstAndByDifferences()
    {
        support::FakeClock clock;
        ChangeTableModel model(clock);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        model.setRows({ changeRow(u"a"_s, 1000), changeRow(u"c"_s, 3000), changeRow(u"b"_s, 2000) });
        QCOMPARE(idsOf(model), QStringList({ u"c"_s, u"b"_s, u"a"_s }));
        const QPersistentModelIndex kept(model.index(1, 0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setRows(
            { changeRow(u"a"_s, 1000), changeRow(u"b"_s, 2000, ChangeResult::RolledBack), changeRow(u"d"_s, 4000) });
        QCOMPARE(idsOf(model), QStringList({ u"d"_s, u"b"_s, u"a"_s }));
        QVERIFY(kept.isValid());
        QCOMPARE(kept.row(), 1);
        QCOMPARE(changed.size(), 1);
        QCOMPARE(model.index(1, int(ChangeColumn::Result)).data().toString(), u"rolled back"_s);
        QVERIFY(!model.index(1, int(ChangeColumn::Owner)).data().toString().contains(QChar(0x202e)));
        model.setRows({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(resets.isEmpty());
    }

    void everyResultHasItsShape_data()
    {
        QTest::addColumn<ChangeResult>("result");
        QTest::addColumn<core::ServerState>("shape");
        QTest::newRow("active") << ChangeResult::Active << core::ServerState::Online;
        QTest::newRow("rolled back") << ChangeResult::RolledBack << core::ServerState::Busy;
        QTest::newRow("not restored") << ChangeResult::NotRestored << core::ServerState::Offline;
        QTest::newRow("open") << ChangeResult::Open << core::ServerState::NeedsAttention;
        QTest::newRow("unknown") << ChangeResult::Unknown << core::ServerState::Unknown;
    }
    void everyResultHasItsShape()
    {
        QFETCH(ChangeResult, result);
        QFETCH(core::ServerState, shape);
        support::FakeClock clock;
        ChangeTableModel model(clock);
        model.setRows({ changeRow(u"a"_s, 1, result) });
        const QModelIndex index = model.index(0, int(ChangeColumn::Result));
        QCOMPARE(index.data(models::StateRole).toInt(), int(shape));
        QVERIFY(!index.data(models::StateWordRole).toString().isEmpty());
        QVERIFY(!model.index(0, 0).data(models::StateRole).isValid());
    }

    void aTextInAnyCell()
    {
        support::FakeClock clock;
        ChangeTableModel model(clock);
        models::ChangeFilterModel shown;
        shown.setSourceModel(&model);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows({ changeRow(u"a"_s, 1), changeRow(u"b"_s, 2, ChangeResult::RolledBack) });
        shown.setText(u" ROLLED "_s);
        QCOMPARE(idsOf(shown), QStringList { u"b"_s });
        shown.setText(u"web-1"_s);
        QCOMPARE(shown.rowCount(), 2);
        shown.setText({});
        QCOMPARE(shown.rowCount(), 2);
    }

    void anEditedOptionIsMarkedAndFound()
    {
        services::ConfigOptionRow option;
        option.key = u"bantime"_s;
        option.value = u"1h"_s;
        option.runtime = u"600"_s;
        option.inFile = u"3600"_s;
        option.edited = true;
        services::ConfigOptionRow other;
        other.key = u"port"_s;
        other.value = u"ssh"_s;
        models::ConfigOptionModel model;
        model.setOptions({ option, other });
        models::ConfigOptionFilterModel shown(model);
        const QAbstractItemModelTester tester(&shown, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QModelIndex note = model.index(0, int(models::ConfigOptionColumn::Note));
        QCOMPARE(note.data().toString(), u"edited, not applied"_s);
        QCOMPARE(note.data(models::StateWordRole).toString(), u"edited"_s);
        QCOMPARE(note.data(models::StateRole).toInt(), int(core::ServerState::NeedsAttention));
        shown.setKind(models::ConfigOptionKind::Noted);
        QCOMPARE(shown.rowCount(), 1);
        shown.setKind(models::ConfigOptionKind::All);
        shown.setText(u"ban time"_s); // its title, too
        QCOMPARE(shown.rowCount(), 1);
        shown.setText(u"SSH"_s);
        QCOMPARE(shown.rowCount(), 1);
        QCOMPARE(shown.index(0, 0).data().toString(), u"port"_s);
    }

    void aJailWithEditsSaysSo()
    {
        models::ConfigJailModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        services::ConfigJailRow jail;
        jail.name = u"sshd"_s;
        jail.enabled = true;
        model.setJails({ jail }, QStringList { u"sshd"_s });
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setEdited({ u"sshd"_s });
        model.setEdited({ u"sshd"_s });
        QCOMPARE(changed.size(), 1);
        const QModelIndex name = model.index(0, int(models::ConfigJailColumn::Jail));
        QCOMPARE(name.data().toString(), u"sshd *"_s);
        QCOMPARE(name.data(Qt::AccessibleTextRole).toString(), u"sshd, edited"_s);
        QCOMPARE(name.data(models::RawRole).toString(), u"sshd"_s);
        QCOMPARE(name.data(models::ConfigJailNameRole).toString(), u"sshd"_s);
        model.setEdited({});
        QCOMPARE(name.data().toString(), u"sshd"_s);
    }
};

QTEST_GUILESS_MAIN(TestChangeTableModel)
#include "tst_change_table_model.moc"
