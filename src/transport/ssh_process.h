// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QProcess>
#include <QStringList>
#include <QTimer>

#include <memory>

class QSocketNotifier;

namespace transport {

/// One child ssh in a session of its own (no terminal to ask on, one group to end), without standard input, that the
/// kernel kills with this process. Its standard error is a pipe of our own: what ssh has written before it closed a
/// tunnel can be read at once, without waiting for the event loop.
class SshProcess final : public QObject
{
    Q_OBJECT
public:
    explicit SshProcess(QObject *parent = nullptr);
    ~SshProcess() override; ///< kills it

    /// program: absolute. False where it cannot be started; ended() does not follow then.
    [[nodiscard]] bool start(const QString &program, const QStringList &arguments,
        const QProcessEnvironment &environment, bool keepOutput = false);
    [[nodiscard]] qint64 pid() const { return m_pid; }
    /// Reads what is there now; said() for every line of it.
    void drain();
    /// The last 16 kB of its standard error, of other machines too: hostile.
    [[nodiscard]] const QByteArray &standardError() const { return m_standardError; }
    [[nodiscard]] QByteArray standardOutput() { return m_process.readAllStandardOutput(); }
    /// Kills it and what it has started (a jump host's ssh, a prompt). ended() follows.
    void kill();
    /// Asks it to end, kills it after two seconds, deletes itself and the files then. No signal follows. keeper: its
    /// new parent; a keeper that dies first kills it.
    void dismiss(const QStringList &files, QObject &keeper);

Q_SIGNALS:
    void said(const QByteArray &line);
    void ended(int exitCode); ///< 128 + signal where one ended it, 127 where it could not be executed

private:
    /// QProcess waits for its child in its destructor, and complains; here it has been killed and reaped before.
    class Process final : public QProcess
    {
    public:
        void forget() { setProcessState(NotRunning); }
    };

    void onErrorOccurred(QProcess::ProcessError error);
    void onFinished(int exitCode, QProcess::ExitStatus status);
    void take(const QByteArray &bytes);

    Process m_process;
    QTimer m_killTimer;
    std::unique_ptr<QSocketNotifier> m_notifier;
    int m_pipe = -1;
    qint64 m_pid = 0;
    QByteArray m_standardError;
    QByteArray m_line;
    QStringList m_files;
    bool m_started = false;
    bool m_dismissed = false;
};

/// A control socket or the local end of a tunnel, and what ssh leaves beside it when it is killed while it makes one.
void removeSocketFiles(const QStringList &paths);

} // namespace transport
