// SPDX-License-Identifier: GPL-3.0-or-later
#include "storage/store.h"

#include "storage/schema.h"
#include "storage/store_error.h"
#include "storage/store_worker.h"

using namespace Qt::StringLiterals;

namespace storage {

namespace {

/// QSqlDatabase keeps connections by name for the whole process.
QString nextConnectionName()
{
    static std::atomic<quint64> counter { 0 };
    return u"bangui-store-%1"_s.arg(++counter);
}

} // namespace

Store::Store(const core::Clock &clock, QObject *parent, const QString &schemaFolder)
    : QObject(parent)
    , m_clock(clock)
    , m_outbox(std::make_shared<Outbox>())
    , m_worker(new StoreWorker(nextConnectionName(), schemaFolder.isEmpty() ? builtInSchemaFolder() : schemaFolder))
{
    m_thread.setObjectName(u"store"_s);
    m_worker->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.start();
}

Store::~Store()
{
    // quit() as the last job: those before it still run. QThread deletes the worker on its own thread when it ends.
    QMetaObject::invokeMethod(
        m_worker, [thread = &m_thread] { thread->quit(); }, Qt::QueuedConnection);
    m_thread.wait();
    deliver(true);
}

core::RequestHandle Store::open(const QString &path, const QObject *context, core::Handler<OpenReport> handler)
{
    const core::Pending<OpenReport> pending(context, std::move(handler));
    const auto slot = std::make_shared<std::optional<core::Result<OpenReport>>>();
    enqueue(
        Mode::Open,
        [slot, worker = m_worker, path, now = m_clock.nowMs()](QSqlDatabase &) -> std::optional<core::Error> {
            slot->emplace(worker->open(path, now));
            if (!**slot)
                return (*slot)->error();
            return std::nullopt;
        },
        [this, slot, pending, path](const std::optional<core::Error> &, bool later) {
            m_open = (*slot)->has_value();
            m_path = m_open ? path : QString();
            if (later)
                pending.finishLater(**slot);
            else
                pending.finish(**slot);
        });
    return pending.handle();
}

void Store::enqueue(Mode mode, Job job, Completion completion)
{
    const quint64 id = ++m_lastJob;
    m_completions.emplace(id, std::move(completion));
    QMetaObject::invokeMethod(
        m_worker,
        [id, mode, job = std::move(job), worker = m_worker, outbox = m_outbox, store = this]() mutable {
            auto error = worker->run(mode, job);
            job = nullptr; // what it captured ends here, before the main thread hears of it
            {
                const std::lock_guard guard(outbox->mutex);
                outbox->entries.push_back({ id, mode, std::move(error) });
            }
            // The store waits for this thread before it goes, so it is alive here; what is queued for it dies with it.
            QMetaObject::invokeMethod(
                store, [store] { store->deliver(false); }, Qt::QueuedConnection);
        },
        Qt::QueuedConnection);
}

void Store::deliver(bool later)
{
    const QPointer<Store> guard(this); // a handler may delete the store; its destructor then delivers the rest
    while (guard) {
        Outbox::Entry entry;
        {
            const std::lock_guard lock(m_outbox->mutex);
            if (m_outbox->entries.empty())
                return;
            entry = std::move(m_outbox->entries.front());
            m_outbox->entries.pop_front();
        }
        auto node = m_completions.extract(entry.id);
        if (node.empty())
            continue;
        if (!later)
            note(entry.error, entry.mode);
        if (guard)
            node.mapped()(entry.error, later);
    }
}

void Store::note(const std::optional<core::Error> &error, Mode mode)
{
    if (mode == Mode::Open)
        return; // told by the handler of open()
    if (error && isStoreError(error->code)) {
        if (!std::exchange(m_failing, true))
            Q_EMIT failed(*error);
    } else if (!error && m_failing && mode == Mode::Write) {
        m_failing = false;
        Q_EMIT recovered();
    }
}

} // namespace storage
