// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/test_fail2ban.h"
#include "support/version_rows.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(output).array(); }
};

} // namespace

/// The program from outside, against real daemons of both versions.
class TestCli : public QObject
{
    Q_OBJECT

    QTemporaryDir m_data;

    Run cli(const QStringList &words, const QString &language = u"C.UTF-8"_s)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, language);
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_data.path() } + words);
        if (!process.waitForFinished(60'000))
            qFatal("bangui-cli hangs");
        return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    }

private Q_SLOTS:
    /// What has been done has its receipt, and nothing more is sent.
    void interruptedBansAreTold()
    {
        TestFail2ban daemon(Version::V1_1_0);
        const QString seen = daemon.folder() + u"/seen"_s;
        daemon.writeConfig(u"action.d/slow.conf"_s,
            u"[Definition]\nactionban = echo <ip> >>%1; sleep 0.02\nactionunban =\n"_s.arg(seen));
        daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = slow\n"_s);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        QStringList words { u"--data"_s, m_data.path(), u"ban"_s, u"--jail"_s, u"web"_s, u"--json"_s, u"--socket"_s,
            daemon.socketPath() };
        for (int i = 0; i < 450; ++i)
            words.append(u"10.20.%1.%2"_s.arg(i / 250).arg(1 + i % 250));
        QProcess process;
        process.start(QStringLiteral(BANGUI_CLI), words);
        QTRY_VERIFY(QFileInfo(seen).size() > 0);
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 128 + SIGINT);
        const QJsonArray receipts
            = QJsonDocument::fromJson(process.readAllStandardOutput()).object()[u"receipts"_s].toArray();
        QCOMPARE(receipts.size(), 450);
        QHash<QString, int> results;
        for (const QJsonValue &receipt : receipts)
            ++results[receipt[u"result"_s].toString()];
        const int done = results.value(u"done"_s);
        QVERIFY2(done >= 100 && done < 450, qPrintable(QString::number(done)));
        QCOMPARE(results.value(u"failed"_s), 450 - done);
        const QString banned = daemon.client({ u"get"_s, u"web"_s, u"banip"_s }).output;
        QCOMPARE(banned.count(u"10.20."_s), done);
    }

    /// polkit asks on the screen, and the command is the wish for it: also where nobody sits at a terminal.
    void whoeverGivesACommandWishesForPolkit()
    {
        TestFail2ban daemon(Version::V1_1_0);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QTemporaryDir folder;
        QFile program(folder.filePath(u"pkexec"_s));
        QVERIFY(program.open(QIODevice::WriteOnly));
        program.write("#!/bin/sh\necho x >>\"${0%/*}/asked\"\nshift\nexec \"$@\"\n");
        program.close();
        QVERIFY(program.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        QFile list(folder.filePath(u"servers.json"_s));
        QVERIFY(list.open(QIODevice::WriteOnly));
        list.write(
            QJsonDocument(QJsonObject { { u"bangui_profiles"_s, 1 },
                              { u"servers"_s,
                                  QJsonArray { QJsonObject { { u"name"_s, u"polkit"_s },
                                      { u"socket"_s, daemon.socketPath() }, { u"elevation"_s, u"pkexec"_s } } } } })
                .toJson());
        list.close();
        const Run imported = cli({ u"servers"_s, u"import"_s, list.fileName(), u"--json"_s });
        QVERIFY2(imported.object()[u"added"_s].toInt() == 1, (imported.output + imported.errors).constData());
        const QByteArray path = qgetenv("PATH");
        qputenv("PATH", QFile::encodeName(folder.path()) + ':' + path);
        const Run status = cli({ u"status"_s, u"--server"_s, u"polkit"_s, u"--json"_s });
        qputenv("PATH", path);
        QVERIFY2(QFileInfo::exists(folder.filePath(u"asked"_s)), (status.output + status.errors).constData());
        QCOMPARE(status.object()[u"state"_s].toString(), u"Online"_s);
        QCOMPARE(cli({ u"servers"_s, u"remove"_s, u"polkit"_s }).exitCode, 0);
    }

    void readers_data() { versionRows(); }
    void readers()
    {
        QFETCH(Version, version);
        TestFail2ban daemon(version);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--json"_s };

        const Run status = cli(QStringList { u"status"_s } + at);
        QCOMPARE(status.exitCode, 0);
        const QJsonObject document = status.object();
        for (const auto &key :
            { u"server"_s, u"state"_s, u"online"_s, u"version"_s, u"active_jails"_s, u"current_bans"_s, u"total_bans"_s,
                u"total_failures"_s, u"latency_ms"_s, u"checked_at"_s, u"error"_s })
            QVERIFY2(document.contains(key), qPrintable(key));
        QCOMPARE(document[u"online"_s].toBool(), true);
        QCOMPARE(document[u"state"_s].toString(), u"Online"_s);
        QCOMPARE(document[u"version"_s].toString(), TestFail2ban::versionText(version));
        QCOMPARE(document[u"active_jails"_s].toInt(), 4);
        QVERIFY(document[u"latency_ms"_s].toDouble() > 0);
        QVERIFY(document[u"error"_s].isNull());

        const QJsonArray jails = cli(QStringList { u"jails"_s } + at).array();
        QCOMPARE(jails.size(), 4);
        const QJsonObject web = jails.last().toObject();
        QCOMPARE(web[u"name"_s].toString(), u"web"_s);
        QCOMPARE(web[u"files"_s].toArray().size(), 2);
        QVERIFY(web[u"journal_matches"_s].isNull());
        if (version == Version::V1_1_0)
            QCOMPARE(web[u"backend"_s].toString(), u"polling"_s);
        else
            QVERIFY(web[u"backend"_s].isNull());

        const Run one = cli(QStringList { u"jail"_s, u"web"_s } + at);
        QCOMPARE(one.exitCode, 0);
        QCOMPARE(one.object()[u"bantime"_s].toInt(), 600);
        QCOMPARE(one.object()[u"maxretry"_s].toInt(), 3);
        QVERIFY(one.object()[u"failregex"_s].isArray());
        QCOMPARE(one.object()[u"actions"_s].toObject().keys(), (QStringList { u"dummy"_s, u"dummy2"_s }));
        QVERIFY(one.object()[u"actions"_s].toObject()[u"dummy"_s].toObject().contains(u"actionban"_s));
        QCOMPARE(cli(QStringList { u"jail"_s, u"nosuch"_s } + at).exitCode, 1);
    }

    void events_data() { versionRows(); }
    void events()
    {
        QFETCH(Version, version);
        TestFail2ban daemon(version);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const auto ban = [&daemon](const QString &address) {
            return daemon.client({ u"set"_s, u"web"_s, u"banip"_s, address }).exitCode;
        };
        QCOMPARE(ban(u"192.0.2.7"_s), 0);
        const QStringList at { u"--socket"_s, daemon.socketPath() };
        const QStringList web { u"--jail"_s, u"web"_s, u"--search"_s, u"192.0.2.0/24"_s };
        QJsonArray last;
        // Its action runs in a thread of its own.
        QTRY_VERIFY_WITH_TIMEOUT(
            !(last = cli(QStringList { u"events"_s, u"--json"_s } + at + web).array()).isEmpty(), 60'000);
        QCOMPARE(last.size(), 1);
        const QJsonObject banned = last.first().toObject();
        QCOMPARE(banned.keys(), (QStringList { u"at"_s, u"detail"_s, u"jail"_s, u"kind"_s, u"target"_s }));
        QCOMPARE(banned[u"kind"_s].toString(), u"ban"_s);
        QCOMPARE(banned[u"jail"_s].toString(), u"web"_s);
        QCOMPARE(banned[u"target"_s].toString(), u"192.0.2.7"_s);
        const auto when = QDateTime::fromString(banned[u"at"_s].toString(), Qt::ISODateWithMs);
        QVERIFY2(qAbs(when.secsTo(QDateTime::currentDateTimeUtc())) < 120, qPrintable(banned[u"at"_s].toString()));
        const Run text = cli(QStringList { u"events"_s } + at);
        QCOMPARE(text.exitCode, 0);
        QVERIFY(text.output.startsWith("TIME"));
        QVERIFY(text.output.contains("192.0.2.7"));
        QCOMPARE(cli(QStringList { u"events"_s, u"--jail"_s, u"nosuch"_s } + at).exitCode, 1);
        QCOMPARE(cli(QStringList { u"status"_s, u"--follow"_s } + at).exitCode, 2);

        // Of a group, a document with each server's events.
        QCOMPARE(cli(QStringList { u"servers"_s, u"add"_s, u"one"_s } + at).exitCode, 0);
        const QJsonArray all = cli({ u"events"_s, u"--all"_s, u"--json"_s }).array();
        QCOMPARE(all.size(), 1);
        QCOMPARE(all.first().toObject()[u"server"_s].toString(), u"one"_s);
        QVERIFY(all.first().toObject()[u"result"_s].toArray().contains(banned));

        QProcess follower;
        follower.start(QStringLiteral(BANGUI_CLI),
            QStringList { u"--data"_s, m_data.path(), u"events"_s, u"--all"_s, u"--follow"_s, u"--json"_s } + web);
        QByteArray output;
        const auto lines = [&] { return (output += follower.readAllStandardOutput()).count('\n'); };
        QTRY_COMPARE(lines(), 1);
        QCOMPARE(ban(u"192.0.2.8"_s), 0);
        QTRY_COMPARE(lines(), 2);
        QCOMPARE(ban(u"203.0.113.1"_s), 0); // not asked for
        // As logrotate does it.
        QVERIFY(QFile::rename(daemon.logPath(), daemon.logPath() + u".1"_s));
        QCOMPARE(daemon.client({ u"flushlogs"_s }).exitCode, 0);
        QCOMPARE(ban(u"192.0.2.9"_s), 0);
        QTRY_COMPARE(lines(), 3);
        follower.terminate();
        QTRY_COMPARE(follower.state(), QProcess::NotRunning);
        QCOMPARE(follower.exitStatus(), QProcess::NormalExit);
        QCOMPARE(follower.exitCode(), 128 + 15);
        QCOMPARE(follower.readAllStandardError(), QByteArray());
        QStringList told;
        for (const QByteArray &line : output.split('\n').mid(0, 3)) {
            const QJsonObject event = QJsonDocument::fromJson(line).object();
            QCOMPARE(event[u"server"_s].toString(), u"one"_s);
            told += event[u"kind"_s].toString() + u' ' + event[u"target"_s].toString();
        }
        QCOMPARE(told, (QStringList { u"ban 192.0.2.7"_s, u"ban 192.0.2.8"_s, u"ban 192.0.2.9"_s }));

        QCOMPARE(daemon.client({ u"set"_s, u"logtarget"_s, u"STDOUT"_s }).exitCode, 0);
        for (const QStringList &how : { QStringList {}, QStringList { u"--follow"_s } }) {
            const Run none = cli(QStringList { u"events"_s, u"--server"_s, u"one"_s, u"--json"_s } + how);
            QCOMPARE(none.exitCode, 1);
            QCOMPARE(none.object()[u"error"_s].toObject()[u"code"_s].toString(), u"NotSupported"_s);
            QVERIFY2(none.errors.contains("one"), none.errors.constData());
        }
        QVERIFY(daemon.stop());
        for (const QStringList &how : { QStringList {}, QStringList { u"--follow"_s } }) {
            const Run gone = cli(QStringList { u"events"_s, u"--server"_s, u"one"_s, u"--json"_s } + how);
            QCOMPARE(gone.exitCode, 3);
            QCOMPARE(gone.object()[u"error"_s].toObject()[u"code"_s].toString(), u"NoSocket"_s);
        }
        QCOMPARE(cli({ u"servers"_s, u"remove"_s, u"one"_s }).exitCode, 0);
    }

    void banAndUnban_data() { versionRows(); }
    void banAndUnban()
    {
        QFETCH(Version, version);
        TestFail2ban daemon(version);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--json"_s };
        const Run ban = cli(
            QStringList { u"ban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.1"_s, u"203.0.113.0/24"_s, u"2001:DB8::1"_s }
            + at);
        QCOMPARE(ban.exitCode, 0);
        QCOMPARE(ban.object()[u"receipts"_s].toArray().size(), 3);
        QCOMPARE(ban.object()[u"receipts"_s].toArray().first().toObject()[u"result"_s].toString(), u"done"_s);
        QVERIFY(cli(QStringList { u"ban"_s, u"--jail"_s, u"recidive"_s, u"192.0.2.9"_s } + at).exitCode == 0);

        const QJsonArray bans = cli(QStringList { u"bans"_s } + at).array();
        QCOMPARE(bans.size(), 4);
        for (const QJsonValue &value : bans) {
            const QJsonObject ban = value.toObject();
            const auto since = QDateTime::fromString(ban[u"banned_at"_s].toString(), Qt::ISODate);
            QVERIFY(qAbs(since.secsTo(QDateTime::currentDateTimeUtc())) < 60);
            if (ban[u"jail"_s].toString() == u"recidive"_s) {
                QCOMPARE(ban[u"ban_time"_s].toInt(), -1);
                QVERIFY(ban[u"expires_at"_s].isNull());
            } else {
                const auto until = QDateTime::fromString(ban[u"expires_at"_s].toString(), Qt::ISODate);
                QCOMPARE(since.secsTo(until), ban[u"ban_time"_s].toInt());
            }
        }
        QCOMPARE(cli(QStringList { u"bans"_s, u"--jail"_s, u"recidive"_s } + at).array().size(), 1);
        QCOMPARE(cli(QStringList { u"bans"_s, u"--search"_s, u"203.0.113.77"_s } + at).array().size(), 1);
        QCOMPARE(cli(QStringList { u"bans"_s, u"--search"_s, u"192.0"_s } + at).array().size(), 2);

        const Run refused
            = cli(QStringList { u"ban"_s, u"--jail"_s, u"sshd"_s, u"0.0.0.0/0"_s, u"nonsense"_s, u"127.0.0.1"_s } + at);
        QCOMPARE(refused.exitCode, 1);
        for (const QJsonValue &receipt : refused.object()[u"receipts"_s].toArray())
            QCOMPARE(receipt.toObject()[u"result"_s].toString(), u"refused"_s);
        QCOMPARE(refused.object()[u"receipts"_s].toArray().size(), 3);
        QCOMPARE(cli(QStringList { u"bans"_s } + at).array().size(), 4);

        const Run unban = cli(QStringList { u"unban"_s, u"203.0.113.5"_s } + at);
        QCOMPARE(unban.exitCode, 0);
        QCOMPARE(unban.object()[u"receipts"_s].toArray().first().toObject()[u"ip"_s].toString(), u"203.0.113.0/24"_s);
        QVERIFY(cli(QStringList { u"unban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.1"_s } + at).exitCode == 0);
        QCOMPARE(cli(QStringList { u"bans"_s } + at).array().size(), 2);
        QCOMPARE(cli(QStringList { u"unban"_s, u"192.0.2.222"_s } + at)
                     .object()[u"receipts"_s]
                     .toArray()
                     .first()
                     .toObject()[u"result"_s]
                     .toString(),
            u"nothing_to_do"_s);
        QCOMPARE(cli(QStringList { u"ban"_s, u"--jail"_s, u"nosuch"_s, u"192.0.2.1"_s } + at).exitCode, 1);
    }

    void rawCommands_data() { versionRows(); }
    void rawCommands()
    {
        QFETCH(Version, version);
        TestFail2ban daemon(version);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--json"_s };
        QCOMPARE(cli(QStringList { u"command"_s, u"ping"_s } + at).output.trimmed(), "\"pong\"");
        QCOMPARE(cli(QStringList { u"command"_s, u"get"_s, u"web"_s, u"maxretry"_s } + at).output.trimmed(), "3");
        const Run status = cli(QStringList { u"command"_s, u"status"_s } + at);
        QCOMPARE(status.array().first().toArray().first().toString(), u"Number of jail"_s);
        const Run unknown = cli(QStringList { u"command"_s, u"status"_s, u"nosuch"_s } + at);
        QCOMPARE(unknown.exitCode, 1);
        QCOMPARE(unknown.object()[u"error"_s].toObject()[u"class"_s].toString(),
            u"fail2ban.exceptions.UnknownJailException"_s);
        QCOMPARE(unknown.object()[u"error"_s].toObject()[u"args"_s].toArray().first().toString(), u"nosuch"_s);
        const Run bare
            = cli(QStringList { u"command"_s, u"get"_s, u"sshd"_s, u"action"_s, u"dummy"_s, u"_jail"_s } + at);
        QCOMPARE(bare.exitCode, 1);
        QVERIFY(bare.object()[u"error"_s].toObject()[u"class"_s].isNull());
        QVERIFY(bare.object()[u"error"_s].toObject()[u"args"_s].toArray().first().toString().startsWith(u"ERROR: "_s));
        QCOMPARE(
            cli(QStringList { u"command"_s } + at + QStringList { u"--"_s, u"set"_s, u"web"_s, u"bantime"_s, u"-1"_s })
                .output.trimmed(),
            "-1");
        // The marker as text reaches the daemon and comes back.
        QCOMPARE(cli(QStringList { u"command"_s, u"echo"_s, u"a<F2B_END_COMMAND>b"_s } + at).array().last().toString(),
            u"a<F2B_END_COMMAND>b"_s);
    }

    void serversAndReadOnly()
    {
        TestFail2ban daemon(Version::V1_1_0);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        QCOMPARE(cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().size(), 0);
        QCOMPARE(cli({ u"servers"_s, u"add"_s, u"one"_s, u"--socket"_s, daemon.socketPath(), u"--group"_s, u"g"_s,
                         u"--read-only"_s, u"--json"_s })
                     .exitCode,
            0);
        QCOMPARE(cli({ u"servers"_s, u"add"_s, u"one"_s, u"--socket"_s, daemon.socketPath() }).exitCode,
            1); // the name is taken
        QCOMPARE(
            cli({ u"servers"_s, u"add"_s, u"gone"_s, u"--socket"_s, u"/nonexistent/f2b.sock"_s, u"--group"_s, u"g"_s })
                .exitCode,
            0);
        QCOMPARE(cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().size(), 2);

        const Run denied
            = cli({ u"ban"_s, u"--server"_s, u"one"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.1"_s, u"--json"_s });
        QCOMPARE(denied.exitCode, 1);
        QCOMPARE(denied.object()[u"receipts"_s].toArray().first().toObject()[u"result"_s].toString(), u"refused"_s);
        QCOMPARE(cli({ u"command"_s, u"--server"_s, u"one"_s, u"set"_s, u"sshd"_s, u"maxretry"_s, u"9"_s, u"--json"_s })
                     .exitCode,
            1);
        QCOMPARE(cli({ u"bans"_s, u"--server"_s, u"one"_s, u"--json"_s }).array().size(), 0);

        const Run group = cli({ u"status"_s, u"--group"_s, u"g"_s, u"--json"_s });
        QCOMPARE(group.exitCode, 3); // one of the two could not be reached
        QCOMPARE(group.array().size(), 2);
        QCOMPARE(group.array()[0].toObject()[u"server"_s].toString(), u"one"_s);
        QVERIFY(group.array()[0].toObject().contains(u"result"_s));

        const Run test = cli({ u"servers"_s, u"test"_s, u"one"_s, u"--json"_s });
        QCOMPARE(test.exitCode, 0);
        QCOMPARE(test.array().size(), 5);
        for (const QJsonValue &step : test.array()) {
            QCOMPARE(step.toObject().keys(), (QStringList { u"detail"_s, u"ok"_s, u"remedy"_s, u"step"_s }));
            QVERIFY(step.toObject()[u"ok"_s].toBool() && step.toObject()[u"remedy"_s].isNull());
        }
        const Run broken = cli({ u"servers"_s, u"test"_s, u"gone"_s, u"--json"_s });
        QCOMPARE(broken.exitCode, 3);
        QCOMPARE(broken.array().size(), 1);
        QVERIFY(!broken.array()[0].toObject()[u"remedy"_s].toString().isEmpty());
        QCOMPARE(cli({ u"servers"_s, u"remove"_s, u"gone"_s }).exitCode, 0);
        QCOMPARE(cli({ u"servers"_s, u"remove"_s, u"gone"_s }).exitCode, 2);
        QCOMPARE(cli({ u"servers"_s, u"remove"_s, u"one"_s }).exitCode, 0);
    }

    void damagedStoreIsKeptAndNamed()
    {
        QTemporaryDir folder;
        QFile store(folder.filePath(u"bangui.db"_s));
        QVERIFY(store.open(QIODevice::WriteOnly) && store.write(QByteArray(50'000, 'x')) == 50'000);
        store.close();
        const Run run = cli({ u"servers"_s, u"list"_s, u"--json"_s, u"--data"_s, folder.path() });
        QCOMPARE(run.exitCode, 0);
        QVERIFY(run.array().isEmpty());
        const QStringList kept = QDir(folder.path()).entryList({ u"bangui.db.corrupt-*"_s });
        QCOMPARE(kept.size(), 1);
        QVERIFY2(run.errors.contains(kept.first().toUtf8()), run.errors.constData());
    }

    void unreachable()
    {
        TestFail2ban daemon(Version::V1_1_0);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--json"_s };
        daemon.kill();
        const Run refused = cli(QStringList { u"status"_s } + at);
        QCOMPARE(refused.exitCode, 3);
        QCOMPARE(refused.object()[u"state"_s].toString(), u"Offline"_s);
        QCOMPARE(refused.object()[u"online"_s].toBool(), false);
        QCOMPARE(refused.object()[u"error"_s].toObject()[u"code"_s].toString(), u"Refused"_s);
        QCOMPARE(cli(QStringList { u"jails"_s } + at).exitCode, 3);
        QCOMPARE(cli({ u"status"_s, u"--socket"_s, u"/nonexistent/x.sock"_s, u"--json"_s })
                     .object()[u"error"_s]
                     .toObject()[u"code"_s]
                     .toString(),
            u"NoSocket"_s);
        const Run file = cli({ u"status"_s, u"--socket"_s, daemon.logPath(), u"--json"_s });
        QCOMPARE(file.exitCode, 3);
        QCOMPARE(file.object()[u"error"_s].toObject()[u"code"_s].toString(), u"NotASocket"_s);
    }

    void timeZoneOfTheServer()
    {
        TestFail2ban daemon(Version::V1_1_0);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--json"_s };
        QCOMPARE(cli(QStringList { u"ban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.77"_s } + at).exitCode, 0);
        const auto bannedAt = [&](const QString &zone) {
            const QJsonArray bans = cli(QStringList { u"bans"_s, u"--time-zone"_s, zone } + at).array();
            return QDateTime::fromString(bans.first().toObject()[u"banned_at"_s].toString(), Qt::ISODate);
        };
        const QDateTime utc = bannedAt(u"UTC"_s);
        QVERIFY(utc.isValid());
        // Tokyo is nine hours ahead all year: what its clocks show was that much earlier.
        QCOMPARE(bannedAt(u"Asia/Tokyo"_s).secsTo(utc), 9 * 3600);
    }

    void languageOfThePerson()
    {
        QVERIFY(cli({ u"--help"_s }).output.startsWith("Usage:"));
        const Run german = cli({ u"--help"_s }, u"de_DE.UTF-8"_s);
        QVERIFY2(german.output.startsWith("Aufruf:"), german.output.constData());
        const Run wrong = cli({ u"explode"_s }, u"de_DE.UTF-8"_s);
        QCOMPARE(wrong.exitCode, 2);
        QVERIFY2(wrong.errors.contains("unbekannt"), wrong.errors.constData());
        // A document is for a program, and the same for everybody.
        const QStringList gone { u"status"_s, u"--socket"_s, u"/nonexistent/x.sock"_s, u"--json"_s };
        const auto timeless = [](const Run &run) {
            QJsonObject document = run.object();
            document.remove(u"checked_at"_s); // a second may pass between the two
            return document;
        };
        QVERIFY(cli(gone).object().contains(u"error"_s));
        QCOMPARE(timeless(cli(gone, u"de_DE.UTF-8"_s)), timeless(cli(gone)));
        const QStringList mistake { u"--frobnicate"_s, u"--json"_s };
        QCOMPARE(cli(mistake, u"de_DE.UTF-8"_s).output, cli(mistake).output);
    }

    void usage_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing") << QStringList {};
        QTest::newRow("unknown") << QStringList { u"explode"_s };
        QTest::newRow("ban without jail") << QStringList { u"ban"_s, u"192.0.2.1"_s };
        QTest::newRow("ban without address") << QStringList { u"ban"_s, u"--jail"_s, u"sshd"_s };
        QTest::newRow("two targets") << QStringList { u"status"_s, u"--all"_s, u"--socket"_s, u"/x"_s };
        QTest::newRow("no such server") << QStringList { u"status"_s, u"--server"_s, u"nobody"_s };
        QTest::newRow("unknown option") << QStringList { u"status"_s, u"--frobnicate"_s };
        QTest::newRow("extra word") << QStringList { u"status"_s, u"sshd"_s };
        QTest::newRow("zone of a stored server")
            << QStringList { u"status"_s, u"--all"_s, u"--time-zone"_s, u"Europe/Berlin"_s };
        QTest::newRow("servers") << QStringList { u"servers"_s, u"dance"_s };
        for (const auto &verb : { u"confirm"_s, u"rollback"_s, u"dismiss"_s })
            QTest::addRow("%s without id", qPrintable(verb)) << QStringList { u"recover"_s, verb, u""_s };
    }
    void usage()
    {
        QFETCH(QStringList, words);
        const Run run = cli(words);
        QCOMPARE(run.exitCode, 2);
        QVERIFY(run.output.isEmpty());
        QVERIFY(run.errors.startsWith("bangui-cli: "));
    }

    // What a command would pass over may be what it was called for.
    void anOptionThatDoesNothing_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("said");
        const auto row = [](const char *words, const char *said) {
            QTest::newRow(words) << QString::fromLatin1(words).split(u' ') << QByteArray(said);
        };
        row("disable web --dry-run", "--dry-run is for servers import");
        row("status --jail web", "--jail is for bans, events, ban, unban");
        row("unban 192.0.2.1 --force", "--force is for ban");
        row("ban --jail web 192.0.2.1 --read-only", "--read-only is for servers add, servers import");
        row("servers list --tag x", "--tag is for servers add, servers import");
        row("config get web --undo-after 9", "--undo-after is for enable, disable, config set, config unset");
        row("pending --follow", "--follow is for events");
    }
    void anOptionThatDoesNothing()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, said);
        const Run run = cli(words);
        QCOMPARE(run.exitCode, 2);
        QCOMPARE(run.errors.left(run.errors.indexOf('\n')), "bangui-cli: " + said);
    }
};

QTEST_GUILESS_MAIN(TestCli)
#include "tst_cli.moc"
