// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QString>

namespace transport {

/// The host keys that the user trusts until BanGUI ends: lines of known_hosts in the private folder of this process,
/// for all of its connections, also those that ask nobody. ssh gets them from a KnownHostsCommand, in addition to the
/// user's own files (a UserKnownHostsFile of ours would hide those, and a changed key of a jump host would look like an
/// unknown one). The same command writes down which key each host has shown, since ssh's question has only its
/// fingerprint. Needs OpenSSH 8.5.
class SshTrustOnce final
{
public:
    /// folder: of RuntimeFolder.
    explicit SshTrustOnce(QString folder);

    [[nodiscard]] bool isEmpty() const;
    /// Value of KnownHostsCommand for the attempt with that control socket; writes the command beside it.
    /// DataFolderUnusable.
    [[nodiscard]] core::Result<QByteArray> commandFor(const QString &control) const;
    /// Trusts the key with this fingerprint ("SHA256:...") that a host has shown in that attempt, for that name and key
    /// alone. False where none has.
    [[nodiscard]] bool trust(const QString &control, const QString &fingerprint) const;

private:
    QString m_folder;
};

} // namespace transport
