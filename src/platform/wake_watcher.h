// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDBusConnection>
#include <QObject>

namespace platform {

/// Says when this computer wakes up: logind's word on the system bus (PrepareForSleep). Without logind or a bus it says
/// nothing and complains about nothing; services::HealthMonitor notices a long sleep by its own clock too. Main thread.
class WakeWatcher final : public QObject
{
    Q_OBJECT

public:
    explicit WakeWatcher(const QDBusConnection &bus = QDBusConnection::systemBus(), QObject *parent = nullptr);

    [[nodiscard]] bool isListening() const { return m_listening; }

Q_SIGNALS:
    void woke();

private Q_SLOTS:
    void onPrepareForSleep(bool begins);

private:
    bool m_listening = false;
};

} // namespace platform
