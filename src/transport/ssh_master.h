// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backoff.h"
#include "core/clock.h"
#include "core/prompt.h"
#include "core/request_handle.h"
#include "transport/ssh_destination.h"

#include <QHash>
#include <QObject>
#include <QProcessEnvironment>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace transport {

class RuntimeFolder;
class SshProcess;
class SshQuestions;

/// How ssh may ask for secrets and unknown host keys. Empty: it may not (BatchMode); a background connection never
/// asks.
struct SshPrompting
{
    QString askpassProgram; ///< absolute path, for SSH_ASKPASS with SSH_ASKPASS_REQUIRE=force
    QStringList environment; ///< "NAME=value" for it, set last (ssh itself runs with LC_ALL=C); no secret
    /// Where it is given, the program is one of ours (runAsAskpass()), and this answers what it passes on: asks
    /// somebody, or finds the answer elsewhere. Any error ends the attempt; Cancelled: somebody declines. A wrong
    /// answer is asked for twice more, with wrongBefore. Empty: the program itself knows.
    using Ask = std::function<core::RequestHandle(
        const core::Prompt &prompt, const QObject *context, core::Handler<core::PromptAnswer> handler)>;
    Ask ask;
};

struct SshOptions
{
    QString program = QStringLiteral("ssh"); ///< looked up in PATH where it has no slash
    int connectTimeoutSeconds = 10;
    int aliveIntervalSeconds = 5; ///< ServerAliveInterval; after two silent ones the connection is TunnelFrozen
    qint64 promptTimeoutMs = 120'000; ///< for each question, as long as somebody is being asked
    const core::Clock *clock = nullptr; ///< for retryAfterMs(); empty: the machine's
};

/// The one ssh connection to a destination (ControlMaster), shared by every server and container on that machine. It
/// carries the forwards of sockets and, as sessions over its control socket, every command; no ssh process lives per
/// poll. The system's ssh with the user's own configuration, agent, keys, jump hosts and known_hosts; host keys are
/// always verified. The child dies with this process (PR_SET_PDEATHSIG). Main thread.
///
/// Errors of a connection: AuthenticationRequired (no key or password was accepted, or one is needed and nobody may be
/// asked), HostKeyUnknown, HostKeyChanged (changed or revoked: no override), TunnelDown (name, network, refused,
/// ended), TunnelFrozen (connected, then silent), CommandNotFound (no ssh here), InvalidArgument (ssh refuses its
/// configuration). The detail is ssh's own last words, hostile text.
class SshMaster final : public QObject
{
    Q_OBJECT
public:
    enum class State { Closed, Opening, Up };

    SshMaster(SshDestination destination, RuntimeFolder &folder, SshOptions options = {}, QObject *parent = nullptr);
    ~SshMaster() override; ///< ends the connection and removes its files

    [[nodiscard]] const SshDestination &destination() const { return m_destination; }
    [[nodiscard]] State state() const { return m_state; }
    /// Why the last attempt or connection ended; meaningful where Closed.
    [[nodiscard]] const core::Error &lastError() const { return m_lastError; }

    /// Connects, or joins the attempt that is running; at once where Up. Callers decide when to try again (sessions
    /// have their backoff), but many servers share one master: within retryAfterMs() of a failed attempt the same error
    /// is answered without a new ssh. Cancelling detaches the caller only.
    core::RequestHandle require(const QObject *context, core::Handler<bool> handler);
    /// A new attempt by the user's wish: forgets the backoff, and may ask where prompting is given. Takes the place of
    /// a running attempt that may not ask, whose callers then wait for this one. An unknown host key that is trusted
    /// once is so for every connection of this process, and the attempt begins anew with it. Cancelled: somebody
    /// declined; for everybody else the connection then lacks what it lacked before. A changed or revoked host key is
    /// never a question. An attempt that asks ends when the last of those who wished for it have cancelled.
    core::RequestHandle connectNow(const SshPrompting &prompting, const QObject *context, core::Handler<bool> handler);
    /// 0: a new attempt may begin. Minutes where only a person can help (AuthenticationRequired, a host key, the
    /// configuration): every knock with a refused key is a failed login in the eyes of the fail2ban over there.
    [[nodiscard]] qint64 retryAfterMs() const;
    /// Whether a failure stays until somebody does something about it here: login, host key, configuration.
    [[nodiscard]] static bool needsPerson(core::ErrorCode code);
    /// The world has changed (network, sleep): the next attempt may come at once, and one that runs without asking
    /// anybody begins anew. Not where only a person can help.
    void forgetBackoff();
    /// Asks the other end for a sign of life where Up: TunnelFrozen where none comes in time. ssh itself needs two
    /// intervals of silence to notice that a connection has died in a sleep or with another network.
    void checkAlive(qint64 deadlineMs);

