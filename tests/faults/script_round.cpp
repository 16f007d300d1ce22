// SPDX-License-Identifier: GPL-3.0-or-later
// The server's side of a change alone, verb by verb, in each shell.
#include "faults/round.h"
#include "faults/shortage.h"
#include "faults/world.h"

#include "integration/transaction_rig.h"

#include <QDateTime>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using transactions::bytesOf;
using transactions::Server;
using transactions::waitUntil;

namespace faults {
namespace {

constexpr int timerSeconds = 6;
constexpr int patienceSeconds = 4;

struct ScriptChange
{
    const char *name;
    const char *jail;
    bool restart;
    bool isGood; ///< may be confirmed
    const char *text;
};
constexpr ScriptChange scriptChanges[] = {
    { "good", "off", false, true, "[off]\nenabled = true\n" },
    { "changed action", "web", true, true, "[web]\naction = noop\n" },
    { "changed action, not restarted", "web", false, false, "[web]\naction = noop\n" },
    { "switched off", "web", false, true, "[web]\nenabled = false\n" },
    { "bad regex", "off", false, false, "[off]\nenabled = true\nfailregex = ^(<HOST>\n" },
    { "bad regex in a jail that runs", "web", false, false, "[web]\nfailregex = ^(<HOST>\n" },
    { "runaway regex", "off", false, false, "[off]\nenabled = true\nfailregex = ^\\s*(?:\\w+\\s?)+: denied <HOST>$\n" },
    { "missing log", "off", false, false, "[off]\nenabled = true\nlogpath = /nonexistent/log\n" },
    { "missing tool", "off", false, false, "[off]\nenabled = true\naction = tool\n" },
    { "bad action", "web", true, false, "[web]\naction = nosuch\n" },
    { "bad backend", "web", false, false, "[web]\nbackend = foo\n" },
    { "bad time", "off", false, false, "[off]\nenabled = true\nbantime = abc\n" },
    { "unknown filter", "off", false, false, "[off]\nenabled = true\nfilter = nosuch\n" },
    { "broken file", "off", false, false, "[off\nenabled\n" },
};
enum class ScriptFault { None, Killed, Terminated, Frozen, DriverDies, StepKilled, FullReload, SecondOperator };
constexpr const char *scriptFaultNames[] = { "nothing", "daemon killed", "daemon terminated", "daemon frozen",
    "driver dies", "step killed", "somebody's reload", "second operator" };
enum class ScriptStep { Begin, Arm, Write, Apply, Settled };
constexpr const char *scriptStepNames[] = { "begin", "arm", "write", "apply", "end" };

class ScriptRound final
{
public:
    ScriptRound(QRandomGenerator random, TestFail2ban::Version version, const QString &shell, bool noDatabase)
        : m_random(random)
        , m_server(version, shell)
        , m_change(scriptChanges[m_random.bounded(int(std::size(scriptChanges)))])
        , m_fault(static_cast<ScriptFault>(m_random.bounded(int(std::size(scriptFaultNames)))))
        , m_at(static_cast<ScriptStep>(m_random.bounded(int(std::size(scriptStepNames)))))
        , m_file(m_server.path(u"jail.d/zz-bangui-%1.local"_s.arg(QLatin1String(m_change.jail))))
    {
        m_report.title = u"%1 %2%6: %3; %4 at %5"_s.arg(m_server.daemon.versionText(), shell,
            QLatin1String(m_change.name), QLatin1String(scriptFaultNames[int(m_fault)]),
            QLatin1String(scriptStepNames[int(m_at)]), noDatabase ? u", no database"_s : QString());
        if (noDatabase)
            m_server.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
    }
    [[nodiscard]] Report run();

private:
    void drive();
    /// False: whoever drives this is dead.
    [[nodiscard]] bool injected(ScriptStep step);
    /// A verb; killed in the middle where that is the fault.
    [[nodiscard]] bool call(
        ScriptStep step, const QString &verb, const QStringList &arguments, const QByteArray &input = {});
    [[nodiscard]] bool isWell();
    void check();

