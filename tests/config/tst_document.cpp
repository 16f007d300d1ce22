// SPDX-License-Identifier: GPL-3.0-or-later
#include "config/disk_tree.h"
#include "config/document.h"
#include "config/generated_tree.h"

#include <QTest>

using namespace Qt::StringLiterals;
using config::Document;
using config::ProblemKind;

namespace {

/// What a document says, in short: "[DEFAULT]a=1|b=x\ny[sshd]c=".
QString said(const Document &document)
{
    QString text;
    for (const config::DocumentSection &section : document.sections()) {
        QStringList options;
        for (const config::DocumentOption &option : section.options)
            options += option.key + u'=' + option.value;
        text += u'[' + section.name + u']' + options.join(u'|');
    }
    return text;
}

/// Its options by section and key.
QMap<std::pair<QString, QString>, QString> optionsOf(const Document &document)
{
    QMap<std::pair<QString, QString>, QString> all;
    for (const config::DocumentSection &section : document.sections()) {
        for (const config::DocumentOption &option : section.options)
            all.insert({ section.name, option.key }, option.value);
    }
    return all;
}

const config::DocumentOption *find(const Document &document, const QString &section, const QString &key)
{
    const config::DocumentSection *place = document.section(section);
    if (place == nullptr)
        return nullptr;
    const auto found = std::ranges::find(place->options, key, &config::DocumentOption::key);
    return found == place->options.end() ? nullptr : &*found;
}

QByteArrayList linesOf(const QByteArray &bytes)
{
    QByteArrayList lines;
    qsizetype begin = 0;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n'))) {
            lines += bytes.sliced(begin, i + 1 - begin);
            begin = i + 1;
        }
    }
    lines += bytes.sliced(begin);
    return lines;
}

QByteArray joined(const QByteArrayList &lines)
{
    return lines.join();
}

bool isComment(const QByteArray &line)
{
    const QString text = QString::fromUtf8(line).trimmed();
    return text.startsWith(u'#') || text.startsWith(u';');
}

/// What an edit may not touch is as it was: all lines outside of the option's, or all of them where it is new.
bool othersStayed(const QByteArray &before, const QByteArray &after, const config::DocumentOption *option)
{
    const QByteArrayList lines = linesOf(before);
    if (option != nullptr)
        return after.startsWith(joined(lines.first(option->line - 1)))
            && after.endsWith(joined(lines.sliced(option->lastLine)));
    qsizetype same = 0;
    while (same < before.size() && before[same] == after[same])
        ++same;
    return same == before.size() || after.endsWith(before.sliced(same));
}

} // namespace

