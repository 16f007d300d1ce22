// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/test_fail2ban.h"
#include "transport/transaction_script.h"

#include <QCryptographicHash>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QThread>

#include <csignal>
#include <functional>
#include <memory>
#include <optional>

#include <unistd.h>

namespace transactions {

/// What the server's side of a change has said: its last line and its exit code.
struct Said
{
    int code = -1;
    QString word;
    QHash<QString, QString> values;
    QString all; ///< with what it said on standard error

    [[nodiscard]] QString value(const char *key) const { return values.value(QLatin1String(key)); }
};

[[nodiscard]] inline QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

/// The bytes that switch the jail "off" on.
[[nodiscard]] inline QByteArray offEnabled()
{
    return QByteArrayLiteral("[off]\nenabled = true\n");
}

[[nodiscard]] inline QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(absent)");
}

[[nodiscard]] inline bool waitUntil(int ms, const std::function<bool()> &condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition()) {
        const qint64 elapsed = timer.elapsed();
        if (elapsed > ms)
            return false;
        // What takes long is looked for less often: to look may be to start a program.
        QThread::msleep(static_cast<unsigned long>(qBound(qint64(50), elapsed / 8, qint64(400))));
    }
    return true;
}

[[nodiscard]] inline Said parsed(int code, const QByteArray &output, const QByteArray &errors = {})
{
    Said said { code, {}, {}, QString::fromUtf8(output + errors) };
    QString last;
    for (const QString &line : QString::fromUtf8(output).split(QLatin1Char('\n'), Qt::SkipEmptyParts)) {
        if (line.startsWith(QLatin1String("bangui 1 ")))
            last = line;
    }
    const QStringList words = last.split(QLatin1Char(' '));
    said.word = words.value(3);
    for (const QString &pair : words.mid(4)) {
        QString value = pair.section(QLatin1Char('='), 1);
        if (value.startsWith(QLatin1String("hex:")))
            value = QString::fromUtf8(QByteArray::fromHex(value.mid(4).toLatin1()));
        said.values.insert(pair.section(QLatin1Char('='), 0, 0), value);
    }
    return said;
}

