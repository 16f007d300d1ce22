// SPDX-License-Identifier: GPL-3.0-or-later
#include "faults/round.h"

#include "faults/shortage.h"
#include "faults/world.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QRegularExpression>

#include <algorithm>
#include <ctime>
#include <utility>

using namespace Qt::StringLiterals;
using transactions::bytesOf;
using transactions::waitUntil;

namespace faults {
namespace {

/// What is wrong with a change, and since when.
enum class Quality { Good, Bad, TurnsBad };
struct Change
{
    const char *name;
    Quality quality;
    const char *jail;
    const char *words; ///< for bangui-cli, parted by |
    const char *text; ///< what it writes; of the bad ones nothing is ever left
};
constexpr Change changes[] = {
    { "good", Quality::Good, "off", "enable|off", "[off]\nenabled = true\n" },
    { "good value", Quality::Good, "web", "config|set|web|maxretry|7", "[web]\nmaxretry = 7\n" },
    { "good with a changed action", Quality::Good, "web", "config|set|web|action|noop", "[web]\naction = noop\n" },
    { "switched off", Quality::Good, "web", "disable|web", "[web]\nenabled = false\n" },
    { "bad regex", Quality::Bad, "badregex", "enable|badregex", "" },
    { "bad regex in a jail that runs", Quality::Bad, "web", "config|set|web|failregex|^(<HOST>", "" },
    { "runaway regex", Quality::Bad, "runaway", "enable|runaway", "" },
    { "missing log", Quality::Bad, "nolog", "enable|nolog", "" },
    { "missing tool", Quality::Bad, "notool", "enable|notool", "" },
    { "bad action", Quality::Bad, "web", "config|set|web|action|nosuch", "" },
    { "bad backend", Quality::Bad, "web", "config|set|web|backend|foo", "" },
    { "bad time string", Quality::Bad, "web", "config|set|web|bantime|abc", "" },
    { "unknown filter", Quality::Bad, "nofilter", "enable|nofilter", "" },
    { "log that goes", Quality::TurnsBad, "latelog", "enable|latelog", "[latelog]\nenabled = true\n" },
    { "regex that turns bad", Quality::TurnsBad, "lateregex", "enable|lateregex", "[lateregex]\nenabled = true\n" },
    { "tool that goes", Quality::TurnsBad, "latetool", "enable|latetool", "[latetool]\nenabled = true\n" },
};

enum class Fault {
    None,
    Killed,
    Terminated,
    Frozen,
    SshKilled,
    SshdKilled,
    BothFrozen,
    CliKilled,
    CliFrozen,
    FullDisk,
    TwoOperators,
    ClockJump,
    ServerClockJump
};
constexpr const char *faultNames[]
    = { "nothing", "daemon killed -9", "daemon terminated", "daemon frozen", "ssh killed", "sshd killed", "both frozen",
          "BanGUI killed -9", "BanGUI frozen", "full disk", "two operators", "clock set", "server's clock set" };

/// After which stage; what is printed then.
enum class Step { Start, Preflight, Snapshot, Arm, Write, Apply, Verifying, Verified, Confirmed };
struct StepName
{
    const char *name;
    const char *pattern;
};
constexpr StepName steps[] = { { "start", nullptr }, { "preflight", ": passed +Preflight" },
    { "snapshot", ": passed +Snapshot" }, { "arm", ": passed +Dead-man timer" }, { "write", ": passed +Write" },
    { "apply", ": passed +Reload" }, { "verify", "It confirms itself after" }, { "verified", ": passed +Verify" },
    { "confirm", ": passed +Confirm" } };

/// Of a file that is new.
const QByteArray heading = "# Changed with BanGUI. What else is written here stays as it is.\n";
constexpr int confirmSeconds = 2;
constexpr int longConfirmSeconds = 10; ///< so that another can come in between
constexpr int allowedMs = 10'000; ///< after the timer of the server

class Round final
{
public:
    explicit Round(const RoundPlan &plan);
    [[nodiscard]] Report run();

private:
    void choose();
    void drive();
    void look(QProcess &cli); ///< at what it has printed, and at the server
    void noteTimers(const QList<OpenFolder> &folders);
    void reached(Step step);
    void inject(QProcess &cli);
    void thaw(QProcess &cli);
    void turnBad();
    void afterDeath();
    void lookBeside(); ///< what another workstation is shown of it meanwhile
    void endBeside();
    void check();
    void checkWords(); ///< what was told of the end
    void checkList(); ///< nothing is shown of what is over
    [[nodiscard]] QStringList wrongs(); ///< what is not as it has to be now
    [[nodiscard]] QStringList daemonWrongs(bool confirmed);
    [[nodiscard]] QStringList notInForce(const DaemonState &state) const;
    [[nodiscard]] bool leavesDaemon(bool confirmed) const;
    [[nodiscard]] qint64 mostMs() const;
    [[nodiscard]] bool holds(Fault fault) const { return m_fault == fault; }
    [[nodiscard]] bool hasReached(Step step) const { return m_reached.contains(step); }
    [[nodiscard]] QByteArray newBytes() const
    {
        return (m_old == "(absent)" ? heading : m_old) + '\n' + m_change->text;
    }
    void violation(const QString &text)
    {
        if (!m_report.violations.contains(text))
            m_report.violations << text;
    }

