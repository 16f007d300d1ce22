// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/audit_entry.h"
#include "core/server_profile.h"
#include "core/server_status.h"
#include "storage/store.h"

#include <QHash>

namespace storage {

/// Server profiles, in sidebar order. name is unique; insert and update answer InvalidArgument for a duplicate.
class ProfileRepository
{
public:
    explicit ProfileRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle all(const QObject *context, core::Handler<QList<core::ServerProfile>> handler);
    /// Answers the profile with its id; an id that is set is kept (undo of a removal).
    core::RequestHandle insert(
        const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler);
    core::RequestHandle update(
        const core::ServerProfile &profile, const QObject *context, core::Handler<core::ServerProfile> handler);
    core::RequestHandle remove(core::ServerId id, const QObject *context, core::Handler<bool> handler);
    core::RequestHandle setOrder(
        const QList<core::ServerId> &order, const QObject *context, core::Handler<bool> handler);

private:
    Store &m_store;
};

/// Runtime overrides by setting name, and the one-way flag setupComplete.
class SettingsRepository
{
public:
    explicit SettingsRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle overrides(const QObject *context, core::Handler<QHash<QString, QString>> handler);
    /// Empty optional removes the override.
    core::RequestHandle setOverride(
        const QString &name, const std::optional<QString> &text, const QObject *context, core::Handler<bool> handler);
    core::RequestHandle setupComplete(const QObject *context, core::Handler<bool> handler);
    /// One transaction: the first server, the overrides and the flag, so that a cancelled or crashed wizard leaves
    /// nothing.
    core::RequestHandle completeSetup(const std::optional<core::ServerProfile> &firstServer,
        const QHash<QString, QString> &overrides, const QObject *context,
        core::Handler<std::optional<core::ServerProfile>> handler);

private:
    Store &m_store;
};

/// Activation records and pending recoveries; flushed before the handler runs. The lists speak of stored servers only.
/// A server has one open recovery at most: create() and reopen() answer InvalidArgument for a second one.
class RecoveryRepository
{
public:
    explicit RecoveryRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle recordActivation(
        const core::ActivationRecord &record, const QObject *context, core::Handler<core::ActivationRecord> handler);
    core::RequestHandle clearActivation(core::ServerId server, const QObject *context, core::Handler<bool> handler);
    core::RequestHandle lastActivations(
        const QObject *context, core::Handler<QList<core::ActivationRecord>> handler); ///< newest per server
    core::RequestHandle create(
        const core::PendingRecovery &recovery, const QObject *context, core::Handler<core::PendingRecovery> handler);
    core::RequestHandle resolve(
        qint64 id, core::RecoveryResolution resolution, qint64 at, const QObject *context, core::Handler<bool> handler);
    core::RequestHandle reopen(
        qint64 id, const QObject *context, core::Handler<core::PendingRecovery> handler); ///< undo of a dismissal
    core::RequestHandle open(const QObject *context, core::Handler<QList<core::PendingRecovery>> handler);

private:
    Store &m_store;
};

struct AuditFilter
{
    core::ServerId server; ///< invalid: all
    QString text; ///< substring of server, words or detail
    qint64 beforeId = 0; ///< keyset paging: entries older than this id; 0: newest
    int limit = 200;
};

class AuditRepository
{
public:
    explicit AuditRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle begin(
        const core::AuditEntry &entry, const QObject *context, core::Handler<qint64> handler); ///< the id
    core::RequestHandle finish(qint64 id, core::AuditResult result, const QString &detail, qint64 at,
        const QObject *context, core::Handler<bool> handler);
    core::RequestHandle page(const AuditFilter &filter, const QObject *context,
        core::Handler<QList<core::AuditEntry>> handler); ///< newest first
    /// Housekeeping at a start. Pending records of processes of this machine that are gone become Unknown; what the
    /// store still knows of servers removed more than a week ago goes. Answers how many records were settled.
    core::RequestHandle settleOrphans(const QObject *context, core::Handler<int> handler);
    /// Removes finished records begun before olderThan (UTC ms). Answers how many.
    core::RequestHandle prune(qint64 olderThan, const QObject *context, core::Handler<int> handler);

private:
    Store &m_store;
};

/// The last known status per server, so that the first paint shows something true with its age.
class StatusRepository
{
public:
    explicit StatusRepository(Store &store)
        : m_store(store)
    {
    }
    core::RequestHandle all(const QObject *context, core::Handler<QHash<core::ServerId, core::ServerStatus>> handler);
    core::RequestHandle save(
        const QHash<core::ServerId, core::ServerStatus> &statuses, const QObject *context, core::Handler<bool> handler);

private:
    Store &m_store;
};

/// Who may change a server now: one row per name, taken over when it has run out, or when its owner was a process of
/// this machine that is gone. The token grows with every take-over.
struct Lease
{
    QString name;
    QString owner;
    qint64 token = 0;
    qint64 expiresAt = 0; ///< UTC ms
};
class LeaseRepository
{
public:
    explicit LeaseRepository(Store &store)
        : m_store(store)
    {
    }
    /// Error StoreLocked with the owner's name in detail where a living other holds it.
    core::RequestHandle acquire(
        const QString &name, const QString &owner, qint64 ttlMs, const QObject *context, core::Handler<Lease> handler);
    core::RequestHandle release(const Lease &lease, const QObject *context, core::Handler<bool> handler);

private:
    Store &m_store;
};

} // namespace storage
