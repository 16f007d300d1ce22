// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/local_host.h"

#include "transport/host_bytes.h"
#include "transport/local_files.h"
#include "transport/local_process.h"
#include "transport/local_socket_channel.h"
#include "transport/routed_host.h"

#include <QMutex>

using namespace Qt::StringLiterals;

namespace transport {

/// A worker may finish while the host is being destroyed; it finds out here, under the lock.
struct LocalHost::Mailbox
{
    QMutex mutex;
    LocalHost *host = nullptr;
};

namespace {

QStringList cleanEnvironment(const QStringList &extra)
{
    // A user's PATH often lacks sbin, where the programs of fail2ban's own actions live.
    QStringList path = qEnvironmentVariable("PATH").split(u':', Qt::SkipEmptyParts);
    for (const QString &folder :
        { u"/usr/local/sbin"_s, u"/usr/local/bin"_s, u"/usr/sbin"_s, u"/usr/bin"_s, u"/sbin"_s, u"/bin"_s }) {
        if (!path.contains(folder))
            path.append(folder);
    }
    QStringList environment { u"PATH="_s + path.join(u':'), u"LANG=C.UTF-8"_s };
    if (const QString home = qEnvironmentVariable("HOME"); !home.isEmpty())
        environment.append(u"HOME="_s + home);
    for (const QString &entry : extra) {
        const QString name = entry.section(u'=', 0, 0) + u'=';
        environment.removeIf([&name](const QString &other) { return other.startsWith(name); });
        environment.append(entry);
    }
    return environment;
}

/// For a path that no system call could be given as it is.
template <typename T> core::RequestHandle refuse(const QString &path, const QObject *context, core::Handler<T> handler)
{
    const core::Pending<T> pending(context, std::move(handler));
    pending.finishLater(core::failure(core::ErrorCode::InvalidArgument, path));
    return pending.handle();
}

} // namespace

LocalHost::LocalHost(QStringList extraEnvironment, QObject *parent)
    : Host(parent)
    , m_extraEnvironment(std::move(extraEnvironment))
    , m_mailbox(std::make_shared<Mailbox>())
    , m_pool(std::make_unique<QThreadPool>())
{
    m_mailbox->host = this;
    m_pool->setMaxThreadCount(4);
}

LocalHost::~LocalHost()
{
    {
        const QMutexLocker lock(&m_mailbox->mutex);
        m_mailbox->host = nullptr;
    }
    m_pool->clear();
    // The pool's destructor waits for its threads. One that hangs in a dead network file system would hang our exit.
    if (m_pool->activeThreadCount() > 0) {
        static auto *const abandoned = new QList<QThreadPool *>; // for good, like what it holds
        abandoned->append(m_pool.release());
    }
    // The children of this object, running processes, are killed here and not in ~QObject(), where this is no Host any
    // more.
    qDeleteAll(findChildren<LocalProcess *>(Qt::FindDirectChildrenOnly));
}

template <typename T>
core::RequestHandle LocalHost::inWorker(
    std::function<core::Result<T>()> work, const QObject *context, core::Handler<T> handler)
{
    const core::Pending<T> pending(context, std::move(handler));
    const quint64 id = ++m_lastJob;
    // Pending belongs to the main thread, so it stays here; the worker gets only the place for its result.
    const auto result = std::make_shared<core::Result<T>>(core::failure(core::ErrorCode::Cancelled));
    m_jobs.insert(id, [pending, result] { pending.finish(std::move(*result)); });
    m_pool->start([work = std::move(work), result, mailbox = m_mailbox, id] {
        *result = work();
        const QMutexLocker lock(&mailbox->mutex);
        if (LocalHost *host = mailbox->host) {
            QMetaObject::invokeMethod(
                host,
                [host, id] {
                    if (const auto deliver = host->m_jobs.take(id))
                        deliver();
                },
                Qt::QueuedConnection);
        }
    });
    return pending.handle();
}

core::RequestHandle LocalHost::start(
    const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    const core::Pending<CommandResult> pending(context, std::move(handler));
    auto *process = new LocalProcess(command, cleanEnvironment(m_extraEnvironment), pending, this); // owned by this
    process->start();
    return pending.handle();
}

core::RequestHandle LocalHost::run(
    const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    return start(command, context, std::move(handler));
}

core::RequestHandle LocalHost::runReader(
    const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler)
{
    return start(command.command(), context, std::move(handler));
}

core::RequestHandle LocalHost::readFile(
    const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler)
{
    if (!isCarried(path))
        return refuse(path, context, std::move(handler));
    return inWorker<QByteArray>(
        [bytes = hostBytes(path), limit] { return readLocalFile(bytes, limit); }, context, std::move(handler));
}

core::RequestHandle LocalHost::list(const QString &folder, const QObject *context, core::Handler<QStringList> handler)
{
    if (!isCarried(folder))
        return refuse(folder, context, std::move(handler));
    return inWorker<QStringList>(
        [bytes = hostBytes(folder)] { return listLocalFolder(bytes); }, context, std::move(handler));
}

core::RequestHandle LocalHost::stat(const QString &path, const QObject *context, core::Handler<FileStat> handler)
{
    if (!isCarried(path))
        return refuse(path, context, std::move(handler));
    return inWorker<FileStat>([bytes = hostBytes(path)] { return statLocalFile(bytes); }, context, std::move(handler));
}

core::RequestHandle LocalHost::processIdentity(
    qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    const quint64 startTime = processStartTime(pid);
    pending.finishLater(startTime == 0 ? core::ProcessIdentity {} : core::ProcessIdentity { pid, startTime });
    return pending.handle();
}

core::RequestHandle LocalHost::peer(
    const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler)
{
    const core::Pending<core::ProcessIdentity> pending(context, std::move(handler));
    auto *channel = new LocalSocketChannel(socketPath, this); // owned by this; ends with its answer
    connect(channel, &Channel::opened, this, [channel, pending] {
        const auto identity = channel->peerIdentity();
        channel->close();
        channel->deleteLater();
        pending.finish(identity.value_or(core::ProcessIdentity {}));
    });
    connect(channel, &Channel::failed, this, [channel, pending](const core::Error &error) {
        channel->deleteLater();
        pending.finish(tl::unexpected(error));
    });
    channel->open();
    return pending.handle();
}

RoutedHost &LocalHost::helperHost()
{
    if (!m_helperHost)
        m_helperHost = std::move(*RoutedHost::create({ .environment = m_extraEnvironment }));
    return *m_helperHost;
}

core::RequestHandle LocalHost::writeFileAtomic(
    const FileWrite &file, const QObject *context, core::Handler<bool> handler)
{
    return helperHost().writeFileAtomic(file, context, std::move(handler));
}

std::unique_ptr<FileFollower> LocalHost::follow(const QString &path, qint64 offset)
{
    return helperHost().follow(path, offset);
}

} // namespace transport
