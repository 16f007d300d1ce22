// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_tree.h"
#include "core/ids.h"
#include "core/request_handle.h"

#include <QObject>

namespace services {

/// What a preflight can find. texts words each with its remedy.
enum class PreflightIssueKind {
    // of the files
    ConfigUnreadable, ///< fail2ban-client -t refuses; nothing can be loaded, any reload is blocked
    DuplicateSection,
    UnresolvedInterpolation,
    UnknownFilter,
    UnknownAction,
    NoFilter, ///< a jail without a filter finds nothing
    NoAction, ///< a jail without actions bans nobody
    NotEnabled, ///< no file enables the jail that is to be checked
    NotWinning, ///< a later file overrides what ours sets
    NameTooLong, ///< 26 characters and more do not fit into an iptables chain
    // of values
    BadTime, ///< the daemon would stop at it
    TimeIsCode, ///< the daemon would evaluate it as Python
    BadNumber,
    BadRegex,
    NoHostGroup,
    RunawayRegex, ///< did not end within its limits on an adversarial line
    BadDatePattern,
    // of the machine
    LogMissing,
    LogIsFolder,
    LogNotGrowing, ///< nothing was written for a day
    NothingMatches, ///< the filter finds nothing in the last day of its log
    BackendMissing, ///< unknown, or its Python module is not there
    ToolMissing, ///< the program that an action calls is not there
    DatabaseRefused, ///< the daemon would refuse dbfile while it has jails
    // of the effect
    LocksOut, ///< addresses from which the server is reached, or that logged in lately, would be banned
    SharedFile, ///< others use an edited filter or action, too
    PendingEdits, ///< a reload would bring into force what somebody else has written
    RuntimeLost, ///< what was tuned at runtime would be lost
    RestartsJail, ///< its actions or backend differ from what runs: bans are lifted and made again
    NotRestartable, ///< runs now, and the daemon would not start again with it
    NotChecked ///< a check could not be made; detail says which and why
};
enum class PreflightSeverity { Blocking, Warning };

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

/// One check that was made, for the steps that are shown.
struct PreflightCheck
{
    QString name; ///< never translated: "files", "test", "dump", "times", "logs", "regexes", "lines", "actions", "backend", "effect"
    bool passed = true; ///< no blocking issue came of it
    QString detail; ///< figures: "3 regexes", "2 logs"
    qint64 tookMs = 0;
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
    /// jail: empty checks every enabled jail. A jail that is not enabled is checked as if it were. Errors: those of the way to the
    /// machine, UnknownJail where no file has the section.
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
