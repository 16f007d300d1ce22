// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/ban_dialog.h"
#include "gui/dialogs/reload_dialog.h"
#include "gui/dialogs/server_dialog.h"
#include "gui/dialogs/stop_jail_dialog.h"
#include "gui/dialogs/tune_dialog.h"
#include "gui/dialogs/unban_dialog.h"
#include "gui/gui_context.h"
#include "gui/pages/server_card_widget.h"
#include "gui/production_check.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "gui/window_models.h"
#include "models/server_tree_model.h"
#include "support/event_loop.h"
#include "widgets/badge.h"
#include "widgets/sidebar_tree.h"

#include <QCheckBox>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QScrollArea>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

class TestProduction : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void banAsksOnceMore();
    void everyChangeAsks_data();
    void everyChangeAsks();
    void otherServersAskNothing();
    void anotherNameForItAsksToo();
    void anUndoAsksToo();
    void manyNames();
    void isMarkedByAWord();
    void serverDialogStoresIt();
    void twinIsTold();
    void nameHasALimit();
    void serverDialogFitsALowScreen();

private:
    static void mark(WindowFixture &w, const QString &name)
    {
        core::ServerProfile profile = *w.services.registry.profileNamed(name);
        profile.production = true;
        w.services.registry.update(profile, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    }
    static core::ServerId idOf(const WindowFixture &w, const QString &name)
    {
        return w.services.registry.profileNamed(name)->id;
    }
};

void TestProduction::banAsksOnceMore()
{
    WindowFixture w;
    mark(w, u"web-1"_s);
    mark(w, u"web-2"_s);
    w.trigger("actionBan");
    QTRY_VERIFY(w.dialog("banDialog"));
    QDialog *dialog = w.dialog("banDialog");
    auto *line = WindowFixture::in<QLabel>(dialog, "productionLine");
    auto *box = WindowFixture::in<QCheckBox>(dialog, "productionCheck");
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    auto *servers = WindowFixture::in<QListWidget>(dialog, "serverList");
    auto *jails = WindowFixture::in<QListWidget>(dialog, "jailList");
    QVERIFY2(line->isVisible() && line->text().startsWith("2 of these"_L1), qPrintable(line->text()));
    QCOMPARE(box->text(), u"Change production servers: web-1 and web-2"_s);
    WindowFixture::in<QPlainTextEdit>(dialog, "targetsEdit")->setPlainText(u"203.0.113.77"_s);
    QVERIFY(jails->count() > 0);
    jails->item(0)->setCheckState(Qt::Checked);
    auto *effect = WindowFixture::in<QLabel>(dialog, "effectLabel");
    QTRY_VERIFY(effect->text().contains("203.0.113.77"_L1));
    QVERIFY2(!confirm->isEnabled(), "the effect is known, the box is not ticked");
    box->setChecked(true);
    QVERIFY(confirm->isEnabled());
    // Other servers are meant: what was ticked was said of others.
    for (int row = 0; row < servers->count(); ++row) {
        if (servers->item(row)->text() == u"web-2"_s)
            servers->item(row)->setCheckState(Qt::Unchecked);
    }
    QCOMPARE(box->text(), u"Change production server web-1"_s);
    QVERIFY(!box->isChecked() && !confirm->isEnabled());
    box->setChecked(true);
    QTRY_VERIFY(confirm->isEnabled());
    // A server that is none comes to it: nothing new to be asked about.
    for (int row = 0; row < servers->count(); ++row) {
        if (servers->item(row)->text() == u"web-3"_s)
            servers->item(row)->setCheckState(Qt::Unchecked);
    }
    QVERIFY(box->isChecked());
    QTRY_VERIFY(confirm->isEnabled());
    confirm->click();
    QTRY_COMPARE(w.services.banService.bans.size(), 1);
}

void TestProduction::everyChangeAsks_data()
{
    QTest::addColumn<QString>("change");
    for (const char *change : { "unban", "stop", "start", "reload", "tune", "remove" })
        QTest::newRow(change) << QString::fromLatin1(change);
}

