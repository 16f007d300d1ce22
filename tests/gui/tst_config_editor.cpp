// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/gui_context.h"
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "gui/window_models.h"
#include "models/change_tracker.h"
#include "models/config_jail_roles.h"
#include "models/config_option_roles.h"
#include "services/config_view.h"
#include "widgets/link_label.h"
#include "widgets/page_tabs.h"
#include "widgets/plain_label.h"
#include "widgets/search_line.h"
#include "widgets/source_view.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QScrollBar>
#include <QSignalSpy>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using models::ConfigOptionColumn;

namespace {

const QByteArray ownFile = "# mine\n[sshd]\nmaxretry = 3 ; why\nodd key = kept\n";

QMap<QString, QByteArray> editedFiles()
{
    return {
        { u"jail.conf"_s,
            "[DEFAULT]\nbantime = 10m\nmaxretry = 5\nignoreip = ::1\nfilter = %(__name__)s\n[sshd]\nenabled = true\n"
            "logpath = /var/log/auth.log\n[web]\nlogpath = /var/log/web.log\n" },
        { u"jail.d/zz-bangui-sshd.local"_s, ownFile },
        { u"filter.d/sshd.conf"_s, "[Definition]\nfailregex = ^Failed .* from <HOST>$\n" },
        { u"filter.d/web.conf"_s, "[Definition]\nfailregex = ^x <HOST>$\n" },
        { u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\n" }
    };
}

/// A filter and an action that another jail uses, too.
QMap<QString, QByteArray> sharedFiles()
{
    QMap<QString, QByteArray> files = editedFiles();
    files[u"jail.conf"_s] = "[DEFAULT]\nbantime = 10m\nlogpath = /var/log/auth.log\n[sshd]\nenabled = true\n"
                            "filter = sshd\naction = dummy\n[second]\nenabled = true\nfilter = sshd\n"
                            "action = dummy[family=7]\n[third]\nfilter = sshd\n";
    files[u"action.d/dummy.conf"_s] = "[Definition]\nactionban = echo <ip>\n[Init]\nfamily = 4\n";
    return files;
}

struct Editor
{
    explicit Editor(WindowFixture &fixture)
        : w(fixture)
        , server(fixture.services.registry.profileNamed(u"web-2"_s)->id)
    {
    }
    void show(const QString &jail = u"sshd"_s, const QMap<QString, QByteArray> &files = editedFiles())
    {
        w.services.configService.setFiles(server, files);
        QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
        w.window->showPage(u"configuration"_s);
        QTRY_VERIFY(jails()->model()->rowCount() > 0);
        chooseJail(jail);
    }
    void chooseJail(const QString &jail) const { chooseIn(jails(), jail); }
    void choose(const QString &option) const { chooseIn(options(), option); }
    static void chooseIn(widgets::TableView *table, const QString &text)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == text) {
                table->selectRow(row);
                return;
            }
        }
        QFAIL(qPrintable(u"no row "_s + text));
    }
    [[nodiscard]] QString cell(const QString &option, ConfigOptionColumn column) const
    {
        for (int row = 0; row < options()->model()->rowCount(); ++row) {
            if (options()->model()->index(row, 0).data().toString() == option)
                return options()->model()->index(row, int(column)).data().toString();
        }
        return u"(absent)"_s;
    }
    /// As the list has it: "sshd *" while it is edited.
    [[nodiscard]] QString listed(const QString &jail) const
    {
        for (int row = 0; row < jails()->model()->rowCount(); ++row) {
            const QModelIndex index = jails()->model()->index(row, 0);
            if (index.data(models::ConfigJailNameRole).toString() == jail)
                return index.data().toString();
        }
        return {};
    }
    [[nodiscard]] widgets::TableView *jails() const { return w.find<widgets::TableView>("configJails"); }
    [[nodiscard]] widgets::TableView *options() const { return w.find<widgets::TableView>("configOptions"); }
    [[nodiscard]] widgets::SourceView *source() const { return w.find<widgets::SourceView>("configSource"); }
    [[nodiscard]] QLineEdit *line() const { return w.find<QLineEdit>("optionLine"); }
    [[nodiscard]] QComboBox *choice() const { return w.find<QComboBox>("optionChoice"); }
    [[nodiscard]] QWidget *bar() const { return w.find<QWidget>("configDraftBar"); }
    [[nodiscard]] QString barText() const { return w.find<QLabel>("configDraftText")->text(); }
    [[nodiscard]] QPushButton *button(const char *name) const { return w.find<QPushButton>(name); }
    /// Edits bantime, and applies that as applyOpen() does.
    void editAndApplyOpen()
    {
        show();
        choose(u"bantime"_s);
        line()->setText(u"1h"_s);
        applyOpen();
    }
    /// Applies what is edited (bantime = 1h) as a change that waits for somebody's word.
    void applyOpen() const
    {
        services::ChangeOutcome open;
        open.result = services::ChangeResult::Open;
        w.services.changeService.nextOutcome = open;
        QMap<QString, QByteArray> files = editedFiles();
        files[u"jail.d/zz-bangui-sshd.local"_s] += "bantime = 1h\n";
        w.services.configService.setFiles(server, files);
        services::OpenChange change;
        change.id = u"edit-1"_s;
        change.server = server;
        change.jail = u"sshd"_s;
        change.undecided = true;
        change.remainingSeconds = 60;
        Q_EMIT w.services.changeService.ended(server, u"edit-1"_s, open);
        w.services.changeService.setOpen(server, { change });
    }
    void showOwnFile() const
    {
        auto *list = w.find<QComboBox>("configFiles");
        list->setCurrentIndex(list->findData(u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s));
    }

    WindowFixture &w;
    core::ServerId server;
};

} // namespace

