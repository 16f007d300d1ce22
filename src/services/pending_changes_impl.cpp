// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/pending_changes_impl.h"

#include "core/clock.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

namespace services {

namespace {

Q_LOGGING_CATEGORY(pendingLog, "pending")

} // namespace

PendingChangesImpl::PendingChangesImpl(
    storage::PendingChangeRepository &repository, const core::Clock &clock, QObject *parent)
    : PendingChanges(parent)
    , m_repository(repository)
    , m_clock(clock)
{
}

PendingChangesImpl::~PendingChangesImpl() = default;

void PendingChangesImpl::adopt(const storage::PendingRows &rows)
{
    if (m_changes == rows.all && m_sending == rows.sending)
        return;
    m_changes = rows.all;
    m_sending = rows.sending;
    // The ids of those that are gone may be given again.
    m_following.removeIf([&rows](QHash<qint64, QString>::iterator one) {
        return std::ranges::none_of(
            rows.all, [one](const core::PendingChange &change) { return change.id == one.key(); });
    });
    Q_EMIT changed();
}

template <typename T, typename Pick> auto PendingChangesImpl::adopting(const core::Pending<T> &pending, Pick pick)
{
    return [this, pending, pick](const core::Result<storage::PendingRows> &rows) {
        if (!rows) {
            pending.finish(tl::unexpected(rows.error()));
            return;
        }
        adopt(*rows);
        pending.finish(pick(*rows));
    };
}

core::RequestHandle PendingChangesImpl::load(const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_repository.all(this, adopting(pending, [](const storage::PendingRows &) { return true; }));
    return pending.handle();
}

void PendingChangesImpl::reload()
{
    m_repository.all(this, [this](const core::Result<storage::PendingRows> &rows) {
        if (rows)
            adopt(*rows);
    });
}

core::RequestHandle PendingChangesImpl::keep(
    const QList<core::PendingChange> &changes, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    keepAll(changes, this, [pending](const core::Result<QList<qint64>> &ids) {
        pending.finish(ids.map([](const QList<qint64> &) { return true; }));
    });
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::keepAll(
    const QList<core::PendingChange> &changes, const QObject *context, core::Handler<QList<qint64>> handler)
{
    const core::Pending<QList<qint64>> pending(context, std::move(handler));
    const bool stored
        = std::ranges::all_of(changes, [](const core::PendingChange &change) { return change.server.value > 0; });
    if (!m_keeping || !stored) {
        pending.finishLater(core::failure(core::ErrorCode::NotSupported));
        return pending.handle();
    }
    QList<core::PendingChange> dated = changes;
    for (core::PendingChange &change : dated) {
        if (change.createdAt == 0)
            change.createdAt = m_clock.nowMs();
    }
    m_repository.keep(dated, this, adopting(pending, [this](const storage::PendingRows &rows) {
        qCInfo(pendingLog).noquote() << u"changes_kept count=%1 replaced=%2 waiting=%3"_s.arg(rows.kept.size())
                                            .arg(rows.taken.size())
                                            .arg(rows.all.size());
        if (!rows.taken.isEmpty())
            Q_EMIT replaced(rows.taken);
        return rows.kept;
    }));
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::withdraw(
    const QList<qint64> &ids, const QObject *context, core::Handler<int> handler)
{
    const core::Pending<int> pending(context, std::move(handler));
    takeBack(ids, this, [pending](const core::Result<QList<core::PendingChange>> &taken) {
        pending.finish(taken.map([](const QList<core::PendingChange> &list) { return static_cast<int>(list.size()); }));
    });
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::takeBack(
    const QList<qint64> &ids, const QObject *context, core::Handler<QList<core::PendingChange>> handler)
{
    const core::Pending<QList<core::PendingChange>> pending(context, std::move(handler));
    m_repository.withdraw(ids, this, adopting(pending, [](const storage::PendingRows &rows) {
        if (!rows.taken.isEmpty())
            qCInfo(pendingLog).noquote() << u"changes_withdrawn count=%1"_s.arg(rows.taken.size());
        return rows.taken;
    }));
    return pending.handle();
}

void PendingChangesImpl::replace(const QList<core::PendingChange> &newer)
{
    // Also where nothing that is known here concerns it: another process may have kept something since.
    QList<core::PendingChange> stored = newer;
    stored.removeIf([](const core::PendingChange &change) { return change.server.value <= 0; });
    if (stored.isEmpty())
        return;
    m_repository.replace(stored, this, [this](const core::Result<storage::PendingRows> &rows) {
        if (!rows) {
            qCWarning(pendingLog).noquote()
                << u"changes_not_replaced error="_s + core::errorCodeName(rows.error().code);
            return;
        }
        adopt(*rows);
        if (!rows->taken.isEmpty())
            Q_EMIT replaced(rows->taken);
    });
}

core::RequestHandle PendingChangesImpl::claim(
    qint64 id, const QObject *context, core::Handler<std::optional<core::PendingChange>> handler)
{
    using Claimed = std::optional<core::PendingChange>;
    const core::Pending<Claimed> pending(context, std::move(handler));
    m_repository.claim(id, storage::claimOwner(), this, adopting(pending, [](const storage::PendingRows &rows) {
        return rows.taken.isEmpty() ? Claimed() : Claimed(rows.taken.first());
    }));
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::settle(
    qint64 id, const QList<core::PendingChange> &left, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_repository.settle(id, left, this, adopting(pending, [this](const storage::PendingRows &rows) {
        if (!rows.taken.isEmpty())
            Q_EMIT replaced(rows.taken);
        return true;
    }));
    return pending.handle();
}

core::RequestHandle PendingChangesImpl::takeOrphans(
    const QObject *context, core::Handler<QList<core::PendingChange>> handler)
{
    const core::Pending<QList<core::PendingChange>> pending(context, std::move(handler));
    m_repository.removeOrphans(
        storage::claimOwner(), this, adopting(pending, [](const storage::PendingRows &rows) { return rows.taken; }));
    return pending.handle();
}

void PendingChangesImpl::follow(const QList<qint64> &ids, const QString &place)
{
    for (const qint64 id : ids) {
        if (place.isEmpty())
            m_following.remove(id);
        else
            m_following.insert(id, place);
    }
}

core::RequestHandle PendingChangesImpl::moveTo(
    const QString &place, const QList<qint64> &ids, const QObject *context, core::Handler<bool> handler)
{
    const core::Pending<bool> pending(context, std::move(handler));
    m_repository.move(ids, place, this, adopting(pending, [this](const storage::PendingRows &rows) {
        for (const core::PendingChange &change : rows.taken)
            m_following.remove(change.id);
        qCInfo(pendingLog).noquote() << u"changes_moved count=%1"_s.arg(rows.taken.size());
        return true;
    }));
    return pending.handle();
}

void PendingChangesImpl::tell(const QList<core::Receipt> &receipts)
{
    if (!receipts.isEmpty())
        Q_EMIT delivered(receipts);
}

} // namespace services
