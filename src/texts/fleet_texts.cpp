// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/fleet_texts.h"

#include "core/visible_text.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {
namespace {

QString text(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

} // namespace

QString fleetFormatName(core::FleetFormat format)
{
    switch (format) {
    case core::FleetFormat::SshConfig:
        return text(QT_TRANSLATE_NOOP("texts", "ssh configuration"));
    case core::FleetFormat::Ansible:
        return text(QT_TRANSLATE_NOOP("texts", "Ansible inventory"));
    case core::FleetFormat::BanGui:
        return text(QT_TRANSLATE_NOOP("texts", "list of servers from BanGUI"));
    }
    return {};
}

QString fleetNoteSentence(const core::FleetNote &note)
{
    using Kind = core::FleetNote::Kind;
    const QString detail = core::visibleText(note.detail);
    switch (note.kind) {
    case Kind::Unreadable:
        return detail.isEmpty() ? text(QT_TRANSLATE_NOOP("texts", "The file cannot be read."))
                                //: %1: the system's own words
                                : text(QT_TRANSLATE_NOOP("texts", "The file cannot be read: %1.")).arg(detail);
    case Kind::TooLarge:
        return text(QT_TRANSLATE_NOOP("texts", "The file has more than 4 MB; a list of servers is never that long."));
    case Kind::Unrecognised:
        return text(QT_TRANSLATE_NOOP("texts",
            "This is neither an ssh configuration nor an Ansible inventory nor a list that BanGUI has exported."));
    case Kind::Syntax:
        //: %1: what a parser says, in English
        return text(QT_TRANSLATE_NOOP("texts", "The file is broken: %1.")).arg(detail);
    case Kind::Program:
        return text(QT_TRANSLATE_NOOP("texts",
            "This inventory is a program, and BanGUI runs none. Write its answer into a file and import that: "
            "ansible-inventory -i FILE --list --yaml --output servers.yml"));
    case Kind::Encrypted:
        return text(QT_TRANSLATE_NOOP("texts", "The file is encrypted with ansible-vault."));
    case Kind::NewerVersion:
        //: %1: a number
        return text(
            QT_TRANSLATE_NOOP("texts", "A newer BanGUI has written this file (version %1). Nothing was read from it."))
            .arg(detail);
    case Kind::NoServers:
        return text(QT_TRANSLATE_NOOP("texts", "The file names no server."));
    case Kind::Host:
        //: %1: a host's name as it stands in a file
        return text(QT_TRANSLATE_NOOP("texts", "\"%1\" is no destination that ssh can be given.")).arg(detail);
    case Kind::Name:
        return text(QT_TRANSLATE_NOOP("texts", "A server without a name was left out."));
    case Kind::Field:
        //: %1: name of a field or its value
        return text(QT_TRANSLATE_NOOP("texts", "\"%1\" cannot be read.")).arg(detail);
    case Kind::Junk:
        //: %1: what stands in a line
        return text(QT_TRANSLATE_NOOP("texts", "\"%1\" says nothing here.")).arg(detail);
    case Kind::Range:
        //: %1: "web[1:50]"
        return text(QT_TRANSLATE_NOOP("texts", "\"%1\" is no range of names, or one of more than 5000.")).arg(detail);
    case Kind::TooMany:
        //: %1: a number
        return text(QT_TRANSLATE_NOOP("texts", "What follows was left out: there is room for %1.")).arg(detail);
    case Kind::MatchBlock:
        return text(QT_TRANSLATE_NOOP("texts", "A Match block was passed over; ssh itself heeds it when it connects."));
    case Kind::IncludeMissing:
        //: %1: a path
        return text(QT_TRANSLATE_NOOP("texts", "The included file %1 does not exist.")).arg(detail);
    case Kind::IncludeUnreadable:
        return text(QT_TRANSLATE_NOOP("texts", "The included file %1 cannot be read.")).arg(detail);
    case Kind::IncludeLoop:
        return text(QT_TRANSLATE_NOOP("texts", "%1 includes itself.")).arg(detail);
    case Kind::IncludeDepth:
        return text(QT_TRANSLATE_NOOP("texts", "%1 is included too deeply: ssh stops there, too.")).arg(detail);
    case Kind::Connection:
        //: %1: "web-1: winrm"
        return text(QT_TRANSLATE_NOOP("texts", "%1 is not reached through ssh and was left out.")).arg(detail);
    case Kind::Become:
        //: %1: "doas", or a login's name
        return text(QT_TRANSLATE_NOOP("texts", "BanGUI becomes root with sudo only: \"%1\" was not taken over."))
            .arg(detail);
    case Kind::SshArguments:
        //: %1: options of ssh
        return text(
            QT_TRANSLATE_NOOP("texts", "Not taken over: %1. Put it into your ssh configuration where it is needed."))
            .arg(detail);
    case Kind::Template:
        //: %1: name of a variable
        return text(QT_TRANSLATE_NOOP("texts", "%1 is a template, and BanGUI computes none.")).arg(detail);
    case Kind::Secret:
        return text(QT_TRANSLATE_NOOP("texts", "%1 holds a secret: it was not read.")).arg(detail);
    case Kind::GroupLoop:
        //: %1: name of a group
        return text(QT_TRANSLATE_NOOP("texts", "The group %1 contains itself.")).arg(detail);
    case Kind::Variables:
        //: %1: a folder
        return text(QT_TRANSLATE_NOOP("texts",
                        "The variables in %1 are not read. To have them all, import what ansible-inventory --list "
                        "--yaml says."))
            .arg(detail);
    case Kind::UnknownField:
        //: %1: name of a field
        return text(QT_TRANSLATE_NOOP("texts", "\"%1\" is not known here and was passed over.")).arg(detail);
    case Kind::Repeated:
        //: %1: name of a server
        return text(QT_TRANSLATE_NOOP("texts", "%1 is in the file more than once; the first counts.")).arg(detail);
    }
    return {};
}

QString fleetNote(const core::FleetNote &note)
{
    const QString sentence = fleetNoteSentence(note);
    if (note.line <= 0)
        return sentence;
    if (note.file.isEmpty())
        //: %1: number of a line, %2: a sentence
        return text(QT_TRANSLATE_NOOP("texts", "Line %1: %2")).arg(QString::number(note.line), sentence);
    //: %1: a path, %2: number of a line, %3: a sentence
    return text(QT_TRANSLATE_NOOP("texts", "%1, line %2: %3"))
        .arg(core::visibleText(note.file), QString::number(note.line), sentence);
}

QString fleetMatch(const core::FleetRow &row)
{
    switch (row.match) {
    case core::FleetMatch::New:
        //: a server that is imported
        return text(QT_TRANSLATE_NOOP("texts", "new"));
    case core::FleetMatch::Known:
        return text(QT_TRANSLATE_NOOP("texts", "known already"));
    case core::FleetMatch::Changed:
        //: a server that is stored, and would be reached in another way
        return text(QT_TRANSLATE_NOOP("texts", "changed"));
    case core::FleetMatch::SameDaemon:
        //: %1: name of a server
        return text(QT_TRANSLATE_NOOP("texts", "known as %1")).arg(core::visibleText(row.other));
    }
    return {};
}

} // namespace texts