/// A jail's own file edited as a form and as a text, in step, until it is applied or discarded.
class TestConfigEditor final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void anOptionIsEditedInPlace();
    void theTextFollowsAndLeads();
    void wrongValuesAreSaid();
    void resetToWhatLiesBelow();
    void switchesAndLists();
    void aFiltersOptionIsEdited();
    void anActionsOptionIsEdited();
    void whatTheCallSetsStays();
    void severalFilesAreEdited();
    void theFieldStaysInSight();
    void editsSurviveEverySwitch();
    void editsStayWithTheirDaemon();
    void closingAsks();
    void discardAsks();
    void reviewAndApply();
    void whatIsConfirmedLaterIsNoEditAnyMore();
    void whatIsTakenBackIsReadAgain();
    void appliedWhileAnotherServerIsShown();
    void aFailedChangeKeepsTheEdits();
    void somebodyElseIsNoticed();
    void runtimeIsKeptOrReverted();
    void whatOnlyTheRunningJailHasInAListIsRemoved();
    void optionsAreFound();
    void tabFollowsWhatIsRead();
    void everyControlHasAName();
};

void TestConfigEditor::anOptionIsEditedInPlace()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    const QAbstractItemModelTester tester(
        editor.options()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(!editor.bar()->isVisible());
    editor.choose(u"bantime"_s);
    QCOMPARE(editor.line()->text(), u"10m"_s);
    QVERIFY(!editor.button("resetOptionButton")->isEnabled());
    editor.line()->setText(u"1h"_s);
    QVERIFY(editor.bar()->isVisible());
    QCOMPARE(editor.barText(), u"1 option edited, not applied: bantime"_s);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Note), u"edited, not applied"_s);
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Place), u"jail.d/zz-bangui-sshd.local:5"_s);
    QCOMPARE(editor.line()->text(), u"1h"_s);
    QVERIFY(editor.button("resetOptionButton")->isEnabled());
    QCOMPARE(editor.listed(u"sshd"_s), u"sshd *"_s);
    QVERIFY(w.services.changeService.calls.isEmpty());
}

void TestConfigEditor::theTextFollowsAndLeads()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"maxretry"_s);
    editor.line()->setText(u"7"_s);
    QTRY_COMPARE(editor.source()->toPlainText(), u"# mine\n[sshd]\nmaxretry = 7 ; why\nodd key = kept\n"_s);
    QVERIFY(editor.source()->isEditable());
    QCOMPARE(editor.source()->markedLine(), 3);
    // And the other way.
    editor.source()->setPlainText(u"# mine\n[sshd]\nmaxretry = 9 ; why\nodd key = kept\nport = 2222\n"_s);
    QTRY_COMPARE(editor.cell(u"maxretry"_s, ConfigOptionColumn::Value), u"9"_s);
    QCOMPARE(editor.line()->text(), u"9"_s);
    QCOMPARE(editor.cell(u"port"_s, ConfigOptionColumn::Value), u"2222"_s);
    QCOMPARE(editor.barText(), u"2 options edited, not applied: maxretry, port"_s);
    // A text that fail2ban could not read is said, and nothing is applied.
    editor.source()->setPlainText(u"maxretry = 9\n"_s);
    QTRY_VERIFY(w.find<QLabel>("configDraftProblem")->text().contains("line 1"_L1));
    QVERIFY(!editor.button("reviewEditsButton")->isEnabled());
    // Other files are not edited.
    auto *list = w.find<QComboBox>("configFiles");
    list->setCurrentIndex(list->findData(u"/etc/fail2ban/jail.conf"_s));
    QVERIFY(!editor.source()->isEditable());
}

