// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QHash>
#include <QSet>
#include <QStringList>
#include <QtEndian>

namespace support {

/// A fail2ban in memory, as far as bans go: answers the bytes of one request as fail2ban 1.1 would, and remembers what
/// it was told. For FakeChannel::setResponder().
class FakeDaemon
{
public:
    explicit FakeDaemon(const QStringList &jails = { QStringLiteral("sshd"), QStringLiteral("web") })
    {
        for (const QString &jail : jails)
            banned.insert(jail, {});
    }

    [[nodiscard]] QByteArray answer(const QByteArray &request)
    {
        const QStringList words = wordsOf(request);
        const QString verb = words.value(0);
        if (verb == u"set" || verb == u"unban")
            changes.append(words.join(u' '));
        if (silentOn == verb)
            return {};
        if (old && (verb == u"banned" || (verb == u"get" && words.value(2) == u"banip")))
            return raised("builtins", "Exception", QStringLiteral("Invalid command"));
        if (old && verb == u"status" && banned.contains(words.value(1)))
            return jailStatus(words[1]);
        if (verb == u"status")
            return status();
        if (verb == u"banned")
            return done(list(words.mid(1), [this](const QString &target) { return list(jailsWith(target), text); }));
        if (verb == u"unban") { // --all
            int count = 0;
            for (QSet<QString> &jail : banned)
                count += static_cast<int>(std::exchange(jail, {}).size());
            return done(number(count));
        }
        const QString jail = words.value(1);
        if ((verb != u"get" && verb != u"set") || !banned.contains(jail))
            return raised("fail2ban.exceptions", "UnknownJailException", jail);
        const QString property = words.value(2);
        if (verb == u"get" && property == u"ignoreip")
            return done(list(ignored, text));
        if (verb == u"get" && property == u"banip")
            return done(list(banned[jail].values(), [this](const QString &target) {
                return text(target + QStringLiteral(" \t") + since.value(target, QStringLiteral("2026-11-21 10:00:00"))
                    + QStringLiteral(" + 600 = 2036-11-21 10:10:00"));
            }));
        int count = 0;
        for (const QString &target : words.mid(3, old ? 1 : -1)) {
            if (verb == u"set" && property == u"banip" && !banned[jail].contains(target)) {
                banned[jail].insert(target);
                since[target] = now;
                ++count;
            } else if (verb == u"set" && property == u"unbanip") {
                count += banned[jail].remove(target) ? 1 : 0;
            }
        }
        return done(number(count));
    }

    QHash<QString, QSet<QString>> banned; ///< by jail
    QString now = QStringLiteral("2026-11-21 10:00:00"); ///< when a ban begins that is set from here on
    QHash<QString, QString> since; ///< of those, by target
    QStringList ignored;
    QStringList changes; ///< "set sshd banip 192.0.2.1", in order
    bool old = false; ///< 0.9: reads one address per command, and tells who is banned by a jail's status only
    QString silentOn; ///< a verb that it takes and does not answer

private:
    /// Every text of the request's pickle: our writer uses BINUNICODE only.
    static QStringList wordsOf(const QByteArray &request)
    {
        QStringList words;
        for (qsizetype i = 2; i + 5 <= request.size() && request[i] != '.';) {
            if (request[i] != 'X') {
                ++i;
                continue;
            }
            const auto size = static_cast<qsizetype>(qFromLittleEndian<quint32>(request.constData() + i + 1));
            words.append(QString::fromUtf8(request.mid(i + 5, size)));
            i += 5 + size;
        }
        return words;
    }
    [[nodiscard]] QStringList jailsWith(const QString &target) const
    {
        QStringList jails;
        for (auto it = banned.cbegin(); it != banned.cend(); ++it) {
            if (it->contains(target))
                jails.append(it.key());
        }
        return jails;
    }
    [[nodiscard]] QByteArray status() const
    {
        QStringList jails = banned.keys();
        jails.sort();
        return done(list(
            QList<QByteArray> { pair(text(QStringLiteral("Number of jail")), number(static_cast<int>(jails.size()))),
                pair(text(QStringLiteral("Jail list")), text(jails.join(QStringLiteral(", ")))) },
            [](const QByteArray &item) { return item; }));
    }
    [[nodiscard]] QByteArray jailStatus(const QString &jail) const
    {
        const auto as = [](const QByteArray &item) { return item; };
        const QSet<QString> targets = banned[jail];
        const QByteArray count = number(static_cast<int>(targets.size()));
        return done(list(QList<QByteArray> { pair(text(QStringLiteral("Filter")), list(QList<QByteArray> {}, as)),
                             pair(text(QStringLiteral("Actions")),
                                 list(QList<QByteArray> { pair(text(QStringLiteral("Currently banned")), count),
                                          pair(text(QStringLiteral("Total banned")), count),
                                          pair(text(QStringLiteral("Banned IP list")), list(targets.values(), text)) },
                                     as)) },
            as));
    }
    static QByteArray text(const QString &value)
    {
        const QByteArray utf8 = value.toUtf8();
        QByteArray size(4, '\0');
        qToLittleEndian<quint32>(static_cast<quint32>(utf8.size()), size.data());
        return "X" + size + utf8;
    }
    static QByteArray number(int value)
    {
        QByteArray bytes(4, '\0');
        qToLittleEndian<qint32>(value, bytes.data());
        return "J" + bytes;
    }
    template <typename Items, typename Write> static QByteArray list(const Items &items, Write write)
    {
        QByteArray bytes("](");
        for (const auto &item : items)
            bytes += write(item);
        return bytes + "e";
    }
    static QByteArray pair(const QByteArray &a, const QByteArray &b) { return a + b + "\x86"; }
    static QByteArray frame(const QByteArray &object) { return QByteArray("\x80\x02") + object + ".<F2B_END_COMMAND>"; }
    static QByteArray done(const QByteArray &value) { return frame(pair(number(0), value)); }
    static QByteArray raised(const QByteArray &module, const QByteArray &name, const QString &message)
    {
        return frame(pair(number(1), "c" + module + "\n" + name + "\n" + text(message) + "\x85R"));
    }
};

} // namespace support
