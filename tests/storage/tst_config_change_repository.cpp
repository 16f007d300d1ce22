// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/config_change_repository.h"

#include "storage/repositories.h"
#include "storage/schema.h"
#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using storage::ConfigChangeRow;

/// The table of what was changed in configurations: every byte comes back, after closing too.
class TestConfigChangeRepository final : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    int m_count = 0;
    support::FakeClock m_clock;

    static ConfigChangeRow row(const QString &id, qint64 at, core::ServerId server = { 3 })
    {
        ConfigChangeRow made;
        made.id = id;
        made.server = server;
        made.place = u"admin@web\n\n\n\n/run/f2b.sock"_s;
        made.jail = u"ssh 'd'"_s;
        made.kind = u"edit"_s;
        made.owner = u"anna@desk"_s;
        made.startedAt = at;
        made.path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
        made.before = QByteArray("[sshd]\r\nmaxretry = 3 \0 \xff\n", 26);
        made.after = QByteArray("");
        made.result = u"open"_s;
        made.stage = u"snapshot"_s;
        return made;
    }
    [[nodiscard]] QString newPath() { return m_folder.filePath(u"%1.db"_s.arg(++m_count)); }

    template <typename T, typename Call> static core::Result<T> ask(Call call)
    {
        return fixture::await<T>(
            [&](const QObject *context, core::Handler<T> handler) { call(context, std::move(handler)); });
    }
    static core::Result<bool> begin(storage::ConfigChangeRepository &rows, const ConfigChangeRow &made)
    {
        return ask<bool>([&](auto context, auto handler) { rows.begin(made, context, handler); });
    }
    static QStringList ids(
        storage::ConfigChangeRepository &rows, core::ServerId server, const QString &place, int limit)
    {
        const auto list = ask<QList<ConfigChangeRow>>(
            [&](auto context, auto handler) { rows.list(server, place, limit, context, handler); });
        QStringList found;
        for (const ConfigChangeRow &one : list.value_or(QList<ConfigChangeRow>()))
            found << one.id;
        return found;
    }
    static std::optional<ConfigChangeRow> find(storage::ConfigChangeRepository &rows, const QString &id)
    {
        return ask<std::optional<ConfigChangeRow>>([&](auto context, auto handler) {
            rows.find(id, context, handler);
        }).value_or(std::nullopt);
    }

