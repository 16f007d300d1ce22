// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/ssh_master.h"

#include <QSet>

#include <map>
#include <memory>

namespace transport {

class RuntimeFolder;

/// The one connection to each destination of this process, and the private folder of their sockets, made with the
/// first. Main thread.
class SshConnections final : public QObject
{
    Q_OBJECT
public:
    /// runtimeBase: empty outside tests.
    explicit SshConnections(SshOptions options = {}, QString runtimeBase = {}, QObject *parent = nullptr);
    ~SshConnections() override; ///< ends them all

    /// Not connected by this. Lives as long as this object. DataFolderUnusable where no private folder can be had.
    [[nodiscard]] core::Result<SshMaster *> master(const SshDestination &destination);
    /// Ends the connections whose SshDestination::key() is not among these: no server is behind them any more.
    void closeAllBut(const QSet<QString> &keys);
    /// SshMaster::retryAfterMs() and lastError() of that connection; 0 and nullptr where there was none yet.
    [[nodiscard]] qint64 retryAfterMs(const QString &key) const;
    [[nodiscard]] const core::Error *lastError(const QString &key) const;
    /// SshMaster::forgetBackoff(), of one or of all.
    void forgetBackoff(const QString &key);
    void forgetBackoffs();
    /// SshMaster::checkAlive() of all.
    void checkAlive(qint64 deadlineMs);

Q_SIGNALS:
    void opened(const QString &key);
    void lost(const QString &key, const core::Error &error);

private:
    [[nodiscard]] SshMaster *find(const QString &key) const;

    SshOptions m_options;
    QString m_runtimeBase;
    std::unique_ptr<RuntimeFolder> m_folder;
    std::map<QString, std::unique_ptr<SshMaster>> m_masters; ///< ends before m_folder
};

} // namespace transport
