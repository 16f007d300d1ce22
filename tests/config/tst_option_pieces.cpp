// SPDX-License-Identifier: GPL-3.0-or-later
// Every expected value is what Python 3 and fail2ban 1.1.0's helpers give for the same input.
#include "config/option_call.h"
#include "config/option_map.h"
#include "config/option_types.h"
#include "config/python_forms.h"
#include "config/tag_substitution.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace {

QString shown(const config::OptionMap &options)
{
    QStringList parts;
    for (const config::OptionMap::Entry &entry : options.entries())
        parts.append(entry.key + u'=' + config::pythonStr(entry.value));
    return parts.join(u'|');
}

config::OptionMap map(const QList<config::OptionMap::Entry> &entries)
{
    config::OptionMap options;
    for (const config::OptionMap::Entry &entry : entries)
        options.set(entry.key, entry.value);
    return options;
}

} // namespace

class TestOptionPieces : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void calls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("options");
        const auto row = [](const QString &text, const QString &name, const QString &options) {
            QTest::newRow(qPrintable(text)) << text << name << options;
        };
        row(u"sshd"_s, u"sshd"_s, u""_s);
        row(u"sshd[]"_s, u"sshd"_s, u""_s);
        row(u"sshd [mode=a]"_s, u"sshd "_s, u"mode=a"_s);
        row(u"a[b=c, d=\"x, y]\", e='q\"']  "_s, u"a"_s, u"b=c|d=x, y]|e=q\""_s);
        row(u"a[b=c][d=e] [f=g]"_s, u"a"_s, u"b=c|d=e|f=g"_s);
        row(u"a[b=c]\n[d=\"e\nf\"]"_s, u"a"_s, u"b=c|d=e\nf"_s);
        row(u"a[b=\" c \", d= e ]"_s, u"a"_s, u"b=c|d=e"_s);
        row(u"a[b=c, ]"_s, u"a"_s, u"b=c"_s);
        row(u"a[b=\"x]y\"]"_s, u"a"_s, u"b=x]y"_s);
        row(u"a[b=1, b=2, c=3, b=4]"_s, u"a"_s, u"b=4|c=3"_s);
        row(u"a[x-y.z_1=1]"_s, u"a"_s, u"x-y.z_1=1"_s);
        row(u"é[ü=ö]"_s, u"é"_s, u"ü=ö"_s);
        row(u"a[b=c;d=e]"_s, u"a"_s, u"b=c;d=e"_s);
    }
    void calls()
    {
        QFETCH(QString, text);
        const auto call = config::parseOptionCall(text);
        QVERIFY2(call, qPrintable(call ? QString() : call.error().detail));
        QTEST(call->name, "name");
        QTEST(shown(call->options), "options");
    }
    void wrongCalls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("error");
        const auto row
            = [](const QString &text, const QString &error) { QTest::newRow(qPrintable(text)) << text << error; };
        row(u""_s, u"unexpected option syntax"_s);
        row(u"a[b=c"_s, u"unexpected option syntax"_s);
        row(u"a[b=c] x"_s, u"unexpected option syntax"_s);
        row(u"[x=y]"_s, u"unexpected option syntax"_s);
        row(u"a[b=\"c\"d]"_s, u"unexpected syntax at 5 after option 'b': d"_s);
        row(u"a[b=\"c\" , d=e]"_s, u"unexpected syntax at 5 after option 'b':  , d=e"_s);
        row(u"a[b]"_s, u"expected option, wrong syntax at 0: b"_s);
        row(u"a[b=c,,d=e]"_s, u"expected option, wrong syntax at 4: ,d=e"_s);
        row(u"a[b=[c]]"_s, u"unexpected syntax at 4 after option 'b': ]"_s);
        row(u"a[=c]"_s, u"expected option, wrong syntax at 0: =c"_s);
    }
    void wrongCalls()
    {
        QFETCH(QString, text);
        const auto call = config::parseOptionCall(text);
        QVERIFY(!call);
        QTEST(call.error().detail, "error");
    }

    void severalCalls_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("calls");
        const auto row
            = [](const QString &text, const QStringList &calls) { QTest::newRow(qPrintable(text)) << text << calls; };
        row(u""_s, {});
        row(u"a b"_s, { u"a"_s, u"b"_s });
        row(u"a[b=\"c d\"]\n b[c='\n']"_s, { u"a[b=\"c d\"]\n"_s, u"b[c='\n']"_s });
        row(u"a[b=c\n d"_s, { u"a[b=c"_s, u"d"_s });
        row(u"a [b=c] d"_s, { u"a [b=c]"_s, u"d"_s });
        row(u"a[b=c, d=\"e f\", g=h][i=j] k.py[l=\"m\"]\n\n n"_s,
            { u"a[b=c, d=\"e f\", g=h][i=j]"_s, u"k.py[l=\"m\"]\n\n"_s, u"n"_s });
        row(u"a[b=\"c] d"_s, { u"a[b=\"c]"_s, u"d"_s });
        row(u"x[a=b]y z"_s, { u"x[a=b]y"_s, u"z"_s });
        row(u"a[ b=c] [d=e] f"_s, { u"a[ b=c] [d=e]"_s, u"f"_s });
        row(u"a[b=]]c d"_s, { u"a[b=]]c"_s, u"d"_s });
    }
    void severalCalls()
    {
        QFETCH(QString, text);
        QTEST(config::splitOptionCalls(text), "calls");
    }

    void words()
    {
        QCOMPARE(config::splitWords(u""_s, true), QStringList());
        const QString text = u"1.2.3.4/8\t::1\n\n#x , ,"_s;
        QCOMPARE(config::splitWords(text, true), (QStringList { u"1.2.3.4/8"_s, u"::1"_s, u"#x"_s }));
        QCOMPARE(config::splitWords(text, false), (QStringList { u"1.2.3.4/8\t::1"_s, u"#x"_s }));
        QCOMPARE(config::splitWords(u"a\rb\x0b"
                                    u"c\u00a0d"_s,
                     true),
            (QStringList { u"a"_s, u"b"_s, u"c"_s, u"d"_s }));
    }

    void shellWords()
    {
        const auto words = [](const QString &text) { return config::pythonShellWords(text).value_or(QStringList()); };
        QCOMPARE(words(u"_COMM=sshd + _X=y"_s), (QStringList { u"_COMM=sshd"_s, u"+"_s, u"_X=y"_s }));
        QCOMPARE(words(u"a 'b c' d\"e f\""_s), (QStringList { u"a"_s, u"b c"_s, u"de f"_s }));
        QCOMPARE(words(u"a\\ b \"c\\\"d\\e\" \\'"_s), (QStringList { u"a b"_s, u"c\"d\\e"_s, u"'"_s }));
        QCOMPARE(words(u"a ''"_s), (QStringList { u"a"_s, u""_s }));
        QCOMPARE(words(u"'a\\'"_s), QStringList { u"a\\"_s });
        QCOMPARE(words(u"a\u00a0b"_s), QStringList { u"a\u00a0b"_s });
        QCOMPARE(config::pythonShellWords(u"a \""_s).error().detail, u"No closing quotation"_s);
        QCOMPARE(config::pythonShellWords(u"a \\"_s).error().detail, u"No escaped character"_s);
    }

    void json()
    {
        const config::OptionMap options = map({ { u"a"_s, u"x\"\\\n\r\t\b\f\x01\u007fé😀"_s }, { u"b"_s, u""_s } });
        QCOMPARE(config::pythonJson(options),
            u"{\"a\": \"x\\\"\\\\\\n\\r\\t\\b\\f\\u0001\\u007f\\u00e9\\ud83d\\ude00\", \"b\": \"\"}"_s);
        QCOMPARE(config::pythonJson({}), u"{}"_s);
    }

    void numbers_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QVariant>("number");
        const auto row
            = [](const QString &text, const QVariant &number) { QTest::newRow(qPrintable(text)) << text << number; };
        row(u"5"_s, qlonglong { 5 });
        row(u" 5 "_s, qlonglong { 5 });
        row(u"+5"_s, qlonglong { 5 });
        row(u"-5"_s, qlonglong { -5 });
        row(u"1_000"_s, qlonglong { 1000 });
        row(u"007"_s, qlonglong { 7 });
        row(u"\u0663"_s, qlonglong { 3 });
        row(u"99999999999999999999"_s, 99999999999999999999.0);
        for (const QString &wrong :
            { u"1__0"_s, u"_1"_s, u"1_"_s, u"0x5"_s, u"5.0"_s, u""_s, u"5 5"_s, u"--5"_s, u"1d"_s })
            row(wrong, {});
    }
    void numbers()
    {
        QFETCH(QString, text);
        QTEST(config::convertedOption(config::OptionType::Number, text).value_or(QVariant()), "number");
    }
    void truth()
    {
        const auto value
            = [](const QString &text) { return *config::convertedOption(config::OptionType::Truth, text); };
        for (const QString &yes : { u"1"_s, u"on"_s, u"True"_s, u"YES"_s })
            QCOMPARE(value(yes), QVariant(true));
        for (const QString &no : { u"0"_s, u"off"_s, u"2"_s, u""_s, u"y"_s, u"true "_s })
            QCOMPARE(value(no), QVariant(false));
    }

    void tags_data()
    {
        QTest::addColumn<QString>("options"); // key=value|...
        QTest::addColumn<QString>("result");
        const auto row = [](const QString &options, const QString &result) {
            QTest::newRow(qPrintable(options)) << options << result;
        };
        row(u"a=3|b=<a>_3"_s, u"a=3|b=3_3"_s);
        row(u"A=<IP> <PREF>HOST>|PREF=IPV4"_s, u"A=<IP> IPV4HOST>|PREF=IPV4"_s);
        row(u"A=<<PREF>HOST>|PREF=IPV4|IPV4HOST=1.2.3.4"_s, u"A=1.2.3.4|PREF=IPV4|IPV4HOST=1.2.3.4"_s);
        row(u"A=<<B>>|B=C|C=<D> <E>|D=x"_s, u"A=x <E>|B=C|C=x <E>|D=x"_s);
        row(u"a=<b> < b><>|b=<c>"_s, u"a=<c> < b><>|b=<c>"_s);
        row(u"a=x<known/b>y|known/b=Z"_s, u"a=xZy|known/b=Z"_s);
        row(u"a=<late>|late=x|b=<a>"_s, u"a=<late>|late=x|b=<late>"_s);
        row(u"a=<other> <HOST>"_s, u"a=found <HOST>"_s);
    }
    void tags()
    {
        QFETCH(QString, options);
        config::OptionMap given;
        for (const QString &part : options.split(u'|'))
            given.set(part.section(u'=', 0, 0), part.section(u'=', 1));
        const auto result = config::substituteTags(given, { u"late"_s }, [](const QString &tag) {
            return core::Result<QVariant>(tag == u"other"_s ? QVariant(u"found"_s) : QVariant());
        });
        QVERIFY2(result, qPrintable(result ? QString() : result.error().detail));
        QTEST(shown(*result), "result");
    }
    void tagsWithoutEnd()
    {
        const auto fails = [](const config::OptionMap &options) {
            const auto result = config::substituteTags(options, {}, {});
            return result ? QString() : result.error().detail;
        };
        QVERIFY(fails(map({ { u"a"_s, u"<b>"_s }, { u"b"_s, u"<a>"_s } })).contains(u"fail tag: a, found: a"_s));
        QVERIFY(fails(map({ { u"a"_s, u"<a>"_s } })).contains(u"self referencing"_s));
        // Each one doubles the next: 2^24 of them before fail2ban's count would stop it.
        config::OptionMap bomb;
        for (int i = 0; i < 40; ++i)
            bomb.set(u"t%1"_s.arg(i), u"<t%1><t%1>"_s.arg(i + 1));
        bomb.set(u"t40"_s, u"0123456789"_s);
        QVERIFY(!fails(bomb).isEmpty());
        // All of one kind are put in at once: a megabyte each, a gigabyte together.
        const QString wide = u"<b>"_s.repeated(1000);
        QVERIFY(fails(map({ { u"a"_s, wide }, { u"b"_s, QString(1 << 20, u'x') } })).contains(u"fail tag: a"_s));
    }
    void lookupFails()
    {
        const auto result
            = config::substituteTags(map({ { u"a"_s, u"<x>"_s } }), {}, [](const QString &) -> core::Result<QVariant> {
                  return core::failure(core::ErrorCode::InvalidArgument, u"no"_s);
              });
        QVERIFY(!result);
        QCOMPARE(result.error().detail, u"no"_s);
    }

    void orderOfOptions()
    {
        config::OptionMap options = map({ { u"b"_s, u"1"_s }, { u"a"_s, true }, { u"c"_s, {} } });
        options.set(u"b"_s, qlonglong { 2 });
        QCOMPARE(shown(options), u"b=2|a=True|c=None"_s);
        QVERIFY(options.contains(u"c"_s));
        QVERIFY(options.find(u"d"_s) == nullptr);
        QCOMPARE(shown(options.merged(map({ { u"d"_s, u"x"_s }, { u"a"_s, u"y"_s } }))), u"b=2|a=y|c=None|d=x"_s);
        options.remove(u"b"_s);
        options.set(u"c"_s, u"z"_s);
        QCOMPARE(shown(options), u"a=True|c=z"_s);
    }
};

QTEST_GUILESS_MAIN(TestOptionPieces)
#include "tst_option_pieces.moc"
