// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/fleet_command.h"

#include "cli/change_config_command.h"
#include "cli/json_documents.h"
#include "core/visible_text.h"
#include "protocol/commands.h"
#include "services/fleet_change.h"
#include "services/fleet_import.h"
#include "services/profile_export.h"
#include "services/server_registry.h"
#include "texts/error_texts.h"
#include "texts/fleet_texts.h"
#include "texts/time_texts.h"
#include "texts/way_texts.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {
namespace {

using Done = std::function<void(Outcome)>;

QString formatName(core::FleetFormat format)
{
    switch (format) {
    case core::FleetFormat::SshConfig:
        return u"ssh-config"_s;
    case core::FleetFormat::Ansible:
        return u"ansible"_s;
    case core::FleetFormat::BanGui:
        return u"bangui"_s;
    }
    return {};
}

std::optional<core::FleetFormat> formatOf(const QString &name)
{
    for (const auto format : { core::FleetFormat::SshConfig, core::FleetFormat::Ansible, core::FleetFormat::BanGui }) {
        if (formatName(format) == name)
            return format;
    }
    return std::nullopt;
}

QString matchName(core::FleetMatch match)
{
    switch (match) {
    case core::FleetMatch::New:
        return u"new"_s;
    case core::FleetMatch::Known:
        return u"known"_s;
    case core::FleetMatch::Changed:
        return u"changed"_s;
    case core::FleetMatch::SameDaemon:
        return u"same_daemon"_s;
    }
    return {};
}

QJsonArray notesJson(const core::FleetImport &import)
{
    QJsonArray notes;
    for (const core::FleetNote &note : import.notes) {
        notes.append(QJsonObject { { u"line"_s, note.line > 0 ? QJsonValue(note.line) : QJsonValue() },
            { u"file"_s, note.file.isEmpty() ? QJsonValue() : QJsonValue(note.file) },
            { u"message"_s, texts::fleetNoteSentence(note) } });
    }
    return notes;
}

/// results: name to what became of it ("added", an error); absent: nothing was done.
Outcome importOutcome(const core::FleetImport &import, const QList<core::FleetRow> &rows,
    const QHash<QString, QString> &added, const QHash<QString, QString> &failures)
{
    Outcome outcome;
    QJsonArray servers;
    QList<QStringList> table { { u"NAME"_s, u"GROUP"_s, u"WHERE"_s, u"TAGS"_s, u"IN BANGUI"_s } };
    for (const core::FleetRow &row : rows) {
        const QString failure = failures.value(row.profile.name);
        QJsonObject server = profileJson(row.profile);
        for (const QString &key : { u"id"_s, u"position"_s })
            server.remove(key);
        server.insert(u"match"_s, matchName(row.match));
        server.insert(u"other"_s, row.other.isEmpty() ? QJsonValue() : QJsonValue(row.other));
        server.insert(u"line"_s, row.line > 0 ? QJsonValue(row.line) : QJsonValue());
        server.insert(u"added"_s, added.contains(row.profile.name));
        server.insert(u"error"_s, failure.isEmpty() ? QJsonValue() : QJsonValue(failure));
        servers.append(server);
        table.append({ row.profile.name, row.profile.group.isEmpty() ? u"-"_s : row.profile.group,
            texts::wayWords(row.profile), row.profile.tags.join(u", "_s),
            !failure.isEmpty()                     ? failure
                : added.contains(row.profile.name) ? QCoreApplication::translate("cli", "added")
                                                   : texts::fleetMatch(row) });
    }
    outcome.result = QJsonObject { { u"format"_s, formatName(import.format) }, { u"servers"_s, servers },
        { u"added"_s, static_cast<int>(added.size()) }, { u"notes"_s, notesJson(import) } };
    outcome.text = alignedTable(table);
    QStringList notes;
    for (const core::FleetNote &note : import.notes)
        notes.append(texts::fleetNote(note));
    outcome.note = notes.join(u'\n');
    if (!failures.isEmpty())
        outcome.exitCode = ExitCode::Refused;
    return outcome;
}

} // namespace

QString fleetProblem(const Options &options)
{
    const QString verb = options.words.value(0);
    if (verb == "import"_L1 && options.words.size() != 2)
        return QCoreApplication::translate("cli", "servers import takes one file");
    if (verb == "export"_L1 && options.words.size() > 2)
        return QCoreApplication::translate("cli", "servers export takes one file");
    if (verb == "import"_L1 && !options.format.isEmpty() && !formatOf(options.format))
        //: %1: what was given; the three words stay as they are
        return QCoreApplication::translate("cli", "--format takes ssh-config, ansible or bangui, not \"%1\"")
            .arg(options.format);
    return {};
}

