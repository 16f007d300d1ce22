// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that reads the last day of the logs through the jails' filters: whom would they have banned.
#include "config/filter_text.h"
#include "config/lockout.h"
#include "config/stock_filters.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"

#include <QDateTime>
#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 searchesMs = 5 * 60'000; // for all logs together; what is left then stays unchecked
constexpr int signalled = 128; ///< exit codes from here on: the CPU limit has ended it

/// How much of a log is searched, and how long; where that is not enough, the next.
struct Reach
{
    qint64 bytes;
    int cpuSeconds; // 4 MiB through the longest of the stock filters take about ten
};
constexpr std::array reaches { Reach { 64LL << 20, 120 }, Reach { 4LL << 20, 30 }, Reach { 50LL << 10, 30 } };

/// sshd's line about a login; its own name since OpenSSH 9.8.
QString loginRegex()
{
    return u"sshd(?:-session)?\\[\\d+\\]: Accepted \\S+ for .* from <HOST> port \\d+"_s;
}

/// Where a machine that keeps no file of them has the logins: Debian's name of the unit and everybody else's.
const QString loginJournal = u"journal:_SYSTEMD_UNIT=ssh.service\n+\n_SYSTEMD_UNIT=sshd.service"_s;

const QString journalLogName = u"systemd-journal"_s; // as fail2ban-regex calls it

/// The log, as it is named to a reader.
QString shownLog(const QString &log)
{
    return log.startsWith("journal:"_L1) ? journalLogName : log;
}

/// One that logrotate has made of another of the logs, with which it is read.
bool isRotated(const QString &log, const QStringList &logs)
{
    static const QRegularExpression rotated(u"^(.+)(?:\\.\\d+|-\\d{8}(?:-?\\d+)?)$"_s);
    const auto match = rotated.match(log);
    return match.hasMatch() && logs.contains(match.captured(1));
}

bool wasEnded(const core::Result<transport::CommandResult> &result)
{
    return result ? result->exitCode >= signalled && result->exitCode < 255
                  : result.error().code == core::ErrorCode::Timeout;
}

} // namespace

size_t Preflight::farthest() const
{
    return m_context.quick ? 1 : 0;
}

void Preflight::checkLines()
{
    limitToKnownJails();
    m_searches.clear();
    bool passedOver = false;
    for (qsizetype i = 0; i < m_jails.size(); ++i) {
        if (m_context.before && !m_jails[i].byFail2ban)
            continue; // the change ends it: it bans nobody any more
        if (hasBlocking(m_jails[i].dumped.name)) {
            passedOver = true;
            continue;
        }
        if (config::backendName(m_jails[i].dumped.backend) == "systemd"_L1) {
            m_jails[i].journal = journalOf(m_jails[i].dumped);
            if (m_jails[i].journal.isEmpty())
                warn(PreflightIssueKind::NotChecked, m_jails[i].dumped.name, journalLogName);
            else if (!m_jails[i].dumped.failregex.isEmpty())
                m_searches.append({ i, m_jails[i].journal, farthest() });
            continue;
        }
        if (m_jails[i].logs.isEmpty() || m_jails[i].dumped.failregex.isEmpty())
            continue;
        for (const QString &log : std::as_const(m_jails[i].logs)) {
            if (!isRotated(log, m_jails[i].logs))
                m_searches.append({ i, log, farthest() });
        }
    }
    if (passedOver && m_extent == PreflightExtent::Whole)
        m_extent = PreflightExtent::Part;
    if (m_searches.isEmpty()) {
        if (m_extent == PreflightExtent::Whole)
            endStage(u"0"_s);
        else
            skipStage(); // what was found is that none of the jails could be searched
        return;
    }
    searchLogins();
}

void Preflight::searchLogins()
{
    transport::Survey questions;
    questions.stats = QStringList { u"/var/log/auth.log"_s, u"/var/log/secure"_s };
    survey(questions, [this](const transport::SurveyResult &result) {
        QStringList logs;
        bool growing = false; // one that a system without syslog has left behind tells of nobody
        for (auto stat = result.stats.cbegin(); stat != result.stats.cend(); ++stat) {
            if (!stat->isRegular || stat->size == 0)
                continue;
            logs += stat.key();
            growing = growing || m_context.clock.nowMs() - stat->modifiedAt < qint64(config::daySeconds) * 1000;
        }
        for (const Search &search : std::as_const(m_searches)) {
            // Logins stand where a jail's filter reads sshd.
            const QStringList &regexes = m_jails[search.jail].dumped.failregex;
            const QString all = regexes.join(u'\n') + m_jails[search.jail].dumped.prefregex;
            if (all.contains("sshd"_L1)) {
                growing = true;
                if (!logs.contains(search.log))
                    logs += search.log;
            }
        }
        if (!growing)
            logs += loginJournal;
        for (const QString &log : std::as_const(logs))
            m_searches.prepend({ -1, log, farthest() });
        searchNextLog();
    });
}

QString Preflight::journalOf(const config::DumpedJail &jail) const
{
    // The dump joins matches of several lines, of which each is to be met alone.
    const config::ConfiguredJail *configured = m_configuration.configuration.jail(jail.name);
    if (configured && configured->filterValues.value(u"journalmatch"_s).value.trimmed().contains(u'\n'))
        return {};
    QStringList matches;
    for (const QVariant &word : jail.settings.value(u"addjournalmatch"_s))
        matches += word.toString();
    static const QRegularExpression match(u"^(?:\\+|[A-Z0-9_]+=[^\\n]*)$"_s); // no option of journalctl
    if (matches.isEmpty()
        || !std::ranges::all_of(matches, [](const QString &word) { return match.match(word).hasMatch(); }))
        return {};
    return u"journal:"_s + matches.join(u'\n');
}

