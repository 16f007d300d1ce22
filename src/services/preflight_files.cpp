// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that looks at what the files say: our reading, fail2ban's, and their values.
#include "services/config_reading.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace services {
namespace {

PreflightIssueKind kindOf(config::ValueFault fault)
{
    switch (fault) {
    case config::ValueFault::Time:
    case config::ValueFault::TimeInDoubt:
        return PreflightIssueKind::BadTime;
    case config::ValueFault::TimeIsCode:
        return PreflightIssueKind::TimeIsCode;
    case config::ValueFault::Number:
        return PreflightIssueKind::BadNumber;
    case config::ValueFault::Backend:
        return PreflightIssueKind::BackendMissing;
    case config::ValueFault::Value:
        return PreflightIssueKind::BadValue;
    }
    return PreflightIssueKind::BadValue;
}

bool isSame(const config::Finding &a, const config::Finding &b)
{
    return a.kind == b.kind && a.origin == b.origin && a.detail == b.detail;
}

} // namespace

void Preflight::readFiles()
{
    if (m_context.configuration) {
        onFiles(*m_context.configuration);
        return;
    }
    m_waiting = m_context.config.read(
        m_context.profile.id, this, [this](const core::Result<ServerConfiguration> &configuration) {
            if (configuration)
                onFiles(*configuration);
            else
                end(tl::unexpected(configuration.error()));
        });
}

void Preflight::onFiles(const ServerConfiguration &configuration)
{
    m_configuration = configuration;
    const config::Configuration &files = m_configuration.configuration;
    const QList<config::Finding> global = config::globalFindings(files);
    const config::ConfigTree &tree = files.tree();
    for (auto file = tree.unreadable.cbegin(); file != tree.unreadable.cend(); ++file)
        warn(PreflightIssueKind::NotChecked, {}, tree.shown(file.key()), file.value());
    if (!m_jail.isEmpty() && !files.jail(m_jail) && global.isEmpty() && tree.unreadable.isEmpty()) {
        end(core::failure(core::ErrorCode::UnknownJail, m_jail));
        return;
    }
    if (!m_jail.isEmpty()) {
        m_names = QStringList { m_jail } + m_context.alsoJails;
    } else {
        for (const config::ConfiguredJail *jail : files.jails()) {
            if (jail->enabled)
                m_names += jail->name;
        }
    }
    QList<config::Finding> ofJails;
    for (const QString &name : std::as_const(m_names)) {
        if (const config::ConfiguredJail *jail = files.jail(name))
            ofJails += config::jailFindings(files, *jail);
    }
    // Who else uses a file is no news where all of them are checked, and is told once.
    ofJails.removeIf([this](const config::Finding &found) {
        return found.kind == config::FindingKind::SharedFile && (m_jail.isEmpty() || found.jail != m_jail);
    });
    // What stops fail2ban altogether stands in the list of its jail, too: once is enough.
    for (const config::Finding &finding : global) {
        if (std::ranges::none_of(ofJails, [&finding](const config::Finding &other) { return isSame(finding, other); }))
            addFindings({ finding });
    }
    addFindings(ofJails);
    const QList<config::Finding> ofOthers = config::otherJailsFindings(files, m_names);
    m_endless = endlessFile(global + ofJails + ofOthers);
    for (const config::Finding &finding : ofOthers) {
        if (std::ranges::none_of(global, [&finding](const config::Finding &other) { return isSame(finding, other); }))
            addFindings({ finding });
    }
    if (m_names.isEmpty() && global.isEmpty())
        warn(PreflightIssueKind::NotEnabled, {}, {});
    endStage(QString::number(m_names.size()));
}

QString Preflight::endlessFile(const QList<config::Finding> &findings) const
{
    const config::ConfigTree &tree = m_configuration.configuration.tree();
    for (auto file = tree.unreadable.cbegin(); file != tree.unreadable.cend(); ++file) {
        if (!ConfigReading::stopsReaders(*file))
            continue;
        const QString shown = tree.shown(file.key());
        // A definition is read where a jail calls it; whatever else is known, fail2ban reads always.
        const bool isDefinition = shown.startsWith("filter.d/"_L1) || shown.startsWith("action.d/"_L1);
        if (!isDefinition || std::ranges::any_of(findings, [&file](const config::Finding &finding) {
                return finding.origin.file == file.key();
            }))
            return shown;
    }
    return {};
}

