// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/theme.h"
#include "widgets/source_view.h"

#include <QFontInfo>
#include <QLineEdit>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextCursor>
#include <QVBoxLayout>
#include <QtTest>

using namespace Qt::StringLiterals;
using widgets::SourceView;

namespace {

QString lines(int count)
{
    QStringList result;
    for (int i = 1; i <= count; ++i)
        result.append(u"line %1"_s.arg(i));
    return result.join(u'\n');
}

} // namespace

class TestSourceView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme.apply(); }
    void showsWhatIsHidden();
    void marksALine();
    void theSameFileKeepsItsPlace();
    void numbersHaveRoom();
    void isReadOnlyAndLeftByTab();

private:
    platform::Theme m_theme { *qApp };
};

void TestSourceView::showsWhatIsHidden()
{
    SourceView view;
    view.setSource(u"a"_s, u"x\u202Ey\x1b[0m\u2028z\n\tkey = 1\r\n<b>bold</b>"_s);
    QCOMPARE(view.toPlainText(), u"xU+202Ey\\x1b[0mU+2028z\n\tkey = 1\\x0d\n<b>bold</b>"_s);
    QCOMPARE(view.blockCount(), 3);
    QVERIFY(QFontInfo(view.font()).fixedPitch());
}

void TestSourceView::marksALine()
{
    SourceView view;
    view.resize(300, 120);
    view.show();
    view.setSource(u"a"_s, lines(200));
    QCOMPARE(view.markedLine(), 0);
    view.markLine(150);
    QCOMPARE(view.markedLine(), 150);
    QCOMPARE(view.textCursor().block().text(), u"line 150"_s);
    QVERIFY(view.verticalScrollBar()->value() > 100);
    QCOMPARE(view.extraSelections().size(), 1);
    view.markLine(201); // there is none
    QCOMPARE(view.markedLine(), 0);
    QVERIFY(view.extraSelections().isEmpty());
    view.markLine(3);
    view.setSource(u"b"_s, lines(10)); // another file has its own
    QCOMPARE(view.markedLine(), 0);
    QVERIFY(view.isShowing(u"b"_s));
    // An option that goes on over several lines.
    view.markLines(4, 6);
    QCOMPARE(view.markedLine(), 4);
    QCOMPARE(view.lastMarkedLine(), 6);
    QCOMPARE(view.extraSelections().size(), 3);
    QCOMPARE(view.extraSelections().constLast().cursor.block().text(), u"line 6"_s);
    view.markLines(9, 20); // it ends there
    QCOMPARE(view.lastMarkedLine(), view.blockCount());
    view.markLine(0);
    QCOMPARE(view.lastMarkedLine(), 0);
}

void TestSourceView::theSameFileKeepsItsPlace()
{
    SourceView view;
    view.resize(300, 120);
    view.show();
    view.setSource(u"a"_s, lines(200));
    view.markLine(20);
    view.verticalScrollBar()->setValue(77);
    view.setSource(u"a"_s, lines(201));
    QCOMPARE(view.blockCount(), 201);
    QCOMPARE(view.verticalScrollBar()->value(), 77);
    QCOMPARE(view.markedLine(), 20);
    QCOMPARE(view.extraSelections().size(), 1);
    view.setSource(u"b"_s, lines(201));
    QCOMPARE(view.verticalScrollBar()->value(), 0);
}

void TestSourceView::numbersHaveRoom()
{
    SourceView view;
    view.setSource(u"a"_s, lines(5));
    const int narrow = view.gutterWidth();
    view.setSource(u"b"_s, lines(20'000));
    QVERIFY(view.gutterWidth() >= narrow + 2 * view.fontMetrics().horizontalAdvance(u'9'));
}

void TestSourceView::isReadOnlyAndLeftByTab()
{
    QWidget window;
    auto *layout = new QVBoxLayout(&window);
    auto *view = new SourceView;
    auto *after = new QLineEdit;
    layout->addWidget(view);
    layout->addWidget(after);
    window.show();
    window.activateWindow();
    view->setSource(u"a"_s, lines(3));
    view->setFocus();
    QTRY_VERIFY(view->hasFocus());
    QTest::keyClicks(view, u"new"_s);
    QCOMPARE(view->toPlainText(), lines(3));
    QTest::keyClick(view, Qt::Key_Tab);
    QVERIFY(after->hasFocus());
}

QTEST_MAIN(TestSourceView)
#include "tst_source_view.moc"
