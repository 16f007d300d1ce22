// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "service_doubles.h"
#include "storage/store_fixture.h"
#include "support/event_loop.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The audit over a real store, and the gate over that audit.
class TestAuditService final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<storage::Store>(m_clock);
        QVERIFY(fixture::open(*m_store, m_folder->filePath(u"bangui.db"_s)));
        m_repository = std::make_unique<storage::AuditRepository>(*m_store);
        m_audit = std::make_unique<services::AuditServiceImpl>(*m_repository, m_clock);
    }
    void cleanup()
    {
        m_audit.reset();
        m_repository.reset();
        m_store.reset();
    }

    void aCommandFromBeginningToEnd()
    {
        QList<core::AuditEntry> told;
        connect(m_audit.get(), &services::AuditService::entryChanged, this,
            [&](const core::AuditEntry &entry) { told.append(entry); });
        doubles::Registry registry(m_clock);
        auto *channel = registry.put(doubles::profile(1));
        channel->setAutoAccept(true);
        services::HostRegistry hosts;
        doubles::Lock lock;
        services::CommandGate gate(registry, hosts, *m_audit, lock, m_clock, u"cli"_s);
        doubles::Heard<qint64> heard;
        gate.submit<qint64>(
            core::ServerId { 1 }, protocol::banIp(u"sshd"_s, { u"192.0.2.1"_s }), &heard.context, heard.handler());
        QTRY_COMPARE(channel->writes().size(), 1);
        // On disk before the first byte: seen by another reader of the file.
        fixture::OtherConnection other(m_folder->filePath(u"bangui.db"_s));
        QCOMPARE(other.value(u"SELECT count(*) FROM audit"_s).toInt(), 1);
        m_clock.advance(40);
        channel->feed(wire::done(wire::number(1)));
        QTRY_COMPARE(heard.count(), 1);
        const auto entries = page();
        QCOMPARE(entries.size(), 1);
        const core::AuditEntry &entry = entries.constFirst();
        QCOMPARE(entry.words, (QStringList { u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s }));
        QCOMPARE(entry.serverName, u"web-1"_s);
        QCOMPARE(entry.origin, u"cli"_s);
        QCOMPARE(entry.user, services::loginName());
        QVERIFY(!entry.user.isEmpty());
        QCOMPARE(entry.result, core::AuditResult::Done);
        QCOMPARE(entry.detail, u"1"_s);
        QCOMPARE(entry.at, m_clock.nowMs() - 40);
        QCOMPARE(entry.finishedAt, m_clock.nowMs());
        QCOMPARE(told.size(), 2);
        QCOMPARE(told.at(0).result, core::AuditResult::Pending);
        QCOMPARE(told.at(0).id, entry.id);
        QCOMPARE(told.at(1), entry);
    }
    void detailIsShortened()
    {
        doubles::Heard<core::AuditEntry> heard;
        core::AuditEntry entry;
        entry.server = core::ServerId { 1 };
        entry.words = { u"stop"_s };
        m_audit->begin(entry, &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 1);
        m_audit->finish(
            *heard.results.at(0), core::AuditResult::Failed, QString(5000, u'x'), &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 2);
        QCOMPARE(page().constFirst().detail.size(), 2000);
    }
    void withoutAStoreNothingIsSent()
    {
        storage::Store closed(m_clock);
        storage::AuditRepository nowhere(closed);
        services::AuditServiceImpl audit(nowhere, m_clock);
        doubles::Registry registry(m_clock);
        auto *channel = registry.put(doubles::profile(1));
        services::HostRegistry hosts;
        doubles::Lock lock;
        services::CommandGate gate(registry, hosts, audit, lock, m_clock, u"window"_s);
        doubles::Heard<qint64> heard;
        gate.submit<qint64>(core::ServerId { 1 }, protocol::unbanAll(), &heard.context, heard.handler());
        QTRY_COMPARE(heard.count(), 1);
        QCOMPARE(heard.code(), core::ErrorCode::StoreUnavailable);
        support::settle();
        QCOMPARE(channel->openCount(), 0);
    }
    void oneHostPerDestination()
    {
        int made = 0;
        services::HostRegistry hosts([&](const core::ServerProfile &) {
            ++made;
            return std::make_unique<support::FakeHost>();
        });
        core::ServerProfile ssh = doubles::profile(3);
        ssh.kind = core::ConnectionKind::Ssh;
        ssh.destination = u"admin@web"_s;
        core::ServerProfile container = ssh;
        container.container = u"f2b"_s;
        QCOMPARE(&hosts.reader(doubles::profile(1)), &hosts.reader(doubles::profile(2)));
        QVERIFY(&hosts.reader(ssh) != &hosts.reader(doubles::profile(1)));
        QVERIFY(&hosts.reader(ssh) != &hosts.reader(container));
        QCOMPARE(&hosts.reader(ssh), &hosts.reader(ssh));
        QCOMPARE(made, 3);
    }

private:
    QList<core::AuditEntry> page()
    {
        return fixture::await<QList<core::AuditEntry>>([&](const QObject *context,
                                                           core::Handler<QList<core::AuditEntry>> handler) {
            m_audit->page({}, context, std::move(handler));
        }).value_or(QList<core::AuditEntry>());
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    support::FakeClock m_clock;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<storage::AuditRepository> m_repository;
    std::unique_ptr<services::AuditServiceImpl> m_audit;
};

QTEST_GUILESS_MAIN(TestAuditService)
#include "tst_audit_service.moc"
