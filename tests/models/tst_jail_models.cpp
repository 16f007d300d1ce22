// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/busiest_jails_model.h"
#include "models/jail_detail_model.h"
#include "models/jail_table_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using models::JailColumn;
using models::JailTableModel;

namespace {

const core::ServerId web { 1 };
const core::ServerId mail { 2 };

core::Jail jail(const QString &name, std::optional<qint64> banned = {}, std::optional<qint64> failed = {})
{
    core::Jail made;
    made.name = name;
    made.currentlyBanned = banned;
    made.currentlyFailed = failed;
    return made;
}

core::JailDetail detail()
{
    core::JailDetail made;
    made.jail = jail(u"sshd"_s);
    made.properties = { { u"bantime"_s, qint64 { 600 }, true, {} }, { u"maxretry"_s, qint64 { 5 }, true, {} },
        { u"ignoreself"_s, {}, false, {} }, { u"ignoreip"_s, QStringList { u"127.0.0.0/8"_s, u"::1"_s }, true, {} },
        { u"failregex"_s, QStringList { u"^a$"_s, u"^b$"_s }, true, {} } };
    made.actions = { { u"iptables"_s,
        { { u"timeout"_s, qint64 { 60 }, true, {} }, { u"actionban"_s, u"ban\nme"_s, true, {} } } } };
    return made;
}

} // namespace

class TestJailModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void refreshChangesOnlyWhatDiffers();
    void whatIsNotReportedSaysSo();
    void filterByScopeAndText();
    void sortByFigures();
    void sortSurvivesEveryRefresh();
    void thoseThatDoNotRunAreListed();
    void whatChangesSidesKeepsItsRow();
    void filterByActivity();
    void busiestFollow();
    void detailTree();
    void detailRefreshKeepsIndexes();
};

void TestJailModels::refreshChangesOnlyWhatDiffers()
{
    JailTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServerName(web, u"web-1"_s);
    model.setJails(web, { jail(u"a"_s, 1), jail(u"b"_s, 2), jail(u"c"_s, 3), jail(u"d"_s, 4) });
    model.setJails(mail, { jail(u"a"_s, 9) });
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    const QPersistentModelIndex d = model.indexOf(web, u"d"_s);
    model.setJails(web, { jail(u"a"_s, 7), jail(u"d"_s, 8), jail(u"e"_s, 5) });
    QCOMPARE(removed.count(), 1); // b and c together
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(changed.count(), 1); // a and d have become neighbours
    QCOMPARE(resets.count(), 0);
    QCOMPARE(d.sibling(d.row(), int(JailColumn::BannedNow)).data().toString(), u"8"_s);
    QCOMPARE(model.indexOf(mail, u"a"_s).siblingAtColumn(int(JailColumn::BannedNow)).data().toString(), u"9"_s);
    QVERIFY(!model.indexOf(web, u"b"_s).isValid());
    model.setJails(web, { jail(u"a"_s, 7), jail(u"d"_s, 8), jail(u"e"_s, 5) });
    QCOMPARE(changed.count(), 1);
    model.removeServer(web);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.serverAt(model.index(0, 0)), mail);
}

