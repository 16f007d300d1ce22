// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/event_table_model.h"
#include "models/first_column.h"
#include "support/fake_clock.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using core::LogEventKind;
using models::EventColumn;
using models::EventTableModel;

namespace {

constexpr core::ServerId web { 1 };
constexpr core::ServerId mail { 2 };
constexpr qint64 begin = 1'700'000'000'000;

core::LogEvent logged(LogEventKind kind, const QString &target, qint64 at = begin, const QString &jail = u"sshd"_s)
{
    return { kind, at, jail, target, {} };
}

QStringList targets(const EventTableModel &model)
{
    return firstColumn(model, static_cast<int>(EventColumn::Target));
}

struct Rig
{
    support::FakeClock clock;
    EventTableModel model { clock, 10 };
    QAbstractItemModelTester tester { &model, QAbstractItemModelTester::FailureReportingMode::QtTest };

    Rig()
    {
        model.setServerName(web, u"web-1"_s);
        model.setServerName(mail, u"mail"_s);
    }
};

} // namespace

class TestEventTableModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void newestFirst();
    void boundedAtTheEnd();
    void filters();
    void scope();
    void pausedKeepsTheRows();
    void servers();
    void cells();
    void hostileTextIsVisible();
    void selectionSurvives();
    void thousandsAtOnce();
};

void TestEventTableModel::newestFirst()
{
    Rig rig;
    rig.model.fill({ { web, { logged(LogEventKind::Ban, u"a"_s, 1000), logged(LogEventKind::Ban, u"c"_s, 3000) } },
        { mail, { logged(LogEventKind::Ban, u"b"_s, 2000) } } });
    QCOMPARE(targets(rig.model), (QStringList { u"c"_s, u"b"_s, u"a"_s }));
    QSignalSpy inserted(&rig.model, &QAbstractItemModel::rowsInserted);
    rig.model.append(web, { logged(LogEventKind::Ban, u"d"_s), logged(LogEventKind::Unban, u"e"_s) });
    QCOMPARE(targets(rig.model), (QStringList { u"e"_s, u"d"_s, u"c"_s, u"b"_s, u"a"_s }));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(rig.model.total(), 5);
}

void TestEventTableModel::boundedAtTheEnd()
{
    Rig rig;
    for (int i = 0; i < 14; ++i)
        rig.model.append(web, { logged(LogEventKind::Ban, QString::number(i)) });
    QCOMPARE(rig.model.rowCount(), 10);
    QCOMPARE(targets(rig.model).constFirst(), u"13"_s);
    QCOMPARE(targets(rig.model).constLast(), u"4"_s);
    QList<core::LogEvent> many;
    for (int i = 100; i < 150; ++i)
        many.append(logged(LogEventKind::Ban, QString::number(i)));
    rig.model.append(web, many);
    QCOMPARE(rig.model.rowCount(), 10);
    QCOMPARE(targets(rig.model).constFirst(), u"149"_s);
    QCOMPARE(targets(rig.model).constLast(), u"140"_s);
    // Rows that are filtered out count, too.
    rig.model.setFilter(texts::EventFilter::Bans);
    for (int i = 0; i < 5; ++i)
        rig.model.append(web, { logged(LogEventKind::Found, u"x"_s) });
    QCOMPARE(targets(rig.model), (QStringList { u"149"_s, u"148"_s, u"147"_s, u"146"_s, u"145"_s }));
}

void TestEventTableModel::filters()
{
    Rig rig;
    rig.model.append(web,
        { logged(LogEventKind::Found, u"192.0.2.1"_s), logged(LogEventKind::Ban, u"192.0.2.1"_s),
            logged(LogEventKind::ActionFailed, u"192.0.2.1"_s, begin, u"web"_s),
            logged(LogEventKind::Unban, u"192.0.2.2"_s), logged(LogEventKind::JailStarted, {}) });
    QCOMPARE(rig.model.rowCount(), 5);
    rig.model.setFilter(texts::EventFilter::Bans);
    QCOMPARE(targets(rig.model), (QStringList { u"192.0.2.2"_s, u"192.0.2.1"_s }));
    rig.model.setFilter(texts::EventFilter::Failures);
    QCOMPARE(rig.model.rowCount(), 1);
    rig.model.setFilter(texts::EventFilter::Problems);
    QCOMPARE(firstColumn(rig.model, int(EventColumn::Event)), QStringList { u"Action failed"_s });
    rig.model.setFilter(texts::EventFilter::Everything);
    rig.model.setText(u" 192.0.2.2 "_s);
    QCOMPARE(rig.model.rowCount(), 1);
    rig.model.setText(u"WEB"_s); // the jail and the server
    QCOMPARE(rig.model.rowCount(), 5);
    rig.model.setText(u"unbanned"_s);
    QCOMPARE(rig.model.rowCount(), 1);
    rig.model.setText(u"nothing has this"_s);
    QCOMPARE(rig.model.rowCount(), 0);
    QCOMPARE(rig.model.total(), 5);
    rig.model.setText({});
    QCOMPARE(rig.model.rowCount(), 5);
}

void TestEventTableModel::scope()
{
    Rig rig;
    rig.model.append(web, { logged(LogEventKind::Ban, u"a"_s) });
    rig.model.append(mail, { logged(LogEventKind::Ban, u"b"_s) });
    rig.model.setScope({ mail });
    QCOMPARE(targets(rig.model), QStringList { u"b"_s });
    QCOMPARE(rig.model.total(), 1);
    rig.model.append(web, { logged(LogEventKind::Ban, u"c"_s) });
    QCOMPARE(rig.model.rowCount(), 1);
    rig.model.setScope({ mail, web });
    QCOMPARE(targets(rig.model), (QStringList { u"c"_s, u"b"_s, u"a"_s }));
}

