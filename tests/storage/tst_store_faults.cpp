// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"
#include "storage/store.h"

#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QCryptographicHash>
#include <QDir>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {

constexpr auto nobody = "65534";

QByteArray hashOf(const QString &path)
{
    return QCryptographicHash::hash(fixture::contents(path), QCryptographicHash::Sha256);
}

bool setMode(const QString &path, mode_t mode)
{
    return ::chmod(QFile::encodeName(path).constData(), mode) == 0;
}

} // namespace

/// What a disk, another process or a hand can do to the store.
class TestStoreFaults final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"bangui.db"_s);
    }

    void cleanup()
    {
        if (std::exchange(m_mounted, false))
            QCOMPARE(::umount2(QFile::encodeName(m_folder->path()).constData(), MNT_DETACH), 0);
        QVERIFY(setMode(m_folder->path(), 0700));
    }

    void lockedByAnotherIsToldAfterFiveSeconds()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QSignalSpy failed(&store, &storage::Store::failed);
        QSignalSpy recovered(&store, &storage::Store::recovered);
        fixture::OtherConnection other(m_path);
        QVERIFY(other.exec(u"BEGIN IMMEDIATE"_s));

        // A writer that is at work and a second program that starts, side by side.
        storage::Store second(m_clock);
        std::optional<core::Result<storage::OpenReport>> opened;
        QObject context;
        QElapsedTimer elapsed;
        elapsed.start();
        second.open(
            m_path, &context, [&](core::Result<storage::OpenReport> report) { opened.emplace(std::move(report)); });
        const auto written = fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().code, core::ErrorCode::StoreLocked);
        QVERIFY2(elapsed.elapsed() >= 4900, qPrintable(QString::number(elapsed.elapsed())));
        QTRY_VERIFY(opened);
        QVERIFY(!*opened);
        QCOMPARE(opened->error().code, core::ErrorCode::StoreLocked);
        QVERIFY(!second.isOpen());
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).value<core::Error>().code, core::ErrorCode::StoreLocked);
        QCOMPARE(recovered.count(), 0);
        QCOMPARE(
            fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 0); // readers are not in the way
        QCOMPARE(recovered.count(), 0);

        QVERIFY(other.exec(u"COMMIT"_s));
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s));
        QCOMPARE(recovered.count(), 1);
        QVERIFY(fixture::open(second, m_path));
    }

    void readOnly_data()
    {
        QTest::addColumn<bool>("exists");
        QTest::newRow("file and folder") << true;
        QTest::newRow("folder, no file yet") << false;
    }
    void readOnly()
    {
        QFETCH(bool, exists);
        if (exists) {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_path));
        }
        if (exists)
            QVERIFY(setMode(m_path, 0444));
        QVERIFY(setMode(m_folder->path(), 0555));
        const QByteArray before = hashOf(m_path);
        QProcess child;
        child.start(QStringLiteral(STORE_HELPER), { u"open"_s, m_path, QString::fromLatin1(nobody) });
        QVERIFY(child.waitForFinished());
        QCOMPARE(child.readAllStandardOutput().trimmed(), "StoreReadOnly");
        QCOMPARE(hashOf(m_path), before);
    }

    void corrupt_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("header") << qint64(0) << QByteArray("this is no database at all......");
        QTest::newRow("page of the schema") << qint64(100) << QByteArray(1500, '\xa5');
        QTest::newRow("page of a table") << qint64(4096) << QByteArray(4096, '\xff');
    }
    void corrupt()
    {
        QFETCH(qint64, offset);
        QFETCH(QByteArray, bytes);
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_path));
            QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s));
        }
        QVERIFY(fixture::overwrite(m_path, offset, bytes));
        const QByteArray damaged = hashOf(m_path);
        m_clock.setNow(QDateTime(QDate(2026, 11, 21), QTime(8, 30, 5), Qt::UTC).toMSecsSinceEpoch());

        storage::Store store(m_clock);
        const auto report = fixture::open(store, m_path);
        QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
        QVERIFY(report->created);
        QCOMPARE(report->keptAside, m_path + u".corrupt-20261121-083005"_s);
        QCOMPARE(hashOf(report->keptAside), damaged);
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 0);
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('b', '1')"_s));
    }

    void aSecondCorruptFileOfTheSameSecondKeepsItsOwnName()
    {
        QStringList kept;
        for (int i = 0; i < 2; ++i) {
            QVERIFY(fixture::overwrite(m_path, 0, QByteArray(4096, static_cast<char>('a' + i))));
            storage::Store store(m_clock);
            const auto report = fixture::open(store, m_path);
            QVERIFY(report);
            kept.append(report->keptAside);
        }
        QCOMPARE(kept.at(1), kept.at(0) + u"-2"_s);
        QVERIFY(fixture::contents(kept.at(0)).startsWith('a'));
        QVERIFY(fixture::contents(kept.at(1)).startsWith('b'));
    }

    void newerIsRefusedAndUntouched_data()
    {
        QTest::addColumn<bool>("onlyInLog");
        QTest::newRow("in the file") << false;
        QTest::newRow("still in the log only") << true;
    }
    void newerIsRefusedAndUntouched()
    {
        QFETCH(bool, onlyInLog);
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_path));
        }
        const auto living = std::make_unique<fixture::OtherConnection>(m_path);
        QVERIFY(living->exec(u"PRAGMA wal_autocheckpoint = 0"_s));
        QVERIFY(living->exec(u"PRAGMA user_version = 99"_s));
        QString path = m_path;
        if (onlyInLog) {
            // As a crash leaves it: main file and log, no process.
            path = m_folder->filePath(u"crashed.db"_s);
            QVERIFY(QFile::copy(m_path, path));
            QVERIFY(QFile::copy(m_path + u"-wal"_s, path + u"-wal"_s));
            QVERIFY(QFileInfo(path + u"-wal"_s).size() > 0);
        } else {
            QVERIFY(living->exec(u"PRAGMA wal_checkpoint(TRUNCATE)"_s));
        }
        const QByteArray before = hashOf(path);
        const QByteArray logBefore = hashOf(path + u"-wal"_s);
        storage::Store store(m_clock);
        const auto report = fixture::open(store, path);
        QVERIFY(!report);
        QCOMPARE(report.error(), (core::Error { core::ErrorCode::StoreNewer, u"99"_s }));
        QCOMPARE(hashOf(path), before);
        QCOMPARE(hashOf(path + u"-wal"_s), logBefore);
        QVERIFY(!store.isOpen());
    }

    void foreignDatabaseIsRefusedAndUntouched()
    {
        {
            fixture::OtherConnection other(m_path);
            QVERIFY(other.exec(u"CREATE TABLE bookmarks (url TEXT)"_s));
        }
        const QByteArray before = hashOf(m_path);
        storage::Store store(m_clock);
        const auto report = fixture::open(store, m_path);
        QVERIFY(!report);
        QCOMPARE(report.error().code, core::ErrorCode::StoreUnavailable);
        QCOMPARE(hashOf(m_path), before);
    }

    void aFolderInItsPlaceIsRefused()
    {
        QVERIFY(QDir().mkpath(m_path));
        storage::Store store(m_clock);
        const auto report = fixture::open(store, m_path);
        QVERIFY(!report);
        QCOMPARE(report.error().code, core::ErrorCode::StoreUnavailable);
    }

    void fullStoreSaysSoOnceAndRecovers()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QSignalSpy failed(&store, &storage::Store::failed);
        QSignalSpy recovered(&store, &storage::Store::recovered);
        const auto pages = fixture::number(store, u"PRAGMA page_count"_s);
        QVERIFY(pages);
        QVERIFY(fixture::number(store, u"PRAGMA max_page_count = %1"_s.arg(*pages)));
        storage::AuditRepository audit(store);
        core::AuditEntry entry;
        entry.words = { QString(100'000, u'x') };
        for (int i = 0; i < 2; ++i) {
            const auto id = fixture::await<qint64>([&](const QObject *context, core::Handler<qint64> handler) {
                audit.begin(entry, context, std::move(handler));
            });
            QVERIFY(!id);
            QCOMPARE(id.error().code, core::ErrorCode::StoreFull);
        }
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed.at(0).at(0).value<core::Error>().code, core::ErrorCode::StoreFull);
        QVERIFY(fixture::number(store, u"PRAGMA max_page_count = 1000000"_s));
        QVERIFY(fixture::await<qint64>([&](const QObject *context, core::Handler<qint64> handler) {
            audit.begin(entry, context, std::move(handler));
        }));
        QCOMPARE(recovered.count(), 1);
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM audit"_s).value_or(-1), 1);
    }

    void fullDiskIsToldFromABrokenOne()
    {
        // Only root may mount; elsewhere the store's own limit above stands for the full disk.
        const QByteArray folder = QFile::encodeName(m_folder->path());
        if (::mount("none", folder.constData(), "tmpfs", 0, "size=1m") != 0)
            return;
        m_mounted = true;
        core::Result<qint64> id = 0;
        int written = 0;
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_path));
            storage::AuditRepository audit(store);
            core::AuditEntry entry;
            entry.words = { QString(20'000, u'x') };
            while (id && written < 1000) {
                id = fixture::await<qint64>([&](const QObject *context, core::Handler<qint64> handler) {
                    audit.begin(entry, context, std::move(handler));
                });
                written += id ? 1 : 0;
            }
            QCOMPARE(fixture::number(store, u"SELECT count(*) FROM audit"_s).value_or(-1), written);
            storage::Store another(m_clock);
            const auto report = fixture::open(another, m_folder->filePath(u"another.db"_s));
            QVERIFY(!report);
            QCOMPARE(report.error().code, core::ErrorCode::StoreFull);
        }
        QVERIFY(!id);
        QCOMPARE(id.error().code, core::ErrorCode::StoreFull);
        QVERIFY(written > 0);
    }

    void deletedUnderTheStoreComesBackWhole_data()
    {
        QTest::addColumn<QStringList>("suffixes");
        QTest::newRow("main file") << QStringList { QString() };
        QTest::newRow("log") << QStringList { u"-wal"_s };
        QTest::newRow("log and its index") << QStringList { u"-wal"_s, u"-shm"_s };
        QTest::newRow("all") << QStringList { QString(), u"-wal"_s, u"-shm"_s };
    }
    void deletedUnderTheStoreComesBackWhole()
    {
        QFETCH(QStringList, suffixes);
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('before', '1')"_s));
        for (const QString &suffix : std::as_const(suffixes))
            QVERIFY(QFile::remove(m_path + suffix));
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('after', '1')"_s));
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('later', '1')"_s));
        // Confirmed: so it is on disk, in a file with this name, readable by others.
        fixture::OtherConnection other(m_path);
        QCOMPARE(other.value(u"SELECT group_concat(name) FROM (SELECT name FROM setting ORDER BY name)"_s).toString(),
            u"after,before,later"_s);
        QCOMPARE(other.value(u"PRAGMA quick_check"_s).toString(), u"ok"_s);
        QVERIFY(!QFileInfo::exists(m_path + u".rescued"_s));
        QCOMPARE(QFileInfo(m_path).permissions() & QFileDevice::ReadOther, QFileDevice::Permissions());
    }

    void whatCannotBeBroughtBackIsToldNotConfirmed()
    {
        const QString folder = m_folder->filePath(u"data"_s);
        QVERIFY(QDir().mkpath(folder));
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, folder + u"/bangui.db"_s));
        QSignalSpy failed(&store, &storage::Store::failed);
        QVERIFY(QDir(folder).removeRecursively());
        const auto written = fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().code, core::ErrorCode::StoreUnavailable);
        QCOMPARE(failed.count(), 1);
        // The folder is back (a mount, say): so is all that the store still held.
        QVERIFY(QDir().mkpath(folder));
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('b', '1')"_s));
        QCOMPARE(
            fixture::OtherConnection(folder + u"/bangui.db"_s).value(u"SELECT count(*) FROM setting"_s).toInt(), 2);
    }

    void aFilePutInItsPlaceIsNotOverwritten()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QVERIFY(QFile::remove(m_path));
        QVERIFY(fixture::overwrite(m_path, 0, "somebody else's"));
        const auto written = fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s);
        QVERIFY(!written);
        QCOMPARE(written.error().code, core::ErrorCode::StoreUnavailable);
        QCOMPARE(fixture::contents(m_path), "somebody else's");
    }

private:
    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    bool m_mounted = false;
};

QTEST_GUILESS_MAIN(TestStoreFaults)
#include "tst_store_faults.moc"
