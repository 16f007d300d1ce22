// SPDX-License-Identifier: GPL-3.0-or-later
// Lists of bans as four recorded versions send them, and their times in the server's zone.
#include "protocol/commands.h"
#include "protocol/frame_decoder.h"
#include "protocol/recordings.h"

#include <QRandomGenerator>
#include <QTest>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using protocol::StatusFlavour;
using protocol::Value;

namespace {

const QStringList &files()
{
    static const QStringList all { QLatin1String(fail2ban110), QLatin1String(fail2ban102), QLatin1String(fail2ban0112),
        QLatin1String(fail2ban0106) };
    return all;
}

core::Result<Value> unwrapped(const QByteArray &response)
{
    protocol::FrameDecoder decoder;
    const auto replies = decoder.feed(response);
    if (replies.empty())
        return core::failure(ErrorCode::ConnectionLost);
    if (!replies.front())
        return tl::unexpected(replies.front().error());
    return replies.front()->value;
}

/// The first recording of these words in that file.
const Recording *find(const QString &file, const QStringList &words)
{
    for (const Recording &r : recordings()) {
        if (r.file == file && r.command == words)
            return &r;
    }
    return nullptr;
}

/// Decodes what a server answered to the very words that the typed command sends.
template <typename Typed>
core::Result<typename Typed::Reply> answered(const QString &file, const Typed &typed, const QStringList &words)
{
    const Recording *r = find(file, words);
    if (r == nullptr)
        return core::failure(ErrorCode::Internal, u"not recorded: "_s + words.join(u' '));
    const auto value = unwrapped(r->response);
    if (!value)
        return tl::unexpected(value.error());
    return typed.decode(*value);
}

template <typename R> core::Result<R> ask(const QString &file, const protocol::TypedQuery<R> &typed)
{
    return answered(file, typed, typed.query.request().wordTexts());
}

template <typename R> core::Result<R> tell(const QString &file, const protocol::TypedChange<R> &typed)
{
    return answered(file, typed, typed.change.request().wordTexts());
}

/// A reply made by hand, as pickle opcodes behind (0, ...).
template <std::size_t N> Value made(const char (&pickle)[N])
{
    protocol::FrameDecoder decoder;
    const auto all = decoder.feedRaw(QByteArray(pickle, N - 1) + ".<F2B_END_COMMAND>");
    return all.size() == 1 && all.front() ? *all.front() : Value();
}

QStringList sorted(QStringList list)
{
    list.sort();
    return list;
}

} // namespace

