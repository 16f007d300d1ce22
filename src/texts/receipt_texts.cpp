// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>
#include <QSet>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

struct Counts
{
    qint64 done = 0;
    qint64 nothing = 0;
    QSet<QString> targets; ///< of those done
    QSet<QString> jails; ///< by name: the same one on two servers is "1 jail on 2 servers"
    QSet<core::ServerId> servers;
    QStringList doneOn; ///< names, in order
    QStringList refusing;
    QStringList failing;
    QStringList waiting;
};

void addOnce(QStringList &list, const QString &name)
{
    if (!list.contains(name))
        list.append(name);
}

Counts count(const QList<core::Receipt> &receipts)
{
    Counts counts;
    for (const core::Receipt &receipt : receipts) {
        switch (receipt.result) {
        case core::ReceiptResult::Done:
            ++counts.done;
            counts.targets.insert(receipt.target);
            counts.jails.insert(receipt.jail);
            counts.servers.insert(receipt.server);
            addOnce(counts.doneOn, core::visibleText(receipt.serverName));
            break;
        case core::ReceiptResult::NothingToDo:
            ++counts.nothing;
            break;
        case core::ReceiptResult::Refused:
            addOnce(counts.refusing, core::visibleText(receipt.serverName));
            break;
        case core::ReceiptResult::Failed:
            addOnce(counts.failing, core::visibleText(receipt.serverName));
            break;
        case core::ReceiptResult::Pending:
            addOnce(counts.waiting, core::visibleText(receipt.serverName));
            break;
        }
    }
    return counts;
}

/// "in 3 jails on 2 servers"; the servers only where there are several. A receipt without a jail stands for all jails.
QString where(const Counts &counts)
{
    const QString jails = counts.jails.contains(QString())
        ? QCoreApplication::translate("texts", "in all jails")
        : counted(
            counts.jails.size(), QT_TRANSLATE_NOOP("texts", "in 1 jail"), QT_TRANSLATE_N_NOOP("texts", "in %Ln jails"));
    if (counts.servers.size() < 2)
        return jails;
    return u"%1 %2"_s.arg(jails,
        counted(counts.servers.size(), QT_TRANSLATE_NOOP("texts", "on 1 server"),
            QT_TRANSLATE_N_NOOP("texts", "on %Ln servers")));
}

QString doneText(ReceiptVerb verb, const Counts &counts, const QString &jail)
{
    const qint64 targets = counts.targets.size();
    switch (verb) {
    case ReceiptVerb::Ban:
        return targets == 1
            ? QCoreApplication::translate("texts", "Banned %1").arg(where(counts))
            : QCoreApplication::translate("texts", "Banned %1 %2").arg(addresses(targets), where(counts));
    case ReceiptVerb::Unban:
        return targets == 1
            ? QCoreApplication::translate("texts", "Unbanned %1").arg(where(counts))
            : QCoreApplication::translate("texts", "Unbanned %1 %2").arg(addresses(targets), where(counts));
    case ReceiptVerb::Stop:
        return QCoreApplication::translate("texts", "Stopped %1").arg(jail);
    case ReceiptVerb::Reload:
        return QCoreApplication::translate("texts", "Reloaded %1").arg(jail);
    case ReceiptVerb::Start:
        return QCoreApplication::translate("texts", "Started %1").arg(jail);
    case ReceiptVerb::Tune:
        return QCoreApplication::translate("texts", "Changed %1 until its next reload").arg(jail);
    case ReceiptVerb::Undo:
        return QCoreApplication::translate("texts", "Undone %1").arg(where(counts));
    case ReceiptVerb::Kept:
        //: %1: names of servers, %2: "3 addresses", %3: "in 2 jails on 2 servers"
        return QCoreApplication::translate("texts", "Done what had waited for %1: %2 %3")
            .arg(names(counts.doneOn),
                counts.targets.contains(QString()) ? QCoreApplication::translate("texts", "everything")
                                                   : addresses(targets),
                where(counts));
    }
    return {};
}

QString nothingText(ReceiptVerb verb)
{
    switch (verb) {
    case ReceiptVerb::Ban:
        return QCoreApplication::translate("texts", "Banned already, nothing to do");
    case ReceiptVerb::Unban:
        return QCoreApplication::translate("texts", "Not banned, nothing to do");
    case ReceiptVerb::Stop:
    case ReceiptVerb::Reload:
    case ReceiptVerb::Start:
    case ReceiptVerb::Tune:
    case ReceiptVerb::Undo:
        break;
    case ReceiptVerb::Kept:
        return QCoreApplication::translate("texts", "It was so already, nothing to do");
    }
    return QCoreApplication::translate("texts", "Nothing to do");
}

} // namespace

QString receiptResultWord(core::ReceiptResult result)
{
    switch (result) {
    case core::ReceiptResult::Done:
        return QCoreApplication::translate("texts", "Done");
    case core::ReceiptResult::NothingToDo:
        return QCoreApplication::translate("texts", "Nothing to do");
    case core::ReceiptResult::Refused:
        return QCoreApplication::translate("texts", "Refused");
    case core::ReceiptResult::Failed:
        return QCoreApplication::translate("texts", "Failed");
    case core::ReceiptResult::Pending:
        //: of a change that is kept until its server is back
        return QCoreApplication::translate("texts", "Pending");
    }
    return {};
}

namespace {

/// Of other errors the subject is a path or a program, and a receipt knows none.
bool isAboutAJail(core::ErrorCode code)
{
    return code == core::ErrorCode::UnknownJail || code == core::ErrorCode::DuplicateJail;
}

} // namespace

QString receiptText(const core::Receipt &receipt)
{
    switch (receipt.result) {
    case core::ReceiptResult::Done:
    case core::ReceiptResult::NothingToDo:
        return core::visibleText(receipt.detail);
    case core::ReceiptResult::Refused:
    case core::ReceiptResult::Failed:
    case core::ReceiptResult::Pending:
        break;
    }
    const ErrorPlace place { receipt.serverName, ErrorPlace::Activity::Change,
        isAboutAJail(receipt.error.code) ? receipt.jail : QString(), {} };
    ErrorText text = errorText(receipt.error, place);
    if (receipt.result == core::ReceiptResult::Refused)
        text.unchanged = QCoreApplication::translate("texts", "Nothing was changed.");
    if (receipt.result == core::ReceiptResult::Pending) {
        text.unchanged = QCoreApplication::translate("texts", "The change is kept, and sent when the server is back.");
        text.next.clear();
    }
    return text.sentence();
}

QString receiptsSummary(ReceiptVerb verb, const QList<core::Receipt> &receipts)
{
    const Counts counts = count(receipts);
    QStringList parts;
    if (counts.done > 0)
        parts.append(doneText(verb, counts, core::visibleText(receipts.first().jail)));
    else if (counts.nothing > 0)
        parts.append(nothingText(verb));
    if (!counts.refusing.isEmpty())
        //: a list of server names that said no
        parts.append(QCoreApplication::translate("texts", "refused by %1").arg(names(counts.refusing)));
    if (!counts.failing.isEmpty())
        //: a list of server names where it failed
        parts.append(QCoreApplication::translate("texts", "failed on %1").arg(names(counts.failing)));
    if (!counts.waiting.isEmpty())
        //: a list of server names that get the change when they are back
        parts.append(QCoreApplication::translate("texts", "pending on %1").arg(names(counts.waiting)));
    QString summary = parts.join(u"; "_s);
    if (!summary.isEmpty())
        summary[0] = summary[0].toUpper();
    return summary;
}

} // namespace texts
