// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/dialogs/tune_dialog.h"
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/window_fixture.h"
#include "models/jail_detail_roles.h"
#include "models/jail_table_model.h"
#include "widgets/filter_button.h"
#include "widgets/receipt_bar.h"
#include "widgets/step_list.h"
#include "widgets/table_view.h"

#include <QAction>
#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTreeView>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

class TestJailsPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jailsOfABusyServerAreCountedAsLastKnown();
    void stopShowsItsCostAndIsUndone();
    void aStopWithoutAWayBackSaysSo();
    void aRegexIsRemovedByItsText();
    void aRegexIsReadInTheWholeWidth();
    void titlesOfActionsPropertiesAreWhole();
    void theReasonOfARefusedTuningIsInItsDialog();
    void switchesAreNamedAsThePageNamesThem();
    void reloadShowsItsStages();
    void reloadThatFailsSaysWhy();
    void aRestartSaysWhatItCosts();
    void aRestartFoundOnTheWayIsAskedFor();
    void theLastRegexSaysWhatItCosts();
    void nothingIsSentToAnotherServerThanTheOneShown();
    void startChoosesAConfiguredJail();
    void bantimeShowsWhoseEndMoves();
    void listsAreAddedToAndRemovedFrom();
    void valuesAreChecked_data();
    void valuesAreChecked();
    void readOnlyServersOfferNoChange();
    void serversThatDoNotAnswerOfferNoCommand();
    void filterAndBack();
    void noticeIsOneLineAboveTheTable();
    void paneWithoutAJailSaysWhatToDo();
    void windowMayGoWhileAJailReloads();
    void stagesOfAnotherJailAreNotShown();
    void inactiveJailsAreListedAndFiltered();
    void configurationsAreReadOnceAndOnDemand();
    void anInactiveJailIsActivated();
    void anActiveJailIsDeactivated();
    void readOnlyServersAreNotActivated();
    void filesThatCannotBeReadAreNamed();

private:
    static void open(WindowFixture &w);
    static core::ServerId idOf(const WindowFixture &w, const QString &name)
    {
        return w.services.registry.profileNamed(name)->id;
    }
    static void setFiles(WindowFixture &w, const QString &name)
    {
        w.services.configService.setFiles(idOf(w, name),
            { { u"jail.conf"_s,
                "[DEFAULT]\n[sshd]\nenabled = true\n[postfix-sasl]\nenabled = true\n[nginx-bad]\n[apache-auth]\n" } });
    }
    static void select(WindowFixture &w, const QString &jail)
    {
        auto *table = w.find<widgets::TableView>("jailTable");
        const auto found = table->model()->match(
            table->model()->index(0, 0), Qt::DisplayRole, jail, 1, Qt::MatchFixedString | Qt::MatchCaseSensitive);
        QVERIFY(!found.isEmpty());
        table->selectRow(found.constFirst().row());
    }
    static QModelIndex property(const QTreeView *tree, const QString &name);
};

void TestJailsPage::open(WindowFixture &w)
{
    const core::ServerId web2 = w.services.registry.profileNamed(u"web-2"_s)->id;
    w.window->showPage(u"jails"_s, { { u"server"_s, QVariant::fromValue(web2) }, { u"jail"_s, u"sshd"_s } });
    QTRY_VERIFY(w.find<QTreeView>("propertyTree")->model()->rowCount() > 0);
}

QModelIndex TestJailsPage::property(const QTreeView *tree, const QString &name)
{
    const auto found = tree->model()->match(
        tree->model()->index(0, 0), models::PropertyNameRole, name, 1, Qt::MatchExactly | Qt::MatchRecursive);
    return found.isEmpty() ? QModelIndex() : found.constFirst();
}

void TestJailsPage::jailsOfABusyServerAreCountedAsLastKnown()
{
    WindowFixture w;
    w.window->showPage(u"jails"_s);
    auto *counts = w.find<QLabel>("jailCounts");
    QTRY_COMPARE(counts->text(), u"9 jails, 2 of them last known"_s);
    w.window->scope().setFromText(u"server:web-2"_s);
    QTRY_COMPARE(counts->text(), u"2 jails"_s);
}

