// SPDX-License-Identifier: GPL-3.0-or-later
#include "texts/event_texts.h"

#include "core/visible_text.h"
#include "texts/error_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace texts {

namespace {

QString translated(const char *source)
{
    return QCoreApplication::translate("texts", source);
}

} // namespace

QString eventWord(core::LogEventKind kind)
{
    switch (kind) {
    case core::LogEventKind::Found:
        //: event of fail2ban: it counted a failed login
        return QCoreApplication::translate("texts", "Failure");
    case core::LogEventKind::Ban:
        return translated(QT_TRANSLATE_NOOP("texts", "Banned"));
    case core::LogEventKind::RestoreBan:
        //: event of fail2ban: a ban came back after a start
        return QCoreApplication::translate("texts", "Ban restored");
    case core::LogEventKind::Unban:
        return translated(QT_TRANSLATE_NOOP("texts", "Unbanned"));
    case core::LogEventKind::RepealBan:
        //: event of fail2ban: a ban was lifted because jail or server stopped
        return QCoreApplication::translate("texts", "Ban lifted at the stop");
    case core::LogEventKind::Reban:
        return translated(QT_TRANSLATE_NOOP("texts", "Banned again"));
    case core::LogEventKind::IncreaseBan:
        return translated(QT_TRANSLATE_NOOP("texts", "Ban lengthened"));
    case core::LogEventKind::AlreadyBanned:
        return translated(QT_TRANSLATE_NOOP("texts", "Already banned"));
    case core::LogEventKind::Ignored:
        //: event of fail2ban: a failure of an address that is never banned
        return QCoreApplication::translate("texts", "Failure ignored");
    case core::LogEventKind::ActionFailed:
        return translated(QT_TRANSLATE_NOOP("texts", "Action failed"));
    case core::LogEventKind::JailStarted:
        return translated(QT_TRANSLATE_NOOP("texts", "Jail started"));
    case core::LogEventKind::JailStopped:
        return translated(QT_TRANSLATE_NOOP("texts", "Jail stopped"));
    case core::LogEventKind::JailReloaded:
        return translated(QT_TRANSLATE_NOOP("texts", "Jail reloaded"));
    case core::LogEventKind::ServerStarting:
        return translated(QT_TRANSLATE_NOOP("texts", "fail2ban starts"));
    case core::LogEventKind::ServerStopping:
        return translated(QT_TRANSLATE_NOOP("texts", "fail2ban stops"));
    case core::LogEventKind::Error:
        return translated(QT_TRANSLATE_NOOP("texts", "Error"));
    }
    return {};
}

std::optional<core::ServerState> eventShape(core::LogEventKind kind)
{
    switch (kind) {
    case core::LogEventKind::Ban:
    case core::LogEventKind::RestoreBan:
    case core::LogEventKind::Reban:
    case core::LogEventKind::IncreaseBan:
        return core::ServerState::NeedsAttention;
    case core::LogEventKind::Unban:
    case core::LogEventKind::RepealBan:
        return core::ServerState::Unknown;
    case core::LogEventKind::JailStarted:
    case core::LogEventKind::JailReloaded:
    case core::LogEventKind::ServerStarting:
        return core::ServerState::Online;
    case core::LogEventKind::AlreadyBanned:
    case core::LogEventKind::JailStopped:
    case core::LogEventKind::ServerStopping:
        return core::ServerState::Busy;
    case core::LogEventKind::ActionFailed:
    case core::LogEventKind::Error:
        return core::ServerState::Offline;
    case core::LogEventKind::Found:
    case core::LogEventKind::Ignored:
        return std::nullopt;
    }
    return std::nullopt;
}

QString eventDetail(const core::LogEvent &event)
{
    const QString detail = core::visibleText(event.detail);
    switch (event.kind) {
    case core::LogEventKind::Ignored:
        //: why a failure was ignored; %1: fail2ban's own name of the rule ("ip", "command")
        return detail.isEmpty() ? detail : QCoreApplication::translate("texts", "rule: %1").arg(detail);
    case core::LogEventKind::ServerStarting:
        //: %1: version of fail2ban
        return detail.isEmpty() ? detail : QCoreApplication::translate("texts", "version %1").arg(detail);
    case core::LogEventKind::AlreadyBanned:
        return translated(QT_TRANSLATE_NOOP("texts", "it goes on although it is banned"));
    case core::LogEventKind::Found:
    case core::LogEventKind::Ban:
    case core::LogEventKind::RestoreBan:
    case core::LogEventKind::Unban:
    case core::LogEventKind::RepealBan:
    case core::LogEventKind::JailStarted:
    case core::LogEventKind::JailStopped:
    case core::LogEventKind::JailReloaded:
    case core::LogEventKind::ServerStopping:
        return {};
    case core::LogEventKind::Reban:
    case core::LogEventKind::IncreaseBan:
    case core::LogEventKind::ActionFailed:
    case core::LogEventKind::Error:
        return detail;
    }
    return {};
}

