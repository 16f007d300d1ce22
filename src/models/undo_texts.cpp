// SPDX-License-Identifier: GPL-3.0-or-later
// Words for what can be taken back, and for what is told outside of the window.
#include "core/visible_text.h"
#include "models/service_texts.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace models {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("models", source);
}

QString subjectOf(const services::UndoEntry &entry)
{
    return entry.subject.isEmpty() ? texts::bans(entry.bans) : core::visibleText(entry.subject);
}

QString serverOf(const services::UndoEntry &entry)
{
    return core::visibleText(entry.serverName);
}

QString importedOf(const services::UndoEntry &entry)
{
    return entry.subject.isEmpty() ? texts::servers(entry.servers) : core::visibleText(entry.subject);
}

} // namespace

QString undoTitle(const services::UndoEntry &entry)
{
    const QString subject = subjectOf(entry);
    switch (entry.kind) {
    case services::UndoKind::Ban:
        //: %1 an address or "12 bans", %2 "3 jails"
        return translated(QT_TRANSLATE_NOOP("models", "Ban of %1 in %2")).arg(subject, texts::jails(entry.jails));
    case services::UndoKind::Unban:
        return translated(QT_TRANSLATE_NOOP("models", "Unban of %1 in %2")).arg(subject, texts::jails(entry.jails));
    case services::UndoKind::UnbanAll:
        //: %1 "214 bans", %2 "2 servers"
        return translated(QT_TRANSLATE_NOOP("models", "Unban of everything: %1 on %2"))
            .arg(texts::bans(entry.bans), texts::servers(entry.servers));
    case services::UndoKind::StopJail:
        //: %1 a jail, %2 a server
        return entry.serverName.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("models", "Stop of %1")).arg(subject)
            : translated(QT_TRANSLATE_NOOP("models", "Stop of %1 on %2")).arg(subject, serverOf(entry));
    case services::UndoKind::Tune:
        //: %1 a property ("bantime"), %2 a jail, %3 a server
        return entry.serverName.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("models", "Change of %1 of %2")).arg(core::visibleText(entry.value), subject)
            : translated(QT_TRANSLATE_NOOP("models", "Change of %1 of %2 on %3"))
                  .arg(core::visibleText(entry.value), subject, serverOf(entry));
    case services::UndoKind::DismissRecovery:
        return translated(QT_TRANSLATE_NOOP("models", "Dismissal of the warning about %1")).arg(subject);
    case services::UndoKind::RemoveServer:
        return translated(QT_TRANSLATE_NOOP("models", "Removal of %1")).arg(subject);
    case services::UndoKind::Rescue:
        //: %1 a jail, %2 a server
        return translated(QT_TRANSLATE_NOOP("models", "Change of %1 that brought %2 back"))
            .arg(subject, core::visibleText(entry.value));
    case services::UndoKind::ImportServers:
        //: %1 name of a server, or "12 servers"
        return translated(QT_TRANSLATE_NOOP("models", "Import of %1")).arg(importedOf(entry));
    case services::UndoKind::Withdraw:
        return translated(QT_TRANSLATE_NOOP("models", "Withdrawal of changes that waited"));
    }
    return {};
}

