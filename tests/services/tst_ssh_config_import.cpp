// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/fleet_import.h"
#include "services/ssh_config_import.h"

#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using Kind = core::FleetNote::Kind;

namespace {

/// Files by path, as a parser sees them.
class FakeFiles
{
public:
    QMap<QString, QByteArray> contents;
    QStringList read;

    services::SshConfigFiles files()
    {
        services::SshConfigFiles files;
        files.folder = u"/home/me/.ssh"_s;
        files.home = u"/home/me"_s;
        files.glob = [this](const QString &pattern) {
            if (!pattern.contains(u'*'))
                return contents.contains(pattern) ? QStringList { pattern } : QStringList();
            QStringList found;
            for (const QString &path : contents.keys()) {
                if (path.startsWith(pattern.section(u'*', 0, 0)))
                    found.append(path);
            }
            return found;
        };
        files.read = [this](const QString &path) -> std::optional<QByteArray> {
            read.append(path);
            if (contents.value(path) == "unreadable")
                return std::nullopt;
            return contents.value(path);
        };
        return files;
    }
};

const QString ownPath = u"/home/me/.ssh/config"_s;

QStringList namesOf(const core::FleetImport &import)
{
    QStringList names;
    for (const core::FleetServer &server : import.servers)
        names.append(server.profile.name);
    return names;
}

QList<Kind> kindsOf(const core::FleetImport &import)
{
    QList<Kind> kinds;
    for (const core::FleetNote &note : import.notes)
        kinds.append(note.kind);
    return kinds;
}

} // namespace

class TestSshConfigImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aliases_data();
    void aliases();
    void profile();
    void includes();
    void includeLoopsAndDepth();
    void matchIsToldOnce();
    void hostileAliases_data();
    void hostileAliases();
    void gitIsNotLikely();
    void forgesAreNotLikely_data();
    void forgesAreNotLikely();
    void anotherFileIsTheConfiguration();
    void realFiles();
    void refusals_data();
    void refusals();
};

void TestSshConfigImport::aliases_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QStringList>("names");
    QTest::newRow("one") << QByteArray("Host web-1\n  HostName 10.0.0.1\n") << QStringList { u"web-1"_s };
    QTest::newRow("several in a line") << QByteArray("Host web-1 web-2 mail\n")
                                       << QStringList { u"web-1"_s, u"web-2"_s, u"mail"_s };
    QTest::newRow("patterns and negations")
        << QByteArray("Host *\nHost web-? !web-3 db1\nHost *.example.com a\n") << QStringList { u"db1"_s, u"a"_s };
    QTest::newRow("case and equals sign")
        << QByteArray("HOST=a\nhost = b\n\tHost\tc\r\n") << QStringList { u"a"_s, u"b"_s, u"c"_s };
    QTest::newRow("quoted") << QByteArray("Host \"web-1\" 'web-2'\n") << QStringList { u"web-1"_s, u"web-2"_s };
    QTest::newRow("comments") << QByteArray("# Host no\nHost yes # Host never\n#Host no2\n")
                              << QStringList { u"yes"_s };
    QTest::newRow("twice") << QByteArray("Host a\nHost b a\n") << QStringList { u"a"_s, u"b"_s };
    QTest::newRow("hostname is no host") << QByteArray("Host a\nHostName Host\nHostKeyAlias b\n")
                                         << QStringList { u"a"_s };
    QTest::newRow("address") << QByteArray("Host 2001:db8::1 192.0.2.1\n")
                             << QStringList { u"2001:db8::1"_s, u"192.0.2.1"_s };
}

void TestSshConfigImport::aliases()
{
    QFETCH(QByteArray, config);
    QFETCH(QStringList, names);
    FakeFiles fake;
    const core::FleetImport import = services::parseSshConfig(config, ownPath, fake.files());
    QCOMPARE(namesOf(import), names);
    QVERIFY(!import.refused);
    QCOMPARE(import.notes.size(), 0);
}

void TestSshConfigImport::profile()
{
    FakeFiles fake;
    const core::FleetImport import
        = services::parseFleet("\n\nHost web-1\n  User root\n  Port 2222\n", ownPath, {}, fake.files());
    QCOMPARE(import.format, core::FleetFormat::SshConfig);
    QCOMPARE(import.servers.size(), 1);
    const core::FleetServer &server = import.servers.constFirst();
    QCOMPARE(server.line, 3);
    // ssh itself knows the rest: nothing of it is copied, so that a later change of the file counts.
    core::ServerProfile wanted;
    wanted.name = u"web-1"_s;
    wanted.kind = core::ConnectionKind::Ssh;
    wanted.destination = u"web-1"_s;
    QCOMPARE(server.profile, wanted);
}

