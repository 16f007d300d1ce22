// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/theme.h"
#include "widgets/rate_chart.h"

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using widgets::RateChart;
using widgets::RatePoint;

class TestRateChart final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void roundedMaximum_data();
    void roundedMaximum();
    void mapping();
    void gapsAreGaps();
    void barsHaveTheirHeight();
    void pointsOutsideTheAxisDoNotScaleIt();
    void tellsAndMoves();
    void emptyChart();
};

namespace {

constexpr qint64 minute = 60'000;
constexpr qint64 base = 1'700'000'040'000; // a whole minute: 22:14 UTC, 23:14 in Berlin

QList<RatePoint> steady(int count, qint64 bans, qint64 failures)
{
    QList<RatePoint> points;
    for (int i = 0; i < count; ++i)
        points.append({ base + i * minute, bans, failures });
    return points;
}

} // namespace

void TestRateChart::initTestCase()
{
    auto *theme = new platform::Theme(*qApp, this);
    theme->setMode(platform::Theme::Mode::Light);
    theme->apply();
    QCOMPARE(base % minute, 0);
}

void TestRateChart::roundedMaximum_data()
{
    QTest::addColumn<qint64>("largest");
    QTest::addColumn<qint64>("top");
    QTest::newRow("none") << qint64(0) << qint64(5);
    QTest::newRow("exact") << qint64(5) << qint64(5);
    QTest::newRow("above") << qint64(6) << qint64(10);
    QTest::newRow("eleven") << qint64(11) << qint64(15);
    QTest::newRow("hundreds") << qint64(301) << qint64(400);
    QTest::newRow("decade") << qint64(801) << qint64(1000);
    QTest::newRow("many") << qint64(123'456) << qint64(150'000);
}

void TestRateChart::roundedMaximum()
{
    QFETCH(qint64, largest);
    QTEST(RateChart::roundedMaximum(largest), "top");
}

void TestRateChart::mapping()
{
    RateChart chart;
    chart.resize(600, 200);
    chart.setMinutes(60);
    chart.setPoints(steady(60, 1, 2));
    QCOMPARE(chart.axisMaximum(), 5);
    const QRectF first = chart.barRect(base);
    const QRectF last = chart.barRect(base + 59 * minute);
    QCOMPARE(first.left(), 0.0);
    QCOMPARE(first.width(), 8.0); // 10 per minute, 2 between
    QCOMPARE(last.left(), 590.0);
    QCOMPARE(chart.barRect(base + 30 * minute + 59'999).left(), 300.0); // within its minute
    QVERIFY(chart.barRect(base - minute).isNull());
    QVERIFY(chart.barRect(base + 60 * minute).isNull());
    QCOMPARE(chart.pointAt(0), 0);
    QCOMPARE(chart.pointAt(305), 30);
    QCOMPARE(chart.pointAt(599), 59);
    QCOMPARE(chart.pointAt(600), -1);
    QCOMPARE(chart.pointAt(-1), -1);
}

void TestRateChart::gapsAreGaps()
{
    RateChart chart;
    chart.resize(600, 200);
    chart.setMinutes(60);
    QList<RatePoint> points = steady(60, 1, 2);
    points.removeAt(30);
    chart.setPoints(points);
    QCOMPARE(chart.pointAt(305), -1);
    QCOMPARE(chart.pointAt(315), 30); // the list's 30th is now minute 31
    QCOMPARE(chart.points().at(30).minuteStartMs, base + 31 * minute);
}

void TestRateChart::barsHaveTheirHeight()
{
    RateChart chart;
    chart.resize(600, 242); // 200 for the bars
    chart.setMinutes(60);
    QList<RatePoint> points = steady(60, 0, 0);
    points[10] = { base + 10 * minute, 5, 0 };
    points[20] = { base + 20 * minute, 0, 10 };
    points[40] = { base + 40 * minute, 10, 0 };
    chart.setPoints(points);
    QCOMPARE(chart.axisMaximum(), 10);
    const QImage image = chart.grab().toImage();
    const auto count = [&](int x, platform::ColourRole role) {
        const QRgb wanted = platform::colour(platform::ColourScheme::Light, role).rgb();
        int pixels = 0;
        for (int y = 23; y < image.height(); ++y)
            pixels += image.pixel(x, y) == wanted ? 1 : 0;
        return pixels;
    };
    QCOMPARE(count(104, platform::ColourRole::ChartBans), 100);
    QCOMPARE(count(104, platform::ColourRole::ChartFailures), 0);
    QVERIFY(count(204, platform::ColourRole::ChartFailures) >= 199); // its top pixel may lie on the axis line
    QCOMPARE(count(154, platform::ColourRole::ChartBans), 0);
}

void TestRateChart::pointsOutsideTheAxisDoNotScaleIt()
{
    RateChart chart;
    chart.setMinutes(10);
    QList<RatePoint> points = steady(60, 1, 1);
    points[0].bans = 100'000;
    chart.setPoints(points);
    QCOMPARE(chart.axisMaximum(), 5);
    chart.setMinutes(60);
    QCOMPARE(chart.axisMaximum(), 150'000);
    chart.setFailuresShown(false);
    QCOMPARE(chart.axisMaximum(), 100'000);
}

void TestRateChart::tellsAndMoves()
{
    RateChart chart;
    chart.resize(600, 200);
    chart.setMinutes(60);
    QList<RatePoint> points = steady(60, 1, 2);
    points[7].bans = 1'234;
    chart.setPoints(points);
    chart.setLocale(QLocale(QLocale::German));
    QCOMPARE(chart.pointText(7), u"23:21 · bans: 1.234 · failures: 2"_s);
    QVERIFY(chart.accessibleName().contains(u"per minute"_s));
    QVERIFY2(chart.accessibleDescription().contains(u"1,293"_s), qPrintable(chart.accessibleDescription()));

    chart.show();
    QSignalSpy activated(&chart, &RateChart::minuteActivated);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.currentPoint(), 59);
    QTest::keyClick(&chart, Qt::Key_Left);
    QCOMPARE(chart.currentPoint(), 58);
    QTest::keyClick(&chart, Qt::Key_Home);
    QTest::keyClick(&chart, Qt::Key_Return);
    QCOMPARE(activated.count(), 1);
    QCOMPARE(activated.at(0).at(0).toLongLong(), base);
    QTest::mouseMove(&chart, QPoint(305, 100));
    QTRY_COMPARE(chart.currentPoint(), 30);
    QTest::mouseClick(&chart, Qt::LeftButton, {}, QPoint(305, 100));
    QCOMPARE(activated.at(1).at(0).toLongLong(), base + 30 * minute);
}

void TestRateChart::emptyChart()
{
    RateChart chart;
    chart.resize(300, 150);
    QCOMPARE(chart.pointAt(10), -1);
    QVERIFY(chart.barRect(base).isNull());
    QVERIFY(chart.pointText(0).isEmpty());
    QVERIFY(!chart.grab().isNull());
    QTest::keyClick(&chart, Qt::Key_Right);
    QCOMPARE(chart.currentPoint(), -1);
}

QTEST_MAIN(TestRateChart)
#include "tst_rate_chart.moc"
