// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/colours.h"
#include "platform/fonts.h"
#include "platform/state_look.h"
#include "platform/style.h"
#include "platform/theme.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace platform;

Q_DECLARE_METATYPE(platform::ColourScheme)
Q_DECLARE_METATYPE(platform::ColourRole)

class TestTheme final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void contrastRatioIsWcag();
    void contrast_data();
    void contrast();
    void paletteIsRecognised();
    void foreignPaletteIsObeyed();
    void modeFromText();
    void modesAndSystemPreference();
    void highContrast();
    void platformHighContrastWins();
    void fonts();
    void buttonsHaveTheControlHeight();
};

void TestTheme::contrastRatioIsWcag()
{
    QCOMPARE(qRound(contrastRatio(Qt::black, Qt::white) * 100), 2100);
    QCOMPARE(qRound(contrastRatio(QColor(0x77, 0x77, 0x77), Qt::white) * 100), 448); // the well-known near miss
    QCOMPARE(contrastRatio(Qt::white, Qt::black), contrastRatio(Qt::black, Qt::white));
}

void TestTheme::contrast_data()
{
    QTest::addColumn<ColourScheme>("scheme");
    QTest::addColumn<ColourRole>("front");
    QTest::addColumn<ColourRole>("ground");
    QTest::addColumn<double>("least");
    using R = ColourRole;
    struct Pair
    {
        R front;
        QList<R> grounds;
        double least;
    };
    const QList<R> pages { R::Window, R::Panel, R::Sidebar };
    const QList<R> banners { R::OnlineBackground, R::WarningBackground, R::LostBackground, R::AttentionBackground,
        R::Hover };
    const QList<Pair> pairs {
        { R::Text, pages + banners + QList<R> { R::Pressed }, 4.5 },
        { R::Secondary, pages + banners, 4.5 },
        { R::SelectionText, { R::Selection }, 4.5 },
        { R::AccentText, { R::Accent, R::AccentHover }, 4.5 },
        { R::Link, { R::Window, R::Panel }, 4.5 },
        { R::Accent, pages, 3.0 }, // focus, the current tab
        { R::Accent, banners, 3.0 }, // focus
        { R::Lost, { R::Window, R::Panel, R::LostBackground }, 4.5 }, // destructive buttons, warnings in words
        { R::Warning, { R::Window, R::Panel }, 4.5 },
        { R::Online, pages + QList<R> { R::OnlineBackground }, 3.0 },
        { R::Warning, pages + QList<R> { R::WarningBackground }, 3.0 },
        { R::Lost, pages + QList<R> { R::LostBackground }, 3.0 },
        { R::Unreachable, pages + QList<R> { R::Hover }, 3.0 },
        { R::Attention, pages + QList<R> { R::AttentionBackground }, 3.0 },
        { R::ChartBans, { R::Panel, R::Window }, 3.0 },
        { R::ChartFailures, { R::Panel }, 3.0 },
    };
    const QList<std::pair<ColourScheme, const char *>> schemes { { ColourScheme::Light, "light" },
        { ColourScheme::Dark, "dark" }, { ColourScheme::HighContrastLight, "high contrast light" },
        { ColourScheme::HighContrastDark, "high contrast dark" } };
    for (const auto &[scheme, name] : schemes) {
        for (const Pair &pair : pairs) {
            for (const R ground : pair.grounds)
                QTest::addRow("%s: %d on %d", name, int(pair.front), int(ground))
                    << scheme << pair.front << ground << pair.least;
        }
    }
    // Shapes on a selected row.
    for (const ColourScheme scheme : { ColourScheme::Light, ColourScheme::Dark }) {
        for (const R front : { R::Online, R::Warning, R::Lost, R::Unreachable, R::Attention })
            QTest::addRow("selected %d: %d", int(scheme), int(front)) << scheme << front << R::Selection << 3.0;
    }
}

void TestTheme::contrast()
{
    QFETCH(ColourScheme, scheme);
    QFETCH(ColourRole, front);
    QFETCH(ColourRole, ground);
    QFETCH(double, least);
    const double ratio = contrastRatio(colour(scheme, front), colour(scheme, ground));
    QVERIFY2(ratio >= least, qPrintable(QString::number(ratio)));
}

void TestTheme::paletteIsRecognised()
{
    for (const ColourScheme scheme :
        { ColourScheme::Light, ColourScheme::Dark, ColourScheme::HighContrastLight, ColourScheme::HighContrastDark }) {
        const QPalette palette = paletteFor(scheme);
        QCOMPARE(int(schemeOf(palette)), int(scheme));
        for (int role = 0; role < int(ColourRole::Count_); ++role)
            QCOMPARE(colour(palette, ColourRole(role)), colour(scheme, ColourRole(role)));
    }
    QVERIFY(isDark(paletteFor(ColourScheme::Dark)));
    QVERIFY(!isDark(paletteFor(ColourScheme::Light)));
}

