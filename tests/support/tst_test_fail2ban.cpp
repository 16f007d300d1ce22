// SPDX-License-Identifier: GPL-3.0-or-later
// The helper itself: both versions start, ban from a log line, survive the faults that other tests inject, and leave
// nothing.
#include "support/test_fail2ban.h"

#include <QDir>
#include <QTest>

#include <csignal>
#include <sys/types.h>

using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(TestFail2ban::Version)

class TstTestFail2ban final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void life_data();
    void life();
    void faults();
    void endsWhatWasStartedAnew();
    void missingIsAnError();
};

void TstTestFail2ban::life_data()
{
    QTest::addColumn<TestFail2ban::Version>("version");
    for (const auto version : TestFail2ban::versions())
        QTest::addRow("%s", qPrintable(TestFail2ban::versionText(version))) << version;
}

void TstTestFail2ban::life()
{
    QFETCH(TestFail2ban::Version, version);
    QString folder;
    qint64 pid = 0;
    {
        TestFail2ban daemon(version);
        folder = daemon.folder();
        QVERIFY(daemon.socketPath().toUtf8().size() < 60);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        pid = daemon.pid();
        QVERIFY(pid > 0);

        QCOMPARE(daemon.client({ u"version"_s }).output.trimmed(), TestFail2ban::versionText(version));
        const auto status = daemon.client({ u"status"_s });
        QCOMPARE(status.exitCode, 0);
        QVERIFY2(status.output.contains("big, recidive, sshd, web"_L1), qPrintable(status.output));
        QCOMPARE(daemon.client({ u"get"_s, u"web"_s, u"actions"_s }).output.split(u'\n').value(1), u"dummy, dummy2"_s);
        QCOMPARE(daemon.client({ u"get"_s, u"nosuch"_s, u"bantime"_s }).exitCode, 255);

        daemon.writeFailure(u"192.0.2.7"_s);
        QTRY_VERIFY(daemon.actionLines().contains(u"ban sshd 192.0.2.7"_s));
        QVERIFY(daemon.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));

        QVERIFY2(daemon.restart(), qPrintable(daemon.error()));
        QVERIFY(daemon.pid() != pid);
        pid = daemon.pid();
        QTRY_VERIFY(daemon.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
    }
    QCOMPARE(::kill(static_cast<pid_t>(pid), 0), -1);
    QVERIFY(!QDir(folder).exists());
}

void TstTestFail2ban::faults()
{
    TestFail2ban daemon;
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    const qint64 first = daemon.pid();

    daemon.freeze();
    const auto state = [&] {
        QFile stat(u"/proc/%1/stat"_s.arg(first));
        return stat.open(QIODevice::ReadOnly) ? QString::fromUtf8(stat.readAll()).section(u") "_s, 1).left(1)
                                              : QString();
    };
    QTRY_COMPARE(state(), u"T"_s);
    daemon.thaw();
    // One look per try: between two looks the daemon may go from running to sleeping, and both would miss.
    QTRY_VERIFY(QStringList({ u"S"_s, u"R"_s, u"D"_s }).contains(state()));
    QCOMPARE(daemon.client({ u"ping"_s }).exitCode, 0);

    daemon.kill();
    QVERIFY(!daemon.isRunning());
    QVERIFY(QFile::exists(daemon.socketPath())); // a crash leaves it
    QCOMPARE(daemon.client({ u"ping"_s }).exitCode, 255);
    QVERIFY2(daemon.start(), qPrintable(daemon.error()));
    QVERIFY(daemon.pid() != first);

    daemon.writeConfig(u"jail.d/bad.local"_s, u"[web]\nfilter = nosuch\n[sshd]\nlogpath = /nonexistent\n"_s);
    QCOMPARE(daemon.client({ u"-t"_s }).exitCode, 255);
    QVERIFY(!daemon.restart());
    QVERIFY(daemon.error().contains("did not become ready"_L1));
    QVERIFY(!daemon.isRunning());
}

/// A rollback or a rescue starts it in the background: then it is nobody's child here.
void TstTestFail2ban::endsWhatWasStartedAnew()
{
    qint64 pid = 0;
    {
        TestFail2ban daemon;
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        daemon.kill();
        QCOMPARE(daemon.client({ u"-x"_s, u"start"_s }).exitCode, 0);
        QCOMPARE(daemon.client({ u"ping"_s }).exitCode, 0);
        QFile file(daemon.pidFile());
        QVERIFY(file.open(QIODevice::ReadOnly));
        pid = file.readAll().trimmed().toLongLong();
        QVERIFY(pid > 1 && QDir(u"/proc/%1/fd"_s.arg(pid)).exists());
    }
    // Another's zombie has no command line any more.
    QTRY_VERIFY2(
        [pid] {
            QFile words(u"/proc/%1/cmdline"_s.arg(pid));
            return !words.open(QIODevice::ReadOnly) || !words.readAll().contains("fail2ban-server");
        }(),
        "it runs still");
}

void TstTestFail2ban::missingIsAnError()
{
    const QByteArray before = qgetenv("BANGUI_TEST_FAIL2BAN");
    qputenv("BANGUI_TEST_FAIL2BAN", "/nonexistent");
    TestFail2ban daemon;
    QVERIFY(!daemon.start());
    QVERIFY(daemon.error().contains("fetch_fail2ban.sh"_L1));
    before.isEmpty() ? qunsetenv("BANGUI_TEST_FAIL2BAN") : qputenv("BANGUI_TEST_FAIL2BAN", before);
}

QTEST_GUILESS_MAIN(TstTestFail2ban)
#include "tst_test_fail2ban.moc"