void Preflight::testConfig()
{
    if (!m_endless.isEmpty()) { // fail2ban's own programs would wait there, or fill the machine's memory
        block(PreflightIssueKind::NotChecked, {}, u"fail2ban-client -t"_s, m_endless);
        skipStage();
        return;
    }
    run(
        transport::ReaderCommand::configTest(clientProgram(m_context.profile), configDirectory()),
        [this](const transport::CommandResult &result) { onTested(result); },
        [this](const core::Error &error) {
            // Without fail2ban's own word nothing may be sent.
            block(PreflightIssueKind::NotChecked, {}, u"fail2ban-client -t"_s,
                error.detail.isEmpty() ? core::errorCodeName(error.code) : error.detail);
            // What has read without end once does so again.
            if (error.code == core::ErrorCode::Timeout)
                m_endless = u"fail2ban-client -t"_s;
            skipStage();
        });
}

void Preflight::onTested(const transport::CommandResult &result)
{
    if (result.exitCode != 0)
        m_testOutput = outputOf(result);
    endStage();
}

void Preflight::dumpConfig()
{
    if (!m_endless.isEmpty()) {
        skipStage();
        return;
    }
    run(
        transport::ReaderCommand::configDump(clientProgram(m_context.profile), configDirectory()),
        [this](const transport::CommandResult &result) { onDumped(result); },
        [this](const core::Error &error) {
            block(PreflightIssueKind::NotChecked, {}, u"fail2ban-client -d"_s,
                error.detail.isEmpty() ? core::errorCodeName(error.code) : error.detail);
            m_extent = PreflightExtent::None;
            explainTest();
        });
}

void Preflight::onDumped(const transport::CommandResult &result)
{
    // Where a jail is skipped the exit code says so, and the others are there all the same.
    const auto dump = config::parseStreamDump(result.standardOutput);
    if (dump) {
        m_dump = *dump;
        m_dumped = true;
    } else {
        m_extent = PreflightExtent::None;
        if (!m_testOutput)
            block(PreflightIssueKind::ConfigUnreadable, {}, {}, outputOf(result));
    }
    for (const QString &name : std::as_const(m_names))
        takeJail(name);
    for (const QString &error : std::as_const(m_dump.configErrors)) {
        for (const QString &name : std::as_const(m_names)) {
            if (error.contains(u'\'' + name + u'\'') && !hasBlocking(name))
                block(PreflightIssueKind::ConfigUnreadable, name, {}, error);
        }
    }
    explainTest();
}

void Preflight::takeJail(const QString &name)
{
    const config::DumpedJail *theirs = m_dump.jail(name);
    if (theirs && theirs->started) {
        m_jails.append({ .dumped = *theirs, .byFail2ban = true });
        compareReadings(*theirs);
        return;
    }
    // Of a jail that no file enables fail2ban says nothing. Our own reading of it is the next best.
    const config::ConfiguredJail *configured = m_configuration.configuration.jail(name);
    if (!configured || configured->enabled || hasBlocking(name))
        return;
    config::Configuration::Machine machine;
    if (!m_configuration.version.isEmpty())
        machine.version = m_configuration.version;
    else if (!m_context.daemonVersion.isEmpty())
        machine.version = m_context.daemonVersion;
    const config::StreamDump ours
        = config::dumpOf(config::withEnabled(m_configuration.configuration, name, machine).stream());
    if (const config::DumpedJail *jail = ours.jail(name))
        m_jails.append({ .dumped = *jail });
    else
        warn(PreflightIssueKind::NotChecked, name, u"fail2ban-client -d"_s);
}

