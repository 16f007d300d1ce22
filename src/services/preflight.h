// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/preflight_rules.h"
#include "config/value_rules.h"
#include "core/clock.h"
#include "core/ip_address.h"
#include "core/server_profile.h"
#include "services/config_service.h"
#include "services/log_globs.h"
#include "services/preflight_service.h"
#include "transport/host.h"

#include <QElapsedTimer>
#include <QPointer>
#include <QSet>

#include <functional>

namespace services {

class ServerSession;

/// Stages of a check, in order.
enum class PreflightStage {
    Files, ///< what the files say, by our own reading
    Test, ///< fail2ban-client -t
    Dump, ///< fail2ban-client -d: what the daemon would be sent; and whether we have read the same
    Times, ///< values that the daemon would stop at
    Logs,
    Regexes, ///< compiled and tried by fail2ban-regex
    Backend,
    Actions, ///< the programs that they call
    Lines, ///< the last day of the logs through the whole filter: whom would it have banned
    Effect, ///< what else a reload would bring into force
    Done
};

/// What a check works with; references outlive it.
struct PreflightContext
{
    ConfigService &config;
    transport::HostReader &host;
    ServerSession *session = nullptr; ///< none: what the daemon would be asked stays unchecked
    const core::Clock &clock;
    core::ServerProfile profile;
    QList<core::IpAddress> own; ///< by which the server knows us
    QList<core::IpAddress> mayBeOwn = {}; ///< this computer's others, which may be somebody else's over there
    QString daemonVersion; ///< as it last said; empty: not known
    /// Where fail2ban's programs read, if not from the profile's folder: a copy that holds an edit.
    QString commandDir;
    /// That copy as it is read, with the paths of the true folder; absent: the server's folder is read.
    std::optional<ServerConfiguration> configuration;
    bool mustBeEnabled = false; ///< a jail that no file enables is a blocking issue
    QStringList alsoJails = {}; ///< checked beside the jail: an edit concerns them, too
    bool quick = false; ///< of long logs no more than the end is searched
    std::optional<config::Configuration> before = {}; ///< without the edit: what it changes is no surprise
};

/// One check of a server's configuration, stage by stage. Reads only. Deletes itself after the handler has run; a
/// cancelled one ends without asking anything more.
class Preflight final : public QObject
{
    Q_OBJECT
public:
    Preflight(PreflightContext context, QString jail, core::Pending<PreflightReport> pending, QObject *parent);
    ~Preflight() override;
    void start();

Q_SIGNALS:
    void progressed(const services::PreflightCheck &check);

private:
    using Commanded = std::function<void(const transport::CommandResult &)>;
    /// One jail that is checked.
    struct Jail
    {
        config::DumpedJail dumped;
        bool byFail2ban = false; ///< its own dump; else our reading of a jail that is not enabled
        QStringList logs; ///< regular files
        QString journal; ///< where it reads the journal: "journal:" and its matches, one a line
        bool hasText = false; ///< some log is not empty
        bool unsearched = false; ///< some log, or a part of one, could not be searched
        QByteArray found; ///< what its filter found in them
        QList<core::IpAddress> caught; ///< of those whom it would ban: us and who logs in there, ignored by no network
    };

    struct Search
    {
        qsizetype jail = -1; ///< -1: for logins
        QString log;
        size_t reach = 0; ///< how far back, the farthest first
        bool suspect = false; ///< more of it took longer than so much of a log should
    };

    void next();
    void begin(PreflightStage stage);
    void endStage(const QString &detail = {});
    /// Of a check for which there was nothing to work with.
    void skipStage();
    /// Of a check that looks at every jail: how many of them it can look at.
    void limitToKnownJails();
    void end(core::Result<PreflightReport> result);
    void finish();
    void add(PreflightIssueKind kind, PreflightSeverity severity, const QString &jail, const config::Origin &origin,
        const QString &subject, const QString &detail = {});
    void block(PreflightIssueKind kind, const QString &jail, const QString &subject, const QString &detail = {});
    void warn(PreflightIssueKind kind, const QString &jail, const QString &subject, const QString &detail = {});
    void addFindings(const QList<config::Finding> &findings);
    [[nodiscard]] bool hasBlocking(const QString &jail) const;
    [[nodiscard]] config::Origin originOf(const QString &jail, const QString &setting) const;
    /// Runs it; a broken way to the machine ends the check, what else fails goes to otherwise().
    void run(
        const transport::ReaderCommand &command, Commanded then, std::function<void(const core::Error &)> otherwise);
    void survey(const transport::Survey &questions, std::function<void(const transport::SurveyResult &)> then);
    [[nodiscard]] bool endsCheck(const core::Error &error);
    void notChecked(const QString &jail, const QString &subject, const core::Error &error);
    [[nodiscard]] QString configDirectory() const;

    // preflight_files.cpp
    void readFiles();
    void onFiles(const ServerConfiguration &configuration);
    void testConfig();
    void onTested(const transport::CommandResult &result);
    void dumpConfig();
    void onDumped(const transport::CommandResult &result);
    void takeJail(const QString &name);
    /// A file that fail2ban reads, too, by these findings, and whose end it would never see; empty: none.
    [[nodiscard]] QString endlessFile(const QList<config::Finding> &findings) const;
    void compareReadings(const config::DumpedJail &theirs);
    void explainTest();
    void checkTimes();
    void addFaults(const QList<config::FaultyValue> &faults, const QString &jail);
    /// Whether that mistake stands in the report, of itself or of a value that it takes over with %(...)s.
    [[nodiscard]] bool isTold(const config::FaultyValue &value, const QString &jail) const;
    void testTimes();

