// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storage/store.h"

#include <deque>
#include <mutex>

namespace storage {

/// What the worker has finished and the main thread has not yet taken.
struct Store::Outbox
{
    struct Entry
    {
        quint64 id = 0;
        Mode mode = Mode::Read;
        std::optional<core::Error> error;
    };
    std::mutex mutex;
    std::deque<Entry> entries;
};

/// The thread's end of the store: owns the one connection. Everything but the constructor runs on the worker thread.
class StoreWorker final : public QObject
{
    Q_OBJECT
public:
    StoreWorker(QString connectionName, QString schemaFolder);
    ~StoreWorker() override;

    [[nodiscard]] core::Result<OpenReport> open(const QString &path, qint64 nowMs);
    /// Runs one job; a write in a transaction. nullopt: done, and on disk.
    [[nodiscard]] std::optional<core::Error> run(Store::Mode mode, const Store::Job &job);

private:
    [[nodiscard]] core::Result<bool> connectTo(const QString &path, bool readOnly);
    [[nodiscard]] core::Result<OpenReport> openOnce();
    [[nodiscard]] core::Result<bool> refuseNewer();
    [[nodiscard]] core::Result<QString> keepAside(qint64 nowMs);
    /// Someone may delete the file while it is open; SQLite would go on writing to a file without a name.
    [[nodiscard]] core::Result<bool> ensureNamed();
    [[nodiscard]] core::Result<bool> writeBack();
    [[nodiscard]] std::optional<core::Error> named(std::optional<core::Error> error) const;
    [[nodiscard]] core::Result<bool> reopen();
    void rememberFile();
    void close();

    QString m_connectionName;
    QString m_schemaFolder;
    QString m_path;
    std::optional<QSqlDatabase> m_database;
    bool m_hasLog = true; ///< -wal beside the file
    bool m_wasOpen = false; ///< open() has succeeded
    quint64 m_device = 0;
    quint64 m_inode = 0;
};

} // namespace storage
