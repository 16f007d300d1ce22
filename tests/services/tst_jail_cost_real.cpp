// SPDX-License-Identifier: GPL-3.0-or-later
#include "real_services.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;
using Version = TestFail2ban::Version;

/// What a change of a jail may cost: another server's settings, bans, or a jail that a lost answer made look broken.
class TestJailCostReal : public QObject
{
    Q_OBJECT

    static QString valueOf(const TestFail2ban &daemon, const QString &jail, const QString &name)
    {
        return daemon.client({ u"get"_s, jail, name }).output.trimmed();
    }
    static bool runs(RealServices &s, const QString &jail)
    {
        return s.daemon.client({ u"status"_s, jail }).exitCode == 0;
    }
    static core::Result<QList<core::Receipt>> undo(RealServices &s)
    {
        return s.wait<QList<core::Receipt>>([&](auto h) { s.undo.undo(0, &s.context, h); });
    }
    static bool leadTo(RealServices &s, const TestFail2ban &other)
    {
        core::ServerProfile profile = *s.registry.profile(s.id);
        profile.socketPath = other.socketPath();
        profile.configDir = other.configDir();
        profile.clientProgram = other.clientProgram();
        return s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }).has_value();
    }
    /// A client that does what it is told and dies before its answer to a reload is there.
    static bool loseAnswers(RealServices &s)
    {
        // The program that tries regexes is looked for beside the client.
        const QDir folder(s.daemon.folder() + u"/dying"_s);
        const QString path = folder.filePath(u"fail2ban-client"_s);
        QFile file(path);
        if (!folder.mkpath(u"."_s) || !QFile::link(s.daemon.regexProgram(), folder.filePath(u"fail2ban-regex"_s))
            || !file.open(QIODevice::WriteOnly))
            return false;
        file.write("#!/bin/sh\n'" + s.daemon.clientProgram().toUtf8()
            + "' \"$@\"\nended=$?\ncase \" $* \" in *' reload '*) kill -9 $$;; esac\nexit $ended\n");
        file.close();
        core::ServerProfile profile = *s.registry.profile(s.id);
        profile.clientProgram = path;
        return file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner)
            && s.wait<core::ServerProfile>([&](auto h) { s.registry.update(profile, &s.context, h); }).has_value();
    }
    static core::Result<services::ReloadPreview> preview(RealServices &s, const QString &jail)
    {
        return s.wait<services::ReloadPreview>([&](auto h) { s.jails.previewReload(s.id, jail, &s.context, h); });
    }
    static core::Result<core::Receipt> reload(RealServices &s, services::RestartConsent consent)
    {
        return s.wait<core::Receipt>([&](auto h) { s.jails.reloadJail(s.id, u"web"_s, consent, &s.context, h); });
    }

