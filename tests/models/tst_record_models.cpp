// SPDX-License-Identifier: GPL-3.0-or-later
// Audit, log, settings, receipts and export.
#include "models/audit_table_model.h"
#include "models/ban_export.h"
#include "models/ban_table_model.h"
#include "models/first_column.h"
#include "models/log_table_model.h"
#include "models/receipts_table_model.h"
#include "models/settings_table_model.h"
#include "support/fake_clock.h"

#include <QAbstractItemModelTester>
#include <QBuffer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

const core::ServerId web { 1 };

/// Answers pages from a list, from the event loop.
class FakeAudit final : public services::AuditService
{
    Q_OBJECT
public:
    QList<core::AuditEntry> entries; ///< newest first
    std::optional<core::Error> error;
    int asked = 0;
    core::RequestHandle page(const storage::AuditFilter &filter, const QObject *context,
        core::Handler<QList<core::AuditEntry>> handler) override
    {
        ++asked;
        const core::Pending<QList<core::AuditEntry>> pending(context, std::move(handler));
        QList<core::AuditEntry> found;
        for (const core::AuditEntry &entry : std::as_const(entries)) {
            const bool matches = filter.text.isEmpty() || entry.words.join(u' ').contains(filter.text);
            if (matches && (filter.beforeId == 0 || entry.id < filter.beforeId) && found.size() < filter.limit)
                found.append(entry);
        }
        if (error)
            pending.finishLater(tl::unexpected(*error));
        else
            pending.finishLater(found);
        return pending.handle();
    }
};

core::AuditEntry entry(qint64 id, core::AuditResult result = core::AuditResult::Done)
{
    core::AuditEntry made;
    made.id = id;
    made.at = id * 1000;
    made.server = web;
    made.serverName = u"web-1"_s;
    made.words = { u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.%1"_s.arg(id) };
    made.origin = u"cli"_s;
    made.result = result;
    return made;
}

services::LogLine line(quint64 sequence, QtMsgType level, const QString &text)
{
    return { sequence, static_cast<qint64>(sequence) * 1000, level, u"health"_s, text };
}

std::shared_ptr<core::BanList> bansOf(const QStringList &targets)
{
    auto list = std::make_shared<core::BanList>();
    for (const QString &target : targets)
        list->push_back({ core::banTargetFromText(target), 1'790'000'000, 600 });
    return list;
}

} // namespace

class TestRecordModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }
    void auditComesPageByPage();
    void auditFollowsAndFilters();
    void auditTellsAnError();
    void logIsARing();
    void logFilters();
    void settingsChangeByRow();
    void receiptsBadNewsFirst();
    void exportCsv();
    void exportJson();
    void exportReportsAFullDisk();
};

void TestRecordModels::auditComesPageByPage()
{
    FakeAudit audit;
    for (qint64 id = 450; id > 0; --id)
        audit.entries.append(entry(id));
    const support::FakeClock clock;
    models::AuditTableModel model(audit, clock);
    model.reload();
    QVERIFY(model.isLoading());
    QTRY_COMPARE(model.rowCount(), 200);
    QVERIFY(model.canFetchMore({}));
    model.fetchMore({});
    QVERIFY(!model.canFetchMore({}));
    QTRY_COMPARE(model.rowCount(), 400);
    model.fetchMore({});
    QTRY_COMPARE(model.rowCount(), 450);
    QVERIFY(!model.canFetchMore({}));
    QCOMPARE(model.entryAt(0).id, 450);
    QCOMPARE(model.entryAt(449).id, 1);
    QCOMPARE(audit.asked, 3);
    QCOMPARE(model.index(0, int(models::AuditColumn::Command)).data().toString(), u"Ban 192.0.2.450 in sshd"_s);
    QCOMPARE(model.index(0, int(models::AuditColumn::Origin)).data().toString(), u"command line"_s);
    // Only now: the tester itself fetches more.
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    Q_EMIT audit.entryChanged(entry(451));
    QCOMPARE(model.rowCount(), 451);
}

void TestRecordModels::auditFollowsAndFilters()
{
    FakeAudit audit;
    audit.entries = { entry(2), entry(1) };
    const support::FakeClock clock;
    models::AuditTableModel model(audit, clock);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.reload();
    QTRY_COMPARE(model.rowCount(), 2);
    Q_EMIT audit.entryChanged(entry(3, core::AuditResult::Pending));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, int(models::AuditColumn::Result)).data().toString(), u"running"_s);
    Q_EMIT audit.entryChanged(entry(3, core::AuditResult::Done));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, int(models::AuditColumn::Result)).data().toString(), u"done"_s);
    model.setFilter({}, u"192.0.2.1"_s);
    QTRY_COMPARE(model.rowCount(), 1);
    Q_EMIT audit.entryChanged(entry(4));
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(resets.count(), 0);
}

