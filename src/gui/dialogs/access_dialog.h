// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/access_facts.h"
#include "core/server_profile.h"
#include "core/server_status.h"
#include "texts/access_texts.h"
#include "widgets/dialog_frame.h"

#include <memory>

class QButtonGroup;
class QPushButton;
class QScrollArea;
class QStackedWidget;
class QVBoxLayout;

namespace services {
class AccessCheck;
}

namespace widgets {
class PlainLabel;
}

namespace gui {

class ConnectionTestView;
struct GuiContext;

/// Guides out of a socket that is refused: who owns it, who we are there, and the ways to it, each with the text to
/// copy and with its price. "Check again" tests the chosen way in place; one that works can be kept. Nothing on the
/// server is changed by it.
class AccessDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// why: the refusal, as the last attempt told it.
    AccessDialog(const GuiContext &context, const core::ServerProfile &profile, const core::Error &why, QWidget *owner);
    ~AccessDialog() override;

    /// Whether this page helps.
    [[nodiscard]] static bool helps(core::ErrorCode code);
    [[nodiscard]] static bool helps(const core::ServerStatus &status);
    /// For one of the servers, with what its last probe said; nothing where it is gone.
    static void openFor(const GuiContext &context, core::ServerId server, QWidget *owner);

private:
    void onFacts(const core::AccessFacts &facts);
    void addWay(const texts::AccessWay &way);
    void choose(int index);
    void check();
    void onChecked(bool ok);
    void keep();

    const GuiContext &m_context;
    core::ServerProfile m_profile;
    core::Error m_why;
    std::unique_ptr<services::AccessCheck> m_check;
    QList<texts::AccessWay> m_ways;
    widgets::PlainLabel *m_reason = nullptr;
    QVBoxLayout *m_choice = nullptr;
    QButtonGroup *m_group = nullptr;
    QStackedWidget *m_pages = nullptr;
    ConnectionTestView *m_test = nullptr;
    QPushButton *m_again = nullptr;
    QPushButton *m_keep = nullptr;
};

} // namespace gui
