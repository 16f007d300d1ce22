// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/commands.h"
#include "service_doubles.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "storage/store_fixture.h"
#include "wire_replies.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// Profiles over a real store: stored first, then announced.
class TestServerRegistry final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void addStoresAndAnnounces();
    void loadsInOrder();
    void refuses_data();
    void refuses();
    void nameMayBeKeptByItsOwner();
    void removalTearsDown();
    void removalCanBeUndone();
    void removalAndUndoKeepWhatWasLost();
    void whatIsLostStaysWithItsDaemon();
    void sessionIsMadeOnceAndRemadeForAnotherSocket();
    void orderIsStored();
    void temporaryServersLiveInMemory();
    void scopes();
    void timeoutsFollowTheSetting();
    void storeFailureChangesNothing();

private:
    void makeRegistry();
    core::Result<core::ServerProfile> add(const core::ServerProfile &profile)
    {
        return fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                m_registry->add(profile, context, std::move(handler));
            });
    }
    core::Result<core::ServerProfile> update(const core::ServerProfile &profile)
    {
        return fixture::await<core::ServerProfile>(
            [&](const QObject *context, core::Handler<core::ServerProfile> handler) {
                m_registry->update(profile, context, std::move(handler));
            });
    }
    core::Result<bool> remove(core::ServerId id)
    {
        return fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            m_registry->remove(id, context, std::move(handler));
        });
    }
    core::Result<bool> load(const QHash<core::ServerId, core::ServerStatus> &known = {})
    {
        return fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
            m_registry->load(context, std::move(handler), known);
        });
    }
    /// A jail that was activated has cost another one; the loss is told, and one jail was stopped on purpose.
    core::PendingRecovery lose(core::ServerId id)
    {
        core::ProbeReport report;
        report.outcome = core::ProbeOutcome::Answered;
        report.jails = QStringList { u"a"_s, u"sshd"_s, u"web"_s };
        m_state->processHealthProbe(id, report, m_clock.nowMs());
        core::ActivationRecord record;
        record.server = id;
        record.jail = u"a"_s;
        record.at = m_clock.nowMs();
        record.jailsBefore = *report.jails;
        m_state->recordActivation(record);
        m_state->noteStoppedOnPurpose(id, u"web"_s);
        m_clock.advance(1000);
        report.jails = QStringList { u"a"_s };
        auto found = m_state->processHealthProbe(id, report, m_clock.nowMs()).newRecovery;
        if (!found)
            return {};
        found->id = 7;
        m_state->createPendingRecovery(*found);
        return *found;
    }
    static core::ServerProfile named(const QString &name, const QString &group = {})
    {
        core::ServerProfile profile = doubles::profile(0, name);
        profile.group = group;
        return profile;
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    support::FakeClock m_clock;
    std::unique_ptr<storage::Store> m_store;
    std::unique_ptr<storage::ProfileRepository> m_profiles;
    std::unique_ptr<services::RuntimeState> m_state;
    std::unique_ptr<services::ServerRegistryImpl> m_registry;
    QList<QPointer<support::FakeChannel>> m_channels;
    QStringList m_paths;
};

void TestServerRegistry::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<storage::Store>(m_clock);
    QVERIFY(fixture::open(*m_store, m_folder->filePath(u"bangui.db"_s)));
    m_profiles = std::make_unique<storage::ProfileRepository>(*m_store);
    makeRegistry();
}

void TestServerRegistry::makeRegistry()
{
    m_channels.clear();
    m_paths.clear();
    m_registry.reset();
    m_state = std::make_unique<services::RuntimeState>();
    m_registry = std::make_unique<services::ServerRegistryImpl>(
        *m_profiles, *m_state,
        [this](const core::ServerProfile &profile) {
            auto channel = std::make_unique<support::FakeChannel>();
            m_channels.append(channel.get());
            m_paths.append(profile.socketPath);
            return channel;
        },
        m_clock);
}

void TestServerRegistry::cleanup()
{
    m_registry.reset();
    m_state.reset();
    m_profiles.reset();
    m_store.reset();
    m_folder.reset();
}

