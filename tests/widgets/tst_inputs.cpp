// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/theme.h"
#include "support/event_loop.h"
#include "widgets/buttons.h"
#include "widgets/filter_button.h"
#include "widgets/page_tabs.h"
#include "widgets/search_line.h"
#include "widgets/section_list.h"

#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using namespace widgets;

/// Search line, filter button, page tabs, section list, buttons.
class TestInputs final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void searchWaitsForAPause();
    void returnIsAClick();
    void searchAnswersEnterAndClearAtOnce();
    void searchKeys();
    void hintGivesWayToItsText();
    void filterChoices();
    void filterKeepsWhatStillExists();
    void filterExclusive();
    void filterMenuStaysOpen();
    void pageTabs();
    void sections();
    void buttonRoles();
};

void TestInputs::initTestCase()
{
    auto *theme = new platform::Theme(*qApp, this);
    theme->apply();
}

void TestInputs::returnIsAClick()
{
    QDialog dialog;
    auto *first = makeButton(u"Stop"_s, ButtonRole::Destructive, &dialog);
    auto *usual = makeButton(u"Close"_s, ButtonRole::Accent, &dialog);
    usual->setDefault(true);
    QSignalSpy stopped(first, &QPushButton::clicked);
    QSignalSpy closed(usual, &QPushButton::clicked);
    QTest::keyClick(first, Qt::Key_Return);
    QCOMPARE(stopped.count(), 1);
    QTest::keyClick(first, Qt::Key_Enter, Qt::KeypadModifier);
    QCOMPARE(stopped.count(), 2);
    QCOMPARE(closed.count(), 0);
    first->setEnabled(false);
    QTest::keyClick(first, Qt::Key_Return);
    QCOMPARE(stopped.count(), 2);
}

void TestInputs::searchWaitsForAPause()
{
    SearchLine line(u"Filter"_s);
    QCOMPARE(line.debounce(), 200);
    line.setDebounce(30);
    QSignalSpy changed(&line, &SearchLine::searchChanged);
    QTest::keyClicks(&line, u"203.0"_s);
    QCOMPARE(changed.count(), 0);
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toString(), u"203.0"_s);
    QCOMPARE(line.searchText(), u"203.0"_s);
    // Back to what was reported: nothing to report.
    QTest::keyClicks(&line, u"x"_s);
    QTest::keyClick(&line, Qt::Key_Backspace);
    support::letTimersFire(30);
    QCOMPARE(changed.count(), 1);
}