    // preflight_machine.cpp
    void findLogs();
    void resolveGlobs();
    void lookAtLogs();
    void findUnwatched(const Jail &jail);
    void onLogStats(const transport::SurveyResult &result);
    void checkBackends();
    void testNextBackend();
    void testBackend(const QString &backend, std::function<void(const core::Result<transport::CommandResult> &)> told);
    void testOtherBackend();
    void onBackendTest(
        const config::DumpedJail &jail, const QString &backend, const core::Result<transport::CommandResult> &result);
    void checkActions();
    void onPrograms(const transport::SurveyResult &result);

    // preflight_regexes.cpp
    void findPython();
    void checkRegexes();
    void testFilter();
    void testOptions();
    void testDatePattern();
    void testPrefix();
    void testNextRegex();
    void onRegex(const QString &regex, const transport::CommandResult &result);
    void addRunaway(const QString &regex, const QString &detail);
    void nextRegexJail();
    [[nodiscard]] QStringList regexOptions(const config::DumpedJail &jail) const;
    [[nodiscard]] QString linesFor(const config::DumpedJail &jail, const QStringList &regexes) const;

    // preflight_others.cpp
    void checkOthers();
    void testNextOther();
    void compareOther(QStringList properties);
    [[nodiscard]] QList<config::DumpedJail> otherJails() const; ///< that the daemon would start and are not checked
    void compileOther();
    void nextOther();
    void spoilsStart(const QString &setting, const QString &detail);

    // preflight_lines.cpp
    void checkLines();
    void searchLogins();
    /// What FilterTest::log says for a jail that reads the journal; empty: its matches cannot be passed on.
    [[nodiscard]] QString journalOf(const config::DumpedJail &jail) const;
    void searchNextLog();
    void onSearched(const Search &search, const core::Result<transport::CommandResult> &result);
    void onEnded(Search search, const core::Result<transport::CommandResult> &result); ///< by the limits
    /// Of a filter that did not come to an end on lines of that log.
    void addRunaway(const config::DumpedJail &jail, const QString &log, PreflightSeverity severity);
    void notSearched(const Search &search, const core::Error &error);
    [[nodiscard]] size_t farthest() const; ///< reach

    // preflight_lockout.cpp
    void judgeLines();
    void judgeJail(Jail &jail);
    void resolveIgnored(); ///< words of ignoreip that are no networks
    void readIgnoreFile(const QString &word);
    void tellLockouts();
    void tellLockout(const Jail &jail);

    // preflight_effect.cpp
    void checkEffect();
    void compareNextGlobal();
    void compareGlobal(const QString &name, const QVariant &running);
    void compareLog(const QString &name, const QString &change);
    void compareBackends();
    void readBackends(const QHash<QString, transport::FileStat> &stats);
    [[nodiscard]] QString backendFile(const QString &jail) const; ///< that names it, where somebody else writes it
    void compareNextJail();
    void compareActions(const QString &name, const QList<config::DumpedAction> &running);
    void compareNextProperty(QStringList names);
    void compareProperty(const QString &name, const QVariant &running);
    /// What the files said of a jail where the edit changes that setting of it; nullptr: it does not.
    [[nodiscard]] const config::DumpedJail *beforeEdit(const QString &jail, const QString &setting);
    [[nodiscard]] bool sessionIsGone();
    void daemonSilent(const core::Error &error);

    PreflightContext m_context;
    QString m_jail;
    core::Pending<PreflightReport> m_pending;
    QPointer<ServerSession> m_session;
    core::RequestHandle m_waiting; ///< for the machine; ends with this object
    PreflightStage m_stage = PreflightStage::Files;
    QElapsedTimer m_elapsed;
    qsizetype m_blockedBefore = 0; ///< blocking issues before the stage that runs
    PreflightExtent m_extent = PreflightExtent::Whole; ///< of the stage that runs
    PreflightReport m_report;

    ServerConfiguration m_configuration;
    QStringList m_names; ///< of the jails that are checked
    std::optional<QString> m_testOutput; ///< of a test that failed
    config::StreamDump m_dump;
    bool m_dumped = false;
    std::optional<config::StreamDump> m_ours; ///< our own reading, in the dump's form
    QHash<QString, config::DumpedJail> m_before; ///< without the edit, likewise
    QString m_endless; ///< a file at which whatever reads the configuration would wait or grow without end; empty: none
    QHash<QString, core::Result<transport::CommandResult>> m_backendTests;
    QList<Jail> m_jails;
    struct Doubt
    {
        QString jail;
        config::FaultyValue value;
    };
    QList<Doubt> m_doubts;
    qsizetype m_at = 0; ///< of the jails, in the stage that runs
    std::optional<LogGlobs> m_globs;
    QString m_python;
    struct RegexTest
    {
        QString failregex;
        QString ignoreregex;
        QString shown;
    };
    QList<RegexTest> m_tests;
    qsizetype m_regexCount = 0;
    QSet<QString> m_goodFilters; ///< with their options: many jails may have one
    QHash<QString, QString> m_badFilters; ///< of jails that are not checked; and what was said of each
    QList<config::DumpedJail> m_others; ///< enabled jails that are not checked, still to be looked at
    bool m_mute = false; ///< the daemon does not answer
    QList<Search> m_searches;
    QList<core::IpAddress> m_logins; ///< that logged in lately
    QStringList m_unresolved; ///< words of ignoreip
    QHash<QString, QStringList> m_ignored; ///< addresses and networks, by such a word; absent: nobody knows
    QStringList m_globals; ///< still to be compared
    QStringList m_runningJails;
    QStringList m_running; ///< of those that are checked
};

} // namespace services
