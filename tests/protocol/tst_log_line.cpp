// SPDX-License-Identifier: GPL-3.0-or-later
#include "protocol/log_line.h"

#include <QDateTime>
#include <QtTest>

using namespace Qt::StringLiterals;
using core::LogEvent;
using core::LogEventKind;
using protocol::LogReader;

namespace {

constexpr qint64 now = 1'800'000'000'000;

LogReader makeReader(const QTimeZone &zone = QTimeZone::utc())
{
    LogReader reader(zone);
    reader.setJails({ u"sshd"_s, u"web"_s });
    return reader;
}

qint64 utc(const char *iso)
{
    return QDateTime::fromString(QLatin1StringView(iso), Qt::ISODateWithMs).toMSecsSinceEpoch();
}

QString told(const QList<LogEvent> &events)
{
    QStringList lines;
    for (const LogEvent &event : events)
        lines += QStringList { core::logEventKindName(event.kind), event.jail, event.target, event.detail }.join(u'|');
    return lines.join(u'\n');
}

QString tellOf(const QByteArray &bytes)
{
    LogReader reader = makeReader();
    return told(reader.feed(bytes, now));
}

/// A line in the usual format.
QByteArray usual(const char *part, const char *level, const QByteArray &message)
{
    return QByteArray("2026-11-20 20:37:31,123 ") + QByteArray(part).leftJustified(24)
        + "[4711]: " + QByteArray(level).leftJustified(7) + ' ' + message + '\n';
}

} // namespace

class TestLogLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void messages_data();
    void messages();
    void formats_data();
    void formats();
    void cutAnywhere();
    void timesOfTheServer_data();
    void timesOfTheServer();
    void withoutDateItIsNow();
    void carriageReturnEndsNothing();
    void unknownJailsForgeNothing();
    void partsSpeakForThemselves();
    void continuationLinesForgeNothing();
    void aChangedFormatIsLearnt();
    void aBareFormatIsRead();
    void newJailsAreLearnt();
    void longLinesAreCut();
    void badBytesStayVisible();
    void cutFilesBeginWithNuls();
    void halfLineIsSkipped();
};

