// SPDX-License-Identifier: GPL-3.0-or-later
// Several servers at once, from outside: files are imported and exported, and commands go to real fail2bans behind a
// real sshd, one of which is not there.
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Run
{
    int exitCode = -1;
    QByteArray output;
    QByteArray errors;
    QByteArray said; ///< both, for a failed check
    [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(output).object(); }
    [[nodiscard]] QJsonArray array() const { return QJsonDocument::fromJson(output).array(); }
};

} // namespace

class TestCliFleet : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    Run cli(const QStringList &words)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"HOME"_s, m_folder->path());
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder->filePath(u"run"_s));
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.start(QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_folder->filePath(u"data"_s) } + words);
        if (!process.waitForFinished(90'000))
            qFatal("bangui-cli hangs");
        Run run { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError(), {} };
        run.said = run.errors + run.output;
        return run;
    }
    QString write(const QString &name, const QByteArray &content) const
    {
        QFile file(m_folder->filePath(name));
        return file.open(QIODevice::WriteOnly) && file.write(content) == content.size() ? file.fileName() : QString();
    }
    static QJsonObject entry(const QJsonArray &array, const QString &server)
    {
        for (const QJsonValue &value : array) {
            if (value[u"server"_s].toString() == server)
                return value.toObject();
        }
        return {};
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/flXXXXXX"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"run"_s));
        QFile::setPermissions(m_folder->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }

    void importsWhatIsNew()
    {
        const QString hosts = write(u"hosts"_s,
            "[web]\nweb[1:2] ansible_user=deploy ansible_password=hunter2\n[db]\ndb1\n[shop:children]\nweb\n");
        const QStringList import { u"servers"_s, u"import"_s, hosts, u"--json"_s };
        const Run dry = cli(import + QStringList { u"--dry-run"_s });
        QVERIFY2(dry.exitCode == 0, dry.said.constData());
        QCOMPARE(dry.object()[u"servers"_s].toArray().size(), 3);
        QCOMPARE(dry.object()[u"added"_s].toInt(), 0);
        QCOMPARE(dry.object()[u"format"_s].toString(), u"ansible"_s);
        QCOMPARE(cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().size(), 0);

        const Run done = cli(import + QStringList { u"--sudo"_s, u"--tag"_s, u"new"_s });
        QVERIFY2(done.exitCode == 0, done.said.constData());
        QCOMPARE(done.object()[u"added"_s].toInt(), 3);
        const QJsonObject web = done.object()[u"servers"_s].toArray().at(0).toObject();
        QCOMPARE(web[u"destination"_s].toString(), u"deploy@web1"_s);
        QCOMPARE(web[u"elevation"_s].toString(), u"sudo"_s);
        QCOMPARE(web[u"group"_s].toString(), u"web"_s);
        QCOMPARE(web[u"tags"_s].toArray(), (QJsonArray { u"shop"_s, u"new"_s }));
        QCOMPARE(web[u"line"_s].toInt(), 2);
        const QJsonObject note = done.object()[u"notes"_s].toArray().at(0).toObject();
        QCOMPARE(note[u"line"_s].toInt(), 2);
        QVERIFY(note[u"message"_s].toString().contains("ansible_password"_L1));
        QVERIFY(!done.said.contains("hunter2"));
        QCOMPARE(cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().size(), 3);

        // A second time nothing is new.
        const Run again = cli(import);
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(again.object()[u"added"_s].toInt(), 0);
        QCOMPARE(again.object()[u"servers"_s].toArray().at(0)[u"match"_s].toString(), u"known"_s);
        // People read it, too.
        const Run shown = cli({ u"servers"_s, u"import"_s, hosts });
        QVERIFY2(shown.output.contains("known already") && shown.errors.contains("Line 2: "), shown.said.constData());
    }

    /// Named in the answer, and left where it is.
    void aForgeIsNoServer()
    {
        const QString config
            = write(u"ssh_config"_s, "Host github.com\nHost code\n  HostName codeberg.org\nHost web\n");
        const Run done = cli({ u"servers"_s, u"import"_s, config, u"--json"_s });
        QVERIFY2(done.exitCode == 0, done.said.constData());
        QCOMPARE(done.object()[u"added"_s].toInt(), 1);
        QCOMPARE(done.object()[u"servers"_s].toArray().size(), 3);
        const QJsonArray stored = cli({ u"servers"_s, u"list"_s, u"--json"_s }).array();
        QCOMPARE(stored.size(), 1);
        QCOMPARE(stored.at(0)[u"name"_s].toString(), u"web"_s);
    }

    void exportsAndImports()
    {
        for (const QString &name : { u"a"_s, u"b"_s })
            QCOMPARE(cli({ u"servers"_s, u"add"_s, name, u"--socket"_s, u"/run/%1.sock"_s.arg(name), u"--group"_s,
                             u"g-"_s + name, u"--production"_s })
                         .exitCode,
                0);
        const QString path = m_folder->filePath(u"out.json"_s);
        const Run written = cli({ u"servers"_s, u"export"_s, path, u"--json"_s });
        QVERIFY2(written.exitCode == 0, written.said.constData());
        QCOMPARE(written.object()[u"servers"_s].toInt(), 2);
        QCOMPARE(QFile::permissions(path) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const Run one = cli({ u"servers"_s, u"export"_s, u"--group"_s, u"g-b"_s });
        QCOMPARE(one.object()[u"bangui_profiles"_s].toInt(), 1);
        QCOMPARE(one.object()[u"servers"_s].toArray().size(), 1);
        for (const QString &name : { u"a"_s, u"b"_s })
            QCOMPARE(cli({ u"servers"_s, u"remove"_s, name }).exitCode, 0);
        const Run back = cli({ u"servers"_s, u"import"_s, path, u"--json"_s });
        QCOMPARE(back.object()[u"added"_s].toInt(), 2);
        const QJsonObject first = cli({ u"servers"_s, u"list"_s, u"--json"_s }).array().at(0).toObject();
        QCOMPARE(first[u"socket"_s].toString(), u"/run/a.sock"_s);
        QVERIFY(first[u"production"_s].toBool());
        // Two names of one daemon are told, and allowed.
        const Run twin = cli({ u"servers"_s, u"add"_s, u"c"_s, u"--socket"_s, u"/run/a.sock"_s });
        QCOMPARE(twin.exitCode, 0);
        QVERIFY2(twin.errors.contains("a leads to the same daemon"), twin.said.constData());
    }

    void refusals_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("exitCode");
        QTest::addColumn<QByteArray>("says");
        QTest::newRow("program") << QStringList {} << QByteArray("#!/bin/sh\ntouch pwned\n") << 1
                                 << QByteArray("BanGUI runs none");
        QTest::newRow("vault") << QStringList {} << QByteArray("$ANSIBLE_VAULT;1.1\n") << 1
                               << QByteArray("ansible-vault");
        QTest::newRow("newer") << QStringList {} << QByteArray("{\"bangui_profiles\": 2}") << 1
                               << QByteArray("newer BanGUI");
        QTest::newRow("other format") << QStringList { u"--format"_s, u"bangui"_s } << QByteArray("Host a\n") << 1
                                      << QByteArray("broken");
        QTest::newRow("no format") << QStringList { u"--format"_s, u"csv"_s } << QByteArray("Host a\n") << 2
                                   << QByteArray("--format");
        QTest::newRow("two files") << QStringList { u"another"_s } << QByteArray("Host a\n") << 2
                                   << QByteArray("one file");
    }
    void refusals()
    {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, content);
        QFETCH(int, exitCode);
        QFETCH(QByteArray, says);
        const Run run = cli(QStringList { u"servers"_s, u"import"_s, write(u"file"_s, content), u"--json"_s } + words);
        QVERIFY2(run.exitCode == exitCode, run.said.constData());
        QVERIFY2(run.errors.contains(says), run.said.constData());
        QVERIFY(run.object().contains(u"error"_s));
        QVERIFY(!QFile::exists(m_folder->filePath(u"pwned"_s)));
    }

    void severalServersBehindSsh()
    {
        TestSshd sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.error()));
        TestFail2ban one;
        QVERIFY2(one.start(), qPrintable(one.error()));
        TestFail2ban two;
        QVERIFY2(two.start(), qPrintable(two.error()));
        const QString dead = write(u"dead_config"_s, "Host dead\n  HostName 127.0.0.1\n  Port 1\n  BatchMode yes\n");
        const auto server = [&](const QString &name, const QString &destination, const QString &config,
                                const QString &socket, bool production) {
            return QJsonObject { { u"name"_s, name }, { u"kind"_s, u"ssh"_s }, { u"destination"_s, destination },
                { u"ssh_config"_s, config }, { u"socket"_s, socket }, { u"group"_s, u"shop"_s },
                { u"production"_s, production } };
        };
        const QString alias = sshd.destination().host;
        const QJsonObject file { { u"bangui_profiles"_s, 1 },
            { u"servers"_s,
                QJsonArray { server(u"one"_s, alias, sshd.clientConfig(), one.socketPath(), false),
                    server(u"two"_s, alias, sshd.clientConfig(), two.socketPath(), true),
                    server(u"dead"_s, u"dead"_s, dead, u"/run/fail2ban/fail2ban.sock"_s, false) } } };
        const Run imported
            = cli({ u"servers"_s, u"import"_s, write(u"fleet.json"_s, QJsonDocument(file).toJson()), u"--json"_s });
        QVERIFY2(imported.object()[u"added"_s].toInt() == 3, imported.said.constData());

        const Run status = cli({ u"status"_s, u"--group"_s, u"shop"_s, u"--json"_s });
        QVERIFY2(status.exitCode == 3, status.said.constData());
        QCOMPARE(status.array().size(), 3);
        QCOMPARE(entry(status.array(), u"one"_s)[u"result"_s][u"state"_s].toString(), u"Online"_s);
        QCOMPARE(entry(status.array(), u"two"_s)[u"result"_s][u"state"_s].toString(), u"Online"_s);
        QVERIFY(!sshd.log().contains("error:"_L1));

        // One of them is a production server: nothing is changed on any.
        const QStringList ban { u"ban"_s, u"--jail"_s, u"sshd"_s, u"192.0.2.7"_s, u"--all"_s, u"--json"_s };
        const Run refused = cli(ban);
        QVERIFY2(refused.exitCode == 2, refused.said.constData());
        QVERIFY2(refused.errors.contains("two is a production server"), refused.said.constData());
        QVERIFY(!one.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
        QVERIFY(!two.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
        // The same by its way and not by its name.
        const Run around = cli({ u"unban"_s, u"192.0.2.7"_s, u"--ssh"_s, alias, u"--ssh-config"_s, sshd.clientConfig(),
            u"--remote-socket"_s, two.socketPath(), u"--json"_s });
        QVERIFY2(around.exitCode == 2, around.said.constData());
        const Run raw = cli({ u"command"_s, u"--server"_s, u"two"_s, u"set"_s, u"sshd"_s, u"maxretry"_s, u"9"_s });
        QVERIFY2(raw.exitCode == 2, raw.said.constData());
        QCOMPARE(cli({ u"command"_s, u"--server"_s, u"two"_s, u"get"_s, u"sshd"_s, u"maxretry"_s }).exitCode, 0);

        const Run done = cli(ban + QStringList { u"--production"_s });
        QVERIFY2(done.exitCode == 3, done.said.constData());
        QCOMPARE(done.array().size(), 3);
        for (const QString &name : { u"one"_s, u"two"_s })
            QCOMPARE(entry(done.array(), name)[u"result"_s][u"receipts"_s].toArray().at(0)[u"result"_s].toString(),
                u"done"_s);
        QVERIFY(one.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
        QVERIFY(two.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
        const Run bans = cli({ u"bans"_s, u"--group"_s, u"shop"_s, u"--json"_s });
        QVERIFY2(bans.exitCode == 3, bans.said.constData());
        QCOMPARE(entry(bans.array(), u"one"_s)[u"result"_s].toArray().size(), 1);
        QVERIFY2(entry(bans.array(), u"dead"_s).contains(u"error"_s), bans.said.constData());
        QVERIFY(!entry(bans.array(), u"dead"_s).contains(u"result"_s));
        // The error stands in the same place with every command.
        const Run none = cli({ u"recover"_s, u"rollback"_s, u"--group"_s, u"shop"_s, u"--production"_s, u"--json"_s });
        const QJsonObject shown = entry(none.array(), u"one"_s);
        QCOMPARE(shown.keys(), (QStringList { u"error"_s, u"server"_s }));
        QCOMPARE(shown[u"error"_s].toObject().keys(), (QStringList { u"code"_s, u"detail"_s, u"message"_s }));
        QCOMPARE(shown[u"error"_s].toObject()[u"message"_s].toString(), u"Nothing is open on one."_s);
        const Run unban = cli({ u"unban"_s, u"192.0.2.7"_s, u"--group"_s, u"shop"_s, u"--production"_s, u"--json"_s });
        QCOMPARE(unban.exitCode, 3);
        QVERIFY(!two.client({ u"status"_s, u"sshd"_s }).output.contains("192.0.2.7"_L1));
        QTRY_COMPARE(sshd.connections(), 0);
    }
};

QTEST_GUILESS_MAIN(TestCliFleet)
#include "tst_cli_fleet.moc"
