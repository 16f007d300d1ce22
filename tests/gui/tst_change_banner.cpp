// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/visible_text.h"
#include "gui/gui_context.h"
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "texts/time_texts.h"
#include "widgets/banner.h"
#include "widgets/state_mark.h"

#include <QCheckBox>
#include <QLabel>
#include <QPlainTextEdit>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

/// What is undecided is above every page, whoever has begun it.
class TestChangeBanner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsFoundOpenIsShown();
    void isAskedWhenAServerComesOnline();
    void onlyOfTheScope();
    void confirmAndRollBackAreAsked();
    void productionAsksOnceMore();
    void whatIsDecidedElsewhereGoes();
    void whatIsLeftToLookAtOffersNoConfirmation();
    void showsWhatIsKeptAndWhatWasWritten();
    void saysWhereNobodyHereKnowsWhatWasWritten();
    void failedRollbackIsNoChangeThatWaits();
    void markFollowsTheWord();
    void unwatchedCountsNothingDown();
    void readOnlyServersAreOnlyShown();
    void storeTellsOfServersThatCannotBeAsked();
    void whatAServerLastSaidStaysWhileItIsSilent();

private:
    static core::ServerId server(const WindowFixture &w, const QString &name = u"web-2"_s)
    {
        return w.services.registry.profileNamed(name)->id;
    }
    static services::OpenChange change(const WindowFixture &w, const QString &name = u"web-2"_s)
    {
        services::OpenChange made;
        made.id = u"one"_s;
        made.server = server(w, name);
        made.jail = u"nginx-bad"_s;
        made.kind = services::ChangeKind::Enable;
        made.owner = u"deploy@desk"_s;
        made.startedAt = w.services.clock.nowMs() - 40'000;
        made.remainingSeconds = 80;
        return made;
    }
    static QList<widgets::Banner *> banners(const WindowFixture &w)
    {
        QList<widgets::Banner *> shown;
        for (auto *banner : w.window->findChildren<widgets::Banner *>(u"changeBanner"_s)) {
            if (banner->isVisible())
                shown.append(banner);
        }
        return shown;
    }
};

void TestChangeBanner::whatIsFoundOpenIsShown()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    auto *banner = banners(w).constFirst();
    QCOMPARE(banner->titleText(), u"Activation of nginx-bad on web-2"_s);
    QCOMPARE(banner->detailText(), u"by deploy@desk · begun 40 s ago · Undoes itself in 1:20"_s);
    QCOMPARE(guitest::unnamedControls(banner), QStringList());
    auto *show = WindowFixture::in<QPushButton>(banner, "showChange");
    show->setFocus();
    w.services.clock.advance(10'000);
    QTRY_COMPARE(banner->detailText(), u"by deploy@desk · begun 50 s ago · Undoes itself in 1:10"_s);
    QVERIFY2(WindowFixture::in<QPushButton>(banner, "showChange") == show, "the button stays while it counts");
    w.window->showPage(u"bans"_s);
    QVERIFY(banner->isVisible());
}

void TestChangeBanner::isAskedWhenAServerComesOnline()
{
    WindowFixture w(false);
    const core::ServerId id = w.services.addServer(u"one"_s, {}, core::ServerState::Unreachable);
    services::OpenChange made;
    made.id = u"one"_s;
    made.server = id;
    made.jail = u"sshd"_s;
    w.services.changeService.blockSignals(true); // begun elsewhere: nobody tells
    w.services.changeService.setOpen(id, { made });
    w.services.changeService.blockSignals(false);
    QCOMPARE(w.window->context().models.changes().undecided().size(), 0);
    const core::ServerStatus before = w.services.runtimeState.status(id);
    core::ServerStatus after = before;
    after.state = core::ServerState::Online;
    w.services.setStatus(id, after);
    Q_EMIT w.services.runtimeState.statusChanged(id, before, after);
    QTRY_COMPARE(banners(w).size(), 1);
}

