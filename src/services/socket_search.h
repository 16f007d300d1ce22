// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/server_profile.h"

#include <QByteArray>
#include <QHash>
#include <QObject>
#include <QStringList>

namespace transport {
class HostReader;
}

namespace services {

/// Where the daemon's socket on a machine was found.
struct SocketFinding
{
    QString path; ///< never empty
    bool exists = false; ///< a socket is there; otherwise it is what fail2ban would make there
    QString namedBy; ///< configuration file that names it; empty: a usual place
};

/// Asks one machine or container where fail2ban's socket is: its own configuration first, then the usual places (fact
/// sheet 3; the images of linuxserver and crazymax keep the usual socket, the former its configuration in
/// /config/fail2ban). The first that is a socket is the answer, else the configured or usual path with `exists` false.
/// Files that this login may not read are passed over; what is wrong with the way to the machine (ssh, sudo, the
/// engine) is the error. One run per object; deleting it cancels. Main thread.
class SocketSearch final : public QObject
{
    Q_OBJECT
public:
    /// configDir: empty for the usual folders. The host outlives it.
    SocketSearch(transport::HostReader &host, const QString &configDir, QObject *parent = nullptr);

    core::RequestHandle start(const QObject *context, core::Handler<SocketFinding> handler);

    [[nodiscard]] static QString usualSocket(); ///< /run/fail2ban/fail2ban.sock

private:
    void askFolder();
    void readFiles(const QString &dir, const QStringList &names, const QStringList &dropIns);
    void stat(const QString &path, const std::function<void()> &done);
    void read(const QString &file, const std::function<void()> &done);
    void askSockets();
    void finish();
    void note(const core::Error &error);

    transport::HostReader &m_host;
    QStringList m_dirs; ///< still to be looked at
    QHash<QString, QByteArray> m_read; ///< what could be read, by file
    QHash<QString, bool> m_isSocket; ///< what stat said
    core::Pending<SocketFinding> m_pending;
    QString m_configured;
    QString m_namedBy;
    std::optional<core::Error> m_error; ///< of the way
};

/// What is wrong with the way that a profile describes, before anything is tried: the word of
/// transport::parseSshDestination() ("host", "option -oProxyCommand=..."), or "container", "container_engine",
/// "elevation". Empty: nothing. For words see texts::wayProblem().
[[nodiscard]] QString wayProblem(const core::ServerProfile &profile);

} // namespace services