void TestProduction::everyChangeAsks()
{
    QFETCH(QString, change);
    WindowFixture w;
    mark(w, u"web-2"_s);
    const gui::GuiContext &context = w.window->context();
    const core::ServerId id = idOf(w, u"web-2"_s);
    QPointer<QDialog> dialog;
    const auto ended = [](const auto &) {};
    if (change == u"unban"_s)
        dialog = new gui::UnbanDialog(context, { { { id, u"sshd"_s, u"203.0.113.7"_s } }, {} }, w.window.get(), ended);
    else if (change == u"stop"_s)
        dialog = new gui::StopJailDialog(context, id, u"sshd"_s, w.window.get(), ended);
    else if (change == u"start"_s)
        dialog = new gui::ReloadDialog(context, gui::ReloadDialog::Kind::Start, id, u"sshd"_s, w.window.get(), ended);
    else if (change == u"reload"_s)
        dialog = new gui::ReloadDialog(context, gui::ReloadDialog::Kind::Reload, id, u"sshd"_s, w.window.get(), ended);
    else if (change == u"tune"_s)
        dialog = new gui::TuneDialog(
            context, { id, u"sshd"_s, u"maxretry"_s, u"maxretry"_s, u"5"_s, u"6"_s }, w.window.get(), ended);
    else
        dialog = new gui::TuneDialog(context,
            { id, u"sshd"_s, u"delignoreip"_s, u"ignoreip"_s, u"192.0.2.1"_s, u"192.0.2.1"_s }, w.window.get(), ended);
    dialog->open();
    auto *box = WindowFixture::in<QCheckBox>(dialog, "productionCheck");
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QVERIFY(box->isVisible());
    QCOMPARE(WindowFixture::in<QLabel>(dialog, "productionLine")->text(), u"web-2 is a production server."_s);
    QVERIFY(!confirm->isEnabled());
    support::settle(); // until the effect is known
    QVERIFY2(!confirm->isEnabled(), "only what was ticked opens the way");
    box->setChecked(true);
    QTRY_VERIFY(confirm->isEnabled());
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    box->setChecked(false);
    QVERIFY(!confirm->isEnabled());
    dialog->reject();
    QTRY_VERIFY(!dialog);
}

void TestProduction::otherServersAskNothing()
{
    WindowFixture w;
    QPointer<QDialog> dialog = new gui::StopJailDialog(
        w.window->context(), idOf(w, u"web-2"_s), u"sshd"_s, w.window.get(), [](const auto &) {});
    dialog->open();
    QVERIFY(!WindowFixture::in<QCheckBox>(dialog, "productionCheck")->isVisible());
    QTRY_VERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->reject();
}

void TestProduction::anotherNameForItAsksToo()
{
    WindowFixture w;
    mark(w, u"web-1"_s);
    core::ServerProfile twin = *w.services.registry.profileNamed(u"web-2"_s);
    gui::ProductionCheck check(w.window->context());
    check.setServers({ twin.id });
    QVERIFY(check.isSatisfied());
    twin.socketPath = w.services.registry.profileNamed(u"web-1"_s)->socketPath;
    w.services.registry.update(twin, &w.services.registry, [](const core::Result<core::ServerProfile> &) {});
    QTRY_COMPARE(w.services.registry.profileNamed(u"web-2"_s)->socketPath, twin.socketPath);
    check.setServers({ twin.id });
    QVERIFY(!check.isSatisfied());
    QVERIFY(gui::ProductionCheck::concerns(w.window->context(), { twin.id }));
    QVERIFY(!gui::ProductionCheck::concerns(w.window->context(), { idOf(w, u"web-3"_s) }));
}

