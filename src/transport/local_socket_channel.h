// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transport/channel.h"

#include <QSocketNotifier>

#include <memory>

namespace transport {

class ReadWatch;

/// A Unix stream socket on this machine. Non-blocking connect on a raw descriptor, because the errno decides what the
/// user is told: EAGAIN is a busy daemon (backlog 1), ECONNREFUSED a dead one (fact sheet 0.8, 1.1).
class LocalSocketChannel final : public Channel
{
    Q_OBJECT
public:
    explicit LocalSocketChannel(QString path, QObject *parent = nullptr);
    /// watch: waits for what this and many others hear; a notifier of its own costs every turn of the event loop.
    LocalSocketChannel(QString path, std::shared_ptr<ReadWatch> watch, QObject *parent = nullptr);
    ~LocalSocketChannel() override;

    void open() override;
    void close() override;
    void write(const QByteArray &bytes) override;
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] std::optional<core::ProcessIdentity> peerIdentity() const override;
    [[nodiscard]] const QString &path() const { return m_path; }

private:
    using Notifier = std::unique_ptr<QSocketNotifier>;

    void finishOpening();
    void onConnected(); ///< a connect that was still in progress has ended
    void onReadable();
    void onWritable();
    void fail(core::ErrorCode code, const QString &detail);
    void failLater(core::ErrorCode code, const QString &detail);
    void flush();
    void watchWriting(void (LocalSocketChannel::*slot)());
    void drop();

    QString m_path;
    State m_state = State::Closed;
    int m_fd = -1;
    std::shared_ptr<ReadWatch> m_watch; ///< empty: the reader below
    Notifier m_reader;
    Notifier m_writer; ///< while a connect or a write goes on
    std::optional<core::ProcessIdentity> m_peer; ///< read once, when the connection opens
    QByteArray m_outgoing;
    qsizetype m_sent = 0;
    quint64 m_epoch = 0; ///< a queued result of an earlier attempt is ignored
};

/// What the errno of a failed connect() to `path` means. A path that is there and is no socket is NotASocket, whatever
/// the errno.
[[nodiscard]] core::ErrorCode connectErrorCode(int error, bool existsAndIsNoSocket);

/// Start time of a process in clock ticks since boot (field 22 of /proc/PID/stat); 0 where it does not exist or is a
/// zombie, which is gone for us.
[[nodiscard]] quint64 processStartTime(qint64 pid);
/// The same out of the text of /proc/PID/stat. The program's name in it is the program's own choice, brackets and
/// blanks too.
[[nodiscard]] quint64 startTimeFromStat(const QByteArray &stat);

} // namespace transport