void Preflight::compareReadings(const config::DumpedJail &theirs)
{
    if (!m_ours)
        m_ours = config::dumpOf(m_configuration.configuration.stream());
    const config::DumpedJail *jail = m_ours->jail(theirs.name);
    const QString difference = jail ? config::firstDifference(theirs, *jail) : theirs.name;
    // Truth is fail2ban; where we read something else, what is shown of the files' places is not to be trusted.
    if (!difference.isEmpty())
        warn(PreflightIssueKind::NotChecked, theirs.name, u"fail2ban-client -d"_s, difference);
}

void Preflight::explainTest()
{
    if (m_testOutput) {
        static constexpr std::array reasons { PreflightIssueKind::ConfigUnreadable,
            PreflightIssueKind::DuplicateSection, PreflightIssueKind::UnresolvedInterpolation,
            PreflightIssueKind::UnknownFilter, PreflightIssueKind::UnknownAction, PreflightIssueKind::LogMissing };
        const auto isReason
            = [](const PreflightIssue &issue) { return std::ranges::find(reasons, issue.kind) != reasons.end(); };
        if (std::ranges::none_of(m_report.issues, isReason))
            block(PreflightIssueKind::ConfigUnreadable, {}, {}, *m_testOutput);
        else if (!std::ranges::any_of(m_report.issues,
                     [](const PreflightIssue &issue) { return issue.severity == PreflightSeverity::Blocking; }))
            warn(PreflightIssueKind::NotRestartable, {}, {}, *m_testOutput); // another jail is the reason
    }
    endStage(QString::number(m_jails.size()));
}

void Preflight::checkTimes()
{
    limitToKnownJails();
    if (m_dumped)
        addFaults(config::faultyGlobals(m_dump), {});
    for (const Jail &jail : std::as_const(m_jails))
        addFaults(config::faultyValues(jail.dumped), jail.dumped.name);
    for (const config::DumpedJail &other : std::as_const(m_dump.jails)) {
        if (!other.started || m_names.contains(other.name))
            continue;
        for (const config::FaultyValue &value : config::faultyValues(other)) {
            if (value.fault != config::ValueFault::TimeInDoubt)
                add(PreflightIssueKind::NotRestartable, PreflightSeverity::Warning, other.name,
                    originOf(other.name, value.name), value.name, value.text);
        }
    }
    testTimes();
}

void Preflight::addFaults(const QList<config::FaultyValue> &faults, const QString &jail)
{
    for (const config::FaultyValue &value : faults) {
        if (value.fault == config::ValueFault::TimeInDoubt)
            m_doubts.append({ jail, value });
        else if (!isTold(value, jail))
            add(kindOf(value.fault), PreflightSeverity::Blocking, jail, originOf(jail, value.name),
                value.fault == config::ValueFault::Backend ? value.text : value.name, value.text);
    }
}

bool Preflight::isTold(const config::FaultyValue &value, const QString &jail) const
{
    const config::ConfiguredJail *configured = m_configuration.configuration.jail(jail);
    const PreflightIssueKind kind = kindOf(value.fault);
    const config::Origin origin = originOf(jail, value.name);
    return configured && std::ranges::any_of(m_report.issues, [&](const PreflightIssue &issue) {
        if (issue.severity != PreflightSeverity::Blocking || issue.jail != jail || issue.kind != kind)
            return false;
        return (issue.subject == value.name && issue.origin == origin)
            || config::comesFrom(*configured, value.name, issue.origin);
    });
}

void Preflight::testTimes()
{
    if (m_at == m_doubts.size()) {
        endStage();
        return;
    }
    const Doubt doubt = m_doubts[m_at++];
    const auto refuse = [this, doubt](const QString &why) {
        add(PreflightIssueKind::BadTime, PreflightSeverity::Blocking, doubt.jail,
            originOf(doubt.jail, doubt.value.name), doubt.value.name,
            why.isEmpty() ? doubt.value.text : doubt.value.text + u'\n' + why);
        testTimes();
    };
    run(
        transport::ReaderCommand::timeTest(clientProgram(m_context.profile), doubt.value.text),
        [this, refuse](const transport::CommandResult &result) {
            if (result.exitCode == 0)
                testTimes();
            else
                refuse(outputOf(result));
        },
        [refuse](const core::Error &error) { refuse(error.detail); });
}

} // namespace services
