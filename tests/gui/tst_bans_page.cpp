// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/window_fixture.h"
#include "models/ban_table_model.h"
#include "support/event_loop.h"
#include "widgets/empty_state.h"
#include "widgets/filter_button.h"
#include "widgets/receipt_bar.h"
#include "widgets/table_view.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFileDialog>
#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;

class TestBansPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void filters();
    void unbanShowsEffectThenReceiptThenUndo();
    void deleteKeyOpensThePreview();
    void unbanEverywhereAsksEveryServer();
    void whatWasShownIsWhatIsDone();
    void quittingWhileABanRunsAsks();
    void readOnlyServersAreLeftOutOfAnUnban();
    void serversThatAreAwayAreTickedToo();
    void banWithPreview();
    void banShowsJunkAndRefusesPrefixZero();
    void everyRefusedEntryCanBeReached();
    void noColumnIsHiddenWhereThereIsRoom();
    void banAsksTwiceBeforeLoopback();
    void copyAndExport();
    void emptyLoadingErrorPartly();
};

namespace {

widgets::TableView *table(const WindowFixture &w)
{
    return w.find<widgets::TableView>("banTable");
}

void check(QListWidget *list, const QString &text)
{
    for (int row = 0; row < list->count(); ++row) {
        if (list->item(row)->text() == text)
            list->item(row)->setCheckState(Qt::Checked);
    }
}

} // namespace

void TestBansPage::filters()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    const int all = table(w)->model()->rowCount();
    QCOMPARE(all, 96);
    QTRY_COMPARE(w.find<QLabel>("banCounts")->text(), u"96 bans, 21 of them last known"_s);
    auto *filter = w.find<QLineEdit>("banFilter");
    QTest::keyClicks(filter, u"203.0.113.0/24"_s);
    QTRY_VERIFY(table(w)->model()->rowCount() < all);
    QTRY_VERIFY2(
        w.find<QLabel>("banCounts")->text().contains("of 96"_L1), qPrintable(w.find<QLabel>("banCounts")->text()));
    QTest::keyClick(filter, Qt::Key_Escape);
    QTRY_COMPARE(table(w)->model()->rowCount(), all);
    w.find<widgets::FilterButton>("endFilterButton")->setChecked({ u"permanent"_s });
    Q_EMIT w.find<widgets::FilterButton>("endFilterButton")->checkedChanged({ u"permanent"_s });
    QTRY_VERIFY(table(w)->model()->rowCount() < all && table(w)->model()->rowCount() > 0);
}

void TestBansPage::unbanShowsEffectThenReceiptThenUndo()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    auto *unban = w.find<QPushButton>("unbanButton");
    QTRY_VERIFY(!unban->isEnabled());
    table(w)->selectRow(0);
    QTRY_VERIFY(unban->isEnabled());
    QTest::mouseClick(unban, Qt::LeftButton);
    auto *dialog = w.dialog("unbanDialog");
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QVERIFY2(!confirm->isEnabled(), "the effect comes first");
    QVERIFY2(!confirm->isDefault() && !confirm->autoDefault(), "a destructive button is never the default");
    QTRY_VERIFY(confirm->isEnabled());
    QVERIFY2(WindowFixture::in<QLabel>(dialog, "effectLabel")->text().startsWith("Unban"_L1),
        qPrintable(WindowFixture::in<QLabel>(dialog, "effectLabel")->text()));
    QCOMPARE(WindowFixture::in<QListWidget>(dialog, "itemList")->count(), 1);
    QVERIFY(w.services.banService.unbans.isEmpty());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(!w.dialog("unbanDialog"));
    QCOMPARE(w.services.banService.unbans.size(), 1);
    auto *bar = w.find<widgets::ReceiptBar>("receiptBar");
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains("nbanned"_L1), qPrintable(bar->text()));
    w.trigger("actionUndo");
    QTRY_COMPARE(w.services.banService.undone, w.services.banService.unbans.constFirst().items);
}

void TestBansPage::deleteKeyOpensThePreview()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    table(w)->selectRow(2);
    QTest::keyClick(table(w), Qt::Key_Delete);
    QTRY_VERIFY(w.dialog("unbanDialog"));
    QVERIFY(w.services.banService.unbans.isEmpty());
    w.dialog("unbanDialog")->reject();
}