void TestLogLine::messages_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *part, const char *level, const char *message, const char *event) {
        QTest::newRow(name) << usual(part, level, message) << QString::fromLatin1(event);
    };
    const char *const filter = "fail2ban.filter";
    const char *const actions = "fail2ban.actions";
    const char *const observer = "fail2ban.observer";
    const char *const server = "fail2ban.server";
    row("found", filter, "INFO", "[sshd] Found 192.0.2.1 - 2026-11-20 20:37:31",
        "found|sshd|192.0.2.1|2026-11-20 20:37:31");
    row("found, 0.9", filter, "INFO", "[sshd] Found 192.0.2.1", "found|sshd|192.0.2.1|");
    row("found by systemd", "fail2ban.filtersystemd", "INFO", "[sshd] Found 192.0.2.1 - 2026-11-20 20:37:31",
        "found|sshd|192.0.2.1|2026-11-20 20:37:31");
    row("found IPv6", filter, "INFO", "[sshd] Found 2001:db8::1 - 2026-11-20 20:37:31",
        "found|sshd|2001:db8::1|2026-11-20 20:37:31");
    row("the observer says it again", observer, "INFO",
        "[sshd] Found 192.0.2.1, bad - 2026-11-20 20:37:42, 2 # -> 3.0, Ban", "");
    row("is bad", observer, "INFO", "[sshd] IP 192.0.2.1 is bad: 1 # last 2026-11-20 20:37:31 - incr 2s to 4s", "");
    row("ignored by ip", filter, "INFO", "[sshd] Ignore 192.0.2.99 by ip", "ignored|sshd|192.0.2.99|ip");
    row("ignored by rule", filter, "INFO", "[sshd] Ignore 192.0.2.99 by ignoreself rule",
        "ignored|sshd|192.0.2.99|ignoreself rule");
    row("expired", actions, "INFO", "[sshd] Ignore 192.0.2.1, expired bantime",
        "ignored|sshd|192.0.2.1|expired bantime");
    row("ban", actions, "NOTICE", "[sshd] Ban 192.0.2.1", "ban|sshd|192.0.2.1|");
    row("ban, 0.9", actions, "NOTICE", "[web] Ban 2001:db8::7", "ban|web|2001:db8::7|");
    row("ban of a network", actions, "NOTICE", "[web] Ban 198.51.100.0/24", "ban|web|198.51.100.0/24|");
    row("restore", actions, "NOTICE", "[sshd] Restore Ban 192.0.2.1", "restore_ban|sshd|192.0.2.1|");
    row("unban", actions, "NOTICE", "[sshd] Unban 192.0.2.1", "unban|sshd|192.0.2.1|");
    row("repeal", actions, "NOTICE", "[sshd] Repeal Ban 192.0.2.1", "repeal_ban|sshd|192.0.2.1|");
    row("reban", actions, "NOTICE", "[sshd] Reban 192.0.2.1", "reban|sshd|192.0.2.1|");
    row("reban by one action", actions, "NOTICE", "[sshd] Reban 192.0.2.1, action 'iptables'",
        "reban|sshd|192.0.2.1|'iptables'");
    row("flush", actions, "NOTICE", "[sshd] Flush ticket(s) with iptables", "");
    row("already", actions, "NOTICE", "[sshd] 192.0.2.1 already banned", "already_banned|sshd|192.0.2.1|");
    row("already, long", actions, "WARNING", "[sshd] 192.0.2.1 already banned", "already_banned|sshd|192.0.2.1|");
    row("increase", observer, "NOTICE", "[sshd] Increase Ban 192.0.2.1 (3 # 8s -> 2026-11-20 20:37:50)",
        "increase_ban|sshd|192.0.2.1|3 # 8s -> 2026-11-20 20:37:50");
    row("increase for ever", observer, "NOTICE", "[sshd] Increase Ban 192.0.2.1 (3 # permanent -> infinite)",
        "increase_ban|sshd|192.0.2.1|3 # permanent -> infinite");
    row("action failed", actions, "ERROR",
        "Failed to execute ban jail 'web' action 'dummy' info 'ActionInfo({'ip': '198.51.100.3', 'fid': 'x'})': "
        "Error banning 198.51.100.3",
        "action_failed|web|198.51.100.3|dummy: Error banning 198.51.100.3");
    row("reban failed", actions, "ERROR",
        "Failed to execute reban jail 'web' action 'dummy' info '{}': Error banning 198.51.100.3",
        "action_failed|web|198.51.100.3|dummy: Error banning 198.51.100.3");
    row("a failed action in Python", actions, "ERROR",
        "Failed to execute ban jail 'web' action 'badips' info '{}': HTTP Error 503",
        "action_failed|web||badips: HTTP Error 503");
    row("unban failed", actions, "ERROR",
        "Failed to execute unban jail 'web' action 'dummy' info '{}': Error unbanning 198.51.100.3",
        "error|web||Failed to execute unban jail 'web' action 'dummy' info '{}': Error unbanning 198.51.100.3");
    row("action not started", actions, "ERROR", "Failed to start jail 'web' action 'dummy': Error starting action",
        "error|web||Failed to start jail 'web' action 'dummy': Error starting action");
    row("exit code", "fail2ban.utils", "ERROR", "7f47aa00 -- exec: exit 4", "error|||7f47aa00 -- exec: exit 4");
    row("critical", server, "CRITICAL", "Unhandled exception in Fail2Ban:", "error|||Unhandled exception in Fail2Ban:");
    row("our own bad request", "fail2ban.transmitter", "ERROR",
        "Command ['status', 'x'] has failed. Received UnknownJailException('x')",
        "error|||Command ['status', 'x'] has failed. Received UnknownJailException('x')");
    row("the same, older", "fail2ban.transmitter", "WARNING", "Command ['status', 'x'] has failed.", "");
    row("jail started", "fail2ban.jail", "INFO", "Jail 'sshd' started", "jail_started|sshd||");
    row("jail stopped", "fail2ban.jail", "INFO", "Jail 'sshd' stopped", "jail_stopped|sshd||");
    row("jail of Python's other quotes", "fail2ban.jail", "INFO", "Jail \"o'neill\" started", "jail_started|o'neill||");
    row("jail reloaded", server, "INFO", "Jail 'sshd' reloaded", "jail_reloaded|sshd||");
    row("jail uses", "fail2ban.jail", "INFO", "Jail 'sshd' uses poller {}", "");
    row("start", server, "INFO", "Starting Fail2ban v1.1.0", "server_starting|||1.1.0");
    row("stop", server, "INFO", "Shutdown in progress...", "server_stopping|||");
    row("log target", server, "INFO", "Start Fail2ban v1.1.0", "");
    row("log file", filter, "INFO", "Added logfile: '/var/log/auth.log' (pos = 0, hash = ab)", "");
    row("decoding", filter, "WARNING", "Error decoding line from '/var/log/x' with 'utf-8'.", "");
    row("empty", filter, "INFO", "", "");
}

