// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/ids.h"
#include "widgets/dialog_frame.h"

class QComboBox;
class QListWidget;
class QPushButton;

namespace widgets {
class PlainLabel;
}

namespace gui {

struct GuiContext;

/// Chooses one of the jails that a server's configuration defines and that do not run.
class StartJailDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    /// server invalid: the first of the scope is preset.
    StartJailDialog(const GuiContext &context, core::ServerId server, QWidget *owner);

Q_SIGNALS:
    void jailChosen(core::ServerId server, const QString &jail);

private:
    void readJails();
    void choose();
    [[nodiscard]] core::ServerId server() const;

    const GuiContext &m_context;
    QComboBox *m_servers = nullptr;
    QListWidget *m_jails = nullptr;
    widgets::PlainLabel *m_note = nullptr;
    QPushButton *m_confirm = nullptr;
};

} // namespace gui
