// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/pending_change_repository.h"

#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using storage::PendingRows;

/// The table of what waits: what is told is on disk, one process sends, and newer wishes replace older ones.
class TestPendingChangeRepository : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;
    support::FakeClock m_clock;

    static core::PendingChange change(const QStringList &targets, qint64 at, bool ban = true)
    {
        core::PendingChange made;
        made.server = { 3 };
        made.kind = ban ? core::PendingChange::Kind::Ban : core::PendingChange::Kind::Unban;
        made.jail = u"ssh 'd'"_s;
        made.targets = targets;
        made.place = u"admin@web\n\n\n\n/run/f2b.sock"_s;
        made.createdAt = at;
        made.attempts = 4;
        made.lastError = { core::ErrorCode::TunnelFrozen, u"[\"x\"]"_s };
        return made;
    }
    template <typename Call> static PendingRows ask(Call call)
    {
        return fixture::await<PendingRows>([&](const QObject *context, core::Handler<PendingRows> handler) {
            call(context, std::move(handler));
        }).value_or(PendingRows {});
    }
    static PendingRows keep(storage::PendingChangeRepository &rows, const QList<core::PendingChange> &changes)
    {
        return ask([&](auto context, auto handler) { rows.keep(changes, context, handler); });
    }

private Q_SLOTS:
    void survivesReopening()
    {
        const QString path = m_folder.filePath(u"a.db"_s);
        core::PendingChange kept = change({ u"192.0.2.1"_s, u"a\nb"_s }, 5);
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, path));
            storage::PendingChangeRepository rows(store);
            const PendingRows answer = keep(rows, { kept });
            QCOMPARE(answer.kept.size(), 1);
            kept.id = answer.kept.first();
            QVERIFY(kept.id > 0);
        }
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, path));
        storage::PendingChangeRepository rows(store);
        const PendingRows answer = ask([&](auto context, auto handler) { rows.all(context, handler); });
        QCOMPARE(answer.all, QList { kept });
        QVERIFY(answer.sending.isEmpty());
    }

    void theOlderWishGivesWayWhicheverComesFirst()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_folder.filePath(u"b.db"_s)));
        storage::PendingChangeRepository rows(store);
        keep(rows, { change({ u"192.0.2.1"_s, u"192.0.2.2"_s }, 10) });
        PendingRows answer = keep(rows, { change({ u"192.0.2.1"_s }, 20, false) });
        QCOMPARE(answer.taken.size(), 1);
        QCOMPARE(answer.taken.first().targets, QStringList { u"192.0.2.1"_s });
        QCOMPARE(answer.all.size(), 2);
        // A wide ban that was asked for earlier gets here later.
        answer = keep(rows, { change({ u"192.0.2.1"_s, u"192.0.2.9"_s }, 15), change({ u"192.0.2.1"_s }, 16) });
        QCOMPARE(answer.kept.size(), 2);
        QCOMPARE(answer.kept.last(), 0);
        QCOMPARE(answer.all.size(), 3);
        QCOMPARE(answer.all.at(1).targets, QStringList { u"192.0.2.9"_s });
        QCOMPARE(answer.all.last().kind, core::PendingChange::Kind::Unban); // in the order of asking
    }

    void wishesKeptTogetherMeetEachOther()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_folder.filePath(u"e.db"_s)));
        storage::PendingChangeRepository rows(store);
        core::PendingChange elsewhere = change({ u"192.0.2.1"_s }, 5);
        elsewhere.server = { 4 };
        PendingRows answer = keep(rows,
            { change({ u"192.0.2.1"_s, u"192.0.2.2"_s }, 10), elsewhere, change({ u"192.0.2.1"_s }, 20, false),
                change({ u"192.0.2.0/30"_s }, 15) });
        QCOMPARE(answer.kept.size(), 4);
        QCOMPARE(answer.kept.last(), 0); // what was asked for at 20 meets all of it
        QCOMPARE(answer.taken.size(), 2);
        QCOMPARE(answer.all.size(), 3);
        QCOMPARE(answer.all.at(0).server, core::ServerId { 4 });
        QCOMPARE(answer.all.at(1).targets, QStringList { u"192.0.2.2"_s });
        // The same in one list of what has been carried out.
        answer = ask([&](auto context, auto handler) {
            rows.replace({ change({ u"192.0.2.2"_s }, 12, false), change({ u"192.0.2.1"_s }, 30) }, context, handler);
        });
        QCOMPARE(answer.taken.size(), 2);
        QCOMPARE(answer.all.size(), 1);
        QCOMPARE(answer.all.first().server, core::ServerId { 4 });
    }

    void oneClaims()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_folder.filePath(u"c.db"_s)));
        storage::PendingChangeRepository rows(store);
        const qint64 id = keep(rows, { change({ u"192.0.2.1"_s, u"192.0.2.2"_s }, 10) }).kept.first();
        const auto claim = [&](const QString &owner) {
            return ask([&](auto context, auto handler) { rows.claim(id, owner, context, handler); });
        };
        QCOMPARE(claim(u"one"_s).taken.size(), 1);
        QCOMPARE(claim(u"two"_s).taken.size(), 0);
        QCOMPARE(claim(u"one"_s).taken.size(), 0);
        // What is being sent is neither withdrawn nor replaced.
        PendingRows answer = ask([&](auto context, auto handler) { rows.withdraw({ id }, context, handler); });
        QVERIFY(answer.taken.isEmpty());
        answer = keep(rows, { change({ u"192.0.2.1"_s }, 30, false) });
        QCOMPARE(answer.all.size(), 2);
        QVERIFY(answer.sending.contains(id));
        // Nor does it go to another place.
        answer = ask([&](auto context, auto handler) {
            rows.move({ id, answer.kept.first() }, u"elsewhere"_s, context, handler);
        });
        QCOMPARE(answer.taken.size(), 1);
        QVERIFY(answer.all.at(0).place != u"elsewhere"_s);
        QCOMPARE(answer.all.at(1).place, u"elsewhere"_s);
        // What is left of it is, less what was asked for since.
        answer = ask([&](auto context, auto handler) {
            rows.settle(id, { change({ u"192.0.2.1"_s, u"192.0.2.2"_s }, 10) }, context, handler);
        });
        QCOMPARE(answer.all.size(), 2);
        QCOMPARE(answer.all.first().id, id);
        QCOMPARE(answer.all.first().targets, QStringList { u"192.0.2.2"_s });
        QVERIFY(answer.sending.isEmpty());
        answer = ask([&](auto context, auto handler) { rows.settle(id, {}, context, handler); });
        QCOMPARE(answer.all.size(), 1);
    }

    void orphansAreTakenOut()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_folder.filePath(u"d.db"_s)));
        storage::PendingChangeRepository rows(store);
        const auto ids = keep(
            rows, { change({ u"192.0.2.1"_s }, 1), change({ u"192.0.2.2"_s }, 2), change({ u"192.0.2.3"_s }, 3) })
                             .kept;
        ask([&](auto context, auto handler) { rows.claim(ids[0], u"[\"gone\"]"_s, context, handler); });
        ask([&](auto context, auto handler) { rows.claim(ids[1], storage::claimOwner(), context, handler); });
        const PendingRows answer
            = ask([&](auto context, auto handler) { rows.removeOrphans(storage::claimOwner(), context, handler); });
        QCOMPARE(answer.taken.size(), 1);
        QCOMPARE(answer.taken.first().id, ids[0]);
        QCOMPARE(answer.all.size(), 2);
    }
};

QTEST_GUILESS_MAIN(TestPendingChangeRepository)
#include "tst_pending_change_repository.moc"
