// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "transport/helper_process.h"
#include "transport/host.h"

#include <vector>

namespace transport {

class SshMaster;

/// The way from here to the machine (or container) where fail2ban runs.
struct HostRoute
{
    SshMaster *master = nullptr; ///< not owned, outlives the host; null: this machine
    core::Elevation elevation
        = core::Elevation::None; ///< on that machine; around the container engine where there is a container
    QString engine; ///< "docker", "podman" or a plain absolute path; with a container
    QString container; ///< empty: none
    QStringList environment; ///< "NAME=value", added to the clean one that programs get
};

/// A machine behind ssh, sudo or a container engine; the same behaviour as LocalHost (one test suite proves it). Each
/// operation is one short run of the helper with fail2ban's own Python; over ssh a session of the one master
/// connection.
///
/// Errors besides those of Host: the master's, and failureOfHelper()'s. The first operation finds the Python; that
/// answer is kept until the connection is lost. Main thread.
class RoutedHost final : public Host
{
    Q_OBJECT
public:
    /// InvalidArgument where engine or container have an impossible name.
    [[nodiscard]] static core::Result<std::unique_ptr<RoutedHost>> create(HostRoute route);
    ~RoutedHost() override; ///< whoever waits gets Cancelled

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

    /// The address by which that machine knows us (or the jump host before it): a ban of it would lock us out. Empty
    /// where it is not known, before the first operation too.
    [[nodiscard]] const QString &loginAddress() const { return m_loginAddress; }

    /// The machine's time zone (IANA name, unchecked); empty where it is not known, before the first operation too.
    [[nodiscard]] const QByteArray &timeZone() const { return m_timeZone; }

    /// argv that starts a helper there now, or why not; connects first where that is needed. For channels and
    /// followers, which keep their helper.
    core::RequestHandle helperCommand(const QObject *context, core::Handler<QStringList> handler);

private:
    explicit RoutedHost(HostRoute route);

    using Frames = std::function<void(char kind, const QByteArray &payload)>;
    using Done = std::function<void(const core::Result<QJsonObject> &result)>;
    /// One operation. frames sees what comes before the result. The return ends it.
    [[nodiscard]] std::function<void()> perform(
        const QJsonObject &operation, const QByteArray &payload, qint64 timeoutMs, Frames frames, Done done);
    [[nodiscard]] QStringList wrapped(const QStringList &words, bool elevated) const;
    void findPython();
    void onPythonFound(const core::Result<QJsonObject> &result);
    void forgetPython();

    HostRoute m_route;
    QString m_python; ///< empty: not found yet
    QString m_loginAddress;
    QByteArray m_timeZone;
    std::vector<core::Pending<QStringList>> m_waiting; ///< for it
    bool m_finding = false;
    std::unique_ptr<HelperProcess> m_finder;
};

} // namespace transport
