// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/network_watcher.h"

#include <QDBusConnection>
#include <QDBusObjectPath>
#include <QDBusServiceWatcher>

#include <algorithm>
#include <utility>

namespace platform {

using namespace Qt::StringLiterals;

namespace {

// org.freedesktop.NetworkManager, NMState
constexpr uint connectedLocal = 50; ///< only this network segment: servers on it can be reached
constexpr uint disconnected = 20;

} // namespace

NetworkWatcher::NetworkWatcher(const QDBusConnection &bus, NetworkTiming timing, QObject *parent)
    : QObject(parent)
    , m_timing(timing)
{
    m_settle.setSingleShot(true);
    connect(&m_settle, &QTimer::timeout, this, &NetworkWatcher::tell);
    if (!bus.isConnected())
        return;
    const QString service = u"org.freedesktop.NetworkManager"_s;
    const QString path = u"/org/freedesktop/NetworkManager"_s;
    QDBusConnection connection(bus);
    m_listening = connection.connect(service, path, service, u"StateChanged"_s, this, SLOT(onStateChanged(uint)))
        && connection.connect(service, path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s, this,
            SLOT(onPropertiesChanged(QString, QVariantMap, QStringList)));
    auto *owner = new QDBusServiceWatcher(service, connection, QDBusServiceWatcher::WatchForUnregistration, this);
    connect(owner, &QDBusServiceWatcher::serviceUnregistered, this, &NetworkWatcher::onOwnerLost);
}

void NetworkWatcher::onStateChanged(uint state)
{
    const uint before = std::exchange(m_state, state);
    if (state >= connectedLocal && state > before)
        rise();
    else if (state <= disconnected)
        m_settle.stop(); // gone again before it counted
}

void NetworkWatcher::onPropertiesChanged(
    const QString &interface, const QVariantMap &changed, const QStringList & /*invalidated*/)
{
    if (interface != "org.freedesktop.NetworkManager"_L1)
        return;
    if (const auto state = changed.constFind(u"State"_s); state != changed.cend())
        onStateChanged(state->toUInt());
    if (const auto connectivity = changed.constFind(u"Connectivity"_s); connectivity != changed.cend())
        onConnectivity(connectivity->toUInt());
    if (const auto primary = changed.constFind(u"PrimaryConnection"_s); primary != changed.cend())
        onPrimary(primary->value<QDBusObjectPath>().path());
}

void NetworkWatcher::onConnectivity(uint connectivity)
{
    constexpr uint limited = 3; // NM_CONNECTIVITY_LIMITED: no internet, and perhaps all that is needed
    const uint before = std::exchange(m_connectivity, connectivity);
    if (connectivity >= limited && connectivity > before)
        rise();
}

void NetworkWatcher::onPrimary(const QString &path)
{
    const QString before = std::exchange(m_primary, path);
    if (path != before && path.size() > 1) // "/" is none
        rise();
}

void NetworkWatcher::onOwnerLost()
{
    // What the next NetworkManager says is news.
    m_state = 0;
    m_connectivity = 0;
    m_primary.clear();
}

void NetworkWatcher::rise()
{
    qint64 wait = m_timing.settleMs;
    if (m_sinceTold.isValid())
        wait = std::max<qint64>(wait, m_timing.apartMs - m_sinceTold.elapsed());
    m_settle.start(static_cast<int>(wait));
}

void NetworkWatcher::tell()
{
    m_sinceTold.start();
    Q_EMIT networkReturned();
}

} // namespace platform
