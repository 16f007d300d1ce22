// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/fleet.h"
#include "core/result.h"
#include "services/ssh_config_import.h"

#include <QByteArray>

namespace services {

/// Larger files are refused: a list of servers is never that long.
inline constexpr qint64 largestFleetFile = 4'000'000;

/// The format that a content has, by what stands in it and, where that leaves it open, by the file's name.
[[nodiscard]] std::optional<core::FleetFormat> recogniseFleet(const QByteArray &content, const QString &path);

/// What a file's content says. format: absent to recognise it. path: of the file, absolute; it also becomes the ssh
/// configuration of the servers where it is neither the user's own nor the system's.
[[nodiscard]] core::FleetImport parseFleet(const QByteArray &content, const QString &path,
    std::optional<core::FleetFormat> format, const SshConfigFiles &files);

/// Reads a file of this computer and what it includes. Small regular files only, so that nothing waits.
[[nodiscard]] core::FleetImport readFleetFile(const QString &path, std::optional<core::FleetFormat> format = {});

/// Writes profiles as services::exportProfiles() has them into a file that only its owner can read; all or nothing.
/// Answers how many. Error: FileUnreadable with the system's words.
[[nodiscard]] core::Result<int> saveFleetFile(const QString &path, const QList<core::ServerProfile> &profiles);

/// What is chosen for all servers of an import.
struct FleetChoices
{
    std::optional<QString> group; ///< in place of each one's own
    std::optional<core::Elevation> elevation;
    QStringList tags; ///< added to each one's own
};

/// The servers of an import beside what is stored: new, known, changed, or known under another name.
[[nodiscard]] QList<core::FleetRow> planFleet(
    const core::FleetImport &import, const QList<core::ServerProfile> &stored, const FleetChoices &choices = {});

} // namespace services
