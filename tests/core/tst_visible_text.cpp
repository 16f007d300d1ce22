// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/visible_text.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestVisibleText : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneLine_data()
    {
        QTest::addColumn<QString>("hostile");
        QTest::addColumn<QString>("visible");
        const auto row = [](const char *name, const QString &hostile, const QString &visible) {
            QTest::newRow(name) << hostile << visible;
        };
        row("empty", {}, {});
        row("plain", u"sshd [1]: Failed <b>password</b> & \\x1b"_s, u"sshd [1]: Failed <b>password</b> & \\x1b"_s);
        row("umlaut", u"Grün ß 日本語 😀"_s, u"Grün ß 日本語 😀"_s);
        row("combining", u"e\u0301"_s, u"e\u0301"_s);
        row("escape", u"\x1b[31mred"_s, u"\\x1b[31mred"_s);
        row("nul", QString(QChar(0)) + u"a"_s, u"\\x00a"_s);
        row("line feed", u"a\nb"_s, u"a\\x0ab"_s);
        row("crlf tab", u"a\r\n\tb"_s, u"a\\x0d\\x0a\\x09b"_s);
        row("delete", u"a\x7f"_s, u"a\\x7f"_s);
        row("c1", u"\u0085\u009b"_s, u"\\x85\\x9b"_s);
        row("rlo", u"a\u202eb"_s, u"aU+202Eb"_s);
        row("isolates", u"\u2066\u2069"_s, u"U+2066U+2069"_s);
        row("marks", u"\u200e\u200f\u061c"_s, u"U+200EU+200FU+061C"_s);
        row("zero width", u"a\u200bb\u200cc\u200dd\u2060\ufeff"_s, u"aU+200BbU+200CcU+200DdU+2060U+FEFF"_s);
        row("soft hyphen", u"a\u00adb"_s, u"aU+00ADb"_s);
        row("separators", u"a\u2028b\u2029"_s, u"aU+2028bU+2029"_s);
        row("private use", u"\ue000\uf8ff"_s, u"U+E000U+F8FF"_s);
        row("supplementary private use", QString::fromUcs4(U"\U000F0000\U0010FFFD"), u"U+F0000U+10FFFD"_s);
        row("lone high", u"a"_s + QChar(0xd800), u"aU+D800"_s);
        row("lone low", QChar(0xdcff) + u"a"_s, u"U+DCFFa"_s);
        row("high high low", QString(QChar(0xd83d)) + QChar(0xd83d) + QChar(0xde00), u"U+D83D😀"_s);
        row("swapped pair", QString(QChar(0xde00)) + QChar(0xd83d), u"U+DE00U+D83D"_s);
        row("noncharacter", u"\uffff\ufdd0"_s, u"U+FFFFU+FDD0"_s);
        row("tags", QString::fromUcs4(U"\U000E0041"), u"U+E0041"_s);
        row("hangul filler", u"\u3164"_s, u"U+3164"_s);
        row("variation selectors", u"a\ufe0f"_s + QString::fromUcs4(U"\U000E0100"), u"aU+FE0FU+E0100"_s);
    }
    void oneLine()
    {
        QFETCH(QString, hostile);
        QFETCH(QString, visible);
        QCOMPARE(core::visibleText(hostile), visible);
        QCOMPARE(core::visibleText(visible), visible); // shown twice is shown the same
    }

    void nothingHiddenIsLeft()
    {
        for (char32_t c = 0; c <= 0x10ffff; ++c) {
            const QString text = c > 0xffff ? QString::fromUcs4(&c, 1) : QString(QChar(char16_t(c)));
            const QString shown = core::visibleText(text);
            QVERIFY(!shown.isEmpty());
            const auto category = QChar::category(c);
            const bool hidden = category == QChar::Other_Control || category == QChar::Other_Format
                || category == QChar::Other_Surrogate || category == QChar::Other_PrivateUse
                || category == QChar::Separator_Line || category == QChar::Separator_Paragraph;
            if (hidden && shown == text)
                QFAIL(qPrintable(QString::number(uint(c), 16)));
            if (c >= 0x20 && c < 0x7f)
                QCOMPARE(shown, text);
        }
    }

    void severalLines()
    {
        QCOMPARE(core::visibleLines(u"a\nb\r\n\u202ec"_s), u"a\nb\\x0d\nU+202Ec"_s);
        QCOMPARE(core::visibleLines(u"a\u2028b\vc\fd\u0085"_s), u"aU+2028b\\x0bc\\x0cd\\x85"_s);
    }

    void csv_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("cell");
        const auto row
            = [](const char *name, const QString &text, const QString &cell) { QTest::newRow(name) << text << cell; };
        row("empty", {}, {});
        row("plain", u"192.0.2.1"_s, u"192.0.2.1"_s);
        row("comma", u"a,b"_s, u"\"a,b\""_s);
        row("semicolon", u"a;b"_s, u"\"a;b\""_s);
        row("quote", u"a\"b"_s, u"\"a\"\"b\""_s);
        row("line feed", u"a\nb"_s, u"\"a\nb\""_s);
        row("formula", u"=1+1"_s, u"'=1+1"_s);
        row("formula, quoted", u"=HYPERLINK(\"http://x\",1)"_s, u"\"'=HYPERLINK(\"\"http://x\"\",1)\""_s);
        row("plus", u"+1"_s, u"'+1"_s);
        row("minus", u"-1"_s, u"'-1"_s);
        row("at", u"@SUM(1)"_s, u"'@SUM(1)"_s);
        row("tab", u"\t=1"_s, u"\"'\t=1\""_s);
        row("cr", u"\r=1"_s, u"\"'\r=1\""_s);
        row("inside", u"a=1"_s, u"a=1"_s);
        row("apostrophe", u"'=1"_s, u"'=1"_s);
    }
    void csv()
    {
        QFETCH(QString, text);
        QFETCH(QString, cell);
        QCOMPARE(core::csvCell(text), cell);
    }
};

QTEST_GUILESS_MAIN(TestVisibleText)
#include "tst_visible_text.moc"