void TestConfigEditor::wrongValuesAreSaid()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    auto *fault = w.find<QLabel>("optionFault");
    QVERIFY(!fault->isVisible());
    editor.line()->setText(u"__import__('os')"_s);
    QTRY_VERIFY(fault->isVisible());
    QVERIFY(fault->text().contains("run this as a program"_L1));
    QVERIFY(!editor.button("reviewEditsButton")->isEnabled());
    QVERIFY(w.find<QLabel>("configDraftProblem")->text().startsWith("bantime: "_L1));
    editor.line()->setText(u"2h"_s);
    QTRY_VERIFY(!fault->isVisible());
    editor.choose(u"filter"_s);
    editor.line()->setText(u"sshd ; x"_s);
    QTRY_VERIFY(fault->text().contains("comment"_L1));
    QCOMPARE(editor.line()->text(), u"sshd ; x"_s);
    editor.choose(u"maxretry"_s);
    editor.choose(u"filter"_s);
    QCOMPARE(editor.line()->text(), u"sshd ; x"_s); // not lost
    QVERIFY(!editor.button("reviewEditsButton")->isEnabled());
    editor.line()->setText(u"sshd"_s);
    QTRY_VERIFY(!fault->isVisible());
    QVERIFY(editor.button("reviewEditsButton")->isEnabled());
}

void TestConfigEditor::resetToWhatLiesBelow()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"maxretry"_s);
    QCOMPARE(editor.line()->text(), u"3"_s);
    editor.button("resetOptionButton")->click();
    QCOMPARE(editor.cell(u"maxretry"_s, ConfigOptionColumn::Value), u"5"_s);
    QCOMPARE(editor.cell(u"maxretry"_s, ConfigOptionColumn::Place), u"jail.conf:3"_s);
    QCOMPARE(editor.line()->text(), u"5"_s);
    editor.showOwnFile();
    QCOMPARE(editor.source()->toPlainText(), u"# mine\n[sshd]\nodd key = kept\n"_s);
    QVERIFY(editor.bar()->isVisible());
}

void TestConfigEditor::switchesAndLists()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(u"web"_s);
    editor.choose(u"enabled"_s);
    QVERIFY(editor.choice()->isVisible());
    QCOMPARE(editor.choice()->currentData().toString(), u"false"_s);
    editor.choice()->setCurrentIndex(0);
    QTRY_COMPARE(editor.cell(u"enabled"_s, ConfigOptionColumn::Value), u"true"_s);
    editor.choose(u"ignoreip"_s);
    auto *lines = w.find<QPlainTextEdit>("optionLines");
    QVERIFY(lines->isVisible());
    lines->setPlainText(u"::1\n192.0.2.0/24"_s);
    QTRY_VERIFY(
        editor.source()->toPlainText().endsWith("[web]\nenabled = true\nignoreip = ::1\n    192.0.2.0/24\n"_L1));
}

