// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

/// A real, unprivileged fail2ban server of one test, of a version that tests/support/fetch_fail2ban.sh unpacked (below
/// BANGUI_TEST_FAIL2BAN, else build/fail2ban of the source tree). Everything that it owns is in one temporary folder
/// with a short path; nothing touches a firewall. It ends with the object, and with the test program should that crash.
///
/// Jails: sshd (maxretry 2, increment), web (two logs, actions dummy and dummy2), recidive (permanent, watches the
/// server's own log), big (no-op action), off (disabled). A missing or broken fail2ban is a failure of the test, never
/// a skip:
///     TestFail2ban daemon(TestFail2ban::Version::V1_1_0);
///     QVERIFY2(daemon.start(), qPrintable(daemon.error()));
class TestFail2ban final
{
public:
    enum class Version { V1_0_2, V1_1_0 };

    /// Writes the configuration; starts nothing.
    explicit TestFail2ban(Version version = Version::V1_1_0);
    ~TestFail2ban();
    Q_DISABLE_COPY_MOVE(TestFail2ban)

    [[nodiscard]] static QList<Version> versions();
    /// For the ROW-th row of many that cost seconds each: the versions take turns, so that both meet every kind of row;
    /// with BANGUI_TEST_LONG each row meets both.
    [[nodiscard]] static QList<Version> versionsInTurn(qsizetype row);
    [[nodiscard]] static QString versionText(Version version);
    [[nodiscard]] QString versionText() const { return versionText(m_version); }

    /// Starts the daemon in the foreground and waits until every jail has been started. False with error() set
    /// otherwise.
    [[nodiscard]] bool start(int timeoutMs = 90'000);
    /// Asks the daemon to stop as an administrator would and waits for its end.
    [[nodiscard]] bool stop();
    /// SIGKILL: the socket and the pid file stay behind, as after a crash.
    void kill();
    /// SIGSTOP: the socket still accepts, nobody answers.
    void freeze();
    /// SIGCONT.
    void thaw();
    /// stop() and start(): a new process with the same database.
    [[nodiscard]] bool restart();

    [[nodiscard]] bool isRunning() const;
    [[nodiscard]] qint64 pid() const;
    /// Why the last step failed, with the daemon's own words.
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString socketPath() const;
    [[nodiscard]] QString pidFile() const;
    [[nodiscard]] QString databasePath() const;
    [[nodiscard]] QString configDir() const;
    /// The daemon's own log.
    [[nodiscard]] QString logPath() const;
    /// A log that jails watch: "auth" (sshd), "web1" and "web2" (web), "big", "off".
    [[nodiscard]] QString watchedLog(const QString &name) const;
    /// One line per action that ran: "ban web 192.0.2.1".
    [[nodiscard]] QStringList actionLines() const;

    /// Programs that run the unpacked version whatever the caller's environment is; they need -c and -s as usual.
    [[nodiscard]] QString clientProgram() const;
    [[nodiscard]] QString regexProgram() const;
    [[nodiscard]] QString serverProgram() const;

    struct Outcome
    {
        int exitCode = -1;
        QString output;
        QString errors;
    };
    /// fail2ban-client against this server, to set up and to compare with.
    Outcome client(const QStringList &arguments) const;

    /// Lines of failed ssh logins now; two of them ban the address in sshd.
    void writeFailure(const QString &address, int times = 2) const;
    void appendLine(const QString &logName, const QString &line) const;
    /// Replaces a file below configDir(), for example "jail.d/extra.local".
    void writeConfig(const QString &relativePath, const QString &text) const;
    [[nodiscard]] QString readConfig(const QString &relativePath) const;

private:
    void writeConfiguration();
    void writePrograms();
    [[nodiscard]] bool fail(const QString &what);

    Version m_version;
    QTemporaryDir m_folder;
    QString m_package;
    QProcess m_process;
    QString m_error;
};
