// SPDX-License-Identifier: GPL-3.0-or-later
// One suite for every way to a machine: what holds for this one holds behind ssh, sudo and a container engine. The
// engine is a fake (its "exec" runs the command here); sudo and sshd are the real ones.
//   tst_host [KIND] [QTest's arguments]      KIND: local, helper, sudo, password, container, ssh
#include "support/test_sshd.h"
#include "support/test_sudoer.h"
#include "transport/host_bytes.h"
#include "transport/local_host.h"
#include "transport/local_socket_channel.h"
#include "transport/routed_host.h"
#include "transport/runtime_folder.h"
#include "transport/ssh_master.h"

#include <QCryptographicHash>
#include <QDateTime>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QLocalServer>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <csignal>

using core::ErrorCode;
using core::Result;
using transport::CommandResult;
using transport::FileStat;
using transport::Host;
using transport::HostCommand;
using transport::HostRoute;
using transport::LocalHost;
using transport::RoutedHost;
using namespace Qt::StringLiterals;

namespace {

/// What a call ended with.
template <typename T> struct Outcome
{
    int calls = 0;
    Result<T> result = core::failure(ErrorCode::Internal, u"not called"_s);

    [[nodiscard]] QString error() const { return result ? QString() : core::errorCodeName(result.error().code); }
};

/// Somebody who was asked once, and whose password is right.
class Secrets final : public transport::ElevationSecrets
{
public:
    std::optional<QByteArray> password(const QString &) override { return TestSudoer::password(); }
    bool has(const QString &) override { return true; }
    quint64 generation(const QString &) override { return 1; }
    void rejected(const QString &) override { qFatal("the right password was not taken"); }
    void wayEnded(const QString &) override { }
};

HostCommand shell(const QString &script)
{
    HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, script };
    return command;
}

} // namespace

class TestHost : public QObject
{
    Q_OBJECT

    QString m_kind;
    QTemporaryDir m_folder { QDir::tempPath() + u"/lh-XXXXXX"_s };
    TestSshd m_sshd;
    std::unique_ptr<transport::RuntimeFolder> m_runtime;
    std::unique_ptr<transport::SshMaster> m_master;
    std::unique_ptr<TestSudoer> m_sudoer;
    Secrets m_secrets;
    std::unique_ptr<Host> m_host;

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
        [&] { QTRY_COMPARE(outcome->calls, 1); }();
        CommandResult none;
        none.exitCode = -1000;
        if (!outcome->result)
            qInfo().noquote() << outcome->error() << outcome->result.error().detail;
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

