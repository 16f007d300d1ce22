// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QObject>
#include <QSocketNotifier>
#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <vector>

namespace support {

/// A real Unix socket with a server behind it that does what the test says, also what no honest daemon does. It knows
/// of fail2ban only where a request ends (`<F2B_END_COMMAND>`). Lives on the test's thread and needs its event loop.
class ScriptedServer final : public QObject
{
    Q_OBJECT
public:
    struct Reply
    {
        QByteArray bytes;
        qsizetype chunk = 0; ///< bytes per event-loop turn; 0: as many as go
        qsizetype cutAfter = -1; ///< closes the connection after so many bytes; -1: never
        bool stall = false; ///< says nothing, and nothing more on this connection
    };
    using Responder = std::function<Reply(const QByteArray &request)>;

    /// Listens at once, with this backlog (fail2ban's own is 1).
    explicit ScriptedServer(int backlog = 16, QObject *parent = nullptr);
    ~ScriptedServer() override;

    [[nodiscard]] QString path() const;

    /// Replies in order, one per request; the last one repeats. Without any the server never answers.
    void setReplies(const QList<Reply> &replies);
    void setReply(const QByteArray &bytes) { setReplies({ Reply { bytes } }); }
    void setResponder(Responder responder) { m_responder = std::move(responder); }
    /// Off: bytes go back as they come, no request is looked for.
    void setEcho(bool on) { m_echo = on; }

    void setAccepting(bool on); ///< off: the kernel's backlog fills up
    void stopListening(bool removeSocket = true); ///< a daemon that ended (removed) or was killed (left behind)
    void listenAgain(); ///< a daemon that was started again, at the same path
    void send(const QByteArray &bytes); ///< unasked, to every connection
    void dropConnections();

    [[nodiscard]] const QList<QByteArray> &requests() const { return m_requests; } ///< with their end marker
    [[nodiscard]] QByteArray received() const { return m_received; } ///< every byte of every connection
    [[nodiscard]] int connectionCount() const { return static_cast<int>(m_connections.size()); } ///< open now
    [[nodiscard]] int acceptedCount() const { return m_accepted; } ///< ever

Q_SIGNALS:
    void requestReceived(const QByteArray &request);
    void connectionClosed();

private:
    struct Connection;

    void acceptAll();
    void onReadable(Connection *connection);
    void queue(Connection *connection, const Reply &reply);
    void flush(Connection *connection);
    void drop(Connection *connection);
    [[nodiscard]] bool isAlive(const Connection *connection) const;

    QTemporaryDir m_folder;
    int m_backlog;
    int m_fd = -1;
    std::unique_ptr<QSocketNotifier> m_listener;
    std::vector<std::unique_ptr<Connection>> m_connections;
    Responder m_responder;
    bool m_echo = false;
    QList<QByteArray> m_requests;
    QByteArray m_received;
    int m_accepted = 0;
};

} // namespace support
