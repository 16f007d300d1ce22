// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/process_token.h"
#include "storage/repositories.h"
#include "storage/statement.h"

#include "store_fixture.h"
#include "support/fake_clock.h"

#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// await(&Repository::member, repository, arguments...)
template <typename T, typename Repository, typename... Declared, typename... Given>
core::Result<T> ask(core::RequestHandle (Repository::*member)(Declared...), Repository &repository, Given &&...given)
{
    return fixture::await<T>([&](const QObject *context, core::Handler<T> handler) {
        (repository.*member)(std::forward<Given>(given)..., context, std::move(handler));
    });
}

core::ServerProfile fullProfile()
{
    core::ServerProfile profile;
    profile.name = u"web-1 \"Größe\" 'x'; DROP TABLE server; --"_s;
    profile.kind = core::ConnectionKind::Ssh;
    profile.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
    profile.destination = u"admin@web-1"_s;
    profile.sshConfig = u"/home/me/.ssh/other"_s;
    profile.elevation = core::Elevation::Sudo;
    profile.containerEngine = u"podman"_s;
    profile.container = u"f2b"_s;
    profile.configDir = u"/opt/f2b"_s;
    profile.clientProgram = u"/opt/f2b/bin/fail2ban-client"_s;
    profile.startCommand = u"sv start f2b"_s;
    profile.group = u"production"_s;
    profile.tags = { u"a,b"_s, u""_s, u"[\"c\"]"_s };
    profile.colour = u"#336699"_s;
    profile.timeZone = u"America/New_York"_s;
    profile.readOnly = true;
    profile.position = 3;
    profile.probeIntervalSeconds = 17;
    return profile;
}

core::ServerProfile named(const QString &name)
{
    core::ServerProfile profile;
    profile.name = name;
    return profile;
}

core::ServerStatus fullStatus()
{
    core::ServerStatus status;
    status.state = core::ServerState::NeedsAttention;
    status.lastOutcome = core::ProbeOutcome::ProtocolError;
    status.attention = core::AttentionReason::Elevation;
    status.online = false;
    status.version = u"1.1.0"_s;
    status.jails = { u"nginx"_s, u"sshd"_s };
    status.lostJails = { u"nginx"_s };
    status.counters = { 0, std::nullopt, 4'000'000'000, 9 };
    status.identity = { 4711, 18'446'744'073'709'551'615ULL };
    status.checkedAt = 1'795'000'000'123;
    status.lastGoodAt = 1'795'000'000'122;
    status.stateSince = 1'795'000'000'121;
    status.busySince = 1'795'000'000'120;
    status.latencyUs = 1234;
    status.lastError = { core::ErrorCode::ProtocolError, u"\u0007 bell"_s };
    return status;
}

} // namespace

