// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/stopped_jails.h"
#include "storage/repositories.h"
#include "storage/store_fixture.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using core::AuditResult;

namespace {

core::AuditEntry entry(const QStringList &words, AuditResult result = AuditResult::Done)
{
    core::AuditEntry made;
    made.words = words;
    made.result = result;
    return made;
}

core::AuditEntry client(const QStringList &words, AuditResult result = AuditResult::Done)
{
    return entry(
        QStringList { u"fail2ban-client"_s, u"-c"_s, u"/etc/fail2ban"_s, u"-s"_s, u"/run/f.sock"_s } + words, result);
}

} // namespace

/// What was stopped on purpose is read from the command record, so that it is still known after a restart of BanGUI.
class TestStoppedJails : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRecordSays_data()
    {
        QTest::addColumn<QList<core::AuditEntry>>("oldestFirst");
        QTest::addColumn<QStringList>("stopped");
        const auto row = [](const char *name, const QList<core::AuditEntry> &entries, const QStringList &stopped) {
            QTest::newRow(name) << entries << stopped;
        };
        const auto stop = entry({ u"stop"_s, u"web"_s });
        row("nothing", {}, {});
        row("stopped", { stop }, { u"web"_s });
        row("two", { stop, entry({ u"stop"_s, u"sshd"_s }) }, { u"sshd"_s, u"web"_s });
        row("other commands", { entry({ u"set"_s, u"stop"_s, u"banip"_s, u"192.0.2.1"_s }), entry({}) }, {});
        row("refused", { entry({ u"stop"_s, u"web"_s }, AuditResult::Refused) }, {});
        row("not sent", { entry({ u"stop"_s, u"web"_s }, AuditResult::Failed) }, {});
        row("outcome unknown", { entry({ u"stop"_s, u"web"_s }, AuditResult::Unknown) }, { u"web"_s });
        row("ended before the answer", { entry({ u"stop"_s, u"web"_s }, AuditResult::Pending) }, { u"web"_s });
        row("the whole server", { entry({ u"stop"_s }) }, {});
        row("started again", { stop, client({ u"reload"_s, u"--if-exists"_s, u"web"_s }) }, {});
        row("restarted", { stop, client({ u"reload"_s, u"--restart"_s, u"--if-exists"_s, u"web"_s }) }, {});
        row("by its word", { stop, entry({ u"start"_s, u"web"_s }) }, {});
        row("start failed half-way", { stop, client({ u"reload"_s, u"--if-exists"_s, u"web"_s }, AuditResult::Failed) },
            {});
        row("start refused", { stop, client({ u"reload"_s, u"--if-exists"_s, u"web"_s }, AuditResult::Refused) },
            { u"web"_s });
        row("another one started", { stop, client({ u"reload"_s, u"--if-exists"_s, u"sshd"_s }) }, { u"web"_s });
        row("and stopped again", { stop, client({ u"reload"_s, u"--if-exists"_s, u"web"_s }), stop }, { u"web"_s });
        row("removed after a start that failed",
            { client({ u"reload"_s, u"--if-exists"_s, u"web"_s }, AuditResult::Failed), stop }, {});
        row("stopped on purpose before that",
            { stop, client({ u"reload"_s, u"--if-exists"_s, u"web"_s }, AuditResult::Failed), stop }, {});
        row("everything reloaded", { stop, entry({ u"reload"_s, u"--all"_s }) }, {});
        row("stopped after that", { entry({ u"reload"_s }), stop }, { u"web"_s });
    }
    void theRecordSays()
    {
        QFETCH(QList<core::AuditEntry>, oldestFirst);
        QFETCH(QStringList, stopped);
        services::StoppedJails jails;
        for (auto at = oldestFirst.crbegin(); at != oldestFirst.crend(); ++at)
            jails.add(*at);
        QStringList found = jails.stopped().values();
        found.sort();
        QCOMPARE(found, stopped);
    }

    void readsItPageByPageUpToItsTime()
    {
        QTemporaryDir folder;
        support::FakeClock clock;
        storage::Store store(clock);
        storage::AuditRepository audit(store);
        doubles::Heard<storage::OpenReport> opened;
        store.open(folder.filePath(u"b.db"_s), &opened.context, opened.handler());
        QTRY_COMPARE(opened.count(), 1);
        doubles::Heard<qint64> begun;
        const core::ServerId server { 7 };
        const auto write = [&](const QStringList &words, qint64 at, core::ServerId of) {
            core::AuditEntry made = entry(words);
            made.server = of;
            made.at = at;
            audit.begin(made, &begun.context, begun.handler());
        };
        write({ u"stop"_s, u"long-ago"_s }, 999, server);
        write({ u"stop"_s, u"web"_s }, 1000, server);
        write({ u"stop"_s, u"elsewhere"_s }, 1001, core::ServerId { 8 });
        write({ u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s }, 1002, server);
        QTRY_COMPARE(begun.count(), 4);
        // More than one page; as one write, since each waits for the disk.
        QVERIFY(fixture::write(store,
            u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 699) INSERT INTO audit (at, "
            "finished_at, server_id, server_name, user_name, origin, words, words_text, result, detail, owner_host, "
            "owner_boot, owner_pid, owner_start) SELECT at + i, finished_at, server_id, server_name, user_name, "
            "origin, words, words_text, result, detail, owner_host, owner_boot, owner_pid, owner_start FROM audit, n "
            "WHERE at = 1002"_s));
        QCOMPARE(fixture::number(store, u"SELECT count(*) FROM audit"_s).value_or(0), 703);
        write({ u"stop"_s, u"mail"_s }, 2000, server);
        QTRY_COMPARE(begun.count(), 5);
        doubles::Heard<QSet<QString>> found;
        services::jailsStoppedSince(audit, server, 1000, &found.context, found.handler());
        QTRY_COMPARE(found.count(), 1);
        QCOMPARE(found.results[0].value(), (QSet<QString> { u"mail"_s, u"web"_s }));
    }
};

QTEST_GUILESS_MAIN(TestStoppedJails)
#include "tst_stopped_jails.moc"
