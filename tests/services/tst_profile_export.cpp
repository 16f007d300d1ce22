// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_change.h"
#include "services/fleet_import.h"
#include "services/profile_export.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "services/undo_stack.h"
#include "storage/store_fixture.h"
#include "support/fake_clock.h"
#include "support/profile_fields.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using Kind = core::FleetNote::Kind;

namespace {

core::ServerProfile fullProfile()
{
    core::ServerProfile profile;
    profile.id = { 7 };
    profile.name = u"wéb \"1\" <b>"_s;
    profile.kind = core::ConnectionKind::Ssh;
    profile.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
    profile.destination = u"-p 2222 -J jump admin@web-1"_s;
    profile.sshConfig = u"/srv/ssh_config"_s;
    profile.elevation = core::Elevation::Sudo;
    profile.containerEngine = u"podman"_s;
    profile.container = u"f2b"_s;
    profile.configDir = u"/config/fail2ban"_s;
    profile.clientProgram = u"/usr/bin/fail2ban-client"_s;
    profile.startCommand = u"touch /root/pwned"_s;
    profile.group = u"shop"_s;
    profile.tags = { u"web"_s, u"customer-a"_s };
    profile.colour = u"#3f7ae0"_s;
    profile.timeZone = u"Europe/Berlin"_s;
    profile.production = true;
    profile.readOnly = true;
    profile.position = 12;
    profile.probeIntervalSeconds = 15;
    return profile;
}

core::ServerProfile local(const QString &name)
{
    core::ServerProfile profile;
    profile.name = name;
    profile.socketPath = u"/run/"_s + name + u".sock"_s;
    return profile;
}

core::FleetImport parsed(const QByteArray &content)
{
    return services::parseFleet(content, u"/x.json"_s, core::FleetFormat::BanGui, {});
}

} // namespace

class TestProfileExport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void roundTrip();
    void everyFieldAndNothingElse();
    void unknownFieldsAreNoted();
    void refused_data();
    void refused();
    void wrongFieldsRefuseTheServer();
    void onlyTheOwnerReadsTheFile();
    void whatIsKnown();
    void importAndUndo();
};

void TestProfileExport::roundTrip()
{
    core::ServerProfile temporary = local(u"gone"_s);
    temporary.id = { -3 };
    const QList<core::ServerProfile> profiles { fullProfile(), local(u"here"_s), temporary };
    const core::FleetImport import = parsed(services::exportProfiles(profiles));
    QVERIFY(!import.refused);
    QCOMPARE(import.notes.size(), 0);
    QCOMPARE(import.servers.size(), 2);
    core::ServerProfile wanted = fullProfile();
    wanted.id = {};
    wanted.position = 0;
    wanted.startCommand.clear(); // root runs it: nobody's file brings one along
    QCOMPARE(import.servers.at(0).profile, wanted);
    QCOMPARE(import.servers.at(1).profile, local(u"here"_s));
    // And again: the same bytes.
    QCOMPARE(services::exportProfiles({ import.servers.at(0).profile, import.servers.at(1).profile }),
        services::exportProfiles({ fullProfile(), local(u"here"_s) }));
}

void TestProfileExport::everyFieldAndNothingElse()
{
    QCOMPARE(support::profileFieldsUnset(fullProfile()), QStringList()); // else a field could leave unseen
    const QJsonObject root = QJsonDocument::fromJson(services::exportProfiles({ fullProfile() })).object();
    QCOMPARE(root.keys(), (QStringList { u"bangui_profiles"_s, u"servers"_s }));
    QCOMPARE(root[u"bangui_profiles"_s].toInt(), 1);
    const QJsonObject server = root[u"servers"_s].toArray().at(0).toObject();
    // Whoever adds a field thinks here about whether it may leave this computer.
    QCOMPARE(server.keys(),
        (QStringList { u"client"_s, u"colour"_s, u"config"_s, u"container"_s, u"container_engine"_s, u"destination"_s,
            u"elevation"_s, u"group"_s, u"kind"_s, u"name"_s, u"probe_interval_seconds"_s, u"production"_s,
            u"read_only"_s, u"socket"_s, u"ssh_config"_s, u"tags"_s, u"time_zone"_s }));
}

