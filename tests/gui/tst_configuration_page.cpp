// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/page.h"
#include "gui/scope_controller.h"
#include "gui/support/accessible.h"
#include "gui/support/window_fixture.h"
#include "models/config_jail_roles.h"
#include "models/config_option_roles.h"
#include "widgets/banner.h"
#include "widgets/empty_state.h"
#include "widgets/link_label.h"
#include "widgets/page_tabs.h"
#include "widgets/search_line.h"
#include "widgets/source_view.h"
#include "widgets/step_list.h"
#include "widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QScrollBar>
#include <QSettings>
#include <QSplitter>
#include <QTemporaryDir>

using namespace Qt::StringLiterals;
using guitest::WindowFixture;
using models::ConfigJailColumn;
using models::ConfigOptionColumn;

namespace {

core::ServerId idOf(const WindowFixture &w, const QString &name)
{
    return w.services.registry.profileNamed(name)->id;
}

QMap<QString, QByteArray> files()
{
    QByteArray jails
        = "[DEFAULT]\nbantime = 10m\nfindtime = 10m\nmaxretry = 5\nignoreip = 127.0.0.1/8 ::1\n"
          "action = dummy[target=/tmp/x]\nfilter = %(__name__)s\n\n[sshd]\nport = ssh\nlogpath = /var/log/auth.log\n";
    for (int i = 0; i < 40; ++i)
        jails += "\n[jail-" + QByteArray::number(i) + "]\nlogpath = /var/log/" + QByteArray::number(i) + ".log\n";
    return { { u"jail.conf"_s, jails },
        { u"jail.d/a.local"_s, "# ours\n[sshd]\nenabled = true\nbantime = 1h\n\n[postfix-sasl]\nenabled = true\n" },
        { u"jail.d/b.local"_s, "[sshd]\nbantime = 2h\n" },
        { u"filter.d/sshd.conf"_s, "[Definition]\nfailregex = ^Failed password for .* from <HOST>$\n" },
        { u"filter.d/postfix-sasl.conf"_s, "[Definition]\nfailregex = ^x <HOST>$\n" },
        { u"action.d/dummy.conf"_s, "[Definition]\nactionban = echo <ip>\n" },
        { u"fail2ban.conf"_s, "[Definition]\nloglevel = INFO\n" } };
}

struct Page
{
    explicit Page(WindowFixture &fixture)
        : w(fixture)
    {
    }
    /// web-2 of the fakes: online, sshd runs.
    void show()
    {
        w.services.configService.setFiles(idOf(w, u"web-2"_s), files());
        QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
        w.window->showPage(u"configuration"_s);
        QTRY_VERIFY(jails()->model()->rowCount() > 0);
    }
    [[nodiscard]] widgets::TableView *jails() const { return w.find<widgets::TableView>("configJails"); }
    [[nodiscard]] widgets::TableView *options() const { return w.find<widgets::TableView>("configOptions"); }
    [[nodiscard]] widgets::SourceView *source() const { return w.find<widgets::SourceView>("configSource"); }
    [[nodiscard]] QComboBox *fileList() const { return w.find<QComboBox>("configFiles"); }
    [[nodiscard]] widgets::LinkLabel *provenance() const { return w.find<widgets::LinkLabel>("configProvenance"); }
    [[nodiscard]] QString title() const { return w.find<QLabel>("configJailTitle")->text(); }
    [[nodiscard]] int rowOf(const widgets::TableView *table, const QString &text) const
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            if (table->model()->index(row, 0).data().toString() == text)
                return row;
        }
        return -1;
    }
    void choose(widgets::TableView *table, const QString &text) const { table->selectRow(rowOf(table, text)); }
    [[nodiscard]] QString option(const QString &key, ConfigOptionColumn column) const
    {
        const int row = rowOf(options(), key);
        return options()->model()->index(row, static_cast<int>(column)).data().toString();
    }

    WindowFixture &w;
};

} // namespace

class TestConfigurationPage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void jailsBesideEachOther();
    void optionsWithTheirOrigin();
    void aClickEndsWhereItBegan();
    void textOfTheFile();
    void textBesideTheForm();
    void keyboardAlone();
    void runtimeBesideTheFile();
    void refreshKeepsWhatIsRead();
    void filterAndKinds();
    void noServerAndErrors();
    void readAgainAfterAnError();
    void brokenFiles();
    void severalServers();
    void hostileText();
    void checkShowsIssuesAndJumps();
    void checkFailsAndIsCancelled();
    void copyPath();
    void fromTheJailsPage();
    void aPlaceOfAnotherPage();
    void tabsAndMenus();
    void everyControlHasAName();
};

