// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/repositories.h"
#include "storage/schema.h"
#include "storage/store.h"

#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QDir>
#include <QSemaphore>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

mode_t modeOf(const QString &path)
{
    struct stat info = {};
    return ::stat(QFile::encodeName(path).constData(), &info) == 0 ? info.st_mode & 07777 : 0;
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

/// The store on its thread: opening, order, transactions, delivery, migration.
class TestStore final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        QVERIFY(m_folder->isValid());
        m_path = m_folder->filePath(u"bangui.db"_s);
    }

    void createsAPrivateFileAndFindsItAgain()
    {
        {
            storage::Store store(m_clock);
            QVERIFY(!store.isOpen());
            const auto report = fixture::open(store, m_path);
            QVERIFY2(report, qPrintable(report ? QString() : report.error().detail));
            QVERIFY(report->created);
            QCOMPARE(report->schemaVersion, 7);
            QVERIFY(report->keptAside.isEmpty());
            QVERIFY(store.isOpen());
            QCOMPARE(store.path(), m_path);
            QCOMPARE(modeOf(m_path), mode_t(0600));
            QCOMPARE(modeOf(m_path + u"-wal"_s), mode_t(0600));
            QCOMPARE(fixture::number(store, u"PRAGMA synchronous"_s).value_or(-1), 2); // FULL
            QCOMPARE(fixture::number(store, u"PRAGMA foreign_keys"_s).value_or(-1), 1);
            QCOMPARE(fixture::number(store, u"PRAGMA busy_timeout"_s).value_or(-1), 5000);
        }
        {
            fixture::OtherConnection other(m_path);
            QCOMPARE(other.value(u"PRAGMA journal_mode"_s).toString(), u"wal"_s);
            QCOMPARE(other.value(u"SELECT value FROM meta WHERE name = 'schema_version'"_s).toString(), u"7"_s);
        }
        QVERIFY(::chmod(QFile::encodeName(m_path).constData(), 0644) == 0);
        storage::Store store(m_clock);
        const auto report = fixture::open(store, m_path);
        QVERIFY(report);
        QVERIFY(!report->created);
        QCOMPARE(modeOf(m_path), mode_t(0600));
    }

    void aFailedWriteLeavesNothing()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        const auto failed = fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            store.write<bool>(
                [](QSqlDatabase &database) -> core::Result<bool> {
                    QSqlQuery(u"INSERT INTO setting VALUES ('a', '1')"_s, database);
                    return core::failure(core::ErrorCode::InvalidArgument, u"no"_s);
                },
                context, std::move(handler));
        });
        QVERIFY(!failed);
        QCOMPARE(failed.error(), (core::Error { core::ErrorCode::InvalidArgument, u"no"_s }));
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 0);
        QVERIFY(fixture::write(store, u"INSERT INTO setting VALUES ('a', '1')"_s));
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 1);
    }

    void jobsRunInOrderOnAnotherThread()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QStringList seen;
        QObject context;
        for (int i = 0; i < 20; ++i) {
            store.read<QString>(
                [i](QSqlDatabase &) -> core::Result<QString> {
                    return QString::number(i) + QThread::currentThread()->objectName();
                },
                &context, [&seen](const core::Result<QString> &text) { seen.append(*text); });
        }
        QVERIFY(seen.isEmpty());
        QTRY_COMPARE(seen.size(), 20);
        QCOMPARE(seen.constFirst(), u"0store"_s);
        QCOMPARE(seen.constLast(), u"19store"_s);
    }

    void deadContextHearsNothingAndTheWriteStands()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        bool heard = false;
        auto context = std::make_unique<QObject>();
        store.write<bool>(
            [](QSqlDatabase &database) -> core::Result<bool> {
                return QSqlQuery(database).exec(u"INSERT INTO setting VALUES ('a', '1')"_s);
            },
            context.get(), [&heard](const core::Result<bool> &) { heard = true; });
        context.reset();
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 1);
        QVERIFY(!heard);
    }

    void cancelDetachesAWriteAndDropsARead()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, m_path));
        QObject context;
        const auto entered = std::make_shared<std::atomic<bool>>(false);
        const auto goOn = std::make_shared<QSemaphore>();
        store.read<bool>(
            [entered, goOn](QSqlDatabase &) -> core::Result<bool> {
                entered->store(true);
                goOn->acquire();
                return true;
            },
            &context, [](const core::Result<bool> &) {});
        QTRY_VERIFY(entered->load());
        std::optional<core::Error> readError;
        std::optional<core::Error> writeError;
        const auto readRan = std::make_shared<std::atomic<bool>>(false);
        auto read = store.read<bool>(
            [readRan](QSqlDatabase &) -> core::Result<bool> {
                readRan->store(true);
                return true;
            },
            &context, [&readError](const core::Result<bool> &result) { readError = result.error(); });
        auto write = store.write<bool>(
            [](QSqlDatabase &database) -> core::Result<bool> {
                return QSqlQuery(database).exec(u"INSERT INTO setting VALUES ('a', '1')"_s);
            },
            &context, [&writeError](const core::Result<bool> &result) { writeError = result.error(); });
        read.cancel();
        write.cancel();
        QVERIFY(!readError);
        goOn->release();
        QTRY_VERIFY(readError && writeError);
        QCOMPARE(readError->code, core::ErrorCode::Cancelled);
        QCOMPARE(writeError->code, core::ErrorCode::Cancelled);
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM setting"_s).value_or(-1), 1);
        QVERIFY(!readRan->load());
    }

    void destructionFinishesTheQueueAndStillAnswers()
    {
        QObject context;
        int answers = 0;
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, m_path));
            for (int i = 0; i < 10; ++i) {
                store.write<bool>(
                    [i](QSqlDatabase &database) -> core::Result<bool> {
                        QSqlQuery query(database);
                        query.prepare(u"INSERT INTO setting VALUES (?, '')"_s);
                        query.bindValue(0, QString::number(i));
                        return query.exec();
                    },
                    &context, [&answers](const core::Result<bool> &done) { answers += done.value_or(false) ? 1 : 0; });
            }
            QCOMPARE(answers, 0);
        }
        QTRY_COMPARE(answers, 10);
        QVERIFY(!QFileInfo::exists(m_path + u"-wal"_s)); // closed in good order
        fixture::OtherConnection other(m_path);
        QCOMPARE(other.value(u"SELECT count(*) FROM setting"_s).toInt(), 10);
    }

    void aHandlerMayDeleteTheStore()
    {
        auto store = std::make_unique<storage::Store>(m_clock);
        QVERIFY(fixture::open(*store, m_path));
        QObject context;
        int answers = 0;
        const auto one = [](QSqlDatabase &) -> core::Result<int> { return 1; };
        store->read<int>(one, &context, [&](const core::Result<int> &) {
            ++answers;
            store.reset();
        });
        store->read<int>(one, &context, [&](const core::Result<int> &number) { answers += number.value_or(0); });
        QTRY_COMPARE(answers, 2);
        QVERIFY(!store);
    }

    void beforeItIsOpenEveryJobFails()
    {
        storage::Store store(m_clock);
        const QSignalSpy failures(&store, &storage::Store::failed);
        const auto answer = fixture::number(store, u"SELECT 1"_s);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, core::ErrorCode::StoreUnavailable);
        QCOMPARE(failures.count(), 1);
    }

    void migratesAnOlderStoreInOneGo()
    {
        const QString schemas = m_folder->filePath(u"sql"_s);
        QVERIFY(QDir().mkpath(schemas));
        QVERIFY(put(schemas + u"/schema-0001.sql"_s,
            "-- first;\nCREATE TABLE meta (\n  name TEXT PRIMARY KEY,\n  value TEXT NOT NULL\n);\n"
            "CREATE TABLE thing (name TEXT);\n"));
        {
            storage::Store store(m_clock, nullptr, schemas);
            QCOMPARE(fixture::open(store, m_path).value_or(storage::OpenReport {}).schemaVersion, 1);
            QVERIFY(fixture::write(store, u"INSERT INTO thing VALUES ('kept')"_s));
        }
        // A step that fails half-way leaves the older store as it was.
        QVERIFY(put(schemas + u"/schema-0002.sql"_s, "ALTER TABLE thing ADD COLUMN size INTEGER;\nNONSENSE;\n"));
        {
            storage::Store store(m_clock, nullptr, schemas);
            const auto report = fixture::open(store, m_path);
            QVERIFY(!report);
            QCOMPARE(report.error().code, core::ErrorCode::StoreUnavailable);
            QVERIFY(!store.isOpen());
            fixture::OtherConnection other(m_path);
            QCOMPARE(other.value(u"PRAGMA user_version"_s).toInt(), 1);
            QCOMPARE(other.value(u"SELECT count(*) FROM pragma_table_info('thing')"_s).toInt(), 1);
        }
        QVERIFY(
            put(schemas + u"/schema-0002.sql"_s, "ALTER TABLE thing ADD COLUMN size INTEGER NOT NULL DEFAULT 7;\n"));
        QVERIFY(put(schemas + u"/schema-0003.sql"_s, "UPDATE thing SET size = size + 1;\n"));
        storage::Store store(m_clock, nullptr, schemas);
        const auto report = fixture::open(store, m_path);
        QVERIFY(report);
        QVERIFY(!report->created);
        QCOMPARE(report->schemaVersion, 3);
        QCOMPARE(fixture::number(store, u"SELECT size FROM thing WHERE name = 'kept'"_s).value_or(-1), 8);
        QCOMPARE(fixture::number(store, u"SELECT value FROM meta WHERE name = 'schema_version'"_s).value_or(-1), 3);
    }

    void serversOfTheFirstSchemaStay()
    {
        const QString schemas = m_folder->filePath(u"first"_s);
        QVERIFY(QDir().mkpath(schemas));
        QVERIFY(QFile::copy(storage::builtInSchemaFolder() + u"/schema-0001.sql"_s, schemas + u"/schema-0001.sql"_s));
        {
            storage::Store store(m_clock, nullptr, schemas);
            QCOMPARE(fixture::open(store, m_path).value_or(storage::OpenReport {}).schemaVersion, 1);
            QVERIFY(fixture::write(store,
                u"INSERT INTO server (id, name, kind, socket_path, destination, config_dir, client_program, "
                u"group_name, "
                "tags, colour, time_zone, read_only, position, probe_interval_seconds) VALUES (7, 'mail', 'local', "
                "'/run/f', '', '', '', 'g', '[]', '', '', 1, 0, 0)"_s));
        }
        storage::Store store(m_clock);
        QCOMPARE(fixture::open(store, m_path).value_or(storage::OpenReport {}).schemaVersion, 7);
        storage::ProfileRepository repository(store);
        const auto profiles = fixture::await<QList<core::ServerProfile>>(
            [&](const QObject *context, core::Handler<QList<core::ServerProfile>> handler) {
                repository.all(context, std::move(handler));
            });
        QVERIFY(profiles);
        QCOMPARE(profiles->size(), 1);
        core::ServerProfile expected;
        expected.id = { 7 };
        expected.name = u"mail"_s;
        expected.socketPath = u"/run/f"_s;
        expected.group = u"g"_s;
        expected.readOnly = true;
        QCOMPARE(profiles->front(), expected);
    }

    void schemaFilesHaveNoGap()
    {
        const auto builtIn = storage::readSchema(storage::builtInSchemaFolder());
        QVERIFY(builtIn);
        QCOMPARE(builtIn->constFirst().version, 1);
        QCOMPARE(builtIn->constFirst().statements.size(), 13);
        QVERIFY(put(m_folder->filePath(u"schema-0002.sql"_s), "SELECT 1;\n"));
        const auto gap = storage::readSchema(m_folder->path());
        QVERIFY(!gap);
        QCOMPARE(gap.error().code, core::ErrorCode::Internal);
    }

private:
    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestStore)
#include "tst_store.moc"
