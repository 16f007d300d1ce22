// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/ids.h"
#include "core/result.h"
#include "core/server_status.h"
#include "storage/store.h"

#include <QHash>
#include <QObject>

namespace composition {

class Application;

/// What a start does, in order. Tray is reported by the window's program.
enum class StartStage { DataFolder, Lock, Store, Schema, Settings, Servers, Tray, Ssh };
[[nodiscard]] QString startStageName(StartStage stage); ///< "data_folder", for logs; never translated

/// One stage began or ended.
struct StageReport
{
    StartStage stage = StartStage::DataFolder;
    bool running = false;
    bool ok = false; ///< of an ended one. With an error all the same: it went on, and this should be told
    bool fatal = false; ///< the start ends here
    std::optional<core::Error> error; ///< its code says the remedy
    /// Raw: the folder, the store's file, its schema version, where a corrupt store was kept, number of servers, ssh's
    /// version.
    QString detail;
};

/// Starts an Application stage by stage. Every signal comes from the event loop. May be started again after a failure.
class StartUp final : public QObject
{
    Q_OBJECT
public:
    explicit StartUp(Application &application, QObject *parent = nullptr);
    ~StartUp() override;

    void start();
    [[nodiscard]] bool isRunning() const { return m_running; }
    /// Every stage that has ended, in order.
    [[nodiscard]] const QList<StageReport> &reports() const { return m_reports; }
    /// The window's program found a tray, or none.
    void reportTray(bool available);
    /// The informational stage, once; for programs that have more urgent work than options().checkSsh at the end would
    /// leave room for.
    void checkSsh();

Q_SIGNALS:
    void stageChanged(const composition::StageReport &report);
    /// After Servers, or after the first fatal stage. Ssh may follow later: it is information only.
    void finished(bool ok);

private:
    void later(void (StartUp::*step)());
    void prepareFolder();
    void takeLock();
    void openStore();
    void onStoreOpened(const core::Result<storage::OpenReport> &report);
    void loadSettings();
    void loadSetupComplete();
    void loadStatuses();
    void loadServers(const QHash<core::ServerId, core::ServerStatus> &lastKnown);
    void loadActivations();
    void loadRecoveries();
    void loadStops(QList<core::PendingRecovery> recoveries);
    void complete();
    void keepHouse();

    void begin(StartStage stage);
    void pass(const QString &detail, const std::optional<core::Error> &told = std::nullopt);
    void fail(const core::Error &error);
    void report(const StageReport &report);
    template <typename T, typename Next> auto orFail(Next next);

    Application &m_application;
    StartStage m_stage = StartStage::DataFolder;
    QList<StageReport> m_reports;
    bool m_running = false;
    bool m_sshChecked = false;
};

} // namespace composition

Q_DECLARE_METATYPE(composition::StageReport)
