// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/ssh_destination.h"

#include <QList>
#include <QProcess>
#include <QString>
#include <QTemporaryDir>

/// A real sshd of one test on a loopback address, run by the current user (root or not), who logs in to it with a key
/// made for the test. Keys, configuration and known hosts of both ends are in one temporary folder with a short path;
/// nothing of
/// ~/.ssh or /etc/ssh is read or written, and commands find their home (and no ~/.bashrc) in that folder. It ends with
/// the object, and with the test program should that crash. A missing sshd is a failure of the test, never a skip:
///     TestSshd sshd;
///     QVERIFY2(sshd.start(), qPrintable(sshd.error()));
///     SshMaster master(sshd.destination(), folder);
class TestSshd final
{
public:
    /// What the client's known_hosts says about this server.
    enum class HostKey { Known, Unknown, Changed, Revoked };

    struct Options
    {
        bool allowStreamLocalForwarding = true;
        QString address = QStringLiteral("127.0.0.1");
        QString extraServerConfig; ///< lines that come first
        QStringList
            networkNamespace; ///< NetworkNamespace::enter(): it listens in there, on an address of it; empty: here
    };

    TestSshd();
    explicit TestSshd(const Options &options);
    ~TestSshd();
    Q_DISABLE_COPY_MOVE(TestSshd)

    /// On a free port; a second start() takes the same one again. False with error() set otherwise.
    [[nodiscard]] bool start(int timeoutMs = 60'000);
    /// Ends the server and every connection of it.
    void stop();
    [[nodiscard]] QString error() const { return m_error; }

    [[nodiscard]] QString folder() const { return m_folder.path(); }
    [[nodiscard]] QString address() const { return m_options.address; }
    [[nodiscard]] quint16 port() const { return m_port; }
    [[nodiscard]] static QString user(); ///< who the test runs as and logs in as
    /// The alias "bangui-test" of clientConfig(); "bangui-test-jump" is the same once more, for -J.
    [[nodiscard]] transport::SshDestination destination() const;
    [[nodiscard]] QString clientConfig() const { return folder() + QStringLiteral("/client_config"); }
    [[nodiscard]] QString knownHosts() const { return folder() + QStringLiteral("/known_hosts"); }
    [[nodiscard]] QString clientKey() const { return folder() + QStringLiteral("/key"); }

    // What the client brings; each writes its files anew.
    void setHostKey(HostKey state);
    /// A key that the server does not know.
    void useWrongKey(bool wrong);
    /// The key wants this passphrase from now on (empty: none).
    [[nodiscard]] bool setPassphrase(const QString &passphrase);
    /// Lines of the alias's section that come before the others: "StrictHostKeyChecking no".
    void setExtraClientConfig(const QString &lines);
    /// Instead of the true ones, for a server that is not there.
    void setClientTarget(const QString &address, quint16 port);

    /// The living processes that this one has started, and those that they have.
    [[nodiscard]] static QList<qint64> descendants(qint64 pid);
    /// Every process of every connection: the server's descendants, oldest first.
    [[nodiscard]] QList<qint64> sessionPids() const;
    /// Connections that are open now, also those that have not logged in.
    [[nodiscard]] int connections() const;
    /// Logins so far, as the server's log has them since start().
    [[nodiscard]] int logins();
    /// SIGKILL to every connection's processes: what a crash or an administrator does.
    void killSessions() const;
    /// SIGSTOP to them and to the server: connections are accepted by the system, and nobody says anything.
    void freeze() const;
    void thaw() const;
    [[nodiscard]] QString log(); ///< the server's own

    struct Outcome
    {
        int exitCode = -1;
        QByteArray output;
        QByteArray errors;
    };
    /// Runs a program to its end: ssh -F clientConfig() to compare with, or what sessionArguments() returned.
    [[nodiscard]] static Outcome run(const QStringList &argv, int timeoutMs = 60'000);

private:
    [[nodiscard]] bool fail(const QString &what);
    [[nodiscard]] bool makeKey(const QString &name);
    void writeServerConfig() const;
    void writeClientFiles() const;
    [[nodiscard]] bool listenOn(quint16 port, int timeoutMs);
    void signalAll(int number, bool server) const;

    Options m_options;
    QTemporaryDir m_folder;
    QProcess m_process;
    QByteArray m_log;
    quint16 m_port = 0;
    HostKey m_hostKey = HostKey::Known;
    bool m_wrongKey = false;
    QString m_extraClientConfig;
    QString m_targetAddress;
    quint16 m_targetPort = 0;
    QString m_error;
};
