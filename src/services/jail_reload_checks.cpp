// SPDX-License-Identifier: GPL-3.0-or-later
// The part of JailReload that looks at the configuration before anything is sent.
#include "protocol/commands.h"
#include "services/fail2ban_programs.h"
#include "services/jail_reload.h"
#include "services/log_opening.h"
#include "services/server_session.h"

using namespace Qt::StringLiterals;

namespace services {
namespace {

/// Files without which the daemon gives the jail up: the logs (a folder is none) and actions that are Python.
QStringList filesOf(const config::DumpedJail &jail)
{
    QStringList files;
    for (const QVariant &word : jail.settings.value(u"addlogpath"_s)) {
        if (word.toString().startsWith(u'/')) // the others say "head" or "tail"
            files += word.toString();
    }
    for (const config::DumpedAction &action : jail.actions) {
        if (!action.pythonFile.isEmpty())
            files += action.pythonFile;
    }
    return files;
}

} // namespace

void JailReload::dumpConfig()
{
    begin(ReloadStage::ConfigDump);
    m_context.host.runReader(
        transport::ReaderCommand::configDump(clientProgram(m_context.profile), configDir(m_context.profile)), this,
        [this](const core::Result<transport::CommandResult> &result) { checkDump(result); });
}

void JailReload::checkDump(const core::Result<transport::CommandResult> &output)
{
    if (!output) {
        fail(output.error());
        return;
    }
    if (output->exitCode != 0) {
        fail(core::ErrorCode::PreflightFailed, outputOf(*output));
        return;
    }
    const auto dump = config::parseStreamDump(output->standardOutput);
    if (!dump) {
        fail(core::ErrorCode::PreflightFailed, dump.error().detail);
        return;
    }
    m_dump = *dump;
    const config::DumpedJail *wanted = m_dump.jail(m_jail);
    if (m_rehearsal && (!wanted || !wanted->started) && m_dump.configErrors.isEmpty()) {
        fail(core::ErrorCode::UnknownJail, m_jail);
        return;
    }
    if (!wanted || !wanted->started) {
        // A reload of a jail that the configuration does not enable would remove it (fact sheet 2.5).
        fail(
            core::ErrorCode::PreflightFailed, m_dump.configErrors.isEmpty() ? m_jail : m_dump.configErrors.join(u'\n'));
        return;
    }
    m_wanted = *wanted;
    const ReloadCheck check = checkForReload(m_dump, m_wanted);
    if (!check.problem.isEmpty()) {
        fail(core::ErrorCode::PreflightFailed, check.problem);
        return;
    }
    m_needsJournal = check.needsJournal;
    testTimes(check.times);
}

void JailReload::testTimes(QList<DoubtfulTime> times)
{
    if (times.isEmpty()) {
        compareDatabase();
        return;
    }
    const DoubtfulTime time = times.takeFirst();
    m_context.host.runReader(transport::ReaderCommand::timeTest(clientProgram(m_context.profile), time.text), this,
        [this, time, times](const core::Result<transport::CommandResult> &result) {
            if (!result || result->exitCode != 0)
                fail(core::ErrorCode::PreflightFailed, time.name + " = "_L1 + time.text);
            else
                testTimes(times);
        });
}

void JailReload::compareDatabase()
{
    if (sessionIsGone())
        return;
    // Even the reload of one jail sends the globals: a changed dbfile would delete the jail (fact sheet 8.2.4).
    m_session->submit(protocol::globalProperty(u"dbfile"_s), this, [this](const core::Result<QVariant> &running) {
        if (!running) {
            fail(running.error());
            return;
        }
        const QString problem = databaseProblem(running->toString(), m_dump.globals.value(u"dbfile"_s));
        if (problem.isEmpty())
            compareLogTarget();
        else
            fail(core::ErrorCode::PreflightFailed, problem);
    });
}

void JailReload::compareLogTarget()
{
    if (sessionIsGone())
        return;
    m_session->submit(protocol::globalProperty(u"logtarget"_s), this, [this](const core::Result<QVariant> &running) {
        if (!running) {
            fail(running.error());
            return;
        }
        const QString wanted = m_dump.globals.value(u"logtarget"_s);
        // What the files do not name, a reload does not set.
        if (wanted.isEmpty() || isSameLogTarget(running->toString(), wanted))
            compareSyslogSocket();
        else
            testLog(u"logtarget: %1 -> %2"_s.arg(running->toString(), wanted));
    });
}

void JailReload::compareSyslogSocket()
{
    if (!isSyslog(m_dump.globals.value(u"logtarget"_s))) {
        testFiles(filesOf(m_wanted));
        return;
    }
    if (sessionIsGone())
        return;
    m_session->submit(protocol::globalProperty(u"syslogsocket"_s), this, [this](const core::Result<QVariant> &running) {
        if (!running) {
            fail(running.error());
            return;
        }
        const QString wanted = m_dump.globals.value(u"syslogsocket"_s);
        if (wanted.isEmpty() || isSameSyslogSocket(running->toString(), wanted))
            testFiles(filesOf(m_wanted));
        else
            testLog(u"syslogsocket: %1 -> %2"_s.arg(running->toString(), wanted));
    });
}

void JailReload::testLog(const QString &change)
{
    // A log that cannot be opened costs the jail as well.
    canOpenLog(m_context.host,
        transport::ReaderCommand::journalTest(regexProgram(m_context.profile), configDir(m_context.profile)),
        { m_dump.globals.value(u"logtarget"_s), m_dump.globals.value(u"syslogsocket"_s) }, this,
        [this, change](const core::Result<bool> &opens) {
            if (!opens)
                fail(opens.error());
            else if (*opens)
                testFiles(filesOf(m_wanted));
            else
                fail(core::ErrorCode::PreflightFailed, change);
        });
}

void JailReload::testFiles(QStringList files)
{
    if (files.isEmpty()) {
        compareRegexes();
        return;
    }
    const QString file = files.takeFirst();
    m_context.host.stat(file, this, [this, file, files](const core::Result<transport::FileStat> &stat) {
        // Where this login cannot look, nothing is known.
        if (stat && (!stat->exists || stat->isDirectory))
            fail(core::ErrorCode::PreflightFailed, file);
        else
            testFiles(files);
    });
}

void JailReload::compareRegexes()
{
    if (!m_wanted.failregex.isEmpty()) {
        pass();
        testJournal();
        return;
    }
    if (sessionIsGone())
        return;
    // A jail for bans by hand has none and is none the worse for it; one that has some now would fall silent.
    m_session->submit(
        protocol::jailProperty(m_jail, u"failregex"_s), this, [this](const core::Result<QVariant> &running) {
            if (!running && running.error().code != core::ErrorCode::UnknownJail) {
                fail(running.error());
            } else if (running && !running->toStringList().isEmpty()) {
                fail(core::ErrorCode::PreflightFailed, u"failregex = "_s);
            } else {
                pass();
                testJournal();
            }
        });
}

void JailReload::testJournal()
{
    if (m_rehearsal) {
        if (*m_rehearsal == Rehearsal::Reload)
            readRunning();
        else
            end(core::Receipt {});
        return;
    }
    begin(ReloadStage::Regexes);
    if (!m_needsJournal) {
        testRegexes();
        return;
    }
    m_context.host.runReader(
        transport::ReaderCommand::journalTest(regexProgram(m_context.profile), configDir(m_context.profile)), this,
        [this](const core::Result<transport::CommandResult> &result) {
            // Only the missing module is an answer; that this login may not read the journal says nothing about the
            // daemon's.
            if (result && result->exitCode != 0 && outputOf(*result).contains("systemd library"_L1))
                fail(core::ErrorCode::PreflightFailed, u"backend = "_s + m_wanted.backend + u'\n' + outputOf(*result));
            else
                testRegexes();
        });
}

QStringList JailReload::regexOptions() const
{
    // The daemon stops at a time zone that it does not know; fail2ban-regex says so before.
    const QString zone = m_wanted.text(u"logtimezone"_s);
    return zone.isEmpty() ? QStringList {} : QStringList { u"--timezone="_s + zone };
}

void JailReload::testRegexes()
{
    m_regexes.clear();
    m_regexAt = 0;
    if (m_wanted.prefregex.isEmpty()) {
        for (const QString &regex : std::as_const(m_wanted.failregex))
            m_regexes.append({ regex, {}, regex });
        // fail2ban-regex takes an ignoreregex only beside a failregex.
        for (const QString &regex : std::as_const(m_wanted.ignoreregex))
            m_regexes.append({ harmlessRegex(), regex, regex });
        testNextRegex();
        return;
    }
    testPrefix();
}

void JailReload::testPrefix()
{
    // Where the prefregex tells who failed (all of the stock apache filters do so), no failregex has to (failregex.py):
    // it is then compiled and tried like an ignoreregex, which needs no such group.
    m_context.host.runReader(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDir(m_context.profile),
            regexSampleLine(), m_wanted.prefregex, {}, regexOptions()),
        this, [this](const core::Result<transport::CommandResult> &result) {
            const bool prefixNames = result && result->exitCode == 0;
            if (!prefixNames)
                m_regexes.append({ harmlessRegex(), m_wanted.prefregex, m_wanted.prefregex });
            for (const QString &regex : std::as_const(m_wanted.failregex))
                m_regexes.append({ prefixNames ? harmlessRegex() : regex, prefixNames ? regex : QString(), regex });
            for (const QString &regex : std::as_const(m_wanted.ignoreregex))
                m_regexes.append({ harmlessRegex(), regex, regex });
            testNextRegex();
        });
}

void JailReload::testNextRegex()
{
    if (m_regexAt == m_regexes.size()) {
        pass(QString::number(m_regexes.size()));
        readRunning();
        return;
    }
    const RegexTest test = m_regexes[m_regexAt++];
    m_context.host.runReader(
        transport::ReaderCommand::regexTest(regexProgram(m_context.profile), configDir(m_context.profile),
            regexSampleLine(), test.failregex, test.ignoreregex, regexOptions()),
        this, [this, test](const core::Result<transport::CommandResult> &result) {
            if (!result)
                fail(result.error().code == core::ErrorCode::Timeout ? core::ErrorCode::PreflightFailed
                                                                     : result.error().code,
                    test.shown + u'\n' + result.error().detail);
            else if (result->exitCode != 0)
                fail(core::ErrorCode::PreflightFailed, test.shown + u'\n' + outputOf(*result));
            else
                testNextRegex();
        });
}

} // namespace services
