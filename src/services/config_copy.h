// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "services/server_transaction.h"

#include <QObject>

namespace services {

/// A private copy of a server's configuration folder with an edit in it, for fail2ban's own programs to read: a folder
/// that only its owner may enter, below /run/bangui (root) or .bangui beside the socket: nothing is lost with it. It
/// goes with remove(), with this object where the way to the server is open, with the process or login that asked for
/// it, and in any case by itself after a quarter of an hour.
class ConfigCopy final : public QObject
{
    Q_OBJECT
public:
    /// What was found on the way, for the change itself.
    struct Made
    {
        QString folder; ///< the copy
        bool root = false;
    };

    /// PROFILE tells how whoever asks for the copy is known on the server, which takes it away when that one has gone.
    ConfigCopy(TransactionRunner runner, const core::ServerProfile &profile, QObject *parent = nullptr);
    ~ConfigCopy() override;

    /// Once. NotSupported where nothing can be written where the edit goes (detail: "missing ", "readonly " or, for
    /// want of rights, "closed ", and that folder), or others may write where the copy would lie (detail: "shared " and
    /// that folder); CommandFailed where the copy does not succeed.
    void make(const config::ConfigTree &tree, const config::FileEdit &edit, const QString &socketPath,
        const QObject *context, core::Handler<Made> handler);
    void remove(const QObject *context, std::function<void()> then);

private:
    TransactionRunner m_runner;
    const QString m_asker;
    QString m_socketPath;
    QString m_name; ///< empty: there is none
};

} // namespace services
