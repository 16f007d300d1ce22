// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/ban_table_model.h"
#include "models/feeds.h"
#include "models/jail_table_model.h"
#include "models/log_table_model.h"
#include "models/server_tree_model.h"
#include "services/ban_service.h"
#include "services/jail_service.h"
#include "services/runtime_state.h"
#include "services/server_registry.h"
#include "texts/time_texts.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

class FakeRegistry final : public services::ServerRegistry
{
    Q_OBJECT
public:
    QList<core::ServerProfile> all;
    QList<core::ServerProfile> profiles() const override { return all; }
    std::optional<core::ServerProfile> profile(core::ServerId id) const override
    {
        for (const core::ServerProfile &profile : all) {
            if (profile.id == id)
                return profile;
        }
        return std::nullopt;
    }
    std::optional<core::ServerProfile> profileNamed(const QString &) const override { return std::nullopt; }
    services::ServerSession *session(core::ServerId) const override { return nullptr; }
    QStringList groups() const override { return {}; }
    core::RequestHandle add(const core::ServerProfile &, const QObject *, core::Handler<core::ServerProfile>) override
    {
        return {};
    }
    core::RequestHandle update(
        const core::ServerProfile &, const QObject *, core::Handler<core::ServerProfile>) override
    {
        return {};
    }
    core::RequestHandle remove(core::ServerId, const QObject *, core::Handler<bool>) override { return {}; }
    core::RequestHandle setOrder(const QList<core::ServerId> &, const QObject *, core::Handler<bool>) override
    {
        return {};
    }
    core::ServerId addTemporary(core::ServerProfile) override { return {}; }
};

class FakeJails final : public services::JailService
{
    Q_OBJECT
public:
    QHash<core::ServerId, services::JailSnapshot> snapshots;
    const services::JailSnapshot &snapshot(core::ServerId server) const override
    {
        static const services::JailSnapshot none;
        const auto found = snapshots.constFind(server);
        return found == snapshots.constEnd() ? none : *found;
    }
    void refresh(core::ServerId) override { }
    core::RequestHandle fetchDetail(
        core::ServerId, const QString &, const QObject *, core::Handler<core::JailDetail>) override
    {
        return {};
    }
    core::RequestHandle previewStop(
        core::ServerId, const QString &, const QObject *, core::Handler<services::StopPreview>) override
    {
        return {};
    }
    core::RequestHandle stopJail(
        core::ServerId, const QString &, const QObject *, core::Handler<core::Receipt>) override
    {
        return {};
    }
    core::RequestHandle previewReload(
        core::ServerId, const QString &, const QObject *, core::Handler<services::ReloadPreview>) override
    {
        return {};
    }
    core::RequestHandle reloadJail(core::ServerId, const QString &, services::RestartConsent, const QObject *,
        core::Handler<core::Receipt>) override
    {
        return {};
    }
    core::RequestHandle previewTune(core::ServerId, const QString &, const QString &, const QString &, const QObject *,
        core::Handler<services::TunePreview>) override
    {
        return {};
    }
    core::RequestHandle configuredJails(core::ServerId, const QObject *, core::Handler<QStringList>) override
    {
        return {};
    }
    core::RequestHandle previewBantime(core::ServerId, const QString &, const QString &, const QObject *,
        core::Handler<services::BantimePreview>) override
    {
        return {};
    }
    core::RequestHandle tune(core::ServerId, const QString &, const QString &, const QString &, const QObject *,
        core::Handler<core::Receipt>) override
    {
        return {};
    }
    QStringList runtimeChanges(core::ServerId, const QString &) const override { return {}; }
};

class FakeBans final : public services::BanService
{
    Q_OBJECT
public:
    QHash<core::ServerId, services::BanSnapshot> snapshots;
    const services::BanSnapshot &snapshot(core::ServerId server) const override
    {
        static const services::BanSnapshot none;
        const auto found = snapshots.constFind(server);
        return found == snapshots.constEnd() ? none : *found;
    }
    void refresh(core::ServerId) override { }
    void setWatched(const QList<core::ServerId> &) override { }
    core::RequestHandle previewBan(
        const services::BanRequest &, const QObject *, core::Handler<services::BanPreview>) override
    {
        return {};
    }
    core::RequestHandle ban(const services::BanRequest &, const QObject *, core::Handler<QList<core::Receipt>>) override
    {
        return {};
    }
    core::RequestHandle previewUnban(
        const services::UnbanRequest &, const QObject *, core::Handler<services::UnbanPreview>) override
    {
        return {};
    }
    core::RequestHandle unban(
        const services::UnbanRequest &, const QObject *, core::Handler<QList<core::Receipt>>) override
    {
        return {};
    }
};