void TestJailModels::whatIsNotReportedSaysSo()
{
    JailTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::Jail known = jail(u"sshd"_s, 12345, 0);
    known.backend = u"systemd"_s;
    known.files = QStringList { u"/var/log/a"_s, u"/var/log/b"_s, u"/var/log/c"_s };
    model.setJails(web, { known, jail(u"old"_s, 1) });
    model.setServerName(web, u"web-1"_s);
    core::ServerStatus status;
    status.state = core::ServerState::Online;
    model.setServerStatus(web, status);
    const QModelIndex row = model.indexOf(web, u"sshd"_s);
    QCOMPARE(row.siblingAtColumn(int(JailColumn::BannedNow)).data().toString(), u"12,345"_s);
    QCOMPARE(row.siblingAtColumn(int(JailColumn::FailedNow)).data().toString(), u"0"_s);
    QCOMPARE(row.siblingAtColumn(int(JailColumn::Source)).data().toString(), u"/var/log/a and 2 more"_s);
    QCOMPARE(row.siblingAtColumn(int(JailColumn::Source)).data(Qt::ToolTipRole).toString(),
        u"/var/log/a\n/var/log/b\n/var/log/c"_s);
    const QModelIndex backend = model.indexOf(web, u"old"_s).siblingAtColumn(int(JailColumn::Backend));
    QCOMPARE(backend.data().toString(), u"–"_s);
    QVERIFY(!backend.data(models::SupportedRole).toBool());
    QCOMPARE(backend.data(Qt::AccessibleTextRole).toString(), u"not reported by this version"_s);
    QVERIFY(!backend.data(models::RawRole).isValid());
    QVERIFY(!backend.data(models::StaleRole).toBool());
    QVERIFY(backend.data(Qt::AccessibleDescriptionRole).toString().isEmpty());
    const auto shape = [&row] { return row.siblingAtColumn(int(JailColumn::State)).data(models::StateRole).toInt(); };
    QCOMPARE(shape(), int(core::ServerState::Online));
    const QModelIndex state = row.siblingAtColumn(int(JailColumn::State));
    QCOMPARE(state.data().toString(), u"running"_s);
    status.state = core::ServerState::Unreachable;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setServerStatus(web, status);
    QCOMPARE(changed.count(), 2); // one for each of its rows
    QCOMPARE(shape(), int(core::ServerState::Unknown)); // nobody knows whether it still runs
    for (const int role : { int(Qt::DisplayRole), int(Qt::AccessibleTextRole), int(models::StateWordRole) }) {
        QCOMPARE(state.data(role).toString(), u"was running"_s);
        QVERIFY(changed.constFirst().at(2).value<QList<int>>().contains(role));
    }
    QCOMPARE(state.data(Qt::ToolTipRole).toString(), u"Last known; web-1: unreachable."_s);
    QVERIFY(backend.data(models::StaleRole).toBool());
    QCOMPARE(backend.data(Qt::AccessibleDescriptionRole).toString(), u"Last known; web-1: unreachable."_s);
    QCOMPARE(
        backend.data(Qt::ToolTipRole).toString(), u"not reported by this version\nLast known; web-1: unreachable."_s);
    QCOMPARE(row.data(Qt::ToolTipRole).toString(), u"Last known; web-1: unreachable."_s);
    models::BusiestJailsModel busiest(model);
    QVERIFY(busiest.index(0, 0).data(models::StaleRole).toBool());
    // A server without a jail needs the user, but it answers: what it says is of now.
    status.state = core::ServerState::NeedsAttention;
    status.attention = core::AttentionReason::NoJails;
    model.setServerStatus(web, status);
    QVERIFY(!backend.data(models::StaleRole).toBool());
    QTRY_VERIFY(!busiest.index(0, 0).data(models::StaleRole).toBool());
    status.attention = core::AttentionReason::PermissionDenied;
    model.setServerStatus(web, status);
    QCOMPARE(row.data(Qt::ToolTipRole).toString(), u"Last known; web-1 needs attention: permission denied."_s);
}

void TestJailModels::filterByScopeAndText()
{
    JailTableModel model;
    models::JailFilterModel filter;
    filter.setSourceModel(&model);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServerName(web, u"web-1"_s);
    model.setServerName(mail, u"mail"_s);
    core::Jail withFile = jail(u"nginx"_s, 1);
    withFile.files = QStringList { u"/var/log/nginx/error.log"_s };
    model.setJails(web, { jail(u"sshd"_s, 1), withFile });
    model.setJails(mail, { jail(u"postfix"_s, 1) });
    QCOMPARE(filter.rowCount(), 3);
    filter.setText(u"ERROR.log"_s);
    QCOMPARE(filter.rowCount(), 1);
    filter.setText(u"mail"_s);
    QCOMPARE(filter.index(0, 0).data().toString(), u"postfix"_s);
    filter.setScope({ web });
    QCOMPARE(filter.rowCount(), 0);
    filter.setText({});
    QCOMPARE(filter.rowCount(), 2);
    QCOMPARE(model.jailNames({ web }), (QStringList { u"nginx"_s, u"sshd"_s }));
}

