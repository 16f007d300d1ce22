// SPDX-License-Identifier: GPL-3.0-or-later
#include "cli/exit_code.h"
#include "cli/json_documents.h"
#include "cli/language.h"
#include "cli/options.h"

#include <QTest>

using namespace Qt::StringLiterals;

class TestOptions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void optionsBeforeAndAfterTheCommand()
    {
        const auto options = cli::parseOptions(
            { u"--json"_s, u"ban"_s, u"--jail=sshd"_s, u"192.0.2.1"_s, u"--socket"_s, u"/run/x"_s });
        QVERIFY(options);
        QVERIFY(options->json);
        QCOMPARE(options->command, u"ban"_s);
        QCOMPARE(options->jail, u"sshd"_s);
        QCOMPARE(options->socket, u"/run/x"_s);
        QCOMPARE(options->words, QStringList { u"192.0.2.1"_s });
    }
    void doubleDashEndsThem()
    {
        const auto options
            = cli::parseOptions({ u"command"_s, u"--"_s, u"set"_s, u"sshd"_s, u"bantime"_s, u"-1"_s, u"--json"_s });
        QVERIFY(options);
        QVERIFY(!options->json);
        QCOMPARE(options->words, (QStringList { u"set"_s, u"sshd"_s, u"bantime"_s, u"-1"_s, u"--json"_s }));
    }
    void rawCommandsKeepTheDaemonsOptions()
    {
        const auto options
            = cli::parseOptions({ u"command"_s, u"get"_s, u"sshd"_s, u"banip"_s, u"--with-time"_s, u"--json"_s });
        QVERIFY(options);
        QVERIFY(options->json);
        QCOMPARE(options->words.last(), u"--with-time"_s);
    }
    /// "unban --all" for one server must not become "unban" for every server.
    void allBehindACommandIsNotGuessed()
    {
        const auto unclear = cli::parseOptions({ u"command"_s, u"unban"_s, u"--all"_s });
        QVERIFY(!unclear);
        QVERIFY2(unclear.error().detail.contains("--all"_L1), qPrintable(unclear.error().detail));
        const auto daemons = cli::parseOptions({ u"command"_s, u"--"_s, u"unban"_s, u"--all"_s });
        QVERIFY(daemons && !daemons->all);
        QCOMPARE(daemons->words, (QStringList { u"unban"_s, u"--all"_s }));
        const auto ours = cli::parseOptions({ u"command"_s, u"--all"_s, u"ping"_s });
        QVERIFY(ours && ours->all);
    }
    void timeZones()
    {
        for (const QString &zone : { u"Europe/Berlin"_s, u"America/Argentina/Buenos_Aires"_s, u"UTC"_s }) {
            const auto options = cli::parseOptions({ u"bans"_s, u"--socket=/x"_s, u"--time-zone"_s, zone });
            QVERIFY2(options, qPrintable(zone));
            QCOMPARE(options->timeZone, zone);
        }
    }
    void jsonIsWanted()
    {
        using cli::Language;
        QVERIFY(Language::wantsJson({ u"status"_s, u"--json"_s }));
        QVERIFY(Language::wantsJson({ u"--nope"_s, u"--json"_s, u"--"_s }));
        QVERIFY(!Language::wantsJson({ u"command"_s, u"--"_s, u"--json"_s }));
        QVERIFY(!Language::wantsJson({ u"status"_s }));
    }
    void mistakes_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("unknown") << QStringList { u"--nope"_s };
        QTest::newRow("no value") << QStringList { u"status"_s, u"--server"_s };
        QTest::newRow("flag with value") << QStringList { u"--json=1"_s };
        QTest::newRow("ssh without value") << QStringList { u"status"_s, u"--ssh"_s };
        QTest::newRow("no zone") << QStringList { u"status"_s, u"--time-zone"_s, u"Europe/Nowhere"_s };
        QTest::newRow("an offset is no zone") << QStringList { u"status"_s, u"--time-zone=UTC+02:00"_s };
        QTest::newRow("zone without value") << QStringList { u"status"_s, u"--time-zone"_s };
        QTest::newRow("bad timeout") << QStringList { u"--timeout"_s, u"soon"_s };
    }
    void mistakes()
    {
        QFETCH(QStringList, words);
        const auto options = cli::parseOptions(words);
        QVERIFY(!options);
        QVERIFY(!options.error().detail.isEmpty());
    }
    void aValueBelowZeroIsNoOption()
    {
        const QStringList words { u"config"_s, u"set"_s, u"sshd"_s, u"bantime"_s };
        const auto options = cli::parseOptions(words + QStringList { u"-1"_s });
        QVERIFY(!options);
        QVERIFY2(options.error().detail.contains(u"stands behind --"_s), qPrintable(options.error().detail));
        QCOMPARE(cli::parseOptions(words + QStringList { u"--"_s, u"-1"_s })->words.last(), u"-1"_s);
    }
    void placesOfAServer()
    {
        const auto options = cli::parseOptions({ u"bans"_s, u"--ssh"_s, u" -p 2222 -J jump admin@web-1"_s,
            u"--remote-socket=/run/x.sock"_s, u"--container"_s, u"f2b"_s, u"--sudo"_s });
        QVERIFY(options);
        QCOMPARE(cli::targetProblem(*options, false), QString());
        const core::ServerProfile profile = cli::describedProfile(*options);
        QCOMPARE(profile.kind, core::ConnectionKind::Ssh);
        QCOMPARE(profile.destination, u"-p 2222 -J jump admin@web-1"_s);
        QCOMPARE(profile.socketPath, u"/run/x.sock"_s);
        QCOMPARE(profile.elevation, core::Elevation::Sudo);
        QCOMPARE(profile.container, u"f2b"_s);
        QCOMPARE(profile.containerEngine, u"docker"_s);
        const auto local = cli::parseOptions({ u"bans"_s, u"--socket=/run/x.sock"_s, u"--sudo"_s });
        QCOMPARE(cli::targetProblem(*local, false), QString());
        QCOMPARE(cli::describedProfile(*local).kind, core::ConnectionKind::Local);
        QCOMPARE(cli::describedProfile(*local).elevation, core::Elevation::Sudo);
    }
    void contradictions_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("stored and ssh") << QStringList { u"--server=a"_s, u"--ssh=b"_s };
        QTest::newRow("all and sudo") << QStringList { u"--all"_s, u"--sudo"_s };
        QTest::newRow("group and container") << QStringList { u"--group=g"_s, u"--container=c"_s };
        QTest::newRow("ssh and a local socket") << QStringList { u"--ssh=b"_s, u"--socket=/x"_s };
        QTest::newRow("remote socket alone") << QStringList { u"--remote-socket=/x"_s };
        QTest::newRow("relative remote socket") << QStringList { u"--ssh=b"_s, u"--remote-socket=x"_s };
        QTest::newRow("configuration alone") << QStringList { u"--ssh-config=/x"_s };
        QTest::newRow("engine alone") << QStringList { u"--engine=podman"_s };
        QTest::newRow("option as container") << QStringList { u"--container=--privileged"_s };
        QTest::newRow("command as engine") << QStringList { u"--container=c"_s, u"--engine=sh -c"_s };
        QTest::newRow("proxy") << QStringList { u"--ssh=-oProxyCommand=id"_s };
        QTest::newRow("shell") << QStringList { u"--ssh=$(id)"_s };
        QTest::newRow("line") << QStringList { u"--ssh=web\n1"_s };
        QTest::newRow("command") << QStringList { u"--ssh=web-1 id"_s };
        QTest::newRow("zone of nobody") << QStringList { u"--time-zone=UTC"_s };
    }
    void contradictions()
    {
        QFETCH(QStringList, words);
        const auto options = cli::parseOptions(QStringList { u"status"_s } + words);
        QVERIFY(options);
        QVERIFY(!cli::targetProblem(*options, false).isEmpty());
    }
    void exitCodes()
    {
        using core::ErrorCode;
        QCOMPARE(cli::exitCodeFor({ ErrorCode::NoSocket, {} }), cli::ExitCode::Unreachable);
        QCOMPARE(cli::exitCodeFor({ ErrorCode::PermissionDenied, {} }), cli::ExitCode::Unreachable);
        QCOMPARE(cli::exitCodeFor({ ErrorCode::UnknownJail, {} }), cli::ExitCode::Refused);
        QCOMPARE(cli::exitCodeFor({ ErrorCode::ReadOnlyProfile, {} }), cli::ExitCode::Refused);
        QCOMPARE(cli::worse(cli::ExitCode::Refused, cli::ExitCode::Unreachable), cli::ExitCode::Unreachable);
        QCOMPARE(cli::worse(cli::ExitCode::Done, cli::ExitCode::Refused), cli::ExitCode::Refused);
    }
    void documents()
    {
        core::Jail jail;
        jail.name = u"sshd"_s;
        jail.totalBanned = 3;
        const QJsonObject object = cli::jailJson(jail);
        QVERIFY(object[u"backend"_s].isNull());
        QVERIFY(object[u"currently_failed"_s].isNull());
        QCOMPARE(object[u"total_banned"_s].toInt(), 3);
        const core::Ban permanent { core::banTargetFromText(u"192.0.2.1"_s), 1'795'168'800, core::permanentBan };
        const QJsonObject ban = cli::banJson(permanent, u"recidive"_s);
        QCOMPARE(ban[u"ban_time"_s].toInt(), -1);
        QVERIFY(ban[u"expires_at"_s].isNull());
        QCOMPARE(ban[u"banned_at"_s].toString(), u"2026-11-20T10:00:00Z"_s);
        QCOMPARE(
            cli::alignedTable({ { u"A"_s, u"B"_s }, { u"long\x1b"_s, u"x"_s } }), u"A         B\nlong\\x1b  x\n"_s);
    }
};

QTEST_GUILESS_MAIN(TestOptions)
#include "tst_options.moc"