void TestServerRegistry::addStoresAndAnnounces()
{
    QSignalSpy added(m_registry.get(), &services::ServerRegistry::serverAdded);
    core::ServerProfile wanted = named(u"  web-1 "_s, u"production"_s);
    wanted.tags = { u"dmz"_s };
    wanted.colour = u"#12aBef"_s;
    const auto stored = add(wanted);
    QVERIFY(stored);
    QVERIFY(stored->id.value > 0);
    QCOMPARE(stored->name, u"web-1"_s);
    QCOMPARE(added.count(), 1);
    QCOMPARE(added.at(0).at(0).value<core::ServerId>(), stored->id);
    QVERIFY(m_state->hasServer(stored->id));
    QCOMPARE(m_registry->nameOf(stored->id), u"web-1"_s);
    QCOMPARE(m_registry->nameOf(core::ServerId { 99 }), QString());
    QCOMPARE(m_registry->profileNamed(u"web-1"_s)->id, stored->id);
    QVERIFY(m_channels.isEmpty()); // no session before somebody asks
}

void TestServerRegistry::loadsInOrder()
{
    for (const auto &name : { u"c"_s, u"a"_s, u"b"_s })
        QVERIFY(add(named(name)));
    const auto before = m_registry->profiles();
    QCOMPARE(before.at(0).name, u"c"_s);
    makeRegistry();
    QSignalSpy added(m_registry.get(), &services::ServerRegistry::serverAdded);
    core::ServerStatus known;
    known.version = u"1.0.2"_s;
    QVERIFY(load({ { before.at(1).id, known } }));
    QCOMPARE(added.count(), 3);
    QCOMPARE(m_registry->profiles(), before);
    QCOMPARE(m_state->status(before.at(1).id).version, u"1.0.2"_s);
}

void TestServerRegistry::refuses_data()
{
    QTest::addColumn<core::ServerProfile>("profile");
    QTest::addColumn<QString>("detail");
    QTest::addRow("no name") << named(u"   "_s) << u"name_empty"_s;
    QTest::addRow("taken") << named(u" taken"_s) << u"name_taken"_s;
    QTest::addRow("line break") << named(u"a\nb"_s) << u"name_characters"_s;
    QTest::addRow("bidi") << named(u"a\u202eb"_s) << u"name_characters"_s;
    QTest::addRow("group") << named(u"a"_s, u"g\u0007"_s) << u"group_characters"_s;
    auto profile = named(u"a"_s);
    profile.tags = { u"ok"_s, u"t\t"_s };
    QTest::addRow("tag") << profile << u"tag_characters"_s;
    profile = named(u"a"_s);
    profile.colour = u"red"_s;
    QTest::addRow("colour word") << profile << u"colour"_s;
    profile.colour = u"#12345g"_s;
    QTest::addRow("colour digits") << profile << u"colour"_s;
    profile = named(u"a"_s);
    profile.socketPath.clear();
    QTest::addRow("no socket") << profile << u"socket_path"_s;
    profile = named(u"a"_s);
    profile.probeIntervalSeconds = 1;
    QTest::addRow("interval") << profile << u"interval"_s;
    const auto row = [](const char *name, const QString &detail, const auto &set) {
        auto strange = named(u"a"_s);
        set(strange);
        QTest::addRow("%s", name) << strange << detail;
    };
    row("long name", u"name_long"_s, [](auto &p) { p.name = QString(101, u'n'); });
    row("half a pair", u"name_characters"_s, [](auto &p) { p.name = QString(QChar(0xd800)); });
    row("long group", u"group_long"_s, [](auto &p) { p.group = QString(101, u'g'); });
    row("long tag", u"tag_long"_s, [](auto &p) { p.tags = { QString(51, u't') }; });
    row("many tags", u"tags_many"_s, [](auto &p) { p.tags = QStringList(21, u"t"_s); });
    row("relative socket", u"socket_path"_s, [](auto &p) { p.socketPath = u"run/f2b.sock"_s; });
    row("endless socket", u"socket_path"_s, [](auto &p) { p.socketPath = u'/' + QString(4096, u's'); });
    row("relative folder", u"config_dir"_s, [](auto &p) { p.configDir = u"-c"_s; });
    row("folder", u"config_dir"_s, [](auto &p) { p.configDir = u"/a\nb"_s; });
    row("relative program", u"client_program"_s, [](auto &p) { p.clientProgram = u"-h"_s; });
    row("two lines to start", u"start_command"_s, [](auto &p) { p.startCommand = u"a\nb"_s; });
    row("zone", u"time_zone"_s, [](auto &p) { p.timeZone = u"$(date)"_s; });
    row("engine without a container", u"container_engine"_s, [](auto &p) { p.containerEngine = u"-x"_s; });
}

