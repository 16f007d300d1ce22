// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "services/audit_service.h"

namespace services {

/// The login name on this workstation, for the audit.
[[nodiscard]] QString loginName();

/// The audit in the store. CommandGate brackets each command with begin() and finish(); everybody else reads.
class AuditServiceImpl : public AuditService
{
    Q_OBJECT
public:
    AuditServiceImpl(storage::AuditRepository &repository, const core::Clock &clock, QString user = loginName(),
        QObject *parent = nullptr);
    ~AuditServiceImpl() override;

    core::RequestHandle page(const storage::AuditFilter &filter, const QObject *context,
        core::Handler<QList<core::AuditEntry>> handler) override;

    /// Stores a pending record. entry: server, serverName, origin and words; the rest is filled in. Answers what is on
    /// disk.
    virtual core::RequestHandle begin(
        core::AuditEntry entry, const QObject *context, core::Handler<core::AuditEntry> handler);
    /// Completes it. detail is shortened to 2000 characters.
    virtual core::RequestHandle finish(core::AuditEntry entry, core::AuditResult result, const QString &detail,
        const QObject *context, core::Handler<core::AuditEntry> handler);

private:
    storage::AuditRepository &m_repository;
    const core::Clock &m_clock;
    QString m_user;
};

} // namespace services
