// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QString>
#include <QTest>

#include <optional>
#include <vector>

#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

inline QByteArray readBytes(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// One run of bangui-cli with a terminal of its own; its standard output is a file beside it.
class TerminalSession final
{
public:
    TerminalSession(const QStringList &arguments, const QString &folder, bool stdinIsTerminal = true)
        : m_output(folder + QStringLiteral("/out"))
    {
        QFile::remove(m_output);
        QList<QByteArray> words { QByteArray(BANGUI_CLI), "--data", (folder + QStringLiteral("/data")).toUtf8() };
        for (const QString &argument : arguments)
            words.append(argument.toUtf8());
        std::vector<char *> argv;
        for (QByteArray &word : words)
            argv.push_back(word.data());
        argv.push_back(nullptr);
        const QByteArray runtime = (folder + QStringLiteral("/run")).toUtf8();
        const QByteArray output = m_output.toUtf8();
        m_pid = ::forkpty(&m_terminal, nullptr, nullptr, nullptr);
        if (m_pid == 0) {
            ::prctl(PR_SET_PDEATHSIG, SIGKILL);
            ::setenv("XDG_RUNTIME_DIR", runtime.constData(), 1);
            ::setenv("LC_ALL", "C.UTF-8", 1);
            ::unsetenv("LANGUAGE");
            ::unsetenv("SSH_AUTH_SOCK");
            ::dup2(::open(output.constData(), O_WRONLY | O_CREAT | O_TRUNC, 0600), STDOUT_FILENO);
            if (!stdinIsTerminal)
                ::dup2(::open("/dev/null", O_RDONLY), STDIN_FILENO);
            ::execv(argv[0], argv.data());
            ::_exit(255);
        }
        ::fcntl(m_terminal, F_SETFL, O_NONBLOCK);
    }
    ~TerminalSession()
    {
        if (!m_status)
            ::kill(m_pid, SIGKILL);
        ::close(m_terminal);
        if (!m_status)
            ::waitpid(m_pid, nullptr, 0);
    }
    Q_DISABLE_COPY_MOVE(TerminalSession)

    [[nodiscard]] QByteArray shown()
    {
        char buffer[4096];
        ssize_t got = 0;
        while ((got = ::read(m_terminal, buffer, sizeof buffer)) > 0)
            m_shown.append(buffer, got);
        return m_shown;
    }
    /// Waits for words behind those that it waited for before.
    [[nodiscard]] bool waitFor(const QByteArray &words)
    {
        const bool came = QTest::qWaitFor([&] { return shown().indexOf(words, m_read) >= 0; }, 60'000);
        if (came)
            m_read = m_shown.indexOf(words, m_read) + words.size();
        else
            qWarning("no \"%s\" in: %s", words.constData(), m_shown.constData());
        return came;
    }
    void type(const QByteArray &bytes) const
    {
        QCOMPARE(::write(m_terminal, bytes.constData(), size_t(bytes.size())), ssize_t(bytes.size()));
    }
    [[nodiscard]] bool echoes() const
    {
        termios state {};
        return ::tcgetattr(m_terminal, &state) == 0 && (state.c_lflag & ECHO) != 0;
    }
    [[nodiscard]] int exitCode()
    {
        int status = 0;
        const bool ended = QTest::qWaitFor(
            [&] {
                (void)shown();
                return ::waitpid(m_pid, &status, WNOHANG) == m_pid;
            },
            60'000);
        if (!ended)
            return -1;
        m_status = status;
        (void)shown();
        return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    }
    [[nodiscard]] qint64 pid() const { return m_pid; }
    [[nodiscard]] QJsonObject document() const { return QJsonDocument::fromJson(readBytes(m_output)).object(); }
    [[nodiscard]] QJsonArray steps() const { return QJsonDocument::fromJson(readBytes(m_output)).array(); }
    [[nodiscard]] QString errorCode() const
    {
        return document()[QStringLiteral("error")].toObject()[QStringLiteral("code")].toString();
    }

private:
    QString m_output;
    int m_terminal = -1;
    pid_t m_pid = -1;
    std::optional<int> m_status;
    QByteArray m_shown;
    qsizetype m_read = 0;
};
