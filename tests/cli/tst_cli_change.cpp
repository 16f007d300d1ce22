// SPDX-License-Identifier: GPL-3.0-or-later
// enable, disable, config set and recover of bangui-cli from outside, against real daemons of both versions.
#include "support/test_fail2ban.h"
#include "support/test_sshd.h"
#include "support/version_rows.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
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
    [[nodiscard]] QByteArray said() const { return errors + output; }
};

QStringList stageNames(const QJsonObject &document)
{
    QStringList names;
    for (const QJsonValue &stage : document[u"stages"_s].toArray())
        names.append(stage.toObject()[u"name"_s].toString());
    return names;
}

QStringList issueKinds(const QJsonObject &document)
{
    QStringList kinds;
    for (const QJsonValue &issue : document[u"issues"_s].toArray())
        kinds.append(issue.toObject()[u"kind"_s].toString());
    return kinds;
}

const QStringList allStages { u"preflight"_s, u"snapshot"_s, u"arm"_s, u"write"_s, u"apply"_s, u"verify"_s,
    u"confirm"_s, u"disarm"_s };

/// Every file below a folder with its bytes.
QMap<QString, QByteArray> filesBelow(const QString &folder)
{
    QMap<QString, QByteArray> all;
    QDirIterator each(folder, QDir::Files | QDir::Hidden | QDir::System, QDirIterator::Subdirectories);
    while (each.hasNext()) {
        QFile file(each.next());
        if (file.open(QIODevice::ReadOnly))
            all.insert(file.fileName(), file.readAll());
    }
    return all;
}

/// A signal ends it with a word from now on.
bool catchesInterruptions(qint64 pid)
{
    QFile status(u"/proc/%1/status"_s.arg(pid));
    if (!status.open(QIODevice::ReadOnly))
        return false;
    const QByteArray all = status.readAll();
    const qsizetype at = all.indexOf("SigCgt:");
    // Before it is bangui-cli it is a copy of this program.
    return at >= 0 && all.startsWith("Name:\tbangui-cli\n")
        && ((all.mid(at + 7, 18).trimmed().toULongLong(nullptr, 16) >> (SIGINT - 1)) & 1) == 1;
}

} // namespace

