// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QMetaType>
#include <QString>
#include <QStringList>

namespace core {

enum class AuditResult { Pending, Done, Refused, Failed, Unknown };

/// One durable record per command that changes a server: written before it is sent, completed after. A record that
/// stayed Pending over a crash becomes Unknown at the next start.
struct AuditEntry
{
    qint64 id = 0;
    qint64 at = 0; ///< UTC ms, before sending
    qint64 finishedAt = 0; ///< 0: not finished
    ServerId server;
    QString serverName; ///< as it was then
    QString user; ///< login on this workstation
    QString origin; ///< "window" or "cli"
    QStringList words; ///< the command as words ("set", "sshd", "banip", "192.0.2.1"), secrets never among them
    AuditResult result = AuditResult::Pending;
    QString detail; ///< the reply or the error, shortened to 2000 characters

    friend bool operator==(const AuditEntry &, const AuditEntry &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::AuditEntry)