    std::unique_ptr<Host> makeHost(const QStringList &environment = {})
    {
        HostRoute route;
        route.environment = environment;
        if (m_kind == "local"_L1)
            return std::make_unique<LocalHost>(environment);
        if (m_kind == "sudo"_L1)
            route.elevation = core::Elevation::Sudo;
        if (m_kind == "password"_L1) {
            route.elevation = core::Elevation::Sudo;
            route.secrets = &m_secrets;
        }
        if (m_kind == "container"_L1) {
            route.engine = path(u"docker"_s);
            route.container = u"fail2ban_1.test-x"_s;
        }
        if (m_kind == "ssh"_L1)
            route.master = m_master.get();
        return std::move(*RoutedHost::create(route));
    }

public:
    explicit TestHost(QString kind)
        : m_kind(std::move(kind))
    {
        create(u"docker"_s,
            "#!/bin/sh\n[ \"$1 $2 $3\" = 'exec -i fail2ban_1.test-x' ] || exit 125\nshift 3\nexec \"$@\"\n");
        QFile::setPermissions(path(u"docker"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

private Q_SLOTS:
    void initTestCase()
    {
        if (m_kind == "password"_L1) {
            m_sudoer = std::make_unique<TestSudoer>();
            QVERIFY2(m_sudoer->isReady(), qPrintable(m_sudoer->error()));
            QVERIFY2(m_sudoer->setRules(u"Defaults:%1 timestamp_timeout=0\n%1 ALL=(root) ALL"_s.arg(m_sudoer->name())),
                qPrintable(m_sudoer->said()));
            m_sudoer->standInForSudo();
        }
        if (m_kind != "ssh"_L1)
            return;
        QVERIFY2(m_sshd.start(), qPrintable(m_sshd.error()));
        m_runtime = std::move(*transport::RuntimeFolder::create(m_sshd.folder()));
        m_master = std::make_unique<transport::SshMaster>(m_sshd.destination(), *m_runtime);
    }
    void cleanupTestCase()
    {
        m_master.reset();
        m_sudoer.reset();
    }
    void init() { m_host = makeHost(); }
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
        QCOMPARE(outcome->error(), u"InvalidArgument"_s); // E2BIG
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

        const auto other = makeHost({ u"PYTHONPATH=/opt/f2b"_s, u"LANG=C"_s });
        const auto outcome = std::make_shared<Outcome<CommandResult>>();
        other->run(shell(u"echo $PYTHONPATH $LANG"_s), this, into(outcome));
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
        std::shared_ptr<Outcome<CommandResult>> outcome;
        qint64 grandchild = 0;
        bool lived = false;
        // The time runs while the command is being started: a busy machine needs more of it.
        for (const int limit : { 500, 5'000, 25'000 }) {
            command.timeoutMs = limit;
            QElapsedTimer timer;
            timer.start();
            outcome = start(command);
            QTRY_VERIFY(outcome->calls > 0 || pidIn(u"grandchild"_s) > 0);
            grandchild = pidIn(u"grandchild"_s);
            lived = grandchild > 0 && transport::processStartTime(grandchild) > 0;
            QTRY_COMPARE(outcome->calls, 1);
            QCOMPARE(outcome->error(), u"Timeout"_s);
            QVERIFY(timer.elapsed() >= limit - 50);
            if (lived)
                break;
            QFile::remove(path(u"grandchild"_s));
        }
        QVERIFY2(lived, "never seen before its time was over");
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
        const CommandResult result
            = finished(shell(u"sleep 300 & echo $! > %1; echo done"_s.arg(path(u"daemonised"_s))));
        QCOMPARE(result.standardOutput, QByteArray("done\n"));
        // Not waited for, and left running: fail2ban-client starts the daemon like this.
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
            all.push_back(start(shell(u"echo %1; exit %1"_s.arg(i)))); // sshd takes ten at once
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

    void surveys()
    {
        QVERIFY(QDir(m_folder.path()).mkpath(u"s/fail2ban.d"_s));
        create(u"s/fail2ban.conf"_s, "[Definition]\nsocket = " + path(u"s/here"_s).toUtf8() + "\n");
        create(u"s/fail2ban.d/a.local"_s, "socket: " + path(u"s/there"_s).toUtf8() + "\n");
        create(u"s/fail2ban.d/README"_s, "x");
        create(u"s/here"_s, {});
        transport::Survey questions;
        questions.folders = { path(u"s"_s), path(u"absent"_s) };
        questions.files = { path(u"s/fail2ban.conf"_s), path(u"s/fail2ban.local"_s), u"/dev/zero"_s };
        questions.configFolders = { path(u"s/fail2ban.d"_s), path(u"s/nothing.d"_s) };
        questions.stats = { m_folder.path(), path(u"absent"_s) };
        const auto outcome = std::make_shared<Outcome<transport::SurveyResult>>();
        m_host->survey(questions, this, into(outcome));
        QCOMPARE(outcome->calls, 0);
        QTRY_COMPARE(outcome->calls, 1);
        QVERIFY2(outcome->result.has_value(), qPrintable(outcome->error()));
        const transport::SurveyResult &found = *outcome->result;
        QCOMPARE(found.folders.value(path(u"s"_s)), (QStringList { u"fail2ban.conf"_s, u"fail2ban.d"_s, u"here"_s }));
        QVERIFY(!found.folders.contains(path(u"absent"_s)));
        QCOMPARE(found.files.size(), 2);
        QVERIFY(found.files.value(path(u"s/fail2ban.conf"_s)).startsWith("[Definition]\n"));
        QVERIFY(found.files.contains(path(u"s/fail2ban.d/a.local"_s)));
        QVERIFY(found.stats.value(m_folder.path()).isDirectory);
        QVERIFY(!found.stats.value(path(u"absent"_s)).exists);
        QVERIFY(found.stats.value(path(u"s/here"_s)).isRegular); // a socket line names it
        QVERIFY(found.stats.contains(path(u"s/there"_s)));

        transport::Survey nothing;
        const auto empty = std::make_shared<Outcome<transport::SurveyResult>>();
        m_host->survey(nothing, this, into(empty));
        QTRY_COMPARE(empty->calls, 1);
        QVERIFY(empty->result.has_value());
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

    void sockets()
    {
        const auto peer = [this](const QString &name) {
            const auto outcome = std::make_shared<Outcome<core::ProcessIdentity>>();
            m_host->peer(name, this, into(outcome));
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome;
        };
        create(u"plain file"_s, {});
        QCOMPARE(peer(path(u"absent"_s))->error(), u"NoSocket"_s);
        QCOMPARE(peer(path(u"plain file"_s))->error(), u"NotASocket"_s);
        QCOMPARE(peer(u'/' + QString(107, u'x'))->error(), u"PathTooLong"_s);
        const QString name = path(u"sock"_s);
        {
            QLocalServer server;
            QVERIFY(server.listen(name));
            const auto found = peer(name);
            QVERIFY(found->result.has_value());
            QCOMPARE(found->result->pid, ::getpid());
            QCOMPARE(found->result->startTime, transport::processStartTime(::getpid()));
            QVERIFY(::rename(qPrintable(name), qPrintable(name + u'x')) == 0); // a crash leaves it
        }
        QCOMPARE(peer(name + u'x')->error(), u"Refused"_s);
        QVERIFY(QFile::remove(name + u'x'));
    }

    void writing()
    {
        const auto write = [this](const transport::FileWrite &file) {
            const auto outcome = std::make_shared<Outcome<bool>>();
            m_host->writeFileAtomic(file, this, into(outcome));
            [&] { QTRY_COMPARE(outcome->calls, 1); }();
            return outcome;
        };
        const auto content = [this](const QString &name) {
            QFile file(path(name));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("absent");
        };
        const QString name = u"odd '$(id)`\n-n"_s + QChar(0xDCFF);
        const QByteArray raw = transport::hostBytes(path(name));
        const auto rawContent = [&raw] {
            QFile file;
            const int fd = ::open(raw.constData(), O_RDONLY);
            return fd >= 0 && file.open(fd, QIODevice::ReadOnly, QFile::AutoCloseHandle) ? file.readAll() : "absent"_ba;
        };
        QByteArray all;
        for (int byte = 0; byte < 256; ++byte)
            all += char(byte);
        QVERIFY(write({ .path = path(name), .content = all, .mode = 0600 })->result.has_value());
        QCOMPARE(rawContent(), all);
        struct stat info
        {
        };
        QCOMPARE(::stat(raw.constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0600U);

        // Owner and mode stay; a link stays a link; nothing is left beside it.
        QCOMPARE(::chmod(raw.constData(), 0640), 0);
        if (::geteuid() == 0)
            QCOMPARE(::chown(raw.constData(), 1, 2), 0);
        const QByteArray link = transport::hostBytes(path(u"link"_s));
        QCOMPARE(::symlink(raw.constData(), link.constData()), 0);
        QVERIFY(write({ .path = path(u"link"_s), .content = "second" })->result.has_value());
        QCOMPARE(rawContent(), QByteArray("second"));
        QCOMPARE(::lstat(link.constData(), &info), 0);
        QVERIFY(S_ISLNK(info.st_mode));
        QCOMPARE(::stat(raw.constData(), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0640U);
        if (::geteuid() == 0) {
            QCOMPARE(info.st_uid, 1U);
            QCOMPARE(info.st_gid, 2U);
        }
        QVERIFY(QDir(m_folder.path()).entryList(QDir::Hidden | QDir::Files).filter(u"bangui"_s).isEmpty());
        QCOMPARE(::unlink(link.constData()), 0);
        QCOMPARE(::unlink(raw.constData()), 0); // QTemporaryDir could not

        // What somebody else has changed meanwhile is not overwritten.
        create(u"conf"_s, "old");
        const auto hash = [](const QByteArray &bytes) {
            return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
        };
        QCOMPARE(write({ .path = path(u"conf"_s), .content = "new", .expected = hash("other") })->error(),
            u"ChangedMeanwhile"_s);
        QCOMPARE(write({ .path = path(u"conf"_s), .content = "new", .expected = QByteArray("") })->error(),
            u"ChangedMeanwhile"_s);
        QCOMPARE(content(u"conf"_s), QByteArray("old"));
        QVERIFY(write({ .path = path(u"conf"_s), .content = "new", .expected = hash("old") })->result.has_value());
        QCOMPARE(content(u"conf"_s), QByteArray("new"));
        QVERIFY(write({ .path = path(u"fresh"_s), .content = "1", .expected = QByteArray("") })->result.has_value());
        QCOMPARE(content(u"fresh"_s), QByteArray("1"));

        const QByteArray large(3'000'000, 'z');
        QVERIFY(write({ .path = path(u"large written"_s), .content = large })->result.has_value());
        QVERIFY(content(u"large written"_s) == large);
        QCOMPARE(write({ .path = path(u"nowhere/file"_s), .content = "x" })->error(), u"FileNotFound"_s);
        QCOMPARE(write({ .path = m_folder.path(), .content = "x" })->error(), u"FileUnreadable"_s);
    }

    /// On a system without SELinux its label is an attribute as any other: what is kept here is kept there.
    void labelsAreKept()
    {
        const QByteArray name = QFile::encodeName(path(u"labelled"_s));
        create(u"labelled"_s, "old");
        const QByteArray selinux = "system_u:object_r:fail2ban_test_t:s0";
        // Version 2; owner rw-, user 1 r--, group ---, mask r--, others ---, as acl(5) lays it out in the attribute.
        const QByteArray acl = QByteArray::fromHex("02000000"
                                                   "01000600ffffffff"
                                                   "0200040001000000"
                                                   "04000000ffffffff"
                                                   "10000400ffffffff"
                                                   "20000000ffffffff");
        const auto set = [&name](const char *attribute, const QByteArray &value) {
            return ::setxattr(name.constData(), attribute, value.constData(), size_t(value.size()), 0) == 0;
        };
        const auto get = [&name](const char *attribute) {
            QByteArray value(4096, Qt::Uninitialized);
            value.resize(std::max<ssize_t>(0, ::getxattr(name.constData(), attribute, value.data(), 4096)));
            return value;
        };
        QVERIFY2(set("security.selinux", selinux), "only root can set a label: run this test as root");
        QVERIFY(set("system.posix_acl_access", acl));
        struct stat before
        {
        };
        QCOMPARE(::stat(name.constData(), &before), 0);
        const auto outcome = std::make_shared<Outcome<bool>>();
        m_host->writeFileAtomic({ .path = path(u"labelled"_s), .content = "new" }, this, into(outcome));
        QTRY_COMPARE(outcome->calls, 1);
        QVERIFY2(outcome->result.has_value(), qPrintable(outcome->error()));
        struct stat after
        {
        };
        QCOMPARE(::stat(name.constData(), &after), 0);
        QVERIFY(after.st_ino != before.st_ino); // another file in the place of the first
        QCOMPARE(after.st_size, 3);
        QCOMPARE(after.st_mode, before.st_mode);
        QCOMPARE(get("security.selinux"), selinux);
        QCOMPARE(get("system.posix_acl_access"), acl);
        QCOMPARE(::unlink(name.constData()), 0);
    }

    void following()
    {
        const QString log = path(u"followed.log"_s);
        const auto append = [&log](const QByteArray &bytes) {
            QFile file(log);
            QVERIFY(file.open(QIODevice::Append));
            file.write(bytes);
        };
        QFile::remove(log);
        append("before\n");
        const auto follower = m_host->follow(log);
        QByteArray got;
        int starts = 0;
        int rotations = 0;
        connect(follower.get(), &transport::FileFollower::started, this, [&](qint64) { ++starts; });
        connect(follower.get(), &transport::FileFollower::rotated, this, [&] { ++rotations; });
        connect(follower.get(), &transport::FileFollower::bytesReceived, this, [&](const auto &b) { got += b; });
        QSignalSpy failures(follower.get(), &transport::FileFollower::failed);
        follower->start();
        QTRY_COMPARE(starts, 1);
        append("one\n");
        QTRY_COMPARE(got, QByteArray("one\n"));
        append("last\n");
        QVERIFY(QFile::rename(log, log + u".1"_s)); // logrotate
        QTRY_COMPARE(got, QByteArray("one\nlast\n"));
        append("two\n");
        QTRY_COMPARE(got, QByteArray("one\nlast\ntwo\n"));
        QCOMPARE(rotations, 1);
        QVERIFY(QFile::resize(log, 0)); // copytruncate
        QTRY_COMPARE(rotations, 2);
        append("three\n");
        QTRY_COMPARE(got, QByteArray("one\nlast\ntwo\nthree\n"));
        QCOMPARE(failures.size(), 0);

        const auto folder = m_host->follow(m_folder.path());
        QSignalSpy refused(folder.get(), &transport::FileFollower::failed);
        folder->start();
        QTRY_COMPARE(refused.size(), 1);
    }
};

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList arguments = QCoreApplication::arguments();
    QStringList kinds { u"local"_s, u"helper"_s, u"sudo"_s, u"password"_s, u"container"_s, u"ssh"_s };
    if (kinds.contains(arguments.value(1)))
        kinds = QStringList { arguments.takeAt(1) };
    int failed = 0;
    for (const QString &kind : std::as_const(kinds)) {
        qInfo().noquote() << "host:" << kind;
        TestHost test(kind);
        failed += QTest::qExec(&test, arguments);
    }
    return failed;
}

#include "tst_host.moc"