QString undoAction(const services::UndoEntry &entry)
{
    const QString subject = subjectOf(entry);
    switch (entry.kind) {
    case services::UndoKind::Ban:
        return translated(QT_TRANSLATE_NOOP("models", "Undo ban of %1")).arg(subject);
    case services::UndoKind::Unban:
    case services::UndoKind::UnbanAll:
        return translated(QT_TRANSLATE_NOOP("models", "Undo unban of %1")).arg(subject);
    case services::UndoKind::StopJail:
        //: %1 a jail, %2 a server
        return entry.serverName.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("models", "Undo stop of %1")).arg(subject)
            : translated(QT_TRANSLATE_NOOP("models", "Undo stop of %1 on %2")).arg(subject, serverOf(entry));
    case services::UndoKind::Tune:
        //: %1 a property ("bantime"), %2 a jail, %3 a server
        return entry.serverName.isEmpty()
            ? translated(QT_TRANSLATE_NOOP("models", "Undo change of %1")).arg(core::visibleText(entry.value))
            : translated(QT_TRANSLATE_NOOP("models", "Undo change of %1 of %2 on %3"))
                  .arg(core::visibleText(entry.value), subject, serverOf(entry));
    case services::UndoKind::DismissRecovery:
        return translated(QT_TRANSLATE_NOOP("models", "Undo dismissal for %1")).arg(subject);
    case services::UndoKind::RemoveServer:
        return translated(QT_TRANSLATE_NOOP("models", "Undo removal of %1")).arg(subject);
    case services::UndoKind::Rescue:
        return translated(QT_TRANSLATE_NOOP("models", "Undo change of %1")).arg(subject);
    case services::UndoKind::ImportServers:
        return translated(QT_TRANSLATE_NOOP("models", "Undo import of %1")).arg(importedOf(entry));
    case services::UndoKind::Withdraw:
        return translated(QT_TRANSLATE_NOOP("models", "Undo withdrawal"));
    }
    return {};
}

QString undoLimits(const services::UndoEntry &entry)
{
    QStringList sentences;
    for (const services::UndoLimit limit : entry.limits) {
        switch (limit) {
        case services::UndoLimit::Escalation:
            sentences.append(translated(
                QT_TRANSLATE_NOOP("models", "After an undo, how often an address was banned before is counted anew.")));
            break;
        case services::UndoLimit::History:
            sentences.append(
                translated(QT_TRANSLATE_NOOP("models", "The server's own history of these bans does not come back.")));
            break;
        case services::UndoLimit::Restart:
            sentences.append(translated(QT_TRANSLATE_NOOP(
                "models", "Whether the configuration files on the server start the jail again is not known.")));
            break;
        case services::UndoLimit::NoDatabase:
            sentences.append(translated(QT_TRANSLATE_NOOP(
                "models", "The jail comes back without its bans: fail2ban keeps no database there.")));
            break;
        case services::UndoLimit::BanStart:
            sentences.append(translated(
                QT_TRANSLATE_NOOP("models", "Bans that are given back begin anew, with the jail's present ban time.")));
            break;
        }
    }
    return sentences.join(u' ');
}

NotificationText notificationText(const services::Notification &notification)
{
    const QString server = core::visibleText(notification.serverName);
    switch (notification.kind) {
    case services::NotificationKind::Offline:
        return { translated(QT_TRANSLATE_NOOP("models", "%1 went offline")).arg(server),
            translated(QT_TRANSLATE_NOOP("models", "fail2ban no longer runs there; nothing is protected.")),
            core::ServerState::Offline, true };
    case services::NotificationKind::Recovered:
        return { translated(QT_TRANSLATE_NOOP("models", "%1 is online again")).arg(server),
            translated(QT_TRANSLATE_NOOP("models", "fail2ban answers there.")), core::ServerState::Online, false };
    case services::NotificationKind::ProtectionLost:
        if (notification.recovery)
            return { translated(QT_TRANSLATE_NOOP("models", "%1 lost protection")).arg(server),
                texts::recoverySentence(*notification.recovery, notification.serverName), core::ServerState::Degraded,
                true };
        // Nobody is to blame: say what was seen, not why.
        //: server name and a few words: "web-2: no jail runs"
        return {
            QCoreApplication::translate("models", "%1: %2").arg(server, texts::attentionWords(notification.attention)),
            texts::attentionSentence(notification.attention, notification.serverName),
            core::ServerState::NeedsAttention, true
        };
    case services::NotificationKind::Folded:
        return { notification.folded == 1
                ? translated(QT_TRANSLATE_NOOP("models", "1 more change"))
                : QCoreApplication::translate("models", "%Ln more changes", nullptr, notification.folded),
            translated(QT_TRANSLATE_NOOP("models", "The window shows the state of every server.")),
            core::ServerState::NeedsAttention, false };
    }
    return {};
}

} // namespace models
