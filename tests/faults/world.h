// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "integration/transaction_rig.h"
#include "support/test_sshd.h"

#include <csignal>
#include <memory>

namespace faults {

/// Unless that process is over: 0 would be this one and its whole group.
inline void signalTo(qint64 pid, int number)
{
    if (pid > 0)
        ::kill(static_cast<pid_t>(pid), number);
}

/// What is known of the folder of a change on the server, from outside.
struct OpenFolder
{
    QString id;
    bool armed = false;
    bool written = false;
    qint64 deadline = -1; ///< seconds since the boot; -1: none is written yet
    QString decision; ///< empty: none yet
};

/// What the daemon itself says, over its socket.
struct DaemonState
{
    bool answers = false;
    QStringList jails; ///< in their order
    QString bans; ///< of "big"
    QString webBans; ///< of "web"
    int maxretry = -1; ///< of "web"
    QString actions; ///< of "web"
};

/// A daemon that guards something, the way to it, and a workstation's own folders: all that one round has, and that
/// goes with it. No event loop.
class World final
{
public:
    /// `serverClock`: setClock() is for the server's processes, and where that is this machine, for the workstation's.
    World(TestFail2ban::Version version, bool ssh, bool serverClock = false);
    ~World();
    Q_DISABLE_COPY_MOVE(World)

    /// Empty, or why there is no round.
    [[nodiscard]] QString start(const QString &program);

    /// bangui-cli with these words, for the stored server; `who` has a store of its own.
    /// `withClock`: its clock may be set by setClock().
    [[nodiscard]] std::unique_ptr<QProcess> begin(
        const QString &program, const QStringList &words, const QString &who, bool withClock = false);
    void setClock(qint64 seconds) const; ///< of the workstation, by so many from what it is
    struct Outcome
    {
        int code = -1;
        QByteArray output;
        QByteArray errors;
    };
    [[nodiscard]] Outcome run(const QString &program, const QStringList &words, const QString &who);
    [[nodiscard]] QStringList place() const; ///< the words that name it, for somebody who has not stored it
    [[nodiscard]] QString dataFolder(const QString &who) const { return server.daemon.folder() + u'/' + who; }
    /// How many changes that store remembers as begun; -1: nobody can tell.
    [[nodiscard]] int durableRecords(const QString &who) const;

    [[nodiscard]] QList<OpenFolder> openFolders() const;
    [[nodiscard]] DaemonState daemonState() const;
    /// Files and processes of ours on the server; empty is right.
    [[nodiscard]] QString leftovers() const;
    /// Processes of a workstation's: its way to the server.
    [[nodiscard]] QString leftoversHere() const;

    /// A small disk of its own for jail.d, with what was there; empty, or what failed.
    [[nodiscard]] QString mountSmall();
    void fill() const;
    void makeRoom() const;

    [[nodiscard]] QList<qint64> sshClients(const QProcess &program) const;
    void signalLink(const QProcess &program, int number) const; ///< both ends of it

    transactions::Server server;
    std::unique_ptr<TestSshd> sshd; ///< nullptr: here

private:
    [[nodiscard]] QStringList processes(bool here) const;

    bool m_serverClock = false;
    QString m_mark; ///< in the name of everything that is about this daemon
    QString m_lock;
    bool m_mounted = false;
};

} // namespace faults
