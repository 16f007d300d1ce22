// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/log_event.h"

using namespace Qt::StringLiterals;

namespace core {

QString logEventKindName(LogEventKind kind)
{
    switch (kind) {
    case LogEventKind::Found:
        return u"found"_s;
    case LogEventKind::Ban:
        return u"ban"_s;
    case LogEventKind::RestoreBan:
        return u"restore_ban"_s;
    case LogEventKind::Unban:
        return u"unban"_s;
    case LogEventKind::RepealBan:
        return u"repeal_ban"_s;
    case LogEventKind::Reban:
        return u"reban"_s;
    case LogEventKind::IncreaseBan:
        return u"increase_ban"_s;
    case LogEventKind::AlreadyBanned:
        return u"already_banned"_s;
    case LogEventKind::Ignored:
        return u"ignored"_s;
    case LogEventKind::ActionFailed:
        return u"action_failed"_s;
    case LogEventKind::JailStarted:
        return u"jail_started"_s;
    case LogEventKind::JailStopped:
        return u"jail_stopped"_s;
    case LogEventKind::JailReloaded:
        return u"jail_reloaded"_s;
    case LogEventKind::ServerStarting:
        return u"server_starting"_s;
    case LogEventKind::ServerStopping:
        return u"server_stopping"_s;
    case LogEventKind::Error:
        return u"error"_s;
    }
    return {};
}

} // namespace core
