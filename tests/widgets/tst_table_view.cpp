// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/common_roles.h"
#include "platform/theme.h"
#include "support/event_loop.h"
#include "widgets/cell_delegate.h"
#include "widgets/empty_state.h"
#include "widgets/table_columns.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QHelpEvent>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>
#include <QToolTip>

using namespace Qt::StringLiterals;
using widgets::TableColumn;
using widgets::TableView;

class TestTableView final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();
    void measures();
    void measuresOnlyWhatIsSeen();
    void copiesSelectionAsText();
    void keysBecomeSignals();
    void hidesByPriorityWhenNarrow();
    void widthIsFilled();
    void titlesAreNeverCut();
    void userChoiceWins();
    void headerMenu();
    void lastColumnStays();
    void savesAndRestores();
    void foreignStateChangesNothing_data();
    void foreignStateChangesNothing();
    void emptyState();
    void selectionIsCountedAndSurvives();
    void numbersStandAtTheRight();
    void menuByKeyboardAndMouse();
    void lastKnownIsGrey();
    void namesAreCutInTheMiddle();
    void toolTipsArePlainText();

private:
    void showAt(int width);
    std::unique_ptr<QStandardItemModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<TableView> m_view;
};

void TestTableView::initTestCase()
{
    auto *theme = new platform::Theme(*qApp, this);
    theme->apply();
}

void TestTableView::init()
{
    m_model = std::make_unique<QStandardItemModel>(0, 4);
    m_model->setHorizontalHeaderLabels({ u"Address"_s, u"Jail"_s, u"Country"_s, u"Times"_s });
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int i = 0; i < 20; ++i) {
        m_model->appendRow({ new QStandardItem(u"203.0.113.%1"_s.arg(i)), new QStandardItem(u"sshd"_s),
            new QStandardItem(u"NL\tNetherlands"_s), new QStandardItem(QString::number(i)) });
    }
    m_view = std::make_unique<TableView>();
    m_view->setModel(m_model.get());
    m_view->setColumns({ { 0, 200, 0, true }, { 1, 120, 1 }, { 2, 150, 2 }, { 3, 80, 3, false, true } });
    showAt(900);
}

void TestTableView::cleanup()
{
    m_view.reset();
    m_tester.reset();
    m_model.reset();
}

void TestTableView::showAt(int width)
{
    m_view->resize(width, 400);
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get(), 30'000));
}

void TestTableView::measures()
{
    QCOMPARE(m_view->rowHeight(0), std::max(26, m_view->fontMetrics().height() + 8));
    QCOMPARE(m_view->horizontalHeader()->height(), std::max(28, m_view->fontMetrics().height() + 8));
    QVERIFY(!m_view->alternatingRowColors());
    QVERIFY(m_view->horizontalHeader()->sectionsMovable());
    QVERIFY(m_view->verticalHeader()->isHidden());
}

