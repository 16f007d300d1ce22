// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/transaction_command.h"

#include "services/fail2ban_programs.h"
#include "transport/transaction_script.h"

#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr auto mark = "bangui 1 "_L1;
constexpr qint64 outputLimit = 1024 * 1024;

/// The script is on standard input; what is cut off does nothing, for its last line starts it.
constexpr auto fromInput = R"(script=$(cat); eval "$script")"_L1;
/// Only what is ours is run: the folder is gone after the change, and whoever may could put another there.
constexpr auto fromFolder = R"([ -O "$2" ] && [ -O "$2/transaction.sh" ] || { echo "bangui 1 $1 none"; exit 6; }; )"
                            R"(exec /bin/sh "$2/transaction.sh" "$@")"_L1;

std::optional<TransactionVerdict> verdictOf(int code)
{
    switch (code) {
    case 0:
        return TransactionVerdict::Done;
    case 2:
        return TransactionVerdict::WrongArguments;
    case 3:
        return TransactionVerdict::Decided;
    case 4:
        return TransactionVerdict::Locked;
    case 5:
        return TransactionVerdict::Changed;
    case 6:
        return TransactionVerdict::Gone;
    case 7:
        return TransactionVerdict::DiskFull;
    case 8:
        return TransactionVerdict::Refused;
    case 9:
        return TransactionVerdict::Unarmed;
    case 10:
        return TransactionVerdict::NotAsBefore;
    default:
        return std::nullopt;
    }
}

std::optional<TransactionAnswer> answerIn(const QByteArray &line, TransactionVerdict verdict)
{
    const QStringList words = QString::fromLatin1(line).split(u' ');
    if (!line.startsWith(mark.latin1()) || words.size() < 4)
        return std::nullopt;
    TransactionAnswer answer { verdict, words.at(3), {} };
    for (const QString &pair : words.mid(4)) {
        const QString value = pair.section(u'=', 1);
        answer.values.insert(pair.section(u'=', 0, 0),
            value.startsWith("hex:"_L1) ? QString::fromUtf8(QByteArray::fromHex(value.mid(4).toLatin1())) : value);
    }
    return answer;
}

core::Error noAnswer(const transport::CommandResult &result)
{
    return { core::ErrorCode::UnexpectedReply, outputOf(result) };
}

/// A verb that belongs to no change.
transport::HostCommand commandOfWhole(const QString &verb, const QString &socketPath)
{
    transport::HostCommand command;
    command.argv = { u"/bin/sh"_s, u"-c"_s, fromInput, u"sh"_s, verb, socketPath };
    command.input = transport::transactionScript();
    command.outputLimit = outputLimit;
    return command;
}

QString wordOrNone(const TransactionAnswer &answer, QLatin1String key)
{
    const QString word = answer.value(key);
    return word == "none"_L1 ? QString() : word;
}

} // namespace

QStringList TransactionAnswer::list(QLatin1String key) const
{
    return values.value(key).split(u',', Qt::SkipEmptyParts);
}

QString rootTransactionBase()
{
    return u"/run/bangui"_s;
}

QString newTransactionId()
{
    return QString::number(QRandomGenerator::system()->generate64(), 16).rightJustified(16, u'0');
}

transport::HostCommand transactionBegin(const TransactionPlan &plan)
{
    QStringList words { u"owner="_s + plan.owner, u"socket="_s + plan.socket, u"config="_s + plan.configDir,
        u"client="_s + plan.client, u"restart=%1"_s.arg(plan.restartJails ? 1 : 0),
        u"boot="_s + (plan.survivesReboot ? "auto"_L1 : "none"_L1), u"patience=%1"_s.arg(plan.patienceSeconds),
        u"grace=%1"_s.arg(plan.graceSeconds), u"linger=%1"_s.arg(plan.lingerSeconds) };
    if (!plan.pidFile.isEmpty())
        words << u"pidfile="_s + plan.pidFile;
    if (!plan.startCommand.isEmpty())
        words << u"start="_s + plan.startCommand;
    for (const QString &jail : plan.jails)
        words << u"jail="_s + jail;
    for (const QString &file : plan.files)
        words << u"file="_s + file;
    for (const QString &jail : plan.rebanBefore)
        words << u"reban="_s + jail;
    for (const QString &jail : plan.rebanAfter)
        words << u"rebannew="_s + jail;
    transport::HostCommand command;
    command.argv = QStringList { u"/bin/sh"_s, u"-c"_s, fromInput, u"sh"_s, u"begin"_s, plan.folder } + words;
    command.input = transport::transactionScript();
    command.timeoutMs = 30'000 + (5 + plan.jails.size()) * plan.patienceSeconds * 1000;
    command.outputLimit = outputLimit;
    return command;
}

