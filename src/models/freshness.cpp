// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/freshness.h"

#include "core/visible_text.h"
#include "texts/state_texts.h"
#include "texts/time_texts.h"

#include <QCoreApplication>

namespace models {

bool isStale(const core::ServerStatus &status)
{
    switch (status.state) {
    case core::ServerState::Online:
    case core::ServerState::Degraded:
        return false;
    case core::ServerState::NeedsAttention:
        return status.attention != core::AttentionReason::NoJails
            && status.attention != core::AttentionReason::SocketGone;
    case core::ServerState::Unknown:
    case core::ServerState::Busy:
    case core::ServerState::Offline:
    case core::ServerState::Unreachable:
        break;
    }
    return true;
}

QString staleText(const core::ServerStatus &status, const QString &name)
{
    if (!isStale(status))
        return {};
    const QString server = core::visibleText(name);
    const bool busy = status.state == core::ServerState::Busy;
    const qint64 sinceMs = busy && status.busySince > 0 ? status.busySince : status.stateSince;
    const QString since
        = sinceMs > 0 ? texts::dateTime(sinceMs / 1000, texts::DateStyle::System, sinceMs / 1000) : QString();
    switch (status.state) {
    case core::ServerState::Unknown:
        return QCoreApplication::translate("models", "Last known; %1 has not been asked yet.").arg(server);
    case core::ServerState::NeedsAttention:
        //: server, a few words why ("permission denied")
        return QCoreApplication::translate("models", "Last known; %1 needs attention: %2.")
            .arg(server, texts::attentionWords(status.attention));
    case core::ServerState::Offline:
        if (!since.isEmpty())
            //: server, date and time
            return QCoreApplication::translate("models", "Last known; %1 has been offline since %2.")
                .arg(server, since);
        break;
    case core::ServerState::Unreachable:
        if (!since.isEmpty())
            //: server, date and time
            return QCoreApplication::translate("models", "Last known; %1 has not been reached since %2.")
                .arg(server, since);
        break;
    case core::ServerState::Busy:
        if (!since.isEmpty())
            //: server, date and time
            return QCoreApplication::translate("models", "Last known; %1 has been busy since %2.").arg(server, since);
        break;
    case core::ServerState::Online:
    case core::ServerState::Degraded:
        break;
    }
    //: server, the word for its state ("offline")
    return QCoreApplication::translate("models", "Last known; %1: %2.").arg(server, texts::stateWord(status.state));
}

} // namespace models
