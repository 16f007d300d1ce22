// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace storage {

/// Which process wrote a record: a pid alone is used again, and means nothing on another machine or after a reboot.
struct ProcessToken
{
    QString host; ///< machine id
    QString boot; ///< kernel's boot id
    qint64 pid = 0;
    QString start; ///< clock ticks since boot (/proc/PID/stat, field 22)

    [[nodiscard]] static ProcessToken own();
    /// False where the process is certainly gone; a process of another machine counts as alive.
    [[nodiscard]] bool isAlive() const;
};

} // namespace storage