    /// The local end (path of a Unix socket, 0600) of a tunnel to that socket on the other machine; made once per
    /// remote path and kept while this connection lives. Does not connect: lastError() or TunnelDown where it is not
    /// Up. InvalidArgument: not absolute, or with a character that ssh cannot carry (control, "${"); PathTooLong: over
    /// 107 bytes. That it exists says nothing of what is behind it: ssh accepts connections for a dead daemon too, and
    /// closes them.
    core::RequestHandle forward(const QString &remoteSocket, const QObject *context, core::Handler<QString> handler);
    /// Why the last connection through a tunnel was closed at once, where ssh said so. Empty where it said nothing
    /// since the connection came up. Up to date when the end of file of that tunnel is seen. OpenSSH's sshd says
    /// "connect failed" for a socket that is missing, that nobody listens on or that this login may not open, and for a
    /// forwarding that its configuration forbids alike; only a command over the connection can tell. Other servers say
    /// "administratively prohibited" for the latter.
    [[nodiscard]] QString lastOpenFailure() const;
    /// Number of ssh's words for it so far: whether a new one came since the caller opened its connection.
    [[nodiscard]] int openFailures() const;

    /// argv of an ssh that runs one command over the connection, complete but for the command: {"ssh", "-F", "none",
    /// "-S", control, "-T", ..., "--", host}. Only while Up. Where the connection has gone meanwhile it fails (255) and
    /// never makes one of its own.
    [[nodiscard]] QStringList sessionArguments() const;

    /// Leave to run one short command: sshd allows few sessions on one connection (MaxSessions, 10 as it comes) and
    /// refuses the next. Given back when the last copy is dropped. Whoever waits gets it in turn; Cancelled when this
    /// object goes.
    using SessionTicket = std::shared_ptr<void>;
    core::RequestHandle acquireSession(const QObject *context, core::Handler<SessionTicket> handler);
    /// Short commands at once; channels and followers, which stay, live in what remains.
    static constexpr int shortSessions = 6;

    /// Leave to run one command that stays (a channel, a follower), on this connection or, where its sessions are
    /// taken, on a further one to the same destination, which is made for it without asking anybody. TunnelDown where
    /// there is none to be had: the detail begins with noSessionLeft. Given back when the last copy of held is dropped.
    struct StaySession
    {
        std::shared_ptr<void> held;
        QStringList sessionArguments; ///< of the connection that it is on
    };
    core::RequestHandle acquireStay(const QObject *context, core::Handler<StaySession> handler);
    static constexpr int staySessions = 4; ///< on a connection that carries short commands too
    static constexpr int furtherSessions = 9; ///< on one that does not; one remains for checkAlive()
    /// How the detail of an error begins where sshd refuses a session for its MaxSessions.
    static constexpr QLatin1StringView noSessionLeft { "session open refused" };

    void close(); ///< lost() follows with Cancelled where it was Up

Q_SIGNALS:
    void opened();
    void lost(const core::Error &error); ///< an open connection ended
    void failed(const core::Error &error); ///< an attempt ended without one

private:
    /// One tunnel, from the first wish for it on.
    struct Forward
    {
        QString local;
        bool ready = false;
        std::vector<core::Pending<QString>> waiting;
    };

