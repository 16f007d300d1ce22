// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/change_plan.h"
#include "services/config_copy.h"
#include "services/lifted_bans.h"
#include "services/log_globs.h"
#include "services/preflight.h"

namespace services {

/// Looks at a change before it is made: reads the files, plans the edit, and lets the checks run over a private copy
/// that holds it. Changes nothing but that copy, which is gone when the handler runs. Deletes itself after that; a
/// cancelled one ends without asking anything more.
class ChangePreflight final : public QObject
{
    Q_OBJECT
public:
    ChangePreflight(ChangeContext context, ChangeRequest request, core::Pending<ChangePlan> pending, QObject *parent);
    ~ChangePreflight() override;
    /// Errors: those of the way to the machine; UnknownJail; InvalidArgument for an edit that no file could hold;
    /// NotSupported and CommandFailed as ConfigCopy has them. What stands in the way of the change is in the report.
    void start();
    /// Ends with Cancelled as soon as its copy is gone; a program that hangs over there is ended, too.
    void stop();

Q_SIGNALS:
    void progressed(const services::PreflightCheck &check);

private:
    void planEdit(const ServerConfiguration &configuration);
    void findOthers(); ///< that use the same filter or action, and run
    void findLogs();
    void onEdited();
    void makeCopy();
    void check();
    void onChecked(const core::Result<PreflightReport> &report);
    void judgeEdit(); ///< what fail2ban would take, and nobody can have meant
    void dump();
    void onDumped(const core::Result<transport::CommandResult> &result);
    void readRunning();
    void compareRunning();
    void compareNext(QList<config::DumpedJail> jails);
    void onCompared();
    void restartForBackend(const QString &subject); ///< of what the checks have found of it
    [[nodiscard]] QList<config::DumpedJail> reloaded() const; ///< those that run and shall go on
    void countLifted(); ///< bans, of jails that end or are restarted
    void askWhetherListed(const QStringList &jails, LiftedBans lifted);
    void tellLifted(const QList<PreflightIssue> &issues, const QStringList &restarted);
    void finish();
    void end(const core::Result<ChangePlan> &result);
    void block(PreflightIssueKind kind, const config::Origin &origin, const QString &subject, const QString &detail);

    ChangeContext m_context;
    ChangeRequest m_request;
    core::Pending<ChangePlan> m_pending;
    ChangePlan m_plan;
    std::optional<config::Configuration> m_before; ///< as it was read
    QString m_backendBefore;
    QHash<QString, QString> m_telling; ///< running jails with an action that tells others, before or after: its name
    QStringList m_others; ///< running and enabled jails that the file is part of, beside the request's
    ServerConfiguration m_after;
    std::optional<LogGlobs> m_globs;
    ConfigCopy *m_copy = nullptr;
    ConfigCopy::Made m_made;
    QPointer<Preflight> m_check;
    core::RequestHandle m_waiting; ///< for the machine
    bool m_making = false; ///< the copy
    bool m_stopped = false;
    bool m_enabledAfter = false;
    bool m_runningKnown = false; ///< which jails run
    bool m_actionsDiffer = false; ///< of the request's jail, from those that run
    bool m_ended = false;
};

} // namespace services