void TestLogLine::messages()
{
    QFETCH(QByteArray, line);
    QFETCH(QString, expected);
    QCOMPARE(tellOf(line), expected);
}

void TestLogLine::formats_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<qint64>("at");
    const qint64 at = utc("2026-11-20T20:37:31.123Z");
    const auto row = [](const char *name, const char *line, qint64 when) {
        QTest::newRow(name) << QByteArray(line) + '\n' << when;
    };
    row("usual", "2026-11-20 20:37:31,123 fail2ban.actions        [4711]: NOTICE  [sshd] Ban 192.0.2.1", at);
    row("no padding", "2026-11-20 20:37:31,123 fail2ban.actions[4711]: NOTICE [sshd] Ban 192.0.2.1", at);
    row("no date", "fail2ban.actions        [4711]: NOTICE  [sshd] Ban 192.0.2.1", now);
    row("no date, no padding", "fail2ban.actions[4711]: NOTICE [sshd] Ban 192.0.2.1", now);
    row("0.8", "2026-11-20 20:37:31,123 fail2ban.actions: WARNING [sshd] Ban 192.0.2.1", at);
    row("debug", " 2026-11-20 20:37:31,123 7F1234567890 NOTIC [sshd] Ban 192.0.2.1", at);
    row("deeper", " +12345 7F1234567890 fail2ban.actions          NOTIC [sshd] Ban 192.0.2.1", now);
    row("deepest",
        " + 2345 7F1234567890 fail2ban.actions          NOTIC | actions        -25: __checkBan           | [sshd] Ban "
        "192.0.2.1",
        now);
    row("own: dot", "2026-11-20 20:37:31.123 fail2ban.actions NOTICE [sshd] Ban 192.0.2.1", at);
    row("own: T", "2026-11-20T20:37:31,123 fail2ban.actions [4711] NOTICE: [sshd] Ban 192.0.2.1", at);
    row("own: level first", "2026-11-20 20:37:31,123 NOTICE fail2ban.actions: [sshd] Ban 192.0.2.1", at);
    row("own: level only", "2026-11-20 20:37:31,123 - NOTICE - [sshd] Ban 192.0.2.1", at);
    row("own: date only", "2026-11-20 20:37:31,123 [sshd] Ban 192.0.2.1", at);
    row("own: program", "2026-11-20 20:37:31,123 fail2ban: NOTICE [sshd] Ban 192.0.2.1", at);
    row("own: nothing", "[sshd] Ban 192.0.2.1", now);
}

void TestLogLine::formats()
{
    QFETCH(QByteArray, line);
    QFETCH(qint64, at);
    LogReader reader = makeReader();
    const QList<LogEvent> events = reader.feed(line, now);
    QCOMPARE(told(events), u"ban|sshd|192.0.2.1|"_s);
    QCOMPARE(events[0].at, at);
}