void TestConfigurationPage::jailsBesideEachOther()
{
    WindowFixture w;
    Page page(w);
    page.show();
    const QAbstractItemModelTester tester(
        page.jails()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(page.jails()->model()->rowCount(), 42);
    const auto state = [&page](const QString &jail) {
        return page.jails()
            ->model()
            ->index(page.rowOf(page.jails(), jail), static_cast<int>(ConfigJailColumn::State))
            .data()
            .toString();
    };
    QCOMPARE(state(u"sshd"_s), u"running"_s);
    QCOMPARE(state(u"jail-7"_s), u"not enabled"_s);
    QTRY_COMPARE(w.find<QLabel>("configCounts")->text(), u"42 jails, 2 running"_s);
    QVERIFY(!w.find<QComboBox>("configServer")->isVisible());
    const QString age = w.find<widgets::LinkLabel>("configAge")->plainText();
    QVERIFY2(age.startsWith("/etc/fail2ban on web-2, read "_L1), qPrintable(age));
    QVERIFY2(age.contains("fail2ban 1.1.0"_L1), qPrintable(age));
}

void TestConfigurationPage::optionsWithTheirOrigin()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    QCOMPARE(page.title(), u"sshd"_s);
    QCOMPARE(page.option(u"bantime"_s, ConfigOptionColumn::Value), u"2h"_s);
    QCOMPARE(page.option(u"bantime"_s, ConfigOptionColumn::Place), u"jail.d/b.local:2"_s);
    QCOMPARE(page.option(u"findtime"_s, ConfigOptionColumn::Place), u"jail.conf:3"_s);
    page.choose(page.options(), u"bantime"_s);
    const QString said = page.provenance()->plainText();
    QVERIFY2(said.startsWith(u"bantime · set in jail.d/b.local:2 [sshd] · overrides jail.d/a.local:4 (1h)"_s),
        qPrintable(said));
    // The overridden place is a link.
    Q_EMIT page.provenance()->linkRequested(u"1"_s);
    QCOMPARE(page.fileList()->currentData().toString(), u"/etc/fail2ban/jail.d/a.local"_s);
    QCOMPARE(page.source()->markedLine(), 4);
}

/// Under a button that is pressed nothing gets another height, nor scrolls.
void TestConfigurationPage::aClickEndsWhereItBegan()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    page.choose(page.options(), u"bantime"_s);
    const QString before = page.provenance()->plainText();
    const QModelIndex other = page.options()->model()->index(page.rowOf(page.options(), u"findtime"_s), 0);
    page.options()->scrollTo(other);
    const QPoint at = page.options()->visualRect(other).center();
    QWidget *viewport = page.options()->viewport();
    QTest::mousePress(viewport, Qt::LeftButton, {}, at);
    QCOMPARE(page.options()->currentIndex(), other);
    QCoreApplication::processEvents();
    QCOMPARE(page.provenance()->plainText(), before);
    QCOMPARE(page.options()->indexAt(at), other);
    QTest::mouseRelease(viewport, Qt::LeftButton, {}, at);
    QTRY_VERIFY(page.provenance()->plainText() != before);
    QCOMPARE(page.options()->currentIndex(), other);
    QVERIFY(page.options()->selectionModel()->isSelected(other));
}

void TestConfigurationPage::textOfTheFile()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    page.choose(page.options(), u"bantime"_s);
    QCOMPARE(page.source()->toPlainText(), u"[sshd]\nbantime = 2h\n"_s);
    QCOMPARE(page.source()->markedLine(), 2);
    QVERIFY(page.source()->isReadOnly());
    QCOMPARE(w.find<QLabel>("configLine")->text(), u"Line 2 is marked."_s);
    page.choose(page.options(), u"findtime"_s);
    QCOMPARE(page.source()->markedLine(), 3);
    QVERIFY(page.source()->toPlainText().startsWith("[DEFAULT]"_L1));
    // Every file of the jail is in the list; one in which the option is not set has no mark.
    QStringList names;
    for (int i = 0; i < page.fileList()->count(); ++i)
        names.append(page.fileList()->itemText(i));
    QCOMPARE(names,
        QStringList({ u"jail.d/zz-bangui-sshd.local (edited here)"_s, u"jail.conf"_s, u"jail.d/a.local"_s,
            u"jail.d/b.local"_s, u"filter.d/sshd.conf (filter)"_s, u"action.d/dummy.conf (action dummy)"_s }));
    page.fileList()->setCurrentIndex(4);
    QCOMPARE(page.source()->markedLine(), 0);
    QVERIFY(page.source()->toPlainText().contains("Failed password"_L1));
    QCOMPARE(w.find<QLabel>("configLine")->text(), u"The option is not set in this file."_s);
}

