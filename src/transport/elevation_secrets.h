// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QtGlobal>

#include <optional>

namespace transport {

/// Passwords for sudo that somebody was asked for, by machine and login. Handed to the hosts, which it outlives; they
/// keep none themselves. Main thread.
class ElevationSecrets
{
public:
    ElevationSecrets() = default;
    virtual ~ElevationSecrets() = default;
    Q_DISABLE_COPY_MOVE(ElevationSecrets)

    /// A copy that the caller wipes; nothing where there is none.
    [[nodiscard]] virtual std::optional<QByteArray> password(const QString &key) = 0;
    [[nodiscard]] virtual bool has(const QString &key) = 0;
    /// Another number for each password that was put under the key, or any; 0 where there is none.
    [[nodiscard]] virtual quint64 generation(const QString &key) = 0;
    /// sudo did not take it: it is not to be tried again.
    virtual void rejected(const QString &key) = 0;
    /// The connection that was opened with it is gone.
    virtual void wayEnded(const QString &key) = 0;
};

/// Overwrites the bytes, also those of every copy that still shares them, then forgets them.
void wipe(QByteArray &secret);

/// One line that sudo can read: not empty, without NUL and line breaks, at most 255 bytes (sudo reads no more).
[[nodiscard]] bool isUsablePassword(const QByteArray &secret);

} // namespace transport