/// A row means its own ban; what the preview found bounds what an address may mean.
void TestBansPage::whatWasShownIsWhatIsDone()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    table(w)->selectRow(0);
    w.trigger("actionUnban");
    QTRY_VERIFY(w.dialog("unbanDialog"));
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("unbanDialog"), "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_COMPARE(w.services.banService.unbans.size(), 1);
    const services::UnbanRequest request = w.services.banService.unbans.constFirst();
    QVERIFY(request.items.constFirst().exact);
    QVERIFY(request.only.has_value());
    // A server that could not be asked whom it ignores is asked before the ban.
    const core::ServerId away = w.services.addServer(u"far"_s, {}, core::ServerState::Unreachable, u"1.1.0"_s);
    w.services.banService.unreachable = { away };
    w.window->openBanDialog(u"192.0.2.1"_s);
    QDialog *dialog = w.dialog("banDialog");
    QVERIFY(dialog);
    WindowFixture::in<QListWidget>(dialog, "jailList")->item(0)->setCheckState(Qt::Checked);
    auto *ban = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QTRY_VERIFY(ban->isEnabled());
    QTest::mouseClick(ban, Qt::LeftButton);
    QTRY_COMPARE(w.services.banService.bans.size(), 1);
    QCOMPARE(w.services.banService.bans.constFirst().unasked, QList { away });
    QVERIFY(!w.services.banService.bans.constFirst().seen.isEmpty());
}

void TestBansPage::quittingWhileABanRunsAsks()
{
    WindowFixture w;
    w.services.banService.busy = true;
    w.trigger("actionQuit");
    QTRY_VERIFY(w.dialog("quitDialog"));
    const auto *effect = WindowFixture::in<QLabel>(w.dialog("quitDialog"), "confirmEffect");
    QVERIFY2(effect->text().contains("when BanGUI runs again"_L1), qPrintable(effect->text()));
    WindowFixture::in<QPushButton>(w.dialog("quitDialog"), "cancelButton")->click();
    QTRY_VERIFY(!w.dialog("quitDialog"));
    // A reload goes on a few seconds, and its checks may not.
    w.services.banService.busy = false;
    w.services.jailService.busy = true;
    w.window->quit();
    QTRY_VERIFY(w.dialog("quitDialog"));
    effect = WindowFixture::in<QLabel>(w.dialog("quitDialog"), "confirmEffect");
    QVERIFY2(effect->text().contains("nobody looks"_L1), qPrintable(effect->text()));
    QSignalSpy quits(w.window.get(), &gui::MainWindow::quitRequested);
    WindowFixture::in<QPushButton>(w.dialog("quitDialog"), "confirmButton")->click();
    QTRY_COMPARE(quits.size(), 1);
    w.services.jailService.busy = false;
}

void TestBansPage::unbanEverywhereAsksEveryServer()
{
    WindowFixture w;
    w.window->scope().setFromText(u"group:production"_s);
    w.window->showPage(u"bans"_s);
    table(w)->selectRow(0);
    w.trigger("actionUnbanEverywhere");
    QTRY_VERIFY(w.dialog("unbanDialog"));
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("unbanDialog"), "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_COMPARE(w.services.banService.unbans.size(), 1);
    const auto items = w.services.banService.unbans.constFirst().items;
    QCOMPARE(items.size(), 5);
    for (const services::UnbanItem &item : items)
        QVERIFY2(item.jail.isEmpty(), "in every jail");
}

void TestBansPage::readOnlyServersAreLeftOutOfAnUnban()
{
    WindowFixture w;
    w.window->scope().setFromText(u"group:production"_s);
    const core::ServerId guarded = w.window->scope().servers().constLast();
    core::ServerProfile profile = *w.services.registry.profile(guarded);
    profile.readOnly = true;
    w.services.registry.update(profile, w.window.get(), [](const core::Result<core::ServerProfile> &) {});
    QTRY_VERIFY(w.services.registry.profile(guarded)->readOnly);
    w.window->showPage(u"bans"_s);
    table(w)->selectRow(0);
    w.trigger("actionUnbanEverywhere");
    QTRY_VERIFY(w.dialog("unbanDialog"));
    auto *confirm = WindowFixture::in<QPushButton>(w.dialog("unbanDialog"), "confirmButton");
    QTRY_VERIFY(confirm->isEnabled());
    const QString said = WindowFixture::in<QLabel>(w.dialog("unbanDialog"), "detailLabel")->text();
    QVERIFY2(said.contains(profile.name + u" is read-only in BanGUI"_s), qPrintable(said));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_COMPARE(w.services.banService.unbans.size(), 1);
    const auto items = w.services.banService.unbans.constFirst().items;
    QCOMPARE(items.size(), 4);
    for (const services::UnbanItem &item : items)
        QVERIFY(item.server != guarded);
    QTRY_VERIFY(!w.dialog("unbanDialog"));

    w.window->scope().showServer(guarded);
    w.trigger("actionUnbanAll");
    QTRY_VERIFY(w.dialog("unbanDialog"));
    confirm = WindowFixture::in<QPushButton>(w.dialog("unbanDialog"), "confirmButton");
    QVERIFY2(!confirm->isEnabled(), "there is nothing to do");
    w.dialog("unbanDialog")->reject();
    QCOMPARE(w.services.banService.unbans.size(), 1);
}