void TestInputs::searchAnswersEnterAndClearAtOnce()
{
    SearchLine line;
    line.setDebounce(60'000);
    QSignalSpy changed(&line, &SearchLine::searchChanged);
    QSignalSpy submitted(&line, &SearchLine::submitted);
    QTest::keyClicks(&line, u"sshd"_s);
    QTest::keyClick(&line, Qt::Key_Return);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(submitted.at(0).at(0).toString(), u"sshd"_s);
    QTest::keyClick(&line, Qt::Key_Escape);
    QCOMPARE(changed.count(), 2);
    QVERIFY(line.text().isEmpty());
}

void TestInputs::searchKeys()
{
    SearchLine line(u"Search"_s);
    line.setShortcutHint(u"Ctrl K"_s);
    line.show();
    QCOMPARE(line.accessibleName(), u"Search"_s);
    QSignalSpy left(&line, &SearchLine::left);
    QSignalSpy down(&line, &SearchLine::resultsRequested);
    QTest::keyClick(&line, Qt::Key_Escape);
    QCOMPARE(left.count(), 1);
    QTest::keyClick(&line, Qt::Key_Down);
    QCOMPARE(down.count(), 1);
    line.setText(u"20"_s);
    line.takeTyped(u"3"_s);
    QCOMPARE(line.text(), u"203"_s);
    // While there is text Esc belongs to the field, not to a shortcut of the window.
    QKeyEvent escape(QEvent::ShortcutOverride, Qt::Key_Escape, Qt::NoModifier);
    escape.ignore();
    QApplication::sendEvent(&line, &escape);
    QVERIFY(escape.isAccepted());
}

void TestInputs::hintGivesWayToItsText()
{
    SearchLine line(u"Search address, jail, server"_s);
    line.setFocusPolicy(Qt::NoFocus);
    for (const bool fits : { true, false }) {
        line.resize(fits ? 400 : 150, 32);
        line.setShortcutHint(QString());
        const QImage without = line.grab().toImage();
        line.setShortcutHint(u"Ctrl K"_s);
        QCOMPARE(line.grab().toImage() == without, !fits);
    }
}

void TestInputs::filterChoices()
{
    FilterButton button(u"Any jail"_s, u"%1 jails"_s);
    QCOMPARE(button.text(), u"Any jail"_s);
    button.setChoices({ { u"a"_s, u"sshd"_s }, { u"b"_s, u"R&D"_s }, { u"c"_s, u"recidive"_s } });
    QSignalSpy changed(&button, &FilterButton::checkedChanged);
    const auto action = [&button](const QString &name) { return button.menu()->findChild<QAction *>(name); };
    QVERIFY(action(u"choiceAny"_s)->isChecked());
    action(u"choice:b"_s)->trigger();
    QCOMPARE(changed.at(0).at(0).toStringList(), QStringList { u"b"_s });
    QCOMPARE(button.text(), u"R&&D"_s);
    QCOMPARE(button.accessibleName(), u"Any jail: R&D"_s);
    QVERIFY(!action(u"choiceAny"_s)->isChecked());
    action(u"choice:a"_s)->trigger();
    QCOMPARE(button.checked(), (QStringList { u"a"_s, u"b"_s })); // in the order of the choices
    QCOMPARE(button.text(), u"2 jails"_s);
    action(u"choiceAny"_s)->trigger();
    QCOMPARE(button.checked(), QStringList());
    QVERIFY(action(u"choiceAny"_s)->isChecked());
    action(u"choiceAny"_s)->trigger(); // it cannot be unticked by itself
    QVERIFY(action(u"choiceAny"_s)->isChecked());
    QCOMPARE(changed.count(), 3);
}

void TestInputs::filterKeepsWhatStillExists()
{
    FilterButton button(u"Any"_s, u"%1"_s);
    button.setChoices({ { u"a"_s, u"A"_s }, { u"b"_s, u"B"_s } });
    button.setChecked({ u"a"_s, u"b"_s, u"unknown"_s });
    QCOMPARE(button.checked(), (QStringList { u"a"_s, u"b"_s }));
    QSignalSpy changed(&button, &FilterButton::checkedChanged);
    button.setChoices({ { u"b"_s, u"B"_s }, { u"c"_s, u"C"_s } });
    QCOMPARE(button.checked(), QStringList { u"b"_s });
    QCOMPARE(changed.count(), 1);
    button.setChoices({ { u"b"_s, u"B"_s } });
    QCOMPARE(changed.count(), 1); // nothing that was ticked went away
    QCOMPARE(button.text(), u"B"_s);
}

void TestInputs::filterExclusive()
{
    FilterButton button(u"Until: any"_s, u"%1"_s);
    button.setExclusive(true);
    button.setChoices({ { u"a"_s, u"today"_s }, { u"b"_s, u"never"_s } });
    button.menu()->findChild<QAction *>(u"choice:a"_s)->trigger();
    button.menu()->findChild<QAction *>(u"choice:b"_s)->trigger();
    QCOMPARE(button.checked(), QStringList { u"b"_s });
    QVERIFY(!button.menu()->findChild<QAction *>(u"choice:a"_s)->isChecked());
}

void TestInputs::filterMenuStaysOpen()
{
    FilterButton button(u"Any"_s, u"%1"_s);
    button.setChoices({ { u"a"_s, u"A"_s }, { u"b"_s, u"B"_s } });
    button.show();
    QMenu *menu = button.menu();
    menu->popup(QPoint(0, 0));
    QTRY_VERIFY(menu->isVisible());
    menu->setActiveAction(menu->findChild<QAction *>(u"choice:a"_s));
    QTest::keyClick(menu, Qt::Key_Space);
    QCOMPARE(button.checked(), QStringList { u"a"_s });
    QVERIFY(menu->isVisible());
    menu->setActiveAction(menu->findChild<QAction *>(u"choice:b"_s));
    QTest::keyClick(menu, Qt::Key_Return);
    QCOMPARE(button.checked(), (QStringList { u"a"_s, u"b"_s }));
    QVERIFY(!menu->isVisible());
}

void TestInputs::pageTabs()
{
    PageTabs tabs;
    QSignalSpy changed(&tabs, &PageTabs::pageChanged);
    tabs.addPage(u"overview"_s, u"Overview"_s, u"Ctrl+1"_s);
    tabs.addPage(u"bans"_s, u"Bans"_s);
    tabs.addPage(u"jails"_s, u"Jails"_s);
    QCOMPARE(changed.count(), 1); // the first page is the current one
    tabs.show();
    tabs.setCurrentPage(u"jails"_s);
    QCOMPARE(tabs.currentPage(), u"jails"_s);
    QTest::keyClick(&tabs, Qt::Key_Left);
    QCOMPARE(tabs.currentPage(), u"bans"_s);
    QTest::keyClick(&tabs, Qt::Key_Home);
    QCOMPARE(tabs.currentPage(), u"overview"_s);
    QTest::keyClick(&tabs, Qt::Key_End);
    QCOMPARE(tabs.currentPage(), u"jails"_s);
    tabs.setCurrentPage(u"nonsense"_s);
    QCOMPARE(tabs.currentPage(), u"jails"_s);
    QCOMPARE(tabs.pages(), (QStringList { u"overview"_s, u"bans"_s, u"jails"_s }));

    // Nothing moves when another page becomes current; a badge makes room for itself.
    const QRect bans = tabs.tabRect(1);
    tabs.setCurrentPage(u"bans"_s);
    QCOMPARE(tabs.tabRect(1), bans);
    tabs.setBadge(u"bans"_s, u"12"_s);
    QVERIFY(tabs.tabRect(1).width() > bans.width());
    QCOMPARE(tabs.accessibleTabName(1), u"Bans 12"_s);
}

void TestInputs::sections()
{
    SectionList list;
    QSignalSpy changed(&list, &SectionList::sectionChanged);
    list.addSection(u"general"_s, u"General"_s, platform::Icon::Settings);
    list.addSection(u"audit"_s, u"Audit"_s);
    QCOMPARE(list.currentSection(), u"general"_s);
    QTest::keyClick(&list, Qt::Key_Down);
    QCOMPARE(list.currentSection(), u"audit"_s);
    QCOMPARE(changed.last().at(0).toString(), u"audit"_s);
    list.setCurrentSection(u"general"_s);
    QCOMPARE(list.currentSection(), u"general"_s);
}

void TestInputs::buttonRoles()
{
    QWidget parent;
    QPushButton *accent = makeButton(u"Keep"_s, ButtonRole::Accent, &parent, u"keep"_s);
    QCOMPARE(buttonRole(accent), ButtonRole::Accent);
    QVERIFY(!accent->autoDefault());
    QCOMPARE(parent.findChild<QPushButton *>(u"keep"_s), accent);
    accent->setDefault(true);
    setButtonRole(accent, ButtonRole::Destructive);
    QVERIFY(!accent->isDefault());
    QToolButton *close = makeIconButton(platform::Icon::Close, u"Dismiss <all>"_s, &parent);
    QCOMPARE(close->accessibleName(), u"Dismiss <all>"_s);
    QCOMPARE(close->toolTip(), u"Dismiss &lt;all&gt;"_s);
    QCOMPARE(buttonRole(close), ButtonRole::Flat);
    QVERIFY(close->focusPolicy() & Qt::TabFocus);
    QPushButton plain;
    QCOMPARE(buttonRole(&plain), ButtonRole::Outlined);
}

QTEST_MAIN(TestInputs)
#include "tst_inputs.moc"