void TestJailsPage::stopShowsItsCostAndIsUndone()
{
    WindowFixture w;
    open(w);
    QTest::mouseClick(w.find<QPushButton>("stopButton"), Qt::LeftButton);
    auto *dialog = w.dialog("stopJailDialog");
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    QVERIFY(!confirm->isDefault());
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.contains("12"_L1), qPrintable(effect));
    QVERIFY(!w.services.jailService.calls.contains("stop web-2 sshd"_L1));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("stop web-2 sshd"_L1));
    QTRY_VERIFY(w.find<widgets::ReceiptBar>("receiptBar")->isVisible());
    w.trigger("actionUndo");
    QTRY_VERIFY(w.services.jailService.calls.contains("start web-2 sshd"_L1));
}

void TestJailsPage::aStopWithoutAWayBackSaysSo()
{
    WindowFixture w;
    open(w);
    w.services.jailService.restart = services::Restart::NotEnabled;
    QTest::mouseClick(w.find<QPushButton>("stopButton"), Qt::LeftButton);
    auto *dialog = w.dialog("stopJailDialog");
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.endsWith("This cannot be undone."_L1), qPrintable(effect));
    const QString detail = WindowFixture::in<QLabel>(dialog, "detailLabel")->text();
    QVERIFY2(detail.startsWith("The configuration files of web-2 do not enable sshd"_L1), qPrintable(detail));
    QTest::mouseClick(confirm, Qt::LeftButton);
    auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains("sshd"_L1), qPrintable(bar->text()));
    QVERIFY(!w.find<QPushButton>("receiptUndo")->isVisible());
    QVERIFY(w.services.undoStack.entries().isEmpty());
}

void TestJailsPage::aRegexIsRemovedByItsText()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    const auto lines = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole,
        u"^Invalid user .* from <HOST>$"_s, 1, Qt::MatchFixedString | Qt::MatchCaseSensitive | Qt::MatchRecursive);
    QVERIFY(!lines.isEmpty());
    tree->setCurrentIndex(lines.constFirst());
    QTRY_VERIFY(w.find<QPushButton>("removeLineButton")->isEnabled());
    QTest::mouseClick(w.find<QPushButton>("removeLineButton"), Qt::LeftButton);
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("tuneDialog"), "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY2(
        w.services.jailService.calls.contains("tune web-2 sshd delfailregex=1\n^Invalid user .* from <HOST>$"_L1),
        qPrintable(w.services.jailService.calls.join(u'|')));
}

void TestJailsPage::aRegexIsReadInTheWholeWidth()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    for (const QString &line : { u"^Invalid user .* from <HOST>$"_s, u"127.0.0.1/8"_s }) {
        const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, line, 1,
            Qt::MatchFixedString | Qt::MatchCaseSensitive | Qt::MatchRecursive);
        QVERIFY(!found.isEmpty());
        const QModelIndex index = found.constFirst();
        const auto trees = w.window->findChildren<QTreeView *>();
        QVERIFY2(std::any_of(trees.cbegin(), trees.cend(),
                     [&index](const QTreeView *view) {
                         return view->model() == index.model()
                             && view->isFirstColumnSpanned(index.row(), index.parent());
                     }),
            qPrintable(line));
    }
    const QModelIndex bantime = property(tree, u"bantime"_s);
    QVERIFY2(!tree->isFirstColumnSpanned(bantime.row(), bantime.parent()), "its value stands beside it");
}

void TestJailsPage::titlesOfActionsPropertiesAreWhole()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("actionTree");
    const auto found = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole, u"a_long_name_of_a_property"_s,
        1, Qt::MatchFixedString | Qt::MatchCaseSensitive | Qt::MatchRecursive);
    QVERIFY(!found.isEmpty());
    QVERIFY2(found.constFirst().parent().parent().isValid(), "below its action");
    const int depth = 3; // section, action, property
    QVERIFY(tree->header()->sectionSize(0)
        >= tree->sizeHintForIndex(found.constFirst()).width() + depth * tree->indentation());
}

