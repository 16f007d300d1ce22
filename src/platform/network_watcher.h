// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <QVariantMap>

namespace platform {

/// Milliseconds; a test makes them short.
struct NetworkTiming
{
    int settleMs = 1'000; ///< networks flap: only one that stayed so long counts
    int apartMs = 10'000; ///< between two signals at least
};

/// Says when this computer has a network again, or another one: NetworkManager's word on the system bus (state,
/// connectivity, and the connection that carries the default route, so that a VPN that comes up counts). Without
/// NetworkManager (systemd-networkd, ifupdown) or without a bus it says nothing and complains about nothing: the
/// servers are then tried again after their backoff. Main thread.
class NetworkWatcher final : public QObject
{
    Q_OBJECT

public:
    explicit NetworkWatcher(const QDBusConnection &bus = QDBusConnection::systemBus(), NetworkTiming timing = {},
        QObject *parent = nullptr);

    /// Whether there is a bus to listen on. NetworkManager may come and go on it.
    [[nodiscard]] bool isListening() const { return m_listening; }

Q_SIGNALS:
    void networkReturned();

private Q_SLOTS:
    void onStateChanged(uint state);
    void onPropertiesChanged(const QString &interface, const QVariantMap &changed, const QStringList &invalidated);
    void onOwnerLost();

private:
    void onConnectivity(uint connectivity);
    void onPrimary(const QString &path);
    void rise();
    void tell();

    NetworkTiming m_timing;
    QTimer m_settle;
    QElapsedTimer m_sinceTold;
    uint m_state = 0; ///< NMState; 0: not known
    uint m_connectivity = 0; ///< NMConnectivityState; 0: not known
    QString m_primary; ///< empty: not known
    bool m_listening = false;
};

} // namespace platform
