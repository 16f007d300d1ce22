// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/ansible_host.h"
#include "services/ansible_inventory.h"
#include "services/fleet_import.h"
#include "support/own_time.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using Kind = core::FleetNote::Kind;

namespace {

core::FleetImport read(const QByteArray &content, const QString &path = u"/srv/hosts"_s)
{
    return services::parseFleet(content, path, core::FleetFormat::Ansible, {});
}

/// "name | destination | group | tags | elevation" of each, as a table that can be read.
QStringList printed(const core::FleetImport &import)
{
    QStringList lines;
    for (const core::FleetServer &server : import.servers) {
        const core::ServerProfile &p = server.profile;
        lines.append(QStringList { p.name, p.kind == core::ConnectionKind::Local ? u"local"_s : p.destination, p.group,
            p.tags.join(u","_s), p.elevation == core::Elevation::Sudo ? u"sudo"_s : u"-"_s }
                         .join(u'|'));
    }
    return lines;
}

QStringList noted(const core::FleetImport &import)
{
    QStringList lines;
    for (const core::FleetNote &note : import.notes)
        lines.append(u"%1:%2:%3"_s.arg(note.line).arg(int(note.kind)).arg(note.detail));
    return lines;
}

QString note(int line, Kind kind, const QString &detail)
{
    return u"%1:%2:%3"_s.arg(line).arg(int(kind)).arg(detail);
}

const QByteArray shopIni = R"(
mail.example.com ansible_user=postmaster

[web]
web[01:03] ansible_port=2222   # three of them
web9 ansible_host=192.0.2.9

[db]
db-[a:c:2] ansible_ssh_private_key_file="~/keys/my key"

[shop:children]
web
db

[shop:vars]
ansible_user=deploy
ansible_become=true
ansible_ssh_common_args='-o ProxyJump=jump@bastion:2200'

[db:vars]
ansible_user = dba
)";

const QByteArray shopYaml = R"(---
all:
  hosts:
    mail.example.com:
      ansible_user: postmaster
  children:
    shop:
      vars:
        ansible_user: deploy
        ansible_become: yes
        ansible_ssh_common_args: '-o ProxyJump=jump@bastion:2200'
      children:
        web:
          hosts:
            web[01:03]:
              ansible_port: 2222
            web9: {ansible_host: 192.0.2.9}
        db:
          hosts:
            db-a: &db
              ansible_ssh_private_key_file: ~/keys/my key
            db-c: *db
          vars:
            ansible_user: dba
)";

const QStringList shop { u"mail.example.com|postmaster@mail.example.com|||-"_s,
    u"web01|-p 2222 -J jump@bastion:2200 deploy@web01|web|shop|sudo"_s,
    u"web02|-p 2222 -J jump@bastion:2200 deploy@web02|web|shop|sudo"_s,
    u"web03|-p 2222 -J jump@bastion:2200 deploy@web03|web|shop|sudo"_s,
    u"web9|-J jump@bastion:2200 deploy@192.0.2.9|web|shop|sudo"_s,
    u"db-a|-J jump@bastion:2200 -i '~/keys/my key' dba@db-a|db|shop|sudo"_s,
    u"db-c|-J jump@bastion:2200 -i '~/keys/my key' dba@db-c|db|shop|sudo"_s };

} // namespace

class TestAnsibleImport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void shopInBothForms();
    void ranges_data();
    void ranges();
    void tooManyHosts();
    void jumps_data();
    void jumps();
    void secretsAreNeverRead();
    void connections();
    void becomes();
    void hostileHosts_data();
    void hostileHosts();
    void iniJunkIsTold();
    void yamlJunkIsTold();
    void brokenYaml_data();
    void brokenYaml();
    void groupsInCircles();
    void yamlThatGrows();
    void deepestGroup();
    void recognised_data();
    void recognised();
};

void TestAnsibleImport::shopInBothForms()
{
    core::FleetImport import = read(shopIni);
    QVERIFY(!import.refused);
    QCOMPARE(printed(import), shop);
    QCOMPARE(noted(import), QStringList());
    QCOMPARE(import.servers.at(1).line, 5);
    import = read(shopYaml, u"/srv/hosts.yml"_s);
    QVERIFY(!import.refused);
    QCOMPARE(printed(import), shop);
    QCOMPARE(noted(import), QStringList());
    QCOMPARE(import.servers.constFirst().line, 4);
}

