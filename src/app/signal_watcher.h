// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

class QSocketNotifier;

namespace app {

/// SIGINT, SIGTERM and SIGHUP as one signal of the event loop: the handler only writes a byte into a pipe. What the
/// caller ignores (nohup) stays ignored. One per process.
class SignalWatcher final : public QObject
{
    Q_OBJECT

public:
    explicit SignalWatcher(QObject *parent = nullptr);
    ~SignalWatcher() override;

Q_SIGNALS:
    void endRequested();

private:
    QSocketNotifier *m_notifier = nullptr;
    int m_pipe[2] = { -1, -1 };
};

} // namespace app
