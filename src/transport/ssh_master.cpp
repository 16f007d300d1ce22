// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/ssh_master.h"

#include "transport/runtime_folder.h"
#include "transport/ssh_arguments.h"
#include "transport/ssh_process.h"
#include "transport/ssh_questions.h"
#include "transport/ssh_trust_once.h"

#include <QFile>
#include <QFileSystemWatcher>
#include <QPointer>
#include <QStandardPaths>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

using core::ErrorCode;

/// A connection that lived as long is no flapping one: after it the backoff begins anew.
constexpr qint64 stableMs = 30'000;

/// Whether that very process listens on the socket: nothing that lies there under the same name is used.
bool listens(const QString &path, qint64 pid)
{
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return false;
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return false;
    ucred peer {};
    socklen_t length = sizeof peer;
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
    const bool same = ::connect(fd, generic, sizeof address) == 0
        && ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.pid == pid;
    ::close(fd);
    return same;
}

} // namespace

SshMaster::SshMaster(SshDestination destination, RuntimeFolder &folder, SshOptions options, QObject *parent)
    : QObject(parent)
    , m_destination(std::move(destination))
    , m_folder(folder)
    , m_options(std::move(options))
    , m_backoff(1000, 60'000)
    , m_personBackoff(600'000, 3'600'000)
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &SshMaster::onDeadline);
}

SshMaster::~SshMaster()
{
    const QStringList left = files();
    qDeleteAll(std::exchange(m_forwardProcesses, {}));
    m_process.reset();
    removeSocketFiles(left);
}

bool SshMaster::needsPerson(ErrorCode code)
{
    return code == ErrorCode::AuthenticationRequired || code == ErrorCode::HostKeyUnknown
        || code == ErrorCode::HostKeyChanged || code == ErrorCode::InvalidArgument
        || code == ErrorCode::CommandNotFound;
}

qint64 SshMaster::nowMs() const
{
    return m_options.clock ? m_options.clock->monotonicMs() : m_systemClock.monotonicMs();
}

qint64 SshMaster::retryAfterMs() const
{
    return m_state == State::Closed ? std::max<qint64>(m_retryAt - nowMs(), 0) : 0;
}

core::RequestHandle SshMaster::require(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (retryAfterMs() > 0) {
        pending.finishLater(tl::unexpected(m_lastError));
        return pending.handle();
    }
    return join(pending);
}

core::RequestHandle SshMaster::join(const core::Pending<bool> &pending)
{
    if (m_state == State::Closed)
        begin({});
    if (m_state == State::Up)
        pending.finishLater(true);
    else
        m_waiting.push_back(pending);
    return pending.handle();
}

void SshMaster::begin(const SshPrompting &prompting)
{
    m_state = State::Opening;
    m_prompting = prompting;
    m_lastOpenFailure.clear();
    m_control = m_folder.newName(u'c');
    m_program
        = m_options.program.contains(u'/') ? m_options.program : QStandardPaths::findExecutable(m_options.program);
    if (m_program.isEmpty())
        return failLater(ErrorCode::CommandNotFound, m_options.program);
    // Everything else of it comes behind "--" or an option of its own; ssh before 9.6 would take this one for an
    // option.
    if (m_destination.host.isEmpty() || m_destination.host.startsWith(u'-'))
        return failLater(ErrorCode::InvalidArgument, u"host"_s);
    m_strictByUser = true;
    m_strictJump = false;
    m_jumps.clear();
    m_jumpsRead = 0;
    m_ownKnownHostsCommand = false;
    m_proxied = false;
    m_again = false;
    m_deadline.start(attemptLimitMs());
    // Without questions, what it says matters only where keys of ours would go into the place of the user's.
    if (m_prompting.askpassProgram.isEmpty() && SshTrustOnce(m_folder.path()).isEmpty())
        startMaster();
    else if (!m_prompting.ask || listenForQuestions())
        readConfiguration(m_destination.options + QStringList { u"--"_s, m_destination.host }, false);
}

std::unique_ptr<SshProcess> SshMaster::newProcess()
{
    return std::make_unique<SshProcess>();
}