void TestJailsPage::theReasonOfARefusedTuningIsInItsDialog()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    tree->setCurrentIndex(property(tree, u"maxretry"_s));
    QTest::mouseClick(w.find<QPushButton>("tuneButton"), Qt::LeftButton);
    auto *dialog = w.dialog("tuneDialog");
    QVERIFY(dialog);
    WindowFixture::in<QLineEdit>(dialog, "valueEdit")->setText(u"9"_s);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    w.services.jailService.tuneError = { core::ErrorCode::PreflightFailed, u"unterminated character set"_s };
    QTest::mouseClick(confirm, Qt::LeftButton);
    auto *problem = WindowFixture::in<QLabel>(dialog, "problemLabel");
    QTRY_VERIFY(problem->isVisible());
    QVERIFY2(problem->text().contains("failed on web-2"_L1), qPrintable(problem->text()));
    QVERIFY2(problem->text().contains("unterminated character set"_L1), qPrintable(problem->text()));
    QVERIFY2(!w.find<widgets::ReceiptBar>("receiptBar")->isVisible(), "it is told once");
    dialog->reject();
}

void TestJailsPage::switchesAreNamedAsThePageNamesThem()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    tree->setCurrentIndex(property(tree, u"ignoreself"_s));
    QTest::mouseClick(w.find<QPushButton>("tuneButton"), Qt::LeftButton);
    auto *dialog = w.dialog("tuneDialog");
    QVERIFY(dialog);
    auto *choice = WindowFixture::in<QComboBox>(dialog, "valueChoice");
    QCOMPARE(choice->currentText(), u"yes"_s);
    choice->setCurrentIndex(1 - choice->currentIndex());
    QCOMPARE(choice->currentText(), u"no"_s);
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "confirmButton"), Qt::LeftButton);
    QTRY_VERIFY2(w.services.jailService.calls.contains("tune web-2 sshd ignoreself=false"_L1),
        qPrintable(w.services.jailService.calls.join(u'|')));
}

void TestJailsPage::reloadShowsItsStages()
{
    WindowFixture w;
    open(w);
    w.trigger("actionReloadJail");
    auto *dialog = w.dialog("reloadDialog");
    QVERIFY(dialog);
    auto *steps = WindowFixture::in<widgets::StepList>(dialog, "stepList");
    QVERIFY2(steps->steps().size() >= 6, "all stages are shown before it begins");
    QVERIFY(!w.services.jailService.calls.contains("reload web-2 sshd"_L1));
    QTRY_VERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    QVERIFY(WindowFixture::in<QLabel>(dialog, "effectLabel")->text().contains("Its bans stay."_L1));
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "confirmButton"), Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("reload web-2 sshd"_L1));
    QCOMPARE(steps->steps().constFirst().state, core::ServerState::Online);
    QCOMPARE(steps->steps().at(1).state, core::ServerState::Busy);
    w.services.jailService.finishReload(true);
    QTRY_VERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isVisible());
    QVERIFY(WindowFixture::in<QLabel>(dialog, "effectLabel")->text().contains("sshd"_L1));
    for (const widgets::Step &step : steps->steps())
        QCOMPARE(step.state, core::ServerState::Online);
    dialog->reject();
}

void TestJailsPage::reloadThatFailsSaysWhy()
{
    WindowFixture w;
    open(w);
    w.trigger("actionReloadJail");
    QTRY_VERIFY(WindowFixture::in<QPushButton>(w.dialog("reloadDialog"), "confirmButton")->isEnabled());
    QTest::mouseClick(WindowFixture::in<QPushButton>(w.dialog("reloadDialog"), "confirmButton"), Qt::LeftButton);
    // The dialog may be closed: the fact comes in the strip.
    w.dialog("reloadDialog")->reject();
    w.services.jailService.finishReload(false);
    auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY(!bar->text().isEmpty());
    // The way back of what nobody saw done is there, and says nothing of success in the place of the error.
    const QString error = bar->text();
    services::UndoEntry entry;
    entry.kind = services::UndoKind::StopJail;
    entry.subject = u"sshd"_s;
    entry.perhaps = true;
    w.services.undoStack.push(entry);
    QCOMPARE(bar->text(), error);
    QVERIFY(w.window->findChild<QAction *>(u"actionUndo"_s)->isEnabled());
    entry.perhaps = false;
    w.services.undoStack.push(entry);
    QVERIFY(bar->text() != error);
}

