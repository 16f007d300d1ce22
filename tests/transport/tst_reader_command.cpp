// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host.h"

#include <QDateTime>
#include <QFile>
#include <QLocale>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using transport::ReaderCommand;

namespace {

/// So many lines, evenly between two times (UTC seconds).
QByteArray dated(const QString &form, qint64 from, qint64 to, int count)
{
    QByteArray lines;
    for (int i = 0; i < count; ++i) {
        const qint64 at = from + (to - from) * i / count;
        const bool utc = form.contains("'Z'"_L1) || form.contains("+0000"_L1);
        const QString date = form.isEmpty()
            ? u"type=USER_LOGIN msg=audit(%1.123:4)"_s.arg(at)
            : QLocale::c().toString(QDateTime::fromSecsSinceEpoch(at, utc ? Qt::UTC : Qt::LocalTime), form);
        lines += date.toUtf8() + " one of many " + QByteArray::number(i) + '\n';
    }
    return lines;
}

/// What a program in the place of fail2ban-regex was given.
struct Shown
{
    int exitCode = -1;
    QByteArray filter;
    QByteArray lines;
    std::optional<ReaderCommand::Searched> searched;
};

/// A folder with logs and that program.
class Place
{
public:
    [[nodiscard]] QString path(const QString &name) const { return m_folder.filePath(name); }
    [[nodiscard]] bool write(const QString &name, const QByteArray &text) const
    {
        QFile file(path(name));
        return file.open(QIODevice::WriteOnly) && file.write(text) == text.size();
    }
    /// The file, in the way its name says.
    [[nodiscard]] bool pack(const QString &name) const
    {
        const QString program
            = u"import sys,gzip,bz2,lzma\nway={'gz':gzip,'bz2':bz2,'xz':lzma}[sys.argv[1].split('.')[-1]]\n"
              "text=open(sys.argv[1],'rb').read()\nway.open(sys.argv[1],'wb').write(text)"_s;
        return QProcess::execute(u"/usr/bin/python3"_s, { u"-c"_s, program, path(name) }) == 0;
    }
    [[nodiscard]] Shown run(const QByteArray &lines, const QString &log, qint64 limit) const
    {
        if (!write(u"regex"_s, "#!/bin/sh\nwhile [ $# -gt 2 ]; do shift; done\ncat \"$2\"; echo ---; cat \"$1\"\n")
            || !QFile::setPermissions(path(u"regex"_s), QFile::ReadOwner | QFile::ExeOwner))
            return {};
        const ReaderCommand::FilterTest test { .python = u"/usr/bin/python3"_s,
            .regexProgram = path(u"regex"_s),
            .configDir = u"/d"_s,
            .filter = u"[Definition]\n"_s,
            .lines = lines,
            .log = log,
            .limit = limit };
        const transport::HostCommand command = ReaderCommand::filterTest(test).command();
        QProcess process;
        process.start(command.argv[0], command.argv.mid(1));
        process.write(command.input);
        process.closeWriteChannel();
        if (!process.waitForFinished())
            return {};
        const transport::CommandResult result { .exitCode = process.exitCode(),
            .standardOutput = process.readAllStandardOutput(),
            .standardError = process.readAllStandardError() };
        // Nothing else is said.
        if (!ReaderCommand::withoutSearched(QString::fromUtf8(result.standardError)).isEmpty())
            return {};
        const qsizetype end = result.standardOutput.indexOf("---\n");
        return { result.exitCode, result.standardOutput.first(end), result.standardOutput.sliced(end + 4),
            ReaderCommand::searched(result) };
    }

private:
    QTemporaryDir m_folder;
};

} // namespace

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
        Place place;
        QVERIFY(place.write(u"log"_s, log));
        const Shown shown = place.run(
            log.isEmpty() ? QByteArray("given\n") : QByteArray(), log.isEmpty() ? QString() : place.path(u"log"_s), 15);
        QCOMPARE(shown.exitCode, 0);
        QCOMPARE(shown.filter, QByteArray("[Definition]\n"));
        QCOMPARE(shown.lines, seen);
        QCOMPARE(shown.searched.has_value(), !log.isEmpty());
        if (shown.searched) {
            QCOMPARE(shown.searched->cut, log.size() > 15);
            QCOMPARE(shown.searched->size, seen.size());
        }
    }

    void theLastDay_data()
    {
        QTest::addColumn<QString>("form");
        QTest::newRow("ISO") << u"yyyy-MM-dd'T'HH:mm:ss.123456'Z'"_s;
        QTest::newRow("fail2ban") << u"yyyy-MM-dd HH:mm:ss,123"_s;
        QTest::newRow("syslog") << u"MMM d HH:mm:ss"_s;
        QTest::newRow("httpd error") << u"'[Sun 'MMM dd HH:mm:ss.123456 yyyy]"_s;
        QTest::newRow("common log") << u"'192.0.2.1 - - ['dd/MMM/yyyy:HH:mm:ss +0000]"_s;
        QTest::newRow("audit") << QString(); // seconds since 1970
    }
    /// A log in which the last day begins somewhere in the middle is searched from there on: what is older costs time,
    /// and what is younger must not be missed, however much stands after it.
    void theLastDay()
    {
        QFETCH(QString, form);
        Place place;
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        QVERIFY(place.write(
            u"log"_s, dated(form, now - 3 * 86400, now - 90'000, 20'000) + dated(form, now - 86'000, now, 60'000)));
        const Shown shown = place.run({}, place.path(u"log"_s), 64LL << 20);
        QVERIFY(shown.searched && !shown.searched->cut);
        QCOMPARE(shown.lines.count("\n"), shown.lines.count(" one of many"));
        QVERIFY(shown.lines.count('\n') >= 60'000);
        QVERIFY2(shown.lines.count('\n') < 65'000, qPrintable(QString::number(shown.lines.count('\n'))));
        // Where even the day is too long, it is said from when on.
        const Shown end = place.run({}, place.path(u"log"_s), 1LL << 20);
        QVERIFY(end.searched && end.searched->cut);
        QVERIFY(end.lines.size() <= 1 << 20 && end.lines.size() > (1 << 20) - 200);
        QCOMPARE(end.searched->size, end.lines.size());
        const qint64 first = now - 86'000 + (60'000 - end.lines.count('\n')) * 86'000 / 60'000;
        QVERIFY2(qAbs(end.searched->from - first) <= 3, qPrintable(QString::number(end.searched->from - first)));
        QVERIFY(end.lines.endsWith(" 59999\n"));
    }

    void whatWasRotatedMeanwhile_data()
    {
        QTest::addColumn<QStringList>("names"); // the oldest first
        QTest::addColumn<int>("read"); // how many of them, of the youngest
        QTest::addColumn<bool>("cut");
        QTest::newRow("none") << QStringList {} << 0 << false;
        QTest::newRow("numbers") << QStringList { u"log.1"_s } << 1 << false;
        QTest::newRow("several in a day") << QStringList { u"log.2"_s, u"log.1"_s } << 2 << false;
        QTest::newRow("dates") << QStringList { u"log-20261121"_s, u"log-20261122"_s } << 2 << false;
        QTest::newRow("packed") << QStringList { u"log.2.gz"_s, u"log.1"_s } << 2 << false;
        QTest::newRow("packed otherwise") << QStringList { u"log.2.xz"_s, u"log.1.bz2"_s } << 2 << false;
        QTest::newRow("packed in a way that nobody can read")
            << QStringList { u"log.2.zst"_s, u"log.1"_s } << 1 << true;
        QTest::newRow("of days before") << QStringList { u"log.1 old"_s } << 0 << false;
        QTest::newRow("of another log") << QStringList { u"log.other.1"_s, u"log.conf"_s } << 0 << false;
    }
    /// Just after logrotate the log itself is minutes old.
    void whatWasRotatedMeanwhile()
    {
        QFETCH(QStringList, names);
        QFETCH(int, read);
        QFETCH(bool, cut);
        Place place;
        const qint64 now = QDateTime::currentSecsSinceEpoch();
        const QString form = u"yyyy-MM-dd HH:mm:ss"_s;
        QByteArray expected;
        for (qsizetype i = 0; i < names.size(); ++i) {
            const qsizetype youngness = names.size() - i;
            const QByteArray lines = dated(form, now - youngness * 4000, now - youngness * 4000 + 3000, 100);
            if (youngness <= read)
                expected += lines;
            const QString name = names[i].section(u' ', 0, 0);
            const bool old = names[i].endsWith("old"_L1);
            QVERIFY(place.write(name, lines));
            if (name.endsWith("gz"_L1) || name.endsWith("xz"_L1) || name.endsWith("bz2"_L1))
                QVERIFY(place.pack(name));
            QFile file(place.path(name));
            QVERIFY(file.open(QIODevice::ReadWrite));
            QVERIFY(file.setFileTime(QDateTime::fromSecsSinceEpoch(now - (old ? 3 * 86400 : youngness * 4000 - 3000)),
                QFileDevice::FileModificationTime));
        }
        const QByteArray own = dated(form, now - 900, now, 10);
        QVERIFY(place.write(u"log"_s, own));
        Shown shown = place.run({}, place.path(u"log"_s), 64LL << 20);
        QVERIFY(shown.searched);
        QCOMPARE(shown.searched->cut, cut);
        QCOMPARE(shown.lines, expected + own);
        if (!read)
            return;
        // What the limit leaves of it is told.
        shown = place.run({}, place.path(u"log"_s), own.size() + 100);
        QVERIFY(shown.searched && shown.searched->cut);
        QVERIFY(shown.lines.endsWith(own) && expected.endsWith(shown.lines.chopped(own.size())));
    }

    void modules()
    {
        for (const auto &[module, exitCode] : { std::pair(u"json"_s, 0), std::pair(u"no_such_module"_s, 1) }) {
            const transport::HostCommand command = ReaderCommand::moduleTest(u"/usr/bin/python3"_s, module).command();
            QCOMPARE(QProcess::execute(command.argv[0], command.argv.mid(1)), exitCode);
            QVERIFY(command.cpuSeconds > 0);
        }
    }

    void addressesOfNames()
    {
        const transport::HostCommand command
            = ReaderCommand::addressesOf(u"/usr/bin/python3"_s, { u"localhost"_s, u"a..b"_s, u"-c"_s, u"127.0.0.9"_s })
                  .command();
        QVERIFY(command.cpuSeconds > 0);
        QProcess process;
        process.start(command.argv[0], command.argv.mid(1));
        QVERIFY(process.waitForFinished());
        QCOMPARE(process.readAllStandardError(), QByteArray());
        const QList<QByteArray> lines = process.readAllStandardOutput().split('\n');
        QCOMPARE(lines.size(), 5);
        QVERIFY(lines[0].split(' ').contains("127.0.0.1"));
        QCOMPARE(lines[1], QByteArray()); // no name at all
        QVERIFY(lines[2].isEmpty() || lines[2] == "?");
        QCOMPARE(lines[3], QByteArray("127.0.0.9"));
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
