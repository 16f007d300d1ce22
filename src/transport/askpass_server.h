// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/result.h"

#include <QByteArray>
#include <QObject>
#include <QString>

#include <map>
#include <memory>

class QSocketNotifier;

namespace transport {

/// One question of an ssh, as its askpass has passed it on. Hostile text.
struct AskpassQuestion
{
    QString text;
    QString hint; ///< SSH_ASKPASS_PROMPT: "confirm", "none" or empty
    qint64 pid = 0; ///< of the asking ssh
};

/// The end of the askpass socket at which answers are known: a Unix socket of mode 0600 in a private folder. Whoever
/// connects must be of this user, as the kernel says; a question that is too long, and one more than maxOpen at a time,
/// are refused. What it has sent is wiped. Main thread.
class AskpassServer final : public QObject
{
    Q_OBJECT
public:
    explicit AskpassServer(QObject *parent = nullptr);
    ~AskpassServer() override; ///< refuses what is open and removes the socket

    /// path: absolute, at most 107 bytes, does not exist. DataFolderUnusable.
    [[nodiscard]] core::Result<void> listen(const QString &path);
    [[nodiscard]] QString path() const { return m_path; }

    /// The bytes are overwritten, in every copy that shares them. One that ssh could not read whole (a line break, over
    /// 1022 bytes) is a refusal.
    void answer(int question, QByteArray secret);
    void refuse(int question);
    void close(); ///< as the destructor does

    static constexpr int maxOpen = 8;

Q_SIGNALS:
    void asked(int question, const transport::AskpassQuestion &words);
    void withdrawn(int question); ///< the asking program has gone

private:
    struct Connection
    {
        int fd = -1;
        std::unique_ptr<QSocketNotifier> notifier;
        QByteArray received;
        bool complete = false;
    };

    void onConnection();
    void onReadable(int question);
    void onQuestion(int question, Connection &connection);
    bool drop(int question);

    QString m_path;
    int m_fd = -1;
    int m_last = 0;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::map<int, Connection> m_connections;
};

} // namespace transport
