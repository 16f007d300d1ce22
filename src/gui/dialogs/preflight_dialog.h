// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/request_handle.h"
#include "models/preflight_steps.h"
#include "widgets/dialog_frame.h"

class QPushButton;
class QScrollArea;

namespace widgets {
class PlainLabel;
class StepList;
} // namespace widgets

namespace gui {

class PreflightIssueList;
struct GuiContext;

/// Looks whether fail2ban would take what the files say: the checks as they pass, then what blocks and what is to be
/// known, each with its place and remedy. Begins at once; closing it ends the check. Changes nothing on the server.
class PreflightDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// jail empty: every enabled jail. folder: of the configuration.
    PreflightDialog(
        const GuiContext &context, core::ServerId server, const QString &jail, const QString &folder, QWidget *owner);
    ~PreflightDialog() override;

Q_SIGNALS:
    /// A place is to be looked at; the dialog is closed by then. line 0: not known.
    void placeRequested(const QString &jail, const QString &file, int line);

private:
    void check();
    void onReport(const core::Result<services::PreflightReport> &report);
    void showSteps();

    const GuiContext &m_context;
    core::ServerId m_server;
    QString m_jail;
    QString m_folder;
    models::PreflightSteps m_steps;
    core::RequestHandle m_request;
    widgets::PlainLabel *m_summary = nullptr;
    QScrollArea *m_scroll = nullptr;
    PreflightIssueList *m_issues = nullptr;
    widgets::StepList *m_list = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace gui
