// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_tree.h"

using namespace small_tree;
using config::ConfiguredJail;
using config::EffectiveValue;

class TestConfigurationProblems : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void unknownFilterSkipsTheJail()
    {
        const Configuration read = readWith(u"jail.d/web.local"_s, "[web]\nenabled = true\nfilter = gone\n");
        QVERIFY(read.problems().isEmpty());
        const QVariantList error { u"config-error"_s,
            u"Jail 'web' skipped, because of wrong configuration: Unable to read the filter 'gone'"_s };
        QCOMPARE(read.stream().count(error), 1);
        QVERIFY(!read.stream().contains(QVariantList { u"start"_s, u"web"_s }));
        QVERIFY(read.stream().contains(QVariantList { u"start"_s, u"sshd"_s }));
        const ConfiguredJail *web = read.jail(u"web"_s);
        QVERIFY(web->enabled);
        QCOMPARE(web->problems.size(), 1);
        QCOMPARE(web->problems.at(0).kind, ProblemKind::FileMissing);
        QCOMPARE(web->problems.at(0).subject, u"gone"_s);
        QCOMPARE(web->problems.at(0).origin, at(u"jail.d/web.local"_s, 3, u"web"_s));
        // All the rest is known all the same.
        QCOMPARE(web->options.value(u"maxretry"_s).value, u"4"_s);
        QCOMPARE(web->actions.at(0).name, u"block"_s);
    }

    void brokenActionsSkipTheJail_data()
    {
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QString>("error");
        QTest::addColumn<int>("kind");
        QTest::newRow("unknown") << QByteArray("nothere") << u"Unable to read action 'nothere'"_s
                                 << int(ProblemKind::FileMissing);
        QTest::newRow("syntax") << QByteArray(
            "block[port]") << u"Invalid action definition 'block[port]': expected option, wrong syntax at 0: port"_s
                                << int(ProblemKind::Other);
    }
    void brokenActionsSkipTheJail()
    {
        QFETCH(QByteArray, action);
        QFETCH(QString, error);
        QFETCH(int, kind);
        const Configuration read = readWith(u"jail.d/web.local"_s, "[web]\nenabled = true\naction = " + action + '\n');
        const QVariantList command { u"config-error"_s,
            QString(u"Jail 'web' skipped, because of wrong configuration: "_s + error) };
        QCOMPARE(read.stream().count(command), 1);
        QCOMPARE(kinds(read.jail(u"web"_s)->problems), QList { ProblemKind(kind) });
    }

    void whatStopsEverything_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("file");
        const auto row = [](const char *name, const QString &path, const QByteArray &bytes, ProblemKind kind,
                             const QString &file) { QTest::newRow(name) << path << bytes << int(kind) << file; };
        const QString mine = u"jail.d/x.local"_s;
        row("interpolation", mine, "[sshd]\nbantime = %(nobody)s\n", ProblemKind::BadInterpolation, mine);
        row("of a jail that is off", mine, "[web]\nenabled = %(nobody)s\n", ProblemKind::BadInterpolation, mine);
        row("lone percent", mine, "[sshd]\nlogpath = /x%y\n", ProblemKind::BadInterpolation, mine);
        row("duplicate", mine, "[sshd]\nbantime = 1\nbantime = 2\n", ProblemKind::DuplicateOption, mine);
        row("no section", mine, "bantime = 1\n", ProblemKind::NoSectionHeader, mine);
        row("filter", u"filter.d/sshd.local"_s, "[Definition]\nfailregex = %(nobody)s\n", ProblemKind::BadInterpolation,
            u"filter.d/sshd.local"_s);
        row("filter syntax", u"filter.d/sshd.local"_s, "[Definition]\nwhat is this\n", ProblemKind::NotAnOption,
            u"filter.d/sshd.local"_s);
        row("tags", u"action.d/block.local"_s, "[Init]\na = <b>\nb = <a>\n", ProblemKind::BadSubstitution,
            u"action.d/common.conf"_s);
        row("log level", u"fail2ban.local"_s, "[Definition]\nloglevel = LOUD\n", ProblemKind::Other,
            u"fail2ban.local"_s);
        row("journal", mine, "[sshd]\njournalmatch = \"x\n", ProblemKind::Other, mine);
    }
    void whatStopsEverything()
    {
        QFETCH(QString, path);
        QFETCH(QByteArray, bytes);
        QFETCH(int, kind);
        QFETCH(QString, file);
        const Configuration read = readWith(path, bytes);
        QCOMPARE(read.stream(), QList<QVariantList>());
        QCOMPARE(kinds(read.problems()), QList { ProblemKind(kind) });
        QCOMPARE(read.problems().at(0).origin.file, c_folder + u'/' + file);
        // The jails are there all the same.
        QVERIFY(read.jail(u"sshd"_s)->enabled);
        QCOMPARE(read.jail(u"sshd"_s)->options.value(u"maxretry"_s).value, u"2"_s);
    }

    void filesThatArePassedOver()
    {
        const Configuration read = readWith(u"jail.d/bad.conf"_s, "[sshd]\nmaxretry = \xff\n");
        QCOMPARE(kinds(read.problems()), QList { ProblemKind::NotUtf8 });
        QVERIFY(read.stream().contains(QVariantList { u"start"_s, u"sshd"_s }));
    }

    void wrongTypes()
    {
        const QByteArray text = "[sshd]\nmaxretry = many\nmaxmatches = 7\nenabled = Yes\n";
        // x.local comes before zz.local, which says 2.
        const Configuration first = readWith(u"jail.d/x.local"_s, text);
        QCOMPARE(first.jail(u"sshd"_s)->options.value(u"maxretry"_s).value, u"2"_s);
        QVERIFY(first.jail(u"sshd"_s)->problems.isEmpty());
        const Configuration last = readWith(u"jail.d/zzz.local"_s, text);
        const ConfiguredJail *sshd = last.jail(u"sshd"_s);
        const EffectiveValue wrong = sshd->options.value(u"maxretry"_s);
        QCOMPARE(wrong.raw, u"many"_s);
        QCOMPARE(wrong.value, u"3"_s);
        QVERIFY(wrong.problem.contains(u"many"_s));
        QCOMPARE(kinds(sshd->problems), QList { ProblemKind::WrongType });
        QVERIFY(last.stream().contains(QVariantList { u"set"_s, u"sshd"_s, u"maxretry"_s, QVariant() }));
        QVERIFY(last.stream().contains(QVariantList { u"set"_s, u"sshd"_s, u"maxmatches"_s, qlonglong { 7 } }));
        QVERIFY(last.problems().isEmpty());
    }

    void twoActionsOfOneName()
    {
        const Configuration read = readWith(u"jail.d/x.local"_s,
            "[sshd]\naction = block\n  block[name=other]\n  block[name=sshd-b]\n  block[actname=own]\n  "
            "block[port=1]\n");
        const ConfiguredJail *sshd = read.jail(u"sshd"_s);
        QStringList names;
        for (const config::ConfiguredAction &action : sshd->actions)
            names.append(action.name);
        QCOMPARE(names, (QStringList { u"block"_s, u"block-other"_s, u"block-b"_s, u"own"_s, u"block"_s }));
        QCOMPARE(sshd->problems.size(), 1);
        QCOMPARE(sshd->problems.at(0).subject, u"block"_s);
        QCOMPARE(sshd->problems.at(0).detail, u"Action block already exists"_s);
    }
};

QTEST_GUILESS_MAIN(TestConfigurationProblems)
#include "tst_configuration_problems.moc"
