// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>
#include <QtEndian>

/// Replies of a daemon as bytes, written by hand so that a test of the session does not rest on our own writer.
namespace wire {

inline constexpr char endMarker[] = "<F2B_END_COMMAND>";

inline QByteArray text(const QString &value)
{
    const QByteArray utf8 = value.toUtf8();
    QByteArray size(4, '\0');
    qToLittleEndian<quint32>(static_cast<quint32>(utf8.size()), size.data());
    return "X" + size + utf8;
}
inline QByteArray number(int value)
{
    QByteArray bytes(4, '\0');
    qToLittleEndian<qint32>(value, bytes.data());
    return "J" + bytes;
}
inline QByteArray list(const QList<QByteArray> &items)
{
    QByteArray bytes("](");
    for (const QByteArray &item : items)
        bytes += item;
    return bytes + "e";
}
inline QByteArray pair(const QByteArray &a, const QByteArray &b)
{
    return a + b + "\x86";
}
inline QByteArray dict(const QList<std::pair<QString, QByteArray>> &items)
{
    QByteArray bytes("}(");
    for (const auto &[key, value] : items)
        bytes += text(key) + value;
    return bytes + "u";
}
inline QByteArray frame(const QByteArray &object)
{
    return QByteArray("\x80\x02") + object + "." + endMarker;
}
/// (0, value)
inline QByteArray done(const QByteArray &value)
{
    return frame(pair(number(0), value));
}
/// (1, module.Class(message))
inline QByteArray raised(const QByteArray &module, const QByteArray &name, const QString &message)
{
    return frame(pair(number(1), "c" + module + "\n" + name + "\n" + text(message) + "\x85R"));
}
inline QByteArray invalidCommand()
{
    return raised("builtins", "Exception", QStringLiteral("Invalid command"));
}

/// `status` of a daemon with these jails.
inline QByteArray status(const QStringList &jails)
{
    return done(list({ pair(text(QStringLiteral("Number of jail")), number(static_cast<int>(jails.size()))),
        pair(text(QStringLiteral("Jail list")), text(jails.join(QStringLiteral(", ")))) }));
}

/// One jail of `stats` (fail2ban 1.1): [backend, (failed now, ever), (banned now, ever)].
inline std::pair<QString, QByteArray> jailStats(
    const QString &jail, int failedNow, int failed, int bannedNow, int banned)
{
    return { jail,
        list({ text(QStringLiteral("polling")), pair(number(failedNow), number(failed)),
            pair(number(bannedNow), number(banned)) }) };
}
/// `status J short`
inline QByteArray jailStatusShort(int failedNow, int failed, int bannedNow, int banned)
{
    const auto entry = [](const char *name, int value) { return pair(text(QString::fromLatin1(name)), number(value)); };
    return done(list({ pair(text(QStringLiteral("Filter")),
                           list({ entry("Currently failed", failedNow), entry("Total failed", failed),
                               pair(text(QStringLiteral("File list")), list({})) })),
        pair(text(QStringLiteral("Actions")),
            list({ entry("Currently banned", bannedNow), entry("Total banned", banned) })) }));
}

} // namespace wire
