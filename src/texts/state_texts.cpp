// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/state_texts.h"

#include "core/health.h"
#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

QString capital(QString text)
{
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString since(qint64 from, qint64 now)
{
    return duration(qMax<qint64>(0, now - from) / 1000);
}

} // namespace

QString stateWord(core::ServerState state)
{
    switch (state) {
    case core::ServerState::Unknown:
        return translated(QT_TRANSLATE_NOOP("texts", "unknown"));
    case core::ServerState::Online:
        return translated(QT_TRANSLATE_NOOP("texts", "online"));
    case core::ServerState::Degraded:
        return translated(QT_TRANSLATE_NOOP("texts", "lost protection"));
    case core::ServerState::Busy:
        return translated(QT_TRANSLATE_NOOP("texts", "busy"));
    case core::ServerState::Offline:
        return translated(QT_TRANSLATE_NOOP("texts", "offline"));
    case core::ServerState::Unreachable:
        return translated(QT_TRANSLATE_NOOP("texts", "unreachable"));
    case core::ServerState::NeedsAttention:
        return translated(QT_TRANSLATE_NOOP("texts", "needs attention"));
    }
    return {};
}

QString stateTitle(core::ServerState state)
{
    return capital(stateWord(state));
}

QString stateSentence(const core::ServerStatus &status, const QString &name, qint64 nowMs)
{
    const QString server = core::visibleText(name);
    const QString length = status.stateSince > 0 ? since(status.stateSince, nowMs) : QString();
    switch (status.state) {
    case core::ServerState::Unknown:
        return QCoreApplication::translate("texts", "%1 has not been asked yet.").arg(server);
    case core::ServerState::Online:
        return QCoreApplication::translate("texts", "%1 answers and runs %2.").arg(server, jails(status.jails.size()));
    case core::ServerState::Degraded:
        return status.lostJails.isEmpty()
            ? QCoreApplication::translate("texts", "%1 lost protection after a jail was activated.").arg(server)
            : QCoreApplication::translate("texts", "%1 lost protection: %2 no longer run.")
                  .arg(server, names(status.lostJails));
    case core::ServerState::Busy:
        return QCoreApplication::translate("texts", "%1 has been busy for %2.")
            .arg(server, since(status.busySince, nowMs));
    case core::ServerState::Offline:
        return QCoreApplication::translate("texts", "%1 has been offline for %2. %3")
            .arg(server, length, errorText(status.lastError, { name, ErrorPlace::Activity::Read, {}, {} }).next);
    case core::ServerState::Unreachable:
        return QCoreApplication::translate("texts", "%1 has not been reached for %2; what it does is not known.")
            .arg(server, length);
    case core::ServerState::NeedsAttention:
        return attentionSentence(status.attention, name);
    }
    return {};
}

QString statePhrase(
    const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery, qint64 nowMs)
{
    switch (status.state) {
    case core::ServerState::Degraded: {
        if (recovery && recovery->reason == core::RecoveryReason::JailsLost)
            return QCoreApplication::translate("texts", "Lost %1 of %2")
                .arg(number(lostJails(*recovery).size()), jails(recovery->jailsBefore.size()));
        if (!status.lostJails.isEmpty())
            return counted(status.lostJails.size(), QT_TRANSLATE_NOOP("texts", "Lost 1 jail"),
                QT_TRANSLATE_N_NOOP("texts", "Lost %Ln jails"));
        return stateTitle(status.state);
    }
    case core::ServerState::Busy:
        return QCoreApplication::translate("texts", "Busy for %1").arg(since(status.busySince, nowMs));
    case core::ServerState::Offline:
        return status.stateSince > 0
            ? QCoreApplication::translate("texts", "Offline for %1").arg(since(status.stateSince, nowMs))
            : stateTitle(status.state);
    case core::ServerState::NeedsAttention:
        return capital(attentionWords(status.attention));
    case core::ServerState::Unknown:
    case core::ServerState::Online:
    case core::ServerState::Unreachable:
        break;
    }
    return stateTitle(status.state);
}

QString retryText(core::ServerState state, qint64 at, bool trying, qint64 nowMs)
{
    if (state != core::ServerState::Unreachable && state != core::ServerState::Offline)
        return {};
    if (trying)
        //: A server that is not reached is being asked at this moment
        return QCoreApplication::translate("texts", "Trying now…");
    if (at <= 0)
        return {};
    // Rounded up: it ends with 1 s, and what is overdue by a moment is about to begin.
    const qint64 seconds = std::max<qint64>(1, (at - nowMs + 999) / 1000);
    //: %1: a length of time: "12 s", "1 min 5 s"
    return QCoreApplication::translate("texts", "Trying again in %1").arg(duration(seconds));
}

QString sidebarText(const core::ServerStatus &status, const std::optional<core::PendingRecovery> &recovery)
{
    QString last;
    switch (status.state) {
    case core::ServerState::Online:
        last = status.counters.currentBans ? number(*status.counters.currentBans) : QString();
        break;
    case core::ServerState::Degraded: {
        const qsizetype lost = recovery ? lostJails(*recovery).size() : status.lostJails.size();
        last = lost > 0
            ? counted(lost, QT_TRANSLATE_NOOP("texts", "lost 1 jail"), QT_TRANSLATE_N_NOOP("texts", "lost %Ln jails"))
            : stateWord(status.state);
        break;
    }
    case core::ServerState::NeedsAttention:
        return attentionWords(status.attention);
    case core::ServerState::Unknown:
    case core::ServerState::Offline:
    case core::ServerState::Unreachable:
        return stateWord(status.state);
    case core::ServerState::Busy:
        last = stateWord(status.state);
        break;
    }
    QStringList parts { core::visibleText(status.version), last };
    parts.removeAll(QString());
    return parts.join(u" · "_s);
}

