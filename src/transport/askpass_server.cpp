// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/askpass_server.h"

#include "transport/askpass_wire.h"
#include "transport/delete_from_loop.h"
#include "transport/elevation_secrets.h"

#include <QFile>
#include <QSocketNotifier>

#include <cerrno>
#include <cstring>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace transport {

AskpassServer::AskpassServer(QObject *parent)
    : QObject(parent)
{
}

AskpassServer::~AskpassServer()
{
    close();
}

core::Result<void> AskpassServer::listen(const QString &path)
{
    const auto fail = [this, &path](const QString &why) {
        close();
        return core::failure(core::ErrorCode::DataFolderUnusable, path + u": "_s + why);
    };
    const auto systemError = [] { return QString::fromLocal8Bit(::strerror(errno)); };
    sockaddr_un address {};
    address.sun_family = AF_UNIX;
    const QByteArray name = QFile::encodeName(path);
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return fail(u"its name is too long for a socket"_s);
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
    m_fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_fd < 0)
        return fail(systemError());
    const auto *generic = static_cast<const sockaddr *>(static_cast<const void *>(&address));
    if (::bind(m_fd, generic, sizeof address) != 0)
        return fail(systemError());
    m_path = path;
    // Nobody can connect before listen().
    if (::chmod(name.constData(), 0600) != 0 || ::listen(m_fd, maxOpen) != 0)
        return fail(systemError());
    m_notifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &AskpassServer::onConnection);
    return {};
}

void AskpassServer::close()
{
    while (!m_connections.empty())
        drop(m_connections.begin()->first);
    if (m_notifier)
        m_notifier->setEnabled(false);
    deleteFromLoop(std::move(m_notifier));
    if (m_fd >= 0)
        ::close(std::exchange(m_fd, -1));
    if (!m_path.isEmpty())
        ::unlink(QFile::encodeName(std::exchange(m_path, {})).constData());
}

void AskpassServer::onConnection()
{
    while (m_fd >= 0) {
        const int fd = ::accept4(m_fd, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (fd < 0)
            return;
        ucred peer {};
        socklen_t length = sizeof peer;
        const bool ours = ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && peer.uid == ::geteuid();
        if (!ours || m_connections.size() >= size_t(maxOpen)) {
            ::close(fd);
            continue;
        }
        const int question = ++m_last;
        Connection &connection = m_connections[question];
        connection.fd = fd;
        connection.notifier = std::make_unique<QSocketNotifier>(fd, QSocketNotifier::Read);
        connect(
            connection.notifier.get(), &QSocketNotifier::activated, this, [this, question] { onReadable(question); });
    }
}

void AskpassServer::onReadable(int question)
{
    const auto found = m_connections.find(question);
    if (found == m_connections.end())
        return;
    Connection &connection = found->second;
    std::array<char, 4096> buffer {};
    const ssize_t got = ::read(connection.fd, buffer.data(), buffer.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    const bool wasComplete = connection.complete;
    if (got <= 0 || wasComplete) { // gone, or it talks on where it should wait
        drop(question);
        if (wasComplete)
            Q_EMIT withdrawn(question);
        return;
    }
    connection.received.append(buffer.data(), got);
    constexpr auto headerBytes = qsizetype(askpass::headerSize);
    if (connection.received.size() < headerBytes)
        return;
    std::array<unsigned char, askpass::headerSize> header {};
    std::memcpy(header.data(), connection.received.constData(), header.size());
    const size_t size = askpass::sizeOf(header);
    const auto have = size_t(connection.received.size() - headerBytes);
    if (size > askpass::questionLimit || have > size)
        drop(question);
    else if (have == size)
        onQuestion(question, connection);
}

void AskpassServer::onQuestion(int question, Connection &connection)
{
    const QByteArray said = connection.received.mid(qsizetype(askpass::headerSize));
    const qsizetype hintEnd = said.indexOf('\0');
    const qsizetype pidEnd = hintEnd < 0 ? -1 : said.indexOf('\0', hintEnd + 1);
    if (pidEnd < 0 || said.indexOf('\0', pidEnd + 1) >= 0) {
        drop(question);
        return;
    }
    connection.complete = true;
    connection.received.clear();
    AskpassQuestion words;
    words.hint = QString::fromUtf8(said.left(hintEnd));
    words.pid = said.mid(hintEnd + 1, pidEnd - hintEnd - 1).toLongLong();
    words.text = QString::fromUtf8(said.mid(pidEnd + 1));
    Q_EMIT asked(question, words);
}

void AskpassServer::answer(int question, QByteArray secret)
{
    const auto found = m_connections.find(question);
    const bool readable = secret.size() <= qsizetype(askpass::answerLimit)
        && std::none_of(secret.cbegin(), secret.cend(), [](char c) { return c == '\n' || c == '\r' || c == '\0'; });
    if (found != m_connections.end() && found->second.complete && readable) {
        const auto header = askpass::header(size_t(secret.size()));
        // It fits into the empty buffer of the socket, so that nothing waits.
        if (::send(found->second.fd, header.data(), header.size(), MSG_NOSIGNAL) == ssize_t(header.size()))
            (void)::send(found->second.fd, secret.constData(), size_t(secret.size()), MSG_NOSIGNAL);
    }
    if (secret.capacity() > 0) // not a literal's, which is no secret
        wipe(secret);
    drop(question);
}

void AskpassServer::refuse(int question)
{
    drop(question);
}

bool AskpassServer::drop(int question)
{
    const auto found = m_connections.find(question);
    if (found == m_connections.end())
        return false;
    Connection connection = std::move(found->second);
    m_connections.erase(found);
    connection.notifier->setEnabled(false);
    deleteFromLoop(std::move(connection.notifier));
    ::close(connection.fd);
    return true;
}

} // namespace transport
