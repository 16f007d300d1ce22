// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>
#include <QProcess>
#include <QTimer>

namespace app {

/// What the demo's supervisor started.
struct DemoInfo
{
    QString folder; ///< temporary; removed at the end
    QString data; ///< for BanGUI's own data, inside the folder
    QString socket;
    QString config;
    QString client;
    qint64 pid = 0;
};

/// Runs the supervisor script of --demo: a private fail2ban and an attack. Its standard input is a pipe of ours, whose
/// end ends the demo whatever becomes of this process. Main thread.
class DemoRunner final : public QObject
{
    Q_OBJECT

public:
    explicit DemoRunner(QObject *parent = nullptr);
    ~DemoRunner() override;

    void start();
    /// Asks it to end; ended() follows, at the latest after limitMs.
    void stop(int limitMs = 4500);
    [[nodiscard]] bool isRunning() const { return m_process.state() != QProcess::NotRunning; }

    /// Where the script is; empty where it is not installed.
    [[nodiscard]] static QString scriptPath();
    /// A fail2ban that is unpacked and not installed; empty: the system's.
    [[nodiscard]] static QString fail2banFolder();
    /// One line of the supervisor. false: it is none, and problem says what it was.
    [[nodiscard]] static bool parseLine(const QByteArray &line, DemoInfo *info, QString *problem);

Q_SIGNALS:
    void ready(const app::DemoInfo &info);
    /// It could not be started, or it ended by itself. problem: its own words.
    void failed(const QString &problem);
    void ended();

private:
    void onOutput();
    void onFinished();
    void fail(const QString &problem);

    QProcess m_process;
    QByteArray m_output;
    QByteArray m_errors;
    QTimer m_startLimit;
    QTimer m_stopLimit;
    bool m_ready = false;
    bool m_failed = false;
    bool m_stopping = false;
};

} // namespace app
