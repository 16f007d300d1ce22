// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QLockFile>
#include <QString>

#include <memory>

namespace storage {

/// The folder of BanGUI's own data (0700) and the lock that lets one window at a time own it.
class DataFolder
{
public:
    explicit DataFolder(QString path);
    ~DataFolder();
    Q_DISABLE_COPY_MOVE(DataFolder)

    /// Creates it where needed, makes it private, proves that it can be written. Errors: DataFolderUnusable.
    [[nodiscard]] core::Result<bool> prepare();
    /// Takes the window's lock. A lock left by a crash is taken over; a living owner gives DataFolderInUse, detail
    /// "PID (PROGRAM) on HOST". Not needed by bangui-cli.
    [[nodiscard]] core::Result<bool> lock();
    void unlock();

    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] QString storePath() const; ///< PATH/bangui.db
    [[nodiscard]] QString logPath() const; ///< PATH/log/bangui.log
    [[nodiscard]] QString windowStatePath() const; ///< PATH/window.ini

private:
    QString m_path;
    std::unique_ptr<QLockFile> m_lock;
};

} // namespace storage
