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
    core::RequestHandle previewReload(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<ReloadPreview> handler) override;
    using JailService::reloadJail;
    core::RequestHandle reloadJail(core::ServerId server, const QString &jail, RestartConsent consent,
        const QObject *context, core::Handler<core::Receipt> handler) override;
    core::RequestHandle configuredJails(
        core::ServerId server, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
        const QObject *context, core::Handler<BantimePreview> handler) override;
    core::RequestHandle previewTune(core::ServerId server, const QString &jail, const QString &name,
        const QString &value, const QObject *context, core::Handler<TunePreview> handler) override;
    core::RequestHandle tune(core::ServerId server, const QString &jail, const QString &name, const QString &value,
        const QObject *context, core::Handler<core::Receipt> handler) override;
    [[nodiscard]] QStringList runtimeChanges(core::ServerId server, const QString &jail) const override;
    [[nodiscard]] bool isBusy() const override { return m_underWay > 0; }
    core::RequestHandle rest(const QObject *context, core::Handler<bool> handler) override;

private:
    using ReceiptPending = core::Pending<core::Receipt>;
    /// The same answer; until then a change is under way, whoever still waits for it.
    [[nodiscard]] ReceiptPending counted(const ReceiptPending &outer);
    struct PerServer
    {
        JailSnapshot snapshot;
        /// By jail: how many changes of each property have not been taken back.
        QHash<QString, QHash<QString, int>> runtimeChanges;
        std::shared_ptr<QSet<QString>> unsupported
            = std::make_shared<QSet<QString>>(); ///< properties that this daemon does not know
        /// By jail: what the last preview of its stop told, and of which daemon (core::daemonKey()).
        QHash<QString, std::pair<QString, StopPreview>> stopPreviews;
        quint64 refreshRun = 0;
    };
    void observe(core::ServerId server, const QList<core::Jail> &jails);
    void refreshFailed(core::ServerId server, const core::Error &error);
    void fetchJails(core::ServerId server, const QStringList &names);
    [[nodiscard]] core::Receipt receiptFor(core::ServerId server, const QString &jail) const;
    [[nodiscard]] QString placeOf(core::ServerId server) const;
    /// ChangedMeanwhile where the profile has come to lead to another daemon, NoSuchServer where it is gone.
    [[nodiscard]] core::Result<bool> stillAt(core::ServerId server, const QString &place) const;
    /// Nothing where the server is gone; pending has then its answer.
    [[nodiscard]] JailReload *makeReload(
        core::ServerId server, const QString &jail, const core::Pending<core::Receipt> &pending);

    /// One change of a running jail, with the daemon that was meant when it was asked for.
    struct TuneOrder
    {
        core::ServerId server;
        QString jail;
        QString name;
        QString value; ///< as it is sent
        QVariant old; ///< before, for the undo
        QString place; ///< core::daemonKey() at the click
        QString serverName;
        bool undoable = true; ///< false: it is an undo
    };
    void sendTune(const TuneOrder &order, const core::Pending<core::Receipt> &pending);
    void removeRegex(TuneOrder order, const core::Pending<core::Receipt> &pending);
    void testRegexThenTune(const TuneOrder &order, const core::Pending<core::Receipt> &pending);
    void testRegex(core::ServerId server, const QString &failregex, const QString &ignoreregex,
        const core::Pending<core::Receipt> &pending, std::function<void()> then);
    /// The answer of a change that was sent is missing: nobody knows whether it was done.
    [[nodiscard]] static bool perhapsChanged(core::ErrorCode code);
    /// set: the property as the daemon told it after the change, or as it should be then; invalid where nobody knows.
    void tuned(const TuneOrder &order, const QVariant &set, bool perhaps);
    void pushTuneUndo(const TuneOrder &order, const QVariant &set, bool perhaps);
    void undoTune(const TuneOrder &order, const QVariant &set, const core::Pending<core::Receipt> &pending);

    struct StopOrder
    {
        core::ServerId server;
        QString jail;
        QString place; ///< core::daemonKey() at the click
        QString serverName;
        std::optional<core::ActivationRecord> before; ///< the record that the stop has changed
    };
    void askDatabase(core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending);
    void rehearseStart(core::ServerId server, const StopPreview &preview, const core::Pending<StopPreview> &pending);
    void sendStop(const StopOrder &order, const core::Pending<core::Receipt> &pending);
    void stopped(const StopOrder &order, bool perhaps);
    void runsOn(const StopOrder &order); ///< it was not stopped after all
    void lookWhetherStopped(const StopOrder &order);
    void pushStopUndo(const StopOrder &order, bool perhaps);
    void undoStop(const StopOrder &order, const core::Pending<QList<core::Receipt>> &pending);

    JailServiceContext m_context;
    std::map<core::ServerId, PerServer> m_data;
    int m_underWay = 0;
    QList<core::Pending<bool>> m_resting;
};

} // namespace services
