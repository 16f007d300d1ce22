// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"
#include "translations/ts_file.h"

#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString sourceDir()
{
    return places::source();
}

QStringList filesBelow(const QString &folder, const QStringList &patterns)
{
    QStringList files;
    QDirIterator it(sourceDir() + u'/' + folder, patterns, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext())
        files.append(it.next());
    files.sort();
    return files;
}

/// "%1", "%2", "%n", sorted; "%Ln" and "%n" are told apart.
QStringList places(const QString &text)
{
    static const QRegularExpression place(u"%L?[1-9n]"_s);
    QStringList found;
    auto it = place.globalMatch(text);
    while (it.hasNext())
        found.append(it.next().captured());
    found.removeDuplicates();
    found.sort();
    return found;
}

bool hasMnemonic(const QString &text)
{
    static const QRegularExpression mnemonic(u"&(?!&)\\w"_s);
    return QString(text).remove(u"&&"_s).contains(mnemonic);
}

QString blanksAround(const QString &text)
{
    static const QRegularExpression around(u"\\A(\\s*).*?(\\s*)\\z"_s, QRegularExpression::DotMatchesEverythingOption);
    const auto match = around.match(text);
    return match.captured(1) + u'|' + match.captured(2);
}

/// What is wrong with one translation of a message; empty where nothing is.
QString fault(const TsMessage &message, const QString &form)
{
    if (form.isEmpty())
        return u"empty"_s;
    if (places(form) != places(message.source))
        return u"other place markers"_s;
    if (hasMnemonic(form) != hasMnemonic(message.source))
        return u"mnemonic"_s;
    if (blanksAround(form) != blanksAround(message.source))
        return u"blanks at the ends"_s;
    if (form.endsWith(u'…') != message.source.endsWith(u'…'))
        return u"ellipsis"_s;
    return {};
}

} // namespace

/// The .ts files are whole whenever the sources change: nothing is untranslated, nothing is left over.
class TestTranslations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyMessageIsFinished_data();
    void everyMessageIsFinished();
    void translationsFitTheirSources_data();
    void translationsFitTheirSources();
    void germanFollowsTheHouseStyle();
    void nothingInTheSourcesIsMissing_data();
    void nothingInTheSourcesIsMissing();
    void everyMarkedTextIsFound();
    void markedTextsAreRead();
    void faultsAreSeen();

private:
    static void languages();
    static QString path(const QString &language);
};

void TestTranslations::languages()
{
    QTest::addColumn<QString>("language");
    QTest::newRow("German") << u"de"_s;
    QTest::newRow("English") << u"en"_s;
}

QString TestTranslations::path(const QString &language)
{
    return sourceDir() + u"/translations/bangui_"_s + language + u".ts"_s;
}

void TestTranslations::everyMessageIsFinished_data()
{
    languages();
}

void TestTranslations::everyMessageIsFinished()
{
    QFETCH(QString, language);
    const QList<TsMessage> messages = readTs(path(language));
    QVERIFY(messages.size() > (language == u"de"_s ? 1000 : 20));
    QStringList open;
    for (const TsMessage &message : messages) {
        if (!message.type.isEmpty())
            open.append(message.type + u": "_s + message.key());
        if (language == u"en"_s && !message.numerus)
            open.append(u"not a plural: "_s + message.key());
    }
    QCOMPARE(open, QStringList());
}

void TestTranslations::translationsFitTheirSources_data()
{
    languages();
}

void TestTranslations::translationsFitTheirSources()
{
    QFETCH(QString, language);
    QStringList wrong;
    for (const TsMessage &message : readTs(path(language))) {
        // German and English have the same two forms: one, and all else.
        if (message.forms.size() != (message.numerus ? 2 : 1))
            wrong.append(u"number of forms: "_s + message.key());
        for (const QString &form : message.forms) {
            const QString what = fault(message, form);
            if (!what.isEmpty())
                wrong.append(what + u": "_s + message.key() + u" -> "_s + form);
        }
    }
    QCOMPARE(wrong, QStringList());
}

/// Nobody is addressed, begged, praised or shouted at; quotation marks are German ones.
void TestTranslations::germanFollowsTheHouseStyle()
{
    static const QRegularExpression word(u"\\b(bitte|erfolgreich\\w*|Sie|Ihre?[nmrs]?|du|dein\\w*)\\b|!|\\.\\.\\.$"_s,
        QRegularExpression::CaseInsensitiveOption);
    // "sie" and "ihre" in the third person are as good as any other word.
    static const QRegularExpression third(u"\\b(sie|ihre?[nmrs]?)\\b|(\\A|[.:] )(Sie|Ihre?[nmrs]?)\\b"_s);
    QStringList wrong;
    for (const TsMessage &message : readTs(path(u"de"_s))) {
        for (const QString &form : message.forms) {
            if (QString(form).remove(third).contains(word))
                wrong.append(form);
            if (form.contains(u'"') || form.count(u'„') != form.count(u'“'))
                wrong.append(u"quotation marks: "_s + form);
        }
    }
    QCOMPARE(wrong, QStringList());
}

