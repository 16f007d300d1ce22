// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/config_copy.h"
#include "transport/local_host.h"

#include <QDir>
#include <QProcess>
#include <QScopeGuard>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using services::ConfigCopy;
using transport::CommandResult;
using transport::HostCommand;

/// The copy that a check reads, in the shells that servers have: it goes with whoever has asked for it, at any instant.
class TestConfigCopy final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void made_data() { shells(); }
    void made();
    void killed_data();
    void killed();
    void unburied_data() { shells(); }
    void unburied();
    void goneWithItsAsker_data() { shells(); }
    void goneWithItsAsker();
    void refusedToTheDead_data();
    void refusedToTheDead();
    void strangersFolderIsLeftAlone();
    void whereNothingCanBeWritten_data();
    void whereNothingCanBeWritten();

private:
    static void shells();
    /// Runs what a ConfigCopy asks for in a process group of its own; its words are changed before.
    [[nodiscard]] CommandResult make(
        const std::function<void(HostCommand &)> &change, core::ServerProfile profile = {});
    [[nodiscard]] QString copyFolder() const { return m_base + u'/' + m_name; }
    [[nodiscard]] bool isGone() const { return !QFileInfo::exists(copyFolder()) && lookers() == 0; }
    /// Processes that look after the copy.
    [[nodiscard]] int lookers() const;

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_base;
    QString m_name;
    QString m_said; ///< folder of the copy
    bool m_asNobody = false; ///< root, who may write everywhere, runs it as somebody else
};

void TestConfigCopy::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_base = ::geteuid() == 0 ? u"/run/bangui"_s : m_folder->filePath(u"run/.bangui"_s);
    QVERIFY(QDir(m_folder->path()).mkpath(u"etc/jail.d"_s) && QDir(m_folder->path()).mkpath(u"run"_s));
    QFile file(m_folder->filePath(u"etc/jail.conf"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("[DEFAULT]\n") > 0);
    m_name.clear();
    m_said.clear();
    m_asNobody = false;
}

void TestConfigCopy::cleanup()
{
    if (!m_name.isEmpty()) {
        QDir(copyFolder()).removeRecursively();
        QTRY_COMPARE_WITH_TIMEOUT(lookers(), 0, 30'000);
    }
}

void TestConfigCopy::shells()
{
    QTest::addColumn<QString>("shell");
    for (const auto *shell : { "dash", "bash", "busybox" })
        QTest::newRow(shell) << QString::fromLatin1(shell);
}

int TestConfigCopy::lookers() const
{
    int found = 0;
    for (const QString &pid : QDir(u"/proc"_s).entryList(QDir::Dirs)) {
        QFile file(u"/proc/%1/cmdline"_s.arg(pid));
        if (pid.toLongLong() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(m_name.toUtf8()))
            ++found;
    }
    return found;
}

CommandResult TestConfigCopy::make(const std::function<void(HostCommand &)> &change, core::ServerProfile profile)
{
    CommandResult result;
    bool removes = false;
    const services::TransactionRunner runner = [&](HostCommand command, const QObject *, auto handler) {
        if (removes) // of the destructor: here it is to go by itself
            return core::RequestHandle();
        removes = true;
        m_name = command.argv.value(6);
        change(command);
        QProcess process;
        process.setChildProcessModifier([gives = m_asNobody && ::geteuid() == 0] {
            ::setsid();
            constexpr uid_t nobody = 65534;
            if (gives && (::setgid(nobody) != 0 || ::setuid(nobody) != 0))
                ::_exit(99);
        });
        process.start(command.argv.takeFirst(), command.argv);
        process.write(command.input);
        process.closeWriteChannel();
        process.waitForFinished(30'000);
        result = { process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + SIGKILL,
            process.readAllStandardOutput(), process.readAllStandardError(), false };
        handler(result);
        return core::RequestHandle();
    };
    config::ConfigTree tree;
    tree.folder = m_folder->filePath(u"etc"_s);
    config::FileEdit edit;
    edit.path = tree.folder + u"/jail.d/zz-bangui-web.local"_s;
    edit.after = "[web]\nenabled = true\n";
    ConfigCopy copy(runner, profile);
    copy.make(tree, edit, m_folder->filePath(u"run/fail2ban.sock"_s), this,
        [this](const core::Result<ConfigCopy::Made> &made) { m_said = made ? made->folder : QString(); });
    return result;
}

namespace {

void runIn(HostCommand &command, const QString &shell)
{
    command.argv[0] = u"/bin/"_s + shell;
    if (shell == u"busybox"_s)
        command.argv.insert(1, u"sh"_s);
}

} // namespace

void TestConfigCopy::made()
{
    QFETCH(const QString, shell);
    const CommandResult result = make([&shell](HostCommand &command) { runIn(command, shell); });
    QCOMPARE(result.exitCode, 0);
    QCOMPARE(m_said, copyFolder());
    QFile file(copyFolder() + u"/jail.d/zz-bangui-web.local"_s);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), "[web]\nenabled = true\n");
    QVERIFY(QFile::exists(copyFolder() + u"/jail.conf"_s));
    QTRY_COMPARE(lookers(), 1); // what it starts has its name for a moment
}

