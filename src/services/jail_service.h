// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/jail.h"
#include "core/receipt.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

/// Last list of jails of one server.
struct JailSnapshot
{
    QList<core::Jail> jails; ///< sorted by name
    qint64 fetchedAt = 0; ///< UTC ms; 0: never
    std::optional<core::Error> error; ///< of the last attempt; the jails are then older
    bool loading = false;
};

/// Stages of making a jail live (start or reload), in order. Each is reported with how it ended.
enum class ReloadStage {
    ConfigTest, ///< fail2ban-client -t
    ConfigDump, ///< fail2ban-client -d: what the reload would send for this jail
    Regexes, ///< every regex of the jail through fail2ban-regex
    Record, ///< the activation record is stored
    Reload, ///< fail2ban-client reload [--restart] --if-exists J
    CompareJails, ///< the jail set is a superset of before
    CompareActions, ///< the actions and their properties equal what the configuration says
    Done
};
enum class StageResult { Running, Passed, Failed, Skipped };
struct ReloadStep
{
    ReloadStage stage = ReloadStage::ConfigTest;
    StageResult result = StageResult::Running;
    core::Error error; ///< for Failed
    QString detail; ///< raw text: a regex, a jail name, the tool's words
    qint64 tookMs = 0;
};

/// Whether the configuration files on the server would start a jail that was stopped: the only way back.
enum class Restart {
    Unknown, ///< the files could not be looked at
    Yes,
    NotEnabled, ///< no file enables it (any more): it was started at runtime, or the files have changed since
    Refused ///< the files enable it, and a check finds what the daemon would stop at
};
/// Effect of stopping a jail, shown before.
struct StopPreview
{
    QString jail;
    std::optional<qint64> currentBans; ///< are lifted
    bool lastJail = false; ///< the server would guard nothing
    /// For NotEnabled and Refused stopJail() offers no undo: it could not work.
    Restart restart = Restart::Unknown;
    core::Error restartError; ///< for Refused what the check found, for Unknown why nobody could look
    std::optional<bool> database {}; ///< false: fail2ban keeps none, the bans do not come back with the jail
};
/// Effect of reloading a jail, shown before.
struct ReloadPreview
{
    QString jail;
    bool runs = true; ///< false: this is a start, there are no bans to lose
    /// What of the actions differs ("action", "action.property") and makes it a `reload --restart`, which lifts every
    /// ban of the jail and sets it again from the database; empty: a plain reload, the bans stay.
    QString restartReason;
    std::optional<qint64> currentBans;
    std::optional<bool> database; ///< false: what a restart lifts does not come back
};
/// Whether whoever asks for a reload has been told that it lifts the jail's bans for a while.
enum class RestartConsent { Given, NotGiven };
/// Effect of a new bantime on bans that exist (the daemon has no per-ban duration).
struct BantimePreview
{
    qint64 moved = 0; ///< bans whose end moves
    qint64 endAtOnce = 0; ///< of these: end in the past after the change
    qint64 becomePermanent = 0;
    qint64 unaffected = 0; ///< bans with a time of their own (escalation)
    qint64 latestNewEnd = 0; ///< UTC seconds, 0: none
    bool timesKnown = true; ///< false: the daemon does not report times
};

/// What a change of a running jail costs in protection, shown before.
struct TunePreview
{
    QString jail;
    bool lastFailregex = false; ///< is removed: no line is a failure any more
    bool lastLogpath = false; ///< is removed: no log is read any more
    bool hardlyAnybody = false; ///< so many failures until a ban that it hardly comes to one
    QString wideNetwork; ///< so much of the Internet is ignored; empty: no
    qint64 coveredBans = 0; ///< present bans of addresses that are ignored from then on
};

/// Names a regex to tune(): fail2ban deletes by position, and the list may have changed since it was shown.
[[nodiscard]] inline QString regexToRemove(qsizetype index, const QString &regex)
{
    return QString::number(index) + QChar(u'\n') + regex;
}