void SshMaster::startMaster()
{
    if (m_process)
        m_process.release()->deleteLater(); // the reader; this is called from its signal
    m_process = newProcess();
    connect(m_process.get(), &SshProcess::said, this, &SshMaster::onSaid);
    connect(m_process.get(), &SshProcess::ended, this, &SshMaster::onMasterEnded);
    const SshTrustOnce trusted(m_folder.path());
    SshStrictness strictness;
    strictness.asks = !m_prompting.askpassProgram.isEmpty();
    strictness.strictByUser = m_strictByUser;
    strictness.strictJump = m_strictJump;
    strictness.repeats = m_questions != nullptr;
    strictness.proxied = m_proxied;
    // Never in the place of the user's own, which may know that a key has changed.
    strictness.trustsOnce = !m_ownKnownHostsCommand && !trusted.isEmpty();
    if (strictness.trustsOnce || (m_questions && !m_ownKnownHostsCommand)) {
        const auto command = trusted.commandFor(m_control);
        if (!command)
            return failLater(command.error().code, command.error().detail);
        strictness.knownKeys = *command;
    }
    const auto config = masterConfig(m_destination, m_options, strictness);
    if (!config)
        return failLater(config.error().code, config.error().detail);
    QFile file(m_control + u".conf"_s); // beside the socket: goes with it
    // Unbuffered: on a full disk ssh would be started with a part of it, which is one that asks for less.
    if (!file.open(
            QIODevice::WriteOnly | QIODevice::NewOnly | QIODevice::Unbuffered, QFile::ReadOwner | QFile::WriteOwner)
        || file.write(*config) != config->size())
        return failLater(ErrorCode::DataFolderUnusable, file.fileName() + u": "_s + file.errorString());
    file.close();
    // Before it starts: the control socket appears once.
    connect(&m_folder.watcher(), &QFileSystemWatcher::directoryChanged, this, &SshMaster::onFolderChanged,
        Qt::UniqueConnection);
    if (!m_process->start(m_program, masterArguments(m_destination, file.fileName(), m_control, m_options, strictness),
            environment()))
        failLater(ErrorCode::CommandNotFound, m_program);
}

void SshMaster::onFolderChanged()
{
    if (m_state == State::Opening && m_process && listens(m_control, m_process->pid()))
        onUp();
}

void SshMaster::onUp()
{
    m_deadline.stop();
    disconnect(&m_folder.watcher(), nullptr, this, nullptr);
    m_state = State::Up;
    m_upSince = nowMs();
    m_personBackoff.reset();
    dropQuestions();
    m_prompting = {};
    auto waiting = std::exchange(m_waiting, {}); // on the stack: a handler may delete this object
    for (const auto &pending : std::exchange(m_entering, {}))
        waiting.push_back(pending);
    Q_EMIT opened();
    for (const auto &pending : waiting)
        pending.finish(true);
}

void SshMaster::onSaid(const QByteArray &line)
{
    // "channel 3: open failed: connect failed: open failed": the middle is ssh's word, the rest the server's.
    constexpr QByteArrayView mark(": open failed: ");
    const qsizetype at = line.indexOf(mark);
    if (m_state != State::Up || at < 0 || !line.startsWith("channel "))
        return;
    ++m_openFailures;
    const QByteArray rest = line.mid(at + mark.size());
    m_lastOpenFailure = QString::fromUtf8(rest.left(rest.indexOf(':')));
}

QString SshMaster::lastOpenFailure() const
{
    // ssh writes its word before it closes the tunnel, and the event loop may show the end of file first.
    if (m_process && m_state == State::Up)
        m_process->drain();
    return m_lastOpenFailure;
}

int SshMaster::openFailures() const
{
    (void)lastOpenFailure();
    return m_openFailures;
}

void SshMaster::onMasterEnded(int exitCode)
{
    if (m_state == State::Opening && m_again)
        return beginAgain();
    fail(sshError(m_process->standardError(), exitCode));
}

