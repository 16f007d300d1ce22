// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/configuration.h"
#include "core/ids.h"
#include "core/request_handle.h"

#include <QObject>

#include <optional>

namespace services {

/// A server's configuration files as they were read at one moment.
struct ServerConfiguration
{
    core::ServerId server;
    QString version; ///< fail2ban's, as its client says; empty where it could not be asked
    qint64 readAt = 0; ///< UTC ms
    QByteArray fingerprint; ///< SHA-256 in hexadecimal over all names and bytes: equal where nothing changed
    config::Configuration configuration;
};

/// Reads the configuration folder of a server: one run for the files, one for what they include from elsewhere, one for
/// the logs that their patterns name. Changes nothing. Lives on the main thread; one reading per server at a time,
/// callers that arrive meanwhile wait for it.
class ConfigService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Errors: those of the way to the machine, FileNotFound where the folder has neither jail.conf nor jail.local,
    /// FileUnreadable where this login may not read it.
    virtual core::RequestHandle read(
        core::ServerId server, const QObject *context, core::Handler<services::ServerConfiguration> handler)
        = 0;
    /// What read() gave last in this process; nullopt before.
    [[nodiscard]] virtual std::optional<services::ServerConfiguration> last(core::ServerId server) const = 0;

Q_SIGNALS:
    /// Another fingerprint than before, or the first.
    void changed(core::ServerId server);
};

} // namespace services

Q_DECLARE_METATYPE(services::ServerConfiguration)