void TestConfigEditor::aFiltersOptionIsEdited()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(u"sshd"_s, sharedFiles());
    const QAbstractItemModelTester tester(
        editor.options()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    editor.choose(u"filter: failregex"_s);
    auto *lines = w.find<QPlainTextEdit>("optionLines");
    QVERIFY(lines->isVisible() && lines->isEnabled());
    QCOMPARE(lines->toPlainText(), u"^Failed .* from <HOST>$"_s);
    QVERIFY(!editor.button("resetOptionButton")->isEnabled());
    QCOMPARE(w.find<QLabel>("optionUsers")->text(),
        u"An edit is written to filter.d/sshd.local. Also used by: second. 1 jails that are not enabled use it, too."_s);
    lines->setPlainText(u"^Failed .* from <HOST>$\n^Bad .* <HOST>$"_s);
    QCOMPARE(editor.barText(), u"Filter sshd: 1 option edited, not applied: failregex"_s);
    QTRY_COMPARE(editor.cell(u"filter: failregex"_s, ConfigOptionColumn::Place), u"filter.d/sshd.local:4"_s);
    QCOMPARE(editor.cell(u"filter: failregex"_s, ConfigOptionColumn::Note), u"edited, not applied"_s);
    QVERIFY(editor.cell(u"failregex"_s, ConfigOptionColumn::Value).contains("Bad"_L1)); // the jail gets it from there
    // The file as it will be, with both lines marked; it can be edited there, too.
    QVERIFY2(editor.source()->toPlainText().endsWith(
                 "[Definition]\nfailregex = ^Failed .* from <HOST>$\n    ^Bad .* <HOST>$\n"_L1),
        qPrintable(editor.source()->toPlainText()));
    QCOMPARE(editor.source()->markedLine(), 4);
    QCOMPARE(editor.source()->lastMarkedLine(), 5);
    QCOMPARE(w.find<QLabel>("configLine")->text(), u"Lines 4 to 5 are marked."_s);
    QVERIFY(editor.source()->isEditable());
    editor.source()->setPlainText(u"[Definition]\nfailregex = ^Other <HOST>$\nmaxlines = 2\n"_s);
    QTRY_COMPARE(editor.cell(u"filter: maxlines"_s, ConfigOptionColumn::Value), u"2"_s);
    QCOMPARE(lines->toPlainText(), u"^Other <HOST>$"_s);

    // One that nobody has set stands last, and goes up once it is: it stays in sight.
    editor.options()->scrollToBottom();
    editor.choose(u"filter: datepattern"_s);
    editor.options()->scrollToBottom();
    lines->setPlainText(u"%%Y"_s);
    QTRY_COMPARE(editor.cell(u"filter: datepattern"_s, ConfigOptionColumn::Place), u"filter.d/sshd.local:4"_s);
    QVERIFY(
        editor.options()->viewport()->rect().contains(editor.options()->visualRect(editor.options()->currentIndex())));
    editor.button("resetOptionButton")->click();
    editor.choose(u"filter: failregex"_s);

    services::ChangePreview preview;
    preview.path = u"/etc/fail2ban/filter.d/sshd.local"_s;
    preview.diff = u"+failregex\n"_s;
    preview.alsoReloaded = QStringList { u"second"_s };
    w.services.changeService.nextPreview = preview;
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::Active;
    w.services.changeService.nextOutcome = outcome;
    editor.button("reviewEditsButton")->click();
    auto *dialog = w.dialog("changeDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Change the filter sshd on web-2"_s);
    auto *apply = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(apply->isEnabled());
    QCOMPARE(
        WindowFixture::in<QLabel>(dialog, "changeJails")->text(), u"Reloaded and checked afterwards: sshd, second."_s);
    apply->click();
    QTRY_COMPARE(w.services.changeService.made.size(), 1);
    const services::ChangeRequest made = w.services.changeService.made.constFirst();
    QVERIFY(made.part == services::ConfigPart::Filter);
    QCOMPARE(made.definition, u"sshd"_s);
    QCOMPARE(made.jail, u"sshd"_s);
    QCOMPARE(made.text, "[Definition]\nfailregex = ^Other <HOST>$\nmaxlines = 2\n"_ba);
    auto files = sharedFiles();
    files[u"filter.d/sshd.local"_s] = *made.text;
    w.services.configService.setFiles(editor.server, files);
    Q_EMIT w.services.changeService.ended(editor.server, u"edit-1"_s, outcome);
    QTRY_VERIFY(!editor.bar()->isVisible());
    editor.choose(u"filter: failregex"_s);
    QVERIFY(editor.button("resetOptionButton")->isEnabled());
}

void TestConfigEditor::anActionsOptionIsEdited()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(u"sshd"_s, sharedFiles());
    editor.choose(u"dummy: actionban"_s);
    auto *lines = w.find<QPlainTextEdit>("optionLines");
    QVERIFY(lines->isVisible() && lines->isEnabled());
    QCOMPARE(lines->toPlainText(), u"echo <ip>"_s);
    lines->setPlainText(u"logger <ip>"_s);
    QCOMPARE(editor.barText(), u"Action dummy: 1 option edited, not applied: actionban"_s);
    QTRY_COMPARE(editor.cell(u"dummy: actionban"_s, ConfigOptionColumn::Place), u"action.d/dummy.local:4"_s);
    // What breaks it leaves it there to be mended.
    lines->setPlainText(u"%(nobody)s"_s);
    QTRY_VERIFY(w.find<widgets::LinkLabel>("configJailProblems")->isVisible());
    QCOMPARE(editor.options()->currentIndex().data().toString(), u"dummy: actionban"_s);
    lines->setPlainText(u"logger <ip>"_s);
    QTRY_VERIFY(!w.find<widgets::LinkLabel>("configJailProblems")->isVisible());
    // A parameter goes where it was.
    editor.choose(u"dummy: family"_s);
    QVERIFY(editor.line()->isVisible());
    editor.line()->setText(u"6"_s);
    QTRY_VERIFY2(
        editor.source()->toPlainText().endsWith("[Init]\nfamily = 6\n"_L1), qPrintable(editor.source()->toPlainText()));
    QCOMPARE(editor.barText(), u"Action dummy: 2 options edited, not applied: [Init] family, actionban"_s);
    editor.button("resetOptionButton")->click();
    QCOMPARE(editor.line()->text(), u"4"_s);
    QCOMPARE(editor.barText(), u"Action dummy: 1 option edited, not applied: actionban"_s);
    QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
    auto *kinds = w.find<QComboBox>("configKind");
    kinds->setCurrentIndex(kinds->findText(u"Filter and actions"_s));
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"(absent)"_s);
    QCOMPARE(editor.cell(u"dummy: actionban"_s, ConfigOptionColumn::Value), u"logger <ip>"_s);
}