transport::HostCommand transactionStep(
    const QString &folder, const QString &verb, const QStringList &arguments, const QByteArray &input, qint64 timeoutMs)
{
    transport::HostCommand command;
    command.argv = QStringList { u"/bin/sh"_s, u"-c"_s, fromFolder, u"sh"_s, verb, folder } + arguments;
    command.input = input;
    command.timeoutMs = timeoutMs;
    command.outputLimit = outputLimit;
    return command;
}

transport::HostCommand transactionPlace(const QString &socketPath)
{
    return commandOfWhole(u"place"_s, socketPath);
}

transport::HostCommand transactionList(const QString &socketPath)
{
    return commandOfWhole(u"find"_s, socketPath);
}

core::Result<TransactionAnswer> transactionAnswer(const transport::CommandResult &result)
{
    const qsizetype from = result.standardOutput.lastIndexOf(mark.latin1());
    const auto verdict = verdictOf(result.exitCode);
    if (from < 0 || !verdict)
        return tl::unexpected(noAnswer(result));
    const auto answer = answerIn(result.standardOutput.mid(from).split('\n').constFirst(), *verdict);
    if (!answer)
        return tl::unexpected(noAnswer(result));
    return *answer;
}

bool TransactionStatus::isSettled() const
{
    return decision == "confirmed"_L1 || outcome == "restored"_L1;
}

TransactionStatus transactionStatus(const TransactionAnswer &answer)
{
    TransactionStatus status;
    status.id = answer.value("id"_L1);
    status.folder = answer.value("folder"_L1);
    status.owner = answer.value("owner"_L1);
    status.jails = answer.list("jail"_L1);
    status.ageSeconds = answer.value("age"_L1).toLongLong();
    status.remainingSeconds = answer.value("remaining"_L1).toLongLong();
    status.armed = answer.value("armed"_L1) == "1"_L1;
    status.stale = answer.value("stale"_L1) == "1"_L1;
    status.decision = wordOrNone(answer, "decision"_L1);
    status.decidedBy = answer.value("by"_L1);
    status.outcome = wordOrNone(answer, "outcome"_L1);
    status.applied = answer.value("applied"_L1) == "1"_L1;
    status.files = answer.list("files"_L1);
    status.before = answer.list("before"_L1);
    const QStringList daemon = answer.value("daemon"_L1).split(u' ');
    if (daemon.size() == 2)
        status.daemon = { daemon.at(0).toLongLong(), daemon.at(1).toULongLong() };
    status.serverSeconds = answer.value("clock"_L1).toLongLong();
    return status;
}

core::Result<QList<TransactionStatus>> transactionStatuses(const transport::CommandResult &result)
{
    QList<TransactionStatus> all;
    for (const QByteArray &line : result.standardOutput.split('\n')) {
        const auto answer = answerIn(line, TransactionVerdict::Done);
        if (answer && answer->word == "ok"_L1)
            all << transactionStatus(*answer);
        if (!answer || answer->word != "end"_L1 || answer->value("count"_L1).toLongLong() != all.size())
            continue;
        if (all.isEmpty() && answer->value("hidden"_L1) == "1"_L1)
            return core::failure(core::ErrorCode::PermissionDenied, rootTransactionBase());
        return all;
    }
    return tl::unexpected(noAnswer(result));
}

} // namespace services
