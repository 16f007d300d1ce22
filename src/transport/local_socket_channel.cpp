// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/local_socket_channel.h"

#include "transport/host_bytes.h"
#include "transport/read_watch.h"

#include <QFile>

#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

using namespace Qt::StringLiterals;

namespace transport {

namespace {

/// One read or write per turn of the event loop: a huge reply must not keep the window from painting.
constexpr qsizetype sliceSize = 256LL * 1024;

QString systemText(int error)
{
    return QString::fromLocal8Bit(std::strerror(error));
}

bool existsAndIsNoSocket(const QByteArray &path)
{
    struct stat info
    {
    };
    return ::stat(path.constData(), &info) == 0 && !S_ISSOCK(info.st_mode);
}

/// Later, because this is called from inside the notifier's own signal too.
void discard(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier->disconnect();
    notifier.release()->deleteLater();
}

} // namespace

core::ErrorCode connectErrorCode(int error, bool existsAndIsNoSocket)
{
    if (existsAndIsNoSocket)
        return core::ErrorCode::NotASocket;
    switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
        return core::ErrorCode::NoSocket;
    case ECONNREFUSED:
        return core::ErrorCode::Refused;
    case EACCES:
    case EPERM:
        return core::ErrorCode::PermissionDenied;
    case EAGAIN:
        return core::ErrorCode::Busy;
    case ENAMETOOLONG:
        return core::ErrorCode::PathTooLong;
    case ENOTSOCK:
    case EPROTOTYPE: // a datagram socket
        return core::ErrorCode::NotASocket;
    case ETIMEDOUT:
        return core::ErrorCode::Timeout;
    case ECONNRESET:
    case EPIPE:
        return core::ErrorCode::ConnectionLost;
    default:
        return core::ErrorCode::Internal; // no descriptors, no memory: detail has the system's words
    }
}

quint64 startTimeFromStat(const QByteArray &stat)
{
    // "PID (NAME) S ..." with field 3 behind the last bracket; 22 is the start time, that is index 19 from there.
    const qsizetype bracket = stat.lastIndexOf(')');
    if (bracket < 0)
        return 0;
    const QList<QByteArray> fields = stat.mid(bracket + 1).simplified().split(' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X")
        return 0;
    return fields[19].toULongLong();
}

quint64 processStartTime(qint64 pid)
{
    if (pid <= 0)
        return 0;
    QFile file(u"/proc/%1/stat"_s.arg(pid)); // the kernel's memory, never a slow disk
    return file.open(QIODevice::ReadOnly) ? startTimeFromStat(file.readAll()) : 0;
}

LocalSocketChannel::LocalSocketChannel(QString path, QObject *parent)
    : LocalSocketChannel(std::move(path), nullptr, parent)
{
}

LocalSocketChannel::LocalSocketChannel(QString path, std::shared_ptr<ReadWatch> watch, QObject *parent)
    : Channel(parent)
    , m_path(std::move(path))
    , m_watch(std::move(watch))
{
}

LocalSocketChannel::~LocalSocketChannel()
{
    drop();
}

void LocalSocketChannel::open()
{
    if (m_state != State::Closed)
        return;
    m_state = State::Opening;
    ++m_epoch;
    const QByteArray path = hostBytes(m_path);
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    // Not even the abstract names that begin with NUL, and one byte stays for the terminating one.
    if (path.isEmpty() || path.contains('\0'))
        return failLater(core::ErrorCode::NoSocket, systemText(ENOENT));
    if (size_t(path.size()) >= sizeof address.sun_path)
        return failLater(core::ErrorCode::PathTooLong, systemText(ENAMETOOLONG));
    std::memcpy(address.sun_path, path.constData(), size_t(path.size()));

    m_fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_fd < 0)
        return failLater(core::ErrorCode::Internal, systemText(errno));
    if (::connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0) {
        QMetaObject::invokeMethod(
            this,
            [this, epoch = m_epoch] {
                if (epoch == m_epoch && m_state == State::Opening)
                    finishOpening();
            },
            Qt::QueuedConnection);
        return;
    }
    const int error = errno;
    if (error == EINPROGRESS || error == EINTR) {
        watchWriting(&LocalSocketChannel::onConnected);
        return;
    }
    failLater(connectErrorCode(error, existsAndIsNoSocket(path)), systemText(error));
}

