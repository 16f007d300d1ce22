// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that reads the last day of the logs through the jails' filters: whom would they have banned.
#include "config/filter_text.h"
#include "config/lockout.h"
#include "core/time_string.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr double daySeconds = 86400;
constexpr int searchCpuSeconds = 30; // 4 MiB through the longest of the stock filters takes about ten
constexpr qint64 searchesMs = 3 * 60'000; // for all logs together; what is left then stays unchecked

/// sshd's line about a login; its own name since OpenSSH 9.8.
QString loginRegex()
{
    return u"sshd(?:-session)?\\[\\d+\\]: Accepted \\S+ for .* from <HOST> port \\d+"_s;
}

QString textOf(const config::DumpedJail &jail, const QString &setting)
{
    return jail.settings.value(setting).value(0).toString();
}

double findTime(const config::DumpedJail &jail)
{
    const auto seconds = core::parseTimeString(textOf(jail, u"findtime"_s));
    return seconds ? *seconds : 600; // filter.py
}

/// Where a machine that keeps no file of them has the logins: Debian's name of the unit and everybody else's.
const QString loginJournal = u"journal:_SYSTEMD_UNIT=ssh.service\n+\n_SYSTEMD_UNIT=sshd.service"_s;

const QString journalLogName = u"systemd-journal"_s; // as fail2ban-regex calls it

/// The log, as it is named to a reader.
QString shownLog(const QString &log)
{
    return log.startsWith("journal:"_L1) ? journalLogName : log;
}

QString shown(const QList<core::IpAddress> &addresses)
{
    QStringList texts;
    for (const core::IpAddress &address : addresses)
        texts += address.toString();
    return texts.join(u", "_s);
}

} // namespace

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
                m_searches.append({ i, m_jails[i].journal });
            continue;
        }
        if (m_jails[i].logs.isEmpty() || m_jails[i].dumped.failregex.isEmpty())
            continue;
        for (const QString &log : std::as_const(m_jails[i].logs))
            m_searches.append({ i, log });
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
            growing = growing || m_context.clock.nowMs() - stat->modifiedAt < qint64(daySeconds) * 1000;
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
            m_searches.prepend({ -1, log });
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
    const QString name = ofJail ? m_jails[search.jail].dumped.name : QString();
    const auto failed = [this, search, name](const core::Error &error) {
        if (search.jail >= 0) {
            m_jails[search.jail].unsearched = true;
            notChecked(name, shownLog(search.log), error);
        } else {
            notChecked({}, u"logins"_s, error);
        }
        searchNextLog();
    };
    const auto filter = ofJail ? config::filterText(m_jails[search.jail].dumped) : config::filterText(loginRegex());
    if (!filter || m_elapsed.elapsed() > searchesMs) {
        failed({ filter ? core::ErrorCode::Timeout : core::ErrorCode::NotSupported, {} });
        return;
    }
    transport::ReaderCommand::FilterTest test { .python = m_python,
        .regexProgram = regexProgram(m_context.profile),
        .configDir = configDirectory(),
        .filter = *filter,
        .log = search.log,
        .options = { u"-o"_s, u"<ip>|<time>"_s },
        .cpuSeconds = searchCpuSeconds };
    if (ofJail) {
        const config::DumpedJail &jail = m_jails[search.jail].dumped;
        test.options += regexOptions(jail);
        const QString encoding = textOf(jail, u"logencoding"_s);
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
        [this, search, name, failed](const core::Error &error) {
            if (error.code == core::ErrorCode::Timeout && search.jail >= 0)
                warn(PreflightIssueKind::RunawayRegex, name, shownLog(search.log), error.detail);
            failed(error);
        });
}

void Preflight::onSearched(const Search &search, const transport::CommandResult &result)
{
    const QString said = QString::fromUtf8(result.standardError + result.standardOutput).trimmed().right(2000);
    if (search.jail < 0) {
        if (result.exitCode != 0) {
            notChecked({}, u"logins"_s,
                { core::ErrorCode::CommandFailed, said.isEmpty() ? QString::number(result.exitCode) : said });
            return;
        }
        const double now = double(m_context.clock.nowMs()) / 1000;
        for (const config::FoundFailure &login : config::foundFailures(result.standardOutput, now)) {
            if (!m_logins.contains(login.address))
                m_logins.append(login.address);
        }
        return;
    }
    Jail &jail = m_jails[search.jail];
    if (result.exitCode == 0) {
        jail.found += result.standardOutput;
        return;
    }
    jail.unsearched = true;
    notChecked(jail.dumped.name, shownLog(search.log),
        { core::ErrorCode::CommandFailed, said.isEmpty() ? QString::number(result.exitCode) : said });
}

void Preflight::judgeLines()
{
    for (const Jail &jail : std::as_const(m_jails)) {
        if ((!jail.logs.isEmpty() || !jail.journal.isEmpty()) && !jail.dumped.failregex.isEmpty()
            && !hasBlocking(jail.dumped.name))
            judgeJail(jail);
    }
    endStage();
}

void Preflight::judgeJail(const Jail &jail)
{
    const QString &name = jail.dumped.name;
    const double now = double(m_context.clock.nowMs()) / 1000;
    const double since = now - daySeconds;
    const QList<config::FoundFailure> failures = config::foundFailures(jail.found, now);
    const bool anyLately
        = std::ranges::any_of(failures, [since](const config::FoundFailure &failure) { return failure.at >= since; });
    // A filter may find names and identifiers: they are no addresses, and yet it has matched.
    const bool othersOnly = failures.isEmpty() && !jail.found.trimmed().isEmpty();
    if (!anyLately && !othersOnly && (jail.hasText || !jail.journal.isEmpty()) && !jail.unsearched)
        warn(PreflightIssueKind::NothingMatches, name,
            jail.journal.isEmpty() ? jail.logs.join(u", "_s) : journalLogName);

    bool ok = false;
    const qint64 maxretry = textOf(jail.dumped, u"maxretry"_s).toLongLong(&ok);
    QStringList ignored;
    for (const QVariant &word : jail.dumped.settings.value(u"addignoreip"_s))
        ignored += word.toString();
    QList<core::IpAddress> own;
    QList<core::IpAddress> logins;
    for (const core::IpAddress &address :
        config::wouldBeBanned(failures, ok ? maxretry : 3, findTime(jail.dumped), since)) {
        if (config::isIgnored(address, ignored))
            continue;
        if (m_context.own.contains(address))
            own.append(address);
        else if (m_logins.contains(address))
            logins.append(address);
    }
    if (!own.isEmpty())
        add(PreflightIssueKind::LocksOut, PreflightSeverity::Blocking, name, originOf(name, u"ignoreip"_s), shown(own));
    if (!logins.isEmpty())
        add(PreflightIssueKind::LocksOut, PreflightSeverity::Warning, name, originOf(name, u"ignoreip"_s),
            shown(logins));
}

} // namespace services