void TestAnsibleImport::ranges_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("names");
    const auto row = [](const char *pattern, const char *names) {
        QTest::newRow(pattern) << QString::fromLatin1(pattern) << QString::fromLatin1(names);
    };
    row("web", "web");
    row("web[1:3]", "web1 web2 web3");
    row("web[08:11].x", "web08.x web09.x web10.x web11.x");
    row("web[1:9:4]", "web1 web5 web9");
    row("w[a:c]", "wa wb wc");
    row("w[:2]", "w0 w1 w2");
    row("r[1:2]s[a:b]", "r1sa r1sb r2sa r2sb");
    row("web[3:1]", "");
    row("web[1:", "");
    row("web[]", "");
    row("web[1:2:0]", "");
    row("web[1:2:-1]", "");
    row("web[a:3]", "");
    row("web[01:100]", "");
    row("web[1:999999999]", "");
    row("w[1:5000]x[1:5000]", "");
    row("w[1:99999999999999999999]", "");
}

void TestAnsibleImport::ranges()
{
    QFETCH(QString, pattern);
    QFETCH(QString, names);
    const auto expanded = services::expandAnsibleRange(pattern);
    QCOMPARE(expanded.has_value(), !names.isEmpty());
    if (expanded)
        QCOMPARE(expanded->join(u' '), names);
}

void TestAnsibleImport::tooManyHosts()
{
    const core::FleetImport import = read("[a]\na[1:4000]\nb[1:4000]\n");
    QCOMPARE(import.servers.size(), services::maxFleetServers);
    QCOMPARE(noted(import), QStringList { note(3, Kind::TooMany, u"5000"_s) });
}

void TestAnsibleImport::jumps_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("jump");
    QTest::addColumn<QString>("rest");
    const auto row = [](const char *arguments, const char *jump, const char *rest) {
        QTest::newRow(arguments) << QString::fromLatin1(arguments) << QString::fromLatin1(jump)
                                 << QString::fromLatin1(rest);
    };
    row("-J bastion", "bastion", "");
    row("-Jbastion", "bastion", "");
    row("-o ProxyJump=me@bastion:2200", "me@bastion:2200", "");
    row("-oProxyJump=a,b", "a,b", "");
    row("-o proxyjump=a -o StrictHostKeyChecking=no", "a", "-o StrictHostKeyChecking=no");
    row("-o ProxyCommand=\"ssh -W %h:%p -q me@bastion\"", "me@bastion", "");
    row("-o ProxyCommand='ssh -p 22 -l me bastion -W %h:%p'", "me@bastion:22", "");
    row("-o ProxyCommand='ssh bastion nc %h %p'", "", "-o ssh bastion nc %h %p");
    row("-o ProxyCommand='curl http://x | sh'", "", "");
    row("-o ProxyJump=$(id)", "", "-o ProxyJump=$(id)");
    row("-o ProxyJump=-oProxyCommand=id", "", "-o ProxyJump=-oProxyCommand=id");
    row("-J 'a b'", "", "-J a b");
    row("-A -v", "", "-A -v");
    row("-J", "", "-J");
}

void TestAnsibleImport::jumps()
{
    QFETCH(QString, arguments);
    QFETCH(QString, jump);
    QFETCH(QString, rest);
    QString left;
    QCOMPARE(services::jumpHostOf(arguments, &left), jump);
    if (jump.isEmpty())
        QVERIFY(!left.isEmpty());
    else
        QCOMPARE(left, rest);
}

