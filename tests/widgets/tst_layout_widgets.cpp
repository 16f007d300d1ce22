// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/fonts.h"
#include "platform/theme.h"
#include "widgets/age_label.h"
#include "widgets/card.h"
#include "widgets/figure.h"
#include "widgets/flow_layout.h"
#include "widgets/plain_label.h"
#include "widgets/sidebar_tree.h"
#include "widgets/state_delegate.h"
#include "widgets/state_mark.h"
#include "widgets/status_chip.h"

#include <QApplication>
#include <QImage>
#include <QPainter>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace widgets;
using core::ServerState;
using platform::ColourRole;

/// Cards, flow layout, labels, figures, state marks, sidebar.
class TestLayoutWidgets final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanup();
    void flowFillsAndWraps();
    void flowSkipsHidden();
    void cardIsAControlWhenClickable();
    void labelsShowPlainText();
    void labelsFollowTheTheme();
    void elidedLabelTellsTheWhole();
    void monoLabelIsNeverCut();
    void figures();
    void ageLabel();
    void chipAndMarkSayTheirWord();
    void delegatePaintsShapeNameAndFigure();
    void sidebarKeys();

private:
    platform::Theme *m_theme = nullptr;
};

namespace {

bool hasColour(const QImage &image, const QColor &colour)
{
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (QColor(image.pixel(x, y)) == colour)
                return true;
        }
    }
    return false;
}

QColor light(ColourRole role)
{
    return platform::colour(platform::ColourScheme::Light, role);
}

} // namespace

void TestLayoutWidgets::initTestCase()
{
    m_theme = new platform::Theme(*qApp, this);
    m_theme->setMode(platform::Theme::Mode::Light);
    m_theme->apply();
}

void TestLayoutWidgets::cleanup()
{
    m_theme->setMode(platform::Theme::Mode::Light);
}

void TestLayoutWidgets::flowFillsAndWraps()
{
    QWidget page;
    auto *flow = new FlowLayout(200, &page);
    QList<QWidget *> cards;
    for (int i = 0; i < 5; ++i) {
        cards.append(new QWidget);
        cards.last()->setMinimumHeight(i == 1 ? 120 : 80);
        flow->addWidget(cards.last());
    }
    flow->setGeometry(QRect(0, 0, 1101, 400));
    QCOMPARE(flow->columnsFor(1101), 5);
    QCOMPARE(cards.at(0)->x(), 0);
    QCOMPARE(cards.at(1)->x() - cards.at(0)->geometry().right() - 1, 16);
    QCOMPARE(cards.at(4)->geometry().right(), 1100); // the row ends where the page ends
    QCOMPARE(cards.at(0)->height(), 120); // one height in a row
    flow->setGeometry(QRect(0, 0, 640, 600));
    QCOMPARE(flow->columnsFor(640), 3);
    QCOMPARE(cards.at(3)->pos(), QPoint(0, 136));
    QCOMPARE(flow->heightForWidth(640), 120 + 16 + 80);
    QCOMPARE(flow->columnsFor(100), 1);
    QCOMPARE(flow->heightForWidth(100), 4 * 80 + 120 + 4 * 16);
}

void TestLayoutWidgets::flowSkipsHidden()
{
    QWidget page;
    auto *flow = new FlowLayout(200, &page);
    auto *first = new QWidget;
    auto *second = new QWidget;
    flow->addWidget(first);
    flow->insertWidget(0, second);
    QCOMPARE(flow->itemAt(0)->widget(), second);
    second->hide();
    flow->setGeometry(QRect(0, 0, 500, 300));
    QCOMPARE(first->x(), 0);
    QCOMPARE(flow->count(), 2);
    delete flow->takeAt(0);
    QCOMPARE(flow->count(), 1);
    QVERIFY(!flow->takeAt(7));
}