void LocalSocketChannel::onConnected()
{
    int error = 0;
    socklen_t size = sizeof error;
    if (::getsockopt(m_fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
        error = errno;
    discard(m_writer);
    if (error != 0)
        fail(connectErrorCode(error, existsAndIsNoSocket(hostBytes(m_path))), systemText(error));
    else
        finishOpening();
}

void LocalSocketChannel::finishOpening()
{
    ucred peer {};
    socklen_t size = sizeof peer;
    m_peer.reset();
    // pid 0: the daemon lives in a pid namespace that we cannot see into.
    if (::getsockopt(m_fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.pid > 0)
        m_peer = core::ProcessIdentity { peer.pid, processStartTime(peer.pid) };

    if (!m_watch || !m_watch->add(m_fd, [this] { onReadable(); })) {
        m_reader = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
        connect(m_reader.get(), &QSocketNotifier::activated, this, &LocalSocketChannel::onReadable);
    }
    m_state = State::Open;
    Q_EMIT opened();
}

void LocalSocketChannel::close()
{
    drop();
}

void LocalSocketChannel::write(const QByteArray &bytes)
{
    if (m_state != State::Open || bytes.isEmpty())
        return;
    const bool idle = m_outgoing.isEmpty();
    m_outgoing += bytes;
    if (idle)
        flush();
}

void LocalSocketChannel::flush()
{
    const qsizetype wanted = std::min(m_outgoing.size() - m_sent, sliceSize);
    const ssize_t count = ::send(m_fd, m_outgoing.constData() + m_sent, size_t(wanted), MSG_NOSIGNAL);
    if (count < 0 && errno != EAGAIN && errno != EINTR) {
        // The daemon is gone. What it said before is still to be read, and the end of file after it tells the caller.
        m_outgoing.clear();
        m_sent = 0;
    } else if (count > 0) {
        m_sent += count;
        if (m_sent == m_outgoing.size()) {
            m_outgoing.clear();
            m_sent = 0;
        }
    }
    if (m_outgoing.isEmpty())
        discard(m_writer);
    else if (!m_writer) // a daemon that does not read; almost every request fits at once
        watchWriting(&LocalSocketChannel::onWritable);
}

void LocalSocketChannel::watchWriting(void (LocalSocketChannel::*slot)())
{
    m_writer = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Write);
    connect(m_writer.get(), &QSocketNotifier::activated, this, slot);
}

void LocalSocketChannel::onWritable()
{
    if (m_state == State::Open && !m_outgoing.isEmpty())
        flush();
}

void LocalSocketChannel::onReadable()
{
    if (m_state != State::Open)
        return;
    // As much as is there: hundreds of channels with a buffer each would be many megabytes.
    int waiting = 0;
    if (::ioctl(m_fd, FIONREAD, &waiting) != 0 || waiting <= 0)
        waiting = 1; // the end
    QByteArray bytes(std::min<qsizetype>(waiting, sliceSize), Qt::Uninitialized);
    const ssize_t count = ::recv(m_fd, bytes.data(), size_t(bytes.size()), 0);
    if (count > 0) {
        bytes.truncate(count);
        Q_EMIT bytesReceived(bytes); // the last statement: a receiver may delete us
        return;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    fail(core::ErrorCode::ConnectionLost, count < 0 ? systemText(errno) : QString());
}

std::optional<core::ProcessIdentity> LocalSocketChannel::peerIdentity() const
{
    return m_state == State::Open ? m_peer : std::nullopt;
}

void LocalSocketChannel::fail(core::ErrorCode code, const QString &detail)
{
    const bool wasOpen = m_state == State::Open;
    drop();
    const core::Error error { code, detail };
    if (wasOpen)
        Q_EMIT closed(error);
    else
        Q_EMIT failed(error);
}

void LocalSocketChannel::failLater(core::ErrorCode code, const QString &detail)
{
    QMetaObject::invokeMethod(
        this,
        [this, epoch = m_epoch, code, detail] {
            if (epoch == m_epoch && m_state == State::Opening)
                fail(code, detail);
        },
        Qt::QueuedConnection);
}

void LocalSocketChannel::drop()
{
    ++m_epoch;
    discard(m_reader);
    discard(m_writer);
    if (m_fd >= 0) {
        if (m_watch)
            m_watch->remove(m_fd);
        ::close(m_fd);
    }
    m_fd = -1;
    m_state = State::Closed;
    m_outgoing.clear();
    m_sent = 0;
    m_peer.reset();
}

} // namespace transport