void TestSshConfigImport::includes()
{
    FakeFiles fake;
    fake.contents = { { u"/home/me/.ssh/work"_s, "Host work-1\n" }, { u"/home/me/.ssh/conf.d/a"_s, "Host a\n" },
        { u"/home/me/.ssh/conf.d/b"_s, "Host b\nInclude ~/more\n" }, { u"/home/me/more"_s, "Host more\n" },
        { u"/etc/x"_s, "unreadable" } };
    const core::FleetImport import = services::parseSshConfig(
        "Include work conf.d/* missing nothing*\nInclude /etc/x\nHost own\n", ownPath, fake.files());
    QCOMPARE(namesOf(import), (QStringList { u"work-1"_s, u"a"_s, u"b"_s, u"more"_s, u"own"_s }));
    QCOMPARE(import.servers.at(1).file, u"/home/me/.ssh/conf.d/a"_s);
    QCOMPARE(import.servers.at(1).line, 1);
    QCOMPARE(import.servers.last().file, QString());
    QCOMPARE(kindsOf(import), (QList<Kind> { Kind::IncludeMissing, Kind::IncludeUnreadable }));
    QCOMPARE(import.notes.constFirst().detail, u"missing"_s);
    QCOMPARE(import.notes.constFirst().line, 1);
}

void TestSshConfigImport::includeLoopsAndDepth()
{
    FakeFiles fake;
    fake.contents = { { ownPath, "Host own\nInclude a\n" }, { u"/home/me/.ssh/a"_s, "Include a b\nHost a\n" },
        { u"/home/me/.ssh/b"_s, "Include config\nHost b\n" } };
    core::FleetImport import = services::parseSshConfig(fake.contents.value(ownPath), ownPath, fake.files());
    QCOMPARE(namesOf(import), (QStringList { u"own"_s, u"b"_s, u"a"_s }));
    QCOMPARE(kindsOf(import), (QList<Kind> { Kind::IncludeLoop, Kind::IncludeLoop }));

    FakeFiles deep;
    for (int i = 0; i < 40; ++i)
        deep.contents.insert(u"/home/me/.ssh/d%1"_s.arg(i),
            QByteArray("Host h%1\nInclude d%2\n")
                .replace("%1", QByteArray::number(i))
                .replace("%2", QByteArray::number(i + 1)));
    import = services::parseSshConfig("Include d0\n", ownPath, deep.files());
    QCOMPARE(import.servers.size(), 15);
    QCOMPARE(kindsOf(import), (QList<Kind> { Kind::IncludeDepth }));
}

void TestSshConfigImport::matchIsToldOnce()
{
    FakeFiles fake;
    fake.contents = { { u"/home/me/.ssh/in-match"_s, "Host hidden\n" } };
    const core::FleetImport import = services::parseSshConfig(
        "Host a\nMatch exec \"touch /tmp/pwned\"\n  User x\n  Include in-match\nMatch all\n  User y\nHost b\n", ownPath,
        fake.files());
    QCOMPARE(namesOf(import), (QStringList { u"a"_s, u"b"_s }));
    QCOMPARE(kindsOf(import), (QList<Kind> { Kind::MatchBlock }));
    QCOMPARE(import.notes.constFirst().line, 2);
    QVERIFY(fake.read.isEmpty());
    QVERIFY(!QFile::exists(u"/tmp/pwned"_s));
}

void TestSshConfigImport::hostileAliases_data()
{
    QTest::addColumn<QByteArray>("alias");
    for (const QByteArray alias :
        { "-oProxyCommand=id", "$(id)", "a;b", "a|b", "`id`", "-4", "root@web", "ssh://web", "a\\b",
            "a\xe2\x80\xae"
            "b",
            "a\x01"
            "b",
            "{a}" })
        QTest::newRow(alias.toPercentEncoding().constData()) << alias;
    QTest::newRow("long") << QByteArray(5000, 'a');
}

void TestSshConfigImport::hostileAliases()
{
    QFETCH(QByteArray, alias);
    FakeFiles fake;
    const core::FleetImport import
        = services::parseSshConfig("Host good " + alias + " better\n", ownPath, fake.files());
    QCOMPARE(namesOf(import), (QStringList { u"good"_s, u"better"_s }));
    QCOMPARE(kindsOf(import), (QList<Kind> { Kind::Host }));
    QVERIFY(import.notes.constFirst().detail.size() <= 200);
}

void TestSshConfigImport::gitIsNotLikely()
{
    FakeFiles fake;
    const core::FleetImport import = services::parseSshConfig(
        "Host github.com code\n  HostName github.com\n  User git\nHost web\n  User root\n", ownPath, fake.files());
    QCOMPARE(import.servers.size(), 3);
    QVERIFY(!import.servers.at(0).likely && !import.servers.at(1).likely && import.servers.at(2).likely);
    const QList<core::FleetRow> rows = services::planFleet(import, {});
    QVERIFY(!rows.at(0).wanted && rows.at(2).wanted);
}

