// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/pending_change.h"
#include "widgets/dialog_frame.h"

#include <memory>

namespace models {
class PendingTableModel;
}
namespace widgets {
class TableView;
}

namespace gui {

struct GuiContext;

/// Everything that waits for its server, with withdrawing and trying now: the rows that are selected, else all. Deletes
/// itself when closed.
class PendingDialog final : public widgets::DialogFrame
{
    Q_OBJECT

public:
    explicit PendingDialog(const GuiContext &context, QWidget *parent = nullptr);
    ~PendingDialog() override;
    /// Opens it over the window, or raises the one that is open.
    static void openOver(const GuiContext &context, QWidget *window);

private:
    void update();
    /// Says what the table holds, and no longer what was tried or withdrawn before it changed.
    void onChanged();
    /// Those that are selected; all of them only after asking.
    void withdraw();
    void askToWithdrawAll();
    void withdrawIds(const QList<qint64> &ids);
    void pushUndo(const QList<core::PendingChange> &withdrawn);
    void note(); ///< what is selected when a button goes down

    void tryNow();
    /// Ids that were selected then; without a selection all of them.
    [[nodiscard]] QList<qint64> chosen() const;

    const GuiContext &m_context;
    std::unique_ptr<models::PendingTableModel> m_model;
    QList<qint64> m_selected;
    QList<core::PendingChange> m_seen; ///< of the last change of the table
    widgets::TableView *m_table = nullptr;
    QPushButton *m_withdraw = nullptr;
    QPushButton *m_try = nullptr;
};

} // namespace gui
