// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QSocketNotifier>

#include <functional>
#include <memory>

namespace transport {

/// Many descriptors that are silent almost always, behind one that the event loop watches: with every turn of the event
/// loop poll() goes through all that it is given, hundreds of connections make each turn dear. Linux's epoll goes
/// through those only that have something to say. Main thread.
class ReadWatch final : public QObject
{
    Q_OBJECT
public:
    explicit ReadWatch(QObject *parent = nullptr);
    ~ReadWatch() override;

    /// Calls `ready` from the event loop as long as fd has something to read, or has ended, until remove(). Which may
    /// be called, as may add(), from inside ready, for this and for every other descriptor. False where the system has
    /// no room for it: then the caller watches it itself.
    [[nodiscard]] bool add(int fd, std::function<void()> ready);
    /// Before the descriptor is closed. One that is not watched is passed over.
    void remove(int fd);
    [[nodiscard]] qsizetype count() const { return m_watched.size(); }

private:
    struct Watched
    {
        quint64 ticket = 0; ///< tells a descriptor from the next one of the same number
        std::shared_ptr<std::function<void()>> ready;
    };
    void onReady();

    int m_poll = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QHash<int, Watched> m_watched;
    quint64 m_tickets = 0;
};

} // namespace transport
