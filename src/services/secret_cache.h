// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/clock.h"
#include "core/result.h"
#include "transport/elevation_secrets.h"

#include <QObject>
#include <QSet>
#include <QTimer>

#include <map>
#include <vector>

namespace services {

/// sudo's passwords, by machine and login, in memory only and as long as the session cache allows: each for its time
/// to live, or, where that is 0, until the connection that was opened with it ends. What goes is overwritten. Main
/// thread.
class SecretCache final : public QObject, public transport::ElevationSecrets
{
    Q_OBJECT
public:
    explicit SecretCache(const core::Clock &clock, QObject *parent = nullptr);
    ~SecretCache() override;

    /// Takes the secret, which is wiped in any case. InvalidArgument where no sudo could read it (empty, NUL, a line
    /// break, longer than sudo reads).
    core::Result<bool> put(const QString &key, QByteArray secret);
    /// How long a password is kept, in seconds; another time than before clears what there is.
    void setTimeToLive(int seconds);
    void forget(const QString &key);
    void keepOnly(const QSet<QString> &keys);
    void clear();
    [[nodiscard]] bool isEmpty() const { return m_entries.empty(); }

    [[nodiscard]] std::optional<QByteArray> password(const QString &key) override;
    [[nodiscard]] bool has(const QString &key) override;
    [[nodiscard]] quint64 generation(const QString &key) override;
    void rejected(const QString &key) override;
    void wayEnded(const QString &key) override;

private:
    /// Not a QByteArray: those share their bytes and leave copies behind.
    struct Entry
    {
        std::vector<char> secret;
        qint64 endsAt = 0; ///< monotonic; only with a time to live
        quint64 generation = 0;
    };
    using Entries = std::map<QString, Entry>;
    [[nodiscard]] bool hasEnded(const Entry &entry) const;
    Entries::iterator erase(Entries::iterator at);
    void sweep();

    const core::Clock &m_clock;
    Entries m_entries;
    int m_seconds = 0;
    quint64 m_lastGeneration = 0;
    QTimer m_sweeper;
};

} // namespace services
