// SPDX-License-Identifier: GPL-3.0-or-later
// What a profile may say. Whatever passes here is carried to its place byte by byte, and never read by a shell.
#include "services/server_registry_impl.h"

#include "transport/host_script.h"
#include "transport/ssh_destination.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {

namespace {

constexpr qsizetype nameLimit = 100;
constexpr qsizetype tagLimit = 50;
constexpr qsizetype tagCount = 20;
constexpr qsizetype pathLimit = 4095; ///< PATH_MAX without its NUL
constexpr qsizetype zoneLimit = 64;

/// Control and format characters (bidi), separators of lines, halves of a surrogate pair: nothing that is shown in one
/// line and travels as UTF-8.
bool isOneLine(const QString &text)
{
    return text.isValidUtf16() && std::none_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format
            || c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
    });
}

bool isWord(const QString &text, qsizetype limit)
{
    return text.size() <= limit && isOneLine(text);
}

bool isAbsolutePath(const QString &text)
{
    return text.startsWith(u'/') && isOneLine(text) && text.toUtf8().size() <= pathLimit;
}

bool isColour(const QString &text)
{
    const auto isHex
        = [](QChar c) { return (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'f') || (c >= u'A' && c <= u'F'); };
    return text.size() == 7 && text.startsWith(u'#') && std::all_of(text.cbegin() + 1, text.cend(), isHex);
}

/// "Europe/Berlin", "Etc/GMT+3": whether there is such a zone depends on the machine that asks.
bool isZoneName(const QString &text)
{
    return text.size() <= zoneLimit && !text.startsWith(u'-') && std::all_of(text.cbegin(), text.cend(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || u"/_+-"_s.contains(c));
    });
}

} // namespace

core::Result<bool> checkProfile(const core::ServerProfile &profile, const QList<core::ServerProfile> &others)
{
    const auto refuse = [](const QString &what) { return core::failure(core::ErrorCode::InvalidArgument, what); };
    if (profile.name.trimmed().isEmpty())
        return refuse(u"name_empty"_s);
    if (!isWord(profile.name, nameLimit))
        return refuse(profile.name.size() > nameLimit ? u"name_long"_s : u"name_characters"_s);
    for (const core::ServerProfile &other : others) {
        if (other.id != profile.id && other.name == profile.name)
            return refuse(u"name_taken"_s);
    }
    if (!isWord(profile.group, nameLimit))
        return refuse(profile.group.size() > nameLimit ? u"group_long"_s : u"group_characters"_s);
    if (profile.tags.size() > tagCount)
        return refuse(u"tags_many"_s);
    for (const QString &tag : profile.tags) {
        if (!isWord(tag, tagLimit))
            return refuse(tag.size() > tagLimit ? u"tag_long"_s : u"tag_characters"_s);
    }
    if (!profile.colour.isEmpty() && !isColour(profile.colour))
        return refuse(u"colour"_s);
    if (!isAbsolutePath(profile.socketPath))
        return refuse(u"socket_path"_s);
    if (!profile.configDir.isEmpty() && !isAbsolutePath(profile.configDir))
        return refuse(u"config_dir"_s);
    if (!profile.clientProgram.isEmpty() && !isAbsolutePath(profile.clientProgram))
        return refuse(u"client_program"_s);
    if (!isWord(profile.startCommand, pathLimit))
        return refuse(u"start_command"_s);
    if (!isZoneName(profile.timeZone))
        return refuse(u"time_zone"_s);
    if (profile.kind == core::ConnectionKind::Ssh) {
        if (const auto destination = transport::parseSshDestination(profile.destination, profile.sshConfig);
            !destination)
            return refuse(u"destination"_s);
        if (profile.elevation == core::Elevation::Pkexec)
            return refuse(u"elevation"_s);
    } else if (!isWord(profile.destination, pathLimit) || !isWord(profile.sshConfig, pathLimit)) {
        return refuse(u"destination"_s); // not used, and stored all the same
    }
    if (!profile.container.isEmpty() && !transport::isContainerName(profile.container))
        return refuse(u"container"_s);
    if (const QString &engine = profile.containerEngine;
        !engine.isEmpty() && !transport::isContainerName(engine) && !transport::isPlainPath(engine))
        return refuse(u"container_engine"_s);
    if (profile.probeIntervalSeconds != 0 && (profile.probeIntervalSeconds < 2 || profile.probeIntervalSeconds > 3600))
        return refuse(u"interval"_s);
    return true;
}

} // namespace services
