// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/activation.h"
#include "core/clock.h"
#include "services/jail_service.h"

#include <QSet>

#include <map>

namespace storage {
class LeaseRepository;
class RecoveryRepository;
} // namespace storage

namespace services {

class BanService;
class CommandGate;
class HealthMonitor;
class HostRegistry;
class JailReload;
class RuntimeState;
class ServerRegistry;
class UndoStack;

/// What JailServiceImpl works with; references outlive it.
struct JailServiceContext
{
    RuntimeState &state;
    ServerRegistry &servers;
    HostRegistry &hosts;
    CommandGate &gate;
    HealthMonitor &monitor;
    BanService &bans;
    UndoStack &undo;
    storage::RecoveryRepository &recoveries;
    storage::LeaseRepository &leases;
    const core::Clock &clock;
};

/// See JailService.
class JailServiceImpl final : public JailService
{
    Q_OBJECT
public:
    explicit JailServiceImpl(const JailServiceContext &context, QObject *parent = nullptr);
    ~JailServiceImpl() override;

    [[nodiscard]] const JailSnapshot &snapshot(core::ServerId server) const override;
    void refresh(core::ServerId server) override;
    core::RequestHandle fetchDetail(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<core::JailDetail> handler) override;
    core::RequestHandle previewStop(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<StopPreview> handler) override;
    core::RequestHandle stopJail(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<core::Receipt> handler) override;
    core::RequestHandle reloadJail(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<core::Receipt> handler) override;
    core::RequestHandle configuredJails(
        core::ServerId server, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
        const QObject *context, core::Handler<BantimePreview> handler) override;
    core::RequestHandle tune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QObject *context, core::Handler<core::Receipt> handler) override;
    [[nodiscard]] QStringList runtimeChanges(core::ServerId server, const QString &jail) const override;

private:
    struct PerServer
    {
        JailSnapshot snapshot;
        /// By jail: how many changes of each property have not been taken back.
        QHash<QString, QHash<QString, int>> runtimeChanges;
        std::shared_ptr<QSet<QString>> unsupported
            = std::make_shared<QSet<QString>>(); ///< properties that this daemon does not know
        QHash<QString, Restart> restarts; ///< by jail: what the last preview of its stop told
        quint64 refreshRun = 0;
    };
    void observe(core::ServerId server, const QList<core::Jail> &jails);
    void refreshFailed(core::ServerId server, const core::Error &error);
    void fetchJails(core::ServerId server, const QStringList &names);
    [[nodiscard]] core::Receipt receiptFor(core::ServerId server, const QString &jail) const;
    /// Sends the change that tune() has checked; old is the value before, for the undo.
    void sendTune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QVariant &old, const core::Pending<core::Receipt> &pending, bool undoable);
    void removeRegex(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QVariant &now, const core::Pending<core::Receipt> &pending);
    void testRegexThenTune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QVariant &old, const core::Pending<core::Receipt> &pending);
    void testRegex(core::ServerId server, const QString &failregex, const QString &ignoreregex,
        const core::Pending<core::Receipt> &pending, std::function<void()> then);
    void pushTuneUndo(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QVariant &old, const QVariant &set);
    void undoTune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QVariant &old, const QVariant &set, const core::Pending<core::Receipt> &pending);

    void rehearseStart(core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending);
    void pushStopUndo(core::ServerId server, const QString &jail);
    void sendStop(core::ServerId server, const QString &jail, const std::optional<core::ActivationRecord> &before,
        const core::Pending<core::Receipt> &pending);

    JailServiceContext m_context;
    std::map<core::ServerId, PerServer> m_data;
};

} // namespace services
