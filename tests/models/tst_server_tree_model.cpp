// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/server_cards.h"
#include "models/server_tree_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::ServerTreeModel;

namespace {

core::ServerProfile profile(qint64 id, const QString &name, const QString &group = {})
{
    core::ServerProfile made;
    made.id = { id };
    made.name = name;
    made.group = group;
    return made;
}

core::ServerStatus online(qint64 bans)
{
    core::ServerStatus status;
    status.state = core::ServerState::Online;
    status.online = true;
    status.version = u"1.1.0"_s;
    status.jails = { u"sshd"_s, u"postfix"_s };
    status.counters.currentBans = bans;
    status.lastGoodAt = 1'000'000;
    status.latencyUs = 800;
    return status;
}

QString tree(const QAbstractItemModel &model, const QModelIndex &parent = {}, int depth = 0)
{
    QString text;
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        text += QString(depth, u'-') + index.data().toString() + u'\n' + tree(model, index, depth + 1);
    }
    return text;
}

} // namespace

class TestServerTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void groupsThenOthers();
    void changesKeepIndexes();
    void rolesOfServersAndSums();
    void dragAsksForTheNewOrder();
    void hostileNameIsVisible();
    void cardSaysWhatIsKnown();
    void whatSaysTheSameIsNotAnnounced();
    void sumsTellWhatIsLastKnown();
};

void TestServerTreeModel::whatSaysTheSameIsNotAnnounced()
{
    ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProfiles({ profile(1, u"a"_s, u"x"_s), profile(2, u"b"_s) });
    core::ServerStatus status = online(7);
    model.setStatus({ 1 }, status, {});
    QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
    const auto announced = [&spy] {
        QStringList rows;
        for (const auto &call : std::as_const(spy))
            rows.append(call.at(0).value<QModelIndex>().data().toString());
        spy.clear();
        return rows.join(u' ');
    };
    status.checkedAt += 10'000; // the next probe, which found the same
    status.lastGoodAt += 10'000;
    status.latencyUs = 12'345;
    status.counters.totalFailures = 99;
    model.setStatus({ 1 }, status, {});
    QCOMPARE(announced(), QString());
    status.counters.currentBans = 8;
    model.setStatus({ 1 }, status, {});
    QCOMPARE(announced(), u"a x All servers"_s);
    QCOMPARE(model.indexOf(core::ServerId { 1 }).data(models::CurrentBansRole).toLongLong(), 8);
    status.version = u"1.1.1"_s; // of no concern to the sums
    model.setStatus({ 1 }, status, {});
    QCOMPARE(announced(), u"a"_s);
    status.state = core::ServerState::NeedsAttention;
    status.attention = core::AttentionReason::NoJails;
    model.setStatus({ 1 }, status, {});
    QCOMPARE(announced(), u"a x All servers"_s);
    status.attention = core::AttentionReason::SocketGone;
    model.setStatus({ 1 }, status, {});
    QCOMPARE(announced(), u"a"_s);
    core::PendingRecovery recovery;
    recovery.server = { 1 };
    model.setStatus({ 1 }, status, recovery);
    QCOMPARE(announced(), u"a x All servers"_s);
}

