// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_change.h"
#include "services/runtime_state.h"
#include "services/server_registry_impl.h"
#include "services/undo_stack.h"
#include "storage/store_fixture.h"
#include "support/fake_clock.h"

#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

/// The undo of an import leaves alone what somebody has edited since.
class TestFleetChange : public QObject
{
    Q_OBJECT

    static core::ServerProfile local(const QString &name)
    {
        core::ServerProfile profile;
        profile.name = name;
        profile.socketPath = u"/run/"_s + name + u".sock"_s;
        return profile;
    }

private Q_SLOTS:
    void whatWasEditedSinceStays()
    {
        support::FakeClock clock;
        QTemporaryDir folder;
        storage::Store store(clock);
        QVERIFY(fixture::open(store, folder.filePath(u"bangui.db"_s)));
        storage::ProfileRepository repository(store);
        services::RuntimeState state;
        services::ServerRegistryImpl registry(repository, state, {}, clock);
        services::UndoStack undo;
        for (const QString &name : { u"mail"_s, u"web"_s }) {
            bool done = false;
            registry.add(
                local(name), this, [&](const core::Result<core::ServerProfile> &stored) { done = stored.has_value(); });
            QTRY_VERIFY(done);
        }
        QList<core::FleetRow> rows;
        for (const QString &name : { u"mail"_s, u"web"_s }) {
            core::ServerProfile moved = *registry.profileNamed(name);
            moved.socketPath = u"/run/elsewhere-"_s + name;
            moved.group = u"imported"_s;
            rows.append({ moved, core::FleetMatch::Changed, {}, 0, {}, true });
        }
        for (const QString &name : { u"a"_s, u"b"_s })
            rows.append({ local(name), core::FleetMatch::New, {}, 0, {}, true });
        std::optional<services::FleetResult> result;
        auto *change = new services::FleetChange(registry, &undo, clock, this);
        change->apply(rows, this, [&](const core::Result<services::FleetResult> &done) { result = *done; });
        QTRY_VERIFY(result);

        // Since then: mail is marked, web got another group, b is guarded.
        const auto edit = [&](const QString &name, auto how) {
            core::ServerProfile profile = *registry.profileNamed(name);
            how(profile);
            bool done = false;
            registry.update(
                profile, this, [&](const core::Result<core::ServerProfile> &stored) { done = stored.has_value(); });
            return QTest::qWaitFor([&] { return done; }, 30'000);
        };
        QVERIFY(edit(u"mail"_s, [](core::ServerProfile &p) { p.production = p.readOnly = true; }));
        QVERIFY(edit(u"web"_s, [](core::ServerProfile &p) { p.group = u"mine"_s; }));
        QVERIFY(edit(u"b"_s, [](core::ServerProfile &p) { p.readOnly = true; }));

        std::optional<QList<core::Receipt>> receipts;
        undo.undo(0, this, [&](const core::Result<QList<core::Receipt>> &done) { receipts = *done; });
        QTRY_VERIFY(receipts);
        const core::ServerProfile mail = *registry.profileNamed(u"mail"_s);
        QCOMPARE(mail.socketPath, u"/run/mail.sock"_s);
        QCOMPARE(mail.group, QString());
        QVERIFY2(mail.production && mail.readOnly, "marked after the import");
        const core::ServerProfile web = *registry.profileNamed(u"web"_s);
        QCOMPARE(web.socketPath, u"/run/web.sock"_s);
        QCOMPARE(web.group, u"mine"_s);
        QVERIFY(!registry.profileNamed(u"a"_s));
        QVERIFY(registry.profileNamed(u"b"_s));
        QStringList left;
        for (const core::Receipt &receipt : *receipts) {
            if (receipt.result == core::ReceiptResult::Refused
                && receipt.error.code == core::ErrorCode::ChangedMeanwhile)
                left.append(receipt.serverName);
            else
                QCOMPARE(receipt.result, core::ReceiptResult::Done);
        }
        left.sort();
        QCOMPARE(left, (QStringList { u"b"_s, u"web"_s }));
    }
};

QTEST_GUILESS_MAIN(TestFleetChange)
#include "tst_fleet_change.moc"
