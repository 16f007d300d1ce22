// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/server_profile.h"
#include "widgets/dialog_frame.h"

class QPushButton;

namespace gui {

class ConnectionTestView;
struct GuiContext;

/// Tests the connection to one server as it is stored, at once and again on demand. Changes nothing.
class ConnectionTestDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    ConnectionTestDialog(const GuiContext &context, const core::ServerProfile &profile, QWidget *owner);

private:
    void test();

    core::ServerProfile m_profile;
    ConnectionTestView *m_view = nullptr;
    QPushButton *m_again = nullptr;
};

} // namespace gui
