// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/ids.h"
#include "core/jail.h"
#include "core/server_status.h"
#include "services/config_service.h"

#include <QHash>
#include <QObject>
#include <QSet>

#include <functional>
#include <map>

namespace storage {
class AuditRepository;
}

namespace services {

class HealthMonitor;
class RuntimeState;
class ServerRegistry;

/// Looks now and then for what no probe shows: jails that run without actions, and jails that the configuration
/// enables and that do not run. Rides on probes that have answered and asks over the connection they hold: the actions
/// of every jail after the first answer, after signs of a reload, and every few minutes. The configuration is read once
/// for each server, one server after the other, and where a jail without actions is found of which it has not been told
/// whether that is meant. Finds and tells; what follows is the listener's. Main thread.
class ProtectionWatch final : public QObject
{
    Q_OBJECT
public:
    /// Milliseconds.
    struct Timing
    {
        qint64 firstSpreadMs = 30'000; ///< the first looks at many servers are spread over this
        qint64 everyMs = 300'000;
        qint64 soonMs = 2'000; ///< after a sign of a reload: what belongs together happens together
        qint64 retryMs = 60'000; ///< where a look could not be ended
        qint64 compareSpacingMs = 5'000; ///< between the configurations of two servers
        qint64 judgedMs = 3'600'000; ///< for so long it need not be read again of the same jail without actions
    };
    struct Context
    {
        RuntimeState &state;
        ServerRegistry &servers;
        HealthMonitor &monitor;
        ConfigService &config;
        const core::Clock &clock;
        storage::AuditRepository *audit = nullptr; ///< tells what was stopped on purpose earlier; nullptr: nobody does
    };
    /// random: [0, 1), for the spread; empty: the system's generator.
    explicit ProtectionWatch(const Context &context, std::function<double()> random = {}, QObject *parent = nullptr);
    ProtectionWatch(
        const Context &context, std::function<double()> random, const Timing &timing, QObject *parent = nullptr);
    ~ProtectionWatch() override;

    /// A log or a command tells that jails were reloaded or started: with the next answer.
    void noteReload(core::ServerId server);

Q_SIGNALS:
    /// withoutActions: that have none though the configuration has some for them, or cannot be read. missing: that it
    /// enables and that do not run, though nobody has stopped them through BanGUI.
    void looked(core::ServerId server, const QStringList &withoutActions, const QStringList &missing);

private:
    struct Judged
    {
        qint64 at = 0; ///< monotonic ms
        bool isMeant = false;
    };
    struct Watched
    {
        QStringList jails; ///< of the last probe, with what each has ever counted
        QList<qint64> counted;
        QSet<QString> before; ///< jails when this process began
        core::ProcessIdentity process;
        qint64 dueAt = 0; ///< monotonic ms; 0: no probe has answered yet
        qint64 compareAt = 0; ///< when it is its turn
        bool isCompared = false;
        bool isLooking = false;
        bool isAgain = false; ///< a sign came while it looked
        QHash<QString, Judged> judged; ///< jails without actions
    };
    struct Look; ///< what one look has seen so far

    void onJails(core::ServerId server, const QList<core::Jail> &jails);
    [[nodiscard]] static bool hasSign(const Watched &watched, const QList<core::Jail> &jails);
    void look(core::ServerId server, Watched &watched);
    void judge(const Look &look);
    void judgeBy(const Look &look, const core::Result<ServerConfiguration> &configuration);
    void askRecord(const Look &look);
    void tell(const Look &look);
    void retry(core::ServerId server);
    [[nodiscard]] bool mayCompare(core::ServerId server) const;
    [[nodiscard]] Watched *find(core::ServerId server);

    Context m_context;
    std::function<double()> m_random;
    Timing m_timing;
    std::map<core::ServerId, Watched> m_watched;
    qint64 m_nextCompareAt = 0;
};

} // namespace services
