// SPDX-License-Identifier: GPL-3.0-or-later
#include "gui/open_change_mark.h"

#include "texts/change_texts.h"

#include <QCoreApplication>

namespace gui {

OpenChangeMark openChangeMark(const core::OpenChange &change)
{
    using texts::ChangeTexts::resultWord;
    if (change.undecided)
        return { change.stale ? core::ServerState::NeedsAttention : core::ServerState::Busy,
            resultWord(core::ChangeResult::Open) };
    switch (change.leftover) {
    case core::OpenChange::Leftover::None:
        break;
    case core::OpenChange::Leftover::Foreign:
        return { core::ServerState::NeedsAttention, resultWord(core::ChangeResult::RolledBack) };
    case core::OpenChange::Leftover::Failed:
        return { core::ServerState::Offline, resultWord(core::ChangeResult::NotRestored) };
    }
    //: state of a change on a server
    return { core::ServerState::Busy, QCoreApplication::translate("gui", "being taken back") };
}

OpenChangeMark unansweredChangeMark()
{
    return { core::ServerState::Unreachable, texts::ChangeTexts::resultWord(core::ChangeResult::Unknown) };
}

} // namespace gui