void TestBansPage::serversThatAreAwayAreTickedToo()
{
    WindowFixture w(false);
    w.services.addServer(u"here"_s, {}, core::ServerState::Online);
    w.services.addServer(u"gone"_s, {}, core::ServerState::Offline);
    w.trigger("actionBan");
    auto *list = WindowFixture::in<QListWidget>(w.dialog("banDialog"), "serverList");
    QCOMPARE(list->count(), 2);
    QCOMPARE(list->item(0)->checkState(), Qt::Checked);
    QCOMPARE(list->item(1)->checkState(), Qt::Checked); // its ban is kept until it is back
    w.dialog("banDialog")->reject();
}

void TestBansPage::banWithPreview()
{
    WindowFixture w;
    w.window->scope().setFromText(u"group:production"_s);
    w.trigger("actionBan");
    auto *dialog = w.dialog("banDialog");
    QVERIFY(dialog);
    auto *confirm = WindowFixture::in<QPushButton>(dialog, "confirmButton");
    QVERIFY(!confirm->isEnabled());
    WindowFixture::in<QPlainTextEdit>(dialog, "targetsEdit")
        ->setPlainText(u"198.51.100.7, 198.51.100.0/28\n198.51.100.7"_s);
    check(WindowFixture::in<QListWidget>(dialog, "jailList"), u"sshd"_s);
    QTRY_VERIFY(confirm->isEnabled());
    const QString effect = WindowFixture::in<QLabel>(dialog, "effectLabel")->text();
    QVERIFY2(effect.contains("10"_L1), qPrintable(effect));
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(!w.dialog("banDialog"));
    QCOMPARE(w.services.banService.bans.size(), 1);
    const services::BanRequest request = w.services.banService.bans.constFirst();
    QCOMPARE(request.targets.size(), 2);
    QCOMPARE(request.jails, QStringList { u"sshd"_s });
    QCOMPARE(request.servers.size(), 5);
    QTRY_VERIFY(w.find<widgets::ReceiptBar>("receiptBar")->isVisible());
    QVERIFY(w.find<QAction>("actionUndo")->isEnabled());
}

void TestBansPage::banShowsJunkAndRefusesPrefixZero()
{
    WindowFixture w;
    w.trigger("actionBan");
    auto *dialog = w.dialog("banDialog");
    WindowFixture::in<QPlainTextEdit>(dialog, "targetsEdit")->setPlainText(u"0.0.0.0/0\nexample.org\n"_s);
    check(WindowFixture::in<QListWidget>(dialog, "jailList"), u"sshd"_s);
    auto *junk = WindowFixture::in<QListWidget>(dialog, "junkList");
    QTRY_VERIFY(junk->isVisible());
    QCOMPARE(junk->count(), 2);
    support::letTimersFire(200);
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->reject();
}

void TestBansPage::everyRefusedEntryCanBeReached()
{
    WindowFixture w;
    w.trigger("actionBan");
    auto *dialog = w.dialog("banDialog");
    QStringList lines;
    for (int i = 0; i < 7; ++i)
        lines.append(QString(400, u'x') + QString::number(i));
    WindowFixture::in<QPlainTextEdit>(dialog, "targetsEdit")->setPlainText(lines.join(u'\n'));
    auto *junk = WindowFixture::in<QListWidget>(dialog, "junkList");
    QTRY_VERIFY(junk->isVisible());
    QCOMPARE(junk->count(), 7);
    // One row each, cut where it does not fit and longer in its tool tip; what is not in sight scrolls.
    QVERIFY(junk->visualItemRect(junk->item(0)).height() < 2 * junk->fontMetrics().height());
    QVERIFY2(junk->item(6)->toolTip().contains(lines.at(6).left(100)), qPrintable(junk->item(6)->toolTip()));
    QTRY_VERIFY(junk->verticalScrollBar()->maximum() > 0);
    QVERIFY(junk->height() >= 3 * junk->fontMetrics().height());
    dialog->reject();
}