void TestConfigurationPage::textBesideTheForm()
{
    WindowFixture w;
    Page page(w);
    page.show();
    auto *splitter = w.find<QSplitter>("configPaneSplitter");
    auto *whole = w.window->currentPage();
    const auto widen = [&](int pageWidth) {
        w.window->resize(w.window->width() + pageWidth - whole->width(), w.window->height());
        QTRY_COMPARE(whole->width(), pageWidth);
    };
    const auto left = [](const QWidget *widget) { return widget->mapToGlobal(QPoint()).x(); };
    const auto top = [](const QWidget *widget) { return widget->mapToGlobal(QPoint()).y(); };
    widen(1200);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    QVERIFY(left(page.source()) >= left(page.options()) + page.options()->width());
    QVERIFY(top(page.source()) < top(page.options()) + page.options()->height());
    // It goes along with what is chosen, and with what is edited.
    page.choose(page.jails(), u"sshd"_s);
    page.choose(page.options(), u"findtime"_s);
    QCOMPARE(page.source()->markedLine(), 3);
    w.find<QLineEdit>("optionLine")->setText(u"3h"_s);
    QTRY_VERIFY(page.source()->toPlainText().endsWith("[sshd]\nfindtime = 3h\n"_L1));
    QCOMPARE(page.source()->markedLine(), 4);
    // And is reached from the keyboard, with a name.
    QVERIFY(page.source()->focusPolicy() & Qt::TabFocus);
    QCOMPARE(page.source()->accessibleName(), u"Text of the file"_s);
    QCOMPARE(guitest::unnamedControls(whole), QStringList());

    // Each way has its own sizes.
    const int all = splitter->sizes().at(0) + splitter->sizes().at(1);
    splitter->setSizes({ all - 300, 300 });
    const QList<int> beside = splitter->sizes();
    widen(1000);
    QCOMPARE(splitter->orientation(), Qt::Vertical);
    QVERIFY(top(page.source()) >= top(page.options()) + page.options()->height());
    widen(1200);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    QCOMPARE(splitter->sizes(), beside);
    QTemporaryDir folder;
    QSettings settings(folder.filePath(u"state"_s), QSettings::IniFormat);
    auto *configuration = qobject_cast<gui::Page *>(whole);
    QVERIFY(configuration);
    configuration->saveState(settings);
    splitter->setSizes({ 1, all });
    QVERIFY(splitter->sizes() != beside);
    configuration->restoreState(settings);
    QCOMPARE(splitter->orientation(), Qt::Horizontal);
    QCOMPARE(splitter->sizes(), beside);
    widen(1000);
    QCOMPARE(splitter->orientation(), Qt::Vertical);
}

void TestConfigurationPage::keyboardAlone()
{
    WindowFixture w;
    Page page(w);
    page.show();
    w.window->activateWindow();
    page.jails()->setFocus();
    QTRY_VERIFY(page.jails()->hasFocus());
    page.choose(page.jails(), u"sshd"_s);
    QTest::keyClick(page.jails(), Qt::Key_Return);
    QTRY_VERIFY(page.options()->hasFocus());
    page.choose(page.options(), u"bantime"_s);
    QTest::keyClick(page.options(), Qt::Key_Return);
    QTRY_VERIFY(w.find<QLineEdit>("optionLine")->hasFocus());
    QVERIFY(w.window->currentPage()->goBack());
    QVERIFY(page.options()->hasFocus());
    QVERIFY(w.window->currentPage()->goBack());
    QVERIFY(page.jails()->hasFocus());
    QVERIFY(!w.window->currentPage()->goBack());
    // Typing in the table leads to the filter.
    QTest::keyClick(page.jails(), Qt::Key_P);
    auto *filter = w.find<widgets::SearchLine>("configFilter");
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"ost"_s);
    QTest::keyClick(filter, Qt::Key_Return);
    QTRY_COMPARE(page.jails()->model()->rowCount(), 1);
    QTest::keyClick(filter, Qt::Key_Down);
    QVERIFY(page.jails()->hasFocus());
    // Tab leaves the text.
    page.source()->setFocus();
    QTest::keyClick(page.source(), Qt::Key_Tab);
    QTRY_VERIFY(!page.source()->hasFocus());
}

