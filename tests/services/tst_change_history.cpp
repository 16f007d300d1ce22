// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/change_history_impl.h"

#include "service_doubles.h"
#include "storage/store_fixture.h"

#include <QCryptographicHash>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using services::ChangeEntry;
using services::ChangeKind;
using services::ChangeResult;
using services::ChangeStage;

/// What is kept of changes, and the change that brings old bytes back.
class TestChangeHistory final : public QObject
{
    Q_OBJECT

    struct Rig
    {
        explicit Rig(const QString &path)
        {
            opened = fixture::open(store, path).has_value();
            profile.id = { 3 };
            profile.name = u"web"_s;
            profile.socketPath = u"/run/f2b.sock"_s;
            registry.put(profile);
        }
        template <typename T, typename Call> core::Result<T> ask(Call call)
        {
            return fixture::await<T>(
                [&](const QObject *context, core::Handler<T> handler) { call(context, std::move(handler)); });
        }
        core::Result<bool> begin(const ChangeEntry &entry)
        {
            return ask<bool>([&](auto context, auto handler) { history.begin(profile, entry, context, handler); });
        }
        QList<ChangeEntry> list(core::ServerId server = { 3 })
        {
            return ask<QList<ChangeEntry>>([&](auto context, auto handler) {
                history.list(server, context, handler);
            }).value_or(QList<ChangeEntry>());
        }
        support::FakeClock clock;
        storage::Store store { clock };
        storage::ConfigChangeRepository rows { store };
        doubles::Registry registry { clock };
        services::ChangeHistoryImpl history { rows, registry, clock };
        core::ServerProfile profile;
        bool opened = false;
    };
    static ChangeEntry made(const QString &id)
    {
        ChangeEntry entry;
        entry.id = id;
        entry.jail = u"sshd"_s;
        entry.kind = ChangeKind::Enable;
        entry.owner = u"anna@desk"_s;
        entry.path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
        entry.after = "[sshd]\nenabled = true\n";
        return entry;
    }
    QTemporaryDir m_folder;
    int m_count = 0;
    [[nodiscard]] QString newPath() { return m_folder.filePath(u"%1.db"_s.arg(++m_count)); }

private Q_SLOTS:
    void isThereBeforeItEndsAndAfterACrash()
    {
        const QString path = newPath();
        qint64 began = 0;
        {
            Rig rig(path);
            QVERIFY(rig.opened);
            QSignalSpy changed(&rig.history, &services::ChangeHistory::changed);
            began = rig.clock.nowMs();
            QVERIFY(rig.begin(made(u"enable-a"_s)));
            QCOMPARE(changed.size(), 1);
            QCOMPARE(changed.first().first().value<core::ServerId>(), core::ServerId { 3 });
            QVERIFY(!rig.begin(made(u"enable-a"_s)));
            QCOMPARE(changed.size(), 1);
        }
        Rig rig(path);
        const QList<ChangeEntry> all = rig.list();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].id, u"enable-a"_s);
        QCOMPARE(all[0].server, core::ServerId { 3 });
        QCOMPARE(all[0].kind, ChangeKind::Enable);
        QCOMPARE(all[0].result, ChangeResult::Open);
        QCOMPARE(all[0].startedAt, began);
        QCOMPARE(all[0].endedAt, 0);
        QVERIFY(!all[0].before);
        QCOMPARE(all[0].after, "[sshd]\nenabled = true\n"_ba);
    }

    void endsOnceAndAgain()
    {
        Rig rig(newPath());
        QVERIFY(rig.begin(made(u"a"_s)));
        QSignalSpy changed(&rig.history, &services::ChangeHistory::changed);
        const auto finish = [&](const QString &id, ChangeResult result, ChangeStage stage, const core::Error &error) {
            return rig.ask<bool>([&](auto context, auto handler) {
                rig.history.finish({ 3 }, id, result, stage, error, context, handler);
            });
        };
        QCOMPARE(finish(u"a"_s, ChangeResult::Open, ChangeStage::Confirm, {}).value_or(false), true);
        QCOMPARE(rig.list().first().endedAt, 0);
        rig.clock.advance(5000);
        const core::Error why { core::ErrorCode::VerifyFailed, u"web"_s };
        QCOMPARE(finish(u"a"_s, ChangeResult::NotRestored, ChangeStage::RestoreVerify, why).value_or(false), true);
        QCOMPARE(finish(u"b"_s, ChangeResult::Active, ChangeStage::Confirm, {}).value_or(true), false);
        QCOMPARE(changed.size(), 2); // not for what is not there
        const auto entry
            = rig.ask<ChangeEntry>([&](auto context, auto handler) { rig.history.entry(u"a"_s, context, handler); });
        QVERIFY(entry);
        QCOMPARE(entry->result, ChangeResult::NotRestored);
        QCOMPARE(entry->stage, ChangeStage::RestoreVerify);
        QCOMPARE(entry->error, why);
        QCOMPARE(entry->endedAt, rig.clock.nowMs());
        const auto none
            = rig.ask<ChangeEntry>([&](auto context, auto handler) { rig.history.entry(u"b"_s, context, handler); });
        QCOMPARE(none.error().code, core::ErrorCode::InvalidArgument);
        QVERIFY(
            rig.ask<bool>([&](auto context, auto handler) { rig.history.forget({ 3 }, u"a"_s, context, handler); }));
        QVERIFY(rig.list().isEmpty());
        QCOMPARE(changed.size(), 3);
    }

    void belongsToTheDaemonThatWasChanged()
    {
        Rig rig(newPath());
        QVERIFY(rig.begin(made(u"old"_s)));
        rig.clock.advance(1000);
        rig.profile.id = { -1 }; // the command line's, of the same daemon
        QVERIFY(rig.begin(made(u"cli"_s)));
        rig.profile.socketPath = u"/run/other.sock"_s;
        QVERIFY(rig.begin(made(u"other"_s)));
        QStringList ids;
        for (const ChangeEntry &entry : rig.list()) {
            ids << entry.id;
            QCOMPARE(entry.server, core::ServerId { 3 });
        }
        QCOMPARE(ids, QStringList({ u"cli"_s, u"old"_s }));
        const auto nobody = rig.ask<QList<ChangeEntry>>(
            [&](auto context, auto handler) { rig.history.list({ 77 }, context, handler); });
        QCOMPARE(nobody.error().code, core::ErrorCode::NoSuchServer);
    }

    void undecidedOnesOfEveryProfileAreTold()
    {
        Rig rig(newPath());
        QVERIFY(rig.begin(made(u"enable-1"_s)));
        rig.clock.advance(1000);
        rig.profile.id = { -1 };
        QVERIFY(rig.begin(made(u"enable-2"_s)));
        rig.profile.socketPath = u"/run/other.sock"_s; // no profile leads there
        QVERIFY(rig.begin(made(u"enable-3"_s)));
        QVERIFY(rig.ask<bool>(
            [&](auto context, auto handler) { rig.history.noteUndoAt(u"enable-1"_s, 77'000, context, handler); }));
        const auto all
            = rig.ask<QList<ChangeEntry>>([&](auto context, auto handler) { rig.history.withoutEnd(context, handler); })
                  .value_or(QList<ChangeEntry>());
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].id, u"enable-2"_s);
        QCOMPARE(all[0].server, core::ServerId { 3 });
        QCOMPARE(all[0].undoAt, 0);
        QCOMPARE(all[1].undoAt, 77'000);
        QVERIFY(rig.ask<bool>([&](auto context, auto handler) {
            rig.history.finish(
                { 3 }, u"enable-1"_s, ChangeResult::RolledBack, ChangeStage::Restore, {}, context, handler);
        }));
        QCOMPARE(
            rig.ask<QList<ChangeEntry>>([&](auto context, auto handler) { rig.history.withoutEnd(context, handler); })
                .value_or(QList<ChangeEntry>())
                .size(),
            1);
    }

    void oldBytesComeBackByAChange()
    {
        ChangeEntry entry = made(u"a"_s);
        services::ChangeRequest request = services::restoreRequest(entry, { 5 });
        QCOMPARE(request.server, core::ServerId { 5 });
        QCOMPARE(request.jail, u"sshd"_s);
        QCOMPARE(request.text, QByteArray());
        QVERIFY(request.text.has_value());
        QVERIFY(request.edits.isEmpty());
        QCOMPARE(request.kind, ChangeKind::Edit); // other files may well have it
        entry.before = "[sshd]\nenabled = no\n";
        QCOMPARE(services::restoreRequest(entry, { 5 }).kind, ChangeKind::Disable);
        QCOMPARE(services::restoreRequest(entry, { 5 }).text, entry.before);
        std::swap(entry.before, entry.after);
        QCOMPARE(services::restoreRequest(entry, { 5 }).kind, ChangeKind::Enable);
        entry.after = "[sshd]\nenabled = on\nport = 1\n";
        QCOMPARE(services::restoreRequest(entry, { 5 }).kind, ChangeKind::Edit);
        QCOMPARE(services::kindOfText(u"other"_s, entry.after, entry.before), ChangeKind::Edit);
        QVERIFY(services::diffOf(entry).contains(u"\n-enabled = true\n"_s));
        QVERIFY(services::diffOf(entry).contains(u"\n+port = 1\n"_s));
        // A filter's own file is that of the filter again.
        entry.path = u"/etc/fail2ban/filter.d/web.local"_s;
        entry.before = "[Definition]\nenabled = true\n";
        request = services::restoreRequest(entry, { 5 });
        QCOMPARE(request.part, services::ConfigPart::Filter);
        QCOMPARE(request.definition, u"web"_s);
        QCOMPARE(request.kind, ChangeKind::Edit);
        QCOMPARE(request.text, entry.before);
    }

    void laterEditsAreSeenByTheFilesHash()
    {
        const auto hash
            = [](const QByteArray &text) { return QCryptographicHash::hash(text, QCryptographicHash::Sha256).toHex(); };
        ChangeEntry entry = made(u"a"_s);
        entry.before = "[sshd]\nenabled = no\n";
        for (const ChangeResult stayed : { ChangeResult::Active, ChangeResult::Inactive, ChangeResult::NotRestored }) {
            entry.result = stayed;
            QVERIFY(!services::isEditedSince(entry, hash(*entry.after)));
            QVERIFY2(!services::isEditedSince(entry, hash(*entry.before)), "nothing is written then");
            QVERIFY(services::isEditedSince(entry, hash("[sshd]\nenabled = true\nport = 1\n")));
            QVERIFY2(services::isEditedSince(entry, QByteArray()), "somebody has removed it");
        }
        // Taken back: what it wrote is there only where somebody has written it anew.
        entry.result = ChangeResult::RolledBack;
        QVERIFY(!services::isEditedSince(entry, hash(*entry.before)));
        QVERIFY(services::isEditedSince(entry, hash(*entry.after)));
        // A file that was made, or removed.
        entry.result = ChangeResult::Active;
        entry.before.reset();
        QVERIFY(!services::isEditedSince(entry, QByteArray()));
        QVERIFY(services::isEditedSince(entry, hash("")));
        std::swap(entry.before, entry.after);
        QVERIFY(!services::isEditedSince(entry, QByteArray()));
        QVERIFY(services::isEditedSince(entry, hash("")));
    }
};

QTEST_GUILESS_MAIN(TestChangeHistory)
#include "tst_change_history.moc"