void importServers(services::ServiceSet &services, const Options &options, QObject *context, const Done &done)
{
    const core::FleetImport import = services::readFleetFile(options.words.value(1), formatOf(options.format));
    if (import.refused) {
        Outcome outcome;
        const QString sentence = texts::fleetNote(*import.refused);
        outcome.result = QJsonObject { { u"error"_s,
            QJsonObject { { u"code"_s, u"InvalidArgument"_s }, { u"message"_s, sentence },
                { u"detail"_s, import.refused->detail } } } };
        outcome.note = sentence;
        outcome.exitCode = ExitCode::Refused;
        done(outcome);
        return;
    }
    services::FleetChoices choices;
    if (!options.group.isEmpty())
        choices.group = options.group;
    if (options.sudo)
        choices.elevation = core::Elevation::Sudo;
    choices.tags = options.tags;
    QList<core::FleetRow> rows = services::planFleet(import, services.serverRegistry.profiles(), choices);
    QList<core::FleetRow> fresh;
    for (core::FleetRow &row : rows) {
        row.profile.production = row.profile.production || options.production;
        row.profile.readOnly = row.profile.readOnly || options.readOnly;
        if (row.wanted)
            fresh.append(row);
    }
    if (options.dryRun || fresh.isEmpty()) {
        done(importOutcome(import, rows, {}, {}));
        return;
    }
    auto *change = new services::FleetChange(services.serverRegistry, nullptr, services.clock, context);
    change->apply(fresh, context, [import, rows, done](const core::Result<services::FleetResult> &result) {
        if (!result) {
            done(failed(result.error()));
            return;
        }
        QHash<QString, QString> added;
        for (const core::ServerProfile &profile : result->added)
            added.insert(profile.name, {});
        QHash<QString, QString> failures;
        for (const services::FleetResult::Failure &failure : result->failed)
            failures.insert(failure.name,
                texts::errorText(failure.error, { .activity = texts::ErrorPlace::Activity::Store }).sentence());
        done(importOutcome(import, rows, added, failures));
    });
}

void exportServers(services::ServiceSet &services, const Options &options, const Done &done)
{
    QList<core::ServerProfile> profiles;
    for (const core::ServerProfile &profile : services.serverRegistry.profiles()) {
        if (options.group.isEmpty() || profile.group == options.group)
            profiles.append(profile);
    }
    Outcome outcome;
    const QString path = options.words.value(1);
    if (path.isEmpty() || path == "-"_L1) {
        const QByteArray text = services::exportProfiles(profiles);
        outcome.result = QJsonDocument::fromJson(text).object();
        outcome.text = QString::fromUtf8(text);
        done(outcome);
        return;
    }
    const auto written = services::saveFleetFile(path, profiles);
    if (!written) {
        outcome = failed(written.error());
        outcome.error->detail = path + u": "_s + written.error().detail;
        done(outcome);
        return;
    }
    outcome.result = QJsonObject { { u"file"_s, path }, { u"servers"_s, *written } };
    outcome.text = texts::servers(*written) + u'\n';
    done(outcome);
}

QString productionProblem(
    const services::ServiceSet &services, const Options &options, const QList<core::ServerId> &servers)
{
    if (options.production)
        return {};
    bool changes = options.command == "ban"_L1 || options.command == "unban"_L1 || changesConfiguration(options);
    if (options.command == "recover"_L1)
        changes = options.words.value(0) != "list"_L1;
    if (options.command == "command"_L1) {
        const auto command = protocol::checkedRawWords(options.words);
        changes = command && std::holds_alternative<protocol::Change>(*command);
    }
    if (!changes)
        return {};
    // Also where it is named by its way: a stored server's mark is its daemon's.
    QSet<QString> marked;
    const QList<core::ServerProfile> profiles = services.serverRegistry.profiles();
    for (const core::ServerProfile &profile : profiles) {
        if (profile.production)
            marked.insert(core::daemonKey(profile));
    }
    QStringList names;
    for (const core::ServerProfile &profile : profiles) {
        if (marked.contains(core::daemonKey(profile)) && servers.contains(profile.id))
            names.append(core::visibleText(profile.name));
    }
    if (names.isEmpty())
        return {};
    if (names.size() == 1)
        //: %1: name of a server; --production stays as it is
        return QCoreApplication::translate(
            "cli", "%1 is a production server: nothing was changed. Add --production to change it")
            .arg(names.constFirst());
    //: %1: names of servers; --production stays as it is
    return QCoreApplication::translate(
        "cli", "%1 are production servers: nothing was changed anywhere. Add --production to change them")
        .arg(texts::names(names, 6));
}

QString twinSentence(const services::ServiceSet &services, const core::ServerProfile &profile)
{
    for (const core::ServerProfile &other : services.serverRegistry.profiles()) {
        if (other.id.value > 0 && other.name != profile.name && core::daemonKey(other) == core::daemonKey(profile))
            //: %1: name of a server
            return QCoreApplication::translate("cli", "%1 leads to the same daemon").arg(core::visibleText(other.name));
    }
    return {};
}

} // namespace cli
