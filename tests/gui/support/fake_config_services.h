// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/config_service.h"
#include "services/preflight_service.h"

#include <QMap>

#include <map>
#include <utility>

namespace guitest {

class FakeConfigService final : public services::ConfigService
{
    Q_OBJECT
public:
    using services::ConfigService::ConfigService;
    /// What was set for the server; FileNotFound where nothing was.
    core::RequestHandle read(
        core::ServerId server, const QObject *context, core::Handler<services::ServerConfiguration> handler) override;
    [[nodiscard]] std::optional<services::ServerConfiguration> last(core::ServerId server) const override;

    /// A folder /etc/fail2ban with these files, by their relative names; it is there at the next read.
    void setFiles(core::ServerId server, const QMap<QString, QByteArray> &files);
    void setError(core::ServerId server, const core::Error &error);
    /// While held, readings wait until release().
    void setHeld(bool held) { m_held = held; }
    void release();

    QList<core::ServerId> reads;

private:
    struct Waiting
    {
        core::ServerId server;
        core::Pending<services::ServerConfiguration> pending;
    };
    void answer(const Waiting &waiting);

    std::map<core::ServerId, core::Result<services::ServerConfiguration>> m_answers;
    std::map<core::ServerId, services::ServerConfiguration> m_last;
    QList<Waiting> m_waiting;
    bool m_held = false;
};

class FakePreflightService final : public services::PreflightService
{
    Q_OBJECT
public:
    using services::PreflightService::PreflightService;
    /// Tells the checks of the report one by one, then gives it; UnknownJail where none was set.
    core::RequestHandle check(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<services::PreflightReport> handler) override;
    void setReport(core::ServerId server, const QString &jail, services::PreflightReport report);
    void setError(core::ServerId server, const QString &jail, const core::Error &error);
    void setHeld(bool held) { m_held = held; }
    void release();

    QStringList calls; ///< "1 sshd"

private:
    struct Waiting
    {
        core::ServerId server;
        QString jail;
        core::Pending<services::PreflightReport> pending;
    };
    void answer(const Waiting &waiting);

    std::map<std::pair<core::ServerId, QString>, core::Result<services::PreflightReport>> m_answers;
    QList<Waiting> m_waiting;
    bool m_held = false;
};

} // namespace guitest