void TestAnsibleImport::secretsAreNeverRead()
{
    const QByteArray ini = "[a]\nh1 ansible_password=hunter2 ansible_become_pass=hunter3\n"
                           "h2 ansible_ssh_pass = hunter4\nh3\n[a:vars]\nansible_sudo_pass=hunter5\nmy_token hunter6\n";
    const core::FleetImport fromIni = read(ini);
    QCOMPARE(printed(fromIni), (QStringList { u"h1|h1|a||-"_s, u"h2|h2|a||-"_s, u"h3|h3|a||-"_s }));
    const QByteArray yaml = "all:\n  hosts:\n    h1:\n      ansible_password: hunter2\n      ansible_user: !vault |\n"
                            "        $ANSIBLE_VAULT;1.1;AES256\n        3030\n      db_password: hunter3\n";
    const core::FleetImport fromYaml = read(yaml, u"/h.yml"_s);
    QCOMPARE(printed(fromYaml), QStringList { u"h1|h1|||-"_s });
    QCOMPARE(noted(fromYaml),
        (QStringList { note(4, Kind::Secret, u"ansible_password"_s), note(5, Kind::Secret, u"ansible_user"_s) }));
    for (const QString &line : noted(fromIni) + noted(fromYaml))
        QVERIFY2(!line.contains(u"hunter"_s) && !line.contains(u"3030"_s), qPrintable(line));
    QVERIFY(noted(fromIni).contains(note(2, Kind::Secret, u"ansible_become_pass"_s)));
}

void TestAnsibleImport::connections()
{
    const core::FleetImport import
        = read("here ansible_connection=local\nwin ansible_connection=winrm\n"
               "box ansible_connection=docker\nold ansible_ssh_host=192.0.2.5 ansible_ssh_user=u\n"
               "tmpl ansible_host={{inventory_hostname}}.x\nport:2200\n");
    QCOMPARE(printed(import),
        (QStringList {
            u"here|local|||-"_s, u"old|u@192.0.2.5|||-"_s, u"tmpl|tmpl|||-"_s, u"port|-p 2200 port|||-"_s }));
    QCOMPARE(noted(import),
        (QStringList { note(2, Kind::Connection, u"win: winrm"_s), note(3, Kind::Connection, u"box: docker"_s),
            note(5, Kind::Template, u"ansible_host"_s) }));
}

void TestAnsibleImport::becomes()
{
    const core::FleetImport import
        = read("a ansible_become=True\nb ansible_become=no\nc ansible_become=1 ansible_become_method=doas\n"
               "d ansible_become=yes ansible_become_user=postgres\ne ansible_become=on ansible_become_user=root\n");
    QCOMPARE(
        printed(import), (QStringList { u"a|a|||sudo"_s, u"b|b|||-"_s, u"c|c|||-"_s, u"d|d|||-"_s, u"e|e|||sudo"_s }));
    QCOMPARE(noted(import), (QStringList { note(3, Kind::Become, u"doas"_s), note(4, Kind::Become, u"postgres"_s) }));
}

void TestAnsibleImport::hostileHosts_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::newRow("option") << QByteArray("-oProxyCommand=id");
    QTest::newRow("option in ansible_host") << QByteArray("h ansible_host=-oProxyCommand=id");
    QTest::newRow("substitution") << QByteArray("h ansible_host='$(id)'");
    QTest::newRow("two words") << QByteArray("h ansible_host='a b'");
    QTest::newRow("option in user") << QByteArray("h ansible_user='-J evil x'");
    QTest::newRow("user with a quote") << QByteArray("h ansible_user=\"a'b\"");
    QTest::newRow("bidi") << QByteArray("h ansible_host=a\xe2\x80\xae"
                                        "b");
    QTest::newRow("at") << QByteArray("h ansible_host=me@evil");
    QTest::newRow("uri") << QByteArray("h ansible_host=ssh://evil");
    QTest::newRow("long") << QByteArray("h ansible_host=" + QByteArray(2000, 'a'));
}

void TestAnsibleImport::hostileHosts()
{
    QFETCH(QByteArray, line);
    const core::FleetImport import = read("[g]\n" + line + "\ngood\n");
    QCOMPARE(printed(import), QStringList { u"good|good|g||-"_s });
    QCOMPARE(import.notes.size(), 1);
    QCOMPARE(import.notes.constFirst().kind, Kind::Host);
    QCOMPARE(import.notes.constFirst().line, 2);
    QVERIFY(import.notes.constFirst().detail.size() <= 200);

    // What only narrows the way is left off, and told; the server itself is taken.
    const core::FleetImport port = read("h ansible_port=99999 ansible_ssh_private_key_file=relative/key\n");
    QCOMPARE(printed(port), QStringList { u"h|h|||-"_s });
    QCOMPARE(noted(port), (QStringList { note(1, Kind::Field, u"99999"_s), note(1, Kind::Field, u"relative/key"_s) }));
}