void TestLayoutWidgets::cardIsAControlWhenClickable()
{
    Card card;
    card.resize(200, 100);
    card.setTitle(u"web-1"_s, u"· 4 s"_s);
    card.show();
    QSignalSpy activated(&card, &Card::activated);
    QTest::mouseClick(&card, Qt::LeftButton);
    QCOMPARE(activated.count(), 0);
    QCOMPARE(card.focusPolicy(), Qt::NoFocus);
    card.setClickable(true);
    QTest::mouseClick(&card, Qt::LeftButton);
    QTest::keyClick(&card, Qt::Key_Return);
    QTest::keyClick(&card, Qt::Key_Space);
    QCOMPARE(activated.count(), 3);
    QCOMPARE(card.accessibleName(), u"web-1"_s);
    QTest::mousePress(&card, Qt::LeftButton, {}, QPoint(5, 5));
    QTest::mouseRelease(&card, Qt::LeftButton, {}, QPoint(500, 500)); // let go outside
    QCOMPARE(activated.count(), 3);
}

void TestLayoutWidgets::labelsShowPlainText()
{
    const PlainLabel label(u"<b>x</b>"_s);
    QCOMPARE(label.textFormat(), Qt::PlainText);
    const ElidedLabel elided(u"<b>x</b>"_s);
    QCOMPARE(elided.textFormat(), Qt::PlainText);
}

void TestLayoutWidgets::labelsFollowTheTheme()
{
    PlainLabel secondary(u"4 s"_s, PlainLabel::Tone::Secondary);
    secondary.show();
    QCOMPARE(secondary.palette().color(QPalette::WindowText), light(ColourRole::Secondary));
    m_theme->setMode(platform::Theme::Mode::Dark);
    QTRY_COMPARE(secondary.palette().color(QPalette::WindowText),
        platform::colour(platform::ColourScheme::Dark, ColourRole::Secondary));
    secondary.setTone(PlainLabel::Tone::Normal);
    QCOMPARE(secondary.palette().color(QPalette::WindowText),
        platform::colour(platform::ColourScheme::Dark, ColourRole::Text));
}

void TestLayoutWidgets::elidedLabelTellsTheWhole()
{
    ElidedLabel label(u"a server with a very long name indeed"_s);
    label.resize(60, 20);
    QVERIFY(label.isElided());
    QVERIFY(label.minimumSizeHint().width() < 100);
    label.resize(600, 20);
    QVERIFY(!label.isElided());
}

void TestLayoutWidgets::monoLabelIsNeverCut()
{
    const MonoLabel label(u"2001:db8:1249::5f"_s);
    QVERIFY(label.minimumSizeHint().width() >= label.fontMetrics().horizontalAdvance(label.text()));
    QVERIFY(label.font().fixedPitch());
    QVERIFY(label.textInteractionFlags() & Qt::TextSelectableByKeyboard);
}