void TestConfigurationPage::runtimeBesideTheFile()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    // The fake's running jail has 600 seconds; the files say two hours.
    QTRY_COMPARE(page.option(u"bantime"_s, ConfigOptionColumn::Note), u"runtime: 600, file: 7200"_s);
    QCOMPARE(page.option(u"findtime"_s, ConfigOptionColumn::Note), u"inherited from [DEFAULT]"_s);
    page.choose(page.options(), u"bantime"_s);
    QVERIFY(page.provenance()->plainText().contains("runtime: 600, file: 7200"_L1));
    page.choose(page.jails(), u"jail-3"_s);
    QCOMPARE(page.option(u"bantime"_s, ConfigOptionColumn::Note), u"inherited from [DEFAULT]"_s);
}

void TestConfigurationPage::refreshKeepsWhatIsRead()
{
    WindowFixture w;
    Page page(w);
    page.show();
    w.find<widgets::SearchLine>("configFilter")->setFocus();
    page.choose(page.jails(), u"jail-30"_s);
    page.choose(page.options(), u"logpath"_s);
    QTRY_COMPARE(page.source()->markedLine() > 90, true);
    page.jails()->verticalScrollBar()->setValue(5);
    QScrollBar *text = page.source()->verticalScrollBar();
    QTRY_VERIFY(text->maximum() > 20);
    text->setValue(12);
    const int jailsAt = page.jails()->verticalScrollBar()->value();
    QMap<QString, QByteArray> changed = files();
    changed[u"jail.conf"_s] += "\n[newest]\nlogpath = /x\n";
    w.services.configService.setFiles(idOf(w, u"web-2"_s), changed);
    w.trigger("actionRefresh");
    QTRY_COMPARE(page.jails()->model()->rowCount(), 43);
    QCOMPARE(page.title(), u"jail-30"_s);
    QCOMPARE(page.jails()->currentIndex().data(models::ConfigJailNameRole).toString(), u"jail-30"_s);
    QCOMPARE(page.options()->currentIndex().data(models::ConfigOptionKeyRole).toString(), u"logpath"_s);
    QCOMPARE(page.jails()->verticalScrollBar()->value(), jailsAt);
    QCOMPARE(text->value(), 12);
    // A file that was chosen by hand stays, too.
    page.fileList()->setCurrentIndex(page.fileList()->findData(u"/etc/fail2ban/jail.d/a.local"_s));
    w.services.configService.setFiles(idOf(w, u"web-2"_s), files());
    w.trigger("actionRefresh");
    QTRY_COMPARE(page.jails()->model()->rowCount(), 42);
    QCOMPARE(page.fileList()->currentData().toString(), u"/etc/fail2ban/jail.d/a.local"_s);
}

void TestConfigurationPage::filterAndKinds()
{
    WindowFixture w;
    Page page(w);
    page.show();
    auto *filter = w.find<widgets::SearchLine>("configFilter");
    filter->setText(u"nowhere"_s);
    QTRY_COMPARE(page.jails()->model()->rowCount(), 0);
    QTRY_COMPARE(page.jails()->emptyState()->sentence(), u"No jail matches the filter."_s);
    Q_EMIT page.jails()->emptyActionRequested();
    QTRY_COMPARE(page.jails()->model()->rowCount(), 42);
    page.choose(page.jails(), u"sshd"_s);
    auto *kinds = w.find<QComboBox>("configKind");
    const int all = page.options()->model()->rowCount();
    kinds->setCurrentIndex(2); // the jail's own
    QVERIFY(page.options()->model()->rowCount() < all);
    QVERIFY(page.rowOf(page.options(), u"bantime"_s) >= 0);
    QCOMPARE(page.rowOf(page.options(), u"findtime"_s), -1);
    page.choose(page.jails(), u"jail-3"_s);
    kinds->setCurrentIndex(3); // nothing is noteworthy here
    QTRY_COMPARE(page.options()->emptyState()->sentence(), u"No option of this jail is of this kind."_s);
    Q_EMIT page.options()->emptyActionRequested();
    QCOMPARE(kinds->currentIndex(), 0);
    QVERIFY(page.options()->model()->rowCount() > 0);
}