void TestRecordModels::auditTellsAnError()
{
    FakeAudit audit;
    audit.error = core::Error { core::ErrorCode::StoreUnavailable, {} };
    const support::FakeClock clock;
    models::AuditTableModel model(audit, clock);
    model.reload();
    QTRY_VERIFY(model.error().has_value());
    QVERIFY(!model.canFetchMore({}));
    audit.error.reset();
    audit.entries = { entry(1) };
    model.reload();
    QTRY_COMPARE(model.rowCount(), 1);
    QVERIFY(!model.error());
}

void TestRecordModels::logIsARing()
{
    models::LogTableModel model(3);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.append({ line(1, QtInfoMsg, u"a"_s), line(2, QtDebugMsg, u"b"_s) });
    QCOMPARE(firstColumn(model, int(models::LogColumn::Text)), QStringList { u"a"_s });
    model.append({ line(2, QtDebugMsg, u"b"_s), line(3, QtWarningMsg, u"c\nd"_s), line(4, QtCriticalMsg, u"e"_s) });
    QCOMPARE(model.total(), 3);
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.lineAt(0).sequence, quint64 { 3 });
    QVERIFY(!model.index(0, int(models::LogColumn::Text)).data().toString().contains(u'\n'));
    QCOMPARE(model.index(1, int(models::LogColumn::Level)).data().toString(), u"error"_s);
}

void TestRecordModels::logFilters()
{
    models::LogTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<services::LogLine> lines;
    for (quint64 i = 1; i <= 60; ++i)
        lines.append(line(i,
            i % 3 == 0       ? QtWarningMsg
                : i % 3 == 1 ? QtInfoMsg
                             : QtDebugMsg,
            i % 2 ? u"odd"_s : u"even"_s));
    model.append(lines);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QCOMPARE(model.rowCount(), 40);
    const QPersistentModelIndex third = model.index(1, 0);
    QCOMPARE(model.lineAt(1).sequence, quint64 { 3 });
    model.setMinimumLevel(2);
    QCOMPARE(model.rowCount(), 20);
    QVERIFY(third.isValid());
    QCOMPARE(third.row(), 0);
    model.setText(u"ODD"_s);
    QCOMPARE(model.rowCount(), 10);
    model.setText({});
    model.setMinimumLevel(0);
    QCOMPARE(model.rowCount(), 60);
    for (int row = 0; row < 60; ++row)
        QCOMPARE(model.lineAt(row).sequence, static_cast<quint64>(row + 1));
    QCOMPARE(resets.count(), 0);
}

void TestRecordModels::settingsChangeByRow()
{
    models::SettingsTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model.rowCount(), core::settingCount);
    const int row = int(core::SettingKey::ProbeIntervalSeconds);
    QCOMPARE(model.index(row, int(models::SettingColumn::Value)).data().toString(), u"30 s"_s);
    QCOMPARE(model.index(row, int(models::SettingColumn::Origin)).data().toString(), u"default"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSettings(core::Settings().with(core::SettingKey::ProbeIntervalSeconds, 90,
        core::SettingOrigin::Environment, u"BANGUI_PROBE_INTERVAL_SECONDS"_s));
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), row);
    QCOMPARE(model.index(row, int(models::SettingColumn::Value)).data().toString(), u"1 min 30 s"_s);
    QCOMPARE(
        model.index(row, int(models::SettingColumn::Source)).data().toString(), u"BANGUI_PROBE_INTERVAL_SECONDS"_s);
    QVERIFY(model.index(row, 0).data(Qt::ToolTipRole).toString().contains(u"environment"_s));
}

void TestRecordModels::receiptsBadNewsFirst()
{
    models::ReceiptsTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    core::Receipt done { web, u"web-1"_s, u"sshd"_s, u"192.0.2.1"_s, core::ReceiptResult::Done, {}, {} };
    core::Receipt failed = done;
    failed.serverName = u"web-2"_s;
    failed.result = core::ReceiptResult::Failed;
    failed.error = { core::ErrorCode::Timeout, {} };
    model.setReceipts({ done, failed });
    QCOMPARE(firstColumn(model), (QStringList { u"web-2"_s, u"web-1"_s }));
    QVERIFY(model.index(0, int(models::ReceiptColumn::Detail))
                .data()
                .toString()
                .contains(u"Whether the change was made is not known."_s));
    QCOMPARE(model.index(0, int(models::ReceiptColumn::Result)).data(models::StateRole).toInt(),
        int(core::ServerState::Offline));
    // More answers: what stands stays, in a view's selection too.
    const QPersistentModelIndex first(model.index(1, 0));
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    core::Receipt another = done;
    another.serverName = u"web-3"_s;
    model.setReceipts({ done, failed, another });
    QCOMPARE(firstColumn(model), (QStringList { u"web-2"_s, u"web-1"_s, u"web-3"_s }));
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(changed.count(), 0);
    another.detail = u"1"_s;
    model.setReceipts({ done, failed, another });
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 2);
    // One that was tried again succeeded: it moves down, and says so.
    failed.result = core::ReceiptResult::Done;
    failed.error = {};
    model.setReceipts({ done, failed, another });
    QCOMPARE(firstColumn(model), (QStringList { u"web-1"_s, u"web-2"_s, u"web-3"_s }));
    QCOMPARE(moved.count(), 1);
    QCOMPARE(changed.count(), 2);
    QCOMPARE(changed[1][0].toModelIndex().row(), 1);
    QCOMPARE(model.index(1, int(models::ReceiptColumn::Result)).data(models::StateRole).toInt(),
        int(core::ServerState::Online));
    QCOMPARE(removed.count(), 0);
    QCOMPARE(first.row(), 0);
    model.setReceipts({ done, done, another }); // two that nothing tells apart
    QCOMPARE(firstColumn(model), (QStringList { u"web-1"_s, u"web-1"_s, u"web-3"_s }));
    model.setReceipts({ done, another });
    QCOMPARE(firstColumn(model), (QStringList { u"web-1"_s, u"web-3"_s }));
    QVERIFY(first.isValid());
    model.setReceipts({});
    QCOMPARE(model.rowCount(), 0);
}