void TestLogLine::cutAnywhere()
{
    const QByteArray log = usual("fail2ban.filter", "INFO", "[sshd] Found 192.0.2.1 - 2026-11-20 20:37:31")
        + usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1") + "a continuation\n"
        + usual("fail2ban.actions", "NOTICE", "[sshd] Unban 192.0.2.1");
    const QString expected = tellOf(log);
    QCOMPARE(expected.count(u'\n'), 2);
    for (qsizetype at = 0; at <= log.size(); ++at) {
        LogReader reader = makeReader();
        QList<LogEvent> events = reader.feed(log.first(at), now);
        events += reader.feed(log.sliced(at), now);
        QCOMPARE(told(events), expected);
    }
    LogReader reader = makeReader();
    QList<LogEvent> events;
    for (const char c : log)
        events += reader.feed(QByteArrayView(&c, 1), now);
    QCOMPARE(told(events), expected);
    QVERIFY2(reader.feed("2026-11-20 20:37:31,123 fail2ban.actions [1]: NOTICE [sshd] Ban 1.2.3.4", now).isEmpty(),
        "a line ends with LF");
}

void TestLogLine::timesOfTheServer_data()
{
    QTest::addColumn<QByteArray>("zone");
    QTest::addColumn<QByteArray>("local");
    QTest::addColumn<QByteArray>("nowUtc");
    QTest::addColumn<QByteArray>("expected");
    const auto row = [](const char *name, const char *zone, const char *local, const char *nowUtc,
                         const char *expected) {
        QTest::newRow(name) << QByteArray(zone) << QByteArray(local) << QByteArray(nowUtc) << QByteArray(expected);
    };
    row("winter", "Europe/Berlin", "2026-01-20 12:00:00,500", "2026-01-20T11:00:01Z", "2026-01-20T11:00:00.500Z");
    row("summer", "Europe/Berlin", "2026-07-20 12:00:00,500", "2026-07-20T10:00:01Z", "2026-07-20T10:00:00.500Z");
    row("other side", "America/New_York", "2026-07-20 12:00:00,000", "2026-07-20T16:00:01Z",
        "2026-07-20T16:00:00.000Z");
    row("half hours", "Asia/Kolkata", "2026-07-20 12:00:00,000", "2026-07-20T06:30:01Z", "2026-07-20T06:30:00.000Z");
    row("the first of two equal hours", "Europe/Berlin", "2026-10-25 02:30:00,000", "2026-10-25T00:30:01Z",
        "2026-10-25T00:30:00.000Z");
    row("the second of two equal hours", "Europe/Berlin", "2026-10-25 02:30:00,000", "2026-10-25T01:30:01Z",
        "2026-10-25T01:30:00.000Z");
    row("the second, clock a little ahead", "Europe/Berlin", "2026-10-25 02:30:20,000", "2026-10-25T01:30:00Z",
        "2026-10-25T01:30:20.000Z");
    row("just before the change in spring", "Europe/Berlin", "2026-03-29 01:59:59,999", "2026-03-29T01:00:00Z",
        "2026-03-29T00:59:59.999Z");
    row("just after it", "Europe/Berlin", "2026-03-29 03:00:00,001", "2026-03-29T01:00:01Z",
        "2026-03-29T01:00:00.001Z");
}

void TestLogLine::timesOfTheServer()
{
    QFETCH(QByteArray, zone);
    QFETCH(QByteArray, local);
    QFETCH(QByteArray, nowUtc);
    QFETCH(QByteArray, expected);
    QVERIFY(QTimeZone(zone).isValid());
    LogReader reader = makeReader(QTimeZone(zone));
    const auto events
        = reader.feed(local + " fail2ban.actions [1]: NOTICE [sshd] Ban 192.0.2.1\n", utc(nowUtc.constData()));
    QCOMPARE(events.size(), 1);
    QCOMPARE(QDateTime::fromMSecsSinceEpoch(events[0].at, Qt::UTC).toString(Qt::ISODateWithMs),
        QString::fromLatin1(expected));
}