void TestProduction::anUndoAsksToo()
{
    WindowFixture w;
    mark(w, u"web-1"_s);
    int undone = 0;
    core::Pending<QList<core::Receipt>> running;
    services::UndoEntry entry;
    entry.subject = u"192.0.2.7"_s;
    entry.jails = 1;
    entry.undo = [&](const QObject *context, core::Handler<QList<core::Receipt>> handler) {
        ++undone;
        running = core::Pending<QList<core::Receipt>>(context, std::move(handler));
        return running.handle();
    };
    w.services.undoStack.push(entry);
    w.services.undoStack.push(entry);
    entry.changes = { idOf(w, u"web-1"_s) };
    w.services.undoStack.push(entry);
    w.trigger("actionUndo");
    QTRY_VERIFY(w.dialog("undoDialog"));
    QCOMPARE(guitest::unnamedControls(w.dialog("undoDialog")), QStringList {});
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("undoDialog"), "confirmButton");
    QVERIFY(!confirm->isEnabled());
    QCOMPARE(undone, 0);
    WindowFixture::in<QCheckBox>(w.dialog("undoDialog"), "productionCheck")->setChecked(true);
    QVERIFY(confirm->isEnabled());
    confirm->click();
    QTRY_COMPARE(undone, 1);
    // No second one while it runs, however long the keys are held.
    auto *undo = w.find<QAction>("actionUndo");
    QVERIFY(!undo->autoRepeat());
    QVERIFY(!undo->isEnabled());
    running.finish(QList<core::Receipt> {});
    QTRY_VERIFY(undo->isEnabled());
    undo->trigger();
    QTRY_COMPARE(undone, 2);
    running.finish(QList<core::Receipt> {});
    QTRY_VERIFY(undo->isEnabled());
}

void TestProduction::manyNames()
{
    WindowFixture w;
    QList<core::ServerId> ids;
    for (const core::ServerProfile &profile : w.services.registry.profiles()) {
        mark(w, profile.name);
        ids.append(profile.id);
    }
    gui::ProductionCheck check(w.window->context());
    QSignalSpy changed(&check, &gui::ProductionCheck::changed);
    check.setServers(ids);
    QVERIFY(!check.isSatisfied());
    auto *box = check.findChild<QCheckBox *>();
    QVERIFY2(box->text().endsWith("more"_L1), qPrintable(box->text()));
    QVERIFY(box->toolTip().contains("backup"_L1));
    QCOMPARE(changed.size(), 1);
    check.setServers(ids);
    QCOMPARE(changed.size(), 1);
    // The same ones in another order, or beside a server that is none: the count is told, what was ticked stays.
    box->setChecked(true);
    QCOMPARE(changed.size(), 2);
    const QString of = QString::number(ids.size());
    std::reverse(ids.begin(), ids.end());
    check.setServers(ids);
    auto *line = WindowFixture::in<QLabel>(&check, "productionLine");
    QCOMPARE(line->text(), u"All %1 are production servers."_s.arg(of));
    ids.append(w.services.addServer(u"test-1"_s, {}, core::ServerState::Online));
    check.setServers(ids);
    QCOMPARE(line->text(), u"%1 of these %2 are production servers."_s.arg(of, QString::number(ids.size())));
    QVERIFY(box->isChecked());
    QCOMPARE(changed.size(), 2);
    ids.removeFirst();
    check.setServers(ids);
    QVERIFY(!box->isChecked());
    check.setServers({});
    QVERIFY(check.isSatisfied());
}