void TestChangeBanner::onlyOfTheScope()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    w.services.changeService.setOpen(server(w, u"mail"_s), { change(w, u"mail"_s) });
    QTRY_COMPARE(banners(w).size(), 2);
    w.window->scope().setFromText(u"server:mail"_s);
    QTRY_COMPARE(banners(w).size(), 1);
    QCOMPARE(banners(w).constFirst()->titleText(), u"Activation of nginx-bad on mail"_s);
}

void TestChangeBanner::confirmAndRollBackAreAsked()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    QTest::mouseClick(WindowFixture::in<QPushButton>(banners(w).constFirst(), "rollBackChange"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY2(w.services.changeService.calls.filter(u"rollback"_s).isEmpty(), "the dialog says first whose it is");
    const QString what = WindowFixture::in<QLabel>(dialog, "changeWhat")->text();
    QVERIFY2(what.contains("deploy@desk"_L1), qPrintable(what));
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::Active;
    w.services.changeService.nextOutcome = outcome;
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "keepButton"), Qt::LeftButton);
    QVERIFY(w.services.changeService.calls.contains(u"confirm %1 one"_s.arg(server(w).value)));
    QTRY_COMPARE(WindowFixture::in<QLabel>(dialog, "changeWhat")->text(), u"The jail nginx-bad is active on web-2."_s);
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "keepButton")->isVisible());
    QTRY_COMPARE(banners(w).size(), 0);
}

