// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "gui/dialogs/effect_dialog.h"
#include "services/ban_service.h"

namespace gui {

struct GuiContext;

/// Shows whom an unban frees, then does it. The receipts come also when the dialog was closed meanwhile: they go to
/// owner's handler.
class UnbanDialog final : public EffectDialog
{
    Q_OBJECT

public:
    /// owner: who lives on when the dialog is closed (the page); also the dialog's parent.
    using Finished = std::function<void(const core::Result<QList<core::Receipt>> &)>;
    UnbanDialog(const GuiContext &context, const services::UnbanRequest &request, QWidget *owner, Finished finished);

private:
    void onPreview(const core::Result<services::UnbanPreview> &preview);
    void unban();
    [[nodiscard]] QString subject() const;
    /// Takes the read-only servers out of the request: nothing is sent to them.
    void leaveOutReadOnly();
    [[nodiscard]] QString readOnlySentence() const;

    const GuiContext &m_context;
    services::UnbanRequest m_request;
    Finished m_finished;
    QStringList m_readOnly; ///< names of servers that are left out
};

} // namespace gui
