// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/command_line.h"
#include "app/demo_runner.h"

#include <QtTest>

using namespace Qt::StringLiterals;
using app::CommandLine;

class TestCommandLine : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOptionArrives();
    void helpAndVersionEndAtOnce();
    void whatIsUnknownIsRefused();
    void demoLine();
};

void TestCommandLine::everyOptionArrives()
{
    const CommandLine line = CommandLine::parse({ u"bangui"_s, u"--data"_s, u"/tmp/x"_s, u"--demo"_s, u"--minimised"_s,
        u"--server"_s, u"web-1"_s, u"--page=bans"_s, u"--language"_s, u"de"_s, u"--log-level"_s, u"debug"_s });
    QCOMPARE(line.action, CommandLine::Action::Run);
    QCOMPARE(line.dataDir, u"/tmp/x"_s);
    QVERIFY(line.demo && line.minimised && !line.quit);
    QCOMPARE(line.server, u"web-1"_s);
    QCOMPARE(line.page, u"bans"_s);
    QCOMPARE(line.settings, (QHash<QString, QString> { { u"language"_s, u"de"_s }, { u"log_level"_s, u"debug"_s } }));
}

void TestCommandLine::helpAndVersionEndAtOnce()
{
    const CommandLine help = CommandLine::parse({ u"bangui"_s, u"--help"_s });
    QCOMPARE(help.action, CommandLine::Action::PrintAndEnd);
    QVERIFY(help.output.contains("--demo"_L1) && help.output.contains("--help"_L1));
    QVERIFY(!help.output.contains("--help-all"_L1));
    QCOMPARE(CommandLine::parse({ u"bangui"_s, u"--help-all"_s }).action, CommandLine::Action::Refuse);
    const CommandLine version = CommandLine::parse({ u"bangui"_s, u"--version"_s });
    QCOMPARE(version.action, CommandLine::Action::PrintAndEnd);
    QCOMPARE(version.output, u"bangui "_s + QStringLiteral(BANGUI_VERSION) + u'\n');
}

void TestCommandLine::whatIsUnknownIsRefused()
{
    for (const QString &argument : { u"--demoo"_s, u"file"_s }) {
        const CommandLine line = CommandLine::parse({ u"bangui"_s, argument });
        QCOMPARE(line.action, CommandLine::Action::Refuse);
        QVERIFY2(line.output.contains(argument.mid(argument.startsWith(u'-') ? 2 : 0)), qPrintable(line.output));
    }
}

void TestCommandLine::demoLine()
{
    app::DemoInfo info;
    QString problem;
    QVERIFY(app::DemoRunner::parseLine(
        R"({"folder": "/tmp/bangui-demo-x", "socket": "/tmp/s", "config": "/c", "client": "/b/fail2ban-client", "pid": 7, "data": "/d"})",
        &info, &problem));
    QCOMPARE(info.socket, u"/tmp/s"_s);
    QCOMPARE(info.data, u"/d"_s);
    QCOMPARE(info.pid, 7);
    QVERIFY(!app::DemoRunner::parseLine(R"({"error": "no fail2ban"})", &info, &problem));
    QCOMPARE(problem, u"no fail2ban"_s);
    QVERIFY(!app::DemoRunner::parseLine("Traceback", &info, &problem));
    QCOMPARE(problem, u"Traceback"_s);
}

QTEST_GUILESS_MAIN(TestCommandLine)
#include "tst_command_line.moc"
