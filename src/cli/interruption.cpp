// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/interruption.h"

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace cli {
namespace {

constexpr int caught[] { SIGINT, SIGTERM, SIGHUP };
volatile std::sig_atomic_t writeEnd = -1;

void onSignal(int number)
{
    const auto byte = static_cast<char>(number);
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

} // namespace

Interruption::Interruption(QObject *parent)
    : QObject(parent)
{
    if (::pipe2(m_pipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return; // then the signals end the process, as ever
    writeEnd = m_pipe[1];
    m_notifier.emplace(m_pipe[0], QSocketNotifier::Read);
    connect(&*m_notifier, &QSocketNotifier::activated, this, &Interruption::onReadable);
    for (const int number : caught) {
        struct sigaction action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART | static_cast<int>(SA_RESETHAND);
        struct sigaction before = {};
        // What the caller has told us to ignore (nohup) stays ignored.
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler != SIG_IGN)
            ::sigaction(number, &action, nullptr);
    }
}

Interruption::~Interruption()
{
    if (m_pipe[0] < 0)
        return;
    for (const int number : caught) {
        struct sigaction before = {};
        if (::sigaction(number, nullptr, &before) == 0 && before.sa_handler == onSignal)
            ::signal(number, SIG_DFL);
    }
    writeEnd = -1;
    m_notifier.reset();
    ::close(m_pipe[0]);
    ::close(m_pipe[1]);
}

void Interruption::onReadable()
{
    char number = 0;
    if (::read(m_pipe[0], &number, 1) == 1)
        Q_EMIT interrupted(number);
}

} // namespace cli
