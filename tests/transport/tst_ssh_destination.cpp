// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_destination.h"

#include <QTest>

using namespace Qt::StringLiterals;
using transport::parseSshDestination;
using transport::SshDestination;

class TestSshDestination : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void accepts_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("options");

        const QStringList none;
        QTest::newRow("alias") << u"web1"_s << u"web1"_s << none;
        QTest::newRow("blanks") << u"  \tweb1 \t"_s << u"web1"_s << none;
        QTest::newRow("user") << u"root@web1.example.org"_s << u"root@web1.example.org"_s << none;
        QTest::newRow("domain user") << u"CORP\\alice@web1"_s << u"CORP\\alice@web1"_s << none;
        QTest::newRow("mail as user") << u"alice@example.org@web1"_s << u"alice@example.org@web1"_s << none;
        QTest::newRow("IPv4") << u"192.0.2.1"_s << u"192.0.2.1"_s << none;
        QTest::newRow("IPv6") << u"root@2001:db8::1"_s << u"root@2001:db8::1"_s << none;
        QTest::newRow("IPv6 zone") << u"fe80::1%eth0"_s << u"fe80::1%eth0"_s << none;
        QTest::newRow("other script") << u"büro"_s << u"büro"_s << none;
        QTest::newRow("URI") << u"ssh://root@web1:2222"_s << u"ssh://root@web1:2222"_s << none;
        QTest::newRow("URI IPv6") << u"ssh://[2001:db8::1]:22"_s << u"ssh://[2001:db8::1]:22"_s << none;
        QTest::newRow("port") << u"-p 2222 web1"_s << u"web1"_s << QStringList { u"-p"_s, u"2222"_s };
        QTest::newRow("port in one word") << u"-p2222 web1"_s << u"web1"_s << QStringList { u"-p"_s, u"2222"_s };
        QTest::newRow("options behind") << u"web1 -p 22 -l root"_s << u"web1"_s
                                        << QStringList { u"-p"_s, u"22"_s, u"-l"_s, u"root"_s };
        QTest::newRow("jump") << u"-J jump web1"_s << u"web1"_s << QStringList { u"-J"_s, u"jump"_s };
        QTest::newRow("jumps") << u"-J root@a:2222,[::1]:22,ssh://c:1 web1"_s << u"web1"_s
                               << QStringList { u"-J"_s, u"root@a:2222,[::1]:22,ssh://c:1"_s };
        QTest::newRow("no jump") << u"-J none web1"_s << u"web1"_s << QStringList { u"-J"_s, u"none"_s };
        QTest::newRow("identities") << u"-i ~/.ssh/a -i '/k e y/b' web1"_s << u"web1"_s
                                    << QStringList { u"-i"_s, u"~/.ssh/a"_s, u"-i"_s, u"/k e y/b"_s };
        QTest::newRow("family") << u"-6 web1"_s << u"web1"_s << QStringList { u"-6"_s };
        QTest::newRow("pasted command") << u"ssh -4 root@web1"_s << u"root@web1"_s << QStringList { u"-4"_s };
        QTest::newRow("a host named ssh") << u"ssh"_s << u"ssh"_s << none;
        QTest::newRow("quoted host") << u"\"web1\""_s << u"web1"_s << none;
        QTest::newRow("1024 bytes") << QString(1024, u'a') << QString(1024, u'a') << none;
    }
    void accepts()
    {
        QFETCH(QString, typed);
        const auto parsed = parseSshDestination(typed);
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QTEST(parsed->host, "host");
        QTEST(parsed->options, "options");
        QVERIFY(parsed->configFile.isEmpty());
    }

    void refuses_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("detail");

        QTest::newRow("nothing") << QString() << u"empty"_s;
        QTest::newRow("blanks") << u"  "_s << u"empty"_s;
        QTest::newRow("empty word") << u"''"_s << u"empty"_s;
        QTest::newRow("options only") << u"-p 22"_s << u"empty"_s;
        QTest::newRow("option") << u"-oProxyCommand=id web1"_s << u"option -oProxyCommand=id"_s;
        QTest::newRow("option word") << u"-o ProxyCommand=id web1"_s << u"option -o"_s;
        QTest::newRow("quoted option") << u"'-oProxyCommand=id'"_s << u"option -oProxyCommand=id"_s;
        QTest::newRow("forward") << u"-L 1:2:3 web1"_s << u"option -L"_s;
        QTest::newRow("config") << u"-F /tmp/x web1"_s << u"option -F"_s;
        QTest::newRow("agent") << u"-A web1"_s << u"option -A"_s;
        QTest::newRow("verbose") << u"-v web1"_s << u"option -v"_s;
        QTest::newRow("dash") << u"- web1"_s << u"option -"_s;
        QTest::newRow("end of options") << u"-- -oProxyCommand=id"_s << u"option --"_s;
        QTest::newRow("cluster") << u"-46 web1"_s << u"option -46"_s;
        QTest::newRow("both families") << u"-4 -6 web1"_s << u"option -6"_s;
        QTest::newRow("twice") << u"-p 1 -p 2 web1"_s << u"option -p"_s;
        QTest::newRow("no value") << u"web1 -p"_s << u"option -p"_s;
        QTest::newRow("command") << u"web1 reboot"_s << u"command reboot"_s;
        QTest::newRow("pasted command line") << u"ssh web1 reboot"_s << u"command reboot"_s;
        for (const QString &port : { u"0"_s, u"65536"_s, u"-1"_s, u"22x"_s, u"+22"_s, u"٢٢"_s, u"999999999999"_s })
            QTest::newRow(qPrintable(u"port "_s + port)) << u"-p %1 web1"_s.arg(port) << u"port"_s;
        QTest::newRow("URI port") << u"ssh://web1:0"_s << u"port"_s;
        QTest::newRow("name with port") << u"web1:22"_s << u"port"_s;
        QTest::newRow("other scheme") << u"http://web1"_s << u"host"_s;
        QTest::newRow("URI path") << u"ssh://web1/etc"_s << u"host"_s;
        QTest::newRow("URI escapes") << u"ssh://a%0ab@web1"_s << u"user"_s;
        QTest::newRow("dash host") << u"root@-oProxyCommand=id"_s << u"host"_s;
        QTest::newRow("dash user") << u"-l -oProxyCommand=id web1"_s << u"user"_s;
        QTest::newRow("no user") << u"@web1"_s << u"user"_s;
        QTest::newRow("no host") << u"root@"_s << u"host"_s;
        for (const QChar c : u"$`;&|<>(){}*?!#~\\\"' "_s) {
            const QString quote = c == u'\'' ? u"\""_s : u"'"_s;
            QTest::newRow(qPrintable(u"host with "_s + c)) << quote + u"we"_s + c + u"b"_s + quote << u"host"_s;
        }
        for (const QChar c : u"$`;&|<>(){}\"' "_s) {
            const QString quote = c == u'\'' ? u"\""_s : u"'"_s;
            QTest::newRow(qPrintable(u"user with "_s + c)) << quote + u"ro"_s + c + u"ot@web1"_s + quote << u"user"_s;
        }
        QTest::newRow("command in host") << u"$(touch${IFS}x)"_s << u"host"_s;
        QTest::newRow("backslash at the end of the user") << u"root\\@web1"_s << u"user"_s;
        QTest::newRow("jump command") << u"-J 'a;id' web1"_s << u"host"_s;
        QTest::newRow("jump option") << u"-J -oProxyCommand=id web1"_s << u"host"_s;
        QTest::newRow("empty jump") << u"-J a,,b web1"_s << u"host"_s;
        QTest::newRow("jump port") << u"-J a:0 web1"_s << u"port"_s;
        QTest::newRow("relative identity") << u"-i key web1"_s << u"identity_file"_s;
        QTest::newRow("identity from the environment") << u"-i '/a/${HOME}' web1"_s << u"identity_file"_s;
        QTest::newRow("open quote") << u"'web1"_s << u"quote"_s;
        QTest::newRow("NUL") << u"web1\0x"_s << u"control_character"_s;
        QTest::newRow("newline") << u"web1\nProxyCommand id"_s << u"control_character"_s;
        QTest::newRow("escape") << u"web1\x1b[31m"_s << u"control_character"_s;
        QTest::newRow("right to left") << u"web\u202e1"_s << u"control_character"_s;
        QTest::newRow("zero width") << u"web\u200b1"_s << u"control_character"_s;
        QTest::newRow("line separator") << u"web\u2028x"_s << u"control_character"_s;
        QTest::newRow("lone surrogate") << QString(u"web"_s + QChar(0xdc80)) << u"control_character"_s;
        QTest::newRow("long") << QString(1025, u'a') << u"too_long"_s;
        QTest::newRow("long in bytes") << QString(600, u'ü') << u"too_long"_s;
        QTest::newRow("1 MB") << QString(1'000'000, u'a') << u"too_long"_s;
        QTest::newRow("marker") << u"a<F2B_END_COMMAND>"_s << u"host"_s;
    }
    void refuses()
    {
        QFETCH(QString, typed);
        const auto parsed = parseSshDestination(typed);
        QVERIFY2(!parsed, parsed ? qPrintable(parsed->host) : "");
        QCOMPARE(core::errorCodeName(parsed.error().code), u"InvalidArgument"_s);
        QTEST(parsed.error().detail, "detail");
    }

    void configFile()
    {
        QCOMPARE(parseSshDestination(u"web1"_s, u"/a b/config"_s)->configFile, u"/a b/config"_s);
        for (const QString &bad : { u"config"_s, u"~/config"_s, u"none"_s, QString(u'/' + QString(2000, u'a')) })
            QCOMPARE(parseSshDestination(u"web1"_s, bad).error().detail, u"config_file"_s);
        QCOMPARE(parseSshDestination(u"web1"_s, u"/a\nb"_s).error().detail, u"control_character"_s);
    }

    void keysTellDestinationsApart()
    {
        const auto key = [](const QString &typed, const QString &config = {}) {
            return parseSshDestination(typed, config)->key();
        };
        QCOMPARE(key(u" -p  22 web1"_s), key(u"web1 -p22"_s));
        const QSet<QString> keys { key(u"web1"_s), key(u"web2"_s), key(u"-p 22 web1"_s), key(u"-l web1 web2"_s),
            key(u"web1"_s, u"/etc/c"_s), key(u"web1"_s, u"/etc/d"_s) };
        QCOMPARE(keys.size(), 6);
        QCOMPARE(*parseSshDestination(u"web1"_s), (SshDestination { u"web1"_s, {}, {} }));
    }
};

QTEST_GUILESS_MAIN(TestSshDestination)
#include "tst_ssh_destination.moc"
