// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/jail.h"
#include "services/ban_service.h"

#include <QSet>

#include <map>

namespace services {

class HealthMonitor;
class RuntimeState;
class ServerRegistry;
class ServerSession;

/// The ban lists of the servers that somebody watches. A jail's list is fetched again only when its counters moved
/// (DESIGN 6); one list at a time per server. Main thread.
class BanLists final : public QObject
{
    Q_OBJECT
public:
    BanLists(RuntimeState &state, ServerRegistry &servers, HealthMonitor &monitor, const core::Clock &clock,
        QObject *parent = nullptr);
    ~BanLists() override;

    [[nodiscard]] const BanSnapshot &snapshot(core::ServerId server) const;
    void setWatched(const QList<core::ServerId> &servers);
    /// Fetches every list of the server anew. The handler hears when all are there (true) or the first error.
    core::RequestHandle refresh(core::ServerId server, const QObject *context, core::Handler<bool> handler);
    /// Fetches the lists of these jails anew, after a change.
    void refreshJails(core::ServerId server, const QStringList &jails);

Q_SIGNALS:
    void bansChanged(core::ServerId server, const QString &jail);
    void snapshotChanged(core::ServerId server);

private:
    struct Counters
    {
        std::optional<qint64> current;
        std::optional<qint64> total;
        friend bool operator==(const Counters &, const Counters &) = default;
    };
    struct PerServer
    {
        BanSnapshot snapshot;
        // No hashes: of a handful of jails those take kilobytes, and there are hundreds of servers.
        QMap<QString, Counters> observed;
        QMap<QString, Counters> fetched; ///< the counters that the list in the snapshot belongs to
        QStringList queue;
        Counters fetching; ///< as observed when the running fetch began
        bool running = false;
        int asked = 0; ///< answers that are out, each with the jails to fetch
        std::vector<core::Pending<bool>> waiting;
    };
    void observe(core::ServerId server, const QList<core::Jail> &jails);
    void keepOnly(core::ServerId server, PerServer &data, const QStringList &jails);
    void enqueue(core::ServerId server, PerServer &data, const QString &jail);
    void fetchNext(core::ServerId server);
    void fetchWithTime(core::ServerId server, ServerSession &session, const QString &jail);
    void fetchWithoutTime(core::ServerId server, ServerSession &session, const QString &jail);
    void fetchFromStatus(core::ServerId server, ServerSession &session, const QString &jail);
    void store(core::ServerId server, const QString &jail, core::Result<core::BanList> bans, bool timesKnown);
    void fail(core::ServerId server, const core::Error &error);
    void finish(core::ServerId server, PerServer &data, core::Result<bool> result);

    RuntimeState &m_state;
    ServerRegistry &m_servers;
    const core::Clock &m_clock;
    std::map<core::ServerId, PerServer> m_data;
    QSet<core::ServerId> m_watched;
};

} // namespace services
