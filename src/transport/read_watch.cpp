// SPDX-License-Identifier: GPL-3.0-or-later
#include "transport/read_watch.h"

#include <QPointer>

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace transport {

namespace {

/// Descriptors that are served in one turn of the event loop; the others follow in the next one, so that the window
/// paints between them. The kernel goes round, nobody is left out.
constexpr int servedAtOnce = 8;

} // namespace

ReadWatch::ReadWatch(QObject *parent)
    : QObject(parent)
    , m_poll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (m_poll < 0)
        return;
    m_notifier = std::make_unique<QSocketNotifier>(m_poll, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &ReadWatch::onReady);
}

ReadWatch::~ReadWatch()
{
    m_notifier.reset();
    if (m_poll >= 0)
        ::close(m_poll);
}

bool ReadWatch::add(int fd, std::function<void()> ready)
{
    epoll_event wanted {};
    wanted.events = EPOLLIN;
    wanted.data.u64 = ++m_tickets << 32 | static_cast<quint32>(fd);
    if (m_poll < 0 || ::epoll_ctl(m_poll, EPOLL_CTL_ADD, fd, &wanted) != 0)
        return false;
    m_watched.insert(fd, { m_tickets, std::make_shared<std::function<void()>>(std::move(ready)) });
    return true;
}

void ReadWatch::remove(int fd)
{
    if (m_watched.remove(fd))
        ::epoll_ctl(m_poll, EPOLL_CTL_DEL, fd, nullptr);
}

void ReadWatch::onReady()
{
    std::array<epoll_event, servedAtOnce> events {};
    const int count = ::epoll_wait(m_poll, events.data(), servedAtOnce, 0);
    const QPointer<ReadWatch> alive(this);
    for (int i = 0; i < count && alive; ++i) {
        const quint64 key = events.at(static_cast<size_t>(i)).data.u64;
        const auto known = m_watched.constFind(static_cast<int>(key & 0xffff'ffffU));
        if (known == m_watched.cend() || (known->ticket & 0xffff'ffffU) != key >> 32)
            continue; // one of those before it has ended it
        const auto ready = known->ready; // outlives its own remove()
        (*ready)();
    }
}

} // namespace transport
