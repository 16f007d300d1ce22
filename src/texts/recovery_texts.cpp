// SPDX-License-Identifier: GPL-3.0-or-later
// What an activation has cost, for the banner over every page.
#include "core/visible_text.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

/// What is known of the loss, as the second sentence.
QString lossText(const core::PendingRecovery &recovery)
{
    switch (recovery.reason) {
    case core::RecoveryReason::WentOffline:
        return QCoreApplication::translate("texts", "fail2ban no longer runs there; nothing is protected.");
    case core::RecoveryReason::JailsLost: {
        const qsizetype lost = lostJails(recovery).size();
        const qsizetype before = recovery.jailsBefore.size();
        if (lost == before)
            return QCoreApplication::translate("texts", "All of its jails are gone; the daemon still answers.");
        return lost == 1 ? QCoreApplication::translate("texts", "1 of %1 jails is gone; the daemon still answers.")
                               .arg(number(before))
                         : QCoreApplication::translate("texts", "%1 of %2 jails are gone; the daemon still answers.")
                               .arg(number(lost), number(before));
    }
    case core::RecoveryReason::Restarted:
        return QCoreApplication::translate("texts", "fail2ban was restarted since: another process answers now.");
    case core::RecoveryReason::Frozen:
        return QCoreApplication::translate("texts", "fail2ban runs but no longer answers; nothing new is banned.");
    }
    return {};
}

} // namespace

QStringList lostJails(const core::PendingRecovery &recovery)
{
    QStringList lost;
    for (const QString &jail : recovery.jailsBefore) {
        if (!recovery.jailsAfter.contains(jail))
            lost.append(jail);
    }
    return lost;
}

RecoveryParts recoveryParts(const core::PendingRecovery &recovery, const QString &name)
{
    RecoveryParts parts;
    parts.title = QCoreApplication::translate("texts", "%1 lost protection").arg(core::visibleText(name));
    const QString delay = age(qMax<qint64>(0, recovery.detectedAt - recovery.activatedAt));
    //: goes on after "web-1 lost protection"; %1 is a time ("12 s"), the name of a jail follows
    parts.before = QCoreApplication::translate("texts", "%1 after the jail ").arg(delay);
    if (recovery.detectedAt - recovery.activatedAt < 1000)
        //: goes on after "web-1 lost protection"; the name of a jail follows
        parts.before = QCoreApplication::translate("texts", "as soon as the jail ");
    parts.jail = core::visibleText(recovery.jail);
    //: after the name of a jail; %1 is a sentence on what is lost
    parts.after = QCoreApplication::translate("texts", " was activated. %1").arg(lossText(recovery));
    const QStringList lost = recovery.reason == core::RecoveryReason::JailsLost ? lostJails(recovery) : QStringList();
    QStringList visible;
    for (const QString &jail : lost)
        visible.append(core::visibleText(jail));
    //: %1 is a list of jail names
    parts.detail
        = visible.isEmpty() ? QString() : QCoreApplication::translate("texts", "Gone: %1. ").arg(names(visible, 5));
    parts.detail
        += QCoreApplication::translate("texts", "BanGUI has changed nothing since. Your configuration is as it was.");
    return parts;
}

QString recoverySentence(const core::PendingRecovery &recovery, const QString &name)
{
    const RecoveryParts parts = recoveryParts(recovery, name);
    return u"%1 %2%3%4"_s.arg(parts.title, parts.before, parts.jail, parts.after);
}

QString recoveryResolvedSentence(const core::PendingRecovery &recovery, const QString &name)
{
    const QString server = core::visibleText(name);
    switch (recovery.resolution) {
    case core::RecoveryResolution::Open:
        return recoverySentence(recovery, name);
    case core::RecoveryResolution::Recovered:
        return QCoreApplication::translate("texts", "%1 is protected again after %2.")
            .arg(server, duration(qMax<qint64>(0, recovery.resolvedAt - recovery.detectedAt) / 1000));
    case core::RecoveryResolution::Dismissed:
        return QCoreApplication::translate(
            "texts", "The loss of protection on %1 was dismissed. Nothing was changed on the server.")
            .arg(server);
    }
    return {};
}

QString recoveryReasonWords(core::RecoveryReason reason)
{
    switch (reason) {
    case core::RecoveryReason::WentOffline:
        return QCoreApplication::translate("texts", "went offline");
    case core::RecoveryReason::JailsLost:
        return QCoreApplication::translate("texts", "lost jails");
    case core::RecoveryReason::Restarted:
        return QCoreApplication::translate("texts", "was restarted");
    case core::RecoveryReason::Frozen:
        return QCoreApplication::translate("texts", "stopped answering");
    }
    return {};
}

} // namespace texts
