// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "core/rescue.h"
#include "services/config_service.h"
#include "services/preflight.h"
#include "transport/file_follower.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QTimer;

namespace storage {
class LeaseRepository;
class RecoveryRepository;
} // namespace storage

namespace services {

class CommandGate;
class HealthMonitor;
class HostRegistry;
class RuntimeState;
class ServerRegistry;

/// What a look at a server knows; the rule below decides from it. Pure values.
struct RescueFacts
{
    bool answers = false;
    bool silent = false; ///< it accepts, or is busy, and says nothing
    bool down = false; ///< nobody listens
    QStringList running;
    QStringList withoutActions; ///< of these
    std::optional<config::StreamDump> wanted; ///< what the configuration means; absent: it could not be read
    std::optional<core::Error> configError; ///< why
    std::optional<ServerConfiguration> configuration;
    QList<PreflightIssue> issues;
    bool journal = false; ///< the systemd backend works there
    QStringList known; ///< jails that BanGUI knew to run
    QSet<QString> stoppedOnPurpose;
    std::optional<core::PendingRecovery> recovery;
    qint64 busyMs = 0;
    bool frozen = false;
};

/// The rule: facts to findings, the gravest first.
[[nodiscard]] QList<core::RescueFinding> rescueFindings(const RescueFacts &facts);
/// What a finding writes, as the configuration is now. Errors: those of config::planEdits().
[[nodiscard]] core::Result<QList<config::FileEdit>> rescueFiles(
    const config::ConfigTree &tree, const QList<core::RescueEdit> &edits);

/// One look at one server. Reads only. Deletes itself after the handler has run.
class RescueExamination final : public QObject
{
    Q_OBJECT
public:
    struct Context
    {
        RuntimeState &state;
        ServerRegistry &servers;
        HostRegistry &hosts;
        ConfigService &config;
        const core::Clock &clock;
        core::ServerProfile profile;
        QStringList missed = {}; ///< jails that an earlier process knew to have run
    };
    RescueExamination(const Context &context, core::Pending<core::RescueReport> pending, QObject *parent);
    ~RescueExamination() override;
    void start();

private:
    void askDaemon();
    void readConfiguration();
    void check();
    void askActions(QStringList jails);
    void askJournal();
    void findLog();
    void readLog(const QString &path);
    void finish();
    void end(const core::Result<core::RescueReport> &result);

    Context m_context;
    core::Pending<core::RescueReport> m_pending;
    RescueFacts m_facts;
    core::RescueReport m_report;
    std::unique_ptr<transport::FileFollower> m_follower;
    QByteArray m_tail;
    bool m_ended = false;
};

} // namespace services