void TestJailsPage::aRestartSaysWhatItCosts()
{
    WindowFixture w;
    open(w);
    services::ReloadPreview told;
    told.restartReason = u"dummy.actionban"_s;
    told.currentBans = 12;
    told.database = false;
    w.services.jailService.reload = told;
    w.trigger("actionReloadJail");
    auto *dialog = w.dialog("reloadDialog");
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.contains("dummy.actionban"_L1), qPrintable(effect));
    QVERIFY2(effect.contains("This lifts for good: 12 bans."_L1), qPrintable(effect));
    QVERIFY2(!effect.contains("Its bans stay"_L1), qPrintable(effect));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("restart web-2 sshd"_L1));
    w.services.jailService.finishReload(true);
    QTRY_VERIFY(!confirm->isVisible());
    dialog->reject();
}

void TestJailsPage::aRestartFoundOnTheWayIsAskedFor()
{
    WindowFixture w;
    open(w);
    w.trigger("actionReloadJail");
    auto *dialog = w.dialog("reloadDialog");
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("reload web-2 sshd"_L1));
    QVERIFY(!confirm->isEnabled());
    w.services.jailService.refuseRestart(u"dummy2"_s);
    QTRY_VERIFY(confirm->isEnabled());
    QCOMPARE(confirm->text(), u"Restart jail"_s);
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.contains("dummy2"_L1) && effect.contains("one after the other: all of its bans."_L1),
        qPrintable(effect));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("restart web-2 sshd"_L1));
    w.services.jailService.finishReload(true);
    QTRY_VERIFY(!confirm->isVisible());
    dialog->reject();
}

void TestJailsPage::theLastRegexSaysWhatItCosts()
{
    WindowFixture w;
    open(w);
    w.services.jailService.tuned.lastFailregex = true;
    auto *tree = w.find<QTreeView>("propertyTree");
    const auto lines = tree->model()->match(tree->model()->index(0, 0), Qt::DisplayRole,
        u"^Invalid user .* from <HOST>$"_s, 1, Qt::MatchFixedString | Qt::MatchCaseSensitive | Qt::MatchRecursive);
    QVERIFY(!lines.isEmpty());
    tree->setCurrentIndex(lines.constFirst());
    QTRY_VERIFY(w.find<QPushButton>("removeLineButton")->isEnabled());
    QTest::mouseClick(w.find<QPushButton>("removeLineButton"), Qt::LeftButton);
    auto *dialog = w.dialog("tuneDialog");
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    auto *effect = WindowFixture::in<QLabel>(dialog, "effectLabel");
    QVERIFY(effect->isVisible());
    QVERIFY2(effect->text().contains("sshd on web-2 then runs, finds nobody and bans nobody."_L1),
        qPrintable(effect->text()));
    dialog->reject();
}

void TestJailsPage::nothingIsSentToAnotherServerThanTheOneShown()
{
    WindowFixture w;
    open(w);
    const auto ledElsewhere = [&w](const char *dialogName, const QString &socket) {
        auto *dialog = w.dialog(dialogName);
        auto *confirm = dialog ? WindowFixture::in<QPushButton>(dialog, "confirmButton") : nullptr;
        if (!confirm || !QTest::qWaitFor([confirm] { return confirm->isEnabled(); }, 30'000))
            return false;
        core::ServerProfile profile = *w.services.registry.profileNamed(u"web-2"_s);
        profile.socketPath = socket;
        w.services.registry.update(profile, w.window.get(), {});
        QTest::mouseClick(confirm, Qt::LeftButton);
        dialog->reject();
        return true;
    };
    QTest::mouseClick(w.find<QPushButton>("stopButton"), Qt::LeftButton);
    QVERIFY(ledElsewhere("stopJailDialog", u"/run/one.sock"_s));
    QTest::qWait(0);
    QVERIFY2(
        w.services.jailService.calls.filter(u"stop "_s).isEmpty(), qPrintable(w.services.jailService.calls.join(u'|')));
}

void TestJailsPage::startChoosesAConfiguredJail()
{
    WindowFixture w;
    open(w);
    w.trigger("actionStartJail");
    auto *dialog = w.dialog("startJailDialog");
    QVERIFY(dialog);
    auto *list = WindowFixture::in<QListWidget>(dialog, "startJailList");
    QTRY_COMPARE(list->count(), 2);
    list->setCurrentRow(1);
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "confirmButton"), Qt::LeftButton);
    QTRY_VERIFY(w.dialog("reloadDialog"));
    QVERIFY(w.dialog("reloadDialog")->windowTitle().contains("recidive"_L1));
    w.dialog("reloadDialog")->reject();
}

