// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "services/ban_service.h"
#include "services/connection_test.h"
#include "services/jail_service.h"
#include "services/notification_service.h"
#include "services/setup_service.h"
#include "services/undo_stack.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

/// Sentences about the services' own values; texts itself knows only core.
namespace models {

[[nodiscard]] QString stageTitle(services::TestStage stage); ///< "Socket path"
[[nodiscard]] QString stageTitle(services::ReloadStage stage); ///< "Configuration test"
/// What went wrong in that stage, what was not changed and what to do.
[[nodiscard]] texts::ErrorText stageError(
    const services::TestStep &step, const QString &server, const QString &socketPath, const QString &user);
[[nodiscard]] texts::ErrorText stageError(const services::ReloadStep &step, const QString &server, const QString &jail);

/// "203.0.113.7 is an address of web-1 itself." serverName: empty for all servers.
[[nodiscard]] QString warningText(const services::BanWarning &warning, const QString &serverName);
/// True for warnings that deserve a second look before banning (own, loopback, ignored, what covers them).
[[nodiscard]] bool isGrave(services::BanWarning::Kind kind);
[[nodiscard]] QString junkText(
    const services::JunkLine &junk); ///< "Line 3: "example.org" is a host name; fail2ban bans addresses."
/// "3 addresses · 1 entry left out · 2 duplicates".
[[nodiscard]] QString targetsSummary(const services::ParsedTargets &targets);

[[nodiscard]] QString effectText(const services::BanPreview &preview, qint64 targets, const QString &subject = {});
[[nodiscard]] QString effectText(const services::UnbanPreview &preview, const QStringList &allOfNames = {});
[[nodiscard]] QString effectText(const services::StopPreview &preview, const QString &serverName);
/// Whether and how the stopped jail comes back: what Undo can do, and what to do where it can do nothing.
[[nodiscard]] QString restartText(const services::StopPreview &preview, const QString &serverName);
[[nodiscard]] QString effectText(const services::BantimePreview &preview, texts::DateStyle style, qint64 nowSeconds);

[[nodiscard]] QString undoTitle(const services::UndoEntry &entry); ///< "Unban of 203.0.113.7 in 3 jails"
[[nodiscard]] QString undoAction(const services::UndoEntry &entry); ///< for the menu: "Undo unban of 203.0.113.7"
/// What it cannot bring back, one sentence each, joined; empty where it brings everything back.
[[nodiscard]] QString undoLimits(const services::UndoEntry &entry);

struct NotificationText
{
    QString title;
    QString text;
    core::ServerState state = core::ServerState::Unknown;
    bool urgent = false;
};
[[nodiscard]] NotificationText notificationText(const services::Notification &notification);
/// What the wizard found at a socket: "fail2ban 1.1.0 answers at /run/fail2ban/fail2ban.sock".
[[nodiscard]] texts::ErrorText findingText(const services::LocalServerFinding &finding, const QString &user);

} // namespace models