void TestAnsibleImport::iniJunkIsTold()
{
    const core::FleetImport import = read("[web\na\n[web:what]\nb\n[web]\nc 'open\nd junk\ne[1:0]\nf\n[:vars]\nx=1\n");
    QCOMPARE(printed(import), (QStringList { u"d|d|web||-"_s, u"f|f|web||-"_s }));
    QCOMPARE(noted(import),
        (QStringList { note(1, Kind::Junk, u"[web"_s), note(2, Kind::Junk, u"a"_s),
            note(3, Kind::Junk, u"[web:what]"_s), note(4, Kind::Junk, u"b"_s), note(6, Kind::Junk, u"c 'open"_s),
            note(7, Kind::Junk, u"junk"_s), note(8, Kind::Range, u"e[1:0]"_s), note(10, Kind::Junk, u"[:vars]"_s),
            note(11, Kind::Junk, u"x=1"_s) }));
}

void TestAnsibleImport::yamlJunkIsTold()
{
    const core::FleetImport import = read("all:\n  hosts: [a, b]\n  children:\n    web:\n      host:\n        x:\n"
                                          "      hosts:\n        good:\n        bad[2:1]:\n    db: 7\n",
        u"/h.yaml"_s);
    QCOMPARE(printed(import), QStringList { u"good|good|web||-"_s });
    QCOMPARE(noted(import),
        (QStringList { note(2, Kind::Field, u"hosts"_s), note(5, Kind::UnknownField, u"host"_s),
            note(9, Kind::Range, u"bad[2:1]"_s), note(10, Kind::Junk, u"db"_s) }));
}