void TestJailModels::sortByFigures()
{
    JailTableModel model;
    models::JailFilterModel filter;
    filter.setSourceModel(&model);
    model.setJails(web, { jail(u"nine"_s, 9), jail(u"ten"_s, 10), jail(u"unknown"_s), jail(u"also ten"_s, 10) });
    filter.sort(int(JailColumn::BannedNow), Qt::AscendingOrder);
    QStringList names;
    for (int row = 0; row < filter.rowCount(); ++row)
        names.append(filter.index(row, 0).data().toString());
    QCOMPARE(names, (QStringList { u"unknown"_s, u"nine"_s, u"also ten"_s, u"ten"_s }));
}

void TestJailModels::sortSurvivesEveryRefresh()
{
    JailTableModel model;
    models::JailFilterModel filter;
    filter.setSourceModel(&model);
    filter.sort(int(JailColumn::BannedNow), Qt::DescendingOrder);
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const auto banned = [&filter] {
        QList<qint64> figures;
        for (int row = 0; row < filter.rowCount(); ++row)
            figures.append(filter.index(row, int(JailColumn::BannedNow)).data(models::RawRole).toLongLong());
        return figures;
    };
    const auto set = [&model](core::ServerId id, const QList<qint64> &figures) {
        QList<core::Jail> jails;
        for (const qint64 figure : figures)
            jails.append(jail(QString(QChar(u'a' + static_cast<char16_t>(jails.size()))), figure));
        model.setJails(id, jails);
    };
    model.setServerName(web, u"web-1"_s);
    model.setServerName(mail, u"mail"_s);
    // Bans lifted, given back, and new ones: the jails that change are not neighbours, and lie anywhere.
    QRandomGenerator random(4);
    for (int refresh = 0; refresh < 200; ++refresh) {
        QList<qint64> figures;
        for (int i = 0; i < 8; ++i)
            figures.append(random.bounded(6));
        set(web, figures);
        std::sort(figures.begin(), figures.end(), std::greater<>());
        QCOMPARE(banned(), figures);
    }
    set(mail, { 4, 6 });
    // A name that changes moves all rows of its server, wherever they lie.
    model.setJails(web, { jail(u"a"_s, 1), jail(u"b"_s, 2), jail(u"z"_s, 3) });
    set(mail, { 4, 6, 8 });
    model.setJails(web, { jail(u"a"_s, 1), jail(u"y"_s, 2), jail(u"z"_s, 3) });
    filter.sort(int(JailColumn::Server), Qt::AscendingOrder);
    for (const QString &name : { u"zz"_s, u"aa"_s, u"n"_s, u"a"_s }) {
        model.setServerName(web, name);
        QStringList servers;
        for (int row = 0; row < filter.rowCount(); ++row)
            servers.append(filter.index(row, int(JailColumn::Server)).data().toString());
        QStringList sorted = servers;
        sorted.sort(Qt::CaseInsensitive);
        QCOMPARE(servers, sorted);
    }
}

namespace {

services::ConfigJailRow configured(const QString &name, bool enabled, bool broken = false)
{
    services::ConfigJailRow made;
    made.name = name;
    made.enabled = enabled;
    made.place = { .file = u"/etc/fail2ban/jail.conf"_s, .shown = u"jail.conf"_s, .line = 280, .section = name };
    if (broken)
        made.problems = { services::ConfigDefect {} };
    return made;
}

} // namespace

