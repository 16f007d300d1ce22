// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "core/request_handle.h"
#include "core/rescue.h"
#include "texts/error_texts.h"
#include "widgets/dialog_frame.h"

#include <optional>

class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace widgets {
class PlainLabel;
class StepList;
} // namespace widgets

namespace gui {

class ProductionCheck;
struct GuiContext;

/// What is wrong with a server that lost its protection, what bringing it back would touch, and the one click that does
/// it: its stages live, and how it ended. It may be closed while it runs. One per server: open() raises what is there.
class RescueDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    static RescueDialog *openFor(const GuiContext &context, core::ServerId server, QWidget *owner);
    /// Whether a look at the server may find something to bring back: it does not protect as it should, and the way to
    /// it is open.
    [[nodiscard]] static bool helps(const core::ServerStatus &status, bool openRecovery);
    ~RescueDialog() override;

    [[nodiscard]] core::ServerId server() const { return m_server; }
    /// It has begun a rescue that goes on, and will tell how it ends.
    [[nodiscard]] bool isRunning() const { return m_running; }

private:
    RescueDialog(const GuiContext &context, core::ServerId server, QWidget *owner);

    void examine();
    void onReport(const core::Result<core::RescueReport> &report);
    void showFinding(const core::RescueReport &report);
    void run();
    void onOutcome(const core::Result<core::RescueOutcome> &outcome);
    void showSteps();
    void showWords(const texts::ErrorText &text, bool good);
    void updateConfirm();
    void clearContent();
    void addSection(const QString &title, const QStringList &lines, const QString &name);
    void addText(const QString &title, const QString &text, const QString &name);
    [[nodiscard]] QString serverName() const;

    const GuiContext &m_context;
    core::ServerId m_server;
    core::RequestHandle m_request;
    std::optional<core::RescueFinding> m_finding;
    QList<core::RescueStep> m_taken;
    bool m_running = false;
    widgets::PlainLabel *m_summary = nullptr;
    widgets::PlainLabel *m_explanation = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_content = nullptr;
    QVBoxLayout *m_layout = nullptr;
    widgets::StepList *m_list = nullptr;
    ProductionCheck *m_production = nullptr;
    QPushButton *m_close = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace gui
