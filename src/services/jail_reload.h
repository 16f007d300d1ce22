// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/stream_dump.h"
#include "core/activation.h"
#include "core/clock.h"
#include "core/server_profile.h"
#include "services/jail_service.h"
#include "services/reload_rules.h"
#include "storage/repositories.h"
#include "transport/host.h"

#include <QElapsedTimer>

namespace services {

class CommandGate;
class HealthMonitor;
class RuntimeState;
class ServerSession;

/// What a reload works with; references outlive it.
struct JailReloadContext
{
    RuntimeState &state;
    ServerSession &session;
    transport::HostReader &host;
    CommandGate &gate;
    HealthMonitor &monitor;
    storage::RecoveryRepository &recoveries;
    storage::LeaseRepository &leases;
    const core::Clock &clock;
    core::ServerProfile profile;
};

/// Starts or reloads one jail (DESIGN 5, the part without file changes), stage by stage, each shown. Nothing is sent
/// before the configuration test, the dump and every regex have passed; the activation record is on disk before the
/// command goes out; the jail set and the actions are compared afterwards (fact sheet 8.2). Where the actions or the
/// backend differ from what runs, it is `reload --restart`. One change per server at a time, over window and command
/// line, by a lease. Deletes itself after the handler has run; goes on where the caller has gone.
class JailReload final : public QObject
{
    Q_OBJECT
public:
    JailReload(JailReloadContext context, QString jail, core::Pending<core::Receipt> pending, QObject *parent);
    ~JailReload() override;
    void start();
    /// Looks at the files alone, for a jail that still runs: would start() bring it back after a stop? Ends before the
    /// regexes (which take a process each), sends nothing, needs no lease. PreflightFailed where not, UnknownJail where
    /// no file enables the jail; what else it ends with says that nobody could look.
    enum class Rehearsal {
        Start, ///< as above
        Reload ///< and then compares the actions of the jail that runs: the receipt's detail says why it would be a
               ///< restart, empty where it would not
    };
    void rehearse(Rehearsal rehearsal = Rehearsal::Start);
    /// Without it no jail that runs is restarted, see JailService::reloadJail().
    void setConsent(RestartConsent consent) { m_consent = consent; }

Q_SIGNALS:
    void progressed(const services::ReloadStep &step);
    /// The jail was reloaded: what was tuned at runtime is gone.
    void reloaded();

private:
    void begin(ReloadStage stage);
    void pass(const QString &detail = {});
    void fail(core::ErrorCode code, const QString &detail);
    void fail(const core::Error &error) { fail(error.code, error.detail); }
    void end(core::Result<core::Receipt> result);

    void acquireLease();
    void testConfig();
    void dumpConfig();
    void checkDump(const core::Result<transport::CommandResult> &output);
    void testTimes(QList<DoubtfulTime> times);
    void compareDatabase();
    void compareLogTarget();
    void compareSyslogSocket();
    void testLog(const QString &change);
    void testFiles(QStringList files);
    void compareBackend();
    void compareRegexes();
    void testJournal();
    void testRegexes();
    void testPrefix();
    [[nodiscard]] QStringList regexOptions() const;
    void testNextRegex();
    void readRunning();
    void record();
    void reload();
    void onReloaded(const core::Result<transport::CommandResult> &result);
    void compareJails();
    /// then: with what the stop of it failed with, if it did.
    void removeHalfMade(std::function<void(const std::optional<core::Error> &)> then);
    void lookForHalfMade(qsizetype jails);
    void countRegexes(std::function<void(bool asWanted)> then);
    void startedAfterAll(qsizetype jails);
    void failHalfMade();
    [[nodiscard]] bool ranBefore() const { return m_jailsBefore.contains(m_jail); }
    [[nodiscard]] bool mayRestart() const { return m_consent == RestartConsent::Given || !ranBefore(); }
    void failLost(const QStringList &lost);
    void compareActions();
    bool sessionIsGone(); ///< and then the flow has ended

    struct RegexTest
    {
        QString failregex;
        QString ignoreregex;
        QString shown;
    };
    JailReloadContext m_context;
    QPointer<ServerSession> m_session;
    QString m_jail;
    core::Pending<core::Receipt> m_pending;
    std::optional<storage::Lease> m_lease;
    ReloadStage m_stage = ReloadStage::ConfigTest;
    QElapsedTimer m_elapsed;
    config::StreamDump m_dump;
    config::DumpedJail m_wanted;
    bool m_needsJournal = false;
    std::optional<Rehearsal> m_rehearsal;
    RestartConsent m_consent = RestartConsent::NotGiven;
    QList<RegexTest> m_regexes;
    qsizetype m_regexAt = 0;
    QStringList m_jailsBefore;
    QList<config::DumpedAction> m_actionsBefore;
    bool m_restart = false;
    QString m_restartReason;
    std::optional<core::Error> m_reloadError; ///< the command failed; what it did is still compared
};

} // namespace services
