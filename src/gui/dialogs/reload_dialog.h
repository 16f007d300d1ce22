// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/receipt.h"
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

/// Starts or reloads one jail: says what will be checked, then shows each stage as it happens. It may be closed while
/// it runs.
class ReloadDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    enum class Kind { Start, Reload };
    using Finished = std::function<void(const core::Result<core::Receipt> &)>;
    ReloadDialog(const GuiContext &context, Kind kind, core::ServerId server, const QString &jail, QWidget *owner,
        Finished finished);

private:
    void run();
    void showSteps();
    void onFinished(const core::Result<core::Receipt> &receipt);

    const GuiContext &m_context;
    Kind m_kind;
    core::ServerId m_server;
    QString m_jail;
    Finished m_finished;
    models::ReloadSteps m_steps;
    widgets::PlainLabel *m_effect = nullptr;
    widgets::StepList *m_list = nullptr;
    ProductionCheck *m_production = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
};

} // namespace gui
