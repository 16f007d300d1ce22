// SPDX-License-Identifier: GPL-3.0-or-later
// What bangui-cli says of a server's configuration files, against fail2ban's own client, here and through a real sshd.
#include "config/configuration.h"
#include "config/python_literal.h"
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"
#include "support/version_rows.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

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
    [[nodiscard]] QString errorCode() const { return object()[u"error"_s].toObject()[u"code"_s].toString(); }
    [[nodiscard]] QByteArray said() const { return errors + output; }
};

using Words = QMap<QString, QMap<QString, QString>>; ///< by jail and key

/// `set JAIL KEY VALUE` of --dp, which has each on a line of its own.
Words dumped(const QString &output)
{
    Words words;
    for (const QString &line : output.split(u'\n')) {
        if (!line.startsWith("['set', "_L1))
            continue;
        const auto literal = config::parsePythonLiteral(line);
        const QVariantList list = literal ? literal->toList() : QVariantList();
        if (list.size() == 4)
            words[list[1].toString()].insert(list[2].toString(), list[3].toString());
    }
    return words;
}

bool copyFolder(const QString &from, const QString &to)
{
    QDirIterator files(from, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString path = files.next();
        const QString copy = to + path.mid(from.size());
        if (!QDir().mkpath(QFileInfo(copy).path()) || !QFile::copy(path, copy)
            || !QFile::setPermissions(copy, QFile::ReadOwner | QFile::WriteOwner))
            return false;
    }
    return true;
}

bool write(const QString &path, const QByteArray &content)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(content) == content.size();
}

QString stockFolder(Version version)
{
    const QString base = qEnvironmentVariable("BANGUI_TEST_FAIL2BAN", QStringLiteral(BANGUI_SOURCE "/build/fail2ban"));
    return u"%1/%2/etc/fail2ban"_s.arg(base, TestFail2ban::versionText(version));
}

} // namespace