    const RoundPlan m_plan;
    QRandomGenerator m_random;
    const Change *m_change = nullptr;
    Fault m_fault = Fault::None;
    Step m_at = Step::Start;
    Step m_turnsAt = Step::Preflight;
    int m_undoSeconds = 12;
    int m_delayMs = 0;
    std::unique_ptr<World> m_world;
    Report m_report;
    QElapsedTimer m_clock;
    QString m_file;
    QByteArray m_old;
    QStringList m_jailsBefore;
    QString m_actionsBefore;
    int m_maxretryBefore = 0;

    QByteArray m_errors;
    qsizetype m_read = 0;
    QList<Step> m_reached;
    qint64 m_injectAt = -1;
    qint64 m_frozenAt = -1;
    qint64 m_decidedAt = -1;
    bool m_injected = false;
    bool m_hadFolder = false; ///< when the fault came: what happens to the daemon is the change's concern from there on
    bool m_hasWritten = false;
    QString m_decision;
    std::unique_ptr<QProcess> m_second;
    Shortage m_shortage;
    qint64 m_faultAt = -1; ///< the last thing that was done to it
    qint64 m_timerEnds = -1; ///< as the server has it, by m_clock
    qint64 m_cliEndedAt = -1;
    qint64 m_wellAt = -1;
    qint64 m_lookedAt = 0;
    std::unique_ptr<QProcess> m_beside;
    QStringList m_besideIds;
    bool m_besideOver = false;
    QJsonObject m_said;
    QString m_result;
    bool m_isKnown = false; ///< how it ended was told
    bool m_confirmedByHand = false;
};

Round::Round(const RoundPlan &plan)
    : m_plan(plan)
    , m_random(plan.seed * 1000003U + static_cast<quint32>(plan.number))
{
    choose();
}

void Round::choose()
{
    const auto version = TestFail2ban::versions().at(m_random.bounded(2));
    bool ssh = m_random.bounded(3) == 0;
    // Half of them are good: only these come to the stages in which most can happen.
    const int kind = m_random.bounded(10);
    const Quality quality = kind < 6 ? Quality::Good : kind < 8 ? Quality::TurnsBad : Quality::Bad;
    QList<const Change *> some;
    for (const Change &change : changes) {
        if (change.quality == quality)
            some.append(&change);
    }
    m_change = some.at(m_random.bounded(int(some.size())));
    m_fault = static_cast<Fault>(m_random.bounded(int(std::size(faultNames))));
    m_at = static_cast<Step>(m_random.bounded(int(std::size(steps))));
    m_turnsAt = static_cast<Step>(1 + m_random.bounded(4));
    m_undoSeconds = 12 + m_random.bounded(4);
    m_delayMs = m_random.bounded(2) == 0 ? 0 : m_random.bounded(700);
    for (int i = 0; i < int(std::size(faultNames)); ++i) {
        if (m_plan.fault == QLatin1String(faultNames[i]))
            m_fault = static_cast<Fault>(i);
    }
    if (!m_plan.without.isEmpty()) {
        m_change = &changes[m_random.bounded(2)];
        m_delayMs = 0;
        if (m_plan.without == "fence"_L1) {
            m_fault = Fault::CliFrozen;
            m_at = Step::Arm;
            ssh = false;
        } else if (m_plan.without == "lock"_L1) {
            m_fault = Fault::TwoOperators;
            m_at = m_random.bounded(2) == 0 ? Step::Arm : Step::Write;
        } else if (m_plan.without == "verify"_L1) {
            m_fault = Fault::Killed;
            m_at = m_random.bounded(2) == 0 ? Step::Apply : Step::Verifying;
        } else { // the durable record
            m_fault = Fault::CliKilled;
            m_at = m_random.bounded(2) == 0 ? Step::Arm : Step::Write;
        }
    }
    if (m_fault == Fault::SshKilled || m_fault == Fault::SshdKilled || m_fault == Fault::BothFrozen)
        ssh = true;
    m_world = std::make_unique<World>(version, ssh, m_fault == Fault::ServerClockJump);
    const bool noDatabase
        = m_plan.noDatabase || (m_plan.without.isEmpty() && hasNoDatabase(m_plan.seed, m_plan.number));
    if (noDatabase)
        m_world->server.daemon.writeConfig(u"fail2ban.local"_s, u"[Definition]\ndbfile = None\n"_s);
    m_file = m_world->server.path(u"jail.d/zz-bangui-%1.local"_s.arg(QLatin1String(m_change->jail)));
    m_report.title = u"%1 %2%6: %3; %4 after %5"_s.arg(m_world->server.daemon.versionText(),
        ssh ? u"ssh"_s : u"local"_s, QLatin1String(m_change->name), QLatin1String(faultNames[int(m_fault)]),
        QLatin1String(steps[int(m_at)].name), noDatabase ? u", no database"_s : QString());
}

Report Round::run()
{
    if (holds(Fault::FullDisk)) {
        if (const QString wrong = m_world->mountSmall(); !wrong.isEmpty()) {
            m_report.notBegun = wrong;
            return m_report;
        }
    }
    if (m_random.bounded(2) == 0)
        m_world->server.daemon.writeConfig(
            u"jail.d/zz-bangui-%1.local"_s.arg(QLatin1String(m_change->jail)), u"# mine\n"_s);
    m_old = bytesOf(m_file);
    if (const QString wrong = m_world->start(m_plan.program); !wrong.isEmpty()) {
        m_report.notBegun = wrong;
        return m_report;
    }
    const DaemonState state = m_world->daemonState();
    m_jailsBefore = state.jails;
    m_actionsBefore = state.actions;
    m_maxretryBefore = state.maxretry;
    if (state.jails != transactions::Server::oldJails() || state.bans != u"192.0.2.7"_s
        || state.webBans != u"192.0.2.8"_s || state.maxretry < 1 || state.actions.isEmpty()) {
        m_report.notBegun = u"it has %1, %2, %3, %4, %5"_s.arg(
            state.jails.join(u','), state.bans, state.webBans, QString::number(state.maxretry), state.actions);
        return m_report;
    }
    m_clock.start();
    drive();
    check();
    m_report.end = u"%1, %2 s"_s.arg(m_report.end).arg(m_clock.elapsed() / 1000);
    if (!m_report.violations.isEmpty()) {
        m_report.violations << u"it printed:\n"_s + QString::fromUtf8(m_errors).trimmed();
        m_report.violations << u"it said: "_s
                + QString::fromUtf8(QJsonDocument(m_said).toJson(QJsonDocument::Compact)).left(3000);
        const QStringList log
            = QString::fromUtf8(bytesOf(m_world->server.daemon.logPath())).split(u'\n', Qt::SkipEmptyParts);
        m_report.violations << u"the daemon's log:\n"_s + log.mid(qMax(0, log.size() - 30)).join(u'\n');
    }
    return m_report;
}

void Round::drive()
{
    const QStringList words = QString::fromUtf8(m_change->words).split(u'|')
        + QStringList { u"--server"_s, u"srv"_s, u"--confirm-after"_s,
              QString::number(holds(Fault::TwoOperators) ? longConfirmSeconds : confirmSeconds), u"--undo-after"_s,
              QString::number(m_undoSeconds) };
    const auto cli = m_world->begin(m_plan.program, words, u"ann"_s, holds(Fault::ClockJump));
    reached(Step::Start);
    while (!cli->waitForFinished(30) && cli->state() != QProcess::NotRunning) {
        look(*cli);
        if (m_clock.elapsed() > 400'000) {
            violation(u"bangui-cli does not end"_s);
            cli->kill();
        }
    }
    look(*cli);
    if (m_frozenAt >= 0)
        thaw(*cli);
    m_said = QJsonDocument::fromJson(cli->readAllStandardOutput()).object();
    m_result = m_said[u"result"_s].toString();
    m_isKnown = cli->exitStatus() == QProcess::NormalExit;
    const bool died = cli->exitStatus() != QProcess::NormalExit;
    if (died && !(holds(Fault::CliKilled) && m_injected))
        violation(u"bangui-cli died"_s);
    m_report.end = died ? u"killed"_s : m_result.isEmpty() ? u"exit code %1"_s.arg(cli->exitCode()) : m_result;
    if (!m_injected && !holds(Fault::None))
        m_report.end += u" before the fault"_s;
    if (died)
        afterDeath();
    while (m_second && !m_second->waitForFinished(30) && m_second->state() != QProcess::NotRunning) {
        look(*cli);
        if (m_clock.elapsed() > 400'000) {
            violation(u"the second bangui-cli does not end"_s);
            break;
        }
    }
    m_cliEndedAt = m_clock.elapsed();
    if (!waitUntil(90'000, [this] {
            endBeside();
            return !m_beside || m_besideOver;
        }))
        violation(u"recover list elsewhere does not end"_s);
}

void Round::look(QProcess &cli)
{
    m_errors += cli.readAllStandardError();
    while (true) {
        const qsizetype end = m_errors.indexOf('\n', m_read);
        if (end < 0)
            break;
        const QString line = QString::fromUtf8(m_errors.mid(m_read, end - m_read));
        m_read = end + 1;
        for (int i = 1; i < int(std::size(steps)); ++i) {
            if (line.contains(QRegularExpression(QLatin1String(steps[i].pattern))))
                reached(static_cast<Step>(i));
        }
    }
    int open = 0;
    const QList<OpenFolder> folders = m_world->openFolders();
    noteTimers(folders);
    if (!folders.isEmpty()) {
        m_wellAt = -1;
    } else if (m_timerEnds >= 0 && m_wellAt < 0 && m_clock.elapsed() - m_lookedAt > 500) {
        m_lookedAt = m_clock.elapsed();
        if (wrongs().isEmpty())
            m_wellAt = m_clock.elapsed();
    }
    for (const OpenFolder &folder : folders) {
        m_hasWritten = m_hasWritten || folder.written;
        open += folder.armed && folder.decision.isEmpty() ? 1 : 0;
        if (!folder.decision.isEmpty() && m_decidedAt < 0) {
            m_decision = folder.decision;
            m_decidedAt = m_clock.elapsed();
        }
    }
    if (open > 1)
        violation(u"two changes are open at once"_s);
    const qint64 now = m_clock.elapsed();
    if (m_injectAt >= 0 && now >= m_injectAt && !m_injected)
        inject(cli);
    if (!m_beside && open > 0 && (m_injected || holds(Fault::None) || hasReached(Step::Write)))
        lookBeside();
    endBeside();
    // As soon as the server has decided without them, they wake up and go on.
    if (m_frozenAt >= 0
        && ((m_decidedAt >= 0 && now - m_decidedAt > 1'500) || now - m_frozenAt > (m_undoSeconds + 25) * 1000
            || (!m_hadFolder && now - m_frozenAt > 8'000)))
        thaw(cli);
}

void Round::noteTimers(const QList<OpenFolder> &folders)
{
    timespec boot {};
    ::clock_gettime(CLOCK_BOOTTIME, &boot);
    const qint64 sinceBoot = qint64(boot.tv_sec) * 1000 + boot.tv_nsec / 1'000'000;
    for (const OpenFolder &folder : folders) {
        if (folder.deadline >= 0)
            m_timerEnds = qMax(m_timerEnds, m_clock.elapsed() + folder.deadline * 1000 - sinceBoot);
    }
}

void Round::reached(Step step)
{
    if (hasReached(step))
        return;
    m_reached.append(step);
    if (step == m_at && !holds(Fault::None))
        m_injectAt = m_clock.elapsed() + (step == Step::Start ? m_random.bounded(3000) : m_delayMs);
    if (step == m_turnsAt && m_change->quality == Quality::TurnsBad)
        turnBad();
    if (step == Step::Apply && qstrcmp(m_change->name, "runaway regex") == 0)
        m_world->server.daemon.appendLine(
            u"off"_s, QDateTime::currentDateTime().toString(u"yyyy-MM-dd HH:mm:ss "_s) + QString(46, u'a') + u" !"_s);
    if (step == Step::Apply && m_change->quality != Quality::Good)
        m_faultAt = m_clock.elapsed();
}

void Round::turnBad()
{
    TestFail2ban &daemon = m_world->server.daemon;
    const QLatin1String name(m_change->jail);
    if (name == "latelog"_L1)
        QFile::remove(daemon.watchedLog(u"late"_s));
    else if (name == "latetool"_L1)
        QFile::remove(daemon.folder() + u"/tools/late"_s);
    else
        daemon.writeConfig(u"filter.d/late.conf"_s, u"[Definition]\nfailregex = ^(<HOST> late\n"_s);
}

void Round::inject(QProcess &cli)
{
    m_injected = true;
    m_faultAt = m_clock.elapsed();
    for (const OpenFolder &folder : m_world->openFolders())
        m_hadFolder = m_hadFolder || folder.decision.isEmpty();
    transactions::Server &server = m_world->server;
    switch (m_fault) {
    case Fault::None:
        break;
    case Fault::Killed:
        server.daemon.kill();
        break;
    case Fault::Terminated:
        signalTo(server.daemonPid(), SIGTERM);
        break;
    case Fault::Frozen:
        server.daemon.freeze();
        break;
    case Fault::SshKilled:
        for (const qint64 pid : m_world->sshClients(cli))
            signalTo(pid, SIGKILL);
        break;
    case Fault::SshdKilled:
        m_world->sshd->killSessions();
        break;
    case Fault::BothFrozen:
        m_frozenAt = m_clock.elapsed();
        m_world->signalLink(cli, SIGSTOP);
        break;
    case Fault::CliKilled:
        cli.kill();
        break;
    case Fault::CliFrozen:
        m_frozenAt = m_clock.elapsed();
        signalTo(cli.processId(), SIGSTOP);
        break;
    case Fault::FullDisk:
        m_world->fill();
        break;
    case Fault::ClockJump:
    case Fault::ServerClockJump: {
        constexpr qint64 year = 365 * 24 * 3600LL;
        // No ban runs out by it where the daemon sees it.
        const QList<qint64> jumps { -10 * year, -3600, -30, 30, 3600, holds(Fault::ClockJump) ? 10 * year : 20 * 3600 };
        m_world->setClock(jumps.at(m_random.bounded(int(jumps.size()))));
        break;
    }
    case Fault::TwoOperators:
        m_second = m_world->begin(m_plan.program,
            QStringList { u"config"_s, u"set"_s, u"big"_s, u"maxretry"_s, u"9"_s, u"--confirm-after"_s, u"1"_s,
                u"--undo-after"_s, QString::number(m_undoSeconds) }
                + m_world->place(),
            u"bob"_s);
        break;
    }
}

void Round::thaw(QProcess &cli)
{
    m_frozenAt = -1;
    if (holds(Fault::BothFrozen))
        m_world->signalLink(cli, SIGCONT);
    else
        signalTo(cli.processId(), SIGCONT);
}

/// Another BanGUI on the same store: what is open is shown, and may be decided.
void Round::afterDeath()
{
    const auto undecided = [this] {
        QStringList ids;
        for (const OpenFolder &folder : m_world->openFolders()) {
            if (folder.armed && folder.decision.isEmpty())
                ids << folder.id;
        }
        return ids;
    };
    const QStringList before = undecided();
    if (before.isEmpty())
        return;
    const int records = m_world->durableRecords(u"ann"_s);
    if (records < 1)
        violation(u"no durable record of the change (%1)"_s.arg(records));
    const World::Outcome listed
        = m_world->run(m_plan.program, { u"recover"_s, u"list"_s, u"--server"_s, u"srv"_s }, u"ann"_s);
    const QStringList after = undecided();
    if (listed.code == 2)
        violation(u"recover list was not understood: "_s + QString::fromUtf8(listed.errors));
    for (const QString &id : after) {
        if (!listed.output.contains(id.toUtf8()))
            violation(u"recover list does not show it: "_s + QString::fromUtf8(listed.output + listed.errors));
    }
    const int choice = m_random.bounded(4);
    if (after.isEmpty() || choice > 1)
        return;
    const QString word = choice == 0 ? u"rollback"_s : u"confirm"_s;
    const World::Outcome decided
        = m_world->run(m_plan.program, { u"recover"_s, word, after.constFirst(), u"--server"_s, u"srv"_s }, u"ann"_s);
    m_report.end += u", recover %1: %2"_s.arg(word).arg(decided.code);
    if (choice == 1 && decided.code == 0) {
        m_confirmedByHand = true;
        if (!hasReached(Step::Apply) && bytesOf(m_file) == m_old)
            m_confirmedByHand = false; // nothing was written yet: nothing is what was confirmed
    }
}

/// Somebody else at another computer, who has nothing of it in his store.
void Round::lookBeside()
{
    if (holds(Fault::BothFrozen) && m_world->sshd) // nobody comes in
        return;
    for (const OpenFolder &folder : m_world->openFolders()) {
        if (folder.armed && folder.decision.isEmpty())
            m_besideIds << folder.id;
    }
    m_beside = m_world->begin(m_plan.program, QStringList { u"recover"_s, u"list"_s } + m_world->place(), u"carl"_s);
}

/// Once it has ended: what is open still has to be in it.
void Round::endBeside()
{
    if (!m_beside || m_besideOver || (!m_beside->waitForFinished(0) && m_beside->state() != QProcess::NotRunning))
        return;
    m_besideOver = true;
    const QByteArray output = m_beside->readAllStandardOutput();
    const QString all = QString::fromUtf8(output + m_beside->readAllStandardError());
    // Who kills the ways to the server kills this one, too.
    if (m_beside->exitCode() == 3 && (holds(Fault::SshKilled) || holds(Fault::SshdKilled)))
        return;
    if (m_beside->exitStatus() != QProcess::NormalExit || m_beside->exitCode() != 0)
        violation(u"recover list elsewhere ended with %1: "_s.arg(m_beside->exitCode()) + all);
    const QList<OpenFolder> folders = m_world->openFolders();
    for (const OpenFolder &folder : folders) {
        if (m_besideIds.contains(folder.id) && folder.decision.isEmpty() && !output.contains(folder.id.toUtf8()))
            violation(u"recover list elsewhere does not show it: "_s + all);
    }
}

/// By when all has to be well, by m_clock: the timer and 10 s. It counts from what was done to it, too, where that
/// came so late that the server would not have had this time; where nothing was begun, from the end of the command.
qint64 Round::mostMs() const
{
    if (m_timerEnds < 0)
        return m_cliEndedAt + allowedMs;
    return qMax(m_timerEnds, m_faultAt >= 0 ? m_faultAt + m_undoSeconds * 1000 : 0) + allowedMs;
}

void Round::check()
{
    // It is waited for longer, to know whether it ever is; without a guard it is not to be.
    const int longMs = m_plan.without.isEmpty() ? 120'000 : 25'000;
    QStringList wrong;
    const bool isThere = m_wellAt >= 0 || waitUntil(longMs, [this, &wrong] {
        noteTimers(m_world->openFolders()); // of a begin that goes on without its bangui-cli
        wrong = wrongs();
        return wrong.isEmpty();
    });
    for (const QString &text : std::as_const(wrong)) {
        if (!isThere)
            violation(text);
    }
    if (m_wellAt < 0)
        m_wellAt = m_clock.elapsed();
    const qint64 lateMs = m_wellAt - mostMs();
    if (lateMs > 0 && isThere) {
        // What these 10 s are for takes longer where there are too few processors for it.
        const double factor = m_shortage.factor(int((allowedMs + lateMs) / 1000));
        const QString told
            = u"%1 ms after the timer and 10 s, while the same work took %2 times as long"_s.arg(lateMs).arg(
                factor, 0, 'f', 2);
        if (double(lateMs) <= (factor - 1) * allowedMs)
            m_report.late = told;
        else
            violation(u"late: "_s + told);
    }
    if (holds(Fault::FullDisk))
        m_world->makeRoom();
    checkWords();
    checkList();
    if (!waitUntil(allowedMs, [this] { return m_world->leftoversHere().isEmpty(); }))
        violation(u"left at the workstation: "_s + m_world->leftoversHere());
}

/// The lists at the end are in every round: of what is over nothing is shown.
void Round::checkList()
{
    const World::Outcome listed
        = m_world->run(m_plan.program, { u"recover"_s, u"list"_s, u"--server"_s, u"srv"_s }, u"ann"_s);
    const QJsonObject document = QJsonDocument::fromJson(listed.output).object();
    if (listed.code != 0 || !document[u"changes"_s].isArray() || !document[u"changes"_s].toArray().isEmpty())
        violation(
            u"recover list afterwards, %1: "_s.arg(listed.code) + QString::fromUtf8(listed.output + listed.errors));
}

void Round::checkWords()
{
    const QByteArray bytes = bytesOf(m_file);
    const bool isOld = bytes == m_old;
    const bool isNew = m_change->quality != Quality::Bad && bytes == newBytes();
    const bool confirmed = m_confirmedByHand || m_result == "active"_L1 || m_result == "inactive"_L1;
    if (m_isKnown) {
        if (confirmed && !isNew)
            violation(u"told to be %1, and the file is %2"_s.arg(m_result, QString::fromUtf8(bytes)));
        if (!confirmed && !isOld && m_result != "unknown"_L1 && m_result != "open"_L1)
            violation(u"told to be %1, and the file is %2"_s.arg(m_result, QString::fromUtf8(bytes)));
        if (m_result == "not restored"_L1)
            violation(u"not restored"_s);
        if (confirmed && m_change->quality == Quality::Bad)
            violation(u"a bad change was confirmed"_s);
        if (holds(Fault::None) && m_change->quality == Quality::Good && !confirmed)
            m_report.end += u" (a good one!)"_s;
    }
    if (isNew && !confirmed && !isOld && !hasReached(Step::Verified))
        violation(u"nobody has confirmed what is there"_s);
    if (m_second) {
        const QJsonObject second = QJsonDocument::fromJson(m_second->readAllStandardOutput()).object();
        const QString result = second[u"result"_s].toString();
        m_report.end += u", the second "_s + (result.isEmpty() ? QString::number(m_second->exitCode()) : result);
        const QByteArray wanted = result == "active"_L1 ? heading + "\n[big]\nmaxretry = 9\n" : QByteArray("(absent)");
        const QByteArray big = bytesOf(m_world->server.path(u"jail.d/zz-bangui-big.local"_s));
        if (big != wanted)
            violation(u"the second is %1, and its file is %2"_s.arg(result, QString::fromUtf8(big)));
    }
}

QStringList Round::wrongs()
{
    const QByteArray bytes = bytesOf(m_file);
    const bool isOld = bytes == m_old;
    const bool isNew = m_change->quality != Quality::Bad && bytes == newBytes();
    QStringList wrong;
    if (!isOld && !isNew)
        wrong << u"the file is neither: %1"_s.arg(QString::fromUtf8(bytes));
    if (const QString left = m_world->leftovers(); !left.isEmpty())
        wrong << u"left: "_s + left;
    return wrong.isEmpty() ? daemonWrongs(isNew && !isOld) : wrong;
}

/// Who ends the daemon before the change has begun, or when it has been looked at for the last time, has done that
/// himself.
bool Round::leavesDaemon(bool confirmed) const
{
    const bool wasEnded = (holds(Fault::Killed) || holds(Fault::Terminated)) && m_injected;
    return wasEnded && (!m_hadFolder || (confirmed && hasReached(Step::Verified) && m_at >= Step::Verified));
}

QStringList Round::daemonWrongs(bool confirmed)
{
    if (holds(Fault::Frozen) && m_injected && (!m_hadFolder || !m_hasWritten || confirmed))
        m_world->server.daemon.thaw(); // one that was only busy is left alone where nothing was written
    if (leavesDaemon(confirmed))
        return {};
    QStringList wanted = m_jailsBefore;
    if (confirmed && qstrcmp(m_change->name, "switched off") == 0)
        wanted.removeAll(u"web"_s);
    const DaemonState state = m_world->daemonState();
    if (!state.answers)
        return { u"the daemon does not answer"_s };
    QStringList wrong;
    for (const QString &jail : std::as_const(wanted)) {
        if (!state.jails.contains(jail))
            wrong << u"jail %1 is gone, there are %2"_s.arg(jail, state.jails.join(u','));
    }
    if (!confirmed) {
        for (const QString &jail : state.jails) {
            if (!m_jailsBefore.contains(jail))
                wrong << u"jail %1 is there still"_s.arg(jail);
        }
        if (state.actions != m_actionsBefore)
            wrong << u"actions of web: "_s + state.actions;
        if (state.maxretry != m_maxretryBefore)
            wrong << u"maxretry of web: %1, it was %2"_s.arg(state.maxretry).arg(m_maxretryBefore);
    }
    if (state.bans != u"192.0.2.7"_s)
        wrong << u"bans of big: "_s + state.bans;
    if (state.jails.contains(u"web"_s) && state.webBans != u"192.0.2.8"_s)
        wrong << u"bans of web: "_s + state.webBans;
    return wrong + (confirmed ? notInForce(state) : QStringList());
}

/// What was confirmed is what the daemon does, not only what a file says.
QStringList Round::notInForce(const DaemonState &state) const
{
    const QString name = QLatin1String(m_change->name);
    if (name == "switched off"_L1)
        return state.jails.contains(u"web"_s) ? QStringList { u"web runs still"_s } : QStringList();
    if (name == "good value"_L1)
        return state.maxretry != 7 ? QStringList { u"maxretry of web is %1"_s.arg(state.maxretry) } : QStringList();
    if (name == "good with a changed action"_L1)
        return !state.actions.contains("noop"_L1) ? QStringList { u"actions of web: "_s + state.actions }
                                                  : QStringList();
    if (!state.jails.contains(QLatin1String(m_change->jail)))
        return { u"jail %1 does not run"_s.arg(QLatin1String(m_change->jail)) };
    return {};
}

} // namespace

bool hasNoDatabase(quint32 seed, int number)
{
    // By itself: what else the number decides stays the same.
    return QRandomGenerator(seed * 7919U + static_cast<quint32>(number)).bounded(4) == 0;
}

Report runRound(const RoundPlan &plan)
{
    return Round(plan).run();
}

} // namespace faults
