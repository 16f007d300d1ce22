// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/log_opening.h"
#include "support/fake_host.h"

#include <QTest>

using namespace Qt::StringLiterals;
using support::FakeHost;

/// What a machine shows of a log that a daemon is to open, and what counts as another log.
class TestLogOpening final : public QObject
{
    Q_OBJECT

    /// A machine with a folder, a file, a socket and things that are neither.
    static void furnish(FakeHost &host)
    {
        host.setStat(u"/var/log"_s, { .exists = true, .isDirectory = true, .writable = true });
        host.setFolder(u"/var/log"_s, { u"dangling.log"_s, u"old.log"_s, u"queue"_s });
        host.setStat(u"/var/log/old.log"_s, { .exists = true, .isRegular = true, .writable = true });
        host.setStat(u"/var/log/other.log"_s, { .exists = true, .isRegular = true });
        host.setStat(u"/var/log/queue"_s, { .exists = true, .writable = true });
        host.setStatError(u"/var/log/hidden.log"_s, core::ErrorCode::PermissionDenied);
        host.setStat(u"/closed"_s, { .exists = true, .isDirectory = true });
        host.setStat(u"/dev/log"_s, { .exists = true, .isSocket = true });
        host.setStat(u"/dev/null"_s, { .exists = true, .writable = true });
    }
    static core::Result<bool> ask(FakeHost &host, const QString &target, const QString &socket)
    {
        QObject context;
        std::optional<core::Result<bool>> answer;
        services::canOpenLog(host,
            transport::ReaderCommand::journalTest(u"/usr/bin/fail2ban-regex"_s, u"/etc/fail2ban"_s), { target, socket },
            &context, [&answer](const core::Result<bool> &opens) { answer = opens; });
        if (answer || !QTest::qWaitFor([&answer] { return answer.has_value(); }, 30'000)) // never from inside the call
            return core::failure(core::ErrorCode::Internal);
        return *answer;
    }

private Q_SLOTS:
    void opens_data()
    {
        QTest::addColumn<QString>("target");
        QTest::addColumn<QString>("socket");
        QTest::addColumn<bool>("opens");
        const auto row = [](const char *name, const char *target, const char *socket, bool opens) {
            QTest::newRow(name) << QString::fromUtf8(target) << QString::fromUtf8(socket) << opens;
        };
        row("a file", "/var/log/old.log", "auto", true);
        row("a new file", "/var/log/new.log", "auto", true);
        row("with options", "/var/log/new.log[padding=off]", "auto", true);
        row("a format", "STDOUT[format=\"%(message)s\"]", "auto", true);
        row("no format", "STDOUT[format=\"message\"]", "auto", false);
        row("a file of somebody else", "/var/log/other.log", "auto", false);
        row("a folder", "/var/log", "auto", false);
        row("a pipe", "/var/log/queue", "auto", false);
        row("cannot be looked at", "/var/log/hidden.log", "auto", false);
        row("a link to nowhere", "/var/log/dangling.log", "auto", false);
        row("no folder", "/nonexistent/x.log", "auto", false);
        row("a closed folder", "/closed/x.log", "auto", false);
        row("a relative path", "x.log", "auto", false);
        row("nothing", "", "auto", false);
        row("the null device", "/dev/null", "auto", true);
        for (const auto *stream : { "STDOUT", "STDERR", "SYSOUT", "stdout" })
            row(stream, stream, "/nonexistent", true);
        row("syslog", "SYSLOG", "auto", true);
        row("syslog in small letters", "syslog[facility=daemon]", "/dev/log", true);
        row("syslog without its socket", "SYSLOG", "/dev/other", false);
        row("a file as socket", "SYSLOG", "/var/log/old.log", false);
    }
    void opens()
    {
        QFETCH(QString, target);
        QFETCH(QString, socket);
        QFETCH(bool, opens);
        FakeHost host;
        furnish(host);
        const auto answer = ask(host, target, socket);
        QVERIFY(answer);
        QCOMPARE(*answer, opens);
    }

    void theJournal_data()
    {
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<bool>("opens");
        QTest::newRow("there") << 0 << QByteArray() << true;
        QTest::newRow("no module") << 255 << QByteArray("Error: systemd library not found. Exiting...") << false;
        QTest::newRow("may not be read") << 1 << QByteArray("Permission denied") << true; // by us; it is written to
    }
    void theJournal()
    {
        QFETCH(int, exitCode);
        QFETCH(QByteArray, said);
        QFETCH(bool, opens);
        FakeHost host;
        host.whenWords({ u"systemd-journal"_s }, FakeHost::exited(exitCode, said));
        const auto answer = ask(host, u"SYSTEMD-JOURNAL"_s, u"auto"_s);
        QVERIFY(answer);
        QCOMPARE(*answer, opens);
    }

    void errorsOfTheWayAreErrors()
    {
        FakeHost host;
        host.whenWords({ u"systemd-journal"_s }, FakeHost::Answer(core::failure(core::ErrorCode::TunnelDown)));
        QCOMPARE(ask(host, u"SYSTEMD-JOURNAL"_s, u"auto"_s).error().code, core::ErrorCode::TunnelDown);
    }

    // The daemon tells a target without its options, and the socket that it has found.
    void whatIsNoOtherLog()
    {
        QVERIFY(services::isSameLogTarget(u"/var/log/f.log"_s, u"/var/log/f.log"_s));
        QVERIFY(services::isSameLogTarget(u"SYSLOG"_s, u"SYSLOG[facility=local0]"_s));
        QVERIFY(!services::isSameLogTarget(u"/var/log/f.log"_s, u"/var/log/F.log"_s));
        QVERIFY(!services::isSameLogTarget(u"SYSLOG"_s, u"STDOUT"_s));
        QVERIFY(services::isSameSyslogSocket(u"/dev/log"_s, u"auto"_s));
        QVERIFY(services::isSameSyslogSocket(u"auto"_s, u"auto"_s));
        QVERIFY(!services::isSameSyslogSocket(u"auto"_s, u"/dev/log"_s)); // may be found elsewhere
        QVERIFY(!services::isSameSyslogSocket(u"/run/a"_s, u"auto"_s));
        QVERIFY(services::isSyslog(u"syslog[facility=daemon]"_s) && !services::isSyslog(u"/var/log/SYSLOG"_s));
    }
};

QTEST_GUILESS_MAIN(TestLogOpening)
#include "tst_log_opening.moc"