void SshMaster::onDeadline()
{
    // ssh itself gives up on a connection that does not come about; this one came about, and then nothing was said.
    const QByteArray said = m_process ? m_process->standardError() : QByteArray();
    core::Error error = sshError(said, 0);
    const bool asking = m_questions ? m_questions->isWaiting() : !m_prompting.askpassProgram.isEmpty();
    if (asking)
        error.code = m_questions ? m_questions->lacking() : ErrorCode::AuthenticationRequired; // nobody has answered
    else if (error.code == ErrorCode::TunnelDown)
        error.code = ErrorCode::TunnelFrozen;
    if (said.isEmpty())
        error.detail = u"timeout"_s;
    fail(error);
}

/// The one end of every attempt and of every connection, but for close().
void SshMaster::fail(const core::Error &error, const std::optional<core::Error> &told)
{
    const bool wasUp = m_state == State::Up;
    abandonAttempt();
    m_lastError = error;
    if (wasUp && nowMs() - m_upSince >= stableMs)
        m_backoff.reset();
    if (!wasUp || nowMs() - m_upSince < stableMs)
        m_retryAt = nowMs() + (needsPerson(error.code) ? m_personBackoff : m_backoff).nextMs();
    else
        m_retryAt = 0; // a good connection has ended: the next one may come at once

    const QPointer<SshMaster> alive(this);
    const auto waiting = std::exchange(m_waiting, {});
    const auto entering = std::exchange(m_entering, {});
    if (wasUp)
        Q_EMIT lost(error);
    else
        Q_EMIT failed(error);
    if (alive)
        dropForwards(error);
    for (const auto &pending : waiting)
        pending.finish(tl::unexpected(error));
    for (const auto &pending : entering)
        pending.finish(tl::unexpected(told.value_or(error)));
}

void SshMaster::failLater(ErrorCode code, const QString &detail)
{
    // Queued: a caller's handler never runs inside its call. The control path tells this attempt from a later one.
    QMetaObject::invokeMethod(
        this,
        [this, code, detail, attempt = m_control] {
            if (m_state == State::Opening && m_control == attempt)
                fail({ code, detail });
        },
        Qt::QueuedConnection);
}

/// Ends the process, whatever it is doing; those who wait stay.
void SshMaster::abandonAttempt()
{
    m_deadline.stop();
    disconnect(&m_folder.watcher(), nullptr, this, nullptr);
    for (SshProcess *process : std::exchange(m_forwardProcesses, {})) {
        process->disconnect(this);
        process->kill();
        process->dismiss({}, m_folder.watcher());
    }
    if (m_process) {
        m_process->disconnect(this);
        if (m_state
            != State::Up) // before it is up it ends by a signal alone, and leaves its jump host or prompt behind
            m_process->kill();
        m_process.release()->dismiss(files(), m_folder.watcher());
    }
    m_state = State::Closed;
    dropQuestions();
    m_prompting = {};
}

void SshMaster::close()
{
    const bool wasUp = m_state == State::Up;
    const core::Error error { ErrorCode::Cancelled, {} };
    for (const auto &further : m_further)
        further->close();
    abandonAttempt();
    m_lastError = error;
    m_retryAt = 0;
    for (const auto &pending : std::exchange(m_waiting, {}))
        pending.finishLater(tl::unexpected(error));
    for (const auto &pending : std::exchange(m_entering, {}))
        pending.finishLater(tl::unexpected(error));
    for (const Forward &forward : std::exchange(m_forwards, {})) {
        for (const auto &pending : forward.waiting)
            pending.finishLater(tl::unexpected(error));
    }
    if (wasUp)
        QMetaObject::invokeMethod(
            this, [this, error] { Q_EMIT lost(error); }, Qt::QueuedConnection);
}

QStringList SshMaster::files() const
{
    QStringList result;
    if (!m_control.isEmpty())
        result.append(m_control);
    for (const Forward &forward : m_forwards)
        result.append(forward.local);
    return result;
}

QStringList SshMaster::sessionArguments() const
{
    // ProxyCommand: where the control socket is gone ssh would fall back to a connection of its own, which must fail.
    return { m_program, u"-F"_s, u"none"_s, u"-S"_s, m_control, u"-T"_s, u"-o"_s, u"BatchMode=yes"_s, u"-o"_s,
        u"ProxyCommand=/bin/false"_s, u"-o"_s, u"LogLevel=ERROR"_s, u"--"_s, m_destination.host };
}

} // namespace transport
