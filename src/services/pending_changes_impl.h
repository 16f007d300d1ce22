// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/pending_changes.h"
#include "storage/pending_change_repository.h"

#include <optional>

namespace core {
class Clock;
}

namespace services {

/// The book of what waits, over its table. Every process may keep, list and withdraw; PendingDelivery sends, in one
/// process only.
class PendingChangesImpl final : public PendingChanges
{
    Q_OBJECT
public:
    PendingChangesImpl(
        storage::PendingChangeRepository &repository, const core::Clock &clock, QObject *parent = nullptr);
    ~PendingChangesImpl() override;

    core::RequestHandle load(const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] QList<core::PendingChange> all() const override { return m_changes; }
    /// Error NotSupported for a server that lives only as long as the process, and where keeping is off.
    core::RequestHandle keep(
        const QList<core::PendingChange> &changes, const QObject *context, core::Handler<bool> handler) override;
    core::RequestHandle withdraw(const QList<qint64> &ids, const QObject *context, core::Handler<int> handler) override;
    void retryNow(core::ServerId server) override { Q_EMIT retryRequested(server); }
    void sendNow(const QList<qint64> &ids) override { Q_EMIT sendRequested(ids); }
    void follow(const QList<qint64> &ids, const QString &place) override;
    void reload() override;

    /// Off: keep() refuses (bangui-cli without --keep). On at first.
    void setKeeping(bool on) { m_keeping = on; }
    /// keep(), answered with the ids; 0 for one that newer wishes have replaced.
    core::RequestHandle keepAll(
        const QList<core::PendingChange> &changes, const QObject *context, core::Handler<QList<qint64>> handler);
    /// withdraw(), answered with what was taken back.
    core::RequestHandle takeBack(
        const QList<qint64> &ids, const QObject *context, core::Handler<QList<core::PendingChange>> handler);
    /// These have been carried out: older wishes about the same addresses are not sent any more.
    void replace(const QList<core::PendingChange> &newer);
    [[nodiscard]] bool isSending(qint64 id) const { return m_sending.contains(id); }

    // For PendingDelivery:
    /// Marks it as being sent, durably. nullopt: gone, or another process sends it.
    core::RequestHandle claim(
        qint64 id, const QObject *context, core::Handler<std::optional<core::PendingChange>> handler);
    /// It has been sent; left is what could not be and stays.
    core::RequestHandle settle(
        qint64 id, const QList<core::PendingChange> &left, const QObject *context, core::Handler<bool> handler);
    /// What an earlier process was sending when it ended, taken out of the book: nobody knows whether it was done.
    core::RequestHandle takeOrphans(const QObject *context, core::Handler<QList<core::PendingChange>> handler);
    /// Where it goes when its server leads there; empty: nowhere.
    [[nodiscard]] QString followsTo(qint64 id) const { return m_following.value(id); }
    /// These are meant for place from now on; what is being sent just now is left alone.
    core::RequestHandle moveTo(
        const QString &place, const QList<qint64> &ids, const QObject *context, core::Handler<bool> handler);
    void tell(const QList<core::Receipt> &receipts);

Q_SIGNALS:
    void retryRequested(core::ServerId server);
    void sendRequested(const QList<qint64> &ids);

private:
    void adopt(const storage::PendingRows &rows);
    /// Adopts the answer of an operation and goes on with what pick makes of it.
    template <typename T, typename Pick> auto adopting(const core::Pending<T> &pending, Pick pick);

    storage::PendingChangeRepository &m_repository;
    const core::Clock &m_clock;
    QList<core::PendingChange> m_changes;
    QSet<qint64> m_sending;
    QHash<qint64, QString> m_following;
    bool m_keeping = true;
};

} // namespace services
