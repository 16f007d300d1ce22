// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
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
        QCOMPARE(command.timeoutMs, 30'000);
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

    void wholeFilters()
    {
        const ReaderCommand::FilterTest test { .python = u"/usr/bin/python3"_s,
            .regexProgram = u"fail2ban-regex"_s,
            .configDir = u"/d"_s,
            .filter = u"[Definition]\né"_s,
            .lines = "a\nb\n",
            .options = { u"-o"_s, u"<ip>"_s },
            .cpuSeconds = 7 };
        const transport::HostCommand command = ReaderCommand::filterTest(test).command();
        QCOMPARE(command.argv.mid(0, 3), (QStringList { u"/usr/bin/python3"_s, u"-I"_s, u"-c"_s }));
        QCOMPARE(command.argv.mid(4),
            (QStringList {
                {}, u"4194304"_s, u"fail2ban-regex"_s, u"-c"_s, u"/d"_s, u"--usedns"_s, u"no"_s, u"-o"_s, u"<ip>"_s }));
        QCOMPARE(command.input,
            QByteArray("15\n[Definition]\n\xc3\xa9"
                       "a\nb\n"));
        QCOMPARE(command.cpuSeconds, 7);
        QCOMPARE(command.timeoutMs, 44'000);
    }

    void wholeFiltersAreHeldInMemory_data()
    {
        QTest::addColumn<QByteArray>("log"); // empty: the lines are given
        QTest::addColumn<QByteArray>("seen");
        QTest::newRow("lines") << QByteArray() << QByteArray("given\n");
        QTest::newRow("short log") << QByteArray("one\ntwo\n") << QByteArray("one\ntwo\n");
        // Of a longer one the end, from a line's beginning on.
        QTest::newRow("long log") << QByteArray("first line\nsecond line\nthird\n") << QByteArray("third\n");
        QTest::newRow("one long line") << QByteArray(100, 'x') << QByteArray();
    }
    void wholeFiltersAreHeldInMemory()
    {
        QFETCH(QByteArray, log);
        QFETCH(QByteArray, seen);
        const QTemporaryDir folder;
        const auto write = [&folder](const QString &name, const QByteArray &text) {
            QFile file(folder.filePath(name));
            return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
        };
        QVERIFY(write(u"log"_s, log));
        // Shows what it is given, and what is in it.
        QVERIFY(write(u"regex"_s, "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\ncat \"$2\"; echo ---; cat \"$1\"\n"));
        QVERIFY(QFile::setPermissions(folder.filePath(u"regex"_s), QFile::ReadOwner | QFile::ExeOwner));
        const ReaderCommand::FilterTest test { .python = u"/usr/bin/python3"_s,
            .regexProgram = folder.filePath(u"regex"_s),
            .configDir = u"/d"_s,
            .filter = u"[Definition]\n"_s,
            .lines = log.isEmpty() ? QByteArray("given\n") : QByteArray(),
            .log = log.isEmpty() ? QString() : folder.filePath(u"log"_s),
            .limit = 15 };
        const transport::HostCommand command = ReaderCommand::filterTest(test).command();
        QProcess process;
        process.start(command.argv[0], command.argv.mid(1));
        process.write(command.input);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(process.readAllStandardOutput(), "[Definition]\n---\n" + seen);
    }

    void modules()
    {
        for (const auto &[module, exitCode] : { std::pair(u"json"_s, 0), std::pair(u"no_such_module"_s, 1) }) {
            const transport::HostCommand command = ReaderCommand::moduleTest(u"/usr/bin/python3"_s, module).command();
            QCOMPARE(QProcess::execute(command.argv[0], command.argv.mid(1)), exitCode);
            QVERIFY(command.cpuSeconds > 0);
        }
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