QString attentionWords(core::AttentionReason reason)
{
    switch (reason) {
    case core::AttentionReason::None:
        return {};
    case core::AttentionReason::NoJails:
        return translated(QT_TRANSLATE_NOOP("texts", "no jail runs"));
    case core::AttentionReason::FrozenTooLong:
        return translated(QT_TRANSLATE_NOOP("texts", "not protecting"));
    case core::AttentionReason::PermissionDenied:
        return translated(QT_TRANSLATE_NOOP("texts", "permission denied"));
    case core::AttentionReason::NotFail2ban:
        return translated(QT_TRANSLATE_NOOP("texts", "not fail2ban"));
    case core::AttentionReason::Authentication:
        return translated(QT_TRANSLATE_NOOP("texts", "login needed"));
    case core::AttentionReason::HostKey:
        return translated(QT_TRANSLATE_NOOP("texts", "host key changed"));
    case core::AttentionReason::SocketGone:
        //: state of a server, a few words
        return translated(QT_TRANSLATE_NOOP("texts", "its socket is gone"));
    case core::AttentionReason::HostKeyUnknown:
        return translated(QT_TRANSLATE_NOOP("texts", "host key unknown"));
    case core::AttentionReason::Elevation:
        return translated(QT_TRANSLATE_NOOP("texts", "sudo refused"));
    case core::AttentionReason::ElevationPassword:
        return translated(QT_TRANSLATE_NOOP("texts", "sudo password needed"));
    }
    return {};
}

QString attentionSentence(core::AttentionReason reason, const QString &name)
{
    const QString server = core::visibleText(name);
    switch (reason) {
    case core::AttentionReason::None:
        return {};
    case core::AttentionReason::NoJails:
        return QCoreApplication::translate(
            "texts", "fail2ban runs on %1 without a single jail: nothing is protected. Start a jail.")
            .arg(server);
    case core::AttentionReason::FrozenTooLong:
        return QCoreApplication::translate("texts",
            "fail2ban on %1 runs but has not answered for more than a minute: it is not protecting. A regex that takes "
            "for ever is the usual "
            "cause; restart fail2ban there.")
            .arg(server);
    case core::AttentionReason::PermissionDenied:
        return errorText({ core::ErrorCode::PermissionDenied, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::NotFail2ban:
        return errorText({ core::ErrorCode::ProtocolError, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::Authentication:
        return errorText({ core::ErrorCode::AuthenticationRequired, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::HostKey:
        return errorText({ core::ErrorCode::HostKeyChanged, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::SocketGone:
        return QCoreApplication::translate("texts",
            "The socket of fail2ban on %1 is gone. BanGUI still holds a connection, but fail2ban-client and everybody "
            "else can no longer reach it; restart fail2ban there.")
            .arg(server);
    case core::AttentionReason::HostKeyUnknown:
        return errorText({ core::ErrorCode::HostKeyUnknown, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::Elevation:
        return errorText({ core::ErrorCode::ElevationRefused, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    case core::AttentionReason::ElevationPassword:
        return errorText({ core::ErrorCode::ElevationPassword, {} }, { name, ErrorPlace::Activity::Read, {}, {} })
            .sentence();
    }
    return {};
}

QString probeOutcomeWords(core::ProbeOutcome outcome)
{
    switch (outcome) {
    case core::ProbeOutcome::Answered:
        return translated(QT_TRANSLATE_NOOP("texts", "answered"));
    case core::ProbeOutcome::Busy:
        return errorWords(core::ErrorCode::Busy);
    case core::ProbeOutcome::NoSocket:
        return errorWords(core::ErrorCode::NoSocket);
    case core::ProbeOutcome::Refused:
        return errorWords(core::ErrorCode::Refused);
    case core::ProbeOutcome::PermissionDenied:
        return errorWords(core::ErrorCode::PermissionDenied);
    case core::ProbeOutcome::TunnelDown:
        return errorWords(core::ErrorCode::TunnelDown);
    case core::ProbeOutcome::TunnelFrozen:
        return errorWords(core::ErrorCode::TunnelFrozen);
    case core::ProbeOutcome::AuthenticationRequired:
        return errorWords(core::ErrorCode::AuthenticationRequired);
    case core::ProbeOutcome::HostKeyChanged:
        return errorWords(core::ErrorCode::HostKeyChanged);
    case core::ProbeOutcome::ProtocolError:
        return errorWords(core::ErrorCode::ProtocolError);
    }
    return {};
}

QString connectionText(const core::ServerProfile &profile)
{
    const auto machine = [&profile] {
        switch (profile.kind) {
        case core::ConnectionKind::Local:
            return QCoreApplication::translate("texts", "this computer");
        case core::ConnectionKind::Ssh:
            return u"ssh %1"_s.arg(core::visibleText(profile.destination));
        }
        return QString();
    }();
    if (profile.container.isEmpty())
        return machine;
    //: %1: name of a container, %2: the machine that it runs on ("this computer", "ssh web-1")
    return QCoreApplication::translate("texts", "container %1 on %2")
        .arg(core::visibleText(profile.container), machine);
}

} // namespace texts
