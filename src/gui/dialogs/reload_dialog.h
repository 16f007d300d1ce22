// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/receipt.h"
#include "gui/dialogs/meant_place.h"
#include "models/steps.h"
#include "widgets/dialog_frame.h"

#include <functional>

namespace widgets {
class PlainLabel;
class StepList;
} // namespace widgets

class QPushButton;

namespace gui {

class ProductionCheck;
struct GuiContext;

/// Starts or reloads one jail: says what will be checked and whether the jail's bans stay, then shows each stage as it
/// happens. A restart, which lifts bans, is agreed to before: from the look at the files, or where it is found on the
/// way by a second press. It may be closed while it runs.
class ReloadDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    enum class Kind { Start, Reload };
    using Finished = std::function<void(const core::Result<core::Receipt> &)>;
    ReloadDialog(const GuiContext &context, Kind kind, core::ServerId server, const QString &jail, QWidget *owner,
        Finished finished);

private:
    void preview();
    void showEffect(const QString &effect);
    void updateConfirm();
    void run();
    void take(const services::ReloadStep &step);
    void askForRestart(const core::Error &error);
    void showSteps();
    void onFinished(const core::Result<core::Receipt> &receipt);

    const GuiContext &m_context;
    Kind m_kind;
    core::ServerId m_server;
    QString m_jail;
    MeantPlace m_place;
    Finished m_finished;
    services::ReloadPreview m_preview;
    services::RestartConsent m_consent = services::RestartConsent::NotGiven;
    QString m_restartReason; ///< found on the way, by a reload that was not allowed to restart the jail
    bool m_effectKnown = false;
    bool m_running = false;
    models::ReloadSteps m_steps;
    widgets::PlainLabel *m_effect = nullptr;
    widgets::StepList *m_list = nullptr;
    ProductionCheck *m_production = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace gui