QString eventFilterTitle(EventFilter filter)
{
    switch (filter) {
    case EventFilter::Everything:
        return translated(QT_TRANSLATE_NOOP("texts", "All events"));
    case EventFilter::Bans:
        return translated(QT_TRANSLATE_NOOP("texts", "Bans and unbans"));
    case EventFilter::Failures:
        //: filter of a list of events: failed logins only
        return QCoreApplication::translate("texts", "Failures only");
    case EventFilter::Problems:
        //: filter of a list of events: what may leave a server less protected
        return QCoreApplication::translate("texts", "Problems only");
    }
    return {};
}

bool passes(core::LogEventKind kind, EventFilter filter)
{
    if (filter == EventFilter::Everything)
        return true;
    switch (kind) {
    case core::LogEventKind::Found:
    case core::LogEventKind::Ignored:
        return filter == EventFilter::Failures;
    case core::LogEventKind::Ban:
    case core::LogEventKind::RestoreBan:
    case core::LogEventKind::Unban:
    case core::LogEventKind::RepealBan:
    case core::LogEventKind::Reban:
    case core::LogEventKind::IncreaseBan:
        return filter == EventFilter::Bans;
    case core::LogEventKind::AlreadyBanned:
    case core::LogEventKind::ActionFailed:
    case core::LogEventKind::JailStopped:
    case core::LogEventKind::ServerStopping:
    case core::LogEventKind::Error:
        return filter == EventFilter::Problems;
    case core::LogEventKind::JailStarted:
    case core::LogEventKind::JailReloaded:
    case core::LogEventKind::ServerStarting:
        return false;
    }
    return false;
}

QString notFollowedWords(const core::Error &error)
{
    if (error.code == core::ErrorCode::RateLimited)
        return translated(QT_TRANSLATE_NOOP("texts", "as many logs are followed as can be at once"));
    if (error.code == core::ErrorCode::FileUnreadable || error.code == core::ErrorCode::PermissionDenied)
        return translated(QT_TRANSLATE_NOOP("texts", "this login may not read its log"));
    if (error.code == core::ErrorCode::FileNotFound)
        return translated(QT_TRANSLATE_NOOP("texts", "its log file is not there"));
    if (error.code != core::ErrorCode::NotSupported)
        return errorWords(error.code);
    const QString target = error.detail.section(u'[', 0, 0).toUpper();
    if (target == "SYSTEMD-JOURNAL"_L1)
        return translated(QT_TRANSLATE_NOOP("texts", "it logs to the journal"));
    if (target == "SYSLOG"_L1)
        return translated(QT_TRANSLATE_NOOP("texts", "it logs to syslog"));
    if (target == "STDOUT"_L1 || target == "STDERR"_L1 || target == "SYSOUT"_L1 || target == "INHERITED"_L1)
        return translated(QT_TRANSLATE_NOOP("texts", "it logs to its own output"));
    //: %1: fail2ban's log target, which is no file
    return QCoreApplication::translate("texts", "it logs to %1").arg(core::visibleText(error.detail));
}

QString actionFailedSentence(const QString &action, const QString &jail, const QString &server, qint64 count)
{
    if (count == 1)
        //: %1: action, %2: jail, %3: server
        return QCoreApplication::translate("texts", "Action %1 failed in jail %2 on %3 in the last hour.")
            .arg(core::visibleText(action), core::visibleText(jail), core::visibleText(server));
    //: %1: action, %2: jail, %3: server, %4: a number from 2 on
    return QCoreApplication::translate("texts", "Action %1 failed in jail %2 on %3 %4 times in the last hour.")
        .arg(core::visibleText(action), core::visibleText(jail), core::visibleText(server), number(count));
}

QString actionFailedMeaning()
{
    return translated(QT_TRANSLATE_NOOP("texts", "The addresses count as banned there, but the action did not do it."));
}

} // namespace texts
