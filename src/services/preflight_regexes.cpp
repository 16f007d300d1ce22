// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that has the server's Python compile every regex and try it on lines made to trap it: the whole
// filter at once, and where that fails one by one.
#include "config/adversarial_lines.h"
#include "config/filter_text.h"
#include "config/stock_filters.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"

#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int signalled = 128; ///< exit codes from here on: the CPU limit has ended it
constexpr qsizetype mostLines = 120;

/// Without what fail2ban-regex begins with, whatever it is asked: "Running tests", a line, "Use failregex line : ...".
QString toldByRegex(const transport::CommandResult &result)
{
    static const QRegularExpression opening(u"^(\\s*(Running tests|=+|Use .*)?\\s*\\n)+"_s);
    const QString all = QString::fromUtf8(result.standardError + result.standardOutput + '\n');
    const QString told = QString(all).remove(opening).trimmed();
    return told.isEmpty() ? outputOf(result) : told.right(2000);
}

qint64 maxLines(const config::DumpedJail &jail)
{
    return jail.text(u"maxlines"_s).toLongLong();
}

} // namespace

void Preflight::findPython()
{
    m_python = u"/usr/bin/python3"_s;
    // The Python that fail2ban runs with is the one that its program names in its first line; a wrapper names it later.
    const QString client = clientProgram(m_context.profile);
    const QString path = client.startsWith(u'/') ? client : u"/usr/bin/fail2ban-client"_s;
    m_waiting = m_context.host.readFile(path, 4096, this, [this](const core::Result<QByteArray> &content) {
        if (!content && endsCheck(content.error()))
            return;
        static const QRegularExpression program(u"(?<![\\w./-])(/[\\w./+-]*/python3?(?:\\.\\d+)?)(?=[\\s'\"]|$)"_s);
        if (content) {
            const auto match = program.match(QString::fromUtf8(*content));
            if (match.hasMatch())
                m_python = match.captured(1);
        }
        checkRegexes();
    });
}

void Preflight::checkRegexes()
{
    if (m_at == m_jails.size()) {
        endStage(QString::number(m_regexCount));
        return;
    }
    testFilter();
}

void Preflight::nextRegexJail()
{
    ++m_at;
    checkRegexes();
}

QStringList Preflight::regexOptions(const config::DumpedJail &jail) const
{
    QStringList options;
    // The daemon stops at a time zone that it does not know; fail2ban-regex says so before.
    const QString zone = jail.text(u"logtimezone"_s);
    if (!zone.isEmpty())
        options += "--timezone="_L1 + zone;
    if (maxLines(jail) > 1)
        options += "--maxlines="_L1 + QString::number(maxLines(jail));
    return options;
}

QString Preflight::linesFor(const config::DumpedJail &jail, const QStringList &regexes) const
{
    QStringList lines { regexSampleLine() };
    for (const QString &regex : regexes) {
        for (const QString &line :
            config::adversarialLines(regex, regex == jail.prefregex ? QString() : jail.prefregex)) {
            // With a date, which is cut off, and for a regex that is bound to the line's beginning without one.
            lines += "Nov 21 12:00:00 "_L1 + line;
            lines += line;
        }
        if (lines.size() > mostLines)
            break;
    }
    return lines.join(u'\n') + u'\n';
}

void Preflight::testFilter()
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    QStringList all = jail.failregex + jail.ignoreregex;
    m_regexCount += all.size();
    if (!jail.prefregex.isEmpty())
        all.prepend(jail.prefregex);
    const auto filter = config::filterText(jail);
    if (!filter) {
        testOptions();
        return;
    }
    const QStringList options = regexOptions(jail);
    const QString whole = options.join(u'\n') + u'\n' + *filter;
    if (m_goodFilters.contains(whole)) {
        // From the event loop: a thousand jails of one filter are no thousand calls deep.
        QMetaObject::invokeMethod(this, &Preflight::nextRegexJail, Qt::QueuedConnection);
        return;
    }
    const transport::ReaderCommand::FilterTest test { .python = m_python,
        .regexProgram = regexProgram(m_context.profile),
        .configDir = configDirectory(),
        .filter = *filter,
        .lines = linesFor(jail, all).toUtf8(),
        .options = options };
    run(
        transport::ReaderCommand::filterTest(test),
        [this, whole](const transport::CommandResult &result) {
            if (result.exitCode == 0) {
                m_goodFilters.insert(whole);
                nextRegexJail();
            } else
                testOptions(); // which of them it is, is found one by one
        },
        [this](const core::Error &) { testOptions(); });
}