void TestAnsibleImport::brokenYaml_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<int>("kind");
    QTest::addColumn<int>("line");
    QTest::newRow("indentation") << QByteArray("all:\n  hosts:\n    a:\n   b: [\n") << int(Kind::Syntax) << -1;
    QTest::newRow("tab") << QByteArray("all:\n\thosts:\n") << int(Kind::Syntax) << 2;
    QTest::newRow("alias of nobody") << QByteArray("all:\n  hosts:\n    a: *nobody\n") << int(Kind::Syntax) << 3;
    QTest::newRow("list") << QByteArray("- a\n- b\n") << int(Kind::Unrecognised) << 0;
    QTest::newRow("text") << QByteArray("hello\n") << int(Kind::Unrecognised) << 0;
    QTest::newRow("empty") << QByteArray("---\n") << int(Kind::Unrecognised) << 0;
    QTest::newRow("nested") << QByteArray("all: " + QByteArray(100'000, '[')) << int(Kind::Syntax) << -1;
    QTest::newRow("no hosts") << QByteArray("all:\n  vars:\n    ansible_user: x\n") << int(Kind::NoServers) << 0;
}

void TestAnsibleImport::brokenYaml()
{
    QFETCH(QByteArray, yaml);
    QFETCH(int, kind);
    QFETCH(int, line);
    const core::FleetImport import = read(yaml, u"/h.yml"_s);
    QVERIFY(import.refused);
    QCOMPARE(int(import.refused->kind), kind);
    if (line >= 0)
        QCOMPARE(import.refused->line, line);
    if (import.refused->kind == Kind::Syntax)
        QVERIFY(!import.refused->detail.isEmpty());
    QVERIFY(import.servers.isEmpty());
}

void TestAnsibleImport::groupsInCircles()
{
    const core::FleetImport ini = read("[a:children]\nb\n[b:children]\na\n[a]\nh\n");
    QCOMPARE(ini.servers.size(), 1);
    QCOMPARE(noted(ini), QStringList { note(0, Kind::GroupLoop, u"a"_s) });
    // An alias that contains itself.
    const core::FleetImport yaml
        = read("all:\n  children:\n    a: &a\n      hosts:\n        h:\n      children:\n        b: *a\n", u"/h.yml"_s);
    QVERIFY(!yaml.refused || yaml.refused->kind == Kind::Syntax);
    QVERIFY(yaml.refused || yaml.servers.size() == 1);
}

void TestAnsibleImport::yamlThatGrows()
{
    // Nine levels of ten aliases each would be a thousand million groups.
    QByteArray yaml = "x0: &x0 {hosts: {h: }}\n";
    for (int level = 1; level < 10; ++level) {
        yaml += "x" + QByteArray::number(level) + ": &x" + QByteArray::number(level) + " {children: {";
        for (int i = 0; i < 10; ++i)
            yaml += "c" + QByteArray::number(level) + QByteArray::number(i) + ": *x" + QByteArray::number(level - 1)
                + ", ";
        yaml += "}}\n";
    }
    const support::OwnTime timer;
    const core::FleetImport import = read(yaml, u"/h.yml"_s);
    QCOMPARE(import.servers.size(), 1);
    QVERIFY(!import.notes.isEmpty() && import.notes.constFirst().kind == Kind::TooMany);
    QVERIFY2(timer.elapsedMs() < 20'000, qPrintable(QString::number(timer.elapsedMs())));
}

void TestAnsibleImport::deepestGroup()
{
    const core::FleetImport import = read(
        "[prod:children]\neurope\n[europe:children]\nweb\n[web]\nh\n[monitored]\nh\n[all:vars]\nansible_user=u\n");
    QCOMPARE(printed(import), QStringList { u"h|u@h|web|monitored,prod,europe|-"_s });
    services::FleetChoices choices;
    choices.group = u"mine"_s;
    choices.elevation = core::Elevation::Sudo;
    choices.tags = { u"new"_s, u"prod"_s };
    const QList<core::FleetRow> rows = services::planFleet(import, {}, choices);
    QCOMPARE(rows.constFirst().profile.group, u"mine"_s);
    QCOMPARE(rows.constFirst().profile.tags, (QStringList { u"monitored"_s, u"prod"_s, u"europe"_s, u"new"_s }));
    QCOMPARE(rows.constFirst().profile.elevation, core::Elevation::Sudo);
    QCOMPARE(rows.constFirst().profile.socketPath, u"/run/fail2ban/fail2ban.sock"_s);
}

void TestAnsibleImport::recognised_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("path");
    QTest::addColumn<int>("format"); // -1: none
    constexpr int ssh = int(core::FleetFormat::SshConfig);
    constexpr int ansible = int(core::FleetFormat::Ansible);
    constexpr int bangui = int(core::FleetFormat::BanGui);
    QTest::newRow("ini") << shopIni << u"/x"_s << ansible;
    QTest::newRow("yaml by content") << shopYaml << u"/x"_s << ansible;
    QTest::newRow("yaml by name") << QByteArray("x: 1") << u"/x.yml"_s << ansible;
    QTest::newRow("plain list of hosts") << QByteArray("a\nb.example.com ansible_user=x\n") << u"/x"_s << ansible;
    QTest::newRow("yaml without a dash") << QByteArray("all:\n  hosts:\n") << u"/x"_s << ansible;
    QTest::newRow("ssh") << QByteArray("# mine\n\nServerAliveInterval 5\nHost a\n") << u"/x"_s << ssh;
    QTest::newRow("ssh include") << QByteArray("Include conf.d/*\n") << u"/x"_s << ssh;
    QTest::newRow("ours") << QByteArray("{\"bangui_profiles\": 1, \"servers\": []}") << u"/x"_s << bangui;
    QTest::newRow("prose") << QByteArray("a letter to nobody\n") << u"/x"_s << -1;
}

void TestAnsibleImport::recognised()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, path);
    QFETCH(int, format);
    const auto found = services::recogniseFleet(content, path);
    QCOMPARE(found ? int(*found) : -1, format);
}

QTEST_GUILESS_MAIN(TestAnsibleImport)
#include "tst_ansible_import.moc"
