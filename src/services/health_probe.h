// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/health.h"
#include "core/jail.h"
#include "protocol/commands.h"
#include "services/jail_service_state.h"
#include "transport/host.h"

#include <QObject>
#include <QPointer>

namespace services {

class ServerSession;

/// What happened, for an error of one of the probe's commands. A missed deadline is Busy here: whether the process
/// still lives is asked afterwards.
[[nodiscard]] core::ProbeOutcome probeOutcomeFor(core::ErrorCode code);

/// One health check of one server, stage by stage. One object per server is used again and again; one run at a time.
class HealthProbe final : public QObject
{
    Q_OBJECT
public:
    enum class Stage {
        Idle,
        Version, ///< on a new connection only: an open one proves the same process
        Capability, ///< whether the daemon knows `stats`
        Stats, ///< jail set and counters in one reply
        Status, ///< the jail set
        Counters, ///< jail by jail
        Socket, ///< it answered: could others still reach it?
        Process ///< no answer: does the process live?
    };
    /// What a run needs; the references outlive it.
    struct Target
    {
        ServerSession &session;
        JailServiceState &capabilities;
        transport::HostReader &host;
        core::ProcessIdentity lastKnown;
        bool versionKnown = false;
        QString
            socketPath; ///< looked at after an answer; empty: not, where a look costs more than a call of the kernel
    };

    explicit HealthProbe(QObject *parent = nullptr);
    ~HealthProbe() override;

    void start(const Target &target);
    void cancel(); ///< no signal follows
    [[nodiscard]] Stage stage() const { return m_stage; }
    [[nodiscard]] bool isRunning() const { return m_stage != Stage::Idle; }

Q_SIGNALS:
    /// jails: with their counters, empty unless the outcome is Answered.
    void finished(const core::ProbeReport &report, const QList<core::Jail> &jails);
    /// The daemon ended or was replaced, most likely. Once, and not where the last probe has failed itself: a daemon
    /// that answers with nonsense loses its connection each time it is asked.
    void connectionLostBetweenProbes();

private:
    void begin();
    void readVersion();
    void readJails();
    void readStats();
    void readStatus();
    void readCounters(const QStringList &jails);
    void submitCounters(const QStringList &jails, protocol::StatusFlavour flavour);
    void onCounters(qsizetype index, quint64 run, const core::Result<protocol::JailStatusReply> &reply);
    void noteAnswer();
    void onError(const core::Error &error);
    void checkProcess(const core::Error &error);
    void retryOr(core::ProbeOutcome outcome, const core::Error &error);
    void answered();
    void checkSocket();
    void finish(core::ProbeOutcome outcome, const core::Error &error);
    void onConnected();
    void onDisconnected();
    /// For handlers: false where the run that asked is over or the server gone.
    [[nodiscard]] bool isCurrent(quint64 run) const { return run == m_run && m_session && m_capabilities; }

    Stage m_stage = Stage::Idle;
    quint64 m_run = 0; ///< replies to an earlier run are ignored
    QPointer<ServerSession> m_session;
    QPointer<JailServiceState> m_capabilities;
    QPointer<transport::HostReader> m_host;
    core::ProcessIdentity m_identity;
    QString m_socketPath;
    bool m_versionKnown = false;
    bool m_retried = false;
    bool m_wasAnswered = false; ///< by the last run
    qsizetype m_waiting = 0; ///< counters that have not come yet
    core::ProbeReport m_report;
    QList<core::Jail> m_jails;
};

} // namespace services
