// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QList>
#include <QString>

namespace core {

/// The servers that the window is showing: one, a group, several chosen ones, all.
struct Scope
{
    enum class Kind { All, Group, Server, Selection };
    Kind kind = Kind::All;
    QString group;
    ServerId server;
    QList<ServerId> servers {}; ///< Selection: two or more, in any order

    friend bool operator==(const Scope &, const Scope &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::Scope)
