// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QString>

#include <memory>

class QFileSystemWatcher;

namespace transport {

/// The folder for control sockets and the local ends of tunnels of this process: 0700, ours, no symbolic link,
/// short enough for a Unix socket path behind it: $XDG_RUNTIME_DIR/bangui/PID or, where there is none,
/// /tmp/bangui-UID/PID. What a crashed process has left there is removed with its folder. Everything below is removed
/// with the object. Somebody else's folder under our name, or one that others may write to, is refused:
/// DataFolderUnusable, the detail says which folder and why. Main thread.
class RuntimeFolder final
{
public:
    /// base: empty outside tests.
    [[nodiscard]] static core::Result<std::unique_ptr<RuntimeFolder>> create(const QString &base = {});
    ~RuntimeFolder();
    Q_DISABLE_COPY_MOVE(RuntimeFolder)

    [[nodiscard]] const QString &path() const { return m_path; }
    /// A short name in it that was never given before: "path/c7". Nothing is created.
    [[nodiscard]] QString newName(QChar prefix);
    /// Says directoryChanged() when something appears here. One for all, the system allows few of them.
    [[nodiscard]] QFileSystemWatcher &watcher();

private:
    RuntimeFolder(QString path, int lock);
    QString m_path;
    quint64 m_last = 0;
    int m_lock; ///< a lock that the kernel drops with the process: how others know that the folder is in use
    std::unique_ptr<QFileSystemWatcher> m_watcher;
};

} // namespace transport