void TestConfigEditor::whatTheCallSetsStays()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(u"second"_s, sharedFiles());
    editor.choose(u"action: dummy"_s);
    QVERIFY(!w.find<QWidget>("optionLine")->isEnabled());
    QVERIFY(w.find<QLabel>("optionHelp")->text().contains("action"_L1));
    editor.choose(u"dummy: family"_s);
    QVERIFY(!w.find<QWidget>("optionLine")->isEnabled());
    QVERIFY(!editor.button("resetOptionButton")->isVisible());
    QVERIFY(w.find<QLabel>("optionHelp")->text().contains("edit it there"_L1));
}

void TestConfigEditor::severalFilesAreEdited()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(u"sshd"_s, sharedFiles());
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    editor.choose(u"filter: failregex"_s);
    w.find<QPlainTextEdit>("optionLines")->setPlainText(u"^New <HOST>$"_s);
    QTRY_COMPARE(editor.cell(u"filter: failregex"_s, ConfigOptionColumn::Value), u"^New <HOST>$"_s);
    QVERIFY2(editor.barText().startsWith("Filter sshd: 1 option edited, not applied: failregex"_L1),
        qPrintable(editor.barText()));
    QVERIFY2(editor.barText().contains("other files of this jail"_L1), qPrintable(editor.barText()));
    editor.choose(u"bantime"_s);
    QVERIFY2(editor.barText().startsWith("1 option edited, not applied: bantime"_L1), qPrintable(editor.barText()));
    // Whoever shares the filter sees what it will be, and can go on there.
    editor.chooseJail(u"second"_s);
    QTRY_COMPARE(editor.cell(u"filter: failregex"_s, ConfigOptionColumn::Value), u"^New <HOST>$"_s);
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"10m"_s);
    QVERIFY(editor.barText().startsWith("Filter sshd: "_L1));
    QVERIFY(static_cast<gui::Page *>(w.window->currentPage())->unsavedWork().contains("filter sshd on web-2"_L1));
    // Each is discarded on its own.
    editor.button("discardEditsButton")->click();
    auto *confirm = w.window->findChild<QPushButton *>(u"confirmButton"_s);
    QVERIFY(confirm);
    confirm->click();
    QTRY_VERIFY(!editor.bar()->isVisible());
    QTRY_COMPARE(editor.cell(u"filter: failregex"_s, ConfigOptionColumn::Value), u"^Failed .* from <HOST>$"_s);
    editor.chooseJail(u"sshd *"_s);
    QTRY_COMPARE(editor.barText(), u"1 option edited, not applied: bantime"_s);
}

void TestConfigEditor::theFieldStaysInSight()
{
    WindowFixture w(true, {}, { 1024, 640 });
    Editor editor(w);
    editor.show(u"sshd"_s, sharedFiles());
    w.window->activateWindow();
    editor.choose(u"filter: maxlines"_s);
    QTest::keyClick(editor.options(), Qt::Key_Return);
    QTRY_VERIFY(editor.line()->hasFocus());
    QTest::keyClicks(editor.line(), u"many"_s); // the bar appears, a fault, and a defect of the jail
    QTRY_VERIFY(editor.bar()->isVisible() && w.find<QLabel>("optionFault")->isVisible());
    QTRY_COMPARE(editor.line()->visibleRegion().boundingRect().height(), editor.line()->height());
    QVERIFY(editor.line()->hasFocus());
}

void TestConfigEditor::editsSurviveEverySwitch()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    editor.chooseJail(u"web"_s); // before the pause of typing is over
    QVERIFY(!editor.bar()->isVisible());
    QCOMPARE(editor.listed(u"sshd"_s), u"sshd *"_s);
    w.window->showPage(u"bans"_s);
    QVERIFY(w.window->scope().setFromText(u"server:mail"_s));
    w.window->showPage(u"configuration"_s);
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    editor.chooseJail(u"sshd *"_s);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(editor.barText(), u"1 option edited, not applied: bantime"_s);
    w.trigger("actionRefresh");
    QTRY_VERIFY(w.services.configService.reads.size() >= 2);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
}