void TestServerTreeModel::sumsTellWhatIsLastKnown()
{
    ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::ServerProfile marked = profile(2, u"b<i>"_s);
    marked.tags = { u"web"_s, u"eu"_s };
    marked.readOnly = true;
    model.setProfiles({ profile(1, u"a"_s, u"x"_s), marked });
    const QString tip = model.index(2, 0).data(Qt::ToolTipRole).toString();
    QVERIFY2(tip.endsWith("\nTags: web, eu\nRead-only: BanGUI sends nothing that changes it"_L1), qPrintable(tip));
    const QModelIndex all = model.index(0, 0);
    model.setStatus({ 1 }, online(7), {});
    core::ServerStatus other = online(10);
    model.setStatus({ 2 }, other, {});
    QVERIFY(!all.data(Qt::ToolTipRole).isValid());
    QVERIFY(!all.data(models::StaleRole).toBool());
    other.state = core::ServerState::Unreachable; // its bans stay the last known
    model.setStatus({ 2 }, other, {});
    QCOMPARE(all.data(models::SecondaryRole).toString(), u"17 bans"_s);
    QCOMPARE(all.data(Qt::ToolTipRole).toString(), u"All servers\n17 bans\n10 bans of them last known: b<i>"_s);
    QVERIFY(all.data(Qt::AccessibleTextRole).toString().endsWith("17 bans, 10 bans of them last known: b<i>"_L1));
    QVERIFY2(!all.data(models::StaleRole).toBool(), "a part is current");
    core::ServerStatus first = online(7);
    first.state = core::ServerState::NeedsAttention;
    first.attention = core::AttentionReason::NoJails; // answers
    model.setStatus({ 1 }, first, {});
    QVERIFY(!all.data(models::StaleRole).toBool());
    QSignalSpy spy(&model, &QAbstractItemModel::dataChanged);
    first.attention = core::AttentionReason::Authentication;
    model.setStatus({ 1 }, first, {});
    QVERIFY(all.data(models::StaleRole).toBool());
    QCOMPARE(spy.last().at(0).toModelIndex(), all); // and that is announced
    QVERIFY(all.data(Qt::ToolTipRole).toString().endsWith("17 bans of them last known: a and b<i>"_L1));
    // A server that was never asked adds nothing that could be old.
    model.setProfiles({ profile(3, u"new"_s) });
    QVERIFY(!all.data(models::StaleRole).toBool());
    QVERIFY(!all.data(Qt::ToolTipRole).isValid());
}

void TestServerTreeModel::groupsThenOthers()
{
    ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProfiles({ profile(1, u"web-1"_s, u"production"_s), profile(2, u"laptop"_s),
        profile(3, u"nas"_s, u"office"_s), profile(4, u"web-2"_s, u"production"_s) });
    QCOMPARE(tree(model), u"All servers\nproduction\n-web-1\n-web-2\noffice\n-nas\nlaptop\n"_s);
    QCOMPARE(model.scopeOf(model.index(0, 0)), core::Scope {});
    QCOMPARE(model.scopeOf(model.index(1, 0)), (core::Scope { core::Scope::Kind::Group, u"production"_s, {} }));
    QCOMPARE(model.scopeOf(model.indexOf({ 4 })), (core::Scope { core::Scope::Kind::Server, {}, { 4 } }));
    QCOMPARE(model.indexOfScope({ core::Scope::Kind::Group, u"office"_s, {} }).data().toString(), u"office"_s);
    QVERIFY(!model.indexOf(core::ServerId { 99 }).isValid());
}

void TestServerTreeModel::changesKeepIndexes()
{
    ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProfiles(
        { profile(1, u"a"_s, u"x"_s), profile(2, u"b"_s, u"x"_s), profile(3, u"c"_s, u"y"_s), profile(4, u"d"_s) });
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex b = model.indexOf({ 2 });
    const QPersistentModelIndex gone = model.indexOf({ 3 });
    // b moves to a new group, c goes with its group, d into a group, a is renamed, e is new
    model.setProfiles(
        { profile(2, u"b"_s, u"z"_s), profile(5, u"e"_s), profile(1, u"A"_s, u"x"_s), profile(4, u"d"_s, u"x"_s) });
    QCOMPARE(tree(model), u"All servers\nz\n-b\nx\n-A\n-d\ne\n"_s);
    QVERIFY(b.isValid());
    QCOMPARE(b.data().toString(), u"b"_s);
    QCOMPARE(b.parent().data().toString(), u"z"_s);
    QVERIFY(!gone.isValid());
    model.setProfiles({});
    QCOMPARE(tree(model), u"All servers\n"_s);
    QCOMPARE(resets.count(), 0);
}

void TestServerTreeModel::rolesOfServersAndSums()
{
    ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setProfiles({ profile(1, u"web-1"_s, u"p"_s), profile(2, u"web-2"_s, u"p"_s) });
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setStatus({ 1 }, online(1234), {});
    QCOMPARE(changed.count(), 3); // the row, its group, all servers
    model.setStatus({ 1 }, online(1234), {});
    QCOMPARE(changed.count(), 3);
    core::ServerStatus offline;
    offline.state = core::ServerState::Offline;
    model.setStatus({ 2 }, offline, {});

    const QModelIndex all = model.index(0, 0);
    const QModelIndex first = model.indexOf({ 1 });
    QCOMPARE(first.data(models::SecondaryRole).toString(), u"1.1.0 · 1,234"_s);
    QCOMPARE(first.data(models::StateRole).toInt(), int(core::ServerState::Online));
    QCOMPARE(first.data(models::CurrentBansRole).toLongLong(), 1234);
    QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), u"web-1, online, 1.1.0 · 1,234"_s);
    QCOMPARE(model.indexOf({ 2 }).data(models::SecondaryRole).toString(), u"offline"_s);
    QCOMPARE(all.data(models::StateRole).toInt(), int(core::ServerState::Offline));
    QCOMPARE(all.data(models::SecondaryRole).toString(), u"1,234 bans"_s);
    QCOMPARE(all.data(models::AttentionCountRole).toInt(), 1);
    QVERIFY(all.data(models::StrongRole).toBool());
    QVERIFY(!model.index(1, 0).data(models::StateRole).isValid());
}

