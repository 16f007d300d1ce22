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
    QString space; ///< inode of the pid namespace in which the pid counts; empty: not known, that of whoever looks

    [[nodiscard]] static ProcessToken own();
    /// False where the process is certainly gone; one that cannot be seen from here counts as alive: of another
    /// machine, of another pid namespace (a sandbox on the same data folder), of another user where /proc hides it.
    [[nodiscard]] bool isAlive() const;
};

} // namespace storage
