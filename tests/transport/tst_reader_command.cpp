// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host.h"

#include <QTest>

using namespace Qt::StringLiterals;
using transport::ReaderCommand;

class TestReaderCommand : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void client()
    {
        QCOMPARE(ReaderCommand::configTest(u"/usr/bin/fail2ban-client"_s, u"/etc/f 2b"_s).command().argv,
            (QStringList { u"/usr/bin/fail2ban-client"_s, u"-c"_s, u"/etc/f 2b"_s, u"-t"_s }));
        QCOMPARE(ReaderCommand::configDump(u"client"_s, u"/d"_s).command().argv,
            (QStringList { u"client"_s, u"-c"_s, u"/d"_s, u"-d"_s }));
        QCOMPARE(ReaderCommand::clientVersion(u"client"_s).command().argv, (QStringList { u"client"_s, u"-V"_s }));
    }

    void regex()
    {
        const auto command
            = ReaderCommand::regexTest(u"fail2ban-regex"_s, u"/d"_s, u"-a line"_s, u"--regex <HOST>"_s).command();
        QCOMPARE(command.argv,
            (QStringList { u"fail2ban-regex"_s, u"-c"_s, u"/d"_s, u"--usedns"_s, u"no"_s, u"--"_s, u"-a line"_s,
                u"--regex <HOST>"_s }));
        QCOMPARE(command.cpuSeconds, 5);
        QCOMPARE(command.timeoutMs, 10'000);
    }

    void hostileLinesAndNamesOfFilters_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("regex");
        QTest::addColumn<QString>("sentLine");
        QTest::addColumn<QString>("sentRegex");
        const QString line = u"Failed from 192.0.2.1"_s;
        const QString regex = u"^Failed from <HOST>$"_s;
        QTest::newRow("plain") << line << regex << line << regex;
        QTest::newRow("a file") << u"/etc/shadow"_s << regex << u"\n/etc/shadow"_s << regex;
        QTest::newRow("a file with a blank") << u"/a b"_s << regex << u"\n/a b"_s << regex;
        QTest::newRow("relative") << u"etc/shadow"_s << regex << u"\netc/shadow"_s << regex;
        QTest::newRow("journal") << u"systemd-journal x"_s << regex << u"\nsystemd-journal x"_s << regex;
        QTest::newRow("filter") << line << u"sshd"_s << line << u"(?:)sshd"_s;
        QTest::newRow("filter with options") << line << u"sshd[a=<HOST>]"_s << line << u"(?:)sshd[a=<HOST>]"_s;
        QTest::newRow("filter file") << line << u"/etc/x.conf"_s << line << u"(?:)/etc/x.conf"_s;
    }
    void hostileLinesAndNamesOfFilters()
    {
        QFETCH(QString, line);
        QFETCH(QString, regex);
        QFETCH(QString, sentLine);
        QFETCH(QString, sentRegex);
        const QStringList argv = ReaderCommand::regexTest(u"r"_s, u"/d"_s, line, regex).command().argv;
        QCOMPARE(argv.mid(argv.indexOf(u"--"_s) + 1), (QStringList { sentLine, sentRegex }));
    }

    void regexOptions()
    {
        const auto argv = [](const QStringList &options) {
            return ReaderCommand::regexTest(u"r"_s, u"/d"_s, u"l l"_s, u"f <HOST>"_s, u"-i"_s, options).command().argv;
        };
        QCOMPARE(argv({ u"-d"_s, u"%Y"_s }),
            (QStringList { u"r"_s, u"-c"_s, u"/d"_s, u"--usedns"_s, u"no"_s, u"-d"_s, u"%Y"_s, u"--"_s, u"l l"_s,
                u"f <HOST>"_s, u"-i"_s }));
        QCOMPARE(argv({ u"--usedns"_s, u"yes"_s }),
            (QStringList {
                u"r"_s, u"-c"_s, u"/d"_s, u"--usedns"_s, u"yes"_s, u"--"_s, u"l l"_s, u"f <HOST>"_s, u"-i"_s }));
        QCOMPARE(argv({ u"--usedns=warn"_s }).count(u"--usedns"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestReaderCommand)
#include "tst_reader_command.moc"