void TestConfigurationPage::noServerAndErrors()
{
    {
        WindowFixture w(false);
        w.window->showPage(u"configuration"_s);
        auto *problem = w.find<QWidget>("configProblem");
        QTRY_VERIFY(problem->isVisible());
        QCOMPARE(w.find<QLabel>("problemSentence")->text(), u"There is no server yet."_s);
    }
    WindowFixture w;
    w.services.configService.setError(
        idOf(w, u"web-2"_s), { core::ErrorCode::FileUnreadable, u"jail.local: \x1b Permission denied"_s });
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.window->showPage(u"configuration"_s);
    auto *problem = w.find<QWidget>("configProblem");
    QTRY_VERIFY(problem->isVisible());
    const QString sentence = w.find<QLabel>("problemSentence")->text();
    QVERIFY2(sentence.contains("/etc/fail2ban"_L1), qPrintable(sentence));
    QVERIFY(!w.find<widgets::TableView>("configJails")->isVisible());
    QVERIFY(!w.find<QPushButton>("checkButton")->isEnabled());
    auto *details = w.find<QPushButton>("problemDetailsButton");
    QVERIFY(details->isVisible());
    details->click();
    QCOMPARE(w.find<QPlainTextEdit>("problemDetails")->toPlainText(), u"jail.local: \\x1b Permission denied"_s);
    QCOMPARE(details->text(), u"Hide details"_s);
    details->click();
    QVERIFY(!w.window->findChild<QPlainTextEdit *>(u"problemDetails"_s));
    // A folder without a configuration is no missing file.
    w.services.configService.setError(idOf(w, u"web-2"_s), { core::ErrorCode::FileNotFound, u"/etc/fail2ban"_s });
    w.trigger("actionRefresh");
    QTRY_VERIFY2(w.find<QLabel>("problemSentence")->text().contains("neither jail.conf nor jail.local"_L1),
        qPrintable(w.find<QLabel>("problemSentence")->text()));
    // The action reads again.
    w.services.configService.setFiles(idOf(w, u"web-2"_s), files());
    w.find<QPushButton>("problemAction")->click();
    QTRY_VERIFY(w.find<widgets::TableView>("configJails")->isVisible());
    QVERIFY(!problem->isVisible());
}

void TestConfigurationPage::readAgainAfterAnError()
{
    WindowFixture w;
    Page page(w);
    page.show();
    const auto web2 = idOf(w, u"web-2"_s);
    w.services.configService.setError(web2, { core::ErrorCode::Timeout, {} });
    w.trigger("actionRefresh");
    auto *age = w.find<widgets::LinkLabel>("configAge");
    // What was read stays, and says that it is not current.
    QTRY_VERIFY2(age->plainText().startsWith("Not current: "_L1), qPrintable(age->plainText()));
    QCOMPARE(page.jails()->model()->rowCount(), 42);
    QVERIFY(page.jails()->isVisible());
    const auto before = w.services.configService.reads.size();
    w.services.configService.setFiles(web2, files());
    Q_EMIT age->linkRequested(u"refresh"_s);
    QTRY_VERIFY(!age->plainText().startsWith("Not current"_L1));
    QVERIFY(w.services.configService.reads.size() > before);
}

void TestConfigurationPage::brokenFiles()
{
    WindowFixture w;
    Page page(w);
    page.show();
    auto *banner = w.find<widgets::Banner>("configBroken");
    QVERIFY(!banner->isVisible());
    QMap<QString, QByteArray> broken = files();
    broken.insert(u"jail.local"_s, "[sshd]\nport = 22\n[sshd]\nusedns = no\n");
    w.services.configService.setFiles(idOf(w, u"web-2"_s), broken);
    w.trigger("actionRefresh");
    QTRY_VERIFY(banner->isVisible());
    QVERIFY2(banner->titleText().contains("cannot read these files"_L1), qPrintable(banner->titleText()));
    QCOMPARE(banner->detailText(), u"The section [sshd] stands twice in one file. jail.local:3"_s);
    Q_EMIT banner->buttonClicked(u"showBrokenPlace"_s);
    QCOMPARE(page.fileList()->currentData().toString(), u"/etc/fail2ban/jail.local"_s);
    QCOMPARE(page.source()->markedLine(), 3);
}