void TestConfigCopy::killed_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QByteArray>("line");
    for (const auto *shell : { "dash", "bash", "busybox" }) {
        for (const auto *line : { "ready=$({", "for again in", "trap 'rm", "mkdir \"$copy\" 2>/dev/null && break",
                 "if ! cp -RLp", "rm -f \"$there\"", "trap - EXIT" })
            QTest::addRow("%s, before: %s", shell, line) << QString(QLatin1String(shell)) << QByteArray(line);
    }
}

void TestConfigCopy::killed()
{
    QFETCH(const QString, shell);
    QFETCH(const QByteArray, line);
    QProcess asker;
    asker.start(u"/bin/sleep"_s, { u"600"_s });
    QVERIFY(asker.waitForStarted());
    const CommandResult result = make([&](HostCommand &command) {
        QString &script = command.argv[2];
        QCOMPARE(script.count(QString::fromUtf8(line)), 1);
        script.replace(QString::fromUtf8(line), u"kill -KILL 0\n"_s + QString::fromUtf8(line));
        command.argv.last() = QString::number(asker.processId());
        runIn(command, shell);
    });
    asker.kill();
    QVERIFY(asker.waitForFinished());
    QCOMPARE(result.exitCode, 128 + SIGKILL);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 30'000);
}

/// Both are dead, and whoever has to take note of that does not: the first process of many a container.
void TestConfigCopy::unburied()
{
    QFETCH(const QString, shell);
    QCOMPARE(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0); // who loses his parent is ours
    const auto burial = qScopeGuard([] {
        ::prctl(PR_SET_CHILD_SUBREAPER, 0);
        while (::waitpid(-1, nullptr, WNOHANG) > 0) { }
    });
    const pid_t asker = ::fork();
    if (asker == 0) {
        ::pause();
        ::_exit(0);
    }
    const CommandResult result = make([&](HostCommand &command) {
        QString &script = command.argv[2];
        script.replace(u"trap - EXIT"_s, u"kill -KILL 0\n"_s);
        command.argv.last() = QString::number(asker);
        runIn(command, shell);
        command.argv = QStringList { u"/bin/sh"_s, u"-c"_s, u"\"$@\"; exit 0"_s, u"sh"_s } + command.argv;
    });
    QCOMPARE(result.exitCode, 128 + SIGKILL);
    QVERIFY(QFile::exists(copyFolder()));
    QCOMPARE(::kill(asker, SIGKILL), 0);
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 30'000);
}