void TestConfigEditor::editsStayWithTheirDaemon()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    QTRY_COMPARE(editor.listed(u"sshd"_s), u"sshd *"_s);
    const QString before = editor.barText();
    const core::ServerProfile here = *w.services.registry.profile(editor.server);
    core::ServerProfile elsewhere = here;
    elsewhere.socketPath = u"/run/elsewhere.sock"_s;
    const auto lead = [&w](const core::ServerProfile &profile) {
        w.services.registry.update(profile, w.window.get(), [](const core::Result<core::ServerProfile> &) {});
        QTRY_COMPARE(w.services.registry.profile(profile.id)->socketPath, profile.socketPath);
    };
    lead(elsewhere);
    QTRY_COMPARE(editor.listed(u"sshd"_s), u"sshd"_s);
    QTRY_VERIFY(!editor.bar()->isVisible());
    QTRY_VERIFY(editor.cell(u"bantime"_s, ConfigOptionColumn::Value) != u"1h"_s);
    // It is not lost where that was a typing error.
    lead(here);
    QTRY_COMPARE(editor.listed(u"sshd"_s), u"sshd *"_s);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(editor.barText(), before);
}

void TestConfigEditor::closingAsks()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.window->close();
    QTRY_VERIFY(w.dialog("quitDialog"));
    QVERIFY(w.window->isVisible());
    QCOMPARE(quits.size(), 0);
    WindowFixture::in<QPushButton>(w.dialog("quitDialog"), "cancelButton")->click();
    QTRY_VERIFY(!w.dialog("quitDialog"));
    QCOMPARE(quits.size(), 0);
    QCOMPARE(editor.line()->text(), u"1h"_s);
    w.window->quit();
    QTRY_VERIFY(w.dialog("quitDialog"));
    WindowFixture::in<QPushButton>(w.dialog("quitDialog"), "confirmButton")->click();
    QTRY_COMPARE(quits.size(), 1);
}

void TestConfigEditor::discardAsks()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    editor.button("discardEditsButton")->click();
    auto *confirm = w.window->findChild<QPushButton *>(u"confirmButton"_s);
    QVERIFY(confirm);
    confirm->click();
    QTRY_VERIFY(!editor.bar()->isVisible());
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"10m"_s);
    QCOMPARE(editor.line()->text(), u"10m"_s);
    QCOMPARE(editor.listed(u"sshd"_s), u"sshd"_s);
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.window->quit();
    QCOMPARE(quits.size(), 1);
}

void TestConfigEditor::reviewAndApply()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    services::ChangePreview preview;
    preview.path = u"/etc/fail2ban/jail.d/zz-bangui-sshd.local"_s;
    preview.diff = u"+bantime = 1h\n"_s;
    preview.fileHash = "abc";
    w.services.changeService.nextPreview = preview;
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::Active;
    w.services.changeService.nextOutcome = outcome;
    editor.button("reviewEditsButton")->click();
    QTRY_COMPARE(w.services.changeService.calls, QStringList { u"preview %1 sshd"_s.arg(editor.server.value) });
    auto *dialog = w.dialog("changeDialog");
    QVERIFY(dialog);
    auto *apply = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(apply->isEnabled());
    apply->click();
    QTRY_COMPARE(w.services.changeService.made.size(), 1);
    const services::ChangeRequest made = w.services.changeService.made.constFirst();
    QCOMPARE(made.text, QByteArray(ownFile + "bantime = 1h\n"));
    QCOMPARE(made.expected, "abc"_ba);
    // What the server has by now is no edit any more.
    QMap<QString, QByteArray> files = editedFiles();
    files[u"jail.d/zz-bangui-sshd.local"_s] += "bantime = 1h\n";
    w.services.configService.setFiles(editor.server, files);
    Q_EMIT w.services.changeService.ended(editor.server, u"edit-1"_s, outcome);
    QTRY_VERIFY(!editor.bar()->isVisible());
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(editor.listed(u"sshd"_s), u"sshd"_s);
}

