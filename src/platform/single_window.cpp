// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/single_window.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocalServer>
#include <QLocalSocket>
#include <QLoggingCategory>
#include <QtEndian>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace platform {

namespace {

Q_LOGGING_CATEGORY(lcSingle, "bangui.platform.single")

// The message: one byte version, four bytes length (big endian), that many bytes of JSON. The answer: one byte.
constexpr char messageVersion = 1;
constexpr qsizetype headerSize = 5;
constexpr quint32 maximumPayload = 256 * 1024;
constexpr char answerTaken = '\x06';
constexpr char answerRefused = '\x15';
constexpr qsizetype maximumSocketPath = 107; // sizeof(sockaddr_un::sun_path) without the closing zero

QByteArray encoded(const QStringList &arguments)
{
    const QJsonObject object { { u"arguments"_s, QJsonArray::fromStringList(arguments) },
        { u"activationToken"_s, qEnvironmentVariable("XDG_ACTIVATION_TOKEN") } };
    const QByteArray payload = QJsonDocument(object).toJson(QJsonDocument::Compact);
    QByteArray message(headerSize, '\0');
    message[0] = messageVersion;
    qToBigEndian(static_cast<quint32>(payload.size()), message.data() + 1);
    return message + payload;
}

bool isOwnUser(const QLocalSocket &socket)
{
    ucred peer {};
    socklen_t size = sizeof(peer);
    const int descriptor = static_cast<int>(socket.socketDescriptor());
    return ::getsockopt(descriptor, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
}

QString defaultFolder()
{
    const QString runtime = qEnvironmentVariable("XDG_RUNTIME_DIR");
    if (QDir::isAbsolutePath(runtime) && QFileInfo(runtime).isDir())
        return runtime + "/bangui"_L1;
    return u"/tmp/bangui-%1"_s.arg(::getuid());
}

} // namespace

SingleWindow::SingleWindow(const QString &dataFolder, const QString &runtimeFolder, QObject *parent)
    : QObject(parent)
    , m_folder(runtimeFolder.isEmpty() ? defaultFolder() : runtimeFolder)
{
    const QString canonical = QFileInfo(dataFolder).canonicalFilePath();
    const QString identity
        = canonical.isEmpty() ? QDir::cleanPath(QFileInfo(dataFolder).absoluteFilePath()) : canonical;
    const QByteArray hash
        = QCryptographicHash::hash(QFile::encodeName(identity), QCryptographicHash::Sha256).toHex().left(24);
    m_socketPath = m_folder + "/window-"_L1 + QString::fromLatin1(hash);
}

SingleWindow::~SingleWindow()
{
    close();
}

core::Result<void> SingleWindow::prepareFolder() const
{
    using core::ErrorCode;
    if (QFile::encodeName(m_socketPath).size() > maximumSocketPath)
        return core::failure(ErrorCode::PathTooLong, m_socketPath);
    const QByteArray folder = QFile::encodeName(m_folder);
    if (::mkdir(folder.constData(), 0700) != 0 && errno != EEXIST)
        return core::failure(ErrorCode::PermissionDenied, m_folder);
    // lstat: a link that somebody else laid in /tmp must not pass.
    struct stat info
    {
    };
    if (::lstat(folder.constData(), &info) != 0 || !S_ISDIR(info.st_mode) || info.st_uid != ::getuid())
        return core::failure(ErrorCode::PermissionDenied, m_folder);
    if ((info.st_mode & 0777) == 0700)
        return {};
    // It is ours, but others could reach into it, or we cannot: put its mode right. Not by its name, which somebody
    // could have laid a link over meanwhile. What lies in it was open to others: a socket there is only believed once
    // its owner has told who it is (SO_PEERCRED).
    const int descriptor = ::open(folder.constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    const bool same = descriptor >= 0 && ::fstat(descriptor, &info) == 0 && info.st_uid == ::getuid();
    const bool repaired = same && ::fchmod(descriptor, 0700) == 0;
    if (descriptor >= 0)
        ::close(descriptor);
    if (!repaired)
        return core::failure(ErrorCode::PermissionDenied, m_folder);
    qCWarning(lcSingle).noquote() << u"repaired the mode of %1"_s.arg(m_folder);
    return {};
}

core::RequestHandle SingleWindow::activateExisting(
    const QStringList &arguments, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    if (const auto folder = prepareFolder(); !folder) {
        pending.finishLater(tl::unexpected(folder.error()));
        return pending.handle();
    }
    auto *socket = new QLocalSocket(this);
    auto *deadline = new QTimer(socket);
    deadline->setSingleShot(true);
    // One end for every way out; the socket goes with it and takes the timer along.
    const auto end = [socket, pending](core::Result<bool> result) {
        socket->disconnect();
        socket->deleteLater();
        pending.finishLater(std::move(result));
    };
    pending.setOnCancel([guard = QPointer<QLocalSocket>(socket)] {
        if (guard) {
            guard->disconnect();
            guard->deleteLater();
        }
    });
    connect(deadline, &QTimer::timeout, socket,
        [this, end] { end(core::failure(core::ErrorCode::Timeout, m_socketPath)); });
    connect(socket, &QLocalSocket::connected, socket, [socket, arguments, end] {
        if (!isOwnUser(*socket)) {
            end(core::failure(core::ErrorCode::PermissionDenied, socket->fullServerName()));
            return;
        }
        socket->write(encoded(arguments));
    });
    connect(socket, &QLocalSocket::readyRead, socket, [socket, end] {
        const QByteArray answer = socket->read(1);
        if (answer.isEmpty())
            return;
        if (answer.at(0) == answerTaken)
            end(true);
        else
            end(core::failure(core::ErrorCode::UnexpectedReply, socket->fullServerName()));
    });
    connect(socket, &QLocalSocket::errorOccurred, socket, [this, end](QLocalSocket::LocalSocketError error) {
        switch (error) {
        case QLocalSocket::ServerNotFoundError:
        case QLocalSocket::ConnectionRefusedError:
            end(false); // nobody, or the socket of a process that is gone
            return;
        case QLocalSocket::PeerClosedError:
            end(core::failure(core::ErrorCode::ConnectionLost, m_socketPath));
            return;
        case QLocalSocket::SocketAccessError:
            end(core::failure(core::ErrorCode::PermissionDenied, m_socketPath));
            return;
        default:
            end(core::failure(core::ErrorCode::ConnectionLost, m_socketPath));
        }
    });
    deadline->start(m_timeoutMs);
    socket->connectToServer(m_socketPath);
    return pending.handle();
}

core::Result<void> SingleWindow::listen()
{
    if (m_server)
        return {};
    if (const auto folder = prepareFolder(); !folder)
        return folder;
    auto server = std::make_unique<QLocalServer>();
    server->setSocketOptions(QLocalServer::UserAccessOption);
    if (!server->listen(m_socketPath)) {
        if (server->serverError() != QAbstractSocket::AddressInUseError)
            return core::failure(core::ErrorCode::PermissionDenied, m_socketPath + ": "_L1 + server->errorString());
        // activateExisting() found nobody behind it (the data folder's own lock decides a race of two starts).
        QLocalServer::removeServer(m_socketPath);
        if (!server->listen(m_socketPath))
            return core::failure(core::ErrorCode::DataFolderInUse, m_socketPath);
        qCInfo(lcSingle) << "took over a stale socket";
    }
    m_server = server.release();
    m_server->setParent(this);
    connect(m_server, &QLocalServer::newConnection, this, &SingleWindow::onNewConnection);
    return {};
}

bool SingleWindow::isListening() const
{
    return m_server && m_server->isListening();
}

void SingleWindow::close()
{
    delete m_server; // with its sockets
    m_server = nullptr;
    m_peers.clear();
}

void SingleWindow::onNewConnection()
{
    while (QLocalSocket *peer = m_server->nextPendingConnection()) {
        if (!isOwnUser(*peer)) {
            qCWarning(lcSingle) << "refused a caller of another user";
            peer->abort();
            peer->deleteLater();
            continue;
        }
        m_peers.insert(peer, {});
        connect(peer, &QLocalSocket::disconnected, this, [this, peer] {
            m_peers.remove(peer);
            peer->deleteLater();
        });
        connect(peer, &QLocalSocket::readyRead, this, [this, peer] { onPeerData(peer); });
        // Who does not say what it wants in time is dropped.
        auto *deadline = new QTimer(peer);
        deadline->setSingleShot(true);
        connect(deadline, &QTimer::timeout, peer, &QLocalSocket::abort);
        deadline->start(m_timeoutMs);
        onPeerData(peer);
    }
}

void SingleWindow::onPeerData(QLocalSocket *peer)
{
    QByteArray &buffer = m_peers[peer];
    buffer += peer->read(qint64(maximumPayload) + headerSize - buffer.size());
    if (buffer.size() < headerSize)
        return;
    const quint32 length = qFromBigEndian<quint32>(buffer.constData() + 1);
    const auto answer = [peer](char byte) {
        peer->write(&byte, 1);
        peer->flush();
        peer->disconnectFromServer();
    };
    if (buffer.at(0) != messageVersion || length > maximumPayload) {
        answer(answerRefused);
        return;
    }
    if (buffer.size() < headerSize + qsizetype(length))
        return;
    const QJsonDocument document = QJsonDocument::fromJson(buffer.mid(headerSize, length));
    const QJsonValue list = document[u"arguments"_s];
    if (!list.isArray()) {
        answer(answerRefused);
        return;
    }
    QStringList arguments;
    for (const QJsonValue value : list.toArray())
        arguments.append(value.toString());
    const QString token = document[u"activationToken"_s].toString();
    buffer.clear();
    answer(answerTaken);
    Q_EMIT argumentsReceived(arguments, token);
}

} // namespace platform