void TestServerTreeModel::dragAsksForTheNewOrder()
{
    ServerTreeModel model;
    model.setProfiles({ profile(1, u"a"_s, u"x"_s), profile(2, u"b"_s, u"x"_s), profile(3, u"c"_s, u"y"_s) });
    const QString before = tree(model);
    QSignalSpy moves(&model, &ServerTreeModel::moveRequested);
    const std::unique_ptr<QMimeData> dragged(model.mimeData({ model.indexOf({ 3 }) }));
    QVERIFY(dragged);
    const QModelIndex x = model.indexOfScope({ core::Scope::Kind::Group, u"x"_s, {} });
    QVERIFY(!model.dropMimeData(dragged.get(), Qt::MoveAction, 1, 0, x)); // nothing moves by itself
    QCOMPARE(moves.count(), 1);
    QCOMPARE(moves[0][0].value<QList<core::ServerId>>(), (QList<core::ServerId> { { 1 }, { 3 }, { 2 } }));
    QCOMPARE(moves[0][2].toString(), u"x"_s);
    QCOMPARE(tree(model), before);
    model.dropMimeData(dragged.get(), Qt::MoveAction, -1, 0, x);
    QCOMPARE(moves[1][0].value<QList<core::ServerId>>(), (QList<core::ServerId> { { 1 }, { 2 }, { 3 } }));
    QVERIFY(!model.canDropMimeData(dragged.get(), Qt::MoveAction, 0, 0, {})); // not above "All servers"
    QVERIFY(!model.canDropMimeData(dragged.get(), Qt::MoveAction, -1, 0, model.indexOf({ 1 })));
    QVERIFY(!model.mimeData({ model.index(0, 0) }));
}

void TestServerTreeModel::hostileNameIsVisible()
{
    ServerTreeModel model;
    model.setProfiles({ profile(1, u"a\u202Eb"_s) });
    QVERIFY(!model.indexOf({ 1 }).data().toString().contains(QChar(0x202e)));
}

void TestServerTreeModel::cardSaysWhatIsKnown()
{
    models::ServerCard card = models::serverCard(profile(1, u"web-1"_s), online(27), {}, 1'004'200);
    QCOMPARE(card.line, u"Online · 1.1.0 · 0.8 ms"_s);
    QCOMPARE(card.age, u"4 s"_s);
    QCOMPARE(card.jails, std::optional<qint64>(2));
    QCOMPARE(card.bans, std::optional<qint64>(27));
    QVERIFY(!card.failures);
    QVERIFY(!card.stale);
    QCOMPARE(card.accessible, u"web-1: Online · 1.1.0 · 0.8 ms. 2 jails, 27 bans, – failures."_s);
    card = models::serverCard(profile(1, u"web-1"_s), {}, {}, 5000);
    QVERIFY(!card.jails);
    QVERIFY(card.age.isEmpty());
    QVERIFY(card.stale);

    texts::ServerHealth known { { 1 }, u"a"_s, online(5), {} };
    texts::ServerHealth silent { { 2 }, u"b"_s, {}, {} };
    const models::ScopeFigures figures = models::scopeFigures({ known, silent });
    QCOMPARE(figures.servers, 2);
    QCOMPARE(figures.online, 1);
    QCOMPARE(figures.bans, std::optional<qint64>(5));
    QVERIFY(!figures.totalBans);
    QCOMPARE(figures.oldestAt, 1'000'000);
}

QTEST_GUILESS_MAIN(TestServerTreeModel)
#include "tst_server_tree_model.moc"
