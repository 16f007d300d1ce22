// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/profile_export.h"

#include "core/profile_words.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSet>

#include <array>
#include <cmath>

using namespace Qt::StringLiterals;

namespace services {
namespace {

using core::ConnectionKind;
using core::Elevation;
using core::ServerProfile;
using Kind = core::FleetNote::Kind;

constexpr auto versionKey = "bangui_profiles"_L1;
constexpr qsizetype maxServers = 5000;

struct TextField
{
    QLatin1StringView name;
    QString ServerProfile::*member;
};
constexpr std::array textFields {
    TextField { "name"_L1, &ServerProfile::name },
    TextField { "socket"_L1, &ServerProfile::socketPath },
    TextField { "destination"_L1, &ServerProfile::destination },
    TextField { "ssh_config"_L1, &ServerProfile::sshConfig },
    TextField { "container_engine"_L1, &ServerProfile::containerEngine },
    TextField { "container"_L1, &ServerProfile::container },
    TextField { "config"_L1, &ServerProfile::configDir },
    TextField { "client"_L1, &ServerProfile::clientProgram },
    TextField { "group"_L1, &ServerProfile::group },
    TextField { "colour"_L1, &ServerProfile::colour },
    TextField { "time_zone"_L1, &ServerProfile::timeZone },
};

struct FlagField
{
    QLatin1StringView name;
    bool ServerProfile::*member;
};
constexpr std::array flagFields {
    FlagField { "production"_L1, &ServerProfile::production },
    FlagField { "read_only"_L1, &ServerProfile::readOnly },
};

/// One object of "servers".
class ServerReader
{
public:
    ServerReader(const QJsonObject &object, QList<core::FleetNote> *notes)
        : m_object(object)
        , m_notes(notes)
    {
    }

    std::optional<ServerProfile> run()
    {
        ServerProfile profile;
        for (auto it = m_object.begin(); it != m_object.end(); ++it) {
            if (!take(profile, it.key(), it.value()))
                return std::nullopt;
        }
        if (profile.name.trimmed().isEmpty()) {
            note(Kind::Name, profile.destination);
            return std::nullopt;
        }
        return profile;
    }

private:
    /// False where the field holds what it cannot: such a server would be another one than was meant.
    bool take(ServerProfile &profile, const QString &name, const QJsonValue &value)
    {
        for (const TextField &field : textFields) {
            if (name == field.name) {
                profile.*field.member = value.toString();
                return check(name, value.isString());
            }
        }
        for (const FlagField &field : flagFields) {
            if (name == field.name) {
                profile.*field.member = value.toBool();
                return check(name, value.isBool());
            }
        }
        if (name == "kind"_L1) {
            const auto kind = core::connectionKindFromName(value.toString());
            profile.kind = kind.value_or(ConnectionKind::Local);
            return check(name, kind.has_value());
        }
        if (name == "elevation"_L1) {
            const auto elevation = core::elevationFromName(value.toString());
            profile.elevation = elevation.value_or(Elevation::None);
            return check(name, elevation.has_value());
        }
        if (name == "probe_interval_seconds"_L1) {
            const double seconds = value.toDouble(-1);
            profile.probeIntervalSeconds = value.toInt(0);
            return check(name, seconds >= 0 && seconds <= 3600 && std::floor(seconds) == seconds);
        }
        if (name == "tags"_L1) {
            const QJsonArray tags = value.toArray();
            bool texts = value.isArray();
            for (const QJsonValue &tag : tags) {
                texts = texts && tag.isString();
                if (!tag.toString().isEmpty() && !profile.tags.contains(tag.toString()))
                    profile.tags.append(tag.toString());
            }
            return check(name, texts);
        }
        note(Kind::UnknownField, name);
        return true;
    }

    bool check(const QString &field, bool good)
    {
        if (!good)
            note(Kind::Field, m_object["name"_L1].toString() + u": "_s + field);
        return good;
    }
    void note(Kind kind, const QString &detail) { m_notes->append({ kind, 0, {}, detail.left(200) }); }

    const QJsonObject &m_object;
    QList<core::FleetNote> *m_notes;
};

int lineAt(const QByteArray &content, int offset)
{
    return static_cast<int>(content.first(std::clamp<qsizetype>(offset, 0, content.size())).count('\n')) + 1;
}

} // namespace

QByteArray exportProfiles(const QList<ServerProfile> &profiles)
{
    QJsonArray servers;
    for (const ServerProfile &profile : profiles) {
        if (profile.id.value < 0)
            continue;
        // What is as it is by default is left out, so that the file can be read and edited by people.
        QJsonObject server { { u"kind"_s, core::connectionKindName(profile.kind) } };
        for (const TextField &field : textFields) {
            if (!(profile.*field.member).isEmpty())
                server.insert(field.name, profile.*field.member);
        }
        for (const FlagField &field : flagFields) {
            if (profile.*field.member)
                server.insert(field.name, true);
        }
        if (profile.elevation != Elevation::None)
            server.insert(u"elevation"_s, core::elevationName(profile.elevation));
        if (!profile.tags.isEmpty())
            server.insert(u"tags"_s, QJsonArray::fromStringList(profile.tags));
        if (profile.probeIntervalSeconds != 0)
            server.insert(u"probe_interval_seconds"_s, profile.probeIntervalSeconds);
        servers.append(server);
    }
    return QJsonDocument(QJsonObject { { versionKey, profileFormatVersion }, { u"servers"_s, servers } }).toJson();
}

core::FleetImport parseProfiles(const QByteArray &content)
{
    core::FleetImport import;
    import.format = core::FleetFormat::BanGui;
    const auto refuse = [&import](Kind kind, int line, const QString &detail) {
        import.refused = core::FleetNote { kind, line, {}, detail };
        return import;
    };
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(content, &error);
    if (error.error != QJsonParseError::NoError)
        return refuse(Kind::Syntax, lineAt(content, error.offset), error.errorString());
    const QJsonObject root = document.object();
    const QJsonValue version = root.value(versionKey);
    if (!version.isDouble() || version.toDouble() < 1)
        return refuse(Kind::Unrecognised, 0, {});
    if (version.toDouble() > profileFormatVersion)
        return refuse(Kind::NewerVersion, 0, QString::number(version.toDouble()));
    for (const QString &key : root.keys()) {
        if (key != versionKey && key != "servers"_L1)
            import.notes.append({ Kind::UnknownField, 0, {}, key.left(200) });
    }
    if (!root.value("servers"_L1).isArray())
        return refuse(Kind::Field, 0, u"servers"_s);
    QSet<QString> names;
    int number = 0;
    for (const QJsonValue &value : root.value("servers"_L1).toArray()) {
        ++number;
        if (import.servers.size() >= maxServers) {
            import.notes.append({ Kind::TooMany, 0, {}, QString::number(maxServers) });
            break;
        }
        if (!value.isObject()) {
            import.notes.append({ Kind::Junk, 0, {}, u"servers[%1]"_s.arg(number - 1) });
            continue;
        }
        const QJsonObject object = value.toObject();
        const auto profile = ServerReader(object, &import.notes).run();
        if (!profile)
            continue;
        if (names.contains(profile->name)) {
            import.notes.append({ Kind::Repeated, 0, {}, profile->name.left(200) });
            continue;
        }
        names.insert(profile->name);
        import.servers.append({ *profile, 0, {}, true });
    }
    if (import.servers.isEmpty())
        return refuse(Kind::NoServers, 0, {});
    return import;
}

} // namespace services