void TestBansPage::noColumnIsHiddenWhereThereIsRoom()
{
    using models::BanColumn;
    for (const QSize size : { QSize(1280, 800), QSize(1024, 640) }) {
        WindowFixture w(true, {}, size);
        w.window->showPage(u"bans"_s);
        for (const BanColumn column : { BanColumn::Address, BanColumn::Since, BanColumn::Until, BanColumn::Left }) {
            const int section = static_cast<int>(column);
            QTRY_VERIFY2(table(w)->isColumnShown(section), qPrintable(u"%1 at %2"_s.arg(section).arg(size.width())));
            const QString first = table(w)->model()->index(0, section).data().toString();
            QVERIFY(table(w)->columnWidth(section) > table(w)->fontMetrics().horizontalAdvance(first));
        }
    }
}

void TestBansPage::banAsksTwiceBeforeLoopback()
{
    WindowFixture w;
    w.trigger("actionBan");
    auto *dialog = w.dialog("banDialog");
    WindowFixture::in<QPlainTextEdit>(dialog, "targetsEdit")->setPlainText(u"127.0.0.1"_s);
    check(WindowFixture::in<QListWidget>(dialog, "jailList"), u"sshd"_s);
    auto *anyway = WindowFixture::in<QCheckBox>(dialog, "anywayCheck");
    QTRY_VERIFY(anyway->isVisible());
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    QVERIFY(WindowFixture::in<QListWidget>(dialog, "warningList")->count() > 0);
    anyway->setChecked(true);
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "confirmButton")->isEnabled());
    dialog->reject();
}

void TestBansPage::copyAndExport()
{
    WindowFixture w;
    w.window->showPage(u"bans"_s);
    table(w)->selectRow(0);
    QTRY_VERIFY(w.find<QAction>("actionCopyAddresses")->isEnabled());
    w.trigger("actionCopyAddresses");
    const QString address = table(w)->model()->index(0, 0).data().toString();
    QCOMPARE(QApplication::clipboard()->text().trimmed(), address);

    QTemporaryDir folder;
    for (const auto &[action, name] :
        { std::pair("actionExportCsv", u"bans.csv"_s), std::pair("actionExportJson", u"bans.json"_s) }) {
        w.trigger(action);
        auto *dialog = w.window->findChild<QFileDialog *>(u"exportDialog"_s);
        QVERIFY(dialog);
        const QString path = folder.filePath(name);
        Q_EMIT dialog->fileSelected(path);
        dialog->close();
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray content = file.readAll();
        QVERIFY2(content.contains("203.0.113."), content.left(200).constData());
        QTRY_VERIFY(!w.window->findChild<QFileDialog *>(u"exportDialog"_s));
    }
}

void TestBansPage::emptyLoadingErrorPartly()
{
    WindowFixture w(false);
    const core::ServerId one = w.services.addServer(u"one"_s, {}, core::ServerState::Online);
    w.services.banService.setBans(one, u"sshd"_s, {}, w.services.clock.nowMs());
    w.window->showPage(u"bans"_s);
    auto *empty = table(w)->emptyState();
    QTRY_VERIFY2(empty->sentence().startsWith("No bans on"_L1), qPrintable(empty->sentence()));

    const core::ServerId two = w.services.addServer(u"two"_s, {}, core::ServerState::Offline);
    w.services.banService.setError(two, { core::ErrorCode::NoSocket, {} });
    auto *notice = w.find<QLabel>("banNotice");
    QTRY_VERIFY(notice->isVisible());
    QVERIFY2(notice->text().contains("two"_L1), qPrintable(notice->text()));

    w.window->scope().showServer(two);
    QTRY_VERIFY2(empty->sentence().contains("two"_L1), qPrintable(empty->sentence()));
    QVERIFY(!notice->isVisible());
}

QTEST_MAIN(TestBansPage)
#include "tst_bans_page.moc"
