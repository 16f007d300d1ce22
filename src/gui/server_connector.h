// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/result.h"
#include "core/server_status.h"
#include "services/service_set.h"

#include <QList>
#include <QObject>
#include <QStringList>

class QWidget;

namespace gui {

/// Opens the way to servers because the user has clicked: one after the other, each with the questions that it has.
/// Declining one question ends what was still to come.
class ServerConnector final : public QObject
{
    Q_OBJECT

public:
    /// What a click can do for a server.
    enum class Help {
        None,
        Ask, ///< it wants a login, a password or a look at its key
        Retry, ///< the way to it is interrupted
        Explain ///< its key has changed: nothing goes on from here
    };

    /// window: parent of dialogs.
    ServerConnector(const services::ServiceSet &services, QWidget *window);

    [[nodiscard]] static Help helpFor(const core::ServerStatus &status);
    [[nodiscard]] Help helpFor(core::ServerId server) const;
    /// Those of them that a click could connect, on their way or not.
    [[nodiscard]] QList<core::ServerId> connectable(const QList<core::ServerId> &servers) const;
    /// On its way, or next in turn.
    [[nodiscard]] bool isConnecting(core::ServerId server) const;
    /// For a button or link that stands for these connectable servers: "Connect…", "Connect now", "Connect 3 servers…",
    /// "Connecting…" (then it does nothing). Empty: there is nothing to click.
    [[nodiscard]] QString actionText(const QList<core::ServerId> &connectable) const;
    /// For one server: the same, and where its key has changed the way to the explanation.
    [[nodiscard]] QString actionText(core::ServerId server) const;
    [[nodiscard]] bool canAct(core::ServerId server) const;
    /// What actionText() of one server says.
    void act(core::ServerId server);

    void connectServers(const QList<core::ServerId> &servers);

Q_SIGNALS:
    /// A server began or ended to be on its way.
    void changed();
    void connected(core::ServerId server);
    /// After the last: what could not be connected, and the raw words.
    void failed(const QString &what, const QString &why);

private:
    void next();
    void onEntered(core::ServerId server, const core::Result<bool> &entered);
    void tellFailures();
    void explain(core::ServerId server);

    services::ServiceSet m_services;
    QWidget *m_window;
    QList<core::ServerId> m_waiting;
    core::ServerId m_current; ///< invalid: none
    QStringList m_failures; ///< a sentence each
    QStringList m_details;
};

} // namespace gui
