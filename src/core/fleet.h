// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"

#include <QList>
#include <QMetaType>

#include <optional>

namespace core {

/// Files that describe several servers.
enum class FleetFormat {
    SshConfig, ///< ssh_config(5): its concrete aliases
    Ansible, ///< an Ansible inventory, INI or YAML
    BanGui ///< what BanGUI has exported
};

/// What a file held that was left out, or taken over in another way than it stands there. detail is the word that is
/// meant, never the value of a secret. Hostile text.
struct FleetNote
{
    enum class Kind {
        // the whole file; FleetImport::refused
        Unreadable, ///< detail: the system's words
        TooLarge,
        Unrecognised, ///< none of the formats
        Syntax, ///< detail: what the parser says
        Program, ///< begins with #!: an inventory that would have to be run
        Encrypted, ///< ansible-vault
        NewerVersion, ///< of BanGUI's own format; detail: the version
        NoServers,
        // one line
        Host, ///< the destination is not one that ssh is given; detail: the host
        Name, ///< no name for a server; detail: the host
        Field, ///< a known field holds what it cannot; detail: its name
        Junk, ///< a line that says nothing here; detail: the line
        Range, ///< "web[01:50]" that is none, or too many; detail: the pattern
        TooMany, ///< hosts beyond the limit were left out
        MatchBlock, ///< ssh: Match needs the connection
        IncludeMissing, ///< detail: the path or pattern
        IncludeUnreadable,
        IncludeLoop,
        IncludeDepth,
        Connection, ///< ansible: reached by something else than ssh; detail: what
        Become, ///< ansible: becomes somebody else, or with something else than sudo; detail: what
        SshArguments, ///< ansible: options of ssh that are not taken over; detail: they
        Template, ///< ansible: {{ }} is not computed; detail: the variable
        Secret, ///< a password or vault was passed over; detail: the variable
        GroupLoop, ///< detail: the group
        Variables, ///< group_vars or host_vars beside the file are not read; detail: the folder
        UnknownField, ///< detail: its name
        Repeated ///< the same host again; detail: the host
    };
    Kind kind = Kind::Junk;
    int line = 0; ///< from 1; 0: the file as a whole
    QString file; ///< where an Include led to; empty: the file itself
    QString detail;

    friend bool operator==(const FleetNote &, const FleetNote &) = default;
};

/// One server that a file describes. profile has no id, and a socket only where the file names one.
struct FleetServer
{
    ServerProfile profile;
    int line = 0;
    QString file; ///< as in FleetNote
    bool likely = true; ///< false: probably no machine to watch ("User git")

    friend bool operator==(const FleetServer &, const FleetServer &) = default;
};

/// What a file says.
struct FleetImport
{
    FleetFormat format = FleetFormat::SshConfig;
    QList<FleetServer> servers; ///< in the order of the file, no name twice
    QList<FleetNote> notes;
    std::optional<FleetNote> refused; ///< nothing is taken from this file
};

/// What importing a server would do to what is stored.
enum class FleetMatch {
    New,
    Known, ///< stored under this name, and reached in the same way
    Changed, ///< stored under this name, and reached in another way
    SameDaemon ///< stored under another name
};

/// One server of an import beside what is stored.
struct FleetRow
{
    ServerProfile profile; ///< what would be stored; with the id of the stored one where it is Changed
    FleetMatch match = FleetMatch::New;
    QString other; ///< SameDaemon: the name of the stored one
    int line = 0;
    QString file;
    bool wanted = true; ///< what is chosen at first

    friend bool operator==(const FleetRow &, const FleetRow &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::FleetImport)
