// SPDX-License-Identifier: GPL-3.0-or-later
#include "platform/wake_watcher.h"

#include <QDBusConnection>

namespace platform {

using namespace Qt::StringLiterals;

WakeWatcher::WakeWatcher(const QDBusConnection &bus, QObject *parent)
    : QObject(parent)
{
    if (!bus.isConnected())
        return;
    m_listening = QDBusConnection(bus).connect(u"org.freedesktop.login1"_s, u"/org/freedesktop/login1"_s,
        u"org.freedesktop.login1.Manager"_s, u"PrepareForSleep"_s, this, SLOT(onPrepareForSleep(bool)));
}

void WakeWatcher::onPrepareForSleep(bool begins)
{
    if (!begins)
        Q_EMIT woke();
}

} // namespace platform