void TestJailModels::thoseThatDoNotRunAreListed()
{
    JailTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setServerName(web, u"web-1"_s);
    model.setJails(web, { jail(u"sshd"_s, 4), jail(u"shell"_s, 1) });
    model.setConfigured(web,
        { configured(u"sshd"_s, true), configured(u"nginx"_s, false), configured(u"late"_s, true),
            configured(u"bad"_s, true, true) });
    QCOMPARE(model.rowCount(), 5);
    const auto word = [&](const QString &name) {
        return model.indexOf(web, name).siblingAtColumn(int(JailColumn::State)).data().toString();
    };
    QCOMPARE(word(u"sshd"_s), u"running"_s);
    QCOMPARE(word(u"shell"_s), u"running, not enabled"_s);
    QCOMPARE(word(u"nginx"_s), u"not enabled"_s);
    QCOMPARE(word(u"late"_s), u"enabled, not running"_s);
    QCOMPARE(word(u"bad"_s), u"broken"_s);
    const QModelIndex nginx = model.indexOf(web, u"nginx"_s);
    QVERIFY(!nginx.data(models::JailActiveRole).toBool());
    const QModelIndex banned = nginx.siblingAtColumn(int(JailColumn::BannedNow));
    QCOMPARE(banned.data().toString(), u"–"_s);
    QVERIFY(banned.data(models::StaleRole).toBool());
    QVERIFY(!nginx.data(models::StaleRole).toBool());
    QCOMPARE(banned.data(Qt::AccessibleTextRole).toString(), u"not enabled"_s);
    QCOMPARE(nginx.data(Qt::ToolTipRole).toString(),
        u"The files define it and do not enable it.\nDefined in jail.conf:280"_s);
    const QModelIndex state = nginx.siblingAtColumn(int(JailColumn::State));
    QCOMPARE(state.data(models::StateRole).toInt(), int(core::ServerState::Unknown));
    QCOMPARE(state.data(models::StateWordRole).toString(), u"not enabled"_s);
    QCOMPARE(model.jailNames({ web }), (QStringList { u"shell"_s, u"sshd"_s }));
    QSignalSpy any(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    model.setJails(web, { jail(u"sshd"_s, 4), jail(u"shell"_s, 1) });
    QCOMPARE(any.count() + inserted.count(), 0);
    model.removeServer(web);
    QCOMPARE(model.rowCount(), 0);
}

void TestJailModels::whatChangesSidesKeepsItsRow()
{
    JailTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    models::JailFilterModel filter;
    QAbstractItemModelTester filterTester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    filter.sort(int(JailColumn::BannedNow), Qt::DescendingOrder);
    model.setServerName(web, u"web-1"_s);
    model.setJails(web, { jail(u"sshd"_s, 4) });
    model.setConfigured(web, { configured(u"sshd"_s, true), configured(u"nginx"_s, false) });
    const QPersistentModelIndex nginx = filter.mapFromSource(model.indexOf(web, u"nginx"_s));
    QCOMPARE(nginx.row(), 1); // without a figure it is last
    model.setJails(web, { jail(u"sshd"_s, 4), jail(u"nginx"_s, 9) });
    QCOMPARE(nginx.row(), 0);
    QCOMPARE(nginx.sibling(nginx.row(), int(JailColumn::State)).data().toString(), u"running, not enabled"_s);
    model.setConfigured(web, { configured(u"sshd"_s, true), configured(u"nginx"_s, true) });
    QCOMPARE(nginx.sibling(nginx.row(), int(JailColumn::State)).data().toString(), u"running"_s);
    model.setJails(web, { jail(u"sshd"_s, 4) });
    QVERIFY(nginx.isValid());
    QCOMPARE(nginx.sibling(nginx.row(), int(JailColumn::State)).data().toString(), u"enabled, not running"_s);
}

void TestJailModels::filterByActivity()
{
    JailTableModel model;
    models::JailFilterModel filter;
    QAbstractItemModelTester tester(&filter, QAbstractItemModelTester::FailureReportingMode::QtTest);
    filter.setSourceModel(&model);
    model.setJails(web, { jail(u"sshd"_s, 4) });
    model.setConfigured(web, { configured(u"sshd"_s, true), configured(u"nginx"_s, false) });
    QCOMPARE(filter.rowCount(), 2);
    filter.setShown(models::JailsShown::Active);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.index(0, 0).data().toString(), u"sshd"_s);
    filter.setShown(models::JailsShown::Inactive);
    QCOMPARE(filter.rowCount(), 1);
    QCOMPARE(filter.index(0, 0).data().toString(), u"nginx"_s);
    model.setJails(web, { jail(u"sshd"_s, 4), jail(u"nginx"_s, 1) });
    QCOMPARE(filter.rowCount(), 0);
}

