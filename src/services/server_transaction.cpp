// SPDX-License-Identifier: GPL-3.0-or-later
#include "services/server_transaction.h"

#include <QCryptographicHash>

using namespace Qt::StringLiterals;

namespace services {
namespace {

constexpr qint64 stepTimeoutMs = 60'000;

TransactionArmed armedOf(const TransactionAnswer &answer)
{
    return { answer.value("way"_L1), answer.value("remaining"_L1).toLongLong(), answer.value("boot"_L1) };
}

QString sumOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QString expectedWord(const std::optional<QByteArray> &expected)
{
    if (!expected)
        return u"any"_s;
    return expected->isEmpty() ? u"absent"_s : QString::fromLatin1(*expected);
}

bool done(const TransactionAnswer &)
{
    return true;
}

} // namespace

core::Error transactionError(const TransactionAnswer &answer)
{
    using core::ErrorCode;
    const QString word = answer.word;
    switch (answer.verdict) {
    case TransactionVerdict::Done:
        return { ErrorCode::Internal, word };
    case TransactionVerdict::WrongArguments:
        if (word == "missing"_L1)
            return { ErrorCode::CommandNotFound, answer.value("tool"_L1) };
        return { ErrorCode::InvalidArgument, u"%1 %2"_s.arg(word, answer.value("path"_L1)).trimmed() };
    case TransactionVerdict::Decided:
        return { ErrorCode::ChangedMeanwhile,
            u"%1 %2"_s.arg(answer.value("decision"_L1), answer.value("by"_L1)).trimmed() };
    case TransactionVerdict::Locked:
        return { ErrorCode::Busy, answer.value("owner"_L1) };
    case TransactionVerdict::Changed:
        return { ErrorCode::ChangedMeanwhile, word };
    case TransactionVerdict::Gone:
        return { ErrorCode::FileNotFound, word };
    case TransactionVerdict::DiskFull:
        return { ErrorCode::StoreFull, answer.value("path"_L1) };
    case TransactionVerdict::Refused:
        if (answer.value("rc"_L1) == "137"_L1 && answer.value("output"_L1).isEmpty()) // it was ended: no answer in time
            return { ErrorCode::Timeout, u"fail2ban-client"_s };
        return { ErrorCode::CommandFailed, answer.value("output"_L1) };
    case TransactionVerdict::Unarmed:
        return { ErrorCode::NotSupported, word };
    case TransactionVerdict::NotAsBefore:
        return { ErrorCode::VerifyFailed, answer.value("notes"_L1) };
    }
    return { ErrorCode::Internal, word };
}

ServerTransaction::ServerTransaction(TransactionRunner runner, TransactionPlan plan, QObject *parent)
    : QObject(parent)
    , m_runner(std::move(runner))
    , m_plan(std::move(plan))
{
}

ServerTransaction::ServerTransaction(TransactionRunner runner, const QString &folder, QObject *parent)
    : QObject(parent)
    , m_runner(std::move(runner))
{
    m_plan.folder = folder;
}

template <typename T>
void ServerTransaction::run(const transport::HostCommand &command, const QObject *context,
    TransactionHandler<T> handler, std::function<T(const TransactionAnswer &)> convert)
{
    m_runner(command, context,
        [handler = std::move(handler), convert = std::move(convert)](
            const core::Result<transport::CommandResult> &result) {
            if (!result)
                return handler(tl::unexpected(TransactionRefusal { result.error(), std::nullopt }));
            const auto answer = transactionAnswer(*result);
            if (!answer)
                return handler(tl::unexpected(TransactionRefusal { answer.error(), std::nullopt }));
            if (answer->verdict != TransactionVerdict::Done)
                return handler(tl::unexpected(TransactionRefusal { transactionError(*answer), *answer }));
            handler(convert(*answer));
        });
}

void ServerTransaction::begin(const QObject *context, TransactionHandler<TransactionBegun> handler)
{
    run<TransactionBegun>(transactionBegin(m_plan), context, std::move(handler), [](const TransactionAnswer &answer) {
        TransactionBegun begun;
        begun.id = answer.value("id"_L1);
        begun.daemonAnswers = answer.value("answers"_L1) == "1"_L1;
        const QStringList daemon = answer.value("daemon"_L1).split(u' ');
        if (daemon.size() == 2)
            begun.daemon = { daemon.at(0).toLongLong(), daemon.at(1).toULongLong() };
        begun.manager = answer.value("manager"_L1);
        begun.jailsBefore = answer.list("jails"_L1);
        begun.absentJails = answer.list("absent"_L1);
        return begun;
    });
}

void ServerTransaction::arm(int seconds, const QObject *context, TransactionHandler<TransactionArmed> handler)
{
    run<TransactionArmed>(transactionStep(m_plan.folder, u"arm"_s, { QString::number(seconds) }, {}, stepTimeoutMs),
        context, std::move(handler), armedOf);
}

void ServerTransaction::extend(int seconds, const QObject *context, TransactionHandler<qint64> handler)
{
    run<qint64>(transactionStep(m_plan.folder, u"extend"_s, { QString::number(seconds) }), context, std::move(handler),
        [](const TransactionAnswer &answer) { return answer.value("remaining"_L1).toLongLong(); });
}

void ServerTransaction::checkArmed(const QObject *context, TransactionHandler<TransactionArmed> handler)
{
    run<TransactionArmed>(transactionStep(m_plan.folder, u"armed"_s), context, std::move(handler), armedOf);
}

void ServerTransaction::write(
    const transport::FileWrite &write, const QObject *context, TransactionHandler<bool> handler)
{
    run<bool>(transactionStep(m_plan.folder, u"write"_s,
                  { write.path, expectedWord(write.expected), sumOf(write.content), QString::number(write.mode, 8) },
                  write.content, stepTimeoutMs),
        context, std::move(handler), done);
}

void ServerTransaction::remove(
    const QString &path, const QByteArray &expected, const QObject *context, TransactionHandler<bool> handler)
{
    run<bool>(transactionStep(m_plan.folder, u"write"_s, { path, expectedWord(expected), u"absent"_s }), context,
        std::move(handler), done);
}

void ServerTransaction::apply(int seconds, const QObject *context, TransactionHandler<QString> handler)
{
    // And once more for bans that it sets again.
    const qint64 most = qint64(seconds) * 1000 * (1 + qMax<qint64>(1, m_plan.jails.size()));
    run<QString>(transactionStep(m_plan.folder, u"apply"_s, { QString::number(seconds) }, {}, most + stepTimeoutMs),
        context, std::move(handler), [](const TransactionAnswer &answer) { return answer.value("output"_L1); });
}

void ServerTransaction::canary(
    const QString &jail, const QString &address, const QObject *context, TransactionHandler<TransactionCanary> handler)
{
    // A dozen questions to the daemon, and three rule sets twice.
    const qint64 most = stepTimeoutMs + 60'000 + qint64(m_plan.patienceSeconds) * 12'000;
    run<TransactionCanary>(transactionStep(m_plan.folder, u"canary"_s, { jail, address }, {}, most), context,
        std::move(handler), [](const TransactionAnswer &answer) {
            return TransactionCanary { answer.list("looked"_L1), answer.list("seen"_L1), answer.list("stays"_L1) };
        });
}

void ServerTransaction::confirm(const QString &by, const QObject *context, TransactionHandler<bool> handler)
{
    run<bool>(
        transactionStep(m_plan.folder, u"confirm"_s, { by }, {}, stepTimeoutMs), context, std::move(handler), done);
}

void ServerTransaction::disarm(const QObject *context, TransactionHandler<bool> handler)
{
    // What is gone is disarmed.
    auto convert = [handler = std::move(handler)](const TransactionResult<bool> &result) {
        const bool gone
            = !result && result.error().answer && result.error().answer->verdict == TransactionVerdict::Gone;
        handler(gone ? TransactionResult<bool>(true) : result);
    };
    run<bool>(transactionStep(m_plan.folder, u"disarm"_s, {}, {}, stepTimeoutMs), context, std::move(convert), done);
}

void ServerTransaction::rollback(
    const QString &by, const QObject *context, TransactionHandler<TransactionOutcome> handler)
{
    const auto outcomeOf = [](const TransactionAnswer &answer) {
        return TransactionOutcome { answer.verdict, answer.word == "foreign"_L1, answer.value("daemon"_L1),
            answer.list("missing"_L1), answer.value("notes"_L1) };
    };
    // One that did not succeed has an outcome, too.
    auto convert = [handler = std::move(handler), outcomeOf](const TransactionResult<TransactionOutcome> &result) {
        const bool told = !result && result.error().answer
            && result.error().answer->verdict == TransactionVerdict::NotAsBefore
            && result.error().answer->word == "failed"_L1;
        handler(told ? TransactionResult<TransactionOutcome>(outcomeOf(*result.error().answer)) : result);
    };
    const qint64 most = 300'000 + qint64(m_plan.patienceSeconds) * 15'000;
    run<TransactionOutcome>(
        transactionStep(m_plan.folder, u"rollback"_s, { by }, {}, most), context, std::move(convert), outcomeOf);
}

void ServerTransaction::status(const QObject *context, TransactionHandler<TransactionStatus> handler)
{
    run<TransactionStatus>(transactionStep(m_plan.folder, u"status"_s), context, std::move(handler), transactionStatus);
}

void ServerTransaction::cleanUp(bool failed, const QObject *context, TransactionHandler<bool> handler)
{
    run<bool>(transactionStep(m_plan.folder, u"cleanup"_s, failed ? QStringList { u"failed"_s } : QStringList()),
        context, std::move(handler), done);
}

void ServerTransaction::place(
    const TransactionRunner &runner, const QString &socketPath, const QObject *context, core::Handler<QString> handler)
{
    runner(transactionPlace(socketPath), context,
        [handler = std::move(handler)](const core::Result<transport::CommandResult> &result) {
            if (!result)
                return handler(tl::unexpected(result.error()));
            const auto answer = transactionAnswer(*result);
            if (!answer)
                return handler(tl::unexpected(answer.error()));
            const QString base = answer->value("base"_L1);
            if (answer->verdict != TransactionVerdict::Done || !base.startsWith(u'/'))
                return handler(core::failure(core::ErrorCode::NotSupported, answer->word));
            handler(base);
        });
}

void ServerTransaction::list(const TransactionRunner &runner, const QString &socketPath, const QObject *context,
    core::Handler<QList<TransactionStatus>> handler)
{
    runner(transactionList(socketPath), context,
        [handler = std::move(handler)](const core::Result<transport::CommandResult> &result) {
            if (!result)
                return handler(tl::unexpected(result.error()));
            handler(transactionStatuses(*result));
        });
}

} // namespace services
