// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/audit_service_impl.h"

#include <pwd.h>
#include <unistd.h>

namespace services {

namespace {

constexpr qsizetype detailLimit = 2000;

} // namespace

QString loginName()
{
    // Not $USER: anybody may set that to another's name.
    std::array<char, 4096> buffer {};
    passwd entry {};
    passwd *found = nullptr;
    if (::getpwuid_r(::getuid(), &entry, buffer.data(), buffer.size(), &found) == 0 && found)
        return QString::fromLocal8Bit(found->pw_name);
    return QString::number(::getuid());
}

AuditServiceImpl::AuditServiceImpl(
    storage::AuditRepository &repository, const core::Clock &clock, QString user, QObject *parent)
    : AuditService(parent)
    , m_repository(repository)
    , m_clock(clock)
    , m_user(std::move(user))
{
}

AuditServiceImpl::~AuditServiceImpl() = default;

core::RequestHandle AuditServiceImpl::page(
    const storage::AuditFilter &filter, const QObject *context, core::Handler<QList<core::AuditEntry>> handler)
{
    return m_repository.page(filter, context, std::move(handler));
}

core::RequestHandle AuditServiceImpl::begin(
    core::AuditEntry entry, const QObject *context, core::Handler<core::AuditEntry> handler)
{
    const core::Pending<core::AuditEntry> pending(context, std::move(handler));
    entry.id = 0;
    entry.at = m_clock.nowMs();
    entry.finishedAt = 0;
    entry.user = m_user;
    entry.result = core::AuditResult::Pending;
    m_repository.begin(entry, this, [this, pending, entry](core::Result<qint64> id) mutable {
        if (!id) {
            pending.finish(tl::unexpected(id.error()));
            return;
        }
        entry.id = *id;
        Q_EMIT entryChanged(entry);
        pending.finish(entry);
    });
    return pending.handle();
}

core::RequestHandle AuditServiceImpl::finish(core::AuditEntry entry, core::AuditResult result, const QString &detail,
    const QObject *context, core::Handler<core::AuditEntry> handler)
{
    const core::Pending<core::AuditEntry> pending(context, std::move(handler));
    entry.finishedAt = m_clock.nowMs();
    entry.result = result;
    entry.detail = detail.left(detailLimit);
    m_repository.finish(
        entry.id, result, entry.detail, entry.finishedAt, this, [this, pending, entry](core::Result<bool> stored) {
            if (!stored) {
                pending.finish(tl::unexpected(stored.error()));
                return;
            }
            Q_EMIT entryChanged(entry);
            pending.finish(entry);
        });
    return pending.handle();
}

} // namespace services
