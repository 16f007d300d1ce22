// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_lists.h"
#include "models/first_column.h"
#include "models/search_model.h"

#include <QAbstractItemModelTester>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using bans::listOf;
using bans::web;

class TestSearchModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void ranks();
    void followsItsSources();
    void goesByContainment();
    void isBounded();
};

void TestSearchModel::ranks()
{
    models::ServerTreeModel servers;
    core::ServerProfile profile;
    profile.id = web;
    profile.name = u"sshd-host"_s;
    servers.setProfiles({ profile });
    models::JailTableModel jails;
    jails.setServerName(web, profile.name);
    core::Jail jail;
    jail.name = u"sshd"_s;
    jail.currentlyBanned = 3;
    core::Jail other;
    other.name = u"my-sshd"_s;
    jails.setJails(web, { jail, other });
    models::BanTableModel bans;
    bans.setServerName(web, profile.name);
    bans.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s }));
    models::SearchModel model(servers, jails, bans);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setText(u" SSHD "_s);
    QCOMPARE(firstColumn(model), (QStringList { u"sshd"_s, u"sshd-host"_s, u"my-sshd"_s }));
    QCOMPARE(model.index(0, 0).data(models::SecondaryRole).toString(), u"sshd-host · 3 bans"_s);
    QCOMPARE(model.index(0, 0).data(models::SearchKindRole).toInt(), int(models::SearchKind::Jail));
    model.setText(u"192.0"_s);
    QCOMPARE(firstColumn(model), QStringList { u"192.0.2.1"_s });
    model.setText({});
    QCOMPARE(model.rowCount(), 0);
}

void TestSearchModel::followsItsSources()
{
    models::ServerTreeModel servers;
    models::JailTableModel jails;
    models::BanTableModel bans;
    bans.setServerName(web, u"web-1"_s);
    bans.setScope({}); // the search looks beyond what the table shows
    models::SearchModel model(servers, jails, bans);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    bans.setBans(web, u"sshd"_s, listOf({ u"192.0.2.2"_s }));
    model.setText(u"192.0.2."_s);
    QCOMPARE(firstColumn(model), QStringList { u"192.0.2.2"_s });
    const QPersistentModelIndex hit(model.index(0, 0));

    // Several changes are one search, and what was found stays what it was.
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    bans.setBans(web, u"sshd"_s, listOf({ u"192.0.2.1"_s, u"192.0.2.2"_s }));
    bans.setBans(web, u"nginx"_s, listOf({ u"192.0.2.0"_s }));
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(firstColumn(model), (QStringList { u"192.0.2.0"_s, u"192.0.2.1"_s, u"192.0.2.2"_s }));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(hit.row(), 2);
    bans.setServerName(web, u"web-9"_s);
    QTRY_COMPARE(hit.data(models::SecondaryRole).toString(), u"sshd on web-9"_s);
    bans.removeServer(web);
    QTRY_COMPARE(model.rowCount(), 0);
    QVERIFY(!hit.isValid());

    core::Jail jail;
    jail.name = u"site-192.0.2."_s;
    jails.setJails(web, { jail });
    QTRY_COMPARE(firstColumn(model), QStringList { u"site-192.0.2."_s });
    jail.currentlyBanned = 7;
    jails.setJails(web, { jail });
    QTRY_VERIFY(model.index(0, 0).data(models::SecondaryRole).toString().contains(u"7 bans"_s));
    core::ServerProfile profile;
    profile.id = web;
    profile.name = u"192.0.2.host"_s;
    servers.setProfiles({ profile });
    QTRY_COMPARE(model.rowCount(), 2);
}

void TestSearchModel::goesByContainment()
{
    models::ServerTreeModel servers;
    models::JailTableModel jails;
    models::BanTableModel bans;
    bans.setServerName(web, u"web-1"_s);
    bans.setBans(
        web, u"sshd"_s, listOf({ u"203.0.113.70"_s, u"203.0.113.0/24"_s, u"203.0.113.7"_s, u"198.51.100.1"_s }));
    models::SearchModel model(servers, jails, bans);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setText(u"203.0.113.7"_s);
    QCOMPARE(firstColumn(model), (QStringList { u"203.0.113.7"_s, u"203.0.113.0/24"_s, u"Ban 203.0.113.7…"_s }));
    model.setText(u"203.0.113.0/25"_s);
    QCOMPARE(firstColumn(model),
        (QStringList { u"203.0.113.0/24"_s, u"203.0.113.7"_s, u"203.0.113.70"_s, u"Ban 203.0.113.0/25…"_s }));
    QCOMPARE(model.index(0, 0).data(models::SecondaryRole).toString(), u"sshd on web-1"_s);
    QCOMPARE(model.index(3, 0).data(models::SearchKindRole).toInt(), int(models::SearchKind::BanAddress));
}

void TestSearchModel::isBounded()
{
    models::ServerTreeModel servers;
    models::JailTableModel jails;
    models::BanTableModel bans;
    QStringList many;
    for (int i = 0; i < 5000; ++i)
        many.append(u"10.0.%1.%2"_s.arg(i / 250).arg(i % 250));
    many.append(u"10.0.0.0/8"_s); // the last of the list, and the best
    bans.setBans(web, u"sshd"_s, listOf(many));
    models::SearchModel model(servers, jails, bans);
    model.setText(u"10.0.0.0/8"_s);
    QCOMPARE(model.rowCount(), models::SearchModel::limit);
    QCOMPARE(model.index(0, 0).data().toString(), u"10.0.0.0/8"_s);
    QCOMPARE(model.index(1, 0).data().toString(), u"10.0.0.0"_s);
}

QTEST_GUILESS_MAIN(TestSearchModel)
#include "tst_search_model.moc"