    [[nodiscard]] qint64 nowMs() const;
    [[nodiscard]] QProcessEnvironment environment() const;
    core::RequestHandle join(const core::Pending<bool> &pending);
    void begin(const SshPrompting &prompting);
    void abandonAttempt();
    void forgetEveryBackoff(); ///< also of what only a person can put right, and of the further connections
    [[nodiscard]] int attemptLimitMs() const;
    [[nodiscard]] bool listenForQuestions();
    void dropQuestions();
    void onTrustedOnce(const QString &fingerprint);
    void onEnteringCancelled();
    void beginAgain();
    void readConfiguration(const QStringList &destination, bool jump);
    void takeConfiguration(const QByteArray &configuration, bool jump);
    void startMaster();
    std::unique_ptr<SshProcess> newProcess();
    void onFolderChanged();
    void onSaid(const QByteArray &line);
    void onMasterEnded(int exitCode);
    void onDeadline();
    void onUp();
    /// told: instead, to those who have wished for an attempt that asks.
    void fail(const core::Error &error, const std::optional<core::Error> &told = {});
    void failLater(core::ErrorCode code, const QString &detail);
    void startForward(const QString &remoteSocket);
    void onForwardEnded(const QString &remoteSocket, int exitCode);
    void finishForward(const QString &remoteSocket, const core::Result<QString> &result);
    void dropForwards(const core::Error &error);
    [[nodiscard]] QStringList files() const;

    SshDestination m_destination;
    RuntimeFolder &m_folder;
    SshOptions m_options;
    core::SystemClock m_systemClock;
    State m_state = State::Closed;
    core::Error m_lastError { core::ErrorCode::TunnelDown, {} };
    QString m_lastOpenFailure;
    int m_openFailures = 0;
    SshPrompting m_prompting; ///< of the running attempt
    std::unique_ptr<SshQuestions> m_questions; ///< of the running attempt
    bool m_strictByUser = true;
    bool m_strictJump = false; ///< the same of any jump host
    QStringList m_jumps; ///< the jump hosts that the configuration names
    qsizetype m_jumpsRead = 0; ///< whose own configuration has been read
    bool m_ownKnownHostsCommand = false; ///< the user's configuration has one, for whichever host on the way
    bool m_proxied = false; ///< it names another program that makes the connection
    bool m_again = false; ///< the attempt ends because a key was trusted once
    QString m_program;
    QString m_control; ///< of the running attempt or connection; never used twice
    void giveSessions();
    [[nodiscard]] StaySession takeStay();
    void onFurtherUp(const core::Result<bool> &up, SshMaster &further, const core::Pending<StaySession> &pending);
    int m_sessions = 0; ///< tickets that are out
    int m_stays = 0;
    std::unique_ptr<SshProcess> m_lifeSign; ///< the command that checkAlive() waits for
    std::vector<std::unique_ptr<SshMaster>> m_further; ///< more connections for commands that stay
    std::deque<core::Pending<SessionTicket>> m_sessionQueue;
    std::vector<core::Pending<bool>> m_waiting;
    std::vector<core::Pending<bool>> m_entering; ///< the same of those for whom somebody is asked
    QHash<QString, Forward> m_forwards;
    QHash<QString, SshProcess *> m_forwardProcesses; ///< children of this object
    core::Backoff m_backoff;
    core::Backoff m_personBackoff; ///< for what only a person can put right
    qint64 m_retryAt = 0;
    qint64 m_upSince = 0;
    QTimer m_deadline;
    std::unique_ptr<SshProcess> m_process; ///< the master; before it, the reader of its configuration
};

/// What ssh meant by its last words on standard error and its exit code. Pure; table-tested with the words of
/// OpenSSH 9.2 and 10.0.
[[nodiscard]] core::Error sshError(const QByteArray &standardError, int exitCode);

} // namespace transport
