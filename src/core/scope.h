// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"

#include <QString>

namespace core {

/// The servers that the window is showing: one, a group, all.
struct Scope
{
    enum class Kind { All, Group, Server };
    Kind kind = Kind::All;
    QString group;
    ServerId server;

    friend bool operator==(const Scope &, const Scope &) = default;
};

} // namespace core

Q_DECLARE_METATYPE(core::Scope)