void TestTableView::copiesSelectionAsText()
{
    m_view->selectRow(2);
    QTest::keyClick(m_view.get(), Qt::Key_C, Qt::ControlModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), u"203.0.113.2\tsshd\tNL Netherlands\t2"_s);
    // Several: with titles, in the order on the screen, only what is shown.
    m_view->horizontalHeader()->moveSection(3, 0);
    m_view->setColumnShown(2, false);
    m_view->selectionModel()->select(m_model->index(0, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(m_view->selectionAsText(), u"Times\tAddress\tJail\n0\t203.0.113.0\tsshd\n2\t203.0.113.2\tsshd"_s);
    m_view->clearSelection();
    QCOMPARE(m_view->selectionAsText(), QString());
    m_view->copySelection(); // nothing selected leaves the clipboard alone
    QCOMPARE(QGuiApplication::clipboard()->text(), u"203.0.113.2\tsshd\tNL Netherlands\t2"_s);
}

void TestTableView::keysBecomeSignals()
{
    QSignalSpy typed(m_view.get(), &TableView::typed);
    QSignalSpy details(m_view.get(), &TableView::detailsRequested);
    QSignalSpy removed(m_view.get(), &TableView::removeRequested);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(removed.count(), 0); // nothing selected, nothing to remove
    m_view->selectRow(4);
    QTest::keyClicks(m_view.get(), u"20"_s);
    QCOMPARE(typed.count(), 2);
    QCOMPARE(typed.at(0).at(0).toString(), u"2"_s);
    QCOMPARE(m_view->currentIndex().row(), 4); // typing does not move the row
    QTest::keyClick(m_view.get(), Qt::Key_Return);
    QCOMPARE(details.count(), 1);
    QCOMPARE(details.at(0).at(0).toModelIndex().row(), 4);
    QTest::keyClick(m_view.get(), Qt::Key_Delete);
    QCOMPARE(removed.count(), 1);
    QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
    QCOMPARE(typed.count(), 2);
    QCOMPARE(m_view->selectedRowIndexes().size(), 20);
}

void TestTableView::hidesByPriorityWhenNarrow()
{
    const auto shown = [this] {
        QList<bool> list;
        for (int i = 0; i < 4; ++i)
            list.append(m_view->isColumnShown(i));
        return list;
    };
    QCOMPARE(shown(), (QList<bool> { true, true, true, true }));
    m_view->resize(500, 400);
    QCOMPARE(shown(), (QList<bool> { true, true, true, false }));
    m_view->resize(350, 400);
    QCOMPARE(shown(), (QList<bool> { true, true, false, false }));
    m_view->resize(150, 400);
    QCOMPARE(shown(), (QList<bool> { true, false, false, false })); // what matters most stays
    m_view->resize(900, 400);
    QCOMPARE(shown(), (QList<bool> { true, true, true, true }));
}

void TestTableView::widthIsFilled()
{
    for (const int width : { 620, 777, 900, 1300 }) {
        m_view->resize(width, 400);
        int sum = 0;
        for (int i = 0; i < 4; ++i)
            sum += m_view->columnWidth(i);
        QCOMPARE(sum, m_view->viewport()->width());
    }
}

void TestTableView::titlesAreNeverCut()
{
    m_model->setHeaderData(3, Qt::Horizontal, u"A title that is long"_s);
    m_view->setColumns({ { 0, 10 }, { 1, 10 }, { 2, 10 }, { 3, 10 } });
    QVERIFY(m_view->columnWidth(3) > m_view->fontMetrics().horizontalAdvance(u"A title that is long"_s) + 20);
}

void TestTableView::userChoiceWins()
{
    QSignalSpy changed(m_view.get(), &TableView::layoutChangedByUser);
    m_view->resize(350, 400);
    QCOMPARE(changed.count(), 0); // what the program hides is no choice of the user
    m_view->setColumnShown(3, true);
    QVERIFY(m_view->isColumnShown(3));
    QVERIFY(changed.count() > 0);
    m_view->resize(200, 400);
    QVERIFY(m_view->isColumnShown(3));
    m_view->resize(900, 400);
    m_view->setColumnShown(1, false);
    m_view->resize(1200, 400);
    QVERIFY(!m_view->isColumnShown(1));
    m_view->horizontalHeader()->resizeSection(0, 333);
    m_view->resize(1100, 400);
    QCOMPARE(m_view->columnWidth(0), 333);
}

void TestTableView::headerMenu()
{
    Q_EMIT m_view->horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = m_view->findChild<QMenu *>(u"columnMenu"_s);
    QVERIFY(menu);
    auto *country = menu->findChild<QAction *>(u"column2"_s);
    QVERIFY(country->isChecked());
    QCOMPARE(country->text(), u"Country"_s);
    country->trigger();
    QVERIFY(!m_view->isColumnShown(2));
    menu->findChild<QAction *>(u"columnReset"_s)->trigger();
    QVERIFY(m_view->isColumnShown(2));
    menu->close();
}

void TestTableView::lastColumnStays()
{
    for (const int section : { 1, 2, 3 })
        m_view->setColumnShown(section, false);
    Q_EMIT m_view->horizontalHeader()->customContextMenuRequested(QPoint(5, 5));
    auto *menu = m_view->findChild<QMenu *>(u"columnMenu"_s);
    QVERIFY(!menu->findChild<QAction *>(u"column0"_s)->isEnabled());
    QVERIFY(menu->findChild<QAction *>(u"column1"_s)->isEnabled());
    menu->close();
}

void TestTableView::savesAndRestores()
{
    m_view->horizontalHeader()->moveSection(3, 0);
    m_view->horizontalHeader()->resizeSection(1, 211);
    m_view->setColumnShown(2, false);
    m_view->sortByColumn(3, Qt::DescendingOrder);
    const QByteArray state = m_view->saveState();

    TableView other;
    other.setModel(m_model.get());
    other.setColumns({ { 0, 200, 0, true }, { 1, 120, 1 }, { 2, 150, 2 }, { 3, 80, 3, false, true } });
    other.resize(900, 400);
    other.show();
    QVERIFY(other.restoreState(state));
    QCOMPARE(other.horizontalHeader()->visualIndex(3), 0);
    QCOMPARE(other.columnWidth(1), 211);
    QVERIFY(!other.isColumnShown(2));
    QCOMPARE(other.horizontalHeader()->sortIndicatorSection(), 3);
    QCOMPARE(other.horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
    QCOMPARE(other.saveState(), state);
}

void TestTableView::foreignStateChangesNothing_data()
{
    QTest::addColumn<QByteArray>("state");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("garbage") << QByteArray("\xff\x00{]", 4);
    QTest::newRow("other version") << QByteArray(R"({"version":2,"columns":[{"section":0}]})");
    QTest::newRow("other columns") << QByteArray(R"({"version":1,"columns":[{"section":0},{"section":1}]})");
    QTest::newRow("twice the same") << QByteArray(
        R"({"version":1,"columns":[{"section":0},{"section":0},{"section":1},{"section":2}]})");
}

void TestTableView::foreignStateChangesNothing()
{
    QFETCH(QByteArray, state);
    const QByteArray before = m_view->saveState();
    QVERIFY(!m_view->restoreState(state));
    QCOMPARE(m_view->saveState(), before);
}

void TestTableView::emptyState()
{
    m_view->setEmptyState(u"No bans on these 5 servers."_s, u"Ban an address…"_s);
    QVERIFY(!m_view->emptyState()->isVisible());
    QSignalSpy action(m_view.get(), &TableView::emptyActionRequested);
    m_model->removeRows(0, m_model->rowCount());
    QVERIFY(m_view->emptyState()->isVisible());
    QCOMPARE(m_view->emptyState()->geometry(), m_view->viewport()->rect());
    QTest::mouseClick(m_view->findChild<QPushButton *>(u"emptyAction"_s), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
    m_model->appendRow(new QStandardItem(u"203.0.113.1"_s));
    QVERIFY(!m_view->emptyState()->isVisible());
}

void TestTableView::selectionIsCountedAndSurvives()
{
    QSignalSpy counted(m_view.get(), &TableView::selectedRowsChanged);
    m_view->selectRow(3);
    QCOMPARE(counted.last().at(0).toInt(), 1);
    m_view->selectionModel()->select(m_model->index(7, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    QCOMPARE(counted.last().at(0).toInt(), 2);
    m_model->insertRow(0, new QStandardItem(u"203.0.113.200"_s));
    const QModelIndexList rows = m_view->selectedRowIndexes();
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.at(0).data().toString(), u"203.0.113.3"_s);
    QCOMPARE(rows.at(1).data().toString(), u"203.0.113.7"_s);
    m_view->selectAll();
    QCOMPARE(counted.last().at(0).toInt(), 21);
}

void TestTableView::numbersStandAtTheRight()
{
    // The last number's ink touches the right padding, not the left one.
    m_view->resize(900, 400);
    const QRect cell = m_view->visualRect(m_model->index(5, 3));
    const QImage image = m_view->viewport()->grab(cell).toImage();
    const QRgb ground = image.pixel(2, 4);
    int left = image.width();
    int right = 0;
    for (int y = 3; y < image.height() - 3; ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != ground) {
                left = std::min(left, x);
                right = std::max(right, x);
            }
        }
    }
    QVERIFY(left > image.width() / 2);
    QVERIFY2(
        image.width() - right >= 10 && image.width() - right <= 14, qPrintable(QString::number(image.width() - right)));
}

void TestTableView::menuByKeyboardAndMouse()
{
    QSignalSpy menu(m_view.get(), &TableView::menuRequested);
    m_view->setCurrentIndex(m_model->index(2, 0));
    const QPoint at = m_view->visualRect(m_model->index(5, 0)).center();
    QContextMenuEvent mouse(QContextMenuEvent::Mouse, at, m_view->viewport()->mapToGlobal(at));
    QApplication::sendEvent(m_view->viewport(), &mouse);
    QCOMPARE(menu.count(), 1);
    QCOMPARE(menu.at(0).at(0).toPoint(), m_view->viewport()->mapToGlobal(at));
    QContextMenuEvent keyboard(QContextMenuEvent::Keyboard, QPoint(0, 0), QPoint(0, 0));
    QApplication::sendEvent(m_view->viewport(), &keyboard);
    QCOMPARE(menu.count(), 2);
    QCOMPARE(menu.at(1).at(0).toPoint(),
        m_view->viewport()->mapToGlobal(m_view->visualRect(m_model->index(2, 0)).bottomLeft()));
}

void TestTableView::lastKnownIsGrey()
{
    for (int row = 0; row < 2; ++row)
        m_model->setData(m_model->index(row, 1), u"MMMMM"_s);
    const auto darkest = [this](int row) {
        const QImage cell = m_view->viewport()->grab(m_view->visualRect(m_model->index(row, 1))).toImage();
        int lightness = 255;
        for (int y = 2; y < cell.height() - 4; ++y) {
            for (int x = 2; x < cell.width() - 2; ++x)
                lightness = std::min(lightness, cell.pixelColor(x, y).lightness());
        }
        return lightness;
    };
    QCOMPARE(darkest(0), darkest(1));
    m_model->setData(m_model->index(0, 1), true, models::StaleRole);
    const int grey = m_view->palette().color(QPalette::PlaceholderText).lightness();
    QVERIFY2(darkest(0) >= grey - 2, qPrintable(u"%1 against %2"_s.arg(darkest(0)).arg(grey)));
    QVERIFY(darkest(1) < grey - 20);
}

void TestTableView::measuresOnlyWhatIsSeen()
{
    class CountingModel final : public QAbstractTableModel
    {
    public:
        int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : rows; }
        int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 1; }
        QVariant data(const QModelIndex &, int role) const override
        {
            if (role != Qt::DisplayRole)
                return {};
            ++asked;
            return QString(40, QLatin1Char('w'));
        }
        void grow(int count)
        {
            beginInsertRows({}, rows, rows + count - 1);
            rows += count;
            endInsertRows();
        }
        int rows = 0;
        mutable int asked = 0;
    };
    CountingModel model;
    TableView view;
    view.resize(400, 300);
    view.setModel(&model);
    TableColumn column;
    column.width = 50;
    column.content = true;
    view.setColumns({ column });
    // A table behind another page: nothing of it is read, however many rows come.
    model.grow(100'000);
    support::letTimersFire(20);
    QCOMPARE(model.asked, 0);
    // As soon as it is seen its columns fit, by the rows that are in sight.
    view.show();
    QTRY_VERIFY(view.columnWidth(0) > 200);
    QVERIFY2(model.asked < 1000, qPrintable(QString::number(model.asked)));
    const int before = model.asked;
    view.hide();
    model.grow(100);
    support::letTimersFire(20);
    QCOMPARE(model.asked, before);
}

void TestTableView::namesAreCutInTheMiddle()
{
    const QString name = u"a-server-of-a-very-long-name-in-the-cellar-%1"_s;
    for (int row = 0; row < 2; ++row)
        m_model->setData(m_model->index(row, 1), name.arg(row));
    using widgets::column;
    const auto pictures = [this] {
        const auto of = [this](int row) {
            return m_view->viewport()->grab(m_view->visualRect(m_model->index(row, 1))).toImage();
        };
        return std::pair(of(0), of(1));
    };
    m_view->setColumns({ column(0, 200, 0), widgets::named(column(1, 120, 0)), widgets::stretched(column(2, 150, 0)) });
    const auto [first, second] = pictures();
    QVERIFY2(first != second, "what tells the names apart is at their end");

    const QPoint at = m_view->visualRect(m_model->index(1, 1)).center();
    QHelpEvent event(QEvent::ToolTip, at, m_view->viewport()->mapToGlobal(at));
    QApplication::sendEvent(m_view->viewport(), &event);
    QVERIFY2(QToolTip::text().contains(name.arg(1)), qPrintable(QToolTip::text()));
    QToolTip::hideText();
}

void TestTableView::toolTipsArePlainText()
{
    const QModelIndex index = m_model->index(0, 0);
    QCOMPARE(widgets::CellDelegate::toolTip(index, {}), QString());
    m_model->setData(index, u"<b>x</b> & y\nsecond"_s, Qt::ToolTipRole);
    QCOMPARE(widgets::CellDelegate::toolTip(index, {}), u"<qt>&lt;b&gt;x&lt;/b&gt; &amp; y<br>second</qt>"_s);
    QCOMPARE(widgets::CellDelegate::toolTip(index, u"second"_s), widgets::CellDelegate::toolTip(index, {}));
}

QTEST_MAIN(TestTableView)
#include "tst_table_view.moc"
