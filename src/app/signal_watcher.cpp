// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/signal_watcher.h"

#include <QSocketNotifier>

#include <atomic>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace app {

namespace {

// A signal handler has no object: the only state of the process, and only its own pipe.
std::atomic<int> writeEnd { -1 };

void onSignal(int)
{
    const char byte = 1;
    // A full pipe has told enough already.
    [[maybe_unused]] const auto written = ::write(writeEnd.load(), &byte, 1);
}

constexpr int endingSignals[] = { SIGINT, SIGTERM, SIGHUP };

} // namespace

SignalWatcher::SignalWatcher(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return;
    writeEnd.store(m_pipe[1]);
    m_notifier = new QSocketNotifier(m_pipe[0], QSocketNotifier::Read, this);
    connect(m_notifier, &QSocketNotifier::activated, this, [this] {
        char bytes[16];
        while (::read(m_pipe[0], bytes, sizeof bytes) > 0) { }
        Q_EMIT endRequested();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    for (const int number : endingSignals) {
        struct sigaction before = {};
        // What the caller has told us to ignore (nohup) stays ignored.
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(number, &action, nullptr);
    }
}

SignalWatcher::~SignalWatcher()
{
    struct sigaction action = {};
    action.sa_handler = SIG_DFL;
    for (const int number : endingSignals) {
        struct sigaction before = {};
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler == onSignal)
            ::sigaction(number, &action, nullptr);
    }
    writeEnd.store(-1);
    for (const int end : m_pipe) {
        if (end >= 0)
            ::close(end);
    }
}

} // namespace app
