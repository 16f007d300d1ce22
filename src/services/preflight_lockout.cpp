// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that judges what the filters have found: whether they find anything, and whom they would have
// banned.
#include "config/lockout.h"
#include "core/time_string.h"
#include "services/preflight.h"

#include <QRegularExpression>
#include <QVersionNumber>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qsizetype mostNames = 50; ///< that are looked up; of more nobody knows
constexpr qint64 ignoreFileLimit = 1024 * 1024;
constexpr auto fileWord = "file:"_L1;

double findTime(const config::DumpedJail &jail)
{
    const auto seconds = core::parseTimeString(jail.text(u"findtime"_s));
    return seconds ? *seconds : 600; // filter.py
}

QString shown(const QList<core::IpAddress> &addresses)
{
    QStringList texts;
    for (const core::IpAddress &address : addresses)
        texts += address.toString();
    return texts.join(u", "_s);
}

QStringList ignoredBy(const config::DumpedJail &jail)
{
    QStringList words;
    for (const QVariant &word : jail.settings.value(u"addignoreip"_s))
        words += word.toString();
    return words;
}

/// Before fail2ban 1.1.1 "file:..." is a name that nobody has.
bool mayReadIgnoreFiles(const QString &version)
{
    return version.isEmpty() || QVersionNumber::fromString(version) >= QVersionNumber(1, 1, 1);
}

} // namespace

void Preflight::judgeLines()
{
    m_unresolved.clear();
    m_ignored.clear();
    for (Jail &jail : m_jails) {
        if ((!jail.logs.isEmpty() || !jail.journal.isEmpty()) && !jail.dumped.failregex.isEmpty()
            && !hasBlocking(jail.dumped.name))
            judgeJail(jail);
    }
    m_unresolved.removeDuplicates();
    resolveIgnored();
}

void Preflight::judgeJail(Jail &jail)
{
    const double now = double(m_context.clock.nowMs()) / 1000;
    const double since = now - config::daySeconds;
    const QList<config::FoundFailure> failures = config::foundFailures(jail.found, now);
    const bool anyLately
        = std::ranges::any_of(failures, [since](const config::FoundFailure &failure) { return failure.at >= since; });
    // A filter may find names and identifiers: they are no addresses, and yet it has matched.
    const bool othersOnly = failures.isEmpty() && !jail.found.trimmed().isEmpty();
    if (!anyLately && !othersOnly && (jail.hasText || !jail.journal.isEmpty()) && !jail.unsearched)
        warn(PreflightIssueKind::NothingMatches, jail.dumped.name,
            jail.journal.isEmpty() ? jail.logs.join(u", "_s) : u"systemd-journal"_s);

    bool ok = false;
    const qint64 maxretry = jail.dumped.text(u"maxretry"_s).toLongLong(&ok);
    const QStringList ignored = ignoredBy(jail.dumped);
    for (const core::IpAddress &address :
        config::wouldBeBanned(failures, ok ? maxretry : 3, findTime(jail.dumped), since)) {
        const bool concernsUs
            = m_context.own.contains(address) || m_context.mayBeOwn.contains(address) || m_logins.contains(address);
        if (concernsUs && !config::isIgnored(address, ignored))
            jail.caught.append(address);
    }
    if (jail.caught.isEmpty())
        return;
    for (const QString &word : ignored) {
        if (!core::IpNetwork::parse(word)
            && (!word.startsWith(fileWord) || mayReadIgnoreFiles(m_configuration.version)))
            m_unresolved += word;
    }
}

void Preflight::resolveIgnored()
{
    const auto file = std::ranges::find_if(m_unresolved, [](const QString &word) { return word.startsWith(fileWord); });
    if (file != m_unresolved.end()) {
        const QString word = *file;
        m_unresolved.erase(file);
        readIgnoreFile(word);
        return;
    }
    const QStringList names = std::exchange(m_unresolved, {}).mid(0, mostNames);
    if (names.isEmpty()) {
        tellLockouts();
        return;
    }
    // As the daemon does it, and where it does.
    run(
        transport::ReaderCommand::addressesOf(m_python, names),
        [this, names](const transport::CommandResult &result) {
            const QList<QByteArray> lines = result.standardOutput.split('\n');
            for (qsizetype i = 0; result.exitCode == 0 && i < names.size() && i < lines.size(); ++i) {
                if (lines[i] != "?")
                    m_ignored.insert(names[i], QString::fromUtf8(lines[i]).split(u' ', Qt::SkipEmptyParts));
            }
            tellLockouts();
        },
        [this](const core::Error &) { tellLockouts(); });
}

void Preflight::readIgnoreFile(const QString &word)
{
    m_waiting = m_context.host.readFile(
        word.sliced(fileWord.size()), ignoreFileLimit, this, [this, word](const core::Result<QByteArray> &content) {
            if (!content && endsCheck(content.error()))
                return;
            static const QRegularExpression comment(u"#[^\\n]*"_s);
            static const QRegularExpression between(u"[\\s,;]+"_s);
            if (content && content->size() < ignoreFileLimit)
                m_ignored.insert(word, QString::fromUtf8(*content).remove(comment).split(between, Qt::SkipEmptyParts));
            resolveIgnored();
        });
}

void Preflight::tellLockouts()
{
    for (const Jail &jail : std::as_const(m_jails)) {
        if (!jail.caught.isEmpty())
            tellLockout(jail);
    }
    endStage();
}

void Preflight::tellLockout(const Jail &jail)
{
    QStringList covering; // that may do so
    QStringList known;
    for (const QString &word : ignoredBy(jail.dumped)) {
        if (const auto found = m_ignored.constFind(word); found != m_ignored.cend()) {
            known += *found;
            if (word.startsWith(fileWord) && !std::ranges::all_of(*found, [](const QString &one) {
                    return core::IpNetwork::parse(one).has_value();
                }))
                covering += word; // names in a file are not looked up
        } else if (!core::IpNetwork::parse(word)
            && (!word.startsWith(fileWord) || mayReadIgnoreFiles(m_configuration.version))) {
            covering += word;
        }
    }
    if (const QString command = jail.dumped.text(u"ignorecommand"_s); !command.trimmed().isEmpty())
        covering += u"ignorecommand"_s;

    QList<core::IpAddress> own;
    QList<core::IpAddress> logins;
    QList<core::IpAddress> perhaps;
    for (const core::IpAddress &address : jail.caught) {
        if (config::isIgnored(address, known))
            continue;
        if (m_context.own.contains(address))
            own.append(address);
        else if (m_logins.contains(address))
            logins.append(address);
        else
            perhaps.append(address);
    }
    const QString &name = jail.dumped.name;
    const auto tell = [&](PreflightIssueKind kind, PreflightSeverity severity, const QList<core::IpAddress> &whom,
                          const QString &detail) {
        if (!whom.isEmpty())
            add(kind, severity, name, originOf(name, u"ignoreip"_s), shown(whom), detail);
    };
    if (covering.isEmpty()) {
        tell(PreflightIssueKind::LocksOut, PreflightSeverity::Blocking, own, {});
        tell(PreflightIssueKind::LocksOut, PreflightSeverity::Warning, logins, {});
        tell(PreflightIssueKind::MayLockOut, PreflightSeverity::Warning, perhaps, {});
    } else {
        tell(
            PreflightIssueKind::MayLockOut, PreflightSeverity::Warning, own + logins + perhaps, covering.join(u", "_s));
    }
}

} // namespace services
