// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/request_handle.h"

#include <QHash>
#include <QObject>
#include <QStringList>

class QLocalServer;
class QLocalSocket;

namespace platform {

/// One window per data folder. The first process listens on a Unix socket in a private runtime folder; a second start
/// hands its arguments over, hears that they were taken, and ends. A socket without a listener is taken over. Nothing
/// blocks. Only the same user is heard (folder mode 0700 and SO_PEERCRED). Main thread.
class SingleWindow final : public QObject
{
    Q_OBJECT

public:
    /// dataFolder should exist: its canonical path is the identity. runtimeFolder: empty for XDG_RUNTIME_DIR/bangui or
    /// /tmp/bangui-UID.
    explicit SingleWindow(const QString &dataFolder, const QString &runtimeFolder = {}, QObject *parent = nullptr);
    ~SingleWindow() override;

    /// Hands arguments to a running window of the same data folder. true: it took them. false: there is none (or what
    /// is there belongs to no living process), so this process may listen(). An error where one is there and did not
    /// acknowledge in time, or the runtime folder is not ours. A folder of ours with another mode than 0700 is
    /// repaired.
    core::RequestHandle activateExisting(
        const QStringList &arguments, const QObject *context, core::Handler<bool> handler);
    /// Starts to listen; takes a stale socket over. The error names the path.
    [[nodiscard]] core::Result<void> listen();
    [[nodiscard]] bool isListening() const;
    void close();

    [[nodiscard]] QString socketPath() const { return m_socketPath; }
    void setTimeout(int milliseconds) { m_timeoutMs = milliseconds; }

Q_SIGNALS:
    /// A second start gave these; the window should come to front. The last XDG_ACTIVATION_TOKEN, if any, is
    /// activationToken.
    void argumentsReceived(const QStringList &arguments, const QString &activationToken);

private:
    void onNewConnection();
    void onPeerData(QLocalSocket *peer);
    [[nodiscard]] core::Result<void> prepareFolder() const;

    QString m_folder;
    QString m_socketPath;
    QLocalServer *m_server = nullptr;
    QHash<QLocalSocket *, QByteArray> m_peers;
    int m_timeoutMs = 10'000; // a window that is still being built on a busy machine answers after seconds
};

} // namespace platform
