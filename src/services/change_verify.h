// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/request_handle.h"
#include "transport/host.h"

#include <QObject>
#include <QPointer>

namespace services {

class ServerSession;

/// What a daemon must look like after a change.
struct ChangeExpectation
{
    core::ProcessIdentity process; ///< unknown: not compared
    QString socketPath;
    QStringList jails; ///< that must run
    QString jail; ///< the one that was changed
    std::optional<config::DumpedJail> wanted; ///< absent: the jail must not run
};

/// One look at a daemon after a change: the same process, on a connection of its own; no jail lost; regexes, logs,
/// allowed addresses, actions and main values as the configuration has them (a backend no daemon tells). A jail without
/// actions has failed. Deletes itself after the handler has run: how many jails there are, VerifyFailed with what
/// differs, or why nobody could look.
class ChangeVerify final : public QObject
{
    Q_OBJECT
public:
    ChangeVerify(ServerSession &session, transport::HostReader &host, ChangeExpectation expected,
        core::Pending<QString> pending, QObject *parent);
    void start();

private:
    void compareJails();
    void compareRegexes(const QString &name, const QStringList &wanted, std::function<void()> then);
    void comparePrefRegex();
    void compareLists(QList<std::pair<QString, QString>> names); ///< as `get J NAME` has them, and as the dump does
    void compareActions();
    void compareValues(QStringList names);
    void fail(const QString &what);
    void end(const core::Result<QString> &result);
    [[nodiscard]] bool sessionIsGone();

    QPointer<ServerSession> m_session;
    transport::HostReader &m_host;
    ChangeExpectation m_expected;
    core::Pending<QString> m_pending;
    qsizetype m_count = 0;
};

} // namespace services