void TestProfileExport::unknownFieldsAreNoted()
{
    const core::FleetImport import = parsed(R"({"bangui_profiles": 1, "made_by": "x", "servers": [
        {"name": "a", "socket": "/a", "password": "hunter2", "start_command": "id", "tags": ["x", "x", ""]}, 7, {"name": "a"}, {"socket": "/b"}]})");
    QVERIFY(!import.refused);
    QCOMPARE(import.servers.size(), 1);
    QCOMPARE(import.servers.at(0).profile.tags, QStringList { u"x"_s });
    QCOMPARE(import.servers.at(0).profile.startCommand, QString());
    QStringList told;
    for (const core::FleetNote &note : import.notes)
        told.append(QString::number(int(note.kind)) + u' ' + note.detail);
    const auto line = [](Kind kind, const QString &detail) { return QString::number(int(kind)) + u' ' + detail; };
    QCOMPARE(told,
        (QStringList { line(Kind::UnknownField, u"made_by"_s), line(Kind::UnknownField, u"password"_s),
            line(Kind::UnknownField, u"start_command"_s), line(Kind::Junk, u"servers[1]"_s),
            line(Kind::Repeated, u"a"_s), line(Kind::Name, QString()) }));
}

void TestProfileExport::refused_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("detail");
    QTest::newRow("newer") << QByteArray(R"({"bangui_profiles": 2, "servers": [{"name": "a"}]})")
                           << int(Kind::NewerVersion) << u"2"_s;
    QTest::newRow("no version") << QByteArray(R"({"servers": []})") << int(Kind::Unrecognised) << QString();
    QTest::newRow("text as version") << QByteArray(R"({"bangui_profiles": "1", "servers": []})")
                                     << int(Kind::Unrecognised) << QString();
    QTest::newRow("no list") << QByteArray(R"({"bangui_profiles": 1, "servers": {}})") << int(Kind::Field)
                             << u"servers"_s;
    QTest::newRow("nobody") << QByteArray(R"({"bangui_profiles": 1, "servers": []})") << int(Kind::NoServers)
                            << QString();
    QTest::newRow("cut off") << QByteArray("{\"bangui_profiles\": 1,\n \"servers\": [") << int(Kind::Syntax)
                             << QString();
}

void TestProfileExport::refused()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    QFETCH(QString, detail);
    const core::FleetImport import = parsed(content);
    QVERIFY(import.refused);
    QCOMPARE(int(import.refused->kind), kind);
    if (import.refused->kind == Kind::Syntax)
        QCOMPARE(import.refused->line, 2);
    else
        QCOMPARE(import.refused->detail, detail);
    QVERIFY(import.servers.isEmpty());
}

void TestProfileExport::wrongFieldsRefuseTheServer()
{
    for (const QByteArray field :
        { R"("kind": "telnet")", R"("elevation": "doas")", R"("read_only": "no")", R"("socket": 7)", R"("tags": "a")",
            R"("tags": [1])", R"("probe_interval_seconds": 1.5)", R"("probe_interval_seconds": 1e9)" }) {
        const core::FleetImport import
            = parsed(R"({"bangui_profiles": 1, "servers": [{"name": "a", )" + field + R"(}, {"name": "b"}]})");
        QCOMPARE(import.servers.size(), 1);
        QCOMPARE(import.notes.size(), 1);
        QCOMPARE(import.notes.at(0).kind, Kind::Field);
        QVERIFY(import.notes.at(0).detail.startsWith("a: "_L1));
    }
}

void TestProfileExport::onlyTheOwnerReadsTheFile()
{
    QTemporaryDir dir;
    const QString path = dir.filePath(u"servers.json"_s);
    QFile old(path);
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    QVERIFY(old.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup | QFile::ReadOther));
    const auto written = services::saveFleetFile(path, { fullProfile() });
    QVERIFY(written);
    QCOMPARE(*written, 1);
    QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());
    QCOMPARE(services::readFleetFile(path).servers.size(), 1);
    QVERIFY(!services::saveFleetFile(dir.filePath(u"no/such/folder"_s), {}));
}