    QRandomGenerator m_random;
    Server m_server;
    const ScriptChange &m_change;
    const ScriptFault m_fault;
    const ScriptStep m_at;
    const QString m_file;
    QByteArray m_old;
    QStringList m_jailsBefore;
    QString m_actionsBefore;
    Report m_report;
    Shortage m_shortage;
    bool m_confirmed = false;
};

bool ScriptRound::injected(ScriptStep step)
{
    if (step != m_at)
        return true;
    switch (m_fault) {
    case ScriptFault::None:
    case ScriptFault::StepKilled:
        break;
    case ScriptFault::Killed:
        m_server.daemon.kill();
        break;
    case ScriptFault::Terminated:
        signalTo(m_server.daemonPid(), SIGTERM);
        break;
    case ScriptFault::Frozen:
        m_server.daemon.freeze();
        break;
    case ScriptFault::DriverDies:
        return false;
    case ScriptFault::FullReload:
        m_server.daemon.client({ u"reload"_s });
        break;
    case ScriptFault::SecondOperator:
        if (m_server.callAt(m_server.base() + u"/other"_s, u"begin"_s, m_server.parameters({ u"web"_s }, { m_file }))
                .code
            == 0)
            m_report.violations << u"a second change could begin"_s;
        break;
    }
    return true;
}

bool ScriptRound::call(ScriptStep step, const QString &verb, const QStringList &arguments, const QByteArray &input)
{
    if (m_fault != ScriptFault::StepKilled || step != m_at)
        return m_server.call(verb, arguments, input).code == 0;
    QProcess process;
    QStringList words = m_server.words(verb, arguments, m_server.folder());
    process.setChildProcessModifier([] { ::setpgid(0, 0); });
    process.start(words.takeFirst(), words);
    process.write(verb == "begin"_L1 ? bytesOf(m_server.scriptFile()) : input);
    process.closeWriteChannel();
    process.waitForFinished(1 + m_random.bounded(900));
    if (process.processId() > 0)
        ::kill(static_cast<pid_t>(-process.processId()), SIGKILL);
    process.waitForFinished(5000);
    return false;
}

bool ScriptRound::isWell()
{
    QStringList wanted = m_jailsBefore;
    const QString jail = QLatin1String(m_change.jail);
    if (qstrcmp(m_change.name, "switched off") == 0)
        wanted.removeAll(jail);
    else if (!wanted.contains(jail))
        wanted << jail;
    wanted.sort();
    return m_change.isGood && m_server.jails() == wanted;
}

void ScriptRound::drive()
{
    const QString jail = QLatin1String(m_change.jail);
    const QByteArray bytes = m_change.text;
    QStringList more { u"restart=%1"_s.arg(m_change.restart ? 1 : 0), u"patience=%1"_s.arg(patienceSeconds),
        u"grace=5"_s };
    for (const QString &each : std::as_const(m_jailsBefore))
        more << u"reban="_s + each << u"rebannew="_s + each;
    if (!call(ScriptStep::Begin, u"begin"_s, m_server.parameters({ jail }, { m_file }, more))
        || !injected(ScriptStep::Begin))
        return;
    if (!call(ScriptStep::Arm, u"arm"_s, { QString::number(timerSeconds) }) || !injected(ScriptStep::Arm))
        return;
    const QString old = m_old == "(absent)" ? u"absent"_s : QString::fromLatin1(transactions::sha256(m_old));
    if (!call(ScriptStep::Write, u"write"_s, { m_file, old, QString::fromLatin1(transactions::sha256(bytes)) }, bytes)
        || !injected(ScriptStep::Write))
        return;
    const bool applied = call(ScriptStep::Apply, u"apply"_s, { u"20"_s });
    if (qstrcmp(m_change.name, "runaway regex") == 0)
        m_server.daemon.appendLine(
            u"off"_s, QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss "_s) + QString(46, u'a') + u" !"_s);
    if (!injected(ScriptStep::Apply) || (m_fault == ScriptFault::StepKilled && m_at == ScriptStep::Apply))
        return;
    // Whoever drives this looks at the result, and confirms what is well; or it forgets to, now and then.
    const int choice = m_random.bounded(4);
    if (choice == 0)
        return;
    if (applied && m_fault != ScriptFault::Frozen && choice > 1 && isWell()) {
        m_confirmed = m_server.call(u"confirm"_s).code == 0;
        m_report.end = m_confirmed ? u"confirmed"_s : u"lost against the timer"_s;
        if (m_confirmed && injected(ScriptStep::Settled) && m_random.bounded(2) == 0)
            m_server.call(u"disarm"_s);
        return;
    }
    if (!injected(ScriptStep::Settled))
        return;
    const int code = call(ScriptStep::Settled, u"rollback"_s, {}) ? 0 : m_server.last.code;
    m_report.end = u"rolled back"_s;
    if (code != 0 && code != 6 && m_fault != ScriptFault::StepKilled)
        m_report.violations << u"rollback: %1"_s.arg(m_server.last.all);
}

void ScriptRound::check()
{
    // The timer, what its escalation may take, and 10 s.
    const int most = (timerSeconds + 10 + 3 * patienceSeconds) * 1000 + 15'000;
    // A begin that is killed within its first moments has nobody yet who could clear its empty folder away: the next
    // one does.
    const bool first = m_fault == ScriptFault::StepKilled && m_at == ScriptStep::Begin;
    if (!m_server.isClean(first ? 13'000 : most) && first) {
        m_server.call(u"begin"_s, m_server.parameters({ QLatin1String(m_change.jail) }, { m_file }));
        m_server.call(u"rollback"_s);
        m_server.call(u"disarm"_s);
    }
    if (!m_server.isClean(most)) {
        const double factor = m_shortage.factor(most / 1000);
        if (!m_server.isClean(int((factor - 1) * most)))
            m_report.violations
                << u"left: %1 (the same work took %2 times as long)"_s.arg(m_server.leftovers()).arg(factor, 0, 'f', 2);
    }
    const bool isNew = bytesOf(m_file) == m_change.text;
    if (!(m_confirmed ? isNew : bytesOf(m_file) == m_old))
        m_report.violations << u"the file is %1"_s.arg(QString::fromUtf8(bytesOf(m_file)));
    // A daemon that somebody ends after the confirmation is no concern of the change.
    const bool hit = m_confirmed && m_at == ScriptStep::Settled
        && (m_fault == ScriptFault::Killed || m_fault == ScriptFault::Terminated || m_fault == ScriptFault::Frozen);
    if (hit)
        return;
    const QStringList now = m_server.jails();
    QStringList wanted = m_jailsBefore;
    if (m_confirmed && qstrcmp(m_change.name, "switched off") == 0)
        wanted.removeAll(u"web"_s);
    for (const QString &jail : wanted)
        if (!now.contains(jail))
            m_report.violations << u"jail %1 is gone, there are %2"_s.arg(jail, now.join(u','));
    if (!m_confirmed && now.contains(u"off"_s))
        m_report.violations << u"the new jail is there still"_s;
    for (const QString &jail : { u"big"_s, u"web"_s }) {
        if (wanted.contains(jail) && !waitUntil(30'000, [&] { return m_server.bans(jail) == u"192.0.2.7"_s; }))
            m_report.violations << u"bans of %1: %2"_s.arg(jail, m_server.bans(jail));
    }
    if (!m_confirmed && m_server.actions(u"web"_s) != m_actionsBefore)
        m_report.violations << u"actions of web: "_s + m_server.actions(u"web"_s);
}

Report ScriptRound::run()
{
    m_report.end = u"timer"_s;
    m_server.daemon.writeConfig(u"action.d/tool.conf"_s,
        u"[Definition]\nactionstart = /nonexistent/tool\nactionstop =\nactioncheck =\nactionban = /nonexistent/tool <ip>\nactionunban =\n"_s);
    if (m_random.bounded(2) == 0)
        m_server.daemon.writeConfig(u"jail.d/zz-bangui-%1.local"_s.arg(QLatin1String(m_change.jail)), u"# mine\n"_s);
    m_old = bytesOf(m_file);
    if (!m_server.daemon.start(90'000)) {
        m_report.notBegun = m_server.daemon.error();
        return m_report;
    }
    for (const QString &jail : { u"big"_s, u"web"_s }) {
        m_server.daemon.client({ u"set"_s, jail, u"banip"_s, u"192.0.2.7"_s });
        if (!m_server.awaitWrittenDown(jail, u"192.0.2.7"_s)) {
            m_report.notBegun = u"a ban of %1 is not in the database"_s.arg(jail);
            return m_report;
        }
    }
    m_jailsBefore = m_server.jails();
    m_actionsBefore = m_server.actions(u"web"_s);
    drive();
    const QString said = m_server.last.all;
    check();
    if (!m_report.violations.isEmpty()) {
        const QStringList log = QString::fromUtf8(bytesOf(m_server.daemon.logPath())).split(u'\n', Qt::SkipEmptyParts);
        m_report.violations << u"the last answer: "_s + said.trimmed();
        m_report.violations << u"the daemon's log:\n"_s + log.mid(qMax(0, log.size() - 40)).join(u'\n');
    }
    return m_report;
}

} // namespace

Report runScriptRound(quint32 seed, int number, bool noDatabase)
{
    QRandomGenerator random(seed * 1000003U + static_cast<quint32>(number));
    const QStringList shells { u"dash"_s, u"busybox sh"_s, u"bash"_s };
    const auto version = TestFail2ban::versions().at(random.bounded(2));
    const QString shell = shells.at(random.bounded(3));
    return ScriptRound(random, version, shell, noDatabase || hasNoDatabase(seed, number)).run();
}

} // namespace faults