/// "I confirm it": the change ends open, and the word comes later and says nothing of how the change ended.
void TestConfigEditor::whatIsConfirmedLaterIsNoEditAnyMore()
{
    WindowFixture w;
    Editor editor(w);
    editor.editAndApplyOpen();
    QTRY_VERIFY2(
        editor.barText().startsWith("Written and in force, not confirmed yet"_L1), qPrintable(editor.barText()));
    QVERIFY(editor.bar()->isVisible());
    // Also where it is read again meanwhile: it may yet go back.
    w.trigger("actionRefresh");
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QVERIFY(editor.bar()->isVisible());
    services::ChangeOutcome confirmed;
    confirmed.result = services::ChangeResult::Active;
    w.services.changeService.nextOutcome = confirmed;
    w.window->context().models.changes().confirm(editor.server, u"edit-1"_s);
    QTRY_VERIFY(!editor.bar()->isVisible());
    QCOMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QCOMPARE(editor.listed(u"sshd"_s), u"sshd"_s);
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.window->quit();
    QCOMPARE(quits.size(), 1);
}

void TestConfigEditor::whatIsTakenBackIsReadAgain()
{
    for (const bool byTheServer : { false, true }) {
        WindowFixture w;
        Editor editor(w);
        editor.editAndApplyOpen();
        QTRY_VERIFY(editor.barText().startsWith("Written and in force"_L1));
        editor.showOwnFile();
        QTRY_VERIFY(w.window->context().models.changes().open(editor.server, u"edit-1"_s));
        w.services.configService.setFiles(editor.server, editedFiles());
        const qsizetype reads = w.services.configService.reads.size();
        if (byTheServer) { // its time was over
            w.services.changeService.setOpen(editor.server, {});
        } else {
            services::ChangeOutcome back;
            back.result = services::ChangeResult::RolledBack;
            w.services.changeService.nextOutcome = back;
            w.window->context().models.changes().rollBack(editor.server, u"edit-1"_s);
        }
        QTRY_COMPARE(w.services.configService.reads.size(), reads + 1);
        // The old bytes are there, and the edit is one that nobody has applied.
        QTRY_VERIFY2(editor.barText().startsWith("1 option edited, not applied"_L1), qPrintable(editor.barText()));
        QVERIFY(!editor.barText().contains("Somebody"_L1));
    }
}

void TestConfigEditor::appliedWhileAnotherServerIsShown()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    QVERIFY(w.window->scope().setFromText(u"server:web-1"_s));
    QMap<QString, QByteArray> files = editedFiles();
    files[u"jail.d/zz-bangui-sshd.local"_s] += "bantime = 1h\n";
    w.services.configService.setFiles(editor.server, files);
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::Active;
    Q_EMIT w.services.changeService.ended(editor.server, u"edit-1"_s, outcome);
    QTRY_VERIFY(w.services.configService.reads.contains(editor.server));
    QCoreApplication::processEvents();
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    w.window->quit();
    QCOMPARE(quits.size(), 1); // nothing is left that would be lost
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    QTRY_VERIFY(editor.jails()->model()->rowCount() > 0);
    editor.chooseJail(u"sshd"_s);
    QVERIFY(!editor.bar()->isVisible());
}

void TestConfigEditor::aFailedChangeKeepsTheEdits()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::RolledBack;
    const qsizetype reads = w.services.configService.reads.size();
    Q_EMIT w.services.changeService.ended(editor.server, u"edit-1"_s, outcome);
    QTRY_VERIFY(w.services.configService.reads.size() > reads);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"1h"_s);
    QVERIFY(editor.bar()->isVisible());
}

void TestConfigEditor::somebodyElseIsNoticed()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    QMap<QString, QByteArray> files = editedFiles();
    files[u"jail.d/zz-bangui-sshd.local"_s] += "findtime = 1d\n";
    w.services.configService.setFiles(editor.server, files);
    w.trigger("actionRefresh");
    QTRY_VERIFY2(editor.barText().contains("Somebody has changed the file"_L1), qPrintable(editor.barText()));
    QCOMPARE(editor.line()->text(), u"1h"_s);
}

void TestConfigEditor::runtimeIsKeptOrReverted()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    QMap<QString, QByteArray> files = editedFiles();
    files[u"jail.conf"_s].replace("bantime = 10m", "bantime = 2h"); // the fake's running jail has 600 seconds
    w.services.configService.setFiles(editor.server, files);
    w.trigger("actionRefresh");
    editor.choose(u"bantime"_s);
    auto *said = w.find<QLabel>("optionRuntime");
    QTRY_VERIFY(said->isVisible());
    QCOMPARE(said->text(), u"The running jail has 600, the files say 7200."_s);
    editor.button("revertRuntimeButton")->click();
    QTRY_VERIFY(w.dialog("tuneDialog"));
    QCOMPARE(WindowFixture::in<QLineEdit>(w.dialog("tuneDialog"), "valueEdit")->text(), u"7200"_s);
    w.dialog("tuneDialog")->close();
    editor.button("keepRuntimeButton")->click();
    QCOMPARE(editor.line()->text(), u"600"_s);
    QTRY_COMPARE(editor.cell(u"bantime"_s, ConfigOptionColumn::Value), u"600"_s);
    QVERIFY(!said->isVisible());
    QCOMPARE(editor.barText(), u"1 option edited, not applied: bantime"_s);
}