void TestTranslations::nothingInTheSourcesIsMissing_data()
{
    languages();
}

void TestTranslations::nothingInTheSourcesIsMissing()
{
    QFETCH(QString, language);
    QTemporaryDir dir;
    QVERIFY(dir.isValid());
    const QString copy = dir.filePath(u"bangui_"_s + language + u".ts"_s);
    QVERIFY(QFile::copy(path(language), copy));
    QFile list(dir.filePath(u"sources"_s));
    QVERIFY(list.open(QIODevice::WriteOnly));
    const QStringList sources = filesBelow(u"src"_s, { u"*.cpp"_s, u"*.h"_s }) + filesBelow(u"ui"_s, { u"*.ui"_s });
    QVERIFY(sources.size() > 100);
    list.write(sources.join(u'\n').toUtf8());
    list.close();

    QStringList arguments { u"-silent"_s, u"-no-obsolete"_s, u"-locations"_s, u"none"_s, u"-I"_s,
        sourceDir() + u"/src"_s, u'@' + list.fileName(), u"-ts"_s, copy };
    if (language == u"en"_s)
        arguments.prepend(u"-pluralonly"_s);
    QProcess lupdate;
    lupdate.start(QStringLiteral(BANGUI_LUPDATE), arguments);
    QVERIFY(lupdate.waitForFinished(100'000));
    QCOMPARE(lupdate.exitCode(), 0);
    // A class without Q_OBJECT, a call that it cannot read: it says so here and loses the text.
    QCOMPARE(QString::fromLocal8Bit(lupdate.readAllStandardError()), QString());

    QSet<QString> before;
    for (const TsMessage &message : readTs(path(language)))
        before.insert(message.key());
    QSet<QString> after;
    for (const TsMessage &message : readTs(copy))
        after.insert(message.key());
    QVERIFY(!after.isEmpty());
    QCOMPARE(QStringList((after - before).values()), QStringList());
    QCOMPARE(QStringList((before - after).values()), QStringList());
}

/// lupdate passes over some calls in silence: tr(QT_TRANSLATE_NOOP(…)), or a translate() whose number is an expression.
void TestTranslations::everyMarkedTextIsFound()
{
    QSet<QString> known;
    for (const TsMessage &message : readTs(path(u"de"_s)))
        known.insert(message.context + u" | "_s + message.source);
    QStringList lost;
    int seen = 0;
    for (const QString &file : filesBelow(u"src"_s, { u"*.cpp"_s, u"*.h"_s })) {
        QFile code(file);
        QVERIFY(code.open(QIODevice::ReadOnly));
        for (const MarkedText &text : markedTexts(QString::fromUtf8(code.readAll()))) {
            ++seen;
            if (!known.contains(text.context + u" | "_s + text.source))
                lost.append(file.mid(sourceDir().size() + 1) + u": "_s + text.source);
        }
    }
    QVERIFY(seen > 400);
    QCOMPARE(lost, QStringList());
}

void TestTranslations::markedTextsAreRead()
{
    const QList<MarkedText> found = markedTexts(uR"x(
        { "a", QT_TRANSLATE_NOOP("texts", "one \"two\" "
            "three"), QT_TRANSLATE_N_NOOP("models", "%Ln bans") };
        QCoreApplication::translate("app", "line\n", nullptr, 3);
        QCoreApplication::translate("texts", source);)x"_s);
    QCOMPARE(found.size(), 3);
    QCOMPARE(found.at(0).context, u"texts"_s);
    QCOMPARE(found.at(0).source, u"one \"two\" three"_s);
    QCOMPARE(found.at(1).source, u"%Ln bans"_s);
    QCOMPARE(found.at(2).source, u"line\n"_s);
}

void TestTranslations::faultsAreSeen()
{
    const auto of = [](const QString &source, const QString &form) {
        return fault({ {}, source, {}, {}, false, {} }, form);
    };
    QCOMPARE(of(u"%1 of %2"_s, u"%2, davon %1"_s), QString());
    QCOMPARE(of(u"%1 of %2"_s, u"%1 von %1"_s), u"other place markers"_s);
    QCOMPARE(of(u"%Ln bans"_s, u"%n Sperren"_s), u"other place markers"_s);
    QCOMPARE(of(u"&Ban…"_s, u"Sperren…"_s), u"mnemonic"_s);
    QCOMPARE(of(u"This && that"_s, u"Dies && das"_s), QString());
    QCOMPARE(of(u" s"_s, u"s"_s), u"blanks at the ends"_s);
    QCOMPARE(of(u"Ban…"_s, u"Sperren"_s), u"ellipsis"_s);
    QCOMPARE(of(u"Ban"_s, QString()), u"empty"_s);
}

QTEST_GUILESS_MAIN(TestTranslations)
#include "tst_translations.moc"
