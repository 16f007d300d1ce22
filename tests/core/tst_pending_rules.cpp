// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/pending_rules.h"

#include <QTest>

using namespace Qt::StringLiterals;
using Kind = core::PendingChange::Kind;

/// Of two wishes about one address on one server the last one counts.
class TestPendingRules : public QObject
{
    Q_OBJECT

    static core::PendingChange make(Kind kind, const QString &jail, const QStringList &targets, qint64 server = 1)
    {
        core::PendingChange change;
        change.server = { server };
        change.kind = kind;
        change.jail = jail;
        change.targets = targets;
        return change;
    }

private Q_SLOTS:
    void overlap_data()
    {
        QTest::addColumn<core::PendingChange>("older");
        QTest::addColumn<core::PendingChange>("newer");
        QTest::addColumn<bool>("sent");
        QTest::addColumn<QStringList>("left");
        QTest::addColumn<bool>("takesAll");
        const QString a = u"192.0.2.1"_s;
        const QString b = u"192.0.2.2"_s;
        const QString net = u"192.0.2.0/24"_s;
        const QString jail = u"sshd"_s;
        const auto ban = [&](const QStringList &targets) { return make(Kind::Ban, jail, targets); };
        const auto unban = [&](const QStringList &targets) { return make(Kind::Unban, jail, targets); };
        const auto all = make(Kind::UnbanAll, {}, {});
        QTest::newRow("contrary") << ban({ a, b }) << unban({ a }) << false << QStringList { b } << false;
        QTest::newRow("the same again") << ban({ a }) << ban({ a }) << false << QStringList {} << true;
        QTest::newRow("another address") << ban({ a }) << unban({ b }) << false << QStringList { a } << false;
        QTest::newRow("another jail") << ban({ a }) << make(Kind::Unban, u"web"_s, { a }) << false << QStringList { a }
                                      << false;
        QTest::newRow("another server") << ban({ a }) << make(Kind::Unban, jail, { a }, 2) << false << QStringList { a }
                                        << false;
        QTest::newRow("in every jail") << ban({ a }) << make(Kind::Unban, {}, { a }) << false << QStringList {} << true;
        QTest::newRow("an unban of what a network holds")
            << ban({ net }) << unban({ a }) << false << QStringList {} << true;
        QTest::newRow("an older unban would lift the network")
            << unban({ a }) << ban({ net }) << false << QStringList {} << true;
        QTest::newRow("two bans stand side by side")
            << ban({ net }) << ban({ a }) << false << QStringList { net } << false;
        QTest::newRow("everything") << ban({ a, b }) << all << false << QStringList {} << true;
        QTest::newRow("everything first, then a ban") << all << ban({ a }) << false << QStringList {} << false;
        QTest::newRow("everything would lift a ban that was made")
            << all << ban({ a }) << true << QStringList {} << true;
        QTest::newRow("an identifier") << ban({ u"some one"_s }) << unban({ u"some one"_s }) << false << QStringList {}
                                       << true;
    }
    void overlap()
    {
        QFETCH(core::PendingChange, older);
        QFETCH(core::PendingChange, newer);
        QFETCH(bool, sent);
        QFETCH(QStringList, left);
        QFETCH(bool, takesAll);
        const core::PendingOverlap overlap = core::overlapOf(older, newer, sent);
        QCOMPARE(overlap.all(), takesAll);
        if (!takesAll) {
            QVERIFY(overlap.left.server.isValid());
            QCOMPARE(overlap.left.targets, left);
        }
        QCOMPARE(overlap.any(), takesAll || left != older.targets);
        QCOMPARE(overlap.left.targets.size() + overlap.taken.targets.size(), older.targets.size());
    }

    void oldAfterSevenDays()
    {
        core::PendingChange change;
        change.createdAt = 1000;
        QVERIFY(!core::isOld(change, 1000 + core::pendingOldMs));
        QVERIFY(core::isOld(change, 1001 + core::pendingOldMs));
    }

    void names()
    {
        for (const Kind kind : { Kind::Ban, Kind::Unban, Kind::UnbanAll })
            QCOMPARE(core::pendingKindFromName(core::pendingKindName(kind)), kind);
    }
};

QTEST_APPLESS_MAIN(TestPendingRules)
#include "tst_pending_rules.moc"
