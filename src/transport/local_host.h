// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/host.h"

#include <QHash>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace transport {

class RoutedHost;

/// This machine. Child processes are QProcess, in a process group of their own, with a clean environment (PATH,
/// LANG=C.UTF-8, HOME, PYTHON* removed except where the profile's program needs it) and working directory "/".
class LocalHost final : public Host
{
    Q_OBJECT
public:
    /// extraEnvironment: added to the clean one ("PYTHONPATH=..." for a fail2ban that is unpacked, not installed).
    explicit LocalHost(QStringList extraEnvironment = {}, QObject *parent = nullptr);
    ~LocalHost() override;

    core::RequestHandle run(
        const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle runReader(
        const ReaderCommand &command, const QObject *context, core::Handler<CommandResult> handler) override;
    core::RequestHandle readFile(
        const QString &path, qint64 limit, const QObject *context, core::Handler<QByteArray> handler) override;
    core::RequestHandle list(
        const QString &folder, const QObject *context, core::Handler<QStringList> handler) override;
    core::RequestHandle stat(const QString &path, const QObject *context, core::Handler<FileStat> handler) override;
    core::RequestHandle processIdentity(
        qint64 pid, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle peer(
        const QString &socketPath, const QObject *context, core::Handler<core::ProcessIdentity> handler) override;
    core::RequestHandle writeFileAtomic(
        const FileWrite &file, const QObject *context, core::Handler<bool> handler) override;
    [[nodiscard]] std::unique_ptr<FileFollower> follow(const QString &path, qint64 offset) override;

private:
    struct Mailbox;

    [[nodiscard]] RoutedHost &helperHost();

    template <typename T>
    core::RequestHandle inWorker(
        std::function<core::Result<T>()> work, const QObject *context, core::Handler<T> handler);
    core::RequestHandle start(const HostCommand &command, const QObject *context, core::Handler<CommandResult> handler);

    QStringList m_extraEnvironment;
    /// What another machine's files need, ours get the same way: one implementation to trust with a configuration.
    std::unique_ptr<RoutedHost> m_helperHost;
    std::shared_ptr<Mailbox> m_mailbox; ///< how a worker thread reaches this host, while there is one
    std::unique_ptr<QThreadPool> m_pool; ///< for files: a disk that hangs must not hang the window
    QHash<quint64, std::function<void()>> m_jobs; ///< main thread only: hands a finished job's result over
    quint64 m_lastJob = 0;
};

} // namespace transport
