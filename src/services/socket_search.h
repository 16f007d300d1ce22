// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/container_image.h"
#include "core/request_handle.h"
#include "core/server_profile.h"
#include "transport/host.h"

#include <QObject>
#include <QStringList>

namespace services {

/// Where the daemon's socket on a machine was found.
struct SocketFinding
{
    QString path; ///< never empty
    bool exists = false; ///< a socket is there; otherwise it is what fail2ban would make there
    QString namedBy; ///< configuration file that names it; empty: a usual place
    core::ContainerImage image = core::ContainerImage::None;
    QString configDir; ///< the image's own configuration folder; empty: the usual one
};

/// Asks one machine or container where fail2ban's socket is: its own configuration first, then the usual places (fact
/// sheet 3; the images of linuxserver and crazymax keep the usual socket, the former its configuration in
/// /config/fail2ban). The first that is a socket is the answer, else the configured or usual path with `exists` false.
/// Files that this login may not read are passed over; what is wrong with the way to the machine (ssh, sudo, the
/// engine) is the error. One run of a helper there, a second one where the configuration names a socket in a way that
/// only the whole of it tells. One run per object; deleting it cancels. Main thread.
class SocketSearch final : public QObject
{
    Q_OBJECT
public:
    /// configDir: empty for the usual folders. The host outlives it.
    SocketSearch(transport::HostReader &host, const QString &configDir, QObject *parent = nullptr);

    core::RequestHandle start(const QObject *context, core::Handler<SocketFinding> handler);

    [[nodiscard]] static QString usualSocket(); ///< /run/fail2ban/fail2ban.sock

private:
    void onSurvey(const transport::SurveyResult &survey);
    [[nodiscard]] bool isSocket(const QString &path) const;
    void finish();

    transport::HostReader &m_host;
    QStringList m_dirs; ///< where a configuration may be, the more usual one first
    transport::SurveyResult m_survey;
    core::Pending<SocketFinding> m_pending;
    QString m_configured;
    QString m_namedBy;
};

/// What is wrong with the way that a profile describes, before anything is tried: the word of
/// transport::parseSshDestination() ("host", "option -oProxyCommand=..."), or "container", "container_engine",
/// "elevation". Empty: nothing. For words see texts::wayProblem().
[[nodiscard]] QString wayProblem(const core::ServerProfile &profile);

} // namespace services