void TestJailModels::busiestFollow()
{
    JailTableModel model;
    model.setServerName(web, u"web-1"_s);
    model.setJails(web, { jail(u"a"_s, 1, 0), jail(u"b"_s, 5, 1), jail(u"c"_s, 3, 0) });
    models::BusiestJailsModel busiest(model, 2);
    QAbstractItemModelTester tester(&busiest, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&busiest, &QAbstractItemModel::modelReset);
    QCOMPARE(busiest.rowCount(), 2);
    QCOMPARE(busiest.jailAt(0), u"b"_s);
    QCOMPARE(busiest.jailAt(1), u"c"_s);
    model.setJails(web, { jail(u"a"_s, 50, 0), jail(u"b"_s, 5, 1), jail(u"c"_s, 3, 0) });
    QTRY_COMPARE(busiest.jailAt(0), u"a"_s);
    QCOMPARE(busiest.jailAt(1), u"b"_s);
    QCOMPARE(busiest.index(0, int(models::BusiestColumn::Banned)).data().toString(), u"50"_s);
    QCOMPARE(busiest.index(0, int(models::BusiestColumn::Total)).data().toString(), u"–"_s);
    core::Jail recidive = jail(u"recidive"_s, 0, 0);
    recidive.currentlyFailed = 400;
    model.setJails(web, { jail(u"a"_s, 50, 0), jail(u"b"_s, 5, 1), recidive });
    models::BusiestJailsModel ranked(model, 3);
    QCOMPARE(ranked.jailAt(1), u"b"_s); // bans count before the bans of others that recidive counts as failures
    QCOMPARE(ranked.jailAt(2), u"recidive"_s);
    model.setJails(mail, { jail(u"m"_s, 1000, 0) });
    busiest.setScope({ mail });
    QCOMPARE(busiest.rowCount(), 1);
    QCOMPARE(busiest.serverAt(0), mail);
    QCOMPARE(resets.count(), 0);
}

void TestJailModels::detailTree()
{
    models::JailDetailModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDetail(u"1/sshd"_s, detail(), { u"bantime"_s, u"addignoreip"_s });
    const QModelIndex bantime = model.indexOfProperty(u"bantime"_s);
    QCOMPARE(bantime.data().toString(), u"Ban time"_s);
    QCOMPARE(bantime.siblingAtColumn(1).data().toString(), u"10 min"_s);
    QVERIFY(bantime.data(models::RuntimeChangedRole).toBool());
    QVERIFY(bantime.data(models::TunableRole).toBool());
    const QModelIndex ignoreself = model.indexOfProperty(u"ignoreself"_s);
    QCOMPARE(ignoreself.siblingAtColumn(1).data().toString(), u"not reported by this version"_s);
    QVERIFY(!ignoreself.data(models::SupportedRole).toBool());
    QVERIFY(!ignoreself.data(models::TunableRole).toBool());
    const QModelIndex addresses = model.indexOfSection(models::JailDetailSection::Addresses);
    QCOMPARE(model.rowCount(addresses), 2);
    QVERIFY(addresses.data(models::RuntimeChangedRole).toBool());
    QCOMPARE(model.index(1, 0, addresses).data(models::RawRole).toString(), u"::1"_s);
    const QModelIndex regexes = model.indexOfSection(models::JailDetailSection::Regexes);
    QCOMPARE(model.index(1, 0, regexes).data(models::LineIndexRole).toInt(), 1);
    const QModelIndex action = model.index(0, 0, model.indexOfSection(models::JailDetailSection::Actions));
    QCOMPARE(action.data().toString(), u"iptables"_s);
    QCOMPARE(model.rowCount(action), 2);
    QCOMPARE(model.index(0, 1, action).data().toString(), u"1 min"_s);
    QVERIFY(!model.index(1, 1, action).data().toString().contains(u'\n'));
}

void TestJailModels::detailRefreshKeepsIndexes()
{
    models::JailDetailModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setDetail(u"1/sshd"_s, detail(), {});
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const QPersistentModelIndex second = model.index(1, 0, model.indexOfSection(models::JailDetailSection::Regexes));
    model.setDetail(u"1/sshd"_s, detail(), {});
    QCOMPARE(changed.count(), 0);
    core::JailDetail next = detail();
    next.properties[0].value = qint64 { 3600 };
    next.properties[4].value = QStringList { u"^new$"_s, u"^b$"_s };
    model.setDetail(u"1/sshd"_s, next, { u"bantime"_s });
    QVERIFY(second.isValid());
    QCOMPARE(second.data().toString(), u"^b$"_s);
    QCOMPARE(model.indexOfProperty(u"bantime"_s).siblingAtColumn(1).data().toString(), u"1 h"_s);
    QVERIFY(model.hasRuntimeChanges());
    QCOMPARE(resets.count(), 0);
    model.setDetail(u"1/other"_s, next, {});
    QCOMPARE(resets.count(), 1);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
}

QTEST_GUILESS_MAIN(TestJailModels)
#include "tst_jail_models.moc"