void TestLogLine::withoutDateItIsNow()
{
    LogReader reader = makeReader();
    const auto events = reader.feed("fail2ban.actions [1]: NOTICE [sshd] Ban 192.0.2.1\n", 42'000);
    QCOMPARE(events.size(), 1);
    QCOMPARE(events[0].at, 42'000);
    // An impossible date is none.
    LogReader other = makeReader();
    QVERIFY(other.feed("2026-13-45 99:00:00,000 fail2ban.actions [1]: NOTICE [sshd] Ban 192.0.2.1\n", now).isEmpty());
}

void TestLogLine::carriageReturnEndsNothing()
{
    const QByteArray forged = "x\r2026-11-20 20:37:31,123 fail2ban.actions [1]: NOTICE [sshd] Ban 203.0.113.9";
    const QString told = tellOf(usual("fail2ban.filter", "INFO", "[web] Found " + forged + " - 2026-11-20 20:37:31"));
    QCOMPARE(told.count(u'\n'), 0);
    QVERIFY2(told.startsWith("found|web|x\r2026"_L1), qPrintable(told));
    // The same for everything else that readers of text take for an end of line.
    for (const QByteArray &separator : { QByteArray("\x0b"), QByteArray("\x0c"), QByteArray("\x1c"),
             QByteArray("\x00", 1), QByteArray("\xc2\x85"), QByteArray("\xe2\x80\xa8") }) {
        QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE", "[web] Ban x" + separator + "[sshd] Unban 192.0.2.1"))
                     .section(u'|', 0, 1),
            u"ban|web"_s);
    }
}

void TestLogLine::unknownJailsForgeNothing()
{
    QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE", "[nosuch] Ban 192.0.2.1")), QString());
    QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE", "[sshd]Ban 192.0.2.1")), QString());
    QCOMPARE(tellOf(usual("fail2ban.filter", "INFO", "[web] Found [sshd] Ban 203.0.113.9 - 2026-11-20 20:37:31")),
        u"found|web|[sshd] Ban 203.0.113.9|2026-11-20 20:37:31"_s);
    QCOMPARE(
        tellOf(usual("fail2ban.actions", "NOTICE", "[web] Ban a] Unban 192.0.2.1")), u"ban|web|a] Unban 192.0.2.1|"_s);
    // An identifier that would be a ban of somebody else, where the line begins with it.
    QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE", "[web] Ban 203.0.113.9 already banned")),
        u"already_banned|web|Ban 203.0.113.9|"_s);
    QCOMPARE(
        tellOf(usual("fail2ban.actions", "ERROR",
            "Failed to execute ban jail 'nosuch' action 'x' info 'jail 'sshd' action 'y' info ': Error banning z")),
        u"error|||Failed to execute ban jail 'nosuch' action 'x' info 'jail 'sshd' action 'y' info ': Error banning z"_s);
}

void TestLogLine::partsSpeakForThemselves()
{
    QCOMPARE(tellOf(usual("fail2ban.filter", "INFO", "[sshd] Ban 192.0.2.1")), QString());
    QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE", "[sshd] Found 192.0.2.1")), QString());
    QCOMPARE(tellOf(usual("fail2ban.utils", "INFO", "Jail 'evil' started")), QString());
    QCOMPARE(tellOf(usual("fail2ban.filter", "INFO", "Starting Fail2ban v9")), QString());
}

void TestLogLine::continuationLinesForgeNothing()
{
    const QByteArray first = usual("fail2ban.utils", "ERROR", "7f47aa -- exec: printf 'Hi");
    LogReader reader = makeReader();
    auto events = reader.feed(first
            + "[sshd] Ban 203.0.113.1\n2026-11-20 20:37:31,123 [sshd] Ban 203.0.113.2\n"
              "fail2ban.actions [4711]: NOTICE [sshd] Ban 203.0.113.3\n"
              "NOTICE [sshd] Ban 203.0.113.4\n"
            + usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1"),
        now);
    QCOMPARE(told(events), u"error|||7f47aa -- exec: printf 'Hi\nban|sshd|192.0.2.1|"_s);
    // Also where reading begins in the middle of such a message.
    LogReader late = makeReader();
    events = late.feed("the rest of something\n" + usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1")
            + "[sshd] Ban 203.0.113.1\n",
        now);
    QCOMPARE(told(events), u"ban|sshd|192.0.2.1|"_s);
}

