// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/request_handle.h"

#include <QObject>
#include <QSqlDatabase>
#include <QThread>

namespace storage {

/// What opening the store found.
struct OpenReport
{
    bool created = false;
    int schemaVersion = 0;
    QString keptAside; ///< where a corrupt file was moved to; empty: it was not corrupt
};

/// The one database of a data folder (SQLite, WAL, synchronous=FULL). Lives on the main thread; every statement runs on its
/// own worker thread, jobs in order. What a handler reports as done is on disk.
class Store final : public QObject
{
    Q_OBJECT
public:
    explicit Store(const core::Clock &clock, QObject *parent = nullptr);
    ~Store() override; ///< finishes the queued jobs, closes

    /// Opens or creates `path` and migrates it. Errors: StoreLocked (busy for 5 s), StoreReadOnly, StoreNewer (nothing is
    /// written), StoreFull, StoreUnavailable. A corrupt file is renamed aside and a new one begun: see OpenReport.
    core::RequestHandle open(const QString &path, const QObject *context, core::Handler<OpenReport> handler);

    using JobFunction = std::function<void(QSqlDatabase &)>;
    /// Runs job(database) on the worker; its result is delivered on the main thread. A write job runs in one IMMEDIATE
    /// transaction that is rolled back where the job returns an error.
    template <typename T>
    core::RequestHandle read(std::function<core::Result<T>(QSqlDatabase &)> job, const QObject *context, core::Handler<T> handler);
    template <typename T>
    core::RequestHandle write(std::function<core::Result<T>(QSqlDatabase &)> job, const QObject *context, core::Handler<T> handler);

    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] QString path() const;

Q_SIGNALS:
    /// A job failed for a reason of the store itself (full, locked, gone); the window says so once.
    void failed(const core::Error &error);
    void recovered();
};

} // namespace storage