class JailService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    [[nodiscard]] virtual const JailSnapshot &snapshot(core::ServerId server) const = 0;
    virtual void refresh(core::ServerId server) = 0; ///< jailsChanged follows
    virtual core::RequestHandle fetchDetail(
        core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::JailDetail> handler)
        = 0;

    virtual core::RequestHandle previewStop(
        core::ServerId server, const QString &jail, const QObject *context, core::Handler<StopPreview> handler)
        = 0;
    /// What the last previewStop() of the jail found about its way back decides which undo is offered.
    virtual core::RequestHandle stopJail(
        core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
        = 0;
    /// Looks at files and daemon, sends nothing: whether reloadJail() would restart the jail. Errors: those of its
    /// checks.
    virtual core::RequestHandle previewReload(
        core::ServerId server, const QString &jail, const QObject *context, core::Handler<ReloadPreview> handler)
        = 0;
    /// Start and reload are the same staged flow (start: the jail does not run). reloadProgressed reports the stages.
    /// Without consent a running jail is not restarted: ChangedMeanwhile at stage Record (nothing was sent), or
    /// VerifyFailed at stage CompareActions (the plain reload has cost an action), the reason in detail.
    virtual core::RequestHandle reloadJail(core::ServerId server, const QString &jail, RestartConsent consent,
        const QObject *context, core::Handler<core::Receipt> handler)
        = 0;
    core::RequestHandle reloadJail(
        core::ServerId server, const QString &jail, const QObject *context, core::Handler<core::Receipt> handler)
    {
        return reloadJail(server, jail, RestartConsent::Given, context, std::move(handler));
    }
    /// Jails that the configuration defines but that do not run, for "start" (from fail2ban-client -d).
    virtual core::RequestHandle configuredJails(
        core::ServerId server, const QObject *context, core::Handler<QStringList> handler)
        = 0;

    virtual core::RequestHandle previewBantime(core::ServerId server, const QString &jail, const QString &timeText,
        const QObject *context, core::Handler<BantimePreview> handler)
        = 0;
    /// For the changes of tune() that take protection away; the rest has nothing to tell. Reads only.
    virtual core::RequestHandle previewTune(core::ServerId server, const QString &jail, const QString &name,
        const QString &value, const QObject *context, core::Handler<TunePreview> handler)
        = 0;
    /// name: bantime, findtime, maxretry, ignoreself, usedns, idle; or addignoreip, delignoreip, addlogpath,
    /// dellogpath, addfailregex, delfailregex, addignoreregex, delignoreregex. Lost at the next reload. The value of
    /// delfailregex and delignoreregex is regexToRemove(); ChangedMeanwhile where that regex is not (or not clearly)
    /// there any more.
    virtual core::RequestHandle tune(core::ServerId server, const QString &jail, const QString &name,
        const QString &value, const QObject *context, core::Handler<core::Receipt> handler)
        = 0;
    /// Properties of this jail that BanGUI changed at runtime and that the next reload resets.
    [[nodiscard]] virtual QStringList runtimeChanges(core::ServerId server, const QString &jail) const = 0;

    /// A stop, a start, a reload or a tuning is under way, with the checks that belong to it.
    [[nodiscard]] virtual bool isBusy() const { return false; }
    /// Answered once nothing of that is under way.
    virtual core::RequestHandle rest(const QObject *context, core::Handler<bool> handler)
    {
        const core::Pending<bool> pending(context, std::move(handler));
        pending.finishLater(true);
        return pending.handle();
    }

Q_SIGNALS:
    void jailsChanged(core::ServerId server);
    void jailDetailChanged(core::ServerId server, const QString &jail);
    void reloadProgressed(core::ServerId server, const QString &jail, const services::ReloadStep &step);
};

} // namespace services

Q_DECLARE_METATYPE(services::ReloadStep)