private Q_SLOTS:
    void everyByteSurvivesReopening()
    {
        const QString path = newPath();
        ConfigChangeRow first = row(u"edit-a-1"_s, 5);
        ConfigChangeRow second = row(u"enable-a-2"_s, 6);
        second.before.reset();
        second.after = QByteArray("[x]\nenabled = true\n");
        ConfigChangeRow third = row(u"edit-a-3"_s, 7);
        third.after.reset();
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, path));
            storage::ConfigChangeRepository rows(store);
            for (const ConfigChangeRow &made : { first, second, third })
                QCOMPARE(begin(rows, made).value_or(false), true);
            const auto again = begin(rows, first);
            QVERIFY(!again);
            QCOMPARE(again.error().code, core::ErrorCode::InvalidArgument);
            QVERIFY(!begin(rows, row({}, 1)));
        }
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, path));
        storage::ConfigChangeRepository rows(store);
        QCOMPARE(find(rows, first.id), first);
        QCOMPARE(find(rows, second.id), second);
        QCOMPARE(find(rows, third.id), third);
        QVERIFY(find(rows, second.id)->before == std::nullopt);
        QVERIFY(find(rows, first.id)->after == QByteArray("")); // an empty file, not none
        QCOMPARE(find(rows, u"edit-a-4"_s), std::nullopt);
    }

    void anEndIsKeptAndCanChange()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, newPath()));
        storage::ConfigChangeRepository rows(store);
        ConfigChangeRow made = row(u"a"_s, 5);
        QVERIFY(begin(rows, made));
        QVERIFY(begin(rows, row(u"b"_s, 6)));
        const auto finish = [&](const QString &id, const storage::ConfigChangeEnd &end) {
            return ask<bool>([&](auto context, auto handler) { rows.finish(id, end, context, handler); });
        };
        QCOMPARE(finish(u"a"_s, { u"open"_s, u"confirm"_s, {}, 9 }).value_or(false), true);
        QCOMPARE(finish(u"a"_s, { u"rolled back"_s, u"restore"_s, { core::ErrorCode::VerifyFailed, u"x\ny"_s }, 11 })
                     .value_or(false),
            true);
        made.result = u"rolled back"_s;
        made.stage = u"restore"_s;
        made.error = { core::ErrorCode::VerifyFailed, u"x\ny"_s };
        made.endedAt = 11;
        QCOMPARE(find(rows, u"a"_s), made);
        QCOMPARE(find(rows, u"b"_s)->result, u"open"_s);
        QCOMPARE(finish(u"c"_s, {}).value_or(true), false);
        const auto removed = ask<bool>([&](auto context, auto handler) { rows.remove(u"a"_s, context, handler); });
        QCOMPARE(removed.value_or(false), true);
        QCOMPARE(find(rows, u"a"_s), std::nullopt);
        QVERIFY(find(rows, u"b"_s).has_value());
    }

    void theNewestOfAServerComeFirst()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, newPath()));
        storage::ConfigChangeRepository rows(store);
        QVERIFY(begin(rows, row(u"old"_s, 5)));
        QVERIFY(begin(rows, row(u"new"_s, 7)));
        QVERIFY(begin(rows, row(u"other"_s, 8, { 4 })));
        ConfigChangeRow elsewhere = row(u"elsewhere"_s, 9, { 5 });
        elsewhere.place = u"b"_s;
        QVERIFY(begin(rows, elsewhere));
        // The command line's own servers: found by where they lead.
        QVERIFY(begin(rows, row(u"cli"_s, 6, { -1 })));
        elsewhere.id = u"cli-elsewhere"_s;
        elsewhere.server = { -1 };
        QVERIFY(begin(rows, elsewhere));
        QCOMPARE(ids(rows, { 3 }, u"nowhere"_s, 10), QStringList({ u"new"_s, u"old"_s }));
        QCOMPARE(ids(rows, { 5 }, u"b"_s, 10), QStringList({ u"elsewhere"_s, u"cli-elsewhere"_s }));
        QCOMPARE(ids(rows, { 3 }, elsewhere.place, 2), QStringList({ u"elsewhere"_s, u"cli-elsewhere"_s }));
        QCOMPARE(ids(rows, { 9 }, row({}, 0).place, 10), QStringList({ u"other"_s, u"new"_s, u"cli"_s, u"old"_s }));
        QCOMPARE(ids(rows, { -1 }, u"nowhere"_s, 10), QStringList());
    }

    void undecidedOnesAreFoundWithTheirTime()
    {
        const QString path = newPath();
        {
            storage::Store store(m_clock);
            QVERIFY(fixture::open(store, path));
            storage::ConfigChangeRepository rows(store);
            QVERIFY(begin(rows, row(u"a"_s, 5)));
            QVERIFY(begin(rows, row(u"b"_s, 6, { -1 })));
            QVERIFY(begin(rows, row(u"c"_s, 7)));
            const auto set = [&](const QString &id, qint64 at) {
                return ask<bool>([&](auto context, auto handler) { rows.setUndoAt(id, at, context, handler); });
            };
            QCOMPARE(set(u"a"_s, 120'000).value_or(false), true);
            QCOMPARE(set(u"a"_s, 160'000).value_or(false), true);
            QCOMPARE(set(u"x"_s, 1).value_or(true), false);
            QVERIFY(ask<bool>([&](auto context, auto handler) {
                rows.finish(u"c"_s, { u"active"_s, u"confirm"_s, {}, 9 }, context, handler);
            }));
        }
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, path));
        storage::ConfigChangeRepository rows(store);
        const auto found = ask<QList<ConfigChangeRow>>([&](auto context, auto handler) {
            rows.withResults({ u"open"_s, u"unknown"_s }, context, handler);
        }).value_or(QList<ConfigChangeRow>());
        QCOMPARE(found.size(), 2);
        QCOMPARE(found.at(0).id, u"b"_s);
        QCOMPARE(found.at(0).undoAt, 0);
        QCOMPARE(found.at(1).id, u"a"_s);
        QCOMPARE(found.at(1).undoAt, 160'000);
    }

    void aStoreOfTheThirdSchemaGetsTheTable()
    {
        const QString path = newPath();
        const QString schemas = m_folder.filePath(u"three"_s);
        QVERIFY(QDir().mkpath(schemas));
        for (const int number : { 1, 2, 3 }) {
            const QString name = u"/schema-000%1.sql"_s.arg(number);
            QVERIFY(QFile::copy(storage::builtInSchemaFolder() + name, schemas + name));
        }
        {
            storage::Store store(m_clock, nullptr, schemas);
            QCOMPARE(fixture::open(store, path).value_or(storage::OpenReport {}).schemaVersion, 3);
        }
        storage::Store store(m_clock);
        const auto report = fixture::open(store, path);
        QVERIFY(report);
        QVERIFY(report->schemaVersion > 3);
        storage::ConfigChangeRepository rows(store);
        QVERIFY(begin(rows, row(u"a"_s, 5)));
        QCOMPARE(ids(rows, { 3 }, {}, 10), QStringList({ u"a"_s }));
    }

    void whatWasChangedOnRemovedServersGoes()
    {
        storage::Store store(m_clock);
        QVERIFY(fixture::open(store, newPath()));
        storage::ConfigChangeRepository rows(store);
        QVERIFY(begin(rows, row(u"gone"_s, 5)));
        QVERIFY(begin(rows, row(u"cli"_s, 5, { -1 })));
        storage::AuditRepository audit(store);
        QVERIFY(ask<int>([&](auto context, auto handler) { audit.settleOrphans(context, handler); }));
        QCOMPARE(find(rows, u"gone"_s), std::nullopt);
        QVERIFY(find(rows, u"cli"_s).has_value());
    }
};

QTEST_GUILESS_MAIN(TestConfigChangeRepository)
#include "tst_config_change_repository.moc"
