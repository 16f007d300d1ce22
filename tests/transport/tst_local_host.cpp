// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/host_bytes.h"
#include "transport/local_host.h"
#include "transport/local_socket_channel.h"

#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

using core::ErrorCode;
using core::Result;
using transport::CommandResult;
using transport::FileStat;
using transport::HostCommand;
using transport::LocalHost;
using namespace Qt::StringLiterals;

namespace {

/// What a call ended with.
template <typename T> struct Outcome
{
    int calls = 0;
    Result<T> result = core::failure(ErrorCode::Internal, u"not called"_s);

    [[nodiscard]] QString error() const { return result ? QString() : core::errorCodeName(result.error().code); }
};

HostCommand shell(const QString &script)
{
    HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, script };
    return command;
}

} // namespace

class TestLocalHost : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder { QDir::tempPath() + u"/lh-XXXXXX"_s };
    std::unique_ptr<LocalHost> m_host;

    template <typename T> core::Handler<T> into(const std::shared_ptr<Outcome<T>> &outcome)
    {
        return [outcome](Result<T> result) {
            ++outcome->calls;
            outcome->result = std::move(result);
        };
    }
    std::shared_ptr<Outcome<CommandResult>> start(const HostCommand &command, core::RequestHandle *handle = nullptr)
    {
        auto outcome = std::make_shared<Outcome<CommandResult>>();
        const auto got = m_host->run(command, this, into(outcome));
        if (handle)
            *handle = got;
        return outcome;
    }
    /// Runs to the end. The result by value, so that a failed expectation shows itself as an odd exit code.
    CommandResult finished(const HostCommand &command)
    {
        const auto outcome = start(command);
        [&] { QTRY_COMPARE_WITH_TIMEOUT(outcome->calls, 1, 20'000); }();
        CommandResult none;
        none.exitCode = -1000;
        return outcome->result.value_or(none);
    }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    void create(const QString &name, const QByteArray &content)
    {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    /// A process that a script has written the number of into a file; 0 until it has.
    qint64 pidIn(const QString &name) const
    {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
    }

private Q_SLOTS:
    void init() { m_host = std::make_unique<LocalHost>(); }
    void cleanup() { m_host.reset(); }

    void exitCodesAndStreams()
    {
        const CommandResult result = finished(shell(u"printf out; printf err >&2; exit 7"_s));
        QCOMPARE(result.exitCode, 7);
        QCOMPARE(result.standardOutput, QByteArray("out"));
        QCOMPARE(result.standardError, QByteArray("err"));
        QVERIFY(!result.truncated);
        QCOMPARE(finished(shell(u"exit 0"_s)).exitCode, 0);
        QCOMPARE(finished(shell(u"exit 255"_s)).exitCode, 255);
    }

    void neverFromInsideTheCall()
    {
        const auto missing = start({ { u"/nonexistent/program"_s } });
        const auto empty = start({});
        const auto good = start(shell(u"true"_s));
        QCOMPARE(missing->calls + empty->calls + good->calls, 0);
        QTRY_COMPARE(missing->calls + empty->calls + good->calls, 3);
        QCOMPARE(missing->error(), u"CommandNotFound"_s);
        QCOMPARE(empty->error(), u"InvalidArgument"_s);
    }

    void signalsAre128AndMore()
    {
        QCOMPARE(finished(shell(u"kill -TERM $$"_s)).exitCode, 128 + SIGTERM);
        QCOMPARE(finished(shell(u"kill -KILL $$"_s)).exitCode, 128 + SIGKILL);
        QCOMPARE(finished(shell(u"kill -SEGV $$"_s)).exitCode, 128 + SIGSEGV);
    }

    void programsThatCannotRun_data()
    {
        QTest::addColumn<QString>("program");
        create(u"plain"_s, "#!/bin/sh\n");
        create(u"noformat"_s, "\x01\x02");
        QFile::setPermissions(path(u"noformat"_s), QFile::ReadOwner | QFile::ExeOwner);
        create(u"nointerpreter"_s, "#!/nonexistent/sh\n");
        QFile::setPermissions(path(u"nointerpreter"_s), QFile::ReadOwner | QFile::ExeOwner);
        QTest::newRow("absent") << u"/nonexistent/x"_s;
        QTest::newRow("absent in PATH") << u"no-such-program-anywhere"_s;
        QTest::newRow("not executable") << path(u"plain"_s);
        QTest::newRow("no format") << path(u"noformat"_s);
        QTest::newRow("no interpreter") << path(u"nointerpreter"_s);
        QTest::newRow("folder") << m_folder.path();
    }
    void programsThatCannotRun()
    {
        QFETCH(QString, program);
        const auto outcome = start({ { program, u"x"_s } });
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"CommandNotFound"_s);
    }

    void megabyteThroughCat()
    {
        HostCommand command;
        command.argv = { u"cat"_s }; // looked up in PATH
        for (int i = 0; i < 1'000'000; ++i)
            command.input += char(i * 7 + i / 251);
        const CommandResult result = finished(command);
        QCOMPARE(result.exitCode, 0);
        QVERIFY(result.standardOutput == command.input);
    }

    void inputThatNobodyReads()
    {
        HostCommand command = shell(u"exit 3"_s);
        command.input = QByteArray(1'000'000, 'x');
        QCOMPARE(finished(command).exitCode, 3);
    }

    void withoutInputThereIsAnEnd() { QCOMPARE(finished({ { u"cat"_s } }).exitCode, 0); }

    void everyByteInAnArgument()
    {
        QByteArray all;
        for (int byte = 1; byte < 256; ++byte)
            all += char(byte);
        HostCommand command;
        command.argv = { u"/usr/bin/printf"_s, u"%s|"_s, transport::hostText(all), u"-n"_s, QString(),
            u"a b\n$(id)`id`'\""_s, u"grüß"_s };
        const CommandResult result = finished(command);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.standardOutput, all + "|-n||a b\n$(id)`id`'\"|" + "gr\xc3\xbc\xc3\x9f|");
    }

    void nulInAnArgumentIsRefused()
    {
        const auto outcome = start({ { u"/bin/echo"_s, u"a"_s + QChar(0) + u"b"_s } });
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"InvalidArgument"_s);
    }

    void tooManyArgumentsFail()
    {
        HostCommand command;
        command.argv = QStringList { u"/bin/true"_s } + QStringList(QList<QString>(100, QString(200'000, u'x')));
        const auto outcome = start(command);
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"CommandNotFound"_s); // E2BIG: it did not start
    }

    void cleanSurroundings()
    {
        qputenv("PYTHONPATH", "/tmp/evil");
        qputenv("LC_ALL", "de_DE.UTF-8");
        qputenv("BANGUI_SECRET", "x");
        const CommandResult result = finished(shell(u"pwd; env; umask"_s));
        qunsetenv("PYTHONPATH");
        qunsetenv("BANGUI_SECRET");
        const QList<QByteArray> lines = result.standardOutput.split('\n');
        QCOMPARE(lines.front(), QByteArray("/"));
        QVERIFY(lines.contains("LANG=C.UTF-8"));
        QVERIFY(!result.standardOutput.contains("PYTHONPATH"));
        QVERIFY(!result.standardOutput.contains("LC_ALL"));
        QVERIFY(!result.standardOutput.contains("BANGUI_SECRET"));
        for (const QByteArray &line : lines) {
            if (line.startsWith("PATH="))
                QVERIFY(line.contains("/usr/sbin") && line.contains("/usr/bin"));
        }

        LocalHost other({ u"PYTHONPATH=/opt/f2b"_s, u"LANG=C"_s });
        const auto outcome = std::make_shared<Outcome<CommandResult>>();
        other.run(shell(u"echo $PYTHONPATH $LANG"_s), this, into(outcome));
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->result->standardOutput, QByteArray("/opt/f2b C\n"));
    }

    void noTerminalAndItsOwnGroup()
    {
        const CommandResult result = finished(shell(u"ps -o pid=,pgid=,sid= -p $$ || cat /proc/$$/stat"_s));
        QList<QByteArray> fields = result.standardOutput.simplified().split(' ');
        if (fields.size() > 3) // no ps: pid (name) S ppid pgrp session
            fields = { fields[0], fields[4], fields[5] };
        QCOMPARE(fields.size(), 3);
        QCOMPARE(fields[0], fields[1]);
        QCOMPARE(fields[0], fields[2]);
        QCOMPARE(finished(shell(u"(exec </dev/tty) 2>/dev/null && exit 1; exit 0"_s)).exitCode, 0);
    }

    void timeoutKillsGrandchildrenToo()
    {
        HostCommand command = shell(u"sleep 300 & echo $! > %1; wait"_s.arg(path(u"grandchild"_s)));
        command.timeoutMs = 500;
        QElapsedTimer timer;
        timer.start();
        const auto outcome = start(command);
        QTRY_VERIFY(pidIn(u"grandchild"_s) > 0);
        const qint64 grandchild = pidIn(u"grandchild"_s);
        QVERIFY(transport::processStartTime(grandchild) > 0);
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"Timeout"_s);
        QVERIFY(timer.elapsed() >= 450);
        QTRY_COMPARE(transport::processStartTime(grandchild), 0U);
        QTRY_VERIFY(m_host->children().isEmpty()); // reaped
        QCOMPARE(outcome->calls, 1);
    }

    void timeoutIsNotImpressedByIgnoredSignals()
    {
        HostCommand command = shell(u"trap '' TERM INT HUP; while :; do sleep 1; done"_s);
        command.timeoutMs = 200;
        const auto outcome = start(command);
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"Timeout"_s);
        QTRY_VERIFY(m_host->children().isEmpty());
    }

    void grandchildThatKeepsThePipeDoesNotHoldTheResult()
    {
        QElapsedTimer timer;
        timer.start();
        const CommandResult result
            = finished(shell(u"sleep 30 & echo $! > %1; echo done"_s.arg(path(u"daemonised"_s))));
        QCOMPARE(result.standardOutput, QByteArray("done\n"));
        QVERIFY(timer.elapsed() < 10'000);
        // Left running: fail2ban-client starts the daemon like this.
        QVERIFY(transport::processStartTime(pidIn(u"daemonised"_s)) > 0);
        ::kill(pid_t(pidIn(u"daemonised"_s)), SIGKILL);
    }

    void cpuLimit()
    {
        HostCommand command = shell(u"while :; do :; done"_s);
        command.cpuSeconds = 1;
        const CommandResult result = finished(command);
        QVERIFY2(result.exitCode == 128 + SIGXCPU || result.exitCode == 128 + SIGKILL,
            qPrintable(QString::number(result.exitCode)));
    }

    void outputBeyondTheLimitIsDropped()
    {
        HostCommand command = shell(u"head -c 300000 /dev/zero; head -c 200 /dev/zero >&2"_s);
        command.outputLimit = 1000;
        CommandResult result = finished(command);
        QCOMPARE(result.exitCode, 0);
        QCOMPARE(result.standardOutput.size(), 1000);
        QCOMPARE(result.standardError.size(), 200);
        QVERIFY(result.truncated);
        command.outputLimit = 300'000;
        result = finished(command);
        QCOMPARE(result.standardOutput.size(), 300'000);
        QVERIFY(!result.truncated);
    }

    void endlessOutputEndsAtTheTimeout()
    {
        HostCommand command { { u"yes"_s } };
        command.outputLimit = 4096;
        command.timeoutMs = 300;
        const auto outcome = start(command);
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"Timeout"_s);
    }

    void cancelEndsTheProcess()
    {
        core::RequestHandle handle;
        const auto outcome = start(shell(u"echo $$ > %1; exec sleep 300"_s.arg(path(u"cancelled"_s))), &handle);
        QTRY_VERIFY(pidIn(u"cancelled"_s) > 0);
        handle.cancel();
        handle.cancel();
        QCOMPARE(outcome->calls, 0);
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"Cancelled"_s);
        QTRY_COMPARE(transport::processStartTime(pidIn(u"cancelled"_s)), 0U);
        QTRY_VERIFY(m_host->children().isEmpty());
        QCOMPARE(outcome->calls, 1);
    }

    void destroyedHostTakesItsProcessesAlong()
    {
        const auto outcome = start(shell(u"sleep 300 & echo $! > %1; wait"_s.arg(path(u"orphan"_s))));
        QTRY_VERIFY(pidIn(u"orphan"_s) > 0);
        const auto file = std::make_shared<Outcome<QByteArray>>();
        m_host->readFile(u"/proc/self/stat"_s, 100, this, into(file));
        m_host.reset();
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->error(), u"Cancelled"_s);
        QTRY_COMPARE(file->calls, 1);
        QCOMPARE(file->error(), u"Cancelled"_s);
        QTRY_COMPARE(transport::processStartTime(pidIn(u"orphan"_s)), 0U);
    }

    void deadContextHearsNothing()
    {
        auto context = std::make_unique<QObject>();
        int calls = 0;
        m_host->run(shell(u"true"_s), context.get(), [&calls](auto) { ++calls; });
        m_host->readFile(u"/proc/self/stat"_s, 100, context.get(), [&calls](auto) { ++calls; });
        context.reset();
        QTRY_VERIFY(m_host->children().isEmpty());
        QCOMPARE(finished(shell(u"true"_s)).exitCode, 0);
        QCOMPARE(calls, 0);
    }

    void manyAtOnce()
    {
        std::vector<std::shared_ptr<Outcome<CommandResult>>> all;
        for (int i = 0; i < 20; ++i)
            all.push_back(start(shell(u"echo %1; exit %1"_s.arg(i))));
        for (int i = 0; i < 20; ++i) {
            QTRY_COMPARE(all[size_t(i)]->calls, 1);
            QCOMPARE(all[size_t(i)]->result->exitCode, i);
            QCOMPARE(all[size_t(i)]->result->standardOutput, QByteArray::number(i) + '\n');
        }
    }

    void readers()
    {
        const auto outcome = std::make_shared<Outcome<CommandResult>>();
        m_host->runReader(transport::ReaderCommand::clientVersion(u"/bin/echo"_s), this, into(outcome));
        QTRY_COMPARE(outcome->calls, 1);
        QCOMPARE(outcome->result->standardOutput, QByteArray("-V\n"));
    }

    void files()
    {
        create(u"file"_s, "0123456789");
        create(u"empty"_s, {});
        create(u"large"_s, QByteArray(3'000'000, 'x'));
        ::mkfifo(QFile::encodeName(path(u"fifo"_s)).constData(), 0600);
        const auto read = [this](const QString &name, qint64 limit) {
            const auto outcome = std::make_shared<Outcome<QByteArray>>();
            m_host->readFile(name.startsWith(u'/') ? name : path(name), limit, this, into(outcome));
            if (outcome->calls != 0)
                qFatal("from inside the call");
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome;
        };
        QCOMPARE(read(u"file"_s, 100)->result.value(), QByteArray("0123456789"));
        QCOMPARE(read(u"file"_s, 4)->result.value(), QByteArray("0123"));
        QCOMPARE(read(u"file"_s, 0)->result.value(), QByteArray());
        QCOMPARE(read(u"empty"_s, 100)->result.value(), QByteArray());
        QCOMPARE(read(u"large"_s, 1 << 30)->result.value().size(), 3'000'000);
        QVERIFY(read(u"/proc/self/status"_s, 1 << 20)->result.value().startsWith("Name:"));
        QCOMPARE(read(u"absent"_s, 100)->error(), u"FileNotFound"_s);
        QCOMPARE(read(u"file/below"_s, 100)->error(), u"FileNotFound"_s);
        QCOMPARE(read(m_folder.path(), 100)->error(), u"FileUnreadable"_s);
        QCOMPARE(read(u"fifo"_s, 100)->error(), u"FileUnreadable"_s); // and does not wait for a writer
        QCOMPARE(read(u"/dev/zero"_s, 100)->error(), u"FileUnreadable"_s);
    }

    void folders()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"d/sub"_s));
        create(u"d/b"_s, {});
        create(u"d/.hidden"_s, {});
        const QString odd = path(u"d"_s) + u"/\xdcff"_s;
        const int fd = ::creat(transport::hostBytes(odd).constData(), 0600); // a name that is no UTF-8
        QVERIFY(fd >= 0);
        ::close(fd);
        const auto list = [this](const QString &name) {
            const auto outcome = std::make_shared<Outcome<QStringList>>();
            m_host->list(path(name), this, into(outcome));
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome;
        };
        QCOMPARE(list(u"d"_s)->result.value(), (QStringList { u".hidden"_s, u"b"_s, u"sub"_s, u"\xdcff"_s }));
        QCOMPARE(::unlink(transport::hostBytes(odd).constData()), 0); // QTemporaryDir could not
        QCOMPARE(list(u"d/sub"_s)->result.value(), QStringList());
        QCOMPARE(list(u"absent"_s)->error(), u"FileNotFound"_s);
        QCOMPARE(list(u"d/b"_s)->error(), u"FileUnreadable"_s);
    }

    void stats()
    {
        create(u"stat"_s, "12345");
        QVERIFY(QFile::setPermissions(path(u"stat"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup));
        const auto stat = [this](const QString &name) {
            const auto outcome = std::make_shared<Outcome<FileStat>>();
            m_host->stat(name, this, into(outcome));
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome->result.value();
        };
        const FileStat file = stat(path(u"stat"_s));
        QVERIFY(file.exists && file.isRegular && !file.isDirectory && !file.isSocket && file.readable && file.writable);
        QCOMPARE(file.size, 5);
        QCOMPARE(file.mode, 0640U);
        QCOMPARE(file.owner, ::getuid());
        QVERIFY(qAbs(file.modifiedAt - QDateTime::currentMSecsSinceEpoch()) < 60'000);
        const FileStat folder = stat(m_folder.path());
        QVERIFY(folder.exists && folder.isDirectory && !folder.isRegular);
        QVERIFY(!stat(path(u"absent"_s)).exists);
        QVERIFY(!stat(path(u"stat/below"_s)).exists);
        QVERIFY(!stat(u"/dev/null"_s).isRegular);
    }

    void processes()
    {
        const auto identity = [this](qint64 pid) {
            const auto outcome = std::make_shared<Outcome<core::ProcessIdentity>>();
            m_host->processIdentity(pid, this, into(outcome));
            if (outcome->calls != 0)
                qFatal("from inside the call");
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome->result.value();
        };
        const core::ProcessIdentity own = identity(::getpid());
        QCOMPARE(own.pid, ::getpid());
        QVERIFY(own.startTime > 0);
        QCOMPARE(identity(1LL << 40), core::ProcessIdentity {});
        QCOMPARE(identity(0), core::ProcessIdentity {});

        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(0);
        QTRY_COMPARE(identity(child), core::ProcessIdentity {}); // a zombie is gone, too
        ::waitpid(child, nullptr, 0);
    }
};

QTEST_GUILESS_MAIN(TestLocalHost)
#include "tst_local_host.moc"
