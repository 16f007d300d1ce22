// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/jail.h"
#include "core/request_handle.h"

#include <QObject>
#include <QSet>

namespace services {

class ServerSession;

/// Reads everything readable of one jail over one connection: status, every property of the fact sheet, actions with
/// their properties. Properties that this daemon does not know are remembered by the caller's set, because each such
/// question writes an ERROR into the server's log. Deletes itself after the handler has run.
class JailDetailFetch final : public QObject
{
    Q_OBJECT
public:
    JailDetailFetch(ServerSession &session, QString jail, std::shared_ptr<QSet<QString>> unsupported,
        const core::Clock &clock, core::Pending<core::JailDetail> pending, QObject *parent);
    void start();

private:
    void fetchProperties();
    void fetchActions();
    void fetchAction(qsizetype index);
    void finish(core::Result<core::JailDetail> result);

    QPointer<ServerSession> m_session;
    QString m_jail;
    std::shared_ptr<QSet<QString>> m_unsupported; ///< shared: the server may be removed while this runs
    const core::Clock &m_clock;
    core::Pending<core::JailDetail> m_pending;
    core::JailDetail m_detail;
};

} // namespace services