void TestSshConfigImport::forgesAreNotLikely_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<bool>("likely");
    QTest::newRow("GitHub") << "Host github.com\n"_ba << false;
    QTest::newRow("GitHub on port 443") << "Host github\n  Hostname ssh.github.com\n  Port 443\n"_ba << false;
    QTest::newRow("in capitals, with its dot") << "Host code\n  HostName=GitLab.COM.\n"_ba << false;
    QTest::newRow("Bitbucket") << "Host bitbucket.org\n  IdentityFile ~/.ssh/b\n"_ba << false;
    QTest::newRow("Codeberg") << "Host codeberg.org\n"_ba << false;
    QTest::newRow("Azure") << "Host ssh.dev.azure.com\n"_ba << false;
    QTest::newRow("old Azure") << "Host vs-ssh.visualstudio.com\n"_ba << false;
    QTest::newRow("Amazon") << "Host git-codecommit.eu-west-1.amazonaws.com\n"_ba << false;
    QTest::newRow("a forge of one's own") << "Host gitlab.example.org\n  User root\n"_ba << true;
    QTest::newRow("only named like one") << "Host notgithub.com\n"_ba << true;
    QTest::newRow("below it") << "Host github.com.example.org\n"_ba << true;
    QTest::newRow("virtual machine at Amazon") << "Host ec2-1-2-3-4.eu-west-1.compute.amazonaws.com\n"_ba << true;
    QTest::newRow("alias of a machine") << "Host gitlab\n  HostName 192.0.2.1\n"_ba << true;
}

/// They stay in the preview, for whoever means them; nothing is chosen unasked.
void TestSshConfigImport::forgesAreNotLikely()
{
    QFETCH(QByteArray, content);
    QFETCH(bool, likely);
    FakeFiles fake;
    const core::FleetImport import = services::parseSshConfig(content, ownPath, fake.files());
    QCOMPARE(import.servers.size(), 1);
    QCOMPARE(import.servers.at(0).likely, likely);
    const QList<core::FleetRow> rows = services::planFleet(import, {});
    QCOMPARE(rows.size(), 1);
    QCOMPARE(rows.at(0).wanted, likely);
}

void TestSshConfigImport::anotherFileIsTheConfiguration()
{
    FakeFiles fake;
    core::FleetImport import = services::parseFleet("Host a\n", u"/srv/team/ssh_config"_s, {}, fake.files());
    QCOMPARE(import.servers.constFirst().profile.sshConfig, u"/srv/team/ssh_config"_s);
    import = services::parseFleet("Host a\n", ownPath, {}, fake.files());
    QCOMPARE(import.servers.constFirst().profile.sshConfig, QString());
}

void TestSshConfigImport::realFiles()
{
    QTemporaryDir dir;
    const auto write = [&](const QString &name, const QByteArray &content) {
        QFile file(dir.filePath(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    };
    QVERIFY(QDir(dir.path()).mkdir(u"d"_s));
    write(u"d/1.conf"_s, "Host one\n");
    write(u"d/2.conf"_s, "Host two\n");
    write(u"config"_s, "Include " + dir.path().toUtf8() + "/d/*.conf\nHost three\n");
    core::FleetImport import = services::readFleetFile(dir.filePath(u"config"_s));
    QCOMPARE(namesOf(import), (QStringList { u"one"_s, u"two"_s, u"three"_s }));
    import = services::readFleetFile(dir.filePath(u"nowhere"_s));
    QVERIFY(import.refused && import.refused->kind == Kind::Unreadable);
    // A pipe would wait for ever.
    import = services::readFleetFile(u"/dev/zero"_s);
    QVERIFY(import.refused && import.refused->kind == Kind::Unreadable);
    QFile big(dir.filePath(u"big"_s));
    QVERIFY(big.open(QIODevice::WriteOnly) && big.resize(services::largestFleetFile + 1));
    big.close();
    import = services::readFleetFile(big.fileName());
    QVERIFY(import.refused && import.refused->kind == Kind::TooLarge);
}

void TestSshConfigImport::refusals_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<int>("kind");
    QTest::newRow("empty") << QByteArray() << int(Kind::Unrecognised);
    QTest::newRow("prose") << QByteArray("Dear Sir, or Madam\nthis is a letter.\n") << int(Kind::Unrecognised);
    QTest::newRow("binary") << QByteArray("Host a\n\0\1\2", 10) << int(Kind::Unrecognised);
    QTest::newRow("only patterns") << QByteArray("Host *\n  ServerAliveInterval 5\n") << int(Kind::NoServers);
    QTest::newRow("program") << QByteArray("#!/bin/sh\ntouch /tmp/pwned\n") << int(Kind::Program);
    QTest::newRow("vault") << QByteArray("$ANSIBLE_VAULT;1.1;AES256\n3030\n") << int(Kind::Encrypted);
}

void TestSshConfigImport::refusals()
{
    QFETCH(QByteArray, content);
    QFETCH(int, kind);
    FakeFiles fake;
    const core::FleetImport import = services::parseFleet(content, u"/tmp/file"_s, {}, fake.files());
    QVERIFY(import.refused);
    QCOMPARE(int(import.refused->kind), kind);
    QVERIFY(import.servers.isEmpty());
}

QTEST_GUILESS_MAIN(TestSshConfigImport)
#include "tst_ssh_config_import.moc"
