// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/translators.h"
#include "texts/effect_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QFileInfo>
#include <QLibraryInfo>
#include <QLocale>
#include <QTest>

using namespace Qt::StringLiterals;

/// What a reader sees in each language, through the same translators as in the window.
class TestLanguages : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void cleanup() { QLocale::setDefault(QLocale::c()); }

    void german();
    void english();
    void aRegionOfALanguage();
    void aLanguageThatIsNotThereIsEnglish();
    void qtSpeaksTheSameLanguage();
};

void TestLanguages::german()
{
    app::Translators translators;
    translators.install(u"de"_s);
    QCOMPARE(texts::bans(0), u"0 Sperren"_s);
    QCOMPARE(texts::bans(1), u"1 Sperre"_s);
    QCOMPARE(texts::bans(2), u"2 Sperren"_s);
    QCOMPARE(texts::bans(12'345), u"12.345 Sperren"_s);
    QCOMPARE(texts::servers(1), u"1 Server"_s);
    QCOMPARE(texts::servers(3), u"3 Server"_s);
    QCOMPARE(texts::duration(-1), u"dauerhaft"_s);
    QCOMPARE(texts::unbanEffect(1, 1, 1, u"203.0.113.7"_s), u"Entsperrt 203.0.113.7 in 1 Jail auf 1 Server"_s);
    QCOMPARE(texts::unbanEffect(12, 3, 2, {}), u"Hebt 12 Sperren in 3 Jails auf 2 Servern auf"_s);
    QCOMPARE(texts::stateTitle(core::ServerState::Degraded), u"Schutz verloren"_s);
    QCOMPARE(QCoreApplication::translate("platform::Tray", "%n more servers…", nullptr, 1), u"1 weiterer Server…"_s);
    QCOMPARE(QCoreApplication::translate("platform::Tray", "%n more servers…", nullptr, 2), u"2 weitere Server…"_s);
}

void TestLanguages::english()
{
    app::Translators translators;
    translators.install(u"en"_s);
    QCOMPARE(texts::bans(0), u"0 bans"_s);
    QCOMPARE(texts::bans(1), u"1 ban"_s);
    QCOMPARE(texts::bans(2), u"2 bans"_s);
    QCOMPARE(texts::bans(12'345), u"12,345 bans"_s);
    QCOMPARE(texts::unbanEffect(1, 1, 1, u"203.0.113.7"_s), u"Unbans 203.0.113.7 in 1 jail on 1 server"_s);
    QCOMPARE(QCoreApplication::translate("platform::Tray", "%n more servers…", nullptr, 1), u"1 more server…"_s);
    QCOMPARE(QCoreApplication::translate("platform::Tray", "%n more servers…", nullptr, 2), u"2 more servers…"_s);
}

void TestLanguages::aRegionOfALanguage()
{
    app::Translators translators;
    translators.install(u"de_AT"_s);
    QCOMPARE(texts::bans(2), u"2 Sperren"_s);
}

void TestLanguages::aLanguageThatIsNotThereIsEnglish()
{
    app::Translators translators;
    translators.install(u"fr"_s);
    QCOMPARE(texts::bans(1), u"1 ban"_s);
    QCOMPARE(QCoreApplication::translate("platform::Tray", "%n more servers…", nullptr, 1), u"1 more server…"_s);
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), u"Cancel"_s);
}

void TestLanguages::qtSpeaksTheSameLanguage()
{
    const QString folder = QLibraryInfo::path(QLibraryInfo::TranslationsPath);
    const bool installed = QFileInfo::exists(folder + u"/qtbase_de.qm"_s);
    app::Translators translators;
    translators.install(u"de"_s);
    QCOMPARE(QCoreApplication::translate("QPlatformTheme", "Cancel"), installed ? u"Abbrechen"_s : u"Cancel"_s);
}

QTEST_GUILESS_MAIN(TestLanguages)
#include "tst_languages.moc"