void TestServerRegistry::refuses()
{
    QFETCH(core::ServerProfile, profile);
    QFETCH(QString, detail);
    const auto taken = add(named(u"taken"_s));
    QVERIFY(taken);
    const auto answer = add(profile);
    QVERIFY(!answer);
    QCOMPARE(answer.error().code, core::ErrorCode::InvalidArgument);
    QCOMPARE(answer.error().detail, detail);
    QCOMPARE(m_registry->profiles().size(), 1);
    const auto other = add(named(u"other"_s));
    QVERIFY(other);
    profile.id = other->id;
    QCOMPARE(update(profile).error().detail, detail);
    QCOMPARE(m_registry->profile(other->id)->name, u"other"_s);
}

void TestServerRegistry::nameMayBeKeptByItsOwner()
{
    auto stored = add(named(u"a"_s));
    QVERIFY(stored);
    QSignalSpy changed(m_registry.get(), &services::ServerRegistry::serverChanged);
    stored->readOnly = true;
    QVERIFY(update(*stored));
    QCOMPARE(changed.count(), 1);
    QVERIFY(m_registry->profile(stored->id)->readOnly);
    auto unknown = *stored;
    unknown.id = core::ServerId { 77 };
    QCOMPARE(update(unknown).error().code, core::ErrorCode::NoSuchServer);
    QCOMPARE(remove(unknown.id).error().code, core::ErrorCode::NoSuchServer);
}

void TestServerRegistry::removalTearsDown()
{
    const auto stored = add(named(u"a"_s));
    QVERIFY(stored);
    auto *session = m_registry->session(stored->id);
    QVERIFY(session);
    doubles::Heard<QString> heard;
    session->submit<QString>(protocol::version(), &heard.context, heard.handler());
    QTRY_COMPARE(m_channels.constFirst()->openCount(), 1);
    QStringList order;
    connect(m_registry.get(), &services::ServerRegistry::serverAboutToBeRemoved, this, [&](core::ServerId id) {
        order.append(m_registry->profile(id) && m_state->hasServer(id) ? u"about"_s : u"late"_s);
    });
    connect(m_registry.get(), &services::ServerRegistry::serverRemoved, this, [&](core::ServerId id) {
        order.append(!m_registry->profile(id) && !m_state->hasServer(id) ? u"removed"_s : u"early"_s);
    });
    QVERIFY(remove(stored->id));
    QCOMPARE(order, (QStringList { u"about"_s, u"removed"_s }));
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Cancelled);
    QTRY_VERIFY(m_channels.constFirst().isNull());
    QVERIFY(!m_registry->session(stored->id));
}

void TestServerRegistry::removalCanBeUndone()
{
    const auto first = add(named(u"a"_s));
    const auto second = add(named(u"b"_s));
    QVERIFY(first && second);
    QVERIFY(remove(first->id));
    const auto back = add(*first);
    QVERIFY2(back, back ? "" : qPrintable(back.error().detail));
    QCOMPARE(back->id, first->id);
    QCOMPARE(m_registry->profiles().constFirst().name, u"a"_s); // at its old place
    core::ServerProfile twin = *second;
    twin.name = u"twin"_s;
    QCOMPARE(add(twin).error().detail, u"id_taken"_s);
}

