// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/receipt.h"
#include "gui/dialogs/effect_dialog.h"
#include "gui/dialogs/meant_place.h"

#include <functional>

namespace gui {

struct GuiContext;

/// Shows what stopping a jail costs (its bans are lifted) and whether it can be taken back, then stops it.
class StopJailDialog final : public EffectDialog
{
    Q_OBJECT

public:
    using Finished = std::function<void(const core::Result<core::Receipt> &)>;
    /// owner lives on when the dialog is closed; finished is called in either case.
    StopJailDialog(
        const GuiContext &context, core::ServerId server, const QString &jail, QWidget *owner, Finished finished);

private:
    void stop();

    const GuiContext &m_context;
    core::ServerId m_server;
    QString m_jail;
    MeantPlace m_place;
    Finished m_finished;
};

} // namespace gui
