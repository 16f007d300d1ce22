// SPDX-License-Identifier: GPL-3.0-or-later
// What bangui-cli makes of standard streams that the caller has closed, or that take nothing. Needs no daemon.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace Qt::StringLiterals;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray errors;
};

} // namespace

class TestCliStreams : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data;

    /// redirections: of a shell, behind the command.
    Run cli(const QString &redirections, const QStringList &words)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        process.setProcessEnvironment(environment);
        process.start(u"/bin/sh"_s,
            QStringList {
                u"-c"_s, u"\"$@\" "_s + redirections, u"sh"_s, QStringLiteral(BANGUI_CLI), u"--data"_s, m_data.path() }
                + words);
        if (!process.waitForFinished(60'000))
            qFatal("bangui-cli hangs");
        return { process.exitCode(), process.readAllStandardError() };
    }

private Q_SLOTS:
    /// What it opens itself must not take their numbers: its messages would go there.
    void closed_data()
    {
        QTest::addColumn<QString>("redirections");
        QTest::newRow("all") << u"<&- >&- 2>&-"_s;
        QTest::newRow("input and errors") << u"<&- 2>&-"_s;
        QTest::newRow("output and errors") << u">&- 2>&-"_s;
        QTest::newRow("input") << u"<&-"_s;
        QTest::newRow("output") << u">&-"_s;
    }
    void closed()
    {
        QFETCH(QString, redirections);
        const QString nowhere = m_data.filePath(u"no.sock"_s);
        QCOMPARE(cli(redirections, { u"jails"_s, u"--socket"_s, nowhere }).exitCode, 3);
        QCOMPARE(cli(redirections, { u"jails"_s, u"--json"_s, u"--socket"_s, nowhere }).exitCode, 3);
        QCOMPARE(cli(redirections, { u"explode"_s }).exitCode, 2);
        QCOMPARE(cli(redirections, { u"servers"_s, u"list"_s }).exitCode, 0);
    }

    /// A script that keeps what was said must learn that it was not kept.
    void full_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("help") << QStringList { u"--help"_s };
        QTest::newRow("version") << QStringList { u"--version"_s };
        QTest::newRow("document") << QStringList { u"servers"_s, u"list"_s, u"--json"_s };
    }
    void full()
    {
        QFETCH(QStringList, words);
        const Run run = cli(u">/dev/full"_s, words);
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.errors, QByteArray("bangui-cli: the output could not be written: No space left on device\n"));
    }
    void whatHasFailedKeepsItsCode()
    {
        const Run run = cli(u">/dev/full"_s, { u"jails"_s, u"--json"_s, u"--socket"_s, m_data.filePath(u"no.sock"_s) });
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.errors.contains("the output could not be written"), run.errors.constData());
    }
    void aReaderThatHasGoneIsToldNothing()
    {
        const Run run = cli(u"| :"_s, { u"--help"_s });
        QCOMPARE(run.exitCode, 0);
        QCOMPARE(run.errors, QByteArray());
    }
    /// Nor does it end us by a signal: a message of what is under way must not be the end of it.
    void aReaderThatHasGoneEndsNothing_data()
    {
        QTest::addColumn<QString>("stream");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("exitCode");
        const QString nowhere = m_data.filePath(u"no.sock"_s);
        QTest::newRow("output") << u">"_s << QStringList { u"--help"_s } << 0;
        QTest::newRow("errors") << u"2>"_s << QStringList { u"jails"_s, u"--socket"_s, nowhere } << 3;
        QTest::newRow("usage") << u"2>"_s << QStringList { u"explode"_s } << 2;
    }
    void aReaderThatHasGoneEndsNothing()
    {
        QFETCH(QString, stream);
        QFETCH(QStringList, words);
        QFETCH(int, exitCode);
        // A pipe whose only reader has been closed again, in the order in which the shell comes to them.
        const QString pipe = m_data.filePath(u"pipe"_s);
        QFile::remove(pipe);
        QCOMPARE(::mkfifo(QFile::encodeName(pipe).constData(), 0600), 0);
        const QString redirections = u"7<>'%1' 8>'%1' 7>&- "_s.arg(pipe) + stream + u"&8 8>&-"_s;
        QCOMPARE(cli(redirections, words).exitCode, exitCode);
    }
};

QTEST_GUILESS_MAIN(TestCliStreams)
#include "tst_cli_streams.moc"