/// Every repository against a real store: what goes in comes out, after closing too.
class TestRepositories final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        reopen();
    }
    void cleanup() { m_store.reset(); }

    void profiles()
    {
        storage::ProfileRepository repository(*m_store);
        auto profile = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, fullProfile());
        QVERIFY(profile);
        QVERIFY(profile->id.value > 0);
        const auto second = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"mail"_s));
        QVERIFY(second);

        reopen();
        storage::ProfileRepository again(*m_store);
        QCOMPARE(ask<QList<core::ServerProfile>>(&storage::ProfileRepository::all, again)
                     .value_or(QList<core::ServerProfile> {}),
            (QList<core::ServerProfile> { *second, *profile }));

        profile->name = u"web-2"_s;
        profile->tags.clear();
        profile->readOnly = false;
        QVERIFY(ask<core::ServerProfile>(&storage::ProfileRepository::update, again, *profile));
        QVERIFY(
            ask<bool>(&storage::ProfileRepository::setOrder, again, QList<core::ServerId> { profile->id, second->id }));
        const auto ordered = ask<QList<core::ServerProfile>>(&storage::ProfileRepository::all, again);
        QVERIFY(ordered);
        QCOMPARE(ordered->at(0).name, u"web-2"_s);
        QCOMPARE(ordered->at(0).tags, QStringList());
        QCOMPARE(ordered->at(0).position, 0);
        QCOMPARE(ordered->at(1).position, 1);
    }

    void profileNamesAreUnique()
    {
        storage::ProfileRepository repository(*m_store);
        QSignalSpy failed(m_store.get(), &storage::Store::failed);
        const auto one = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"one"_s));
        auto two = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"two"_s));
        QVERIFY(one && two);
        const auto refused = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"one"_s));
        QCOMPARE(refused.error(), (core::Error { core::ErrorCode::InvalidArgument, u"one"_s }));
        two->name = u"one"_s;
        QCOMPARE(ask<core::ServerProfile>(&storage::ProfileRepository::update, repository, *two).error().code,
            core::ErrorCode::InvalidArgument);
        QCOMPARE(ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named({})).error().code,
            core::ErrorCode::InvalidArgument);
        QCOMPARE(failed.count(), 0); // the store itself is well
    }

    void aRemovedProfileComesBackWithItsId()
    {
        storage::ProfileRepository repository(*m_store);
        const auto profile = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"one"_s));
        QVERIFY(profile);
        QVERIFY(ask<bool>(&storage::ProfileRepository::remove, repository, profile->id));
        QCOMPARE(ask<bool>(&storage::ProfileRepository::remove, repository, profile->id).error().code,
            core::ErrorCode::NoSuchServer);
        QCOMPARE(ask<core::ServerProfile>(&storage::ProfileRepository::update, repository, *profile).error().code,
            core::ErrorCode::NoSuchServer);
        const auto other = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(u"two"_s));
        QVERIFY(other && other->id != profile->id); // ids are never used twice
        const auto restored = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, *profile);
        QCOMPARE(restored.value_or(core::ServerProfile {}), *profile);
    }

    void settings()
    {
        storage::SettingsRepository repository(*m_store);
        QVERIFY(ask<bool>(&storage::SettingsRepository::setOverride, repository, u"theme"_s, u"dark"_s));
        QVERIFY(ask<bool>(&storage::SettingsRepository::setOverride, repository, u"theme"_s, u"light"_s));
        QVERIFY(ask<bool>(&storage::SettingsRepository::setOverride, repository, u"empty"_s, QString()));
        QVERIFY(ask<bool>(&storage::SettingsRepository::setOverride, repository, u"gone"_s, u"1"_s));
        QVERIFY(ask<bool>(&storage::SettingsRepository::setOverride, repository, u"gone"_s, std::nullopt));
        reopen();
        storage::SettingsRepository again(*m_store);
        using Overrides = QHash<QString, QString>;
        QCOMPARE(ask<Overrides>(&storage::SettingsRepository::overrides, again).value_or(Overrides {}),
            (Overrides { { u"theme"_s, u"light"_s }, { u"empty"_s, u""_s } }));
    }

    void setupIsAllOrNothing()
    {
        storage::SettingsRepository repository(*m_store);
        storage::ProfileRepository profiles(*m_store);
        using Answer = std::optional<core::ServerProfile>;
        using Overrides = QHash<QString, QString>;
        QCOMPARE(ask<bool>(&storage::SettingsRepository::setupComplete, repository).value_or(true), false);
        const auto refused = ask<Answer>(&storage::SettingsRepository::completeSetup, repository, named({}),
            Overrides { { u"theme"_s, u"dark"_s } });
        QVERIFY(!refused);
        QCOMPARE(ask<bool>(&storage::SettingsRepository::setupComplete, repository).value_or(true), false);
        QVERIFY(ask<Overrides>(&storage::SettingsRepository::overrides, repository)->isEmpty());

        const auto done = ask<Answer>(&storage::SettingsRepository::completeSetup, repository,
            named(u"this computer"_s), Overrides { { u"theme"_s, u"dark"_s } });
        QVERIFY(done && *done);
        QVERIFY((*done)->id.isValid());
        reopen();
        storage::SettingsRepository again(*m_store);
        storage::ProfileRepository profilesAgain(*m_store);
        QCOMPARE(ask<bool>(&storage::SettingsRepository::setupComplete, again).value_or(false), true);
        QCOMPARE(ask<Overrides>(&storage::SettingsRepository::overrides, again)->value(u"theme"_s), u"dark"_s);
        QCOMPARE(ask<QList<core::ServerProfile>>(&storage::ProfileRepository::all, profilesAgain)->size(), 1);
        const auto withoutServer
            = ask<Answer>(&storage::SettingsRepository::completeSetup, again, std::nullopt, Overrides {});
        QVERIFY(withoutServer && !*withoutServer);
    }

    void activations()
    {
        storage::RecoveryRepository repository(*m_store);
        const core::ServerId server = addServer(u"one"_s);
        core::ActivationRecord record;
        record.server = server;
        record.jail = u"nginx-bad"_s;
        record.kind = core::ActivationKind::Start;
        record.at = 1'795'000'000'000;
        record.jailsBefore = { u"sshd"_s };
        record.identityBefore = { 12, 34 };
        QVERIFY(ask<core::ActivationRecord>(&storage::RecoveryRepository::recordActivation, repository, record));
        record.jail = u"newer"_s;
        record.kind = core::ActivationKind::Reload;
        const auto newest
            = ask<core::ActivationRecord>(&storage::RecoveryRepository::recordActivation, repository, record);
        QVERIFY(newest && newest->id > 0);
        auto temporary = record;
        temporary.server = { -1 };
        QVERIFY(ask<core::ActivationRecord>(&storage::RecoveryRepository::recordActivation, repository, temporary));
        auto prepared = record; // takes the place of nothing, and is told to nobody
        prepared.jail = u"prepared"_s;
        prepared.at = 0;
        const auto kept
            = ask<core::ActivationRecord>(&storage::RecoveryRepository::recordActivation, repository, prepared);
        QVERIFY(kept && kept->id > newest->id);

        reopen();
        storage::RecoveryRepository again(*m_store);
        QCOMPARE(ask<QList<core::ActivationRecord>>(&storage::RecoveryRepository::lastActivations, again)
                     .value_or(QList<core::ActivationRecord> {}),
            QList<core::ActivationRecord> { *newest });
        QVERIFY(ask<bool>(&storage::RecoveryRepository::clearActivation, again, server));
        QVERIFY(ask<QList<core::ActivationRecord>>(&storage::RecoveryRepository::lastActivations, again)->isEmpty());
    }

    void recoveries()
    {
        storage::RecoveryRepository repository(*m_store);
        core::PendingRecovery recovery;
        recovery.server = addServer(u"one"_s);
        recovery.jail = u"nginx-bad"_s;
        recovery.activatedAt = 1;
        recovery.detectedAt = 2;
        recovery.reason = core::RecoveryReason::Frozen;
        recovery.jailsBefore = { u"a"_s, u"b"_s };
        recovery.jailsAfter = { u"b"_s };
        using List = QList<core::PendingRecovery>;
        const auto stored = ask<core::PendingRecovery>(&storage::RecoveryRepository::create, repository, recovery);
        QVERIFY(stored && stored->id > 0);
        QCOMPARE(ask<core::PendingRecovery>(&storage::RecoveryRepository::create, repository, recovery).error().code,
            core::ErrorCode::InvalidArgument); // one open recovery per server
        reopen();
        storage::RecoveryRepository again(*m_store);
        QCOMPARE(ask<List>(&storage::RecoveryRepository::open, again).value_or(List {}), List { *stored });

        const auto resolve = [&](core::RecoveryResolution how) {
            return ask<bool>(&storage::RecoveryRepository::resolve, again, stored->id, how, qint64(99));
        };
        QCOMPARE(resolve(core::RecoveryResolution::Dismissed).value_or(false), true);
        QCOMPARE(resolve(core::RecoveryResolution::Recovered).value_or(true), false); // resolved already
        QVERIFY(ask<List>(&storage::RecoveryRepository::open, again)->isEmpty());
        const auto undone = ask<core::PendingRecovery>(&storage::RecoveryRepository::reopen, again, stored->id);
        QCOMPARE(undone.value_or(core::PendingRecovery {}), *stored);
        QCOMPARE(ask<List>(&storage::RecoveryRepository::open, again).value_or(List {}), List { *stored });
        QCOMPARE(ask<core::PendingRecovery>(&storage::RecoveryRepository::reopen, again, qint64(12345)).error().code,
            core::ErrorCode::InvalidArgument);

        auto temporary = recovery;
        temporary.server = { -1 };
        for (int process = 0; process < 2; ++process) // the second one meets what the first one left
            QVERIFY(ask<core::PendingRecovery>(&storage::RecoveryRepository::create, again, temporary));
        QCOMPARE(ask<List>(&storage::RecoveryRepository::open, again)->size(), 1);
    }

    void audit()
    {
        storage::AuditRepository repository(*m_store);
        core::AuditEntry entry;
        entry.at = 1000;
        entry.server = { 7 };
        entry.serverName = u"web-1"_s;
        entry.user = u"root"_s;
        entry.origin = u"cli"_s;
        entry.words = { u"set"_s, u"sshd"_s, u"banip"_s, u"192.0.2.1"_s };
        entry.id = ask<qint64>(&storage::AuditRepository::begin, repository, entry).value_or(0);
        QVERIFY(entry.id > 0);
        reopen();
        storage::AuditRepository again(*m_store);
        using Page = QList<core::AuditEntry>;
        const auto page = [&again](const storage::AuditFilter &filter) {
            return ask<Page>(&storage::AuditRepository::page, again, filter).value_or(Page {});
        };
        QCOMPARE(page({}), Page { entry });
        const QString longText = QString(3000, u'd');
        QCOMPARE(ask<bool>(&storage::AuditRepository::finish, again, entry.id, core::AuditResult::Refused, longText,
                     qint64(2000))
                     .value_or(false),
            true);
        entry.result = core::AuditResult::Refused;
        entry.detail = longText.left(2000);
        entry.finishedAt = 2000;
        QCOMPARE(page({}), Page { entry });
        QCOMPARE(ask<bool>(&storage::AuditRepository::finish, again, qint64(999), core::AuditResult::Done, QString(),
                     qint64(1))
                     .error()
                     .code,
            core::ErrorCode::InvalidArgument);
    }

    void auditPagesAndFilters()
    {
        storage::AuditRepository repository(*m_store);
        for (int i = 1; i <= 7; ++i) {
            core::AuditEntry entry;
            entry.at = i * 100;
            entry.server = { i % 2 + 1 };
            entry.serverName = i % 2 != 0 ? u"odd_one"_s : u"even100%"_s;
            entry.words = { u"set"_s, u"jail%1"_s.arg(i), u"unbanip"_s };
            entry.result = i == 1 ? core::AuditResult::Pending : core::AuditResult::Done;
            entry.detail = i == 4 ? u"Back\\slash"_s : QString();
            QVERIFY(ask<qint64>(&storage::AuditRepository::begin, repository, entry));
        }
        const auto ids = [&repository](const storage::AuditFilter &filter) {
            QList<qint64> found;
            const auto page = ask<QList<core::AuditEntry>>(&storage::AuditRepository::page, repository, filter);
            for (const auto &entry : page.value_or(QList<core::AuditEntry> {}))
                found.append(entry.id);
            return found;
        };
        QCOMPARE(ids({ {}, {}, 0, 3 }), (QList<qint64> { 7, 6, 5 }));
        QCOMPARE(ids({ {}, {}, 5, 3 }), (QList<qint64> { 4, 3, 2 }));
        QCOMPARE(ids({ { 1 }, {}, 0, 200 }), (QList<qint64> { 6, 4, 2 }));
        QCOMPARE(ids({ {}, u"SET JAIL3 unban"_s, 0, 200 }), (QList<qint64> { 3 }));
        QCOMPARE(ids({ {}, u"%"_s, 0, 200 }), (QList<qint64> { 6, 4, 2 })); // no wildcard
        QCOMPARE(ids({ {}, u"d_o"_s, 0, 200 }), (QList<qint64> { 7, 5, 3, 1 }));
        QCOMPARE(ids({ {}, u"k\\s"_s, 0, 200 }), (QList<qint64> { 4 }));
        QCOMPARE(ids({ {}, u"'; DROP TABLE audit; --"_s, 0, 200 }), QList<qint64>());
        QCOMPARE(ask<int>(&storage::AuditRepository::prune, repository, qint64(300)).value_or(-1),
            1); // the pending one stays
        QCOMPARE(ids({}), (QList<qint64> { 7, 6, 5, 4, 3, 1 }));
    }

    void statuses()
    {
        storage::StatusRepository repository(*m_store);
        const core::ServerId one = addServer(u"one"_s);
        const core::ServerId two = addServer(u"two"_s);
        using Statuses = QHash<core::ServerId, core::ServerStatus>;
        const Statuses given { { one, fullStatus() }, { two, {} }, { { -1 }, fullStatus() },
            { { 999 }, fullStatus() } };
        QVERIFY(ask<bool>(&storage::StatusRepository::save, repository, given));
        reopen();
        storage::StatusRepository again(*m_store);
        const Statuses expected { { one, fullStatus() }, { two, {} } };
        QCOMPARE(ask<Statuses>(&storage::StatusRepository::all, again).value_or(Statuses {}), expected);
        QVERIFY(ask<bool>(&storage::StatusRepository::save, again, Statuses { { one, {} } }));
        QCOMPARE(ask<Statuses>(&storage::StatusRepository::all, again)->value(one), core::ServerStatus {});
    }

    void everyStateAndOutcomeIsKept()
    {
        storage::StatusRepository repository(*m_store);
        const core::ServerId server = addServer(u"one"_s);
        using Statuses = QHash<core::ServerId, core::ServerStatus>;
        for (int i = 0; i <= static_cast<int>(core::ErrorCode::Internal); ++i) {
            core::ServerStatus status;
            status.state = static_cast<core::ServerState>(i % 7);
            status.lastOutcome = static_cast<core::ProbeOutcome>(i % 10);
            status.lastError.code = static_cast<core::ErrorCode>(i);
            QVERIFY(ask<bool>(&storage::StatusRepository::save, repository, Statuses { { server, status } }));
            QCOMPARE(ask<Statuses>(&storage::StatusRepository::all, repository)->value(server), status);
        }
    }

    void leases()
    {
        storage::LeaseRepository repository(*m_store);
        QSignalSpy failed(m_store.get(), &storage::Store::failed);
        const auto acquire = [&repository](const QString &owner, qint64 ttl) {
            return ask<storage::Lease>(&storage::LeaseRepository::acquire, repository, u"server-1"_s, owner, ttl);
        };
        const auto first = acquire(u"window"_s, 60'000);
        QVERIFY(first);
        QCOMPARE(first->token, 1);
        const qint64 left = first->expiresAt - QDateTime::currentMSecsSinceEpoch();
        QVERIFY2(left > 55'000 && left <= 60'010, qPrintable(QString::number(left)));
        QCOMPARE(acquire(u"cli"_s, 60'000).error(), (core::Error { core::ErrorCode::StoreLocked, u"window"_s }));
        QCOMPARE(failed.count(), 0); // an answer, not a fault
        const auto renewed = acquire(u"window"_s, 120'000);
        QCOMPARE(renewed.value_or(storage::Lease {}).token, 1);
        QVERIFY(renewed->expiresAt > first->expiresAt);

        auto stale = *renewed;
        stale.token = 0;
        QCOMPARE(ask<bool>(&storage::LeaseRepository::release, repository, stale).value_or(true), false);
        QCOMPARE(ask<bool>(&storage::LeaseRepository::release, repository, *renewed).value_or(false), true);
        const auto taken = acquire(u"cli"_s, -1); // has run out at once
        QCOMPARE(taken.value_or(storage::Lease {}).token, 2);
        QCOMPARE(acquire(u"window"_s, 60'000).value_or(storage::Lease {}).token, 3);
        QCOMPARE(ask<bool>(&storage::LeaseRepository::release, repository, *taken).value_or(true), false); // fenced off
        QCOMPARE(acquire(u"cli"_s, 60'000).error().code, core::ErrorCode::StoreLocked);
    }

    /// Whoever was killed holds nothing up; whoever lives, or cannot be looked at, does.
    void leaseOfADeadProcess()
    {
        storage::LeaseRepository repository(*m_store);
        const auto acquire = [&repository](const QString &owner) {
            return ask<storage::Lease>(
                &storage::LeaseRepository::acquire, repository, u"server-1"_s, owner, qint64(60'000));
        };
        const auto first = acquire(u"window"_s);
        QCOMPARE(first.value_or(storage::Lease {}).token, 1);
        const storage::ProcessToken own = storage::ProcessToken::own();
        const auto pretend = [this](const QString &host, const QString &boot, qint64 pid, const QString &start,
                                 const QString &space = storage::ProcessToken::own().space) {
            const auto written = fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
                m_store->write<bool>(
                    [=](QSqlDatabase &database) {
                        storage::Statement update(database, u"UPDATE lease SET owner = ?"_s);
                        return update
                            .bind(
                                QStringList { u"window"_s, host, boot, QString::number(pid), start, space }.join(u'\t'))
                            .run();
                    },
                    context, std::move(handler));
            });
            QVERIFY(written);
        };
        pretend(u"another machine"_s, own.boot, 1, u"1"_s);
        QCOMPARE(acquire(u"cli"_s).error(), (core::Error { core::ErrorCode::StoreLocked, u"window"_s }));
        pretend(own.host, own.boot, own.pid, own.start);
        QCOMPARE(acquire(u"cli"_s).error().code, core::ErrorCode::StoreLocked);
        QVERIFY(own.space.startsWith("pid:["_L1));
        // Of two sandboxes on one data folder none sees the other's processes.
        pretend(own.host, own.boot, own.pid, u"1"_s, u"pid:[1]"_s);
        QCOMPARE(acquire(u"cli"_s).error().code, core::ErrorCode::StoreLocked);
        QProcess ended;
        ended.start(u"true"_s, {});
        QVERIFY(ended.waitForStarted());
        const qint64 gone = ended.processId();
        QVERIFY(ended.waitForFinished());
        pretend(own.host, own.boot, gone, u"1"_s, u"pid:[1]"_s);
        QCOMPARE(acquire(u"cli"_s).error().code, core::ErrorCode::StoreLocked);
        pretend(own.host, own.boot, own.pid, u"1"_s); // the same pid, of another process
        const auto taken = acquire(u"cli"_s);
        QCOMPARE(taken.value_or(storage::Lease {}).token, 2);
        pretend(own.host, u"the boot before"_s, own.pid, own.start, u"pid:[1]"_s);
        QCOMPARE(acquire(u"third"_s).value_or(storage::Lease {}).token, 3);
        pretend(own.host, own.boot, gone, u"1"_s);
        QCOMPARE(acquire(u"fourth"_s).value_or(storage::Lease {}).token, 4);
    }

    void leftoversOfRemovedServersGoAfterAWeek()
    {
        storage::AuditRepository audit(*m_store);
        const core::ServerId kept = addServer(u"kept"_s);
        const qint64 now = QDateTime::currentMSecsSinceEpoch();
        const qint64 old = now - 8LL * 24 * 3600 * 1000;
        for (const auto &[server, at] :
            { std::pair { kept.value, old }, std::pair { qint64(77), old }, std::pair { qint64(78), now } })
            QVERIFY(fixture::write(*m_store,
                u"INSERT INTO activation (server_id, jail, kind, at, jails_before, pid, process_start) "
                "VALUES (%1, 'j', 'start', %2, '[]', 1, '1')"_s.arg(server)
                    .arg(at)));
        QCOMPARE(ask<int>(&storage::AuditRepository::settleOrphans, audit).value_or(-1), 0);
        QCOMPARE(fixture::number(*m_store, u"SELECT sum(server_id) FROM activation"_s).value_or(-1), kept.value + 78);
    }

private:
    void reopen()
    {
        m_store = std::make_unique<storage::Store>(m_clock);
        QVERIFY(fixture::open(*m_store, m_folder->filePath(u"bangui.db"_s)));
    }
    core::ServerId addServer(const QString &name)
    {
        storage::ProfileRepository repository(*m_store);
        const auto profile = ask<core::ServerProfile>(&storage::ProfileRepository::insert, repository, named(name));
        return profile ? profile->id : core::ServerId {};
    }

    support::FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Store> m_store;
};

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
