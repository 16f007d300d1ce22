// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_doubles.h"
#include "services/recovery_controller_impl.h"
#include "services/runtime_state.h"
#include "services/undo_stack.h"
#include "storage/repositories.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

/// The controller over a store, and once it is open, one server in it.
struct Life
{
    void open()
    {
        doubles::Heard<storage::OpenReport> opened;
        store.open(folder.filePath(u"b.db"_s), &opened.context, opened.handler());
        QTRY_COMPARE(opened.count(), 1);
        doubles::Heard<core::ServerProfile> stored;
        profiles.insert(doubles::profile(0), &stored.context, stored.handler());
        QTRY_COMPARE(stored.count(), 1);
        id = stored.results[0]->id;
        registry.put(doubles::profile(id.value));
        state.addServer(id);
    }

    QTemporaryDir folder;
    support::FakeClock clock;
    storage::Store store { clock };
    storage::ProfileRepository profiles { store };
    storage::RecoveryRepository repository { store };
    doubles::Registry registry { clock };
    services::RuntimeState state;
    services::UndoStack undo;
    services::RecoveryControllerImpl controller { state, registry, repository, undo, clock };
    core::ServerId id;
};

} // namespace

class TestRecoveryController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dismissIsStoredAndCanBeTakenBack()
    {
        Life life;
        life.open();
        QVERIFY(life.id.isValid());

        core::PendingRecovery recovery;
        recovery.server = life.id;
        recovery.jail = u"nginx-bad"_s;
        recovery.reason = core::RecoveryReason::JailsLost;
        recovery.jailsBefore = { u"sshd"_s, u"web"_s };
        recovery.activatedAt = life.clock.nowMs() - 12'000;
        recovery.detectedAt = life.clock.nowMs();
        doubles::Heard<core::PendingRecovery> created;
        life.repository.create(recovery, &created.context, created.handler());
        QTRY_COMPARE(created.count(), 1);
        QSignalSpy appeared(&life.controller, &services::RecoveryController::recoveryAppeared);
        life.state.createPendingRecovery(*created.results[0]);
        QCOMPARE(appeared.size(), 1);
        QCOMPARE(life.controller.open().size(), 1);

        doubles::Heard<bool> dismissed;
        life.controller.dismiss(life.id, &dismissed.context, dismissed.handler());
        QTRY_COMPARE(dismissed.count(), 1);
        QVERIFY(dismissed.results[0].has_value());
        QVERIFY(life.controller.open().isEmpty());
        doubles::Heard<QList<core::PendingRecovery>> open;
        life.repository.open(&open.context, open.handler());
        QTRY_COMPARE(open.count(), 1);
        QVERIFY(open.results[0]->isEmpty());

        QCOMPARE(life.undo.entries().last().kind, services::UndoKind::DismissRecovery);
        doubles::Heard<QList<core::Receipt>> undone;
        life.undo.undo(0, &undone.context, undone.handler());
        QTRY_COMPARE(undone.count(), 1);
        QCOMPARE(life.controller.open().size(), 1);
        QCOMPARE(life.controller.open().first().jail, u"nginx-bad"_s);
        life.repository.open(&open.context, open.handler());
        QTRY_COMPARE(open.count(), 2);
        QCOMPARE(open.results[1]->size(), 1);
    }
    void theStoreFollowsTheProfile()
    {
        Life life;
        life.open();
        QVERIFY(life.id.isValid());
        life.state.setServerPlace(life.id, u"here"_s);
        core::ActivationRecord record;
        record.server = life.id;
        record.jail = u"nginx-bad"_s;
        record.at = life.clock.nowMs();
        doubles::Heard<core::ActivationRecord> recorded;
        life.repository.recordActivation(record, &recorded.context, recorded.handler());
        QTRY_COMPARE(recorded.count(), 1);
        life.state.recordActivation(*recorded.results[0]);
        core::PendingRecovery recovery;
        recovery.server = life.id;
        recovery.jail = record.jail;
        recovery.reason = core::RecoveryReason::JailsLost;
        recovery.activatedAt = record.at;
        recovery.detectedAt = life.clock.nowMs();
        doubles::Heard<core::PendingRecovery> created;
        life.repository.create(recovery, &created.context, created.handler());
        QTRY_COMPARE(created.count(), 1);
        life.state.createPendingRecovery(*created.results[0]);

        doubles::Heard<QList<core::PendingRecovery>> open;
        doubles::Heard<QList<core::ActivationRecord>> activations;
        const auto look = [&] {
            life.repository.open(&open.context, open.handler());
            life.repository.lastActivations(&activations.context, activations.handler());
        };
        // What the next start would read is nothing of the daemon that the profile led to.
        life.state.setServerPlace(life.id, u"elsewhere"_s);
        look();
        QTRY_COMPARE(activations.count(), 1);
        QVERIFY(open.results[0]->isEmpty());
        QVERIFY(activations.results[0]->isEmpty());
        QVERIFY(life.controller.open().isEmpty());
        life.state.setServerPlace(life.id, u"here"_s);
        look();
        QTRY_COMPARE(activations.count(), 2);
        QCOMPARE(open.results[1]->size(), 1);
        QCOMPARE(open.results[1]->first().id, created.results[0]->id);
        QCOMPARE(activations.results[1]->size(), 1);
        QCOMPARE(activations.results[1]->first().jail, record.jail);
        QCOMPARE(life.controller.open().size(), 1);
        QVERIFY(!life.undo.canUndo());
    }
    void nothingToDismiss()
    {
        Life life;
        doubles::Heard<bool> dismissed;
        life.controller.dismiss(core::ServerId { 9 }, &dismissed.context, dismissed.handler());
        QTRY_COMPARE(dismissed.count(), 1);
        QCOMPARE(*dismissed.results[0], false);
        QVERIFY(!life.undo.canUndo());
    }
};

QTEST_GUILESS_MAIN(TestRecoveryController)
#include "tst_recovery_controller.moc"