class TestDocument : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void stockFilesComeBack()
    {
        int files = 0;
        for (const QString &version : { u"1.0.2"_s, u"1.1.0"_s }) {
            const config::ConfigTree tree = readTree(stockFolder(version));
            for (auto it = tree.files.begin(); it != tree.files.end(); ++it) {
                const Document document = Document::parse(*it, it.key());
                QCOMPARE(document.bytes(), *it);
                if (it.key().endsWith(u".conf"_s)) {
                    QVERIFY2(document.isReadable(), qPrintable(it.key()));
                    QVERIFY2(!document.sections().isEmpty(), qPrintable(it.key()));
                    ++files;
                }
            }
        }
        QVERIFY2(files > 300, "stock configuration missing: tests/support/fetch_fail2ban.sh build/fail2ban");
    }

    void bytesComeBack_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::newRow("nothing") << QByteArray();
        QTest::newRow("CR LF") << QByteArray("[a]\r\nb = 1\r\n  2\r\n");
        QTest::newRow("CR") << QByteArray("[a]\rb = 1\r");
        QTest::newRow("mixed") << QByteArray("[a]\n\rb = 1\r\n\n\r\r\n");
        QTest::newRow("no final line end") << QByteArray("[a]\nb = 1");
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[a]\nb = 1\n");
        QTest::newRow("two of them") << QByteArray("\xef\xbb\xbf\xef\xbb\xbf[a]\n\xef\xbb\xbf");
        QTest::newRow("Latin 1") << QByteArray("[a]\nb = \xe4\n");
        QTest::newRow("surrogate") << QByteArray("[a]\nb = \xed\xa0\x80\n");
        QTest::newRow("NUL") << QByteArray("[a]\nb = \0\n", 11);
        QTest::newRow("other line ends of Unicode") << QByteArray("[a]\nb = 1\x0b\x0c\xc2\x85\xe2\x80\xa8 c = 2\n");
    }
    void bytesComeBack()
    {
        QFETCH(QByteArray, bytes);
        QCOMPARE(Document::parse(bytes).bytes(), bytes);
    }

    void reads_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("expected");
        QTest::newRow("delimiters") << u"[s]\na=1\nb : 2\nc = x=y:z\n"_s << u"[s]a=1|b=2|c=x=y:z"_s;
        QTest::newRow("keys in lower case") << u"[S]\nBanTime=1\n"_s << u"[S]bantime=1"_s;
        QTest::newRow("continuation") << u"[s]\na = 1\n  2\n\t3\nb=\n 4\n"_s << u"[s]a=1\n2\n3|b=\n4"_s;
        QTest::newRow("empty lines within") << u"[s]\na = 1\n\n  2\n\n\nb = 3\n"_s << u"[s]a=1\n\n2|b=3"_s;
        QTest::newRow("comments within") << u"[s]\na = 1\n# c\n  ; d\n  2\n"_s << u"[s]a=1\n2"_s;
        QTest::newRow("inline comment") << u"[s]\na = 1 ; c\nb = 1;c ;d\nc = 1 # x\n"_s << u"[s]a=1|b=1;c|c=1 # x"_s;
        QTest::newRow("inline comment of a section") << u"[s] ; c\na = 1\n"_s << u"[s]a=1"_s;
        QTest::newRow("indented option") << u"[s]\n  a = 1\n  b = 2\n c = 3\n  d = 4\n"_s << u"[s]a=1|b=2|c=3\nd = 4"_s;
        QTest::newRow("section in a value") << u"[s]\na = 1\n [t]\n"_s << u"[s]a=1\n[t]"_s;
        QTest::newRow("section names") << u"[ s ]\n[a]b]c\n[Init?family=inet6]\na=1\n"_s
                                       << u"[ s ][a]b][Init?family=inet6]a=1"_s;
        QTest::newRow("DEFAULT again") << u"[DEFAULT]\na=1\n[s]\nb=2\n[DEFAULT]\nc=3\n"_s
                                       << u"[DEFAULT]a=1|c=3[s]b=2"_s;
        QTest::newRow("no blank of ASCII") << u"[s]\n\u00a0a = 1\u2003\n\x1c b\n"_s << u"[s]a=1\nb"_s;
        QTest::newRow("CR LF") << u"[s]\r\na = 1\r\n 2\r\n"_s << u"[s]a=1\n2"_s;
    }
    void reads()
    {
        QFETCH(QString, text);
        const Document document = Document::parse(text.toUtf8());
        QVERIFY(document.isReadable());
        QTEST(said(document), "expected");
    }

    void placesAreLines()
    {
        const Document document = Document::parse("# c\n[s]\na = 1\n   # c\n   2\n\nb = 3\n", u"/x"_s);
        QCOMPARE(document.section(u"s"_s)->line, 2);
        QCOMPARE(find(document, u"s"_s, u"a"_s)->line, 3);
        QCOMPARE(find(document, u"s"_s, u"a"_s)->lastLine, 5);
        QCOMPARE(find(document, u"s"_s, u"b"_s)->line, 7);
        QCOMPARE(document.section(u"t"_s), nullptr);
    }

    void problems_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<ProblemKind>("kind");
        QTest::addColumn<int>("line");
        QTest::newRow("no section") << QByteArray("# c\n\na = 1\nb = 2\n") << ProblemKind::NoSectionHeader << 3;
        QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf[s]\n") << ProblemKind::NoSectionHeader << 1;
        QTest::newRow("section twice") << QByteArray("[s]\n[t]\n[s]\n") << ProblemKind::DuplicateSection << 3;
        QTest::newRow("option twice") << QByteArray("[s]\na=1\nA=2\n") << ProblemKind::DuplicateOption << 3;
        QTest::newRow("option twice in DEFAULT")
            << QByteArray("[DEFAULT]\na=1\n[DEFAULT]\na=1\n") << ProblemKind::DuplicateOption << 4;
        QTest::newRow("no option") << QByteArray("[s]\na\n") << ProblemKind::NotAnOption << 2;
        QTest::newRow("no key") << QByteArray("[s]\n = 1\n") << ProblemKind::NotAnOption << 2;
        QTest::newRow("not UTF-8") << QByteArray("[s]\na=\xff\n") << ProblemKind::NotUtf8 << 0;
    }
    void problems()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(ProblemKind, kind);
        Document document = Document::parse(bytes, u"/etc/fail2ban/jail.local"_s);
        QCOMPARE(document.problems().size(), 1);
        QCOMPARE(document.problems().first().kind, kind);
        QCOMPARE(document.problems().first().origin.file, u"/etc/fail2ban/jail.local"_s);
        QTEST(document.problems().first().origin.line, "line");
        // What cannot be read is not edited.
        QCOMPARE(document.set(u"s"_s, u"z"_s, u"1"_s).error().code, core::ErrorCode::NotSupported);
        QCOMPARE(document.remove(u"s"_s, u"a"_s).error().code, core::ErrorCode::NotSupported);
        QCOMPARE(document.bytes(), bytes);
    }

    void sets_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("after");
        const auto row
            = [](const char *name, const char *before, const QString &key, const QString &value, const char *after) {
                  QTest::newRow(name) << QByteArray(before) << key << value << QByteArray(after);
              };
        row("empty file", "", u"a"_s, u"1"_s, "[s]\na = 1\n");
        row("new section", "# c\n[t]\nb = 2", u"a"_s, u"1"_s, "# c\n[t]\nb = 2\n\n[s]\na = 1\n");
        row("new section after an empty line", "[t]\n\n", u"a"_s, u"1"_s, "[t]\n\n[s]\na = 1\n");
        row("in place", "[s]\nA=1 ; c\nb=2\n", u"a"_s, u"3"_s, "[s]\nA=3 ; c\nb=2\n");
        row("spelling", "[s]\n  Key :  1\t\n", u"key"_s, u"2"_s, "[s]\n  Key :  2\t\n");
        row("the same", "[s]\na =  1\n  # c\n  2\n", u"a"_s, u"1\n2"_s, "[s]\na =  1\n  # c\n  2\n");
        row("new option", "[s]\na = 1\n  2\n\n# end\n[t]\n", u"b"_s, u"x\n\ny"_s,
            "[s]\na = 1\n  2\nb = x\n\n    y\n\n# end\n[t]\n");
        row("new option in an empty section", "[s]\n# c\n[t]\n", u"b"_s, u"1"_s, "[s]\nb = 1\n# c\n[t]\n");
        row("new option as its neighbour", "[s]\r\n\ta = 1", u"b"_s, u"1\n2"_s,
            "[s]\r\n\ta = 1\r\n\tb = 1\r\n\t    2\r\n");
        row("one of a list goes", "[s]\na = 1\n  # two\n  2 ; zwei\n  # three\n  3\n  4\nb = 5\n", u"a"_s, u"1\n2\n4"_s,
            "[s]\na = 1\n  # two\n  2 ; zwei\n  # three\n  4\nb = 5\n");
        row("one of a list comes", "[s]\na =\n\t1\n\t3 ; c\n", u"a"_s, u"\n1\n2\n3"_s, "[s]\na =\n\t1\n\t2\n\t3 ; c\n");
        row("one of a list changes", "[s]\na = 1\n  2 ; c\n  3\n", u"a"_s, u"1\n9\n3"_s, "[s]\na = 1\n  9 ; c\n  3\n");
        row("a list ends", "[s]\na = 1\n\n  2\nb = 1\n", u"a"_s, u"0"_s, "[s]\na = 0\nb = 1\n");
        row("emptied", "[s]\na = 1\n", u"a"_s, u""_s, "[s]\na =\n");
        row("filled", "[s]\na =\nb=", u"a"_s, u"1"_s, "[s]\na = 1\nb=");
        row("filled before a comment", "[s]\na =  ; c\n", u"a"_s, u"1"_s, "[s]\na = 1  ; c\n");
        row("begins with #", "[s]\n", u"a"_s, u"#1"_s, "[s]\na = #1\n");
    }
    void sets()
    {
        QFETCH(QByteArray, before);
        QFETCH(QString, key);
        QFETCH(QString, value);
        Document document = Document::parse(before);
        const auto result = document.set(u"s"_s, key, value);
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QTEST(document.bytes(), "after");
        QCOMPARE(find(document, u"s"_s, key)->value, value);
        QCOMPARE(said(Document::parse(document.bytes())), said(document));
    }

    void removes_data()
    {
        QTest::addColumn<QByteArray>("before");
        QTest::addColumn<QByteArray>("after");
        QTest::newRow("one line") << QByteArray("[s]\n# c\nA = 1 ; d\nb = 2\n") << QByteArray("[s]\n# c\nb = 2\n");
        QTest::newRow("several") << QByteArray("[s]\na = 1\n  # c\n\n  2\n\nb = 2\n")
                                 << QByteArray("[s]\n  # c\n\nb = 2\n");
        QTest::newRow("the last") << QByteArray("[s]\r\na = 1") << QByteArray("[s]\r\n");
        QTest::newRow("of another section") << QByteArray("[t]\na = 1\n") << QByteArray("[t]\na = 1\n");
        QTest::newRow("indented ones follow")
            << QByteArray("[s]\n  b = 1\n a = 1\n   2\n c = 3\n") << QByteArray("[s]\n  b = 1\n c = 3\n");
    }
    void removes()
    {
        QFETCH(QByteArray, before);
        Document document = Document::parse(before);
        QVERIFY(document.remove(u"s"_s, u"a"_s));
        QTEST(document.bytes(), "after");
        QCOMPARE(find(document, u"s"_s, u"a"_s), nullptr);
        // Taken away again, it is without effect.
        const QByteArray after = document.bytes();
        QVERIFY(document.remove(u"s"_s, u"a"_s));
        QCOMPARE(document.bytes(), after);
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("section");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("value");
        const QString s = u"s"_s;
        const QString a = u"a"_s;
        QTest::newRow("no key") << s << u""_s << u"1"_s;
        QTest::newRow("key with =") << s << u"a=b"_s << u"1"_s;
        QTest::newRow("key with :") << s << u"a:b"_s << u"1"_s;
        QTest::newRow("key as a comment") << s << u"#a"_s << u"1"_s;
        QTest::newRow("key as a section") << s << u"[a"_s << u"1]"_s;
        QTest::newRow("key with blanks") << s << u" a"_s << u"1"_s;
        QTest::newRow("key with LF") << s << u"a\nb"_s << u"1"_s;
        QTest::newRow("key with a comment") << s << u"a ;b"_s << u"1"_s;
        QTest::newRow("no section") << u""_s << a << u"1"_s;
        QTest::newRow("section with LF") << u"s\nt"_s << a << u"1"_s;
        QTest::newRow("section with a comment") << u"s ;"_s << a << u"1"_s;
        QTest::newRow("a line begins with #") << s << a << u"1\n#2"_s;
        QTest::newRow("a line begins with ;") << s << a << u"1\n;2"_s;
        QTest::newRow("inline comment") << s << a << u"1 ;2"_s;
        QTest::newRow("begins with ;") << s << a << u";2"_s;
        QTest::newRow("blank before") << s << a << u" 1"_s;
        QTest::newRow("blank after") << s << a << u"1 "_s;
        QTest::newRow("blank before a line") << s << a << u"1\n 2"_s;
        QTest::newRow("ends with LF") << s << a << u"1\n"_s;
        QTest::newRow("CR") << s << a << u"1\r2"_s;
        QTest::newRow("NUL") << s << a << u"1"_s + QChar(0);
        QTest::newRow("ESC") << s << a << u"\x1b[31m"_s;
        QTest::newRow("C1") << s << a << u"1\u0090"_s;
        QTest::newRow("half a character") << s << a << u"1"_s + QChar(0xD83D);
        QTest::newRow("U+2028 at its end") << s << a << u"1\u2028"_s;
    }
    void refuses()
    {
        QFETCH(QString, section);
        QFETCH(QString, key);
        QFETCH(QString, value);
        for (const QByteArray &before : { QByteArray("[s]\nx = 1\n"), QByteArray("[s]\na = 0\n  0\n"), QByteArray() }) {
            Document document = Document::parse(before);
            const auto result = document.set(section, key, value);
            QVERIFY2(!result, document.bytes().constData());
            QCOMPARE(result.error().code, core::ErrorCode::InvalidArgument);
            QCOMPARE(document.bytes(), before);
        }
    }

    /// Of a thousand documents that nobody would write, each edited a few times.
    void generatedEdits()
    {
        TreeGenerator generator(4711);
        const QStringList pieces { u"1"_s, u"10.0.0.0/8"_s, u"%(known/a)s"_s, u"a b"_s, u"x = y"_s, u"[q]"_s, u"ä😀"_s,
            u"a;b"_s, u"x #"_s };
        int edits = 0;
        for (int round = 0; round < 1000; ++round) {
            const QByteArray bytes = generator.file(true);
            Document document = Document::parse(bytes);
            QCOMPARE(document.bytes(), bytes);
            QVERIFY2(document.isReadable(), bytes.constData());
            for (int i = generator.below(4); i >= 0; --i) {
                auto expected = optionsOf(document);
                const QByteArray before = document.bytes();
                std::pair<QString, QString> place { generator.pick<QString>({ u"sshd"_s, u"DEFAULT"_s, u"new"_s }),
                    u"brand"_s };
                if (!expected.isEmpty() && generator.chance(75))
                    place = generator.pick(QList(expected.keyBegin(), expected.keyEnd()));
                const config::DocumentOption *found = find(document, place.first, place.second);
                const std::optional<config::DocumentOption> option
                    = found == nullptr ? std::nullopt : std::optional(*found);
                if (generator.chance(30)) {
                    QVERIFY(document.remove(place.first, place.second));
                    expected.remove(place);
                    if (!option)
                        QCOMPARE(document.bytes(), before);
                } else {
                    QStringList lines { generator.chance(20) ? QString() : generator.pick(pieces) };
                    for (int more = generator.chance(40) ? generator.below(5) : 0; more > 0; --more)
                        lines += generator.chance(15) && more > 1 ? QString() : generator.pick(pieces);
                    const auto result = document.set(place.first, place.second, lines.join(u'\n'));
                    // "[k = [q]" would be a section.
                    const bool possible = !place.second.startsWith(u'[') || !lines.first().contains(u']');
                    QVERIFY2(result.has_value() == possible,
                        qPrintable(QString::fromUtf8(before) + place.first + u'/' + place.second));
                    if (!possible) {
                        QCOMPARE(document.bytes(), before);
                        continue;
                    }
                    expected.insert(place, lines.join(u'\n'));
                }
                const QString where = QString::fromUtf8(before) + u"\n-----\n"_s + QString::fromUtf8(document.bytes());
                const Document again = Document::parse(document.bytes());
                QVERIFY2(again.isReadable(), qPrintable(where));
                QVERIFY2(optionsOf(again) == expected, qPrintable(where));
                QVERIFY2(othersStayed(before, document.bytes(), option ? &*option : nullptr), qPrintable(where));
                if (option) {
                    // No comment line is lost, neither of the file nor of the value.
                    const auto comments
                        = [](const QByteArray &text) { return std::ranges::count_if(linesOf(text), isComment); };
                    QVERIFY2(comments(before) == comments(document.bytes()), qPrintable(where));
                }
                ++edits;
            }
        }
        QVERIFY(edits > 2000);
    }
};

QTEST_GUILESS_MAIN(TestDocument)
#include "tst_document.moc"
