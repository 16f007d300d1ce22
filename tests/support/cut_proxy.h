// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>

#include <memory>
#include <vector>

namespace support {

/// A network between a client and a server on loopback, that can be cut as a cable is: nothing is closed, nothing is
/// refused, and nothing arrives any more. Needs the test's event loop.
class CutProxy final : public QObject
{
public:
    CutProxy(const QString &address, quint16 port)
        : m_address(address)
        , m_port(port)
    {
        connect(&m_server, &QTcpServer::newConnection, this, &CutProxy::onConnection);
        if (!m_server.listen(QHostAddress::LocalHost))
            qFatal("proxy: %s", qPrintable(m_server.errorString()));
    }

    [[nodiscard]] quint16 port() const { return m_server.serverPort(); }
    /// Connections that were there stay dead for ever, those made meanwhile too.
    void cut()
    {
        m_cut = true;
        for (const auto &pair : m_pairs)
            pair->dead = true;
    }
    void mend() { m_cut = false; }
    [[nodiscard]] int accepted() const { return static_cast<int>(m_pairs.size()); } ///< ever

private:
    struct Pair
    {
        std::unique_ptr<QTcpSocket> client;
        QTcpSocket server;
        bool dead = false;
    };

    void onConnection()
    {
        while (QTcpSocket *client = m_server.nextPendingConnection()) {
            auto &pair = m_pairs.emplace_back(std::make_unique<Pair>());
            client->setParent(nullptr);
            pair->client.reset(client);
            pair->dead = m_cut;
            if (m_cut)
                continue;
            pair->server.connectToHost(m_address, m_port);
            join(*pair, *client, pair->server);
            join(*pair, pair->server, *client);
        }
    }
    void join(const Pair &pair, QTcpSocket &from, QTcpSocket &to)
    {
        connect(&from, &QTcpSocket::readyRead, this, [&pair, &from, &to] {
            if (!pair.dead)
                to.write(from.readAll());
        });
        connect(&from, &QTcpSocket::disconnected, this, [&pair, &to] {
            if (!pair.dead)
                to.disconnectFromHost();
        });
    }

    QString m_address;
    quint16 m_port;
    QTcpServer m_server;
    std::vector<std::unique_ptr<Pair>> m_pairs;
    bool m_cut = false;
};

} // namespace support
