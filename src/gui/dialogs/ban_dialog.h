// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/receipt.h"
#include "services/ban_service.h"
#include "widgets/dialog_frame.h"

#include <QTimer>

#include <memory>

namespace Ui {
class BanDialog;
}

class QListWidget;

namespace gui {

class ProductionCheck;
struct GuiContext;

/// Bans addresses and networks in chosen jails on chosen servers. Junk is shown and left out, the effect and the
/// warnings follow what is typed, and what could lock the user out asks twice. Deletes itself when closed.
class BanDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    using Finished = std::function<void(const core::Result<QList<core::Receipt>> &)>;
    /// owner: who lives on when the dialog is closed while the ban runs; finished is called in either case.
    BanDialog(const GuiContext &context, const QString &targets, QWidget *owner, Finished finished);
    ~BanDialog() override;

    /// Ticks a jail, for a caller that knows which one is meant.
    void chooseJail(const QString &jail);

private:
    void fillServers();
    void fillJails();
    void onChanged();
    void showJunk();
    void preview();
    void onPreview(const core::Result<services::BanPreview> &preview);
    void ban();
    void onRefused(const core::Error &error);
    void updateConfirm();
    [[nodiscard]] services::BanRequest request() const;

    const GuiContext &m_context;
    Finished m_finished;
    std::unique_ptr<Ui::BanDialog> m_ui;
    ProductionCheck *m_production = nullptr;
    QPushButton *m_confirm = nullptr;
    QPushButton *m_cancel = nullptr;
    QPushButton *m_stop = nullptr; ///< while a ban runs on several servers
    QTimer m_soon;
    services::ParsedTargets m_parsed;
    QList<core::ServerId> m_asked; ///< the servers that are ticked
    // Of the last preview:
    QList<core::ServerId> m_unasked;
    QList<services::BanWarning> m_seen;
    core::RequestHandle m_previewing;
    core::RequestHandle m_banning;
    bool m_previewed = false; ///< the effect shown is that of the present input
    bool m_grave = false;
    bool m_running = false;
};

} // namespace gui