class TestCliChange : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestFail2ban> m_daemon;
    std::unique_ptr<QTemporaryDir> m_folder;

    void setUp(QProcess &process, const QStringList &words) const
    {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(u"LANGUAGE"_s);
        environment.insert(u"LC_ALL"_s, u"C.UTF-8"_s);
        environment.insert(u"USER"_s, u"tester"_s);
        process.setProcessEnvironment(environment);
        process.setStandardInputFile(QProcess::nullDevice());
        process.setProgram(QStringLiteral(BANGUI_CLI));
        process.setArguments(QStringList { u"--data"_s, m_folder->filePath(u"data"_s) } + words);
    }
    Run cli(const QStringList &words) const
    {
        QProcess process;
        setUp(process, words);
        process.start();
        if (!process.waitForFinished(120'000))
            qFatal("bangui-cli hangs: %s", process.readAllStandardError().constData());
        return { process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError() };
    }
    [[nodiscard]] QStringList here() const
    {
        return { u"--socket"_s, m_daemon->socketPath(), u"--config"_s, m_daemon->configDir(), u"--client"_s,
            m_daemon->clientProgram() };
    }
    Run change(const QStringList &words, const QStringList &options = { u"--confirm-after"_s, u"1"_s }) const
    {
        return cli(words + here() + options + QStringList { u"--undo-after"_s, u"60"_s, u"--json"_s });
    }
    Run recover(const QStringList &words) const
    {
        return cli(QStringList { u"recover"_s } + words + here() + QStringList { u"--json"_s });
    }
    [[nodiscard]] QStringList jails() const
    {
        const QString said = m_daemon->client({ u"status"_s }).output;
        QStringList names = said.section("Jail list:"_L1, 1).section(u'\n', 0, 0).split(u',', Qt::SkipEmptyParts);
        for (QString &name : names)
            name = name.trimmed();
        names.sort();
        return names;
    }
    [[nodiscard]] QString ourFile(const QString &jail) const
    {
        return m_daemon->configDir() + u"/jail.d/zz-bangui-"_s + jail + u".local"_s;
    }
    [[nodiscard]] QByteArray ourBytes(const QString &jail) const
    {
        QFile file(ourFile(jail));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// Nothing of ours is open there any more, nor any file of it beside the configuration.
    bool isClean(int ms = 60'000) const
    {
        return QTest::qWaitFor(
            [this] {
                const QDir folder(m_daemon->configDir() + u"/jail.d"_s);
                return folder.entryList({ u".*"_s }, QDir::Files | QDir::Hidden).isEmpty()
                    && recover({ u"list"_s }).object()[u"changes"_s] == QJsonArray();
            },
            ms);
    }
    [[nodiscard]] QString onlyOpenId() const
    {
        const QJsonArray open = recover({ u"list"_s }).object()[u"changes"_s].toArray();
        return open.size() == 1 ? open.first().toObject()[u"id"_s].toString() : QString();
    }
    /// Until it has said that on standard error; what it said.
    static QByteArray waitFor(QProcess &process, const QByteArray &words)
    {
        QByteArray said;
        QElapsedTimer timer;
        timer.start();
        while (!said.contains(words) && timer.elapsed() < 60'000 && process.state() != QProcess::NotRunning) {
            process.waitForReadyRead(1000);
            said += process.readAllStandardError();
        }
        return said;
    }
    void start(Version version = Version::V1_1_0)
    {
        m_daemon = std::make_unique<TestFail2ban>(version);
        QVERIFY2(m_daemon->start(), qPrintable(m_daemon->error()));
    }
    void startVersion()
    {
        QFETCH(Version, version);
        start(version);
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(u"/tmp/chgXXXXXX"_s); }
    void cleanup()
    {
        m_daemon.reset();
        m_folder.reset();
    }

    void enablesAndDisables_data() { versionRows(); }
    void enablesAndDisables()
    {
        startVersion();
        const Run enabled = change({ u"enable"_s, u"off"_s });
        QVERIFY2(enabled.exitCode == 0, enabled.said().constData());
        const QJsonObject document = enabled.object();
        QCOMPARE(document.keys(),
            (QStringList { u"error"_s, u"issues"_s, u"jail"_s, u"result"_s, u"server"_s, u"stage"_s, u"stages"_s }));
        QVERIFY(document[u"error"_s].isNull());
        QCOMPARE(document[u"server"_s].toString(), m_daemon->socketPath());
        QCOMPARE(document[u"jail"_s].toString(), u"off"_s);
        QCOMPARE(document[u"result"_s].toString(), u"active"_s);
        QCOMPARE(document[u"stage"_s].toString(), u"disarm"_s);
        QCOMPARE(stageNames(document), allStages);
        for (const QJsonValue &stage : document[u"stages"_s].toArray()) {
            QCOMPARE(stage.toObject().keys(), (QStringList { u"detail"_s, u"name"_s, u"ok"_s, u"seconds"_s }));
            QCOMPARE(stage.toObject()[u"ok"_s], QJsonValue(true));
            QVERIFY(stage.toObject()[u"seconds"_s].toDouble(-1) >= 0);
        }
        QVERIFY(document[u"stages"_s].toArray().at(5).toObject()[u"seconds"_s].toDouble() >= 1); // of health
        QVERIFY2(enabled.errors.contains("Dead-man timer"), enabled.errors.constData());
        QCOMPARE(jails(), (QStringList { u"big"_s, u"off"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
        QVERIFY2(ourBytes(u"off"_s).contains("[off]\nenabled = true\n"), ourBytes(u"off"_s).constData());

        const Run again = cli(QStringList { u"enable"_s, u"off"_s } + here());
        QCOMPARE(again.exitCode, 0);
        QCOMPARE(again.output,
            QByteArray("The activation of off on " + m_daemon->socketPath().toUtf8()
                + " had nothing to do: the files say it, and fail2ban does it. Nothing was changed.\n"));

        const Run disabled = change({ u"disable"_s, u"off"_s });
        QVERIFY2(disabled.exitCode == 0, disabled.said().constData());
        QCOMPARE(disabled.object()[u"result"_s].toString(), u"inactive"_s);
        QCOMPARE(issueKinds(disabled.object()), QStringList()); // that it is not enabled is what was wanted
        QCOMPARE(jails(), (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
        QVERIFY(isClean());
    }

    void triesActionsOut_data() { versionRows(); }
    void triesActionsOut()
    {
        startVersion();
        const QStringList canary { u"--confirm-after"_s, u"1"_s, u"--canary"_s };
        const Run enabled = change({ u"enable"_s, u"off"_s }, canary);
        QVERIFY2(enabled.exitCode == 0, enabled.said().constData());
        const QString detail = enabled.object()[u"stages"_s].toArray().at(5).toObject()[u"detail"_s].toString();
        QVERIFY2(detail.startsWith(u"5 · canary "_s) && detail.contains(u" executed=yes "_s)
                && detail.endsWith(u" lifted"_s),
            qPrintable(detail));
        const QString address = detail.section(u' ', 3, 3);
        QVERIFY2(enabled.errors.contains("banned " + address.toUtf8() + ", its actions ran without an error"),
            enabled.errors.constData());
        QVERIFY(m_daemon->actionLines().contains(u"ban off "_s + address));
        QVERIFY(m_daemon->actionLines().contains(u"unban off "_s + address));
        QCOMPARE(m_daemon->client({ u"banned"_s, address }).output.simplified(), u"[[]]"_s);

        // Where it cannot be done nothing is.
        const Run bantime = change({ u"config"_s, u"set"_s, u"web"_s, u"bantime"_s, u"2h"_s }, canary);
        QVERIFY2(bantime.exitCode == 1, bantime.said().constData());
        QCOMPARE(bantime.object()[u"result"_s].toString(), u"refused"_s);
        QVERIFY2(bantime.errors.contains("No test ban: no action of the jail is new or changed."),
            bantime.said().constData());
        m_daemon->writeConfig(u"action.d/tells.conf"_s, u"[Definition]\nactionban = mail -s <ip> root\n"_s);
        const Run tells
            = cli(QStringList { u"config"_s, u"set"_s, u"web"_s, u"action"_s, u"tells"_s, u"--canary"_s } + here());
        QVERIFY2(tells.exitCode == 1, tells.said().constData());
        m_daemon->writeConfig(
            u"action.d/tells.conf"_s, u"[Definition]\nactionban = printf x >>/dev/null\nnorestored = 1\n"_s);
        const Run marked
            = cli(QStringList { u"config"_s, u"set"_s, u"web"_s, u"action"_s, u"tells"_s, u"--canary"_s } + here());
        QVERIFY2(marked.exitCode == 1, marked.said().constData());
        QVERIFY2(marked.said().contains("the action tells tells others of every ban"), marked.said().constData());
        QCOMPARE(ourBytes(u"web"_s), QByteArray());

        m_daemon->writeConfig(u"action.d/broken.conf"_s, u"[Definition]\nactionban = exit 3\n"_s);
        const Run broken = change({ u"config"_s, u"set"_s, u"web"_s, u"action"_s, u"broken"_s }, canary);
        QVERIFY2(broken.exitCode == 4, broken.said().constData());
        QVERIFY2(broken.errors.contains("failed in the action broken: "), broken.said().constData());
        QVERIFY2(broken.errors.contains("Failed to execute ban jail 'web' action 'broken'"), broken.said().constData());
        QCOMPARE(ourBytes(u"web"_s), QByteArray());
        QVERIFY(isClean());
    }

    void setsAndUnsets()
    {
        start();
        const Run set = change({ u"config"_s, u"set"_s, u"web"_s, u"bantime"_s, u"77"_s });
        QVERIFY2(set.exitCode == 0, set.said().constData());
        QCOMPARE(set.object()[u"result"_s].toString(), u"active"_s);
        QCOMPARE(m_daemon->client({ u"get"_s, u"web"_s, u"bantime"_s }).output.trimmed(), u"77"_s);
        const Run got = cli(QStringList { u"config"_s, u"get"_s, u"web"_s, u"bantime"_s, u"--json"_s } + here());
        QCOMPARE(got.object()[u"file"_s].toString(), ourFile(u"web"_s));
        const Run bad = change({ u"config"_s, u"set"_s, u"web"_s, u"bantime"_s, u"7; import os"_s });
        QCOMPARE(bad.exitCode, 1);
        QCOMPARE(bad.object()[u"result"_s].toString(), u"refused"_s);
        QVERIFY(issueKinds(bad.object()).contains(u"TimeIsCode"_s));
        // What fail2ban would take and nobody can have meant.
        const Run truth = change({ u"config"_s, u"set"_s, u"web"_s, u"enabled"_s, u"maybe"_s });
        QVERIFY2(truth.exitCode == 1, truth.said().constData());
        QVERIFY(issueKinds(truth.object()).contains(u"BadValue"_s));
        const Run slip = change({ u"config"_s, u"set"_s, u"web"_s, u"bantme"_s, u"2h"_s });
        QVERIFY2(slip.exitCode == 0, slip.said().constData());
        QVERIFY2(issueKinds(slip.object()).contains(u"UnknownOption"_s), slip.output.constData());
        QVERIFY2(slip.output.contains("Did you mean bantime?"), slip.output.constData());
        const Run unset = change({ u"config"_s, u"unset"_s, u"web"_s, u"bantime"_s });
        QVERIFY2(unset.exitCode == 0, unset.said().constData());
        QCOMPARE(m_daemon->client({ u"get"_s, u"web"_s, u"bantime"_s }).output.trimmed(), u"600"_s);
        const Run ended = change({ u"config"_s, u"set"_s, u"web"_s, u"enabled"_s, u"false"_s });
        QVERIFY2(ended.exitCode == 0, ended.said().constData());
        QVERIFY2(ended.output.contains("The jail web ends: no file enables it any more."), ended.output.constData());
        QVERIFY(!jails().contains(u"web"_s));
        QVERIFY(isClean());
    }

    void aMissingFolderIsNoLackOfRights()
    {
        start();
        const QString folder = m_daemon->configDir() + u"/jail.d"_s;
        QVERIFY(QDir(folder).removeRecursively());
        const auto before = filesBelow(m_daemon->configDir());
        const Run run = change({ u"config"_s, u"set"_s, u"web"_s, u"maxretry"_s, u"7"_s });
        QVERIFY2(run.exitCode == 1, run.said().constData());
        QCOMPARE(run.object()[u"result"_s].toString(), u"refused"_s);
        QCOMPARE(run.object()[u"stage"_s].toString(), u"preflight"_s);
        const QJsonObject stage = run.object()[u"stages"_s].toArray().first().toObject();
        QCOMPARE(stage[u"detail"_s].toString(), u"NotSupported: missing "_s + folder);
        const Run text = cli(QStringList { u"enable"_s, u"off"_s } + here());
        QCOMPARE(text.exitCode, 1);
        QVERIFY2(
            text.output.startsWith("The folder " + folder.toUtf8() + ", where the change belongs, does not exist on ")
                && text.output.contains(" Nothing was changed. Create it there "),
            text.output.constData());
        QVERIFY2(!text.said().contains("root there"), text.said().constData());
        QCOMPARE(filesBelow(m_daemon->configDir()), before);
        QVERIFY(!QFileInfo::exists(folder));
        QCOMPARE(jails(), (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
    }

    void badRegexIsRefused_data() { versionRows(); }
    void badRegexIsRefused()
    {
        startVersion();
        m_daemon->writeConfig(u"filter.d/badlike.conf"_s, u"[Definition]\nfailregex = ^<HOST> (never closed\n"_s);
        m_daemon->writeConfig(u"jail.d/off.local"_s, u"[off]\nfilter = badlike\n"_s);
        const auto before = filesBelow(m_daemon->configDir());
        const Run run = change({ u"enable"_s, u"off"_s });
        QVERIFY2(run.exitCode == 1, run.said().constData());
        QCOMPARE(run.object()[u"result"_s].toString(), u"refused"_s);
        QCOMPARE(run.object()[u"stage"_s].toString(), u"preflight"_s);
        QCOMPARE(stageNames(run.object()), QStringList { u"preflight"_s });
        const QJsonObject stage = run.object()[u"stages"_s].toArray().first().toObject();
        QCOMPARE(stage[u"ok"_s], QJsonValue(false));
        QCOMPARE(stage[u"detail"_s].toString(), u"PreflightFailed"_s);
        const QJsonObject error = run.object()[u"error"_s].toObject();
        QCOMPARE(error.keys(), (QStringList { u"code"_s, u"detail"_s, u"message"_s }));
        QCOMPARE(error[u"code"_s].toString(), u"PreflightFailed"_s);
        QVERIFY2(error[u"message"_s].toString().contains(" Nothing was changed. "_L1), run.output.constData());
        QVERIFY2(issueKinds(run.object()).contains(u"BadRegex"_s), run.output.constData());
        QCOMPARE(filesBelow(m_daemon->configDir()), before);
        QCOMPARE(jails(), (QStringList { u"big"_s, u"recidive"_s, u"sshd"_s, u"web"_s }));
        const Run text = cli(QStringList { u"enable"_s, u"off"_s } + here());
        QCOMPARE(text.exitCode, 1);
        QVERIFY2(text.output.contains("Nothing was changed."), text.output.constData());
        const Run unknown = change({ u"enable"_s, u"nosuch"_s });
        QCOMPARE(unknown.exitCode, 1);
        QCOMPARE(unknown.object()[u"result"_s].toString(), u"refused"_s);
    }

    void brokenActionIsTakenBack_data() { versionRows(); }
    void brokenActionIsTakenBack()
    {
        startVersion();
        m_daemon->writeConfig(u"action.d/bad.py"_s,
            u"from fail2ban.server.action import ActionBase\n"
            "class Bad(ActionBase):\n"
            "    def __init__(self, jail, name):\n"
            "        raise RuntimeError('no licence for this')\n"
            "Action = Bad\n"_s);
        const auto before = filesBelow(m_daemon->configDir());
        const QStringList jailsBefore = jails();
        const Run run = change({ u"config"_s, u"set"_s, u"web"_s, u"action"_s, u"bad.py"_s });
        QVERIFY2(run.exitCode == 4, run.said().constData());
        // What it was about to do, and at which price, was told before anything was changed.
        const qsizetype began = run.errors.indexOf("Snapshot");
        QVERIFY2(began > 0 && run.errors.left(began).contains("+action = bad.py")
                && run.errors.left(began).contains("restarted"),
            run.errors.constData());
        const QJsonObject document = run.object();
        QCOMPARE(document[u"result"_s].toString(), u"rolled back"_s);
        QCOMPARE(document[u"stage"_s].toString(), u"restore_verify"_s);
        QCOMPARE(stageNames(document).last(), u"restore_verify"_s);
        QVERIFY(stageNames(document).contains(u"restore"_s));
        QCOMPARE(jails(), jailsBefore);
        QVERIFY(isClean());
        QCOMPARE(filesBelow(m_daemon->configDir()), before);
        QCOMPARE(m_daemon->client({ u"get"_s, u"web"_s, u"actions"_s }).output.contains(u"dummy2"_s), true);
    }

    void openIsConfirmed_data() { versionRows(); }
    void openIsConfirmed()
    {
        startVersion();
        const Run made = change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s });
        QVERIFY2(made.exitCode == 0, made.said().constData());
        QCOMPARE(made.object()[u"result"_s].toString(), u"open"_s);
        QCOMPARE(made.object()[u"stages"_s].toArray().last().toObject()[u"name"_s].toString(), u"confirm"_s);
        QVERIFY(made.object()[u"stages"_s].toArray().last().toObject()[u"ok"_s].isNull());
        const QJsonObject list = recover({ u"list"_s }).object();
        QCOMPARE(list.keys(), (QStringList { u"changes"_s, u"recoveries"_s, u"server"_s }));
        const QJsonObject open = list[u"changes"_s].toArray().first().toObject();
        QCOMPARE(open.keys(),
            (QStringList { u"id"_s, u"jail"_s, u"kept_in"_s, u"kind"_s, u"owner"_s, u"seconds_left"_s, u"server"_s,
                u"started"_s, u"state"_s }));
        QCOMPARE(open[u"jail"_s].toString(), u"off"_s);
        QCOMPARE(open[u"kind"_s].toString(), u"enable"_s);
        QCOMPARE(open[u"state"_s].toString(), u"open"_s);
        QVERIFY2(open[u"owner"_s].toString().startsWith(u"tester@"_s), qPrintable(open[u"owner"_s].toString()));
        const qint64 left = open[u"seconds_left"_s].toInteger();
        QVERIFY2(left > 20 && left <= 60, qPrintable(QString::number(left)));
        // As it can be copied: with the server that is meant.
        QVERIFY2(made.errors.contains("recover confirm " + open[u"id"_s].toString().toUtf8() + " --"),
            made.errors.constData());
        QVERIFY2(made.errors.contains(m_daemon->socketPath().toUtf8() + ' '), made.errors.constData());

        // Somebody else's change has to wait.
        const Run second = change({ u"config"_s, u"set"_s, u"web"_s, u"bantime"_s, u"77"_s });
        QCOMPARE(second.exitCode, 1);
        QCOMPARE(second.object()[u"stage"_s].toString(), u"snapshot"_s);
        QCOMPARE(recover({ u"dismiss"_s, open[u"id"_s].toString() }).exitCode, 1); // it is not decided

        const Run confirmed = recover({ u"confirm"_s, open[u"id"_s].toString() });
        QVERIFY2(confirmed.exitCode == 0, confirmed.said().constData());
        QCOMPARE(confirmed.object()[u"result"_s].toString(), u"active"_s);
        QCOMPARE(stageNames(confirmed.object()), (QStringList { u"verify"_s, u"confirm"_s, u"disarm"_s }));
        QVERIFY(jails().contains(u"off"_s));
        QVERIFY(isClean());
        QCOMPARE(recover({ u"confirm"_s }).exitCode, 1); // nothing is open
        QCOMPARE(recover({ u"confirm"_s, u"nosuch"_s }).exitCode, 1);
    }

    void openIsTakenBack_data() { versionRows(); }
    void openIsTakenBack()
    {
        startVersion();
        const auto before = filesBelow(m_daemon->configDir());
        QCOMPARE(change({ u"disable"_s, u"web"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        QVERIFY(!jails().contains(u"web"_s));
        const Run back = recover({ u"rollback"_s });
        QVERIFY2(back.exitCode == 0, back.said().constData());
        QCOMPARE(back.object()[u"result"_s].toString(), u"rolled back"_s);
        QVERIFY(back.object().contains(u"error"_s) && back.object()[u"error"_s].isNull());
        QVERIFY(jails().contains(u"web"_s));
        QVERIFY(isClean());
        QCOMPARE(filesBelow(m_daemon->configDir()), before);
    }

    /// Whoever confirms later looks as closely as whoever made it.
    void whatDoesNotRunAsWrittenIsNotConfirmed()
    {
        start();
        QCOMPARE(change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        QCOMPARE(m_daemon->client({ u"set"_s, u"off"_s, u"addfailregex"_s, u"^<HOST> other"_s }).exitCode, 0);
        const Run regex = recover({ u"confirm"_s });
        QCOMPARE(regex.exitCode, 1);
        QCOMPARE(regex.object()[u"error"_s].toObject()[u"code"_s].toString(), u"VerifyFailed"_s);
        QVERIFY2(regex.output.contains("failregex"), regex.output.constData());
        QCOMPARE(m_daemon->client({ u"set"_s, u"off"_s, u"delfailregex"_s, u"1"_s }).exitCode, 0);
        QCOMPARE(m_daemon->client({ u"stop"_s, u"big"_s }).exitCode, 0); // a jail that ran before is lost
        const Run lost = recover({ u"confirm"_s });
        QCOMPARE(lost.exitCode, 1);
        QVERIFY2(lost.output.contains("-big"), lost.output.constData());
        const QString id = onlyOpenId();
        QVERIFY(!id.isEmpty());
        // People are told what differs, too, and what they can do.
        const Run told = cli(QStringList { u"recover"_s, u"confirm"_s } + here());
        QCOMPARE(told.exitCode, 1);
        QVERIFY2(told.errors.contains("-big"), told.errors.constData());
        QVERIFY2(told.errors.contains("recover rollback " + id.toUtf8()), told.errors.constData());
        QCOMPARE(recover({ u"rollback"_s }).object()[u"result"_s].toString(), u"rolled back"_s);
        QVERIFY2(jails().contains(u"big"_s), qPrintable(jails().join(u' ')));
    }

    /// Nobody knows then whether the decision has arrived: that is said, to programs, too.
    void anInterruptedDecisionIsTold()
    {
        start();
        QCOMPARE(change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        const Run dismissed = recover({ u"dismiss"_s });
        QCOMPARE(dismissed.exitCode, 1);
        QVERIFY2(dismissed.errors.contains(onlyOpenId().toUtf8() + " is open"), dismissed.errors.constData());
        for (const auto &json : { QStringList {}, QStringList { u"--json"_s } }) {
            m_daemon->freeze();
            QProcess process;
            setUp(process, QStringList { u"recover"_s, u"confirm"_s } + here() + json);
            process.start();
            // It may wait for an answer, or to be let in: what watches over the change on the server asks, too, and a
            // frozen daemon's queue is short.
            QTRY_VERIFY(catchesInterruptions(process.processId()));
            ::kill(static_cast<pid_t>(process.processId()), SIGINT);
            QVERIFY(process.waitForFinished(30'000));
            const QByteArray errors = process.readAllStandardError();
            QVERIFY2(process.exitCode() == 128 + SIGINT, errors.constData());
            // It was interrupted before its first question, or after it.
            QVERIFY2(
                errors.contains("may still be open") || errors.contains("Nothing was changed."), errors.constData());
            QVERIFY2(errors.contains("recover list"), errors.constData());
            const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
            QCOMPARE(
                document[u"error"_s].toObject()[u"code"_s].toString(), json.isEmpty() ? QString() : u"Cancelled"_s);
            m_daemon->thaw(); // it takes few that wait
            QVERIFY(jails().contains(u"web"_s));
        }
        QCOMPARE(recover({ u"rollback"_s }).exitCode, 0);
        QVERIFY(isClean());
    }

    /// What could not be taken back whole keeps others out until it is dismissed: nobody can wait for that.
    void whatIsNotRestoredIsDismissed()
    {
        start();
        QCOMPARE(change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        const QString id = onlyOpenId();
        QCOMPARE(m_daemon->client({ u"stop"_s, u"big"_s }).exitCode, 0);
        m_daemon->writeConfig(u"jail.d/zz-test.local"_s, u"[big]\nfilter = nosuch\n"_s);
        const Run back = recover({ u"rollback"_s });
        QVERIFY2(back.object()[u"result"_s].toString() == u"not restored"_s, back.said().constData());
        m_daemon->writeConfig(u"jail.d/zz-test.local"_s, {});
        const Run next = cli(QStringList { u"enable"_s, u"off"_s } + here());
        QVERIFY2(next.exitCode == 1, next.said().constData());
        QVERIFY2(!next.said().contains("under way"), next.said().constData());
        QVERIFY2(next.errors.contains("recover dismiss " + id.toUtf8()), next.said().constData());
        const Run confirmed = recover({ u"confirm"_s });
        QCOMPARE(confirmed.exitCode, 1);
        QVERIFY2(confirmed.errors.contains("recover dismiss " + id.toUtf8()), confirmed.said().constData());
        QCOMPARE(recover({ u"dismiss"_s }).exitCode, 0);
        QVERIFY(isClean());
    }

    void killedOneIsUndoneByTheServer_data() { versionRows(); }
    void killedOneIsUndoneByTheServer()
    {
        startVersion();
        const auto before = filesBelow(m_daemon->configDir());
        const QStringList jailsBefore = jails();
        QProcess process;
        setUp(process,
            QStringList { u"enable"_s, u"off"_s } + here()
                + QStringList { u"--confirm-after"_s, u"600"_s, u"--undo-after"_s, u"25"_s });
        process.start();
        const QByteArray said = waitFor(process, "Write:");
        QVERIFY2(said.contains("passed    Write:"), said.constData());
        process.kill();
        QVERIFY(process.waitForFinished(30'000));
        QVERIFY(!onlyOpenId().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(filesBelow(m_daemon->configDir()), before, 90'000);
        QTRY_COMPARE(jails(), jailsBefore);
        QVERIFY(isClean());
        // Nobody waits until the lease of the one that was killed has run out.
        const Run next = change({ u"enable"_s, u"off"_s });
        QVERIFY2(next.exitCode == 0, next.said().constData());
    }

    void interruptedBeforeApplyIsTakenBack()
    {
        start();
        const auto before = filesBelow(m_daemon->configDir());
        // The configuration test of the preflight lasts until the interruption has come.
        const QString reached = m_folder->filePath(u"reached"_s);
        QFile client(m_folder->filePath(u"client"_s));
        QVERIFY(client.open(QIODevice::WriteOnly));
        client.write("#!/bin/sh\ncase \" $* \" in *' -t '*) echo $$ >'" + reached.toUtf8()
            + "'; exec sleep 600 ;; esac\nexec '" + m_daemon->clientProgram().toUtf8() + "' \"$@\"\n");
        client.close();
        QVERIFY(client.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
        const auto hanging = [&reached] {
            QFile file(reached);
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        };
        QProcess looking;
        setUp(looking,
            QStringList { u"check"_s, u"off"_s, u"--socket"_s, m_daemon->socketPath(), u"--config"_s,
                m_daemon->configDir(), u"--client"_s, client.fileName() });
        looking.start();
        QTRY_VERIFY_WITH_TIMEOUT(hanging() > 0, 60'000);
        QElapsedTimer elapsed;
        elapsed.start();
        ::kill(static_cast<pid_t>(looking.processId()), SIGINT);
        QVERIFY(looking.waitForFinished(60'000));
        QCOMPARE(looking.exitCode(), 128 + SIGINT);
        QVERIFY2(elapsed.elapsed() < 25'000, "a second where the machine has nothing else to do");
        QTRY_VERIFY2(::kill(hanging(), 0) != 0, "what hangs there ends, too");
        QVERIFY(QFile::remove(reached));
        QProcess process;
        setUp(process,
            QStringList { u"enable"_s, u"off"_s, u"--json"_s, u"--socket"_s, m_daemon->socketPath(), u"--config"_s,
                m_daemon->configDir(), u"--client"_s, client.fileName(), u"--undo-after"_s, u"60"_s });
        process.start();
        QTRY_VERIFY_WITH_TIMEOUT(hanging() > 0, 60'000);
        elapsed.start();
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QVERIFY2(elapsed.elapsed() < 25'000, "a second where the machine has nothing else to do");
        QTRY_VERIFY2(::kill(hanging(), 0) != 0, "what hangs there ends, too");
        QCOMPARE(process.exitCode(), 128 + SIGINT);
        const QByteArray output = process.readAllStandardOutput();
        const QString result = QJsonDocument::fromJson(output).object()[u"result"_s].toString();
        QVERIFY2(result == u"refused"_s || result == u"rolled back"_s, output.constData());
        QVERIFY(isClean());
        QCOMPARE(filesBelow(m_daemon->configDir()), before);
    }

    void interruptedLaterIsLeftToTheServer()
    {
        start();
        const auto before = filesBelow(m_daemon->configDir());
        QProcess process;
        setUp(process,
            QStringList { u"enable"_s, u"off"_s, u"--json"_s } + here() + QStringList { u"--undo-after"_s, u"25"_s });
        process.start();
        QVERIFY(waitFor(process, "It confirms itself").contains("passed    Reload"));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 128 + SIGINT);
        const QJsonObject document = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
        QCOMPARE(document[u"result"_s].toString(), u"open"_s);
        QCOMPARE(document[u"stage"_s].toString(), u"verify"_s);
        QVERIFY(process.readAllStandardError().contains("recover list"));
        QVERIFY(!onlyOpenId().isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(filesBelow(m_daemon->configDir()), before, 90'000);
        QVERIFY(isClean());
    }

    void otherPeoplesBytesAreDismissed()
    {
        start();
        QCOMPARE(change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        const QString id = onlyOpenId();
        m_daemon->writeConfig(u"jail.d/zz-bangui-off.local"_s, u"# mine\n[off]\nenabled = true\n"_s);
        const Run back = recover({ u"rollback"_s, id });
        QVERIFY2(back.exitCode == 0, back.said().constData());
        QVERIFY2(back.said().contains("reloaded foreign"), back.said().constData());
        const QJsonArray left = recover({ u"list"_s }).object()[u"changes"_s].toArray();
        QCOMPARE(left.size(), 1);
        QCOMPARE(left.first().toObject()[u"state"_s].toString(), u"somebody else's bytes kept"_s);
        QVERIFY(left.first().toObject()[u"seconds_left"_s].isNull());
        const Run dismissed = recover({ u"dismiss"_s });
        QVERIFY2(dismissed.exitCode == 0, dismissed.said().constData());
        QCOMPARE(dismissed.object(),
            (QJsonObject {
                { u"server"_s, m_daemon->socketPath() }, { u"id"_s, id }, { u"result"_s, u"dismissed"_s } }));
        QCOMPARE(recover({ u"list"_s }).object()[u"changes"_s], QJsonArray());
    }

    /// A server of which nothing may be changed can still be looked at, and that leaves no record.
    void readOnlyProfile()
    {
        start();
        QCOMPARE(change({ u"enable"_s, u"off"_s }, { u"--confirm-after"_s, u"0"_s }).exitCode, 0);
        const Run added = cli(QStringList { u"servers"_s, u"add"_s, u"quiet"_s, u"--read-only"_s } + here());
        QVERIFY2(added.exitCode == 0, added.said().constData());
        const QStringList quiet { u"--server"_s, u"quiet"_s, u"--json"_s };
        const auto records = [this] {
            qint64 count = -1;
            {
                QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"look"_s);
                database.setDatabaseName(m_folder->filePath(u"data/bangui.db"_s));
                database.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
                if (database.open()) {
                    QSqlQuery query(u"SELECT count(*) FROM audit"_s, database);
                    count = query.next() ? query.value(0).toLongLong() : -2;
                }
            }
            QSqlDatabase::removeDatabase(u"look"_s);
            return count;
        };
        const qint64 before = records();
        QVERIFY(before > 0);
        const Run listed = cli(QStringList { u"recover"_s, u"list"_s } + quiet);
        QVERIFY2(listed.exitCode == 0, listed.said().constData());
        const QString id = listed.object()[u"changes"_s].toArray().first().toObject()[u"id"_s].toString();
        QVERIFY(!id.isEmpty());
        QCOMPARE(records(), before);
        for (const QStringList &words : { QStringList { u"enable"_s, u"off"_s },
                 QStringList { u"config"_s, u"set"_s, u"web"_s, u"bantime"_s, u"7"_s },
                 QStringList { u"recover"_s, u"rollback"_s }, QStringList { u"recover"_s, u"confirm"_s, id } }) {
            const Run run = cli(words + quiet);
            QCOMPARE(run.exitCode, 1);
            QCOMPARE(run.object()[u"error"_s].toObject()[u"code"_s].toString(), u"ReadOnlyProfile"_s);
        }
        QCOMPARE(recover({ u"rollback"_s, id }).exitCode, 0);
    }

    void otherPathsOfAStoredServer()
    {
        start();
        const QStringList added { u"servers"_s, u"add"_s, u"here"_s, u"--socket"_s, m_daemon->socketPath(),
            u"--config"_s, u"/nowhere"_s, u"--client"_s, u"/nowhere/fail2ban-client"_s };
        QCOMPARE(cli(added).exitCode, 0);
        const Run run = cli({ u"enable"_s, u"off"_s, u"--server"_s, u"here"_s, u"--config"_s, m_daemon->configDir(),
            u"--client"_s, m_daemon->clientProgram(), u"--confirm-after"_s, u"1"_s });
        QVERIFY2(run.exitCode == 0, run.said().constData());
        QVERIFY(jails().contains(u"off"_s));
    }

    void productionAndUsage()
    {
        start();
        QCOMPARE(cli(QStringList { u"servers"_s, u"add"_s, u"shop"_s, u"--production"_s } + here()).exitCode, 0);
        const Run kept = cli({ u"enable"_s, u"off"_s, u"--server"_s, u"shop"_s });
        QCOMPARE(kept.exitCode, 2);
        QVERIFY(kept.errors.contains("production"));
        for (const QString &verb : { u"confirm"_s, u"rollback"_s, u"dismiss"_s }) {
            for (const QStringList &more : { QStringList {}, QStringList { u"edit-1-2"_s } }) {
                const Run run
                    = cli(QStringList { u"recover"_s, verb } + more + QStringList { u"--server"_s, u"shop"_s });
                QVERIFY2(
                    run.exitCode == 2 && run.errors.contains("shop is a production server"), run.said().constData());
            }
        }
        const Run open = cli({ u"recover"_s, u"list"_s, u"--server"_s, u"shop"_s });
        QVERIFY2(open.exitCode == 0, open.said().constData());
        const Run nothing = cli({ u"recover"_s, u"confirm"_s, u"--production"_s, u"--server"_s, u"shop"_s });
        QVERIFY2(nothing.exitCode == 1 && nothing.errors.contains("Nothing is open"), nothing.said().constData());
        const QList<QStringList> wrong { { u"enable"_s }, { u"enable"_s, u"off"_s, u"web"_s },
            { u"enable"_s, u"off"_s, u"--confirm-after"_s, u"soon"_s }, { u"disable"_s, u"web"_s, u"--canary"_s },
            { u"status"_s, u"--canary"_s }, { u"enable"_s, u"off"_s, u"--undo-after"_s, u"4"_s },
            { u"status"_s, u"--confirm-after"_s, u"5"_s }, { u"config"_s, u"set"_s, u"off"_s, u"bantime"_s },
            { u"config"_s, u"unset"_s, u"off"_s }, { u"config"_s, u"put"_s, u"off"_s }, { u"recover"_s },
            { u"recover"_s, u"undo"_s }, { u"recover"_s, u"list"_s, u"x"_s }, { u"check"_s, QString() },
            { u"enable"_s, QString() }, { u"disable"_s, QString() }, { u"recover"_s, u"confirm"_s, QString() },
            { u"recover"_s, u"rollback"_s, QString() }, { u"recover"_s, u"dismiss"_s, QString() } };
        for (const QStringList &words : wrong) {
            const Run run = cli(words + here());
            QVERIFY2(run.exitCode == 2, qPrintable(words.join(u' ') + u": "_s + QString::fromUtf8(run.said())));
        }
        m_daemon->kill();
        const Run nobody = cli(QStringList { u"enable"_s, u"off"_s, u"--production"_s, u"--json"_s } + here());
        QVERIFY2(nobody.exitCode == 3, nobody.said().constData());
        QCOMPARE(nobody.object()[u"result"_s].toString(), u"refused"_s);
        const Run list = cli({ u"recover"_s, u"list"_s, u"--ssh"_s, u"nosuch.invalid"_s, u"--remote-socket"_s,
            u"/run/f.sock"_s, u"--json"_s });
        QCOMPARE(list.exitCode, 3);
        QVERIFY(list.object()[u"changes"_s].isNull());
    }

    void overSshWithSudo_data() { versionRows(); }
    void overSshWithSudo()
    {
        startVersion();
        TestSshd sshd;
        QVERIFY2(sshd.start(), qPrintable(sshd.error()));
        const QStringList there { u"--ssh"_s, sshd.destination().host, u"--ssh-config"_s, sshd.clientConfig(),
            u"--remote-socket"_s, m_daemon->socketPath(), u"--config"_s, m_daemon->configDir(), u"--client"_s,
            m_daemon->clientProgram(), u"--sudo"_s, u"--json"_s };
        const Run enabled = cli(
            QStringList { u"enable"_s, u"off"_s, u"--confirm-after"_s, u"0"_s, u"--undo-after"_s, u"120"_s } + there);
        QVERIFY2(enabled.exitCode == 0, enabled.said().constData());
        QCOMPARE(enabled.object()[u"result"_s].toString(), u"open"_s);
        QVERIFY(jails().contains(u"off"_s));
        const Run list = cli(QStringList { u"recover"_s, u"list"_s } + there);
        QCOMPARE(list.object()[u"changes"_s].toArray().size(), 1);
        QVERIFY(!list.object().contains(u"pending_here"_s));
        // Nobody can be asked: what was recorded here is told as just that.
        sshd.stop();
        const Run silent = cli(QStringList { u"recover"_s, u"list"_s } + there);
        QCOMPARE(silent.exitCode, 3);
        QVERIFY(silent.object()[u"changes"_s].isNull());
        const QJsonArray kept = silent.object()[u"pending_here"_s].toArray();
        QVERIFY2(kept.size() == 1, silent.said().constData());
        QCOMPARE(kept.first().toObject()[u"jail"_s].toString(), u"off"_s);
        QCOMPARE(kept.first().toObject()[u"state"_s].toString(), u"not known"_s);
        QVERIFY(kept.first().toObject()[u"undone_by"_s].toString().endsWith(u'Z'));
        QVERIFY2(sshd.start(), qPrintable(sshd.error()));
        const Run confirmed = cli(QStringList { u"recover"_s, u"confirm"_s } + there);
        QVERIFY2(confirmed.exitCode == 0, confirmed.said().constData());
        QCOMPARE(confirmed.object()[u"result"_s].toString(), u"active"_s);
        QVERIFY(jails().contains(u"off"_s));
    }
};

QTEST_GUILESS_MAIN(TestCliChange)
#include "tst_cli_change.moc"