void TestConfigurationPage::severalServers()
{
    WindowFixture w;
    w.services.configService.setFiles(idOf(w, u"web-2"_s), files());
    w.services.configService.setFiles(idOf(w, u"web-3"_s), { { u"jail.conf"_s, "[only]\nenabled = true\n" } });
    w.window->showPage(u"configuration"_s);
    auto *servers = w.find<QComboBox>("configServer");
    QTRY_VERIFY(servers->isVisible());
    QCOMPARE(servers->count(), static_cast<int>(w.services.registry.profiles().size()));
    auto *jails = w.find<widgets::TableView>("configJails");
    servers->setCurrentIndex(servers->findText(u"web-3"_s));
    QTRY_VERIFY(jails->model()->rowCount() > 0);
    QCOMPARE(jails->model()->index(0, 0).data().toString(), u"only"_s);
    servers->setCurrentIndex(servers->findText(u"web-2"_s));
    QTRY_COMPARE(jails->model()->rowCount(), 42);
    // Files that a change has written since they were shown are read, however short ago that was.
    const core::ServerId other = idOf(w, u"web-3"_s);
    w.services.configService.setFiles(other, { { u"jail.conf"_s, "[new]\nenabled = true\n" } });
    Q_EMIT w.services.changeService.ended(other, u"enable-1"_s, {});
    servers->setCurrentIndex(servers->findText(u"web-3"_s));
    QTRY_COMPARE(jails->model()->index(0, 0).data().toString(), u"new"_s);
    w.services.configService.setFiles(other, { { u"jail.conf"_s, "[only]\nenabled = true\n" } });
    Q_EMIT w.services.changeService.ended(other, u"enable-2"_s, {});
    QTRY_COMPARE(jails->model()->index(0, 0).data().toString(), u"only"_s);
    servers->setCurrentIndex(servers->findText(u"web-2"_s));
    QTRY_COMPARE(jails->model()->rowCount(), 42);
    // One that leaves the scope leaves the page.
    QVERIFY(w.window->scope().setFromText(u"server:web-3"_s));
    QTRY_COMPARE(jails->model()->index(0, 0).data().toString(), u"only"_s);
    // The jail of the same name is the one that is looked at.
    QCOMPARE(w.find<QLabel>("configJailTitle")->text(), u"postfix-sasl"_s);
    QVERIFY(!servers->isVisible());
}

void TestConfigurationPage::hostileText()
{
    WindowFixture w;
    Page page(w);
    QMap<QString, QByteArray> hostile = files();
    hostile.insert(u"jail.d/z\u202E.local"_s,
        "[sshd]\nusedns = <b>no</b>\x1b[31m\n# \xe2\x80\xae comment\n\tx = 1\n[<i>jail</i>]\nenabled = false\n");
    w.services.configService.setFiles(idOf(w, u"web-2"_s), hostile);
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.window->showPage(u"configuration"_s);
    QTRY_VERIFY(page.rowOf(page.jails(), u"<i>jail</i>"_s) >= 0);
    page.choose(page.jails(), u"sshd"_s);
    page.choose(page.options(), u"usedns"_s);
    QCOMPARE(page.option(u"usedns"_s, ConfigOptionColumn::Place), u"jail.d/zU+202E.local:2"_s);
    const QString text = page.source()->toPlainText();
    QVERIFY2(text.contains("<b>no</b>\\x1b[31m"_L1), qPrintable(text));
    QVERIFY2(text.contains("# U+202E comment"_L1), qPrintable(text));
    QVERIFY(text.contains("\n\tx = 1"_L1)); // a tab is what it looks like
    for (const QChar c : text)
        QVERIFY(c == u'\n' || c == u'\t' || c.unicode() >= 0x20);
    QVERIFY(!page.provenance()->plainText().contains(QChar(0x202e)));
    page.choose(page.jails(), u"<i>jail</i>"_s);
    QCOMPARE(page.title(), u"<i>jail</i>"_s);
    QCOMPARE(w.find<QLabel>("configJailTitle")->textFormat(), Qt::PlainText);
}

