// SPDX-License-Identifier: GPL-3.0-or-later
// The part of ChangeFlow that tries the jail's actions out by a ban of an address that nobody has.
#include "services/canary_rule.h"
#include "services/change_flow.h"
#include "services/change_words.h"
#include "services/journal_errors.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr int canaryTries = 5; ///< addresses, where others are banned already
constexpr qint64 canaryLogMs = 8'000; ///< for the log to come here
constexpr qint64 canaryLogAgainMs = 100;
constexpr qint64 canaryJournalMs = 1'500; ///< until what was said is in the journal

/// "Failed to execute ban jail 'J' action 'A' info ...".
QString failedAction(const QString &line)
{
    static const QRegularExpression action(u"Failed to (?:execute|start|stop)\\b.*? action '([^']*)'"_s);
    return action.match(line).captured(1);
}

/// What fail2ban has said of the program before that line: its exit code, and its own words.
QString failedBecause(const QString &log, const QString &ban, const QString &line)
{
    static const QRegularExpression said(u"fail2ban\\.utils\\s*\\[\\d+\\]: ERROR"_s);
    const QString until = log.section(line, 0, 0);
    if (!until.contains(ban)) // it is of something else
        return {};
    QStringList before = until.section(ban, -1).split(u'\n');
    before.removeIf([](const QString &each) { return !said.match(each).hasMatch(); });
    return before.isEmpty() ? QString() : u'\n' + before.first(std::min<qsizetype>(before.size(), 10)).join(u'\n');
}

} // namespace

void ChangeFlow::canary()
{
    const auto address = m_plan.wanted && m_canaryTried.size() < canaryTries
        ? canaryAddress(*m_plan.wanted, m_context.own + m_context.mayBeOwn, m_canaryTried)
        : std::nullopt;
    if (!address) {
        takeBack({ core::ErrorCode::VerifyFailed, u"canary: no address"_s });
        return;
    }
    m_canaryAddress = address->toString();
    // Its whole time before it: it is the server that lifts it where nobody else does.
    renewLease([this] {
        extend([this] {
            m_transaction->canary(m_request.jail, m_canaryAddress, this,
                [this](const TransactionResult<TransactionCanary> &result) { onCanary(result); });
        });
    });
}

void ChangeFlow::onCanary(const TransactionResult<TransactionCanary> &result)
{
    if (!result) {
        onCanaryRefused(result.error());
        return;
    }
    m_canarySeen = result->seen;
    m_canaryLooked = !result->looked.isEmpty();
    // Where its action writes, and nowhere else: what another program does may lie where nobody looks.
    QStringList missing = canaryRuleSets(*m_plan.wanted);
    missing.removeIf([&](const QString &rules) { return !result->looked.contains(rules); });
    // What the log says of it tells more.
    if (!result->stays.isEmpty())
        m_canaryProblem = u"not lifted in "_s + result->stays.join(u", "_s);
    else if (!missing.isEmpty() && m_canarySeen.isEmpty())
        m_canaryProblem = u"not seen in "_s + missing.join(u", "_s);
    if (m_journalSince >= 0)
        later(canaryJournalMs, [this] { askCanaryJournal(); });
    else
        lookForCanaryLine(m_context.clock.monotonicMs());
}

void ChangeFlow::onCanaryRefused(const TransactionRefusal &refusal)
{
    if (!refusal.answer) {
        onRefusal(refusal);
        return;
    }
    if (refusal.answer->verdict == TransactionVerdict::Changed && refusal.answer->word == "banned"_L1) {
        m_canaryTried += m_canaryAddress;
        canary();
    } else if (refusal.answer->verdict == TransactionVerdict::Refused) {
        const bool remains = refusal.answer->word == "remains"_L1 || refusal.answer->value("remains"_L1) == "1"_L1;
        const QString said = refusal.answer->value("output"_L1).simplified();
        QStringList why;
        if (refusal.answer->word == "refused"_L1)
            why += said.isEmpty() ? u"no answer"_s : said;
        if (remains)
            why += u"not lifted"_s;
        canaryFailed(why.join(u"; "_s));
    } else {
        onRefusal(refusal);
    }
}

void ChangeFlow::lookForCanaryLine(qint64 since)
{
    if (m_takeBackNow) {
        takeBack({ core::ErrorCode::Cancelled, {} });
        return;
    }
    if (const QString line = loggedError(); !line.isEmpty()) {
        canaryFailed(line + failedBecause(m_log, u"[%1] Ban %2\n"_s.arg(m_request.jail, m_canaryAddress), line));
        return;
    }
    // Its last word of the address comes after whatever an action has failed in.
    const QString last = u"[%1] Unban %2\n"_s.arg(m_request.jail, m_canaryAddress);
    if (m_logUnread.isEmpty() && m_log.contains(last))
        canaryPassed(true);
    else if (!m_logUnread.isEmpty() || m_context.clock.monotonicMs() - since >= canaryLogMs)
        canaryPassed(false); // not read, or kept at a level that leaves it out
    else
        later(canaryLogAgainMs, [this, since] { lookForCanaryLine(since); });
}

void ChangeFlow::askCanaryJournal()
{
    const qint64 seconds = (m_context.clock.monotonicMs() - m_journalSince) / 1000 + 1;
    findJournalErrors(m_context.gate, m_context.profile.id, m_process, { m_request.jail }, seconds, this,
        [this](const core::Result<JournalErrors> &found) {
            m_unread = found->unread;
            if (m_takeBackNow)
                takeBack({ core::ErrorCode::Cancelled, {} });
            else if (!found->line.isEmpty())
                canaryFailed(found->line);
            else
                canaryPassed(found->unread.isEmpty());
        });
}

void ChangeFlow::canaryFailed(const QString &why)
{
    const QString action = failedAction(why);
    const QString what = action.isEmpty() ? m_canaryAddress : m_canaryAddress + u' ' + action;
    takeBack({ core::ErrorCode::VerifyFailed, u"canary %1: %2"_s.arg(what, why.left(2000)) });
}

void ChangeFlow::canaryPassed(bool executed)
{
    if (!m_canaryProblem.isEmpty()) {
        canaryFailed(m_canaryProblem);
        return;
    }
    QString seen = m_canarySeen.join(u',');
    if (seen.isEmpty())
        seen = m_canaryLooked ? u"no"_s : u"untold"_s;
    m_canary = u"canary %1 executed=%2 seen=%3 lifted"_s.arg(m_canaryAddress, executed ? u"yes"_s : u"untold"_s, seen);
    nextRound();
}

} // namespace services
