// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QSocketNotifier>

#include <optional>

namespace cli {

/// SIGINT, SIGTERM and SIGHUP as a signal of the event loop, so that connections end and their files go. One at a time;
/// a second signal ends the process at once.
class Interruption final : public QObject
{
    Q_OBJECT
public:
    explicit Interruption(QObject *parent = nullptr);
    ~Interruption() override;

Q_SIGNALS:
    void interrupted(int signalNumber);

private:
    void onReadable();

    int m_pipe[2] { -1, -1 };
    std::optional<QSocketNotifier> m_notifier;
};

} // namespace cli
