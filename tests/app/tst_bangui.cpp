// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/places.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <csignal>

using namespace Qt::StringLiterals;

namespace {

QString program()
{
    return places::build(QStringLiteral("/bin/bangui"));
}

/// Whether a signal is in one of the sets that the kernel keeps of a process.
bool isIn(const QByteArray &set, pid_t pid, int signal)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QList<QByteArray> lines = status.readAll().split('\n');
    for (const QByteArray &line : lines) {
        if (line.startsWith(set))
            return (line.mid(set.size()).trimmed().toULongLong(nullptr, 16) >> (signal - 1) & 1) != 0;
    }
    return false;
}

bool ignores(pid_t pid, int signal)
{
    return isIn("SigIgn:", pid, signal);
}

bool catches(pid_t pid, int signal)
{
    return isIn("SigCgt:", pid, signal);
}

QStringList demoFolders(const QString &root)
{
    return QDir(root).entryList({ u"bangui-demo-*"_s }, QDir::Dirs);
}

} // namespace

/// The program from outside: hand-over, signals, a start that cannot go on, and a demo that leaves nothing behind.
class TestBangui : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsOnTerm();
    void whatIsIgnoredStaysIgnored();
    void brokenPipesAreSurvived();
    void secondStartHandsOver();
    void quitEndsTheFirst();
    void quitThatReachesNobodySaysSo();
    void unusableFolderIsTold();
    void demoLeavesNothing_data();
    void demoLeavesNothing();

private:
    static bool start(QProcess &bangui, const QTemporaryDir &data);
    static bool endBy(int signal, QProcess &bangui);
};

/// Until its store is being opened: its signals are set up by then.
bool TestBangui::start(QProcess &bangui, const QTemporaryDir &data)
{
    bangui.start(program(), { u"--data"_s, data.path() });
    return QTest::qWaitFor([&data] { return QFileInfo::exists(data.filePath(u"bangui.db"_s)); }, 60'000);
}

bool TestBangui::endBy(int signal, QProcess &bangui)
{
    return ::kill(static_cast<pid_t>(bangui.processId()), signal) == 0 && bangui.waitForFinished(60'000);
}

void TestBangui::endsOnTerm()
{
    QTemporaryDir folder;
    QProcess bangui;
    QVERIFY(start(bangui, folder));
    QVERIFY(endBy(SIGTERM, bangui));
    QCOMPARE(bangui.exitStatus(), QProcess::NormalExit);
    QCOMPARE(bangui.exitCode(), 0);
}

/// nohup: the end of the terminal it was started from is no end of the window.
void TestBangui::whatIsIgnoredStaysIgnored()
{
    QTemporaryDir folder;
    QProcess bangui;
    bangui.setChildProcessModifier([] { ::signal(SIGHUP, SIG_IGN); });
    QVERIFY(start(bangui, folder));
    const auto pid = static_cast<pid_t>(bangui.processId());
    QVERIFY(ignores(pid, SIGHUP));
    QVERIFY(!ignores(pid, SIGTERM));
    QVERIFY(endBy(SIGTERM, bangui));
    QCOMPARE(bangui.exitCode(), 0);
}

/// Whoever reads its messages may go before it.
void TestBangui::brokenPipesAreSurvived()
{
    QTemporaryDir folder;
    QProcess bangui;
    QVERIFY(start(bangui, folder));
    const auto pid = static_cast<pid_t>(bangui.processId());
    QVERIFY(ignores(pid, SIGPIPE));
    QVERIFY(endBy(SIGTERM, bangui));
}

void TestBangui::secondStartHandsOver()
{
    QTemporaryDir folder;
    QProcess first;
    QVERIFY(start(first, folder));
    QProcess second;
    second.start(program(), { u"--data"_s, folder.path() });
    QVERIFY(second.waitForFinished(60'000));
    QCOMPARE(second.exitCode(), 0);
    QCOMPARE(first.state(), QProcess::Running);
    QVERIFY(endBy(SIGINT, first));
    QCOMPARE(first.exitCode(), 0);
}

void TestBangui::quitEndsTheFirst()
{
    QTemporaryDir folder;
    QProcess first;
    QVERIFY(start(first, folder));
    QProcess second;
    second.start(program(), { u"--data"_s, folder.path(), u"--quit"_s });
    QVERIFY(second.waitForFinished(60'000));
    QVERIFY(first.waitForFinished(60'000));
    QCOMPARE(first.exitCode(), 0);
}

void TestBangui::quitThatReachesNobodySaysSo()
{
    QTemporaryDir folder;
    QProcess first;
    QVERIFY(start(first, folder));
    // The second looks for the first one's socket where it is not.
    QTemporaryDir elsewhere;
    QProcess second;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_RUNTIME_DIR"_s, elsewhere.path());
    second.setProcessEnvironment(environment);
    second.start(program(), { u"--data"_s, folder.path(), u"--quit"_s });
    QVERIFY(second.waitForFinished(60'000));
    QCOMPARE(second.exitCode(), 1);
    const QString told = QString::fromUtf8(second.readAllStandardError());
    QVERIFY2(told.contains(QString::number(first.processId())), qPrintable(told));
    QCOMPARE(first.state(), QProcess::Running);
    QVERIFY(endBy(SIGTERM, first));
    // Where none runs there is nothing to tell.
    second.start(program(), { u"--data"_s, folder.path(), u"--quit"_s });
    QVERIFY(second.waitForFinished(60'000));
    QCOMPARE(second.exitCode(), 0);
}

void TestBangui::unusableFolderIsTold()
{
    QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    QProcess bangui;
    bangui.start(program(), { u"--data"_s, file.fileName() });
    QVERIFY(bangui.waitForStarted());
    // The dialog stays; the program neither crashes nor ends by itself.
    QTRY_VERIFY(catches(static_cast<pid_t>(bangui.processId()), SIGTERM)); // before, it would end by the signal
    QVERIFY(!bangui.waitForFinished(3'000));
    QVERIFY(endBy(SIGTERM, bangui));
    QCOMPARE(bangui.exitStatus(), QProcess::NormalExit);
}

void TestBangui::demoLeavesNothing_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("term") << SIGTERM;
    QTest::newRow("ctrl-c") << SIGINT;
    QTest::newRow("crash") << SIGKILL;
}

void TestBangui::demoLeavesNothing()
{
    QFETCH(int, signal);
    // A place of its own: another demo of this machine is not taken for this one, and does not clear its folder away.
    const QTemporaryDir root(u"/tmp/bgd-XXXXXX"_s);
    QProcess bangui;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TMPDIR"_s, root.path());
    bangui.setProcessEnvironment(environment);
    bangui.start(program(), { u"--demo"_s });
    QStringList mine;
    QVERIFY(QTest::qWaitFor(
        [&root, &mine] {
            for (const QString &folder : demoFolders(root.path())) {
                if (QFileInfo::exists(root.filePath(folder + u"/data/bangui.db"_s)))
                    mine = { folder };
            }
            return !mine.isEmpty();
        },
        60'000));
    ::kill(static_cast<pid_t>(bangui.processId()), signal);
    QVERIFY(bangui.waitForFinished(60'000));
    if (signal != SIGKILL)
        QCOMPARE(bangui.exitCode(), 0);
    const QString left = root.filePath(mine.constFirst());
    QVERIFY2(QTest::qWaitFor([&left] { return !QFileInfo::exists(left); }, 30'000), qPrintable(left));
}

QTEST_GUILESS_MAIN(TestBangui)
#include "tst_bangui.moc"