void TestChangeBanner::productionAsksOnceMore()
{
    WindowFixture w;
    core::ServerProfile profile = *w.services.registry.profile(server(w));
    profile.production = true;
    w.services.registry.update(profile, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    QTest::mouseClick(WindowFixture::in<QPushButton>(banners(w).constFirst(), "confirmChange"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    auto *keep = WindowFixture::in<QPushButton>(dialog, "keepButton");
    QVERIFY(!keep->isEnabled());
    auto *check = WindowFixture::in<QCheckBox>(dialog, "productionCheck");
    QVERIFY(check->isVisible());
    check->setChecked(true);
    QVERIFY(keep->isEnabled());
}

void TestChangeBanner::whatIsDecidedElsewhereGoes()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    w.services.changeService.blockSignals(true); // on another workstation: nobody tells
    w.services.changeService.setOpen(server(w), {});
    w.services.changeService.blockSignals(false);
    w.services.clock.advance(31'000);
    QTRY_COMPARE(banners(w).size(), 0);
}

void TestChangeBanner::whatIsLeftToLookAtOffersNoConfirmation()
{
    WindowFixture w;
    services::OpenChange left = change(w);
    left.undecided = false;
    left.leftover = services::OpenChange::Leftover::Foreign;
    w.services.changeService.setOpen(server(w), { left });
    QTRY_COMPARE(banners(w).size(), 1);
    QVERIFY(!WindowFixture::in<QPushButton>(banners(w).constFirst(), "confirmChange"));
    QVERIFY(banners(w).constFirst()->detailText().contains("was taken back"_L1));
    // It is taken back already: only what is kept of it can go.
    QVERIFY(!WindowFixture::in<QPushButton>(banners(w).constFirst(), "rollBackChange"));
    WindowFixture::in<QPushButton>(banners(w).constFirst(), "dismissChange")->click();
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    auto *dismiss = WindowFixture::in<QPushButton>(dialog, "dismissChangeButton");
    QVERIFY(dismiss->isVisible() && !WindowFixture::in<QPushButton>(dialog, "rollBackButton")->isVisible());
    w.services.changeService.nextDismissal = core::failure(core::ErrorCode::Timeout);
    dismiss->click();
    QTRY_VERIFY(WindowFixture::in<QLabel>(dialog, "dialogNote")->text().contains("did not answer in time"_L1));
    QCOMPARE(banners(w).size(), 1);
    w.services.changeService.nextDismissal = true;
    dismiss->click();
    QTRY_COMPARE(banners(w).size(), 0);
    QVERIFY(!dismiss->isVisible());
    QCOMPARE(w.services.changeService.calls.filter(u"dismiss"_s).size(), 2);
}

void TestChangeBanner::showsWhatIsKeptAndWhatWasWritten()
{
    WindowFixture w;
    services::OpenChange left = change(w);
    left.undecided = false;
    left.leftover = services::OpenChange::Leftover::Foreign;
    left.keptIn = u"/var/lib/fail2ban/bangui\u202e/one/files"_s;
    for (const QString &id : { u"one"_s, u"one+1"_s, u"two"_s }) {
        services::ChangeEntry entry;
        entry.id = id;
        entry.server = server(w);
        entry.jail = u"nginx-bad"_s;
        entry.path = u"/etc/fail2ban/jail.d/zz-bangui-%1.local"_s.arg(id);
        entry.before = "[nginx-bad]\n";
        entry.after = "[nginx-bad]\nport = %1\n"_ba.replace("%1", id.toUtf8());
        w.services.changeHistory.add(entry);
    }
    w.services.changeService.setOpen(server(w), { left });
    QTRY_COMPARE(banners(w).size(), 1);
    WindowFixture::in<QPushButton>(banners(w).constFirst(), "showChange")->click();
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY2(dialog->width() >= 600, qPrintable(QString::number(dialog->width())));
    QTRY_COMPARE(dialog->findChildren<QPlainTextEdit *>(u"writtenDiff"_s).size(), 2);
    const auto diffs = dialog->findChildren<QPlainTextEdit *>(u"writtenDiff"_s);
    QTRY_VERIFY(diffs[0]->isVisible());
    QVERIFY2(diffs[0]->toPlainText().contains("+port = one+1"_L1), qPrintable(diffs[0]->toPlainText()));
    QVERIFY2(diffs[1]->toPlainText().endsWith("+port = one"_L1), qPrintable(diffs[1]->toPlainText()));
    QCOMPARE(dialog->findChildren<QLabel *>(u"writtenPath"_s).size(), 2);
    auto *kept = WindowFixture::in<QPlainTextEdit>(dialog, "keptIn");
    QVERIFY(kept->isVisible());
    QCOMPARE(kept->toPlainText(), u"/var/lib/fail2ban/bangui"_s + core::visibleText(u"\u202e"_s) + u"/one/files"_s);
    QVERIFY2(!WindowFixture::in<QLabel>(dialog, "changeWhat")->text().contains("/one/files"_L1), "said once");
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    // Nothing is kept any more once it is dismissed.
    WindowFixture::in<QPushButton>(dialog, "dismissChangeButton")->click();
    QTRY_VERIFY(!dialog->findChild<QWidget *>(u"keptIn"_s));
    QVERIFY(diffs[0]->isVisible());
}

void TestChangeBanner::saysWhereNobodyHereKnowsWhatWasWritten()
{
    for (const bool locked : { false, true }) {
        WindowFixture w;
        if (locked)
            w.services.changeHistory.error = core::Error { core::ErrorCode::StoreLocked, {} };
        w.services.changeService.setOpen(server(w), { change(w) });
        QTRY_COMPARE(banners(w).size(), 1);
        WindowFixture::in<QPushButton>(banners(w).constFirst(), "showChange")->click();
        QTRY_VERIFY(w.dialog("changeDialog"));
        QDialog *dialog = w.dialog("changeDialog");
        QTRY_VERIFY(WindowFixture::in<QLabel>(dialog, "writtenNote"));
        auto *note = WindowFixture::in<QLabel>(dialog, "writtenNote");
        QTRY_VERIFY(note->isVisible());
        QCOMPARE(note->text().contains("another computer"_L1), !locked);
        QVERIFY(!dialog->findChild<QWidget *>(u"writtenDiff"_s) && !dialog->findChild<QWidget *>(u"keptIn"_s));
    }
}

/// The daemon may be down: that is not "not decided", and nothing counts down.
void TestChangeBanner::failedRollbackIsNoChangeThatWaits()
{
    WindowFixture w;
    services::OpenChange left = change(w);
    left.undecided = false;
    left.leftover = services::OpenChange::Leftover::Failed;
    w.services.changeService.setOpen(server(w), { left });
    QTRY_COMPARE(banners(w).size(), 1);
    auto *banner = banners(w).constFirst();
    QCOMPARE(banner->detailText(),
        u"by deploy@desk · begun 40 s ago · was taken back, but not everything is as it was: fail2ban may be down"_s);
    auto *mark = banner->findChild<widgets::StateMark *>();
    QVERIFY(mark);
    QCOMPARE(mark->state(), core::ServerState::Offline);
    QCOMPARE(mark->accessibleName(), u"not restored"_s);
    WindowFixture::in<QPushButton>(banner, "showChange")->click();
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY2(!WindowFixture::in<QLabel>(dialog, "dialogNote")->text().contains("Undoes"_L1),
        qPrintable(WindowFixture::in<QLabel>(dialog, "dialogNote")->text()));
    auto *shown = WindowFixture::in<widgets::StateMark>(dialog, "changeMark");
    QCOMPARE(shown->state(), core::ServerState::Offline);
    QCOMPARE(shown->accessibleName(), u"not restored"_s);
}

void TestChangeBanner::markFollowsTheWord()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    QTest::mouseClick(WindowFixture::in<QPushButton>(banners(w).constFirst(), "rollBackChange"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("changeDialog"));
    QDialog *dialog = w.dialog("changeDialog");
    auto *mark = WindowFixture::in<widgets::StateMark>(dialog, "changeMark");
    QCOMPARE(mark->accessibleName(), u"not decided"_s);
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::NotRestored;
    outcome.error = { core::ErrorCode::CommandFailed, u"down"_s };
    w.services.changeService.nextOutcome = outcome;
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "rollBackButton"), Qt::LeftButton);
    QTRY_COMPARE(mark->accessibleName(), u"not restored"_s);
    QCOMPARE(mark->state(), core::ServerState::Offline);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "dialogNote")->text().isEmpty());
}

