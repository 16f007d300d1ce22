// SPDX-License-Identifier: GPL-3.0-or-later
#include "integration/change_rig.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;
using changes::ChangeKind;
using changes::ChangeOutcome;
using changes::ChangeResult;
using changes::ChangeStage;
using changes::Rig;
using services::ChangeEntry;
using services::ChangePreview;
using services::ChangeRequest;
using Version = TestFail2ban::Version;

/// The history of a real daemon's changes: every byte of them, before they are made, and back again.
class TestChangeHistoryReal final : public QObject
{
    Q_OBJECT

    void prepare()
    {
        QFETCH(Version, version);
        m_rig = std::make_unique<Rig>(version);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
    }
    core::Result<ChangePreview> preview(const ChangeRequest &request)
    {
        return m_rig->s.wait<ChangePreview>(
            [&](auto handler) { m_rig->changes->preview(request, &m_rig->s.context, handler); });
    }
    ChangeRequest quick(ChangeRequest request) const
    {
        request.confirmAfterSeconds = 1;
        request.undoAfterSeconds = 30;
        return request;
    }
    std::unique_ptr<Rig> m_rig;

private Q_SLOTS:
    void cleanup() { m_rig.reset(); }

    void oldBytesComeBack_data() { versionRows(); }
    void oldBytesComeBack()
    {
        prepare();
        const QByteArray first = "# by hand\r\n[sshd]\r\nmaxretry = 4\r\nunknown key = kept\r\n";
        m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-sshd.local"_s, QString::fromUtf8(first));
        int there = -1;
        m_rig->after(ChangeStage::Snapshot, [&] { // what is written to the server comes after it
            there = 0;
            m_rig->history.list(m_rig->s.id, &m_rig->s.context, [&](const core::Result<QList<ChangeEntry>> &list) {
                there = int(list.value_or(QList<ChangeEntry>()).size());
            });
        });
        const auto changed = m_rig->make(m_rig->edit(u"sshd"_s, u"bantime"_s, u"77m"_s));
        QVERIFY2(changed && changed->result == ChangeResult::Active, qPrintable(Rig::told(changed)));
        QCOMPARE(there, 1);
        QList<ChangeEntry> all = m_rig->entries();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all[0].result, ChangeResult::Active);
        QCOMPARE(all[0].jail, u"sshd"_s);
        QCOMPARE(all[0].before, first);
        QCOMPARE(all[0].after, m_rig->ourBytes(u"sshd"_s));
        QCOMPARE(all[0].path, m_rig->ourFile(u"sshd"_s));
        QVERIFY(all[0].endedAt >= all[0].startedAt && all[0].startedAt > 0);
        QVERIFY(all[0].owner.contains(u'@'));