void Preflight::testOptions()
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    run(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDirectory(), regexSampleLine(),
            harmlessRegex(), {}, regexOptions(jail)),
        [this, name = jail.name](const transport::CommandResult &result) {
            if (result.exitCode == 0) {
                testDatePattern();
                return;
            }
            // Without a time zone there is nothing that it could refuse: it does not run at all.
            if (m_jails[m_at].dumped.text(u"logtimezone"_s).isEmpty())
                block(PreflightIssueKind::NotChecked, name, u"fail2ban-regex"_s, toldByRegex(result));
            else
                add(PreflightIssueKind::BadValue, PreflightSeverity::Blocking, name, originOf(name, u"logtimezone"_s),
                    u"logtimezone"_s, toldByRegex(result));
            nextRegexJail();
        },
        [this, name = jail.name](const core::Error &error) {
            // Without that program no regex can be judged, and a bad one costs the jail.
            block(PreflightIssueKind::NotChecked, name, u"fail2ban-regex"_s,
                error.detail.isEmpty() ? core::errorCodeName(error.code) : error.detail);
            nextRegexJail();
        });
}

void Preflight::testDatePattern()
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    const QString pattern = jail.text(u"datepattern"_s);
    if (pattern.isEmpty()) {
        testPrefix();
        return;
    }
    const auto refuse = [this, name = jail.name, pattern](const QString &why) {
        add(PreflightIssueKind::BadDatePattern, PreflightSeverity::Blocking, name, originOf(name, u"datepattern"_s),
            pattern, why);
        testPrefix();
    };
    run(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDirectory(), regexSampleLine(),
            harmlessRegex(), {}, { "--datepattern="_L1 + pattern }),
        [this, refuse](const transport::CommandResult &result) {
            if (result.exitCode == 0)
                testPrefix();
            else
                refuse(toldByRegex(result));
        },
        [refuse](const core::Error &error) { refuse(error.detail); });
}

void Preflight::testPrefix()
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    const auto list = [this, jail](bool prefixNames) {
        m_tests.clear();
        for (const QString &regex : jail.failregex)
            m_tests.append({ prefixNames ? harmlessRegex() : regex, prefixNames ? regex : QString(), regex });
        // fail2ban-regex takes an ignoreregex only beside a failregex.
        for (const QString &regex : jail.ignoreregex)
            m_tests.append({ harmlessRegex(), regex, regex });
        if (!jail.prefregex.isEmpty())
            m_tests.append({ harmlessRegex(), jail.prefregex, jail.prefregex });
        testNextRegex();
    };
    if (jail.prefregex.isEmpty() || maxLines(jail) > 1) {
        list(false);
        return;
    }
    // Where the prefregex tells who failed (all of the stock apache filters do so), no failregex has to (failregex.py):
    // it is then compiled and tried like an ignoreregex, which needs no such group.
    run(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDirectory(), regexSampleLine(),
            jail.prefregex, {}, regexOptions(jail)),
        [list](const transport::CommandResult &result) { list(result.exitCode == 0); },
        [list](const core::Error &) { list(false); });
}

void Preflight::testNextRegex()
{
    if (m_tests.isEmpty()) {
        nextRegexJail();
        return;
    }
    const RegexTest test = m_tests.takeFirst();
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    QStringList lines { regexSampleLine() };
    for (const QString &line : config::adversarialLines(test.shown)) {
        lines += "Nov 21 12:00:00 "_L1 + line;
        lines += line;
    }
    run(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDirectory(), lines.join(u'\n'),
            test.failregex, test.ignoreregex, regexOptions(jail)),
        [this, shown = test.shown](const transport::CommandResult &result) {
            onRegex(shown, result);
            testNextRegex();
        },
        [this, shown = test.shown](const core::Error &error) {
            if (error.code == core::ErrorCode::Timeout)
                addRunaway(shown, error.detail);
            else
                notChecked(m_jails[m_at].dumped.name, shown, error);
            testNextRegex();
        });
}

void Preflight::addRunaway(const QString &regex, const QString &detail)
{
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    const QString setting = jail.failregex.contains(regex) ? u"failregex"_s
        : jail.ignoreregex.contains(regex)                 ? u"ignoreregex"_s
                                                           : u"prefregex"_s;
    const config::Origin origin = originOf(jail.name, setting);
    // What fail2ban itself ships is as it is on every server: that is worth knowing, and no reason to do without the
    // jail.
    add(PreflightIssueKind::RunawayRegex,
        config::isStockFilter(origin.file) ? PreflightSeverity::Warning : PreflightSeverity::Blocking, jail.name,
        origin, regex, detail);
}

void Preflight::onRegex(const QString &regex, const transport::CommandResult &result)
{
    if (result.exitCode == 0)
        return;
    if (result.exitCode >= signalled && result.exitCode < 255) {
        addRunaway(regex, {});
        return;
    }
    const config::DumpedJail &jail = m_jails[m_at].dumped;
    const QString said = toldByRegex(result);
    const QString setting = jail.failregex.contains(regex) ? u"failregex"_s
        : jail.ignoreregex.contains(regex)                 ? u"ignoreregex"_s
                                                           : u"prefregex"_s;
    add(said.contains("No failure-id group"_L1) || said.contains("No 'host' group"_L1) ? PreflightIssueKind::NoHostGroup
                                                                                       : PreflightIssueKind::BadRegex,
        PreflightSeverity::Blocking, jail.name, originOf(jail.name, setting), regex, said);
}

} // namespace services
