// SPDX-License-Identifier: GPL-3.0-or-later
// What the texts to copy do where they are used: with the real visudo, sudo and shell, as a user made for the test.
#include "support/test_sudoer.h"
#include "texts/access_texts.h"
#include "transport/host_script.h"

#include <QDir>
#include <QFile>
#include <QLocalServer>
#include <QRegularExpression>
#include <QTest>

#include <grp.h>
#include <sys/stat.h>

using namespace Qt::StringLiterals;
using core::ErrorCode;
using texts::AccessWay;

namespace {

core::ServerProfile profile()
{
    core::ServerProfile result;
    result.name = u"web-2"_s;
    result.kind = core::ConnectionKind::Ssh;
    result.destination = u"-p 2222 deploy@web-2"_s;
    result.socketPath = u"/run/fail2ban/fail2ban.sock"_s;
    return result;
}

core::AccessFacts facts()
{
    core::AccessFacts result;
    result.user = u"deploy"_s;
    result.machine = u"web-2"_s;
    result.owner = 0;
    result.group = 0;
    result.mode = 0700;
    result.command = transport::pythonCommand(u"/usr/bin/python3"_s);
    result.error.code = ErrorCode::PermissionDenied;
    return result;
}

QByteArray question()
{
    return transport::helperRequest({ { u"op"_s, u"hello"_s } }, "0123456789abcdef");
}

} // namespace

class TestAccessTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhoAndWhat()
    {
        QCOMPARE(texts::accessTitle(profile(), facts()), u"web-2 refuses the socket to user deploy"_s);
        const QString reason = texts::accessReason(profile(), facts());
        QVERIFY2(reason.contains(
                     u"The socket /run/fail2ban/fail2ban.sock belongs to root and has mode 0700. On web-2 you are user "
                     "deploy."_s),
            qPrintable(reason));
        core::AccessFacts sudo = facts();
        sudo.error.code = ErrorCode::ElevationRefused;
        QCOMPARE(texts::accessTitle(profile(), sudo), u"sudo on web-2 does not let user deploy in"_s);
        core::AccessFacts unknown;
        unknown.error.code = ErrorCode::PermissionDenied;
        QCOMPARE(texts::accessTitle(profile(), unknown), u"web-2 refuses its socket"_s);
        QVERIFY(texts::accessReason(profile(), unknown).contains("cannot be looked at"_L1));
        core::AccessFacts hostile = facts();
        hostile.user = u"a\u202eb\n"_s;
        QVERIFY(!texts::accessTitle(profile(), hostile).contains(QChar(0x202e)));
        QVERIFY(!texts::accessReason(profile(), hostile).contains(u'\n'));
    }

    void threeWays_data()
    {
        QTest::addColumn<core::ServerProfile>("server");
        QTest::addColumn<QString>("kinds");
        core::ServerProfile server = profile();
        QTest::newRow("ssh") << server << u"sudoers group root"_s;
        server.container = u"f2b"_s;
        QTest::newRow("container") << server << u"sudoers group root"_s;
        server.containerEngine = u"podman"_s;
        QTest::newRow("podman") << server << u"sudoers root"_s;
        server = profile();
        server.kind = core::ConnectionKind::Local;
        server.destination.clear();
        QTest::newRow("here") << server << u"sudoers group pkexec"_s;
    }
    void threeWays()
    {
        QFETCH(core::ServerProfile, server);
        QFETCH(QString, kinds);
        static constexpr const char *names[] = { "sudoers", "group", "root", "pkexec" };
        QStringList found;
        for (const AccessWay &way : texts::accessWays(server, facts())) {
            found += QLatin1StringView(names[int(way.kind)]);
            QVERIFY2(way.price.contains("root"_L1), qPrintable(way.price));
            QVERIFY(!way.title.isEmpty() && !way.explanation.isEmpty());
            QCOMPARE(way.text.isEmpty(), way.kind == AccessWay::Kind::Pkexec);
        }
        QCOMPARE(found.join(u' '), kinds);
    }

    void theProfileAfterwards()
    {
        const auto ways = texts::accessWays(profile(), facts());
        QCOMPARE(ways[0].profile.elevation, core::Elevation::Sudo);
        QCOMPARE(ways[1].profile.elevation, core::Elevation::None);
        QCOMPARE(ways[2].profile.destination, u"-p 2222 root@web-2"_s);
        core::ServerProfile other = profile();
        other.destination = u"ssh://web-2:2222"_s;
        QCOMPARE(texts::accessWays(other, facts())[2].profile.destination, u"ssh://root@web-2:2222"_s);
    }

    void whatCannotBeWritten()
    {
        const QStringList command = facts().command;
        QCOMPARE(texts::sudoersDropIn(u"a\nroot ALL=ALL"_s, command), QString());
        QCOMPARE(texts::sudoersDropIn({}, command), QString());
        QCOMPARE(texts::sudoersDropIn(u"deploy"_s, {}), QString());
        QCOMPARE(texts::sudoersDropIn(u"deploy"_s, { u"python3"_s }), QString());
        QCOMPARE(texts::sudoersDropIn(u"deploy"_s, { u"/usr/bin/python3 *"_s }), QString());
        QCOMPARE(texts::sudoersDropIn(u"deploy"_s, { u"/usr/bin/python3"_s, u"a\nb"_s }), QString());
        QCOMPARE(texts::sudoersDropIn(u"deploy"_s, { u"/usr/bin/python3"_s, u"\"a\""_s }), QString());
        QCOMPARE(texts::sudoersFile(u"a.b@c/../d"_s), u"/etc/sudoers.d/bangui-a_b_c____d"_s);
    }

    void visudoTakesOddNames_data()
    {
        QTest::addColumn<QString>("user");
        for (const QString &user : { u"deploy"_s, u"a.b"_s, u"a-b_c"_s, u"machine$"_s, u"a@example.org"_s,
                 u"DOM\\user"_s, u"first last"_s, u"a!b"_s, u"a,b=c:d(e)"_s })
            QTest::newRow(qPrintable(user)) << user;
    }
    void visudoTakesOddNames()
    {
        QFETCH(QString, user);
        TestSudoer sudoer;
        QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
        const QString text = texts::sudoersDropIn(user, facts().command);
        QVERIFY2(sudoer.setRules(text), qPrintable(sudoer.said() + text));
    }

    // The line lets that user run exactly this, and nothing else.
    void theDropInIsExact()
    {
        TestSudoer sudoer;
        QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
        const QStringList command = facts().command;
        QVERIFY2(sudoer.setRules(texts::sudoersDropIn(sudoer.name(), command)), qPrintable(sudoer.said()));
        const QStringList sudo { u"/usr/bin/sudo"_s, u"-n"_s, u"--"_s };

        const TestSudoer::Outcome works = sudoer.run(sudo + command, question());
        QVERIFY2(works.output.contains("\"uid\": 0"), (works.output + works.errors).constData());

        const auto refused = [&](const QStringList &words) {
            const TestSudoer::Outcome outcome = sudoer.run(sudo + words, question());
            return outcome.exitCode != 0 && outcome.errors.contains("a password is required")
                && !outcome.output.contains("uid");
        };
        QVERIFY(refused({ u"/usr/bin/id"_s }));
        QVERIFY(refused({ u"/bin/sh"_s, u"-c"_s, u"id"_s }));
        QVERIFY(refused({ command[0] }));
        QVERIFY(refused(command.first(3)));
        QVERIFY(refused(command + QStringList { u"more"_s }));
        QVERIFY(refused({ command[0], command[1], command[2], command[3] + u' ' }));
        QVERIFY(refused({ command[0], command[1], command[2], command[3].chopped(1) }));
        QVERIFY(refused({ command[0], command[1], command[2], u"print(1)"_s }));
        QVERIFY(refused({ command[0], command[2], command[3] })); // without -I: with the user's own modules
        QVERIFY(refused({ command[0], command[1], command[2], QString(command[3]).replace(u';', u',') }));
        // As nobody else, either.
        const TestSudoer::Outcome other = sudoer.run(
            QStringList { u"/usr/bin/sudo"_s, u"-n"_s, u"-u"_s, u"nobody"_s, u"--"_s } + command, question());
        QVERIFY2(other.exitCode != 0, other.output.constData());

        // Somebody else may not.
        QVERIFY2(sudoer.setRules(texts::sudoersDropIn(u"somebody-else"_s, command)), qPrintable(sudoer.said()));
        QVERIFY(refused(command));
    }

    void theDropInOfAContainerIsExact()
    {
        TestSudoer sudoer;
        QVERIFY2(sudoer.isReady(), qPrintable(sudoer.error()));
        // "exec" of this fake engine runs the command here.
        const QString engine = u"/usr/local/bin/bangui-test-engine"_s;
        QFile file(engine);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("#!/bin/sh\n[ \"$1 $2\" = 'exec -i' ] || exit 125\nshift 3\nexec \"$@\"\n");
        file.close();
        file.setPermissions(
            QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther | QFile::ExeOther);
        const QStringList inside { engine, u"exec"_s, u"-i"_s, u"fail2ban_1.x"_s };
        const QStringList command = inside + facts().command;
        QVERIFY2(sudoer.setRules(texts::sudoersDropIn(sudoer.name(), command)), qPrintable(sudoer.said()));
        const QStringList sudo { u"/usr/bin/sudo"_s, u"-n"_s, u"--"_s };
        QVERIFY(sudoer.run(sudo + command, question()).output.contains("\"uid\": 0"));
        QVERIFY(sudoer.run(sudo + inside + QStringList { u"id"_s }).exitCode != 0);
        QStringList another = command;
        another[3] = u"other"_s;
        QVERIFY(sudoer.run(sudo + another, question()).exitCode != 0);
        QVERIFY(file.remove());
    }

    // What systemd would run after each start: waits for the socket, then opens it to the group and to nobody else.
    void theGroupOpensTheSocket()
    {
        QTemporaryDir folder(QDir::tempPath() + u"/gr-XXXXXX"_s);
        core::ServerProfile server = profile();
        server.socketPath = folder.filePath(u"f2b.sock"_s);
        const AccessWay way = texts::accessWays(server, facts())[1];
        QVERIFY(!way.text.contains(u'%'));
        const auto line = QRegularExpression(u"ExecStartPost=-/bin/sh -c '([^']*)'\n"_s).match(way.text);
        QVERIFY2(line.hasMatch(), qPrintable(way.text));
        // A group that every system has stands in for the one that the script would make.
        const QString script = line.captured(1).replace("chgrp bangui"_L1, "chgrp daemon"_L1);
        QVERIFY(!script.contains(u'$'));
        QProcess shell;
        shell.start(u"/bin/sh"_s, { u"-c"_s, script });
        QVERIFY(shell.waitForStarted());
        // It is started before fail2ban has its socket: it has looked for it and sleeps.
        QFile children(u"/proc/%1/task/%1/children"_s.arg(shell.processId()));
        QVERIFY(children.open(QIODevice::ReadOnly));
        QTRY_VERIFY((children.seek(0), !children.readAll().isEmpty()));
        QLocalServer daemon;
        daemon.setSocketOptions(QLocalServer::UserAccessOption);
        QVERIFY(daemon.listen(server.socketPath));
        QVERIFY(shell.waitForFinished(30'000));
        QVERIFY2(shell.exitCode() == 0, shell.readAllStandardError().constData());
        struct stat info
        {
        };
        QCOMPARE(::stat(qPrintable(server.socketPath), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0660U);
        QCOMPARE(info.st_gid, ::getgrnam("daemon")->gr_gid);
        // Every line of it is one that a shell takes.
        QProcess check;
        check.start(u"/bin/sh"_s, { u"-n"_s, u"-c"_s, way.text });
        QVERIFY(check.waitForFinished(30'000));
        QCOMPARE(check.exitCode(), 0);

        server.socketPath = u"/run/a b%$(id)"_s; // that no unit can hold safely
        QVERIFY(texts::accessWays(server, facts())[1].text.isEmpty());
    }

    void hostileNamesStayWords()
    {
        core::AccessFacts hostile = facts();
        hostile.user = u"a'; touch /tmp/never; '"_s;
        for (const AccessWay &way : texts::accessWays(profile(), hostile)) {
            if (way.kind == AccessWay::Kind::Group || way.kind == AccessWay::Kind::RootLogin)
                QVERIFY2(way.text.contains("'a'\\''; touch /tmp/never; '\\'''"_L1), qPrintable(way.text));
        }
    }
};

QTEST_GUILESS_MAIN(TestAccessTexts)
#include "tst_access_texts.moc"
