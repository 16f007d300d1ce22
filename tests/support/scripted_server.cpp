// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"

#include <QDir>
#include <QFile>
#include <QTimer>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace support {

namespace {
const QByteArray endOfRequest = QByteArrayLiteral("<F2B_END_COMMAND>");
} // namespace

struct ScriptedServer::Connection
{
    int fd = -1;
    std::unique_ptr<QSocketNotifier> reader;
    std::unique_ptr<QSocketNotifier> writer;
    QByteArray incoming;
    QList<Reply> outgoing;
    bool stalled = false;

    ~Connection()
    {
        reader.reset();
        writer.reset();
        ::close(fd);
    }
};

ScriptedServer::ScriptedServer(int backlog, QObject *parent)
    : QObject(parent)
    , m_folder(QDir::tempPath() + QStringLiteral("/f2b-XXXXXX"))
    , m_backlog(backlog)
{
    listenAgain();
}

ScriptedServer::~ScriptedServer()
{
    stopListening();
}

QString ScriptedServer::path() const
{
    return m_folder.filePath(QStringLiteral("s"));
}

void ScriptedServer::listenAgain()
{
    stopListening();
    m_fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    const QByteArray name = QFile::encodeName(path());
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    if (m_fd < 0 || size_t(name.size()) >= sizeof address.sun_path)
        qFatal("ScriptedServer: no socket at %s", name.constData());
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    if (::bind(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0
        || ::listen(m_fd, m_backlog) != 0)
        qFatal("ScriptedServer: cannot listen at %s: %s", name.constData(), std::strerror(errno));
    m_listener = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_listener.get(), &QSocketNotifier::activated, this, &ScriptedServer::acceptAll);
}

void ScriptedServer::stopListening(bool removeSocket)
{
    m_listener.reset();
    m_connections.clear();
    if (m_fd >= 0)
        ::close(m_fd);
    m_fd = -1;
    if (removeSocket)
        QFile::remove(path());
}

void ScriptedServer::setReplies(const QList<Reply> &replies)
{
    m_responder = [replies, at = qsizetype(0)](const QByteArray &) mutable {
        if (replies.isEmpty())
            return Reply { {}, 0, -1, true };
        const Reply reply = replies.at(std::min(at, replies.size() - 1));
        ++at;
        return reply;
    };
}

void ScriptedServer::setAccepting(bool on)
{
    if (m_listener)
        m_listener->setEnabled(on);
}

void ScriptedServer::send(const QByteArray &bytes)
{
    for (const auto &connection : std::vector<Connection *>([this] {
             std::vector<Connection *> all;
             for (const auto &one : m_connections)
                 all.push_back(one.get());
             return all;
         }())) {
        if (isAlive(connection))
            queue(connection, Reply { bytes });
    }
}

void ScriptedServer::dropConnections()
{
    m_connections.clear();
}

bool ScriptedServer::isAlive(const Connection *connection) const
{
    return std::any_of(
        m_connections.begin(), m_connections.end(), [connection](const auto &c) { return c.get() == connection; });
}

void ScriptedServer::acceptAll()
{
    while (true) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (fd < 0)
            return;
        ++m_accepted;
        auto connection = std::make_unique<Connection>();
        Connection *raw = connection.get();
        raw->fd = fd;
        raw->reader = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
        raw->writer = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Write);
        raw->writer->setEnabled(false);
        connect(raw->reader.get(), &QSocketNotifier::activated, this, [this, raw] { onReadable(raw); });
        connect(raw->writer.get(), &QSocketNotifier::activated, this, [this, raw] { flush(raw); });
        m_connections.push_back(std::move(connection));
    }
}

void ScriptedServer::drop(Connection *connection)
{
    // From inside a notifier's own signal: its owner may go only when that has returned.
    const auto at = std::find_if(
        m_connections.begin(), m_connections.end(), [connection](const auto &c) { return c.get() == connection; });
    if (at == m_connections.end())
        return;
    const std::shared_ptr<Connection> last = std::move(*at);
    m_connections.erase(at);
    last->reader->setEnabled(false);
    last->writer->setEnabled(false);
    ::shutdown(last->fd, SHUT_RDWR);
    QMetaObject::invokeMethod(
        this, [last] { Q_UNUSED(last) }, Qt::QueuedConnection);
    Q_EMIT connectionClosed();
}

void ScriptedServer::onReadable(Connection *connection)
{
    std::array<char, 65536> buffer {};
    const ssize_t count = ::recv(connection->fd, buffer.data(), buffer.size(), 0);
    if (count < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (count <= 0)
        return drop(connection);
    const QByteArray bytes(buffer.data(), count);
    m_received += bytes;
    if (m_echo)
        return queue(connection, Reply { bytes });
    connection->incoming += bytes;
    while (isAlive(connection)) {
        const qsizetype end = connection->incoming.indexOf(endOfRequest);
        if (end < 0)
            return;
        const QByteArray request = connection->incoming.left(end + endOfRequest.size());
        connection->incoming.remove(0, request.size());
        m_requests.append(request);
        Q_EMIT requestReceived(request);
        if (m_responder && isAlive(connection))
            queue(connection, m_responder(request));
    }
}

void ScriptedServer::queue(Connection *connection, const Reply &reply)
{
    if (connection->stalled)
        return;
    connection->stalled = reply.stall;
    if (reply.stall)
        return;
    connection->outgoing.append(reply);
    flush(connection);
}

void ScriptedServer::flush(Connection *connection)
{
    while (!connection->outgoing.isEmpty()) {
        Reply &reply = connection->outgoing.front();
        qsizetype wanted = reply.bytes.size();
        if (reply.cutAfter >= 0)
            wanted = std::min(wanted, reply.cutAfter);
        if (reply.chunk > 0)
            wanted = std::min(wanted, reply.chunk);
        const ssize_t sent
            = wanted > 0 ? ::send(connection->fd, reply.bytes.constData(), size_t(wanted), MSG_NOSIGNAL) : 0;
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return drop(connection);
        if (sent > 0) {
            reply.bytes.remove(0, sent);
            if (reply.cutAfter >= 0)
                reply.cutAfter -= sent;
        }
        if (reply.cutAfter == 0)
            return drop(connection);
        const bool chunked = reply.chunk > 0;
        const bool done = reply.bytes.isEmpty();
        if (done)
            connection->outgoing.removeFirst();
        if (sent < 0 || (chunked && !connection->outgoing.isEmpty()))
            break; // the write notifier goes on, in a later turn of the event loop
    }
    connection->writer->setEnabled(!connection->outgoing.isEmpty());
}

} // namespace support