void TestLayoutWidgets::figures()
{
    Figure figure(u"failures"_s);
    QCOMPARE(figure.accessibleName(), u"– failures"_s);
    figure.setLocale(QLocale(QLocale::German));
    figure.setValue(12'904);
    QCOMPARE(figure.valueText(), u"12.904"_s);
    QCOMPARE(figure.accessibleName(), u"12.904 failures"_s);
    figure.resize(figure.sizeHint());
    QVERIFY(figure.sizeHint().height() > figure.fontMetrics().height() * 2);
}

void TestLayoutWidgets::ageLabel()
{
    AgeLabel label;
    label.setAge(u"4 s"_s, u"14:32:08 <b>"_s);
    QCOMPARE(label.text(), u"4 s"_s);
    QCOMPARE(label.toolTip(), u"14:32:08 &lt;b&gt;"_s);
    label.setStale(true);
    QCOMPARE(label.palette().color(QPalette::WindowText), light(ColourRole::Warning));
}

void TestLayoutWidgets::chipAndMarkSayTheirWord()
{
    StatusChip chip;
    chip.setStatus(ServerState::Busy, u"Busy"_s);
    QCOMPARE(chip.accessibleName(), u"Busy"_s);
    chip.resize(chip.sizeHint());
    QVERIFY(hasColour(chip.grab().toImage(), light(ColourRole::Warning)));
    QVERIFY(hasColour(chip.grab().toImage(), light(ColourRole::WarningBackground)));
    StateMark mark(12);
    mark.setState(ServerState::Offline, u"Offline"_s);
    QCOMPARE(mark.accessibleName(), u"Offline"_s);
    QVERIFY(hasColour(mark.grab().toImage(), light(ColourRole::Lost)));
}

void TestLayoutWidgets::delegatePaintsShapeNameAndFigure()
{
    QStandardItemModel model;
    auto *item = new QStandardItem(u"web-1"_s);
    item->setData(static_cast<int>(ServerState::NeedsAttention), Qt::UserRole);
    item->setData(u"host key changed"_s, Qt::UserRole + 1);
    model.appendRow(item);
    model.appendRow(new QStandardItem(u"production"_s)); // a group: no state
    const StateDelegate delegate({ Qt::UserRole, Qt::UserRole + 1, -1 }, true);
    const auto painted = [&](int row, QStyle::State state) {
        QImage image(240, 30, QImage::Format_ARGB32_Premultiplied);
        image.fill(light(ColourRole::Sidebar));
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        option.palette = QApplication::palette();
        option.font = QApplication::font();
        option.state = state;
        delegate.paint(&painter, option, model.index(row, 0));
        return image;
    };
    QVERIFY(hasColour(painted(0, QStyle::State_Enabled), light(ColourRole::Attention)));
    QVERIFY(!hasColour(painted(1, QStyle::State_Enabled), light(ColourRole::Attention)));
    QVERIFY(!hasColour(painted(0, QStyle::State_Enabled), light(ColourRole::Selection)));
    // The user's own colour is a bar at the beginning of its row.
    StateDelegate::Roles roles { Qt::UserRole, Qt::UserRole + 1, -1 };
    roles.colour = Qt::UserRole + 3;
    item->setData(u"#123456"_s, roles.colour);
    QVERIFY(!hasColour(painted(0, QStyle::State_Enabled), QColor(0x12, 0x34, 0x56)));
    const StateDelegate coloured(roles, true);
    QImage marked(240, 30, QImage::Format_ARGB32_Premultiplied);
    marked.fill(light(ColourRole::Sidebar));
    {
        QPainter painter(&marked);
        QStyleOptionViewItem option;
        option.rect = marked.rect();
        option.palette = QApplication::palette();
        option.font = QApplication::font();
        option.state = QStyle::State_Enabled;
        coloured.paint(&painter, option, model.index(0, 0));
    }
    QCOMPARE(marked.pixelColor(2, 15), QColor(0x12, 0x34, 0x56));
    QVERIFY(!hasColour(marked.copy(8, 0, 232, 30), QColor(0x12, 0x34, 0x56)));
    const QImage selected = painted(0, QStyle::State_Enabled | QStyle::State_Selected);
    QCOMPARE(QColor(selected.pixel(120, 2)), light(ColourRole::Selection));
    QCOMPARE(QColor(selected.pixel(238, 15)), light(ColourRole::Sidebar)); // inset at the right
    QCOMPARE(delegate.sizeHint({}, model.index(0, 0)).height(), 30);
}

void TestLayoutWidgets::sidebarKeys()
{
    QStandardItemModel model;
    auto *group = new QStandardItem(u"production"_s);
    group->appendRow(new QStandardItem(u"web-1"_s));
    model.appendRow(group);
    SidebarTree tree;
    tree.setModel(&model);
    tree.show();
    QSignalSpy activated(&tree, &SidebarTree::rowActivated);
    tree.setCurrentIndex(group->index());
    QTest::keyClick(&tree, Qt::Key_Space);
    QVERIFY(tree.isExpanded(group->index()));
    QTest::keyClick(&tree, Qt::Key_Down);
    QTest::keyClick(&tree, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.at(0).at(0).toModelIndex().data().toString(), u"web-1"_s);
    QCOMPARE(tree.palette().color(QPalette::Base), light(ColourRole::Sidebar));
    m_theme->setMode(platform::Theme::Mode::Dark);
    QTRY_COMPARE(
        tree.palette().color(QPalette::Base), platform::colour(platform::ColourScheme::Dark, ColourRole::Sidebar));
}

QTEST_MAIN(TestLayoutWidgets)
#include "tst_layout_widgets.moc"
