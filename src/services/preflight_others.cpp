// SPDX-License-Identifier: GPL-3.0-or-later
// The part of Preflight that looks at enabled jails which are not checked: a regex of theirs that was never loaded
// leaves the daemon without any jail at its next start.
#include "config/filter_text.h"
#include "protocol/commands.h"
#include "services/fail2ban_programs.h"
#include "services/preflight.h"
#include "services/running_settings.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int refusedByRegex = 255; // exit code of fail2ban-regex that says no; others say that it could not try
constexpr qint64 othersMs = 60'000; // for all of them; what is left then stays unchecked

} // namespace

QList<config::DumpedJail> Preflight::otherJails() const
{
    QList<config::DumpedJail> others;
    for (const config::DumpedJail &jail : m_dump.jails) {
        if (jail.started && !m_names.contains(jail.name))
            others.append(jail);
    }
    return others;
}

void Preflight::checkOthers()
{
    m_others = otherJails();
    testNextOther();
}

void Preflight::nextOther()
{
    m_others.removeFirst();
    // From the event loop: a thousand jails are no thousand calls deep.
    QMetaObject::invokeMethod(this, &Preflight::testNextOther, Qt::QueuedConnection);
}

void Preflight::testNextOther()
{
    if (m_others.isEmpty()) {
        endStage();
        return;
    }
    const config::DumpedJail &jail = m_others.constFirst();
    QStringList properties;
    if (!jail.failregex.isEmpty())
        properties += u"failregex"_s;
    if (!jail.ignoreregex.isEmpty())
        properties += u"ignoreregex"_s;
    if (!jail.prefregex.isEmpty())
        properties += u"prefregex"_s;
    compareOther(properties);
}

void Preflight::compareOther(QStringList properties)
{
    // What it runs it has compiled.
    if (properties.isEmpty()) {
        nextOther();
        return;
    }
    if (m_mute || !m_session || !m_runningJails.contains(m_others.constFirst().name)) {
        compileOther();
        return;
    }
    const QString property = properties.takeFirst();
    m_session->submit(protocol::jailProperty(m_others.constFirst().name, property), this,
        [this, property, properties](const core::Result<QVariant> &running) {
            if (!running && running.error().code != core::ErrorCode::UnknownJail
                && running.error().code != core::ErrorCode::ServerRefused
                && running.error().code != core::ErrorCode::InvalidCommand)
                m_mute = true;
            if (!running || settingEffect(property, *running, m_others.constFirst(), nullptr))
                compileOther();
            else
                compareOther(properties);
        });
}

void Preflight::compileOther()
{
    const config::DumpedJail &jail = m_others.constFirst();
    const auto filter = config::filterText(jail);
    const QStringList options = regexOptions(jail);
    const QString whole = filter ? options.join(u'\n') + u'\n' + *filter : QString();
    if (!filter || m_elapsed.elapsed() > othersMs) {
        notChecked(
            jail.name, u"failregex"_s, { filter ? core::ErrorCode::Timeout : core::ErrorCode::NotSupported, {} });
        nextOther();
        return;
    }
    if (const auto known = m_badFilters.constFind(whole); known != m_badFilters.cend())
        spoilsStart(u"failregex"_s, *known);
    if (m_goodFilters.contains(whole) || m_badFilters.contains(whole)) {
        nextOther();
        return;
    }
    const transport::ReaderCommand::FilterTest test { .python = m_python,
        .regexProgram = regexProgram(m_context.profile),
        .configDir = configDirectory(),
        .filter = *filter,
        .lines = regexSampleLine().toUtf8(),
        .options = options };
    run(
        transport::ReaderCommand::filterTest(test),
        [this, whole](const transport::CommandResult &result) {
            const QString said = outputOf(result);
            if (result.exitCode == 0) {
                m_goodFilters.insert(whole);
            } else if (result.exitCode == refusedByRegex) {
                m_badFilters.insert(whole, said);
                spoilsStart(u"failregex"_s, said);
            } else {
                notChecked(m_others.constFirst().name, u"failregex"_s, { core::ErrorCode::CommandFailed, said });
            }
            nextOther();
        },
        [this](const core::Error &error) {
            notChecked(m_others.constFirst().name, u"failregex"_s, error);
            nextOther();
        });
}

void Preflight::spoilsStart(const QString &setting, const QString &detail)
{
    const QString &jail = m_others.constFirst().name;
    add(PreflightIssueKind::NotRestartable, PreflightSeverity::Warning, jail, originOf(jail, setting), setting, detail);
}

} // namespace services