        ChangeRequest back = quick(services::restoreRequest(all[0], m_rig->s.id));
        const auto shown = preview(back);
        QVERIFY(shown);
        QVERIFY2(shown->diff.contains(u"-bantime = 77m"_s), qPrintable(shown->diff));
        QCOMPARE(
            shown->fileHash, QCryptographicHash::hash(m_rig->ourBytes(u"sshd"_s), QCryptographicHash::Sha256).toHex());
        back.expected = shown->fileHash;
        const auto restored = m_rig->make(back);
        QVERIFY2(restored && restored->result == ChangeResult::Active, qPrintable(Rig::told(restored)));
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), first);
        QVERIFY(m_rig->get(u"sshd"_s, u"bantime"_s) != u"4620"_s);
        all = m_rig->entries();
        QCOMPARE(all.size(), 2);
        QCOMPARE(all[0].after, first);
        QCOMPARE(all[0].before, all[1].after);
        QVERIFY2(m_rig->isClean(), qPrintable(m_rig->leftovers()));
    }

    void nothingOfSomebodyElsesIsOverwrittenUnseen_data() { versionRows(); }
    void nothingOfSomebodyElsesIsOverwrittenUnseen()
    {
        prepare();
        const auto enabled = m_rig->make(m_rig->request(ChangeKind::Enable, u"off"_s));
        QVERIFY2(enabled && enabled->result == ChangeResult::Active, qPrintable(Rig::told(enabled)));
        ChangeRequest back = quick(services::restoreRequest(m_rig->entries().constFirst(), m_rig->s.id));
        const auto shown = preview(back);
        QVERIFY(shown);
        back.expected = shown->fileHash;
        const QString theirs = u"[off]\nenabled = true\nmaxretry = 9\n"_s;
        m_rig->s.daemon.writeConfig(u"jail.d/zz-bangui-off.local"_s, theirs);
        const auto refused = m_rig->make(back);
        QVERIFY2(refused && refused->result == ChangeResult::Refused, qPrintable(Rig::told(refused)));
        QCOMPARE(refused->error.code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(m_rig->ourBytes(u"off"_s), theirs.toUtf8());
        QCOMPARE(m_rig->entries().size(), 1); // nothing was changed
        // Seen, it may go: the file was not there before, and the jail ends with it.
        const auto again = preview(back = quick(services::restoreRequest(m_rig->entries().constFirst(), m_rig->s.id)));
        QVERIFY(again);
        QVERIFY2(again->diff.contains(u"-maxretry = 9"_s), qPrintable(again->diff));
        back.expected = again->fileHash;
        const auto gone = m_rig->make(back);
        QVERIFY2(gone && gone->result == ChangeResult::Inactive, qPrintable(Rig::told(gone)));
        QCOMPARE(m_rig->ourBytes(u"off"_s), "(absent)"_ba);
        QVERIFY(!m_rig->jails().contains(u"off"_s));
        QCOMPARE(m_rig->entries().constFirst().before, theirs.toUtf8());
    }

    void keepsWhatWasRefusedAndTakenBackApart_data() { versionRows(); }
    void keepsWhatWasRefusedAndTakenBackApart()
    {
        prepare();
        auto bad = m_rig->request(ChangeKind::Edit, u"sshd"_s);
        bad.text = "[sshd]\nfailregex = ^(unclosed <HOST>\n";
        const auto refused = m_rig->make(bad);
        QVERIFY2(refused && refused->result == ChangeResult::Refused, qPrintable(Rig::told(refused)));
        QVERIFY(m_rig->entries().isEmpty());

        auto open = m_rig->edit(u"sshd"_s, u"bantime"_s, u"78m"_s);
        open.confirmAfterSeconds = 0;
        const auto undecided = m_rig->make(open);
        QVERIFY2(undecided && undecided->result == ChangeResult::Open, qPrintable(Rig::told(undecided)));
        QCOMPARE(m_rig->entries().constFirst().result, ChangeResult::Open);
        QCOMPARE(m_rig->entries().constFirst().endedAt, 0);
        const QString id = m_rig->entries().constFirst().id;
        const auto back = m_rig->s.wait<ChangeOutcome>(
            [&](auto handler) { m_rig->changes->rollBack(m_rig->s.id, id, &m_rig->s.context, handler); });
        QVERIFY2(back && back->result == ChangeResult::RolledBack, qPrintable(Rig::told(back)));
        QCOMPARE(m_rig->entries().size(), 1);
        QCOMPARE(m_rig->entries().constFirst().result, ChangeResult::RolledBack);
        QVERIFY(m_rig->entries().constFirst().endedAt > 0);
        QCOMPARE(m_rig->ourBytes(u"sshd"_s), "(absent)"_ba);
    }

    // BanGUI died: the server has decided, and whoever looks for what is open learns it.
    void learnsWhatTheServerDecided_data() { versionRows(); }
    void learnsWhatTheServerDecided()
    {
        prepare();
        auto open = m_rig->edit(u"sshd"_s, u"bantime"_s, u"79m"_s);
        open.confirmAfterSeconds = 0;
        open.undoAfterSeconds = 25;
        const auto undecided = m_rig->make(open);
        QVERIFY2(undecided && undecided->result == ChangeResult::Open, qPrintable(Rig::told(undecided)));
        QVERIFY2(m_rig->isClean(90'000), qPrintable(m_rig->leftovers())); // the server took it back
        QCOMPARE(m_rig->entries().constFirst().result, ChangeResult::Open);
        QVERIFY(m_rig->s.wait<QList<services::OpenChange>>(
            [&](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); }));
        QTRY_COMPARE(m_rig->entries().constFirst().result, ChangeResult::RolledBack);
    }

    // Another process has it in the store and nothing on the server yet: that it is not there decides nothing.
    void whatBeginsIsNotTakenForEnded()
    {
        m_rig = std::make_unique<Rig>(Version::V1_1_0);
        QVERIFY2(m_rig->start(), qPrintable(m_rig->s.daemon.error()));
        const auto profile = *m_rig->s.registry.profile(m_rig->s.id);
        ChangeEntry entry;
        entry.id = services::newChangeId(ChangeKind::Edit, profile.socketPath);
        entry.server = profile.id;
        entry.jail = u"sshd"_s;
        entry.path = m_rig->ourFile(u"sshd"_s);
        entry.after = "[sshd]\nmaxretry = 9\n";
        QVERIFY(m_rig->s.wait<bool>(
            [&](auto handler) { m_rig->history.begin(profile, entry, &m_rig->s.context, handler); }));
        const auto look = [this, &profile] {
            const auto open = m_rig->s.wait<QList<services::OpenChange>>(
                [&](auto handler) { m_rig->changes->findOpen(m_rig->s.id, &m_rig->s.context, handler); });
            const bool isAnswered = open && open->isEmpty() && !m_rig->entries().isEmpty();
            // Asked after, and answered after, what findOpen looks up.
            const auto bytes = m_rig->s.wait<QByteArray>([&](auto handler) {
                m_rig->s.hosts.reader(profile).readFile(
                    m_rig->s.daemon.configDir() + u"/jail.conf"_s, 1 << 20, &m_rig->s.context, handler);
            });
            return isAnswered && bytes;
        };
        QVERIFY(look());
        QCOMPARE(m_rig->entries().constFirst().result, ChangeResult::Open);
        // From its timer on there was something there.
        QVERIFY(m_rig->s.wait<bool>([&](auto handler) {
            m_rig->history.noteUndoAt(entry.id, m_rig->s.clock.nowMs() + 60'000, &m_rig->s.context, handler);
        }));
        QVERIFY(look());
        QTRY_COMPARE(m_rig->entries().constFirst().result, ChangeResult::RolledBack);
    }
};

QTEST_GUILESS_MAIN(TestChangeHistoryReal)
#include "tst_change_history_real.moc"