class TestCliConfig : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;

    Run cli(const QStringList &words)
    {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"XDG_RUNTIME_DIR"_s, m_folder->filePath(u"run"_s));
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.setWorkingDirectory(m_folder->path());
        process.start(QStringLiteral(BANGUI_CLI), QStringList { u"--data"_s, m_folder->filePath(u"data"_s) } + words);
        if (!process.waitForFinished(180'000))
            qFatal("bangui-cli hangs");
        return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    }
    static QJsonObject key(const Run &run, const QString &name) { return run.object()[name].toObject(); }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>(u"/tmp/ccfXXXXXX"_s);
        QVERIFY(QDir(m_folder->path()).mkpath(u"run"_s));
        QFile::setPermissions(m_folder->filePath(u"run"_s), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    void cleanup() { m_folder.reset(); }

    // The stock configuration with every jail enabled, and somebody's changes on top of it.
    void stockValuesAreFail2bans_data() { versionRows(); }
    void stockValuesAreFail2bans()
    {
        QFETCH(Version, version);
        const TestFail2ban daemon(version); // its programs; it is never started
        const QString dir = m_folder->filePath(u"f2b"_s);
        QVERIFY(copyFolder(stockFolder(version), dir));
        QVERIFY(write(dir + u"/jail.d/zz-ours.local"_s,
            "[DEFAULT]\nenabled = true\nbantime.increment = yes\n[sshd]\nmaxretry = 2\nfindtime = 3h\n"
            "[nginx-http-auth]\nbantime = %(known/bantime)s\n"));
        QProcess client;
        client.start(daemon.clientProgram(), { u"-c"_s, dir, u"--dp"_s });
        QVERIFY(client.waitForFinished(60'000));
        const Words expected = dumped(QString::fromUtf8(client.readAllStandardOutput()));
        for (const QString &jail : { u"sshd"_s, u"nginx-http-auth"_s, u"apache-badbots"_s, u"postfix"_s, u"recidive"_s,
                 u"dovecot"_s, u"asterisk"_s }) {
            const Run run = cli({ u"config"_s, u"get"_s, jail, u"--config"_s, dir, u"--client"_s,
                daemon.clientProgram(), u"--json"_s });
            QVERIFY2(run.exitCode == 0, run.said().constData());
            int compared = 0;
            const QMap<QString, QString> words = expected.value(jail);
            for (auto word = words.cbegin(); word != words.cend(); ++word) {
                if (!run.object().contains(word.key()))
                    continue;
                ++compared;
                const QString value = key(run, word.key())[u"value"_s].toString();
                const bool isTruth = *word == "true"_L1 || *word == "false"_L1;
                QVERIFY2(isTruth ? config::isTrue(value) == config::isTrue(*word) : value == *word,
                    qPrintable(u"%1 %2: %3 is not %4"_s.arg(jail, word.key(), value, *word)));
            }
            QVERIFY2(compared >= 6, qPrintable(u"%1: %2"_s.arg(jail).arg(compared)));
            QCOMPARE(key(run, u"enabled"_s)[u"value"_s].toString(), u"true"_s);
            QVERIFY(!run.object()[u"actions"_s].toArray().isEmpty());
        }
        const Run one = cli({ u"config"_s, u"get"_s, u"sshd"_s, u"maxretry"_s, u"--config"_s, dir, u"--json"_s });
        QCOMPARE(one.object()[u"value"_s].toString(), u"2"_s);
        QCOMPARE(one.object()[u"file"_s].toString(), dir + u"/jail.d/zz-ours.local"_s);
        QCOMPARE(one.object()[u"line"_s].toInt(), 5);
    }

    void placesAndWhatIsOverridden()
    {
        const QString dir = m_folder->filePath(u"f2b"_s);
        QVERIFY(QDir().mkpath(dir + u"/jail.d"_s) && QDir().mkpath(dir + u"/filter.d"_s));
        QVERIFY(write(dir + u"/jail.conf"_s,
            "[DEFAULT]\nbantime = 10m\nfindtime = 1h\n\n[one]\nfilter = one\nbantime = 20m\nlogpath = /var/log/a\n"
            "  /var/log/b\n"));
        QVERIFY(write(dir + u"/jail.d/x.local"_s, "[one]\n# why\nbantime = 30m\nodd-key = 1\n"));
        QVERIFY(write(dir + u"/filter.d/one.conf"_s, "[Definition]\nfailregex = ^<HOST>$\n"));
        // From where we are.
        const QStringList at { u"--config"_s, u"f2b"_s };
        const Run bantime = cli(QStringList { u"config"_s, u"get"_s, u"one"_s, u"bantime"_s, u"--json"_s } + at);
        QVERIFY2(bantime.exitCode == 0, bantime.said().constData());
        QCOMPARE(bantime.object()[u"value"_s].toString(), u"30m"_s);
        QCOMPARE(bantime.object()[u"file"_s].toString(), dir + u"/jail.d/x.local"_s);
        QCOMPARE(bantime.object()[u"line"_s].toInt(), 3);
        const QJsonArray overrides = bantime.object()[u"overrides"_s].toArray();
        QVERIFY(!overrides.isEmpty());
        QCOMPARE(overrides[0].toObject(),
            (QJsonObject { { u"value"_s, u"20m"_s }, { u"file"_s, dir + u"/jail.conf"_s }, { u"line"_s, 7 } }));

        const Run text = cli(QStringList { u"config"_s, u"get"_s, u"one"_s, u"bantime"_s } + at);
        const QList<QByteArray> lines = text.output.split('\n');
        QCOMPARE(lines[0], "bantime = 30m   jail.d/x.local:3");
        QCOMPARE(lines[1], "          overrides 20m   jail.conf:7");
        const Run all = cli(QStringList { u"config"_s, u"get"_s, u"one"_s } + at);
        QVERIFY2(all.output.contains("/var/log/a"), all.output.constData());
        QVERIFY(all.output.contains("\n             "));
        QVERIFY(all.output.contains("fail2ban's default"));

        // Nobody sets it.
        const QJsonObject unset
            = cli(QStringList { u"config"_s, u"get"_s, u"one"_s, u"maxretry"_s, u"--json"_s } + at).object();
        QVERIFY(unset.contains(u"file"_s) && unset[u"file"_s].isNull() && unset[u"line"_s].isNull());
        QCOMPARE(unset[u"value"_s].toString(), u"3"_s);
        QCOMPARE(unset[u"overrides"_s].toArray().size(), 0);
        // Keys are as fail2ban's parser has them, also ones that it does not know.
        QCOMPARE(cli(QStringList { u"config"_s, u"get"_s, u"one"_s, u"ODD-Key"_s, u"--json"_s } + at)
                     .object()[u"value"_s]
                     .toString(),
            u"1"_s);
    }

    void refusals()
    {
        const QString dir = m_folder->filePath(u"f2b"_s);
        const QStringList at { u"--config"_s, dir, u"--json"_s };
        const auto get = [&](const QStringList &words) { return cli(QStringList { u"config"_s } + words + at); };
        Run run = get({ u"get"_s, u"one"_s });
        QCOMPARE(run.errorCode(), u"FileNotFound"_s);
        QCOMPARE(run.exitCode, 1);
        QVERIFY(QDir().mkpath(dir + u"/jail.d"_s));
        run = get({ u"get"_s, u"one"_s });
        QCOMPARE(run.errorCode(), u"FileNotFound"_s);
        QVERIFY(write(dir + u"/jail.conf"_s, "[one]\nfilter =\n"));
        run = get({ u"get"_s, u"two"_s });
        QCOMPARE(run.errorCode(), u"UnknownJail"_s);
        QCOMPARE(run.exitCode, 1);
        QVERIFY2(run.errors.contains("two"), run.errors.constData());
        run = get({ u"get"_s, u"one"_s, u"bantmie"_s });
        QCOMPARE(run.errorCode(), u"InvalidArgument"_s);
        QCOMPARE(run.exitCode, 1);
        for (const QStringList &words : { QStringList {}, QStringList { u"get"_s }, QStringList { u"sshd"_s },
                 QStringList { u"get"_s, u"a"_s, u"b"_s, u"c"_s } })
            QCOMPARE(get(words).exitCode, 2);

        // More than anybody writes: none of it is told.
        QVERIFY(write(dir + u"/jail.d/huge.local"_s, "[one]\nmaxretry = 7\n#" + QByteArray(2'000'000, 'x')));
        run = get({ u"get"_s, u"one"_s, u"maxretry"_s });
        QCOMPARE(run.errorCode(), u"FileUnreadable"_s);
        QCOMPARE(run.exitCode, 3);
        QVERIFY2(run.errors.contains("jail.d/huge.local"), run.errors.constData());
    }

    void checks_data() { versionRows(); }
    void checks()
    {
        QFETCH(Version, version);
        TestFail2ban daemon(version);
        QVERIFY2(daemon.start(), qPrintable(daemon.error()));
        const QStringList at { u"--socket"_s, daemon.socketPath(), u"--config"_s, daemon.configDir(), u"--client"_s,
            daemon.clientProgram() };
        // One that reads sshd's log: who has logged in is known from there, also on a machine without a journal.
        Run run = cli(QStringList { u"check"_s, u"sshd"_s, u"--json"_s } + at);
        QVERIFY2(run.exitCode == 0, run.said().constData());
        QCOMPARE(run.object()[u"result"_s].toString(), u"passed"_s);
        QCOMPARE(run.object()[u"jail"_s].toString(), u"sshd"_s);
        QCOMPARE(run.object()[u"server"_s].toString(), daemon.socketPath());
        const QJsonArray checks = run.object()[u"checks"_s].toArray();
        QVERIFY(checks.size() >= 5);
        for (const QJsonValue &check : checks)
            QVERIFY(
                check[u"ok"_s].toBool() && check[u"seconds"_s].isDouble() && !check[u"name"_s].toString().isEmpty());
        QCOMPARE(run.errors.count("(") >= checks.size(), true); // each told as it passes

        daemon.writeConfig(u"jail.d/zz.local"_s, u"[web]\nfilter = nosuch\n"_s);
        run = cli(QStringList { u"check"_s, u"web"_s, u"--json"_s } + at);
        QCOMPARE(run.exitCode, 1);
        QCOMPARE(run.object()[u"result"_s].toString(), u"blocked"_s);
        const QJsonArray issues = run.object()[u"issues"_s].toArray();
        const auto unknown = std::ranges::find_if(
            issues, [](const QJsonValue &issue) { return issue[u"kind"_s].toString() == u"UnknownFilter"_s; });
        QVERIFY2(unknown != issues.end(), run.output.constData());
        const QJsonObject issue = unknown->toObject();
        QCOMPARE(issue[u"severity"_s].toString(), u"blocking"_s);
        QCOMPARE(issue[u"jail"_s].toString(), u"web"_s);
        QCOMPARE(issue[u"file"_s].toString(), daemon.configDir() + u"/jail.d/zz.local"_s);
        QCOMPARE(issue[u"line"_s].toInt(), 2);
        QCOMPARE(issue[u"text"_s].toString(), u"The filter nosuch does not exist."_s);
        QVERIFY(!issue[u"remedy"_s].toString().isEmpty());
        const Run text = cli(QStringList { u"check"_s, u"web"_s } + at);
        QCOMPARE(text.exitCode, 1);
        QVERIFY2(text.output.contains("Blocks  web  jail.d/zz.local:2\n  The filter nosuch does not exist.\n"),
            text.output.constData());
        QVERIFY(text.output.endsWith("web: blocked. Nothing was changed.\n"));
        QCOMPARE(cli(QStringList { u"check"_s, u"nosuch"_s, u"--json"_s } + at).errorCode(), u"UnknownJail"_s);
        QVERIFY(daemon.client({ u"status"_s }).output.contains("web"_L1)); // nothing was changed
    }

    void storedServers()
    {
        TestFail2ban daemon;
        for (const QString &name : { u"a"_s, u"b"_s }) {
            QCOMPARE(
                cli({ u"servers"_s, u"add"_s, name, u"--group"_s, u"g"_s, u"--socket"_s, daemon.socketPath() + name,
                        u"--config"_s, daemon.configDir(), u"--client"_s, daemon.clientProgram() })
                    .exitCode,
                0);
        }
        const Run all = cli({ u"config"_s, u"get"_s, u"web"_s, u"bantime"_s, u"--all"_s, u"--json"_s });
        QVERIFY2(all.exitCode == 0, all.said().constData());
        QCOMPARE(all.array().size(), 2);
        for (const QJsonValue &one : all.array())
            QCOMPARE(one[u"result"_s][u"value"_s].toString(), u"600"_s);
        // Another folder for this run.
        const QString dir = m_folder->filePath(u"other"_s);
        QVERIFY(QDir().mkpath(dir));
        QVERIFY(write(dir + u"/jail.local"_s, "[web]\nbantime = 1w\n"));
        const Run other = cli(
            { u"config"_s, u"get"_s, u"web"_s, u"bantime"_s, u"--server"_s, u"a"_s, u"--config"_s, dir, u"--json"_s });
        QCOMPARE(other.object()[u"value"_s].toString(), u"1w"_s);
        const QJsonArray group = cli({ u"config"_s, u"get"_s, u"nosuch"_s, u"--group"_s, u"g"_s, u"--json"_s }).array();
        QCOMPARE(group.size(), 2);
        QCOMPARE(group[0][u"error"_s][u"code"_s].toString(), u"UnknownJail"_s);
    }

    // The same files behind ssh, and inside a container behind it, whose engine runs the command there.
    void overSsh_data()
    {
        QTest::addColumn<QStringList>("way");
        QTest::newRow("ssh") << QStringList {};
        QTest::newRow("sudo") << QStringList { u"--sudo"_s };
        QTest::newRow("container") << QStringList { u"--container"_s, u"f2b"_s };
    }
    void overSsh()
    {
        QFETCH(QStringList, way);
        TestSshd sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.error()));
        const TestFail2ban daemon;
        const QString dir = m_folder->filePath(u"f2b"_s);
        QVERIFY(copyFolder(stockFolder(Version::V1_1_0), dir));
        QVERIFY(write(dir + u"/jail.d/zz.local"_s, "[DEFAULT]\nenabled = true\n"));
        if (way.contains(u"--container"_s)) {
            const QString engine = m_folder->filePath(u"engine"_s);
            QVERIFY(write(engine, "#!/bin/sh\n[ \"$1 $2\" = 'exec -i' ] || exit 125\nshift 3\nexec \"$@\"\n"));
            QFile::setPermissions(engine, QFile::ReadOwner | QFile::ExeOwner);
            way += { u"--engine"_s, engine };
        }
        const QStringList at = way
            + QStringList { u"--ssh"_s, sshd.destination().host, u"--ssh-config"_s, sshd.clientConfig(), u"--config"_s,
                  dir, u"--client"_s, daemon.clientProgram(), u"--json"_s };
        const Run there = cli(QStringList { u"config"_s, u"get"_s, u"sshd"_s } + at);
        QVERIFY2(there.exitCode == 0, there.said().constData());
        const Run here = cli({ u"config"_s, u"get"_s, u"sshd"_s, u"--config"_s, dir, u"--client"_s,
            daemon.clientProgram(), u"--json"_s });
        QCOMPARE(there.output, here.output);
        QTRY_COMPARE(sshd.logins(), 1);
        QProcess client;
        client.start(daemon.clientProgram(), { u"-c"_s, dir, u"--dp"_s });
        QVERIFY(client.waitForFinished(60'000));
        const Words expected = dumped(QString::fromUtf8(client.readAllStandardOutput()));
        for (const QString &name : { u"bantime"_s, u"findtime"_s, u"maxretry"_s })
            QCOMPARE(key(there, name)[u"value"_s].toString(), expected[u"sshd"_s].value(name));

        const Run check = cli(QStringList { u"check"_s, u"recidive"_s } + at);
        QVERIFY2(check.exitCode == 1, check.said().constData());
        QCOMPARE(check.object()[u"result"_s].toString(), u"blocked"_s);
        const QJsonArray issues = check.object()[u"issues"_s].toArray();
        QVERIFY2(std::ranges::any_of(
                     issues, [](const QJsonValue &issue) { return issue[u"kind"_s].toString() == u"LogMissing"_s; }),
            check.output.constData());

        QTRY_COMPARE(sshd.connections(), 0);
        sshd.stop();
        const Run down = cli(QStringList { u"config"_s, u"get"_s, u"sshd"_s } + at);
        QVERIFY2(down.exitCode == 3, down.said().constData());
        QCOMPARE(cli(QStringList { u"check"_s, u"sshd"_s } + at).exitCode, 3);
    }
};

QTEST_GUILESS_MAIN(TestCliConfig)
#include "tst_cli_config.moc"