void TestChangeBanner::unwatchedCountsNothingDown()
{
    WindowFixture w;
    services::OpenChange stale = change(w);
    stale.stale = true;
    w.services.changeService.setOpen(server(w), { stale });
    QTRY_COMPARE(banners(w).size(), 1);
    QVERIFY(banners(w).constFirst()->detailText().contains("nothing on the server watches"_L1));
    WindowFixture::in<QPushButton>(banners(w).constFirst(), "showChange")->click();
    QTRY_VERIFY(w.dialog("changeDialog"));
    w.services.clock.advance(90'000);
    QDialog *dialog = w.dialog("changeDialog");
    Q_EMIT w.window->context().models.changes().ticked();
    QVERIFY2(WindowFixture::in<QLabel>(dialog, "dialogNote")->text().isEmpty(),
        qPrintable(WindowFixture::in<QLabel>(dialog, "dialogNote")->text()));
    QCOMPARE(WindowFixture::in<widgets::StateMark>(dialog, "changeMark")->state(), core::ServerState::NeedsAttention);
}

void TestChangeBanner::readOnlyServersAreOnlyShown()
{
    WindowFixture w;
    core::ServerProfile profile = *w.services.registry.profile(server(w));
    profile.readOnly = true;
    w.services.registry.update(profile, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    QVERIFY(!WindowFixture::in<QPushButton>(banners(w).constFirst(), "confirmChange"));
    QVERIFY(!WindowFixture::in<QPushButton>(banners(w).constFirst(), "rollBackChange"));
    QVERIFY(WindowFixture::in<QPushButton>(banners(w).constFirst(), "showChange"));
}

void TestChangeBanner::storeTellsOfServersThatCannotBeAsked()
{
    WindowFixture w(false);
    const core::ServerId id = w.services.addServer(u"web-9"_s, {}, core::ServerState::Unknown);
    services::RecordedChange kept;
    kept.change = { .id = u"enable-1"_s, .server = id, .jail = u"sshd"_s, .kind = services::ChangeKind::Enable };
    kept.change.startedAt = w.services.clock.nowMs() - 40'000;
    kept.undoneBy = w.services.clock.nowMs() + 80'000;
    w.services.changeService.store = { kept };
    const auto become = [&w, id](core::ServerState state) {
        const core::ServerStatus before = w.services.runtimeState.status(id);
        core::ServerStatus after = before;
        after.state = state;
        w.services.setStatus(id, after);
        Q_EMIT w.services.runtimeState.statusChanged(id, before, after);
    };
    become(core::ServerState::Unreachable);
    QTRY_COMPARE(banners(w).size(), 1);
    auto *banner = banners(w).constFirst();
    QCOMPARE(banner->titleText(), u"Activation of sshd on web-9"_s);
    const QString by = texts::dateTime(
        kept.undoneBy / 1000, texts::dateStyle(w.services.runtimeState.settings()), w.services.clock.nowMs() / 1000);
    QCOMPARE(banner->detailText(),
        u"begun 40 s ago · pending here, the server cannot be asked now · undoes itself by %1 unless it is confirmed"_s
            .arg(by));
    QCOMPARE(banner->findChild<widgets::StateMark *>()->state(), core::ServerState::Unreachable);
    QVERIFY2(!banner->findChild<QPushButton *>(u"confirmChange"_s), "nobody is there to be told");
    QVERIFY(!banner->findChild<QPushButton *>(u"rollBackChange"_s));
    w.services.clock.advance(81'000);
    QTRY_VERIFY2(banner->detailText().endsWith(u"was to undo itself by %1; whether it has is not known"_s.arg(by)),
        qPrintable(banner->detailText()));
    QTest::mouseClick(WindowFixture::in<QPushButton>(banner, "showChange"), Qt::LeftButton);
    QTRY_COMPARE(w.window->currentPage()->id(), u"changes"_s);
    become(core::ServerState::Online); // it answers: nothing is open there any more
    QTRY_COMPARE(banners(w).size(), 0);
}

void TestChangeBanner::whatAServerLastSaidStaysWhileItIsSilent()
{
    WindowFixture w;
    w.services.changeService.setOpen(server(w), { change(w) });
    QTRY_COMPARE(banners(w).size(), 1);
    w.services.changeService.findError = core::Error { core::ErrorCode::TunnelDown, {} };
    w.window->context().models.changes().refresh(server(w));
    QTRY_VERIFY(banners(w).constFirst()->detailText().contains(u"the server cannot be asked now · undoes itself by"_s));
    QVERIFY(!banners(w).constFirst()->findChild<QPushButton *>(u"confirmChange"_s));
    QTest::mouseClick(WindowFixture::in<QPushButton>(banners(w).constFirst(), "showChange"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("changeDialog"));
    QVERIFY(!WindowFixture::in<QPushButton>(w.dialog("changeDialog"), "keepButton")->isVisible());
    const QString what = WindowFixture::in<QLabel>(w.dialog("changeDialog"), "changeWhat")->text();
    QVERIFY2(what.contains(u"cannot be asked now: it is taken back by itself by"_s), qPrintable(what));
    w.services.changeService.findError.reset();
    QTest::mouseClick(WindowFixture::in<QPushButton>(banners(w).constFirst(), "askAgain"), Qt::LeftButton);
    QTRY_VERIFY(banners(w).constFirst()->findChild<QPushButton *>(u"confirmChange"_s));
}

QTEST_MAIN(TestChangeBanner)
#include "tst_change_banner.moc"