void TestServerRegistry::removalAndUndoKeepWhatWasLost()
{
    const auto stored = add(named(u"a"_s));
    QVERIFY(stored);
    const core::PendingRecovery lost = lose(stored->id);
    const core::ServerStatus before = m_state->status(stored->id);
    QCOMPARE(before.state, core::ServerState::Degraded);
    QCOMPARE(before.lostJails, QStringList { u"sshd"_s });
    QVERIFY(remove(stored->id));
    QVERIFY(m_state->pendingRecoveries().isEmpty());
    QStringList order;
    connect(m_registry.get(), &services::ServerRegistry::serverAdded, this, [&] { order.append(u"added"_s); });
    connect(m_state.get(), &services::RuntimeState::pendingRecoveryCreated, this, [&] { order.append(u"lost"_s); });
    QVERIFY(add(*stored));
    QCOMPARE(order, (QStringList { u"added"_s, u"lost"_s }));
    QCOMPARE(m_state->pendingRecovery(stored->id), std::optional(lost));
    QCOMPARE(m_state->status(stored->id), before);
    QVERIFY(m_state->activation(stored->id));
    QCOMPARE(m_state->stoppedOnPurpose(stored->id), QSet { u"web"_s });
    // Another server, of which nothing is known, is none of it.
    const auto other = add(named(u"b"_s));
    QVERIFY(other && !m_state->pendingRecovery(other->id));
    QCOMPARE(m_state->status(other->id), core::ServerStatus {});

    // What has come to its end while it was away, or has got into the store only then.
    QVERIFY(remove(stored->id));
    m_state->clearPendingRecovery(stored->id, core::RecoveryResolution::Dismissed);
    QVERIFY(add(*stored));
    QVERIFY(!m_state->pendingRecovery(stored->id));
    QVERIFY(remove(stored->id));
    m_state->createPendingRecovery(lost);
    QVERIFY(add(*stored));
    QCOMPARE(m_state->pendingRecovery(stored->id), std::optional(lost));
}

void TestServerRegistry::whatIsLostStaysWithItsDaemon()
{
    auto stored = add(named(u"a"_s));
    QVERIFY(stored);
    const core::ServerProfile here = *stored;
    const core::PendingRecovery lost = lose(here.id);
    const core::ServerStatus before = m_state->status(here.id);
    QSignalSpy replaced(m_state.get(), &services::RuntimeState::daemonReplaced);
    stored->name = u"renamed"_s;
    QVERIFY(update(*stored));
    QCOMPARE(m_state->status(here.id), before); // the same daemon
    stored->socketPath = u"/run/other.sock"_s;
    QVERIFY(update(*stored));
    QVERIFY(!m_state->pendingRecovery(here.id));
    QVERIFY(!m_state->activation(here.id));
    QVERIFY(m_state->stoppedOnPurpose(here.id).isEmpty());
    QCOMPARE(m_state->status(here.id), core::ServerStatus {});
    QCOMPARE(replaced.count(), 1);
    QCOMPARE(replaced.at(0).at(1).value<std::optional<core::PendingRecovery>>(), std::optional(lost));
    // The jails of this one, one of which bears a name that was lost there, are no recovery.
    core::ProbeReport report;
    report.outcome = core::ProbeOutcome::Answered;
    report.jails = QStringList { u"other"_s };
    m_clock.advance(1000);
    m_state->processHealthProbe(here.id, report, m_clock.nowMs());
    QCOMPARE(m_state->status(here.id).state, core::ServerState::Online);
    // A typing error, corrected: what was lost is lost.
    QVERIFY(update(here));
    QCOMPARE(m_state->pendingRecovery(here.id), std::optional(lost));
    QCOMPARE(m_state->status(here.id), before);
    QCOMPARE(m_state->stoppedOnPurpose(here.id), QSet { u"web"_s });
    QVERIFY(m_state->activation(here.id));
    QCOMPARE(replaced.count(), 2);
}

void TestServerRegistry::sessionIsMadeOnceAndRemadeForAnotherSocket()
{
    auto stored = add(named(u"a"_s));
    QVERIFY(stored);
    auto *session = m_registry->session(stored->id);
    QCOMPARE(m_registry->session(stored->id), session);
    QCOMPARE(m_channels.size(), 1);
    stored->name = u"renamed"_s;
    QVERIFY(update(*stored));
    QCOMPARE(m_registry->session(stored->id), session);
    stored->socketPath = u"/run/other.sock"_s;
    QVERIFY(update(*stored));
    QTRY_VERIFY(m_channels.constFirst().isNull());
    QVERIFY(m_registry->session(stored->id));
    QCOMPARE(m_paths, (QStringList { u"/run/fail2ban/fail2ban.sock"_s, u"/run/other.sock"_s }));
}

