// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/profile_words.h"

using namespace Qt::StringLiterals;

namespace core {

QString connectionKindName(ConnectionKind kind)
{
    switch (kind) {
    case ConnectionKind::Local:
        return u"local"_s;
    case ConnectionKind::Ssh:
        return u"ssh"_s;
    }
    return u"local"_s;
}

QString elevationName(Elevation elevation)
{
    switch (elevation) {
    case Elevation::None:
        return u"none"_s;
    case Elevation::Sudo:
        return u"sudo"_s;
    case Elevation::Pkexec:
        return u"pkexec"_s;
    }
    return u"none"_s;
}

std::optional<ConnectionKind> connectionKindFromName(const QString &name)
{
    for (const auto kind : { ConnectionKind::Local, ConnectionKind::Ssh }) {
        if (connectionKindName(kind) == name)
            return kind;
    }
    return std::nullopt;
}

std::optional<Elevation> elevationFromName(const QString &name)
{
    for (const auto elevation : { Elevation::None, Elevation::Sudo, Elevation::Pkexec }) {
        if (elevationName(elevation) == name)
            return elevation;
    }
    return std::nullopt;
}

} // namespace core
