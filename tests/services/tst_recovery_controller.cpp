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

class TestRecoveryController : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void dismissIsStoredAndCanBeTakenBack()
    {
        QTemporaryDir folder;
        support::FakeClock clock;
        storage::Store store(clock);
        storage::ProfileRepository profiles(store);
        storage::RecoveryRepository repository(store);
        doubles::Registry registry(clock);
        services::RuntimeState state;
        services::UndoStack undo;
        services::RecoveryControllerImpl controller(state, registry, repository, undo, clock);
        doubles::Heard<storage::OpenReport> opened;
        store.open(folder.filePath(u"b.db"_s), &opened.context, opened.handler());
        QTRY_COMPARE(opened.count(), 1);
        doubles::Heard<core::ServerProfile> stored;
        profiles.insert(doubles::profile(0), &stored.context, stored.handler());
        QTRY_COMPARE(stored.count(), 1);
        const core::ServerId id = stored.results[0]->id;
        registry.put(doubles::profile(id.value));
        state.addServer(id);

        core::PendingRecovery recovery;
        recovery.server = id;
        recovery.jail = u"nginx-bad"_s;
        recovery.reason = core::RecoveryReason::JailsLost;
        recovery.jailsBefore = { u"sshd"_s, u"web"_s };
        recovery.activatedAt = clock.nowMs() - 12'000;
        recovery.detectedAt = clock.nowMs();
        doubles::Heard<core::PendingRecovery> created;
        repository.create(recovery, &created.context, created.handler());
        QTRY_COMPARE(created.count(), 1);
        QSignalSpy appeared(&controller, &services::RecoveryController::recoveryAppeared);
        state.createPendingRecovery(*created.results[0]);
        QCOMPARE(appeared.size(), 1);
        QCOMPARE(controller.open().size(), 1);

        doubles::Heard<bool> dismissed;
        controller.dismiss(id, &dismissed.context, dismissed.handler());
        QTRY_COMPARE(dismissed.count(), 1);
        QVERIFY(dismissed.results[0].has_value());
        QVERIFY(controller.open().isEmpty());
        doubles::Heard<QList<core::PendingRecovery>> open;
        repository.open(&open.context, open.handler());
        QTRY_COMPARE(open.count(), 1);
        QVERIFY(open.results[0]->isEmpty());

        QCOMPARE(undo.entries().last().kind, services::UndoKind::DismissRecovery);
        doubles::Heard<QList<core::Receipt>> undone;
        undo.undo(0, &undone.context, undone.handler());
        QTRY_COMPARE(undone.count(), 1);
        QCOMPARE(controller.open().size(), 1);
        QCOMPARE(controller.open().first().jail, u"nginx-bad"_s);
        repository.open(&open.context, open.handler());
        QTRY_COMPARE(open.count(), 2);
        QCOMPARE(open.results[1]->size(), 1);
    }
    void theStoreFollowsTheProfile()
    {
        QTemporaryDir folder;
        support::FakeClock clock;
        storage::Store store(clock);
        storage::ProfileRepository profiles(store);
        storage::RecoveryRepository repository(store);
        doubles::Registry registry(clock);
        services::RuntimeState state;
        services::UndoStack undo;
        const services::RecoveryControllerImpl controller(state, registry, repository, undo, clock);
        doubles::Heard<storage::OpenReport> opened;
        store.open(folder.filePath(u"b.db"_s), &opened.context, opened.handler());
        QTRY_COMPARE(opened.count(), 1);
        doubles::Heard<core::ServerProfile> stored;
        profiles.insert(doubles::profile(0), &stored.context, stored.handler());
        QTRY_COMPARE(stored.count(), 1);
        const core::ServerId id = stored.results[0]->id;
        registry.put(doubles::profile(id.value));
        state.addServer(id);
        state.setServerPlace(id, u"here"_s);
        core::ActivationRecord record;
        record.server = id;
        record.jail = u"nginx-bad"_s;
        record.at = clock.nowMs();
        doubles::Heard<core::ActivationRecord> recorded;
        repository.recordActivation(record, &recorded.context, recorded.handler());
        QTRY_COMPARE(recorded.count(), 1);
        state.recordActivation(*recorded.results[0]);
        core::PendingRecovery recovery;
        recovery.server = id;
        recovery.jail = record.jail;
        recovery.reason = core::RecoveryReason::JailsLost;
        recovery.activatedAt = record.at;
        recovery.detectedAt = clock.nowMs();
        doubles::Heard<core::PendingRecovery> created;
        repository.create(recovery, &created.context, created.handler());
        QTRY_COMPARE(created.count(), 1);
        state.createPendingRecovery(*created.results[0]);

        doubles::Heard<QList<core::PendingRecovery>> open;
        doubles::Heard<QList<core::ActivationRecord>> activations;
        const auto look = [&] {
            repository.open(&open.context, open.handler());
            repository.lastActivations(&activations.context, activations.handler());
        };
        // What the next start would read is nothing of the daemon that the profile led to.
        state.setServerPlace(id, u"elsewhere"_s);
        look();
        QTRY_COMPARE(activations.count(), 1);
        QVERIFY(open.results[0]->isEmpty());
        QVERIFY(activations.results[0]->isEmpty());
        QVERIFY(controller.open().isEmpty());
        state.setServerPlace(id, u"here"_s);
        look();
        QTRY_COMPARE(activations.count(), 2);
        QCOMPARE(open.results[1]->size(), 1);
        QCOMPARE(open.results[1]->first().id, created.results[0]->id);
        QCOMPARE(activations.results[1]->size(), 1);
        QCOMPARE(activations.results[1]->first().jail, record.jail);
        QCOMPARE(controller.open().size(), 1);
        QVERIFY(!undo.canUndo());
    }
    void nothingToDismiss()
    {
        support::FakeClock clock;
        storage::Store store(clock);
        storage::RecoveryRepository repository(store);
        doubles::Registry registry(clock);
        services::RuntimeState state;
        services::UndoStack undo;
        services::RecoveryControllerImpl controller(state, registry, repository, undo, clock);
        doubles::Heard<bool> dismissed;
        controller.dismiss(core::ServerId { 9 }, &dismissed.context, dismissed.handler());
        QTRY_COMPARE(dismissed.count(), 1);
        QCOMPARE(*dismissed.results[0], false);
        QVERIFY(!undo.canUndo());
    }
};

QTEST_GUILESS_MAIN(TestRecoveryController)
#include "tst_recovery_controller.moc"
