// SPDX-License-Identifier: GPL-3.0-or-later
// What a signal ends, and what is said of it.
#include "cli/cli_application.h"

#include "cli/change_config_command.h"
#include "cli/check_command.h"
#include "cli/recover_command.h"
#include "services/ban_service.h"
#include "services/service_set.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace cli {

bool CliApplication::interrupt(int signalNumber)
{
    if (!m_services || m_ended)
        return false;
    m_signal = signalNumber;
    interruptWays();
    if (m_ended)
        return true;
    const QList<ChangeRun *> runs = findChildren<ChangeRun *>(Qt::FindDirectChildrenOnly);
    const QList<CheckRun *> checks = findChildren<CheckRun *>(Qt::FindDirectChildrenOnly);
    if (runs.isEmpty() && checks.isEmpty())
        return interruptBans() || interruptRecover() || interruptOthers();
    for (CheckRun *check : checks)
        check->interrupt();
    for (ChangeRun *run : runs)
        run->interrupt();
    return true;
}

/// Where the way is being opened nothing was asked of the server yet.
void CliApplication::interruptWays()
{
    Outcome outcome = failed({ core::ErrorCode::Cancelled, {} });
    if (m_options.command == "recover"_L1 && m_options.words.value(0) != "list"_L1)
        outcome.note = tr("bangui-cli recover list tells what is still open.");
    else if (m_jobs.empty() && m_options.command == "servers"_L1 && !readsOnly())
        outcome.note = tr("bangui-cli servers list tells what is stored.");
    else if (m_jobs.empty() && m_options.command == "pending"_L1 && !readsOnly())
        outcome.note = tr("bangui-cli pending list tells what is kept.");
    if (m_jobs.empty()) {
        finishOne(outcome);
        return;
    }
    for (qsizetype i = 0; i < static_cast<qsizetype>(m_jobs.size()); ++i) {
        if (!m_jobs[static_cast<size_t>(i)].begun)
            onOutcome(i, outcome);
    }
}

/// What has been done has its receipt, and what is being done gets one.
bool CliApplication::interruptBans()
{
    const bool bans = m_options.command == "ban"_L1 || m_options.command == "unban"_L1;
    const bool begun = m_services
        && (m_services->banService.isBusy()
            || std::ranges::any_of(m_jobs, [](const Job &job) { return job.outcome.has_value(); }));
    if (!bans || !begun)
        return false;
    m_services->banService.postpone(this, [this](const core::Result<bool> &) {
        for (qsizetype i = 0; i < static_cast<qsizetype>(m_jobs.size()); ++i) // nothing was sent there
            onOutcome(i, failed({ core::ErrorCode::Cancelled, {} }));
    });
    return true;
}

/// Whether a decision has reached its server nobody knows here: whoever gave it is told so, and where to look.
bool CliApplication::interruptRecover()
{
    if (m_options.command != "recover"_L1)
        return false;
    for (qsizetype i = 0; i < static_cast<qsizetype>(m_jobs.size()); ++i)
        onOutcome(i, recoverInterrupted(targetOf(i)));
    return true;
}

/// What only reads has changed nothing; of a command that somebody has worded himself nobody knows whether it was
/// carried out (see place()). What prints as it goes has said its part.
bool CliApplication::interruptOthers()
{
    if (m_jobs.empty() || m_options.command == "events"_L1)
        return false;
    for (qsizetype i = 0; i < static_cast<qsizetype>(m_jobs.size()); ++i)
        onOutcome(i, failed({ core::ErrorCode::Cancelled, {} }));
    return true;
}

} // namespace cli
