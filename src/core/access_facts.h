// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace core {

/// What is known of a socket that is refused to us. A value; all texts come from the server and are hostile.
struct AccessFacts
{
    QString user; ///< who we are there; empty: not known
    QString machine; ///< name of the machine; empty: this computer
    std::optional<uint> owner; ///< numeric ids and permission bits of the socket; absent: it could not be looked at
    std::optional<uint> group;
    std::optional<uint> mode;
    QStringList command; ///< what sudo would be asked to run, argv[0] absolute; empty: not known
    Error error; ///< why we were refused
};

} // namespace core