void Preflight::searchNextLog()
{
    if (m_searches.isEmpty()) {
        judgeLines();
        return;
    }
    const Search search = m_searches.takeFirst();
    const bool ofJail = search.jail >= 0;
    const auto filter = ofJail ? config::filterText(m_jails[search.jail].dumped) : config::filterText(loginRegex());
    if (!filter || m_elapsed.elapsed() > searchesMs) {
        notSearched(search, { filter ? core::ErrorCode::Timeout : core::ErrorCode::NotSupported, {} });
        searchNextLog();
        return;
    }
    transport::ReaderCommand::FilterTest test { .python = m_python,
        .regexProgram = regexProgram(m_context.profile),
        .configDir = configDirectory(),
        .filter = *filter,
        .log = search.log,
        .limit = reaches.at(search.reach).bytes,
        .options = { u"-o"_s, u"<ip>|<time>"_s },
        .cpuSeconds = reaches.at(search.reach).cpuSeconds };
    if (ofJail) {
        const config::DumpedJail &jail = m_jails[search.jail].dumped;
        test.options += regexOptions(jail);
        const QString encoding = jail.text(u"logencoding"_s);
        if (!encoding.isEmpty() && encoding != "auto"_L1)
            test.options += "--encoding="_L1 + encoding;
    }
    // Of the journal the daemon has the time beside the line, in whatever form the filter expects it in a file.
    if (search.log.startsWith("journal:"_L1))
        test.options += u"--datepattern={^LN-BEG}EPOCH"_s;
    run(
        transport::ReaderCommand::filterTest(test),
        [this, search](const transport::CommandResult &result) {
            onSearched(search, result);
            searchNextLog();
        },
        [this, search](const core::Error &error) {
            onSearched(search, tl::unexpected(error));
            searchNextLog();
        });
}

void Preflight::onSearched(const Search &search, const core::Result<transport::CommandResult> &result)
{
    if (wasEnded(result)) {
        onEnded(search, result);
        return;
    }
    if (!result) {
        notSearched(search, result.error());
        return;
    }
    const bool ofJail = search.jail >= 0;
    if (result->exitCode != 0) {
        QString said = QString::fromUtf8(result->standardError + result->standardOutput);
        said = transport::ReaderCommand::withoutSearched(said).trimmed().right(2000);
        notSearched(
            search, { core::ErrorCode::CommandFailed, said.isEmpty() ? QString::number(result->exitCode) : said });
        return;
    }
    const auto searched = transport::ReaderCommand::searched(*result);
    if (result->truncated || (searched && searched->cut)) {
        const qint64 from = searched ? searched->from : 0;
        const QString since = from > 0 ? QDateTime::fromSecsSinceEpoch(from, Qt::UTC).toString(Qt::ISODate) : QString();
        warn(PreflightIssueKind::SearchedPartly, ofJail ? m_jails[search.jail].dumped.name : QString(),
            shownLog(search.log), since);
        if (ofJail)
            m_jails[search.jail].unsearched = true;
        if (ofJail && search.suspect)
            addRunaway(m_jails[search.jail].dumped, shownLog(search.log), PreflightSeverity::Warning);
    }
    if (ofJail) {
        m_jails[search.jail].found += result->standardOutput;
        return;
    }
    const double now = double(m_context.clock.nowMs()) / 1000;
    for (const config::FoundFailure &login : config::foundFailures(result->standardOutput, now)) {
        if (!m_logins.contains(login.address))
            m_logins.append(login.address);
    }
}

void Preflight::onEnded(Search search, const core::Result<transport::CommandResult> &result)
{
    // Too much for it, or a line on which the filter does not come to an end: less of the log tells which.
    const auto searched = result ? transport::ReaderCommand::searched(*result) : std::nullopt;
    search.suspect = search.suspect || (searched && searched->size <= reaches.at(1).bytes);
    do {
        ++search.reach;
    } while (search.reach < reaches.size() - 1 && searched && reaches.at(search.reach).bytes >= searched->size);
    if (search.reach < reaches.size()) {
        m_searches.prepend(search);
        return;
    }
    if (search.jail < 0) {
        notSearched(search, { core::ErrorCode::Timeout, {} });
        return;
    }
    Jail &jail = m_jails[search.jail];
    jail.unsearched = true;
    addRunaway(jail.dumped, shownLog(search.log), PreflightSeverity::Blocking);
}

void Preflight::addRunaway(const config::DumpedJail &jail, const QString &log, PreflightSeverity severity)
{
    // Which of its regexes it is nobody has said. What fail2ban itself ships is as it is on every server.
    const config::Origin origin = originOf(jail.name, u"failregex"_s);
    const bool stock = config::isStockFilter(origin.file)
        && (jail.prefregex.isEmpty() || config::isStockFilter(originOf(jail.name, u"prefregex"_s).file));
    add(PreflightIssueKind::RunawayRegex, stock ? PreflightSeverity::Warning : severity, jail.name, origin,
        u"failregex"_s, log);
}

void Preflight::notSearched(const Search &search, const core::Error &error)
{
    if (search.jail < 0) {
        notChecked({}, u"logins"_s, error);
        return;
    }
    m_jails[search.jail].unsearched = true;
    notChecked(m_jails[search.jail].dumped.name, shownLog(search.log), error);
}

} // namespace services