void TestJailsPage::bantimeShowsWhoseEndMoves()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    const QModelIndex bantime = property(tree, u"bantime"_s);
    QVERIFY(bantime.isValid());
    tree->setCurrentIndex(bantime);
    QTest::mouseClick(w.find<QPushButton>("tuneButton"), Qt::LeftButton);
    auto *dialog = w.dialog("tuneDialog");
    QVERIFY(dialog);
    auto *edit = WindowFixture::in<QLineEdit>(dialog, "valueEdit");
    edit->setText(u"1h"_s);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QVERIFY2(!confirm->isEnabled(), "not before its effect is known");
    QTRY_VERIFY(confirm->isEnabled());
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.contains("31"_L1), qPrintable(effect));
    QVERIFY(WindowFixture::in<QLabel>(dialog, "lostLabel")->isVisible());
    // A change that failed may be tried again as it is, and what was typed has its room beside the reason.
    w.services.jailService.tuneError = { core::ErrorCode::StoreLocked, {} };
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(WindowFixture::in<QLabel>(dialog, "problemLabel")->isVisible());
    QVERIFY(confirm->isEnabled());
    QTRY_VERIFY2(edit->height() >= edit->minimumSizeHint().height(), "the dialog grew with its text");
    w.services.jailService.tuneError.reset();
    w.services.jailService.calls.clear();
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("tune web-2 sshd bantime=1h"_L1));
    QTRY_VERIFY(w.find<QLabel>("runtimeMark")->isVisible());
}

void TestJailsPage::listsAreAddedToAndRemovedFrom()
{
    WindowFixture w;
    open(w);
    auto *tree = w.find<QTreeView>("propertyTree");
    const auto lines = tree->model()->match(
        tree->model()->index(0, 0), Qt::DisplayRole, u"127.0.0.1/8"_s, 1, Qt::MatchExactly | Qt::MatchRecursive);
    QVERIFY(!lines.isEmpty());
    tree->setCurrentIndex(lines.constFirst());
    QTRY_VERIFY(w.find<QPushButton>("removeLineButton")->isEnabled());
    QTest::mouseClick(w.find<QPushButton>("removeLineButton"), Qt::LeftButton);
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("tuneDialog"), "confirmButton");
    QVERIFY(!confirm->isDefault());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY2(w.services.jailService.calls.contains("tune web-2 sshd delignoreip=127.0.0.1/8"_L1),
        qPrintable(w.services.jailService.calls.join(u'|')));
}

void TestJailsPage::valuesAreChecked_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("value");
    QTest::addColumn<bool>("good");
    QTest::newRow("a time") << u"bantime"_s << u"1d 12h"_s << true;
    QTest::newRow("permanent") << u"bantime"_s << u"-1"_s << true;
    QTest::newRow("python") << u"bantime"_s << u"__import__('os')"_s << false;
    QTest::newRow("findtime of nothing") << u"findtime"_s << u"0"_s << false;
    QTest::newRow("no retry") << u"maxretry"_s << u"0"_s << false;
    QTest::newRow("retries") << u"maxretry"_s << u"5"_s << true;
    QTest::newRow("everything ignored") << u"addignoreip"_s << u"0.0.0.0/0"_s << false;
    QTest::newRow("a host may be ignored") << u"addignoreip"_s << u"example.org"_s << true;
    QTest::newRow("relative path") << u"addlogpath"_s << u"auth.log"_s << false;
}

void TestJailsPage::valuesAreChecked()
{
    QFETCH(QString, name);
    QFETCH(QString, value);
    QFETCH(bool, good);
    QCOMPARE(gui::TuneDialog::problemOf(name, value).isEmpty(), good);
}

void TestJailsPage::readOnlyServersOfferNoChange()
{
    WindowFixture w;
    auto profile = *w.services.registry.profileNamed(u"web-2"_s);
    profile.readOnly = true;
    w.services.registry.update(profile, w.window.get(), [](const core::Result<core::ServerProfile> &) {});
    open(w);
    QTRY_VERIFY(!w.find<QPushButton>("stopButton")->isEnabled());
    QVERIFY(!w.find<QPushButton>("reloadButton")->isEnabled());
    auto *tree = w.find<QTreeView>("propertyTree");
    tree->setCurrentIndex(property(tree, u"bantime"_s));
    QVERIFY(!w.find<QPushButton>("tuneButton")->isEnabled());
}

