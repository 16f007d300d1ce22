// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/icons.h"
#include "platform/state_look.h"

#include <QApplication>
#include <QFile>
#include <QPainter>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace platform;
using core::ServerState;

class TestIcons final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void everyIconIsDrawn();
    void followsPaletteAndMode();
    void fixedRole();
    void scales();
    void statesDifferByShapeAlone();
    void everyStateHasALook();
    void stateIconsAndTray();
    void applicationIconIsThere();
};

namespace {

const QList<ServerState> allStates { ServerState::Unknown, ServerState::Online, ServerState::Degraded,
    ServerState::Busy, ServerState::Offline, ServerState::Unreachable, ServerState::NeedsAttention };

// The strongest colour of a drawing.
QColor inkOf(const QPixmap &pixmap)
{
    const QImage image = pixmap.toImage().convertToFormat(QImage::Format_ARGB32);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (qAlpha(image.pixel(x, y)) == 255)
                return QColor(image.pixel(x, y));
        }
    }
    return {};
}

int inkedPixels(const QImage &image)
{
    int count = 0;
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x)
            count += qAlpha(image.pixel(x, y)) > 32 ? 1 : 0;
    }
    return count;
}

QImage shapeImage(StateShape shape)
{
    QImage image(24, 24, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    QPainter painter(&image);
    paintShape(&painter, QRectF(2, 2, 20, 20), shape, Qt::black);
    return image;
}

int differingPixels(const QImage &a, const QImage &b)
{
    int count = 0;
    for (int y = 0; y < a.height(); ++y) {
        for (int x = 0; x < a.width(); ++x)
            count += std::abs(qAlpha(a.pixel(x, y)) - qAlpha(b.pixel(x, y))) > 96 ? 1 : 0;
    }
    return count;
}

} // namespace

void TestIcons::init()
{
    QApplication::setPalette(paletteFor(ColourScheme::Light));
}

void TestIcons::everyIconIsDrawn()
{
    QSet<QByteArray> pictures;
    for (int i = 0; i < int(Icon::Count_); ++i) {
        const auto name = static_cast<Icon>(i);
        QVERIFY2(QFile::exists(u":/bangui/icons/%1.svg"_s.arg(iconResource(name))), qPrintable(iconResource(name)));
        const QImage image = icon(name).pixmap(QSize(16, 16), 1.0).toImage();
        QCOMPARE(image.size(), QSize(16, 16));
        QVERIFY2(inkedPixels(image) > 8, qPrintable(iconResource(name)));
        pictures.insert(QByteArray(reinterpret_cast<const char *>(image.constBits()), image.sizeInBytes()));
    }
    QCOMPARE(pictures.size(), int(Icon::Count_)); // no two alike
}

void TestIcons::followsPaletteAndMode()
{
    const QIcon stop = icon(Icon::Group);
    const auto ink = [&stop](QIcon::Mode mode) { return inkOf(stop.pixmap(QSize(64, 64), 1.0, mode)); };
    QCOMPARE(ink(QIcon::Normal), colour(ColourScheme::Light, ColourRole::Text));
    QCOMPARE(ink(QIcon::Disabled), colour(ColourScheme::Light, ColourRole::Disabled));
    QApplication::setPalette(paletteFor(ColourScheme::Dark));
    QCOMPARE(ink(QIcon::Normal), colour(ColourScheme::Dark, ColourRole::Text));
    QCOMPARE(ink(QIcon::Disabled), colour(ColourScheme::Dark, ColourRole::Disabled));
}

void TestIcons::fixedRole()
{
    const QIcon white = icon(Icon::Group, ColourRole::AccentText);
    QCOMPARE(inkOf(white.pixmap(QSize(64, 64), 1.0)), colour(ColourScheme::Light, ColourRole::AccentText));
}

void TestIcons::scales()
{
    const QPixmap twice = icon(Icon::Search).pixmap(QSize(16, 16), 2.0);
    QCOMPARE(twice.size(), QSize(32, 32));
    QCOMPARE(twice.devicePixelRatio(), 2.0);
    // Drawn anew, not blown up: an enlarged picture has pairs of equal rows.
    const QImage image = twice.toImage();
    int equalPairs = 0;
    for (int y = 0; y + 1 < image.height(); y += 2)
        equalPairs
            += memcmp(image.constScanLine(y), image.constScanLine(y + 1), size_t(image.bytesPerLine())) == 0 ? 1 : 0;
    QVERIFY(equalPairs < 12);
}

void TestIcons::statesDifferByShapeAlone()
{
    const QList<StateShape> shapes { StateShape::FilledCircle, StateShape::Triangle, StateShape::Square,
        StateShape::HollowCircle, StateShape::Diamond };
    for (qsizetype i = 0; i < shapes.size(); ++i) {
        QVERIFY(inkedPixels(shapeImage(shapes.at(i))) > 40);
        for (qsizetype j = i + 1; j < shapes.size(); ++j) {
            const int differing = differingPixels(shapeImage(shapes.at(i)), shapeImage(shapes.at(j)));
            QVERIFY2(differing > 30, qPrintable(u"%1 and %2: %3"_s.arg(i).arg(j).arg(differing)));
        }
    }
}

void TestIcons::everyStateHasALook()
{
    using R = ColourRole;
    using S = StateShape;
    const QHash<ServerState, std::pair<S, R>> wanted { { ServerState::Unknown, { S::HollowCircle, R::Unreachable } },
        { ServerState::Online, { S::FilledCircle, R::Online } }, { ServerState::Degraded, { S::Square, R::Lost } },
        { ServerState::Busy, { S::Triangle, R::Warning } }, { ServerState::Offline, { S::Square, R::Lost } },
        { ServerState::Unreachable, { S::HollowCircle, R::Unreachable } },
        { ServerState::NeedsAttention, { S::Diamond, R::Attention } } };
    QCOMPARE(wanted.size(), allStates.size());
    for (const ServerState state : allStates) {
        QCOMPARE(int(stateLook(state).shape), int(wanted.value(state).first));
        QCOMPARE(int(stateLook(state).colour), int(wanted.value(state).second));
    }
}

void TestIcons::stateIconsAndTray()
{
    QSet<QByteArray> trays;
    for (const ServerState state : allStates) {
        const QPixmap mark = statePixmap(state, 12, 2.0, QApplication::palette());
        QCOMPARE(mark.size(), QSize(24, 24));
        const QColor ink = colour(QApplication::palette(), stateLook(state).colour);
        QCOMPARE(inkOf(stateIcon(state).pixmap(QSize(32, 32), 1.0)), ink);
        const QImage tray = trayIcon(state).pixmap(QSize(22, 22), 1.0).toImage();
        QVERIFY(inkedPixels(tray) > 100);
        trays.insert(QByteArray(reinterpret_cast<const char *>(tray.constBits()), tray.sizeInBytes()));
    }
    // Degraded and Offline look alike on purpose, and so do Unknown and Unreachable.
    QCOMPARE(trays.size(), 5);
}

void TestIcons::applicationIconIsThere()
{
    const QImage image = applicationIcon().pixmap(QSize(128, 128), 1.0).toImage();
    QCOMPARE(image.size(), QSize(128, 128));
    QVERIFY(inkedPixels(image) > 5000);
    QCOMPARE(QColor(image.pixel(64, 59)), QColor(Qt::white)); // the bar
}

QTEST_MAIN(TestIcons)
#include "tst_icons.moc"