class TstBanReplies : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void lists()
    {
        for (const QString &file : files()) {
            const auto in = ask(file, protocol::bannedIn({ u"192.0.2.1"_s, u"203.0.113.1"_s }));
            QCOMPARE(in->size(), 2);
            QCOMPARE(sorted(in->at(0)), (QStringList { u"recidive"_s, u"sshd"_s }));
            QCOMPARE(in->at(1), QStringList());
            QCOMPARE(ask(file, protocol::jailBanned(u"sshd"_s))->size(), size_t(8));
            QCOMPARE(*ask(file, protocol::jailBannedCheck(u"sshd"_s, { u"192.0.2.1"_s })), QList<bool> { true });
            QCOMPARE(*ask(file, protocol::jailBannedCheck(u"sshd"_s, { u"192.0.2.1"_s, u"203.0.113.1"_s })),
                (QList<bool> { true, false }));
            for (const Recording &r : recordings()) {
                if (r.file != file || r.command != QStringList { u"banned"_s })
                    continue;
                const auto jails = protocol::banned().decode(*unwrapped(r.response));
                QVERIFY(jails.has_value());
                if (r.name.endsWith("-banned"_L1)) {
                    QCOMPARE(jails->size(), 4);
                    QCOMPARE(jails->value(u"sshd"_s).size(), size_t(8));
                    QCOMPARE(jails->value(u"web"_s).size(), size_t(0));
                }
            }
        }
        const auto thousand = unwrapped(recording(QLatin1String(fail2ban110), u"921-status-1k"_s).response);
        const auto status = protocol::jailStatus(u"big"_s, StatusFlavour::Basic).decode(*thousand);
        QCOMPARE(status->bans->size(), size_t(1000));
        QCOMPARE(core::banTargetText(status->bans->at(999).target), u"10.1.3.231"_s);
    }

    void timedLists()
    {
        for (const QString &file : files().first(3)) {
            const auto bans = ask(file, protocol::jailBansWithTime(u"sshd"_s));
            QVERIFY(bans.has_value());
            QCOMPARE(bans->size(), size_t(8));
            for (const protocol::TimedBan &ban : *bans) {
                QCOMPARE(ban.banTime, 3600);
                // 2026-11-20 20:2x of the server's clock
                QVERIFY(ban.localSince > 1795205000 && ban.localSince < 1795207000);
            }
            const auto permanent = ask(file, protocol::jailBansWithTime(u"recidive"_s));
            QCOMPARE(permanent->size(), size_t(1));
            QCOMPARE(permanent->front().banTime, core::permanentBan);
            QVERIFY(core::BanList(protocol::withZone(*permanent, QTimeZone("UTC"), 0)).front().isPermanent());
        }
        const auto thousand = unwrapped(recording(QLatin1String(fail2ban110), u"923-banip-1k-withtime"_s).response);
        const auto bans = protocol::jailBansWithTime(u"big"_s).decode(*thousand);
        QCOMPARE(bans->size(), size_t(1000));
        QCOMPARE(core::banTargetText(bans->at(0).target), u"10.1.0.0"_s);
        QCOMPARE(bans->at(0).localSince, 1795207135); // 2026-11-20 20:38:55
        QCOMPARE(bans->at(0).banTime, 86400);
    }

    void timedLineOfHostileIdentifier()
    {
        // The identifier itself looks like a line: only the last one counts.
        const QString evil = u"evil \t2000-01-01 00:00:00 + 1 = 2000-01-01 00:00:01 + 5 = x"_s;
        const QString tail = u" \t2026-11-20 20:38:55 + 86400 = 2026-11-21 20:38:55"_s;
        const protocol::Request list(
            { evil + tail, u"192.0.2.7"_s, u"192.0.2.8"_s + tail.chopped(1) + u'X', QString() },
            protocol::CommandClass::Quick);
        protocol::FrameDecoder decoder;
        const auto bans = protocol::jailBansWithTime(u"j"_s).decode(*decoder.feedRaw(list.encode()).front());
        QVERIFY(bans.has_value());
        QCOMPARE(bans->size(), size_t(4));
        QCOMPARE(std::get<core::BanIdentifier>(bans->at(0).target).text,
            u"evil \t2000-01-01 00:00:00 + 1 = 2000-01-01 00:00:01 + 5 = x"_s);
        QCOMPARE(bans->at(0).banTime, 86400);
        QCOMPARE(bans->at(1).banTime, core::unknownTime);
        QCOMPARE(core::banTargetText(bans->at(1).target), u"192.0.2.7"_s);
        QCOMPARE(bans->at(2).banTime, 86400); // the end is not read: it follows from the rest
        QCOMPARE(std::get<core::BanIdentifier>(bans->at(3).target).text, QString());
    }

    /// The quick reader of plain addresses and core::IpNetwork::parse() say the same about every text, wherever in the
    /// reply it lies.
    void targetsAgreeWithParse()
    {
        QRandomGenerator random(7);
        QStringList texts { u"0.0.0.0"_s, u"255.255.255.255"_s, u"256.1.1.1"_s, u"1.256.1.1"_s, u"1.1.1.256"_s,
            u"1.2.3.999"_s, u"999.2.3.4"_s, u"01.2.3.4"_s, u"1.02.3.4"_s, u"1.2.3.04"_s, u"1.2.3.00"_s, u"1.2.3."_s,
            u".1.2.3"_s, u"1..2.3"_s, u"1.2.3.4."_s, u".1.2.3.4"_s, u"1.2.3"_s, u"1.2.3.4.5"_s, u"1234.1.1.1"_s,
            u"1.1.1.1234"_s, u"1.2.3.4/32"_s, u"1.2.3.4/8"_s, u"1.2.3.4 "_s, u" 1.2.3.4"_s, u"1.2.3.a"_s, u"......."_s,
            u"1234567"_s, u"2001:db8::1"_s, u"1.2.3.-4"_s, u"1.2.3.4:"_s, u"1.2.3./"_s, u"1.1.1.\u0663"_s, u""_s };
        const QString characters = u"0123456789./: ax"_s;
        for (int i = 0; i < 20'000; ++i) {
            const auto octet = [&random] { return QString::number(random.bounded(1 << random.bounded(1, 11))); };
            QString text = octet() + u'.' + octet() + u'.' + octet() + u'.' + octet();
            for (int change = random.bounded(3); change > 0; --change) {
                const QChar character = characters.at(random.bounded(int(characters.size())));
                const auto at = random.bounded(int(text.size()));
                if (random.bounded(2) == 0)
                    text[at] = character;
                else
                    text.insert(at, character);
            }
            texts.append(text);
        }
        protocol::FrameDecoder decoder;
        const protocol::Request list(
            QList<protocol::Word>(texts.cbegin(), texts.cend()), protocol::CommandClass::Quick);
        const auto decoded = decoder.feedRaw(list.encode());
        QCOMPARE(decoded.size(), size_t(1));
        const auto bans = protocol::jailBansWithTime(u"j"_s).decode(*decoded.front());
        QVERIFY(bans.has_value());
        QCOMPARE(qsizetype(bans->size()), texts.size());
        qsizetype addresses = 0;
        for (qsizetype i = 0; i < texts.size(); ++i) {
            const auto expected = core::banTargetFromText(texts.at(i));
            addresses += std::holds_alternative<core::IpNetwork>(expected) ? 1 : 0;
            if (bans->at(size_t(i)).target != expected)
                QFAIL(qPrintable(u"differs: "_s + texts.at(i)));
        }
        QVERIFY(addresses > 2000 && addresses < texts.size() - 2000);
    }

    /// The last text of the shortest reply: nothing behind the end of the reply is looked at.
    void shortReplies()
    {
        for (const QString &text : { u"1.2.3.4"_s, u"100.200.100.200"_s, u"1.2.3.400"_s }) {
            const QByteArray utf8 = text.toLatin1();
            const QByteArray pickle
                = "]\x8c" + QByteArray(1, char(utf8.size())) + utf8 + "a.<F2B_END_COMMAND>"; // no PROTO, no MEMOIZE
            protocol::FrameDecoder decoder;
            const auto decoded = decoder.feedRaw(pickle);
            QCOMPARE(decoded.size(), size_t(1));
            const auto bans = protocol::jailBansWithTime(u"j"_s).decode(*decoded.front());
            QCOMPARE(bans->size(), size_t(1));
            QCOMPARE(bans->front().target, core::banTargetFromText(text));
        }
    }

    void zones()
    {
        const QTimeZone berlin("Europe/Berlin");
        const auto utc = [&berlin](const char *local, qint64 now) {
            protocol::TimedBan ban;
            ban.localSince = QDateTime::fromString(QString::fromLatin1(local) + u'Z', Qt::ISODate).toSecsSinceEpoch();
            ban.banTime = 600;
            return QDateTime::fromSecsSinceEpoch(protocol::withZone({ ban }, berlin, now).front().bannedAt, Qt::UTC)
                .toString(Qt::ISODate);
        };
        const auto moment = [](const char *text) {
            return QDateTime::fromString(QString::fromLatin1(text), Qt::ISODate).toSecsSinceEpoch();
        };
        QCOMPARE(utc("2026-01-15T12:00:00", moment("2026-01-15T12:00:00Z")), u"2026-01-15T11:00:00Z"_s);
        QCOMPARE(utc("2026-07-15T12:00:00", moment("2026-07-15T12:00:00Z")), u"2026-07-15T10:00:00Z"_s);
        // 25 October 2026: 02:30 comes twice, at 00:30Z and 01:30Z.
        QCOMPARE(utc("2026-10-25T02:30:00", moment("2026-10-25T00:45:00Z")), u"2026-10-25T00:30:00Z"_s);
        QCOMPARE(utc("2026-10-25T02:30:00", moment("2026-10-25T01:30:00Z")), u"2026-10-25T01:30:00Z"_s);
        QCOMPARE(utc("2026-10-25T01:59:59", moment("2026-10-26T00:00:00Z")), u"2026-10-24T23:59:59Z"_s);
        QCOMPARE(utc("2026-10-25T03:00:00", moment("2026-10-26T00:00:00Z")), u"2026-10-25T02:00:00Z"_s);
        // 29 March 2026: 02:30 does not exist.
        QCOMPARE(utc("2026-03-29T02:30:00", moment("2026-03-29T12:00:00Z")), u"2026-03-29T01:30:00Z"_s);
        QCOMPARE(utc("2026-03-29T01:59:59", moment("2026-03-29T12:00:00Z")), u"2026-03-29T00:59:59Z"_s);
        QCOMPARE(utc("2026-03-29T03:00:00", moment("2026-03-29T12:00:00Z")), u"2026-03-29T01:00:00Z"_s);
        // Unknown times stay unknown, an invalid zone counts as UTC.
        QCOMPARE(protocol::withZone({ protocol::TimedBan {} }, berlin, 0).front().bannedAt, core::unknownTime);
        protocol::TimedBan ban;
        ban.localSince = 1000;
        QCOMPARE(protocol::withZone({ ban }, QTimeZone(), 0).front().bannedAt, 1000);
    }
};

QTEST_APPLESS_MAIN(TstBanReplies)
#include "tst_ban_replies.moc"