void TestEventTableModel::pausedKeepsTheRows()
{
    Rig rig;
    rig.model.append(web, { logged(LogEventKind::Ban, u"a"_s) });
    rig.model.setPaused(true);
    QSignalSpy inserted(&rig.model, &QAbstractItemModel::rowsInserted);
    QSignalSpy waiting(&rig.model, &EventTableModel::waitingChanged);
    rig.model.append(web, { logged(LogEventKind::Ban, u"b"_s), logged(LogEventKind::Found, u"c"_s) });
    QCOMPARE(targets(rig.model), QStringList { u"a"_s });
    QCOMPARE(rig.model.waiting(), 2);
    rig.model.setFilter(texts::EventFilter::Bans);
    QCOMPARE(rig.model.waiting(), 1);
    rig.model.setFilter(texts::EventFilter::Everything);
    QCOMPARE(inserted.size(), 0);
    QVERIFY(waiting.size() >= 3);
    for (int i = 0; i < 30; ++i)
        rig.model.append(web, { logged(LogEventKind::Ban, QString::number(i)) });
    QCOMPARE(rig.model.waiting(), 10); // as many as fit
    rig.model.setPaused(false);
    QCOMPARE(rig.model.waiting(), 0);
    QCOMPARE(rig.model.rowCount(), 10);
    QCOMPARE(targets(rig.model).constFirst(), u"29"_s);
}

void TestEventTableModel::servers()
{
    Rig rig;
    rig.model.append(web, { logged(LogEventKind::Ban, u"a"_s) });
    rig.model.append(mail, { logged(LogEventKind::Ban, u"b"_s) });
    QSignalSpy changed(&rig.model, &QAbstractItemModel::dataChanged);
    rig.model.setServerName(web, u"renamed"_s);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(firstColumn(rig.model, int(EventColumn::Server)), (QStringList { u"mail"_s, u"renamed"_s }));
    rig.model.removeServer(web);
    QCOMPARE(targets(rig.model), QStringList { u"b"_s });
}

void TestEventTableModel::cells()
{
    Rig rig;
    core::LogEvent failed = logged(LogEventKind::ActionFailed, u"192.0.2.1"_s);
    failed.detail = u"iptables: Error banning 192.0.2.1"_s;
    rig.model.append(web, { failed, logged(LogEventKind::Found, u"192.0.2.2"_s) });
    const auto cell = [&rig](int row, EventColumn column, int role = Qt::DisplayRole) {
        return rig.model.index(row, int(column)).data(role);
    };
    QCOMPARE(cell(1, EventColumn::Event).toString(), u"Action failed"_s);
    QCOMPARE(cell(1, EventColumn::Event, models::StateRole).toInt(), int(core::ServerState::Offline));
    QVERIFY(!cell(0, EventColumn::Event, models::StateRole).isValid());
    QCOMPARE(cell(1, EventColumn::Detail).toString(), failed.detail);
    QCOMPARE(cell(1, EventColumn::Jail).toString(), u"sshd"_s);
    QCOMPARE(cell(1, EventColumn::Time, models::RawRole).toLongLong(), begin);
    QVERIFY(!cell(1, EventColumn::Time, Qt::ToolTipRole).toString().isEmpty());
    QCOMPARE(cell(1, EventColumn::Time, models::ServerIdRole).value<core::ServerId>(), web);
    QCOMPARE(rig.model.headerData(int(EventColumn::Target), Qt::Horizontal, Qt::DisplayRole).toString(), u"Address"_s);
}

void TestEventTableModel::hostileTextIsVisible()
{
    Rig rig;
    rig.model.append(web, { logged(LogEventKind::Ban, u"x\r\x1b[31m\u202eevil<b>"_s) });
    const QString shown = targets(rig.model).constFirst();
    QVERIFY(!shown.contains(u'\r') && !shown.contains(u'\x1b') && !shown.contains(QChar(0x202e)));
    QVERIFY(shown.contains("evil<b>"_L1));
}

void TestEventTableModel::selectionSurvives()
{
    Rig rig;
    rig.model.append(web, { logged(LogEventKind::Ban, u"a"_s), logged(LogEventKind::Ban, u"b"_s) });
    const QPersistentModelIndex kept = rig.model.index(1, 0);
    rig.model.append(mail, { logged(LogEventKind::Found, u"c"_s) });
    QCOMPARE(kept.row(), 2);
    rig.model.setFilter(texts::EventFilter::Bans);
    QCOMPARE(kept.row(), 1);
    rig.model.setFilter(texts::EventFilter::Everything);
    QCOMPARE(kept.row(), 2);
}

void TestEventTableModel::thousandsAtOnce()
{
    support::FakeClock clock;
    EventTableModel model(clock);
    QList<core::LogEvent> many;
    for (int i = 0; i < 2'000; ++i)
        many.append(logged(i % 2 == 0 ? LogEventKind::Ban : LogEventKind::Found, u"192.0.2.%1"_s.arg(i % 250)));
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < 10; ++i)
        model.append(web, many);
    QCOMPARE(model.rowCount(), 5'000);
    const qint64 appended = time.restart();
    model.setFilter(texts::EventFilter::Bans);
    const qint64 filtered = time.restart();
    QCOMPARE(model.rowCount(), 2'500);
    model.setFilter(texts::EventFilter::Everything);
    const qint64 cleared = time.restart();
    QCOMPARE(model.rowCount(), 5'000);
    qInfo("ten batches of 2,000: %lld ms; filter %lld ms; cleared %lld ms", appended, filtered, cleared);
}

QTEST_GUILESS_MAIN(TestEventTableModel)
#include "tst_event_table_model.moc"