void TestProfileExport::whatIsKnown()
{
    core::ServerProfile web = fullProfile();
    web.name = u"web"_s;
    core::ServerProfile mail = local(u"mail"_s);
    mail.id = { 8 };
    mail.tags = { u"mine"_s };
    core::FleetImport import;
    import.format = core::FleetFormat::BanGui;
    const auto add = [&import](const core::ServerProfile &profile) { import.servers.append({ profile, 0, {}, true }); };
    add(web); // known
    core::ServerProfile renamed = web;
    renamed.name = u"renamed"_s;
    add(renamed); // the same daemon
    core::ServerProfile moved = mail;
    moved.socketPath = u"/run/elsewhere.sock"_s;
    moved.tags.clear();
    add(moved); // changed
    add(local(u"fresh"_s));
    const QList<core::FleetRow> rows = services::planFleet(import, { web, mail });
    QCOMPARE(rows.size(), 4);
    QCOMPARE(rows.at(0).match, core::FleetMatch::Known);
    QCOMPARE(rows.at(1).match, core::FleetMatch::SameDaemon);
    QCOMPARE(rows.at(1).other, u"web"_s);
    QCOMPARE(rows.at(2).match, core::FleetMatch::Changed);
    QCOMPARE(rows.at(2).profile.id, core::ServerId { 8 });
    QCOMPARE(rows.at(2).profile.socketPath, u"/run/elsewhere.sock"_s);
    QCOMPARE(rows.at(2).profile.tags, QStringList { u"mine"_s });
    QCOMPARE(rows.at(3).match, core::FleetMatch::New);
    QCOMPARE(rows.at(0).wanted, false);
    QCOMPARE(rows.at(1).wanted, false);
    QCOMPARE(rows.at(2).wanted, false);
    QCOMPARE(rows.at(3).wanted, true);
}

void TestProfileExport::importAndUndo()
{
    support::FakeClock clock;
    QTemporaryDir folder;
    storage::Store store(clock);
    QVERIFY(fixture::open(store, folder.filePath(u"bangui.db"_s)));
    storage::ProfileRepository repository(store);
    services::RuntimeState state;
    services::ServerRegistryImpl registry(repository, state, {}, clock);
    services::UndoStack undo;
    core::ServerProfile mail = local(u"mail"_s);
    std::optional<core::ServerProfile> stored;
    registry.add(mail, this, [&](const core::Result<core::ServerProfile> &result) { stored = *result; });
    QTRY_VERIFY(stored);

    QList<core::FleetRow> rows;
    for (const QString &name : { u"a"_s, u"b"_s })
        rows.append({ local(name), core::FleetMatch::New, {}, 0, {}, true });
    core::ServerProfile bad = local(u"bad"_s);
    bad.socketPath = u"relative"_s;
    rows.append({ bad, core::FleetMatch::New, {}, 0, {}, true });
    core::ServerProfile moved = *stored;
    moved.socketPath = u"/run/elsewhere.sock"_s;
    rows.append({ moved, core::FleetMatch::Changed, {}, 0, {}, true });
    rows.append({ *stored, core::FleetMatch::Known, {}, 0, {}, true });

    std::optional<services::FleetResult> result;
    QPointer<services::FleetChange> change = new services::FleetChange(registry, &undo, clock, this);
    QSignalSpy progress(change, &services::FleetChange::progressed);
    change->apply(rows, this, [&](const core::Result<services::FleetResult> &done) { result = *done; });
    QTRY_VERIFY(result);
    QCOMPARE(result->added.size(), 2);
    QCOMPARE(result->changed.size(), 1);
    QCOMPARE(result->failed.size(), 1);
    QCOMPARE(result->failed.at(0).name, u"bad"_s);
    QCOMPARE(result->failed.at(0).error.detail, u"socket_path"_s);
    QCOMPARE(registry.profiles().size(), 3);
    QCOMPARE(registry.profileNamed(u"mail"_s)->socketPath, u"/run/elsewhere.sock"_s);
    QCOMPARE(progress.last().at(0).toInt(), 4);
    QTRY_VERIFY(!change);

    // One step takes all of it back, also where one of them was forgotten by hand meanwhile.
    QCOMPARE(undo.entries().size(), 1);
    QCOMPARE(undo.entries().at(0).kind, services::UndoKind::ImportServers);
    QCOMPARE(undo.entries().at(0).servers, 3);
    bool removed = false;
    registry.remove(result->added.at(0).id, this, [&](const core::Result<bool> &) { removed = true; });
    QTRY_VERIFY(removed);
    std::optional<QList<core::Receipt>> receipts;
    undo.undo(0, this, [&](const core::Result<QList<core::Receipt>> &done) { receipts = *done; });
    QTRY_VERIFY(receipts);
    QCOMPARE(receipts->size(), 3);
    QCOMPARE(registry.profiles().size(), 1);
    QCOMPARE(registry.profileNamed(u"mail"_s)->socketPath, mail.socketPath);
    QVERIFY(undo.entries().isEmpty());
}

QTEST_GUILESS_MAIN(TestProfileExport)
#include "tst_profile_export.moc"
