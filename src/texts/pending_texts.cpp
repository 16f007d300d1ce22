// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/pending_texts.h"

#include "core/visible_text.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

namespace texts {

QString pendingChangeText(const core::PendingChange &change)
{
    const QString jail = core::visibleText(change.jail);
    const QString what
        = change.targets.size() == 1 ? core::visibleText(change.targets.first()) : addresses(change.targets.size());
    switch (change.kind) {
    case core::PendingChange::Kind::Ban:
        //: %1: an address or "3 addresses", %2: name of a jail
        return QCoreApplication::translate("texts", "Ban %1 in %2").arg(what, jail);
    case core::PendingChange::Kind::Unban:
        return change.jail.isEmpty()
            //: %1: an address or "3 addresses"; in every jail
            ? QCoreApplication::translate("texts", "Unban %1 everywhere").arg(what)
            //: %1: an address or "3 addresses", %2: name of a jail
            : QCoreApplication::translate("texts", "Unban %1 in %2").arg(what, jail);
    case core::PendingChange::Kind::UnbanAll:
        return QCoreApplication::translate("texts", "Unban everything");
    }
    return {};
}

QString pendingSummary(qint64 changes, const QStringList &serverNames)
{
    //: %1: names of servers that cannot be reached now
    return counted(changes, QT_TRANSLATE_NOOP("texts", "1 change waits for %1"),
        QT_TRANSLATE_N_NOOP("texts", "%Ln changes wait for %1"))
        .arg(names(serverNames));
}

QString keptSentence(const QStringList &serverNames)
{
    if (serverNames.isEmpty())
        return {};
    if (serverNames.size() == 1)
        //: %1: name of a server
        return QCoreApplication::translate(
            "texts", "%1 cannot be reached: its change is kept and sent when it is back.")
            .arg(serverNames.first());
    //: %1: names of servers
    return QCoreApplication::translate(
        "texts", "%1 cannot be reached: their changes are kept and sent when they are back.")
        .arg(names(serverNames));
}

QString keptUnknownSentence(const QStringList &serverNames)
{
    if (serverNames.isEmpty())
        return {};
    //: %1: names of servers
    return QCoreApplication::translate("texts",
        "%1 cannot be reached: whatever is banned there by then is unbanned when it is back. How many bans that will "
        "be "
        "is not known.")
        .arg(names(serverNames));
}

QString replacedSentence(const core::PendingChange &taken, const QString &serverName)
{
    //: %1: a change such as "Ban 192.0.2.1 in sshd", %2: name of a server
    return QCoreApplication::translate("texts", "Not sent any more, because a newer change took its place: %1 on %2.")
        .arg(pendingChangeText(taken), core::visibleText(serverName));
}

QString oldWords()
{
    //: of a change that has waited for its server for more than a week
    return QCoreApplication::translate("texts", "old");
}

QString oldSentence()
{
    return QCoreApplication::translate(
        "texts", "What is old has waited for more than a week: it is sent only when you choose it.");
}

QString withdrawnSentence(int changes)
{
    return counted(changes, QT_TRANSLATE_NOOP("texts", "1 change was withdrawn. It is not sent."),
        QT_TRANSLATE_N_NOOP("texts", "%Ln changes were withdrawn. They are not sent."));
}

} // namespace texts