void TestConfigEditor::whatOnlyTheRunningJailHasInAListIsRemoved()
{
    WindowFixture w;
    Editor editor(w);
    editor.show(); // the fake's running jail ignores 127.0.0.1/8, too
    editor.choose(u"ignoreip"_s);
    auto *revert = editor.button("revertRuntimeButton");
    QTRY_VERIFY(revert->isVisible());
    revert->click();
    QTRY_VERIFY(w.dialog("tuneDialog"));
    auto *dialog = w.dialog("tuneDialog");
    QCOMPARE(WindowFixture::in<QLabel>(dialog, "currentTitle")->text(), u"Removes"_s);
    QCOMPARE(WindowFixture::in<QLabel>(dialog, "currentValue")->text(), u"127.0.0.0/8"_s);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    confirm->click();
    const QString tuned = u"tune web-2 sshd delignoreip=127.0.0.0/8"_s;
    QTRY_VERIFY2(w.services.jailService.calls.contains(tuned), qPrintable(w.services.jailService.calls.join(u"; "_s)));
}

void TestConfigEditor::optionsAreFound()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    auto *find = w.find<widgets::SearchLine>("configOptionFilter");
    const int all = editor.options()->model()->rowCount();
    find->setText(u"auth.log"_s);
    QTRY_COMPARE(editor.options()->model()->rowCount(), 1);
    QCOMPARE(editor.options()->model()->index(0, 0).data().toString(), u"logpath"_s);
    find->setText(u"nothing like it"_s);
    QTRY_COMPARE(editor.options()->model()->rowCount(), 0);
    find->clear();
    QTRY_COMPARE(editor.options()->model()->rowCount(), all);
    // The option that is shown below stays in sight, wherever the table was scrolled to.
    w.window->resize(1024, 640);
    editor.choose(u"bantime"_s);
    const auto inSight = [table = editor.options()] {
        const QRect row = table->visualRect(table->currentIndex());
        return row.isValid() && table->viewport()->rect().contains(row.adjusted(0, 0, -row.width() / 2, 0));
    };
    const auto scrolledAway = [&] {
        editor.options()->verticalScrollBar()->setValue(editor.options()->verticalScrollBar()->maximum());
        return !inSight();
    };
    QTRY_VERIFY(scrolledAway());
    find->setText(u"time"_s);
    QTRY_VERIFY(editor.options()->model()->rowCount() < all);
    QCOMPARE(editor.options()->currentIndex().siblingAtColumn(0).data().toString(), u"bantime"_s);
    QTRY_VERIFY(inSight());
    find->clear();
    QTRY_COMPARE(editor.options()->model()->rowCount(), all);
    QTRY_VERIFY(scrolledAway());
    auto *kinds = w.find<QComboBox>("configKind");
    kinds->setCurrentIndex(kinds->findText(u"Set in files"_s));
    QTRY_VERIFY(inSight());
}

void TestConfigEditor::tabFollowsWhatIsRead()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    QStringList met;
    QWidget *at = w.find<QWidget>("configJails");
    for (QWidget *next = at; next && met.size() < 4;) {
        if (const QString name = next->objectName(); name == "configJails"_L1 || name == "configOptionFilter"_L1
            || name == "configKind"_L1 || next == editor.options())
            met.append(name);
        next = next->nextInFocusChain();
        if (next == at)
            break;
    }
    QCOMPARE(met,
        QStringList({ u"configJails"_s, u"configOptionFilter"_s, u"configKind"_s, editor.options()->objectName() }));
}

void TestConfigEditor::everyControlHasAName()
{
    WindowFixture w;
    Editor editor(w);
    editor.show();
    for (const QString &option : { u"bantime"_s, u"enabled"_s, u"ignoreip"_s }) {
        editor.choose(option);
        QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
    }
    editor.choose(u"bantime"_s);
    editor.line()->setText(u"1h"_s);
    QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
    QCOMPARE(editor.line()->accessibleName(), u"Value of bantime"_s);
}

QTEST_MAIN(TestConfigEditor)
#include "tst_config_editor.moc"
