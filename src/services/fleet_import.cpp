// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_import.h"

#include "services/ansible_inventory.h"
#include "services/profile_export.h"
#include "services/socket_search.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QHash>
#include <QRegularExpression>
#include <QSaveFile>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using core::FleetFormat;
using Kind = core::FleetNote::Kind;

bool isYamlName(const QString &path)
{
    return path.endsWith(".yml"_L1, Qt::CaseInsensitive) || path.endsWith(".yaml"_L1, Qt::CaseInsensitive)
        || path.endsWith(".json"_L1, Qt::CaseInsensitive);
}

/// The first lines that say something, without comments.
QStringList firstLines(const QByteArray &content, int count)
{
    QStringList lines;
    for (const QByteArray &raw : content.first(std::min<qsizetype>(content.size(), 64'000)).split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(u'#') || line.startsWith(u';'))
            continue;
        lines.append(line);
        if (lines.size() == count)
            break;
    }
    return lines;
}

bool isYaml(const QByteArray &content, const QString &path)
{
    if (isYamlName(path))
        return true;
    const QStringList lines = firstLines(content, 1);
    static const QRegularExpression key(u"^[^\\s:=\\[]+:(\\s*$|\\s+[{#])"_s);
    return !lines.isEmpty()
        && (lines.first() == "---"_L1 || lines.first().startsWith(u'{') || key.match(lines.first()).hasMatch());
}

bool isSshConfig(const QStringList &lines)
{
    static const QRegularExpression begin(
        u"^(Host|Match|Include)(\\s+|\\s*=\\s*)\\S"_s, QRegularExpression::CaseInsensitiveOption);
    return std::any_of(lines.cbegin(), lines.cend(), [](const QString &line) { return begin.match(line).hasMatch(); });
}

/// A section, or nothing but lines of one name with "key=value" behind it.
bool isIni(const QStringList &lines)
{
    static const QRegularExpression host(u"^[\\w.\\-\\[\\]:]+(\\s+[\\w.\\-]+=.*)?(\\s+#.*)?$"_s);
    static const QRegularExpression section(u"^\\[[^\\]]+\\]"_s);
    const bool sections
        = std::any_of(lines.cbegin(), lines.cend(), [](const QString &line) { return section.match(line).hasMatch(); });
    return sections || (!lines.isEmpty() && std::all_of(lines.cbegin(), lines.cend(), [](const QString &line) {
        return host.match(line).hasMatch();
    }));
}

core::FleetImport refused(FleetFormat format, Kind kind, const QString &detail = {})
{
    core::FleetImport import;
    import.format = format;
    import.refused = core::FleetNote { kind, 0, {}, detail };
    return import;
}

std::optional<QByteArray> readSmallFile(const QString &path)
{
    // A pipe or a device would wait, or never end.
    if (const QFileInfo info(path); !info.isFile() || info.size() > largestFleetFile)
        return std::nullopt;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.read(largestFleetFile);
}

QStringList globbed(const QString &pattern)
{
    if (!pattern.contains(u'*') && !pattern.contains(u'?') && !pattern.contains(u'['))
        return QFileInfo(pattern).isFile() ? QStringList { pattern } : QStringList();
    // ssh expands every part of a path; people write patterns in the last one.
    const QFileInfo info(pattern);
    const QDir folder(info.path());
    QStringList paths;
    for (const QString &name : folder.entryList({ info.fileName() }, QDir::Files, QDir::Name))
        paths.append(folder.filePath(name));
    return paths;
}

/// Two profiles of one machine and container, whatever their socket.
QString wayKey(const core::ServerProfile &profile)
{
    return QStringList { QString::number(int(profile.kind)), profile.destination, profile.sshConfig,
        profile.containerEngine, profile.container }
        .join(u'\n');
}

} // namespace

std::optional<FleetFormat> recogniseFleet(const QByteArray &content, const QString &path)
{
    if (content.contains('\0'))
        return std::nullopt;
    const QByteArray start = content.first(std::min<qsizetype>(content.size(), 4000)).trimmed();
    if (start.startsWith('{'))
        return content.contains("\"bangui_profiles\"") ? FleetFormat::BanGui : FleetFormat::Ansible;
    const QStringList lines = firstLines(content, 200);
    if (isYamlName(path))
        return FleetFormat::Ansible;
    if (isSshConfig(lines))
        return FleetFormat::SshConfig;
    if (isYaml(content, path) || isIni(lines))
        return FleetFormat::Ansible;
    return std::nullopt;
}

core::FleetImport parseFleet(
    const QByteArray &content, const QString &path, std::optional<FleetFormat> format, const SshConfigFiles &files)
{
    if (content.startsWith("#!") && format != FleetFormat::SshConfig)
        return refused(FleetFormat::Ansible, Kind::Program);
    if (content.startsWith("$ANSIBLE_VAULT"))
        return refused(FleetFormat::Ansible, Kind::Encrypted);
    if (!format)
        format = recogniseFleet(content, path);
    if (!format || content.contains('\0'))
        return refused(format.value_or(FleetFormat::SshConfig), Kind::Unrecognised);
    switch (*format) {
    case FleetFormat::SshConfig: {
        core::FleetImport import = parseSshConfig(content, path, files);
        const bool own = path == files.folder + "/config"_L1 || path == "/etc/ssh/ssh_config"_L1;
        for (core::FleetServer &server : import.servers) {
            if (!own)
                server.profile.sshConfig = path;
        }
        return import;
    }
    case FleetFormat::Ansible:
        return fleetOf(isYaml(content, path) ? readAnsibleYaml(content) : readAnsibleIni(content));
    case FleetFormat::BanGui:
        return parseProfiles(content);
    }
    return {};
}

core::FleetImport readFleetFile(const QString &path, std::optional<FleetFormat> format)
{
    const QFileInfo info(path);
    const FleetFormat shown = format.value_or(FleetFormat::SshConfig);
    if (!info.isFile())
        return refused(shown, Kind::Unreadable);
    if (info.size() > largestFleetFile)
        return refused(shown, Kind::TooLarge);
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(shown, Kind::Unreadable, file.errorString());
    SshConfigFiles files;
    files.home = QDir::homePath();
    files.folder = files.home + "/.ssh"_L1;
    files.glob = globbed;
    files.read = readSmallFile;
    core::FleetImport import = parseFleet(file.read(largestFleetFile), info.absoluteFilePath(), format, files);
    if (import.format == FleetFormat::Ansible && !import.refused) {
        for (const QString &name : { u"group_vars"_s, u"host_vars"_s }) {
            if (const QString folder = info.absolutePath() + u'/' + name; QFileInfo(folder).isDir())
                import.notes.append({ Kind::Variables, 0, {}, folder });
        }
    }
    return import;
}

core::Result<int> saveFleetFile(const QString &path, const QList<core::ServerProfile> &profiles)
{
    QSaveFile file(path);
    const bool opened = file.open(QIODevice::WriteOnly);
    // Before anything is in it: where one's servers are is nobody else's business.
    if (!opened || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || file.write(exportProfiles(profiles)) < 0 || !file.commit())
        return core::failure(core::ErrorCode::FileUnreadable, file.errorString());
    return static_cast<int>(std::count_if(
        profiles.cbegin(), profiles.cend(), [](const core::ServerProfile &profile) { return profile.id.value >= 0; }));
}

QList<core::FleetRow> planFleet(
    const core::FleetImport &import, const QList<core::ServerProfile> &stored, const FleetChoices &choices)
{
    QHash<QString, const core::ServerProfile *> byName;
    QHash<QString, const core::ServerProfile *> byWay;
    QHash<QString, const core::ServerProfile *> byDaemon;
    for (const core::ServerProfile &profile : stored) {
        if (profile.id.value < 0)
            continue;
        byName.insert(profile.name, &profile);
        byWay.insert(wayKey(profile), &profile);
        byDaemon.insert(core::daemonKey(profile), &profile);
    }
    QList<core::FleetRow> rows;
    rows.reserve(import.servers.size());
    for (const core::FleetServer &server : import.servers) {
        core::FleetRow row;
        row.profile = server.profile;
        row.line = server.line;
        row.file = server.file;
        if (choices.group)
            row.profile.group = *choices.group;
        if (choices.elevation)
            row.profile.elevation = *choices.elevation;
        for (const QString &tag : choices.tags) {
            if (!row.profile.tags.contains(tag))
                row.profile.tags.append(tag);
        }
        const bool socketNamed = !row.profile.socketPath.isEmpty();
        const core::ServerProfile *same = byName.value(row.profile.name);
        const core::ServerProfile *twin
            = socketNamed ? byDaemon.value(core::daemonKey(row.profile)) : byWay.value(wayKey(row.profile));
        if (same) {
            const bool sameWay
                = wayKey(*same) == wayKey(row.profile) && (!socketNamed || same->socketPath == row.profile.socketPath);
            row.match = sameWay ? core::FleetMatch::Known : core::FleetMatch::Changed;
            if (!sameWay) {
                // What the file says of the way; the rest stays as it was made.
                core::ServerProfile changed = *same;
                changed.kind = row.profile.kind;
                changed.destination = row.profile.destination;
                changed.sshConfig = row.profile.sshConfig;
                changed.elevation = row.profile.elevation;
                changed.containerEngine = row.profile.containerEngine;
                changed.container = row.profile.container;
                if (socketNamed)
                    changed.socketPath = row.profile.socketPath;
                row.profile = changed;
            }
        } else if (twin) {
            row.match = core::FleetMatch::SameDaemon;
            row.other = twin->name;
        }
        if (row.profile.socketPath.isEmpty())
            row.profile.socketPath = SocketSearch::usualSocket();
        row.wanted = row.match == core::FleetMatch::New && server.likely;
        rows.append(row);
    }
    return rows;
}

} // namespace services