void TestTheme::foreignPaletteIsObeyed()
{
    QPalette palette(Qt::black);
    palette.setColor(QPalette::Window, Qt::black);
    palette.setColor(QPalette::WindowText, Qt::yellow);
    palette.setColor(QPalette::Highlight, Qt::cyan);
    QCOMPARE(int(schemeOf(palette)), int(ColourScheme::Platform));
    QCOMPARE(colour(palette, ColourRole::Text), QColor(Qt::yellow));
    QCOMPARE(colour(palette, ColourRole::Secondary), QColor(Qt::yellow));
    QCOMPARE(colour(palette, ColourRole::Accent), QColor(Qt::cyan));
    for (const ColourRole role : { ColourRole::Online, ColourRole::Warning, ColourRole::Lost, ColourRole::Attention })
        QVERIFY(contrastRatio(colour(palette, role), Qt::black) >= 3.0);
    // A ground on which no state colour of ours is seen: the text's colour is.
    palette.setColor(QPalette::Window, QColor(0x80, 0x80, 0x80));
    palette.setColor(QPalette::WindowText, Qt::black);
    QVERIFY(contrastRatio(colour(palette, ColourRole::Lost), palette.color(QPalette::Window)) >= 3.0);
}

void TestTheme::modeFromText()
{
    QCOMPARE(Theme::modeFromText(u"dark"), Theme::Mode::Dark);
    QCOMPARE(Theme::modeFromText(u"light"), Theme::Mode::Light);
    QCOMPARE(Theme::modeFromText(u"system"), Theme::Mode::System);
    QCOMPARE(Theme::modeFromText(u"purple"), Theme::Mode::System);
}

void TestTheme::modesAndSystemPreference()
{
    QApplication::setPalette(QPalette(QColor(0xef, 0xef, 0xef)));
    Theme theme(*qApp);
    QSignalSpy changed(&theme, &Theme::changed);
    theme.setMode(Theme::Mode::Dark);
    QCOMPARE(changed.count(), 0); // nothing before apply()
    theme.apply();
    QCOMPARE(changed.count(), 1);
    QVERIFY(theme.isDark());
    QCOMPARE(theme.colour(ColourRole::Window), QColor(0x1d, 0x20, 0x25));
    QVERIFY(qobject_cast<Style *>(QApplication::style()));

    theme.setMode(Theme::Mode::System);
    QVERIFY(!theme.isDark()); // the platform's palette is light, the portal said nothing
    theme.setSystemPreference(1, 0);
    QVERIFY(theme.isDark());
    theme.setSystemPreference(2, 0);
    QVERIFY(!theme.isDark());
    QCOMPARE(changed.count(), 4);
    theme.setSystemPreference(2, 0);
    QCOMPARE(changed.count(), 4);
    theme.setMode(Theme::Mode::Dark); // the choice wins over the system
    QVERIFY(theme.isDark());
    theme.setMode(Theme::Mode::Light);
    theme.setSystemPreference(1, 0);
    QVERIFY(!theme.isDark());
}

void TestTheme::highContrast()
{
    QApplication::setPalette(QPalette(QColor(0xef, 0xef, 0xef)));
    Theme theme(*qApp);
    theme.setMode(Theme::Mode::Dark);
    theme.apply();
    QVERIFY(!theme.isHighContrast());
    theme.setSystemPreference(0, 1);
    QVERIFY(theme.isHighContrast());
    QVERIFY(theme.isDark());
    QCOMPARE(theme.colour(ColourRole::Window), QColor(Qt::black));
    QCOMPARE(theme.colour(ColourRole::Hairline), QColor(Qt::white));
}

void TestTheme::platformHighContrastWins()
{
    QPalette platformPalette;
    for (const QPalette::ColorRole role : { QPalette::Window, QPalette::Base, QPalette::Button })
        platformPalette.setColor(role, Qt::black);
    for (const QPalette::ColorRole role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText })
        platformPalette.setColor(role, Qt::white);
    platformPalette.setColor(QPalette::Highlight, Qt::yellow);
    QApplication::setPalette(platformPalette);
    Theme theme(*qApp);
    theme.apply();
    QVERIFY(theme.isHighContrast());
    QCOMPARE(int(schemeOf(QApplication::palette())), int(ColourScheme::Platform));
    QCOMPARE(theme.colour(ColourRole::Accent), QColor(Qt::yellow));
    // A choice of the user in BanGUI itself still counts.
    theme.setMode(Theme::Mode::Light);
    QCOMPARE(int(schemeOf(QApplication::palette())), int(ColourScheme::Light));
}

void TestTheme::fonts()
{
    const QFont base = QApplication::font();
    const QFontMetricsF mono(monospaceFont(base));
    QCOMPARE(mono.horizontalAdvance(u'i'), mono.horizontalAdvance(u'W'));
    const QFontMetricsF number(numberFont(base));
    QCOMPARE(number.horizontalAdvance(u'1'), number.horizontalAdvance(u'8'));
    QCOMPARE(scaledFont(base, 150).pointSizeF(), base.pointSizeF() * 1.5);
    // Asked twice it does not shrink twice.
    QCOMPARE(monospaceFont(monospaceFont(base)).pointSizeF(), monospaceFont(base).pointSizeF());
}

void TestTheme::buttonsHaveTheControlHeight()
{
    Theme theme(*qApp);
    theme.apply();
    QPushButton button(u"Ban…"_s);
    QCOMPARE(button.sizeHint().height(), std::max(measure::controlHeight, button.fontMetrics().height() + 8));
    QPushButton wider(u"Ban… and more"_s);
    QVERIFY(wider.sizeHint().width() > button.sizeHint().width());
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
