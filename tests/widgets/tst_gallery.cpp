// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colours.h"
#include "platform/theme.h"
#include "support/places.h"
#include "widgets/gallery_pages.h"

#include <QAbstractButton>
#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;

/// Draws pages made of all our widgets, light and dark, at 1x and 2x, into gallery/ of the build folder: to be looked
/// at by people. What a program can tell is asserted: the themes' colours are there, nothing is cut, every control has
/// a name.
class TestGallery final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void draws_data();
    void draws();
    void everyControlHasANameAndFits_data();
    void everyControlHasANameAndFits();

private:
    platform::Theme *m_theme = nullptr;
    QString m_folder;
};

namespace {

using Maker = QWidget *(*)();

struct Page
{
    const char *name;
    Maker make;
    QSize size;
};
const std::array<Page, 7> pages { {
    { "overview", &gallery::overviewPage, { 1440, 900 } },
    { "bans", &gallery::bansPage, { 1440, 900 } },
    { "bans-narrow", &gallery::bansPage, { 1024, 640 } },
    { "controls", &gallery::controlsPage, { 1200, 760 } },
    { "activation", &gallery::activationDialog, {} },
    { "confirm", &gallery::confirmDialog, {} },
    { "menu", &gallery::menuPage, {} },
} };

QImage drawn(QWidget *widget, qreal ratio)
{
    QImage image(widget->size() * ratio, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(ratio);
    image.fill(widget->palette().color(QPalette::Window));
    widget->render(&image);
    return image;
}

} // namespace

void TestGallery::initTestCase()
{
    m_theme = new platform::Theme(*qApp, this);
    m_theme->setMode(platform::Theme::Mode::Light);
    m_theme->apply();
    QApplication::setFont(QFont(u"Noto Sans"_s, 10));
    m_folder = places::build() + u"/gallery"_s;
    QVERIFY(QDir().mkpath(m_folder));
}

void TestGallery::draws_data()
{
    QTest::addColumn<int>("page");
    QTest::addColumn<bool>("dark");
    QTest::addColumn<qreal>("ratio");
    for (size_t i = 0; i < pages.size(); ++i) {
        for (const bool dark : { false, true })
            QTest::addRow("%s-%s", pages.at(i).name, dark ? "dark" : "light") << int(i) << dark << 1.0;
    }
    QTest::addRow("controls-light-2x") << 3 << false << 2.0;
}

void TestGallery::draws()
{
    QFETCH(int, page);
    QFETCH(bool, dark);
    QFETCH(qreal, ratio);
    m_theme->setMode(dark ? platform::Theme::Mode::Dark : platform::Theme::Mode::Light);
    const Page &wanted = pages.at(static_cast<size_t>(page));
    const std::unique_ptr<QWidget> widget(wanted.make());
    if (wanted.size.isValid())
        widget->resize(wanted.size);
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get(), 30'000));
    const QImage image = drawn(widget.get(), ratio);
    QVERIFY(image.save(m_folder + u'/' + QString::fromLatin1(QTest::currentDataTag()) + u".png"_s));

    const auto scheme = dark ? platform::ColourScheme::Dark : platform::ColourScheme::Light;
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); y += 3) {
        for (int x = 0; x < image.width(); x += 3)
            ++counts[image.pixel(x, y)];
    }
    const auto count = [&](platform::ColourRole role) { return counts.value(platform::colour(scheme, role).rgb()); };
    const int all = (image.width() / 3) * (image.height() / 3);
    // Ground and panel cover the most of a calm page.
    QVERIFY2(
        count(platform::ColourRole::Window) + count(platform::ColourRole::Panel) + count(platform::ColourRole::Sidebar)
            > all / 2,
        qPrintable(QString::number(count(platform::ColourRole::Panel)) + u" of "_s + QString::number(all)));
    const auto other = dark ? platform::ColourScheme::Light : platform::ColourScheme::Dark;
    // A few pixels of smoothed text may hit it by chance.
    QVERIFY(counts.value(platform::colour(other, platform::ColourRole::Window).rgb()) < all / 200);
}

void TestGallery::everyControlHasANameAndFits_data()
{
    QTest::addColumn<int>("page");
    for (size_t i = 0; i < pages.size(); ++i)
        QTest::addRow("%s", pages.at(i).name) << int(i);
}

void TestGallery::everyControlHasANameAndFits()
{
    QFETCH(int, page);
    const Page &wanted = pages.at(static_cast<size_t>(page));
    const std::unique_ptr<QWidget> widget(wanted.make());
    if (wanted.size.isValid())
        widget->resize(wanted.size);
    widget->show();
    QVERIFY(QTest::qWaitForWindowExposed(widget.get(), 30'000));
    int seen = 0;
    const auto buttons = widget->findChildren<QAbstractButton *>();
    for (const QAbstractButton *button : buttons) {
        if (!button->isVisible() || qstrcmp(button->metaObject()->className(), "QTableCornerButton") == 0
            || button->objectName().startsWith(u"qt_"_s) || qobject_cast<const QLineEdit *>(button->parent()))
            continue;
        if (button->parent()->inherits("QTabBar")) // the scroll buttons of a tab bar
            continue;
        ++seen;
        QVERIFY2(!button->text().isEmpty() || !button->accessibleName().isEmpty(), button->metaObject()->className());
        QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        QVERIFY2(button->focusPolicy() & Qt::TabFocus, qPrintable(button->text()));
    }
    QVERIFY(seen > 0 || qobject_cast<QMenu *>(widget.get()));
}

QTEST_MAIN(TestGallery)
#include "tst_gallery.moc"
