// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"

#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// What a handler has reported as done is there after a SIGKILL.
class TestStoreDurability final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void confirmedRecordsSurviveAKilledWriter()
    {
        constexpr int rounds = 60;
        QTemporaryDir folder;
        const QString path = folder.filePath(u"bangui.db"_s);
        const support::FakeClock clock;
        QRandomGenerator random(20261121);
        qint64 lastConfirmed = 0;
        qint64 confirmed = 0;
        for (int round = 0; round < rounds; ++round) {
            QProcess writer;
            writer.start(QStringLiteral(STORE_HELPER), { u"write"_s, path });
            QVERIFY(writer.waitForStarted());
            const int wanted = random.bounded(0, 12); // 0: killed while it opens or creates the store
            QByteArray output;
            while (output.count('\n') < wanted) {
                QVERIFY(writer.waitForReadyRead());
                output += writer.readAll();
            }
            if (wanted == 0 && round > 0)
                QTest::qSleep(random.bounded(0, 60)); // somewhere within the opening: where does not matter
            writer.kill();
            QVERIFY(writer.waitForFinished());
            output += writer.readAll();
            QList<QByteArray> lines = output.split('\n');
            lines.removeLast(); // after the last line feed: nothing, or a line cut short
            if (!lines.isEmpty()) {
                lastConfirmed = lines.constLast().toLongLong();
                confirmed += lines.size();
            }

            storage::Store store(clock);
            const auto report = fixture::open(store, path);
            QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
            QVERIFY(report->keptAside.isEmpty());
            const auto rows = fixture::number(store, u"SELECT count(*) FROM audit"_s);
            const auto highest = fixture::number(store, u"SELECT coalesce(max(id), 0) FROM audit"_s);
            QVERIFY(rows && highest);
            QVERIFY2(*highest >= lastConfirmed, qPrintable(u"%1 < %2"_s.arg(*highest).arg(lastConfirmed)));
            QCOMPARE(*rows, *highest); // no hole: ids are given out in order and nothing was lost in between
        }
        QVERIFY(confirmed > rounds);
    }

    void orphansOfAKilledProcessAreSettled()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"bangui.db"_s);
        QProcess writer;
        writer.start(QStringLiteral(STORE_HELPER), { u"pending"_s, path });
        QVERIFY(writer.waitForFinished());
        QCOMPARE(writer.readAllStandardOutput().trimmed(), "ok");

        const support::FakeClock clock;
        storage::Store store(clock);
        QVERIFY(fixture::open(store, path));
        storage::AuditRepository audit(store);
        const auto own = fixture::await<qint64>([&](const QObject *context, core::Handler<qint64> handler) {
            audit.begin({}, context, std::move(handler));
        });
        QCOMPARE(own.value_or(-1), 2);
        const auto settled = fixture::await<int>([&](const QObject *context, core::Handler<int> handler) {
            audit.settleOrphans(context, std::move(handler));
        });
        QCOMPARE(settled.value_or(-1), 1);
        const auto page = fixture::await<QList<core::AuditEntry>>(
            [&](const QObject *context, core::Handler<QList<core::AuditEntry>> handler) {
                audit.page({}, context, std::move(handler));
            });
        QVERIFY(page);
        QCOMPARE(page->size(), 2);
        QCOMPARE(page->at(0).result, core::AuditResult::Pending); // ours, and we live
        QCOMPARE(page->at(1).result, core::AuditResult::Unknown);
    }
};

QTEST_GUILESS_MAIN(TestStoreDurability)
#include "tst_store_durability.moc"