private Q_SLOTS:
    void anUndoDoesNotReachAnotherServer()
    {
        RealServices s(Version::V1_1_0);
        TestFail2ban other(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QVERIFY2(other.start(), qPrintable(other.error()));
        other.client({ u"set"_s, u"web"_s, u"bantime"_s, u"86400"_s });
        other.client({ u"set"_s, u"sshd"_s, u"maxretry"_s, u"55"_s });
        QVERIFY(s.wait<core::Receipt>(
            [&](auto h) { s.jails.tune(s.id, u"web"_s, u"bantime"_s, u"86400"_s, &s.context, h); }));
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, u"sshd"_s, &s.context, h); }));
        QCOMPARE(s.undo.entries().size(), 2);
        QCOMPARE(s.undo.entries().constLast().serverName, u"test"_s);
        QVERIFY(leadTo(s, other));
        for (int i = 0; i < 2; ++i) {
            const auto undone = undo(s);
            QVERIFY(!undone);
            QCOMPARE(undone.error().code, core::ErrorCode::ChangedMeanwhile);
        }
        QCOMPARE(valueOf(other, u"web"_s, u"bantime"_s), u"86400"_s);
        QCOMPARE(valueOf(other, u"sshd"_s, u"maxretry"_s), u"55"_s);
    }

    void anUndoneStopLeavesAJailThatRunsAlone()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, u"web"_s, &s.context, h); }));
        s.daemon.client({ u"reload"_s, u"--if-exists"_s, u"web"_s }); // a colleague was faster
        QVERIFY(runs(s, u"web"_s));
        s.daemon.client({ u"set"_s, u"web"_s, u"maxretry"_s, u"55"_s });
        const auto undone = undo(s);
        QVERIFY(undone);
        QCOMPARE(undone->constFirst().result, core::ReceiptResult::NothingToDo);
        QCOMPARE(valueOf(s.daemon, u"web"_s, u"maxretry"_s), u"55"_s);
    }

    void aStartWhoseAnswerIsLostIsNotStopped()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QVERIFY(loseAnswers(s));
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, u"web"_s, &s.context, h); }));
        QVERIFY(!runs(s, u"web"_s));
        const auto undone = undo(s);
        QVERIFY2(undone, qPrintable(undone ? QString() : core::errorCodeName(undone.error().code)));
        QCOMPARE(undone->constFirst().result, core::ReceiptResult::Done);
        QVERIFY(runs(s, u"web"_s));
    }

    void aHalfMadeStartWhoseAnswerIsLostIsRemovedAndTold()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        QVERIFY(loseAnswers(s));
        s.daemon.client({ u"stop"_s, u"web"_s });
        // An action whose constructor raises: neither -t nor -d runs it.
        s.daemon.writeConfig(u"action.d/bad.py"_s,
            u"from fail2ban.server.action import ActionBase\n"
            "class Bad(ActionBase):\n"
            "    def __init__(self, jail, name):\n"
            "        raise RuntimeError('no licence for this')\n"
            "Action = Bad\n"_s);
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = bad.py\n"_s);
        const auto result = reload(s, services::RestartConsent::NotGiven);
        QVERIFY(!result);
        QCOMPARE(result.error().code, core::ErrorCode::CommandFailed);
        QVERIFY(!runs(s, u"web"_s));
    }

    void aRestartIsToldBeforeAndAgreedTo()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s });
        const auto plain = preview(s, u"web"_s);
        QVERIFY2(plain, qPrintable(plain ? QString() : plain.error().detail));
        QVERIFY(plain->runs);
        QCOMPARE(plain->restartReason, QString());
        QCOMPARE(plain->currentBans, std::optional<qint64>(1));
        QCOMPARE(plain->database, std::optional(true));
        QVERIFY(reload(s, services::RestartConsent::NotGiven));

        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\naction = dummy2[name=changed]\n"_s);
        const auto restart = preview(s, u"web"_s);
        QVERIFY(restart);
        QVERIFY(!restart->restartReason.isEmpty());
        const QString before = valueOf(s.daemon, u"web"_s, u"actions"_s);
        const qsizetype sent = s.daemon.actionLines().size();
        const auto refused = reload(s, services::RestartConsent::NotGiven);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::ErrorCode::ChangedMeanwhile);
        QCOMPARE(refused.error().detail, restart->restartReason);
        QCOMPARE(s.daemon.actionLines().size(), sent); // no ban was lifted
        QCOMPARE(valueOf(s.daemon, u"web"_s, u"actions"_s), before);
        QVERIFY(reload(s, services::RestartConsent::Given));
        QVERIFY(valueOf(s.daemon, u"web"_s, u"actions"_s) != before);
    }

    // fail2ban restarts a jail of another backend by itself, whatever it is asked for (server.py, addJail).
    void anotherBackendIsARestart()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.writeConfig(u"jail.d/zz-test.local"_s, u"[web]\nbackend = pyinotify\n"_s);
        const auto other = preview(s, u"web"_s);
        QVERIFY2(other, qPrintable(other ? QString() : other.error().detail));
        QCOMPARE(other->restartReason, u"polling -> pyinotify"_s);
        const auto refused = reload(s, services::RestartConsent::NotGiven);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, core::ErrorCode::ChangedMeanwhile);
        QVERIFY(runs(s, u"web"_s));
    }

    void withoutADatabaseTheBansGo()
    {
        RealServices s(Version::V1_1_0);
        s.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        const auto told = preview(s, u"web"_s);
        QVERIFY2(told, qPrintable(told ? QString() : told.error().detail));
        QCOMPARE(told->database, std::optional(false));
        const auto stop
            = s.wait<services::StopPreview>([&](auto h) { s.jails.previewStop(s.id, u"web"_s, &s.context, h); });
        QVERIFY(stop);
        QCOMPARE(stop->database, std::optional(false));
        QVERIFY(s.wait<core::Receipt>([&](auto h) { s.jails.stopJail(s.id, u"web"_s, &s.context, h); }));
        QVERIFY(s.undo.entries().constLast().limits.contains(services::UndoLimit::NoDatabase));
    }

    void whatAChangeCostsIsTold()
    {
        RealServices s(Version::V1_1_0);
        QVERIFY2(s.start(), qPrintable(s.daemon.error()));
        s.daemon.client({ u"set"_s, u"web"_s, u"banip"_s, u"192.0.2.1"_s, u"198.51.100.1"_s });
        const auto ask = [&](const QString &name, const QString &value) {
            return s.wait<services::TunePreview>(
                [&](auto h) { s.jails.previewTune(s.id, u"web"_s, name, value, &s.context, h); });
        };
        const auto detail
            = s.wait<core::JailDetail>([&](auto h) { s.jails.fetchDetail(s.id, u"web"_s, &s.context, h); });
        const QStringList regexes = detail->value(u"failregex"_s).toStringList();
        QCOMPARE(regexes.size(), 1);
        QVERIFY(ask(u"delfailregex"_s, services::regexToRemove(0, regexes[0]))->lastFailregex);
        const QStringList logs = detail->value(u"logpath"_s).toStringList();
        QCOMPARE(logs.size(), 2);
        QVERIFY(!ask(u"dellogpath"_s, logs[0])->lastLogpath);
        s.daemon.client({ u"set"_s, u"web"_s, u"dellogpath"_s, logs[1] });
        QVERIFY(ask(u"dellogpath"_s, logs[0])->lastLogpath);
        const auto wide = ask(u"addignoreip"_s, u"192.0.0.0/2"_s);
        QCOMPARE(wide->wideNetwork, u"192.0.0.0/2"_s);
        QCOMPARE(wide->coveredBans, 2);
        const auto narrow = ask(u"addignoreip"_s, u"192.0.2.0/24"_s);
        QVERIFY(narrow->wideNetwork.isEmpty());
        QCOMPARE(narrow->coveredBans, 1);
        QVERIFY(ask(u"maxretry"_s, u"1000000"_s)->hardlyAnybody);
        QVERIFY(!ask(u"maxretry"_s, u"9"_s)->hardlyAnybody);
    }
};

QTEST_GUILESS_MAIN(TestJailCostReal)
#include "tst_jail_cost_real.moc"