class FakeLog final : public services::LogService
{
    Q_OBJECT
public:
    QList<services::LogLine> ring;
    QList<services::LogLine> lines() const override { return ring; }
    QString filePath() const override { return {}; }
};

core::ServerProfile profile(qint64 id, const QString &name)
{
    core::ServerProfile made;
    made.id = { id };
    made.name = name;
    return made;
}

services::JailBans bansOf(const QStringList &targets)
{
    auto list = std::make_shared<core::BanList>();
    for (const QString &target : targets)
        list->push_back({ core::banTargetFromText(target), 1'790'000'000, 600 });
    return { list, 1, true };
}

} // namespace

class TestFeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void serversFollow();
    void jailsFollow();
    void bansFollowTogether();
    void bansOfAServerThatDoesNotAnswerAreStale();
    void logFollows();
};

void TestFeeds::serversFollow()
{
    FakeRegistry registry;
    registry.all = { profile(1, u"web-1"_s) };
    services::RuntimeState state;
    state.addServer({ 1 });
    models::ServerTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const models::ServerFeed feed(registry, state, model);
    QCOMPARE(model.rowCount(), 2);
    registry.all.append(profile(2, u"web-2"_s));
    Q_EMIT registry.serverAdded({ 2 });
    QVERIFY(model.indexOf({ 2 }).isValid());
    core::ServerStatus online;
    online.state = core::ServerState::Online;
    state.addServer({ 2 }, online);
    QCOMPARE(model.indexOf({ 2 }).data(models::StateRole).toInt(), int(core::ServerState::Online));
    registry.all.removeFirst();
    Q_EMIT registry.serverRemoved({ 1 });
    QVERIFY(!model.indexOf({ 1 }).isValid());
}

void TestFeeds::jailsFollow()
{
    FakeRegistry registry;
    registry.all = { profile(1, u"web-1"_s) };
    services::RuntimeState state;
    state.addServer({ 1 });
    FakeJails jails;
    core::Jail sshd;
    sshd.name = u"sshd"_s;
    jails.snapshots[{ 1 }].jails = { sshd };
    models::JailTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const models::JailFeed feed(registry, state, jails, model);
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, int(models::JailColumn::Server)).data().toString(), u"web-1"_s);
    jails.snapshots[{ 1 }].jails.clear();
    Q_EMIT jails.jailsChanged({ 1 });
    QCOMPARE(model.rowCount(), 0);
    jails.snapshots[{ 1 }].jails = { sshd };
    Q_EMIT jails.jailsChanged({ 1 });
    Q_EMIT registry.serverRemoved({ 1 });
    QCOMPARE(model.rowCount(), 0);
}

void TestFeeds::bansFollowTogether()
{
    FakeRegistry registry;
    registry.all = { profile(1, u"web-1"_s), profile(2, u"mail"_s) };
    services::RuntimeState state;
    FakeBans bans;
    bans.snapshots[{ 1 }].jails[u"sshd"_s] = bansOf({ u"192.0.2.1"_s });
    models::BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    const models::BanFeed feed(registry, state, bans, model);
    QCOMPARE(model.rowCount(), 1); // what is known is there at once
    QCOMPARE(model.serverNameAt(0), u"web-1"_s);
    bans.snapshots[{ 1 }].jails[u"nginx"_s] = bansOf({ u"192.0.2.2"_s });
    bans.snapshots[{ 2 }].jails[u"postfix"_s] = bansOf({ u"192.0.2.3"_s });
    Q_EMIT bans.bansChanged({ 1 }, u"nginx"_s);
    Q_EMIT bans.bansChanged({ 2 }, u"postfix"_s);
    QCOMPARE(model.rowCount(), 1);
    QTRY_COMPARE(model.rowCount(), 3);
    QCOMPARE(inserted.count(), 2);
    bans.snapshots[{ 1 }].jails.remove(u"nginx"_s);
    Q_EMIT bans.bansChanged({ 1 }, u"nginx"_s);
    QTRY_COMPARE(model.rowCount(), 2);
    // A change of a server that is gone by the time it is shown leaves no ghost.
    Q_EMIT bans.bansChanged({ 1 }, u"sshd"_s);
    registry.all.removeFirst();
    Q_EMIT registry.serverRemoved({ 1 });
    QCOMPARE(model.rowCount(), 1);
    bans.snapshots[{ 2 }].jails[u"postfix"_s] = bansOf({ u"192.0.2.3"_s, u"192.0.2.4"_s });
    Q_EMIT bans.bansChanged({ 2 }, u"postfix"_s);
    QTRY_COMPARE(model.rowCount(), 2);
    QCOMPARE(model.serverNameAt(0), u"mail"_s);
}