void TestRecordModels::exportCsv()
{
    models::BanTableModel model;
    model.setServerName(web, u"web, 1"_s);
    model.sort(int(models::BanColumn::Address), Qt::AscendingOrder);
    auto list = bansOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"=cmd|x"_s });
    (*list)[1].banTime = core::permanentBan;
    model.setBans(web, u"sshd"_s, list);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    const models::BanExport exporter(model);
    const auto written = exporter.writeCsv(buffer, exporter.allRows());
    QVERIFY(written);
    QCOMPARE(*written, 3);
    const QList<QByteArray> lines = buffer.data().split('\n');
    QCOMPARE(lines[0], QByteArray("server,ip,jail,banned_at,ban_time,expires_at\r"));
    QCOMPARE(lines[1], QByteArray("\"web, 1\",192.0.2.1,sshd,2026-09-21T14:13:20Z,600,2026-09-21T14:23:20Z\r"));
    QVERIFY(lines[2].endsWith(",-1,\r"));
    QVERIFY(!lines[3].contains(",=cmd")); // no spreadsheet runs it
    QCOMPARE(exporter.addressesText({ 0, 1, 0 }), u"192.0.2.1\n192.0.2.2"_s);
    QVERIFY(exporter.tableText({ 0 }).startsWith(
        u"Address\tJail\tServer\tSince\tUntil\tLeft\n192.0.2.1\tsshd\tweb, 1\t"_s));
}

void TestRecordModels::exportJson()
{
    models::BanTableModel model;
    model.setServerName(web, u"web-1"_s);
    model.sort(int(models::BanColumn::Address), Qt::AscendingOrder);
    auto list = bansOf({ u"192.0.2.1"_s, u"192.0.2.2"_s, u"192.0.2.3"_s });
    (*list)[1].banTime = core::permanentBan;
    (*list)[2].bannedAt = (*list)[2].banTime = core::unknownTime;
    model.setBans(web, u"sshd"_s, list);
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QVERIFY(models::BanExport(model).writeJson(buffer, { 0, 1, 2 }));
    const QJsonArray array = QJsonDocument::fromJson(buffer.data()).array();
    QCOMPARE(array.size(), 3);
    QCOMPARE(array[0].toObject(),
        (QJsonObject { { u"server"_s, u"web-1"_s }, { u"ip"_s, u"192.0.2.1"_s }, { u"jail"_s, u"sshd"_s },
            { u"banned_at"_s, u"2026-09-21T14:13:20Z"_s }, { u"ban_time"_s, 600 },
            { u"expires_at"_s, u"2026-09-21T14:23:20Z"_s } }));
    QCOMPARE(array[1].toObject()[u"ban_time"_s].toInt(), -1);
    QVERIFY(array[1].toObject()[u"expires_at"_s].isNull());
    QVERIFY(array[2].toObject()[u"banned_at"_s].isNull());
    QVERIFY(array[2].toObject()[u"ban_time"_s].isNull());
    QBuffer empty;
    empty.open(QIODevice::WriteOnly);
    QVERIFY(models::BanExport(model).writeJson(empty, {}));
    QVERIFY(QJsonDocument::fromJson(empty.data()).isArray());
}

void TestRecordModels::exportReportsAFullDisk()
{
    models::BanTableModel model;
    model.setBans(web, u"sshd"_s, bansOf({ u"192.0.2.1"_s }));
    QFile full(u"/dev/full"_s);
    QVERIFY(full.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const auto written = models::BanExport(model).writeCsv(full, { 0 });
    QVERIFY(!written);
    QCOMPARE(written.error().code, core::ErrorCode::StoreFull);
}

QTEST_GUILESS_MAIN(TestRecordModels)
#include "tst_record_models.moc"
