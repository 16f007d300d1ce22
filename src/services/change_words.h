// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config_edit.h"
#include "config/configuration.h"
#include "config/stream_dump.h"
#include "services/change_service.h"

namespace services {

// Words and comparisons of a change. Pure.

/// "preflight", "restore_verify": for logs and JSON, never translated.
[[nodiscard]] QString changeStageName(ChangeStage stage);
/// "enable", "disable", "edit"; likewise.
[[nodiscard]] QString changeKindName(ChangeKind kind);
/// "active", "inactive", "refused", "rolled back", "not restored", "open", "unknown"; likewise.
[[nodiscard]] QString changeResultName(ChangeResult result);

/// Of the daemon behind that socket: root's changes of all daemons of a machine lie in one folder.
[[nodiscard]] QString daemonMark(const QString &socketPath);
/// The id of a new change; it tells its kind and its daemon to whoever finds it open.
[[nodiscard]] QString newChangeId(ChangeKind kind, const QString &socketPath);
/// Likewise of a rescue: it is found beside the changes, has no jail of its own, and counts as an Edit.
[[nodiscard]] QString newRescueId(const QString &socketPath);
[[nodiscard]] bool isRescueId(const QString &id);
/// Of a change or a rescue.
[[nodiscard]] bool isChangeOf(const QString &id, const QString &socketPath);
[[nodiscard]] ChangeKind changeKindOf(const QString &id);

/// "deploy@desk": the login that this process runs as, for others who find its change.
[[nodiscard]] QString whoIsHere();

/// What is set in the jail's own file.
[[nodiscard]] QList<config::OptionEdit> optionEdits(const ChangeRequest &request);

/// The one file that the change writes, as it would be: by its text where it has one, else by its edits. Errors: those
/// of config::planEdits() and config::planText(); InvalidArgument for a filter's or an action's file without a text.
[[nodiscard]] core::Result<QList<config::FileEdit>> plannedFiles(
    const config::ConfigTree &tree, const ChangeRequest &request);

/// Whose file a path is that a change has written; the name is that of the jail, the filter or the action.
[[nodiscard]] std::pair<ConfigPart, QString> changedDefinition(const QString &path);
/// Jails that use what the request changes, in fail2ban's order: enabled, and not its own.
[[nodiscard]] QStringList alsoConcerned(const config::Configuration &configuration, const ChangeRequest &request);

/// The way to the machine is gone; about the daemon that says nothing.
[[nodiscard]] bool isLinkError(core::ErrorCode code);

/// The first regex of the configuration that the daemon does not run, or one that it runs beyond them; empty: equal.
/// The daemon shows them with its own groups in the place of <HOST> and other tags: what is between is compared.
[[nodiscard]] QString firstRegexDifference(const QStringList &running, const QStringList &wanted);

/// The first difference of two readings of one jail: regexes, backend, settings, actions, and whether it is started.
/// nullopt of a jail: it is not there.
[[nodiscard]] QString firstDumpDifference(
    const std::optional<config::DumpedJail> &a, const std::optional<config::DumpedJail> &b);

/// Whether a line of the daemon's log is an error that names the jail.
[[nodiscard]] bool isErrorOfJail(const QString &line, const QString &jail);

} // namespace services
