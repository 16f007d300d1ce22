// SPDX-License-Identifier: GPL-3.0-or-later
#include "small_tree.h"

using namespace small_tree;
using config::ConfiguredJail;
using config::EffectiveValue;

class TestConfiguration : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void streamInOrder()
    {
        const Configuration read = readWith(u"jail.d/ip.conf"_s, "[sshd]\nignoreip = ::1 10.0.0.1,\n 10.0.0.2\n");
        QVERIFY(read.problems().isEmpty());
        const QList<QVariantList> expected {
            { u"set"_s, u"syslogsocket"_s, u"auto"_s },
            { u"set"_s, u"loglevel"_s, u"INFO"_s },
            { u"set"_s, u"logtarget"_s, u"/var/log/f.log"_s },
            { u"set"_s, u"allowipv6"_s, u"auto"_s },
            { u"set"_s, u"dbfile"_s, u"/var/lib/fail2ban/fail2ban.sqlite3"_s },
            { u"set"_s, u"dbpurgeage"_s, u"1d"_s },
            { u"add"_s, u"sshd"_s, u"auto"_s },
            { u"set"_s, u"sshd"_s, u"maxlines"_s, qlonglong { 1 } },
            { u"set"_s, u"sshd"_s, u"addfailregex"_s, u"^sshd: bad from <HOST>"_s },
            { u"set"_s, u"sshd"_s, u"maxretry"_s, qlonglong { 2 } },
            { u"set"_s, u"sshd"_s, u"bantime"_s, u"10m"_s },
            { u"set"_s, u"sshd"_s, u"addignoreip"_s, u"::1"_s, u"10.0.0.1"_s, u"10.0.0.2"_s },
            { u"set"_s, u"sshd"_s, u"addlogpath"_s, u"/var/log/auth.log"_s, u"head"_s },
            { u"set"_s, u"sshd"_s, u"addaction"_s, u"block"_s },
            { u"multi-set"_s, u"sshd"_s, u"action"_s, u"block"_s,
                QVariantList { QVariantList { u"actionban"_s, u"block <ip> ssh INPUT"_s },
                    QVariantList { u"norestored"_s, true }, QVariantList { u"port"_s, u"ssh"_s },
                    QVariantList { u"name"_s, u"sshd"_s }, QVariantList { u"actname"_s, u"block"_s },
                    QVariantList { u"chain"_s, u"INPUT"_s } } },
            { u"start"_s, u"sshd"_s },
        };
        QCOMPARE(read.stream().size(), expected.size());
        for (qsizetype i = 0; i < expected.size(); ++i)
            QCOMPARE(read.stream().at(i), expected.at(i));
    }

    void provenance()
    {
        const Configuration configuration = read(baseFiles());
        QCOMPARE(configuration.jailNames(), (QStringList { u"sshd"_s, u"web"_s }));
        const ConfiguredJail *sshd = configuration.jail(u"sshd"_s);
        QVERIFY(sshd && sshd->enabled);
        QVERIFY(sshd->problems.isEmpty());
        const EffectiveValue maxretry = sshd->options.value(u"maxretry"_s);
        QCOMPARE(maxretry.value, u"2"_s);
        QCOMPARE(maxretry.origin, at(u"jail.d/zz.local"_s, 3, u"sshd"_s));
        QVERIFY(!maxretry.inherited);
        QCOMPARE(maxretry.overrides.size(), 1);
        QCOMPARE(maxretry.overrides.at(0), (config::Setting { u"3"_s, at(u"jail.local"_s, 5, u"sshd"_s) }));
        const EffectiveValue bantime = sshd->options.value(u"bantime"_s);
        QCOMPARE(bantime.origin, at(u"jail.conf"_s, 2, u"DEFAULT"_s));
        QVERIFY(bantime.inherited);
        const EffectiveValue action = sshd->options.value(u"action"_s);
        QCOMPARE(action.value, u"block[port=\"ssh\"]"_s);
        QCOMPARE(action.raw, u"%(banaction)s[port=\"%(port)s\"]"_s);
        QCOMPARE(action.contributors.size(), 2);
        QCOMPARE(action.contributors.at(0).origin, at(u"jail.conf"_s, 4, u"DEFAULT"_s));
        QCOMPARE(action.contributors.at(1).origin, at(u"jail.conf"_s, 8, u"sshd"_s));
        // Nobody says anything: fail2ban's own default.
        const EffectiveValue findtime = sshd->options.value(u"findtime"_s);
        QCOMPARE(findtime.value, u"600"_s);
        QVERIFY(findtime.origin.file.isEmpty());
        QCOMPARE(sshd->options.value(u"backend"_s).value, u"auto"_s);
        // Not one of fail2ban's, but somebody's.
        QCOMPARE(sshd->options.value(u"port"_s).value, u"ssh"_s);
        QVERIFY(!sshd->options.value(u"port"_s).inherited);
        QVERIFY(sshd->options.value(u"banaction"_s).inherited);
        QVERIFY(!sshd->options.contains(u"fail2ban_version"_s));
        QVERIFY(!sshd->options.contains(u"known/failregex"_s));
    }

    void optionsThatFail2banDoesNotKnow()
    {
        const Configuration read = readWith(
            u"jail.d/x.local"_s, "[DEFAULT]\npart = a %(port)s\n[sshd]\nown = b %(port)s\nlost = %(nobody)s\n");
        const ConfiguredJail *sshd = read.jail(u"sshd"_s);
        QVERIFY(sshd->problems.isEmpty()); // nobody reads them
        const EffectiveValue part = sshd->options.value(u"part"_s);
        QCOMPARE(part.value, u"a %(port)s"_s);
        QCOMPARE(part.origin, at(u"jail.d/x.local"_s, 2, u"DEFAULT"_s));
        QVERIFY(part.inherited);
        const EffectiveValue own = sshd->options.value(u"own"_s);
        QCOMPARE(own.value, u"b ssh"_s);
        QCOMPARE(own.contributors.size(), 1);
        QVERIFY(!own.inherited);
        QVERIFY(sshd->options.value(u"lost"_s).problem.contains(u"nobody"_s));
    }

    void provenanceOfFilters()
    {
        const Configuration configuration = read(baseFiles());
        const ConfiguredJail *sshd = configuration.jail(u"sshd"_s);
        QCOMPARE(sshd->filter, u"sshd"_s);
        QCOMPARE(sshd->filterOptions, (QMap<QString, QString> { { u"mode"_s, u"normal"_s } }));
        QCOMPARE(sshd->filterFiles,
            (QStringList { c_folder + u"/filter.d/common.conf"_s, c_folder + u"/filter.d/sshd.conf"_s }));
        const EffectiveValue failregex = sshd->filterValues.value(u"failregex"_s);
        QCOMPARE(failregex.value, u"^sshd: bad from <HOST>"_s);
        QCOMPARE(failregex.raw, u"%(__prefix)s <re-<mode>> from <HOST>"_s);
        QCOMPARE(failregex.origin, at(u"filter.d/sshd.conf"_s, 5, u"Definition"_s));
        QCOMPARE(failregex.contributors.at(0).origin, at(u"filter.d/common.conf"_s, 3, u"DEFAULT"_s));
        QCOMPARE(sshd->options.value(u"failregex"_s).origin, failregex.origin);
        // The call overrides [Init].
        const EffectiveValue mode = sshd->filterValues.value(u"mode"_s);
        QCOMPARE(mode.value, u"normal"_s);
        QCOMPARE(mode.origin, at(u"jail.conf"_s, 9, u"sshd"_s));
        QCOMPARE(mode.overrides.at(0), (config::Setting { u"hard"_s, at(u"filter.d/sshd.conf"_s, 10, u"Init"_s) }));
        QCOMPARE(sshd->filterValues.value(u"logtype"_s).value, u"file"_s);
        QVERIFY(!sshd->filterValues.contains(u"known/mode"_s));
        QCOMPARE(sshd->actions.size(), 1);
        QCOMPARE(sshd->actions.at(0).name, u"block"_s);
        QCOMPARE(sshd->actions.at(0).file, u"action.d/block"_s);
        QCOMPARE(sshd->actions.at(0).options, (QMap<QString, QString> { { u"port"_s, u"ssh"_s } }));
        QCOMPARE(sshd->actions.at(0).files,
            (QStringList { c_folder + u"/action.d/common.conf"_s, c_folder + u"/action.d/block.conf"_s }));
    }

    void jailOverridesFilter()
    {
        const Configuration read
            = readWith(u"jail.d/re.local"_s, "[sshd]\nfailregex = %(known/failregex)s\n  ^more <HOST>\n");
        const ConfiguredJail *sshd = read.jail(u"sshd"_s);
        const EffectiveValue failregex = sshd->options.value(u"failregex"_s);
        QCOMPARE(failregex.value, u"^sshd: bad from <HOST>\n^more <HOST>"_s);
        QCOMPARE(failregex.origin, at(u"jail.d/re.local"_s, 2, u"sshd"_s));
        const config::Origin filters = at(u"filter.d/sshd.conf"_s, 5, u"Definition"_s);
        QCOMPARE(failregex.contributors.size(), 1);
        QCOMPARE(failregex.contributors.at(0).origin, filters);
        QCOMPARE(failregex.overrides.size(), 1);
        QCOMPARE(failregex.overrides.at(0).origin, filters);
        QCOMPARE(sshd->filterValues.value(u"failregex"_s).value, u"^sshd: bad from <HOST>"_s);
        const QVariantList command { u"multi-set"_s, u"sshd"_s, u"addfailregex"_s,
            QVariantList { u"^sshd: bad from <HOST>"_s, u"^more <HOST>"_s } };
        QCOMPARE(read.stream().count(command), 1);
    }

    void jailsThatAreNotEnabled()
    {
        const Configuration configuration = read(baseFiles());
        const ConfiguredJail *web = configuration.jail(u"web"_s);
        QVERIFY(web && !web->enabled);
        QVERIFY(configuration.jail(u"nobody"_s) == nullptr);
        QCOMPARE(configuration.jails().size(), 2);
        QCOMPARE(configuration.jails().at(1), web);
        QCOMPARE(web->options.value(u"enabled"_s).value, u"false"_s);
        QVERIFY(web->options.value(u"enabled"_s).origin.file.isEmpty());
        QCOMPARE(web->options.value(u"maxretry"_s).value, u"4"_s);
        QCOMPARE(web->options.value(u"maxretry"_s).overrides.at(0).raw, u"5"_s);
        QCOMPARE(web->filterValues.value(u"failregex"_s).value, u"^<HOST> no\n^<HOST> never"_s);
        QCOMPARE(web->actions.at(0).options.value(u"port"_s), u"0:65535"_s);
        for (const QVariantList &command : configuration.stream())
            QVERIFY(!command.contains(u"web"_s));
        // What is wrong with them stops nobody.
        const Configuration broken = readWith(u"jail.d/web.local"_s, "[web]\nfilter = gone\nfindtime = %(x)s\n");
        QVERIFY(broken.problems().isEmpty());
        QVERIFY(!broken.stream().isEmpty());
        QCOMPARE(kinds(broken.jail(u"web"_s)->problems),
            (QList { ProblemKind::FileMissing, ProblemKind::BadInterpolation }));
        QVERIFY(broken.problems().isEmpty());
    }

    void actionsInPython()
    {
        const Configuration read = readWith(
            u"jail.d/x.local"_s, "[sshd]\naction = smtp.py[host=\"m\xc3\xa4il\", actname=mine]\n  other.py\n");
        const ConfiguredJail *sshd = read.jail(u"sshd"_s);
        QCOMPARE(sshd->actions.size(), 2);
        QCOMPARE(sshd->actions.at(0).name, u"mine"_s);
        QCOMPARE(sshd->actions.at(0).file, u"action.d/smtp.py"_s);
        QVERIFY(read.stream().contains(QVariantList { u"set"_s, u"sshd"_s, u"addaction"_s, u"mine"_s,
            u"/etc/fail2ban/action.d/smtp.py"_s, u"{\"host\": \"m\\u00e4il\"}"_s }));
        QVERIFY(read.stream().contains(QVariantList {
            u"set"_s, u"sshd"_s, u"addaction"_s, u"other"_s, u"/etc/fail2ban/action.d/other.py"_s, u"{}"_s }));
    }

    void users()
    {
        const Configuration configuration = read(baseFiles());
        const QStringList both { u"sshd"_s, u"web"_s };
        QCOMPARE(configuration.usersOf(u"filter.d/sshd"_s), QStringList { u"sshd"_s });
        QCOMPARE(configuration.usersOf(u"filter.d/common"_s), QStringList { u"sshd"_s });
        QCOMPARE(configuration.usersOf(u"filter.d/web"_s), QStringList { u"web"_s });
        QCOMPARE(configuration.usersOf(u"action.d/block"_s), both);
        QCOMPARE(configuration.usersOf(u"action.d/common"_s), both);
        QCOMPARE(configuration.usersOf(u"filter.d/ssh"_s), QStringList());
        const Configuration more = readWith(u"filter.d/web.d/x.conf"_s, "[Definition]\nmaxlines = 2\n");
        QCOMPARE(more.usersOf(u"filter.d/web"_s), QStringList { u"web"_s });
        QCOMPARE(more.jail(u"web"_s)->options.value(u"maxlines"_s).value, u"2"_s);
    }

    void logs()
    {
        QMap<QString, QByteArray> files = baseFiles();
        files.insert(u"jail.d/web.local"_s, "[web]\nenabled = true\n");
        const Configuration unknown = read(files);
        QCOMPARE(unknown.logPatterns(), (QStringList { u"/var/log/auth.log"_s, u"/var/log/web*.log"_s }));
        QCOMPARE(unknown.logPatterns(u"web"_s), QStringList { u"/var/log/web*.log"_s });
        QVERIFY(unknown.stream().contains(
            QVariantList { u"set"_s, u"web"_s, u"addlogpath"_s, u"/var/log/web*.log"_s, u"tail"_s }));
        Configuration::Machine machine;
        machine.logFilesKnown = true;
        machine.logFiles = { { u"/var/log/web*.log"_s, { u"/var/log/web1.log"_s, u"/var/log/web2.log"_s } } };
        const Configuration known = read(files, machine);
        for (const QString &log : { u"/var/log/web1.log"_s, u"/var/log/web2.log"_s })
            QVERIFY(known.stream().contains(QVariantList { u"set"_s, u"web"_s, u"addlogpath"_s, log, u"tail"_s }));
        QVERIFY(known.jail(u"web"_s)->problems.isEmpty());
        const ConfiguredJail *sshd = known.jail(u"sshd"_s);
        QCOMPARE(kinds(sshd->problems), QList { ProblemKind::NoLogFile });
        QCOMPARE(sshd->problems.at(0).origin, at(u"jail.conf"_s, 10, u"sshd"_s));
        // `fail2ban-client -d` passes it.
        QVERIFY(known.stream().contains(QVariantList { u"start"_s, u"sshd"_s }));
    }

    void journal()
    {
        QMap<QString, QByteArray> files = baseFiles();
        files.insert(
            u"jail.d/x.local"_s, "[sshd]\nbackend = systemd[journalflags=1]\njournalmatch = _COMM=sshd + \"_X=a b\"\n");
        Configuration::Machine machine;
        machine.logFilesKnown = true;
        const Configuration configuration = read(files, machine);
        const ConfiguredJail *sshd = configuration.jail(u"sshd"_s);
        QVERIFY(sshd->problems.isEmpty());
        QCOMPARE(sshd->filterValues.value(u"logtype"_s).value, u"journal"_s);
        QCOMPARE(configuration.logPatterns(), QStringList());
        QCOMPARE(configuration.logPatterns(u"sshd"_s), QStringList { u"/var/log/auth.log"_s });
        QVERIFY(configuration.stream().contains(
            QVariantList { u"set"_s, u"sshd"_s, u"addjournalmatch"_s, u"_COMM=sshd"_s, u"+"_s, u"_X=a b"_s }));
    }

    void globals()
    {
        const Configuration read = readWith(u"fail2ban.local"_s,
            "[Definition]\nloglevel = notice\nown = x\ndbmaxmatches = 7\n[Thread]\nstacksize = 32\n");
        const EffectiveValue level = read.globals().value(u"loglevel"_s);
        QCOMPARE(level.value, u"notice"_s);
        QCOMPARE(level.origin, at(u"fail2ban.local"_s, 2, u"Definition"_s));
        QCOMPARE(level.overrides.at(0).raw, u"INFO"_s);
        QCOMPARE(read.globals().value(u"socket"_s).value, u"/var/run/fail2ban/fail2ban.sock"_s);
        QVERIFY(read.globals().value(u"socket"_s).origin.file.isEmpty());
        QCOMPARE(read.globals().value(u"own"_s).value, u"x"_s);
        QCOMPARE(read.stream().at(0),
            (QVariantList { u"set"_s, u"thread"_s, QVariantMap { { u"stacksize"_s, qlonglong { 32 } } } }));
        QVERIFY(read.stream().contains(QVariantList { u"set"_s, u"dbmaxmatches"_s, qlonglong { 7 } }));
    }

    void versionsDiffer()
    {
        const QByteArray jail = "[sshd]\nignoreip = a\tb\naction = block[v=\"%(fail2ban_version)s\"]\n";
        Configuration::Machine old;
        old.version = u"1.0.2"_s;
        const Configuration before = readWith(u"jail.d/x.local"_s, jail, old);
        const Configuration after = readWith(u"jail.d/x.local"_s, jail);
        QVERIFY(before.stream().contains(QVariantList { u"set"_s, u"sshd"_s, u"addignoreip"_s, u"a\tb"_s }));
        QVERIFY(after.stream().contains(QVariantList { u"set"_s, u"sshd"_s, u"addignoreip"_s, u"a"_s, u"b"_s }));
        QCOMPARE(before.jail(u"sshd"_s)->actions.at(0).options.value(u"v"_s), u"1.0.2"_s);
        QCOMPARE(after.jail(u"sshd"_s)->actions.at(0).options.value(u"v"_s), u"1.1.0"_s);
    }

    void nothingAtAll()
    {
        const Configuration none;
        QVERIFY(none.jail(u"sshd"_s) == nullptr);
        QVERIFY(none.stream().isEmpty());
        QVERIFY(none.logPatterns().isEmpty());
        const Configuration empty = read({});
        QVERIFY(empty.jailNames().isEmpty());
        QVERIFY(empty.stream().contains(QVariantList { u"set"_s, u"logtarget"_s, u"/var/log/fail2ban.log"_s }));
    }
};

QTEST_GUILESS_MAIN(TestConfiguration)
#include "tst_configuration.moc"