void TestJailsPage::serversThatDoNotAnswerOfferNoCommand()
{
    WindowFixture w;
    open(w);
    const core::ServerId web2 = w.services.registry.profileNamed(u"web-2"_s)->id;
    auto *reload = w.find<QPushButton>("reloadButton");
    auto *stop = w.find<QPushButton>("stopButton");
    QVERIFY(reload->isEnabled());
    QVERIFY(stop->isEnabled());
    const auto probed = [&](core::ProbeOutcome outcome) {
        core::ProbeReport report;
        report.outcome = outcome;
        report.jails = QStringList { u"nginx-http-auth"_s, u"sshd"_s };
        w.services.runtimeState.processHealthProbe(web2, report, 1'000);
    };
    probed(core::ProbeOutcome::NoSocket);
    QCOMPARE(w.services.runtimeState.status(web2).state, core::ServerState::Offline);
    QTRY_VERIFY(!reload->isEnabled());
    QVERIFY(!stop->isEnabled());
    QCOMPARE(reload->toolTip(), u"web-2 takes no commands now: offline."_s);
    QCOMPARE(stop->toolTip(), reload->toolTip());
    // Nothing says that they run, and the state has its column before the figures have theirs.
    w.window->scope().setFromText(u"server:web-2"_s);
    auto *counts = w.find<QLabel>("jailCounts");
    QTRY_VERIFY2(
        counts->text().contains(u"last known"_s) && !counts->text().contains(u"active"_s), qPrintable(counts->text()));
    w.window->resize(1000, 640);
    auto *table = w.find<widgets::TableView>("jailTable");
    QTRY_VERIFY(table->isColumnHidden(int(models::JailColumn::FailedNow)));
    QVERIFY(!table->isColumnHidden(int(models::JailColumn::State)));
    // And again once it answers.
    probed(core::ProbeOutcome::Answered);
    QTRY_VERIFY(reload->isEnabled());
    QVERIFY(stop->isEnabled());
}

void TestJailsPage::filterAndBack()
{
    WindowFixture w;
    open(w);
    auto *table = w.find<widgets::TableView>("jailTable");
    const int all = table->model()->rowCount();
    QCOMPARE(all, 9);
    QTest::keyClicks(w.find<QLineEdit>("jailFilter"), u"postfix"_s);
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QVERIFY(w.find<QWidget>("jailDetail")->isVisible());
    QVERIFY(w.window->currentPage()->goBack());
    QVERIFY2(!w.find<QWidget>("jailDetail")->isVisible(), "the pane closes first");
    QVERIFY(w.window->currentPage()->goBack());
    QTRY_COMPARE(table->model()->rowCount(), all);
}

void TestJailsPage::noticeIsOneLineAboveTheTable()
{
    WindowFixture w;
    w.window->showPage(u"jails"_s);
    auto *notice = w.find<QLabel>("jailNotice");
    w.services.jailService.setError(w.services.registry.profileNamed(u"nas"_s)->id, { core::ErrorCode::NoSocket, {} });
    QTRY_VERIFY(notice->isVisible());
    QTRY_VERIFY2(notice->height() <= 3 * notice->fontMetrics().lineSpacing(), qPrintable(notice->text()));
    QVERIFY(w.find<widgets::TableView>("jailTable")->height() > w.window->height() / 2);
}

void TestJailsPage::paneWithoutAJailSaysWhatToDo()
{
    WindowFixture w(false);
    w.services.addServer(u"one"_s, {}, core::ServerState::Online);
    w.window->showPage(u"jails"_s);
    w.trigger("actionRefresh");
    auto *pane = w.find<QWidget>("jailDetail");
    pane->show();
    QTRY_COMPARE(w.find<QLabel>("detailServer")->text(), u"Choose a jail to see its properties."_s);
    QVERIFY(!w.find<QWidget>("detailTabs")->isVisible());
    QVERIFY(!w.find<QPushButton>("tuneButton")->isVisible());
}

void TestJailsPage::windowMayGoWhileAJailReloads()
{
    WindowFixture w;
    open(w);
    w.trigger("actionReloadJail");
    QTRY_VERIFY(WindowFixture::in<QPushButton>(w.dialog("reloadDialog"), "confirmButton")->isEnabled());
    QTest::mouseClick(WindowFixture::in<QPushButton>(w.dialog("reloadDialog"), "confirmButton"), Qt::LeftButton);
    QTRY_VERIFY(w.services.jailService.calls.contains("reload web-2 sshd"_L1));
    w.window.reset();
    w.services.jailService.finishReload(true);
    QTRY_VERIFY(!w.dialog("reloadDialog"));
}

void TestJailsPage::stagesOfAnotherJailAreNotShown()
{
    WindowFixture w;
    open(w);
    w.trigger("actionReloadJail");
    auto *steps = WindowFixture::in<widgets::StepList>(w.dialog("reloadDialog"), "stepList");
    const QList<widgets::Step> before = steps->steps();
    const core::ServerId mail = w.services.registry.profileNamed(u"mail"_s)->id;
    Q_EMIT w.services.jailService.reloadProgressed(
        mail, u"sshd"_s, { services::ReloadStage::ConfigTest, services::StageResult::Failed, {}, {}, 1 });
    QCOMPARE(steps->steps(), before);
    w.dialog("reloadDialog")->reject();
}

void TestJailsPage::inactiveJailsAreListedAndFiltered()
{
    WindowFixture w;
    setFiles(w, u"web-2"_s);
    w.window->scope().setFromText(u"server:web-2"_s);
    w.window->showPage(u"jails"_s);
    auto *counts = w.find<QLabel>("jailCounts");
    QTRY_COMPARE(counts->text(), u"4 jails, 2 active"_s);
    auto *filter = w.find<widgets::FilterButton>("shownFilterButton");
    filter->setChecked({ u"inactive"_s });
    Q_EMIT filter->checkedChanged(filter->checked());
    QTRY_COMPARE(counts->text(), u"2 jails"_s);
    filter->setChecked({ u"active"_s });
    Q_EMIT filter->checkedChanged(filter->checked());
    QTRY_COMPARE(counts->text(), u"2 jails"_s);
    select(w, u"sshd"_s);
    w.find<QWidget>("jailDetail")->hide();
    QVERIFY(w.window->currentPage()->goBack());
    QTRY_COMPARE(counts->text(), u"4 jails, 2 active"_s);
}

void TestJailsPage::configurationsAreReadOnceAndOnDemand()
{
    WindowFixture w;
    setFiles(w, u"web-2"_s);
    w.services.configService.setHeld(true);
    QVERIFY2(w.services.configService.reads.isEmpty(), "not before anybody wants to see it");
    w.window->showPage(u"jails"_s);
    QCOMPARE(w.services.configService.reads.size(), 3); // a few at a time
    w.services.configService.setHeld(false);
    w.services.configService.release();
    // All that can be reached, and each once.
    QTRY_COMPARE(w.services.configService.reads.size(), 7);
    w.services.jailService.setJails(idOf(w, u"web-2"_s), {}, w.services.clock.nowMs());
    w.window->showPage(u"bans"_s);
    w.window->showPage(u"jails"_s);
    QCOMPARE(w.services.configService.reads.size(), 7);
    w.window->scope().setFromText(u"server:web-2"_s);
    w.trigger("actionRefresh");
    QTRY_COMPARE(w.services.configService.reads.size(), 8);
    QCOMPARE(w.services.configService.reads.constLast(), idOf(w, u"web-2"_s));
}

void TestJailsPage::anInactiveJailIsActivated()
{
    WindowFixture w;
    setFiles(w, u"web-2"_s);
    w.window->scope().setFromText(u"server:web-2"_s);
    w.window->showPage(u"jails"_s);
    QTRY_COMPARE(w.find<QLabel>("jailCounts")->text(), u"4 jails, 2 active"_s);
    select(w, u"nginx-bad"_s);
    w.trigger("actionJailDetails");
    QTRY_VERIFY(w.find<QPushButton>("activateJailButton")->isVisible());
    QCOMPARE(
        w.find<QLabel>("inactiveText")->text(), u"The files define it and do not enable it.\nDefined in jail.conf:6"_s);
    QVERIFY(!w.find<QPushButton>("stopButton")->isEnabled());
    QVERIFY(!w.find<QPushButton>("deactivateJailButton")->isVisible());
    QTest::mouseClick(w.find<QPushButton>("activateJailButton"), Qt::LeftButton);
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Activate nginx-bad on web-2"_s);
    QTRY_VERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    services::ChangeOutcome outcome;
    outcome.result = services::ChangeResult::Active;
    w.services.changeService.nextOutcome = outcome;
    const qsizetype reads = w.services.configService.reads.size();
    QTest::mouseClick(WindowFixture::in<QPushButton>(dialog, "confirmButton"), Qt::LeftButton);
    QTRY_COMPARE(WindowFixture::in<QLabel>(dialog, "changeWhat")->text(), u"The jail nginx-bad is active on web-2."_s);
    QCOMPARE(w.services.changeService.made.constFirst().kind, services::ChangeKind::Enable);
    QTRY_COMPARE(w.services.configService.reads.size(), reads + 1); // what is in the files now
    dialog->reject();
    // Once it runs, the pane shows what runs.
    QList<core::Jail> jails = w.services.jailService.snapshot(idOf(w, u"web-2"_s)).jails;
    core::Jail started;
    started.name = u"nginx-bad"_s;
    jails.append(started);
    w.services.jailService.setJails(idOf(w, u"web-2"_s), jails, w.services.clock.nowMs());
    QTRY_VERIFY(w.find<QPushButton>("deactivateJailButton")->isVisible());
    QVERIFY(!w.find<QPushButton>("activateJailButton")->isVisible());
}

void TestJailsPage::anActiveJailIsDeactivated()
{
    WindowFixture w;
    open(w);
    QVERIFY(!w.find<QAction>("actionActivateJail")->isEnabled());
    QVERIFY(w.find<QPushButton>("deactivateJailButton")->isVisible());
    w.trigger("actionDeactivateJail");
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Deactivate sshd on web-2"_s);
    QCOMPARE(WindowFixture::in<QPushButton>(dialog, "confirmButton")->text(), u"Deactivate"_s);
    dialog->reject();
}

void TestJailsPage::readOnlyServersAreNotActivated()
{
    WindowFixture w;
    setFiles(w, u"web-2"_s);
    auto profile = *w.services.registry.profileNamed(u"web-2"_s);
    profile.readOnly = true;
    w.services.registry.update(profile, w.window.get(), [](const core::Result<core::ServerProfile> &) {});
    w.window->scope().setFromText(u"server:web-2"_s);
    w.window->showPage(u"jails"_s);
    QTRY_COMPARE(w.find<QLabel>("jailCounts")->text(), u"4 jails, 2 active"_s);
    select(w, u"nginx-bad"_s);
    w.trigger("actionJailDetails");
    QTRY_VERIFY(w.find<QPushButton>("activateJailButton")->isVisible());
    QVERIFY(!w.find<QPushButton>("activateJailButton")->isEnabled());
    QVERIFY(!w.find<QAction>("actionActivateJail")->isEnabled());
    QCOMPARE(w.find<QAction>("actionActivateJail")->toolTip(), u"This server is read-only in BanGUI."_s);
    select(w, u"sshd"_s);
    QVERIFY(!w.find<QAction>("actionDeactivateJail")->isEnabled());
}

void TestJailsPage::filesThatCannotBeReadAreNamed()
{
    WindowFixture w;
    w.services.configService.setError(idOf(w, u"web-2"_s), { core::ErrorCode::FileUnreadable, {} });
    w.window->scope().setFromText(u"server:web-2"_s);
    w.window->showPage(u"jails"_s);
    QTRY_VERIFY(!w.find<QLabel>("jailCounts")->toolTip().isEmpty());
    QCOMPARE(w.find<QLabel>("jailCounts")->text(), u"2 jails"_s);
    auto *filter = w.find<widgets::FilterButton>("shownFilterButton");
    filter->setChecked({ u"inactive"_s });
    Q_EMIT filter->checkedChanged(filter->checked());
    QTRY_COMPARE(w.find<QLabel>("jailCounts")->text(), u"0 jails; files of web-2 not read"_s);
    QVERIFY(!w.find<QLabel>("jailCounts")->toolTip().isEmpty());
}

QTEST_MAIN(TestJailsPage)
#include "tst_jails_page.moc"
