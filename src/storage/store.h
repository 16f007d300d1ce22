// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/request_handle.h"

#include <QObject>
#include <QSqlDatabase>
#include <QThread>

#include <atomic>
#include <map>
#include <memory>
#include <optional>

namespace storage {

class StoreWorker;

/// What opening the store found.
struct OpenReport
{
    bool created = false;
    int schemaVersion = 0;
    QString keptAside; ///< where a corrupt file was moved to; empty: it was not corrupt
};

/// The one database of a data folder (SQLite, WAL, synchronous=FULL). Lives on the main thread; every statement runs on
/// its own worker thread, jobs in order. What a handler reports as done is on disk.
class Store final : public QObject
{
    Q_OBJECT
public:
    /// schemaFolder: where schema-NNNN.sql are; empty: the ones built in.
    explicit Store(const core::Clock &clock, QObject *parent = nullptr, const QString &schemaFolder = {});
    ~Store() override; ///< finishes the queued jobs, closes; what they answered still reaches living contexts

    /// Opens or creates `path` and migrates it. Errors: StoreLocked (busy for 5 s), StoreReadOnly, StoreNewer (nothing
    /// is written), StoreFull, StoreUnavailable. A corrupt file is renamed aside and a new one begun: see OpenReport.
    core::RequestHandle open(const QString &path, const QObject *context, core::Handler<OpenReport> handler);

    /// Runs job(database) on the worker; its result is delivered on the main thread. A write job runs in one IMMEDIATE
    /// transaction that is rolled back where the job returns an error. A job is destroyed on the worker: it captures
    /// values.
    template <typename T>
    core::RequestHandle read(
        std::function<core::Result<T>(QSqlDatabase &)> job, const QObject *context, core::Handler<T> handler)
    {
        return submit<T>(Mode::Read, std::move(job), context, std::move(handler));
    }
    template <typename T>
    core::RequestHandle write(
        std::function<core::Result<T>(QSqlDatabase &)> job, const QObject *context, core::Handler<T> handler)
    {
        return submit<T>(Mode::Write, std::move(job), context, std::move(handler));
    }

    [[nodiscard]] bool isOpen() const { return m_open; }
    [[nodiscard]] QString path() const { return m_path; }

Q_SIGNALS:
    /// A job failed for a reason of the store itself (full, locked, gone); the window says so once.
    void failed(const core::Error &error);
    void recovered();

private:
    friend class StoreWorker;
    enum class Mode { Open, Read, Write };
    /// Runs on the worker and keeps its result where the completion finds it; answers the error, if it is one.
    using Job = std::function<std::optional<core::Error>(QSqlDatabase &)>;
    /// Runs on the main thread. later: from the event loop. The error is the store's own, beside the job's.
    using Completion = std::function<void(const std::optional<core::Error> &storeError, bool later)>;
    struct Outbox;

    template <typename T>
    core::RequestHandle submit(
        Mode mode, std::function<core::Result<T>(QSqlDatabase &)> job, const QObject *context, core::Handler<T> handler)
    {
        const core::Pending<T> pending(context, std::move(handler));
        const auto slot = std::make_shared<std::optional<core::Result<T>>>();
        const auto cancelled = std::make_shared<std::atomic<bool>>(false);
        if (mode == Mode::Read)
            pending.setOnCancel(
                [cancelled] { cancelled->store(true); }); // a write still runs: only its handler is detached
        enqueue(
            mode,
            [slot, cancelled, job = std::move(job)](QSqlDatabase &database) -> std::optional<core::Error> {
                if (cancelled->load())
                    return core::Error { core::ErrorCode::Cancelled, {} };
                slot->emplace(job(database));
                if (!**slot)
                    return (*slot)->error();
                return std::nullopt;
            },
            [slot, pending](const std::optional<core::Error> &storeError, bool later) {
                core::Result<T> result = storeError ? core::Result<T>(tl::unexpected(*storeError)) : std::move(**slot);
                if (later)
                    pending.finishLater(std::move(result));
                else
                    pending.finish(std::move(result));
            });
        return pending.handle();
    }
    void enqueue(Mode mode, Job job, Completion completion);
    void deliver(bool later);
    void note(const std::optional<core::Error> &error, Mode mode);

    const core::Clock &m_clock;
    std::shared_ptr<Outbox> m_outbox; ///< where the worker leaves what it has done
    std::map<quint64, Completion> m_completions; ///< main thread only: handlers never leave it
    QThread m_thread;
    StoreWorker *m_worker = nullptr; ///< lives on m_thread, deleted there
    quint64 m_lastJob = 0;
    QString m_path;
    bool m_open = false;
    bool m_failing = false;
};

} // namespace storage
