// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/secret_cache.h"

#include <algorithm>
#include <cstring>
#include <limits>

namespace services {

SecretCache::SecretCache(const core::Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{
    m_sweeper.setSingleShot(true);
    connect(&m_sweeper, &QTimer::timeout, this, &SecretCache::sweep);
}

SecretCache::~SecretCache()
{
    clear();
}

core::Result<bool> SecretCache::put(const QString &key, QByteArray secret)
{
    if (!transport::isUsablePassword(secret)) {
        transport::wipe(secret);
        return core::failure(core::ErrorCode::InvalidArgument);
    }
    forget(key);
    Entry entry;
    entry.secret.assign(secret.constBegin(), secret.constEnd());
    entry.endsAt = m_clock.monotonicMs() + qint64 { m_seconds } * 1000;
    entry.generation = ++m_lastGeneration;
    transport::wipe(secret);
    m_entries.insert_or_assign(key, std::move(entry));
    sweep();
    return true;
}

void SecretCache::setTimeToLive(int seconds)
{
    if (seconds == m_seconds)
        return;
    m_seconds = std::max(seconds, 0);
    clear();
}

bool SecretCache::hasEnded(const Entry &entry) const
{
    return m_seconds > 0 && m_clock.monotonicMs() >= entry.endsAt;
}

SecretCache::Entries::iterator SecretCache::erase(Entries::iterator at)
{
    ::explicit_bzero(at->second.secret.data(), at->second.secret.size());
    return m_entries.erase(at);
}

void SecretCache::forget(const QString &key)
{
    const auto found = m_entries.find(key);
    if (found != m_entries.end())
        erase(found);
}

void SecretCache::keepOnly(const QSet<QString> &keys)
{
    for (auto at = m_entries.begin(); at != m_entries.end();)
        at = keys.contains(at->first) ? std::next(at) : erase(at);
}

void SecretCache::clear()
{
    keepOnly({});
    m_sweeper.stop();
}

/// What has ended goes by itself, and not only when somebody asks for it.
void SecretCache::sweep()
{
    qint64 next = std::numeric_limits<qint64>::max();
    for (auto at = m_entries.begin(); at != m_entries.end();) {
        if (hasEnded(at->second)) {
            at = erase(at);
            continue;
        }
        next = std::min(next, at->second.endsAt);
        ++at;
    }
    if (m_entries.empty() || m_seconds == 0) {
        m_sweeper.stop();
        return;
    }
    constexpr qint64 longest = 60'000; // the machine may sleep, which a timer does not count
    m_sweeper.start(static_cast<int>(std::clamp<qint64>(next - m_clock.monotonicMs(), 1, longest)));
}

bool SecretCache::has(const QString &key)
{
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return false;
    if (!hasEnded(found->second))
        return true;
    erase(found);
    return false;
}

quint64 SecretCache::generation(const QString &key)
{
    return has(key) ? m_entries.at(key).generation : 0;
}

std::optional<QByteArray> SecretCache::password(const QString &key)
{
    if (!has(key))
        return std::nullopt;
    const std::vector<char> &secret = m_entries.at(key).secret;
    return QByteArray(secret.data(), qsizetype(secret.size()));
}

void SecretCache::rejected(const QString &key)
{
    forget(key);
}

void SecretCache::wayEnded(const QString &key)
{
    if (m_seconds == 0)
        forget(key);
}

} // namespace services