void TestConfigurationPage::checkShowsIssuesAndJumps()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    const auto web2 = idOf(w, u"web-2"_s);
    services::PreflightReport report;
    report.checks = { { u"files"_s, true, u"7 files"_s, 20 }, { u"test"_s, false, {}, 300 } };
    services::PreflightIssue blocking;
    blocking.kind = core::PreflightIssueKind::UnknownFilter;
    blocking.jail = u"sshd"_s;
    blocking.subject = u"sshdd"_s;
    blocking.origin = { u"/etc/fail2ban/jail.d/a.local"_s, 4, u"sshd"_s };
    blocking.detail = u"<b>Unable</b> to read"_s;
    services::PreflightIssue warning;
    warning.kind = core::PreflightIssueKind::LogNotGrowing;
    warning.severity = core::PreflightSeverity::Warning;
    warning.jail = u"sshd"_s;
    warning.subject = u"/var/log/auth.log"_s;
    report.issues = { blocking, warning };
    w.services.preflightService.setReport(web2, u"sshd"_s, report);
    w.services.preflightService.setHeld(true);
    QTest::mouseClick(w.find<QPushButton>("checkButton"), Qt::LeftButton);
    auto *dialog = w.dialog("preflightDialog");
    QVERIFY(dialog);
    QCOMPARE(w.services.preflightService.calls, QStringList { u"%1 sshd"_s.arg(web2.value) });
    auto *summary = WindowFixture::in<QLabel>(dialog, "preflightSummary");
    QCOMPARE(summary->text(), u"Checking…"_s);
    auto *steps = dialog->findChild<widgets::StepList *>();
    QCOMPARE(steps->steps().at(0).state, core::ServerState::Busy);
    QVERIFY(!WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->isEnabled());
    w.services.preflightService.release();
    QTRY_COMPARE(summary->text(), u"1 issue blocks, 1 warning."_s);
    QCOMPARE(steps->steps().at(0).state, core::ServerState::Online);
    QCOMPARE(steps->steps().at(1).state, core::ServerState::Offline);
    QVERIFY(WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->isEnabled());
    const auto rows = dialog->findChildren<QWidget *>(u"preflightIssue"_s);
    QCOMPARE(rows.size(), 2);
    QVERIFY(rows[0]->findChild<QLabel *>(u"issueWhat"_s)->text().contains("sshdd"_L1));
    QVERIFY(!rows[0]->findChild<QLabel *>(u"issueRemedy"_s)->text().isEmpty());
    QCOMPARE(rows[0]->findChild<QPlainTextEdit *>(u"issueDetail"_s)->toPlainText(), u"<b>Unable</b> to read"_s);
    QCOMPARE(guitest::unnamedControls(dialog), QStringList());
    auto *place = rows[0]->findChild<widgets::LinkLabel *>(u"issuePlace"_s);
    QCOMPARE(place->plainText(), u"jail.d/a.local:4"_s);
    QVERIFY(!rows[1]->findChild<widgets::LinkLabel *>(u"issuePlace"_s));
    Q_EMIT place->linkRequested(u"place"_s);
    QTRY_VERIFY(!w.dialog("preflightDialog"));
    QCOMPARE(page.fileList()->currentData().toString(), u"/etc/fail2ban/jail.d/a.local"_s);
    QCOMPARE(page.source()->markedLine(), 4);
}

void TestConfigurationPage::checkFailsAndIsCancelled()
{
    WindowFixture w;
    Page page(w);
    page.show();
    const auto web2 = idOf(w, u"web-2"_s);
    w.services.preflightService.setError(web2, {}, { core::ErrorCode::CommandNotFound, u"fail2ban-client"_s });
    w.trigger("actionCheckAll");
    auto *dialog = w.dialog("preflightDialog");
    QVERIFY(dialog);
    auto *summary = WindowFixture::in<QLabel>(dialog, "preflightSummary");
    QTRY_VERIFY(summary->text() != u"Checking…"_s);
    QVERIFY2(summary->text().contains("web-2"_L1), qPrintable(summary->text()));
    // Asked again, and it is well.
    w.services.preflightService.setReport(web2, {}, {});
    WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->click();
    QTRY_COMPARE(summary->text(), u"Nothing blocks, no warnings."_s);
    // Closed while it runs: nothing comes of it.
    w.services.preflightService.setHeld(true);
    WindowFixture::in<QPushButton>(dialog, "checkAgainButton")->click();
    QCOMPARE(WindowFixture::in<QPushButton>(dialog, "cancelButton")->text(), u"Cancel"_s);
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!w.dialog("preflightDialog"));
    w.services.preflightService.release();
    QCOMPARE(w.services.preflightService.calls.size(), 3);
}

void TestConfigurationPage::copyPath()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    page.choose(page.options(), u"bantime"_s);
    QTest::mouseClick(w.find<QPushButton>("copyPathButton"), Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"/etc/fail2ban/jail.d/b.local"_s);
}