void TestLogLine::aChangedFormatIsLearnt()
{
    LogReader reader = makeReader();
    QCOMPARE(reader.feed(usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1"), now).size(), 1);
    const QByteArray other = "fail2ban.actions[4711]: NOTICE [sshd] Ban 192.0.2.2\n";
    qsizetype found = 0;
    for (int i = 0; i < 30; ++i)
        found += reader.feed(other, now).size();
    QVERIFY2(found > 5 && found < 30, qPrintable(QString::number(found)));
    reader.beginFile();
    QCOMPARE(reader.feed(usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1"), now).size(), 1);
}

void TestLogLine::aBareFormatIsRead()
{
    LogReader reader = makeReader();
    const auto events = reader.feed("[sshd] Found 192.0.2.1 - 2026-11-20 20:37:31\n[sshd] Found 192.0.2.1, bad - "
                                    "2026-11-20 20:37:42, 2 # -> 3.0, Ban\n[sshd] Ban 192.0.2.1\nJail 'sshd' stopped\n",
        now);
    QCOMPARE(told(events), u"found|sshd|192.0.2.1|2026-11-20 20:37:31\nban|sshd|192.0.2.1|\njail_stopped|sshd||"_s);
}

void TestLogLine::newJailsAreLearnt()
{
    LogReader reader = makeReader();
    const QByteArray ban = usual("fail2ban.actions", "NOTICE", "[new] Ban 192.0.2.1");
    QVERIFY(reader.feed(ban, now).isEmpty());
    QVERIFY(reader.feed(usual("fail2ban.jail", "INFO", "Creating new jail 'new'"), now).isEmpty());
    QCOMPARE(told(reader.feed(ban, now)), u"ban|new|192.0.2.1|"_s);
    reader.setJails({ u"sshd"_s });
    QVERIFY(reader.feed(ban, now).isEmpty());
}

void TestLogLine::longLinesAreCut()
{
    const QByteArray huge(3'000'000, 'x');
    LogReader reader = makeReader();
    QByteArray line = usual("fail2ban.actions", "NOTICE", "[sshd] Ban " + huge);
    QList<LogEvent> events;
    for (qsizetype at = 0; at < line.size(); at += 4096)
        events += reader.feed(QByteArrayView(line).sliced(at).first(std::min<qsizetype>(4096, line.size() - at)), now);
    QCOMPARE(events.size(), 1);
    QVERIFY(events[0].target.size() <= 1024);
    QVERIFY(events[0].target.endsWith(u'…'));
    events = reader.feed(usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1"), now);
    QCOMPARE(told(events), u"ban|sshd|192.0.2.1|"_s);
    events = reader.feed(line, now);
    QCOMPARE(events.size(), 1);
    QVERIFY(events[0].target.size() <= 1024);
}

void TestLogLine::badBytesStayVisible()
{
    QCOMPARE(tellOf(usual("fail2ban.actions", "NOTICE",
                 "[web] Ban a\xff"
                 "b\xc3\xa9")),
        u"ban|web|a"_s + QChar(0xfffd) + u"bé|"_s);
    const QString surrogate = tellOf(usual("fail2ban.actions", "NOTICE", "[web] Ban a\xed\xb3\xbf"));
    QCOMPARE(surrogate, u"ban|web|a"_s + QChar(0xdcff) + u"|"_s);
}

void TestLogLine::cutFilesBeginWithNuls()
{
    QCOMPARE(tellOf(QByteArray(5000, '\0') + usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1")),
        u"ban|sshd|192.0.2.1|"_s);
}

void TestLogLine::halfLineIsSkipped()
{
    LogReader reader = makeReader();
    reader.skipLine();
    QCOMPARE(told(reader.feed(
                 "[sshd] Ban 203.0.113.9\n" + usual("fail2ban.actions", "NOTICE", "[sshd] Ban 192.0.2.1"), now)),
        u"ban|sshd|192.0.2.1|"_s);
}

QTEST_GUILESS_MAIN(TestLogLine)
#include "tst_log_line.moc"