void TestServerRegistry::orderIsStored()
{
    QList<core::ServerId> ids;
    for (const auto &name : { u"a"_s, u"b"_s, u"c"_s })
        ids.append(add(named(name))->id);
    QSignalSpy spy(m_registry.get(), &services::ServerRegistry::orderChanged);
    std::reverse(ids.begin(), ids.end());
    QVERIFY(fixture::await<bool>([&](const QObject *context, core::Handler<bool> handler) {
        m_registry->setOrder(ids, context, std::move(handler));
    }));
    QCOMPARE(spy.count(), 1);
    QCOMPARE(m_registry->profiles().constFirst().name, u"c"_s);
    QCOMPARE(m_registry->nameOf(ids.at(0)), u"c"_s); // each is found in its new place
    QCOMPARE(m_registry->nameOf(ids.at(2)), u"a"_s);
    makeRegistry();
    QVERIFY(load());
    QCOMPARE(m_registry->serversIn({}), ids);
}

void TestServerRegistry::temporaryServersLiveInMemory()
{
    QVERIFY(add(named(u"stored"_s)));
    const core::ServerId id = m_registry->addTemporary(named(u"demo"_s));
    QVERIFY(id.value < 0);
    QVERIFY(m_registry->addTemporary(named(u"demo2"_s)) != id);
    QCOMPARE(m_registry->profile(id)->name, u"demo"_s);
    QVERIFY(m_registry->session(id));
    auto profile = *m_registry->profile(id);
    profile.readOnly = true;
    QVERIFY(update(profile));
    QVERIFY(m_registry->profile(id)->readOnly);
    QVERIFY(remove(id));
    QVERIFY(!m_registry->profile(id));
    QCOMPARE(m_registry->profiles().constLast().name, u"demo2"_s);
    QCOMPARE(m_registry->nameOf(m_registry->profiles().constLast().id), u"demo2"_s); // it has moved up
    makeRegistry();
    QVERIFY(load());
    QCOMPARE(m_registry->profiles().size(), 1);
}

void TestServerRegistry::scopes()
{
    const auto a = add(named(u"a"_s, u"production"_s));
    const auto b = add(named(u"b"_s, u"test"_s));
    const auto c = add(named(u"c"_s, u"production"_s));
    const auto d = add(named(u"d"_s));
    using Kind = core::Scope::Kind;
    QCOMPARE(m_registry->serversIn({}), (QList { a->id, b->id, c->id, d->id }));
    QCOMPARE(m_registry->serversIn({ Kind::Group, u"production"_s, {} }), (QList { a->id, c->id }));
    QCOMPARE(m_registry->serversIn({ Kind::Group, u"nosuch"_s, {} }), QList<core::ServerId>());
    QCOMPARE(m_registry->serversIn({ Kind::Server, {}, b->id }), (QList { b->id }));
    QCOMPARE(m_registry->groups(), (QStringList { u"production"_s, u"test"_s }));
}

void TestServerRegistry::timeoutsFollowTheSetting()
{
    const auto stored = add(named(u"a"_s));
    doubles::Heard<QString> heard;
    auto *session = m_registry->session(stored->id);
    m_channels.constFirst()->setAutoAccept(true);
    m_state->setSettings(
        core::Settings().with(core::SettingKey::CommandTimeoutSeconds, 1, core::SettingOrigin::RuntimeOverride));
    session->submit<QString>(protocol::version(), &heard.context, heard.handler());
    QTRY_COMPARE(m_channels.constFirst()->writes().size(), 1);
    m_clock.advance(1001);
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::Timeout);
}

void TestServerRegistry::storeFailureChangesNothing()
{
    storage::Store closed(m_clock);
    storage::ProfileRepository profiles(closed);
    services::ServerRegistryImpl registry(profiles, *m_state, {}, m_clock);
    QSignalSpy added(&registry, &services::ServerRegistry::serverAdded);
    doubles::Heard<core::ServerProfile> heard;
    registry.add(named(u"a"_s), &heard.context, heard.handler());
    QTRY_COMPARE(heard.count(), 1);
    QCOMPARE(heard.code(), core::ErrorCode::StoreUnavailable);
    QCOMPARE(added.count(), 0);
    QVERIFY(registry.profiles().isEmpty());
}

QTEST_GUILESS_MAIN(TestServerRegistry)
#include "tst_server_registry.moc"