void TestProduction::isMarkedByAWord()
{
    WindowFixture w;
    mark(w, u"web-2"_s);
    auto *tree = w.find<widgets::SidebarTree>("serverTree");
    const QModelIndexList found = tree->model()->match(
        tree->model()->index(0, 0), Qt::DisplayRole, u"web-2"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
    QCOMPARE(found.size(), 1);
    QTRY_COMPARE(found.constFirst().data(models::BadgeRole).toString(), u"prod"_s);
    QVERIFY(found.constFirst().data(Qt::AccessibleTextRole).toString().endsWith("production"_L1));
    QVERIFY(found.constFirst().data(Qt::ToolTipRole).toString().contains("Production server"_L1));
    const auto cards = [&w] { return w.window->findChildren<gui::ServerCardWidget *>(); };
    const auto marked = [&](const QString &name) {
        for (gui::ServerCardWidget *card : cards()) {
            if (card->card().name == name)
                return !card->findChild<widgets::Badge *>()->isHidden()
                    && card->accessibleName().contains(u"production"_s);
        }
        return false;
    };
    QTRY_VERIFY(marked(u"web-2"_s));
    QVERIFY(!marked(u"web-3"_s));
}

void TestProduction::serverDialogStoresIt()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.trigger("actionEditServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    auto *box = WindowFixture::in<QCheckBox>(dialog, "productionCheck");
    QVERIFY(!box->isChecked());
    QVERIFY(!WindowFixture::in<QLabel>(dialog, "productionNote")->isVisible());
    box->setChecked(true);
    QVERIFY(WindowFixture::in<QLabel>(dialog, "productionNote")->isVisible());
    WindowFixture::in<QPushButton>(dialog, "confirmButton")->click();
    QTRY_VERIFY(w.services.registry.profileNamed(u"web-2"_s)->production);
}

void TestProduction::twinIsTold()
{
    WindowFixture w;
    const core::ServerProfile web = *w.services.registry.profileNamed(u"web-2"_s);
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    auto *note = WindowFixture::in<QLabel>(dialog, "twinNote");
    QVERIFY(!note->isVisible());
    WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(web.socketPath);
    QVERIFY(note->isVisible());
    QVERIFY2(note->text().startsWith("web-2 leads"_L1), qPrintable(note->text()));
    WindowFixture::in<QLineEdit>(dialog, "socketEdit")->setText(u"/run/other.sock"_s);
    QVERIFY(!note->isVisible());
    dialog->reject();
}

void TestProduction::nameHasALimit()
{
    WindowFixture w;
    const services::ServerRegistry &registry = w.services.registry;
    QCOMPARE(gui::ServerDialog::nameProblem(registry, QString(100, u'a'), {}), QString());
    QVERIFY(gui::ServerDialog::nameProblem(registry, QString(101, u'a'), {}).contains("101"_L1));
}

void TestProduction::serverDialogFitsALowScreen()
{
    WindowFixture w;
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.trigger("actionAddServer");
    QTRY_VERIFY(w.dialog("serverDialog"));
    QDialog *dialog = w.dialog("serverDialog");
    for (const char *name : { "sshRadio", "advancedButton", "sudoCheck", "readOnlyCheck", "productionCheck" })
        WindowFixture::in<QAbstractButton>(dialog, name)->setChecked(true);
    auto *scroll = WindowFixture::in<QScrollArea>(dialog, "formScroll");
    QVERIFY2(
        dialog->minimumSizeHint().height() <= 600, qPrintable(QString::number(dialog->minimumSizeHint().height())));
    QVERIFY2(dialog->minimumSizeHint().width() <= 1024, qPrintable(QString::number(dialog->minimumSizeHint().width())));
    dialog->resize(1000, 600);
    QTRY_VERIFY(scroll->widget()->height() > scroll->viewport()->height());
    QVERIFY2(scroll->widget()->width() <= scroll->viewport()->width(), "nothing is cut at the side");
    QVERIFY(QTest::qWaitForWindowActive(dialog, 30'000));
    // The field that has the keyboard is always in sight.
    auto *last = WindowFixture::in<QLineEdit>(dialog, "clientEdit");
    last->setFocus(Qt::TabFocusReason);
    const auto seen = [&] {
        return scroll->viewport()->rect().contains({ last->mapTo(scroll->viewport(), QPoint()), last->size() });
    };
    QTRY_VERIFY(seen());
    dialog->reject();
}

QTEST_MAIN(TestProduction)
#include "tst_production.moc"