void TestConfigurationPage::fromTheJailsPage()
{
    WindowFixture w;
    const auto web2 = idOf(w, u"web-2"_s);
    w.services.configService.setFiles(web2, files());
    w.window->showPage(u"jails"_s, { { u"server"_s, QVariant::fromValue(web2) }, { u"jail"_s, u"sshd"_s } });
    w.trigger("actionShowConfiguration");
    QCOMPARE(w.window->currentPage()->id(), u"configuration"_s);
    QTRY_COMPARE(w.find<QLabel>("configJailTitle")->text(), u"sshd"_s);
    QCOMPARE(w.find<QComboBox>("configServer")->currentText(), u"web-2"_s);
    // A second time, with another jail, and a filter that would hide it.
    w.find<widgets::SearchLine>("configFilter")->setText(u"jail-"_s);
    w.window->showPage(
        u"configuration"_s, { { u"server"_s, QVariant::fromValue(web2) }, { u"jail"_s, u"postfix-sasl"_s } });
    QTRY_COMPARE(w.find<QLabel>("configJailTitle")->text(), u"postfix-sasl"_s);
}

/// Each issue with its place, also of a dialog that another page has opened.
void TestConfigurationPage::aPlaceOfAnotherPage()
{
    WindowFixture w;
    const Page page(w);
    w.services.configService.setFiles(idOf(w, u"web-2"_s), files());
    services::PreflightIssue issue;
    issue.kind = services::PreflightIssueKind::BadRegex;
    issue.jail = u"jail-3"_s;
    issue.origin = { u"/etc/fail2ban/filter.d/postfix-sasl.conf"_s, 2, {} };
    services::ChangePreview preview;
    preview.report.jail = issue.jail;
    preview.report.issues = { issue };
    w.services.changeService.nextPreview = preview;
    QVERIFY(w.window->scope().setFromText(u"server:web-2"_s));
    w.window->showPage(u"jails"_s);
    QTRY_VERIFY2(w.find<QLabel>("jailCounts")->text().startsWith("42 jails"_L1),
        qPrintable(w.find<QLabel>("jailCounts")->text()));
    w.window->showPage(
        u"jails"_s, { { u"server"_s, QVariant::fromValue(idOf(w, u"web-2"_s)) }, { u"jail"_s, issue.jail } });
    QTRY_VERIFY(w.window->findChild<QAction *>(u"actionActivateJail"_s)->isEnabled());
    w.trigger("actionActivateJail");
    QDialog *dialog = w.dialog("changeDialog");
    QVERIFY(dialog);
    QTRY_VERIFY(dialog->findChild<widgets::LinkLabel *>(u"issuePlace"_s));
    Q_EMIT dialog->findChild<widgets::LinkLabel *>(u"issuePlace"_s)->linkRequested(u"place"_s);
    QTRY_COMPARE(page.title(), issue.jail);
    QTRY_COMPARE(page.fileList()->currentText(), u"filter.d/postfix-sasl.conf"_s);
    QVERIFY(page.source()->isVisible());
    QCOMPARE(page.source()->markedLine(), 2);
}

void TestConfigurationPage::tabsAndMenus()
{
    WindowFixture w;
    const QStringList pages = w.find<widgets::PageTabs>("pageTabs")->pages();
    QCOMPARE(pages,
        QStringList({ u"overview"_s, u"bans"_s, u"jails"_s, u"configuration"_s, u"changes"_s, u"log"_s, u"audit"_s }));
    QCOMPARE(w.find<QAction>("actionPage_configuration")->shortcut(), QKeySequence(Qt::CTRL | Qt::Key_4));
    w.trigger("actionPage_configuration");
    QCOMPARE(w.window->currentPage()->id(), u"configuration"_s);
    for (const char *name : { "actionCheckJail", "actionCheckAll", "actionCopyConfigPath" }) {
        const QList<QAction *> actions = w.window->currentPage()->actions();
        QVERIFY2(std::any_of(actions.cbegin(), actions.cend(),
                     [name](const QAction *action) { return action->objectName() == QLatin1StringView(name); }),
            name);
    }
}

void TestConfigurationPage::everyControlHasAName()
{
    WindowFixture w;
    Page page(w);
    page.show();
    page.choose(page.jails(), u"sshd"_s);
    QCOMPARE(guitest::unnamedControls(w.window->currentPage()), QStringList());
}

QTEST_MAIN(TestConfigurationPage)
#include "tst_configuration_page.moc"