/// A real daemon and a change of it by the script, in one of the shells that servers have. Lives in one thread; used
/// from no event loop.
class Server final
{
public:
    Server(TestFail2ban::Version version, const QString &shellWords)
        : daemon(version)
        , shell(shellWords)
    {
        id = QLatin1String("c") + QDir(daemon.folder()).dirName().mid(4);
        setScript(transport::transactionScript());
        QDir().mkpath(base());
        QFile::setPermissions(base(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    ~Server()
    {
        // One that the script has started is nobody's child here.
        const QByteArray pid = bytesOf(daemon.pidFile()).trimmed();
        if (pid.toLongLong() > 1
            && bytesOf(QStringLiteral("/proc/%1/cmdline").arg(pid.toLongLong())).contains(daemon.folder().toUtf8()))
            ::kill(static_cast<pid_t>(pid.toLongLong()), SIGKILL);
        for (const qint64 process : processes())
            ::kill(static_cast<pid_t>(process), SIGKILL);
    }
    Q_DISABLE_COPY_MOVE(Server)

    /// Another text: one without a guard, to see that the tests miss it.
    void setScript(const QByteArray &text) const
    {
        QFile file(scriptFile());
        if (text.isEmpty() || !file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("cannot write %s", qPrintable(scriptFile()));
    }

    [[nodiscard]] QString base() const { return daemon.folder() + QLatin1String("/state"); }
    [[nodiscard]] QString folder() const { return base() + QLatin1Char('/') + id; }
    [[nodiscard]] QString path(const QString &name) const { return daemon.configDir() + QLatin1Char('/') + name; }

    /// The words that start the script with these arguments.
    [[nodiscard]] QStringList words(const QString &verb, const QStringList &arguments, const QString &at) const
    {
        QStringList all = shell.split(QLatin1Char(' '));
        if (verb == QLatin1String("begin"))
            all << QStringLiteral("-c") << QStringLiteral("script=$(cat); eval \"$script\"") << QStringLiteral("sh");
        else
            all << (QFile::exists(at + QLatin1String("/transaction.sh")) ? at + QLatin1String("/transaction.sh")
                                                                         : scriptFile());
        return all << verb << at << arguments;
    }
    /// The whole text, as "begin" gets it.
    [[nodiscard]] QString scriptFile() const { return daemon.folder() + QLatin1String("/script.sh"); }

    Said call(const QString &verb, const QStringList &arguments = {}, const QByteArray &input = {})
    {
        return callAt(folder(), verb, arguments, input);
    }
    Said callAt(const QString &at, const QString &verb, const QStringList &arguments = {}, const QByteArray &input = {})
    {
        QProcess process;
        QStringList all = words(verb, arguments, at);
        if (inOwnGroup)
            process.setChildProcessModifier([] { ::setsid(); });
        process.start(all.takeFirst(), all);
        process.write(verb == QLatin1String("begin") ? bytesOf(scriptFile()) : input);
        process.closeWriteChannel();
        const bool ended = process.waitForFinished(90'000);
        last = parsed(ended && process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            process.readAllStandardOutput(), process.readAllStandardError());
        last.all.prepend(verb + QLatin1String(": "));
        return last;
    }
    [[nodiscard]] QStringList parameters(
        const QStringList &jails, const QStringList &files, const QStringList &more = {}) const
    {
        const QString start
            = QStringLiteral("'%1' -c '%2' -s '%3' -p '%4' -x start")
                  .arg(daemon.clientProgram(), daemon.configDir(), daemon.socketPath(), daemon.pidFile());
        QStringList all { QStringLiteral("owner=Ann O'Nym @ desk"), QStringLiteral("socket=") + daemon.socketPath(),
            QStringLiteral("pidfile=") + daemon.pidFile(), QStringLiteral("config=") + daemon.configDir(),
            QStringLiteral("client=") + daemon.clientProgram(), QStringLiteral("start=") + start,
            QStringLiteral("shell=") + shellPath(), QStringLiteral("patience=6"), QStringLiteral("linger=1") };
        for (const QString &jail : jails)
            all << QStringLiteral("jail=") + jail;
        for (const QString &file : files)
            all << QStringLiteral("file=") + file;
        return all + more;
    }
    Said begin(const QStringList &jails, const QStringList &files, const QStringList &more = {})
    {
        return call(QStringLiteral("begin"), parameters(jails, files, more));
    }
    /// The new bytes, where the old ones are still there.
    Said write(const QString &file, const QByteArray &bytes)
    {
        const QByteArray old = QFile::exists(file) ? sha256(bytesOf(file)) : QByteArray("absent");
        return call(
            QStringLiteral("write"), { file, QString::fromLatin1(old), QString::fromLatin1(sha256(bytes)) }, bytes);
    }

    [[nodiscard]] QStringList jails()
    {
        const QString said = daemon.client({ QStringLiteral("status") }).output;
        const QString list = said.section(QLatin1String("Jail list:"), 1).section(QLatin1Char('\n'), 0, 0);
        QStringList names = list.split(QLatin1Char(','), Qt::SkipEmptyParts);
        for (QString &name : names)
            name = name.trimmed();
        names.sort();
        return names;
    }
    [[nodiscard]] static QStringList oldJails()
    {
        return { QStringLiteral("big"), QStringLiteral("recidive"), QStringLiteral("sshd"), QStringLiteral("web") };
    }
    [[nodiscard]] QString bans(const QString &jail)
    {
        return daemon.client({ QStringLiteral("get"), jail, QStringLiteral("banip") }).output.trimmed();
    }
    /// fail2ban writes a ban down after it has answered; where it has no database, there is nothing to wait for.
    [[nodiscard]] bool awaitWrittenDown(const QString &jail, const QString &address)
    {
        if (!QFile::exists(daemon.databasePath()))
            return true;
        const QString look = QStringLiteral(
            "import sqlite3, sys\n"
            "db = sqlite3.connect('file:' + sys.argv[1] + '?mode=ro', uri=True)\n"
            "sys.exit(not db.execute('SELECT 1 FROM bips WHERE jail = ? AND ip = ?', sys.argv[2:]).fetchone())\n");
        return waitUntil(30'000, [&] {
            return QProcess::execute(QStringLiteral("/usr/bin/python3"),
                       { QStringLiteral("-c"), look, daemon.databasePath(), jail, address })
                == 0;
        });
    }
    [[nodiscard]] QString actions(const QString &jail)
    {
        return daemon.client({ QStringLiteral("get"), jail, QStringLiteral("actions") })
            .output.section(QLatin1Char('\n'), 1)
            .trimmed();
    }

    /// Of ours: whose command line names our folder.
    [[nodiscard]] QList<qint64> processes() const
    {
        QList<qint64> found;
        for (const QString &name : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            bool isPid = false;
            const qint64 pid = name.toLongLong(&isPid);
            if (isPid && bytesOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).contains(folder().toUtf8()))
                found << pid;
        }
        return found;
    }
    /// Files and processes of ours; empty is right.
    [[nodiscard]] QString leftovers() const
    {
        QStringList left;
        for (const qint64 pid : processes())
            left << QString::number(pid) + QLatin1Char(' ')
                    + QString::fromUtf8(bytesOf(QStringLiteral("/proc/%1/cmdline").arg(pid)).replace('\0', ' '));
        const QDir::Filters all = QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot;
        if (QDir(base()).exists())
            left << QDir(base()).entryList(all);
        for (const QString &part :
            { QString(), QStringLiteral("/jail.d"), QStringLiteral("/filter.d"), QStringLiteral("/action.d") })
            left << QDir(daemon.configDir() + part).entryList({ QStringLiteral(".*") }, all);
        return left.join(QLatin1String("; "));
    }
    /// What was ended with SIGKILL has its name in /proc a moment longer.
    [[nodiscard]] bool isClean(int ms = 40'000)
    {
        return waitUntil(ms, [this] { return leftovers().isEmpty(); });
    }
    [[nodiscard]] qint64 daemonPid() const { return bytesOf(daemon.pidFile()).trimmed().toLongLong(); }

    TestFail2ban daemon;
    QString shell;
    QString id;
    Said last;
    bool inOwnGroup = false; ///< what is called can end all of its process group, and nobody else

private:
    [[nodiscard]] QString shellPath() const
    {
        return shell.startsWith(QLatin1Char('/')) ? shell : QStringLiteral("/bin/") + shell;
    }
};

} // namespace transactions
