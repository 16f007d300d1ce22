// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/ids.h"
#include "core/preflight.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

using core::PreflightIssueKind;
using core::PreflightSeverity;

struct PreflightIssue
{
    PreflightIssueKind kind = PreflightIssueKind::ConfigUnreadable;
    PreflightSeverity severity = PreflightSeverity::Blocking;
    QString jail; ///< empty: of the whole server
    config::Origin origin; ///< where it was written; no file: nowhere
    QString subject; ///< "findtime", a path, a regex, addresses
    QString detail; ///< raw text of fail2ban or Python

    friend bool operator==(const PreflightIssue &, const PreflightIssue &) = default;
};

/// How much of a check could be made.
enum class PreflightExtent {
    Whole,
    Part, ///< some of it; where no NotChecked or SearchedPartly issue tells that, jails that something blocks were
          ///< passed over
    None
};

/// One check, for the steps that are shown.
struct PreflightCheck
{
    QString name; ///< never translated: "files", "test", "dump", "times", "logs", "regexes", "lines", "actions",
                  ///< "backend", "effect"
    bool passed = true; ///< no blocking issue came of it, and fail2ban's own test did not fail
    QString detail; ///< figures: "3 regexes", "2 logs"
    qint64 tookMs = 0;
    PreflightExtent extent = PreflightExtent::Whole; ///< one that is not whole is no pass, whatever `passed` says
};

struct PreflightReport
{
    core::ServerId server;
    QString jail; ///< empty: all enabled jails
    QList<PreflightIssue> issues; ///< blocking ones first
    QList<PreflightCheck> checks;
    [[nodiscard]] bool passed() const;
};

/// Looks whether the daemon would take what the files say, before anybody sends it. Changes nothing on the server.
class PreflightService : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    /// jail: empty checks every enabled jail. A jail that is not enabled is checked as if it were. Errors: those of the
    /// way to the machine, UnknownJail where no file has the section.
    virtual core::RequestHandle check(core::ServerId server, const QString &jail, const QObject *context,
        core::Handler<services::PreflightReport> handler)
        = 0;

Q_SIGNALS:
    /// While a check of that server is under way.
    void progressed(core::ServerId server, const services::PreflightCheck &check);
};

} // namespace services

Q_DECLARE_METATYPE(services::PreflightReport)
Q_DECLARE_METATYPE(services::PreflightCheck)
