// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"
#include "core/server_profile.h"
#include "core/server_status.h"

namespace services {

class CommandGate;

/// What the journal of a server has of a daemon and some of its jails.
struct JournalErrors
{
    QString line; ///< the first error of one of them; empty: there is none
    QString unread; ///< why the journal could not be read; empty: it was
};

/// Whether a daemon with this log target (fail2ban's `get logtarget`) is read in the journal: syslog goes there, too.
[[nodiscard]] bool logsToJournal(const QString &target);

/// Asks the journal there, by journalctl as the profile's user, for what the process has said of the jails at level err
/// or worse in the last so many seconds by the server's clock. Never fails: a journal that cannot be read is an answer.
core::RequestHandle findJournalErrors(CommandGate &gate, core::ServerId server, const core::ProcessIdentity &process,
    const QStringList &jails, qint64 seconds, const QObject *context, core::Handler<JournalErrors> handler);

} // namespace services
