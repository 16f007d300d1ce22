// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"

#include <type_traits>

namespace support {

/// Calls visit(name, field) for every field of a profile. A field that is added does not compile here until it has a
/// line of its own; tests that must cover all of them then fail until they do.
template <typename Profile, typename Visit> void eachProfileField(Profile &profile, const Visit &visit)
{
    static_assert(std::is_same_v<std::remove_const_t<Profile>, core::ServerProfile>);
    auto &[id, name, kind, socketPath, destination, sshConfig, elevation, containerEngine, container, configDir,
        clientProgram, startCommand, group, tags, colour, timeZone, production, readOnly, position,
        probeIntervalSeconds]
        = profile;
    visit("id", id);
    visit("name", name);
    visit("kind", kind);
    visit("socketPath", socketPath);
    visit("destination", destination);
    visit("sshConfig", sshConfig);
    visit("elevation", elevation);
    visit("containerEngine", containerEngine);
    visit("container", container);
    visit("configDir", configDir);
    visit("clientProgram", clientProgram);
    visit("startCommand", startCommand);
    visit("group", group);
    visit("tags", tags);
    visit("colour", colour);
    visit("timeZone", timeZone);
    visit("production", production);
    visit("readOnly", readOnly);
    visit("position", position);
    visit("probeIntervalSeconds", probeIntervalSeconds);
}

/// The names of the fields that hold text.
[[nodiscard]] inline QStringList profileTextFields()
{
    core::ServerProfile profile;
    QStringList names;
    eachProfileField(profile, [&names](const char *name, const auto &field) {
        using Field = std::remove_cvref_t<decltype(field)>;
        if constexpr (std::is_same_v<Field, QString> || std::is_same_v<Field, QStringList>)
            names.append(QString::fromLatin1(name));
    });
    return names;
}

/// The names of the text fields that contain a text.
[[nodiscard]] inline QStringList profileFieldsWith(const core::ServerProfile &profile, const QString &text)
{
    QStringList names;
    eachProfileField(profile, [&](const char *name, const auto &field) {
        using Field = std::remove_cvref_t<decltype(field)>;
        bool has = false;
        if constexpr (std::is_same_v<Field, QString>)
            has = field.contains(text);
        else if constexpr (std::is_same_v<Field, QStringList>)
            has = field.join(u' ').contains(text);
        if (has)
            names.append(QString::fromLatin1(name));
    });
    return names;
}

/// The names of the fields that are as a new profile has them.
[[nodiscard]] inline QStringList profileFieldsUnset(const core::ServerProfile &profile)
{
    const core::ServerProfile fresh;
    QStringList names;
    eachProfileField(profile, [&](const char *name, const auto &field) {
        eachProfileField(fresh, [&](const char *other, const auto &empty) {
            if constexpr (std::is_same_v<decltype(field), decltype(empty)>) {
                if (QLatin1StringView(name) == QLatin1StringView(other) && field == empty)
                    names.append(QString::fromLatin1(name));
            }
        });
    });
    return names;
}

} // namespace support