void TestFeeds::bansOfAServerThatDoesNotAnswerAreStale()
{
    FakeRegistry registry;
    registry.all = { profile(1, u"web-1"_s), profile(2, u"mail"_s) };
    services::RuntimeState state;
    core::ServerStatus online;
    online.state = core::ServerState::Online;
    state.addServer({ 1 }, online);
    state.addServer({ 2 }, online);
    FakeBans bans;
    bans.snapshots[{ 1 }].jails[u"sshd"_s] = bansOf({ u"192.0.2.1"_s });
    bans.snapshots[{ 2 }].jails[u"sshd"_s] = bansOf({ u"192.0.2.2"_s });
    models::BanTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const models::BanFeed feed(registry, state, bans, model);
    const auto rowOf = [&](qint64 server) { return model.serverAt(0) == core::ServerId { server } ? 0 : 1; };
    const auto isStale = [&](qint64 server) { return model.index(rowOf(server), 0).data(models::StaleRole).toBool(); };
    QCOMPARE(model.rowCount(), 2);
    QVERIFY(!isStale(1));
    QVERIFY(!isStale(2));
    QVERIFY(!model.index(rowOf(1), 0).data(Qt::ToolTipRole).isValid());

    constexpr qint64 goneAtMs = 1'790'000'000'000;
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    core::ProbeReport silent;
    silent.outcome = core::ProbeOutcome::NoSocket;
    for (int probe = 0; probe < 5; ++probe)
        state.processHealthProbe({ 1 }, silent, goneAtMs);
    QCOMPARE(state.status({ 1 }).state, core::ServerState::Offline);
    QVERIFY(isStale(1));
    QVERIFY(!isStale(2));
    QCOMPARE(changed.count(), 1);
    const QString why = u"Last known; web-1 has been offline since %1."_s.arg(
        texts::dateTime(goneAtMs / 1000, texts::DateStyle::System, goneAtMs / 1000));
    const QModelIndex cell = model.index(rowOf(1), 0);
    QCOMPARE(cell.data(Qt::AccessibleDescriptionRole).toString(), why);
    QCOMPARE(cell.data(Qt::ToolTipRole).toString(), why);
    QVERIFY(
        cell.siblingAtColumn(int(models::BanColumn::Left)).data(Qt::ToolTipRole).toString().endsWith(u"\n"_s + why));

    registry.all[0].name = u"web-9"_s;
    Q_EMIT registry.serverChanged({ 1 });
    QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(u"web-9 has been offline"_s));
    core::ProbeReport answered;
    answered.outcome = core::ProbeOutcome::Answered;
    answered.jails = QStringList { u"sshd"_s };
    state.processHealthProbe({ 1 }, answered, goneAtMs + 5000);
    QVERIFY(!isStale(1));
    QVERIFY(!cell.data(Qt::ToolTipRole).isValid());
}

void TestFeeds::logFollows()
{
    FakeLog log;
    log.ring = { { 1, 1000, QtInfoMsg, u"a"_s, u"one"_s } };
    models::LogTableModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const models::LogFeed feed(log, model);
    QCOMPARE(model.rowCount(), 1);
    Q_EMIT log.lineAdded({ 2, 2000, QtWarningMsg, u"a"_s, u"two"_s });
    QCOMPARE(model.rowCount(), 2);
}

QTEST_GUILESS_MAIN(TestFeeds)
#include "tst_feeds.moc"