void TestConfigCopy::goneWithItsAsker()
{
    QFETCH(const QString, shell);
    QProcess asker;
    asker.start(u"/bin/sleep"_s, { u"600"_s });
    QVERIFY(asker.waitForStarted());
    const CommandResult result = make([&](HostCommand &command) {
        QCOMPARE(command.argv.last(), QString::number(QCoreApplication::applicationPid()));
        command.argv.last() = QString::number(asker.processId());
        runIn(command, shell);
    });
    QCOMPARE(result.exitCode, 0);
    QVERIFY(QFile::exists(copyFolder()));
    asker.kill();
    QVERIFY(asker.waitForFinished());
    QTRY_VERIFY_WITH_TIMEOUT(isGone(), 30'000);
}

void TestConfigCopy::refusedToTheDead_data()
{
    shells();
}

void TestConfigCopy::refusedToTheDead()
{
    QFETCH(const QString, shell);
    QProcess asker;
    asker.start(u"/bin/true"_s, {});
    const QString pid = QString::number(asker.processId());
    QVERIFY(asker.waitForFinished());
    const CommandResult result = make([&](HostCommand &command) {
        command.argv.last() = pid;
        runIn(command, shell);
    });
    QCOMPARE(result.exitCode, 5);
    QVERIFY(m_said.isEmpty());
    QTRY_VERIFY(isGone());
}

/// What another has in the place of our folder is not taken away, also where it is empty.
void TestConfigCopy::strangersFolderIsLeftAlone()
{
    const QString base = m_folder->filePath(u"theirs/.bangui"_s);
    QVERIFY(QDir().mkpath(base + u"-elsewhere"_s));
    QVERIFY(QFile::link(base + u"-elsewhere"_s, base));
    const CommandResult result = make([&](HostCommand &command) {
        QString &script = command.argv[2];
        QCOMPARE(script.count(u"base=/run/bangui"_s), 1);
        script.replace(u"base=/run/bangui"_s, u"base=${sock%/*}/.bangui"_s);
        command.argv[5] = m_folder->filePath(u"theirs/fail2ban.sock"_s);
    });
    QCOMPARE(result.exitCode, 3);
    QCOMPARE(result.standardError, "shared " + base.toUtf8() + '\n');
    QTRY_COMPARE(lookers(), 0);
    QVERIFY(QFileInfo(base).isSymLink());
    QVERIFY(QFileInfo::exists(base + u"-elsewhere"_s));
}

void TestConfigCopy::whereNothingCanBeWritten_data()
{
    QTest::addColumn<QString>("shell");
    QTest::addColumn<QByteArray>("why");
    for (const auto *shell : { "dash", "bash", "busybox" }) {
        for (const auto *why : { "missing", "missing above", "readonly", "closed", "closed above" })
            QTest::addRow("%s, %s", shell, why) << QString::fromLatin1(shell) << QByteArray(why);
    }
}

/// Each reason by its own name: what is to be done about it is not the same.
void TestConfigCopy::whereNothingCanBeWritten()
{
    QFETCH(const QString, shell);
    QFETCH(const QByteArray, why);
    const QString etc = m_folder->filePath(u"etc"_s);
    const QString folder = etc + u"/jail.d"_s;
    const QString mounts = m_folder->filePath(u"mounts"_s);
    constexpr QFile::Permissions owner = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    constexpr QFile::Permissions all = QFile::ReadOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther;
    if (why.startsWith("missing")) {
        QVERIFY(QDir().rmdir(folder));
        QVERIFY(why == "missing" || QDir(etc).removeRecursively());
    } else if (why == "readonly") {
        QFile file(mounts);
        QVERIFY(file.open(QIODevice::WriteOnly));
        // The one that is nearest counts, and of two the later one.
        file.write("/dev/a / ext4 rw,noatime 0 0\n/dev/b " + etc.toUtf8() + " ext4 rw 0 0\n/dev/c " + etc.toUtf8()
            + " ext4 noatime,ro 0 0\n/dev/d " + etc.toUtf8() + "x ext4 rw 0 0\n");
    } else {
        m_asNobody = true;
        QVERIFY(QFile::setPermissions(m_folder->path(), owner | all));
        QVERIFY(QFile::setPermissions(etc, why == "closed" ? owner | all : QFile::ReadOwner | QFile::WriteOwner));
        QVERIFY(QFile::setPermissions(folder, all));
    }
    const CommandResult result = make([&](HostCommand &command) {
        runIn(command, shell);
        if (why == "readonly") {
            for (QString &word : command.argv) {
                if (word.contains("/proc/mounts"_L1))
                    word.replace("/proc/mounts"_L1, mounts);
            }
        }
    });
    QFile::setPermissions(etc, owner);
    QFile::setPermissions(folder, owner);
    QCOMPARE(result.standardError, why.split(' ').constFirst() + ' ' + folder.toUtf8() + '\n');
    QCOMPARE(result.exitCode, 3);
    QVERIFY(!QFileInfo::exists(copyFolder()));
    QTRY_COMPARE(lookers(), 0);
}

QTEST_GUILESS_MAIN(TestConfigCopy)
#include "tst_config_copy.moc"
